//! Async runtimes: futures as tasks that threads poll, in the order of tokio's schedulers.
//!
//! A *future* is a task with a virtual machine of its own, whose lowest level polls, and parks when that is pending
//! (`interleave_vm::VmBox::start_task`; a loop of the prelude for futures other than `async` bodies). A thread that
//! drives a runtime (one in `block_on` of the current-thread flavour, a worker of the multi-thread one) has a *seat* in
//! it; its OS thread carries its own task and the runtime's futures in turn. So a
//! poll is a `Dispatched`, `Pending` is `Blocked { Await }`, a waker's call is `WokeTask` and the cause of a `Woken`,
//! `Ready` is `Finished`. A future that waits for anything else (a std lock, `thread::sleep`, CPU time) keeps its
//! thread: everybody on it stands still.
//!
//! [`ahead`] is what machines answer themselves. [`clock`] is the time that they have, which can stand still. [`current_thread`] and [`multi_thread`] say who is polled next, [`driver`] fires timers, [`pool`] has the threads for
//! blocking calls, [`flavor`] says which of both a program gets, [`lifecycle`] makes, enters and closes runtimes, [`ending`] hands
//! on what tasks give, [`hand_over`] goes from a future that waits or has ended to the next one in one go, [`look_ahead`] asks for their memory before, [`syscalls`] is
//! what futures ask.
//!
//! # Invariants
//! - A future is in a queue at most once (`is_notified`).
//! - What a seat decides between two polls happens at one instant, in the order of tokio's own source.

mod ahead;
mod clock;
mod current_thread;
mod driver;
mod ending;
pub(crate) mod flavor;
mod hand_over;
mod lifecycle;
mod look_ahead;
mod multi_thread;
mod pool;
mod reactor;
mod syscalls;
mod task_set;

use std::collections::BTreeMap;

use interleave_trace::{CoreId, DescheduleReason, EventId, EventKind, Nanos, TaskId, WorkerId};
use interleave_vm::{Canonical, Value, Wheel};

use crate::oracle::Oracle;
use crate::simulation::Simulation;
use crate::task::{Attempt, Inside, TaskState};
use clock::Clock;
use current_thread::CurrentThread;
use multi_thread::MultiThread;
use pool::Pool;
use reactor::Reactor;
use task_set::TaskSet;

/// Polls between two looks at timers (`event_interval` of tokio's builder).
const EVENT_INTERVAL: u32 = 61;
/// A tick of the wheel.
const TICK_NS: u64 = Wheel::TICK_NS;
/// What resources may do in one poll of a task: tokio's cooperative budget.
const BUDGET: u8 = 128;

/// A thread's place in a runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Seat {
    runtime: u16,
    index: u16,
}

/// One runtime.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Runtime {
    /// When it was made by its clock: tick 0.
    start: Nanos,
    clock: Clock,
    scheduler: Scheduler,
    reactor: Reactor,
    /// Wakers of timers that somebody else than a task of a runtime waits for, by timer.
    wakers: BTreeMap<u32, Value>,
    /// The function of the prelude that calls such wakers.
    caller: Value,
    /// The function of the prelude that ends a task when that may call the program.
    ender: Value,
    /// The builder's settings, in a box.
    settings: Value,
    intervals: Intervals,
    drivers: Drivers,
    /// It is being dropped, or has been.
    is_closed: bool,
    /// Futures that have not ended, in order of spawning.
    alive: TaskSet,
    pool: Pool,
}

/// How many polls there are between two looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Intervals {
    /// At the global queue, before a thread's own.
    global: u32,
    /// At timers.
    event: u32,
}

/// What the builder has enabled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Drivers {
    /// Timers.
    time: bool,
    /// The network.
    io: bool,
}

/// How many threads poll.
#[derive(Clone, Debug, PartialEq)]
enum Scheduler {
    CurrentThread(CurrentThread),
    MultiThread(MultiThread),
}

impl Runtime {
    /// See [`Canonical`].
    pub(crate) fn write_canonical(&self, wheel: &Wheel, to: &mut Canonical<'_>) {
        let Intervals { global, event } = self.intervals;
        let period = global.saturating_mul(event).max(1);
        to.plain(&(global, event));
        match &self.scheduler {
            Scheduler::CurrentThread(it) => it.write_canonical(period, to),
            Scheduler::MultiThread(it) => it.write_canonical(period, to),
        }
        to.plain(&(self.start, wheel, self.wakers.len()));
        for (timer, waker) in &self.wakers {
            to.plain(timer);
            to.value(*waker);
        }
        to.value(self.caller);
        to.value(self.ender);
        to.value(self.settings);
        to.plain(&(self.drivers, self.is_closed, &self.alive));
        self.pool.write_canonical(to);
        self.reactor.write_canonical(to);
        self.clock.write_canonical(to);
    }

    /// The tick that has passed at `at` by its clock.
    fn tick_at(&self, at: Nanos) -> u64 {
        at.saturating_sub(self.start).0 / TICK_NS
    }

    /// When a tick begins.
    fn at_tick(&self, tick: u64) -> Nanos {
        self.start
            .saturating_add(Nanos(tick.saturating_mul(TICK_NS)))
    }
}

