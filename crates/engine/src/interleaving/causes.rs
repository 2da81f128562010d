//! What let a thread go on whose next act would have made it wait: waiting was no act, so nobody woke it.

use interleave_trace::{BlockReason, Event, EventId, EventKind, TaskId};

use super::Interleaving;

impl Interleaving<'_> {
    /// The last event that could have let `task`, which is shown as waiting, go on; for runs whose events are kept.
    pub(super) fn let_go_by(&self, task: TaskId) -> Option<EventId> {
        let reason = self.sim.reason_of(task)?;
        if let BlockReason::Join { target } = reason {
            return self.sim.details[target.index()].rare().finished_event;
        }
        let since = self.sim.details[task.index()].rare().blocked_event?;
        let events = self.sim.events().iter().rev();
        let mut later = events.take_while(|event| event.id > since);
        later
            .find(|event| lets_go(event, reason))
            .map(|event| event.id)
    }
}

/// Whether an event can end a wait for `reason`.
fn lets_go(event: &Event, reason: BlockReason) -> bool {
    match (reason, &event.kind) {
        (
            BlockReason::Lock { lock, .. }
            | BlockReason::Read { lock, .. }
            | BlockReason::Write { lock, .. },
            EventKind::Released { lock: it, .. } | EventKind::ReadReleased { lock: it, .. },
        ) => *it == lock,
        (BlockReason::Scope { .. }, EventKind::Finished { .. }) => true,
        (
            BlockReason::Receive { channel, .. },
            EventKind::Sent { channel: it } | EventKind::Closed { channel: it, .. },
        )
        | (
            BlockReason::Send { channel },
            EventKind::Received { channel: it } | EventKind::Closed { channel: it, .. },
        ) => *it == channel,
        (BlockReason::Once { once }, EventKind::OnceEnded { once: it, .. }) => *it == once,
        (BlockReason::Park { .. }, EventKind::Unparked { .. }) => true,
        _ => false,
    }
}
