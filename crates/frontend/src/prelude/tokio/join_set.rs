//! `tokio::task::JoinSet`.

use std::fmt;
use std::future::poll_fn;
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

    pub fn from_iter(futures: I) -> JoinSet {
        let mut set = JoinSet::new();
        set.extend(futures);
        set
    }

    pub fn extend(&mut self, futures: I) {
        for future in futures {
            self.spawn(future);
        }
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.len() == 0
    }

    pub fn spawn(&mut self, future: F) -> AbortHandle {
        self.insert(spawn_in(usize::MAX, future))
    }

    pub fn spawn_on(&mut self, future: F, runtime: &Handle) -> AbortHandle {
        self.insert(runtime.spawn(future))
    }

    pub fn spawn_blocking(&mut self, f: F) -> AbortHandle {
        self.insert(spawn_blocking_in(current(), f))
    }

    pub fn spawn_blocking_on(&mut self, f: F, runtime: &Handle) -> AbortHandle {
        self.insert(runtime.spawn_blocking(f))
    }

    pub fn spawn_local(&mut self, future: F) -> AbortHandle {
        self.insert(tokio::task::spawn_local(future))
    }

    pub fn spawn_local_on(&mut self, future: F, set: &LocalSet) -> AbortHandle {
        self.insert(set.spawn_local(future))
    }

    fn insert(&mut self, handle: JoinHandle) -> AbortHandle {
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
        intrinsic::shared_access();
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
        self.entries.retain(|other| !Arc::ptr_eq(other, entry));
    }

    pub fn join_next(&mut self) -> JoinNext {
        JoinNext { set: self }
    }

    pub async fn join_next_with_id(&mut self) -> Option {
        let (id, result) = poll_fn(|cx| self.poll_with_id(cx)).await?;
        Some(with_id(id, result))
    }

    pub fn try_join_next_with_id(&mut self) -> Option {
        let id = self.lists.notified.front()?.handle.id();
        let result = self.try_join_next()?;
        Some(with_id(id, result))
    }

    fn poll_with_id(&mut self, cx: &mut Context) -> Poll {
        intrinsic::shared_access();
        let id = match self.lists.notified.front() {
            Some(entry) => Some(entry.handle.id()),
            None => None,
        };
        match self.poll_join_next(cx) {
            Poll::Ready(Some(result)) => Poll::Ready(Some((id.unwrap(), result))),
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    }

    pub fn try_join_next(&mut self) -> Option {
        intrinsic::shared_access();
        let entry = self.lists.notified.pop_front()?;
        entry.is_notified = false;
        let result = entry.handle.cell.held.take();
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

fn with_id(id: Id, result: Result) -> Result {
    match result {
        Ok(value) => Ok((id, value)),
        Err(error) => Err(error),
    }
}

impl Default for JoinSet {
    fn default() -> JoinSet {
        JoinSet::new()
    }
}

impl fmt::Debug for JoinSet {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("JoinSet").field("len", &self.len()).finish()
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
