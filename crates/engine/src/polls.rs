//! Polls that the program makes itself, as a hand-written executor does: what the virtual machine has noted of them
//! becomes events.
//!
//! An executor that polls over and over in vain would fill a trace with them. So the polls of a future that find it where
//! it was, while its thread does nothing else that is recorded, are counted at the first of them
//! ([`EventKind::PollEnded`]).

use std::collections::HashMap;

use interleave_program::{FUNCTION_FUTURE, Span};
use interleave_trace::{EventId, EventKind, TaskId};
use interleave_vm::{Code, PollNote, Polled, PolledPlace};

use crate::recorder::{Recorder, Scene};
use crate::simulation::Simulation;

/// What is known of the futures that the program polls itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PolledFutures {
    /// Name and label of those that are under way, by where they lie.
    labels: HashMap<PolledPlace, (String, String)>,
    /// How many there have been of a name.
    counts: HashMap<String, u32>,
    /// Polls in vain since their tasks last did something else that is recorded.
    vain: Vec<VainPoll>,
    /// Beginnings that are not recorded as long as their polls may be in vain again, the innermost last.
    held: Vec<HeldPoll>,
}

#[derive(Clone, Debug, PartialEq)]
struct VainPoll {
    task: TaskId,
    future: String,
    parked: Span,
    /// Its `PollEnded`.
    ended: EventId,
}

#[derive(Clone, Debug, PartialEq)]
struct HeldPoll {
    future: String,
    scene: Scene,
    /// Events that were recorded before.
    after: u64,
}

impl PolledFutures {
    /// The label of the future at `place`, whose name is `name`: unique in the run.
    fn label(&mut self, place: PolledPlace, name: &str, is_first: bool) -> String {
        if !is_first
            && let Some((known, label)) = self.labels.get(&place)
            && known == name
        {
            return label.clone();
        }
        let count = self.counts.entry(name.to_owned()).or_default();
        *count += 1;
        let label = match *count {
            1 => name.to_owned(),
            number => format!("{name} {number}"),
        };
        let known = (name.to_owned(), label.clone());
        self.labels.insert(place, known);
        label
    }

    /// The label of what has been polled at `place`. Once it is ready, another future may lie there.
    fn polled(&mut self, place: PolledPlace, is_ready: bool) -> Option<String> {
        let (_, label) = match is_ready {
            true => self.labels.remove(&place),
            false => self.labels.get(&place).cloned(),
        }?;
        Some(label)
    }

    /// The last poll of `future` by `task`, if that was in vain and nothing else has been recorded since.
    fn vain(&self, task: TaskId, future: &str) -> Option<&VainPoll> {
        let is_it = |poll: &&VainPoll| poll.task == task && poll.future == future;
        self.vain.iter().find(is_it)
    }

    /// Whether nobody has polled in vain just now.
    pub(crate) fn is_empty(&self) -> bool {
        self.vain.is_empty()
    }
}

impl Recorder {
    /// A task does something that is recorded, and is no poll in vain: what it has begun to poll is shown.
    pub(crate) fn show_polls(&mut self, scene: Scene) {
        let polled = self.polled();
        polled.vain.retain(|poll| poll.task != scene.task);
        let held = polled
            .held
            .extract_if(.., |poll| poll.scene.task == scene.task);
        let held: Vec<HeldPoll> = held.collect();
        for poll in held {
            let future = poll.future;
            let at = match poll.after == self.len() {
                true => poll.scene.at,
                // Events stand in the order of time.
                false => scene.at,
            };
            let scene = Scene { at, ..poll.scene };
            self.keep(scene, None, EventKind::PollBegan { future });
        }
    }

    fn poll_begins(&mut self, scene: Scene, future: String) {
        if self.polled().vain(scene.task, &future).is_none() {
            self.keep(scene, None, EventKind::PollBegan { future });
            return;
        }
        let after = self.len();
        self.polled().held.push(HeldPoll {
            future,
            scene,
            after,
        });
    }

    fn poll_ends(&mut self, scene: Scene, future: String, is_ready: bool, parked: Span) {
        let polled = self.polled();
        let is_it = |poll: &HeldPoll| poll.scene.task == scene.task && poll.future == future;
        if let (false, Some(held)) = (is_ready, polled.held.iter().rposition(is_it))
            && let Some(before) = polled.vain(scene.task, &future)
            && before.parked == parked
        {
            let before = before.ended;
            polled.held.remove(held);
            self.count_poll(before);
            return;
        }
        if is_ready || polled.held.iter().any(is_it) {
            self.show_polls(scene);
        }
        let kind = EventKind::PollEnded {
            future: future.clone(),
            is_ready,
            parked,
            times: 1,
        };
        let ended = self.keep(scene, None, kind);
        if !is_ready {
            let vain = &mut self.polled().vain;
            vain.retain(|poll| poll.task != scene.task || poll.future != future);
            vain.push(VainPoll {
                task: scene.task,
                future,
                parked,
                ended,
            });
        }
    }
}

impl Simulation<'_> {
    /// Records the polls that `task` has made since it last halted.
    pub(crate) fn record_polls(&mut self, task: TaskId) {
        if !self.recorder.is_full() || self.outcome.is_some() {
            return;
        }
        for note in self.heap.polls_noted() {
            let here = self.scene(task);
            match note {
                PollNote::Began {
                    future,
                    what,
                    is_first,
                    span,
                } => {
                    let name = name_of(self.code, &what);
                    let future = self.recorder.polled().label(future, &name, is_first);
                    let scene = Scene { span, ..here };
                    self.recorder.poll_begins(scene, future);
                }
                PollNote::Ended {
                    future,
                    is_ready,
                    parked,
                    span,
                } => {
                    let Some(future) = self.recorder.polled().polled(future, is_ready) else {
                        continue;
                    };
                    let scene = Scene { span, ..here };
                    self.recorder.poll_ends(scene, future, is_ready, parked);
                }
                PollNote::Wakes { waker, span } => {
                    let scene = Scene { span, ..here };
                    let kind = EventKind::WakerCalled { waker };
                    self.recorder.push(scene, None, kind);
                }
            }
            self.limit_events(task);
        }
    }
}

/// "work" for the body of `async fn work`, "main::{async}" for a block in `main`, as in their state machines.
fn name_of(code: &Code, what: &Polled) -> String {
    match what {
        Polled::Type(name) => name.clone(),
        Polled::Body(function) => {
            let name = &code.functions[function.index()].name;
            let of_function = name.strip_suffix(FUNCTION_FUTURE);
            let of_function = of_function.and_then(|name| name.strip_suffix("::"));
            of_function.unwrap_or(name).to_owned()
        }
    }
}
