//! What the prelude's runtimes ask of the machine.

use interleave_program::Sys;
use interleave_trace::{BlockReason, DescheduleReason, EventKind, LimitKind, TaskId};
use interleave_vm::{Fault, Halt, Value, Vm};

use super::{Runtime, TICK_NS};
use crate::oracle::{ChoiceKind, Oracle};
use crate::simulation::Simulation;
use crate::syscalls::{Args, Reply, usize_value, wrong_argument};
use crate::task::{Attempt, Details, Pending, Task, TaskState};

/// Parts of tokio's list of tasks in a runtime of one thread.
const OWNED_LISTS: usize = 4;
/// Answer for "there is no runtime here".
const NOWHERE: Value = Value::Int(interleave_program::IntKind::Usize, -1);

/// A timer's number as the prelude keeps it.
fn timer_value(number: u64) -> Value {
    Value::Int(interleave_program::IntKind::Usize, number as i64)
}

impl Simulation<'_> {
    fn number(&self, value: Value) -> Option<usize> {
        self.heap.read_usize(value)
    }

    /// A timer's number: runtime and index in one, 64 bits also where pointers have fewer.
    fn timer_number(&self, value: Value) -> Option<u64> {
        match self.heap.look_through(value) {
            Value::Int(_, it) => u64::try_from(it).ok(),
            _ => None,
        }
    }

    fn runtime_of(&self, value: Value) -> Option<u16> {
        let id = u16::try_from(self.number(value)?).ok()?;
        (usize::from(id) < self.runtimes.len()).then_some(id)
    }

    fn future_of(&self, value: Value) -> Option<TaskId> {
        let id = self.number(value)?;
        (id < self.tasks.len()).then(|| TaskId::from_index(id))
    }

    /// `Builder::build`
    pub(crate) fn runtime_new(&mut self) -> Reply {
        if self.is_stepped {
            return Reply::Fault(Fault::Unsupported(
                "exploring the runs of an async runtime: run it instead".to_owned(),
            ));
        }
        if self.is_cooperative() {
            return Reply::Fault(Fault::Unsupported(
                "a runtime inside coroutines: an async program brings its own; choose the model `threads`"
                    .to_owned(),
            ));
        }
        let Ok(id) = u16::try_from(self.runtimes.len()) else {
            return wrong_argument("Builder::build", "fewer runtimes");
        };
        self.runtimes.push(Runtime::new(self.now));
        Reply::Value(usize_value(usize::from(id)))
    }

    /// `block_on` begins; false when the thread is inside a runtime already.
    pub(crate) fn runtime_enter(&mut self, task: TaskId, runtime: Value) -> Reply {
        let Some(id) = self.runtime_of(runtime) else {
            return wrong_argument("block_on", "a runtime");
        };
        let it = &mut self.tasks[task.index()];
        let Some(worker) = it.worker.filter(|_| !it.future.is_spawned) else {
            return Reply::Value(Value::Bool(false));
        };
        let runtime = &mut self.runtimes[usize::from(id)];
        if self.workers[worker.index()].runtime.is_some() || runtime.host.is_some() {
            return Reply::Value(Value::Bool(false));
        }
        self.workers[worker.index()].runtime = Some(id);
        it.future.runtime = Some(id);
        it.future.is_polled = true;
        runtime.host = Some(task);
        runtime.main_woken = false;
        runtime.is_at_main = false;
        runtime.polls_left = super::EVENT_INTERVAL;
        Reply::Value(Value::Bool(true))
    }

    /// `block_on` ends.
    pub(crate) fn runtime_leave(&mut self, task: TaskId) -> Reply {
        let it = &mut self.tasks[task.index()];
        if let (Some(id), Some(worker)) = (it.future.runtime.take(), it.worker) {
            self.workers[worker.index()].runtime = None;
            self.runtimes[usize::from(id)].host = None;
        }
        Reply::Value(Value::Unit)
    }

    /// The runtime whose context the task is in.
    pub(crate) fn runtime_current(&mut self, task: TaskId) -> Reply {
        let id = self.tasks[task.index()].future.runtime;
        Reply::Value(id.map_or(NOWHERE, |id| usize_value(usize::from(id))))
    }

    /// A runtime is dropped: the futures that have not ended are dropped in order of spawning, on this thread.
    pub(crate) fn runtime_close(
        &mut self,
        task: TaskId,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        if std::mem::take(&mut self.tasks[task.index()].attempt) == Attempt::Woken {
            self.runtime_leave(task);
            return Reply::Value(Value::Unit);
        }
        if let Reply::Value(Value::Bool(false)) = self.runtime_enter(task, args[0]) {
            return Reply::Value(Value::Unit);
        }
        let Some(id) = self.runtime_of(args[0]) else {
            return wrong_argument("drop", "a runtime");
        };
        let alive = self.in_shutdown_order(id);
        for &future in &alive {
            let it = &mut self.tasks[future.index()];
            it.future.is_cancelled = true;
            if it.state == TaskState::Blocked(BlockReason::Await) {
                self.future_is_ready(future, None);
            }
        }
        let runtime = &mut self.runtimes[usize::from(id)];
        runtime.queue = alive.into_iter().collect();
        runtime.inject.clear();
        runtime.deferred.clear();
        runtime.is_closing = true;
        self.park_here(task, Sys::RuntimeClose, args, oracle)
    }

    /// The futures that have not ended in the order in which tokio drops them: its list of them has four parts, by
    /// task id (`runtime/task/list.rs`), and ids count from 1 in a process.
    fn in_shutdown_order(&self, id: u16) -> Vec<TaskId> {
        let alive = &self.runtimes[usize::from(id)].alive;
        let spawned = self.tasks.iter().enumerate();
        let spawned = spawned.filter(|(_, task)| task.future.is_spawned);
        let mut order: Vec<(usize, TaskId)> = (1usize..)
            .zip(spawned)
            .map(|(number, (index, _))| (number % OWNED_LISTS, TaskId::from_index(index)))
            .filter(|(_, task)| alive.contains(task))
            .collect();
        order.sort_unstable();
        order.into_iter().map(|(_, task)| task).collect()
    }

    /// `spawn`: (function, future, cell, runtime or `usize::MAX` for the present one) → the task, `usize::MAX` when
    /// there is no runtime.
    pub(crate) fn future_spawn(&mut self, task: TaskId, args: Args) -> Reply {
        let cost = self.machine.costs.task_spawn_ns;
        if cost == 0 {
            return self.future_spawn_now(task, args);
        }
        Reply::Cpu {
            ns: cost,
            then: Pending::Paid {
                sys: Sys::FutureSpawn,
                args,
            },
        }
    }

    pub(crate) fn future_spawn_now(&mut self, task: TaskId, args: Args) -> Reply {
        let limit = self.machine.limits.tasks;
        if self.tasks.len() as u64 >= limit {
            let message = format!("{limit} tasks have been created");
            self.end_by_limit(LimitKind::Tasks, message, task);
            return Reply::Over;
        }
        let [function, future, cell, runtime] = args;
        let present = self.tasks[task.index()].future.runtime;
        let Some(id) = self.runtime_of(runtime).or(present) else {
            return Reply::Value(NOWHERE);
        };
        let span = self.scene(task).span;
        let child = TaskId::from_index(self.tasks.len());
        let spawned = self.record(task, None, EventKind::Spawned { child });
        let vm = Vm::start(self.code, &mut self.heap, function, &[future, cell]);
        let mut new = Task::new(vm);
        new.future.runtime = Some(id);
        new.future.is_spawned = true;
        new.future.is_notified = true;
        self.tasks.push(new);
        self.details.push(Details::new(Some(task), span));
        let arrived = self.record(child, spawned, EventKind::Arrived);
        self.details[child.index()].ready_event = arrived;
        self.runtimes[usize::from(id)].alive.insert(child);
        self.enqueue(id, child, present == Some(id));
        Reply::Value(usize_value(child.index()))
    }

    /// The task itself, for its waker.
    pub(crate) fn future_current(&mut self, task: TaskId) -> Reply {
        Reply::Value(usize_value(task.index()))
    }

    /// The poll gave `Pending`; answers whether the task has been cancelled meanwhile.
    pub(crate) fn future_park(
        &mut self,
        task: TaskId,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        let it = &mut self.tasks[task.index()];
        let is_cancelled = it.future.is_cancelled;
        if std::mem::take(&mut it.attempt) == Attempt::Woken || is_cancelled {
            return Reply::Value(Value::Bool(is_cancelled));
        }
        self.park_here(task, Sys::FuturePark, args, oracle)
    }

    /// The task leaves its worker until it is woken, or to the back of the queue when it has been.
    fn park_here(&mut self, task: TaskId, sys: Sys, args: Args, oracle: &mut dyn Oracle) -> Reply {
        self.set_pending(task, Pending::Halted(Halt::Sys { sys, args }));
        let it = &mut self.tasks[task.index()];
        it.future.is_polled = false;
        let Some(id) = it.future.runtime else {
            return wrong_argument("await", "a runtime around it");
        };
        let runtime = &self.runtimes[usize::from(id)];
        let was_woken = match it.future.is_spawned {
            true => it.future.is_notified,
            false => runtime.main_woken,
        };
        if was_woken {
            it.attempt = Attempt::Woken;
            if it.future.is_spawned {
                self.enqueue(id, task, true);
            }
            self.leave_worker(task, DescheduleReason::Yielded, oracle);
            return Reply::Parked;
        }
        let reason = BlockReason::Await;
        let event = self.record(task, None, EventKind::Blocked { reason });
        let it = &mut self.tasks[task.index()];
        it.state = TaskState::Blocked(reason);
        it.polls = 0;
        if self.recorder.is_full() {
            self.details[task.index()].blocked_event = event;
        }
        self.leave_worker(task, DescheduleReason::Blocked, oracle);
        Reply::Parked
    }

    /// `Waker::wake`
    pub(crate) fn future_wake(&mut self, task: TaskId, target: Value) -> Reply {
        let Some(target) = self.future_of(target) else {
            return wrong_argument("wake", "a task");
        };
        let event = self.record(task, None, EventKind::WokeTask { target });
        let is_local = self.is_local(task, target);
        self.wake_future(target, event, is_local);
        Reply::Value(Value::Unit)
    }

    /// Whether `task` runs on the thread that polls `target`.
    fn is_local(&self, task: TaskId, target: TaskId) -> bool {
        let worker = self.tasks[task.index()].worker;
        let driven = worker.and_then(|worker| self.driven_by(worker));
        driven.is_some() && driven == self.tasks[target.index()].future.runtime
    }

    /// Wakes a task once the driver has been polled: `yield_now`, and tasks whose budget is used up.
    pub(crate) fn future_defer(&mut self, task: TaskId, target: Value) -> Reply {
        let Some(target) = self.future_of(target) else {
            return wrong_argument("yield_now", "a task");
        };
        let Some(id) = self.tasks[task.index()].future.runtime else {
            return self.future_wake(task, usize_value(target.index()));
        };
        let deferred = &mut self.runtimes[usize::from(id)].deferred;
        if deferred.last() != Some(&target) {
            deferred.push(target);
        }
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
            let is_local = self.is_local(task, target);
            self.wake_future(target, event, is_local);
        }
        Reply::Value(Value::Unit)
    }

    /// Whether the task has been cancelled.
    pub(crate) fn future_is_cancelled(&mut self, task: TaskId) -> Reply {
        Reply::Value(Value::Bool(self.tasks[task.index()].future.is_cancelled))
    }

    /// The task's loop has ended: it is no longer the runtime's.
    pub(crate) fn future_ended(&mut self, task: TaskId) {
        if let Some(id) = self.tasks[task.index()].future.runtime {
            self.runtimes[usize::from(id)].alive.remove(&task);
        }
    }

    /// (timer or 0, deadline, task to wake) → 0 when the deadline has passed, `usize::MAX` without a runtime, else the
    /// timer.
    pub(crate) fn timer_poll(&mut self, task: TaskId, args: Args) -> Reply {
        let (Some(timer), Value::Instant(deadline), Some(target)) = (
            self.timer_number(args[0]),
            self.heap.look_through(args[1]),
            self.future_of(args[2]),
        ) else {
            return wrong_argument("sleep", "a deadline");
        };
        if let Some(timer) = timer.checked_sub(1) {
            let (id, index) = ((timer >> 32) as usize, timer as u32);
            let fired = match self.runtimes.get_mut(id) {
                Some(runtime) => runtime.wheel.poll(index, target),
                None => true,
            };
            let answer = if fired { 0 } else { timer + 1 };
            return Reply::Value(timer_value(answer));
        }
        let Some(id) = self.tasks[task.index()].future.runtime else {
            return Reply::Value(NOWHERE);
        };
        let runtime = &mut self.runtimes[usize::from(id)];
        let tick = deadline
            .saturating_sub(runtime.start.0)
            .saturating_add(TICK_NS - 1)
            / TICK_NS;
        let set = runtime.wheel.insert(tick, target);
        Reply::Value(timer_value(
            set.map_or(0, |index| ((u64::from(id) << 32) | u64::from(index)) + 1),
        ))
    }

    /// A timer is no longer needed.
    pub(crate) fn timer_drop(&mut self, timer: Value) -> Reply {
        if let Some(timer) = self.timer_number(timer).and_then(|it| it.checked_sub(1))
            && let Some(runtime) = self.runtimes.get_mut((timer >> 32) as usize)
        {
            runtime.wheel.remove(timer as u32);
        }
        Reply::Value(Value::Unit)
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
