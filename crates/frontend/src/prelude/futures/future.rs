//! `futures::future`: futures made of others (`futures-util/src/future`).

use std::fmt;
use std::task::{Context, Poll, Waker};
use tokio::macros::maybe_done as parts_of;
use tokio::macros::{outputs_list, poll_parts};

pub use futures::executor::RemoteHandle;
pub use std::future::{CatchUnwind, Fuse, Future, Map, Pending, PollFn, Shared, pending, poll_fn};

pub trait FutureExt {}

pub trait TryFutureExt {}

pub trait FusedFuture {}

pub trait TryFuture {}

pub struct BoxFuture;

pub struct LocalBoxFuture;

pub fn ready(value: T) -> Ready {
    Ready { value: Some(value) }
}

pub fn ok(value: T) -> Ready {
    ready(Ok(value))
}

pub fn err(error: E) -> Ready {
    ready(Err(error))
}

#[derive(Clone, Debug)]
pub struct Ready {
    value: Option,
}

impl Ready {
    pub fn into_inner(self) -> T {
        self.value.unwrap()
    }

    pub fn is_terminated(&self) -> bool {
        self.value.is_none()
    }
}

impl Future for Ready {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        Poll::Ready(self.value.take().expect("Ready polled after completion"))
    }
}

#[derive(Clone, Debug)]
pub struct OptionFuture {
    inner: Option,
}

impl OptionFuture {
    pub fn default() -> OptionFuture {
        OptionFuture { inner: None }
    }

    pub fn from(inner: Option) -> OptionFuture {
        OptionFuture { inner }
    }

    pub fn is_terminated(&self) -> bool {
        match &self.inner {
            Some(future) => future.is_terminated(),
            None => true,
        }
    }
}

impl Future for OptionFuture {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        match &mut self.inner {
            Some(future) => future.poll(cx).map(Some),
            None => Poll::Ready(None),
        }
    }
}

/// A future that keeps what it has come to.
pub fn maybe_done(future: F) -> MaybeDone {
    MaybeDone::Future(intrinsic::into_future(future))
}

#[derive(Debug)]
pub enum MaybeDone {
    Future(F),
    Done(T),
    Gone,
}

impl MaybeDone {
    pub fn output_mut(&mut self) -> Option {
        match self {
            MaybeDone::Done(value) => Some(value),
            _ => None,
        }
    }

    pub fn take_output(&mut self) -> Option {
        if !matches!(self, MaybeDone::Done(_)) {
            return None;
        }
        match std::mem::replace(self, MaybeDone::Gone) {
            MaybeDone::Done(value) => Some(value),
            _ => None,
        }
    }

    pub fn is_terminated(&self) -> bool {
        !matches!(self, MaybeDone::Future(_))
    }
}

impl Future for MaybeDone {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        match self {
            MaybeDone::Future(future) => match future.poll(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(value) => *self = MaybeDone::Done(value),
            },
            MaybeDone::Done(_) => {}
            MaybeDone::Gone => panic!("MaybeDone polled after value taken"),
        }
        Poll::Ready(())
    }
}

pub fn lazy(f: F) -> Lazy {
    Lazy { f: Some(f) }
}

pub struct Lazy {
    f: Option,
}

impl Lazy {
    pub fn is_terminated(&self) -> bool {
        self.f.is_none()
    }
}

impl Future for Lazy {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        let f = self.f.take().expect("Lazy polled after completion");
        Poll::Ready(f(cx))
    }
}

pub fn join(a: A, b: B) -> Join {
    tokio::macros::join(vec![a, b], false)
}

pub fn join3(a: A, b: B, c: C) -> Join {
    tokio::macros::join(vec![a, b, c], false)
}

pub fn join4(a: A, b: B, c: C, d: D) -> Join {
    tokio::macros::join(vec![a, b, c, d], false)
}

pub fn join5(a: A, b: B, c: C, d: D, e: E) -> Join {
    tokio::macros::join(vec![a, b, c, d, e], false)
}

pub fn try_join(a: A, b: B) -> TryJoin {
    tokio::macros::try_join(vec![a, b], false)
}

pub fn try_join3(a: A, b: B, c: C) -> TryJoin {
    tokio::macros::try_join(vec![a, b, c], false)
}

pub fn try_join4(a: A, b: B, c: C, d: D) -> TryJoin {
    tokio::macros::try_join(vec![a, b, c, d], false)
}

/// Up to so many futures are polled one after the other; more are polled as they wake.
const SMALL: usize = 30;

