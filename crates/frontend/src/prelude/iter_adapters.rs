//! The structs behind the iterator adapters. `for … in &mut self.iter { return … }` takes one item: it is the
//! machine's fast way, without an `Option` in between.

#[derive(Clone)]
pub struct Map {
    iter: I,
    f: F,
}

impl Iterator for Map {
    fn next(&mut self) -> Option {
        for item in &mut self.iter {
            return Some((self.f)(item));
        }
        None
    }

    fn next_back(&mut self) -> Option {
        match self.iter.next_back() {
            Some(item) => Some((self.f)(item)),
            None => None,
        }
    }

    fn len(&self) -> usize {
        self.iter.len()
    }

    fn size_hint(&self) -> P {
        self.iter.size_hint()
    }
}

#[derive(Clone)]
pub struct Filter {
    iter: I,
    f: F,
}

impl Iterator for Filter {
    fn next(&mut self) -> Option {
        for item in &mut self.iter {
            if (self.f)(&item) {
                return Some(item);
            }
        }
        None
    }

    fn next_back(&mut self) -> Option {
        while let Some(item) = self.iter.next_back() {
            if (self.f)(&item) {
                return Some(item);
            }
        }
        None
    }

    fn size_hint(&self) -> P {
        let (_, upper) = self.iter.size_hint();
        (0, upper)
    }
}

#[derive(Clone)]
pub struct FilterMap {
    iter: I,
    f: F,
}

