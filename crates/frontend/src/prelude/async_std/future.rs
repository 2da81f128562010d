//! `async_std::future`

use std::fmt;
use std::time::Duration;

pub use std::future::{pending, poll_fn, ready};

pub async fn timeout(duration: Duration, future: F) -> Result {
    match tokio::time::timeout(duration, future).await {
        Ok(value) => Ok(value),
        Err(_) => Err(TimeoutError(())),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeoutError(U);

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("future has timed out")
    }
}
