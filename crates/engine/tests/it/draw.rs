//! Running a text and drawing its trace.

use expect_test::Expect;
use interleave_engine::{Code, Machine, Model, Policy, ScheduleChoice, run};
use interleave_trace::{
    BlockReason, Event, EventKind, LimitKind, Nanos, Outcome, Stream, SyncId, TaskId, Trace,
    invariants,
};

/// What every program here starts with.
const PRELUDE: &str = "use std::sync::mpsc;\nuse std::sync::{Arc, Mutex};\nuse std::thread::{self, sleep};\nuse std::time::{Duration, Instant};\nfn ms(n: u64) -> Duration { Duration::from_millis(n) }\n";

/// Three threads that compute for 200 ms each.
pub const THREE_WORKERS: &str = r#"
fn main() {
    let a = thread::spawn(|| cpu::work(ms(200)));
    let b = thread::spawn(|| cpu::work(ms(200)));
    let c = thread::spawn(|| cpu::work(ms(200)));
    a.join().unwrap();
    b.join().unwrap();
    c.join().unwrap();
}
"#;

/// `cores` cores, everything else as it is.
pub fn cores(cores: u32) -> Machine {
    Machine {
        cores,
        ..Machine::default()
    }
}

/// `cores` cores, `policy`, `quantum_ms` milliseconds.
pub fn policy(cores: u32, policy: Policy, quantum_ms: u64) -> Machine {
    Machine {
        cores,
        policy,
        quantum: Nanos::from_millis(quantum_ms),
        ..Machine::default()
    }
}

/// `model` with `workers` on `cores`.
pub fn model(model: Model, cores: u32, workers: u32) -> Machine {
    Machine {
        cores,
        model,
        workers,
        ..Machine::default()
    }
}

/// Compiles `body` after the usual imports.
///
/// # Panics
/// When it is refused.
fn compile(body: &str) -> (String, Code) {
    let source = format!("{PRELUDE}{body}");
    let compiled = interleave_frontend::compile(&source);
    let program = compiled
        .program
        .unwrap_or_else(|| panic!("refused: {:#?}", compiled.diagnostics));
    let code = Code::new(program).expect("well-formed bytecode");
    (source, code)
}

/// A text that is compiled once and run often.
pub struct Prepared {
    source: String,
    code: Code,
}

impl Prepared {
    /// Compiles `body`.
    pub fn new(body: &str) -> Self {
        let (source, code) = compile(body);
        Self { source, code }
    }

    /// One run, with the trace's rules checked.
    pub fn run(&self, machine: &Machine, schedule: &str) -> Trace {
        let mut oracle = ScheduleChoice::parse(schedule)
            .expect("a schedule")
            .oracle();
        let trace = run(&self.code, &self.source, machine, &mut *oracle).expect("a machine");
        if let Err(broken) = invariants::check(&trace) {
            panic!("{broken}\n{}", draw(&trace));
        }
        trace
    }
}

/// Runs `body` with a schedule and checks the trace's rules.
pub fn trace_with(body: &str, machine: &Machine, schedule: &str) -> Trace {
    Prepared::new(body).run(machine, schedule)
}

/// Runs `body` with the default schedule.
pub fn trace(body: &str, machine: &Machine) -> Trace {
    trace_with(body, machine, "")
}

/// Draws the whole run.
pub fn check(body: &str, machine: &Machine, expected: Expect) {
    expected.assert_eq(&draw(&trace(body, machine)));
}

/// Draws output and end only.
pub fn check_output(body: &str, machine: &Machine, expected: Expect) {
    expected.assert_eq(&draw_output(&trace(body, machine)));
}

/// Draws the time that each task spends on cores, as `core: task from-to task from-to …` in milliseconds.
pub fn check_gantt(body: &str, machine: &Machine, expected: Expect) {
    expected.assert_eq(&draw_gantt(&trace(body, machine)));
}

/// Printed lines with their times, and the end.
pub fn draw_output(trace: &Trace) -> String {
    let mut text = String::new();
    for event in &trace.events {
        if let EventKind::Printed { stream, text: it } = &event.kind {
            let mark = if *stream == Stream::Stderr { "! " } else { "" };
            for line in it.lines() {
                text += &format!("{} {mark}{line}\n", event.at.seconds(3));
            }
        }
    }
    text + &format!("{} {}\n", trace.end.seconds(3), outcome(trace))
}

