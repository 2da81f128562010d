//! `futures::channel::oneshot` (`futures-channel/src/oneshot.rs`).

use std::fmt;
use std::task::{Context, Poll, Waker};

struct Inner {
    is_complete: bool,
    value: Option,
    receiver: Option,
    sender: Option,
}

pub fn channel() -> P {
    let inner = Arc::new(Inner { is_complete: false, value: None, receiver: None, sender: None });
    (Sender { inner: inner.clone() }, Receiver { inner })
}

#[derive(Debug)]
pub struct Sender {
    inner: I,
}

impl Sender {
    pub fn send(self, value: T) -> Result {
        if self.inner.is_complete {
            return Err(value);
        }
        self.inner.value = Some(value);
        Ok(())
    }

    pub fn is_canceled(&self) -> bool {
        self.inner.is_complete
    }

    pub fn poll_canceled(&mut self, cx: &mut Context) -> Poll {
        if self.inner.is_complete {
            return Poll::Ready(());
        }
        self.inner.sender = Some(cx.waker().clone());
        Poll::Pending
    }

    pub fn cancellation(&mut self) -> Cancellation {
        Cancellation { sender: self }
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        self.inner.is_complete = true;
        self.inner.sender = None;
        if let Some(waker) = self.inner.receiver.take() {
            waker.wake();
        }
    }
}

pub struct Cancellation {
    sender: S,
}

impl Future for Cancellation {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        self.sender.poll_canceled(cx)
    }
}

#[derive(Debug)]
pub struct Receiver {
    inner: I,
}

impl Receiver {
    pub fn close(&mut self) {
        self.inner.is_complete = true;
        if let Some(waker) = self.inner.sender.take() {
            waker.wake();
        }
    }

    pub fn try_recv(&mut self) -> Result {
        if !self.inner.is_complete {
            return Ok(None);
        }
        match self.inner.value.take() {
            Some(value) => Ok(Some(value)),
            None => Err(Canceled),
        }
    }

    pub fn is_terminated(&self) -> bool {
        self.inner.is_complete && self.inner.value.is_none()
    }
}

impl Future for Receiver {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        if !self.inner.is_complete {
            self.inner.receiver = Some(cx.waker().clone());
            return Poll::Pending;
        }
        Poll::Ready(self.inner.value.take().ok_or(Canceled))
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.inner.receiver = None;
        self.close();
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Canceled;

impl fmt::Display for Canceled {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("oneshot canceled")
    }
}
