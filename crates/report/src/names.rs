//! Labels of threads and sync objects as they stand in phrases.

use interleave_trace::{SyncId, SyncKind, TaskId, Trace};

use crate::markup;

/// Looks labels up in a trace and marks them.
#[derive(Clone, Copy)]
pub(crate) struct Names<'t>(pub(crate) &'t Trace);

impl Names<'_> {
    /// The task's label, marked as a thread.
    pub(crate) fn thread(self, task: TaskId) -> String {
        match self.0.tasks.label(task.index()) {
            Some(label) => markup::thread(&label),
            None => markup::thread(&format!("#{}", task.0)),
        }
    }

    /// The sync object's label as code.
    pub(crate) fn sync(self, sync: SyncId) -> String {
        match self.0.syncs.get(sync.index()) {
            Some(info) => markup::code(&info.label),
            None => markup::code(&format!("#{}", sync.0)),
        }
    }

    /// Whether it is a lock of the kind that has readers too.
    pub(crate) fn is_semaphore(self, sync: SyncId) -> bool {
        self.is_kind(sync, SyncKind::Semaphore)
    }

    /// Whether `sync` is an `RwLock`.
    pub(crate) fn is_rw_lock(self, sync: SyncId) -> bool {
        self.is_kind(sync, SyncKind::RwLock)
    }

    fn is_kind(self, sync: SyncId, kind: SyncKind) -> bool {
        let info = self.0.syncs.get(sync.index());
        info.is_some_and(|info| info.kind == kind)
    }
}
