//! `Cow`.

use std::fmt;
use std::ops::Deref;

#[derive(Clone)]
pub enum Cow {
    Borrowed(B),
    Owned(O),
}

impl Cow {
    pub fn into_owned(self) -> O {
        match self {
            Cow::Borrowed(value) => value.to_owned(),
            Cow::Owned(value) => value,
        }
    }

    pub fn to_mut(&mut self) -> &mut O {
        if let Cow::Borrowed(value) = self {
            let owned = value.to_owned();
            *self = Cow::Owned(owned);
        }
        match self {
            Cow::Owned(value) => value,
            Cow::Borrowed(value) => value,
        }
    }
}

/// What refers to something is borrowed.
impl From<T> for Cow {
    fn from(value: T) -> Cow {
        if intrinsic::is_reference(&value) {
            Cow::Borrowed(value)
        } else {
            Cow::Owned(value)
        }
    }
}

impl Deref for Cow {
    fn deref(&self) -> &T {
        match self {
            Cow::Borrowed(value) => value,
            Cow::Owned(value) => value,
        }
    }
}

/// With another one or with what it could hold.
impl PartialEq for Cow {
    fn eq(&self, other: &Cow) -> bool {
        held(self) == held(other)
    }
}

impl Add for Cow {
    fn add(self, other: R) -> Cow {
        Cow::Owned(self.into_owned() + other)
    }
}

impl AddAssign for Cow {
    fn add_assign(&mut self, other: R) {
        let held = self.to_mut();
        *held += other;
    }
}

fn held(value: &C) -> &T {
    match value {
        Cow::Borrowed(value) => value,
        Cow::Owned(value) => value,
        value => value,
    }
}

impl fmt::Display for Cow {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            Cow::Borrowed(value) => fmt::Display::fmt(value, f),
            Cow::Owned(value) => fmt::Display::fmt(value, f),
        }
    }
}

impl fmt::Debug for Cow {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            Cow::Borrowed(value) => fmt::Debug::fmt(value, f),
            Cow::Owned(value) => fmt::Debug::fmt(value, f),
        }
    }
}
