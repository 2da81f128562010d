//! `tokio::sync::mpsc`.

use std::fmt;
use std::future::poll_fn;
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use tokio::runtime::block_here;
use tokio::sync::mpsc::error::{SendError, SendTimeoutError, TryRecvError, TrySendError};
use tokio::sync::semaphore::Batch;
use tokio::sync::Notify;
use tokio::sync::mpsc::Receiver as UnboundedReceiver;

/// `batch`: room, when the channel is bounded.
struct Chan {
    queue: VecDeque,
    batch: B,
    bound: usize,
    senders: usize,
    weak: usize,
    is_closed: bool,
    waker: Option,
    closed: Notify,
}

fn new_chan(batch: B, bound: usize) -> Chan {
    Arc::new(Chan {
        queue: VecDeque::new(),
        batch,
        bound,
        senders: 1,
        weak: 0,
        is_closed: false,
        waker: None,
        closed: Notify::new(),
    })
}

impl Chan {
    fn push(&self, value: T) {
        intrinsic::shared_access();
        self.queue.push_back(value);
        self.wake();
    }

    fn wake(&self) {
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    fn room(&self) {
        if !intrinsic::is_unit(&self.batch) {
            self.batch.add(1);
        }
    }

    fn close(&self) {
        intrinsic::shared_access();
        if !self.is_closed {
            self.is_closed = true;
            if !intrinsic::is_unit(&self.batch) {
                self.batch.close();
            }
            self.closed.notify_waiters();
        }
    }

    async fn wait_closed(&self) {
        let notified = self.closed.notified();
        if !self.is_closed {
            notified.await;
        }
    }

    fn is_idle(&self) -> bool {
        self.queue.is_empty() && (intrinsic::is_unit(&self.batch) || self.batch.permits == self.bound)
    }

    fn poll_recv(&self, cx: &mut Context) -> Poll {
        intrinsic::shared_access();
        if cx.is_out_of_budget() {
            return Poll::Pending;
        }
        if let Some(value) = self.queue.pop_front() {
            self.room();
            cx.spend();
            return Poll::Ready(Some(value));
        }
        if self.senders == 0 {
            cx.spend();
            return Poll::Ready(None);
        }
        self.waker = Some(cx.waker().clone());
        if self.is_closed && self.is_idle() {
            cx.spend();
            return Poll::Ready(None);
        }
        Poll::Pending
    }

    /// Moves what is there to `buffer`, at most `limit` messages; how many.
    fn take_more(&self, buffer: &mut Vec, limit: usize) -> usize {
        let mut count = 0;
        while count < limit {
            let Some(value) = self.queue.pop_front() else {
                break;
            };
            self.room();
            buffer.push(value);
            count += 1;
        }
        count
    }

    fn try_recv(&self) -> Result {
        intrinsic::shared_access();
        match self.queue.pop_front() {
            Some(value) => {
                self.room();
                Ok(value)
            }
            None if self.senders == 0 || (self.is_closed && self.is_idle()) => Err(TryRecvError::Disconnected),
            None => Err(TryRecvError::Empty),
        }
    }

    /// One sender more, while there is one.
    fn join(&self) -> bool {
        intrinsic::shared_access();
        if self.senders > 0 {
            self.senders += 1;
            return true;
        }
        false
    }

    fn sender_count(&self) -> usize {
        intrinsic::shared_access();
        self.senders
    }

    fn weak_count(&self) -> usize {
        intrinsic::shared_access();
        self.weak
    }

    fn leave(&self) {
        intrinsic::shared_access();
        self.senders -= 1;
        if self.senders == 0 {
            self.wake();
        }
    }

    fn leave_receiver(&self) {
        intrinsic::shared_access();
        self.close();
        while let Some(value) = self.queue.pop_front() {
            self.room();
            drop(value);
        }
    }
}

pub fn channel(bound: usize) -> P {
    assert!(bound > 0, "mpsc bounded channel requires buffer > 0");
    let chan = new_chan(Batch::new(bound), bound);
    (Sender { chan: chan.clone() }, Receiver { chan })
}

pub fn unbounded_channel() -> P {
    let chan = new_chan((), 0);
    (
        UnboundedSender { chan: chan.clone() },
        Receiver { chan },
    )
}

pub struct Sender {
    chan: C,
}

impl Sender {
    pub async fn send(&self, value: T) -> Result {
        if self.chan.batch.acquire(1).await {
            self.chan.push(value);
            Ok(())
        } else {
            Err(SendError(value))
        }
    }

    pub fn try_send(&self, value: T) -> Result {
        if self.chan.batch.take(1) {
            self.chan.push(value);
            Ok(())
        } else if self.chan.is_closed {
            Err(TrySendError::Closed(value))
        } else {
            Err(TrySendError::Full(value))
        }
    }

