//! `tokio::sync::broadcast::error`.

use std::fmt;

pub struct SendError(pub T);

impl fmt::Debug for SendError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_tuple("SendError").field(&self.0).finish()
    }
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("channel closed")
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecvError {
    Closed,
    Lagged(u64),
}

impl fmt::Display for RecvError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            RecvError::Closed => f.write_str("channel closed"),
            RecvError::Lagged(missed) => write!(f, "channel lagged by {missed}"),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TryRecvError {
    Empty,
    Closed,
    Lagged(u64),
}

impl fmt::Display for TryRecvError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            TryRecvError::Empty => f.write_str("channel empty"),
            TryRecvError::Closed => f.write_str("channel closed"),
            TryRecvError::Lagged(missed) => write!(f, "channel lagged by {missed}"),
        }
    }
}
