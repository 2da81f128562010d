//! The recorder: the trace as it grows.
//!
//! With [`Recording::Output`] only what the program printed and its exit are kept; nothing is allocated for the
//! rest, and causes are not known.

use interleave_program::Span;
use interleave_trace::{CoreId, Event, EventId, EventKind, Nanos, TaskId, WorkerId};

use crate::machine::Recording;

/// Where and when something happens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scene {
    pub(crate) at: Nanos,
    pub(crate) core: Option<CoreId>,
    pub(crate) worker: Option<WorkerId>,
    pub(crate) task: TaskId,
    pub(crate) span: Span,
}

/// All events so far.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Recorder {
    events: Vec<Event>,
    is_full: bool,
}

impl Recorder {
    pub(crate) fn new(recording: Recording) -> Self {
        Self {
            events: Vec::new(),
            is_full: recording == Recording::Full,
        }
    }

    /// Whether all events are kept.
    pub(crate) fn is_full(&self) -> bool {
        self.is_full
    }

    pub(crate) fn len(&self) -> u64 {
        self.events.len() as u64
    }

    /// Keeps the event, whatever the recording.
    pub(crate) fn push(
        &mut self,
        scene: Scene,
        cause: Option<EventId>,
        kind: EventKind,
    ) -> EventId {
        let id = EventId::from_index(self.events.len());
        self.events.push(Event {
            id,
            at: scene.at,
            core: scene.core,
            worker: scene.worker,
            task: scene.task,
            span: scene.span,
            cause,
            kind,
        });
        id
    }

    pub(crate) fn into_events(self) -> Vec<Event> {
        self.events
    }
}