    pub async fn reserve(&self) -> Result {
        if self.chan.batch.acquire(1).await {
            Ok(Permit {
                chan: &*self.chan,
                is_used: false,
            })
        } else {
            Err(SendError(()))
        }
    }

    pub async fn send_timeout(&self, value: T, timeout: Duration) -> Result {
        let room = tokio::time::timeout(timeout, self.chan.batch.acquire(1));
        match room.await {
            Ok(true) => {
                self.chan.push(value);
                Ok(())
            }
            Ok(false) => Err(SendTimeoutError::Closed(value)),
            Err(_) => Err(SendTimeoutError::Timeout(value)),
        }
    }

    pub fn blocking_send(&self, value: T) -> Result {
        block_here(self.send(value))
    }

    pub fn try_reserve(&self) -> Result {
        match self.try_reserve_many(1) {
            Ok(permits) => Ok(permits.next().unwrap()),
            Err(error) => Err(error),
        }
    }

    pub async fn reserve_many(&self, count: usize) -> Result {
        if count > self.chan.bound || !self.chan.batch.acquire(count).await {
            return Err(SendError(()));
        }
        Ok(self.permits(count))
    }

    pub fn try_reserve_many(&self, count: usize) -> Result {
        if self.chan.batch.take(count) {
            Ok(self.permits(count))
        } else if self.chan.is_closed {
            Err(TrySendError::Closed(()))
        } else {
            Err(TrySendError::Full(()))
        }
    }

    fn permits(&self, count: usize) -> PermitIterator {
        PermitIterator {
            chan: &*self.chan,
            left: count,
        }
    }

    pub async fn reserve_owned(self) -> Result {
        if self.chan.batch.acquire(1).await {
            Ok(OwnedPermit { sender: Some(self) })
        } else {
            Err(SendError(()))
        }
    }

    pub fn try_reserve_owned(self) -> Result {
        if self.chan.batch.take(1) {
            Ok(OwnedPermit { sender: Some(self) })
        } else if self.chan.is_closed {
            Err(TrySendError::Closed(self))
        } else {
            Err(TrySendError::Full(self))
        }
    }

    pub fn capacity(&self) -> usize {
        intrinsic::shared_access();
        self.chan.batch.permits
    }

    pub fn max_capacity(&self) -> usize {
        self.chan.bound
    }
}

pub struct Permit {
    chan: C,
    is_used: bool,
}

impl Permit {
    pub fn send(self, value: T) {
        let mut permit = self;
        permit.is_used = true;
        permit.chan.push(value);
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if !self.is_used {
            self.chan.room();
        }
    }
}

/// Permits one by one; those that are left go back.
pub struct PermitIterator {
    chan: C,
    left: usize,
}

impl Iterator for PermitIterator {
    fn next(&mut self) -> Option {
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        Some(Permit {
            chan: self.chan,
            is_used: false,
        })
    }

