//! What futures ask of the machine.

use interleave_program::{ShapeId, Span, Sys};
use interleave_trace::{BlockReason, EventKind, LimitKind, TaskId};
use interleave_vm::{ObjectId, Sleep, Value, VmBox};

use super::BUDGET;
use super::Scheduler;
use super::driver::{FOREIGN, Wakee};
use super::lifecycle::NOWHERE;
use crate::live::LiveNote;
use crate::oracle::{ChoiceKind, Oracle};
use crate::simulation::Simulation;
use crate::syscalls::{Args, Reply, usize_value, wrong_argument};
use crate::task::{Attempt, Details, FutureState, Inside, Pending, Task};

/// The panic of tokio's `spawn` outside of a runtime.
const NO_REACTOR: &str =
    "there is no reactor running, must be called from the context of a Tokio 1.x runtime";

/// A timer's number as the prelude keeps it.
fn timer_value(number: u64) -> Value {
    Value::Int(interleave_program::IntKind::Usize, number as i64)
}

impl Simulation<'_> {
    /// A timer's number: runtime and index in one, 64 bits also where pointers have fewer.
    fn timer_number(&self, value: Value) -> Option<u64> {
        match self.heap.look_through(value) {
            Value::Int(_, it) => u64::try_from(it).ok(),
            _ => None,
        }
    }

    pub(super) fn future_of(&self, value: Value) -> Option<TaskId> {
        let id = self.number(value)?;
        (id < self.tasks.len()).then(|| TaskId::from_index(id))
    }

    /// `spawn`: (future, runtime or `usize::MAX` for the present one, function that polls it) → its `JoinHandle`.
    pub(crate) fn future_spawn(&mut self, task: TaskId, args: Args) -> Reply {
        let cost = self.machine.costs.task_spawn_ns;
        if cost == 0 {
            return self.future_spawn_now(task, args);
        }
        Reply::cpu(
            cost,
            Pending::Paid {
                sys: Sys::FutureSpawn,
                args,
            },
        )
    }

    pub(crate) fn future_spawn_now(&mut self, task: TaskId, args: Args) -> Reply {
        let limit = self.machine.limits.tasks;
        if self.tasks.len() as u64 >= limit {
            let message = format!("{limit} tasks have been created");
            self.end_by_limit(LimitKind::Tasks, message, task);
            return Reply::Over;
        }
        let [future, runtime, function, _] = args;
        let present = self.context(task);
        let Some(id) = self.runtime_of(runtime).or(present) else {
            return Reply::Panic(NO_REACTOR.to_owned());
        };
        let child = TaskId::from_index(self.tasks.len());
        let (cell, handle) = match self.new_handle(child) {
            Ok(made) => made,
            Err(fault) => return Reply::Fault(fault),
        };
        let span = self.span_of(task);
        let vm = VmBox::start_task(self.code, &mut self.heap, future)
            .unwrap_or_else(|| VmBox::start(self.code, &mut self.heap, function, &[future]));
        self.add_future(task, id, vm, (cell, span));
        Reply::Value(handle)
    }

    /// A future of the runtime that `task` has spawned is one of its tasks from now on, and in its queue.
    fn add_future(&mut self, task: TaskId, id: u16, vm: VmBox, (cell, span): (ObjectId, Span)) {
        let child = TaskId::from_index(self.tasks.len());
        let spawned = self.record(task, None, EventKind::Spawned { child });
        let mut new = Task::new(vm);
        new.future = FutureState::of(id);
        new.future.is_notified = true;
        new.future.is_cancelled = self.runtimes[usize::from(id)].is_closed;
        self.tasks.push(new);
        let mut details = Details::new(Some(task), span);
        details.number = self.next_number();
        details.set_cell(cell);
        self.details.push(details);
        let arrived = self.record(child, spawned, EventKind::Arrived);
        self.details[child.index()].set_rare(|it| &mut it.ready_event, arrived);
        self.runtime(id).alive.insert(child);
        let by = self.seat_of(task);
        self.schedule(id, child, by, false);
    }

    /// The number of the next task of all runtimes, as tokio counts them.
    fn next_number(&mut self) -> u32 {
        self.task_numbers += 1;
        self.task_numbers
    }

    /// (task or `usize::MAX`) → its number, or a new one.
    pub(crate) fn future_number(&mut self, target: Value) -> Reply {
        let number = match self.future_of(target) {
            Some(task) => self.details[task.index()].number,
            None => self.next_number(),
        };
        Reply::Value(usize_value(number as usize))
    }

    /// The number of the task that runs here, 0 outside of tasks.
    pub(crate) fn future_number_here(&mut self, task: TaskId) -> Reply {
        let it = &self.details[task.index()];
        let number = match it.rare().stands_in {
            0 => it.number,
            other => other,
        };
        Reply::Value(usize_value(number as usize))
    }

    /// The task stands for another one, which has this number; answers for which before.
    pub(crate) fn future_stand_in(&mut self, task: TaskId, number: Value) -> Reply {
        let number = self.number(number).unwrap_or(0) as u32;
        let it = &mut self.details[task.index()];
        let before = it.take_rare(|it| &mut it.stands_in);
        it.set_rare(|it| &mut it.stands_in, number);
        Reply::Value(usize_value(before as usize))
    }

    /// The set of local tasks that is the context here.
    pub(crate) fn local_set(&mut self, task: TaskId) -> Reply {
        Reply::Value(match self.details[task.index()].rare().local_set {
            Some(Value::Own(set)) => self.heap.clone_shared(set),
            _ => Value::Unit,
        })
    }

    /// Changes it; answers the one before.
    pub(crate) fn local_set_swap(&mut self, task: TaskId, set: Value) -> Reply {
        let set = Some(set).filter(|set| *set != Value::Unit);
        let details = &mut self.details[task.index()];
        let before = details.take_rare(|it| &mut it.local_set);
        details.set_rare(|it| &mut it.local_set, set);
        Reply::Value(before.unwrap_or(Value::Unit))
    }

    /// The task itself, for its waker.
    pub(crate) fn future_current(&mut self, task: TaskId) -> Reply {
        Reply::Value(usize_value(task.index()))
    }

    /// What resources may do in the poll that begins; `usize::MAX` when the task has been cancelled.
    pub(crate) fn future_begin(&mut self, task: TaskId) -> Reply {
        Reply::Value(self.poll_budget(task))
    }

    /// The same as a value.
    pub(super) fn poll_budget(&self, task: TaskId) -> Value {
        match self.tasks[task.index()].future.is_cancelled {
            true => NOWHERE,
            false => usize_value(self.budget_now(task)),
        }
    }

    /// What resources may do in a poll that begins.
    pub(super) fn budget_now(&self, task: TaskId) -> usize {
        let budget = match self.seat_of(task) {
            Some(seat) if self.tasks[task.index()].future.is_spawned => {
                match &self.runtimes[usize::from(seat.runtime)].scheduler {
                    Scheduler::MultiThread(it) => it.seats[usize::from(seat.index)].budget,
                    Scheduler::CurrentThread(_) => BUDGET,
                }
            }
            _ => BUDGET,
        };
        budget.into()
    }

    /// So much is left of the budget for what the seat's LIFO slot brings next.
    pub(super) fn keep_budget(&mut self, task: TaskId, left: usize) {
        if let Some(seat) = self.seat_of(task)
            && let Scheduler::MultiThread(_) = self.runtime(seat.runtime).scheduler
        {
            self.place(seat).budget = left.min(usize::from(BUDGET)) as u8;
        }
    }

    /// (budget left): the poll gave `Pending`; answers as [`Simulation::future_begin`] when the next one begins.
    pub(crate) fn future_park(
        &mut self,
        task: TaskId,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        let it = &mut self.tasks[task.index()];
        let blocks = !it.future.is_spawned || it.future.inside == Inside::Nested;
        let was_woken = std::mem::take(&mut it.attempt) == Attempt::Woken;
        if was_woken || (it.future.is_cancelled && !blocks) {
            return self.future_begin(task);
        }
        if blocks {
            return self.park_thread(task, args, oracle);
        }
        if !self.arguments_do_not_matter(task) {
            let left = self.number(args[0]).unwrap_or(0);
            self.keep_budget(task, left);
        }
        self.park_here(task, Sys::FuturePark, args, oracle)
    }

    /// A thread in `block_on` waits: at the wheel of the runtime that it drives, or by itself.
    fn park_thread(&mut self, task: TaskId, args: Args, oracle: &mut dyn Oracle) -> Reply {
        let future = &self.tasks[task.index()].future;
        let is_nested = future.inside == Inside::Nested;
        if !is_nested
            && self.seat_of(task).is_none()
            && let Some(id) = future.runtime()
            && let Scheduler::CurrentThread(it) = &self.runtimes[usize::from(id)].scheduler
            && it.guests.contains(&task)
        {
            self.try_to_drive(task, id, true);
        }
        if !is_nested && self.seat_of(task).is_some() {
            return self.park_here(task, Sys::FuturePark, args, oracle);
        }
        if std::mem::take(&mut self.tasks[task.index()].future.is_notified) {
            return self.future_begin(task);
        }
        self.block_in(task, Sys::FuturePark, args, BlockReason::Await, oracle)
    }

    /// `Waker::wake`
    pub(crate) fn future_wake(&mut self, task: TaskId, target: Value) -> Reply {
        let Some(target) = self.future_of(target) else {
            return wrong_argument("wake", "a task");
        };
        let event = self.record(task, None, EventKind::WokeTask { target });
        let by = self.seat_of(task);
        self.wake_future(target, event, by);
        Reply::Value(Value::Unit)
    }

    /// Wakes a task once the driver has been polled: `yield_now`, and tasks whose budget is used up. Off the seats of
    /// runtimes that is at once.
    pub(crate) fn future_defer(&mut self, task: TaskId, target: Value) -> Reply {
        let Some(target) = self.future_of(target) else {
            return wrong_argument("yield_now", "a task");
        };
        let Some(seat) = self.seat_of(task) else {
            return self.future_wake(task, usize_value(target.index()));
        };
        self.driver(seat).defer(Wakee::Task(target));
        Reply::Value(Value::Unit)
    }

    /// The same for a waker of the program; answers it when it is to be called at once.
    pub(crate) fn waker_defer(&mut self, task: TaskId, waker: Value) -> Reply {
        let Some(seat) = self.seat_of(task) else {
            return Reply::Value(waker);
        };
        self.driver(seat).defer(Wakee::Waker(waker));
        Reply::Value(Value::Unit)
    }

    /// `abort`: the task is polled once more, and is dropped instead.
    pub(crate) fn future_abort(&mut self, task: TaskId, target: Value) -> Reply {
        let Some(target) = self.future_of(target) else {
            return wrong_argument("abort", "a task");
        };
        self.tasks[target.index()].future.is_cancelled = true;
        if !self.tasks[target.index()].is_finished() {
            let event = self.record(task, None, EventKind::WokeTask { target });
            let by = self.seat_of(task);
            self.wake_future(target, event, by);
        }
        Reply::Value(Value::Unit)
    }

    /// A task has ended and has left this: its budget and whether it panicked, in one number. It is no longer its
    /// runtime's.
    pub(crate) fn future_ended(&mut self, task: TaskId, value: Value) -> bool {
        let it = &self.tasks[task.index()].future;
        let Some(id) = it.home() else {
            return false;
        };
        self.runtime(id).alive.remove(task);
        let Some(left) = self.number(value) else {
            return false;
        };
        self.keep_budget(task, left / 2);
        left % 2 == 1
    }

    /// (timer or 0, deadline, task to wake or `usize::MAX`) → 0 when the deadline has passed, `usize::MAX` without a
    /// runtime, else the timer.
    pub(crate) fn timer_poll(&mut self, task: TaskId, args: Args) -> Reply {
        let (Some(timer), Value::Instant(deadline, late)) =
            (self.timer_number(args[0]), self.heap.look_through(args[1]))
        else {
            return wrong_argument("sleep", "a deadline");
        };
        let target = self.future_of(args[2]).unwrap_or(FOREIGN);
        let answer = self.poll_timer(task, timer, (deadline, late), target);
        Reply::Value(answer.map_or(NOWHERE, timer_value))
    }

    /// The same with numbers; `None` without a runtime.
    fn poll_timer(
        &mut self,
        task: TaskId,
        timer: u64,
        (deadline, late): (u64, u8),
        target: TaskId,
    ) -> Option<u64> {
        if let Some(set) = timer.checked_sub(1) {
            let (id, index) = ((set >> 32) as usize, set as u32);
            let fired = match self.heap.wheel_mut(id) {
                Some(wheel) => wheel.poll(index, target.0),
                None => true,
            };
            return Some(if fired { 0 } else { timer });
        }
        let id = self.context(task)?;
        if !self.runtime(id).drivers.time {
            return None;
        }
        let tick = self.tick_of(id, deadline);
        let wheel = self.heap.wheel_mut(id.into());
        let Some(index) = wheel.and_then(|it| it.insert(tick, late, target.0)) else {
            return Some(0);
        };
        self.timer_is_set(id);
        if self.is_live() {
            let at = self.runtime(id).at_tick(tick);
            self.note(LiveNote::TimerSet(at));
        }
        Some(((u64::from(id) << 32) | u64::from(index)) + 1)
    }

    /// (sleep, context): polls a sleep; () when its waker is the program's own, or the prelude has something to say.
    pub(crate) fn timer_await(&mut self, task: TaskId, args: Args) -> Reply {
        let poll = self.poll_context(task, args[1]);
        let place = Sleep::place(&self.heap, args[0]);
        let (Some(poll), Some(place)) = (poll, place) else {
            return Reply::Value(Value::Unit);
        };
        let Some(sleep) = Sleep::at(&mut self.heap, place) else {
            return Reply::Value(Value::Unit);
        };
        let (deadline, timer) = ((sleep.deadline(), sleep.late()), sleep.timer());
        if !sleep.is_elapsed() {
            let target = match poll.task < self.tasks.len() {
                true => TaskId::from_index(poll.task),
                false => FOREIGN,
            };
            let answer = self.poll_timer(task, timer, deadline, target);
            if answer.is_none() || answer == Some(0) && self.has_waker(timer) {
                return Reply::Value(Value::Unit);
            }
            // Giving the timer back is a step of its own.
            let is_whole = timer == 0 || !self.has_others_now();
            let Some(mut sleep) = Sleep::at(&mut self.heap, place) else {
                return Reply::Value(Value::Unit);
            };
            if let Some(set @ 1..) = answer {
                sleep.set_timer(set);
                return Reply::Value(Value::Tag(ShapeId::PENDING));
            }
            sleep.rings();
            if !is_whole {
                return Reply::Value(Value::Unit);
            }
            sleep.set_timer(0);
            self.drop_timer(timer);
        }
        poll.spend(&mut self.heap);
        Reply::of(self.heap.alloc_variant(ShapeId::READY, &[Value::Unit]))
    }

    /// (timer, waker): whom the timer wakes; answers the waker that it had, or ().
    pub(crate) fn timer_waker(&mut self, args: Args) -> Reply {
        let timer = self.timer_number(args[0]).and_then(|it| it.checked_sub(1));
        let before = timer.and_then(|timer| {
            let runtime = self.runtimes.get_mut((timer >> 32) as usize)?;
            runtime.wakers.insert(timer as u32, args[1])
        });
        Reply::Value(before.unwrap_or(Value::Unit))
    }

    /// Whether somebody else may do something between two steps of this instant.
    pub(super) fn has_others_now(&self) -> bool {
        self.is_stepped || !self.to_run.is_empty() || !self.to_perform.is_empty()
    }

    /// Whether a timer (its number, or 0) would call a waker of the program.
    fn has_waker(&self, timer: u64) -> bool {
        timer.checked_sub(1).is_some_and(|timer| {
            let runtime = self.runtimes.get((timer >> 32) as usize);
            runtime.is_some_and(|it| it.wakers.contains_key(&(timer as u32)))
        })
    }

    /// A timer is no longer needed; answers the waker that it had, or ().
    pub(crate) fn timer_drop(&mut self, timer: Value) -> Reply {
        let waker = self
            .timer_number(timer)
            .and_then(|timer| self.drop_timer(timer));
        Reply::Value(waker.unwrap_or(Value::Unit))
    }

    /// The same with its number, or 0.
    fn drop_timer(&mut self, timer: u64) -> Option<Value> {
        let timer = timer.checked_sub(1)?;
        let runtime = self.runtimes.get_mut((timer >> 32) as usize)?;
        if let Some(wheel) = self.heap.wheel_mut((timer >> 32) as usize) {
            wheel.remove(timer as u32);
        }
        match runtime.wakers.is_empty() {
            true => None,
            false => runtime.wakers.remove(&(timer as u32)),
        }
    }

    /// A number below `options`, for `select!`: the oracle's.
    pub(crate) fn choose_below(&mut self, options: Value, oracle: &mut dyn Oracle) -> Reply {
        let options = self.number(options).unwrap_or(1).max(1);
        if options == 1 {
            return Reply::Value(usize_value(0));
        }
        let pick = self
            .choices
            .pick(oracle, self.now, ChoiceKind::Branch, options);
        Reply::Value(usize_value(pick))
    }
}
