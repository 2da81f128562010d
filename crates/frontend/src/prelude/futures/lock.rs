//! `futures::lock` (`futures-util/src/lock/mutex.rs`): whoever comes first after an unlock takes the lock.

use std::fmt;
use std::task::{Context, Poll, Waker};

pub struct Mutex {
    is_locked: bool,
    /// Places of those who wait, `None` where nobody does.
    waiters: Vec,
    /// Places that are free, the next one last.
    free: Vec,
    data: T,
}

/// Woken when it has no waker any more.
struct Waiter {
    waker: Option,
}

impl Mutex {
    pub fn new(data: T) -> Mutex {
        Mutex { is_locked: false, waiters: Vec::new(), free: Vec::new(), data }
    }

    /// Given the content's default.
    pub fn default(data: T) -> Mutex {
        Mutex::new(data)
    }

    pub fn lock(&self) -> Lock {
        Lock { mutex: Some(self), key: usize::MAX }
    }

    pub fn lock_owned(self: Arc<Self>) -> Lock {
        Lock { mutex: Some(self), key: usize::MAX }
    }

    pub fn try_lock(&self) -> Option {
        if self.is_locked {
            return None;
        }
        self.is_locked = true;
        Some(MutexGuard { mutex: self })
    }

    pub fn get_mut(&mut self) -> &mut T {
        &mut self.data
    }

    pub fn into_inner(self) -> T {
        self.data
    }

    fn sit_down(&self, waker: Waker) -> usize {
        let waiter = Some(Waiter { waker: Some(waker) });
        match self.free.pop() {
            Some(key) => {
                self.waiters[key] = waiter;
                key
            }
            None => {
                self.waiters.push(waiter);
                self.waiters.len() - 1
            }
        }
    }

    fn stand_up(&self, key: usize, wakes_another: bool) {
        if key == usize::MAX {
            return;
        }
        let waiter = self.waiters[key].take().unwrap();
        self.free.push(key);
        if waiter.waker.is_none() && wakes_another {
            self.wake_first();
        }
    }

    fn wake_first(&self) {
        let mut at = 0;
        while at < self.waiters.len() {
            if let Some(waiter) = &self.waiters[at] {
                if let Some(waker) = waiter.waker.take() {
                    waker.wake();
                }
                return;
            }
            at += 1;
        }
    }
}

impl fmt::Debug for Mutex {
    fn fmt(&self, f: &mut Formatter) -> Result {
        let waiting = self.waiters.len() > self.free.len();
        f.debug_struct("Mutex").field("is_locked", &self.is_locked).field("has_waiters", &waiting).finish()
    }
}

pub struct Lock {
    mutex: Option,
    key: usize,
}

impl Lock {
    pub fn is_terminated(&self) -> bool {
        self.mutex.is_none()
    }
}

impl Future for Lock {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        let mutex = self.mutex.as_ref().expect("polled MutexLockFuture after completion");
        if mutex.is_locked {
            if self.key == usize::MAX {
                self.key = mutex.sit_down(cx.waker().clone());
            } else {
                mutex.waiters[self.key].as_ref().unwrap().waker = Some(cx.waker().clone());
            }
            return Poll::Pending;
        }
        mutex.is_locked = true;
        mutex.stand_up(self.key, false);
        Poll::Ready(MutexGuard { mutex: self.mutex.take().unwrap() })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(mutex) = &self.mutex {
            mutex.stand_up(self.key, true);
        }
    }
}

/// Also the owned one: `mutex` is a reference or an `Arc`.
pub struct MutexGuard {
    mutex: M,
}

impl Deref for MutexGuard {
    fn deref(&self) -> &T {
        &self.mutex.data
    }
}

impl DerefMut for MutexGuard {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.mutex.data
    }
}

impl Drop for MutexGuard {
    fn drop(&mut self) {
        self.mutex.is_locked = false;
        self.mutex.wake_first();
    }
}

impl fmt::Debug for MutexGuard {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("MutexGuard").field("value", &self.mutex.data).field("mutex", &*self.mutex).finish()
    }
}
