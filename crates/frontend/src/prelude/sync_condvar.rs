//! `std::sync`: waiting for conditions and for each other.

use std::fmt;
use std::time::Instant;

impl Condvar {
    pub fn wait(&self, guard: G) -> Result {
        intrinsic::condvar_sleep(self, &guard, None);
        intrinsic::mutex_relock(guard)
    }

    pub fn wait_while(&self, guard: G, condition: F) -> Result {
        let mut guard = guard;
        while condition(&mut *guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }

    pub fn wait_timeout(&self, guard: G, time: Duration) -> Result {
        let timed_out = WaitTimeoutResult(intrinsic::condvar_sleep(self, &guard, Some(time)));
        match intrinsic::mutex_relock(guard) {
            Ok(guard) => Ok((guard, timed_out)),
            Err(PoisonError(guard)) => Err(PoisonError((guard, timed_out))),
        }
    }

    pub fn wait_timeout_ms(&self, guard: G, millis: u32) -> Result {
        let time = std::time::Duration::from_millis(millis);
        match self.wait_timeout(guard, time) {
            Ok((guard, result)) => Ok((guard, !result.timed_out())),
            Err(PoisonError((guard, result))) => Err(PoisonError((guard, !result.timed_out()))),
        }
    }

    pub fn wait_timeout_while(&self, guard: G, time: Duration, condition: F) -> Result {
        let mut guard = guard;
        let start = Instant::now();
        loop {
            if !condition(&mut *guard) {
                return Ok((guard, WaitTimeoutResult(false)));
            }
            // A real clock has gone on since the timer's instant.
            let left = time.saturating_sub(start.elapsed());
            if left.is_zero() {
                return Ok((guard, WaitTimeoutResult(true)));
            }
            guard = match self.wait_timeout(guard, left) {
                Ok((guard, _)) => guard,
                Err(error) => return Err(error),
            };
        }
    }
}

impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("Condvar").finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

impl Barrier {
    pub fn wait(&self) -> BarrierWaitResult {
        BarrierWaitResult {
            is_leader: intrinsic::barrier_wait(self),
        }
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("Barrier").finish_non_exhaustive()
    }
}

#[derive(Debug)]
pub struct BarrierWaitResult {
    is_leader: bool,
}

impl BarrierWaitResult {
    pub fn is_leader(&self) -> bool {
        self.is_leader
    }
}
