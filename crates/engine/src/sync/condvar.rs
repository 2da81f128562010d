//! `Condvar`: waiters first-in first-out, or as the oracle says.
//!
//! As std's futex condvar: waiting unlocks the mutex and sleeps in one step; who is woken then locks the mutex like
//! everybody else (`MutexRelock`), and may have to wait for it. A notification that nobody waits for is lost.

use std::collections::VecDeque;

use interleave_program::{Sys, TypeTag};
use interleave_trace::{BlockReason, EventKind, SyncId, SyncKind, TaskId};
use interleave_vm::{Canonical, Value};

use super::{SyncState, no_such_object};
use crate::oracle::{ChoiceKind, Oracle};
use crate::simulation::Simulation;
use crate::syscalls::{Args, Reply, wrong_argument};
use crate::task::Attempt;

/// The state of a condition variable.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Condvar {
    waiters: VecDeque<TaskId>,
}

impl Condvar {
    /// See [`interleave_vm::Canonical`].
    pub(super) fn write_canonical(&self, to: &mut Canonical<'_>) {
        to.plain(&self.waiters);
    }
}

impl Simulation<'_> {
    fn condvar(&mut self, value: Value) -> Option<(SyncId, &mut Condvar)> {
        let (_, id) = self.heap.sync_of(value)?;
        let id = SyncId(id);
        self.condvar_at(id).map(|condvar| (id, condvar))
    }

    fn condvar_at(&mut self, id: SyncId) -> Option<&mut Condvar> {
        match &mut self.syncs.get_mut(id.index())?.state {
            SyncState::Condvar(condvar) => Some(condvar),
            _ => None,
        }
    }

    /// `Condvar::new`
    pub(crate) fn condvar_new(&mut self, task: TaskId) -> Reply {
        let state = SyncState::Condvar(Box::default());
        Reply::of(
            self.create_sync(task, SyncKind::Condvar, state)
                .and_then(|sync| self.heap.alloc_sync(TypeTag::CONDVAR, sync.0, None)),
        )
    }

    /// The first half of `Condvar::wait`: unlocks the mutex and waits; whether the time ran out.
    pub(crate) fn condvar_sleep(
        &mut self,
        task: TaskId,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        match std::mem::take(&mut self.tasks[task.index()].attempt) {
            Attempt::First => {}
            Attempt::Woken => return Reply::Value(Value::Bool(false)),
            Attempt::TimedOut => return Reply::Value(Value::Bool(true)),
        }
        let time = self.heap.take_option(args[2]);
        let until = match time.map(|time| self.heap.read_duration_ns(time)) {
            None => None,
            Some(Some(ns)) => Some(self.until_timeout(ns)),
            Some(None) => return wrong_argument("Condvar::wait_timeout", "a Duration"),
        };
        let guard = self.heap.guard_target(args[1]);
        let (Some((_, mutex)), Some((condvar, it))) = (guard, self.condvar(args[0])) else {
            return no_such_object("wait");
        };
        it.waiters.push_back(task);
        self.release_mutex(task, SyncId(mutex), false, oracle);
        let reason = BlockReason::Condvar { condvar, until };
        let args = [args[0], args[1], Value::Moved, Value::Moved];
        self.block_in(task, Sys::CondvarSleep, args, reason, oracle)
    }

    /// A waiter's time has run out.
    pub(crate) fn leave_condvar(&mut self, id: SyncId, task: TaskId) {
        if let Some(condvar) = self.condvar_at(id) {
            condvar.waiters.retain(|waiter| *waiter != task);
        }
    }

    /// `Condvar::notify_one` and `Condvar::notify_all`
    pub(crate) fn condvar_notify(
        &mut self,
        task: TaskId,
        condvar: Value,
        all: bool,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        let Some((id, it)) = self.condvar(condvar) else {
            return no_such_object("notify_one");
        };
        let options = it.waiters.len();
        let notified = EventKind::Notified { condvar: id, all };
        let notified = self.record(task, None, notified);
        let woken = if all {
            let it = self.condvar_at(id);
            it.map_or_else(VecDeque::new, |it| std::mem::take(&mut it.waiters))
        } else {
            let pick = self
                .choices
                .pick(oracle, self.now, ChoiceKind::Waiter, options);
            let it = self.condvar_at(id);
            it.and_then(|it| it.waiters.remove(pick))
                .into_iter()
                .collect()
        };
        for waiter in woken {
            self.wake(waiter, notified, Attempt::Woken);
        }
        Reply::Value(Value::Unit)
    }
}
