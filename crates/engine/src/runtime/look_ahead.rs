//! Asking for the memory of the futures that are polled next: with a hundred thousand of them a poll waits for little else.
//!
//! The farther ahead a future is, the less of it is known: first its task, then what that polls, then the registers of that.

use std::collections::VecDeque;

use interleave_trace::TaskId;
use interleave_vm::{Heap, ObjectId, prefetch, prefetch_registers};

use super::Scheduler;
use crate::simulation::Simulation;
use crate::task::{Details, Task};

/// So few tasks are in the processor's cache anyway.
pub(super) const FITS_THE_CACHE: usize = 1 << 11;

/// So many futures at the front of the queue are looked at; what is found through a task is asked for two polls after
/// the task.
const FAR_AHEAD: usize = 7;

/// What is known of those who come next.
#[derive(Default)]
pub(super) struct LookAhead {
    /// What the futures poll that come second and third, where that is known.
    bodies: [Option<ObjectId>; 2],
}

impl LookAhead {
    /// Asks for the memory of those at the front of `queue`, after the last of them has been taken.
    #[inline(always)]
    pub(super) fn look(
        &mut self,
        queue: &VecDeque<TaskId>,
        tasks: &[Task],
        details: &[Details],
        heap: &Heap,
    ) {
        // The queue goes around its end now and then: nothing is asked for there.
        let (queue, _) = queue.as_slices();
        let Some(&[next, _, second, _, third, _, last]) = queue.first_chunk::<FAR_AHEAD>() else {
            *self = Self::default();
            return;
        };
        look_far(tasks, details, last);
        let [soon, then] = self.bodies;
        let body = tasks
            .get(third.index())
            .and_then(|it| it.vm.as_ref()?.body());
        match body {
            Some(body) => prefetch(heap.object(body)),
            None => look_farther(tasks, heap, [next, second, third]),
        }
        self.bodies = [then, body];
        if let Some(body) = soon {
            prefetch_registers(heap, body);
        }
        look_at_cell(details, heap, second);
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
        let (queue, _) = it.queue.as_slices();
        if let Some(&[next, _, second, _, third, _, last]) = queue.first_chunk::<FAR_AHEAD>() {
            look_far(&self.tasks, &self.details, last);
            look_farther(&self.tasks, &self.heap, [next, second, third]);
            look_at_cell(&self.details, &self.heap, second);
        }
    }
}

#[inline(always)]
fn look_far(tasks: &[Task], details: &[Details], far: TaskId) {
    if let (Some(task), Some(details)) = (tasks.get(far.index()), details.get(far.index())) {
        prefetch(task);
        prefetch(details);
    }
}

/// What a future leaves for its `JoinHandle`.
#[inline(always)]
fn look_at_cell(details: &[Details], heap: &Heap, task: TaskId) {
    if let Some(cell) = details.get(task.index()).and_then(Details::cell) {
        prefetch(heap.object(cell));
    }
}

/// The same for machines that are on something else than one body.
#[cold]
#[inline(never)]
fn look_farther(tasks: &[Task], heap: &Heap, [next, second, third]: [TaskId; 3]) {
    let machine = |id: TaskId| tasks.get(id.index())?.vm.as_ref();
    if let Some(vm) = machine(third) {
        vm.prefetch(heap);
    }
    if let Some(vm) = machine(second) {
        vm.prefetch_owned(heap);
    }
    if let Some(vm) = machine(next) {
        vm.prefetch_coroutine(heap);
    }
}
