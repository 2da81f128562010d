//! `futures::channel::mpsc` (`futures-channel/src/mpsc`): a sender that has filled the buffer is parked after its
//! message, so each has one place more than the buffer.

use std::fmt;
use std::task::{Context, Poll, Waker};

struct Inner {
    /// `usize::MAX` when unbounded.
    buffer: usize,
    is_open: bool,
    queue: VecDeque,
    /// Senders that wait until a message is taken out.
    parked: VecDeque,
    senders: usize,
    waker: Option,
}

impl Inner {
    fn wake(&self) {
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    fn push(&self, message: T) {
        self.queue.push_back(message);
        self.wake();
    }

    fn close(&self) {
        self.is_open = false;
        self.wake();
    }

    fn leave(&self) {
        self.senders -= 1;
        if self.senders == 0 {
            self.close();
        }
    }

    fn unpark_one(&self) {
        if let Some(seat) = self.parked.pop_front() {
            seat.unpark();
        }
    }

    fn take(&self) -> Poll {
        match self.queue.pop_front() {
            Some(message) => {
                self.unpark_one();
                Poll::Ready(Some(message))
            }
            None if self.is_open => Poll::Pending,
            None => Poll::Ready(None),
        }
    }
}

/// Where a sender waits.
struct Seat {
    waker: Option,
    is_parked: bool,
}

impl Seat {
    fn unpark(&self) {
        self.is_parked = false;
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

fn new_seat() -> Seat {
    Arc::new(Seat { waker: None, is_parked: false })
}

fn new_inner(buffer: usize) -> Inner {
    Arc::new(Inner {
        buffer,
        is_open: true,
        queue: VecDeque::new(),
        parked: VecDeque::new(),
        senders: 1,
        waker: None,
    })
}

pub fn channel(buffer: usize) -> P {
    let inner = new_inner(buffer);
    (
        Sender { inner: Some(inner.clone()), seat: new_seat() },
        Receiver { inner: Some(inner) },
    )
}

pub fn unbounded() -> P {
    let inner = new_inner(usize::MAX);
    (UnboundedSender { inner: Some(inner.clone()) }, Receiver { inner: Some(inner) })
}

pub struct Sender {
    inner: Option,
    seat: S,
}

impl Sender {
    pub fn try_send(&mut self, message: T) -> Result {
        let Some(inner) = &self.inner else {
            return Err(TrySendError { kind: Kind::Disconnected, message });
        };
        if self.seat.is_parked {
            self.seat.waker = None;
            return Err(TrySendError { kind: Kind::Full, message });
        }
        if !inner.is_open {
            return Err(TrySendError { kind: Kind::Disconnected, message });
        }
        if inner.queue.len() >= inner.buffer {
            self.seat.waker = None;
            self.seat.is_parked = true;
            inner.parked.push_back(self.seat.clone());
        }
        inner.push(message);
        Ok(())
    }

    pub fn is_closed(&self) -> bool {
        match &self.inner {
            Some(inner) => !inner.is_open,
            None => true,
        }
    }

    pub fn close_channel(&mut self) {
        if let Some(inner) = &self.inner {
            inner.close();
        }
    }

    pub fn disconnect(&mut self) {
        if let Some(inner) = self.inner.take() {
            inner.leave();
        }
    }
}

impl Sink for Sender {
    fn poll_ready(&mut self, cx: &mut Context) -> Poll {
        if self.is_closed() {
            return Poll::Ready(Err(SendError { kind: Kind::Disconnected }));
        }
        if self.seat.is_parked {
            self.seat.waker = Some(cx.waker().clone());
            return Poll::Pending;
        }
        Poll::Ready(Ok(()))
    }

    fn start_send(&mut self, message: T) -> Result {
        self.try_send(message).map_err(|error| error.into_send_error())
    }

    fn poll_flush(&mut self, cx: &mut Context) -> Poll {
        if self.is_closed() {
            return Poll::Ready(Ok(()));
        }
        self.poll_ready(cx)
    }

    fn poll_close(&mut self, cx: &mut Context) -> Poll {
        self.disconnect();
        Poll::Ready(Ok(()))
    }
}

impl Clone for Sender {
    fn clone(&self) -> Sender {
        if let Some(inner) = &self.inner {
            inner.senders += 1;
        }
        Sender { inner: self.inner.clone(), seat: new_seat() }
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        self.disconnect();
    }
}

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("Sender").field("closed", &self.is_closed()).finish()
    }
}

pub struct UnboundedSender {
    inner: Option,
}

impl UnboundedSender {
    pub fn unbounded_send(&self, message: T) -> Result {
        match &self.inner {
            Some(inner) if inner.is_open => {
                inner.push(message);
                Ok(())
            }
            _ => Err(TrySendError { kind: Kind::Disconnected, message }),
        }
    }

