//! What can be asked.

use interleave_engine::Machine;
use interleave_report::{LaneView, Language, RowStep};
use serde::{Deserialize, Serialize};

/// A run (or a comparison of several machines) of one text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunRequest {
    /// Counts up; the reply carries it back, so that a late reply to an old request can be told.
    pub number: u64,
    /// The program text.
    pub source: String,
    /// Machines to run it on: one for a tab, four for "Compare".
    pub machines: Vec<Machine>,
    /// Choices to replay, "" for the default schedule.
    pub schedule: String,
    /// Further schedules to run on the first machine, each compared with its first run.
    pub also: Vec<String>,
    /// What to make of the trace.
    pub view: ViewOptions,
}

/// What to make of a trace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ViewOptions {
    /// Language of all words.
    pub language: Language,
    /// Rows of the table.
    pub row_step: RowStep,
    /// Lanes by task or by core.
    pub lane_view: LaneView,
    /// At most so many table rows.
    pub max_rows: u32,
    /// At most so many segments, marks and arrows each.
    pub max_segments: u32,
    /// At most so many table columns and lanes each.
    pub max_lanes: u32,
}

impl Default for ViewOptions {
    fn default() -> Self {
        Self {
            language: Language::En,
            row_step: RowStep::Instants,
            lane_view: LaneView::Task,
            max_rows: 500,
            max_segments: 5_000,
            max_lanes: 64,
        }
    }
}

impl Default for RunRequest {
    fn default() -> Self {
        Self {
            number: 0,
            source: String::new(),
            machines: vec![Machine::default()],
            schedule: String::new(),
            also: Vec::new(),
            view: ViewOptions::default(),
        }
    }
}
