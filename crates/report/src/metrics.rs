//! Metrics of a run, in the textbook's words.

use interleave_trace::{BlockReason, Event, EventKind, Nanos, TaskId, TaskInfo, Trace};
use serde::{Deserialize, Serialize};

use crate::states::{TaskState, each_stretch};

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

/// The metrics of `trace`: core time from its `core_use`, task times from its events (all zero when only the
/// output was recorded).
#[must_use]
pub fn metrics(trace: &Trace) -> Metrics {
    let mut tasks: Vec<TaskMetrics> = trace.tasks.iter().map(unused).collect();
    for event in &trace.events {
        note(&mut tasks[event.task.index()], event);
    }
    each_stretch(trace, |stretch| {
        let length = stretch.to.saturating_sub(stretch.from);
        let task = &mut tasks[stretch.task.index()];
        let total = match stretch.state {
            TaskState::Ready => &mut task.waiting_ns,
            TaskState::Running { .. } => &mut task.running_ns,
            TaskState::Waiting {
                reason: BlockReason::Sleep { .. },
            } => &mut task.sleeping_ns,
            TaskState::Waiting { .. } => &mut task.blocked_ns,
            TaskState::Absent | TaskState::Ended => return,
        };
        *total = total.saturating_add(length);
    });
    Metrics {
        makespan_ns: trace.end,
        utilization_ppm: utilization_ppm(trace),
        context_switches: trace
            .core_use
            .iter()
            .map(|core| core.context_switches)
            .sum(),
        tasks,
    }
}

fn unused(info: TaskInfo) -> TaskMetrics {
    TaskMetrics {
        task: info.id,
        label: info.label.into(),
        arrival_ns: Nanos::ZERO,
        response_ns: None,
        turnaround_ns: None,
        waiting_ns: Nanos::ZERO,
        running_ns: Nanos::ZERO,
        sleeping_ns: Nanos::ZERO,
        blocked_ns: Nanos::ZERO,
    }
}

fn note(task: &mut TaskMetrics, event: &Event) {
    let since_arrival = event.at.saturating_sub(task.arrival_ns);
    match event.kind {
        EventKind::Arrived => task.arrival_ns = event.at,
        EventKind::Dispatched if task.response_ns.is_none() => {
            task.response_ns = Some(since_arrival);
        }
        EventKind::Finished { .. } => task.turnaround_ns = Some(since_arrival),
        _ => {}
    }
}

fn utilization_ppm(trace: &Trace) -> u64 {
    let busy: u128 = trace
        .core_use
        .iter()
        .map(|core| u128::from(core.busy.0))
        .sum();
    let whole = u128::from(trace.cores) * u128::from(trace.end.0);
    let ppm = (busy * 1_000_000 + whole / 2).checked_div(whole);
    ppm.map_or(0, |ppm| u64::try_from(ppm).unwrap_or(u64::MAX))
}
