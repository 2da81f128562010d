//! Async runtimes: futures as tasks that a thread polls, in the order of tokio's current-thread scheduler.
//!
//! A *future* is a task with a virtual machine of its own, whose outermost frame is a loop of the prelude: poll; when
//! pending, `task_park`. While a thread is in `block_on`, its worker carries that thread's own task (which polls the
//! main future) and the runtime's futures in turn. So a poll is a `Dispatched`, `Pending` is `Blocked { Await }`, a
//! waker's call is `WokeTask` and the cause of a `Woken`, `Ready` is `Finished`. A future that waits for anything else
//! (a std lock, `thread::sleep`, CPU time) keeps its worker: everybody on it stands still.
//!
//! # Invariants
//! - The run queue is a queue: spawned and woken futures go to its back; every [`EVENT_INTERVAL`] polls, and whenever it
//!   is empty, timers fire and deferred wakers wake, the last deferred first (tokio's `Defer`).
//! - The main future is polled first after that, when it has been woken.
//! - A future is in the queue at most once (`notified`).

mod syscalls;
mod wheel;

use std::collections::{BTreeSet, VecDeque};

use interleave_trace::{
    BlockReason, CoreId, DescheduleReason, EventId, EventKind, Nanos, TaskId, WorkerId,
};

use crate::oracle::Oracle;
use crate::os::CoreEvent;
use crate::simulation::Simulation;
use crate::task::{Attempt, TaskState};
use wheel::Wheel;

/// Polls between two looks at timers (`event_interval` of tokio's builder).
const EVENT_INTERVAL: u32 = 61;
/// Polls between two looks at what other threads queued first (`global_queue_interval` of the current-thread flavour).
const GLOBAL_QUEUE_INTERVAL: u32 = 31;
/// A tick of the wheel.
const TICK_NS: u64 = 1_000_000;

/// One runtime.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Runtime {
    /// When it was made: tick 0.
    start: Nanos,
    /// The thread that is in `block_on`.
    host: Option<TaskId>,
    queue: VecDeque<TaskId>,
    /// What other threads have woken or spawned.
    inject: VecDeque<TaskId>,
    /// Whom to wake after the driver has been polled, last first.
    deferred: Vec<TaskId>,
    wheel: Wheel,
    main_woken: bool,
    /// The main future has its turn next.
    is_at_main: bool,
    /// Polls until the driver is looked at.
    polls_left: u32,
    tick: u32,
    /// The host's worker is asleep.
    is_parked: bool,
    /// The driver's park is over: timers come first.
    has_unparked: bool,
    /// It is being dropped: futures are cancelled in order of spawning.
    is_closing: bool,
    /// Futures that have not ended, in order of spawning.
    alive: BTreeSet<TaskId>,
}

impl Runtime {
    fn new(start: Nanos) -> Self {
        Self {
            start,
            host: None,
            queue: VecDeque::new(),
            inject: VecDeque::new(),
            deferred: Vec::new(),
            wheel: Wheel::new(),
            main_woken: false,
            is_at_main: false,
            polls_left: EVENT_INTERVAL,
            tick: 0,
            is_parked: false,
            has_unparked: false,
            is_closing: false,
            alive: BTreeSet::new(),
        }
    }

    /// The tick that has passed at `at`.
    fn tick_at(&self, at: Nanos) -> u64 {
        at.saturating_sub(self.start).0 / TICK_NS
    }

    fn next_task(&mut self) -> Option<TaskId> {
        self.tick = self.tick.wrapping_add(1);
        if self.tick.is_multiple_of(GLOBAL_QUEUE_INTERVAL) {
            return self.inject.pop_front().or_else(|| self.queue.pop_front());
        }
        self.queue.pop_front().or_else(|| self.inject.pop_front())
    }
}

