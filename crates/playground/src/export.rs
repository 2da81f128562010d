//! A run to take along: one text in one of the formats that others read.

use interleave_engine::Machine;
use interleave_report::{lanes, page, perfetto, svg, timeline};
use interleave_trace::Trace;
use serde::{Deserialize, Serialize};

use crate::json::run_json;
use crate::pipeline::{Refused, execute};
use crate::request::ViewOptions;

/// What to make of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportFormat {
    /// The timeline table in Markdown.
    Markdown,
    /// The timeline table as CSV.
    Csv,
    /// The lanes as a drawing.
    Svg,
    /// Outcome, output, threads and metrics as one JSON object.
    Json,
    /// A trace for Perfetto's viewer.
    Perfetto,
    /// One page that needs nothing else.
    Html,
}

/// A run and what to make of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportRequest {
    /// The program text.
    pub source: String,
    /// What to call it.
    pub title: String,
    /// The machine.
    pub machine: Machine,
    /// Choices to replay, "" for the machine's own.
    pub schedule: String,
    /// Language, rows, lanes and how much of each.
    pub view: ViewOptions,
    /// What to make.
    pub format: ExportFormat,
}

/// Runs and exports.
///
/// # Errors
/// When the text, the machine or the schedule is refused.
pub fn export(request: &ExportRequest) -> Result<String, Refused> {
    let execution = execute(&request.source, &request.machine, &request.schedule)?;
    Ok(exported(
        &execution.trace,
        &request.source,
        &request.title,
        &request.view,
        request.format,
    ))
}

/// `trace`, a run of `source`, in that format.
///
/// # Panics
/// Never: what is written is plain data.
#[must_use]
pub fn exported(
    trace: &Trace,
    source: &str,
    title: &str,
    view: &ViewOptions,
    format: ExportFormat,
) -> String {
    let language = view.language;
    let table = || timeline(trace, source, view.timeline());
    match format {
        ExportFormat::Markdown => table().to_markdown(language),
        ExportFormat::Csv => table().to_csv(language),
        ExportFormat::Svg => svg(&lanes(trace, view.lanes()), language),
        ExportFormat::Json => {
            let json = serde_json::to_string(&run_json(trace, source));
            json.expect("a run is plain data") + "\n"
        }
        ExportFormat::Perfetto => perfetto(trace, language),
        ExportFormat::Html => page(trace, source, title, language),
    }
}
