//! `RwLock`, as std's own over a Linux futex (`library/std/src/sys/sync/rwlock/futex.rs`): writers first.
//!
//! Nobody gets to read while somebody waits to write; a writer takes a free lock whoever waits. When the lock
//! becomes free one waiting writer is woken, or all waiting readers when no writer waits. A woken task tries
//! again when it runs and may find that somebody was faster.
//!
//! Only writers poison: a write guard that is dropped while its thread panics.

use std::collections::VecDeque;

use interleave_program::{ShapeId, Span, Sys, TypeTag};
use interleave_trace::{BlockReason, EventId, EventKind, SyncId, SyncKind, TaskId};
use interleave_vm::{Canonical, Fault, ObjectId, Value};

use super::{SyncState, no_such_object};
use crate::oracle::{ChoiceKind, Oracle};
use crate::simulation::Simulation;
use crate::syscalls::{Args, Reply};
use crate::task::Attempt;

/// A task that has the lock, once for each of its guards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Holder {
    pub(crate) task: TaskId,
    /// Where it took the lock.
    pub(crate) since: Span,
    acquired: Option<EventId>,
}

/// The state of a lock.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RwLock {
    /// Several readers, or one writer.
    pub(crate) holders: Vec<Holder>,
    is_writing: bool,
    is_poisoned: bool,
    /// The writer was panicking when it took the lock.
    writer_was_panicking: bool,
    waiting_readers: VecDeque<TaskId>,
    waiting_writers: VecDeque<TaskId>,
    /// The two flags of std's state: they can outlive the tasks that set them.
    has_readers_waiting: bool,
    has_writers_waiting: bool,
}

impl RwLock {
    fn can_read(&self) -> bool {
        !self.is_writing && !self.has_readers_waiting && !self.has_writers_waiting
    }

    fn can_write(&self) -> bool {
        self.holders.is_empty()
    }

    fn allows(&self, writes: bool) -> bool {
        if writes {
            self.can_write()
        } else {
            self.can_read()
        }
    }
}

impl RwLock {
    /// See [`interleave_vm::Canonical`].
    pub(super) fn write_canonical(&self, to: &mut Canonical<'_>) {
        to.plain(&self.holders.len());
        for holder in &self.holders {
            to.plain(&(holder.task, holder.since));
        }
        to.plain(&(self.is_writing, self.is_poisoned, self.writer_was_panicking));
        to.plain(&(&self.waiting_readers, &self.waiting_writers));
        to.plain(&(self.has_readers_waiting, self.has_writers_waiting));
    }
}