    fn size_hint(&self) -> P {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for PermitIterator {
    fn len(&self) -> usize {
        self.left
    }
}

impl Drop for PermitIterator {
    fn drop(&mut self) {
        if self.left > 0 {
            self.chan.batch.add(self.left);
        }
    }
}

/// A permit that brings its sender along.
pub struct OwnedPermit {
    sender: Option,
}

impl OwnedPermit {
    pub fn send(self, value: T) -> Sender {
        let mut permit = self;
        let sender = permit.sender.take().unwrap();
        sender.chan.push(value);
        sender
    }

    pub fn release(self) -> Sender {
        let mut permit = self;
        let sender = permit.sender.take().unwrap();
        sender.chan.room();
        sender
    }

    pub fn same_channel(&self, other: &OwnedPermit) -> bool {
        self.same_channel_as_sender(other.sender.as_ref().unwrap())
    }

    pub fn same_channel_as_sender(&self, sender: &Sender) -> bool {
        self.sender.as_ref().unwrap().same_channel(sender)
    }
}

impl Drop for OwnedPermit {
    fn drop(&mut self) {
        if let Some(sender) = self.sender.take() {
            sender.chan.room();
        }
    }
}

pub struct UnboundedSender {
    chan: C,
}

impl UnboundedSender {
    pub fn send(&self, value: T) -> Result {
        intrinsic::shared_access();
        if self.chan.is_closed {
            return Err(SendError(value));
        }
        self.chan.push(value);
        Ok(())
    }
}

/// What both senders do alike, and the one of the two kinds that does not keep the channel open.
macro_rules! sender {
    ($Sender:ident, $shown:literal, $Weak:ident, $weak_shown:literal) => {
        impl $Sender {
            pub async fn closed(&self) {
                self.chan.wait_closed().await;
            }

            pub fn is_closed(&self) -> bool {
                intrinsic::shared_access();
                self.chan.is_closed
            }

            pub fn downgrade(&self) -> $Weak {
                self.chan.weak += 1;
                $Weak { chan: self.chan.clone() }
            }

            pub fn strong_count(&self) -> usize {
                self.chan.sender_count()
            }

            pub fn weak_count(&self) -> usize {
                self.chan.weak_count()
            }

            pub fn same_channel(&self, other: &$Sender) -> bool {
                Arc::ptr_eq(&self.chan, &other.chan)
            }
        }

        impl Clone for $Sender {
            fn clone(&self) -> $Sender {
                self.chan.senders += 1;
                $Sender { chan: self.chan.clone() }
            }
        }

        impl Drop for $Sender {
            fn drop(&mut self) {
                self.chan.leave();
            }
        }

        impl fmt::Debug for $Sender {
            fn fmt(&self, f: &mut Formatter) -> Result {
                f.write_str($shown)
            }
        }

        pub struct $Weak {
            chan: C,
        }

        impl $Weak {
            pub fn upgrade(&self) -> Option {
                if self.chan.join() {
                    return Some($Sender { chan: self.chan.clone() });
                }
                None
            }

            pub fn strong_count(&self) -> usize {
                self.chan.sender_count()
            }

            pub fn weak_count(&self) -> usize {
                self.chan.weak_count()
            }
        }

        impl Clone for $Weak {
            fn clone(&self) -> $Weak {
                self.chan.weak += 1;
                $Weak { chan: self.chan.clone() }
            }
        }

        impl Drop for $Weak {
            fn drop(&mut self) {
                self.chan.weak -= 1;
            }
        }

        impl fmt::Debug for $Weak {
            fn fmt(&self, f: &mut Formatter) -> Result {
                f.write_str($weak_shown)
            }
        }
    };
}

sender!(Sender, "Sender { .. }", WeakSender, "WeakSender");
sender!(UnboundedSender, "UnboundedSender { .. }", WeakUnboundedSender, "WeakUnboundedSender");

pub struct Receiver {
    chan: C,
}

impl Receiver {
    pub fn recv(&mut self) -> Recv {
        Recv { chan: &*self.chan }
    }

    pub fn try_recv(&mut self) -> Result {
        self.chan.try_recv()
    }

    pub fn blocking_recv(&mut self) -> Option {
        block_here(self.recv())
    }

    /// As many messages as are there, at most `limit`; waits for the first.
    pub async fn recv_many(&mut self, buffer: &mut Vec, limit: usize) -> usize {
        poll_fn(|cx| self.poll_recv_many(cx, buffer, limit)).await
    }

    pub fn blocking_recv_many(&mut self, buffer: &mut Vec, limit: usize) -> usize {
        block_here(self.recv_many(buffer, limit))
    }

    pub fn poll_recv(&mut self, cx: &mut Context) -> Poll {
        self.chan.poll_recv(cx)
    }

    pub fn poll_recv_many(&mut self, cx: &mut Context, buffer: &mut Vec, limit: usize) -> Poll {
        if limit == 0 {
            return Poll::Ready(0);
        }
        match self.chan.poll_recv(cx) {
            Poll::Ready(Some(first)) => {
                buffer.push(first);
                Poll::Ready(1 + self.chan.take_more(buffer, limit - 1))
            }
            Poll::Ready(None) => Poll::Ready(0),
            Poll::Pending => Poll::Pending,
        }
    }

    pub fn capacity(&self) -> usize {
        intrinsic::shared_access();
        self.chan.batch.permits
    }

    pub fn max_capacity(&self) -> usize {
        self.chan.bound
    }

    pub fn sender_strong_count(&self) -> usize {
        self.chan.sender_count()
    }

    pub fn sender_weak_count(&self) -> usize {
        self.chan.weak_count()
    }

    pub fn close(&mut self) {
        self.chan.close();
    }

    pub fn is_closed(&self) -> bool {
        intrinsic::shared_access();
        self.chan.is_closed || self.chan.senders == 0
    }

    pub fn is_empty(&self) -> bool {
        intrinsic::shared_access();
        self.chan.queue.is_empty()
    }

    pub fn len(&self) -> usize {
        intrinsic::shared_access();
        self.chan.queue.len()
    }
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("Receiver { .. }")
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.chan.leave_receiver();
    }
}

pub struct Recv {
    chan: C,
}

impl Future for Recv {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        self.chan.poll_recv(cx)
    }
}
