//! Builds the table: gathers the events of each instant into cells.

use interleave_trace::{DescheduleReason, EventId, EventKind, Nanos, TaskId, Trace};

use super::{Cell, Phrase, Row, RowStep, Timeline};
use crate::language::Language;
use crate::length::decimals_needed;
use crate::phrases::Said;
use crate::sentences::Reasons;
use crate::states::States;
use crate::telling::{Story, Surroundings, shares_workers, tell, tell_quiet};

/// What table to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimelineOptions {
    /// Language of all words.
    pub language: Language,
    /// Which instants get a row.
    pub row_step: RowStep,
    /// At most so many rows; further ones are counted.
    pub max_rows: usize,
    /// At most so many columns, at least main's; further tasks are counted.
    pub max_columns: usize,
}

impl Default for TimelineOptions {
    fn default() -> Self {
        Self {
            language: Language::En,
            row_step: RowStep::Instants,
            max_rows: 500,
            max_columns: 64,
        }
    }
}

/// At most so many phrases in one cell; what is more is told as "… 17 more".
const MAX_PHRASES: usize = 40;

/// The timeline table of `trace`, a run of `source`. Linear in the events plus the cells made.
#[must_use]
pub fn timeline(trace: &Trace, source: &str, options: TimelineOptions) -> Timeline {
    let column_count = trace.tasks.len().min(options.max_columns.max(1));
    let shown = || trace.tasks.iter().take(column_count);
    let mut builder = Builder::new(Story { trace, source }, options, column_count);
    for event in &trace.events {
        builder.take(event.id);
    }
    builder.finish(Timeline {
        columns: shown().map(|info| info.id).collect(),
        labels: shown().map(|info| info.label.into()).collect(),
        rows: Vec::new(),
        rows_left_out: 0,
        columns_left_out: (trace.tasks.len() - column_count) as u64,
    })
}

struct Builder<'t> {
    story: Story<'t>,
    options: TimelineOptions,
    states: States,
    reasons: Reasons<'t>,
    rows: Vec<Row>,
    left_out: u64,
    /// The row being gathered: its time and its cells.
    open: Option<Nanos>,
    cells: Vec<Gathered>,
    process_ended: bool,
    shares_workers: bool,
}

/// A cell while it is gathered.
#[derive(Default)]
struct Gathered {
    told: Vec<Told>,
    more: usize,
}

struct Told {
    said: Said,
    count: usize,
    event: EventId,
    why: String,
}

impl<'t> Builder<'t> {
    fn new(story: Story<'t>, options: TimelineOptions, column_count: usize) -> Self {
        Self {
            story,
            options,
            states: States::new(story.trace),
            reasons: Reasons::new(story, options.language),
            rows: Vec::new(),
            left_out: 0,
            open: None,
            cells: (0..column_count).map(|_| Gathered::default()).collect(),
            process_ended: false,
            shares_workers: shares_workers(story.trace),
        }
    }

    /// The time of the row that tells what happened at `at`.
    fn row_time(&self, at: Nanos) -> Nanos {
        match self.options.row_step {
            RowStep::Instants => at,
            RowStep::Every(step) => {
                let step = step.0.max(1);
                Nanos(at.0.div_ceil(step).saturating_mul(step))
            }
        }
    }

    fn take(&mut self, id: EventId) {
        let event = &self.story.trace.events[id.index()];
        let row = self.row_time(event.at);
        if self.open.is_some_and(|open| open != row) {
            self.close_row();
        }
        self.fill_quiet_rows(row);
        self.open = Some(row);
        let before = self.states.of(event.task);
        self.reasons.note(event);
        let said = tell(self.story, event, before);
        self.states.apply(event);
        self.process_ended |= matches!(event.kind, EventKind::ProcessExited { .. });
        if self.rows.len() >= self.options.max_rows {
            return;
        }
        let Some(cell) = self.cells.get_mut(event.task.index()) else {
            return;
        };
        match event.kind {
            EventKind::Woken => cell.forget_wait(self.story.trace, event.at, before.event),
            EventKind::Dispatched => cell.forget_slice(self.story.trace, event.at, before.event),
            _ => {}
        }
        if let Some(said) = said {
            let reasons = &self.reasons;
            cell.tell(said, id, || reasons.why(event));
        }
    }

