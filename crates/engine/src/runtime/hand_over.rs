//! Polling futures in a row: from a future that waits, or has ended, to the next one in one go.
//!
//! Lending a future's machine what it needs, running it, [`Simulation::future_park`] or [`Simulation::end_of`], leaving the
//! thread, choosing who is polled next, starting it and beginning its poll come one after the other. Where none of them
//! has anything else to do they are one loop: one thread polls, events are not kept, and nobody else does anything at this
//! instant. Nothing but the futures' machines acts in it, so what has been looked at when it began stays so. Whatever is
//! not as simple is theirs: then the loop is over, as if the future that has halted had been run by itself.

use interleave_program::Sys;
use interleave_trace::{CoreId, TaskId, WorkerId};
use interleave_vm::{Halt, JoinCell, Value};

use super::look_ahead::FITS_THE_CACHE;
use super::{BUDGET, Scheduler};
use crate::run::RUN_AHEAD_INSTRUCTIONS;
use crate::simulation::Simulation;
use crate::syscalls::usize_value;
use crate::task::TaskEnd;

/// What stays as it is while a thread polls futures in a row.
#[derive(Clone, Copy)]
struct Row {
    core: CoreId,
    worker: WorkerId,
    runtime: u16,
    /// How many instructions a future may run until they cost time; `None` when they never do.
    free: Option<u64>,
    /// More tasks than the processor's cache has room for.
    is_long: bool,
}

impl Simulation<'_> {
    /// Runs the future that `core` goes on with, and polls those behind it while that is all there is to do. Answers which
    /// one has halted for something else then, and how many instructions it has run without those of its loan; `None`,
    /// with nothing done, when somebody else may do something.
    #[inline]
    pub(crate) fn poll_in_a_row(&mut self, core: CoreId, task: TaskId) -> Option<(TaskId, u64)> {
        if !self.lends || !self.tasks[task.index()].goes_on_in_a_row() {
            return None;
        }
        self.poll_all_in_a_row(core, task)
    }

    #[inline(never)]
    fn poll_all_in_a_row(&mut self, core: CoreId, first: TaskId) -> Option<(TaskId, u64)> {
        let row = self.begin_row(core, first)?;
        let limit = self.machine.limits.instructions;
        let now = self.now;
        let code = self.code;
        let Self {
            tasks,
            details,
            heap,
            runtimes,
            instructions,
            changes,
            ..
        } = self;
        let runtime = &mut runtimes[usize::from(row.runtime)];
        let Scheduler::CurrentThread(scheduler) = &mut runtime.scheduler else {
            return None;
        };
        let mut look_ahead = std::mem::take(&mut scheduler.look_ahead);
        let (queue, most) = scheduler.row();
        let free = row.free.unwrap_or(u64::MAX);
        let (mut task, mut begins, mut polled) = (first, false, 0);
        let mut left = limit - *instructions;
        let mut acts_in_all = 0;
        let used = loop {
            let it = &mut tasks[task.index()];
            let vm = it.vm.as_mut().expect("who is polled has a machine");
            let free = match it.free_clock == now {
                true => free.saturating_sub(it.free_used),
                false => free,
            };
            let loan = heap.lend();
            loan.task = task.index();
            loan.left = left;
            loan.free = free;
            loan.clock_reads = if begins { 0 } else { it.polls };
            loan.changes = 0;
            loan.instructions = 0;
            let fuel = left.min(RUN_AHEAD_INSTRUCTIONS);
            let used = if begins || vm.is_unbegun_task() {
                vm.poll(code, heap, task.0, usize_value(BUDGET.into()), fuel)
            } else {
                vm.go(code, heap, fuel)
            };
            let loan = heap.loan();
            let (in_all, acts) = (used + loan.instructions, loan.changes);
            let is_simple = in_all <= free && in_all < left && !heap.has_spawned();
            let Some(next) = queue.get(polled).filter(|_| is_simple && polled < most) else {
                break used;
            };
            let Some(next_begins) = tasks[next.index()].joins_row() else {
                break used;
            };
            let it = &mut tasks[task.index()];
            match heap.halted() {
                Some(Halt::Sys {
                    sys: Sys::FuturePark,
                    ..
                }) => {
                    it.waits_in_row();
                    if row.free.is_some() {
                        it.runs_free(in_all, now);
                    }
                }
                Some(Halt::Finished(_)) => {
                    let details = &mut details[task.index()];
                    let vm = it.vm.as_mut().expect("who is polled has a machine");
                    let Some(cell) = details.cell().filter(|_| details.ends_plainly()) else {
                        break used;
                    };
                    if it.is_detached || vm.budget_left().is_none() {
                        break used;
                    }
                    match JoinCell::end_unseen(heap, code, cell) {
                        Ok(true) => {}
                        Ok(false) => break used,
                        Err(fault) => {
                            details.take_cell();
                            heap.halt_for(Halt::Fault(fault));
                            break used;
                        }
                    }
                    details.take_cell();
                    details.end = Some(TaskEnd::Returned(Value::Unit));
                    vm.tear_down(heap);
                    it.ends_in_row();
                    runtime.alive.remove(task);
                }
                _ => break used,
            }
            it.set_worker(row.worker);
            left -= in_all;
            acts_in_all += acts + 1 + u64::from(begins);
            polled += 1;
            if row.is_long {
                look_ahead.look(&queue, polled, tasks, details, heap);
            }
            (task, begins) = (next, next_begins);
        };
        *instructions = limit - left;
        *changes += acts_in_all;
        scheduler.take_row(polled);
        scheduler.look_ahead = look_ahead;
        if task != first {
            self.end_row(row, task, begins);
        }
        Some((task, used))
    }

    /// Whether nobody but futures of the runtime of `task`, which `core` goes on with, does anything now. Lends what all
    /// their machines are lent.
    fn begin_row(&mut self, core: CoreId, task: TaskId) -> Option<Row> {
        let left = self
            .machine
            .limits
            .instructions
            .checked_sub(self.instructions)?;
        if left == 0 || self.is_live() || self.machine.costs.task_switch_ns > 0 {
            return None;
        }
        let worker = self.cores[core.index()].worker?;
        let seat = self.workers[worker.index()].seat?;
        let home = self.tasks[task.index()].future.home();
        let Scheduler::CurrentThread(it) = &self.runtimes[usize::from(seat.runtime)].scheduler
        else {
            return None;
        };
        if home != Some(seat.runtime) || !it.is_in_row() || !self.lend(task, left) {
            return None;
        }
        Some(Row {
            core,
            worker,
            runtime: seat.runtime,
            free: self.most_free_instructions(&self.tasks[task.index()]),
            is_long: self.tasks.len() >= FITS_THE_CACHE,
        })
    }

    /// The row is over, and the thread has come to `task`; `begins`: that had been parked.
    fn end_row(&mut self, row: Row, task: TaskId, begins: bool) {
        let Row { core, worker, .. } = row;
        self.account(core);
        if begins {
            self.changes += 1;
        }
        self.tasks[task.index()].leaves_row(core, worker, begins);
        let worker = &mut self.workers[worker.index()];
        worker.task = Some(task);
        worker.last_task = Some(task);
    }
}
