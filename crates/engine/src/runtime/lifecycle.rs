//! Runtimes as programs see them: building, entering, closing.

use interleave_program::{IntKind, Sys};
use interleave_trace::{BlockReason, EventKind, Nanos, TaskId};
use interleave_vm::{Fault, Halt, Slot, Value, instant_ns};

use super::clock::Clock;
use super::current_thread::CurrentThread;
use super::multi_thread::MultiThread;
use super::pool::Pool;
use super::reactor::Reactor;
use super::task_set::TaskSet;
use super::{
    BUDGET, Drivers, EVENT_INTERVAL, Intervals, Runtime, Scheduler, Seat, current_thread,
    multi_thread,
};
use crate::machine::Model;
use crate::oracle::Oracle;
use crate::simulation::Simulation;
use crate::syscalls::{Args, Reply, usize_value, wrong_argument};
use crate::task::{Attempt, Inside, Pending, TaskState};

/// Parts of tokio's list of tasks in a runtime of one thread.
const OWNED_LISTS: usize = 4;
/// Answer for "there is no runtime here".
pub(super) const NOWHERE: Value = Value::Int(IntKind::Usize, -1);
/// Most workers of a runtime.
const MOST_WORKERS: usize = 256;

impl Simulation<'_> {
    pub(super) fn number(&self, value: Value) -> Option<usize> {
        self.heap.read_usize(value)
    }

    pub(super) fn runtime_of(&self, value: Value) -> Option<u16> {
        let id = u16::try_from(self.number(value)?).ok()?;
        (usize::from(id) < self.runtimes.len()).then_some(id)
    }

    /// (workers, the prelude's caller of wakers, settings, its ender of tasks): `Builder::build`. 0 workers: the current-thread flavour; `usize::MAX`:
    /// one a core. The machine's model may ask for another flavour.
    pub(crate) fn runtime_new(&mut self, task: TaskId, args: Args) -> Reply {
        if self.is_cooperative() {
            return Reply::Fault(Fault::Unsupported(
                "a runtime inside coroutines: choose the model `threads`".to_owned(),
            ));
        }
        if self.runtimes.len() == usize::from(u16::MAX) {
            return wrong_argument("Builder::build", "fewer runtimes");
        }
        let asked = self.number(args[0]).unwrap_or(usize::MAX);
        let workers = match (self.flavor, asked) {
            (Model::EventLoop, _) | (Model::Threads, 0) => 0,
            (Model::Green, _) | (Model::Threads, usize::MAX) => self.default_workers(),
            (Model::Threads, asked) => asked,
        };
        if workers > MOST_WORKERS {
            let what = format!("a runtime with {workers} workers: {MOST_WORKERS} are the most");
            return Reply::Fault(Fault::Unsupported(what));
        }
        let built = EventKind::RuntimeBuilt {
            workers: workers as u32,
        };
        self.record(task, None, built);
        let settings = match self.heap.alloc_box(args[2]) {
            Ok(settings) => settings,
            Err(fault) => return Reply::Fault(fault),
        };
        let mut pool = Pool::new();
        pool.most += workers;
        let scheduler = match workers {
            0 => Scheduler::CurrentThread(CurrentThread::default()),
            count => Scheduler::MultiThread(MultiThread::new(count)),
        };
        let start = self.std_now();
        self.heap.add_wheel();
        self.runtimes.push(Runtime {
            start,
            clock: Clock::new(start, asked == 0),
            scheduler,
            reactor: Reactor::default(),
            wakers: std::collections::BTreeMap::new(),
            caller: args[1],
            ender: args[3],
            settings,
            intervals: Intervals {
                global: match workers {
                    0 => current_thread::GLOBAL_QUEUE_INTERVAL,
                    _ => multi_thread::GLOBAL_QUEUE_INTERVAL,
                },
                event: EVENT_INTERVAL,
            },
            drivers: Drivers {
                time: true,
                io: true,
            },
            is_closed: false,
            alive: TaskSet::default(),
            pool,
        });
        self.lends = self.may_lend();
        self.clocks_are_set();
        Reply::Value(usize_value(self.runtimes.len() - 1))
    }

    fn default_workers(&self) -> usize {
        match self.machine.workers {
            0 => self.machine.cores as usize,
            workers => workers as usize,
        }
    }

    /// (runtime) → the builder's settings
    pub(crate) fn runtime_settings(&mut self, runtime: Value) -> Reply {
        let id = self.runtime_of(runtime);
        let settings = id.map(|id| self.runtimes[usize::from(id)].settings);
        match settings {
            Some(Value::Own(object)) => Reply::Value(Value::Ref(Slot { object, index: 0 })),
            _ => wrong_argument("Runtime", "a runtime"),
        }
    }

    /// (runtime) → the number of its workers, 0 for the current-thread flavour.
    pub(crate) fn runtime_workers(&mut self, runtime: Value) -> Reply {
        let Some(id) = self.runtime_of(runtime) else {
            return wrong_argument("Runtime", "a runtime");
        };
        let workers = match &self.runtime(id).scheduler {
            Scheduler::CurrentThread(_) => 0,
            Scheduler::MultiThread(it) => it.seats.len(),
        };
        Reply::Value(usize_value(workers))
    }

    /// (runtime, most threads for blocking calls, keep alive: Duration)
    pub(crate) fn runtime_limits(&mut self, args: Args) -> Reply {
        let (Some(id), Some(most), Some(keep_alive_ns)) = (
            self.runtime_of(args[0]),
            self.number(args[1]),
            self.heap.read_duration_ns(args[2]),
        ) else {
            return wrong_argument("Builder", "a number and a duration");
        };
        let runtime = self.runtime(id);
        let workers = match &runtime.scheduler {
            Scheduler::CurrentThread(_) => 0,
            Scheduler::MultiThread(it) => it.seats.len(),
        };
        runtime.pool.most = most + workers;
        runtime.pool.keep_alive_ns = keep_alive_ns;
        Reply::Value(Value::Unit)
    }

    /// (runtime, global queue interval, event interval); 0 for the usual.
    pub(crate) fn runtime_drivers(&mut self, args: Args) -> Reply {
        let (Some(id), Some(time), Some(io)) = (
            self.runtime_of(args[0]),
            self.heap.read_bool(args[1]),
            self.heap.read_bool(args[2]),
        ) else {
            return wrong_argument("Builder", "what is enabled");
        };
        self.runtime(id).drivers = Drivers { time, io };
        Reply::Value(Value::Unit)
    }

    pub(crate) fn runtime_intervals(&mut self, args: Args) -> Reply {
        let (Some(id), Some(global), Some(event)) = (
            self.runtime_of(args[0]),
            self.number(args[1]),
            self.number(args[2]),
        ) else {
            return wrong_argument("Builder", "numbers");
        };
        let runtime = self.runtime(id);
        let or = |it: usize, usual: u32| match u32::try_from(it) {
            Ok(0) | Err(_) => usual,
            Ok(it) => it,
        };
        let usual = match runtime.scheduler {
            Scheduler::CurrentThread(_) => current_thread::GLOBAL_QUEUE_INTERVAL,
            Scheduler::MultiThread(_) => multi_thread::GLOBAL_QUEUE_INTERVAL,
        };
        runtime.intervals = Intervals {
            global: or(global, usual),
            event: or(event, EVENT_INTERVAL),
        };
        Reply::Value(Value::Unit)
    }

    /// Whether the task runs inside a runtime, where it must not block.
    pub(crate) fn is_inside(&self, task: TaskId) -> bool {
        let inside = self.tasks[task.index()].future.inside;
        matches!(inside, Inside::Yes | Inside::Nested)
    }

    /// The runtime in whose context a task is.
    pub(super) fn context(&self, task: TaskId) -> Option<u16> {
        let other = self.details[task.index()].rare().context;
        other.or(self.tasks[task.index()].future.runtime())
    }

    /// Changes it; answers the one before.
    fn set_context(&mut self, task: TaskId, id: Option<u16>) -> Option<u16> {
        let before = self.context(task);
        let future = &mut self.tasks[task.index()].future;
        match future.is_spawned {
            true => {
                let other = id.filter(|_| id != future.runtime());
                self.tasks[task.index()].is_elsewhere = other.is_some();
                self.details[task.index()].set_rare(|it| &mut it.context, other);
            }
            false => future.set_runtime(id),
        }
        before
    }

    /// (runtime, drives: bool): `block_on` begins. The first thread of a current-thread runtime drives it, unless it only
    /// has its handle. Answers what `runtime_leave` gets back, `usize::MAX` when the thread is inside a runtime already.
    pub(crate) fn runtime_enter(&mut self, task: TaskId, args: Args) -> Reply {
        let id = self.runtime_of(args[0]);
        let drives = self.heap.read_bool(args[1]) == Some(true);
        if self.is_inside(task) {
            return Reply::Value(NOWHERE);
        }
        if id.is_some() {
            self.set_context(task, id);
        }
        let future = &mut self.tasks[task.index()].future;
        let was_in_place = future.inside == Inside::InPlace;
        future.inside = match was_in_place {
            true => Inside::Nested,
            false => Inside::Yes,
        };
        future.is_notified = false;
        if let Some(id) = id.filter(|_| drives) {
            self.try_to_drive(task, id, true);
        }
        Reply::Value(usize_value(was_in_place.into()))
    }

    /// The thread drives a current-thread runtime that nobody drives; otherwise it may be invited later.
    pub(super) fn try_to_drive(&mut self, task: TaskId, id: u16, may_wait: bool) {
        let is_thread = !self.tasks[task.index()].future.is_spawned;
        let runtime = &mut self.runtimes[usize::from(id)];
        let event_interval = runtime.intervals.event;
        let Scheduler::CurrentThread(it) = &mut runtime.scheduler else {
            return;
        };
        let worker = self.tasks[task.index()].worker().filter(|_| is_thread);
        let Some(worker) = worker.filter(|_| it.host.is_none()) else {
            if may_wait && is_thread && !it.guests.contains(&task) {
                it.guests.push_back(task);
            }
            return;
        };
        it.guests.retain(|guest| *guest != task);
        it.enter(task, event_interval);
        self.workers[worker.index()].seat = Some(Seat {
            runtime: id,
            index: 0,
        });
        self.tasks[task.index()].future.is_polled = true;
    }

    /// (runtime, runtime before or `usize::MAX`, answer of `runtime_enter`): `block_on` ends.
    pub(crate) fn runtime_leave(&mut self, task: TaskId, args: Args) -> Reply {
        let (before, was_in_place) = (self.runtime_of(args[1]), self.number(args[2]) == Some(1));
        self.set_context(task, before);
        let future = &mut self.tasks[task.index()].future;
        future.inside = match was_in_place {
            true => Inside::InPlace,
            false => Inside::No,
        };
        // Somebody may have woken the future around this one meanwhile.
        future.is_notified = was_in_place;
        if let Some(id) = self.runtime_of(args[0]) {
            self.stop_driving(task, id);
        }
        Reply::Value(Value::Unit)
    }

    /// The thread no longer drives a current-thread runtime; another one that is in `block_on` may.
    fn stop_driving(&mut self, task: TaskId, id: u16) {
        let Scheduler::CurrentThread(it) = &mut self.runtimes[usize::from(id)].scheduler else {
            return;
        };
        it.guests.retain(|guest| *guest != task);
        if it.host != Some(task) {
            return;
        }
        it.host = None;
        if let Some(worker) = self.tasks[task.index()].worker() {
            self.workers[worker.index()].seat = None;
        }
        self.invite_guest(id);
    }

    /// The runtime whose context the task is in.
    pub(crate) fn runtime_current(&mut self, task: TaskId) -> Reply {
        let id = self.context(task);
        Reply::Value(id.map_or(NOWHERE, |id| usize_value(usize::from(id))))
    }

    /// (runtime or `usize::MAX`): the task is in its context from now on; answers the one before.
    pub(crate) fn runtime_context(&mut self, task: TaskId, runtime: Value) -> Reply {
        let id = self.runtime_of(runtime);
        let before = self.set_context(task, id);
        Reply::Value(before.map_or(NOWHERE, |id| usize_value(usize::from(id))))
    }

    /// A runtime is dropped: the futures that have not ended are cancelled, by this thread in the order of tokio's list,
    /// or by the workers.
    pub(crate) fn runtime_close(
        &mut self,
        task: TaskId,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        let Some(id) = self.runtime_of(args[0]) else {
            return wrong_argument("drop", "a runtime");
        };
        if let Scheduler::MultiThread(_) = self.runtime(id).scheduler {
            self.runtime(id).is_closed = true;
            self.wake_all_workers(id);
            return Reply::Value(Value::Unit);
        }
        if std::mem::take(&mut self.tasks[task.index()].attempt) == Attempt::Woken {
            self.stop_driving(task, id);
            return Reply::Value(Value::Unit);
        }
        if self.current_thread(id).host.is_some() || self.seat_of(task).is_some() {
            return Reply::Value(Value::Unit);
        }
        self.cancel_alone(task, id, args, oracle)
    }

    /// The thread drives the runtime once more: each future that is left is dropped in its turn.
    fn cancel_alone(
        &mut self,
        task: TaskId,
        id: u16,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        let alive = self.in_shutdown_order(id);
        for &future in &alive {
            let it = &mut self.tasks[future.index()];
            it.future.is_cancelled = true;
            if it.state == TaskState::Awaiting {
                self.future_is_ready(future, None);
            }
        }
        self.runtime(id).is_closed = true;
        self.try_to_drive(task, id, false);
        let it = self.current_thread(id);
        it.queue = alive.into_iter().collect();
        it.inject.clear();
        it.driver.clear();
        it.is_cancelling = true;
        self.park_here(task, Sys::RuntimeClose, args, oracle)
    }

    /// The futures that have not ended in the order in which tokio drops them: its list of them has four parts, by
    /// task id (`runtime/task/list.rs`).
    fn in_shutdown_order(&self, id: u16) -> Vec<TaskId> {
        let alive = self.runtimes[usize::from(id)].alive.iter();
        let mut order: Vec<(usize, TaskId)> = alive
            .map(|task| {
                let number = self.details[task.index()].number as usize;
                (number % OWNED_LISTS, task)
            })
            .collect();
        order.sort_unstable();
        order.into_iter().map(|(_, task)| task).collect()
    }

    // Workers of the multi-thread flavour.

    /// (runtime, seat): the thread is a worker until the runtime ends or its seat has been taken.
    pub(crate) fn runtime_work(
        &mut self,
        task: TaskId,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        let (Some(id), Some(index)) = (self.runtime_of(args[0]), self.number(args[1])) else {
            return wrong_argument("Builder::build", "a runtime");
        };
        let seat = Seat {
            runtime: id,
            index: index as u16,
        };
        if !self.take_seat(seat, task, false) {
            return Reply::Value(Value::Unit);
        }
        self.answer(task, Value::Unit);
        let reason = BlockReason::Work { until: None };
        let event = self.record(task, None, EventKind::Blocked { reason });
        self.waits_for_reason(task, reason);
        if self.recorder.is_full() {
            self.details[task.index()].set_rare(|it| &mut it.blocked_event, event);
        }
        let reason = interleave_trace::DescheduleReason::Blocked;
        self.leave_worker(task, reason, oracle);
        Reply::Parked
    }

    /// `block_in_place` begins: 0 when the thread may block anyway, 1 when it has no seat, else the seat that others can
    /// take now, counted from 2.
    pub(crate) fn seat_give(&mut self, task: TaskId) -> Reply {
        let id = self.tasks[task.index()].future.runtime();
        let (true, Some(id)) = (self.is_inside(task), id) else {
            return Reply::Value(usize_value(0));
        };
        if let Scheduler::CurrentThread(_) = self.runtime(id).scheduler {
            return Reply::Panic(
                "can call blocking only when running on the multi-threaded runtime".to_owned(),
            );
        }
        self.tasks[task.index()].future.inside = Inside::InPlace;
        let Some(seat) = self.seat_of(task) else {
            return Reply::Value(usize_value(1));
        };
        self.give_seat(seat);
        Reply::Value(usize_value(usize::from(seat.index) + 2))
    }

    /// (answer of `seat_give`): `block_in_place` ends; the thread has its seat again, unless somebody else has it.
    pub(crate) fn seat_take(&mut self, task: TaskId, state: Value) -> Reply {
        let index = self.number(state).and_then(|state| state.checked_sub(2));
        let thread = self.thread_of(task);
        let future = &mut self.tasks[task.index()].future;
        future.inside = Inside::Yes;
        if let (Some(index), Some(runtime)) = (index, future.home()) {
            let index = index as u16;
            self.take_seat(Seat { runtime, index }, thread, true);
        }
        Reply::Value(Value::Unit)
    }

    /// The task waits at its thread's place until it is woken; a thread without a seat waits for itself.
    pub(super) fn park_here(
        &mut self,
        task: TaskId,
        sys: Sys,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        let reason = BlockReason::Await;
        let it = &mut self.tasks[task.index()];
        if !it.future.is_spawned && self.seat_of(task).is_none() {
            return self.block_in(task, sys, args, reason, oracle);
        }
        match sys {
            Sys::FuturePark if self.arguments_do_not_matter(task) => {
                self.tasks[task.index()].parks();
            }
            _ => self.set_pending(task, Pending::Halted(Halt::Sys { sys, args })),
        }
        let it = &mut self.tasks[task.index()];
        it.future.is_polled = false;
        let was_woken = it.future.is_notified && sys == Sys::FuturePark;
        if was_woken {
            it.attempt = Attempt::Woken;
            let (home, by) = (it.future.home(), self.seat_of(task));
            match home {
                Some(id) => self.schedule(id, task, by, true),
                // The loop of a runtime looks at its main future by itself.
                None => self.ask_turn(task),
            }
            self.leave_worker(task, interleave_trace::DescheduleReason::Yielded, oracle);
            return Reply::Parked;
        }
        let event = self.record(task, None, EventKind::Blocked { reason });
        self.waits_for_reason(task, reason);
        self.tasks[task.index()].polls = 0;
        if self.recorder.is_full() {
            self.details[task.index()].set_rare(|it| &mut it.blocked_event, event);
        }
        self.leave_worker(task, interleave_trace::DescheduleReason::Blocked, oracle);
        Reply::Parked
    }

    /// Whether it is a future of a runtime that polls on one thread, which keeps no budget from one poll to the next.
    pub(super) fn arguments_do_not_matter(&self, task: TaskId) -> bool {
        let home = self.tasks[task.index()].future.home();
        let is_alone = |id| {
            let runtime = &self.runtimes[usize::from(id)];
            matches!(runtime.scheduler, Scheduler::CurrentThread(_))
        };
        !self.is_stepped && home.is_some_and(is_alone)
    }

    /// The next poll of a future that has been woken begins, when its syscall is [pending](crate::task::Task::parks) that
    /// way; whether it is.
    pub(crate) fn begins_poll(&mut self, task: TaskId) -> bool {
        let it = &mut self.tasks[task.index()];
        if !it.takes_up_poll() {
            return false;
        }
        self.changes += 1;
        let vm = it.vm.as_mut().expect("a task that waits has a machine");
        vm.resume_with(&mut self.heap, usize_value(BUDGET.into()));
        true
    }

    /// A timer's place in time, in ticks of the runtime.
    pub(super) fn tick_of(&self, id: u16, deadline: u64) -> u64 {
        let start: Nanos = self.runtimes[usize::from(id)].start;
        let since = instant_ns(deadline).saturating_sub(start.0);
        since.saturating_add(super::TICK_NS - 1) / super::TICK_NS
    }
}
