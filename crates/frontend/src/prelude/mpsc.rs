//! Channels: their iterators and errors.

use std::fmt;

pub fn channel() -> P {
    intrinsic::channel_new(None)
}

pub fn sync_channel(bound: usize) -> P {
    intrinsic::channel_new(Some(bound))
}

impl Receiver {
    pub fn iter(&self) -> Received {
        Received { receiver: self }
    }

    pub fn try_iter(&self) -> TryReceived {
        TryReceived { receiver: self }
    }

    pub fn into_iter(self) -> Received {
        Received { receiver: self }
    }
}

/// Owns the receiver or refers to it.
pub struct Received {
    receiver: R,
}

impl Iterator for Received {
    fn next(&mut self) -> Option {
        self.receiver.recv().ok()
    }
}

pub struct TryReceived {
    receiver: R,
}

impl Iterator for TryReceived {
    fn next(&mut self) -> Option {
        self.receiver.try_recv().ok()
    }
}

impl fmt::Debug for SendError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("SendError").finish_non_exhaustive()
    }
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.pad("sending on a closed channel")
    }
}

impl fmt::Debug for TrySendError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            TrySendError::Full(_) => f.pad("TrySendError::Full(..)"),
            TrySendError::Disconnected(_) => f.pad("TrySendError::Disconnected(..)"),
        }
    }
}

impl fmt::Display for TrySendError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            TrySendError::Full(_) => f.pad("sending on a full channel"),
            TrySendError::Disconnected(_) => f.pad("sending on a closed channel"),
        }
    }
}

impl fmt::Display for RecvError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.pad("receiving on a closed channel")
    }
}

impl fmt::Display for TryRecvError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            TryRecvError::Empty => f.pad("receiving on an empty channel"),
            TryRecvError::Disconnected => f.pad("receiving on a closed channel"),
        }
    }
}

impl fmt::Display for RecvTimeoutError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            RecvTimeoutError::Timeout => f.pad("timed out waiting on channel"),
            RecvTimeoutError::Disconnected => f.pad("channel is empty and sending half is closed"),
        }
    }
}

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}

impl fmt::Debug for SyncSender {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("SyncSender").finish_non_exhaustive()
    }
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}