/// Who ran when on each core.
pub fn draw_gantt(trace: &Trace) -> String {
    let mut lanes = vec![String::new(); trace.cores as usize];
    let mut since = vec![None; trace.cores as usize];
    let span = |lanes: &mut Vec<String>, core: usize, task: TaskId, from: Nanos, to: Nanos| {
        if from < to {
            let (from, to) = (from.0 / 1_000_000, to.0 / 1_000_000);
            lanes[core] += &format!(" {} {from}-{to}", label(trace, task));
        }
    };
    for event in &trace.events {
        let Some(core) = event.core else { continue };
        match event.kind {
            EventKind::Dispatched => since[core.index()] = Some((event.task, event.at)),
            EventKind::Descheduled { .. } => {
                if let Some((task, from)) = since[core.index()].take() {
                    span(&mut lanes, core.index(), task, from, event.at);
                }
            }
            _ => {}
        }
    }
    for (core, running) in since.into_iter().enumerate() {
        if let Some((task, from)) = running {
            span(&mut lanes, core, task, from, trace.end);
        }
    }
    let switches: u64 = trace.core_use.iter().map(|it| it.context_switches).sum();
    let lanes: Vec<String> = lanes
        .iter()
        .enumerate()
        .map(|(core, lane)| format!("core {core}:{lane}\n"))
        .collect();
    format!(
        "{}end {} ms, {switches} switches\n",
        lanes.concat(),
        trace.end.0 / 1_000_000
    )
}

/// All events that a teacher would name, one a line: time, core, task, what.
pub fn draw(trace: &Trace) -> String {
    let mut text = String::new();
    for event in &trace.events {
        if let Some(what) = what(trace, event) {
            let core = event.core.map_or("-".to_owned(), |core| core.0.to_string());
            let task = label(trace, event.task);
            text += &format!("{} {core} {task:<6} {what}\n", event.at.seconds(3));
        }
    }
    for edge in &trace.stuck {
        let task = label(trace, edge.task);
        text += &format!("stuck: {task} {}\n", reason(trace, edge.reason));
    }
    text + &format!("{} {}\n", trace.end.seconds(3), outcome(trace))
}

