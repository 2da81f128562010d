//! Hand-made traces for the tests of this crate.

use interleave_program::Span;
use interleave_trace::{
    BlockReason, CoreId, CoreUse, DescheduleReason, Event, EventId, EventKind, Nanos, Outcome,
    Stream, SyncId, SyncInfo, SyncKind, TaskId, TaskInfo, Trace, WorkerId,
};

pub(crate) const MAIN: u32 = 0;

/// Writes a trace event by event.
#[derive(Clone)]
pub(crate) struct Script {
    trace: Trace,
    running_on: Vec<Option<CoreId>>,
}

impl Script {
    /// Before the first event, with one task a label.
    pub(crate) fn new(cores: u32, labels: &[&str]) -> Self {
        let info = |(index, label): (usize, &&str)| TaskInfo {
            id: TaskId::from_index(index),
            label: (*label).into(),
            name: None,
            parent: None,
            span: Span::NONE,
        };
        let core_use = |core| CoreUse {
            core: CoreId(core),
            ..CoreUse::default()
        };
        Self {
            trace: Trace {
                events: Vec::new(),
                tasks: labels.iter().enumerate().map(info).collect(),
                syncs: Vec::new(),
                outcome: Outcome::Finished { exit_code: 0 },
                stuck: Vec::new(),
                end: Nanos::ZERO,
                cores,
                core_use: (0..cores).map(core_use).collect(),
                schedule: String::new(),
                instructions: 0,
            },
            running_on: vec![None; labels.len()],
        }
    }

    /// A lock called `label`.
    pub(crate) fn lock(&mut self, label: &str) -> SyncId {
        let id = SyncId::from_index(self.trace.syncs.len());
        self.trace.syncs.push(SyncInfo {
            id,
            kind: SyncKind::Mutex,
            label: label.to_owned(),
            span: Span::NONE,
        });
        id
    }

    pub(crate) fn event(
        &mut self,
        ms: u64,
        task: u32,
        cause: Option<EventId>,
        kind: EventKind,
    ) -> EventId {
        let id = EventId::from_index(self.trace.events.len());
        let on = &mut self.running_on[task as usize];
        let core = *on;
        if let EventKind::Descheduled { .. } = kind {
            *on = None;
        }
        self.trace.end = Nanos::from_millis(ms);
        self.trace.events.push(Event {
            id,
            at: Nanos::from_millis(ms),
            core,
            worker: core.map(|_| WorkerId(task)),
            task: TaskId(task),
            span: Span::NONE,
            cause,
            kind,
        });
        id
    }

    pub(crate) fn run(&mut self, ms: u64, task: u32, core: u32) {
        self.running_on[task as usize] = Some(CoreId(core));
        self.event(ms, task, None, EventKind::Dispatched);
    }

    pub(crate) fn leave(&mut self, ms: u64, task: u32, reason: DescheduleReason) {
        self.event(ms, task, None, EventKind::Descheduled { reason });
    }

    pub(crate) fn block(&mut self, ms: u64, task: u32, reason: BlockReason) -> EventId {
        let id = self.event(ms, task, None, EventKind::Blocked { reason });
        self.leave(ms, task, DescheduleReason::Blocked);
        id
    }

    pub(crate) fn sleep(&mut self, ms: u64, task: u32, length_ms: u64) -> EventId {
        let until = Nanos::from_millis(ms + length_ms);
        self.block(ms, task, BlockReason::Sleep { until })
    }

    pub(crate) fn wake(&mut self, ms: u64, task: u32, core: u32, cause: EventId) {
        self.event(ms, task, Some(cause), EventKind::Woken);
        self.run(ms, task, core);
    }

    pub(crate) fn print(&mut self, ms: u64, task: u32, text: &str) {
        let text = format!("{text}\n");
        let stream = Stream::Stdout;
        self.event(ms, task, None, EventKind::Printed { stream, text });
    }

    pub(crate) fn end(&mut self, ms: u64, task: u32) -> EventId {
        let id = self.event(ms, task, None, EventKind::Finished { panicked: false });
        self.leave(ms, task, DescheduleReason::Finished);
        id
    }

