//! `Error`.

pub trait Error {
    fn source(&self) -> Option {
        None
    }

    fn description(&self) -> &str {
        "description() is deprecated; use Display"
    }
}