    /// With a fixed step, the steps at which nothing happened get their rows too.
    fn fill_quiet_rows(&mut self, before: Nanos) {
        let RowStep::Every(step) = self.options.row_step else {
            return;
        };
        if self.open == Some(before) {
            return;
        }
        let step = step.0.max(1);
        let mut next = match (self.open, self.rows.is_empty() && self.left_out == 0) {
            (Some(last), _) => last.0 + step,
            (None, true) => 0,
            (None, false) => return,
        };
        while next < before.0 {
            if self.rows.len() >= self.options.max_rows {
                self.left_out += (before.0 - next).div_ceil(step);
                return;
            }
            self.open = Some(Nanos(next));
            self.close_row();
            next = next.saturating_add(step);
        }
    }

    fn close_row(&mut self) {
        let Some(at) = self.open else { return };
        if self.rows.len() >= self.options.max_rows {
            self.left_out += 1;
            return;
        }
        let language = self.options.language;
        let around = Surroundings {
            process_ended: self.process_ended,
            lacks_worker: self.shares_workers && self.states.running() < self.story.trace.cores,
        };
        let mut cells = Vec::with_capacity(self.cells.len());
        for (index, gathered) in self.cells.iter_mut().enumerate() {
            let mut cell = std::mem::take(gathered).into_cell(self.story.trace, language);
            if cell.phrases.is_empty() {
                let now = self.states.of(TaskId::from_index(index));
                let quiet = tell_quiet(self.story.trace, now, around);
                cell.quiet = quiet.map_or_else(String::new, |quiet| quiet.words(language));
            }
            cells.push(cell);
        }
        let worth_a_row = self.options.row_step != RowStep::Instants
            || cells.iter().any(|cell| !cell.phrases.is_empty())
            || at == self.story.trace.end;
        if worth_a_row {
            self.rows.push(Row {
                at,
                time: String::new(),
                cells,
            });
        }
    }

    fn finish(mut self, mut table: Timeline) -> Timeline {
        let end = self.row_time(self.story.trace.end);
        if self.open.is_some_and(|open| open < end) {
            self.close_row();
            self.fill_quiet_rows(end);
            self.open = Some(end);
        }
        self.close_row();
        let digits = decimals_needed(self.rows.iter().map(|row| row.at));
        for row in &mut self.rows {
            row.time = row.at.seconds(digits);
        }
        table.rows = self.rows;
        table.rows_left_out = self.left_out;
        table
    }
}

impl Gathered {
    fn tell(&mut self, said: Said, event: EventId, why: impl FnOnce() -> String) {
        if let Some(last) = self.told.last_mut()
            && last.said == said
            && self.more == 0
        {
            last.count += 1;
            return;
        }
        if let Some(last) = self.told.last_mut()
            && let Some(both) = last.said.joined(&said)
        {
            last.said = both;
            return;
        }
        if self.told.len() >= MAX_PHRASES {
            self.more += 1;
            return;
        }
        self.told.push(Told {
            said,
            count: 1,
            event,
            why: why(),
        });
    }

    /// A wait that ended at the instant at which it began is not worth telling.
    fn forget_wait(&mut self, trace: &Trace, now: Nanos, blocked: EventId) {
        if trace.events[blocked.index()].at == now {
            self.told
                .retain(|told| told.event != blocked || !matches!(told.said, Said::Waits { .. }));
        }
    }

    /// A slice that ended on one core and went on at the same instant, here or on another, goes without saying.
    fn forget_slice(&mut self, trace: &Trace, now: Nanos, descheduled: EventId) {
        let left = &trace.events[descheduled.index()];
        let reason = DescheduleReason::Preempted;
        if left.at != now || left.kind != (EventKind::Descheduled { reason }) {
            return;
        }
        match self.told.last_mut().map(|told| &mut told.said) {
            Some(Said::SliceOver) => {
                self.told.pop();
            }
            Some(Said::Slices { overs, .. }) => *overs -= 1,
            _ => {}
        }
    }

    fn into_cell(self, trace: &Trace, language: Language) -> Cell {
        let mut phrases: Vec<Phrase> = self
            .told
            .into_iter()
            .map(|told| told.into_phrase(trace, language))
            .collect();
        if let (true, Some(last)) = (self.more > 0, phrases.last().cloned()) {
            phrases.push(Phrase {
                text: Said::More { count: self.more }.words(language),
                why: String::new(),
                ..last
            });
        }
        Cell {
            phrases,
            quiet: String::new(),
        }
    }
}

impl Told {
    fn into_phrase(self, trace: &Trace, language: Language) -> Phrase {
        let words = self.said.words(language);
        let text = if self.count > 1 {
            let times = Said::Times {
                what: words,
                count: self.count,
            };
            times.words(language)
        } else {
            words
        };
        Phrase {
            text,
            event: self.event,
            span: trace.events[self.event.index()].span,
            why: self.why,
        }
    }
}
