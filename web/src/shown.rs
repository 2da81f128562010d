//! A good run as shown, with what the page looks up in it all the time: instants, and what happened in which order.

use std::collections::BTreeSet;
use std::rc::Rc;

use interleave_playground::{
    Ending, EventId, LineIndex, Nanos, SchedulerRun, SegmentState, TaskId, Timeline,
};

use crate::settings::Tab;
use crate::shared::Shared;

/// One phrase of a table, as something that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happening {
    /// The event.
    pub event: EventId,
    /// When.
    pub at: Nanos,
    /// Whose.
    pub task: TaskId,
    /// Line of the source, from 1; 0 when it has none.
    pub line: u32,
}

/// A good run as shown: the text and tab it belongs to.
#[derive(Debug)]
pub struct Shown {
    /// The text that ran.
    pub source: Rc<str>,
    /// The tab that asked.
    pub tab: Tab,
    /// Number of the request.
    pub number: u64,
    /// One run a scheduler of the tab, then the other ways to go on; never empty.
    pub runs: Vec<Shared<SchedulerRun>>,
    /// What each run's table tells, in order.
    pub happenings: Vec<Vec<Happening>>,
    /// Every instant at which something happens in any of them, in order, without doubles.
    pub instants: Vec<Nanos>,
    /// The latest end.
    pub end: Nanos,
    /// End of the time axis: after a deadlock there is room to see who waits for ever.
    pub axis_end: Nanos,
}

impl Shown {
    /// Looks through the runs of `source`.
    #[must_use]
    pub fn new(source: Rc<str>, tab: Tab, number: u64, runs: Vec<SchedulerRun>) -> Self {
        let instants: BTreeSet<Nanos> = runs
            .iter()
            .flat_map(|run| run.timeline.rows.iter().map(|row| row.at))
            .collect();
        let end = runs.iter().map(|run| run.end_ns).max().unwrap_or_default();
        let is_stuck = |run: &SchedulerRun| matches!(run.ending, Ending::Deadlock { .. });
        let room = if runs.iter().any(is_stuck) {
            end.0 / 3
        } else {
            0
        };
        let happenings = runs
            .iter()
            .map(|run| happenings(&run.timeline, &source))
            .collect();
        Self {
            source,
            tab,
            number,
            happenings,
            runs: runs.into_iter().map(Shared::new).collect(),
            instants: instants.into_iter().collect(),
            end,
            axis_end: end.saturating_add(Nanos(room)),
        }
    }

    /// What run `run`'s table tells, in order.
    #[must_use]
    pub fn happenings(&self, run: usize) -> &[Happening] {
        self.happenings.get(run).map_or(&[], Vec::as_slice)
    }

    /// What a place of the lanes or of the table means: a phrase, or the begin of a stretch.
    #[must_use]
    pub fn find(&self, run: usize, event: EventId) -> Option<Happening> {
        let all = self.happenings(run);
        if let Ok(index) = all.binary_search_by_key(&event, |one| one.event) {
            return all.get(index).copied();
        }
        let lanes = &self.runs.get(run)?.lanes.lanes;
        let segment = lanes
            .iter()
            .flat_map(|lane| &lane.segments)
            .find(|segment| segment.event == event)?;
        let line = |start| {
            LineIndex::new(&self.source)
                .locate(&self.source, start)
                .line
        };
        Some(Happening {
            event,
            at: segment.from,
            task: segment.task,
            line: if segment.span.is_some() {
                line(segment.span.start)
            } else {
                0
            },
        })
    }

    /// What `task` does at `at`, rather what it prints than what it does else; or what it is in the middle of then.
    #[must_use]
    pub fn deed_at(&self, run: usize, task: TaskId, at: Nanos) -> Option<EventId> {
        let printed = self.runs.get(run)?.output.iter();
        let printed = printed.filter(|line| line.task == task && line.at_ns == at);
        let all = self.happenings(run).iter();
        let mut done = all.filter(|one| one.task == task && one.at == at);
        let first = printed.map(|line| line.event).next();
        first
            .or_else(|| done.next().map(|one| one.event))
            .or_else(|| self.stretch_at(run, task, at))
    }

    /// The event that began what `task` is in the middle of at `at`: of two stretches that meet there, the waiting.
    fn stretch_at(&self, run: usize, task: TaskId, at: Nanos) -> Option<EventId> {
        let lanes = &self.runs.get(run)?.lanes.lanes;
        let here = lanes
            .iter()
            .flat_map(|lane| &lane.segments)
            .filter(|segment| segment.task == task && segment.from <= at && at <= segment.to);
        let best =
            here.max_by_key(|segment| (at < segment.to, segment.state != SegmentState::Running));
        best.map(|segment| segment.event)
    }
}

/// The phrases of a table in order of their events.
fn happenings(timeline: &Timeline, source: &str) -> Vec<Happening> {
    let index = LineIndex::new(source);
    let mut all = Vec::new();
    for row in &timeline.rows {
        for (cell, task) in row.cells.iter().zip(&timeline.columns) {
            all.extend(cell.phrases.iter().map(|phrase| Happening {
                event: phrase.event,
                at: row.at,
                task: *task,
                line: if phrase.span.is_some() {
                    index.locate(source, phrase.span.start).line
                } else {
                    0
                },
            }));
        }
    }
    interleave_playground::sort_by_key(&mut all, |one| one.event);
    all.dedup_by_key(|one| one.event);
    all
}
