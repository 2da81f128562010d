//! `std::sync`: what the engine need not do.

use std::fmt;

/// What `Mutex` and `RwLock` do alike; `$attempt` takes one without waiting, `$locked` stands for its content
/// while another has it.
macro_rules! lock {
    ($Lock:ident, $name:literal, $attempt:ident, $locked:expr) => {
        impl $Lock {
            pub fn get_mut(&mut self) -> Result {
                let data = intrinsic::sync_get_mut(self);
                if self.is_poisoned() {
                    Err(PoisonError(data))
                } else {
                    Ok(data)
                }
            }

            pub fn into_inner(self) -> Result {
                let poisoned = self.is_poisoned();
                let data = intrinsic::sync_into_inner(self);
                if poisoned {
                    Err(PoisonError(data))
                } else {
                    Ok(data)
                }
            }
        }

        impl fmt::Debug for $Lock {
            fn fmt(&self, f: &mut Formatter) -> Result {
                let mut shown = f.debug_struct($name);
                match self.$attempt() {
                    Ok(guard) => shown.field("data", &*guard),
                    Err(TryLockError::Poisoned(error)) => shown.field("data", &**error.get_ref()),
                    Err(TryLockError::WouldBlock) => shown.field("data", &$locked),
                };
                shown.field("poisoned", &self.is_poisoned());
                shown.finish_non_exhaustive()
            }
        }
    };
}

lock!(Mutex, "Mutex", try_lock, "<locked>");
lock!(RwLock, "RwLock", try_read, Locked);

struct Locked;

impl fmt::Debug for Locked {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("<locked>")
    }
}

impl PoisonError {
    pub fn new(guard: T) -> PoisonError {
        PoisonError(guard)
    }

    pub fn into_inner(self) -> T {
        match self {
            PoisonError(guard) => guard,
        }
    }

    pub fn get_ref(&self) -> &T {
        &self.0
    }

    pub fn get_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl fmt::Debug for PoisonError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("PoisonError").finish_non_exhaustive()
    }
}

impl fmt::Display for PoisonError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.pad("poisoned lock: another task failed inside")
    }
}

impl fmt::Debug for TryLockError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            TryLockError::Poisoned(_) => fmt::Debug::fmt("Poisoned(..)", f),
            TryLockError::WouldBlock => fmt::Debug::fmt("WouldBlock", f),
        }
    }
}

impl fmt::Display for TryLockError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            TryLockError::Poisoned(_) => f.pad("poisoned lock: another task failed inside"),
            TryLockError::WouldBlock => f.pad("try_lock failed because the operation would block"),
        }
    }
}
