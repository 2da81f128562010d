//! What an act touches: two acts that touch nothing in common, or only look at it, commute. Done in either order they
//! lead to the same state.
//!
//! What is touched is noted while the act is done, so it is what this act touches here: a lock's number, not "locks"
//! (dynamic partial-order reduction: Flanagan and Godefroid, POPL 2005). It covers the syscalls of the act, what
//! the thread then computes by itself, and what nobody can notice after it. What threads share without a syscall are
//! the counts of shared objects, which the heap notes; all else that is shared is behind locks, because the program is
//! safe Rust. A syscall that is not listed touches everything.
//!
//! Two prints never commute, not even to different streams.

use interleave_program::Sys;
use interleave_trace::TaskId;
use interleave_vm::{CountUse, Halt, ObjectId, Value};
use smallvec::SmallVec;

use super::Interleaving;
use super::turn::Readiness;
use crate::simulation::{MAIN, Simulation};
use crate::spinning::is_atomic;
use crate::syscalls::Args;
use crate::task::Pending;

/// Something that acts can touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Thing {
    /// What has been printed, on either stream.
    Output,
    /// The present instant.
    Clock,
    /// The numbers of threads.
    Threads,
    /// The numbers of scopes, and how many threads of each are left.
    Scopes,
    /// The numbers of thread locals.
    Locals,
    /// A thread's end, and what is left of it.
    End(TaskId),
    /// A thread's park token.
    Token(TaskId),
    /// A sync object, with what is behind it.
    Sync(u32),
    /// How many share an object.
    Count(ObjectId),
}

/// How.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// Leaves it as it is.
    Looks,
    /// Adds to it or takes away from it without looking: such acts commute with each other.
    Adds,
    /// Anything else.
    Writes,
}

/// What an act has touched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    things: SmallVec<[(Thing, Use); 5]>,
    is_everything: bool,
}

impl Touched {
    /// Whether acts that touch this and that lead to the same state in either order.
    #[must_use]
    pub fn commutes_with(&self, other: &Self) -> bool {
        let clash = |a: Use, b: Use| a != b || a == Use::Writes;
        let meets = |(thing, how): &(Thing, Use)| {
            let mut others = other.things.iter();
            others.any(|(it, its)| it == thing && clash(*how, *its))
        };
        !self.is_everything && !other.is_everything && !self.things.iter().any(meets)
    }

    fn push(&mut self, thing: Thing, how: Use) {
        if !self.things.contains(&(thing, how)) {
            self.things.push((thing, how));
        }
    }
}

/// Taking note of what the act of one thread touches.
#[derive(Clone, Debug)]
pub(super) struct Noting {
    task: TaskId,
    /// How many there were: what a new thread does by itself is part of the act that made it.
    tasks: usize,
    touched: Touched,
}

impl Interleaving<'_> {
    /// Whether threads of the program share only what can be noted: with `unsafe` they may share anything.
    #[must_use]
    pub fn has_acts_that_commute(source: &str) -> bool {
        !source.contains("unsafe")
    }

    /// From now on what `task` touches is noted; its next act is about to be done.
    pub fn note_touched(&mut self, task: TaskId) {
        self.sim.heap.note_counts(true);
        self.noting = Some(Noting {
            task,
            tasks: self.sim.tasks.len(),
            touched: Touched {
                things: SmallVec::new(),
                // Instants have to do with each other, and so have the tasks of a runtime.
                is_everything: !self.timing.is_free() || !self.sim.runtimes.is_empty(),
            },
        });
    }

    /// What has been touched since.
    pub fn take_touched(&mut self) -> Touched {
        self.sim.heap.note_counts(false);
        let noted = self.noting.take().map(|it| it.touched);
        let mut touched = noted.unwrap_or_default();
        touched.is_everything |= self.is_over();
        touched
    }

    /// Notes what doing what `task` has pending touches.
    pub(super) fn note_pending(&mut self, task: TaskId, readiness: Readiness) {
        let Some(noting) = &mut self.noting else {
            return;
        };
        let to = &mut noting.touched;
        let is_own = task == noting.task || task.index() >= noting.tasks;
        let is_own_act = is_own && self.unnoticed < super::turn::MAX_UNNOTICED;
        let is_plain = matches!(readiness, Readiness::Acts | Readiness::ActsUnnoticed);
        to.is_everything |= !is_own_act || !is_plain;
        if !to.is_everything {
            self.sim.note_pending(task, to);
        }
    }

    /// Notes what `task` touched while it computed by itself.
    pub(super) fn note_computed(&mut self, task: TaskId) {
        let Some(noting) = &mut self.noting else {
            return;
        };
        if task == MAIN && self.sim.is_at_count(task) {
            // It would not have halted alone.
            let others = (0..self.sim.tasks.len()).map(TaskId::from_index);
            for other in others.filter(|it| *it != MAIN) {
                noting.touched.push(Thing::End(other), Use::Looks);
            }
        }
        for (object, how) in self.sim.heap.counts_noted() {
            let how = match how {
                CountUse::Adds => Use::Adds,
                CountUse::Writes => Use::Writes,
            };
            noting.touched.push(Thing::Count(object), how);
        }
    }
}

