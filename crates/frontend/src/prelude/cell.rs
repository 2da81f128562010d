//! `Cell` and `RefCell`: what composes, and their errors.

use std::fmt;

/// The place inside is handed out as it is; keeping the rules is up to the program.
pub struct UnsafeCell {
    value: T,
}

impl UnsafeCell {
    pub fn new(value: T) -> UnsafeCell {
        UnsafeCell { value }
    }

    pub fn get(&self) -> R {
        &self.value
    }

    pub fn get_mut(&mut self) -> R {
        &mut self.value
    }

    pub fn into_inner(self) -> T {
        self.value
    }
}

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

    pub fn filter_map(guard: G, f: F) -> Result {
        match f(&*guard) {
            Some(part) => Ok(intrinsic::ref_guard_map(guard, part)),
            None => Err(guard),
        }
    }
}

impl RefMut {
    pub fn map(guard: G, f: F) -> RefMut {
        let mut guard = guard;
        let part = f(&mut *guard);
        intrinsic::ref_guard_map(guard, part)
    }

    pub fn filter_map(guard: G, f: F) -> Result {
        let mut guard = guard;
        match f(&mut *guard) {
            Some(part) => Ok(intrinsic::ref_guard_map(guard, part)),
            None => Err(guard),
        }
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

pub struct OnceCell {
    value: Option,
}

impl OnceCell {
    pub fn new() -> OnceCell {
        OnceCell { value: None }
    }

    pub fn from(value: T) -> OnceCell {
        OnceCell { value: Some(value) }
    }

    pub fn default() -> OnceCell {
        OnceCell::new()
    }

    pub fn get(&self) -> Option {
        self.value.as_ref()
    }

    pub fn get_mut(&mut self) -> Option {
        self.value.as_mut()
    }

    pub fn set(&self, value: T) -> Result {
        if self.value.is_some() {
            return Err(value);
        }
        self.value = Some(value);
        Ok(())
    }

    pub fn get_or_init(&self, f: F) -> &T {
        if self.value.is_none() {
            let value = f();
            if self.value.is_some() {
                panic!("reentrant init");
            }
            self.value = Some(value);
        }
        self.value.as_ref().unwrap()
    }

    pub fn into_inner(self) -> Option {
        let mut cell = self;
        cell.value.take()
    }

    pub fn take(&mut self) -> Option {
        self.value.take()
    }
}

impl fmt::Debug for OnceCell {
    fn fmt(&self, f: &mut Formatter) -> Result {
        let mut shown = f.debug_tuple("OnceCell");
        match &self.value {
            Some(value) => shown.field(value),
            None => shown.field(&Uninit),
        };
        shown.finish()
    }
}

impl Clone for OnceCell {
    fn clone(&self) -> OnceCell {
        OnceCell {
            value: self.value.clone(),
        }
    }
}

impl PartialEq for OnceCell {
    fn eq(&self, other: &OnceCell) -> bool {
        self.value == other.value
    }
}

pub struct LazyCell {
    value: Option,
    init: Option,
}

impl LazyCell {
    pub fn new(init: F) -> LazyCell {
        LazyCell {
            value: None,
            init: Some(init),
        }
    }

    pub fn force(this: &LazyCell) -> &T {
        if this.value.is_none() {
            match this.init.take() {
                Some(init) => this.value = Some(init()),
                None => panic!("LazyCell instance has previously been poisoned"),
            }
        }
        this.value.as_ref().unwrap()
    }
}

impl std::ops::Deref for LazyCell {
    fn deref(&self) -> &T {
        LazyCell::force(self)
    }
}

impl fmt::Debug for LazyCell {
    fn fmt(&self, f: &mut Formatter) -> Result {
        let mut shown = f.debug_tuple("LazyCell");
        match &self.value {
            Some(value) => shown.field(value),
            None => shown.field(&Uninit),
        };
        shown.finish()
    }
}

struct Uninit;

impl fmt::Debug for Uninit {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("<uninit>")
    }
}

impl Error for BorrowError {}

impl Error for BorrowMutError {}
