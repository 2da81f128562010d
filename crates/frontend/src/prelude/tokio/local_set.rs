//! `tokio::task::LocalSet`: tasks that are polled within the poll of the set, on its thread (`task/local.rs` of tokio
//! 1.x). The machine sees them as part of the task that polls the set.

use std::fmt;
use std::task::{Context, Poll, Waker};
use tokio::runtime::task::{JoinHandle, initial_budget, new_cell};

/// Tasks that a set polls in one poll of its own.
const TASKS_PER_TICK: usize = 61;

/// Polls between two looks at what other threads have woken first.
const REMOTE_FIRST_INTERVAL: usize = 31;

/// What the set and its tasks share. `is_entered_only`: the set is the context, but is not being polled.
struct Local {
    owner: ThreadId,
    queue: VecDeque,
    remote: VecDeque,
    alive: Vec,
    waker: Option,
    tick: usize,
    is_entered_only: bool,
    is_closed: bool,
}

/// A task of the set.
struct LocalTask {
    future: Option,
    cell: C,
    set: L,
    is_notified: bool,
    is_running: bool,
}

impl Wake for LocalTask {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        intrinsic::shared_access();
        if self.is_notified || self.future.is_none() {
            return;
        }
        self.is_notified = true;
        if !self.is_running {
            self.set.schedule(self.clone());
        }
    }
}

impl Local {
    fn schedule(&self, entry: E) {
        let is_here = std::thread::current().id() == self.owner;
        if is_here {
            self.queue.push_back(entry);
        } else {
            self.remote.push_back(entry);
        }
        if !is_here || !self.is_polled_here() {
            if let Some(waker) = self.waker.take() {
                waker.wake();
            }
        }
    }

    fn is_polled_here(&self) -> bool {
        let context = intrinsic::local_set();
        !intrinsic::is_unit(&context) && Arc::ptr_eq(&context, self) && !self.is_entered_only
    }

    fn next(&self) -> Option {
        let tick = self.tick;
        self.tick = tick + 1;
        if tick % REMOTE_FIRST_INTERVAL == 0 {
            return self.remote.pop_front().or_else(|| self.queue.pop_front());
        }
        self.queue.pop_front().or_else(|| self.remote.pop_front())
    }

    /// Polls some tasks; whether there may be more.
    fn run_some(&self) -> bool {
        for _ in 0..TASKS_PER_TICK {
            let Some(entry) = self.next() else {
                return false;
            };
            self.run(entry);
        }
        true
    }

    fn run(&self, entry: E) {
        if entry.future.is_none() {
            return;
        }
        entry.is_notified = false;
        if entry.cell.is_aborted() {
            self.cancel(entry);
            return;
        }
        entry.is_running = true;
        let outcome = std::panic::catch_unwind(|| poll_local(&entry));
        entry.is_running = false;
        match outcome {
            Ok(Poll::Ready(value)) => self.finish(&entry, Ok(value)),
            Ok(Poll::Pending) => {
                if entry.is_notified {
                    self.queue.push_back(entry);
                }
            }
            Err(payload) => self.finish(&entry, Err(entry.cell.error(Some(payload)))),
        }
    }

    fn cancel(&self, entry: E) {
        entry.future = None;
        self.finish(&entry, Err(entry.cell.error(None)));
    }

    fn finish(&self, entry: &E, result: Result) {
        entry.future = None;
        self.alive.retain(|other| !Arc::ptr_eq(other, entry));
        entry.cell.complete(result);
    }
}

fn poll_local(entry: &E) -> Poll {
    let stands_in = StandIn {
        before: intrinsic::future_stand_in(entry.cell.number()),
    };
    let waker = Waker {
        target: entry.clone(),
    };
    let mut budget = initial_budget();
    let mut cx = Context {
        waker: &waker,
        budget: &mut budget,
    };
    entry.future.as_mut().unwrap().poll(&mut cx)
}

/// The number of the task around, for when this is dropped.
struct StandIn {
    before: usize,
}

impl Drop for StandIn {
    fn drop(&mut self) {
        intrinsic::future_stand_in(self.before);
    }
}

fn spawn_on(local: &L, future: F) -> JoinHandle {
    let cell = new_cell();
    cell.set_number();
    let entry = Arc::new(LocalTask {
        future: Some(intrinsic::into_future(future)),
        cell: cell.clone(),
        set: local.clone(),
        is_notified: true,
        is_running: false,
    });
    cell.held = Some(entry.clone());
    local.alive.push(entry.clone());
    local.schedule(entry);
    JoinHandle { cell }
}

pub fn spawn_local(future: F) -> JoinHandle {
    let local = intrinsic::local_set();
    if intrinsic::is_unit(&local) {
        panic!("`spawn_local` called from outside of a `task::LocalSet` or `runtime::LocalRuntime`");
    }
    spawn_on(&local, future)
}

/// The set that is the context, until this is dropped.
pub struct LocalEnterGuard {
    before: L,
    was_entered_only: bool,
    local: L,
}

fn enter_local(local: &L, is_entered_only: bool) -> LocalEnterGuard {
    let was_entered_only = local.is_entered_only;
    local.is_entered_only = is_entered_only;
    LocalEnterGuard {
        before: intrinsic::local_set_swap(local.clone()),
        was_entered_only,
        local: local.clone(),
    }
}

impl Drop for LocalEnterGuard {
    fn drop(&mut self) {
        self.local.is_entered_only = self.was_entered_only;
        let before = std::mem::replace(&mut self.before, ());
        intrinsic::local_set_swap(before);
    }
}

pub struct LocalSet {
    local: L,
}

impl LocalSet {
    pub fn new() -> LocalSet {
        LocalSet {
            local: Arc::new(Local {
                owner: std::thread::current().id(),
                queue: VecDeque::new(),
                remote: VecDeque::new(),
                alive: Vec::new(),
                waker: None,
                tick: 0,
                is_entered_only: false,
                is_closed: false,
            }),
        }
    }

    pub fn default() -> LocalSet {
        LocalSet::new()
    }

    pub fn enter(&self) -> LocalEnterGuard {
        enter_local(&self.local, true)
    }

    pub fn spawn_local(&self, future: F) -> JoinHandle {
        let handle = spawn_on(&self.local, future);
        if let Some(waker) = self.local.waker.take() {
            waker.wake();
        }
        handle
    }

    pub fn block_on(&self, runtime: &Runtime, future: F) -> T {
        runtime.block_on(self.run_until(future))
    }

    pub fn run_until(&self, future: F) -> RunUntil {
        RunUntil {
            local: self.local.clone(),
            future: intrinsic::into_future(future),
        }
    }
}

impl Future for LocalSet {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        self.local.waker = Some(cx.waker().clone());
        let entered = enter_local(&self.local, false);
        if self.local.run_some() {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        if self.local.alive.is_empty() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }
}

impl Drop for LocalSet {
    fn drop(&mut self) {
        let entered = enter_local(&self.local, false);
        self.local.is_closed = true;
        while !self.local.alive.is_empty() {
            let entry = self.local.alive[0].clone();
            self.local.cancel(entry);
        }
        self.local.queue.clear();
        self.local.remote.clear();
    }
}

impl fmt::Debug for LocalSet {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("LocalSet")
    }
}

pub struct RunUntil {
    local: L,
    future: F,
}

impl Future for RunUntil {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        let entered = enter_local(&self.local, false);
        self.local.waker = Some(cx.waker().clone());
        let poll = self.future.poll(cx);
        if poll.is_ready() {
            return poll;
        }
        if self.local.run_some() {
            cx.waker().wake_by_ref();
        }
        Poll::Pending
    }
}
