//! What tasks wait for each other at: their state is here, their data on the heap.

mod atomic;
mod barrier;
mod channel;
mod condvar;
mod join;
mod local;
mod mutex;
mod once;
mod park;
mod rw_lock;
mod scope;

use interleave_program::Span;
use interleave_trace::{EventKind, SyncId, SyncKind, TaskId};
use interleave_vm::{Canonical, Fault, Value};

use crate::simulation::Simulation;
use crate::syscalls::{Reply, wrong_argument};
pub(crate) use atomic::Atomic;
pub(crate) use barrier::Barrier;
pub(crate) use channel::Channel;
pub(crate) use condvar::Condvar;
pub(crate) use local::Local;
pub(crate) use mutex::Mutex;
pub(crate) use once::Once;
pub(crate) use rw_lock::{Holder, RwLock};
pub(crate) use scope::Scope;

/// What a sync object counts for in the memory limit, roughly.
const SYNC_BYTES: usize = 160;

/// The state of one sync object.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SyncState {
    Mutex(Mutex),
    RwLock(Box<RwLock>),
    Condvar(Box<Condvar>),
    Barrier(Box<Barrier>),
    Once(Box<Once>),
    Atomic(Atomic),
    Channel(Box<Channel>),
    /// It has been dropped.
    Gone,
}

/// One sync object (`Simulation::syncs[id]`).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SyncObject {
    pub(crate) kind: SyncKind,
    /// The creating call.
    pub(crate) span: Span,
    pub(crate) state: SyncState,
}

impl SyncObject {
    /// See [`interleave_vm::Canonical`]: everything that decides how the program goes on.
    pub(crate) fn write_canonical(&self, to: &mut Canonical<'_>) {
        to.plain(&self.kind);
        to.word(u64::from(self.span.start) << 32 | u64::from(self.span.end));
        match &self.state {
            SyncState::Mutex(mutex) => mutex.write_canonical(to),
            SyncState::RwLock(lock) => lock.write_canonical(to),
            SyncState::Condvar(condvar) => condvar.write_canonical(to),
            SyncState::Barrier(barrier) => barrier.write_canonical(to),
            SyncState::Once(once) => once.write_canonical(to),
            SyncState::Channel(channel) => channel.write_canonical(to),
            // Its value is on the heap.
            SyncState::Atomic(_) | SyncState::Gone => {}
        }
    }
}

impl Simulation<'_> {
    /// A new sync object, made by `task`.
    pub(crate) fn create_sync(
        &mut self,
        task: TaskId,
        kind: SyncKind,
        state: SyncState,
    ) -> Result<SyncId, Fault> {
        self.heap.charge(SYNC_BYTES)?;
        let sync = SyncId::from_index(self.syncs.len());
        // Also of those made before `main`, for their names: events of statics stand nowhere.
        let vm = self.tasks[task.index()].vm.as_ref();
        let span = vm.map_or(Span::NONE, |vm| vm.span(self.code));
        self.syncs.push(SyncObject { kind, span, state });
        self.record(task, None, EventKind::Created { sync });
        Ok(sync)
    }

    /// A sync object without guard or queue has been dropped, its data before it.
    pub(crate) fn sync_drop(&mut self, object: Value) -> Reply {
        if let Some((object, id)) = self.heap.sync_of(object) {
            self.heap.free(object);
            if let Some(sync) = self.syncs.get_mut(id as usize) {
                sync.state = SyncState::Gone;
            }
        }
        Reply::Value(Value::Unit)
    }
}

/// The answer when a handle leads to nothing that the engine knows: a bug of ours or use after a leak.
fn no_such_object(call: &str) -> Reply {
    wrong_argument(call, "an object that is still there")
}
