//! Comparing what iterators give. Not part of `Iterator` here: `==` on a program's own iterator type must not find
//! `eq` there. Where the types are known (`infer/call.rs`), the functions are called themselves, on ranges and the
//! program's own iterators too.

use std::cmp::Ordering;
use std::iter::adapters::*;

pub fn cmp(mut a: A, other: B) -> Ordering {
    let mut b = intrinsic::into_iter(other);
    loop {
        match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) => {
                let order = x.cmp(&y);
                if order != Ordering::Equal {
                    return order;
                }
            }
        }
    }
}

pub fn partial_cmp(mut a: A, other: B) -> Option {
    let mut b = intrinsic::into_iter(other);
    loop {
        match (a.next(), b.next()) {
            (None, None) => return Some(Ordering::Equal),
            (None, Some(_)) => return Some(Ordering::Less),
            (Some(_), None) => return Some(Ordering::Greater),
            (Some(x), Some(y)) => {
                let order = x.partial_cmp(&y);
                if order != Some(Ordering::Equal) {
                    return order;
                }
            }
        }
    }
}

pub fn eq(mut a: A, other: B) -> bool {
    let mut b = intrinsic::into_iter(other);
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(x), Some(y)) => {
                if x != y {
                    return false;
                }
            }
            _ => return false,
        }
    }
}

pub fn ne(a: A, other: B) -> bool {
    !eq(a, other)
}

pub fn lt(a: A, other: B) -> bool {
    partial_cmp(a, other) == Some(Ordering::Less)
}

pub fn le(a: A, other: B) -> bool {
    let order = partial_cmp(a, other);
    order == Some(Ordering::Less) || order == Some(Ordering::Equal)
}

pub fn gt(a: A, other: B) -> bool {
    partial_cmp(a, other) == Some(Ordering::Greater)
}

pub fn ge(a: A, other: B) -> bool {
    let order = partial_cmp(a, other);
    order == Some(Ordering::Greater) || order == Some(Ordering::Equal)
}

pub trait IterOrder {
    fn cmp(self, other: I) -> Ordering {
        cmp(self, other)
    }

    fn partial_cmp(self, other: I) -> Option {
        partial_cmp(self, other)
    }

    fn eq(self, other: I) -> bool {
        eq(self, other)
    }

    fn ne(self, other: I) -> bool {
        ne(self, other)
    }

    fn lt(self, other: I) -> bool {
        lt(self, other)
    }

    fn le(self, other: I) -> bool {
        le(self, other)
    }

    fn gt(self, other: I) -> bool {
        gt(self, other)
    }

    fn ge(self, other: I) -> bool {
        ge(self, other)
    }
}

impl IterOrder for Iter {}
impl IterOrder for Map {}
impl IterOrder for Filter {}
impl IterOrder for FilterMap {}
impl IterOrder for Enumerate {}
impl IterOrder for Zip {}
impl IterOrder for Chain {}
impl IterOrder for Rev {}
impl IterOrder for Skip {}
impl IterOrder for Take {}
impl IterOrder for SkipWhile {}
impl IterOrder for TakeWhile {}
impl IterOrder for StepBy {}
impl IterOrder for Flatten {}
impl IterOrder for FlatMap {}
impl IterOrder for Cloned {}
