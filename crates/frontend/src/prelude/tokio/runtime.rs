//! `tokio::runtime`: driving futures. The scheduler's order is the engine's; polling is here.

use std::fmt;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};
use tokio::runtime::blocking::{current, launch, spawn_blocking_in};
use tokio::runtime::task::{JoinHandle, TaskRef, end_task, initial_budget, spawn_in};

fn enter(runtime: usize, drives: bool) -> Entered {
    let before = intrinsic::runtime_current();
    let state = intrinsic::runtime_enter(runtime, drives);
    if state == usize::MAX {
        panic!("Cannot start a runtime from within a runtime. This happens because a function (like `block_on`) attempted to block the current thread while the thread is being used to drive asynchronous tasks.");
    }
    Entered {
        runtime,
        before,
        state,
    }
}

/// A thread is in `block_on`.
struct Entered {
    runtime: usize,
    before: usize,
    state: usize,
}

impl Drop for Entered {
    fn drop(&mut self) {
        intrinsic::runtime_leave(self.runtime, self.before, self.state);
    }
}

/// Polls the main future of a thread; `drives`: and a current-thread runtime's others, when nobody else does.
pub fn drive(runtime: usize, future: F, drives: bool) -> T {
    let entered = enter(runtime, drives);
    let mut future = intrinsic::into_future(future);
    let waker = Waker {
        target: TaskRef {
            id: intrinsic::future_current(),
        },
    };
    let mut budget = initial_budget();
    loop {
        let mut cx = Context {
            waker: &waker,
            budget: &mut budget,
        };
        match future.poll(&mut cx) {
            Poll::Ready(value) => return value,
            Poll::Pending => budget = intrinsic::future_park(budget),
        };
    }
}

/// Waits for a future without a runtime: what `blocking_recv` and the like do.
pub fn block_here(future: F) -> T {
    if !intrinsic::may_block() {
        panic!("Cannot block the current thread from within a runtime. This happens because a function attempted to block the current thread while the thread is being used to drive asynchronous tasks.");
    }
    drive(usize::MAX, future, false)
}

/// Calls the wakers of the program whose timers have fired; the engine says when.
fn call_wakers() {
    loop {
        intrinsic::next_waker().wake();
    }
}

pub struct Runtime {
    handle: Handle,
    is_down: bool,
}

impl Runtime {
    pub fn new() -> Result {
        Builder::new_multi_thread().enable_all().build()
    }

    pub fn block_on(&self, future: F) -> T {
        drive(self.handle.id, future, true)
    }

    pub fn spawn(&self, future: F) -> JoinHandle {
        spawn_in(self.handle.id, future)
    }

    pub fn spawn_blocking(&self, f: F) -> JoinHandle {
        spawn_blocking_in(self.handle.id, f)
    }

    pub fn handle(&self) -> &Handle {
        &self.handle
    }

    pub fn enter(&self) -> EnterGuard {
        self.handle.enter()
    }

    pub fn metrics(&self) -> RuntimeMetrics {
        self.handle.metrics()
    }

    pub fn shutdown_timeout(self, duration: Duration) {
        self.close(Instant::now() + duration);
    }

    pub fn shutdown_background(self) {
        self.close(Instant::now());
    }

    fn close(&mut self, deadline: D) {
        self.is_down = true;
        intrinsic::runtime_close(self.handle.id);
        if !intrinsic::pool_wait(self.handle.id, deadline) && !std::thread::panicking() {
            panic!("Cannot drop a runtime in a context where blocking is not allowed. This happens when a runtime is dropped from within an asynchronous context.");
        }
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        if !self.is_down {
            self.close(());
        }
    }
}

impl fmt::Debug for Runtime {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("Runtime { .. }")
    }
}

/// The context before, for when it is dropped.
pub struct EnterGuard {
    before: usize,
}

impl Drop for EnterGuard {
    fn drop(&mut self) {
        intrinsic::runtime_context(self.before);
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RuntimeFlavor {
    CurrentThread,
    MultiThread,
}

/// The number of a runtime.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Id(usize);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut Formatter) -> Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[derive(Clone)]
pub struct Handle {
    id: usize,
}

impl Handle {
    pub fn current() -> Handle {
        Handle { id: current() }
    }

    pub fn try_current() -> Result {
        let id = intrinsic::runtime_current();
        if id == usize::MAX {
            return Err(TryCurrentError);
        }
        Ok(Handle { id })
    }

    pub fn spawn(&self, future: F) -> JoinHandle {
        spawn_in(self.id, future)
    }

    pub fn spawn_blocking(&self, f: F) -> JoinHandle {
        spawn_blocking_in(self.id, f)
    }

    pub fn block_on(&self, future: F) -> T {
        drive(self.id, future, false)
    }

    pub fn enter(&self) -> EnterGuard {
        EnterGuard {
            before: intrinsic::runtime_context(self.id),
        }
    }

    pub fn id(&self) -> Id {
        Id(self.id + 1)
    }

    pub fn runtime_flavor(&self) -> RuntimeFlavor {
        if intrinsic::runtime_workers(self.id) == 0 {
            RuntimeFlavor::CurrentThread
        } else {
            RuntimeFlavor::MultiThread
        }
    }

    pub fn metrics(&self) -> RuntimeMetrics {
        RuntimeMetrics { id: self.id }
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("Handle { .. }")
    }
}

pub struct RuntimeMetrics {
    id: usize,
}

impl RuntimeMetrics {
    pub fn num_workers(&self) -> usize {
        intrinsic::runtime_workers(self.id).max(1)
    }
}

pub struct TryCurrentError;

impl TryCurrentError {
    pub fn is_missing_context(&self) -> bool {
        true
    }

    pub fn is_thread_local_destroyed(&self) -> bool {
        false
    }
}

impl std::error::Error for TryCurrentError {}

impl fmt::Display for TryCurrentError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("there is no reactor running, must be called from the context of a Tokio 1.x runtime")
    }
}

