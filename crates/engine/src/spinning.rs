//! Spinning: polls that find nothing, over and over.
//!
//! `while !handle.is_finished() {}` or `while start.elapsed() < limit {}` would take hundreds of millions of
//! instructions to pass half a second. After [`PATIENCE`] fruitless polls in a row, with nobody else doing anything
//! meanwhile, each further one takes CPU time in growing strides: never past the next thing that happens on the
//! machine, since before it nothing can change; a clock's strides grow so slowly that a wait is overshot by less
//! than a thousandth of itself.

use interleave_program::Sys;
use interleave_trace::{CoreId, Nanos, TaskId};
use interleave_vm::Value;

use crate::os::slice_end;
use crate::simulation::Simulation;
use crate::syscalls::Reply;
use crate::task::Pending;

/// Fruitless polls in a row that cost nothing.
pub(crate) const PATIENCE: u32 = 1_000;

/// Fruitless reads of atomics in a row that cost nothing: loops that read them without waiting for anything are
/// common, and mostly shorter.
const ATOMIC_PATIENCE: u32 = 20_000;

/// Whether it asks what time it is.
pub(crate) fn is_clock(sys: Sys) -> bool {
    matches!(sys, Sys::Now | Sys::RuntimeNow | Sys::NowLike)
}

/// Syscalls that a spinning task repeats; any other one ends the spin.
pub(crate) fn is_poll(sys: Sys) -> bool {
    matches!(
        sys,
        Sys::ThreadYield
            | Sys::ThreadIsFinished
            | Sys::MutexTryLock
            | Sys::ChannelTryRecv
            | Sys::ChannelTrySend
            | Sys::RwTryRead
            | Sys::RwTryWrite
            | Sys::OnceIsCompleted
    ) || is_atomic(sys)
        || is_clock(sys)
}

/// Accesses of atomics: whether they found something is seen when they are done.
pub(crate) fn is_atomic(sys: Sys) -> bool {
    matches!(
        sys,
        Sys::AtomicLoad
            | Sys::AtomicStore
            | Sys::AtomicSwap
            | Sys::AtomicCompareExchange
            | Sys::AtomicFetchAdd
            | Sys::AtomicFetchSub
            | Sys::AtomicFetchAnd
            | Sys::AtomicFetchNand
            | Sys::AtomicFetchOr
            | Sys::AtomicFetchXor
            | Sys::AtomicFetchMax
            | Sys::AtomicFetchMin
    )
}

impl Simulation<'_> {
    /// A poll has found something.
    pub(crate) fn found_something(&mut self, task: TaskId) {
        self.tasks[task.index()].polls = 0;
        self.details[task.index()].clock_reads = 0;
    }

    /// Answers a poll that found nothing new with `value`, and lets time pass when the task is spinning.
    pub(crate) fn poll_answer(&mut self, task: TaskId, sys: Sys, value: Value) -> Reply {
        if self.is_stepped {
            return self.stepped_poll(task, sys, value);
        }
        let changes = self.changes;
        let it = &mut self.tasks[task.index()];
        let details = &mut self.details[task.index()];
        if !is_clock(sys) && details.rare().polled_at != changes {
            details.rare_mut().polled_at = changes;
            it.polls = 0;
        }
        it.polls = it.polls.saturating_add(1);
        let patience = if is_atomic(sys) {
            ATOMIC_PATIENCE
        } else {
            PATIENCE
        };
        let Some(strides) = it.polls.checked_sub(patience) else {
            return Reply::Value(value);
        };
        self.details[task.index()].polls_clock = is_clock(sys);
        let ns = match sys {
            _ if is_clock(sys) => stride_ns(strides, 4_000),
            _ if is_atomic(sys) => {
                stride_ns(strides, 1_000).min(self.until_next_event_ns(task).unwrap_or(1))
            }
            _ => stride_ns(strides, 100).min(self.until_next_event_ns(task).unwrap_or(u64::MAX)),
        };
        self.answer(task, value);
        Reply::cpu(ns, Pending::Run)
    }

    /// Whether the task has spun for long, looking at something else than the clock: alone it changes nothing.
    pub(crate) fn only_spins(&self, task: TaskId) -> bool {
        self.tasks[task.index()].polls >= PATIENCE && !self.details[task.index()].polls_clock
    }

    /// Time until the next thing that can change anything for the spinning `task`, at least 1 ns; `None` when
    /// there is no such thing.
    fn until_next_event_ns(&self, task: TaskId) -> Option<u64> {
        if self.others_act_now() {
            return Some(1);
        }
        let acts = |core: &&crate::os::Core| {
            let on_it = core.worker.and_then(|worker| self.task_on(worker));
            !on_it.is_some_and(|other| self.only_spins(other))
        };
        let cores = self.cores.iter().filter(acts).filter_map(|core| core.next);
        let next = cores.map(|(at, _, _)| at).chain(self.timers.next_at());
        let next = next.chain(self.own_slice_end(task)).min()?;
        Some(next.saturating_sub(self.now).0.max(1))
    }

    /// Whether somebody who does not spin does something at this instant.
    fn others_act_now(&self) -> bool {
        let acts = |core: CoreId| {
            let worker = self.cores[core.index()].worker;
            let task = worker.and_then(|worker| self.task_on(worker));
            task.is_some_and(|task| self.tasks[task.index()].polls < PATIENCE)
        };
        let performing = self.to_perform.iter().map(|it| it.core);
        self.to_run.iter().copied().chain(performing).any(acts)
    }

    /// When others get the core of the running task.
    fn own_slice_end(&self, task: TaskId) -> Option<Nanos> {
        if self.ready.is_empty() || !self.is_preemptive() {
            return None;
        }
        let core = self.tasks[task.index()].core()?;
        let start = self.cores[core.index()].slice_start;
        Some(slice_end(start, self.machine.quantum, self.now))
    }
}

/// A stride that doubles every `period` polls, linear in between; at most about 69 seconds.
fn stride_ns(strides: u32, period: u32) -> u64 {
    let doublings = (strides / period).min(36);
    let base = 1u64 << doublings;
    base + base * u64::from(strides % period) / u64::from(period)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_overshot_by_less_than_a_thousandth() {
        let (mut passed, mut strides) = (0u64, 0);
        while passed < 5_000_000_000 {
            passed += stride_ns(strides, 4_000);
            strides += 1;
        }
        assert!(passed - 5_000_000_000 < 5_000_000);
        assert!(strides < 100_000, "and it takes {strides} polls");
    }
}
