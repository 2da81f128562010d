//! `futures::stream`: what the methods of streams make (`futures-util/src/stream/{stream,try_stream}`).

use futures::stream::sources::*;
use futures::stream::unordered::*;
use std::task::{Context, Poll};

pub struct Next {
    stream: S,
}

impl Next {
    pub fn is_terminated(&self) -> bool {
        self.stream.is_terminated()
    }
}

impl Future for Next {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        self.stream.poll_next(cx)
    }
}

pub struct SelectNextSome {
    stream: S,
}

impl SelectNextSome {
    pub fn is_terminated(&self) -> bool {
        self.stream.is_terminated()
    }
}

impl Future for SelectNextSome {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        assert!(!self.stream.is_terminated(), "SelectNextSome polled after terminated");
        match self.stream.poll_next(cx) {
            Poll::Ready(Some(item)) => Poll::Ready(item),
            Poll::Ready(None) => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Poll::Pending => Poll::Pending,
        }
    }
}

/// `limit: impl Into<Option<usize>>`
trait IntoLimit {
    fn into_limit(self) -> Option;
}

impl IntoLimit for usize {
    fn into_limit(self) -> Option {
        Some(self)
    }
}

impl IntoLimit for i32 {
    fn into_limit(self) -> Option {
        Some(self)
    }
}

impl IntoLimit for Option {
    fn into_limit(self) -> Option {
        self
    }
}

pub struct ForEachConcurrent {
    stream: Option,
    f: F,
    most: usize,
    futures: Q,
}

impl Future for ForEachConcurrent {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        loop {
            let mut has_moved = false;
            if self.futures.len() < self.most {
                if let Some(stream) = &mut self.stream {
                    match stream.poll_next(cx) {
                        Poll::Ready(Some(item)) => {
                            has_moved = true;
                            self.futures.push((self.f)(item));
                        }
                        Poll::Ready(None) => self.stream = None,
                        Poll::Pending => {}
                    }
                }
            }
            match self.futures.poll_next(cx) {
                Poll::Ready(Some(_)) => has_moved = true,
                Poll::Ready(None) => {
                    if self.stream.is_none() {
                        return Poll::Ready(());
                    }
                }
                Poll::Pending => {}
            }
            if !has_moved {
                return Poll::Pending;
            }
        }
    }
}

pub struct Map {
    stream: S,
    f: F,
}

impl Map {
    pub fn is_terminated(&self) -> bool {
        self.stream.is_terminated()
    }
}

impl Stream for Map {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        match self.stream.poll_next(cx) {
            Poll::Ready(Some(item)) => Poll::Ready(Some((self.f)(item))),
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    }

    fn size_hint(&self) -> P {
        self.stream.size_hint()
    }
}

pub struct Enumerate {
    stream: S,
    count: usize,
}

impl Stream for Enumerate {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        match self.stream.poll_next(cx) {
            Poll::Ready(Some(item)) => {
                let at = self.count;
                self.count += 1;
                Poll::Ready(Some((at, item)))
            }
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    }

    fn size_hint(&self) -> P {
        self.stream.size_hint()
    }
}

pub struct Then {
    stream: S,
    f: F,
    future: Option,
}

impl Stream for Then {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        loop {
            if let Some(future) = &mut self.future {
                return match future.poll(cx) {
                    Poll::Pending => Poll::Pending,
                    Poll::Ready(value) => {
                        self.future = None;
                        Poll::Ready(Some(value))
                    }
                };
            }
            match self.stream.poll_next(cx) {
                Poll::Ready(Some(item)) => self.future = Some((self.f)(item)),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
    }

