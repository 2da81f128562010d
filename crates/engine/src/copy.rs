//! Copying a whole run into the memory of another one: a search of all interleavings does it at each of its acts.

use crate::os::ReadyQueue;
use crate::simulation::Simulation;
use crate::task::{Details, Task};

/// `to` becomes a copy of `from`, each item in the memory of the one in its place.
fn copy_each<T: Clone>(to: &mut Vec<T>, from: &[T], copy: impl Fn(&mut T, &T)) {
    to.truncate(from.len());
    let known = to.len();
    for (own, other) in to.iter_mut().zip(from) {
        copy(own, other);
    }
    to.extend_from_slice(&from[known..]);
}

/// Of collections that are hardly ever in use: copies `from` to `to` unless both are empty.
macro_rules! copy_used {
    ($to:expr, $from:expr) => {
        if !($from.is_empty() && $to.is_empty()) {
            $to.clone_from($from);
        }
    };
}

impl Simulation<'_> {
    /// Becomes a copy of `from`, in the memory that it has.
    pub(crate) fn copy_from(&mut self, from: &Self) {
        // Field by field, so that a new one cannot be forgotten.
        let Self {
            code,
            source,
            machine,
            heap,
            now,
            tasks,
            details,
            waits,
            workers,
            last_cores,
            cores,
            idle_cores,
            ready,
            plans_are_stale,
            run_queue,
            idle_workers,
            to_run,
            to_perform,
            to_expire,
            sequence,
            timers,
            fired,
            changes,
            syncs,
            scopes,
            local_keys,
            atomic_events,
            slices,
            runtimes,
            task_numbers,
            flavor,
            recorder,
            choices,
            instructions,
            output_bytes,
            has_panicked_before,
            statics_done,
            outcome,
            is_stepped,
            lends,
            is_untimed,
            outside,
        } = from;
        self.code = code;
        self.source = source;
        self.machine.clone_from(machine);
        self.heap.copy_from(heap);
        self.now = *now;
        copy_each(&mut self.tasks, tasks, Task::copy_from);
        copy_each(&mut self.details, details, Details::copy_from);
        if !(waits.is_empty() && self.waits.is_empty()) {
            self.waits.copy_from(waits);
        }
        self.workers.clone_from(workers);
        self.last_cores.clone_from(last_cores);
        self.cores.clone_from(cores);
        self.idle_cores.clone_from(idle_cores);
        match (&mut self.ready, ready) {
            (ReadyQueue::Fifo(own), ReadyQueue::Fifo(other)) => copy_used!(own, other),
            (own, other) => own.clone_from(other),
        }
        self.plans_are_stale = *plans_are_stale;
        copy_used!(self.run_queue, run_queue);
        copy_used!(self.idle_workers, idle_workers);
        copy_used!(self.to_run, to_run);
        copy_used!(self.to_perform, to_perform);
        copy_used!(self.to_expire, to_expire);
        self.sequence = *sequence;
        if !(timers.is_unused() && self.timers.is_unused()) {
            self.timers.clone_from(timers);
        }
        copy_used!(self.fired, fired);
        self.changes = *changes;
        self.syncs.clone_from(syncs);
        copy_used!(self.scopes, scopes);
        self.local_keys = *local_keys;
        self.atomic_events = *atomic_events;
        self.slices = *slices;
        copy_used!(self.runtimes, runtimes);
        self.task_numbers = *task_numbers;
        self.flavor = *flavor;
        self.recorder.clone_from(recorder);
        self.choices.clone_from(choices);
        self.instructions = *instructions;
        self.output_bytes = *output_bytes;
        self.has_panicked_before = *has_panicked_before;
        self.statics_done = *statics_done;
        self.outcome.clone_from(outcome);
        self.is_stepped = *is_stepped;
        self.lends = *lends;
        self.is_untimed = *is_untimed;
        self.outside.clone_from(outside);
    }
}
