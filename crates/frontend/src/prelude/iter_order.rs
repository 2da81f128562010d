//! Comparing what iterators give. Not part of `Iterator` here: `==` on a program's own iterator type must not
//! find `eq` there.

use std::cmp::Ordering;
use std::iter::adapters::*;

pub trait IterOrder {
    fn cmp(self, other: I) -> Ordering {
        let mut a = self;
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

    fn partial_cmp(self, other: I) -> Option {
        let mut a = self;
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

    fn eq(self, other: I) -> bool {
        let mut a = self;
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

    fn ne(self, other: I) -> bool {
        !self.eq(other)
    }

    fn lt(self, other: I) -> bool {
        self.partial_cmp(other) == Some(Ordering::Less)
    }

    fn le(self, other: I) -> bool {
        let order = self.partial_cmp(other);
        order == Some(Ordering::Less) || order == Some(Ordering::Equal)
    }

    fn gt(self, other: I) -> bool {
        self.partial_cmp(other) == Some(Ordering::Greater)
    }

    fn ge(self, other: I) -> bool {
        let order = self.partial_cmp(other);
        order == Some(Ordering::Greater) || order == Some(Ordering::Equal)
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
