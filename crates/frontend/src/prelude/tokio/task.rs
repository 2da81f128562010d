//! `tokio::task`: spawning, yielding, blocking.

use std::fmt;
use std::task::{Context, Poll, Waker};
use tokio::runtime::blocking::{current, spawn_blocking_in};
use tokio::runtime::task::{Id, JoinHandle, run_task};

pub fn spawn(future: F) -> JoinHandle {
    intrinsic::future_spawn(intrinsic::into_future(future), usize::MAX, run_task)
}

pub fn spawn_blocking(f: F) -> JoinHandle {
    spawn_blocking_in(current(), f)
}

pub fn block_in_place(f: F) -> T {
    tokio::runtime::blocking::block_in_place(f)
}

/// The number of the task that runs here.
pub fn id() -> Id {
    try_id().expect("Can't get a task id when not inside a task")
}

pub fn try_id() -> Option {
    let number = intrinsic::future_number_here();
    if number == 0 {
        None
    } else {
        Some(Id(number))
    }
}

pub fn yield_now() -> YieldNow {
    YieldNow { yielded: false }
}

pub struct YieldNow {
    yielded: bool,
}

impl Future for YieldNow {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        if self.yielded {
            return Poll::Ready(());
        }
        self.yielded = true;
        cx.defer();
        Poll::Pending
    }
}

pub async fn consume_budget() {
    tokio::task::coop::consume_budget().await;
}

pub fn unconstrained(future: F) -> Unconstrained {
    tokio::task::coop::unconstrained(future)
}
