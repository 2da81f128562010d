//! `smol`: one thread runs what is spawned, and whoever calls `block_on` polls its own future.

use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::runtime::Builder;

/// The runtime behind `spawn` and `block_on`, made when it is first needed.
static GLOBAL: OnceLock = std::sync::OnceLock::new();

pub fn runtime(workers: usize) -> R {
    GLOBAL.get_or_init(|| {
        Builder::new_multi_thread().worker_threads(workers).enable_all().build().unwrap()
    })
}

/// Where a runtime is there already, this thread waits for itself alone.
pub fn block_on(future: F) -> T {
    if intrinsic::runtime_current() != usize::MAX {
        return futures::executor::nested_block_on(future);
    }
    runtime(1).block_on(future)
}

pub fn spawn(future: F) -> Task {
    Task { handle: Some(runtime(1).spawn(future)) }
}

pub fn unblock(f: F) -> Task {
    Task { handle: Some(runtime(1).spawn_blocking(f)) }
}

/// Cancelled when it is dropped.
pub struct Task {
    handle: Option,
}

impl Task {
    pub fn detach(self) {
        let mut task = self;
        task.handle = None;
    }

    pub async fn cancel(self) -> Option {
        let mut task = self;
        let handle = task.handle.take().unwrap();
        handle.abort();
        match handle.await {
            Ok(value) => Some(value),
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(_) => None,
        }
    }

    pub fn is_finished(&self) -> bool {
        self.handle.as_ref().unwrap().is_finished()
    }
}

impl Future for Task {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        match self.handle.as_mut().expect("Task polled after completion").poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(result) => {
                self.handle = None;
                match result {
                    Ok(value) => Poll::Ready(value),
                    Err(error) => std::panic::resume_unwind(error.into_panic()),
                }
            }
        }
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        if let Some(handle) = &self.handle {
            handle.abort();
        }
    }
}

/// A sleep; `period` when it goes on ringing, as a stream. Under other executors the runtime's thread looks after it.
pub struct Timer {
    delay: Option,
    period: Duration,
    /// Who has asked while it was unset.
    waker: Option,
}

impl Timer {
    pub fn after(duration: Duration) -> Timer {
        Timer::at(Instant::now() + duration)
    }

    pub fn at(instant: Instant) -> Timer {
        Timer { delay: Some(tokio::time::sleep_until(instant)), period: Duration::MAX, waker: None }
    }

    pub fn interval(period: Duration) -> Timer {
        Timer { delay: Some(tokio::time::sleep(period)), period, waker: None }
    }

    pub fn interval_at(start: Instant, period: Duration) -> Timer {
        Timer { delay: Some(tokio::time::sleep_until(start)), period, waker: None }
    }

    pub fn never() -> Timer {
        Timer { delay: None, period: Duration::MAX, waker: None }
    }

    pub fn will_fire(&self) -> bool {
        self.delay.is_some()
    }

    pub fn set_after(&mut self, duration: Duration) {
        self.set_interval_at(Instant::now() + duration, Duration::MAX);
    }

    pub fn set_at(&mut self, instant: Instant) {
        self.set_interval_at(instant, Duration::MAX);
    }

    pub fn set_interval(&mut self, period: Duration) {
        self.set_interval_at(Instant::now() + period, period);
    }

    /// Whoever waits for it is woken at the new instant.
    pub fn set_interval_at(&mut self, start: Instant, period: Duration) {
        self.period = period;
        match &mut self.delay {
            Some(delay) => delay.reset(start),
            None => self.delay = Some(tokio::time::sleep_until(start)),
        }
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

impl Future for Timer {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        self.poll_next(cx).map(|at| at.unwrap())
    }
}

impl Stream for Timer {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        let Some(delay) = &mut self.delay else {
            self.waker = Some(cx.waker().clone());
            return Poll::Pending;
        };
        let is_anywhere = tokio::runtime::Handle::try_current().is_err();
        let _entered = if is_anywhere { Some(runtime(1).enter()) } else { None };
        if delay.poll(cx).is_pending() {
            return Poll::Pending;
        }
        let at = delay.deadline();
        if self.period == Duration::MAX {
            self.delay = None;
        } else {
            delay.reset(at + self.period);
        }
        Poll::Ready(Some(at))
    }
}
