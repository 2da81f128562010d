//! `tokio::signal::unix`: signals by their kind; none ever comes.

use std::task::{Context, Poll};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SignalKind(i32);

impl SignalKind {
    pub fn from_raw(number: i32) -> SignalKind {
        SignalKind(number)
    }

    pub fn as_raw_value(&self) -> i32 {
        self.0
    }

    pub fn hangup() -> SignalKind {
        SignalKind(1)
    }

    pub fn interrupt() -> SignalKind {
        SignalKind(2)
    }

    pub fn quit() -> SignalKind {
        SignalKind(3)
    }

    pub fn user_defined1() -> SignalKind {
        SignalKind(10)
    }

    pub fn user_defined2() -> SignalKind {
        SignalKind(12)
    }

    pub fn terminate() -> SignalKind {
        SignalKind(15)
    }
}

pub struct Signal {}

pub fn signal(kind: SignalKind) -> Result {
    Ok(Signal {})
}

impl Signal {
    pub async fn recv(&mut self) -> Option {
        std::future::pending().await
    }

    pub fn poll_recv(&mut self, cx: &mut Context) -> Poll {
        Poll::Pending
    }
}