    pub fn is_closed(&self) -> bool {
        match &self.inner {
            Some(inner) => !inner.is_open,
            None => true,
        }
    }

    pub fn close_channel(&self) {
        if let Some(inner) = &self.inner {
            inner.close();
        }
    }

    pub fn disconnect(&mut self) {
        if let Some(inner) = self.inner.take() {
            inner.leave();
        }
    }

    pub fn len(&self) -> usize {
        match &self.inner {
            Some(inner) => inner.queue.len(),
            None => 0,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Sink for UnboundedSender {
    fn poll_ready(&mut self, cx: &mut Context) -> Poll {
        if self.is_closed() {
            return Poll::Ready(Err(SendError { kind: Kind::Disconnected }));
        }
        Poll::Ready(Ok(()))
    }

    fn start_send(&mut self, message: T) -> Result {
        self.unbounded_send(message).map_err(|error| error.into_send_error())
    }

    fn poll_flush(&mut self, cx: &mut Context) -> Poll {
        Poll::Ready(Ok(()))
    }

    fn poll_close(&mut self, cx: &mut Context) -> Poll {
        self.disconnect();
        Poll::Ready(Ok(()))
    }
}

impl Clone for UnboundedSender {
    fn clone(&self) -> UnboundedSender {
        if let Some(inner) = &self.inner {
            inner.senders += 1;
        }
        UnboundedSender { inner: self.inner.clone() }
    }
}

impl Drop for UnboundedSender {
    fn drop(&mut self) {
        self.disconnect();
    }
}

impl fmt::Debug for UnboundedSender {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("UnboundedSender").field("closed", &self.is_closed()).finish()
    }
}

/// Also the unbounded one.
pub struct Receiver {
    inner: Option,
}

pub use futures::channel::mpsc::Receiver as UnboundedReceiver;

impl Receiver {
    pub async fn recv(&mut self) -> Result {
        self.next_item().await.ok_or(RecvError)
    }

    pub fn try_recv(&mut self) -> Result {
        match self.take_message() {
            Poll::Ready(Some(message)) => Ok(message),
            Poll::Ready(None) => Err(TryRecvError::Closed),
            Poll::Pending => Err(TryRecvError::Empty),
        }
    }

    pub fn try_next(&mut self) -> Result {
        match self.take_message() {
            Poll::Ready(message) => Ok(message),
            Poll::Pending => Err(TryRecvError::Empty),
        }
    }

    fn take_message(&mut self) -> Poll {
        let Some(inner) = &self.inner else {
            return Poll::Ready(None);
        };
        let poll = inner.take();
        if let Poll::Ready(None) = &poll {
            self.inner = None;
        }
        poll
    }

    pub fn close(&mut self) {
        if let Some(inner) = &self.inner {
            inner.is_open = false;
            while !inner.parked.is_empty() {
                inner.unpark_one();
            }
        }
    }

    pub fn is_terminated(&self) -> bool {
        self.inner.is_none()
    }
}

impl Stream for Receiver {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        let poll = self.take_message();
        if poll.is_pending() {
            self.inner.as_ref().unwrap().waker = Some(cx.waker().clone());
        }
        poll
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.close();
        if let Some(inner) = &self.inner {
            inner.queue.clear();
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Full,
    Disconnected,
}

impl Kind {
    fn text(&self) -> &str {
        match self {
            Kind::Full => "send failed because channel is full",
            Kind::Disconnected => "send failed because receiver is gone",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendError {
    kind: Kind,
}

impl SendError {
    pub fn is_full(&self) -> bool {
        self.kind == Kind::Full
    }

    pub fn is_disconnected(&self) -> bool {
        self.kind == Kind::Disconnected
    }
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str(self.kind.text())
    }
}

pub struct TrySendError {
    kind: Kind,
    message: T,
}

impl TrySendError {
    pub fn is_full(&self) -> bool {
        self.kind == Kind::Full
    }

    pub fn is_disconnected(&self) -> bool {
        self.kind == Kind::Disconnected
    }

    pub fn into_inner(self) -> T {
        self.message
    }

    pub fn into_send_error(self) -> SendError {
        SendError { kind: self.kind }
    }
}

impl fmt::Debug for TrySendError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("TrySendError").field("kind", &self.kind).finish()
    }
}

impl fmt::Display for TrySendError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str(self.kind.text())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecvError;

impl fmt::Display for RecvError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("receive failed because channel is empty and closed")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
            TryRecvError::Empty => f.write_str("receive failed because channel is empty"),
            TryRecvError::Closed => f.write_str("receive failed because channel is closed"),
        }
    }
}
