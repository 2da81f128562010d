//! The events of a run as JSON Lines, for `interleave run --format events`.

use interleave_program::LineIndex;
use interleave_trace::{CoreId, Event, EventId, EventKind, Label, Nanos, Trace, WorkerId};
use serde::Serialize;

/// An event with the words that its numbers stand for.
#[derive(Serialize)]
struct EventJson<'e> {
    id: EventId,
    at_ns: Nanos,
    thread: Label,
    line: Option<u32>,
    core: Option<CoreId>,
    worker: Option<WorkerId>,
    cause: Option<EventId>,
    #[serde(flatten)]
    kind: &'e EventKind,
}

/// One JSON object a line, in order; `kind` says what happened, `cause` is the `id` of an earlier line.
///
/// # Panics
/// Never: events are plain data.
#[must_use]
pub fn events_json_lines(trace: &Trace, source: &str) -> String {
    let index = LineIndex::new(source);
    let mut out = String::new();
    for event in &trace.events {
        let json = event_json(trace, source, &index, event);
        out.push_str(&serde_json::to_string(&json).expect("events are plain data"));
        out.push('\n');
    }
    out
}

fn event_json<'e>(
    trace: &'e Trace,
    source: &str,
    index: &LineIndex,
    event: &'e Event,
) -> EventJson<'e> {
    let span = event.span;
    EventJson {
        id: event.id,
        at_ns: event.at,
        thread: trace.tasks.label(event.task.index()).unwrap_or_default(),
        line: span
            .is_some()
            .then(|| index.locate(source, span.start).line),
        core: event.core,
        worker: event.worker,
        cause: event.cause,
        kind: &event.kind,
    }
}
