//! Asking for the memory of the futures that are polled next: with a hundred thousand of them a poll waits for little else.
//!
//! The farther ahead a future is, the less of it is known: first its task, then what that polls and what is known of it
//! besides, then the registers of that and what it leaves for its `JoinHandle`.
//!
//! A processor may see itself what comes next when tasks follow each other at equal distances, as those do that a loop has
//! spawned. But not where others press for the same memory; there asking gains more than it costs where nobody does.

use interleave_trace::TaskId;
use interleave_vm::{Heap, ObjectId, prefetch, prefetch_object, prefetch_registers};

use super::Scheduler;
use super::current_thread::Queued;
use crate::simulation::Simulation;
use crate::task::{Details, Task};

/// So few tasks are in the processor's cache anyway.
pub(super) const FITS_THE_CACHE: usize = 1 << 11;

/// So many futures at the front of the queue are looked at; what is found through a task is asked for two polls after
/// the task.
pub(super) const FAR_AHEAD: usize = 7;

/// Stands for no task, and for no body.
const NOBODY: u32 = u32::MAX;

/// A future that comes soon.
#[derive(Clone, Copy, Debug)]
struct Coming {
    task: TaskId,
    /// What it polls, where that is known.
    body: ObjectId,
}

/// What is known of those who come next. No part of a run's state.
#[derive(Debug)]
pub(super) struct LookAhead {
    /// Where in the following it is.
    turn: usize,
    /// Whose tasks have been asked for at the last two polls, in turn.
    tasks: [TaskId; 2],
    /// Whose bodies have been.
    coming: [Coming; 2],
}

impl Default for LookAhead {
    fn default() -> Self {
        let task = TaskId(NOBODY);
        let body = ObjectId(NOBODY);
        Self {
            turn: 0,
            tasks: [task; 2],
            coming: [Coming { task, body }; 2],
        }
    }
}

impl Clone for LookAhead {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for LookAhead {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl LookAhead {
    /// Asks for the memory of those in `queue` from `place` on, whose turn is after the one that is polled now.
    #[inline(always)]
    pub(super) fn look(
        &mut self,
        queue: &Queued<'_>,
        place: usize,
        tasks: &[Task],
        details: &[Details],
        heap: &Heap,
    ) {
        let last = queue.get(place + FAR_AHEAD - 1);
        let last = last.unwrap_or(TaskId(NOBODY));
        if let Some(task) = tasks.get(last.index()) {
            prefetch(task);
        }
        let turn = self.turn % 2;
        self.turn = turn + 1;
        let third = std::mem::replace(&mut self.tasks[turn], last);
        let mut coming = Coming {
            task: TaskId(NOBODY),
            body: ObjectId(NOBODY),
        };
        if let Some(task) = tasks.get(third.index()) {
            if task.may_end()
                && let Some(details) = details.get(third.index())
            {
                prefetch(details);
                coming.task = third;
            }
            match task.vm.as_ref().and_then(|vm| vm.body()) {
                Some(body) => {
                    prefetch_object(heap, body);
                    coming.body = body;
                }
                None => look_farther(queue, place, tasks, heap),
            }
        }
        let soon = std::mem::replace(&mut self.coming[turn], coming);
        prefetch_registers(heap, soon.body);
        if let Some(cell) = details.get(soon.task.index()).and_then(Details::cell) {
            prefetch_object(heap, cell);
        }
    }
}

impl Simulation<'_> {
    /// The same for one thread's queue, after one has been taken from it.
    pub(super) fn look_ahead_alone(&mut self, id: u16) {
        if self.tasks.len() < FITS_THE_CACHE {
            return;
        }
        let Scheduler::CurrentThread(it) = &mut self.runtimes[usize::from(id)].scheduler else {
            return;
        };
        let mut look_ahead = std::mem::take(&mut it.look_ahead);
        let (queue, _) = it.row();
        look_ahead.look(&queue, 0, &self.tasks, &self.details, &self.heap);
        it.look_ahead = look_ahead;
    }
}

/// The same for machines that are on something else than one body.
#[cold]
#[inline(never)]
fn look_farther(queue: &Queued<'_>, place: usize, tasks: &[Task], heap: &Heap) {
    let machine = |ahead: usize| tasks.get(queue.get(place + ahead)?.index())?.vm.as_ref();
    if let Some(vm) = machine(4) {
        vm.prefetch(heap);
    }
    if let Some(vm) = machine(2) {
        vm.prefetch_owned(heap);
    }
    if let Some(vm) = machine(0) {
        vm.prefetch_coroutine(heap);
    }
}