impl Iterator for FilterMap {
    fn next(&mut self) -> Option {
        for item in &mut self.iter {
            let found = (self.f)(item);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn next_back(&mut self) -> Option {
        while let Some(item) = self.iter.next_back() {
            let found = (self.f)(item);
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

#[derive(Clone)]
pub struct Enumerate {
    iter: I,
    count: usize,
}

impl Iterator for Enumerate {
    fn next(&mut self) -> Option {
        for item in &mut self.iter {
            let at = self.count;
            self.count += 1;
            return Some((at, item));
        }
        None
    }

    fn next_back(&mut self) -> Option {
        let left = self.iter.len();
        match self.iter.next_back() {
            Some(item) => Some((self.count + left - 1, item)),
            None => None,
        }
    }

    fn len(&self) -> usize {
        self.iter.len()
    }

    fn size_hint(&self) -> P {
        self.iter.size_hint()
    }
}

#[derive(Clone)]
pub struct Zip {
    a: A,
    b: B,
}

impl Iterator for Zip {
    fn next(&mut self) -> Option {
        for left in &mut self.a {
            for right in &mut self.b {
                return Some((left, right));
            }
            return None;
        }
        None
    }

    fn next_back(&mut self) -> Option {
        let mut a = self.a.len();
        let mut b = self.b.len();
        while a > b {
            self.a.next_back();
            a -= 1;
        }
        while b > a {
            self.b.next_back();
            b -= 1;
        }
        match self.a.next_back() {
            Some(left) => match self.b.next_back() {
                Some(right) => Some((left, right)),
                None => None,
            },
            None => None,
        }
    }

    fn len(&self) -> usize {
        self.a.len().min(self.b.len())
    }
}

#[derive(Clone)]
pub struct Chain {
    a: Option,
    b: Option,
}

impl Iterator for Chain {
    fn next(&mut self) -> Option {
        if let Some(iter) = &mut self.a {
            for item in iter {
                return Some(item);
            }
        }
        self.a = None;
        if let Some(iter) = &mut self.b {
            for item in iter {
                return Some(item);
            }
        }
        None
    }

    fn next_back(&mut self) -> Option {
        if let Some(iter) = &mut self.b {
            let item = iter.next_back();
            if item.is_some() {
                return item;
            }
        }
        self.b = None;
        match &mut self.a {
            Some(iter) => iter.next_back(),
            None => None,
        }
    }

    fn len(&self) -> usize {
        let a = match &self.a {
            Some(iter) => iter.len(),
            None => 0,
        };
        let b = match &self.b {
            Some(iter) => iter.len(),
            None => 0,
        };
        a + b
    }
}

#[derive(Clone)]
pub struct Rev {
    iter: I,
}

impl Iterator for Rev {
    fn next(&mut self) -> Option {
        self.iter.next_back()
    }

    fn next_back(&mut self) -> Option {
        self.iter.next()
    }

    fn len(&self) -> usize {
        self.iter.len()
    }

    fn size_hint(&self) -> P {
        self.iter.size_hint()
    }
}

#[derive(Clone)]
pub struct Skip {
    iter: I,
    n: usize,
}

impl Iterator for Skip {
    fn next(&mut self) -> Option {
        while self.n > 0 {
            self.n -= 1;
            if self.iter.next().is_none() {
                return None;
            }
        }
        self.iter.next()
    }

    fn next_back(&mut self) -> Option {
        if self.len() > 0 {
            self.iter.next_back()
        } else {
            None
        }
    }

    fn len(&self) -> usize {
        self.iter.len().saturating_sub(self.n)
    }
}

#[derive(Clone)]
pub struct Take {
    iter: I,
    n: usize,
}

impl Iterator for Take {
    fn next(&mut self) -> Option {
        if self.n == 0 {
            return None;
        }
        self.n -= 1;
        self.iter.next()
    }

    fn next_back(&mut self) -> Option {
        let mut left = self.iter.len();
        while left > self.n {
            self.iter.next_back();
            left -= 1;
        }
        if self.n == 0 {
            return None;
        }
        self.n -= 1;
        self.iter.next_back()
    }

    fn len(&self) -> usize {
        self.iter.len().min(self.n)
    }

    fn size_hint(&self) -> P {
        let (lower, upper) = self.iter.size_hint();
        let upper = match upper {
            Some(upper) => upper.min(self.n),
            None => self.n,
        };
        (lower.min(self.n), Some(upper))
    }
}

#[derive(Clone)]
pub struct SkipWhile {
    iter: I,
    skipped: bool,
    f: F,
}

impl Iterator for SkipWhile {
    fn next(&mut self) -> Option {
        for item in &mut self.iter {
            if self.skipped || !(self.f)(&item) {
                self.skipped = true;
                return Some(item);
            }
        }
        None
    }
}

#[derive(Clone)]
pub struct TakeWhile {
    iter: I,
    ended: bool,
    f: F,
}

impl Iterator for TakeWhile {
    fn next(&mut self) -> Option {
        if self.ended {
            return None;
        }
        for item in &mut self.iter {
            if (self.f)(&item) {
                return Some(item);
            }
            self.ended = true;
            return None;
        }
        None
    }
}

#[derive(Clone)]
pub struct MapWhile {
    iter: I,
    f: F,
}

impl Iterator for MapWhile {
    fn next(&mut self) -> Option {
        for item in &mut self.iter {
            return (self.f)(item);
        }
        None
    }
}

#[derive(Clone)]
pub struct Scan {
    iter: I,
    state: S,
    f: F,
}

impl Iterator for Scan {
    fn next(&mut self) -> Option {
        for item in &mut self.iter {
            return (self.f)(&mut self.state, item);
        }
        None
    }
}

#[derive(Clone)]
pub struct StepBy {
    iter: I,
    step: usize,
    first: bool,
}

impl Iterator for StepBy {
    fn next(&mut self) -> Option {
        if self.first {
            self.first = false;
            return self.iter.next();
        }
        self.iter.nth(self.step - 1)
    }

    fn next_back(&mut self) -> Option {
        let left = self.iter.len();
        if self.len() == 0 {
            return None;
        }
        let surplus = if self.first {
            (left - 1) % self.step
        } else {
            left % self.step
        };
        self.iter.nth_back(surplus)
    }

    fn len(&self) -> usize {
        let left = self.iter.len();
        if self.first {
            left.div_ceil(self.step)
        } else {
            left / self.step
        }
    }
}

#[derive(Clone)]
pub struct Peekable {
    iter: I,
    peeked: Option,
}

impl Iterator for Peekable {
    fn next(&mut self) -> Option {
        match self.peeked.take() {
            Some(item) => item,
            None => self.iter.next(),
        }
    }

    fn next_back(&mut self) -> Option {
        match self.iter.next_back() {
            Some(item) => Some(item),
            None => match self.peeked.take() {
                Some(item) => item,
                None => None,
            },
        }
    }

    fn len(&self) -> usize {
        let waiting = match &self.peeked {
            Some(Some(_)) => 1,
            _ => 0,
        };
        self.iter.len() + waiting
    }

    fn peek(&mut self) -> Option {
        if self.peeked.is_none() {
            self.peeked = Some(self.iter.next());
        }
        match &self.peeked {
            Some(Some(item)) => Some(item),
            _ => None,
        }
    }

    fn peek_mut(&mut self) -> Option {
        if self.peeked.is_none() {
            self.peeked = Some(self.iter.next());
        }
        match &mut self.peeked {
            Some(Some(item)) => Some(item),
            _ => None,
        }
    }

    fn next_if(&mut self, f: F) -> Option {
        let wanted = match self.peek() {
            Some(item) => f(item),
            None => false,
        };
        if wanted { self.next() } else { None }
    }

    fn next_if_eq(&mut self, other: O) -> Option {
        let wanted = match self.peek() {
            Some(item) => item == other,
            None => false,
        };
        if wanted { self.next() } else { None }
    }
}

#[derive(Clone)]
pub struct Fuse {
    iter: Option,
}

impl Iterator for Fuse {
    fn next(&mut self) -> Option {
        if let Some(iter) = &mut self.iter {
            for item in iter {
                return Some(item);
            }
        }
        self.iter = None;
        None
    }
}

#[derive(Clone)]
pub struct Inspect {
    iter: I,
    f: F,
}

impl Iterator for Inspect {
    fn next(&mut self) -> Option {
        for item in &mut self.iter {
            (self.f)(&item);
            return Some(item);
        }
        None
    }

    fn next_back(&mut self) -> Option {
        match self.iter.next_back() {
            Some(item) => {
                (self.f)(&item);
                Some(item)
            }
            None => None,
        }
    }

    fn len(&self) -> usize {
        self.iter.len()
    }
}

#[derive(Clone)]
pub struct FlatMap {
    iter: I,
    f: F,
    front: Option,
    back: Option,
}

impl Iterator for FlatMap {
    fn next(&mut self) -> Option {
        loop {
            if let Some(inner) = &mut self.front {
                for item in inner {
                    return Some(item);
                }
                self.front = None;
            }
            match self.iter.next() {
                Some(item) => self.front = Some(intrinsic::into_iter((self.f)(item))),
                None => break,
            }
        }
        match &mut self.back {
            Some(inner) => inner.next(),
            None => None,
        }
    }

    fn next_back(&mut self) -> Option {
        loop {
            if let Some(inner) = &mut self.back {
                let item = inner.next_back();
                if item.is_some() {
                    return item;
                }
                self.back = None;
            }
            match self.iter.next_back() {
                Some(item) => self.back = Some(intrinsic::into_iter((self.f)(item))),
                None => break,
            }
        }
        match &mut self.front {
            Some(inner) => inner.next_back(),
            None => None,
        }
    }
}

#[derive(Clone)]
pub struct Flatten {
    iter: I,
    front: Option,
    back: Option,
}

impl Iterator for Flatten {
    fn next(&mut self) -> Option {
        loop {
            if let Some(inner) = &mut self.front {
                for item in inner {
                    return Some(item);
                }
                self.front = None;
            }
            match self.iter.next() {
                Some(inner) => self.front = Some(intrinsic::into_iter(inner)),
                None => break,
            }
        }
        match &mut self.back {
            Some(inner) => inner.next(),
            None => None,
        }
    }

    fn next_back(&mut self) -> Option {
        loop {
            if let Some(inner) = &mut self.back {
                let item = inner.next_back();
                if item.is_some() {
                    return item;
                }
                self.back = None;
            }
            match self.iter.next_back() {
                Some(inner) => self.back = Some(intrinsic::into_iter(inner)),
                None => break,
            }
        }
        match &mut self.front {
            Some(inner) => inner.next_back(),
            None => None,
        }
    }
}

#[derive(Clone)]
pub struct Cycle {
    original: I,
    iter: I,
}

impl Iterator for Cycle {
    fn next(&mut self) -> Option {
        for item in &mut self.iter {
            return Some(item);
        }
        self.iter = self.original.clone();
        self.iter.next()
    }
}

#[derive(Clone)]
pub struct Cloned {
    iter: I,
}

impl Iterator for Cloned {
    fn next(&mut self) -> Option {
        for item in &mut self.iter {
            return Some(item.clone());
        }
        None
    }

    fn next_back(&mut self) -> Option {
        match self.iter.next_back() {
            Some(item) => Some(item.clone()),
            None => None,
        }
    }

    fn len(&self) -> usize {
        self.iter.len()
    }

    fn size_hint(&self) -> P {
        self.iter.size_hint()
    }
}
