//! `Iterator` with all its adapters and consumers over `next`.

use std::cmp::Ordering;
use std::iter::adapters::*;
use std::ops::ControlFlow;

pub use std::iter::adapters::*;
pub use std::iter::sources::*;
use std::ops::ControlFlow;

pub trait Iterator {
    fn next(&mut self) -> Option;

    fn size_hint(&self) -> P {
        (0, None)
    }

    fn by_ref(&mut self) -> R {
        self
    }

    // Adapters.

    fn map(self, f: F) -> Map {
        Map { iter: self, f }
    }

    fn filter(self, f: F) -> Filter {
        Filter { iter: self, f }
    }

    fn filter_map(self, f: F) -> FilterMap {
        FilterMap { iter: self, f }
    }

    fn enumerate(self) -> Enumerate {
        Enumerate {
            iter: self,
            count: 0usize,
        }
    }

    fn zip(self, other: I) -> Zip {
        Zip {
            a: self,
            b: intrinsic::into_iter(other),
        }
    }

    fn chain(self, other: I) -> Chain {
        Chain {
            a: Some(self),
            b: Some(intrinsic::into_iter(other)),
        }
    }

    fn rev(self) -> Rev {
        Rev { iter: self }
    }

    fn skip(self, n: usize) -> Skip {
        Skip { iter: self, n }
    }

    fn take(self, n: usize) -> Take {
        Take { iter: self, n }
    }

    fn skip_while(self, f: F) -> SkipWhile {
        SkipWhile {
            iter: self,
            skipped: false,
            f,
        }
    }

    fn take_while(self, f: F) -> TakeWhile {
        TakeWhile {
            iter: self,
            ended: false,
            f,
        }
    }

    fn map_while(self, f: F) -> MapWhile {
        MapWhile { iter: self, f }
    }

    fn scan(self, state: S, f: F) -> Scan {
        Scan {
            iter: self,
            state,
            f,
        }
    }

    fn step_by(self, step: usize) -> StepBy {
        if step == 0 {
            panic!("assertion failed: step != 0");
        }
        StepBy {
            iter: self,
            step,
            first: true,
        }
    }

    fn peekable(self) -> Peekable {
        Peekable {
            iter: self,
            peeked: None,
        }
    }

    fn fuse(self) -> Fuse {
        Fuse { iter: Some(self) }
    }

    fn inspect(self, f: F) -> Inspect {
        Inspect { iter: self, f }
    }

    fn flat_map(self, f: F) -> FlatMap {
        FlatMap {
            iter: self,
            f,
            front: None,
            back: None,
        }
    }

    fn flatten(self) -> Flatten {
        Flatten {
            iter: self,
            front: None,
            back: None,
        }
    }

    fn cycle(self) -> Cycle {
        Cycle {
            original: self.clone(),
            iter: self,
        }
    }

    fn cloned(self) -> Cloned {
        Cloned { iter: self }
    }

    fn copied(self) -> Cloned {
        Cloned { iter: self }
    }

    // Consumers.

    fn for_each(self, f: F) {
        for item in self {
            f(item);
        }
    }

    fn try_for_each(&mut self, f: F) -> R {
        self.try_fold((), |_, item| f(item))
    }

    fn fold(self, start: B, f: F) -> B {
        let mut total = start;
        for item in self {
            total = f(total, item);
        }
        total
    }

    fn try_fold(&mut self, start: B, f: F) -> R {
        let mut total = start;
        let mut way = 0;
        for item in self {
            match f(total, item) {
                Ok(value) => total = value,
                Some(value) => {
                    way = 1;
                    total = value;
                }
                ControlFlow::Continue(value) => {
                    way = 2;
                    total = value;
                }
                end => return end,
            }
        }
        match way {
            0 => Ok(total),
            1 => Some(total),
            _ => ControlFlow::Continue(total),
        }
    }

    fn reduce(self, f: F) -> Option {
        let mut iter = self;
        match iter.next() {
            Some(first) => {
                let mut total = first;
                for item in iter {
                    total = f(total, item);
                }
                Some(total)
            }
            None => None,
        }
    }

    fn count(self) -> usize {
        let mut n = 0usize;
        for _ in self {
            n += 1;
        }
        n
    }

