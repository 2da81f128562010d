//! `tokio::sync::oneshot`.

use std::fmt;
use std::task::{Context, Poll, Waker};
use tokio::runtime::block_here;
use tokio::sync::oneshot::error::{RecvError, TryRecvError};

struct Shot {
    value: Option,
    is_complete: bool,
    is_closed: bool,
    receiver: Option,
    sender: Option,
}

pub fn channel() -> P {
    let shot = Arc::new(Shot {
        value: None,
        is_complete: false,
        is_closed: false,
        receiver: None,
        sender: None,
    });
    (
        Sender {
            shot: Some(shot.clone()),
        },
        Receiver { shot: Some(shot) },
    )
}

pub struct Sender {
    shot: Option,
}

impl Sender {
    pub fn send(self, value: T) -> Result {
        intrinsic::shared_access();
        let mut sender = self;
        let shot = sender.shot.take().unwrap();
        if shot.is_closed {
            return Err(value);
        }
        shot.value = Some(value);
        shot.complete();
        Ok(())
    }

    pub fn is_closed(&self) -> bool {
        intrinsic::shared_access();
        self.shot.as_ref().unwrap().is_closed
    }

    pub fn closed(&mut self) -> Closed {
        Closed { sender: self }
    }

    pub fn poll_closed(&mut self, cx: &mut Context) -> Poll {
        intrinsic::shared_access();
        if cx.is_out_of_budget() {
            return Poll::Pending;
        }
        let shot = self.shot.as_ref().unwrap();
        if shot.is_closed {
            cx.spend();
            return Poll::Ready(());
        }
        shot.sender = Some(cx.waker().clone());
        Poll::Pending
    }
}

impl Shot {
    fn complete(&self) {
        self.is_complete = true;
        if let Some(waker) = self.receiver.take() {
            waker.wake();
        }
    }

    fn close(&self) {
        intrinsic::shared_access();
        self.is_closed = true;
        if !self.is_complete {
            if let Some(waker) = self.sender.take() {
                waker.wake();
            }
        }
        self.receiver = None;
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        intrinsic::shared_access();
        if let Some(shot) = self.shot.take() {
            if !shot.is_closed {
                shot.complete();
            }
        }
    }
}

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("Sender { .. }")
    }
}

pub struct Closed {
    sender: S,
}

impl Future for Closed {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        self.sender.poll_closed(cx)
    }
}

pub struct Receiver {
    shot: Option,
}

impl Receiver {
    pub fn close(&mut self) {
        intrinsic::shared_access();
        if let Some(shot) = &self.shot {
            shot.close();
        }
    }

    pub fn try_recv(&mut self) -> Result {
        intrinsic::shared_access();
        let Some(shot) = &self.shot else {
            return Err(TryRecvError::Closed);
        };
        if shot.is_complete {
            let value = shot.value.take();
            self.shot = None;
            return value.ok_or(TryRecvError::Closed);
        }
        if shot.is_closed {
            return Err(TryRecvError::Closed);
        }
        Err(TryRecvError::Empty)
    }

    pub fn is_empty(&self) -> bool {
        intrinsic::shared_access();
        match &self.shot {
            Some(shot) => !shot.is_complete || shot.value.is_none(),
            None => true,
        }
    }

    pub fn blocking_recv(self) -> Result {
        block_here(self)
    }

    pub fn is_terminated(&self) -> bool {
        self.shot.is_none()
    }
}

impl Future for Receiver {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        intrinsic::shared_access();
        let Some(shot) = &self.shot else {
            panic!("called after complete");
        };
        if cx.is_out_of_budget() {
            return Poll::Pending;
        }
        if shot.is_complete {
            cx.spend();
            let value = shot.value.take();
            self.shot = None;
            return Poll::Ready(value.ok_or(RecvError(())));
        }
        if shot.is_closed {
            cx.spend();
            self.shot = None;
            return Poll::Ready(Err(RecvError(())));
        }
        shot.receiver = Some(cx.waker().clone());
        Poll::Pending
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        if let Some(shot) = self.shot.take() {
            shot.close();
            shot.value = None;
        }
    }
}
