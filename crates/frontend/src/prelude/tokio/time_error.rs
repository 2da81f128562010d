//! `tokio::time::error`

use std::fmt;

#[derive(PartialEq, Eq, Debug)]
pub struct Elapsed(U);

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.pad("deadline has elapsed")
    }
}
