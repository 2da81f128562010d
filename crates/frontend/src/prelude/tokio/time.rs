//! `tokio::time`.

use std::fmt;
use std::task::{Context, Poll};
use std::time::Duration;
use std::time::of_runtimes::Instant;
use tokio::time::error::Elapsed;

/// A duration that is too long ends in some thirty years, as in tokio.
pub fn sleep(duration: Duration) -> Sleep {
    Sleep {
        deadline: intrinsic::deadline_after(Instant::now(), duration),
        timer: 0,
        is_elapsed: false,
    }
}

pub fn sleep_until(deadline: Instant) -> Sleep {
    Sleep {
        deadline,
        timer: 0,
        is_elapsed: false,
    }
}

/// The machine knows the fields by their order.
pub struct Sleep {
    deadline: Instant,
    timer: usize,
    is_elapsed: bool,
}

impl Sleep {
    pub fn deadline(&self) -> Instant {
        self.deadline
    }

    pub fn is_elapsed(&self) -> bool {
        self.is_elapsed
    }

    pub fn reset(&mut self, deadline: Instant) {
        if self.timer != 0 {
            intrinsic::timer_drop(self.timer);
            self.timer = 0;
        }
        self.deadline = deadline;
        self.is_elapsed = false;
    }

    fn poll_unbudgeted(&mut self, cx: &mut Context) -> Poll {
        if self.is_elapsed {
            return Poll::Ready(());
        }
        let task = cx.waker().task_id();
        let timer = intrinsic::timer_poll(self.timer, self.deadline, task);
        if timer == usize::MAX {
            tokio::runtime::Handle::current();
            panic!("A Tokio 1.x context was found, but timers are disabled. Call `enable_time` on the runtime builder to enable timers.");
        }
        if timer == 0 {
            if self.timer != 0 {
                intrinsic::timer_drop(self.timer);
                self.timer = 0;
            }
            self.is_elapsed = true;
            return Poll::Ready(());
        }
        self.timer = timer;
        if task == usize::MAX {
            intrinsic::timer_waker(timer, cx.waker().clone());
        }
        Poll::Pending
    }
}

/// The engine polls it (`Sys::TimerAwait`); this is for what it leaves to the text.
impl Future for Sleep {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        if self.is_elapsed && self.timer != 0 {
            intrinsic::timer_drop(self.timer);
            self.timer = 0;
            cx.spend();
            return Poll::Ready(());
        }
        if cx.is_out_of_budget() {
            return Poll::Pending;
        }
        let poll = self.poll_unbudgeted(cx);
        if poll.is_ready() {
            cx.spend();
        }
        poll
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if self.timer != 0 {
            intrinsic::timer_drop(self.timer);
        }
    }
}

pub fn pause() {
    intrinsic::clock_pause(usize::MAX, true);
}

pub fn resume() {
    intrinsic::clock_pause(usize::MAX, false);
}

pub async fn advance(duration: Duration) {
    intrinsic::clock_advance(duration);
    tokio::task::yield_now().await;
}

pub fn timeout(duration: Duration, future: F) -> Timeout {
    Timeout {
        future: intrinsic::into_future(future),
        delay: sleep(duration),
    }
}

pub fn timeout_at(deadline: Instant, future: F) -> Timeout {
    Timeout {
        future: intrinsic::into_future(future),
        delay: sleep_until(deadline),
    }
}

pub struct Timeout {
    future: F,
    delay: Sleep,
}

impl Timeout {
    pub fn into_inner(self) -> F {
        self.future
    }

    pub fn get_ref(&self) -> &F {
        &self.future
    }

    pub fn get_mut(&mut self) -> &mut F {
        &mut self.future
    }
}

impl Future for Timeout {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        let had_budget = cx.has_budget();
        if let Poll::Ready(value) = self.future.poll(cx) {
            return Poll::Ready(Ok(value));
        }
        let poll = if had_budget && !cx.has_budget() {
            self.delay.poll_unbudgeted(cx)
        } else {
            self.delay.poll(cx)
        };
        match poll {
            Poll::Ready(_) => Poll::Ready(Err(Elapsed(()))),
            Poll::Pending => Poll::Pending,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MissedTickBehavior {
    Burst,
    Delay,
    Skip,
}

impl Default for MissedTickBehavior {
    fn default() -> MissedTickBehavior {
        MissedTickBehavior::Burst
    }
}

pub fn interval(period: Duration) -> Interval {
    assert!(period > Duration::ZERO, "`period` must be non-zero.");
    interval_at(Instant::now(), period)
}

pub fn interval_at(start: Instant, period: Duration) -> Interval {
    Interval {
        delay: sleep_until(start),
        period,
        behavior: MissedTickBehavior::Burst,
    }
}

pub struct Interval {
    delay: Sleep,
    period: Duration,
    behavior: MissedTickBehavior,
}

impl Interval {
    pub fn tick(&mut self) -> Tick {
        Tick { interval: self }
    }

    pub fn poll_tick(&mut self, cx: &mut Context) -> Poll {
        if self.delay.poll(cx).is_pending() {
            return Poll::Pending;
        }
        let due = self.delay.deadline;
        let now = Instant::now();
        let next = if now > due + Duration::from_millis(5) {
            match self.behavior {
                MissedTickBehavior::Burst => due + self.period,
                MissedTickBehavior::Delay => now + self.period,
                MissedTickBehavior::Skip => {
                    let late = (now - due).as_nanos() % self.period.as_nanos();
                    now + self.period - Duration::from_nanos(late as u64)
                }
            }
        } else {
            due + self.period
        };
        self.delay.reset(next);
        Poll::Ready(due)
    }

    pub fn period(&self) -> Duration {
        self.period
    }

    pub fn set_missed_tick_behavior(&mut self, behavior: MissedTickBehavior) {
        self.behavior = behavior;
    }

    pub fn missed_tick_behavior(&self) -> MissedTickBehavior {
        self.behavior
    }

    pub fn reset(&mut self) {
        self.delay.reset(Instant::now() + self.period);
    }

    pub fn reset_immediately(&mut self) {
        self.delay.reset(Instant::now());
    }

    pub fn reset_after(&mut self, after: Duration) {
        self.delay.reset(Instant::now() + after);
    }

    pub fn reset_at(&mut self, deadline: Instant) {
        self.delay.reset(deadline);
    }
}

pub struct Tick {
    interval: I,
}

impl Future for Tick {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        self.interval.poll_tick(cx)
    }
}
