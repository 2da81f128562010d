//! What the JSON of a run says of async programs: hints, state machines, polls.

use interleave_program::StateMachine;
use interleave_report::{HintKind, Language, PollState, polls, task_hints, without_thread_marks};
use interleave_trace::Nanos;
use serde::{Deserialize, Serialize};

use crate::json::Teller;

/// A hint about a task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HintJson {
    /// Which, with its figures.
    #[serde(flatten)]
    pub kind: HintKind,
    /// The task's label.
    pub task: String,
    /// When.
    pub at_ns: Nanos,
    /// Line of the source, from 1; 0 when none.
    pub line: u32,
    /// The same in a sentence, in English.
    pub sentence: String,
}

/// An `async` body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StateMachineJson {
    /// Its name.
    pub name: String,
    /// Line of the source where it begins, from 1.
    pub line: u32,
    /// "start", one for each await, "done".
    pub states: Vec<StateJson>,
}

/// A state of an `async` body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StateJson {
    /// "start", "await" or "done".
    pub state: String,
    /// Line of the await, from 1; 0 for the others.
    pub line: u32,
    /// The await's bytes in the source.
    pub span: Option<[u32; 2]>,
    /// Variables that live on across it.
    pub alive: Vec<String>,
}

/// A poll.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PollJson {
    /// The task's label; who polls, when the program itself does.
    pub task: String,
    /// The label of the future that the program itself polls; absent for a task that a runtime polls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub future: Option<String>,
    /// When it began.
    pub at_ns: Nanos,
    /// The events that began and ended it.
    pub events: [u32; 2],
    /// Before it.
    pub from: PollStateJson,
    /// After it.
    pub to: PollStateJson,
    /// How often in a row, by the program itself and to the same end; absent for once.
    #[serde(default = "once", skip_serializing_if = "is_once")]
    pub times: u32,
}

fn once() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_once(times: &u32) -> bool {
    *times == 1
}

/// A state before or after a poll.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PollStateJson {
    /// Number of the state machine, from 0; null outside of them.
    pub machine: Option<usize>,
    /// Number of its state, from 0; null outside of them.
    pub state: Option<usize>,
    /// "start", "await", "elsewhere" or "done".
    pub is: String,
}

impl From<PollState> for PollStateJson {
    fn from(state: PollState) -> Self {
        let (is, place) = match state {
            PollState::Start => ("start", None),
            PollState::At { machine, point } => ("await", Some((machine, point + 1))),
            PollState::Elsewhere => ("elsewhere", None),
            PollState::Done => ("done", None),
        };
        Self {
            machine: place.map(|(machine, _)| machine),
            state: place.map(|(_, state)| state),
            is: is.to_owned(),
        }
    }
}

impl Teller<'_> {
    pub(crate) fn hints(&self) -> Vec<HintJson> {
        let hints = task_hints(self.trace).into_iter();
        hints
            .map(|hint| {
                let event = &self.trace.events[hint.event.index()];
                HintJson {
                    kind: hint.kind,
                    task: self.label(hint.task),
                    at_ns: event.at,
                    line: self.line(event.span),
                    sentence: without_thread_marks(&hint.sentence(self.trace, Language::En)),
                }
            })
            .collect()
    }

    pub(crate) fn state_machines(&self, machines: &[StateMachine]) -> Vec<StateMachineJson> {
        let plain = |state: &str| StateJson {
            state: state.to_owned(),
            line: 0,
            span: None,
            alive: Vec::new(),
        };
        let all = machines.iter().map(|machine| {
            let mut states = vec![plain("start")];
            states.extend(machine.awaits.iter().map(|point| StateJson {
                state: "await".to_owned(),
                line: self.line(point.span),
                span: Some([point.span.start, point.span.end]),
                alive: point.alive.clone(),
            }));
            states.push(plain("done"));
            StateMachineJson {
                name: machine.name.clone(),
                line: self.line(machine.span),
                states,
            }
        });
        all.collect()
    }

    pub(crate) fn polls(&self, machines: &[StateMachine]) -> Vec<PollJson> {
        let all = polls(self.trace, machines).into_iter();
        all.map(|poll| PollJson {
            task: self.label(poll.task),
            future: poll.future,
            at_ns: self.trace.events[poll.began.index()].at,
            events: [poll.began.0, poll.ended.0],
            from: poll.from.into(),
            to: poll.to.into(),
            times: poll.times,
        })
        .collect()
    }
}
