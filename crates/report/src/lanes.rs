//! Lanes: for each task or core what it was doing when, as data to draw. No pixels here but [`crate`]'s SVG.

mod arrows;
mod build;
mod detail;
mod draw;
mod reactor;
mod svg;

use interleave_program::Span;
use interleave_trace::{CoreId, EventId, Nanos, TaskId};
use serde::{Deserialize, Serialize};

pub use build::{LaneOptions, lanes};
pub(crate) use draw::escaped;
pub(crate) use svg::axis;
pub use svg::svg;

/// What a lane stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LaneView {
    /// A lane a task.
    #[default]
    Task,
    /// A lane a core.
    Core,
    /// A lane an OS thread that carries tasks.
    Worker,
}

/// The state that a segment shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SegmentState {
    /// On a core.
    Running,
    /// Could run, no core free.
    Ready,
    /// In `sleep`.
    Sleeping,
    /// Waits for something else than time.
    Blocked,
    /// A future whose last poll gave `Pending`: waits to be polled again.
    Pending,
}

/// A stretch of one state, `from..to`; zero length is allowed (free instructions in ideal costs).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// State.
    pub state: SegmentState,
    /// Begin.
    pub from: Nanos,
    /// End, at least `from`.
    pub to: Nanos,
    /// Whose (in core lanes: who ran).
    pub task: TaskId,
    /// The core, while running.
    pub core: Option<CoreId>,
    /// What a blocked task waits for, in words ("lock counter, held by child 1"); "" otherwise.
    pub label: String,
    /// The event that began it.
    pub event: EventId,
    /// Its place in the source.
    pub span: Span,
}

/// A point of interest on a lane: a printed line, a panic, the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// When.
    pub at: Nanos,
    /// What to write beside it: the printed line without its end, "✕ panicked", or "" for the end cap.
    pub text: String,
    /// True for the end of the task.
    pub is_end: bool,
    /// The event.
    pub event: EventId,
}

/// One lane.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lane {
    /// "main", "child", "core 0".
    pub label: String,
    /// Index of its colour: the task's number; `None` for lanes of cores, OS threads and the reactor (segments carry
    /// their task).
    pub task: Option<TaskId>,
    /// Segments in order of time.
    pub segments: Vec<Segment>,
    /// Marks in order of time.
    pub marks: Vec<Mark>,
}

/// What an arrow tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the variants are the glossary's verbs")]
pub enum ArrowKind {
    Spawn,
    Join,
    Wake,
    Send,
    Unlock,
}

/// A cause that crosses lanes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrow {
    /// What it tells.
    pub kind: ArrowKind,
    /// Lane index it leaves.
    pub from_lane: u32,
    /// When it leaves.
    pub from_at: Nanos,
    /// Lane index it reaches.
    pub to_lane: u32,
    /// When it reaches it.
    pub to_at: Nanos,
    /// The effect's event.
    pub event: EventId,
}

/// All lanes of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lanes {
    /// Task lanes in order of creation and the lane of what wakes futures, or core lanes from 0.
    pub lanes: Vec<Lane>,
    /// Arrows in order of their effect.
    pub arrows: Vec<Arrow>,
    /// End of the time axis.
    pub end: Nanos,
    /// Segments, marks and arrows left out because there were too many to draw, 0 when whole.
    pub left_out: u64,
    /// Lanes left out because there were too many, 0 when whole.
    #[serde(default)]
    pub lanes_left_out: u64,
}
