//! `tokio` itself.

use tokio::runtime::task::run_task;

pub fn spawn(future: F) -> JoinHandle {
    intrinsic::future_spawn(intrinsic::into_future(future), usize::MAX, run_task)
}
