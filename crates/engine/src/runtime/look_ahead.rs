//! Asking for the memory of the futures that are polled next: with a hundred thousand of them a poll waits for little else.
//!
//! The farther ahead a future is, the less of it is known: first its task, then what that polls and what is known of it
//! besides, then the registers of that and what it leaves for its `JoinHandle`.

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
#[derive(Clone, Copy)]
struct Coming {
    task: TaskId,
    /// What it polls, where that is known.
    body: ObjectId,
}

/// What is known of those who come next.
pub(super) struct LookAhead {
    /// Whose tasks have been asked for, one and two polls ago.
    tasks: [TaskId; 2],
    /// The same of bodies.
    coming: [Coming; 2],
}

impl Default for LookAhead {
    fn default() -> Self {
        let task = TaskId(NOBODY);
        let body = ObjectId(NOBODY);
        Self {
            tasks: [task; 2],
            coming: [Coming { task, body }; 2],
        }
    }
}

impl LookAhead {
    /// Asks for the memory of those in `queue` from `place` on, whose turn is after the one that is polled now.
    #[inline(always)]
    pub(super) fn look(
        &mut self,
        queue: Queued<'_>,
        place: usize,
        tasks: &[Task],
        details: &[Details],
        heap: &Heap,
    ) {
        let [before, third] = self.tasks;
        let last = queue.get(place + FAR_AHEAD - 1);
        let last = last.unwrap_or(TaskId(NOBODY));
        if let Some(task) = tasks.get(last.index()) {
            prefetch(task);
        }
        self.tasks = [last, before];
        let [then, soon] = self.coming;
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
        self.coming = [coming, then];
        prefetch_registers(heap, soon.body);
        if let Some(cell) = details.get(soon.task.index()).and_then(Details::cell) {
            prefetch_object(heap, cell);
        }
    }
}

impl Simulation<'_> {
    /// The same for one thread's queue when nothing is known from before.
    pub(super) fn look_ahead_alone(&self, id: u16) {
        if self.tasks.len() < FITS_THE_CACHE {
            return;
        }
        let Scheduler::CurrentThread(it) = &self.runtimes[usize::from(id)].scheduler else {
            return;
        };
        let (queue, _) = it.row();
        if let Some(last) = queue.get(FAR_AHEAD - 1)
            && let Some(task) = self.tasks.get(last.index())
            && let Some(details) = self.details.get(last.index())
        {
            prefetch(task);
            prefetch(details);
        }
        look_farther(queue, 0, &self.tasks, &self.heap);
    }
}

/// The same for machines that are on something else than one body.
#[cold]
#[inline(never)]
fn look_farther(queue: Queued<'_>, place: usize, tasks: &[Task], heap: &Heap) {
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
