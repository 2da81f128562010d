//! Where in the source each thread is at an instant: what it did just then, or where it waits.

use std::collections::BTreeMap;

use interleave_playground::{LineIndex, Nanos, Row, SchedulerRun, Span, TaskId};

/// A thread at a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Presence {
    /// Which.
    pub task: TaskId,
    /// True when it did something there at this very instant, false when it has been waiting there.
    pub is_acting: bool,
}

/// The threads by line (from 1) at `at`; `source` is the text that ran.
#[must_use]
pub fn presences(run: &SchedulerRun, source: &str, at: Nanos) -> BTreeMap<u32, Vec<Presence>> {
    let rows = &run.timeline.rows;
    let past = rows.partition_point(|row| row.at <= at);
    let Some(last) = past.checked_sub(1) else {
        return BTreeMap::new();
    };
    let index = LineIndex::new(source);
    let mut lines: BTreeMap<u32, Vec<Presence>> = BTreeMap::new();
    for (column, task) in run.timeline.columns.iter().enumerate() {
        let acts = spans(&rows[last], column);
        let is_acting = !acts.is_empty();
        let places = if is_acting {
            acts
        } else if has_ended(run, *task, at) {
            Vec::new()
        } else {
            last_place(&rows[..last], column)
        };
        for span in places {
            let line = index.locate(source, span.start).line;
            let here = lines.entry(line).or_default();
            if here.iter().all(|presence| presence.task != *task) {
                here.push(Presence {
                    task: *task,
                    is_acting,
                });
            }
        }
    }
    lines
}

/// The places of what a column did in a row.
fn spans(row: &Row, column: usize) -> Vec<Span> {
    let phrases = row.cells.get(column).map_or(&[][..], |cell| &cell.phrases);
    phrases
        .iter()
        .map(|phrase| phrase.span)
        .filter(|span| span.is_some())
        .collect()
}

fn last_place(rows: &[Row], column: usize) -> Vec<Span> {
    rows.iter()
        .rev()
        .find_map(|row| spans(row, column).pop())
        .into_iter()
        .collect()
}

fn has_ended(run: &SchedulerRun, task: TaskId, at: Nanos) -> bool {
    let metrics = run.metrics.tasks.get(task.index());
    metrics.is_some_and(|metrics| {
        metrics
            .turnaround_ns
            .is_some_and(|turnaround| metrics.arrival_ns.saturating_add(turnaround) <= at)
    })
}
