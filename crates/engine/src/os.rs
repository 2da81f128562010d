//! The OS level: cores, and the queue of ready workers in the policy's order.
//!
//! # Invariants
//! - A core is idle only while no worker is ready (after [`Simulation::settle`](crate::Simulation)).
//! - A running worker's CPU time is planned ahead: `Core::next` says when its burst ends or its slice expires.
//! - Slices are counted in whole quanta from `slice_start`. While nobody is ready they pass unnoticed: the worker
//!   keeps its core, and no event and no switch is counted.

use std::collections::{BTreeSet, VecDeque};

use interleave_trace::{CoreId, Nanos, WorkerId};
use interleave_vm::Halt;

use crate::machine::Policy;

/// What a core does next by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum CoreEvent {
    /// The running task has had the CPU time that it asked for.
    BurstEnd,
    /// The slice of the running worker is used up.
    SliceEnd,
    /// The core has switched to another worker.
    WorkerSwitched,
    /// The worker has switched to another task.
    TaskSwitched,
}

/// One core.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Core {
    /// Who runs, or is being switched to.
    pub(crate) worker: Option<WorkerId>,
    /// Who ran last: taking somebody else is a context switch.
    pub(crate) last_worker: Option<WorkerId>,
    /// When the running worker's slice began.
    pub(crate) slice_start: Nanos,
    /// Since when the running task's CPU time has not been accounted.
    pub(crate) run_since: Nanos,
    /// Whether a task runs (not idle, not switching).
    pub(crate) is_running: bool,
    /// What happens next on this core: when, in which order among equals, what.
    pub(crate) next: Option<(Nanos, u64, CoreEvent)>,
    pub(crate) busy_ns: u64,
    pub(crate) switching_ns: u64,
    pub(crate) context_switches: u64,
}

/// What a core does at this instant in the order of the queue.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Performance {
    pub(crate) core: CoreId,
    /// What its task's machine has just come to; `None` when the task itself knows what is pending.
    pub(crate) halt: Option<Halt>,
}

/// A set of core numbers below 256.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CoreSet([u64; 4]);

impl CoreSet {
    pub(crate) fn insert(&mut self, index: usize) {
        self.0[index / 64] |= 1 << (index % 64);
    }

    pub(crate) fn remove(&mut self, index: usize) {
        self.0[index / 64] &= !(1 << (index % 64));
    }

    pub(crate) fn contains(&self, index: usize) -> bool {
        let word = self.0.get(index / 64);
        word.is_some_and(|word| word & (1 << (index % 64)) != 0)
    }

    pub(crate) fn first(&self) -> Option<usize> {
        let word = self.0.iter().position(|word| *word != 0)?;
        Some(word * 64 + self.0[word].trailing_zeros() as usize)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0 == [0; 4]
    }
}

/// The ready workers, in the order in which the policy would take them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ReadyQueue {
    /// First in, first out (`rr` and `fifo` differ only in having a quantum).
    Fifo(VecDeque<WorkerId>),
    /// Least virtual runtime first, then first in, first out.
    Fair {
        order: BTreeSet<(u64, u64, WorkerId)>,
        sequence: u64,
        /// Virtual runtime of the last worker taken: what newcomers and sleepers start from, so that having
        /// slept gives no credit (Linux CFS, `min_vruntime`).
        floor: u64,
    },
}

impl ReadyQueue {
    pub(crate) fn new(policy: Policy) -> Self {
        match policy {
            Policy::Rr | Policy::Fifo => Self::Fifo(VecDeque::new()),
            Policy::Fair => Self::Fair {
                order: BTreeSet::new(),
                sequence: 0,
                floor: 0,
            },
        }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Fifo(queue) => queue.len(),
            Self::Fair { order, .. } => order.len(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a worker that has become ready; `virtual_runtime` may be raised to the floor.
    pub(crate) fn push(&mut self, worker: WorkerId, virtual_runtime: &mut u64) {
        match self {
            Self::Fifo(queue) => queue.push_back(worker),
            Self::Fair {
                order,
                sequence,
                floor,
            } => {
                *virtual_runtime = (*virtual_runtime).max(*floor);
                order.insert((*virtual_runtime, *sequence, worker));
                *sequence += 1;
            }
        }
    }

    /// The worker that stands at place `index`, when that is easily known.
    pub(crate) fn at(&self, index: usize) -> Option<WorkerId> {
        match self {
            Self::Fifo(queue) => queue.get(index).copied(),
            Self::Fair { .. } => None,
        }
    }

    /// Takes the worker that stands at place `index`.
    pub(crate) fn take(&mut self, index: usize) -> WorkerId {
        match self {
            Self::Fifo(queue) if index == 0 => queue.pop_front(),
            Self::Fifo(queue) => queue.remove(index),
            Self::Fair { order, floor, .. } => {
                let entry = order.iter().nth(index).copied();
                entry.map(|entry| {
                    order.remove(&entry);
                    *floor = (*floor).max(entry.0);
                    entry.2
                })
            }
        }
        .expect("the place lies inside the queue")
    }

    /// Whether the policy would give the core of a worker with this runtime to somebody else now.
    pub(crate) fn wants_preemption(&self, virtual_runtime: u64) -> bool {
        match self {
            Self::Fifo(queue) => !queue.is_empty(),
            Self::Fair { order, .. } => order
                .first()
                .is_some_and(|(least, _, _)| *least <= virtual_runtime),
        }
    }

    /// The runtime that puts a worker that yields behind the first of the others.
    pub(crate) fn yielded_runtime(&self, virtual_runtime: u64) -> u64 {
        match self {
            Self::Fifo(_) => virtual_runtime,
            Self::Fair { order, .. } => order
                .first()
                .map_or(virtual_runtime, |(least, _, _)| virtual_runtime.max(*least)),
        }
    }
}

/// The first end of a slice at or after `from`: slices are `quantum` long and follow each other from `start`.
pub(crate) fn slice_end(start: Nanos, quantum: Nanos, from: Nanos) -> Nanos {
    let passed = from.saturating_sub(start).0;
    let slices = passed.div_ceil(quantum.0).max(1);
    Nanos(start.0.saturating_add(slices.saturating_mul(quantum.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_follow_each_other() {
        let end = |start, from| slice_end(Nanos(start), Nanos(10), Nanos(from)).0;
        assert_eq!(end(5, 5), 15, "a fresh slice is whole");
        assert_eq!(end(5, 7), 15);
        assert_eq!(end(5, 15), 15, "at its end a slice is used up");
        assert_eq!(end(5, 16), 25);
    }

    #[test]
    fn fair_takes_the_least_runtime_and_gives_no_credit_for_sleep() {
        let mut ready = ReadyQueue::new(Policy::Fair);
        for (worker, mut runtime) in [(1, 50), (2, 20), (3, 20)] {
            ready.push(WorkerId(worker), &mut runtime);
        }
        assert_eq!(ready.take(0), WorkerId(2));
        let mut slept = 0;
        ready.push(WorkerId(4), &mut slept);
        assert_eq!(slept, 20);
        assert_eq!(
            ready.take(0),
            WorkerId(3),
            "first in, first out among equals"
        );
        assert_eq!(ready.take(1), WorkerId(1));
    }
}
