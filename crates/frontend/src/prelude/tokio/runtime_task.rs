//! Tasks of runtimes and what is left of them: `tokio::task::JoinHandle` and its kin.

use std::fmt;
use std::task::{Context, Poll, Waker};

/// A task of a runtime, as its waker knows it.
#[derive(Clone, Copy)]
pub struct TaskRef {
    id: usize,
}

impl TaskRef {
    pub fn wake(self) {
        intrinsic::future_wake(self.id);
    }

    pub fn wake_by_ref(&self) {
        intrinsic::future_wake(self.id);
    }

    pub fn task_id(&self) -> usize {
        self.id
    }
}

/// Polls what a resource may do in one poll of a task: tokio's cooperative budget.
pub fn initial_budget() -> usize {
    128
}

/// What a task has come to.
struct Ended {
    value: T,
    budget: usize,
}

/// The life of a spawned task: `Ended`, or `()` when it was cancelled. The machine itself polls `async` bodies.
pub fn run_task(future: F) -> T {
    let waker = Waker {
        target: TaskRef {
            id: intrinsic::future_current(),
        },
    };
    let mut budget = intrinsic::future_begin();
    let mut cx = Context {
        waker: &waker,
        budget: &mut budget,
    };
    while budget != usize::MAX {
        match future.poll(&mut cx) {
            Poll::Ready(value) => return Ended { value, budget },
            Poll::Pending => budget = intrinsic::future_park(budget),
        }
    }
}

/// How a task ended that the machine leaves to `end_task`.
const RETURNED: usize = 0;
const CANCELLED: usize = 1;

/// What follows `run_task` when the machine cannot do it at once: puts what the task gave, or the panic's payload, into
/// the cell. What is left of its budget and whether it panicked, in one number.
pub fn end_task(cell: C, value: T, how: usize, budget: usize) -> usize {
    if how == RETURNED {
        cell.complete(Ok(value));
    } else if how == CANCELLED {
        cell.complete(Err(cell.error(None)));
    } else {
        cell.complete(Err(cell.error(Some(value))));
        return budget * 2 + 1;
    }
    budget * 2
}

/// Bits of `JoinCell::state`. Whose it is stands above them: the machine's task where it is `OF_MACHINE`, otherwise
/// tokio's number, 0 before somebody has asked.
const DONE: usize = 1;
const WANTED: usize = 2;
const ABORTED: usize = 4;
const OF_MACHINE: usize = 8;
const OWNER: usize = 16;

/// What a task leaves for its `JoinHandle`. `held`: what it has given, once it has ended; before that the one to wake
/// when it is aborted, where the machine does not poll it. Few fields, for there may be a million; the machine knows them
/// by their order.
pub struct JoinCell {
    held: Option,
    waker: Option,
    state: usize,
}

pub fn new_cell() -> C {
    Arc::new(JoinCell {
        held: None,
        waker: None,
        state: WANTED,
    })
}

impl JoinCell {
    pub fn complete(&self, result: Result) {
        self.state |= DONE;
        self.held = None;
        if self.state & WANTED != 0 {
            self.held = Some(result);
            if let Some(waker) = self.waker.take() {
                waker.wake();
            }
        } else {
            drop(result);
        }
    }

    pub fn is_done(&self) -> bool {
        self.state & DONE != 0
    }

    pub fn is_aborted(&self) -> bool {
        self.state & ABORTED != 0
    }

    /// Gives a task that the machine does not poll its number.
    pub fn set_number(&self) {
        self.state += intrinsic::future_number(usize::MAX) * OWNER;
    }

    pub fn number(&self) -> usize {
        if self.state & OF_MACHINE != 0 {
            return intrinsic::future_number(self.state / OWNER);
        }
        if self.state < OWNER {
            self.set_number();
        }
        self.state / OWNER
    }

    pub fn id(&self) -> Id {
        Id(self.number())
    }

    pub fn error(&self, payload: Option) -> JoinError {
        JoinError {
            id: self.id(),
            payload,
        }
    }

