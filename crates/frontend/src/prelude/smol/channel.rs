//! `async-channel`, which `smol::channel` and `async_std::channel` are: several receivers, each message for one.

use futures::stream::Stream;
use std::fmt;
use std::task::{Context, Poll};
use tokio::sync::Notify;

struct Channel {
    queue: VecDeque,
    bound: usize,
    is_closed: bool,
    senders: usize,
    receivers: usize,
    has_room: Notify,
    has_item: Notify,
}

impl Channel {
    fn close(&self) -> bool {
        if self.is_closed {
            return false;
        }
        self.is_closed = true;
        self.has_room.notify_waiters();
        self.has_item.notify_waiters();
        true
    }
}

fn new_channel(bound: usize) -> P {
    let channel = Arc::new(Channel {
        queue: VecDeque::new(),
        bound,
        is_closed: false,
        senders: 1,
        receivers: 1,
        has_room: Notify::new(),
        has_item: Notify::new(),
    });
    (Sender { channel: channel.clone() }, Receiver { channel, waiting: None })
}

pub fn bounded(bound: usize) -> P {
    assert!(bound > 0, "capacity cannot be zero");
    new_channel(bound)
}

pub fn unbounded() -> P {
    new_channel(usize::MAX)
}

pub struct Sender {
    channel: C,
}

impl Sender {
    pub fn try_send(&self, message: T) -> Result {
        let channel = &self.channel;
        if channel.is_closed {
            return Err(TrySendError::Closed(message));
        }
        if channel.queue.len() >= channel.bound {
            return Err(TrySendError::Full(message));
        }
        channel.queue.push_back(message);
        channel.has_item.notify_one();
        Ok(())
    }

    pub async fn send(&self, message: T) -> Result {
        let mut message = message;
        loop {
            let room = self.channel.has_room.notified();
            match self.try_send(message) {
                Ok(_) => return Ok(()),
                Err(TrySendError::Closed(back)) => return Err(SendError(back)),
                Err(TrySendError::Full(back)) => message = back,
            }
            room.await;
        }
    }

    pub fn send_blocking(&self, message: T) -> Result {
        futures::executor::nested_block_on(self.send(message))
    }

    pub fn receiver_count(&self) -> usize {
        self.channel.receivers
    }
}

impl Clone for Sender {
    fn clone(&self) -> Sender {
        self.channel.senders += 1;
        Sender { channel: self.channel.clone() }
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        self.channel.senders -= 1;
        if self.channel.senders == 0 {
            self.channel.close();
        }
    }
}

pub struct Receiver {
    channel: C,
    /// What it waits for as a stream.
    waiting: Option,
}

impl Receiver {
    pub fn try_recv(&self) -> Result {
        match self.channel.queue.pop_front() {
            Some(message) => {
                self.channel.has_room.notify_one();
                Ok(message)
            }
            None if self.channel.is_closed => Err(TryRecvError::Closed),
            None => Err(TryRecvError::Empty),
        }
    }

    pub async fn recv(&self) -> Result {
        loop {
            let item = self.channel.has_item.notified();
            match self.try_recv() {
                Ok(message) => return Ok(message),
                Err(TryRecvError::Closed) => return Err(RecvError),
                Err(TryRecvError::Empty) => item.await,
            };
        }
    }

    pub fn recv_blocking(&self) -> Result {
        futures::executor::nested_block_on(self.recv())
    }

    pub fn sender_count(&self) -> usize {
        self.channel.senders
    }
}

impl Stream for Receiver {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        loop {
            if self.waiting.is_none() {
                match self.try_recv() {
                    Ok(message) => return Poll::Ready(Some(message)),
                    Err(TryRecvError::Closed) => return Poll::Ready(None),
                    Err(TryRecvError::Empty) => {
                        self.waiting = Some(self.channel.clone().notified_item());
                    }
                }
            }
            if self.waiting.as_mut().unwrap().poll(cx).is_pending() {
                return Poll::Pending;
            }
            self.waiting = None;
        }
    }
}

impl Channel {
    /// Waits for a message while it keeps the channel.
    async fn notified_item(self: Arc<Self>) {
        self.has_item.notified().await;
    }
}

impl Clone for Receiver {
    fn clone(&self) -> Receiver {
        self.channel.receivers += 1;
        Receiver { channel: self.channel.clone(), waiting: None }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.channel.receivers -= 1;
        if self.channel.receivers == 0 {
            self.channel.close();
        }
    }
}

/// What senders and receivers both say of their channel.
trait Ends {
    fn close(&self) -> bool {
        self.channel.close()
    }

    fn is_closed(&self) -> bool {
        self.channel.is_closed
    }

    fn len(&self) -> usize {
        self.channel.queue.len()
    }

    fn is_empty(&self) -> bool {
        self.channel.queue.is_empty()
    }

    fn is_full(&self) -> bool {
        self.channel.queue.len() >= self.channel.bound
    }

    fn capacity(&self) -> Option {
        if self.channel.bound == usize::MAX { None } else { Some(self.channel.bound) }
    }
}

impl Ends for Sender {}

impl Ends for Receiver {}

#[derive(PartialEq, Eq, Clone, Copy)]
pub struct SendError(pub T);

impl SendError {
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl fmt::Debug for SendError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("SendError(..)")
    }
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("sending into a closed channel")
    }
}

#[derive(PartialEq, Eq, Clone, Copy)]
pub enum TrySendError {
    Full(T),
    Closed(T),
}

impl TrySendError {
    pub fn into_inner(self) -> T {
        match self {
            TrySendError::Full(message) => message,
            TrySendError::Closed(message) => message,
        }
    }

    pub fn is_full(&self) -> bool {
        matches!(self, TrySendError::Full(_))
    }

    pub fn is_closed(&self) -> bool {
        matches!(self, TrySendError::Closed(_))
    }
}

impl fmt::Debug for TrySendError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            TrySendError::Full(_) => f.write_str("Full(..)"),
            TrySendError::Closed(_) => f.write_str("Closed(..)"),
        }
    }
}

impl fmt::Display for TrySendError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            TrySendError::Full(_) => f.write_str("sending into a full channel"),
            TrySendError::Closed(_) => f.write_str("sending into a closed channel"),
        }
    }
}

#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub struct RecvError;

impl fmt::Display for RecvError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("receiving from an empty and closed channel")
    }
}

#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub enum TryRecvError {
    Empty,
    Closed,
}

impl TryRecvError {
    pub fn is_empty(&self) -> bool {
        *self == TryRecvError::Empty
    }

    pub fn is_closed(&self) -> bool {
        *self == TryRecvError::Closed
    }
}

impl fmt::Display for TryRecvError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            TryRecvError::Empty => f.write_str("receiving from an empty channel"),
            TryRecvError::Closed => f.write_str("receiving from an empty and closed channel"),
        }
    }
}
