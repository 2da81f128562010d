//! The memory of a run that is over, for the next run of the same thread.
//!
//! Asking the system for fresh memory and touching it for the first time is a quarter of what a run of a hundred
//! thousand tasks takes, and whoever runs programs runs many: after each change of the text, for each seed, in a bench.
//! Only room is kept and nothing that was in it, so no run can tell.

use std::cell::Cell;

use interleave_vm::HeapMemory;

use crate::task::{Details, Task};
use crate::waits::Waits;

/// Most that is kept, in bytes. Where memory is never given back to the system it is better left to whoever asks next.
const MOST_BYTES: usize = if cfg!(target_pointer_width = "64") {
    160 << 20
} else {
    8 << 20
};

/// Room for what a run has most of.
#[derive(Debug, Default)]
pub(crate) struct Room {
    pub(crate) heap: HeapMemory,
    pub(crate) tasks: Vec<Task>,
    pub(crate) details: Vec<Details>,
    pub(crate) waits: Waits,
}

thread_local! {
    static KEPT: Cell<Option<Box<Room>>> = const { Cell::new(None) };
}

impl Room {
    /// What the last run of this thread has left, if any.
    pub(crate) fn take() -> Self {
        // While a thread ends there may be nothing any more.
        let kept = KEPT.try_with(Cell::take).ok().flatten();
        kept.map(|it| *it).unwrap_or_default()
    }

    /// Whether it may be kept.
    pub(crate) fn is_small(&self) -> bool {
        self.bytes() <= MOST_BYTES
    }

    /// Leaves it to the next run of this thread, without what it holds.
    pub(crate) fn keep(mut self) {
        self.tasks.clear();
        self.details.clear();
        self.waits.clear();
        if self.is_small() {
            let kept = Box::new(self);
            // As above: then it just goes.
            let _ = KEPT.try_with(|it| it.set(Some(kept)));
        }
    }

    fn bytes(&self) -> usize {
        self.heap.bytes()
            + self.tasks.capacity() * size_of::<Task>()
            + self.details.capacity() * size_of::<Details>()
            + self.waits.bytes()
    }
}