impl Simulation<'_> {
    /// The runtime that the worker drives.
    fn driven_by(&self, worker: WorkerId) -> Option<u16> {
        self.workers[worker.index()].runtime
    }

    /// The running future (or the main future's thread) leaves its worker, which takes another one.
    pub(crate) fn leave_worker(
        &mut self,
        task: TaskId,
        reason: DescheduleReason,
        oracle: &mut dyn Oracle,
    ) {
        let core = self.tasks[task.index()]
            .core
            .expect("a running task has a core");
        let worker = self.stop_task(core, task, reason);
        self.workers[worker.index()].task = None;
        self.next_future(core, worker, oracle);
    }

    /// The worker of a thread in `block_on` takes the next future, or goes to sleep and leaves its core.
    pub(crate) fn next_future(&mut self, core: CoreId, worker: WorkerId, _oracle: &mut dyn Oracle) {
        let runtime = self
            .driven_by(worker)
            .expect("a worker without a task drives a runtime");
        let Some(task) = self.pick(runtime) else {
            self.park_worker(runtime);
            self.free_core(core);
            return;
        };
        let future = &mut self.tasks[task.index()].future;
        future.is_notified = false;
        future.is_polled = true;
        let it = &mut self.workers[worker.index()];
        it.task = Some(task);
        let before = it.last_task.replace(task);
        let cost = self.machine.costs.task_switch_ns;
        if cost > 0 && before.is_some_and(|before| before != task) {
            self.cores[core.index()].run_since = self.now;
            let until = self.now.0.saturating_add(cost);
            self.plan_event(core, until, CoreEvent::TaskSwitched);
            return;
        }
        self.start_task(core, worker, task);
    }

    /// Who is polled next; `None` when there is nothing to do until a timer fires or somebody wakes. The loop of
    /// tokio's `CoreGuard::block_on`.
    fn pick(&mut self, id: u16) -> Option<TaskId> {
        if self.runtimes[usize::from(id)].is_closing {
            return self.pick_to_cancel(id);
        }
        if std::mem::take(&mut self.runtimes[usize::from(id)].has_unparked) {
            self.drive(id);
            self.runtimes[usize::from(id)].is_at_main = true;
        }
        loop {
            let runtime = &mut self.runtimes[usize::from(id)];
            if std::mem::take(&mut runtime.is_at_main) {
                runtime.polls_left = EVENT_INTERVAL;
                if std::mem::take(&mut runtime.main_woken) {
                    return runtime.host;
                }
            }
            if runtime.polls_left > 0 {
                runtime.polls_left -= 1;
                if let Some(task) = runtime.next_task() {
                    return Some(task);
                }
                if runtime.deferred.is_empty() && !runtime.main_woken {
                    return None;
                }
            }
            self.drive(id);
            self.runtimes[usize::from(id)].is_at_main = true;
        }
    }

    /// The next future to cancel; at the end the thread that drops the runtime goes on.
    fn pick_to_cancel(&mut self, id: u16) -> Option<TaskId> {
        let runtime = &mut self.runtimes[usize::from(id)];
        let next = runtime.queue.pop_front();
        if next.is_some() {
            return next;
        }
        runtime.is_closing = false;
        let host = runtime.host?;
        self.host_is_ready(host, None);
        Some(host)
    }

    /// Fires timers and wakes what was deferred.
    fn drive(&mut self, id: u16) {
        let now = self.now;
        let runtime = &mut self.runtimes[usize::from(id)];
        let tick = runtime.tick_at(now);
        for task in runtime.wheel.advance(tick) {
            let cause = self.details[task.index()].blocked_event;
            self.wake_future(task, cause, true);
        }
        while let Some(task) = self.runtimes[usize::from(id)].deferred.pop() {
            let cause = self.details[task.index()].blocked_event;
            self.wake_future(task, cause, true);
        }
    }

    /// The host's worker sleeps until the next timer of the wheel.
    fn park_worker(&mut self, id: u16) {
        let now = self.now;
        let runtime = &mut self.runtimes[usize::from(id)];
        runtime.is_parked = true;
        let Some(host) = runtime.host else {
            return;
        };
        let Some(tick) = runtime.wheel.next_tick() else {
            return;
        };
        // As tokio: whole ticks from the present one, however much of it has passed.
        let ticks = tick.saturating_sub(runtime.tick_at(now));
        let at = now.saturating_add(Nanos(ticks.saturating_mul(TICK_NS)));
        let timer = self.timers.set(at, host);
        self.tasks[host.index()].timer = Some(timer);
    }

    /// The host's worker goes on, if it sleeps.
    pub(crate) fn unpark_worker(&mut self, id: u16) {
        let runtime = &mut self.runtimes[usize::from(id)];
        if !std::mem::take(&mut runtime.is_parked) {
            return;
        }
        runtime.has_unparked = true;
        let Some(host) = runtime.host else {
            return;
        };
        let it = &mut self.tasks[host.index()];
        let worker = it.worker;
        if let Some(timer) = it.timer.take() {
            self.timers.cancel(timer);
        }
        if let Some(worker) = worker {
            self.queue_worker(worker);
        }
    }

    /// A timer of the machine was a parked worker's.
    pub(crate) fn unparks_at_timer(&mut self, task: TaskId) -> bool {
        let it = &self.tasks[task.index()];
        let Some(id) = it.future.runtime.filter(|_| !it.future.is_spawned) else {
            return false;
        };
        let runtime = &self.runtimes[usize::from(id)];
        if runtime.host != Some(task) || !runtime.is_parked {
            return false;
        }
        self.unpark_worker(id);
        true
    }

    /// A waker of `task` was called. `is_local`: on the thread that polls it.
    pub(crate) fn wake_future(&mut self, task: TaskId, cause: Option<EventId>, is_local: bool) {
        let it = &mut self.tasks[task.index()];
        let Some(id) = it.future.runtime else {
            return;
        };
        if it.is_finished() || self.runtimes[usize::from(id)].is_closing {
            return;
        }
        if !it.future.is_spawned {
            return self.wake_main(id, task, cause);
        }
        if std::mem::replace(&mut it.future.is_notified, true) || it.future.is_polled {
            return;
        }
        self.future_is_ready(task, cause);
        self.enqueue(id, task, is_local);
    }

    /// Puts a future at the back of the queue.
    fn enqueue(&mut self, id: u16, task: TaskId, is_local: bool) {
        let runtime = &mut self.runtimes[usize::from(id)];
        match is_local {
            true => runtime.queue.push_back(task),
            false => runtime.inject.push_back(task),
        }
        self.unpark_worker(id);
    }

    fn wake_main(&mut self, id: u16, task: TaskId, cause: Option<EventId>) {
        let runtime = &mut self.runtimes[usize::from(id)];
        if runtime.host != Some(task) || std::mem::replace(&mut runtime.main_woken, true) {
            return;
        }
        self.host_is_ready(task, cause);
        self.unpark_worker(id);
    }

    fn host_is_ready(&mut self, host: TaskId, cause: Option<EventId>) {
        if self.tasks[host.index()].state == TaskState::Blocked(BlockReason::Await) {
            self.future_is_ready(host, cause);
        }
    }

    /// A future that was pending can be polled again.
    fn future_is_ready(&mut self, task: TaskId, cause: Option<EventId>) {
        self.changes += 1;
        let event = self.record(task, cause, EventKind::Woken);
        let it = &mut self.tasks[task.index()];
        it.state = TaskState::Runnable;
        it.attempt = Attempt::Woken;
        if self.recorder.is_full() {
            let it = &mut self.details[task.index()];
            it.wake_cause = cause;
            it.ready_event = event;
        }
    }
}
