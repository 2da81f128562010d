//! `futures::stream`: `Stream` with the methods of `StreamExt` and `TryStreamExt` (and of `tokio_stream`'s, whose
//! closures answer at once instead of with a future).

use futures::stream::sources::*;
use futures::stream::unordered::*;
use std::task::{Context, Poll};

pub use futures::future::{AbortHandle, AbortRegistration, Abortable, Aborted};
pub use futures::stream::sources::*;
pub use futures::stream::unordered::*;

pub trait StreamExt {}

pub trait TryStreamExt {}

pub trait FusedStream {}

pub trait TryStream {}

pub struct BoxStream;

pub struct LocalBoxStream;

pub trait Stream {
    fn poll_next(&mut self, cx: &mut Context) -> Poll;

    fn poll_next_unpin(&mut self, cx: &mut Context) -> Poll {
        self.poll_next(cx)
    }

    fn size_hint(&self) -> P {
        (0, None)
    }

    fn by_ref(&mut self) -> S {
        self
    }

    // Futures.

    fn next(&mut self) -> Next {
        Next { stream: self }
    }

    /// The same; in these texts `next` is an iterator's.
    fn next_item(&mut self) -> Next {
        Next { stream: self }
    }

    fn select_next_some(&mut self) -> SelectNextSome {
        SelectNextSome { stream: self }
    }

    async fn into_future(self) -> P {
        let mut stream = self;
        let item = stream.next_item().await;
        (item, stream)
    }

    async fn collect(self, hint: H) -> B {
        let mut items = Vec::new();
        let mut stream = self;
        while let Some(item) = stream.next_item().await {
            items.push(item);
        }
        std::iter::collect_from(items, hint)
    }

    async fn unzip(self, hint: H) -> P {
        let mut a = intrinsic::collector_part(hint, 0);
        let mut b = intrinsic::collector_part(hint, 1);
        let mut stream = self;
        while let Some((left, right)) = stream.next_item().await {
            intrinsic::collector_push(&mut a, left);
            intrinsic::collector_push(&mut b, right);
        }
        (a, b)
    }

    async fn concat(self) -> T {
        let mut all = Vec::new();
        let mut stream = self;
        while let Some(item) = stream.next_item().await {
            all.extend(item);
        }
        all
    }

    async fn count(self) -> usize {
        let mut count = 0usize;
        let mut stream = self;
        while stream.next_item().await.is_some() {
            count += 1;
        }
        count
    }

    async fn fold(self, init: T, f: F) -> T {
        let mut value = init;
        let mut stream = self;
        while let Some(item) = stream.next_item().await {
            let next = f(value, item);
            value = if intrinsic::is_future(&next) { next.await } else { next };
        }
        value
    }

    async fn for_each(self, f: F) {
        let mut stream = self;
        while let Some(item) = stream.next_item().await {
            let done = f(item);
            if intrinsic::is_future(&done) {
                done.await;
            }
        }
    }

    async fn all(self, f: F) -> bool {
        let mut stream = self;
        while let Some(item) = stream.next_item().await {
            let answer = f(item);
            let answer = if intrinsic::is_future(&answer) { answer.await } else { answer };
            if !answer {
                return false;
            }
        }
        true
    }

    async fn any(self, f: F) -> bool {
        let mut stream = self;
        while let Some(item) = stream.next_item().await {
            let answer = f(item);
            let answer = if intrinsic::is_future(&answer) { answer.await } else { answer };
            if answer {
                return true;
            }
        }
        false
    }

    fn for_each_concurrent(self, limit: L, f: F) -> ForEachConcurrent {
        let most = match limit.into_limit() {
            Some(most) if most > 0 => most,
            _ => usize::MAX,
        };
        ForEachConcurrent { stream: Some(self), f, most, futures: FuturesUnordered::new() }
    }

    // Streams.

    fn map(self, f: F) -> Map {
        Map { stream: self, f }
    }

    fn enumerate(self) -> Enumerate {
        Enumerate { stream: self, count: 0usize }
    }

    fn inspect(self, f: F) -> Map {
        self.map(move |item| {
            f(&item);
            item
        })
    }

    fn then(self, f: F) -> Then {
        Then { stream: self, f, future: None }
    }

    fn filter(self, f: F) -> FilterMap {
        FilterMap { stream: self, f, future: None, item: None, keeps: true, of_results: false }
    }

    fn filter_map(self, f: F) -> FilterMap {
        FilterMap { stream: self, f, future: None, item: None, keeps: false, of_results: false }
    }

    fn take_while(self, f: F) -> While {
        While { stream: self, f, future: None, item: None, is_over: false, is_take: true, of_results: false }
    }

    fn skip_while(self, f: F) -> While {
        While { stream: self, f, future: None, item: None, is_over: false, is_take: false, of_results: false }
    }

    fn map_while(self, f: F) -> MapWhile {
        MapWhile { stream: self, f, is_over: false }
    }

    fn scan(self, state: T, f: F) -> Scan {
        Scan { stream: self, state, f, future: None, is_over: false }
    }

    fn take(self, n: usize) -> Take {
        Take { stream: self, left: n }
    }

