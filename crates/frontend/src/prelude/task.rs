//! `std::task`: contexts and wakers. A waker wakes a task of a built-in runtime, a value of the program, or nobody.

use std::fmt;

/// `budget`: what resources of a runtime may still do in this poll, `()` outside of one.
pub struct Context {
    waker: W,
    budget: B,
}

impl Context {
    pub fn from_waker(waker: &Waker) -> Context {
        Context { waker, budget: () }
    }

    /// Whether the poll has to end: then the task is woken later.
    pub fn is_out_of_budget(&mut self) -> bool {
        if self.has_budget() {
            return false;
        }
        self.defer();
        true
    }

    pub fn has_budget(&self) -> bool {
        intrinsic::context_has_budget(self)
    }

    /// A resource has made progress.
    pub fn spend(&mut self) {
        intrinsic::context_spend(self)
    }

    /// Wakes the task once the runtime has looked at its timers.
    pub fn defer(&mut self) {
        self.waker.defer();
    }

    pub fn waker(&self) -> &Waker {
        self.waker
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("Context").field("waker", &self.waker).finish()
    }
}

pub trait Wake {
    fn wake(self: Arc<Self>);

    fn wake_by_ref(self: &Arc<Self>) {
        self.clone().wake();
    }

    /// The machine's task that this wakes.
    fn task_id(self: &Arc<Self>) -> usize {
        usize::MAX
    }
}

/// `target`: an `Arc` of the program's `Wake`, or a `TaskRef` of a runtime.
pub struct Waker {
    target: T,
}

impl Waker {
    pub fn noop() -> NoopWaker {
        NoopWaker
    }

    pub fn wake(self) {
        let Waker { target } = self;
        target.wake();
    }

    pub fn wake_by_ref(&self) {
        self.target.wake_by_ref();
    }

    pub fn will_wake(&self, other: &Waker) -> bool {
        other.wakes(&self.target)
    }

    /// The machine's task that this wakes, `usize::MAX` when it is the program's own.
    pub fn task_id(&self) -> usize {
        self.target.task_id()
    }

    pub fn defer(&self) {
        let task = self.target.task_id();
        if task != usize::MAX {
            intrinsic::future_defer(task);
            return;
        }
        let waker = intrinsic::waker_defer(self.clone());
        if !intrinsic::is_unit(&waker) {
            waker.wake();
        }
    }

    fn wakes(&self, target: &T) -> bool {
        intrinsic::same_target(&self.target, target)
    }
}

impl Clone for Waker {
    fn clone(&self) -> Waker {
        Waker {
            target: self.target.clone(),
        }
    }

    fn clone_from(&mut self, other: &Waker) {
        if !self.will_wake(other) {
            *self = other.clone();
        }
    }
}

impl From<Arc> for Waker {
    fn from(target: Arc) -> Waker {
        Waker { target }
    }
}

impl fmt::Debug for Waker {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("Waker { .. }")
    }
}

/// What `Waker::noop` refers to.
#[derive(Clone, Copy)]
pub struct NoopWaker;

impl NoopWaker {
    pub fn wake(self) {}

    pub fn wake_by_ref(&self) {}

    pub fn defer(&self) {}

    pub fn task_id(&self) -> usize {
        usize::MAX
    }

    pub fn will_wake(&self, other: &Waker) -> bool {
        other.wakes(self)
    }

    fn wakes(&self, target: &T) -> bool {
        intrinsic::same_target(self, target)
    }
}

impl fmt::Debug for NoopWaker {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("Waker { .. }")
    }
}

impl From<T> for Poll {
    fn from(value: T) -> Poll {
        Poll::Ready(value)
    }
}

impl Poll {
    pub fn is_ready(&self) -> bool {
        matches!(self, Poll::Ready(_))
    }

    pub fn is_pending(&self) -> bool {
        matches!(self, Poll::Pending)
    }

    pub fn map(self, f: F) -> Poll {
        match self {
            Poll::Ready(value) => Poll::Ready(f(value)),
            Poll::Pending => Poll::Pending,
        }
    }

    pub fn map_ok(self, f: F) -> Poll {
        match self {
            Poll::Ready(Ok(value)) => Poll::Ready(Ok(f(value))),
            other => other,
        }
    }

    pub fn map_err(self, f: F) -> Poll {
        match self {
            Poll::Ready(Err(error)) => Poll::Ready(Err(f(error))),
            other => other,
        }
    }
}