impl Simulation<'_> {
    fn runtime(&mut self, id: u16) -> &mut Runtime {
        &mut self.runtimes[usize::from(id)]
    }

    /// The place of the thread that carries `task`.
    fn seat_of(&self, task: TaskId) -> Option<Seat> {
        let worker = self.tasks[task.index()].worker()?;
        self.workers[worker.index()].seat
    }

    /// The running future (or the main future's thread) leaves its thread, which takes another one.
    pub(crate) fn leave_worker(
        &mut self,
        task: TaskId,
        reason: DescheduleReason,
        oracle: &mut dyn Oracle,
    ) {
        let core = self.tasks[task.index()]
            .core()
            .expect("a running task has a core");
        let worker = self.stop_task(core, task, reason);
        self.workers[worker.index()].task = None;
        self.next_future(core, worker, oracle);
    }

    /// A thread that carries nobody takes the next future, or goes to sleep and leaves its core. One without a seat goes
    /// on with its own work.
    pub(crate) fn next_future(&mut self, core: CoreId, worker: WorkerId, oracle: &mut dyn Oracle) {
        let Some(seat) = self.workers[worker.index()].seat else {
            self.go_on_alone(core, worker);
            return;
        };
        let runtime = &mut self.runtimes[usize::from(seat.runtime)];
        let interval = runtime.intervals.global;
        let picked = match &mut runtime.scheduler {
            Scheduler::CurrentThread(it) => match it.next_in_row(interval) {
                Some(task) => {
                    it.take_row(1);
                    self.look_ahead_alone(seat.runtime);
                    return self.poll_next(core, worker, task);
                }
                None => self.pick_alone(seat, oracle),
            },
            Scheduler::MultiThread(_) => self.pick_at(seat, oracle),
        };
        if self.workers[worker.index()].seat.is_none() {
            self.go_on_alone(core, worker);
            return;
        }
        match picked {
            Some(task) => self.poll_next(core, worker, task),
            None => self.free_core(core),
        }
    }

    /// A thread polls `task`.
    fn poll_next(&mut self, core: CoreId, worker: WorkerId, task: TaskId) {
        let future = &mut self.tasks[task.index()].future;
        future.is_notified = false;
        future.is_polled = true;
        self.switch_to(core, worker, task);
    }

    /// A thread whose seat is gone goes on with what it did before it took it.
    fn go_on_alone(&mut self, core: CoreId, worker: WorkerId) {
        let it = &mut self.workers[worker.index()];
        let thread = it.thread.expect("seats are threads'");
        it.task = Some(thread);
        if self.tasks[thread.index()].state != TaskState::Runnable {
            self.future_is_ready(thread, None);
        }
        self.start_task(core, worker, thread);
    }

    /// A waker of `task` was called by somebody on the thread `by`.
    fn wake_future(&mut self, task: TaskId, cause: Option<EventId>, by: Option<Seat>) {
        let it = &mut self.tasks[task.index()];
        if it.is_finished() {
            return;
        }
        let Some(id) = it
            .future
            .home()
            .filter(|_| it.future.inside != Inside::Nested)
        else {
            return self.wake_thread(task, cause);
        };
        let runtime = &self.runtimes[usize::from(id)];
        // Workers go on until they see that it has been closed.
        let is_worker = matches!(runtime.scheduler, Scheduler::MultiThread(_)) && by.is_some();
        if runtime.is_closed && !is_worker {
            return;
        }
        if std::mem::replace(&mut it.future.is_notified, true) || it.future.is_polled {
            return;
        }
        self.future_is_ready(task, cause);
        self.schedule(id, task, by, false);
    }

    /// Queues a future that can be polled; `yields`: its last poll has just ended.
    fn schedule(&mut self, id: u16, task: TaskId, by: Option<Seat>, yields: bool) {
        let by = by.filter(|by| by.runtime == id);
        match self.runtimes[usize::from(id)].scheduler {
            Scheduler::CurrentThread(_) => self.schedule_alone(id, task, by.is_some()),
            Scheduler::MultiThread(_) => self.schedule_among(id, task, by, yields),
        }
    }

    /// A waker of a thread in `block_on` was called.
    fn wake_thread(&mut self, thread: TaskId, cause: Option<EventId>) {
        let it = &mut self.tasks[thread.index()];
        if std::mem::replace(&mut it.future.is_notified, true) || it.state != TaskState::Awaiting {
            return;
        }
        match self.seat_of(thread) {
            Some(seat) => {
                self.future_is_ready(thread, cause);
                match self.is_live() {
                    true => self.ask_turn(thread),
                    false => self.unpark_alone(seat.runtime),
                }
            }
            None => self.wake(thread, cause, Attempt::Woken),
        }
    }

    /// A task that was pending can be polled again.
    fn future_is_ready(&mut self, task: TaskId, cause: Option<EventId>) {
        self.changes += 1;
        let event = self.record(task, cause, EventKind::Woken);
        let it = &mut self.tasks[task.index()];
        it.state = TaskState::Runnable;
        it.attempt = Attempt::Woken;
        if self.recorder.is_full() {
            let it = &mut self.details[task.index()];
            it.set_rare(|it| &mut it.wake_cause, cause);
            it.set_rare(|it| &mut it.ready_event, event);
        }
    }
}
