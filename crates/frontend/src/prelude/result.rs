//! `Result`: everything that is not a native.

impl Result {
    pub fn unwrap(self) -> T {
        match self {
            Ok(value) => value,
            Err(error) => panic!("called `Result::unwrap()` on an `Err` value: {:?}", error),
        }
    }

    pub fn expect(self, message: M) -> T {
        match self {
            Ok(value) => value,
            Err(error) => panic!("{}: {:?}", message, error),
        }
    }

    pub fn unwrap_err(self) -> E {
        match self {
            Ok(value) => panic!(
                "called `Result::unwrap_err()` on an `Ok` value: {:?}",
                value
            ),
            Err(error) => error,
        }
    }

    pub fn expect_err(self, message: M) -> E {
        match self {
            Ok(value) => panic!("{}: {:?}", message, value),
            Err(error) => error,
        }
    }

    pub fn unwrap_unchecked(self) -> T {
        self.unwrap()
    }

    pub fn is_ok_and(self, f: F) -> bool {
        match self {
            Ok(value) => f(value),
            Err(_) => false,
        }
    }

    pub fn is_err_and(self, f: F) -> bool {
        match self {
            Ok(_) => false,
            Err(error) => f(error),
        }
    }

    pub fn ok(self) -> Option {
        match self {
            Ok(value) => Some(value),
            Err(_) => None,
        }
    }

    pub fn err(self) -> Option {
        match self {
            Ok(_) => None,
            Err(error) => Some(error),
        }
    }

    pub fn unwrap_or(self, default: T) -> T {
        match self {
            Ok(value) => value,
            Err(_) => default,
        }
    }

    pub fn unwrap_or_else(self, f: F) -> T {
        match self {
            Ok(value) => value,
            Err(error) => f(error),
        }
    }

    pub fn unwrap_or_default(self, hint: H) -> T {
        match self {
            Ok(value) => value,
            Err(_) => intrinsic::default_of(hint),
        }
    }

    pub fn map(self, f: F) -> Result {
        match self {
            Ok(value) => Ok(f(value)),
            Err(error) => Err(error),
        }
    }

    pub fn map_err(self, f: F) -> Result {
        match self {
            Ok(value) => Ok(value),
            Err(error) => Err(f(error)),
        }
    }

    pub fn map_or(self, default: T, f: F) -> T {
        match self {
            Ok(value) => f(value),
            Err(_) => default,
        }
    }

    pub fn map_or_else(self, default: D, f: F) -> T {
        match self {
            Ok(value) => f(value),
            Err(error) => default(error),
        }
    }

    pub fn inspect(self, f: F) -> Result {
        match self {
            Ok(value) => {
                f(&value);
                Ok(value)
            }
            Err(error) => Err(error),
        }
    }

    pub fn inspect_err(self, f: F) -> Result {
        match self {
            Ok(value) => Ok(value),
            Err(error) => {
                f(&error);
                Err(error)
            }
        }
    }

    pub fn and(self, other: O) -> Result {
        match self {
            Ok(_) => other,
            Err(error) => Err(error),
        }
    }

    pub fn and_then(self, f: F) -> Result {
        match self {
            Ok(value) => f(value),
            Err(error) => Err(error),
        }
    }

    pub fn or(self, other: O) -> Result {
        match self {
            Ok(value) => Ok(value),
            Err(_) => other,
        }
    }

    pub fn or_else(self, f: F) -> Result {
        match self {
            Ok(value) => Ok(value),
            Err(error) => f(error),
        }
    }

    pub fn flatten(self) -> Result {
        match self {
            Ok(inner) => inner,
            Err(error) => Err(error),
        }
    }

    pub fn transpose(self) -> Option {
        match self {
            Ok(Some(value)) => Some(Ok(value)),
            Ok(None) => None,
            Err(error) => Some(Err(error)),
        }
    }

    pub fn cloned(self) -> Result {
        match self {
            Ok(value) => Ok(value.clone()),
            Err(error) => Err(error),
        }
    }

    pub fn copied(self) -> Result {
        match self {
            Ok(value) => Ok(value.clone()),
            Err(error) => Err(error),
        }
    }

    pub fn as_deref(&self) -> Result {
        match self {
            Ok(value) => Ok(&**value),
            Err(error) => Err(error),
        }
    }

    pub fn as_deref_mut(&mut self) -> Result {
        match self {
            Ok(value) => Ok(&mut **value),
            Err(error) => Err(error),
        }
    }

    pub fn iter(&self) -> I {
        intrinsic::option_iter(self.as_ref().ok())
    }

    pub fn iter_mut(&mut self) -> I {
        intrinsic::option_iter(self.as_mut().ok())
    }

    pub fn into_iter(self) -> I {
        intrinsic::option_iter(self.ok())
    }
}
