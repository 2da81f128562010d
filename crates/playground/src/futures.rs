//! What the page shows of a run's futures: the state machines of its `async` bodies, which poll went to which state, and
//! hints about tasks.

use interleave_frontend::state_machines;
use interleave_program::{LineIndex, Span};
use interleave_report::{Language, PollState, polls, task_hints};
use interleave_trace::{Event, EventId, EventKind, Nanos, TaskId, Trace};
use serde::{Deserialize, Serialize};

/// Polls that are told at most.
const MOST_POLLS: usize = 4_000;

/// Letters of an await that are told at most.
const MOST_LETTERS: usize = 60;

/// Everything about a run's futures; empty for a program of threads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FuturesView {
    /// The `async` bodies of the text.
    pub machines: Vec<MachineView>,
    /// The polls, in order of their ends.
    pub polls: Vec<PollView>,
    /// Hints, by task.
    pub hints: Vec<HintView>,
}

/// An `async` body as the state machine that it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineView {
    /// Its name.
    pub name: String,
    /// Its awaits, in order.
    pub awaits: Vec<AwaitView>,
}

/// A state in which a body is parked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwaitView {
    /// Line of the source, from 1.
    pub line: u32,
    /// The await itself, shortened.
    pub text: String,
    /// Variables that live on across it.
    pub alive: Vec<String>,
}

/// A poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollView {
    /// Whose; who polls, when the program itself does.
    pub task: TaskId,
    /// The future that the program itself polls; `None` for a task that a runtime polls.
    pub future: Option<String>,
    /// When it began and ended.
    pub at: [Nanos; 2],
    /// The state after it.
    pub to: Parked,
    /// How often in a row, to the same end; at least 1.
    pub times: u32,
}

/// [`PollState`] as it travels to the page: its bytes know no tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Parked {
    /// Not polled yet.
    Start,
    /// At an await: which machine's, and which of its awaits.
    At {
        /// Index into [`FuturesView::machines`].
        machine: u32,
        /// Index into [`MachineView::awaits`].
        point: u32,
    },
    /// In code that is none of the program's `async` bodies.
    Elsewhere,
    /// It gave its value, or was cancelled.
    Done,
}

impl From<PollState> for Parked {
    fn from(state: PollState) -> Self {
        match state {
            PollState::Start => Self::Start,
            PollState::At { machine, point } => Self::At {
                machine: machine as u32,
                point: point as u32,
            },
            PollState::Elsewhere => Self::Elsewhere,
            PollState::Done => Self::Done,
        }
    }
}

/// A hint about a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HintView {
    /// Whose.
    pub task: TaskId,
    /// Where to look.
    pub event: EventId,
    /// When.
    pub at: Nanos,
    /// In a sentence with marks.
    pub sentence: String,
}

/// What there is to tell of the futures of `trace`, a run of `source`.
pub(crate) fn futures(trace: &Trace, source: &str, language: Language) -> FuturesView {
    let hints = task_hints(trace).into_iter().map(|hint| HintView {
        task: hint.task,
        event: hint.event,
        at: trace.events[hint.event.index()].at,
        sentence: hint.sentence(trace, language),
    });
    let hints: Vec<HintView> = hints.collect();
    let machines = match source.contains("async") {
        true => state_machines(source),
        false => Vec::new(),
    };
    let polls_itself = |event: &Event| matches!(event.kind, EventKind::PollBegan { .. });
    if machines.is_empty() && !trace.events.iter().any(polls_itself) {
        return FuturesView {
            hints,
            ..FuturesView::default()
        };
    }
    let at = |event: EventId| trace.events[event.index()].at;
    let polls = polls(trace, &machines).into_iter();
    let polls = polls.filter(|poll| poll.future.is_some() || !machines.is_empty());
    let polls = polls.take(MOST_POLLS);
    let polls = polls.map(|poll| PollView {
        task: poll.task,
        future: poll.future,
        at: [at(poll.began), at(poll.ended)],
        to: poll.to.into(),
        times: poll.times,
    });
    let index = LineIndex::new(source);
    let machine = |it: &interleave_program::StateMachine| MachineView {
        name: it.name.clone(),
        awaits: it
            .awaits
            .iter()
            .map(|point| AwaitView {
                line: index.locate(source, point.span.start).line,
                text: shortened(source, point.span),
                alive: point.alive.clone(),
            })
            .collect(),
    };
    FuturesView {
        polls: polls.collect(),
        machines: machines.iter().map(machine).collect(),
        hints,
    }
}

/// The text at a place as one line.
fn shortened(source: &str, span: Span) -> String {
    let text = source.get(span.start as usize..span.end as usize);
    let mut words = String::new();
    for word in text.unwrap_or_default().split_whitespace() {
        if !words.is_empty() && !word.starts_with('.') {
            words.push(' ');
        }
        words.push_str(word);
    }
    if words.chars().count() > MOST_LETTERS {
        words = words.chars().take(MOST_LETTERS - 1).collect();
        words.push('…');
    }
    words
}
