//! Acts that commute with everything that others may do until they are done: whoever has one may do it at once, and
//! no outcome is lost (a persistent set of one: Godefroid, Partial-Order Methods for the Verification of Concurrent
//! Systems, LNCS 1032, 1996, chapter 4).
//!
//! - Giving a lock back: until then nobody else can do anything with the lock but wait.
//! - The end of a thread other than main: until then others can only wait for it.
//! - A join or the end of a scope that need not wait.
//! - Receiving what is queued in a channel without bound: others only add behind it.
//! - Waking up from a sleep at an instant that cannot be another one: what is done then comes after it.
//! - Dropping a sender: the receiver can only notice the last one's, by not waiting any longer.
//! - Asking for the result of a task that has ended.
//! - What main does before it has spawned a task, while there are only workers of its runtimes, and that these take
//!   jobs: which of them takes which is all the same, because each can do whatever another one can.
//! - What is left for threads of runtimes to do when these have been closed and no task is left: to end.
//!
//! Before the first task is spawned, workers that sit down are such a set together, in whatever order they do it
//! ([`Interleaving::keep_persistent`]): one that sits there asleep can do all that one who is still on the way can. The
//! first task wakes one of them; that one may come at any time, and as soon as it has found something it wakes the next.
//! So there is always one who may come, as long as somebody has not come yet, and which of them it is nobody can tell.
//!
//! All that supposes that nobody looks without waiting. Programs whose text has a word for looking ([`LOOKS`]) are not
//! reduced. No cycle of states consists of such acts alone, so nobody is put off for ever.

use interleave_program::Sys;
use interleave_trace::{BlockReason, TaskId};
use interleave_vm::Halt;

use super::{Interleaving, Timing};
use crate::simulation::MAIN;
use crate::task::Pending;

/// Words by which a program looks at the state of things without waiting, or at how many share something.
const LOOKS: [&str; 22] = [
    "try_",
    "_timeout",
    "is_poisoned",
    "clear_poison",
    "is_finished",
    "is_completed",
    "strong_count",
    "weak_count",
    "get_mut",
    "into_inner",
    "upgrade",
    "make_mut",
    "unwrap_or_clone",
    "catch_unwind",
    "panicking",
    "Weak",
    "Drop",
    "is_unique",
    "downgrade",
    "elapsed",
    "Instant",
    "thread_local",
];