    fn size_hint(&self) -> P {
        with_one_more(self.stream.size_hint(), self.future.is_some())
    }
}

/// Bounds of how many are left, for one that is under way as well.
fn with_one_more(bounds: P, is_one_more: bool) -> P {
    let more = if is_one_more { 1usize } else { 0usize };
    (bounds.0 + more, bounds.1.map(|high| high + more))
}

/// The answer of a closure that gives it at once or in a future, `None` while that is pending.
fn answered(future: &mut Option, cx: &mut Context) -> Option {
    let answer = future.as_mut().unwrap();
    if intrinsic::is_future(answer) {
        match answer.poll(cx) {
            Poll::Pending => None,
            Poll::Ready(value) => {
                *future = None;
                Some(value)
            }
        }
    } else {
        future.take()
    }
}

/// The value in an item of a stream of results, of which errors go by; of any other, the item.
fn content(item: T, of_results: bool) -> Result {
    if of_results { item } else { Ok(item) }
}

/// The item with this value in it.
fn with_content(value: Option, of_results: bool) -> Option {
    if of_results { value.map(|value| Ok(value)) } else { value }
}

/// `filter`, which keeps what it has asked about, and `filter_map`; `try_filter` and `try_filter_map` of results.
pub struct FilterMap {
    stream: S,
    f: F,
    future: Option,
    item: Option,
    keeps: bool,
    of_results: bool,
}

impl FilterMap {
    pub fn is_terminated(&self) -> bool {
        self.future.is_none() && self.stream.is_terminated()
    }
}

impl Stream for FilterMap {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        loop {
            if self.future.is_some() {
                let Some(answer) = answered(&mut self.future, cx) else {
                    return Poll::Pending;
                };
                if self.keeps {
                    let item = self.item.take();
                    if answer {
                        return Poll::Ready(with_content(item, self.of_results));
                    }
                    continue;
                }
                let answer = if self.of_results { answer.transpose() } else { answer };
                if answer.is_some() {
                    return Poll::Ready(answer);
                }
                continue;
            }
            match self.stream.poll_next(cx) {
                Poll::Ready(Some(item)) => match content(item, self.of_results) {
                    Ok(item) if self.keeps => {
                        self.future = Some((self.f)(&item));
                        self.item = Some(item);
                    }
                    Ok(item) => self.future = Some((self.f)(item)),
                    error => return Poll::Ready(Some(error)),
                },
                other => return other,
            }
        }
    }

    fn size_hint(&self) -> P {
        (0usize, with_one_more(self.stream.size_hint(), self.future.is_some()).1)
    }
}

/// `take_while` and `skip_while`; `try_take_while` and `try_skip_while` of results.
pub struct While {
    stream: S,
    f: F,
    future: Option,
    item: Option,
    is_over: bool,
    is_take: bool,
    of_results: bool,
}

impl Stream for While {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        if self.is_over {
            return if self.is_take { Poll::Ready(None) } else { self.stream.poll_next(cx) };
        }
        loop {
            if self.future.is_some() {
                let Some(answer) = answered(&mut self.future, cx) else {
                    return Poll::Pending;
                };
                let goes_on = match content(answer, self.of_results) {
                    Ok(goes_on) => goes_on,
                    error => return Poll::Ready(Some(error)),
                };
                let item = with_content(self.item.take(), self.of_results);
                if !goes_on {
                    self.is_over = true;
                    return Poll::Ready(if self.is_take { None } else { item });
                }
                if self.is_take {
                    return Poll::Ready(item);
                }
                continue;
            }
            match self.stream.poll_next(cx) {
                Poll::Ready(Some(item)) => match content(item, self.of_results) {
                    Ok(item) => {
                        self.future = Some((self.f)(&item));
                        self.item = Some(item);
                    }
                    error => return Poll::Ready(Some(error)),
                },
                other => return other,
            }
        }
    }

    fn size_hint(&self) -> P {
        if self.is_over && self.is_take {
            return (0usize, Some(0usize));
        }
        if self.is_over {
            return self.stream.size_hint();
        }
        (0usize, with_one_more(self.stream.size_hint(), self.item.is_some()).1)
    }
}

pub struct MapWhile {
    stream: S,
    f: F,
    is_over: bool,
}

impl Stream for MapWhile {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        if self.is_over {
            return Poll::Ready(None);
        }
        match self.stream.poll_next(cx) {
            Poll::Ready(Some(item)) => {
                let value = (self.f)(item);
                self.is_over = value.is_none();
                Poll::Ready(value)
            }
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    }
}

pub struct Scan {
    stream: S,
    state: T,
    f: F,
    future: Option,
    is_over: bool,
}

