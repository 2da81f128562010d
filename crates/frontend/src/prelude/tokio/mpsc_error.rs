//! `tokio::sync::mpsc::error`.

use std::fmt;

#[derive(Clone, Copy, PartialEq, Eq)]
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

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TrySendError {
    Full(T),
    Closed(T),
}

impl TrySendError {
    pub fn into_inner(self) -> T {
        match self {
            TrySendError::Full(value) => value,
            TrySendError::Closed(value) => value,
        }
    }
}

impl From<SendError> for TrySendError {
    fn from(error: SendError) -> TrySendError {
        TrySendError::Closed(error.0)
    }
}

impl fmt::Debug for TrySendError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            // tokio shows these as texts, quotes and all.
            TrySendError::Full(_) => fmt::Debug::fmt("Full(..)", f),
            TrySendError::Closed(_) => fmt::Debug::fmt("Closed(..)", f),
        }
    }
}

impl fmt::Display for TrySendError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            TrySendError::Full(_) => f.write_str("no available capacity"),
            TrySendError::Closed(_) => f.write_str("channel closed"),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SendTimeoutError {
    Timeout(T),
    Closed(T),
}

impl SendTimeoutError {
    pub fn into_inner(self) -> T {
        match self {
            SendTimeoutError::Timeout(value) => value,
            SendTimeoutError::Closed(value) => value,
        }
    }
}

impl fmt::Debug for SendTimeoutError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            SendTimeoutError::Timeout(_) => fmt::Debug::fmt("Timeout(..)", f),
            SendTimeoutError::Closed(_) => fmt::Debug::fmt("Closed(..)", f),
        }
    }
}

impl fmt::Display for SendTimeoutError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            SendTimeoutError::Timeout(_) => f.write_str("timed out waiting on send operation"),
            SendTimeoutError::Closed(_) => f.write_str("channel closed"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TryRecvError {
    Empty,
    Disconnected,
}

impl fmt::Display for TryRecvError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            TryRecvError::Empty => f.write_str("receiving on an empty channel"),
            TryRecvError::Disconnected => f.write_str("receiving on a closed channel"),
        }
    }
}
