//! `tokio::time::error`

use std::fmt;

#[derive(PartialEq, Eq, Debug)]
pub struct Elapsed(U);

impl From<Elapsed> for std::io::Error {
    fn from(elapsed: Elapsed) -> std::io::Error {
        std::io::Error::from(std::io::ErrorKind::TimedOut)
    }
}

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.pad("deadline has elapsed")
    }
}