impl fmt::Debug for TryCurrentError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("TryCurrentError { kind: NoContext }")
    }
}

/// What `#[tokio::main]` makes of `main`: -1 workers are one a core, 0 the current-thread flavour, -2 that with a clock that
/// stands still.
pub fn run_main(future: F, workers: i32) -> T {
    let mut builder = Builder::with_workers(usize::MAX);
    if workers == -2 {
        builder.is_paused = true;
        builder.workers = 0;
    } else if workers >= 0 {
        builder.workers = workers as usize;
    }
    let runtime = builder.build().expect("Failed building the Runtime");
    runtime.block_on(future)
}

/// What of a builder outlives it.
struct Settings {
    name: String,
    namer: Option,
    on_start: Option,
    on_stop: Option,
}

pub struct Builder {
    workers: usize,
    most_blocking: usize,
    keep_alive: Duration,
    global_queue_interval: usize,
    event_interval: usize,
    name: String,
    namer: Option,
    on_start: Option,
    on_stop: Option,
    is_paused: bool,
    has_time: bool,
    has_io: bool,
}

impl Builder {
    fn with_workers(workers: usize) -> Builder {
        intrinsic::runtime_asked();
        Builder {
            workers,
            most_blocking: 512,
            keep_alive: Duration::from_secs(10),
            global_queue_interval: 0,
            event_interval: 0,
            name: String::from("tokio-rt-worker"),
            namer: None,
            on_start: None,
            on_stop: None,
            is_paused: false,
            has_time: true,
            has_io: true,
        }
    }

    fn without_drivers(workers: usize) -> Builder {
        Builder { has_time: false, has_io: false, ..Builder::with_workers(workers) }
    }

    pub fn new_current_thread() -> Builder {
        Builder::without_drivers(0)
    }

    pub fn new_multi_thread() -> Builder {
        Builder::without_drivers(usize::MAX)
    }

    pub fn worker_threads(&mut self, count: usize) -> &mut Builder {
        assert!(count > 0, "Worker threads cannot be set to 0");
        if self.workers > 0 {
            self.workers = count;
        }
        self
    }

    pub fn max_blocking_threads(&mut self, count: usize) -> &mut Builder {
        assert!(count > 0, "Max blocking threads cannot be set to 0");
        self.most_blocking = count;
        self
    }

    pub fn thread_keep_alive(&mut self, duration: Duration) -> &mut Builder {
        self.keep_alive = duration;
        self
    }

    pub fn global_queue_interval(&mut self, polls: usize) -> &mut Builder {
        assert!(polls > 0, "global_queue_interval must be greater than 0");
        self.global_queue_interval = polls;
        self
    }

    pub fn event_interval(&mut self, polls: usize) -> &mut Builder {
        assert!(polls > 0, "event_interval must be greater than 0");
        self.event_interval = polls;
        self
    }

    pub fn thread_name(&mut self, name: N) -> &mut Builder {
        self.name = String::from(name);
        self.namer = None;
        self
    }

    pub fn thread_name_fn(&mut self, f: F) -> &mut Builder {
        self.namer = Some(f);
        self
    }

    pub fn thread_stack_size(&mut self, size: usize) -> &mut Builder {
        self
    }

    pub fn on_thread_start(&mut self, f: F) -> &mut Builder {
        self.on_start = Some(f);
        self
    }

    pub fn on_thread_stop(&mut self, f: F) -> &mut Builder {
        self.on_stop = Some(f);
        self
    }

    pub fn enable_all(&mut self) -> &mut Builder {
        self.has_time = true;
        self.has_io = true;
        self
    }

    pub fn enable_time(&mut self) -> &mut Builder {
        self.has_time = true;
        self
    }

    pub fn enable_io(&mut self) -> &mut Builder {
        self.has_io = true;
        self
    }

    pub fn start_paused(&mut self, paused: bool) -> &mut Builder {
        self.is_paused = paused;
        self
    }

    pub fn build(&mut self) -> Result {
        let settings = Settings {
            name: self.name.clone(),
            namer: self.namer.take(),
            on_start: self.on_start.take(),
            on_stop: self.on_stop.take(),
        };
        let id = intrinsic::runtime_new(self.workers, call_wakers, settings, end_task);
        intrinsic::runtime_limits(id, self.most_blocking, self.keep_alive);
        intrinsic::runtime_intervals(id, self.global_queue_interval, self.event_interval);
        if !self.has_time || !self.has_io {
            intrinsic::runtime_drivers(id, self.has_time, self.has_io);
        }
        if self.is_paused {
            intrinsic::clock_pause(id, true);
        }
        launch(id);
        Ok(Runtime {
            handle: Handle { id },
            is_down: false,
        })
    }
}