    fn abort(&self) {
        if self.state & OF_MACHINE != 0 {
            intrinsic::future_abort(self.state / OWNER);
        } else if !self.is_done() {
            self.state |= ABORTED;
            if let Some(local) = &self.held {
                local.wake_by_ref();
            }
        }
    }
}

/// Starts a task in `runtime`, or in the present one.
pub fn spawn_in(runtime: usize, future: F) -> JoinHandle {
    intrinsic::future_spawn(intrinsic::into_future(future), runtime, run_task)
}

pub struct JoinHandle {
    cell: C,
}

impl JoinHandle {
    pub fn abort(&self) {
        self.cell.abort();
    }

    pub fn abort_handle(&self) -> AbortHandle {
        AbortHandle {
            cell: self.cell.clone(),
        }
    }

    pub fn is_finished(&self) -> bool {
        intrinsic::shared_access();
        self.cell.is_done()
    }

    pub fn id(&self) -> Id {
        self.cell.id()
    }

    /// For `JoinSet`: whom to wake, at once when the task has ended.
    pub fn set_waker(&self, waker: Waker) {
        if self.cell.is_done() {
            waker.wake();
        } else {
            self.cell.waker = Some(waker);
        }
    }
}

/// The engine polls it (`Sys::JoinPoll`); this is for what it leaves to the text.
impl Future for JoinHandle {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        if cx.is_out_of_budget() {
            return Poll::Pending;
        }
        if self.cell.is_done() {
            cx.spend();
            return Poll::Ready(
                self.cell
                    .held
                    .take()
                    .expect("JoinHandle polled after completion"),
            );
        }
        self.cell.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}

impl Drop for JoinHandle {
    fn drop(&mut self) {
        intrinsic::join_detach(self)
    }
}

impl fmt::Debug for JoinHandle {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("JoinHandle").field("id", &self.id()).finish()
    }
}

#[derive(Clone)]
pub struct AbortHandle {
    cell: C,
}

impl AbortHandle {
    pub fn abort(&self) {
        self.cell.abort();
    }

    pub fn is_finished(&self) -> bool {
        intrinsic::shared_access();
        self.cell.is_done()
    }

    pub fn id(&self) -> Id {
        self.cell.id()
    }
}

impl fmt::Debug for AbortHandle {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("AbortHandle").field("id", &self.id()).finish()
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(usize);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut Formatter) -> Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_tuple("Id").field(&self.0).finish()
    }
}

pub struct JoinError {
    id: Id,
    payload: Option,
}

impl std::error::Error for JoinError {}

impl From<JoinError> for std::io::Error {
    fn from(error: JoinError) -> std::io::Error {
        std::io::Error::other(if error.is_panic() { "task panicked" } else { "task was cancelled" })
    }
}

impl JoinError {
    pub fn is_cancelled(&self) -> bool {
        self.payload.is_none()
    }

    pub fn is_panic(&self) -> bool {
        self.payload.is_some()
    }

    pub fn into_panic(self) -> P {
        self.payload
            .expect("`JoinError` reason is not a panic.")
    }

    pub fn try_into_panic(self) -> Result {
        match self.payload {
            Some(payload) => Ok(payload),
            None => Err(self),
        }
    }

    pub fn id(&self) -> Id {
        self.id
    }
}

fn panic_text(payload: &P) -> Option {
    if let Some(text) = payload.downcast_ref::<String>() {
        return Some(text.as_str());
    }
    if let Some(text) = payload.downcast_ref::<&str>() {
        return Some(*text);
    }
    None
}

impl fmt::Display for JoinError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match &self.payload {
            None => write!(f, "task {} was cancelled", self.id),
            Some(payload) => match panic_text(payload) {
                Some(text) => write!(f, "task {} panicked with message {:?}", self.id, text),
                None => write!(f, "task {} panicked", self.id),
            },
        }
    }
}

impl fmt::Debug for JoinError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match &self.payload {
            None => write!(f, "JoinError::Cancelled({:?})", self.id),
            Some(payload) => match panic_text(payload) {
                Some(text) => write!(f, "JoinError::Panic({:?}, {:?}, ...)", self.id, text),
                None => write!(f, "JoinError::Panic({:?}, ...)", self.id),
            },
        }
    }
}