impl Simulation<'_> {
    fn rw_lock(&mut self, value: Value) -> Option<(ObjectId, SyncId, &mut RwLock)> {
        let (object, id) = self.heap.sync_of(value)?;
        match &mut self.syncs.get_mut(id as usize)?.state {
            SyncState::RwLock(lock) => Some((object, SyncId(id), lock)),
            _ => None,
        }
    }

    fn rw_lock_at(&mut self, id: SyncId) -> Option<&mut RwLock> {
        match &mut self.syncs[id.index()].state {
            SyncState::RwLock(lock) => Some(lock),
            _ => None,
        }
    }

    /// `RwLock::new`
    pub(crate) fn rw_new(&mut self, task: TaskId, data: Value) -> Reply {
        let state = SyncState::RwLock(Box::default());
        Reply::of(
            self.create_sync(task, SyncKind::RwLock, state)
                .and_then(|sync| self.heap.alloc_sync(TypeTag::RW_LOCK, sync.0, Some(data))),
        )
    }

    /// `RwLock::read` and `RwLock::write`
    pub(crate) fn rw_lock_blocking(
        &mut self,
        task: TaskId,
        sys: Sys,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        let writes = sys == Sys::RwWrite;
        let attempt = std::mem::take(&mut self.tasks[task.index()].attempt);
        let wake_cause = self.details[task.index()].rare().wake_cause;
        let Some((object, id, lock)) = self.rw_lock(args[0]) else {
            return no_such_object("lock");
        };
        if !lock.allows(writes) {
            let holder = lock.holders.first().map(|holder| holder.task);
            if writes {
                lock.has_writers_waiting = true;
                lock.waiting_writers.push_back(task);
            } else {
                lock.has_readers_waiting = true;
                lock.waiting_readers.push_back(task);
            }
            let reason = if writes {
                BlockReason::Write { lock: id, holder }
            } else {
                BlockReason::Read { lock: id, holder }
            };
            return self.block_in(task, sys, args, reason, oracle);
        }
        if writes && attempt == Attempt::Woken {
            // Others may be waiting, too: the flag stays for them.
            lock.has_writers_waiting = true;
        }
        let cause = wake_cause.filter(|_| attempt == Attempt::Woken);
        let guard = self.rw_acquire(task, object, id, writes, cause);
        Reply::of(guard.and_then(|(guard, is_poisoned)| {
            if !is_poisoned {
                return self.heap.ok(guard);
            }
            let error = self.heap.alloc_variant(ShapeId::POISON_ERROR, &[guard])?;
            self.heap.err(error)
        }))
    }

    /// `RwLock::try_read` and `RwLock::try_write`
    pub(crate) fn rw_try(&mut self, task: TaskId, sys: Sys, value: Value) -> Reply {
        let writes = sys == Sys::RwTryWrite;
        let Some((object, id, lock)) = self.rw_lock(value) else {
            return no_such_object("try_read");
        };
        if !lock.allows(writes) {
            let cause = lock.holders.last().and_then(|holder| holder.acquired);
            self.record(task, cause, EventKind::TryLockFailed { lock: id });
            let would_block = self.heap.err(Value::Tag(ShapeId::TRY_LOCK_WOULD_BLOCK));
            return match would_block {
                Ok(value) => self.poll_answer(task, sys, value),
                Err(fault) => Reply::Fault(fault),
            };
        }
        self.found_something(task);
        let guard = self.rw_acquire(task, object, id, writes, None);
        Reply::of(guard.and_then(|(guard, is_poisoned)| {
            if !is_poisoned {
                return self.heap.ok(guard);
            }
            let error = self.heap.alloc_variant(ShapeId::POISON_ERROR, &[guard])?;
            let error = self
                .heap
                .alloc_variant(ShapeId::TRY_LOCK_POISONED, &[error])?;
            self.heap.err(error)
        }))
    }

    /// Lets `task` hold the lock; the guard and whether the lock is poisoned.
    fn rw_acquire(
        &mut self,
        task: TaskId,
        object: ObjectId,
        id: SyncId,
        writes: bool,
        cause: Option<EventId>,
    ) -> Result<(Value, bool), Fault> {
        let event = if writes {
            EventKind::Acquired { lock: id }
        } else {
            EventKind::ReadAcquired { lock: id }
        };
        let acquired = self.record(task, cause, event);
        let since = self.span_of(task);
        let is_panicking = self.is_panicking(task);
        let mut is_poisoned = false;
        if let Some(lock) = self.rw_lock_at(id) {
            lock.holders.push(Holder {
                task,
                since,
                acquired,
            });
            lock.is_writing = writes;
            lock.writer_was_panicking = is_panicking;
            is_poisoned = lock.is_poisoned;
        }
        let tag = if writes {
            TypeTag::RW_WRITE_GUARD
        } else {
            TypeTag::RW_READ_GUARD
        };
        Ok((self.heap.alloc_guard(tag, object)?, is_poisoned))
    }

    /// A guard has been dropped.
    pub(crate) fn rw_unlock(&mut self, task: TaskId, args: Args, oracle: &mut dyn Oracle) -> Reply {
        let Some((_, id)) = self.heap.guard_target(args[0]) else {
            return no_such_object("drop of a guard");
        };
        if let Value::Own(guard) = args[0] {
            self.heap.free(guard);
        }
        let is_panicking = self.heap.read_bool(args[1]).unwrap_or(false);
        let id = SyncId(id);
        let Some(lock) = self.rw_lock_at(id) else {
            return no_such_object("drop of a guard");
        };
        let writes = lock.is_writing;
        let poisoned = writes && is_panicking && !lock.writer_was_panicking;
        lock.is_poisoned |= poisoned;
        lock.is_writing = false;
        // A guard may be dropped by another thread than the one that locked.
        let own = lock.holders.iter().rposition(|it| it.task == task);
        let gone = own.unwrap_or(0);
        let holder = (gone < lock.holders.len()).then(|| lock.holders.remove(gone));
        let is_free = lock.holders.is_empty();
        let wakes = is_free && (lock.has_writers_waiting || writes && lock.has_readers_waiting);
        let event = if writes {
            EventKind::Released { lock: id, poisoned }
        } else {
            EventKind::ReadReleased {
                lock: id,
                reader: holder.map_or(task, |it| it.task),
            }
        };
        let released = self.record(task, None, event);
        if wakes {
            self.wake_writer_or_readers(id, released, oracle);
        }
        Reply::Value(Value::Unit)
    }

    fn wake_writer_or_readers(
        &mut self,
        id: SyncId,
        released: Option<EventId>,
        oracle: &mut dyn Oracle,
    ) {
        let Some(lock) = self.rw_lock_at(id) else {
            return;
        };
        if std::mem::take(&mut lock.has_writers_waiting) {
            let options = lock.waiting_writers.len();
            if options > 0 {
                let pick = self
                    .choices
                    .pick(oracle, self.now, ChoiceKind::Waiter, options);
                let writer = self
                    .rw_lock_at(id)
                    .and_then(|lock| lock.waiting_writers.remove(pick));
                if let Some(writer) = writer {
                    self.wake(writer, released, Attempt::Woken);
                }
                return;
            }
        }
        self.wake_readers(id, released);
    }

    fn wake_readers(&mut self, id: SyncId, cause: Option<EventId>) {
        let Some(lock) = self.rw_lock_at(id) else {
            return;
        };
        if std::mem::take(&mut lock.has_readers_waiting) {
            for reader in std::mem::take(&mut lock.waiting_readers) {
                self.wake(reader, cause, Attempt::Woken);
            }
        }
    }

    /// `RwLockWriteGuard::downgrade`: the writer becomes a reader, and readers that wait come in.
    pub(crate) fn rw_downgrade(&mut self, task: TaskId, guard: Value) -> Reply {
        let Some((object, id)) = self.heap.guard_target(guard) else {
            return no_such_object("downgrade");
        };
        if let Value::Own(guard) = guard {
            self.heap.free(guard);
        }
        let id = SyncId(id);
        let poisoned = false;
        let released = self.record(task, None, EventKind::Released { lock: id, poisoned });
        let acquired = self.record(task, None, EventKind::ReadAcquired { lock: id });
        if let Some(lock) = self.rw_lock_at(id) {
            lock.is_writing = false;
            for holder in &mut lock.holders {
                holder.acquired = acquired;
            }
        }
        self.wake_readers(id, released);
        Reply::of(self.heap.alloc_guard(TypeTag::RW_READ_GUARD, object))
    }

    /// `RwLock::is_poisoned`
    pub(crate) fn rw_is_poisoned(&mut self, lock: Value) -> Reply {
        let is_poisoned = self.rw_lock(lock).is_some_and(|(_, _, it)| it.is_poisoned);
        Reply::Value(Value::Bool(is_poisoned))
    }

    /// `RwLock::clear_poison`
    pub(crate) fn rw_clear_poison(&mut self, lock: Value) -> Reply {
        if let Some((_, _, lock)) = self.rw_lock(lock) {
            lock.is_poisoned = false;
        }
        Reply::Value(Value::Unit)
    }
}