impl Stream for Scan {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        if self.is_over {
            return Poll::Ready(None);
        }
        loop {
            if self.future.is_some() {
                let Some(answer) = answered(&mut self.future, cx) else {
                    return Poll::Pending;
                };
                self.is_over = answer.is_none();
                return Poll::Ready(answer);
            }
            match self.stream.poll_next(cx) {
                Poll::Ready(Some(item)) => self.future = Some((self.f)(&mut self.state, item)),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

pub struct Take {
    stream: S,
    left: usize,
}

impl Take {
    pub fn is_terminated(&self) -> bool {
        self.left == 0 || self.stream.is_terminated()
    }
}

impl Stream for Take {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let poll = self.stream.poll_next(cx);
        match &poll {
            Poll::Ready(Some(_)) => self.left -= 1,
            Poll::Ready(None) => self.left = 0,
            Poll::Pending => {}
        }
        poll
    }

    fn size_hint(&self) -> P {
        let (low, high) = self.stream.size_hint();
        let most = self.left;
        (low.min(most), Some(high.map_or(most, |high| high.min(most))))
    }
}

pub struct Skip {
    stream: S,
    left: usize,
}

impl Stream for Skip {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        while self.left > 0 {
            match self.stream.poll_next(cx) {
                Poll::Ready(Some(_)) => self.left -= 1,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
        self.stream.poll_next(cx)
    }

    fn size_hint(&self) -> P {
        let (low, high) = self.stream.size_hint();
        (low.saturating_sub(self.left), high.map(|high| high.saturating_sub(self.left)))
    }
}

pub struct TakeUntil {
    stream: S,
    future: Option,
    is_over: bool,
}

impl Stream for TakeUntil {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        if let Some(future) = &mut self.future {
            if future.poll(cx).is_ready() {
                self.future = None;
                self.is_over = true;
            }
        }
        if self.is_over {
            return Poll::Ready(None);
        }
        let poll = self.stream.poll_next(cx);
        if let Poll::Ready(None) = &poll {
            self.future = None;
        }
        poll
    }
}

pub struct Chain {
    first: Option,
    second: S,
}

impl Stream for Chain {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        if let Some(first) = &mut self.first {
            match first.poll_next(cx) {
                Poll::Ready(None) => self.first = None,
                poll => return poll,
            }
        }
        self.second.poll_next(cx)
    }

    fn size_hint(&self) -> P {
        match &self.first {
            None => self.second.size_hint(),
            Some(first) => {
                let (low, high) = first.size_hint();
                let (more, most) = self.second.size_hint();
                let high = if high.is_some() && most.is_some() { Some(high.unwrap() + most.unwrap()) } else { None };
                (low + more, high)
            }
        }
    }
}

pub struct Zip {
    a: A,
    b: B,
    left: Option,
    right: Option,
}

impl Stream for Zip {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        if self.left.is_none() {
            if let Poll::Ready(Some(item)) = self.a.poll_next(cx) {
                self.left = Some(item);
            }
        }
        if self.right.is_none() {
            if let Poll::Ready(Some(item)) = self.b.poll_next(cx) {
                self.right = Some(item);
            }
        }
        if self.left.is_some() && self.right.is_some() {
            let pair = (self.left.take().unwrap(), self.right.take().unwrap());
            return Poll::Ready(Some(pair));
        }
        if self.a.is_done || self.b.is_done {
            return Poll::Ready(None);
        }
        Poll::Pending
    }
}

pub struct Fuse {
    stream: S,
    is_done: bool,
}

impl Fuse {
    pub fn is_terminated(&self) -> bool {
        self.is_done
    }

    pub fn is_done(&self) -> bool {
        self.is_done
    }

    pub fn get_ref(&self) -> &S {
        &self.stream
    }

    pub fn get_mut(&mut self) -> &mut S {
        &mut self.stream
    }

    pub fn into_inner(self) -> S {
        self.stream
    }
}

impl Stream for Fuse {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        if self.is_done {
            return Poll::Ready(None);
        }
        let poll = self.stream.poll_next(cx);
        if let Poll::Ready(None) = &poll {
            self.is_done = true;
        }
        poll
    }

    fn size_hint(&self) -> P {
        if self.is_done { (0, Some(0)) } else { self.stream.size_hint() }
    }
}

