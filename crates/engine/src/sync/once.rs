//! `Once`, and through it `OnceLock` and `LazyLock`: one task initialises, the others wait for it.
//!
//! An initialisation that panics poisons the `Once`; what that means is the prelude's.

use interleave_program::{IntKind, Span, Sys, TypeTag};
use interleave_trace::{BlockReason, EventId, EventKind, SyncId, SyncKind, TaskId};
use interleave_vm::{Canonical, Value};

use super::{SyncState, no_such_object};
use crate::oracle::Oracle;
use crate::simulation::Simulation;
use crate::syscalls::{Args, Reply};

/// The state of a one-time initialisation.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Once {
    is_completed: bool,
    is_poisoned: bool,
    /// Who initialises, since where.
    pub(crate) running: Option<(TaskId, Span)>,
    waiting: Vec<TaskId>,
    /// The event that ended the last attempt.
    ended: Option<EventId>,
}

/// What `OnceBegin` answers: nothing to do, or the caller initialises, or does so after an attempt that panicked.
const DONE: i64 = 0;
const BEGIN: i64 = 1;
const BEGIN_POISONED: i64 = 2;

impl Once {
    /// See [`interleave_vm::Canonical`].
    pub(super) fn write_canonical(&self, to: &mut Canonical<'_>) {
        to.plain(&(self.is_completed, self.is_poisoned, self.running));
        to.plain(&self.waiting);
    }
}

impl Simulation<'_> {
    /// What beginning an initialisation would wait for.
    pub(crate) fn once_is_running(&self, once: Value) -> Option<BlockReason> {
        let (_, id) = self.heap.sync_of(once)?;
        match &self.syncs.get(id as usize)?.state {
            SyncState::Once(once) => once.running.map(|_| BlockReason::Once { once: SyncId(id) }),
            _ => None,
        }
    }

    fn once(&mut self, value: Value) -> Option<(SyncId, &mut Once)> {
        let (_, id) = self.heap.sync_of(value)?;
        match &mut self.syncs.get_mut(id as usize)?.state {
            SyncState::Once(once) => Some((SyncId(id), once)),
            _ => None,
        }
    }

    /// `Once::new`
    pub(crate) fn once_new(&mut self, task: TaskId) -> Reply {
        let state = SyncState::Once(Box::default());
        Reply::of(
            self.create_sync(task, SyncKind::Once, state)
                .and_then(|sync| self.heap.alloc_sync(TypeTag::ONCE, sync.0, None)),
        )
    }

    /// Waits while somebody else initialises, then says what is to be done.
    pub(crate) fn once_begin(
        &mut self,
        task: TaskId,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        self.tasks[task.index()].attempt = Default::default();
        let span = self.span_of(task);
        let Some((id, once)) = self.once(args[0]) else {
            return no_such_object("call_once");
        };
        if once.running.is_some() {
            once.waiting.push(task);
            let reason = BlockReason::Once { once: id };
            return self.block_in(task, Sys::OnceBegin, args, reason, oracle);
        }
        let answer = match (once.is_completed, once.is_poisoned) {
            (true, _) => DONE,
            (false, false) => BEGIN,
            (false, true) => BEGIN_POISONED,
        };
        if answer != DONE {
            once.running = Some((task, span));
            let cause = once.ended;
            self.record(task, cause, EventKind::OnceBegan { once: id });
        }
        Reply::Value(Value::Int(IntKind::U8, answer))
    }

    /// The initialisation has ended: everybody who waited looks again.
    pub(crate) fn once_end(&mut self, task: TaskId, args: Args) -> Reply {
        let done = self.heap.read_bool(args[1]).unwrap_or(false);
        let Some((id, once)) = self.once(args[0]) else {
            return no_such_object("call_once");
        };
        once.is_completed = done;
        once.is_poisoned = !done;
        once.running = None;
        let waiting = std::mem::take(&mut once.waiting);
        let poisoned = !done;
        let ended = self.record(task, None, EventKind::OnceEnded { once: id, poisoned });
        if let Some((_, once)) = self.once(args[0]) {
            once.ended = ended;
        }
        for waiter in waiting {
            self.wake(waiter, ended, crate::task::Attempt::Woken);
        }
        Reply::Value(Value::Unit)
    }

    /// `Once::is_completed`
    pub(crate) fn once_is_completed(&mut self, task: TaskId, once: Value) -> Reply {
        let is_completed = self.once(once).is_some_and(|(_, once)| once.is_completed);
        if is_completed {
            self.found_something(task);
            return Reply::Value(Value::Bool(true));
        }
        self.poll_answer(task, Sys::OnceIsCompleted, Value::Bool(false))
    }
}
