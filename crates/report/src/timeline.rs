//! The timeline table: one row an instant, one column a task.

mod build;
mod render;

use interleave_program::Span;
use interleave_trace::{EventId, Nanos, TaskId};
use serde::{Deserialize, Serialize};

pub use build::{TimelineOptions, timeline};

/// Which instants get a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowStep {
    /// Each instant at which something happens.
    #[default]
    Instants,
    /// Every so many nanoseconds (at least 1), with all that happened since the row before.
    Every(Nanos),
}

/// One thing that a task did, in words, with code parts marked by backquotes ("prints `main: 1`") and threads by
/// two stars ("joins **child**"); [`crate::pieces`] takes them apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// The words in the reader's language.
    pub text: String,
    /// The event it tells.
    pub event: EventId,
    /// Its place in the source.
    pub span: Span,
    /// Why the task could do this just then, as a sentence in the reader's language; "" when there is nothing to say.
    #[serde(default)]
    pub why: String,
}

/// What one task did at one instant; when it did nothing, `quiet` says what it is in the middle of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What it did, in order.
    pub phrases: Vec<Phrase>,
    /// The continuing state when it did nothing ("sleeping", "waits for child", "ready", ""), in words.
    pub quiet: String,
}

/// One instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// When.
    pub at: Nanos,
    /// The time as shown: seconds with as many decimals as all rows need, at least three.
    pub time: String,
    /// One cell a column.
    pub cells: Vec<Cell>,
}

/// The table. `columns[i]` and `labels[i]` belong to `cells[i]` of each row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// Tasks in order of creation.
    pub columns: Vec<TaskId>,
    /// Their labels.
    pub labels: Vec<String>,
    /// Rows in order of time.
    pub rows: Vec<Row>,
    /// Rows that were left out at the end because the table was cut, 0 when it is whole.
    pub rows_left_out: u64,
    /// Tasks that have no column because there were too many, 0 when the table is whole.
    #[serde(default)]
    pub columns_left_out: u64,
}
