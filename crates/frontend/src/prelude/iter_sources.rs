//! Iterators from nothing: `once`, `repeat`, `from_fn`, …

use std::iter::adapters::Zip;

pub fn empty() -> Iter {
    intrinsic::option_iter(None)
}

pub fn once(value: T) -> Iter {
    intrinsic::option_iter(Some(value))
}

pub fn once_with(f: F) -> OnceWith {
    OnceWith { f: Some(f) }
}

pub struct OnceWith {
    f: Option,
}

impl Iterator for OnceWith {
    fn size_hint(&self) -> P {
        let left = if self.f.is_some() { 1usize } else { 0usize };
        (left, Some(left))
    }

    fn next(&mut self) -> Option {
        match self.f.take() {
            Some(f) => Some(f()),
            None => None,
        }
    }
}

pub fn repeat(value: T) -> Repeat {
    Repeat { value }
}

#[derive(Clone)]
pub struct Repeat {
    value: T,
}

impl Iterator for Repeat {
    fn next(&mut self) -> Option {
        Some(self.value.clone())
    }

    fn next_back(&mut self) -> Option {
        Some(self.value.clone())
    }
}

pub fn repeat_n(value: T, count: usize) -> Iter {
    intrinsic::into_iter(intrinsic::vec_repeat(value, count))
}

pub fn repeat_with(f: F) -> RepeatWith {
    RepeatWith { f }
}

pub struct RepeatWith {
    f: F,
}

impl Iterator for RepeatWith {
    fn next(&mut self) -> Option {
        Some((self.f)())
    }
}

pub fn from_fn(f: F) -> FromFn {
    FromFn { f }
}

pub struct FromFn {
    f: F,
}

impl Iterator for FromFn {
    fn next(&mut self) -> Option {
        (self.f)()
    }
}

pub fn successors(first: Option, f: F) -> Successors {
    Successors { next: first, f }
}

pub struct Successors {
    next: Option,
    f: F,
}

impl Iterator for Successors {
    fn next(&mut self) -> Option {
        match self.next.take() {
            Some(item) => {
                self.next = (self.f)(&item);
                Some(item)
            }
            None => None,
        }
    }
}

pub fn zip(a: A, b: B) -> Zip {
    intrinsic::into_iter(a).zip(b)
}
