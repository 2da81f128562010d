//! `tokio::task::coop`: the budget of a poll.

use std::task::{Context, Poll};

pub struct ConsumeBudget;

pub fn consume_budget() -> ConsumeBudget {
    ConsumeBudget
}

impl Future for ConsumeBudget {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        if cx.is_out_of_budget() {
            return Poll::Pending;
        }
        cx.spend();
        Poll::Ready(())
    }
}

pub fn unconstrained(future: F) -> Unconstrained {
    Unconstrained {
        future: intrinsic::into_future(future),
    }
}

/// A future whose polls have no budget.
pub struct Unconstrained {
    future: F,
}

impl Unconstrained {
    pub fn into_inner(self) -> F {
        self.future
    }
}

impl Future for Unconstrained {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        let mut cx = Context::from_waker(cx.waker());
        self.future.poll(&mut cx)
    }
}