fn is_small(iter: &I) -> bool {
    match iter.size_hint().1 {
        Some(most) => most <= SMALL,
        None => false,
    }
}

pub fn join_all(futures: I) -> JoinAll {
    let futures = intrinsic::into_iter(futures);
    if is_small(&futures) {
        JoinAll::Small(parts_of(futures))
    } else {
        JoinAll::Big(InOrder::new(futures))
    }
}

pub enum JoinAll {
    Small(Vec),
    Big(InOrder),
}

impl Future for JoinAll {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        match self {
            JoinAll::Small(parts) => {
                if poll_parts(parts, 0, cx) {
                    return Poll::Pending;
                }
                Poll::Ready(outputs_list(parts))
            }
            JoinAll::Big(rest) => rest.poll_all(cx, false),
        }
    }
}

pub fn try_join_all(futures: I) -> TryJoinAll {
    let futures = intrinsic::into_iter(futures);
    if is_small(&futures) {
        TryJoinAll::Small(parts_of(futures))
    } else {
        TryJoinAll::Big(InOrder::new(futures))
    }
}

pub enum TryJoinAll {
    Small(Vec),
    Big(InOrder),
}

impl Future for TryJoinAll {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        match self {
            TryJoinAll::Small(parts) => match tokio::macros::try_poll_parts(parts, 0, cx) {
                Poll::Pending => Poll::Pending,
                Poll::Ready(Ok(_)) => Poll::Ready(Ok(outputs_list(parts))),
                Poll::Ready(Err(error)) => {
                    parts.clear();
                    Poll::Ready(Err(error))
                }
            },
            TryJoinAll::Big(rest) => rest.poll_all(cx, true),
        }
    }
}

/// `FuturesOrdered` and what it has given so far.
pub struct InOrder {
    futures: F,
    values: Vec,
}

impl InOrder {
    fn new(futures: I) -> InOrder {
        InOrder {
            futures: futures::stream::FuturesOrdered::from_iter(futures),
            values: Vec::new(),
        }
    }

    fn poll_all(&mut self, cx: &mut Context, is_try: bool) -> Poll {
        loop {
            match self.futures.poll_next(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => {
                    let values = std::mem::take(&mut self.values);
                    return Poll::Ready(if is_try { Ok(values) } else { values });
                }
                Poll::Ready(Some(value)) => {
                    if !is_try {
                        self.values.push(value);
                        continue;
                    }
                    match value {
                        Ok(value) => self.values.push(value),
                        Err(error) => return Poll::Ready(Err(error)),
                    }
                }
            }
        }
    }
}

#[derive(Clone, Debug)]
pub enum Either {
    Left(A),
    Right(B),
}

impl Either {
    pub fn into_inner(self) -> T {
        match self {
            Either::Left(value) => value,
            Either::Right(value) => value,
        }
    }

    pub fn factor_first(self) -> P {
        match self {
            Either::Left((value, rest)) => (value, Either::Left(rest)),
            Either::Right((value, rest)) => (value, Either::Right(rest)),
        }
    }

    pub fn factor_second(self) -> P {
        match self {
            Either::Left((rest, value)) => (Either::Left(rest), value),
            Either::Right((rest, value)) => (Either::Right(rest), value),
        }
    }

    pub fn is_terminated(&self) -> bool {
        match self {
            Either::Left(part) => part.is_terminated(),
            Either::Right(part) => part.is_terminated(),
        }
    }
}

impl Future for Either {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        match self {
            Either::Left(part) => part.poll(cx),
            Either::Right(part) => part.poll(cx),
        }
    }
}

pub fn select(a: A, b: B) -> Select {
    Select {
        a: Some(intrinsic::into_future(a)),
        b: Some(intrinsic::into_future(b)),
    }
}

pub struct Select {
    a: Option,
    b: Option,
}

impl Select {
    pub fn is_terminated(&self) -> bool {
        self.a.is_none()
    }
}

impl Future for Select {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        let a = self.a.as_mut().expect("cannot poll Select twice");
        if let Poll::Ready(value) = a.poll(cx) {
            self.a = None;
            return Poll::Ready(Either::Left((value, self.b.take().unwrap())));
        }
        let b = self.b.as_mut().unwrap();
        if let Poll::Ready(value) = b.poll(cx) {
            self.b = None;
            return Poll::Ready(Either::Right((value, self.a.take().unwrap())));
        }
        Poll::Pending
    }
}

pub fn try_select(a: A, b: B) -> TrySelect {
    TrySelect { both: select(a, b) }
}

pub struct TrySelect {
    both: S,
}

