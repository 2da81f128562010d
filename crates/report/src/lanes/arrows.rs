//! Arrows: causes that cross lanes.

use interleave_trace::{CoreId, Event, EventId, EventKind, Trace, WorkerId};

use super::build::lane_of;
use super::{Arrow, ArrowKind, LaneView};

/// The arrows of `trace` between its first `lane_count` lanes, in order of their effects. A cause that shows in
/// several events of one task (its wake, then the lock it gets) gives one arrow.
pub(super) fn arrows(trace: &Trace, view: LaneView, lane_count: usize) -> Vec<Arrow> {
    let mut arrows = Vec::new();
    let mut last_cause: Vec<Option<EventId>> = vec![None; trace.tasks.len()];
    for event in &trace.events {
        let Some(cause) = event.cause.and_then(|id| trace.events.get(id.index())) else {
            continue;
        };
        let last = &mut last_cause[event.task.index()];
        if cause.task == event.task || *last == Some(cause.id) {
            continue;
        }
        let Some(kind) = kind(cause, event) else {
            continue;
        };
        *last = Some(cause.id);
        let from = lane_of(view, cause.task, cause.core, cause.worker);
        let (core, worker) = effect_place(trace, view, event);
        let to = lane_of(view, event.task, core, worker);
        if let (Some(from), Some(to)) = (from, to)
            && from != to
            && from.max(to) < lane_count
        {
            arrows.push(Arrow {
                kind,
                from_lane: from as u32,
                from_at: cause.at,
                to_lane: to as u32,
                to_at: event.at,
                event: event.id,
            });
        }
    }
    arrows
}

fn kind(cause: &Event, effect: &Event) -> Option<ArrowKind> {
    if matches!(
        effect.kind,
        EventKind::TryLockFailed { .. }
            | EventKind::Dispatched
            | EventKind::Descheduled { .. }
            | EventKind::Atomic { wrote: true, .. }
    ) {
        return None;
    }
    Some(match cause.kind {
        EventKind::Spawned { .. } => ArrowKind::Spawn,
        EventKind::Finished { .. } => ArrowKind::Join,
        EventKind::Sent { .. } => ArrowKind::Send,
        EventKind::Released { .. } | EventKind::ReadReleased { .. } => ArrowKind::Unlock,
        _ => ArrowKind::Wake,
    })
}

/// Where something ran.
type RanOn = (Option<CoreId>, Option<WorkerId>);

/// In lanes of cores and workers an effect shows where its task runs: there, or else where it is put next.
fn effect_place(trace: &Trace, view: LaneView, effect: &Event) -> RanOn {
    if view == LaneView::Task {
        return (None, None);
    }
    let woken = matches!(effect.kind, EventKind::Woken | EventKind::Arrived);
    if effect.core.is_some() && !woken {
        return (effect.core, effect.worker);
    }
    trace.events[effect.id.index()..]
        .iter()
        .take_while(|event| event.at == effect.at)
        .take(64)
        .find(|event| event.task == effect.task && matches!(event.kind, EventKind::Dispatched))
        .map_or((None, None), |event| (event.core, event.worker))
}
