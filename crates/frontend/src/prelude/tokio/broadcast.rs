//! `tokio::sync::broadcast`.

use std::fmt;
use std::task::{Context, Poll, Waker};
use tokio::runtime::block_here;
use tokio::sync::Notify;
use tokio::sync::broadcast::error::{RecvError, SendError, TryRecvError};

/// `buffer`: the last `capacity` messages, of which the first has number `first`.
struct Shared {
    buffer: VecDeque,
    first: usize,
    capacity: usize,
    receivers: usize,
    senders: usize,
    weak: usize,
    closed: Notify,
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

    fn strong_count(&self) -> usize {
        intrinsic::shared_access();
        self.senders
    }

    fn weak_count(&self) -> usize {
        intrinsic::shared_access();
        self.weak
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
        weak: 0,
        closed: Notify::new(),
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
    pub fn new(capacity: usize) -> Sender {
        let (sender, receiver) = channel(capacity);
        sender
    }

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

    pub fn downgrade(&self) -> WeakSender {
        intrinsic::shared_access();
        self.shared.weak += 1;
        WeakSender {
            shared: self.shared.clone(),
        }
    }

    pub fn same_channel(&self, other: &Sender) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }

    pub async fn closed(&self) {
        loop {
            let notified = self.shared.closed.notified();
            if self.shared.receivers == 0 {
                return;
            }
            notified.await;
        }
    }

    pub fn strong_count(&self) -> usize {
        self.shared.strong_count()
    }

    pub fn weak_count(&self) -> usize {
        self.shared.weak_count()
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

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("broadcast::Sender")
    }
}

/// A sender that does not keep the channel open.
pub struct WeakSender {
    shared: S,
}

impl WeakSender {
    pub fn upgrade(&self) -> Option {
        intrinsic::shared_access();
        if self.shared.senders == 0 {
            return None;
        }
        self.shared.senders += 1;
        Some(Sender {
            shared: self.shared.clone(),
        })
    }

    pub fn strong_count(&self) -> usize {
        self.shared.strong_count()
    }

    pub fn weak_count(&self) -> usize {
        self.shared.weak_count()
    }
}

impl Clone for WeakSender {
    fn clone(&self) -> WeakSender {
        self.shared.weak += 1;
        WeakSender {
            shared: self.shared.clone(),
        }
    }
}

impl Drop for WeakSender {
    fn drop(&mut self) {
        self.shared.weak -= 1;
    }
}

impl fmt::Debug for WeakSender {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("broadcast::WeakSender")
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

    pub fn blocking_recv(&mut self) -> Result {
        block_here(self.recv())
    }

    pub fn same_channel(&self, other: &Receiver) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }

    pub fn is_closed(&self) -> bool {
        self.shared.strong_count() == 0
    }

    pub fn sender_strong_count(&self) -> usize {
        self.shared.strong_count()
    }

    pub fn sender_weak_count(&self) -> usize {
        self.shared.weak_count()
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
        if shared.receivers == 0 {
            shared.closed.notify_waiters();
        }
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

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("broadcast::Receiver")
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
