//! The polls of futures: from which state of its `async` body each went to which. Runtimes poll tasks; the program
//! itself may poll futures too, and those are told apart by their labels.

use std::collections::BTreeMap;

use interleave_program::{Span, StateMachine};
use interleave_trace::{BlockReason, DescheduleReason, Event, EventId, EventKind, TaskId, Trace};
use serde::{Deserialize, Serialize};

/// A state of a task that runs `async` bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PollState {
    /// Not polled yet.
    Start,
    /// Parked: the innermost body that waits, by its number, and which of its awaits it has come to.
    At { machine: usize, point: usize },
    /// Parked in code that is none of the program's `async` bodies, such as a hand-written future.
    Elsewhere,
    /// It gave its value, or was cancelled.
    Done,
}

/// One poll.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Poll {
    /// Whose; who polls, when the program itself does.
    pub task: TaskId,
    /// The future that the program itself polls; `None` for a task that a runtime polls.
    pub future: Option<String>,
    /// The `Dispatched` or `PollBegan` that began it.
    pub began: EventId,
    /// The event that ended it.
    pub ended: EventId,
    /// Before it.
    pub from: PollState,
    /// After it.
    pub to: PollState,
    /// How often in a row, by the program itself and to the same end; at least 1.
    pub times: u32,
}

/// The polls of all tasks that ever awaited something or ran as a future, in order of their ends. `machines` are those
/// of the program's text.
#[must_use]
pub fn polls(trace: &Trace, machines: &[StateMachine]) -> Vec<Poll> {
    let mut states = vec![PollState::Start; trace.tasks.len()];
    let mut began: Vec<Option<EventId>> = vec![None; trace.tasks.len()];
    let futures = futures(trace);
    let mut by_hand = ByHand::default();
    let mut all = Vec::new();
    for event in &trace.events {
        let task = event.task.index();
        let to = match &event.kind {
            EventKind::PollBegan { future } => {
                by_hand.begin(event.task, future, event.id);
                continue;
            }
            EventKind::PollEnded {
                future,
                is_ready,
                parked,
                times,
            } => {
                let to = match is_ready {
                    true => PollState::Done,
                    false => located(machines, *parked),
                };
                all.extend(by_hand.end(event, future, to, *times));
                continue;
            }
            EventKind::Dispatched => {
                began[task].get_or_insert(event.id);
                continue;
            }
            EventKind::Blocked {
                reason: BlockReason::Await,
            }
            | EventKind::Descheduled {
                reason: DescheduleReason::Yielded,
            } => located(machines, event.span),
            EventKind::Finished { .. } => PollState::Done,
            _ => continue,
        };
        let Some(begin) = began[task].take().filter(|_| futures[task]) else {
            continue;
        };
        let from = states[task];
        if from == PollState::Done {
            continue;
        }
        // Whoever goes on waiting outside of the program's text after that waits for the end of its runtime.
        let is_over = event.span == Span::NONE && matches!(from, PollState::At { .. });
        let to = match is_over {
            true => PollState::Done,
            false => to,
        };
        states[task] = to;
        all.push(Poll {
            task: event.task,
            future: None,
            began: begin,
            ended: event.id,
            from,
            to,
            times: 1,
        });
    }
    all
}

/// Futures that the program itself polls.
#[derive(Default)]
struct ByHand<'t> {
    states: BTreeMap<&'t str, PollState>,
    /// Polls under way, the innermost last.
    begun: Vec<(TaskId, &'t str, EventId)>,
}

impl<'t> ByHand<'t> {
    fn begin(&mut self, task: TaskId, future: &'t str, began: EventId) {
        self.begun.push((task, future, began));
    }

    fn end(&mut self, event: &Event, future: &'t str, to: PollState, times: u32) -> Option<Poll> {
        let task = event.task;
        let is_it = |(by, what, _): &(TaskId, &str, EventId)| *by == task && *what == future;
        let place = self.begun.iter().rposition(is_it)?;
        let (_, _, began) = self.begun.remove(place);
        let from = self.states.insert(future, to);
        Some(Poll {
            task,
            future: Some(future.to_owned()),
            began,
            ended: event.id,
            from: from.unwrap_or(PollState::Start),
            to,
            times,
        })
    }
}

/// Which tasks are polled: they await, or share the thread that carries them.
pub(crate) fn futures(trace: &Trace) -> Vec<bool> {
    let mut are = vec![false; trace.tasks.len()];
    let mut carried: Vec<Option<TaskId>> = Vec::new();
    for event in &trace.events {
        match (&event.kind, event.worker) {
            (
                EventKind::Blocked {
                    reason: BlockReason::Await,
                },
                _,
            ) => are[event.task.index()] = true,
            (EventKind::Dispatched, Some(worker)) => {
                if carried.len() <= worker.index() {
                    carried.resize(worker.index() + 1, None);
                }
                let first = *carried[worker.index()].get_or_insert(event.task);
                are[event.task.index()] |= first != event.task;
            }
            _ => {}
        }
    }
    are
}

/// The await at a place, or the smallest one around it.
fn located(machines: &[StateMachine], span: Span) -> PollState {
    let mut best: Option<(u32, PollState)> = None;
    for (machine, it) in machines.iter().enumerate() {
        for (point, wait) in it.awaits.iter().enumerate() {
            let holds = wait.span.start <= span.start && span.end <= wait.span.end;
            let length = wait.span.end - wait.span.start;
            if span.is_some() && holds && best.is_none_or(|(known, _)| length < known) {
                best = Some((length, PollState::At { machine, point }));
            }
        }
    }
    best.map_or(PollState::Elsewhere, |(_, state)| state)
}
