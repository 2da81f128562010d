//! `std::sync::atomic`: what is composed of single accesses.

use std::fmt;

impl Atomic {
    pub fn compare_exchange(&self, current: T, new: T, success: O, failure: O) -> Result {
        intrinsic::atomic_compare_exchange(self, current, new, failure)
    }

    pub fn compare_exchange_weak(&self, current: T, new: T, success: O, failure: O) -> Result {
        intrinsic::atomic_compare_exchange(self, current, new, failure)
    }

    pub fn compare_and_swap(&self, current: T, new: T, order: O) -> T {
        match intrinsic::atomic_compare_exchange(self, current, new, Ordering::SeqCst) {
            Ok(old) => old,
            Err(old) => old,
        }
    }

    pub fn fetch_not(&self, order: O) -> T {
        self.fetch_xor(true, order)
    }

    pub fn fetch_update(&self, set_order: O, fetch_order: O, f: F) -> Result {
        let mut old = self.load(fetch_order);
        while let Some(new) = f(old) {
            match intrinsic::atomic_compare_exchange(self, old, new, fetch_order) {
                Ok(old) => return Ok(old),
                Err(now) => old = now,
            }
        }
        Err(old)
    }

    pub fn try_update(&self, set_order: O, fetch_order: O, f: F) -> Result {
        self.fetch_update(set_order, fetch_order, f)
    }

    pub fn update(&self, set_order: O, fetch_order: O, f: F) -> T {
        let mut old = self.load(fetch_order);
        loop {
            match intrinsic::atomic_compare_exchange(self, old, f(old), fetch_order) {
                Ok(old) => return old,
                Err(now) => old = now,
            }
        }
    }

    pub fn get_mut(&mut self) -> &mut T {
        intrinsic::sync_get_mut(self)
    }

    pub fn into_inner(self) -> T {
        intrinsic::sync_into_inner(self)
    }
}

impl AtomicPtr {
    pub fn new(pointer: P) -> AtomicPtr {
        let atomic = intrinsic::atomic_new(());
        intrinsic::raw_put(intrinsic::sync_get_mut(&atomic), pointer);
        atomic
    }
}

impl fmt::Debug for Atomic {
    fn fmt(&self, f: &mut Formatter) -> Result {
        fmt::Debug::fmt(&self.load(Ordering::Relaxed), f)
    }
}
