//! Answers a request: one compilation, one run a machine, everything that the page shows of it.

use interleave_program::{Diagnostic, LineColumn, LineIndex};
use interleave_report::{
    LaneOptions, TimelineOptions, difference, lanes, metrics, outcome_sentence, timeline,
};
use interleave_trace::Trace;

use crate::futures::futures;
use crate::output::output_lines;
use crate::pipeline::Prepared;
use crate::reply::{DiagnosticView, Ending, RunReply, SchedulerRun};
use crate::request::{RunRequest, ViewOptions};

/// Runs the text of `request` on each of its machines. A text, machine or schedule that is refused gives no runs
/// and at least one error among the diagnostics.
#[must_use]
pub fn run(request: &RunRequest) -> RunReply {
    let prepared = Prepared::new(&request.source);
    let traces = traces(&prepared, request);
    reply(&prepared, request, &traces)
}

/// The runs that `request` asks for; none when the text was refused.
pub(crate) fn traces(
    prepared: &Prepared<'_>,
    request: &RunRequest,
) -> Result<Vec<Trace>, Vec<Diagnostic>> {
    if !prepared.is_runnable() {
        return Ok(Vec::new());
    }
    let schedule = request.schedule.as_str();
    let machines = request.machines.iter().map(|machine| (machine, schedule));
    let first = request.machines.iter().take(1);
    let further = first.flat_map(|machine| request.also.iter().map(move |also| (machine, &**also)));
    machines
        .chain(further)
        .map(|(machine, schedule)| prepared.run(machine, schedule))
        .collect()
}

/// What is to be answered when the runs are these.
pub(crate) fn reply(
    prepared: &Prepared<'_>,
    request: &RunRequest,
    traces: &Result<Vec<Trace>, Vec<Diagnostic>>,
) -> RunReply {
    let (source, language) = (&request.source, request.view.language);
    let mut diagnostics = prepared.diagnostics.clone();
    let mut runs = Vec::new();
    match traces {
        Ok(traces) => {
            runs.extend(
                traces
                    .iter()
                    .map(|trace| view(trace, source, &request.view)),
            );
            let further = runs.iter_mut().zip(traces).skip(request.machines.len());
            for (run, trace) in further {
                run.differs = difference(trace, &traces[0], source, language);
            }
        }
        Err(errors) => diagnostics.extend(errors.iter().cloned()),
    }
    RunReply {
        number: request.number,
        diagnostics: locate(source, diagnostics),
        parameters: prepared.parameters.clone(),
        runs,
    }
}

/// Everything that the page shows of `trace`, a run of `source`.
#[must_use]
pub fn view(trace: &Trace, source: &str, options: &ViewOptions) -> SchedulerRun {
    SchedulerRun {
        ending: Ending::from(&trace.outcome),
        outcome_text: outcome_sentence(trace, source, options.language),
        end_ns: trace.end,
        schedule: trace.schedule.clone(),
        output: output_lines(trace, source),
        timeline: timeline(trace, source, options.timeline()),
        lanes: lanes(trace, options.lanes()),
        metrics: metrics(trace),
        futures: futures(trace, source, options.language),
        differs: None,
    }
}

/// The diagnostics with their lines; those without a place get line 0.
#[must_use]
pub fn locate(source: &str, diagnostics: Vec<Diagnostic>) -> Vec<DiagnosticView> {
    let lines = LineIndex::new(source);
    diagnostics
        .into_iter()
        .map(|diagnostic| {
            let span = diagnostic.span;
            let nowhere = LineColumn { line: 0, column: 0 };
            let at = if span.is_some() {
                lines.locate(source, span.start)
            } else {
                nowhere
            };
            DiagnosticView {
                diagnostic,
                at,
                line_text: lines.line_text(source, at.line).to_owned(),
            }
        })
        .collect()
}

impl ViewOptions {
    /// The options for the table.
    #[must_use]
    pub fn timeline(&self) -> TimelineOptions {
        TimelineOptions {
            language: self.language,
            row_step: self.row_step,
            max_rows: self.max_rows as usize,
            max_columns: self.max_lanes as usize,
        }
    }

    /// The options for the lanes.
    #[must_use]
    pub fn lanes(&self) -> LaneOptions {
        LaneOptions {
            language: self.language,
            view: self.lane_view,
            max_segments: self.max_segments as usize,
            max_lanes: self.max_lanes as usize,
            window: None,
        }
    }
}
