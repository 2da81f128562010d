//! What machines of tasks in a runtime answer themselves: the engine lends them its clock and its timers for a run
//! (`interleave_vm::Loan`), where it would perform their syscalls at once and without a trace.

use interleave_trace::TaskId;
use interleave_vm::of_runtime;

use super::Scheduler;
use crate::run::RUN_AHEAD_INSTRUCTIONS;
use crate::simulation::Simulation;
use crate::spinning::PATIENCE;
use crate::task::{Details, FutureState, Task};

impl Simulation<'_> {
    /// Whether a syscall that costs nothing would be performed at once, with no event of it, while nobody else does anything.
    pub(super) fn may_lend(&self) -> bool {
        !self.recorder.is_full()
            && !self.is_stepped
            && !self.is_live()
            && self.machine.costs.instruction_ns == 0
            && self.statics_done >= self.code.statics.len()
    }

    /// Lends the machine of `task`, which may run `left` instructions, what it needs to answer by itself; whether it does.
    #[inline(always)]
    pub(crate) fn lend(&mut self, task: TaskId, left: u64) -> bool {
        self.lends
            && self.to_run.is_empty()
            && self.to_perform.is_empty()
            && self.ready.is_empty()
            && !self.plans_are_stale
            && self.outcome.is_none()
            && self.lend_to(task, left)
    }

    fn lend_to(&mut self, task: TaskId, left: u64) -> bool {
        let Some(id) = self.context(task) else {
            return false;
        };
        if self.heap.loan().as_of != Some((self.now.0, id)) {
            self.lend_clock(id);
        }
        let it = &self.tasks[task.index()];
        let seat = it.worker().and_then(|it| self.workers[it.index()].seat);
        let runtime = &self.runtimes[usize::from(id)];
        // Nobody sleeps at the driver of a runtime while its only thread polls.
        let has_timers = matches!(runtime.scheduler, Scheduler::CurrentThread(_))
            && runtime.wakers.is_empty()
            && runtime.drivers.time
            && seat.is_some_and(|seat| seat.runtime == id);
        let may_spawn = has_timers && !runtime.is_closed && self.machine.costs.task_spawn_ns == 0;
        let most_tasks = match may_spawn {
            true => self.machine.limits.tasks,
            false => 0,
        };
        let free = self.free_instructions(it);
        let loan = self.heap.lend();
        loan.task = task.index();
        loan.tasks = self.tasks.len();
        loan.most_tasks = most_tasks;
        loan.runtime = id;
        loan.ticks_from_ns = has_timers.then_some(runtime.start.0);
        loan.left = left;
        loan.at_once = RUN_AHEAD_INSTRUCTIONS;
        loan.free = free;
        loan.clock_reads = it.polls;
        loan.most_clock_reads = PATIENCE - 1;
        loan.changes = 0;
        loan.instructions = 0;
        true
    }

    #[inline(never)]
    fn lend_clock(&mut self, id: u16) {
        let (now, late) = (of_runtime(self.clock_now(id).0), self.late(id));
        let as_of = Some((self.now.0, id));
        let loan = self.heap.loan_mut();
        (loan.now, loan.late, loan.as_of) = (now, late, as_of);
    }

    /// Clocks of runtimes are set: they have to be read anew.
    pub(super) fn clocks_are_set(&mut self) {
        self.heap.loan_mut().as_of = None;
    }

    /// The tasks that the machine of `task` has spawned meanwhile are there from now on: as futures that it has spawned by
    /// itself, when no events are kept and nobody but this thread polls.
    #[inline(never)]
    fn take_spawned(&mut self, task: TaskId) {
        let id = self.heap.loan().runtime;
        let mut all = self.heap.take_spawned();
        let Self {
            tasks,
            details,
            runtimes,
            task_numbers,
            ..
        } = self;
        let runtime = &mut runtimes[usize::from(id)];
        let Scheduler::CurrentThread(scheduler) = &mut runtime.scheduler else {
            unreachable!("machines spawn tasks where one thread polls");
        };
        let first = TaskId::from_index(tasks.len());
        let behind = TaskId::from_index(tasks.len() + all.len());
        let mut future = FutureState::of(id);
        future.is_notified = true;
        tasks.extend(all.iter().map(|it| Task::of_future(it.vm(), future)));
        details.extend(
            (*task_numbers + 1..)
                .zip(&all)
                .map(|(number, it)| Details::of_future(task, it.span, number, it.cell)),
        );
        *task_numbers += all.len() as u32;
        runtime.alive.insert_all(first..behind);
        scheduler.queue.extend((first.0..behind.0).map(TaskId));
        all.clear();
        self.heap.reuse_spawned(all);
        self.unpark_alone(id);
    }

    /// What the machine of `task` has done with what it was lent has been done; how many instructions that were.
    #[inline(always)]
    pub(crate) fn take_loan_back(&mut self, task: TaskId) -> u64 {
        let loan = self.heap.loan_mut();
        let instructions = std::mem::take(&mut loan.instructions);
        if instructions > 0 {
            self.tasks[task.index()].polls = loan.clock_reads;
            self.changes += loan.changes;
            if self.heap.has_spawned() {
                self.take_spawned(task);
            }
        }
        instructions
    }
}
