//! Handing a thread over from a future that waits to the next one, in one go.
//!
//! [`Simulation::future_park`], leaving the thread, choosing who is polled next, starting it and beginning its poll come
//! one after the other. Where none of them has anything else to do they are one: one thread polls, events are not kept,
//! and nobody else does anything at this instant. Whatever is not as simple is theirs.

use interleave_trace::{BlockReason, CoreId, TaskId};

use super::Scheduler;
use crate::simulation::Simulation;
use crate::task::{Attempt, Inside, Task, TaskState};

impl Simulation<'_> {
    /// The future on `core`, alone at this instant, has halted for `Sys::FuturePark`: it waits. Answers the future that
    /// its thread polls now, which goes on; `None` when that is not as simple: then nothing has changed.
    pub(crate) fn hand_over(&mut self, core: CoreId, task: TaskId) -> Option<TaskId> {
        if !self.hands_over() {
            return None;
        }
        let worker = self.cores[core.index()].worker?;
        let seat = self.workers[worker.index()].seat?;
        let runtime = &mut self.runtimes[usize::from(seat.runtime)];
        let interval = runtime.intervals.global;
        let Scheduler::CurrentThread(scheduler) = &mut runtime.scheduler else {
            return None;
        };
        let next = scheduler.next_in_row(interval)?;
        let begins = self.tasks[next.index()].is_parked();
        let it = &self.tasks[next.index()];
        if it.cpu_left_ns > 0 || !(it.goes_on() || begins) {
            return None;
        }
        let it = &mut self.tasks[task.index()];
        if !waits_plainly(it) || it.future.home() != Some(seat.runtime) {
            return None;
        }
        scheduler.take_next_in_row();
        it.parks();
        it.future.is_polled = false;
        it.state = TaskState::Blocked(BlockReason::Await);
        it.polls = 0;
        it.core = None;
        self.changes += 1;
        self.account(core);
        self.look_ahead_alone(seat.runtime);
        let it = &mut self.tasks[next.index()];
        it.future.is_notified = false;
        it.future.is_polled = true;
        it.state = TaskState::Running;
        it.core = Some(core);
        it.worker = Some(worker);
        let worker = &mut self.workers[worker.index()];
        worker.task = Some(next);
        worker.last_task = Some(next);
        self.cores[core.index()].run_since = self.now;
        if begins {
            self.begins_poll(next);
        }
        Some(next)
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
