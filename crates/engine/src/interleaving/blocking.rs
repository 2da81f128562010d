//! Whether a thread's next act would block.

use interleave_program::Sys;
use interleave_trace::{BlockReason, TaskId};
use interleave_vm::Halt;

use super::Interleaving;
use crate::simulation::Simulation;
use crate::syscalls::Args;
use crate::task::{Attempt, Pending};

impl Interleaving<'_> {
    /// What `task` waits for, when its next act would only make it wait and that could not be noticed.
    #[inline(always)]
    pub(super) fn would_wait(&self, task: TaskId) -> Option<BlockReason> {
        match self.sim.details[task.index()].pending() {
            Pending::Halted(Halt::Sys { sys, args }) if may_wait(*sys) => {
                self.sim.would_wait(task, *sys, args)
            }
            _ => None,
        }
    }
}

/// Whether there are states in which this syscall would only make its task wait.
#[inline]
fn may_wait(sys: Sys) -> bool {
    matches!(
        sys,
        Sys::MutexLock
            | Sys::MutexRelock
            | Sys::OnceBegin
            | Sys::ThreadJoin
            | Sys::ScopeWait
            | Sys::ChannelRecv
            | Sys::ChannelSend
            | Sys::ThreadPark
    )
}

impl Simulation<'_> {
    /// What a task waits for at this syscall, when performing it would only make it wait.
    fn would_wait(&self, task: TaskId, sys: Sys, args: &Args) -> Option<BlockReason> {
        match sys {
            Sys::MutexLock => self.lock_is_taken(args[0]),
            Sys::MutexRelock => self.guarded_is_taken(args[0]),
            Sys::OnceBegin => self.once_is_running(args[0]),
            Sys::ThreadJoin => {
                let target = self.task_of(args[0])?;
                let waits = !self.tasks[target.index()].is_finished();
                waits.then_some(BlockReason::Join { target })
            }
            Sys::ScopeWait => {
                let scope = self.heap.read_usize(args[0])?;
                let waits = self.scopes.get(scope)?.has_running();
                let scope = scope as u32;
                waits.then_some(BlockReason::Scope { scope })
            }
            Sys::ChannelRecv => self.receiving_waits(args[0]),
            Sys::ChannelSend => self.sending_waits(args[0]),
            Sys::ThreadPark => {
                let waits = self.details[task.index()].rare().park_token.is_none()
                    && self.tasks[task.index()].attempt == Attempt::First;
                waits.then_some(BlockReason::Park { until: None })
            }
            _ => None,
        }
    }
}
