//! `async_std::task`: a thread a core runs what is spawned.

use std::fmt;
use std::task::{Context, Poll};
use std::time::Duration;

pub use tokio::task::yield_now;

fn runtime() -> R {
    smol::runtime(intrinsic::available_parallelism())
}

/// On a thread that polls already, others go on polling meanwhile.
pub fn block_on(future: F) -> T {
    let runtime = runtime();
    tokio::task::block_in_place(|| runtime.block_on(future))
}

pub fn spawn(future: F) -> JoinHandle {
    JoinHandle { handle: runtime().spawn(future) }
}

pub fn spawn_blocking(f: F) -> JoinHandle {
    JoinHandle { handle: runtime().spawn_blocking(f) }
}

pub async fn sleep(duration: Duration) {
    if tokio::runtime::Handle::try_current().is_ok() {
        tokio::time::sleep(duration).await;
    } else {
        runtime();
        smol::Timer::after(duration).await;
    }
}

/// What a task is told of itself.
static CURRENT: L = tokio::task::LocalKey::new();

/// The running task; outside of tasks one without a name.
pub fn current() -> Task {
    match CURRENT.try_get() {
        Ok(task) => task,
        Err(_) => Task { id: intrinsic::future_number_here(), name: None },
    }
}

#[derive(Clone)]
pub struct Task {
    id: usize,
    name: Option,
}

impl Task {
    pub fn id(&self) -> TaskId {
        TaskId(self.id)
    }

    pub fn name(&self) -> Option {
        self.name.as_deref()
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct TaskId(usize);

impl fmt::Display for TaskId {
    fn fmt(&self, f: &mut Formatter) -> Result {
        fmt::Display::fmt(&self.0, f)
    }
}

pub struct Builder {
    name: Option,
}

impl Builder {
    pub fn new() -> Builder {
        Builder { name: None }
    }

    pub fn name(self, name: String) -> Builder {
        Builder { name: Some(name) }
    }

    pub fn spawn(self, future: F) -> Result {
        Ok(spawn(self.named(future)))
    }

    pub fn blocking(self, future: F) -> T {
        block_on(self.named(future))
    }

    async fn named(self, future: F) -> T {
        let task = Task { id: intrinsic::future_number_here(), name: self.name };
        CURRENT.scope(task, future).await
    }
}

/// Detached when it is dropped.
pub struct JoinHandle {
    handle: H,
}

impl JoinHandle {
    pub async fn cancel(self) -> Option {
        self.handle.abort();
        match self.handle.await {
            Ok(value) => Some(value),
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(_) => None,
        }
    }
}

impl Future for JoinHandle {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        match self.handle.poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Ok(value)) => Poll::Ready(value),
            Poll::Ready(Err(error)) => std::panic::resume_unwind(error.into_panic()),
        }
    }
}
