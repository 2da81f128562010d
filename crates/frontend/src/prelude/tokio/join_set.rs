//! `tokio::task::JoinSet`.

use std::task::{Context, Poll, Waker};
use tokio::runtime::blocking::{current, spawn_blocking_in};
use tokio::runtime::task::{AbortHandle, Id, JoinError, JoinHandle, spawn_in};

/// A join handle in a set: its waker moves it to the notified ones.
struct Entry {
    handle: H,
    lists: L,
    is_notified: bool,
}

impl Wake for Entry {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if !self.is_notified {
            self.is_notified = true;
            self.lists.notified.push_back(self.clone());
            if let Some(waker) = self.lists.waker.take() {
                waker.wake();
            }
        }
    }
}

struct Lists {
    notified: VecDeque,
    waker: Option,
}

pub struct JoinSet {
    lists: L,
    entries: Vec,
}

impl JoinSet {
    pub fn new() -> JoinSet {
        JoinSet {
            lists: Arc::new(Lists {
                notified: VecDeque::new(),
                waker: None,
            }),
            entries: Vec::new(),
        }
    }

    pub fn default() -> JoinSet {
        JoinSet::new()
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.len() == 0
    }

    pub fn spawn(&mut self, future: F) -> AbortHandle {
        let handle = tokio::runtime::task::spawn_in(usize::MAX, future);
        let abort = handle.abort_handle();
        let entry = Arc::new(Entry {
            handle,
            lists: self.lists.clone(),
            is_notified: false,
        });
        self.entries.push(entry.clone());
        entry.handle.set_waker(Waker {
            target: entry.clone(),
        });
        abort
    }

    pub fn poll_join_next(&mut self, cx: &mut Context) -> Poll {
        if self.entries.len() == 0 {
            return Poll::Ready(None);
        }
        self.lists.waker = Some(cx.waker().clone());
        let Some(entry) = self.lists.notified.pop_front() else {
            return Poll::Pending;
        };
        entry.is_notified = false;
        let waker = Waker {
            target: entry.clone(),
        };
        let mut inner = Context {
            waker: &waker,
            budget: cx.budget,
        };
        match entry.handle.poll(&mut inner) {
            Poll::Ready(result) => {
                self.remove(&entry);
                Poll::Ready(Some(result))
            }
            Poll::Pending => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }

    fn remove(&mut self, entry: &E) {
        let mut at = 0;
        while at < self.entries.len() {
            if Arc::ptr_eq(&self.entries[at], entry) {
                self.entries.remove(at);
                return;
            }
            at += 1;
        }
    }

    pub fn join_next(&mut self) -> JoinNext {
        JoinNext { set: self }
    }

    pub fn try_join_next(&mut self) -> Option {
        let entry = self.lists.notified.pop_front()?;
        entry.is_notified = false;
        let result = entry.handle.cell.result.take();
        self.remove(&entry);
        result
    }

    pub async fn join_all(self) -> Vec {
        let mut set = self;
        let mut outputs = Vec::new();
        while let Some(result) = set.join_next().await {
            match result {
                Ok(value) => outputs.push(value),
                Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
                Err(error) => panic!("{error}"),
            }
        }
        outputs
    }

    pub fn abort_all(&mut self) {
        for entry in &self.entries {
            entry.handle.abort();
        }
    }

    pub fn detach_all(&mut self) {
        self.entries.clear();
    }

    pub async fn shutdown(&mut self) {
        self.abort_all();
        while self.join_next().await.is_some() {}
    }
}

impl Drop for JoinSet {
    fn drop(&mut self) {
        self.abort_all();
        self.lists.notified.clear();
    }
}

pub struct JoinNext {
    set: S,
}

impl Future for JoinNext {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        self.set.poll_join_next(cx)
    }
}
