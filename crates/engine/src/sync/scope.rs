//! `thread::scope`: the scope's owner waits until all its threads have ended.

use interleave_program::Sys;
use interleave_trace::{BlockReason, EventKind, TaskId};
use interleave_vm::{Canonical, Value};

use crate::oracle::Oracle;
use crate::simulation::Simulation;
use crate::syscalls::{Args, Reply, usize_value, wrong_argument};
use crate::task::{Attempt, TaskEnd};

/// One scope (`Simulation::scopes[number]`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Scope {
    /// Its threads, in order of spawning.
    pub(crate) threads: Vec<TaskId>,
    /// How many of them have not ended.
    running: usize,
    waiter: Option<TaskId>,
}

impl Scope {
    /// Whether threads of it have not ended.
    pub(crate) fn has_running(&self) -> bool {
        self.running > 0
    }

    /// See [`interleave_vm::Canonical`].
    pub(crate) fn write_canonical(&self, to: &mut Canonical<'_>) {
        to.plain(self);
    }
}

impl Simulation<'_> {
    /// Opens a scope.
    pub(crate) fn scope_new(&mut self) -> Reply {
        self.scopes.push(Scope::default());
        Reply::Value(usize_value(self.scopes.len() - 1))
    }

    /// `thread` belongs to the scope.
    pub(crate) fn enter_scope(&mut self, scope: u32, thread: TaskId) {
        if let Some(scope) = self.scopes.get_mut(scope as usize) {
            scope.threads.push(thread);
            scope.running += 1;
        }
    }

    /// A thread of the scope has ended.
    pub(crate) fn leave_scope(&mut self, scope: u32, thread: TaskId) {
        let cause = self.details[thread.index()].rare().finished_event;
        let Some(scope) = self.scopes.get_mut(scope as usize) else {
            return;
        };
        scope.running -= 1;
        if scope.running == 0
            && let Some(waiter) = scope.waiter.take()
        {
            self.wake(waiter, cause, Attempt::Woken);
        }
    }

    /// Waits for the threads of a scope; answers whether one panicked and nobody joined it.
    pub(crate) fn scope_wait(
        &mut self,
        task: TaskId,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        let attempt = std::mem::take(&mut self.tasks[task.index()].attempt);
        let number = self.heap.read_usize(args[0]);
        let Some(scope) = number.and_then(|number| self.scopes.get_mut(number)) else {
            return wrong_argument("thread::scope", "an open scope");
        };
        let number = number.unwrap_or_default() as u32;
        if scope.running > 0 {
            scope.waiter = Some(task);
            let reason = BlockReason::Scope { scope: number };
            return self.block_in(task, Sys::ScopeWait, args, reason, oracle);
        }
        let threads = std::mem::take(&mut scope.threads);
        let cause = match attempt {
            Attempt::Woken => self.details[task.index()].rare().wake_cause,
            _ => None,
        };
        self.record(task, cause, EventKind::ScopeEnded { scope: number });
        let unhandled = |thread: &TaskId| {
            matches!(
                self.details[thread.index()].end,
                Some(TaskEnd::Panicked(_)) | Some(TaskEnd::Dropped { panicked: true })
            )
        };
        Reply::Value(Value::Bool(threads.iter().any(unhandled)))
    }
}
