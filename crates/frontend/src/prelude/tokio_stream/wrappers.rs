//! `tokio_stream::wrappers`: tokio's receivers as streams.

use futures::stream::Stream;
use std::fmt;
use std::task::{Context, Poll};

/// Also the unbounded one.
pub struct ReceiverStream {
    inner: R,
}

pub use tokio_stream::wrappers::ReceiverStream as UnboundedReceiverStream;

impl ReceiverStream {
    pub fn new(inner: R) -> ReceiverStream {
        ReceiverStream { inner }
    }

    pub fn into_inner(self) -> R {
        self.inner
    }

    pub fn close(&mut self) {
        self.inner.close();
    }
}

impl Stream for ReceiverStream {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        self.inner.poll_recv(cx)
    }
}

pub struct IntervalStream {
    inner: I,
}

impl IntervalStream {
    pub fn new(inner: I) -> IntervalStream {
        IntervalStream { inner }
    }

    pub fn into_inner(self) -> I {
        self.inner
    }
}

impl Stream for IntervalStream {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        self.inner.poll_tick(cx).map(|at| Some(at))
    }
}

/// `future` takes the receiver along and gives it back with each answer.
pub struct BroadcastStream {
    future: F,
}

async fn next_of_broadcast(receiver: R) -> P {
    let mut receiver = receiver;
    let item = receiver.recv().await;
    (item, receiver)
}

impl BroadcastStream {
    pub fn new(receiver: R) -> BroadcastStream {
        BroadcastStream { future: next_of_broadcast(receiver) }
    }
}

impl Stream for BroadcastStream {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        let Poll::Ready((item, receiver)) = self.future.poll(cx) else {
            return Poll::Pending;
        };
        self.future = next_of_broadcast(receiver);
        match item {
            Ok(item) => Poll::Ready(Some(Ok(item))),
            Err(tokio::sync::broadcast::error::RecvError::Closed) => Poll::Ready(None),
            Err(tokio::sync::broadcast::error::RecvError::Lagged(count)) => {
                Poll::Ready(Some(Err(BroadcastStreamRecvError::Lagged(count))))
            }
        }
    }
}

#[derive(Debug, PartialEq, Eq, Clone)]
pub enum BroadcastStreamRecvError {
    Lagged(u64),
}

impl fmt::Display for BroadcastStreamRecvError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            BroadcastStreamRecvError::Lagged(count) => write!(f, "channel lagged by {count}"),
        }
    }
}

impl std::error::Error for BroadcastStreamRecvError {}

pub struct WatchStream {
    future: F,
}

async fn next_of_watch(receiver: R) -> P {
    let mut receiver = receiver;
    let result = receiver.changed().await;
    (result, receiver)
}

async fn seen(receiver: R) -> P {
    (Ok(()), receiver)
}

impl WatchStream {
    pub fn new(receiver: R) -> WatchStream {
        WatchStream { future: seen(receiver) }
    }

    pub fn from_changes(receiver: R) -> WatchStream {
        WatchStream { future: next_of_watch(receiver) }
    }
}

impl Stream for WatchStream {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        let Poll::Ready((result, receiver)) = self.future.poll(cx) else {
            return Poll::Pending;
        };
        let item = match result {
            Ok(_) => Some((*receiver.borrow_and_update()).clone()),
            Err(_) => None,
        };
        self.future = next_of_watch(receiver);
        Poll::Ready(item)
    }
}
