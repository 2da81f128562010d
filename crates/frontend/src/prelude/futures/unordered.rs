//! `FuturesUnordered` and `FuturesOrdered`: futures that are polled as they wake
//! (`futures-util/src/stream/{futures_unordered,futures_ordered}`).

use std::fmt;
use std::task::{Context, Poll, Waker};

/// Who has been woken and waits for a poll, first come, first served; whom to wake then.
struct Ready {
    queue: VecDeque,
    waker: Option,
}

struct Entry {
    future: Option,
    ready: W,
    is_queued: bool,
    /// It was woken since its poll began.
    is_woken: bool,
    /// Its place among all.
    at: usize,
}

impl Wake for Entry {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let Some(ready) = self.ready.upgrade() else {
            return;
        };
        self.is_woken = true;
        if !self.is_queued {
            self.is_queued = true;
            ready.queue.push_back(self.clone());
            if let Some(waker) = ready.waker.take() {
                waker.wake();
            }
        }
    }
}

/// `all`: the futures in the order in which they are dropped, from its end; gaps where others were.
pub struct FuturesUnordered {
    ready: R,
    all: Vec,
    count: usize,
    is_done: bool,
}

impl FuturesUnordered {
    pub fn new() -> FuturesUnordered {
        FuturesUnordered {
            ready: Arc::new(Ready { queue: VecDeque::new(), waker: None }),
            all: Vec::new(),
            count: 0usize,
            is_done: false,
        }
    }

    pub fn default() -> FuturesUnordered {
        FuturesUnordered::new()
    }

    pub fn from_iter(futures: I) -> FuturesUnordered {
        let mut set = FuturesUnordered::new();
        set.extend(futures);
        set
    }

    pub fn extend(&mut self, futures: I) {
        for future in futures {
            self.push(future);
        }
    }

    pub fn push(&self, future: F) {
        let entry = Arc::new(Entry {
            future: Some(intrinsic::into_future(future)),
            ready: Arc::downgrade(&self.ready),
            is_queued: true,
            is_woken: false,
            at: 0usize,
        });
        self.is_done = false;
        self.link(entry.clone());
        self.ready.queue.push_back(entry);
    }

    pub fn push_back(&self, future: F) {
        self.push(future);
    }

    pub fn len(&self) -> usize {
        self.count
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub fn is_terminated(&self) -> bool {
        self.is_done
    }

    pub fn clear(&mut self) {
        while let Some(entry) = self.all.pop() {
            if let Some(entry) = entry {
                entry.is_queued = true;
                entry.future = None;
            }
        }
        self.count = 0;
        self.ready.queue.clear();
    }

    fn link(&self, entry: E) {
        if self.all.len() > 32 + 2 * self.count {
            self.close_gaps();
        }
        entry.at = self.all.len();
        self.all.push(Some(entry));
        self.count += 1;
    }

    fn close_gaps(&self) {
        let mut kept = Vec::new();
        for entry in std::mem::take(&mut self.all) {
            if let Some(entry) = entry {
                entry.at = kept.len();
                kept.push(Some(entry));
            }
        }
        self.all = kept;
    }

    fn unlink(&mut self, entry: &E) {
        self.all[entry.at] = None;
        self.count -= 1;
    }
}

/// Lets go of a future whose poll has panicked.
struct Bomb {
    entry: Option,
}

impl Drop for Bomb {
    fn drop(&mut self) {
        if let Some(entry) = &self.entry {
            entry.is_queued = true;
            entry.future = None;
        }
    }
}

impl Stream for FuturesUnordered {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        let count = self.count;
        let mut polled = 0;
        let mut yielded = 0;
        self.ready.waker = Some(cx.waker().clone());
        loop {
            let Some(entry) = self.ready.queue.pop_front() else {
                if self.count == 0 {
                    self.is_done = true;
                    return Poll::Ready(None);
                }
                return Poll::Pending;
            };
            if entry.future.is_none() {
                continue;
            }
            self.unlink(&entry);
            entry.is_queued = false;
            entry.is_woken = false;
            let mut bomb = Bomb { entry: Some(entry.clone()) };
            let waker = Waker { target: entry.clone() };
            let mut inner = Context { waker: &waker, budget: cx.budget };
            let poll = entry.future.as_mut().unwrap().poll(&mut inner);
            polled += 1;
            match poll {
                Poll::Ready(value) => {
                    drop(bomb);
                    return Poll::Ready(Some(value));
                }
                Poll::Pending => {
                    bomb.entry = None;
                    if entry.is_woken {
                        yielded += 1;
                    }
                    self.link(entry);
                    if yielded >= 2 || polled == count {
                        cx.waker().wake_by_ref();
                        return Poll::Pending;
                    }
                }
            }
        }
    }

    fn size_hint(&self) -> P {
        (self.count, Some(self.count))
    }
}

impl Drop for FuturesUnordered {
    fn drop(&mut self) {
        self.clear();
    }
}

impl fmt::Debug for FuturesUnordered {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("FuturesUnordered { ... }")
    }
}

/// A future and its number, given with its output.
struct Numbered {
    future: F,
    number: isize,
}

impl Future for Numbered {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        match self.future.poll(cx) {
            Poll::Ready(value) => Poll::Ready((self.number, value)),
            Poll::Pending => Poll::Pending,
        }
    }
}

pub struct FuturesOrdered {
    running: F,
    outputs: BTreeMap,
    next_in: isize,
    next_out: isize,
}

impl FuturesOrdered {
    pub fn new() -> FuturesOrdered {
        FuturesOrdered {
            running: FuturesUnordered::new(),
            outputs: BTreeMap::new(),
            next_in: 0,
            next_out: 0,
        }
    }

    pub fn default() -> FuturesOrdered {
        FuturesOrdered::new()
    }

    pub fn from_iter(futures: I) -> FuturesOrdered {
        let mut list = FuturesOrdered::new();
        list.extend(futures);
        list
    }

    pub fn extend(&mut self, futures: I) {
        for future in futures {
            self.push_back(future);
        }
    }

    pub fn push_back(&mut self, future: F) {
        let number = self.next_in;
        self.next_in += 1;
        self.running.push(Numbered { future: intrinsic::into_future(future), number });
    }

    pub fn push(&mut self, future: F) {
        self.push_back(future);
    }

    pub fn push_front(&mut self, future: F) {
        self.next_out -= 1;
        let number = self.next_out;
        self.running.push(Numbered { future: intrinsic::into_future(future), number });
    }

    pub fn len(&self) -> usize {
        self.running.len() + self.outputs.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn is_terminated(&self) -> bool {
        self.running.is_terminated() && self.outputs.is_empty()
    }
}

impl Stream for FuturesOrdered {
    fn poll_next(&mut self, cx: &mut Context) -> Poll {
        if let Some(value) = self.outputs.remove(&self.next_out) {
            self.next_out += 1;
            return Poll::Ready(Some(value));
        }
        loop {
            match self.running.poll_next(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some((number, value))) => {
                    if number == self.next_out {
                        self.next_out += 1;
                        return Poll::Ready(Some(value));
                    }
                    self.outputs.insert(number, value);
                }
            }
        }
    }

    fn size_hint(&self) -> P {
        (self.len(), Some(self.len()))
    }
}
