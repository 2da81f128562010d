//! The recorder: the trace as it grows.
//!
//! With [`Recording::Output`] only what the program printed and its exit are kept; nothing is allocated for the
//! rest, and causes are not known.

use interleave_program::Span;
use interleave_trace::{CoreId, Event, EventId, EventKind, Nanos, TaskId, WorkerId};

use crate::machine::Recording;
use crate::polls::PolledFutures;

/// Where and when something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// Instead of all else: what has been written to standard output and standard error.
    digests: Option<[Digest; 2]>,
    /// What the events call futures that the program polls itself.
    polled: PolledFutures,
}

/// A text so far, as a number: FNV-1a with 128 bits (Fowler, Noll, Vo), which does not tell in which pieces the text
/// was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Digest(u128);

impl Digest {
    /// That of no text.
    pub(crate) const EMPTY: Self = Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);

    fn push(&mut self, text: &str) {
        text.bytes().for_each(|byte| self.push_byte(byte));
    }

    fn push_byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b);
    }

    /// Every beginning of a text, the empty one first.
    pub(crate) fn beginnings(text: &str) -> impl Iterator<Item = Self> {
        let longer = text.bytes().scan(Self::EMPTY, |so_far, byte| {
            so_far.push_byte(byte);
            Some(*so_far)
        });
        std::iter::once(Self::EMPTY).chain(longer)
    }
}

impl Recorder {
    pub(crate) fn new(recording: Recording) -> Self {
        Self {
            events: Vec::new(),
            is_full: recording == Recording::Full,
            digests: None,
            polled: PolledFutures::default(),
        }
    }

    /// A recorder that only knows what has been written, as a number a stream.
    pub(crate) fn digesting() -> Self {
        Self {
            events: Vec::new(),
            is_full: false,
            digests: Some([Digest::EMPTY; 2]),
            polled: PolledFutures::default(),
        }
    }

    /// Takes note of an event when only digests are kept; whether that is so.
    pub(crate) fn digests(&mut self, kind: &EventKind) -> bool {
        let Some(digests) = &mut self.digests else {
            return false;
        };
        if let EventKind::Printed { stream, text } = kind {
            digests[*stream as usize].push(text);
        }
        true
    }

    /// What has been written, when only that is kept.
    pub(crate) fn digest(&self) -> Option<[Digest; 2]> {
        self.digests
    }

    /// Whether all events are kept.
    pub(crate) fn is_full(&self) -> bool {
        self.is_full
    }

    /// What futures are called that the program polls itself.
    pub(crate) fn polled(&mut self) -> &mut PolledFutures {
        &mut self.polled
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
        if !self.polled.is_empty() {
            self.show_polls(scene);
        }
        self.keep(scene, cause, kind)
    }

    /// The same without regard to polls in vain.
    pub(crate) fn keep(
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

    /// The poll that ended with this event has been made once more, to the same end.
    pub(crate) fn count_poll(&mut self, ended: EventId) {
        if let Some(event) = self.events.get_mut(ended.index())
            && let EventKind::PollEnded { times, .. } = &mut event.kind
        {
            *times = times.saturating_add(1);
        }
    }

    pub(crate) fn events(&self) -> &[Event] {
        &self.events
    }

    pub(crate) fn into_events(self) -> Vec<Event> {
        self.events
    }
}
