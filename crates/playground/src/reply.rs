//! What is answered.

use interleave_program::{Diagnostic, LineColumn, Parameter};
use interleave_report::{Difference, Lanes, Metrics, Timeline};
use interleave_trace::{EventId, Nanos, Outcome, Stream, TaskId};
use serde::{Deserialize, Serialize};

use crate::futures::FuturesView;

/// A diagnostic with its place as line and column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiagnosticView {
    /// The diagnostic.
    pub diagnostic: Diagnostic,
    /// Line and column of its span's start.
    pub at: LineColumn,
    /// The text of that line.
    pub line_text: String,
}

/// One piece of output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputLine {
    /// When.
    pub at_ns: Nanos,
    /// The event that ended it.
    pub event: EventId,
    /// Which task wrote it.
    pub task: TaskId,
    /// The task's label.
    pub thread: String,
    /// Where to.
    pub stream: Stream,
    /// The line without its end.
    pub text: String,
    /// Line of the source that printed it, from 1; 0 when none.
    pub line: u32,
}

/// How a run ended, as far as a picture of it needs to know; the trace's [`Outcome`] says all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// The process ended by itself.
    Exited {
        /// With this code; 0 is the good end.
        exit_code: i32,
    },
    /// Nobody can go on.
    Deadlock {
        /// Who waits, in the outcome's order.
        waiting: Vec<TaskId>,
    },
    /// A limit ended the run.
    Limit,
}

impl Ending {
    /// Whether the process ended by itself with code 0.
    #[must_use]
    pub fn is_good(&self) -> bool {
        *self == Self::Exited { exit_code: 0 }
    }
}

impl From<&Outcome> for Ending {
    fn from(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Finished { exit_code } | Outcome::Panicked { exit_code } => Self::Exited {
                exit_code: *exit_code,
            },
            Outcome::Deadlock { cycle, .. } => Self::Deadlock {
                waiting: cycle.iter().map(|edge| edge.task).collect(),
            },
            Outcome::Limit { .. } => Self::Limit,
        }
    }
}

/// One machine's run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchedulerRun {
    /// How it ended.
    pub ending: Ending,
    /// The outcome as one sentence in the reader's language.
    pub outcome_text: String,
    /// When it ended.
    pub end_ns: Nanos,
    /// The choices, replayable.
    pub schedule: String,
    /// The output.
    pub output: Vec<OutputLine>,
    /// The table.
    pub timeline: Timeline,
    /// The lanes.
    pub lanes: Lanes,
    /// The metrics.
    pub metrics: Metrics,
    /// Its futures.
    pub futures: FuturesView,
    /// For a run of [`crate::RunRequest::also`]: where it parts from the first run.
    pub differs: Option<Difference>,
}

/// The answer to a [`crate::RunRequest`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunReply {
    /// The request's number.
    pub number: u64,
    /// What is wrong with the text, or worth knowing; with an error nothing was run.
    pub diagnostics: Vec<DiagnosticView>,
    /// The sliders, also when the text was refused but could be parsed.
    pub parameters: Vec<Parameter>,
    /// One run a machine, in the request's order, then one a further schedule; empty when the program was refused.
    pub runs: Vec<SchedulerRun>,
}
