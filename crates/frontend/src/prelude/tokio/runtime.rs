//! `tokio::runtime`: driving futures. The scheduler's order is the engine's; polling is here.

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

    pub fn defer(&self) {
        intrinsic::future_defer(self.id);
    }
}

/// Polls what a resource may do in one poll of a task: tokio's cooperative budget.
pub fn initial_budget() -> usize {
    128
}

fn enter(runtime: usize) -> Entered {
    if !intrinsic::runtime_enter(runtime) {
        panic!("Cannot start a runtime from within a runtime. This happens because a function (like `block_on`) attempted to block the current thread while the thread is being used to drive asynchronous tasks.");
    }
    Entered
}

struct Entered;

impl Drop for Entered {
    fn drop(&mut self) {
        intrinsic::runtime_leave();
    }
}

/// Polls the main future of a thread.
pub fn drive(runtime: usize, future: F) -> T {
    let entered = enter(runtime);
    let mut future = intrinsic::into_future(future);
    let waker = Waker {
        target: TaskRef {
            id: intrinsic::future_current(),
        },
    };
    loop {
        let mut budget = initial_budget();
        let mut cx = Context {
            waker: &waker,
            budget: &mut budget,
        };
        match future.poll(&mut cx) {
            Poll::Ready(value) => return value,
            Poll::Pending => intrinsic::future_park(),
        };
    }
}

/// The life of a spawned task; whether it panicked.
pub fn run_task(future: F, cell: C) -> bool {
    let outcome = std::panic::catch_unwind(|| poll_task(future));
    let result = match outcome {
        Ok(result) => result,
        Err(payload) => Err(JoinError {
            id: intrinsic::future_current(),
            payload: Some(payload),
        }),
    };
    let panicked = match &result {
        Err(error) => error.payload.is_some(),
        Ok(_) => false,
    };
    cell.complete(result);
    panicked
}

fn poll_task(future: F) -> Result {
    let mut future = future;
    let id = intrinsic::future_current();
    let waker = Waker {
        target: TaskRef { id },
    };
    if intrinsic::future_is_cancelled() {
        return Err(JoinError { id, payload: None });
    }
    loop {
        let mut budget = initial_budget();
        let mut cx = Context {
            waker: &waker,
            budget: &mut budget,
        };
        match future.poll(&mut cx) {
            Poll::Ready(value) => return Ok(value),
            Poll::Pending => {
                if intrinsic::future_park() {
                    drop(future);
                    return Err(JoinError { id, payload: None });
                }
            }
        }
    }
}

/// What a task leaves for its `JoinHandle`.
pub struct JoinCell {
    result: Option,
    waker: Option,
    is_done: bool,
    is_wanted: bool,
}

impl JoinCell {
    fn complete(&self, result: Result) {
        self.is_done = true;
        if self.is_wanted {
            self.result = Some(result);
            if let Some(waker) = self.waker.take() {
                waker.wake();
            }
        } else {
            drop(result);
        }
    }
}

/// Starts a task in `runtime`, or in the present one.
pub fn spawn_in(runtime: usize, future: F) -> JoinHandle {
    let cell = Arc::new(JoinCell {
        result: None,
        waker: None,
        is_done: false,
        is_wanted: true,
    });
    let future = intrinsic::into_future(future);
    let id = intrinsic::future_spawn(run_task, future, cell.clone(), runtime);
    if id == usize::MAX {
        panic!("there is no reactor running, must be called from the context of a Tokio 1.x runtime");
    }
    JoinHandle { cell, id }
}

pub struct JoinHandle {
    cell: C,
    id: usize,
}

impl JoinHandle {
    pub fn abort(&self) {
        intrinsic::future_abort(self.id);
    }

    pub fn abort_handle(&self) -> AbortHandle {
        AbortHandle {
            cell: self.cell.clone(),
            id: self.id,
        }
    }

    pub fn is_finished(&self) -> bool {
        self.cell.is_done
    }

    pub fn id(&self) -> Id {
        Id(self.id)
    }

    /// For `JoinSet`: whom to wake, at once when the task has ended.
    pub fn set_waker(&self, waker: Waker) {
        if self.cell.is_done {
            waker.wake();
        } else {
            self.cell.waker = Some(waker);
        }
    }
}

impl Future for JoinHandle {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        if cx.is_out_of_budget() {
            return Poll::Pending;
        }
        if self.cell.is_done {
            cx.spend();
            return Poll::Ready(
                self.cell
                    .result
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
        self.cell.is_wanted = false;
        self.cell.waker = None;
        self.cell.result = None;
    }
}

impl fmt::Debug for JoinHandle {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("JoinHandle").field("id", &Id(self.id)).finish()
    }
}

#[derive(Clone)]
pub struct AbortHandle {
    cell: C,
    id: usize,
}

impl AbortHandle {
    pub fn abort(&self) {
        intrinsic::future_abort(self.id);
    }

    pub fn is_finished(&self) -> bool {
        self.cell.is_done
    }

    pub fn id(&self) -> Id {
        Id(self.id)
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
    id: usize,
    payload: Option,
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
        Id(self.id)
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
            None => write!(f, "JoinError::Cancelled(Id({}))", self.id),
            Some(payload) => match panic_text(payload) {
                Some(text) => write!(f, "JoinError::Panic(Id({}), {:?}, ...)", self.id, text),
                None => write!(f, "JoinError::Panic(Id({}), ...)", self.id),
            },
        }
    }
}

pub struct Runtime {
    id: usize,
}

impl Runtime {
    pub fn block_on(&self, future: F) -> T {
        drive(self.id, future)
    }

    pub fn spawn(&self, future: F) -> JoinHandle {
        spawn_in(self.id, future)
    }

    pub fn handle(&self) -> Handle {
        Handle { id: self.id }
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        intrinsic::runtime_close(self.id);
    }
}

#[derive(Clone, Debug)]
pub struct Handle {
    id: usize,
}

impl Handle {
    pub fn current() -> Handle {
        let id = intrinsic::runtime_current();
        if id == usize::MAX {
            panic!("there is no reactor running, must be called from the context of a Tokio 1.x runtime");
        }
        Handle { id }
    }

    pub fn spawn(&self, future: F) -> JoinHandle {
        spawn_in(self.id, future)
    }

    pub fn block_on(&self, future: F) -> T {
        drive(self.id, future)
    }
}

/// What `#[tokio::main]` makes of `main`.
pub fn run_main(future: F, workers: i32) -> T {
    let runtime = Runtime {
        id: intrinsic::runtime_new(),
    };
    runtime.block_on(future)
}

pub struct Builder {
    unit: U,
}

impl Builder {
    pub fn new_current_thread() -> Builder {
        Builder { unit: () }
    }

    pub fn enable_all(&mut self) -> &mut Builder {
        self
    }

    pub fn enable_time(&mut self) -> &mut Builder {
        self
    }

    pub fn enable_io(&mut self) -> &mut Builder {
        self
    }

    pub fn start_paused(&mut self, paused: bool) -> &mut Builder {
        self
    }

    pub fn build(&mut self) -> Result {
        Ok(Runtime {
            id: intrinsic::runtime_new(),
        })
    }
}
