//! `tokio::sync`: `Mutex` and `RwLock`, each a batch of permits and what they guard.

use std::fmt;
use tokio::runtime::block_here;
use tokio::sync::semaphore::Batch;

/// As many readers as tokio lets in at once.
const READERS: usize = 536870911;

/// A lock with so many permits.
macro_rules! lock {
    ($Lock:ident, $name:literal, $permits:expr) => {
        pub struct $Lock {
            batch: Batch,
            data: T,
        }

        impl $Lock {
            pub fn new(data: T) -> $Lock {
                $Lock { batch: Batch::new($permits), data }
            }

            pub fn from(data: T) -> $Lock {
                $Lock::new(data)
            }

            pub fn const_new(data: T) -> $Lock {
                $Lock::new(data)
            }

            pub fn get_mut(&mut self) -> &mut T {
                &mut self.data
            }

            pub fn into_inner(self) -> T {
                self.data
            }
        }

        /// Given the content's default.
        impl Default for $Lock {
            fn default(data: T) -> $Lock {
                $Lock::new(data)
            }
        }

        /// Shows what it guards unless somebody holds it alone.
        impl fmt::Debug for $Lock {
            fn fmt(&self, f: &mut Formatter) -> Result {
                let mut shown = f.debug_struct($name);
                if self.batch.permits > 0 {
                    shown.field("data", &self.data);
                } else {
                    shown.field("data", &Locked);
                }
                shown.finish()
            }
        }
    };
}

/// The ways to take so many permits of a lock: the futures, and at once or not at all.
macro_rules! ways_in {
    ($Lock:ident, $permits:expr, $Guard:ident: $wait:ident, $wait_owned:ident, $attempt:ident, $attempt_owned:ident, $block:ident) => {
        impl $Lock {
            pub async fn $wait(&self) -> $Guard {
                self.batch.acquire($permits).await;
                $Guard { lock: self }
            }

            pub async fn $wait_owned(self: Arc<Self>) -> $Guard {
                self.batch.acquire($permits).await;
                $Guard { lock: self }
            }

            pub fn $attempt(&self) -> Result {
                if self.batch.take($permits) {
                    Ok($Guard { lock: self })
                } else {
                    Err(TryLockError(()))
                }
            }

            pub fn $attempt_owned(self: Arc<Self>) -> Result {
                if self.batch.take($permits) {
                    Ok($Guard { lock: self })
                } else {
                    Err(TryLockError(()))
                }
            }

            pub fn $block(&self) -> $Guard {
                block_here(self.$wait())
            }
        }
    };
}

/// A guard that gives so many permits back. Also the owned one: `lock` is a reference or an `Arc`.
macro_rules! guard {
    ($Guard:ident, $permits:expr) => {
        pub struct $Guard {
            lock: L,
        }

        impl Deref for $Guard {
            fn deref(&self) -> &T {
                &self.lock.data
            }
        }

        impl Drop for $Guard {
            fn drop(&mut self) {
                self.lock.batch.add($permits);
            }
        }

        impl fmt::Debug for $Guard {
            fn fmt(&self, f: &mut Formatter) -> Result {
                self.lock.data.fmt(f)
            }
        }

        impl fmt::Display for $Guard {
            fn fmt(&self, f: &mut Formatter) -> Result {
                self.lock.data.fmt(f)
            }
        }
    };
    (mut $Guard:ident, $permits:expr) => {
        guard!($Guard, $permits);

        impl DerefMut for $Guard {
            fn deref_mut(&mut self) -> &mut T {
                &mut self.lock.data
            }
        }
    };
}

lock!(Mutex, "Mutex", 1);
ways_in!(Mutex, 1, MutexGuard: lock, lock_owned, try_lock, try_lock_owned, blocking_lock);
guard!(mut MutexGuard, 1);

lock!(RwLock, "RwLock", READERS);
ways_in!(RwLock, 1, RwLockReadGuard: read, read_owned, try_read, try_read_owned, blocking_read);
ways_in!(RwLock, READERS, RwLockWriteGuard: write, write_owned, try_write, try_write_owned, blocking_write);
guard!(RwLockReadGuard, 1);
guard!(mut RwLockWriteGuard, READERS);

impl Mutex {
    pub fn blocking_lock_owned(self: Arc<Self>) -> MutexGuard {
        block_here(self.lock_owned())
    }
}

impl RwLockWriteGuard {
    pub fn downgrade(self) -> RwLockReadGuard {
        let lock = self.lock;
        std::mem::forget(self);
        lock.batch.add(READERS - 1);
        RwLockReadGuard { lock }
    }
}

struct Locked;

impl fmt::Debug for Locked {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("<locked>")
    }
}

#[derive(Debug)]
pub struct TryLockError(U);

impl fmt::Display for TryLockError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("operation would block")
    }
}