impl Simulation<'_> {
    fn note_pending(&self, task: TaskId, to: &mut Touched) {
        match self.details[task.index()].pending() {
            Pending::Run | Pending::WorkEnd => {}
            Pending::Halted(Halt::Sys { sys, args }) => self.note_sys(task, *sys, args, to),
            Pending::Halted(Halt::Finished(_) | Halt::Panicked(_)) if task != MAIN => {
                to.push(Thing::End(task), Use::Writes);
                to.push(Thing::Scopes, Use::Adds);
            }
            _ => to.is_everything = true,
        }
    }

    fn note_sys(&self, task: TaskId, sys: Sys, args: &Args, to: &mut Touched) {
        let (thing, how) = match sys {
            Sys::ThreadOfHandle
            | Sys::ThreadCurrent
            | Sys::ThreadGetId
            | Sys::ThreadGetName
            | Sys::ThreadYield
            | Sys::ThreadParallelism
            | Sys::ThreadPanicking
            | Sys::MutexNew
            | Sys::RwNew
            | Sys::CondvarNew
            | Sys::BarrierNew
            | Sys::OnceNew
            | Sys::ChannelNew
            | Sys::AtomicNew
            | Sys::AtomicFence
            | Sys::LocalState
            | Sys::LocalPlace
            | Sys::LocalInit
            | Sys::SyncDrop
            // The heap notes what they do.
            | Sys::ArcDrop
            | Sys::ArcCount => return,
            Sys::PrintOut | Sys::PrintErr | Sys::PanicBegan | Sys::PanicTold => (Some(Thing::Output), Use::Writes),
            Sys::Now | Sys::RuntimeNow | Sys::NowLike => {
                let how = match self.clock_goes_on(task) {
                    true => Use::Writes,
                    false => Use::Looks,
                };
                (Some(Thing::Clock), how)
            }
            Sys::Work | Sys::ThreadSleep => (Some(Thing::Clock), Use::Adds),
            Sys::ThreadSpawn => {
                to.push(Thing::Scopes, Use::Writes);
                (Some(Thing::Threads), Use::Writes)
            }
            Sys::ScopeNew | Sys::ScopeWait => (Some(Thing::Scopes), Use::Writes),
            Sys::ThreadJoin | Sys::ThreadDetach => {
                (self.task_of(args[0]).map(Thing::End), Use::Writes)
            }
            Sys::ThreadIsFinished => (self.task_of(args[0]).map(Thing::End), Use::Looks),
            Sys::ThreadPark => (Some(Thing::Token(task)), Use::Writes),
            Sys::ThreadUnpark => (self.task_of(args[0]).map(Thing::Token), Use::Writes),
            Sys::LocalNew => (Some(Thing::Locals), Use::Writes),
            Sys::CondvarSleep => {
                // The lock that it gives back.
                match self.heap.guard_target(args[1]) {
                    Some((_, id)) => to.push(Thing::Sync(id), Use::Writes),
                    None => to.is_everything = true,
                }
                (self.synced(args[0]), Use::Writes)
            }
            Sys::MutexLock
            | Sys::MutexTryLock
            | Sys::MutexUnlock
            | Sys::MutexClearPoison
            | Sys::MutexRelock
            | Sys::RwRead
            | Sys::RwWrite
            | Sys::RwTryRead
            | Sys::RwTryWrite
            | Sys::RwUnlock
            | Sys::RwDowngrade
            | Sys::RwClearPoison
            | Sys::CondvarNotifyOne
            | Sys::CondvarNotifyAll
            | Sys::BarrierWait
            | Sys::OnceBegin
            | Sys::OnceEnd
            | Sys::ChannelSend
            | Sys::ChannelTrySend
            | Sys::ChannelRecv
            | Sys::ChannelTryRecv
            | Sys::ChannelDropSender
            | Sys::ChannelDropReceiver => (self.synced(args[0]), Use::Writes),
            Sys::MutexIsPoisoned | Sys::RwIsPoisoned | Sys::OnceIsCompleted | Sys::AtomicLoad => {
                (self.synced(args[0]), Use::Looks)
            }
            Sys::ChannelCloneSender => (self.synced(args[0]), Use::Adds),
            _ if is_atomic(sys) => (self.synced(args[0]), Use::Writes),
            _ => (None, Use::Writes),
        };
        match thing {
            Some(thing) => to.push(thing, how),
            None => to.is_everything = true,
        }
    }

    /// The sync object that a value, or the guard that it is, leads to.
    fn synced(&self, value: Value) -> Option<Thing> {
        let of_guard = || self.heap.guard_target(value);
        let (_, id) = self.heap.sync_of(value).or_else(of_guard)?;
        Some(Thing::Sync(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn touched(things: &[(Thing, Use)]) -> Touched {
        Touched {
            things: things.iter().copied().collect(),
            is_everything: false,
        }
    }

    #[test]
    fn acts_commute_unless_one_changes_what_the_other_sees() {
        let lock = |id| (Thing::Sync(id), Use::Writes);
        let look = |id| (Thing::Sync(id), Use::Looks);
        let print = (Thing::Output, Use::Writes);
        let sleep = (Thing::Clock, Use::Adds);
        let now = (Thing::Clock, Use::Looks);
        let commute = |a: &[_], b: &[_]| touched(a).commutes_with(&touched(b));
        assert!(commute(&[lock(1)], &[lock(2)]));
        assert!(!commute(&[lock(1)], &[lock(2), lock(1)]));
        assert!(!commute(&[lock(1)], &[look(1)]));
        assert!(commute(&[look(1), sleep], &[look(1), sleep]));
        assert!(!commute(&[sleep], &[now]));
        assert!(!commute(&[print], &[print]), "two prints never commute");
        let everything = Touched {
            is_everything: true,
            ..Touched::default()
        };
        assert!(!everything.commutes_with(&touched(&[])));
    }
}
