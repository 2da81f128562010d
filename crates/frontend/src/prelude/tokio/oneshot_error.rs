//! `tokio::sync::oneshot::error`.

use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecvError(U);

impl fmt::Display for RecvError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("channel closed")
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TryRecvError {
    Empty,
    Closed,
}

impl fmt::Display for TryRecvError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            TryRecvError::Empty => f.write_str("channel empty"),
            TryRecvError::Closed => f.write_str("channel closed"),
        }
    }
}