    pub(crate) fn trace(mut self) -> Trace {
        self.trace.outcome = Outcome::Finished { exit_code: 0 };
        self.trace
    }

    pub(crate) fn ended(self, outcome: Outcome) -> Trace {
        Trace {
            outcome,
            ..self.trace
        }
    }
}

/// The notes' first program on two cores: main prints twice and sleeps 1000 ms after each, its child prints four
/// times and sleeps 500 ms after each; main joins at 2 s.
pub(crate) fn main_and_child() -> Trace {
    let mut s = Script::new(2, &["main", "child"]);
    s.event(0, MAIN, None, EventKind::Arrived);
    s.run(0, MAIN, 0);
    let spawn = s.event(0, MAIN, None, EventKind::Spawned { child: TaskId(1) });
    s.event(0, 1, Some(spawn), EventKind::Arrived);
    s.run(0, 1, 1);
    s.print(0, MAIN, "main: 1");
    let mut main_sleep = s.sleep(0, MAIN, 1_000);
    s.print(0, 1, "child: 1");
    let mut child_sleep = s.sleep(0, 1, 500);
    for round in 1..4u64 {
        if round == 2 {
            s.wake(1_000, MAIN, 0, main_sleep);
            s.print(1_000, MAIN, "main: 2");
            main_sleep = s.sleep(1_000, MAIN, 1_000);
        }
        s.wake(round * 500, 1, 1, child_sleep);
        s.print(round * 500, 1, &format!("child: {}", round + 1));
        child_sleep = s.sleep(round * 500, 1, 500);
    }
    s.wake(2_000, MAIN, 0, main_sleep);
    let join = BlockReason::Join { target: TaskId(1) };
    s.block(2_000, MAIN, join);
    s.wake(2_000, 1, 1, child_sleep);
    let ended = s.end(2_000, 1);
    s.wake(2_000, MAIN, 0, ended);
    let target = TaskId(1);
    let joined = EventKind::Joined {
        target,
        panicked: false,
    };
    s.event(2_000, MAIN, Some(ended), joined);
    s.end(2_000, MAIN);
    s.event(2_000, MAIN, None, EventKind::ProcessExited { code: 0 });
    s.trace()
}

/// Two threads of 20 ms work each on one core with slices of 10 ms; main joins both.
pub(crate) fn two_slices() -> Trace {
    let mut s = Script::new(1, &["main", "a", "b"]);
    let duration = Nanos::from_millis(20);
    s.event(0, MAIN, None, EventKind::Arrived);
    s.run(0, MAIN, 0);
    for child in [1, 2] {
        let kind = EventKind::Spawned {
            child: TaskId(child),
        };
        let spawn = s.event(0, MAIN, None, kind);
        s.event(0, child, Some(spawn), EventKind::Arrived);
    }
    s.block(0, MAIN, BlockReason::Join { target: TaskId(1) });
    for (ms, task) in [(0, 1), (10, 2), (20, 1), (30, 2)] {
        s.run(ms, task, 0);
        if ms < 20 {
            s.event(ms, task, None, EventKind::WorkBegan { duration });
            s.leave(ms + 10, task, DescheduleReason::Preempted);
        } else {
            s.event(ms + 10, task, None, EventKind::WorkEnded);
            let ended = s.end(ms + 10, task);
            if task == 1 {
                s.event(ms + 10, MAIN, Some(ended), EventKind::Woken);
            }
        }
    }
    s.run(40, MAIN, 0);
    for child in [1, 2] {
        let target = TaskId(child);
        let joined = EventKind::Joined {
            target,
            panicked: false,
        };
        s.event(40, MAIN, None, joined);
    }
    s.end(40, MAIN);
    s.event(40, MAIN, None, EventKind::ProcessExited { code: 0 });
    s.trace.core_use[0].busy = Nanos::from_millis(40);
    s.trace.core_use[0].context_switches = 6;
    s.trace()
}