    fn skip(self, n: usize) -> Skip {
        Skip { stream: self, left: n }
    }

    fn take_until(self, future: F) -> TakeUntil {
        TakeUntil { stream: self, future: Some(intrinsic::into_future(future)), is_over: false }
    }

    fn chain(self, other: S) -> Chain {
        Chain { first: Some(self), second: other }
    }

    fn zip(self, other: S) -> Zip {
        Zip { a: self.fuse(), b: other.fuse(), left: None, right: None }
    }

    fn fuse(self) -> Fuse {
        Fuse { stream: self, is_done: false }
    }

    fn peekable(self) -> Peekable {
        Peekable { stream: self.fuse(), peeked: None }
    }

    fn flatten(self) -> Flatten {
        Flatten { stream: self, inner: None, of_results: false }
    }

    fn flat_map(self, f: F) -> Flatten {
        self.map(f).flatten()
    }

    fn chunks(self, n: usize) -> Chunks {
        assert!(n > 0, "assertion failed: capacity > 0");
        Chunks { stream: self.fuse(), items: Vec::new(), most: n, is_ready: false }
    }

    fn ready_chunks(self, n: usize) -> Chunks {
        assert!(n > 0, "assertion failed: capacity > 0");
        Chunks { stream: self.fuse(), items: Vec::new(), most: n, is_ready: true }
    }

    fn buffered(self, n: usize) -> Buffered {
        Buffered { stream: self.fuse(), queue: FuturesOrdered::new(), most: n }
    }

    fn buffer_unordered(self, n: usize) -> Buffered {
        Buffered { stream: self.fuse(), queue: FuturesUnordered::new(), most: n }
    }

    fn try_buffered(self, n: usize) -> TryBuffered {
        TryBuffered { stream: self.fuse(), queue: FuturesOrdered::new(), most: n }
    }

    fn try_buffer_unordered(self, n: usize) -> TryBuffered {
        TryBuffered { stream: self.fuse(), queue: FuturesUnordered::new(), most: n }
    }

    fn forward(self, sink: S) -> SendAll {
        futures::sink::forward(self.fuse(), sink)
    }

    fn cycle(self) -> Cycle {
        Cycle { original: self.clone(), stream: self }
    }

    fn boxed(self) -> B {
        Box::new(self)
    }

    fn boxed_local(self) -> B {
        Box::new(self)
    }

    fn left_stream(self) -> Either {
        futures::future::Either::Left(self)
    }

    fn right_stream(self) -> Either {
        futures::future::Either::Right(self)
    }

    // Of results.

    async fn try_next(&mut self) -> Result {
        match self.next_item().await {
            Some(Ok(item)) => Ok(Some(item)),
            Some(Err(error)) => Err(error),
            None => Ok(None),
        }
    }

    async fn try_collect(self, hint: H) -> Result {
        let mut items = intrinsic::collector_new(hint);
        let mut stream = self;
        while let Some(item) = stream.next_item().await {
            intrinsic::collector_push(&mut items, item?);
        }
        Ok(intrinsic::collector_finish(items, hint))
    }

    async fn try_for_each(self, f: F) -> Result {
        let mut stream = self;
        while let Some(item) = stream.next_item().await {
            let done = f(item?);
            let done = if intrinsic::is_future(&done) { done.await } else { done };
            done?;
        }
        Ok(())
    }

    async fn try_fold(self, init: T, f: F) -> Result {
        let mut value = init;
        let mut stream = self;
        while let Some(item) = stream.next_item().await {
            let next = f(value, item?);
            let next = if intrinsic::is_future(&next) { next.await } else { next };
            value = next?;
        }
        Ok(value)
    }

    fn map_ok(self, f: F) -> Map {
        self.map(move |result| result.map(|value| f(value)))
    }

    fn map_err(self, f: F) -> Map {
        self.map(move |result| result.map_err(|error| f(error)))
    }

    fn inspect_ok(self, f: F) -> Map {
        self.map(move |result| result.inspect(|value| f(value)))
    }

    fn inspect_err(self, f: F) -> Map {
        self.map(move |result| result.inspect_err(|error| f(error)))
    }

    fn and_then(self, f: F) -> Then {
        self.then(move |result| after_ok(&f, result))
    }

    fn try_filter(self, f: F) -> FilterMap {
        FilterMap { stream: self, f, future: None, item: None, keeps: true, of_results: true }
    }

    fn try_filter_map(self, f: F) -> FilterMap {
        FilterMap { stream: self, f, future: None, item: None, keeps: false, of_results: true }
    }

    fn try_take_while(self, f: F) -> While {
        While { stream: self, f, future: None, item: None, is_over: false, is_take: true, of_results: true }
    }

    fn try_skip_while(self, f: F) -> While {
        While { stream: self, f, future: None, item: None, is_over: false, is_take: false, of_results: true }
    }

    fn try_flatten(self) -> Flatten {
        Flatten { stream: self, inner: None, of_results: true }
    }
}

async fn after_ok(f: &F, result: Result) -> Result {
    match result {
        Ok(value) => f(value).await,
        Err(error) => Err(error),
    }
}
