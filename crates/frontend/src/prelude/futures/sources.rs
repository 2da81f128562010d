//! `futures::stream`: streams that begin somewhere.

use futures::future::{AbortHandle, Abortable};
use std::task::{Context, Poll};

pub fn iter(items: I) -> Iter {
    Iter { iter: intrinsic::into_iter(items) }
}

pub struct Iter {
    iter: I,
}

impl Stream for Iter {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        Poll::Ready(self.iter.next())
    }

    fn size_hint(&self) -> P {
        self.iter.size_hint()
    }
}

pub fn empty() -> Empty {
    Empty
}

pub struct Empty;

impl Empty {
    pub fn is_terminated(&self) -> bool {
        true
    }
}

impl Stream for Empty {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        Poll::Ready(None)
    }
}

pub fn pending() -> Pending {
    Pending
}

pub struct Pending;

impl Stream for Pending {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        Poll::Pending
    }
}

pub fn once(future: F) -> Once {
    Once { future: Some(future) }
}

/// One item: a future's output, or, for `tokio_stream`, the value itself.
pub struct Once {
    future: Option,
}

impl Once {
    pub fn is_terminated(&self) -> bool {
        self.future.is_none()
    }
}

impl Stream for Once {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        let Some(future) = &mut self.future else {
            return Poll::Ready(None);
        };
        if !intrinsic::is_future(future) {
            return Poll::Ready(self.future.take());
        }
        match future.poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(value) => {
                self.future = None;
                Poll::Ready(Some(value))
            }
        }
    }
}

pub fn repeat(item: T) -> Iter {
    iter(std::iter::repeat(item))
}

pub fn repeat_with(f: F) -> Iter {
    iter(std::iter::repeat_with(f))
}

pub fn unfold(state: T, f: F) -> Unfold {
    Unfold { state: Some(state), f, future: None }
}

pub struct Unfold {
    state: Option,
    f: F,
    future: Option,
}

impl Unfold {
    pub fn is_terminated(&self) -> bool {
        self.state.is_none() && self.future.is_none()
    }
}

impl Stream for Unfold {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        if let Some(state) = self.state.take() {
            self.future = Some((self.f)(state));
        }
        let future = self.future.as_mut().expect("Unfold must not be polled after it returned `Poll::Ready(None)`");
        match future.poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(step) => {
                self.future = None;
                match step {
                    Some((item, next)) => {
                        self.state = Some(next);
                        Poll::Ready(Some(item))
                    }
                    None => Poll::Ready(None),
                }
            }
        }
    }
}

pub fn try_unfold(state: T, f: F) -> Unfold {
    unfold(Some(state), move |state| try_step(&f, state))
}

async fn try_step(f: &F, state: Option) -> Option {
    match f(state?).await {
        Ok(Some((item, next))) => Some((Ok(item), Some(next))),
        Ok(None) => None,
        Err(error) => Some((Err(error), None)),
    }
}

pub fn poll_fn(f: F) -> PollFn {
    PollFn { f }
}

pub struct PollFn {
    f: F,
}

impl Stream for PollFn {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        (self.f)(cx)
    }
}

pub fn select(a: A, b: B) -> Select {
    Select { a: a.fuse(), b: b.fuse(), b_first: false }
}

/// Both streams in turn; also `tokio_stream`'s `merge`.
pub struct Select {
    a: A,
    b: B,
    b_first: bool,
}

impl Select {
    pub fn is_terminated(&self) -> bool {
        self.a.is_done && self.b.is_done
    }

    fn poll_both(&mut self, cx: &mut Context, b_first: bool) -> Poll {
        let (first, second) = if b_first { (&mut self.b, &mut self.a) } else { (&mut self.a, &mut self.b) };
        let first = first.poll_next(cx);
        if let Poll::Ready(Some(_)) = &first {
            return first;
        }
        match second.poll_next(cx) {
            Poll::Ready(None) => first,
            poll => poll,
        }
    }
}

impl Stream for Select {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        let b_first = self.b_first;
        self.b_first = !b_first;
        self.poll_both(cx, b_first)
    }
}

pub fn select_all(streams: I) -> SelectAll {
    let mut all = SelectAll { streams: futures::stream::FuturesUnordered::new() };
    for stream in streams {
        all.push(stream);
    }
    all
}

pub struct SelectAll {
    streams: F,
}

impl SelectAll {
    pub fn new() -> SelectAll {
        select_all(Vec::new())
    }

    pub fn push(&mut self, stream: S) {
        self.streams.push(StreamFuture { stream: Some(stream) });
    }

    pub fn len(&self) -> usize {
        self.streams.len()
    }

    pub fn is_empty(&self) -> bool {
        self.streams.is_empty()
    }

    pub fn is_terminated(&self) -> bool {
        self.streams.is_terminated()
    }
}

/// A stream's next item, and the stream.
struct StreamFuture {
    stream: Option,
}

impl Future for StreamFuture {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        match self.stream.as_mut().unwrap().poll_next(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(item) => Poll::Ready((item, self.stream.take().unwrap())),
        }
    }
}

impl Stream for SelectAll {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        loop {
            match self.streams.poll_next(cx) {
                Poll::Ready(Some((Some(item), stream))) => {
                    self.push(stream);
                    return Poll::Ready(Some(item));
                }
                Poll::Ready(Some((None, _))) => {}
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

/// Streams in an `Either`.
impl Stream for futures::future::Either {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        match self {
            futures::future::Either::Left(stream) => stream.poll_next(cx),
            futures::future::Either::Right(stream) => stream.poll_next(cx),
        }
    }
}

pub fn abortable(stream: S) -> P {
    let (handle, registration) = AbortHandle::new_pair();
    (Abortable::new(stream, registration), handle)
}
