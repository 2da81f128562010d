//! `tokio_util::task::TaskTracker`: waits until it is closed and what it tracks has ended.

use std::fmt;
use std::task::{Context, Poll};
use tokio::sync::Notify;

struct State {
    count: usize,
    is_closed: bool,
    ended: Notify,
}

impl State {
    fn is_over(&self) -> bool {
        intrinsic::shared_access();
        self.is_closed && self.count == 0
    }

    fn tell(&self) {
        if self.is_over() {
            self.ended.notify_waiters();
        }
    }
}

#[derive(Clone)]
pub struct TaskTracker {
    state: S,
}

impl TaskTracker {
    pub fn new() -> TaskTracker {
        TaskTracker {
            state: Arc::new(State {
                count: 0,
                is_closed: false,
                ended: Notify::new(),
            }),
        }
    }

    pub async fn wait(&self) {
        let notified = self.state.ended.notified();
        if !self.state.is_over() {
            notified.await;
        }
    }

    pub fn close(&self) -> bool {
        intrinsic::shared_access();
        let was_open = !self.state.is_closed;
        self.state.is_closed = true;
        if was_open {
            self.state.tell();
        }
        was_open
    }

    pub fn reopen(&self) -> bool {
        intrinsic::shared_access();
        std::mem::replace(&mut self.state.is_closed, false)
    }

    pub fn is_closed(&self) -> bool {
        intrinsic::shared_access();
        self.state.is_closed
    }

    pub fn len(&self) -> usize {
        intrinsic::shared_access();
        self.state.count
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn spawn(&self, future: F) -> JoinHandle {
        tokio::task::spawn(self.track_future(future))
    }

    pub fn spawn_on(&self, future: F, runtime: &Handle) -> JoinHandle {
        runtime.spawn(self.track_future(future))
    }

    pub fn spawn_local(&self, future: F) -> JoinHandle {
        tokio::task::spawn_local(self.track_future(future))
    }

    pub fn spawn_blocking(&self, f: F) -> JoinHandle {
        let token = self.token();
        tokio::task::spawn_blocking(move || {
            let held = token;
            f()
        })
    }

    pub fn track_future(&self, future: F) -> TrackedFuture {
        TrackedFuture {
            future: intrinsic::into_future(future),
            token: self.token(),
        }
    }

    pub fn token(&self) -> TaskTrackerToken {
        intrinsic::shared_access();
        self.state.count += 1;
        TaskTrackerToken {
            state: self.state.clone(),
        }
    }
}

impl Default for TaskTracker {
    fn default() -> TaskTracker {
        TaskTracker::new()
    }
}

impl fmt::Debug for TaskTracker {
    fn fmt(&self, f: &mut Formatter) -> Result {
        let mut shown = f.debug_struct("TaskTracker");
        shown.field("len", &self.len()).field("is_closed", &self.is_closed()).finish()
    }
}

/// One of those that are waited for.
pub struct TaskTrackerToken {
    state: S,
}

impl Clone for TaskTrackerToken {
    fn clone(&self) -> TaskTrackerToken {
        intrinsic::shared_access();
        self.state.count += 1;
        TaskTrackerToken {
            state: self.state.clone(),
        }
    }
}

impl Drop for TaskTrackerToken {
    fn drop(&mut self) {
        intrinsic::shared_access();
        self.state.count -= 1;
        self.state.tell();
    }
}

pub struct TrackedFuture {
    future: F,
    token: T,
}

impl Future for TrackedFuture {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        self.future.poll(cx)
    }
}
