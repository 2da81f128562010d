//! `Error`.

pub trait Error {
    fn source(&self) -> Option {
        None
    }

    fn description(&self) -> &str {
        "description() is deprecated; use Display"
    }
}

impl Error for str {}

impl Error for String {}
