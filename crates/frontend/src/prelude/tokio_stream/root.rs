//! `tokio_stream`: the streams of the crate `futures`, with methods that need a clock.

use std::fmt;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep};

pub use futures::stream::{Stream, StreamExt, empty, iter, once, pending};

/// `timeout`, `throttle` and the like of every stream.
trait Timed {
    fn timeout(self, duration: Duration) -> Timeout {
        Timeout { stream: self.fuse(), delay: sleep(duration), duration, is_waiting: true }
    }

    fn throttle(self, duration: Duration) -> Throttle {
        Throttle { stream: self, delay: sleep(duration), duration, has_delayed: true }
    }

    fn merge(self, other: S) -> M {
        futures::stream::select(self, other)
    }

    fn chunks_timeout(self, most: usize, duration: Duration) -> ChunksTimeout {
        ChunksTimeout { stream: self.fuse(), items: Vec::new(), most, duration, delay: None }
    }
}

impl<T> Timed for T {}

pub struct Timeout {
    stream: S,
    delay: Sleep,
    duration: Duration,
    is_waiting: bool,
}

impl Stream for Timeout {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        if let Poll::Ready(item) = self.stream.poll_next(cx) {
            if item.is_some() {
                self.delay.reset(Instant::now() + self.duration);
                self.is_waiting = true;
            }
            return Poll::Ready(item.map(|item| Ok(item)));
        }
        if self.is_waiting {
            if self.delay.poll(cx).is_pending() {
                return Poll::Pending;
            }
            self.is_waiting = false;
            return Poll::Ready(Some(Err(Elapsed(()))));
        }
        Poll::Pending
    }
}

#[derive(Debug, PartialEq, Eq)]
pub struct Elapsed(U);

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.pad("deadline has elapsed")
    }
}

pub struct Throttle {
    stream: S,
    delay: Sleep,
    duration: Duration,
    has_delayed: bool,
}

impl Stream for Throttle {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        let is_on = self.duration > Duration::ZERO;
        if !self.has_delayed && is_on {
            if self.delay.poll(cx).is_pending() {
                return Poll::Pending;
            }
            self.has_delayed = true;
        }
        let poll = self.stream.poll_next(cx);
        if let Poll::Ready(item) = &poll {
            if item.is_some() && is_on {
                self.delay.reset(Instant::now() + self.duration);
            }
            self.has_delayed = false;
        }
        poll
    }
}

pub struct ChunksTimeout {
    stream: S,
    items: Vec,
    most: usize,
    duration: Duration,
    delay: Option,
}

impl Stream for ChunksTimeout {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        loop {
            match self.stream.poll_next(cx) {
                Poll::Pending => break,
                Poll::Ready(Some(item)) => {
                    if self.items.is_empty() {
                        self.delay = Some(sleep(self.duration));
                    }
                    self.items.push(item);
                    if self.items.len() >= self.most {
                        return Poll::Ready(Some(std::mem::take(&mut self.items)));
                    }
                }
                Poll::Ready(None) => {
                    if self.items.is_empty() {
                        return Poll::Ready(None);
                    }
                    return Poll::Ready(Some(std::mem::take(&mut self.items)));
                }
            }
        }
        if self.items.is_empty() {
            return Poll::Pending;
        }
        if let Some(delay) = &mut self.delay {
            if delay.poll(cx).is_pending() {
                return Poll::Pending;
            }
        }
        Poll::Ready(Some(std::mem::take(&mut self.items)))
    }
}

/// Streams by key. Each poll begins at another one.
pub struct StreamMap {
    entries: Vec,
}

impl StreamMap {
    pub fn new() -> StreamMap {
        StreamMap { entries: Vec::new() }
    }

    pub fn default() -> StreamMap {
        StreamMap::new()
    }

    pub fn insert(&mut self, key: K, stream: S) -> Option {
        let old = self.remove(&key);
        self.entries.push((key, stream));
        old
    }

    pub fn remove(&mut self, key: &K) -> Option {
        let at = self.entries.iter().position(|entry| entry.0 == *key)?;
        Some(self.entries.swap_remove(at).1)
    }

    pub fn with_capacity(capacity: usize) -> StreamMap {
        StreamMap::new()
    }

    pub fn capacity(&self) -> usize {
        self.entries.capacity()
    }

    pub fn keys(&self) -> K {
        self.entries.iter().map(|entry| &entry.0)
    }

    pub fn values(&self) -> S {
        self.entries.iter().map(|entry| &entry.1)
    }

    pub fn values_mut(&mut self) -> S {
        self.entries.iter_mut().map(|entry| &mut entry.1)
    }

    pub fn iter(&self) -> I {
        self.entries.iter()
    }

    pub fn iter_mut(&mut self) -> I {
        self.entries.iter_mut()
    }

    pub fn clear(&mut self) {
        self.entries.clear();
    }

    pub fn contains_key(&self, key: &K) -> bool {
        self.entries.iter().any(|entry| entry.0 == *key)
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl Stream for StreamMap {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        if self.entries.is_empty() {
            return Poll::Ready(None);
        }
        let start = intrinsic::choose_below(self.entries.len());
        let mut at = start;
        let mut left = self.entries.len();
        while left > 0 {
            left -= 1;
            match self.entries[at].1.poll_next(cx) {
                Poll::Ready(Some(item)) => {
                    return Poll::Ready(Some((self.entries[at].0.clone(), item)));
                }
                Poll::Ready(None) => {
                    self.entries.swap_remove(at);
                    // The one that came here from the end has been polled when the pass began behind it.
                    let count = self.entries.len();
                    if at == count {
                        at = 0;
                    } else if at < start && start <= count {
                        at = (at + 1) % count;
                    }
                }
                Poll::Pending => at = (at + 1) % self.entries.len(),
            }
        }
        if self.entries.is_empty() { Poll::Ready(None) } else { Poll::Pending }
    }
}
