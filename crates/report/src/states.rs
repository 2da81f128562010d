//! What each task was doing when, replayed from the events: the one place that knows how events change states.

use interleave_trace::{
    BlockReason, CoreId, DescheduleReason, Event, EventId, EventKind, Nanos, TaskId, Trace,
    WorkerId,
};

/// What a task is in the middle of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TaskState {
    /// Not yet there.
    Absent,
    /// Could run.
    Ready,
    /// On a core.
    Running {
        core: Option<CoreId>,
        worker: Option<WorkerId>,
    },
    /// Waits.
    Waiting { reason: BlockReason },
    /// Ended.
    Ended,
}

/// A state with the event that began it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Now {
    pub(crate) state: TaskState,
    pub(crate) since: Nanos,
    pub(crate) event: EventId,
}

/// A stretch of one state of one task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) task: TaskId,
    pub(crate) state: TaskState,
    pub(crate) from: Nanos,
    pub(crate) to: Nanos,
    pub(crate) event: EventId,
    /// The event that ended it; `None` when the run ended first.
    pub(crate) until: Option<EventId>,
}

/// The states of all tasks at one point of the trace.
pub(crate) struct States {
    now: Vec<Now>,
    running: u32,
}

impl States {
    /// Before the first event.
    pub(crate) fn new(trace: &Trace) -> Self {
        let absent = Now {
            state: TaskState::Absent,
            since: Nanos::ZERO,
            event: EventId(0),
        };
        Self {
            now: vec![absent; trace.tasks.len()],
            running: 0,
        }
    }

    /// How many tasks are on a core.
    pub(crate) fn running(&self) -> u32 {
        self.running
    }

    /// What `task` is in the middle of.
    pub(crate) fn of(&self, task: TaskId) -> Now {
        self.now[task.index()]
    }

    /// Applies one event; when it changes its task's state, returns the state that ended with it.
    pub(crate) fn apply(&mut self, event: &Event) -> Option<Stretch> {
        let now = self.now.get_mut(event.task.index())?;
        let next = next_state(now.state, event)?;
        let ended = Stretch {
            task: event.task,
            state: now.state,
            from: now.since,
            to: event.at,
            event: now.event,
            until: Some(event.id),
        };
        let is_running = |state| u32::from(matches!(state, TaskState::Running { .. }));
        self.running = self.running + is_running(next) - is_running(now.state);
        *now = Now {
            state: next,
            since: event.at,
            event: event.id,
        };
        (ended.state != TaskState::Absent).then_some(ended)
    }
}

fn next_state(state: TaskState, event: &Event) -> Option<TaskState> {
    match (&event.kind, state) {
        (_, TaskState::Ended) => None,
        (EventKind::Arrived, _) => Some(TaskState::Ready),
        (EventKind::Woken, TaskState::Waiting { .. }) => Some(TaskState::Ready),
        (EventKind::Dispatched, _) => Some(TaskState::Running {
            core: event.core,
            worker: event.worker,
        }),
        (EventKind::Blocked { reason }, _) => Some(TaskState::Waiting { reason: *reason }),
        (EventKind::Descheduled { reason }, TaskState::Running { .. }) => match reason {
            DescheduleReason::Finished => Some(TaskState::Ended),
            _ => Some(TaskState::Ready),
        },
        (EventKind::Finished { .. }, _) => Some(TaskState::Ended),
        _ => None,
    }
}

/// Calls `visit` with every stretch of every task in the order in which they end, those still open at the end last.
pub(crate) fn each_stretch(trace: &Trace, mut visit: impl FnMut(Stretch)) {
    let mut states = States::new(trace);
    for event in &trace.events {
        if let Some(stretch) = states.apply(event) {
            visit(stretch);
        }
    }
    for (index, now) in states.now.iter().enumerate() {
        if !matches!(now.state, TaskState::Absent | TaskState::Ended) {
            visit(Stretch {
                task: TaskId::from_index(index),
                state: now.state,
                from: now.since,
                to: trace.end.max(now.since),
                event: now.event,
                until: None,
            });
        }
    }
}
