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
//!
//! All that supposes that nobody looks without waiting. Programs whose text has a word for looking ([`LOOKS`]) are not
//! reduced. No cycle of states consists of such acts alone, so nobody is put off for ever.

use interleave_program::Sys;
use interleave_trace::{BlockReason, TaskId};
use interleave_vm::Halt;

use super::{Interleaving, Timing};
use crate::simulation::MAIN;
use crate::task::{Pending, TaskState};

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
        let state = self.sim.tasks[task.index()].state;
        let sleeps = matches!(state, TaskState::Blocked(BlockReason::Sleep { .. }));
        let all_wait = || options.iter().all(|it| self.zone.has(*it));
        self.timing == Timing::Exact && sleeps && (all_wait() || self.is_held())
    }

    fn is_independent(&self, task: TaskId, options: &[TaskId]) -> bool {
        if !self.sim.runtimes.is_empty() {
            return false;
        }
        if self.zone.has(task) {
            return self.wakes_up(task, options);
        }
        match self.sim.details[task.index()].pending() {
            Pending::Halted(Halt::Finished(_) | Halt::Panicked(_)) => task != MAIN,
            Pending::Halted(Halt::Sys { sys, args }) => match sys {
                Sys::MutexUnlock | Sys::ThreadJoin | Sys::ScopeWait | Sys::ChannelDropSender => {
                    true
                }
                Sys::ChannelRecv => self.sim.receives_at_once(args[0]),
                _ => false,
            },
            _ => false,
        }
    }
}