impl Future for TrySelect {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        match self.both.poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Either::Left((Ok(value), rest))) => Poll::Ready(Ok(Either::Left((value, rest)))),
            Poll::Ready(Either::Left((Err(error), rest))) => Poll::Ready(Err(Either::Left((error, rest)))),
            Poll::Ready(Either::Right((Ok(value), rest))) => Poll::Ready(Ok(Either::Right((value, rest)))),
            Poll::Ready(Either::Right((Err(error), rest))) => Poll::Ready(Err(Either::Right((error, rest)))),
        }
    }
}

fn futures_of(futures: I) -> Vec {
    let mut list = Vec::new();
    for future in futures {
        list.push(intrinsic::into_future(future));
    }
    list
}

/// The first that is ready, with its place.
fn poll_first(list: &mut Vec, cx: &mut Context) -> Option {
    let mut at = 0;
    while at < list.len() {
        if let Poll::Ready(value) = list[at].poll(cx) {
            return Some((at, value));
        }
        at += 1;
    }
    None
}

pub fn select_all(futures: I) -> SelectAll {
    let list = futures_of(futures);
    assert!(!list.is_empty(), "assertion failed: !ret.inner.is_empty()");
    SelectAll { list }
}

pub struct SelectAll {
    list: Vec,
}

impl SelectAll {
    pub fn into_inner(self) -> Vec {
        self.list
    }
}

impl Future for SelectAll {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        match poll_first(&mut self.list, cx) {
            None => Poll::Pending,
            Some((at, value)) => {
                self.list.swap_remove(at);
                Poll::Ready((value, at, std::mem::take(&mut self.list)))
            }
        }
    }
}

pub fn select_ok(futures: I) -> SelectOk {
    let list = futures_of(futures);
    assert!(!list.is_empty(), "iterator provided to select_ok was empty");
    SelectOk { list }
}

pub struct SelectOk {
    list: Vec,
}

impl Future for SelectOk {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        loop {
            let Some((at, result)) = poll_first(&mut self.list, cx) else {
                return Poll::Pending;
            };
            self.list.remove(at);
            match result {
                Ok(value) => return Poll::Ready(Ok((value, std::mem::take(&mut self.list)))),
                Err(error) if self.list.is_empty() => return Poll::Ready(Err(error)),
                Err(_) => {}
            }
        }
    }
}

pub fn abortable(future: F) -> P {
    let (handle, registration) = AbortHandle::new_pair();
    (Abortable::new(future, registration), handle)
}

struct AbortInner {
    is_aborted: bool,
    waker: Option,
}

#[derive(Clone)]
pub struct AbortHandle {
    inner: I,
}

impl AbortHandle {
    pub fn new_pair() -> P {
        let inner = Arc::new(AbortInner { is_aborted: false, waker: None });
        (AbortHandle { inner: inner.clone() }, AbortRegistration { inner })
    }

    pub fn abort(&self) {
        self.inner.is_aborted = true;
        if let Some(waker) = self.inner.waker.take() {
            waker.wake();
        }
    }

    pub fn is_aborted(&self) -> bool {
        self.inner.is_aborted
    }
}

pub struct AbortRegistration {
    inner: I,
}

impl AbortRegistration {
    pub fn handle(&self) -> AbortHandle {
        AbortHandle { inner: self.inner.clone() }
    }
}

pub struct Abortable {
    task: F,
    inner: I,
}

impl Abortable {
    /// Of a future, or of a stream.
    pub fn new(task: F, registration: AbortRegistration) -> Abortable {
        let inner = registration.inner;
        if intrinsic::is_future(&task) { Abortable { task, inner } } else { AbortableStream { task, inner } }
    }

    pub fn is_aborted(&self) -> bool {
        self.inner.is_aborted
    }
}

impl Future for Abortable {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        if self.inner.is_aborted {
            return Poll::Ready(Err(Aborted));
        }
        if let Poll::Ready(value) = self.task.poll(cx) {
            return Poll::Ready(Ok(value));
        }
        self.inner.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}

struct AbortableStream {
    task: S,
    inner: I,
}

impl AbortableStream {
    pub fn is_aborted(&self) -> bool {
        self.inner.is_aborted
    }
}

impl futures::stream::Stream for AbortableStream {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        if self.inner.is_aborted {
            return Poll::Ready(None);
        }
        let poll = self.task.poll_next(cx);
        if poll.is_pending() {
            self.inner.waker = Some(cx.waker().clone());
        }
        poll
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Aborted;

impl fmt::Display for Aborted {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("`Abortable` future has been aborted")
    }
}
