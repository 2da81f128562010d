//! A run as the JSON of `interleave run --format json`: a fixed interface.

use interleave_frontend::state_machines;
use interleave_program::{LineIndex, Span};
use interleave_report::{Language, awaited_text, metrics};
use interleave_trace::{DeadlockEdge, LimitKind, Nanos, Outcome, Stream, TaskId, Trace};
use serde::{Deserialize, Serialize};

use crate::async_json::{HintJson, PollJson, StateMachineJson};
use crate::output::output_lines;

/// The whole run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunJson {
    /// "finished", "panicked", "deadlock" or "limit".
    pub outcome: String,
    /// The process's exit code; null when it never exits.
    pub exit_code: Option<i32>,
    /// When it ended.
    pub end_ns: Nanos,
    /// The choices, replayable with `--schedule`.
    pub schedule: String,
    /// Lines in order.
    pub output: Vec<OutputJson>,
    /// Threads in order of creation.
    pub threads: Vec<ThreadJson>,
    /// Metrics of the whole run.
    pub metrics: MetricsJson,
    /// Who waits for whom, when nobody could go on.
    pub deadlock: Option<DeadlockJson>,
    /// Threads that could never go on although the process ended.
    pub stuck: Vec<EdgeJson>,
    /// Which limit ended the run, when one did.
    pub limit: Option<LimitJson>,
    /// Hints about tasks of async runtimes.
    pub hints: Vec<HintJson>,
    /// The program's `async` bodies as state machines.
    pub state_machines: Vec<StateMachineJson>,
    /// Polls of its tasks: from which state each went to which.
    pub polls: Vec<PollJson>,
    /// Stable hash of the whole trace.
    pub trace_hash: String,
}

/// A line of output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutputJson {
    /// When.
    pub at_ns: Nanos,
    /// The thread's label.
    pub thread: String,
    /// "stdout" or "stderr".
    pub stream: Stream,
    /// The line without its end.
    pub text: String,
    /// Line of the source that printed it, from 1; 0 when none.
    pub line: u32,
}

/// A thread and its metrics.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThreadJson {
    /// 0 is main.
    pub id: u32,
    /// Its label.
    pub name: String,
    /// When it came into being.
    pub arrival_ns: Nanos,
    /// From arrival until it first ran; null when it never did.
    pub response_ns: Option<Nanos>,
    /// From arrival to its end; null when it did not end.
    pub turnaround_ns: Option<Nanos>,
    /// Time ready without a core.
    pub waiting_ns: Nanos,
    /// Time on a core.
    pub running_ns: Nanos,
    /// Time asleep.
    pub sleeping_ns: Nanos,
    /// Time blocked on something else.
    pub blocked_ns: Nanos,
}

/// Metrics of the whole run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricsJson {
    /// When the run ended.
    pub makespan_ns: Nanos,
    /// Busy time of all cores over cores × makespan, 0 to 1.
    pub utilization: f64,
    /// How often a core went from one thread to another.
    pub context_switches: u64,
}

/// A deadlock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeadlockJson {
    /// The threads that wait for each other in order; without a cycle, all that wait.
    pub cycle: Vec<EdgeJson>,
    /// Whether they wait in a circle.
    pub is_cycle: bool,
}

/// One waiting thread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EdgeJson {
    /// Who waits.
    pub thread: String,
    /// The thread that could let it go on, when there is one.
    pub waits_for: Option<String>,
    /// What it waits for: "lock a", "a message in rx", …
    pub on: String,
    /// Line where it waits, from 1; 0 when none.
    pub line: u32,
    /// Line where the other took what is waited for, when known.
    pub held_since_line: Option<u32>,
}

/// A limit that ended the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LimitJson {
    /// Which.
    pub which: LimitKind,
    /// What more there is to say.
    pub message: String,
    /// Line where the run stood, from 1; 0 when none.
    pub line: u32,
}