impl Interleaving<'_> {
    /// Whether the program can be reduced at all.
    #[must_use]
    pub fn is_reducible(source: &str) -> bool {
        !LOOKS.iter().any(|word| source.contains(word))
    }

    /// The first of `options` whose next act commutes with all that others may do before it. Only for programs that
    /// [can be reduced](Self::is_reducible).
    #[must_use]
    pub fn independent(&self, options: &[TaskId]) -> Option<TaskId> {
        options
            .iter()
            .copied()
            .find(|task| self.is_independent(*task, options))
    }

    /// Leaves those of `options` whose next acts commute with all that the others may do before, when there are such.
    /// Only for programs that [can be reduced](Self::is_reducible).
    pub fn keep_persistent(&self, options: &mut Vec<TaskId>) {
        if let Some(only) = self.independent(options) {
            options.retain(|task| *task == only);
        } else if !self.sim.runtimes.is_empty() && self.sim.has_only_new_runtimes() {
            let sits_down = |task: TaskId| {
                let pending = self.sim.details[task.index()].pending();
                pending.sys() == Some(Sys::RuntimeWork)
            };
            if options.iter().any(|task| sits_down(*task)) {
                options.retain(|task| sits_down(*task));
            }
        }
    }

    /// Whether the next act of `task` certainly picks nobody among waiters: it leaves no choice within.
    #[must_use]
    pub fn picks_nobody(&self, task: TaskId) -> bool {
        if self.is_at_seat(task) {
            return false;
        }
        match self.sim.details[task.index()].pending() {
            // Where a future ends, its thread looks for another one.
            Pending::Halted(Halt::Finished(_) | Halt::Panicked(_)) => !self.polls_for_runtime(task),
            Pending::Halted(Halt::Sys { sys, .. }) => matches!(
                sys,
                Sys::PrintOut
                    | Sys::PrintErr
                    | Sys::ThreadSpawn
                    | Sys::ThreadJoin
                    | Sys::ThreadDetach
                    | Sys::ScopeWait
                    | Sys::MutexLock
                    | Sys::MutexUnlock
                    | Sys::AtomicLoad
                    | Sys::AtomicStore
                    | Sys::AtomicSwap
                    | Sys::AtomicFetchAdd
                    | Sys::AtomicFetchSub
                    | Sys::AtomicCompareExchange
                    | Sys::ChannelDropSender
                    | Sys::FutureSpawn
                    | Sys::FutureWake
                    | Sys::TimerPoll
                    | Sys::TimerAwait
                    | Sys::JoinPoll
                    | Sys::SharedAccess
                    | Sys::ArcDrop
                    | Sys::ArcCount
            ),
            _ => false,
        }
    }

    /// Whether the next act of `task` is its end.
    #[must_use]
    pub fn ends(&self, task: TaskId) -> bool {
        let pending = self.sim.details[task.index()].pending();
        matches!(
            pending,
            Pending::Halted(Halt::Finished(_) | Halt::Panicked(_))
        )
    }

    /// Whether `task` can wake up from a sleep, and sooner or later nothing else can happen to it: no time passes, or
    /// everybody waits for it to pass.
    fn wakes_up(&self, task: TaskId, options: &[TaskId]) -> bool {
        let reason = self.sim.reason_of(task);
        let sleeps = matches!(reason, Some(BlockReason::Sleep { .. }));
        let all_wait = || options.iter().all(|it| self.zone.has(*it));
        self.timing == Timing::Exact && sleeps && (all_wait() || self.is_held())
    }

    fn is_independent(&self, task: TaskId, options: &[TaskId]) -> bool {
        let has_runtimes = !self.sim.runtimes.is_empty();
        if self.zone.has(task) {
            return !has_runtimes && self.wakes_up(task, options);
        }
        if has_runtimes && self.begins_or_ends_runtime(task) {
            return true;
        }
        match self.sim.details[task.index()].pending() {
            _ if self.is_at_seat(task) => false,
            Pending::Halted(Halt::Finished(_) | Halt::Panicked(_)) => task != MAIN && !has_runtimes,
            Pending::Halted(Halt::Sys { sys, args }) => match sys {
                Sys::MutexUnlock | Sys::ThreadJoin | Sys::ScopeWait | Sys::ChannelDropSender => {
                    true
                }
                Sys::ChannelRecv => self.sim.receives_at_once(args[0]),
                Sys::JoinPoll => self.sim.joins_at_once(args[0]),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether the next act of `task` belongs to the beginning of runtimes, when no task has been spawned, or to their
    /// end, when none is left.
    fn begins_or_ends_runtime(&self, task: TaskId) -> bool {
        let sys = match self.sim.details[task.index()].pending() {
            _ if self.is_at_seat(task) => None,
            Pending::Halted(Halt::Sys { sys, .. }) => Some(*sys),
            Pending::Halted(Halt::Finished(_) | Halt::Panicked(_)) => None,
            _ => return false,
        };
        if self.sim.has_only_new_runtimes() {
            return match sys {
                Some(Sys::PoolNext) => self.sim.has_jobs_in_all_pools(),
                Some(
                    Sys::RuntimeAsked
                    | Sys::RuntimeNew
                    | Sys::RuntimeIntervals
                    | Sys::RuntimeDrivers
                    | Sys::RuntimeLimits
                    | Sys::RuntimeEnter
                    | Sys::PoolPush
                    | Sys::PoolNeedsThread
                    | Sys::ThreadSpawn
                    | Sys::ThreadDetach,
                ) => task == MAIN,
                _ => false,
            };
        }
        let ends = matches!(sys, None | Some(Sys::PoolNext | Sys::RuntimeWork));
        ends && self.sim.is_of_ended_runtime(task)
    }
}