    fn last(self) -> Option {
        let mut last = None;
        for item in self {
            last = Some(item);
        }
        last
    }

    fn nth(&mut self, n: usize) -> Option {
        let mut left = n;
        for item in self {
            if left == 0 {
                return Some(item);
            }
            left -= 1;
        }
        None
    }

    fn nth_back(&mut self, n: usize) -> Option {
        let mut left = n;
        loop {
            let item = self.next_back();
            if left == 0 || item.is_none() {
                return item;
            }
            left -= 1;
        }
    }

    fn advance_by(&mut self, n: usize) -> Result {
        for _ in 0..n {
            if self.next().is_none() {
                return Err(());
            }
        }
        Ok(())
    }

    fn all(&mut self, f: F) -> bool {
        for item in self {
            if !f(item) {
                return false;
            }
        }
        true
    }

    fn any(&mut self, f: F) -> bool {
        for item in self {
            if f(item) {
                return true;
            }
        }
        false
    }

    fn find(&mut self, f: F) -> Option {
        for item in self {
            if f(&item) {
                return Some(item);
            }
        }
        None
    }

    fn find_map(&mut self, f: F) -> Option {
        for item in self {
            let found = f(item);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn position(&mut self, f: F) -> Option {
        let mut at = 0usize;
        for item in self {
            if f(item) {
                return Some(at);
            }
            at += 1;
        }
        None
    }

    fn rposition(&mut self, f: F) -> Option {
        let mut at = self.len();
        while at > 0 {
            at -= 1;
            match self.next_back() {
                Some(item) => {
                    if f(item) {
                        return Some(at);
                    }
                }
                None => return None,
            }
        }
        None
    }

    fn rfind(&mut self, f: F) -> Option {
        while let Some(item) = self.next_back() {
            if f(&item) {
                return Some(item);
            }
        }
        None
    }

    fn rfold(self, start: B, f: F) -> B {
        self.rev().fold(start, f)
    }

    fn max(self) -> Option {
        self.reduce(|best, item| {
            if item.cmp(&best) == Ordering::Less {
                best
            } else {
                item
            }
        })
    }

    fn min(self) -> Option {
        self.reduce(|best, item| {
            if item.cmp(&best) == Ordering::Less {
                item
            } else {
                best
            }
        })
    }

    fn max_by(self, f: F) -> Option {
        self.reduce(|best, item| {
            if f(&best, &item) == Ordering::Greater {
                best
            } else {
                item
            }
        })
    }

    fn min_by(self, f: F) -> Option {
        self.reduce(|best, item| {
            if f(&best, &item) == Ordering::Greater {
                item
            } else {
                best
            }
        })
    }

    fn max_by_key(self, f: F) -> Option {
        let mut best = None;
        for item in self {
            let key = f(&item);
            best = match best {
                None => Some((key, item)),
                Some((best_key, best_item)) => {
                    if best_key.cmp(&key) == Ordering::Greater {
                        Some((best_key, best_item))
                    } else {
                        Some((key, item))
                    }
                }
            };
        }
        match best {
            Some((_, item)) => Some(item),
            None => None,
        }
    }

    fn min_by_key(self, f: F) -> Option {
        let mut best = None;
        for item in self {
            let key = f(&item);
            best = match best {
                None => Some((key, item)),
                Some((best_key, best_item)) => {
                    if best_key.cmp(&key) == Ordering::Greater {
                        Some((key, item))
                    } else {
                        Some((best_key, best_item))
                    }
                }
            };
        }
        match best {
            Some((_, item)) => Some(item),
            None => None,
        }
    }

    fn sum(self, hint: H) -> S {
        match intrinsic::hint_class(hint) {
            0 => sum_unknown(self),
            1 => {
                let mut total = intrinsic::sum_start(hint);
                for item in self {
                    match item {
                        Ok(value) => total = total + value,
                        Err(error) => return Err(error),
                    }
                }
                Ok(total)
            }
            2 => {
                let mut total = intrinsic::sum_start(hint);
                for item in self {
                    match item {
                        Some(value) => total = total + value,
                        None => return None,
                    }
                }
                Some(total)
            }
            _ => {
                let mut total = intrinsic::sum_start(hint);
                for item in self {
                    total = total + item;
                }
                total
            }
        }
    }

    fn product(self, hint: H) -> S {
        match intrinsic::hint_class(hint) {
            0 => product_unknown(self),
            1 => {
                let mut total = intrinsic::product_start(hint);
                for item in self {
                    match item {
                        Ok(value) => total = total * value,
                        Err(error) => return Err(error),
                    }
                }
                Ok(total)
            }
            2 => {
                let mut total = intrinsic::product_start(hint);
                for item in self {
                    match item {
                        Some(value) => total = total * value,
                        None => return None,
                    }
                }
                Some(total)
            }
            _ => {
                let mut total = intrinsic::product_start(hint);
                for item in self {
                    total = total * item;
                }
                total
            }
        }
    }

    fn collect(self, hint: H) -> B {
        collect_from(self, hint)
    }

    fn unzip(self, hint: H) -> P {
        let mut a = intrinsic::collector_part(hint, 0);
        let mut b = intrinsic::collector_part(hint, 1);
        for (left, right) in self {
            intrinsic::collector_push(&mut a, left);
            intrinsic::collector_push(&mut b, right);
        }
        (a, b)
    }

    fn partition(self, f: F, hint: H) -> P {
        let mut yes = intrinsic::collector_part(hint, 0);
        let mut no = intrinsic::collector_part(hint, 1);
        for item in self {
            if f(&item) {
                intrinsic::collector_push(&mut yes, item);
            } else {
                intrinsic::collector_push(&mut no, item);
            }
        }
        (yes, no)
    }

    fn is_sorted(self) -> bool {
        self.is_sorted_by(|a, b| a <= b)
    }

    fn is_sorted_by(self, f: F) -> bool {
        let mut iter = self;
        match iter.next() {
            None => true,
            Some(first) => {
                let mut last = first;
                for item in iter {
                    if !f(&last, &item) {
                        return false;
                    }
                    last = item;
                }
                true
            }
        }
    }

    fn is_sorted_by_key(self, f: F) -> bool {
        self.map(f).is_sorted()
    }
}

impl Iterator for Iter {
    fn size_hint(&self) -> P {
        let left = self.len();
        (left, Some(left))
    }
}

impl Iterator for Range {
    fn size_hint(&self) -> P {
        let left = self.len();
        (left, Some(left))
    }
}

impl Iterator for RangeInclusive {
    fn size_hint(&self) -> P {
        let left = self.len();
        (left, Some(left))
    }
}

impl Iterator for RangeFrom {
    fn size_hint(&self) -> P {
        (usize::MAX, None)
    }
}

fn sum_unknown(iter: I) -> S {
    let mut iter = iter;
    match iter.next() {
        None => 0,
        Some(first) => {
            let mut total = intrinsic::sum_start_like(&first);
            total = total + first;
            for item in iter {
                total = total + item;
            }
            total
        }
    }
}

fn product_unknown(iter: I) -> S {
    let mut iter = iter;
    match iter.next() {
        None => 1,
        Some(first) => {
            let mut total = intrinsic::product_start_like(&first);
            total = total * first;
            for item in iter {
                total = total * item;
            }
            total
        }
    }
}

/// `FromIterator` for every built-in type.
pub fn collect_from(iter: I, hint: H) -> B {
    match intrinsic::hint_class(hint) {
        1 => {
            let mut out = intrinsic::collector_new(hint);
            for item in iter {
                match item {
                    Ok(value) => intrinsic::collector_push(&mut out, value),
                    Err(error) => return Err(error),
                };
            }
            Ok(intrinsic::collector_finish(out, hint))
        }
        2 => {
            let mut out = intrinsic::collector_new(hint);
            for item in iter {
                match item {
                    Some(value) => intrinsic::collector_push(&mut out, value),
                    None => return None,
                };
            }
            Some(intrinsic::collector_finish(out, hint))
        }
        3 => {
            let mut heap = std::collections::BinaryHeap::new();
            for item in iter {
                heap.push(item);
            }
            heap
        }
        _ => {
            let mut out = intrinsic::collector_new(hint);
            for item in iter {
                intrinsic::collector_push(&mut out, item);
            }
            intrinsic::collector_finish(out, hint)
        }
    }
}

pub trait ExactSizeIterator {
    fn len(&self) -> usize {
        self.size_hint().0
    }
}
