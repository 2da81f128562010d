//! `Mutex`: a lock with first-in first-out waiters and barging, as std's futex lock.
//!
//! Unlocking frees the lock and wakes one waiter. The waiter tries again when it runs; somebody who runs already
//! may take the lock before it, and then it waits again at the tail (Linux queues a futex waiter anew).
//! Locking a lock that the task itself holds blocks for ever: a deadlock with itself.
//!
//! Poisoning: a guard that is dropped while its thread panics poisons, unless the thread was panicking already
//! when it took the lock.

use std::collections::VecDeque;

use interleave_program::{ShapeId, Span, Sys, TypeTag};
use interleave_trace::{BlockReason, EventId, EventKind, SyncId, SyncKind, TaskId};
use interleave_vm::{Canonical, Fault, ObjectId, Value};

use super::{SyncState, no_such_object};
use crate::oracle::{ChoiceKind, Oracle};
use crate::simulation::Simulation;
use crate::syscalls::{Args, Reply};
use crate::task::Attempt;

/// The state of a lock.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Mutex {
    pub(crate) owner: Option<TaskId>,
    is_poisoned: bool,
    /// The owner was panicking when it took the lock.
    owner_was_panicking: bool,
    waiters: VecDeque<TaskId>,
    /// The owner's `Acquired`, and where.
    acquired: Option<EventId>,
    pub(crate) held_since: Span,
}

impl Mutex {
    /// See [`interleave_vm::Canonical`].
    pub(super) fn write_canonical(&self, to: &mut Canonical<'_>) {
        to.plain(&(self.owner, self.is_poisoned, self.owner_was_panicking));
        to.plain(&self.waiters);
        to.plain(&self.held_since);
    }
}

