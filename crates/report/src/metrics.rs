//! Metrics of a run, in the textbook's words.

use interleave_trace::{Nanos, TaskId};
use serde::{Deserialize, Serialize};

/// Metrics of one task. Times are lengths unless said otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskMetrics {
    /// Which.
    pub task: TaskId,
    /// Its label.
    pub label: String,
    /// Instant at which it came into being.
    pub arrival_ns: Nanos,
    /// From arrival until it first ran; `None` when it never did.
    pub response_ns: Option<Nanos>,
    /// From arrival to its end; `None` when it did not end.
    pub turnaround_ns: Option<Nanos>,
    /// Total time ready without a core.
    pub waiting_ns: Nanos,
    /// Total time on a core.
    pub running_ns: Nanos,
    /// Total time asleep.
    pub sleeping_ns: Nanos,
    /// Total time blocked on something else.
    pub blocked_ns: Nanos,
}

/// Metrics of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metrics {
    /// When the run ended.
    pub makespan_ns: Nanos,
    /// Busy time of all cores over cores × makespan, in parts per million (500000 is 50 %); 0 for an empty run.
    pub utilization_ppm: u64,
    /// How often a core went from one worker to another.
    pub context_switches: u64,
    /// Per task in order of creation.
    pub tasks: Vec<TaskMetrics>,
}
