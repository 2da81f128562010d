//! Where two runs of one program part.

use interleave_trace::{Event, EventId, Nanos, Trace};
use serde::{Deserialize, Serialize};

use super::why::who_did_what;
use crate::language::Language;
use crate::telling::Story;

/// Events looked at beyond the first difference until one is worth telling.
const MOST_SILENT: usize = 64;

/// The first thing in which a run differs from another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// When.
    pub at: Nanos,
    /// The first event that the other run does not have.
    pub event: EventId,
    /// What happens here ("**child** prints `a` at 0.500 s"), marked up like phrases; "" when this run ends first.
    pub here: String,
    /// What happens there instead.
    pub there: String,
}

/// The first difference of `here` from `there`, both runs of `source`; `None` when they are equal.
#[must_use]
pub fn difference(
    here: &Trace,
    there: &Trace,
    source: &str,
    language: Language,
) -> Option<Difference> {
    let differs = |(one, other): (&Event, &Event)| one != other;
    let common = here.events.len().min(there.events.len());
    let first = here.events.iter().zip(&there.events).position(differs);
    let first = first.unwrap_or(common);
    if first == here.events.len() && first == there.events.len() {
        return None;
    }
    let told = |trace: &Trace| {
        let story = Story { trace, source };
        let rest = trace.events[first..].iter().take(MOST_SILENT);
        let mut told = rest.filter_map(|event| who_did_what(story, event, language));
        told.next().unwrap_or_default()
    };
    let at = here.events.get(first).map_or(here.end, |event| event.at);
    let other_at = there.events.get(first).map_or(there.end, |event| event.at);
    Some(Difference {
        at: at.min(other_at),
        event: EventId::from_index(first.min(here.events.len().saturating_sub(1))),
        here: told(here),
        there: told(there),
    })
}
