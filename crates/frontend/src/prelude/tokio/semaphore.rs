//! `tokio::sync::semaphore`: the queue of waiters behind semaphores, locks and bounded channels
//! (`sync/batch_semaphore.rs` of tokio 1.x).

use std::fmt;
use std::task::{Context, Poll, Waker};

/// Permits, and who waits for some, first come, first served.
pub struct Batch {
    permits: usize,
    queue: VecDeque,
    is_closed: bool,
}

/// One that waits: how many permits it still lacks.
struct Waiter {
    lacks: usize,
    waker: Option,
    is_queued: bool,
}

impl Batch {
    pub fn new(permits: usize) -> Batch {
        Batch {
            permits,
            queue: VecDeque::new(),
            is_closed: false,
        }
    }

    pub fn add(&self, count: usize) {
        intrinsic::shared_access();
        let mut left = count;
        let mut wakers = Vec::new();
        while left > 0 {
            match self.queue.front() {
                None => {
                    self.permits += left;
                    left = 0;
                }
                Some(waiter) => {
                    if waiter.is_queued {
                        let given = if left < waiter.lacks { left } else { waiter.lacks };
                        waiter.lacks -= given;
                        left -= given;
                        if waiter.lacks > 0 {
                            break;
                        }
                        waiter.is_queued = false;
                        if let Some(waker) = waiter.waker.take() {
                            wakers.push(waker);
                        }
                    }
                    self.queue.pop_front();
                }
            }
        }
        for waker in wakers {
            waker.wake();
        }
    }

    pub fn take(&self, count: usize) -> bool {
        intrinsic::shared_access();
        if self.is_closed || self.permits < count {
            return false;
        }
        self.permits -= count;
        true
    }

    pub fn close(&self) {
        intrinsic::shared_access();
        self.is_closed = true;
        let mut wakers = Vec::new();
        while let Some(waiter) = self.queue.pop_front() {
            if waiter.is_queued {
                waiter.is_queued = false;
                if let Some(waker) = waiter.waker.take() {
                    wakers.push(waker);
                }
            }
        }
        for waker in wakers {
            waker.wake();
        }
    }

    /// A future that gives whether the permits could be had.
    pub fn acquire(&self, count: usize) -> Acquire {
        Acquire {
            batch: self,
            count,
            waiter: None,
        }
    }
}

impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("Semaphore").field("permits", &self.permits).finish()
    }
}

pub struct Acquire {
    batch: B,
    count: usize,
    waiter: Option,
}

impl Acquire {
    fn poll_acquire(&mut self, cx: &mut Context) -> Poll {
        intrinsic::shared_access();
        let batch = &*self.batch;
        if batch.is_closed {
            return Poll::Ready(false);
        }
        let lacks = match &self.waiter {
            Some(waiter) => waiter.lacks,
            None => self.count,
        };
        if batch.permits >= lacks {
            batch.permits -= lacks;
            if let Some(waiter) = &self.waiter {
                waiter.lacks = 0;
                waiter.is_queued = false;
            }
            return Poll::Ready(true);
        }
        let lacks = lacks - batch.permits;
        batch.permits = 0;
        match &self.waiter {
            Some(waiter) => {
                waiter.lacks = lacks;
                waiter.waker = Some(cx.waker().clone());
            }
            None => {
                let waiter = Arc::new(Waiter {
                    lacks,
                    waker: Some(cx.waker().clone()),
                    is_queued: true,
                });
                batch.queue.push_back(waiter.clone());
                self.waiter = Some(waiter);
            }
        }
        Poll::Pending
    }
}

impl Future for Acquire {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        if cx.is_out_of_budget() {
            return Poll::Pending;
        }
        let poll = self.poll_acquire(cx);
        if poll.is_ready() {
            self.waiter = None;
            cx.spend();
        }
        poll
    }
}

impl Drop for Acquire {
    fn drop(&mut self) {
        intrinsic::shared_access();
        if let Some(waiter) = self.waiter.take() {
            let had = self.count - waiter.lacks;
            waiter.is_queued = false;
            if had > 0 {
                self.batch.add(had);
            }
        }
    }
}

pub struct Semaphore {
    batch: Batch,
}

impl Semaphore {
    pub const MAX_PERMITS: usize = usize::MAX >> 3;

