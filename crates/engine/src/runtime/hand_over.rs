//! Handing a thread over from a future that waits, or has ended, to the next one, in one go.
//!
//! [`Simulation::future_park`] or [`Simulation::end_of`], leaving the thread, choosing who is polled next, starting it and
//! beginning its poll come one after the other. Where none of them has anything else to do they are one: one thread
//! polls, events are not kept, and nobody else does anything at this instant. Whatever is not as simple is theirs.

use interleave_trace::{BlockReason, CoreId, TaskId, WorkerId};
use interleave_vm::Value;

use super::Scheduler;
use crate::simulation::Simulation;
use crate::task::{Attempt, Inside, Task, TaskEnd, TaskState};

/// Who takes a thread over.
#[derive(Clone, Copy)]
struct Next {
    core: CoreId,
    worker: WorkerId,
    runtime: u16,
    future: TaskId,
    /// Its first poll since it was woken begins; otherwise its machine just goes on.
    begins: bool,
}

impl Simulation<'_> {
    /// The future on `core`, alone at this instant, has halted for `Sys::FuturePark`: it waits. Answers the future that
    /// its thread polls now, which goes on; `None` when that is not as simple: then nothing has changed.
    pub(crate) fn hand_over(&mut self, core: CoreId, task: TaskId) -> Option<TaskId> {
        let next = self.next_in_row(core, task)?;
        let it = &mut self.tasks[task.index()];
        if !waits_plainly(it) {
            return None;
        }
        it.parks();
        it.future.is_polled = false;
        it.state = TaskState::Blocked(BlockReason::Await);
        it.polls = 0;
        Some(self.goes_over(task, next))
    }

    /// The future on `core`, alone at this instant, has ended with `()`, and nothing is left of it to be done. Answers as
    /// [`Simulation::hand_over`].
    pub(crate) fn end_over(&mut self, core: CoreId, task: TaskId) -> Option<TaskId> {
        if !self.heap.has_finished_with_unit() {
            return None;
        }
        let next = self.next_in_row(core, task)?;
        let it = &mut self.tasks[task.index()];
        let details = &mut self.details[task.index()];
        if it.is_detached || !details.ends_plainly() {
            return None;
        }
        details.end = Some(TaskEnd::Returned(Value::Unit));
        it.state = TaskState::Finished;
        if let Some(vm) = it.vm.take() {
            vm.teardown(&mut self.heap);
        }
        self.heap.forget_halt();
        self.runtimes[usize::from(next.runtime)].alive.remove(task);
        Some(self.goes_over(task, next))
    }

    /// Who is polled next by the thread of `task`, a future of its runtime that leaves it now, when nothing else is to be
    /// done in between.
    #[inline]
    fn next_in_row(&self, core: CoreId, task: TaskId) -> Option<Next> {
        if !self.hands_over() {
            return None;
        }
        let worker = self.cores[core.index()].worker?;
        let seat = self.workers[worker.index()].seat?;
        let runtime = &self.runtimes[usize::from(seat.runtime)];
        let Scheduler::CurrentThread(scheduler) = &runtime.scheduler else {
            return None;
        };
        let future = scheduler.next_in_row(runtime.intervals.global)?;
        let it = &self.tasks[future.index()];
        let begins = it.is_parked();
        if it.cpu_left_ns > 0 || !(it.goes_on() || begins) {
            return None;
        }
        let home = self.tasks[task.index()].future.home();
        (home == Some(seat.runtime)).then_some(Next {
            core,
            worker,
            runtime: seat.runtime,
            future,
            begins,
        })
    }

    /// `task` leaves its thread, which polls `next` now.
    #[inline]
    fn goes_over(&mut self, task: TaskId, next: Next) -> TaskId {
        let Next {
            core,
            worker,
            runtime,
            future,
            begins,
        } = next;
        if let Scheduler::CurrentThread(scheduler) =
            &mut self.runtimes[usize::from(runtime)].scheduler
        {
            scheduler.take_next_in_row();
        }
        self.tasks[task.index()].core = None;
        self.changes += 1;
        self.account(core);
        self.look_ahead_alone(runtime);
        let it = &mut self.tasks[future.index()];
        it.future.is_notified = false;
        it.future.is_polled = true;
        it.state = TaskState::Running;
        it.core = Some(core);
        it.worker = Some(worker);
        let worker = &mut self.workers[worker.index()];
        worker.task = Some(future);
        worker.last_task = Some(future);
        self.cores[core.index()].run_since = self.now;
        if begins {
            self.begins_poll(future);
        }
        future
    }

    /// Whether nothing but the futures themselves asks for more than handing over.
    fn hands_over(&self) -> bool {
        !self.is_stepped
            && !self.is_live()
            && !self.recorder.is_full()
            && self.machine.costs.task_switch_ns == 0
            && self.outcome.is_none()
            && !self.plans_are_stale
            && self.ready.is_empty()
    }
}

/// Whether a future that parks waits until it is woken, which it has not been yet.
fn waits_plainly(it: &Task) -> bool {
    let future = &it.future;
    future.inside == Inside::Yes
        && !future.is_cancelled
        && !future.is_notified
        && it.attempt == Attempt::First
}
