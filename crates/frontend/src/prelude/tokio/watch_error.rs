//! `tokio::sync::watch::error`.

use std::fmt;

#[derive(Clone, Debug)]
pub struct RecvError(U);

impl fmt::Display for RecvError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("channel closed")
    }
}

pub struct SendError(pub T);

impl fmt::Debug for SendError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("SendError { .. }")
    }
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("channel closed")
    }
}