    pub fn new(permits: usize) -> Semaphore {
        Semaphore {
            batch: Batch::new(permits),
        }
    }

    pub fn const_new(permits: usize) -> Semaphore {
        Semaphore::new(permits)
    }

    pub fn available_permits(&self) -> usize {
        intrinsic::shared_access();
        self.batch.permits
    }

    pub fn add_permits(&self, count: usize) {
        self.batch.add(count);
    }

    pub fn forget_permits(&self, count: usize) -> usize {
        intrinsic::shared_access();
        let taken = if count < self.batch.permits { count } else { self.batch.permits };
        self.batch.permits -= taken;
        taken
    }

    pub fn close(&self) {
        self.batch.close();
    }

    pub fn is_closed(&self) -> bool {
        intrinsic::shared_access();
        self.batch.is_closed
    }
}

/// The ways to take permits, of a semaphore that is lent and of one that the permit keeps.
macro_rules! ways_in {
    ($this:ident, ($($receiver:tt)*): $wait:ident, $wait_many:ident, $attempt:ident, $attempt_many:ident) => {
        impl Semaphore {
            pub async fn $wait($($receiver)*) -> Result {
                $this.$wait_many(1).await
            }

            pub async fn $wait_many($($receiver)*, count: u32) -> Result {
                let count = count as usize;
                if $this.batch.acquire(count).await {
                    Ok(SemaphorePermit { semaphore: $this, count })
                } else {
                    Err(AcquireError(()))
                }
            }

            pub fn $attempt($($receiver)*) -> Result {
                $this.$attempt_many(1)
            }

            pub fn $attempt_many($($receiver)*, count: u32) -> Result {
                let count = count as usize;
                if $this.batch.take(count) {
                    Ok(SemaphorePermit { semaphore: $this, count })
                } else if $this.batch.is_closed {
                    Err(TryAcquireError::Closed)
                } else {
                    Err(TryAcquireError::NoPermits)
                }
            }
        }
    };
}

ways_in!(self, (&self): acquire, acquire_many, try_acquire, try_acquire_many);
ways_in!(self, (self: Arc<Self>): acquire_owned, acquire_many_owned, try_acquire_owned, try_acquire_many_owned);

impl fmt::Debug for Semaphore {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("Semaphore").field("ll_sem", &self.batch).finish()
    }
}

/// Also the owned one: `semaphore` is a reference or an `Arc`.
pub struct SemaphorePermit {
    semaphore: S,
    count: usize,
}

impl SemaphorePermit {
    pub fn forget(self) {
        let mut permit = self;
        permit.count = 0;
    }

    pub fn num_permits(&self) -> usize {
        self.count
    }

    pub fn semaphore(&self) -> &Arc<Semaphore> {
        &self.semaphore
    }

    pub fn merge(&mut self, other: SemaphorePermit) {
        let mut other = other;
        assert!(
            std::ptr::eq(&*self.semaphore, &*other.semaphore),
            "merging permits from different semaphore instances",
        );
        self.count += other.count;
        other.count = 0;
    }

    pub fn split(&mut self, count: usize) -> Option {
        if count > self.count {
            return None;
        }
        self.count -= count;
        let semaphore = if intrinsic::is_reference(&self.semaphore) {
            &*self.semaphore
        } else {
            self.semaphore.clone()
        };
        Some(SemaphorePermit { semaphore, count })
    }
}

impl fmt::Debug for SemaphorePermit {
    fn fmt(&self, f: &mut Formatter) -> Result {
        let name = if intrinsic::is_reference(&self.semaphore) { "SemaphorePermit" } else { "OwnedSemaphorePermit" };
        f.debug_struct(name).field("sem", &*self.semaphore).field("permits", &self.count).finish()
    }
}

impl Drop for SemaphorePermit {
    fn drop(&mut self) {
        if self.count > 0 {
            self.semaphore.batch.add(self.count);
        }
    }
}

#[derive(Debug)]
pub struct AcquireError(U);

impl fmt::Display for AcquireError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("semaphore closed")
    }
}

#[derive(Debug, PartialEq, Eq)]
pub enum TryAcquireError {
    Closed,
    NoPermits,
}

impl fmt::Display for TryAcquireError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            TryAcquireError::Closed => f.write_str("semaphore closed"),
            TryAcquireError::NoPermits => f.write_str("no permits available"),
        }
    }
}
