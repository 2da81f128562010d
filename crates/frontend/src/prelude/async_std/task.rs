//! `async_std::task`: a thread a core runs what is spawned.

use std::task::{Context, Poll};
use std::time::Duration;

pub use tokio::task::yield_now;

fn runtime() -> R {
    smol::runtime(intrinsic::available_parallelism())
}

pub fn block_on(future: F) -> T {
    runtime().block_on(future)
}

pub fn spawn(future: F) -> JoinHandle {
    JoinHandle { handle: runtime().spawn(future) }
}

pub fn spawn_blocking(f: F) -> JoinHandle {
    JoinHandle { handle: runtime().spawn_blocking(f) }
}

pub async fn sleep(duration: Duration) {
    tokio::time::sleep(duration).await;
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
