//! `Barrier`: opens when the last of its threads arrives, who is the leader, and is closed again at once.

use interleave_program::{Sys, TypeTag};
use interleave_trace::{BlockReason, EventKind, SyncId, SyncKind, TaskId};
use interleave_vm::{Canonical, Value};

use super::{SyncState, no_such_object};
use crate::oracle::Oracle;
use crate::simulation::Simulation;
use crate::syscalls::{Args, Reply, wrong_argument};
use crate::task::Attempt;

/// The state of a barrier.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Barrier {
    size: u32,
    waiting: Vec<TaskId>,
}

impl Barrier {
    /// See [`interleave_vm::Canonical`].
    pub(super) fn write_canonical(&self, to: &mut Canonical<'_>) {
        to.plain(&(self.size, &self.waiting));
    }
}

impl Simulation<'_> {
    /// `Barrier::new`
    pub(crate) fn barrier_new(&mut self, task: TaskId, size: Value) -> Reply {
        let Some(size) = self.heap.read_usize(size) else {
            return wrong_argument("Barrier::new", "a number");
        };
        let state = SyncState::Barrier(Box::new(Barrier {
            size: u32::try_from(size).unwrap_or(u32::MAX),
            waiting: Vec::new(),
        }));
        Reply::of(
            self.create_sync(task, SyncKind::Barrier, state)
                .and_then(|sync| self.heap.alloc_sync(TypeTag::BARRIER, sync.0, None)),
        )
    }

    /// `Barrier::wait`; whether this task is the leader.
    pub(crate) fn barrier_wait(
        &mut self,
        task: TaskId,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        if std::mem::take(&mut self.tasks[task.index()].attempt) == Attempt::Woken {
            return Reply::Value(Value::Bool(false));
        }
        let found = self.heap.sync_of(args[0]);
        let Some((id, SyncState::Barrier(barrier))) = found.and_then(|(_, id)| {
            let sync = self.syncs.get_mut(id as usize)?;
            Some((SyncId(id), &mut sync.state))
        }) else {
            return no_such_object("wait");
        };
        let arrived = barrier.waiting.len() as u32 + 1;
        if arrived < barrier.size {
            barrier.waiting.push(task);
            let reason = BlockReason::Barrier {
                barrier: id,
                arrived,
                size: barrier.size,
            };
            return self.block_in(task, Sys::BarrierWait, args, reason, oracle);
        }
        let waiting = std::mem::take(&mut barrier.waiting);
        let opened = self.record(task, None, EventKind::BarrierOpened { barrier: id });
        for waiter in waiting {
            self.wake(waiter, opened, Attempt::Woken);
        }
        Reply::Value(Value::Bool(true))
    }
}
