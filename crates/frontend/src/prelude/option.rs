//! `Option`: everything that is not a native.

impl Option {
    pub fn is_some_and(self, f: F) -> bool {
        match self {
            Some(value) => f(value),
            None => false,
        }
    }

    pub fn unwrap_unchecked(self) -> T {
        self.unwrap()
    }

    pub fn is_none_or(self, f: F) -> bool {
        match self {
            Some(value) => f(value),
            None => true,
        }
    }

    pub fn unwrap_or(self, default: T) -> T {
        match self {
            Some(value) => value,
            None => default,
        }
    }

    pub fn unwrap_or_else(self, f: F) -> T {
        match self {
            Some(value) => value,
            None => f(),
        }
    }

    pub fn unwrap_or_default(self, hint: H) -> T {
        match self {
            Some(value) => value,
            None => intrinsic::default_of(hint),
        }
    }

    pub fn map(self, f: F) -> Option {
        match self {
            Some(value) => Some(f(value)),
            None => None,
        }
    }

    pub fn inspect(self, f: F) -> Option {
        match self {
            Some(value) => {
                f(&value);
                Some(value)
            }
            None => None,
        }
    }

    pub fn map_or(self, default: T, f: F) -> T {
        match self {
            Some(value) => f(value),
            None => default,
        }
    }

    pub fn map_or_else(self, default: D, f: F) -> T {
        match self {
            Some(value) => f(value),
            None => default(),
        }
    }

    pub fn ok_or(self, error: E) -> Result {
        match self {
            Some(value) => Ok(value),
            None => Err(error),
        }
    }

    pub fn ok_or_else(self, error: F) -> Result {
        match self {
            Some(value) => Ok(value),
            None => Err(error()),
        }
    }

    pub fn and(self, other: O) -> Option {
        match self {
            Some(_) => other,
            None => None,
        }
    }

    pub fn and_then(self, f: F) -> Option {
        match self {
            Some(value) => f(value),
            None => None,
        }
    }

    pub fn or(self, other: O) -> Option {
        match self {
            Some(value) => Some(value),
            None => other,
        }
    }

    pub fn or_else(self, f: F) -> Option {
        match self {
            Some(value) => Some(value),
            None => f(),
        }
    }

    pub fn xor(self, other: O) -> Option {
        match self {
            Some(value) => match other {
                Some(_) => None,
                None => Some(value),
            },
            None => other,
        }
    }

    pub fn filter(self, f: F) -> Option {
        match self {
            Some(value) => {
                if f(&value) {
                    Some(value)
                } else {
                    None
                }
            }
            None => None,
        }
    }

    pub fn flatten(self) -> Option {
        match self {
            Some(inner) => inner,
            None => None,
        }
    }

    pub fn transpose(self) -> Result {
        match self {
            Some(Ok(value)) => Ok(Some(value)),
            Some(Err(error)) => Err(error),
            None => Ok(None),
        }
    }

    pub fn zip(self, other: O) -> Option {
        match self {
            Some(a) => match other {
                Some(b) => Some((a, b)),
                None => None,
            },
            None => None,
        }
    }

    pub fn unzip(self, hint: H) -> P {
        match self {
            Some((a, b)) => (Some(a), Some(b)),
            None => (None, None),
        }
    }

    pub fn cloned(self) -> Option {
        match self {
            Some(value) => Some(value.clone()),
            None => None,
        }
    }

    pub fn copied(self) -> Option {
        match self {
            Some(value) => Some(value.clone()),
            None => None,
        }
    }

    pub fn as_deref(&self) -> Option {
        match self {
            Some(value) => Some(&**value),
            None => None,
        }
    }

    pub fn as_deref_mut(&mut self) -> Option {
        match self {
            Some(value) => Some(&mut **value),
            None => None,
        }
    }

    pub fn take_if(&mut self, f: F) -> Option {
        let taken = match self {
            Some(value) => f(value),
            None => false,
        };
        if taken { self.take() } else { None }
    }

    pub fn replace(&mut self, value: T) -> Option {
        intrinsic::mem_replace(self, Some(value))
    }

    pub fn insert(&mut self, value: T) -> R {
        *self = Some(value);
        self.as_mut().unwrap()
    }

    pub fn get_or_insert(&mut self, value: T) -> R {
        if self.is_none() {
            *self = Some(value);
        }
        self.as_mut().unwrap()
    }

    pub fn get_or_insert_with(&mut self, f: F) -> R {
        if self.is_none() {
            *self = Some(f());
        }
        self.as_mut().unwrap()
    }

    pub fn get_or_insert_default(&mut self, hint: H) -> R {
        if self.is_none() {
            *self = Some(intrinsic::default_of(hint));
        }
        self.as_mut().unwrap()
    }

    pub fn iter(&self) -> I {
        intrinsic::option_iter(self.as_ref())
    }

    pub fn iter_mut(&mut self) -> I {
        intrinsic::option_iter(self.as_mut())
    }

    pub fn into_iter(self) -> I {
        intrinsic::option_iter(self)
    }
}
