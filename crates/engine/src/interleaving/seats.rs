//! Threads that drive an async runtime, act by act.
//!
//! Who is polled next is what the runtime's own order says, so it is no choice of anybody else. A thread that has nobody
//! to poll sleeps at its place; once it is called, or its timer fires, taking its place again is an act of its own. A
//! runtime's timers fire in the order of their instants, whatever the timing: they are all of one clock. How long the
//! network takes, free timing does not say: each operation may be ready whenever its driver is polled.

use interleave_trace::TaskId;

use super::Interleaving;
use super::turn::Readiness;
use crate::oracle::Oracle;
use crate::simulation::Simulation;

impl Interleaving<'_> {
    /// What a task of a runtime could do, or a thread that polls others; `None` for one that is itself on its thread.
    #[inline(always)]
    pub(super) fn seat_readiness(&self, task: TaskId) -> Option<Readiness> {
        if self.sim.runtimes.is_empty() {
            return None;
        }
        let it = &self.sim.tasks[task.index()];
        let Some(worker) = it.worker() else {
            // Queued, and not yet polled.
            return it.future.is_spawned.then_some(Readiness::No);
        };
        let worker = &self.sim.workers[worker.index()];
        if worker.task == Some(task) {
            return None;
        }
        if !self.sim.sleeps_in_runtime(task) {
            return Some(Readiness::No);
        }
        Some(match (worker.is_unparked, self.sim.timer_of(task)) {
            (true, _) => Readiness::Acts,
            (false, Some(_)) => Readiness::Timer,
            (false, None) => Readiness::No,
        })
    }

    /// Whether the next act of `task` is that it takes its place in a runtime again.
    pub(super) fn is_at_seat(&self, task: TaskId) -> bool {
        self.sim.sleeps_in_runtime(task)
    }

    /// Whether `task` is on a thread that has a place in a runtime.
    pub(super) fn polls_for_runtime(&self, task: TaskId) -> bool {
        let worker = self.sim.tasks[task.index()].worker();
        worker.is_some_and(|worker| self.sim.workers[worker.index()].seat.is_some())
    }

    /// The thread, whose sleep is over, polls whoever is next.
    pub(super) fn take_place(&mut self, thread: TaskId, oracle: &mut dyn Oracle) {
        self.end_turn();
        let Some(worker) = self.sim.tasks[thread.index()].worker() else {
            return;
        };
        if !self.sim.workers[worker.index()].is_unparked {
            self.fire_seat_timer(thread, oracle);
        }
        self.sim.workers[worker.index()].is_unparked = false;
        if let Some(core) = self.take_core(worker, thread) {
            self.sim.next_future(core, worker, oracle);
        }
        self.forget_plans();
        self.on_turn = self.sim.workers[worker.index()].task;
    }

    fn fire_seat_timer(&mut self, thread: TaskId, oracle: &mut dyn Oracle) {
        let Some(timer) = self.sim.timer_of(thread) else {
            return;
        };
        if !self.timing.is_free() {
            let is_held = self.is_held();
            let passed = self.zone.fire(thread, is_held);
            self.sim.now = self.sim.now.saturating_add(passed);
        }
        if !self.sim.is_untimed || !self.sim.end_untimed_sleep(thread, oracle) {
            self.sim.now = self.sim.now.max(timer.at);
        }
        self.sim.unparks_at_timer(thread);
    }

    /// After an act of `task` its thread may carry somebody else.
    pub(super) fn follow_worker(&mut self, task: TaskId) {
        if self.sim.runtimes.is_empty() || self.sim.is_over() {
            return;
        }
        self.forget_plans();
        let worker = self.sim.tasks[task.index()].worker();
        let next = worker.and_then(|worker| self.sim.workers[worker.index()].task);
        if let Some(next) = next.filter(|next| *next != task && self.sim.is_running(*next)) {
            self.on_turn = Some(next);
        }
    }

    /// Timers of threads that sleep in a runtime, as the zone has to know them.
    pub(super) fn set_seat_timers(&mut self) {
        if self.timing.is_free() || self.sim.runtimes.is_empty() {
            return;
        }
        for task in (0..self.sim.tasks.len()).map(TaskId::from_index) {
            if !self.sim.sleeps_in_runtime(task) {
                continue;
            }
            let known = self.seat_timers.iter().position(|(it, _)| *it == task);
            let before = known.map(|at| self.seat_timers.swap_remove(at).1);
            let Some(timer) = self.sim.timer_of(task) else {
                continue;
            };
            self.seat_timers.push((task, timer));
            if before != Some(timer) || !self.zone.has(task) {
                let left = timer.at.saturating_sub(self.sim.now);
                self.zone.set(task, left, left);
            }
        }
    }
}

impl Simulation<'_> {
    /// Whether `task` is a thread with a place in a runtime that carries nobody.
    pub(crate) fn sleeps_in_runtime(&self, task: TaskId) -> bool {
        let Some(worker) = self.tasks[task.index()].worker() else {
            return false;
        };
        let worker = &self.workers[worker.index()];
        worker.thread == Some(task) && worker.task.is_none() && worker.seat.is_some()
    }

    fn is_over(&self) -> bool {
        self.outcome.is_some()
    }
}
