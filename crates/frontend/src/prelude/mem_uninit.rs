//! `MaybeUninit` and `ManuallyDrop`: values that are not dropped with what holds them.

use std::ops::Deref;
use std::ops::DerefMut;

pub struct MaybeUninit {
    value: T,
}

impl MaybeUninit {
    pub fn uninit() -> MaybeUninit {
        MaybeUninit { value: () }
    }

    pub fn new(value: T) -> MaybeUninit {
        MaybeUninit { value }
    }

    pub fn write(&mut self, value: T) -> &mut T {
        intrinsic::raw_put(&self.value, value);
        &mut self.value
    }

    pub fn assume_init(self) -> T {
        std::ptr::read(&self.value)
    }

    pub fn assume_init_read(&self) -> T {
        std::ptr::read(&self.value)
    }

    pub fn assume_init_ref(&self) -> &T {
        &self.value
    }

    pub fn assume_init_mut(&mut self) -> &mut T {
        &mut self.value
    }

    pub fn assume_init_drop(&mut self) {
        std::ptr::drop_in_place(&self.value)
    }

    pub fn as_ptr(&self) -> P {
        &self.value
    }

    pub fn as_mut_ptr(&mut self) -> P {
        &mut self.value
    }
}

impl Drop for MaybeUninit {
    fn drop(&mut self) {
        intrinsic::raw_put(&self.value, ());
    }
}

pub struct ManuallyDrop {
    value: T,
}

impl ManuallyDrop {
    pub fn new(value: T) -> ManuallyDrop {
        ManuallyDrop { value }
    }

    pub fn into_inner(slot: ManuallyDrop) -> T {
        std::ptr::read(&slot.value)
    }

    pub fn take(slot: &mut ManuallyDrop) -> T {
        std::ptr::read(&slot.value)
    }

    pub fn drop(slot: &mut ManuallyDrop) {
        std::ptr::drop_in_place(&slot.value)
    }
}

impl Deref for ManuallyDrop {
    fn deref(&self) -> &T {
        &self.value
    }
}

impl DerefMut for ManuallyDrop {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl Drop for ManuallyDrop {
    fn drop(&mut self) {
        intrinsic::raw_put(&self.value, ());
    }
}
