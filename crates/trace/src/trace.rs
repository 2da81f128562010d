//! A whole run.

use interleave_program::Span;
use serde::{Deserialize, Serialize};

use crate::event::{Event, EventKind, Stream};
use crate::ids::{CoreId, SyncId};

use crate::outcome::{DeadlockEdge, Outcome};
use crate::tasks::Tasks;
use crate::time::Nanos;

/// What kind of sync object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the variants are std's own type names")]
pub enum SyncKind {
    Mutex,
    RwLock,
    Condvar,
    Barrier,
    Once,
    Channel,
    Atomic,
    Semaphore,
}

/// A sync object of the run (`Trace::syncs[id]`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SyncInfo {
    /// Its id.
    pub id: SyncId,
    /// What it is.
    pub kind: SyncKind,
    /// What it is called: the `let` binding or static that holds it, else "Mutex 1", …; unique in the run.
    pub label: String,
    /// The creating call.
    pub span: Span,
}

/// A whole run: what happened, in order, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Trace {
    /// All events in order; empty when only the output was recorded.
    pub events: Vec<Event>,
    /// All tasks in order of creation; the first is main.
    pub tasks: Tasks,
    /// All sync objects in order of creation.
    pub syncs: Vec<SyncInfo>,
    /// How it ended.
    pub outcome: Outcome,
    /// Tasks that can never go on although the process ended otherwise (partial deadlock).
    pub stuck: Vec<DeadlockEdge>,
    /// When it ended.
    pub end: Nanos,
    /// Cores of the machine.
    pub cores: u32,
    /// Per core: time spent running tasks and time spent switching.
    pub core_use: Vec<CoreUse>,
    /// The recorded choices; replays this run.
    pub schedule: String,
    /// Instructions that the VM executed.
    pub instructions: u64,
}

impl Trace {
    /// Exactly what the program wrote to `stream`.
    #[must_use]
    pub fn output(&self, stream: Stream) -> String {
        self.events
            .iter()
            .filter_map(|event| match &event.kind {
                EventKind::Printed { stream: to, text } if *to == stream => Some(text.as_str()),
                _ => None,
            })
            .collect()
    }
}

/// How one core spent the run; the rest of the time it was idle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CoreUse {
    /// Which core.
    pub core: CoreId,
    /// Nanoseconds in which a task ran.
    pub busy: Nanos,
    /// Nanoseconds spent on context switches.
    pub switching: Nanos,
    /// How often another worker than before was put on it.
    pub context_switches: u64,
}
