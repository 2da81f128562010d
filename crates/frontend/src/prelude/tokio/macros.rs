//! What `join!`, `try_join!`, `select!`, `poll!` and `pending!` await (tokio's `macros/`).

use std::task::{Context, Poll};

/// A future, then its output.
struct MaybeDone {
    future: Option,
    output: Option,
}

pub fn maybe_done(futures: L) -> Vec {
    let mut list = Vec::new();
    for future in futures {
        list.push(MaybeDone {
            future: Some(intrinsic::into_future(future)),
            output: None,
        });
    }
    list
}

/// Which part is polled first (tokio's `Rotator`): the next one each time, or always the first.
struct Turn {
    rotates: bool,
    next: usize,
}

impl Turn {
    fn first(&mut self, count: usize) -> usize {
        let first = self.next;
        if self.rotates {
            self.next += 1;
            if self.next == count {
                self.next = 0;
            }
        }
        first
    }
}

pub fn join(futures: L, rotates: bool) -> Join {
    Join {
        parts: maybe_done(futures),
        turn: Turn { rotates, next: 0 },
    }
}

pub struct Join {
    parts: Vec,
    turn: Turn,
}

impl Future for Join {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        let first = self.turn.first(self.parts.len());
        if poll_parts(&mut self.parts, first, cx) {
            return Poll::Pending;
        }
        Poll::Ready(intrinsic::tuple_of(outputs_list(&mut self.parts)))
    }
}

/// Polls each future that has not ended, from `first` on; whether one is pending.
pub fn poll_parts(parts: &mut Vec, first: usize, cx: &mut Context) -> bool {
    let count = parts.len();
    let mut is_pending = false;
    let mut step = 0;
    while step < count {
        let mut at = first + step;
        if at >= count {
            at -= count;
        }
        let part = &mut parts[at];
        if let Some(future) = &mut part.future {
            match future.poll(cx) {
                Poll::Ready(value) => {
                    part.future = None;
                    part.output = Some(value);
                }
                Poll::Pending => is_pending = true,
            }
        }
        step += 1;
    }
    is_pending
}

/// The outputs of futures that have all ended.
pub fn outputs_list(parts: &mut Vec) -> Vec {
    let mut values = Vec::new();
    for part in parts {
        values.push(part.output.take().expect("expected completed future"));
    }
    values
}

pub fn try_join(futures: L, rotates: bool) -> TryJoin {
    TryJoin {
        parts: maybe_done(futures),
        turn: Turn { rotates, next: 0 },
    }
}

pub struct TryJoin {
    parts: Vec,
    turn: Turn,
}

impl Future for TryJoin {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        let first = self.turn.first(self.parts.len());
        match try_poll_parts(&mut self.parts, first, cx) {
            Poll::Ready(Ok(_)) => {
                Poll::Ready(Ok(intrinsic::tuple_of(outputs_list(&mut self.parts))))
            }
            poll => poll,
        }
    }
}

/// The same of futures that give results, until one fails.
pub fn try_poll_parts(parts: &mut Vec, first: usize, cx: &mut Context) -> Poll {
    let count = parts.len();
    let mut is_pending = false;
    let mut step = 0;
    while step < count {
        let mut at = first + step;
        if at >= count {
            at -= count;
        }
        let part = &mut parts[at];
        if let Some(future) = &mut part.future {
            match future.poll(cx) {
                Poll::Ready(Ok(value)) => {
                    part.future = None;
                    part.output = Some(value);
                }
                Poll::Ready(Err(error)) => {
                    part.future = None;
                    return Poll::Ready(Err(error));
                }
                Poll::Pending => is_pending = true,
            }
        }
        step += 1;
    }
    if is_pending { Poll::Pending } else { Poll::Ready(Ok(())) }
}

pub fn select(futures: L, disabled: D, is_biased: bool) -> Select {
    let mut list = Vec::new();
    for future in futures {
        list.push(intrinsic::into_future(future));
    }
    Select {
        futures: list,
        disabled,
        is_biased,
        is_begun: false,
        is_pending: false,
        start: 0,
        step: 0,
    }
}

/// Gives (branch, value) again and again, or the number of branches when all are disabled. A branch whose value does not
/// match its pattern is asked for the next one at once: the pass over the branches then goes on where it was.
pub struct Select {
    futures: Vec,
    disabled: D,
    is_biased: bool,
    is_begun: bool,
    is_pending: bool,
    start: usize,
    step: usize,
}

impl Future for Select {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        let count = self.futures.len();
        if !self.is_begun {
            if cx.is_out_of_budget() {
                return Poll::Pending;
            }
            self.is_begun = true;
            self.is_pending = false;
            self.step = 0;
            self.start = if self.is_biased {
                0
            } else {
                intrinsic::choose_below(count)
            };
        }
        while self.step < count {
            let mut branch = self.start + self.step;
            if branch >= count {
                branch -= count;
            }
            self.step += 1;
            if !self.disabled[branch] {
                match self.futures[branch].poll(cx) {
                    Poll::Ready(value) => {
                        self.disabled[branch] = true;
                        return Poll::Ready((branch, value));
                    }
                    Poll::Pending => self.is_pending = true,
                }
            }
        }
        self.is_begun = false;
        if self.is_pending {
            Poll::Pending
        } else {
            Poll::Ready((count, ()))
        }
    }
}

/// `futures::poll!`: what one poll gives.
pub fn poll_once(futures: L, rotates: bool) -> PollOnce {
    PollOnce {
        futures: maybe_done(futures),
    }
}

pub struct PollOnce {
    futures: Vec,
}

impl Future for PollOnce {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        Poll::Ready(self.futures[0].future.as_mut().unwrap().poll(cx))
    }
}

/// `futures::pending!`: goes on when it is polled once more.
pub fn pending_once(futures: L, rotates: bool) -> PendingOnce {
    PendingOnce {
        is_ready: false,
    }
}

pub struct PendingOnce {
    is_ready: bool,
}

impl Future for PendingOnce {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        if std::mem::replace(&mut self.is_ready, true) {
            return Poll::Ready(());
        }
        Poll::Pending
    }
}
