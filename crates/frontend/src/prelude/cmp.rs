//! `Ordering`, `Reverse`, and what `Ord` and `PartialOrd` give every type.

pub trait Ord {
    fn max(self, other: T) -> T {
        if self > other { self } else { other }
    }

    fn min(self, other: T) -> T {
        if other < self { other } else { self }
    }

    fn clamp(self, low: T, high: T) -> T {
        if self < low {
            low
        } else if self > high {
            high
        } else {
            self
        }
    }
}

impl<T> Ord for T {}

pub fn max(a: T, b: T) -> T {
    if a > b { a } else { b }
}

pub fn min(a: T, b: T) -> T {
    if b < a { b } else { a }
}

pub fn max_by(a: T, b: T, f: F) -> T {
    if f(&a, &b) == Ordering::Greater { a } else { b }
}

pub fn min_by(a: T, b: T, f: F) -> T {
    if f(&a, &b) == Ordering::Greater { b } else { a }
}

pub fn max_by_key(a: T, b: T, f: F) -> T {
    if f(&a) > f(&b) { a } else { b }
}

pub fn min_by_key(a: T, b: T, f: F) -> T {
    if f(&a) > f(&b) { b } else { a }
}

impl Ordering {
    pub fn is_eq(self) -> bool {
        self == Ordering::Equal
    }

    pub fn is_ne(self) -> bool {
        self != Ordering::Equal
    }

    pub fn is_lt(self) -> bool {
        self == Ordering::Less
    }

    pub fn is_gt(self) -> bool {
        self == Ordering::Greater
    }

    pub fn is_le(self) -> bool {
        self != Ordering::Greater
    }

    pub fn is_ge(self) -> bool {
        self != Ordering::Less
    }

    pub fn reverse(self) -> Ordering {
        match self {
            Ordering::Less => Ordering::Greater,
            Ordering::Equal => Ordering::Equal,
            Ordering::Greater => Ordering::Less,
        }
    }

    pub fn then(self, other: Ordering) -> Ordering {
        match self {
            Ordering::Equal => other,
            _ => self,
        }
    }

    pub fn then_with(self, f: F) -> Ordering {
        match self {
            Ordering::Equal => f(),
            _ => self,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Reverse(pub T);

impl Ord for Reverse {
    fn cmp(&self, other: &Reverse) -> Ordering {
        other.0.cmp(&self.0)
    }
}

impl PartialOrd for Reverse {
    fn partial_cmp(&self, other: &Reverse) -> Option {
        other.0.partial_cmp(&self.0)
    }
}
