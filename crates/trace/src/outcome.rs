//! How a run ended. All outcomes are results, not errors.

use interleave_program::Span;
use serde::{Deserialize, Serialize};

use crate::event::BlockReason;
use crate::ids::{EventId, TaskId};

/// One task of a deadlock: who waits for what, since which event, and for whom.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DeadlockEdge {
    /// The waiting task.
    pub task: TaskId,
    /// What it waits for.
    pub reason: BlockReason,
    /// Its `Blocked` event.
    pub blocked: EventId,
    /// Where it waits.
    pub span: Span,
    /// The task that could let it go on (a lock's holder, a join's target), when there is one.
    pub waits_for: Option<TaskId>,
    /// Where that task took what is waited for (the lock's `Acquired`), when there is one.
    pub held_since: Option<Span>,
}

/// Which limit ended a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the variants say which quantity ran out")]
pub enum LimitKind {
    Instructions,
    Events,
    Tasks,
    Memory,
    CallDepth,
    Output,
    VirtualTime,
    /// Something that is not supported showed only at run time; the message says what.
    Unsupported,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// `main` returned, or `exit` was called.
    Finished { exit_code: i32 },
    /// `main` panicked; the process ends with code 101.
    Panicked { exit_code: i32 },
    /// Nobody can go on: `main` is blocked and nothing will wake it. `cycle`: the tasks that wait for each other
    /// in order, or, without a cycle, all blocked tasks.
    Deadlock {
        cycle: Vec<DeadlockEdge>,
        is_cycle: bool,
    },
    /// A limit ended the run; the trace so far is valid.
    Limit {
        which: LimitKind,
        message: String,
        span: Span,
    },
}