/// The JSON of `trace`, a run of `source`.
#[must_use]
pub fn run_json(trace: &Trace, source: &str) -> RunJson {
    let teller = Teller {
        trace,
        source,
        index: LineIndex::new(source),
    };
    let machines = state_machines(source);
    let (outcome, exit_code) = match trace.outcome {
        Outcome::Finished { exit_code } => ("finished", Some(exit_code)),
        Outcome::Panicked { exit_code } => ("panicked", Some(exit_code)),
        Outcome::Deadlock { .. } => ("deadlock", None),
        Outcome::Limit { .. } => ("limit", None),
    };
    RunJson {
        outcome: outcome.to_owned(),
        exit_code,
        end_ns: trace.end,
        schedule: trace.schedule.clone(),
        output: teller.output(),
        threads: threads(trace),
        metrics: metrics_json(trace),
        deadlock: teller.deadlock(),
        stuck: trace.stuck.iter().map(|edge| teller.edge(edge)).collect(),
        limit: teller.limit(),
        hints: teller.hints(),
        polls: teller.polls(&machines),
        state_machines: teller.state_machines(&machines),
        trace_hash: interleave_report::trace_hash(trace),
    }
}

fn threads(trace: &Trace) -> Vec<ThreadJson> {
    metrics(trace)
        .tasks
        .into_iter()
        .map(|task| ThreadJson {
            id: task.task.0,
            name: task.label,
            arrival_ns: task.arrival_ns,
            response_ns: task.response_ns,
            turnaround_ns: task.turnaround_ns,
            waiting_ns: task.waiting_ns,
            running_ns: task.running_ns,
            sleeping_ns: task.sleeping_ns,
            blocked_ns: task.blocked_ns,
        })
        .collect()
}

fn metrics_json(trace: &Trace) -> MetricsJson {
    let metrics = metrics(trace);
    MetricsJson {
        makespan_ns: metrics.makespan_ns,
        utilization: metrics.utilization_ppm as f64 / 1e6,
        context_switches: metrics.context_switches,
    }
}

pub(crate) struct Teller<'t> {
    pub(crate) trace: &'t Trace,
    pub(crate) source: &'t str,
    pub(crate) index: LineIndex,
}

impl Teller<'_> {
    fn output(&self) -> Vec<OutputJson> {
        output_lines(self.trace, self.source)
            .into_iter()
            .map(|line| OutputJson {
                at_ns: line.at_ns,
                thread: line.thread,
                stream: line.stream,
                text: line.text,
                line: line.line,
            })
            .collect()
    }

    pub(crate) fn deadlock(&self) -> Option<DeadlockJson> {
        let Outcome::Deadlock { cycle, is_cycle } = &self.trace.outcome else {
            return None;
        };
        Some(DeadlockJson {
            cycle: cycle.iter().map(|edge| self.edge(edge)).collect(),
            is_cycle: *is_cycle,
        })
    }

    pub(crate) fn edge(&self, edge: &DeadlockEdge) -> EdgeJson {
        EdgeJson {
            thread: self.label(edge.task),
            waits_for: edge.waits_for.map(|task| self.label(task)),
            on: awaited_text(self.trace, &edge.reason, Language::En),
            line: self.line(edge.span),
            held_since_line: edge.held_since.map(|span| self.line(span)),
        }
    }

    fn limit(&self) -> Option<LimitJson> {
        let Outcome::Limit {
            which,
            message,
            span,
        } = &self.trace.outcome
        else {
            return None;
        };
        Some(LimitJson {
            which: *which,
            message: message.clone(),
            line: self.line(*span),
        })
    }

    pub(crate) fn label(&self, task: TaskId) -> String {
        let label = self.trace.tasks.label(task.index());
        label.map_or_else(String::new, String::from)
    }

    pub(crate) fn line(&self, span: Span) -> u32 {
        if span.is_some() {
            self.index.locate(self.source, span.start).line
        } else {
            0
        }
    }
}
