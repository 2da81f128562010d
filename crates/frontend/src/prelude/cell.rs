//! `Cell` and `RefCell`: what composes, and their errors.

use std::fmt;

impl Cell {
    pub fn set(&self, value: T) {
        intrinsic::mem_replace(self, value);
    }

    pub fn take(&self) -> T {
        intrinsic::take_out(intrinsic::cell_get_mut(self))
    }

    pub fn update(&self, f: F) {
        self.set(f(self.get()));
    }
}

impl RefCell {
    pub fn replace(&self, value: T) -> T {
        let mut place = self.borrow_mut();
        intrinsic::mem_replace(&mut *place, value)
    }

    pub fn replace_with(&self, f: F) -> T {
        let mut place = self.borrow_mut();
        let value = f(&mut *place);
        intrinsic::mem_replace(&mut *place, value)
    }

    pub fn take(&self) -> T {
        let mut place = self.borrow_mut();
        intrinsic::take_out(&mut *place)
    }

    pub fn swap(&self, other: &RefCell) {
        intrinsic::mem_swap(&mut *self.borrow_mut(), &mut *other.borrow_mut());
    }
}

impl Ref {
    pub fn map(guard: G, f: F) -> Ref {
        let part = f(&*guard);
        intrinsic::ref_guard_map(guard, part)
    }
}

impl RefMut {
    pub fn map(guard: G, f: F) -> RefMut {
        let mut guard = guard;
        let part = f(&mut *guard);
        intrinsic::ref_guard_map(guard, part)
    }
}

#[derive(Debug)]
pub struct BorrowError;

impl fmt::Display for BorrowError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.pad("RefCell already mutably borrowed")
    }
}

#[derive(Debug)]
pub struct BorrowMutError;

impl fmt::Display for BorrowMutError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.pad("RefCell already borrowed")
    }
}
