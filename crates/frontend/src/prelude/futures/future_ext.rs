//! `FutureExt` and `TryFutureExt` as methods of every future (`futures-util/src/future/{future,try_future}`).

use futures::future::Either;
use std::fmt;
use std::task::{Context, Poll, Waker};

pub trait Future {
    fn poll(&mut self, cx: &mut Context) -> Poll;

    fn poll_unpin(&mut self, cx: &mut Context) -> Poll {
        self.poll(cx)
    }

    fn map(self, f: F) -> Map {
        Map { future: Some(self), f: Some(f) }
    }

    fn map_into(self) -> Map {
        self.map(|value| value.into())
    }

    async fn then(self, f: F) -> T {
        let value = self.await;
        f(value).await
    }

    async fn flatten(self) -> T {
        let inner = self.await;
        inner.await
    }

    fn inspect(self, f: F) -> Map {
        self.map(move |value| {
            f(&value);
            value
        })
    }

    fn left_future(self) -> Either {
        Either::Left(self)
    }

    fn right_future(self) -> Either {
        Either::Right(self)
    }

    fn fuse(self) -> Fuse {
        Fuse { future: Some(self) }
    }

    fn boxed(self) -> B {
        Box::new(self)
    }

    fn boxed_local(self) -> B {
        Box::new(self)
    }

    fn shared(self) -> Shared {
        Shared {
            core: Some(Arc::new(SharedCore {
                future: Some(self),
                output: None,
                notifier: Arc::new(Notifier { wakers: Vec::new(), is_poisoned: false }),
            })),
            key: usize::MAX,
        }
    }

    fn remote_handle(self) -> P {
        futures::executor::remote(self)
    }

    fn catch_unwind(self) -> CatchUnwind {
        CatchUnwind { future: self }
    }

    fn now_or_never(self) -> Option {
        let mut future = self;
        let waker = Waker::noop();
        match future.poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => Some(value),
            Poll::Pending => None,
        }
    }

    fn unit_error(self) -> Map {
        self.map(|value| Ok(value))
    }

    fn never_error(self) -> Map {
        self.map(|value| Ok(value))
    }

    fn into_stream(self) -> S {
        futures::stream::once(self)
    }

    fn flatten_stream(self) -> S {
        futures::stream::once(self).flatten()
    }

    // Of results.

    fn map_ok(self, f: F) -> Map {
        self.map(move |result| result.map(f))
    }

    fn map_err(self, f: F) -> Map {
        self.map(move |result| result.map_err(f))
    }

    fn map_ok_or_else(self, e: E, f: F) -> Map {
        self.map(move |result| result.map_or_else(e, f))
    }

    fn inspect_ok(self, f: F) -> Map {
        self.map(move |result| result.inspect(f))
    }

    fn inspect_err(self, f: F) -> Map {
        self.map(move |result| result.inspect_err(f))
    }

    fn unwrap_or_else(self, f: F) -> Map {
        self.map(move |result| result.unwrap_or_else(f))
    }

    async fn and_then(self, f: F) -> Result {
        match self.await {
            Ok(value) => f(value).await,
            Err(error) => Err(error),
        }
    }

    async fn or_else(self, f: F) -> Result {
        match self.await {
            Ok(value) => Ok(value),
            Err(error) => f(error).await,
        }
    }
}

/// Futures of `async` bodies.
impl Future for Future {}

pub struct Map {
    future: Option,
    f: Option,
}

impl Map {
    pub fn is_terminated(&self) -> bool {
        self.future.is_none()
    }
}

impl Future for Map {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        let future = self.future.as_mut().expect("Map must not be polled after it returned `Poll::Ready`");
        match future.poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(value) => {
                self.future = None;
                let f = self.f.take().unwrap();
                Poll::Ready(f(value))
            }
        }
    }
}

pub struct Fuse {
    future: Option,
}

impl Fuse {
    pub fn terminated() -> Fuse {
        Fuse { future: None }
    }

    pub fn is_terminated(&self) -> bool {
        self.future.is_none()
    }
}

impl Future for Fuse {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        let Some(future) = &mut self.future else {
            return Poll::Pending;
        };
        let poll = future.poll(cx);
        if poll.is_ready() {
            self.future = None;
        }
        poll
    }
}

pub struct CatchUnwind {
    future: F,
}

impl Future for CatchUnwind {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        match std::panic::catch_unwind(|| self.future.poll(cx)) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(value)) => Poll::Ready(Ok(value)),
            Err(payload) => Poll::Ready(Err(payload)),
        }
    }
}

/// What the clones of a shared future poll together.
struct SharedCore {
    future: Option,
    output: Option,
    notifier: N,
}

/// Wakes everybody who waits; places in `wakers` belong to clones.
struct Notifier {
    wakers: Vec,
    is_poisoned: bool,
}

impl Wake for Notifier {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let mut at = 0;
        while at < self.wakers.len() {
            if let Some(waker) = self.wakers[at].take() {
                waker.wake();
            }
            at += 1;
        }
    }
}

pub struct Shared {
    core: Option,
    key: usize,
}

impl Shared {
    pub fn is_terminated(&self) -> bool {
        self.core.is_none()
    }

    pub fn peek(&self) -> Option {
        match &self.core {
            Some(core) => core.output.as_ref(),
            None => None,
        }
    }

    pub fn strong_count(&self) -> Option {
        self.core.as_ref().map(|core| Arc::strong_count(core))
    }
}

/// The output: the last clone takes it.
fn shared_output(core: C) -> T {
    match Arc::try_unwrap(core) {
        Ok(core) => core.output.unwrap(),
        Err(core) => core.output.as_ref().unwrap().clone(),
    }
}

impl Future for Shared {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        let core = self.core.take().expect("Shared future polled again after completion");
        if core.output.is_some() {
            return Poll::Ready(shared_output(core));
        }
        let notifier = &core.notifier;
        if notifier.is_poisoned {
            panic!("inner future panicked during poll");
        }
        if self.key == usize::MAX {
            self.key = notifier.wakers.len();
            notifier.wakers.push(None);
        }
        notifier.wakers[self.key] = Some(cx.waker().clone());
        let waker = Waker { target: notifier.clone() };
        let mut inner = Context { waker: &waker, budget: cx.budget };
        notifier.is_poisoned = true;
        let poll = core.future.as_mut().unwrap().poll(&mut inner);
        notifier.is_poisoned = false;
        match poll {
            Poll::Pending => {
                self.core = Some(core);
                Poll::Pending
            }
            Poll::Ready(value) => {
                core.future = None;
                core.output = Some(value);
                notifier.wake_by_ref();
                Poll::Ready(shared_output(core))
            }
        }
    }
}

impl Clone for Shared {
    fn clone(&self) -> Shared {
        Shared { core: self.core.clone(), key: usize::MAX }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        if let Some(core) = &self.core {
            if self.key != usize::MAX {
                core.notifier.wakers[self.key] = None;
            }
        }
    }
}
