//! A lane for what wakes futures from outside: the runtime's timers and its network, as its driver waits for them.
//!
//! Up to each instant at which the driver wakes somebody it waits: dotted for a timer, hollow with its name for an
//! operation of the network. The instant itself is a solid moment in the colour of who is woken, and an arrow leaves it.

use interleave_trace::{BlockReason, Event, EventId, EventKind, IoKind, Nanos, TaskId, Trace};

use super::{Arrow, ArrowKind, Lane, Mark, Segment, SegmentState};
use crate::language::Language;
use crate::names::Names;

/// Something that the driver waited for.
struct Wait {
    from: Nanos,
    to: Nanos,
    /// Who asked for it, and is woken.
    task: TaskId,
    io: Option<IoKind>,
    /// The event at `to`.
    event: EventId,
}

/// The lane and its arrows to the first `lane_count` lanes of tasks; nothing when no future was woken by the driver.
pub(super) fn reactor(
    trace: &Trace,
    language: Language,
    lane_count: usize,
) -> Option<(Lane, Vec<Arrow>)> {
    let mut waits: Vec<Wait> = trace
        .events
        .iter()
        .filter_map(|event| wait_of(trace, event))
        .collect();
    if waits.is_empty() {
        return None;
    }
    interleave_program::sort_by_key(&mut waits, |wait| wait.to);
    let mut lane = Lane {
        label: language.pick("timers, network", "定时器、网络").to_owned(),
        task: None,
        segments: Vec::new(),
        marks: Vec::new(),
    };
    let mut arrows = Vec::new();
    let mut free_from = Nanos::ZERO;
    for wait in &waits {
        let from = wait.from.max(free_from);
        if from < wait.to {
            lane.segments.push(waiting(trace, language, wait, from));
        }
        if free_from < wait.to || lane.marks.is_empty() {
            lane.segments.push(Segment {
                state: SegmentState::Running,
                from: wait.to,
                to: wait.to,
                ..waiting(trace, language, wait, wait.to)
            });
            lane.marks.push(Mark {
                at: wait.to,
                text: String::new(),
                is_end: false,
                event: wait.event,
            });
        }
        free_from = wait.to;
        if wait.task.index() < lane_count {
            arrows.push(Arrow {
                kind: ArrowKind::Wake,
                from_lane: lane_count as u32,
                from_at: wait.to,
                to_lane: wait.task.index() as u32,
                to_at: wait.to,
                event: wait.event,
            });
        }
    }
    Some((lane, arrows))
}

fn waiting(trace: &Trace, language: Language, wait: &Wait, from: Nanos) -> Segment {
    let (state, what) = match wait.io {
        None => (SegmentState::Sleeping, language.pick("timer", "定时器")),
        Some(io) => (SegmentState::Blocked, name_of(io, language)),
    };
    let whose = Names(trace).thread(wait.task);
    Segment {
        state,
        from,
        to: wait.to,
        task: wait.task,
        core: None,
        label: crate::markup::bare(&format!("{what}, {whose}")),
        event: wait.event,
        span: trace.events[wait.event.index()].span,
    }
}

fn name_of(io: IoKind, language: Language) -> &'static str {
    match io {
        IoKind::Resolve => language.pick("DNS", "DNS"),
        IoKind::Connect => language.pick("connect", "连接"),
        IoKind::Accept => language.pick("accept", "接受连接"),
        IoKind::Read => language.pick("read", "读取"),
    }
}

/// The wait that `event` ends: a future's, of which its own wait is the cause, or an operation's.
fn wait_of(trace: &Trace, event: &Event) -> Option<Wait> {
    let cause = &trace.events[event.cause?.index()];
    let io = match (&event.kind, &cause.kind) {
        (EventKind::IoReady { io, .. }, _) => Some(*io),
        (
            EventKind::Woken,
            EventKind::Blocked {
                reason: BlockReason::Await,
            },
        ) if cause.task == event.task && cause.at < event.at => None,
        _ => return None,
    };
    Some(Wait {
        from: cause.at,
        to: event.at,
        task: event.task,
        io,
        event: event.id,
    })
}