pub struct Peekable {
    stream: S,
    peeked: Option,
}

impl Peekable {
    pub async fn peek(&mut self) -> Option {
        self.look().await;
        self.peeked.as_ref()
    }

    pub async fn peek_mut(&mut self) -> Option {
        self.look().await;
        self.peeked.as_mut()
    }

    async fn look(&mut self) {
        if self.peeked.is_none() {
            self.peeked = self.stream.next_item().await;
        }
    }

    pub async fn next_if(&mut self, f: F) -> Option {
        let item = self.next_item().await?;
        if f(&item) {
            return Some(item);
        }
        self.peeked = Some(item);
        None
    }

    pub fn next_if_eq(&mut self, expected: &T) -> F {
        self.next_if(move |item| *item == *expected)
    }

    pub fn is_terminated(&self) -> bool {
        self.peeked.is_none() && self.stream.is_done
    }
}

impl Stream for Peekable {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        if self.peeked.is_some() {
            return Poll::Ready(self.peeked.take());
        }
        self.stream.poll_next(cx)
    }

    fn size_hint(&self) -> P {
        with_one_more(self.stream.size_hint(), self.peeked.is_some())
    }
}

/// `flatten`, and `try_flatten` of results.
pub struct Flatten {
    stream: S,
    inner: Option,
    of_results: bool,
}

impl Stream for Flatten {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        loop {
            if let Some(inner) = &mut self.inner {
                match inner.poll_next(cx) {
                    Poll::Ready(None) => self.inner = None,
                    poll => return poll,
                }
                continue;
            }
            match self.stream.poll_next(cx) {
                Poll::Ready(Some(inner)) => match content(inner, self.of_results) {
                    Ok(inner) => self.inner = Some(inner),
                    error => return Poll::Ready(Some(error)),
                },
                other => return other,
            }
        }
    }
}

/// `chunks`, and `ready_chunks`, which gives what it has instead of waiting.
pub struct Chunks {
    stream: S,
    items: Vec,
    most: usize,
    is_ready: bool,
}

impl Stream for Chunks {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        loop {
            match self.stream.poll_next(cx) {
                Poll::Ready(Some(item)) => {
                    self.items.push(item);
                    if self.items.len() >= self.most {
                        return Poll::Ready(Some(std::mem::take(&mut self.items)));
                    }
                }
                Poll::Ready(None) if self.items.is_empty() => return Poll::Ready(None),
                Poll::Ready(None) => return Poll::Ready(Some(std::mem::take(&mut self.items))),
                Poll::Pending if self.is_ready && !self.items.is_empty() => {
                    return Poll::Ready(Some(std::mem::take(&mut self.items)));
                }
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

/// `buffered` and `buffer_unordered`.
pub struct Buffered {
    stream: S,
    queue: Q,
    most: usize,
}

impl Buffered {
    pub fn is_terminated(&self) -> bool {
        self.queue.is_terminated() && self.stream.is_done
    }
}

impl Stream for Buffered {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        while self.queue.len() < self.most {
            match self.stream.poll_next(cx) {
                Poll::Ready(Some(future)) => self.queue.push_back(future),
                _ => break,
            }
        }
        match self.queue.poll_next(cx) {
            Poll::Ready(None) => {}
            poll => return poll,
        }
        if self.stream.is_done { Poll::Ready(None) } else { Poll::Pending }
    }
}

/// Of results of futures: the stream's own errors overtake what is under way.
pub struct TryBuffered {
    stream: S,
    queue: Q,
    most: usize,
}

impl Stream for TryBuffered {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        while self.queue.len() < self.most {
            match self.stream.poll_next(cx) {
                Poll::Ready(Some(Ok(future))) => self.queue.push_back(future),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                _ => break,
            }
        }
        match self.queue.poll_next(cx) {
            Poll::Ready(None) if !self.stream.is_done => Poll::Pending,
            poll => poll,
        }
    }
}

pub struct Cycle {
    original: S,
    stream: S,
}

impl Stream for Cycle {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        match self.stream.poll_next(cx) {
            Poll::Ready(None) => {
                self.stream = self.original.clone();
                self.stream.poll_next(cx)
            }
            poll => poll,
        }
    }
}
