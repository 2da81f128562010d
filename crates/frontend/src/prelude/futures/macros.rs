//! What `futures::select!` awaits.

use std::task::{Context, Poll, Waker};

/// `has_complete`: the macro has an arm for when all futures have ended.
pub fn select(futures: L, is_biased: bool, has_complete: bool) -> Select {
    Select { futures, is_biased, has_complete }
}

/// Gives (branch, value); (number of branches, ()) when all have ended.
pub struct Select {
    futures: L,
    is_biased: bool,
    has_complete: bool,
}

impl Select {
    fn order(&self) -> Vec {
        let count = self.futures.len();
        let mut order = Vec::new();
        while order.len() < count {
            order.push(order.len());
        }
        if !self.is_biased {
            let mut last = count;
            while last > 1 {
                last -= 1;
                order.swap(last, intrinsic::choose_below(last + 1));
            }
        }
        order
    }
}

impl Future for Select {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        let mut has_polled = false;
        for branch in self.order() {
            let future = &mut self.futures[branch];
            if !future.is_terminated() {
                if let Poll::Ready(value) = future.poll(cx) {
                    return Poll::Ready((branch, value));
                }
                has_polled = true;
            }
        }
        if has_polled {
            return Poll::Pending;
        }
        if !self.has_complete {
            panic!("all futures in select! were completed, but no `complete =>` handler was provided");
        }
        Poll::Ready((self.futures.len(), ()))
    }
}

/// Polled once: a branch, or (number of branches + 1, ()) when nobody is ready, for `default`.
pub struct SelectNow {
    select: S,
}

pub fn select_now(futures: L, is_biased: bool, has_complete: bool) -> SelectNow {
    SelectNow { select: select(futures, is_biased, has_complete) }
}

impl Future for SelectNow {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        let waker = Waker::noop();
        match self.select.poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(won) => Poll::Ready(won),
            Poll::Pending => Poll::Ready((self.select.futures.len() + 1, ())),
        }
    }
}
