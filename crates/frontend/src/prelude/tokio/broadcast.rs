//! `tokio::sync::broadcast`.

use std::fmt;
use std::task::{Context, Poll, Waker};
use tokio::sync::broadcast::error::{RecvError, SendError, TryRecvError};

/// `buffer`: the last `capacity` messages, of which the first has number `first`.
struct Shared {
    buffer: VecDeque,
    first: usize,
    capacity: usize,
    receivers: usize,
    senders: usize,
    waiters: VecDeque,
}

/// A message and how many receivers have not had it yet.
struct Message {
    value: Option,
    wanted_by: usize,
}

struct Waiter {
    waker: Option,
    is_queued: bool,
}

impl Shared {
    fn end(&self) -> usize {
        self.first + self.buffer.len()
    }

    fn wake_all(&self) {
        let mut wakers = Vec::new();
        while let Some(waiter) = self.waiters.pop_front() {
            if waiter.is_queued {
                waiter.is_queued = false;
                if let Some(waker) = waiter.waker.take() {
                    wakers.push(waker);
                }
            }
        }
        for waker in wakers {
            waker.wake();
        }
    }

    fn join(&self) -> Receiver {
        self.receivers += 1;
        Receiver {
            shared: self,
            next: self.end(),
        }
    }
}

pub fn channel(capacity: usize) -> P {
    assert!(capacity > 0, "broadcast channel capacity cannot be zero");
    let shared = Arc::new(Shared {
        buffer: VecDeque::new(),
        first: 0,
        capacity: capacity.next_power_of_two(),
        receivers: 1,
        senders: 1,
        waiters: VecDeque::new(),
    });
    (
        Sender {
            shared: shared.clone(),
        },
        Receiver { shared, next: 0 },
    )
}

pub struct Sender {
    shared: S,
}

impl Sender {
    pub fn send(&self, value: T) -> Result {
        intrinsic::shared_access();
        let shared = &*self.shared;
        let receivers = shared.receivers;
        if receivers == 0 {
            return Err(SendError(value));
        }
        if shared.buffer.len() == shared.capacity {
            shared.buffer.pop_front();
            shared.first += 1;
        }
        shared.buffer.push_back(Message {
            value: Some(value),
            wanted_by: receivers,
        });
        shared.wake_all();
        Ok(receivers)
    }

    pub fn subscribe(&self) -> Receiver {
        intrinsic::shared_access();
        self.shared.receivers += 1;
        Receiver {
            shared: self.shared.clone(),
            next: self.shared.end(),
        }
    }

    pub fn receiver_count(&self) -> usize {
        intrinsic::shared_access();
        self.shared.receivers
    }

    pub fn len(&self) -> usize {
        let mut wanted = 0;
        for message in &self.shared.buffer {
            if message.wanted_by > 0 {
                wanted += 1;
            }
        }
        wanted
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Clone for Sender {
    fn clone(&self) -> Sender {
        self.shared.senders += 1;
        Sender {
            shared: self.shared.clone(),
        }
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        intrinsic::shared_access();
        self.shared.senders -= 1;
        if self.shared.senders == 0 {
            self.shared.wake_all();
        }
    }
}

pub struct Receiver {
    shared: S,
    next: usize,
}

impl Receiver {
    pub fn recv(&mut self) -> Recv {
        Recv {
            receiver: self,
            waiter: None,
        }
    }

    pub fn try_recv(&mut self) -> Result {
        intrinsic::shared_access();
        let shared = &*self.shared;
        if self.next < shared.first {
            let missed = shared.first - self.next;
            self.next = shared.first;
            return Err(TryRecvError::Lagged(missed as u64));
        }
        if self.next == shared.end() {
            if shared.senders == 0 {
                return Err(TryRecvError::Closed);
            }
            return Err(TryRecvError::Empty);
        }
        let message = &mut shared.buffer[self.next - shared.first];
        self.next += 1;
        message.wanted_by -= 1;
        if message.wanted_by == 0 {
            return Ok(message.value.take().unwrap());
        }
        Ok(message.value.as_ref().unwrap().clone())
    }

    pub fn resubscribe(&self) -> Receiver {
        intrinsic::shared_access();
        self.shared.receivers += 1;
        Receiver {
            shared: self.shared.clone(),
            next: self.shared.end(),
        }
    }

    pub fn len(&self) -> usize {
        intrinsic::shared_access();
        self.shared.end() - self.next
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        intrinsic::shared_access();
        let shared = &*self.shared;
        shared.receivers -= 1;
        let mut at = self.next;
        if at < shared.first {
            at = shared.first;
        }
        while at < shared.end() {
            let message = &mut shared.buffer[at - shared.first];
            message.wanted_by -= 1;
            if message.wanted_by == 0 {
                message.value = None;
            }
            at += 1;
        }
    }
}

pub struct Recv {
    receiver: R,
    waiter: Option,
}

impl Future for Recv {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        if cx.is_out_of_budget() {
            return Poll::Pending;
        }
        match self.receiver.try_recv() {
            Ok(value) => {
                cx.spend();
                Poll::Ready(Ok(value))
            }
            Err(TryRecvError::Closed) => {
                cx.spend();
                Poll::Ready(Err(RecvError::Closed))
            }
            Err(TryRecvError::Lagged(missed)) => {
                cx.spend();
                Poll::Ready(Err(RecvError::Lagged(missed)))
            }
            Err(TryRecvError::Empty) => {
                self.wait(cx.waker().clone());
                Poll::Pending
            }
        }
    }
}

impl Recv {
    fn wait(&mut self, waker: Waker) {
        if let Some(waiter) = &self.waiter {
            if waiter.is_queued {
                waiter.waker = Some(waker);
                return;
            }
        }
        let waiter = Arc::new(Waiter {
            waker: Some(waker),
            is_queued: true,
        });
        self.receiver.shared.waiters.push_back(waiter.clone());
        self.waiter = Some(waiter);
    }
}

impl Drop for Recv {
    fn drop(&mut self) {
        if let Some(waiter) = &self.waiter {
            waiter.is_queued = false;
        }
    }
}
