//! Output as lines: pieces written by `print!` are joined up to the line's end, as a terminal shows them.

use interleave_program::LineIndex;
use interleave_trace::{Event, EventKind, Stream, Trace};

use crate::reply::OutputLine;

/// The lines of both streams in order of their ends, each with the time, task and source line of the piece that
/// ended it. A last line without an end counts as ended by its last piece.
#[must_use]
pub fn output_lines(trace: &Trace, source: &str) -> Vec<OutputLine> {
    let index = LineIndex::new(source);
    let mut lines = Vec::new();
    let mut open: [(String, Option<&Event>); 2] = Default::default();
    for event in &trace.events {
        let EventKind::Printed { stream, text } = &event.kind else {
            continue;
        };
        let (pending, last) = &mut open[*stream as usize];
        for part in text.split_inclusive('\n') {
            *last = Some(event);
            pending.push_str(part);
            if part.ends_with('\n') {
                pending.pop();
                let text = std::mem::take(pending);
                lines.push(line(trace, source, &index, event, *stream, text));
                *last = None;
            }
        }
    }
    for (stream, (pending, last)) in [Stream::Stdout, Stream::Stderr].into_iter().zip(open) {
        if let Some(event) = last {
            lines.push(line(trace, source, &index, event, stream, pending));
        }
    }
    interleave_program::sort_by_key(&mut lines, |line| line.at_ns);
    lines
}

fn line(
    trace: &Trace,
    source: &str,
    index: &LineIndex,
    event: &Event,
    stream: Stream,
    text: String,
) -> OutputLine {
    let span = event.span;
    OutputLine {
        at_ns: event.at,
        event: event.id,
        task: event.task,
        thread: trace
            .tasks
            .label(event.task.index())
            .map_or_else(String::new, String::from),
        stream,
        text,
        line: if span.is_some() {
            index.locate(source, span.start).line
        } else {
            0
        },
    }
}