impl Simulation<'_> {
    /// What locking again by this guard would wait for.
    pub(crate) fn guarded_is_taken(&self, guard: Value) -> Option<BlockReason> {
        let (object, _) = self.heap.guard_target(guard)?;
        self.lock_is_taken(Value::Own(object))
    }

    /// What locking would wait for.
    pub(crate) fn lock_is_taken(&self, mutex: Value) -> Option<BlockReason> {
        let (_, id) = self.heap.sync_of(mutex)?;
        match &self.syncs.get(id as usize)?.state {
            SyncState::Mutex(mutex) => mutex.owner.map(|owner| BlockReason::Lock {
                lock: SyncId(id),
                holder: Some(owner),
            }),
            _ => None,
        }
    }

    /// The lock that a value leads to.
    fn mutex(&mut self, value: Value) -> Option<(ObjectId, SyncId, &mut Mutex)> {
        let (object, id) = self.heap.sync_of(value)?;
        match &mut self.syncs.get_mut(id as usize)?.state {
            SyncState::Mutex(mutex) => Some((object, SyncId(id), mutex)),
            _ => None,
        }
    }

    /// `Mutex::new`
    pub(crate) fn mutex_new(&mut self, task: TaskId, data: Value) -> Reply {
        let state = SyncState::Mutex(Mutex::default());
        Reply::of(
            self.create_sync(task, SyncKind::Mutex, state)
                .and_then(|sync| self.heap.alloc_sync(TypeTag::MUTEX, sync.0, Some(data))),
        )
    }

    /// `Mutex::lock`
    pub(crate) fn mutex_lock(
        &mut self,
        task: TaskId,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        let Some((object, lock, _)) = self.mutex(args[0]) else {
            return no_such_object("lock");
        };
        let is_poisoned = match self.acquire_or_wait(task, lock, Sys::MutexLock, args, oracle) {
            Ok(is_poisoned) => is_poisoned,
            Err(waits) => return waits,
        };
        Reply::of(self.guard(object, is_poisoned, |simulation, error| {
            simulation.heap.err(error)
        }))
    }

    /// Takes the lock and says whether it is poisoned, or waits for it to call `again` once more.
    ///
    /// # Errors
    /// The reply of a call that waits, or that has no such lock.
    fn acquire_or_wait(
        &mut self,
        task: TaskId,
        lock: SyncId,
        again: Sys,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Result<bool, Reply> {
        let attempt = std::mem::take(&mut self.tasks[task.index()].attempt);
        let SyncState::Mutex(mutex) = &mut self.syncs[lock.index()].state else {
            return Err(no_such_object("lock"));
        };
        if mutex.owner.is_some() {
            mutex.waiters.push_back(task);
            let holder = mutex.owner;
            let reason = BlockReason::Lock { lock, holder };
            return Err(self.block_in(task, again, args, reason, oracle));
        }
        let wake_cause = self.details[task.index()].rare().wake_cause;
        let cause = wake_cause.filter(|_| attempt == Attempt::Woken);
        Ok(self.acquire(task, lock, cause))
    }

    /// `Mutex::try_lock`
    pub(crate) fn mutex_try_lock(&mut self, task: TaskId, mutex: Value) -> Reply {
        let Some((object, lock, mutex)) = self.mutex(mutex) else {
            return no_such_object("try_lock");
        };
        if mutex.owner.is_some() {
            let cause = mutex.acquired;
            self.record(task, cause, EventKind::TryLockFailed { lock });
            let would_block = self.heap.err(Value::Tag(ShapeId::TRY_LOCK_WOULD_BLOCK));
            return match would_block {
                Ok(value) => self.poll_answer(task, Sys::MutexTryLock, value),
                Err(fault) => Reply::Fault(fault),
            };
        }
        let is_poisoned = self.acquire(task, lock, None);
        self.found_something(task);
        Reply::of(self.guard(object, is_poisoned, |simulation, error| {
            let error = simulation
                .heap
                .alloc_variant(ShapeId::TRY_LOCK_POISONED, &[error])?;
            simulation.heap.err(error)
        }))
    }

    /// Makes `task` the owner of the free lock; whether the lock is poisoned.
    fn acquire(&mut self, task: TaskId, lock: SyncId, cause: Option<EventId>) -> bool {
        let acquired = self.record(task, cause, EventKind::Acquired { lock });
        let span = self.span_of(task);
        let is_panicking = self.is_panicking(task);
        let SyncState::Mutex(mutex) = &mut self.syncs[lock.index()].state else {
            return false;
        };
        mutex.owner = Some(task);
        mutex.owner_was_panicking = is_panicking;
        mutex.acquired = acquired;
        mutex.held_since = span;
        mutex.is_poisoned
    }

    /// `Ok(guard)`, or what `wrap` makes of `PoisonError(guard)`.
    fn guard(
        &mut self,
        object: ObjectId,
        is_poisoned: bool,
        wrap: impl FnOnce(&mut Self, Value) -> Result<Value, Fault>,
    ) -> Result<Value, Fault> {
        let guard = self.heap.alloc_guard(TypeTag::MUTEX_GUARD, object)?;
        if !is_poisoned {
            return self.heap.ok(guard);
        }
        let error = self.heap.alloc_variant(ShapeId::POISON_ERROR, &[guard])?;
        wrap(self, error)
    }

    /// A guard has been dropped.
    pub(crate) fn mutex_unlock(
        &mut self,
        task: TaskId,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        let Some((_, id)) = self.heap.guard_target(args[0]) else {
            return no_such_object("drop of a guard");
        };
        if let Value::Own(guard) = args[0] {
            self.heap.free(guard);
        }
        let is_panicking = self.heap.read_bool(args[1]).unwrap_or(false);
        self.release_mutex(task, SyncId(id), is_panicking, oracle);
        Reply::Value(Value::Unit)
    }

    /// Frees the lock and wakes one waiter.
    pub(crate) fn release_mutex(
        &mut self,
        task: TaskId,
        lock: SyncId,
        is_panicking: bool,
        oracle: &mut dyn Oracle,
    ) {
        let SyncState::Mutex(mutex) = &mut self.syncs[lock.index()].state else {
            return;
        };
        let poisoned = is_panicking && !mutex.owner_was_panicking;
        mutex.is_poisoned |= poisoned;
        mutex.owner = None;
        mutex.owner_was_panicking = false;
        mutex.held_since = Span::NONE;
        let options = mutex.waiters.len();
        let released = self.record(task, None, EventKind::Released { lock, poisoned });
        if options > 0 {
            let pick = self
                .choices
                .pick(oracle, self.now, ChoiceKind::Waiter, options);
            if let SyncState::Mutex(mutex) = &mut self.syncs[lock.index()].state {
                let waiter = mutex.waiters.remove(pick).expect("the pick is in range");
                self.wake(waiter, released, Attempt::Woken);
            }
        }
    }

    /// The second half of `Condvar::wait`: locks again what the guard guards.
    pub(crate) fn mutex_relock(
        &mut self,
        task: TaskId,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        let Some((_, id)) = self.heap.guard_target(args[0]) else {
            return no_such_object("wait");
        };
        let lock = SyncId(id);
        let is_poisoned = match self.acquire_or_wait(task, lock, Sys::MutexRelock, args, oracle) {
            Ok(is_poisoned) => is_poisoned,
            Err(waits) => return waits,
        };
        Reply::of(if is_poisoned {
            self.heap
                .alloc_variant(ShapeId::POISON_ERROR, &[args[0]])
                .and_then(|error| self.heap.err(error))
        } else {
            self.heap.ok(args[0])
        })
    }

    /// `Mutex::is_poisoned`
    pub(crate) fn mutex_is_poisoned(&mut self, mutex: Value) -> Reply {
        let is_poisoned = self.mutex(mutex).is_some_and(|(_, _, it)| it.is_poisoned);
        Reply::Value(Value::Bool(is_poisoned))
    }

    /// `Mutex::clear_poison`
    pub(crate) fn mutex_clear_poison(&mut self, mutex: Value) -> Reply {
        if let Some((_, _, mutex)) = self.mutex(mutex) {
            mutex.is_poisoned = false;
        }
        Reply::Value(Value::Unit)
    }
}