fn what(trace: &Trace, event: &Event) -> Option<String> {
    let task = |id: TaskId| label(trace, id);
    let sync = |id: SyncId| trace.syncs[id.index()].label.clone();
    Some(match &event.kind {
        EventKind::Spawned { child } => format!("spawns {}", task(*child)),
        EventKind::Descheduled { reason } => match reason {
            interleave_trace::DescheduleReason::Preempted => "is preempted".to_owned(),
            interleave_trace::DescheduleReason::Yielded => "yields".to_owned(),
            _ => return None,
        },
        EventKind::Blocked { reason: why } => reason(trace, *why),
        EventKind::Woken => match event.cause.map(|cause| &trace.events[cause.index()]) {
            Some(cause) if cause.task != event.task => {
                format!("is woken by {}", task(cause.task))
            }
            _ => "wakes up".to_owned(),
        },
        EventKind::Printed { text, .. } => format!("prints {text:?}"),
        EventKind::WorkBegan { duration } => format!("works {}", duration.seconds(3)),
        EventKind::WorkEnded => "has worked".to_owned(),
        EventKind::Joined { target, panicked } => {
            let how = if *panicked { "panicked " } else { "" };
            format!("joins {how}{}", task(*target))
        }
        EventKind::ScopeEnded { scope } => format!("leaves scope {scope}"),
        EventKind::Acquired { lock } => format!("locks {}", sync(*lock)),
        EventKind::TryLockFailed { lock } => format!("cannot lock {}", sync(*lock)),
        EventKind::Released { lock, poisoned } => {
            let how = if *poisoned { "poisons" } else { "unlocks" };
            format!("{how} {}", sync(*lock))
        }
        EventKind::ReadAcquired { lock } => format!("reads {}", sync(*lock)),
        EventKind::ReadReleased { lock, .. } => format!("stops reading {}", sync(*lock)),
        EventKind::Notified { condvar, .. } => format!("notifies {}", sync(*condvar)),
        EventKind::WakerCalled { waker } => format!("calls waker {waker}"),
        EventKind::ClockMoved { by } => format!("moves the clock by {}", by.seconds(3)),
        EventKind::PollBegan { future } => format!("polls {future}"),
        EventKind::PollEnded {
            future, is_ready, ..
        } => format!(
            "{future} gives {}",
            if *is_ready { "Ready" } else { "Pending" }
        ),
        EventKind::RuntimeBuilt { workers } => format!("builds a runtime of {workers} workers"),
        EventKind::BarrierOpened { barrier } => format!("opens {}", sync(*barrier)),
        EventKind::OnceBegan { once } => format!("initialises {}", sync(*once)),
        EventKind::OnceEnded { once, .. } => format!("has initialised {}", sync(*once)),
        EventKind::Sent { channel } => format!("sends to {}", sync(*channel)),
        EventKind::Received { channel } => format!("receives from {}", sync(*channel)),
        EventKind::ReceiveFailed { channel } => format!("gets nothing from {}", sync(*channel)),
        EventKind::SendFailed { channel } => format!("cannot send to {}", sync(*channel)),
        EventKind::Closed { channel, .. } => format!("closes {}", sync(*channel)),
        EventKind::IoBegan { io, .. } => format!("asks the network to {io:?}"),
        EventKind::IoReady { io, .. } => format!("{io:?} is ready"),
        EventKind::WokeTask { target } => format!("wakes {}", task(*target)),
        EventKind::Unparked { target } => format!("unparks {}", task(*target)),
        EventKind::ParkEnded => "has its token".to_owned(),
        EventKind::PanicBegan { message } => format!("panics: {message}"),
        EventKind::Finished { panicked: false } => "ends".to_owned(),
        EventKind::Finished { panicked: true } => "ends panicking".to_owned(),
        EventKind::ProcessExited { code } => format!("exits with {code}"),
        _ => return None,
    })
}

fn reason(trace: &Trace, reason: BlockReason) -> String {
    let sync = |id: SyncId| trace.syncs[id.index()].label.clone();
    match reason {
        BlockReason::Sleep { until } => format!("sleeps until {}", until.seconds(3)),
        BlockReason::Join { target } => format!("waits for {}", label(trace, target)),
        BlockReason::Scope { scope } => format!("waits for scope {scope}"),
        BlockReason::Park { .. } => "parks".to_owned(),
        BlockReason::Lock { lock, holder } => {
            let holder = holder.map_or("nobody".to_owned(), |it| label(trace, it));
            format!("waits for {} of {holder}", sync(lock))
        }
        BlockReason::Receive { channel, .. } => format!("waits at {}", sync(channel)),
        BlockReason::Send { channel } => format!("waits for room in {}", sync(channel)),
        BlockReason::Await => "is pending".to_owned(),
        BlockReason::Work { .. } => "waits for its runtime".to_owned(),
        other => format!("{other:?}"),
    }
}

fn label(trace: &Trace, task: TaskId) -> String {
    let label = trace.tasks.label(task.index());
    label.map(String::from).unwrap_or_default()
}

/// The outcome in a few words.
pub fn outcome(trace: &Trace) -> String {
    match &trace.outcome {
        Outcome::Finished { exit_code: 0 } => "end".to_owned(),
        Outcome::Finished { exit_code } => format!("exit {exit_code}"),
        Outcome::Panicked { exit_code } => format!("panicked, exit {exit_code}"),
        Outcome::Deadlock { cycle, is_cycle } => {
            let kind = if *is_cycle { "cycle" } else { "all" };
            let edges: Vec<String> = cycle
                .iter()
                .map(|edge| format!("{} {}", label(trace, edge.task), reason(trace, edge.reason)))
                .collect();
            format!("deadlock ({kind}): {}", edges.join(", "))
        }
        Outcome::Limit { which, message, .. } => format!("limit {which:?}: {message}"),
    }
}

/// Which limit ended the run.
pub fn limit(trace: &Trace) -> LimitKind {
    match &trace.outcome {
        Outcome::Limit { which, .. } => *which,
        other => panic!("a limit is expected, not {other:?}"),
    }
}
