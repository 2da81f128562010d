//! What the simulation allows: simulated runs reduced to what a real run can show.
//!
//! A real machine decides ties, and its policy is none of ours exactly. So a program is simulated under
//! all three policies and, for each, under a number of schedules with random ties. Runs in which every
//! thread prints the same are one [`Candidate`]; its lines carry the earliest and latest simulated times.
//! Real threads also start and wake up late; what that allows is searched only when a real run asks for it.

use std::collections::{BTreeMap, BTreeSet};

use interleave_playground::{
    BlockReason, Costs, Event, EventKind, ExploreOptions, Machine, Nanos, Outcome, Policy,
    Reduction, Refused, SearchOptions, Stream, TaskId, Timing, Trace, execute, explore,
};

use crate::guided::schedule_that_gives;

/// A line that some thread prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimLine {
    /// Who prints it.
    pub task: TaskId,
    /// The line without its end.
    pub text: String,
    /// Earliest simulated time in nanoseconds, without what clocks that stand still have jumped over.
    pub earliest_ns: u64,
    /// Latest simulated time in nanoseconds.
    pub latest_ns: u64,
    /// How many timed waits (sleeps, time-outs) of all threads ended before it: each may be late.
    pub waits: u64,
    /// How many timers of async runtimes rang before it one after the other: their ticks add up.
    pub ticks: u64,
    /// CPU time of all threads before it in nanoseconds: each part may be stretched.
    pub work_ns: u64,
}

/// How a run must end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// The process ends with this code.
    Exit(i32),
    /// It never ends: a deadlock.
    Hangs,
}

/// One possibility. Lines of one thread are in their order; `lines` is in simulated order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The lines in the order of the first simulated run that belongs here.
    pub lines: Vec<SimLine>,
    /// Pairs of indices into `lines`: the first must come before the second in every run, because of a spawn or a join.
    pub ordered: BTreeSet<(usize, usize)>,
    /// How it ends.
    pub ending: Ending,
    /// Earliest simulated end in nanoseconds, by the same clock.
    pub end_earliest_ns: u64,
    /// Latest simulated end in nanoseconds.
    pub end_latest_ns: u64,
    /// Timed waits in the whole run.
    pub waits: u64,
    /// The most timers of async runtimes one after the other in it.
    pub ticks: u64,
    /// CPU time of all threads in the whole run, in nanoseconds.
    pub work_ns: u64,
    /// What clocks that stand still jump over, in nanoseconds; no part of the times here.
    pub jumped_ns: u64,
}

/// All possibilities that were found, and the names of the threads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidates {
    /// Possibilities, the default schedule's first.
    pub all: Vec<Candidate>,
    /// Thread labels by task, of the default schedule.
    pub labels: Vec<String>,
    /// Why the simulation could not run to its end, when it could not.
    pub limit: Option<String>,
}

/// Schedules with random ties a policy: enough for nearly every program.
pub const SAMPLES: u32 = 24;

/// The same before a real run is said not to be allowed: a program in which several threads are free at several
/// instants has hundreds of possibilities.
pub const MANY_SAMPLES: u32 = 400;

/// Simulates `source` on `machine` under every policy and `samples` schedules with random ties.
///
/// # Errors
/// When the program is refused.
pub fn candidates(source: &str, machine: &Machine, samples: u32) -> Result<Candidates, Refused> {
    let mut groups: BTreeMap<Signature, Candidate> = BTreeMap::new();
    let mut order = Vec::new();
    let mut found = Candidates {
        all: Vec::new(),
        labels: Vec::new(),
        limit: None,
    };
    for policy in [Policy::Rr, Policy::Fifo, Policy::Fair] {
        for sample in 0..=samples {
            let schedule = if sample == 0 {
                String::new()
            } else {
                format!("random-{sample}")
            };
            let trace = execute(
                source,
                &Machine {
                    policy,
                    ..machine.clone()
                },
                &schedule,
            )?
            .trace;
            let Some(candidate) = candidate_of(&trace) else {
                found.limit.get_or_insert(format!("{:?}", trace.outcome));
                continue;
            };
            if found.labels.is_empty() {
                found.labels = trace
                    .tasks
                    .iter()
                    .map(|task| task.label.to_string())
                    .collect();
            }
            let signature = signature_of(&candidate);
            match groups.get_mut(&signature) {
                Some(known) => widen(known, &candidate),
                None => {
                    order.push(signature.clone());
                    groups.insert(signature, candidate);
                }
            }
        }
    }
    found.all = order
        .iter()
        .filter_map(|signature| groups.remove(signature))
        .collect();
    Ok(found)
}

/// The possibility of `source` on `machine` whose lines are `printed`, in their order, if a guided search finds it.
///
/// # Errors
/// When the program is refused.
pub fn guided(
    source: &str,
    machine: &Machine,
    printed: &[String],
) -> Result<Option<Candidate>, Refused> {
    let run = |schedule: &str| candidate_of(&execute(source, machine, schedule).ok()?.trace);
    let lines = |schedule: &str| {
        let lines = run(schedule)?.lines.into_iter();
        Some(lines.map(|line| line.text).collect())
    };
    execute(source, machine, "")?;
    Ok(schedule_that_gives(printed, lines).and_then(|schedule| run(&schedule)))
}

/// Most states that are searched for delays.
const MOST_STATES: u64 = 50_000;

/// What `source` can do when threads start and wake up late by up to `late_ns` nanoseconds, as far as a short search
/// finds it. Those that are free at one instant, or nearly, come in any order; the times are the earliest that fit the
/// order. The search knows no costs: see [`shift_by_costs`].
///
/// # Errors
/// When the program is refused.
pub fn delayed(source: &str, late_ns: u64) -> Result<Vec<Candidate>, Refused> {
    let options = ExploreOptions {
        search: SearchOptions {
            timing: Timing::Jitter(Nanos(late_ns)),
            max_states: MOST_STATES,
            reduction: Reduction::Persistent,
            is_judged: false,
            ..SearchOptions::default()
        },
        ..ExploreOptions::default()
    };
    let found = explore(source, &options, &mut |_| true)?.report;
    let traces = found.outcomes.iter().map(|it| &it.witness.trace);
    Ok(traces.filter_map(candidate_of).collect())
}

/// By how many nanoseconds the costs of `machine` move a line or the end of `source`, at most, in the default schedule;
/// `u64::MAX` when they make it another run altogether.
///
/// # Errors
/// When the program is refused.
pub fn shift_by_costs(source: &str, machine: &Machine) -> Result<u64, Refused> {
    let free = Machine {
        costs: Costs::ideal(),
        ..machine.clone()
    };
    if free == *machine {
        return Ok(0);
    }
    let run = |machine| Ok(candidate_of(&execute(source, machine, "")?.trace));
    let (Some(with), Some(without)) = (run(machine)?, run(&free)?) else {
        return Ok(u64::MAX);
    };
    if signature_of(&with) != signature_of(&without) {
        return Ok(u64::MAX);
    }
    let times = |candidate: Candidate| {
        let mut lines = candidate.lines;
        lines.sort_by_key(|line| line.task);
        let lines = lines.into_iter().map(|line| line.earliest_ns);
        lines.chain([candidate.end_earliest_ns])
    };
    let shifts = times(with).zip(times(without));
    Ok(shifts.map(|(a, b)| a.abs_diff(b)).max().unwrap_or(0))
}

type Signature = (Vec<(TaskId, Vec<String>)>, Ending);

fn signature_of(candidate: &Candidate) -> Signature {
    let mut by_task: BTreeMap<TaskId, Vec<String>> = BTreeMap::new();
    for line in &candidate.lines {
        by_task
            .entry(line.task)
            .or_default()
            .push(line.text.clone());
    }
    (by_task.into_iter().collect(), candidate.ending)
}

/// Takes the times of `other`, whose threads print the same, into `known`.
fn widen(known: &mut Candidate, other: &Candidate) {
    let mut next: BTreeMap<TaskId, usize> = BTreeMap::new();
    let mut place_of = Vec::with_capacity(other.lines.len());
    for line in &other.lines {
        let from = next.get(&line.task).copied().unwrap_or(0);
        let at = (from..known.lines.len()).find(|at| known.lines[*at].task == line.task);
        let at = at.expect("equal signatures have equal numbers of lines a task");
        next.insert(line.task, at + 1);
        place_of.push(at);
        let mine = &mut known.lines[at];
        mine.earliest_ns = mine.earliest_ns.min(line.earliest_ns);
        mine.latest_ns = mine.latest_ns.max(line.latest_ns);
        mine.waits = mine.waits.max(line.waits);
        mine.ticks = mine.ticks.max(line.ticks);
        mine.work_ns = mine.work_ns.max(line.work_ns);
    }
    let others: BTreeSet<_> = other
        .ordered
        .iter()
        .map(|(a, b)| (place_of[*a], place_of[*b]))
        .collect();
    known.ordered.retain(|pair| others.contains(pair));
    known.end_earliest_ns = known.end_earliest_ns.min(other.end_earliest_ns);
    known.end_latest_ns = known.end_latest_ns.max(other.end_latest_ns);
}

/// The possibility that one trace shows; `None` when a limit ended it.
fn candidate_of(trace: &Trace) -> Option<Candidate> {
    let ending = match trace.outcome {
        Outcome::Finished { exit_code } | Outcome::Panicked { exit_code } => {
            Ending::Exit(exit_code)
        }
        Outcome::Deadlock { .. } => Ending::Hangs,
        Outcome::Limit { .. } => return None,
    };
    let mut reader = Reader::default();
    trace.events.iter().for_each(|event| reader.read(event));
    let ordered = reader.ordered();
    let end_ns = trace.end.0.saturating_sub(reader.jumped_ns);
    Some(Candidate {
        lines: reader.lines,
        ordered,
        ending,
        end_earliest_ns: end_ns,
        end_latest_ns: end_ns,
        waits: reader.waits,
        ticks: reader.ticks.most,
        work_ns: reader.work_ns,
        jumped_ns: reader.jumped_ns,
    })
}

/// Reads a trace once, front to back.
#[derive(Default)]
struct Reader {
    lines: Vec<SimLine>,
    /// For each line how many events of each task must have happened before it.
    clocks: Vec<Clock>,
    now: BTreeMap<TaskId, Clock>,
    /// Clocks of threads that were spawned but have not begun, and of those that have ended.
    spawned: BTreeMap<TaskId, Clock>,
    ended: BTreeMap<TaskId, Clock>,
    unfinished: BTreeMap<TaskId, String>,
    waits: u64,
    ticks: Ticks,
    work_ns: u64,
    /// Of the simulated time so far, in nanoseconds, what a clock that stands still has jumped over: real runs take no
    /// time for it.
    jumped_ns: u64,
}

/// Timers of async runtimes that rang one after the other.
#[derive(Default)]
struct Ticks {
    /// By event: how many when it happened, and since when its task waits for a waker, when it then begins to.
    events: Vec<(u64, Option<Nanos>)>,
    /// By task: how many so far.
    tasks: BTreeMap<TaskId, u64>,
    most: u64,
}

impl Ticks {
    /// Answers how many rang before the event.
    fn read(&mut self, event: &Event) -> u64 {
        let cause = event.cause.and_then(|it| self.events.get(it.index()));
        let &(before, since) = cause.unwrap_or(&(0, None));
        // Nobody has called the waker: the cause is the beginning of the wait.
        let is_timer =
            matches!(event.kind, EventKind::Woken) && since.is_some_and(|since| since < event.at);
        let own = self.tasks.entry(event.task).or_default();
        *own = (*own).max(before + u64::from(is_timer));
        let reason = BlockReason::Await;
        let waits = matches!(&event.kind, EventKind::Blocked { reason: it } if *it == reason);
        self.events.push((*own, waits.then_some(event.at)));
        self.most = self.most.max(*own);
        *own
    }
}

/// A vector clock: events of each task known to have happened.
type Clock = BTreeMap<TaskId, u64>;

impl Reader {
    fn read(&mut self, event: &Event) {
        let ticks = self.ticks.read(event);
        let clock = self.now.entry(event.task).or_default();
        *clock.entry(event.task).or_default() += 1;
        match &event.kind {
            EventKind::Spawned { child } => {
                self.spawned.insert(*child, clock.clone());
            }
            EventKind::Arrived => {
                if let Some(parent) = self.spawned.remove(&event.task) {
                    join(clock, &parent);
                }
            }
            EventKind::Finished { .. } => {
                self.ended.insert(event.task, clock.clone());
            }
            EventKind::Joined { target, .. } => {
                if let Some(end) = self.ended.get(target) {
                    join(clock, end);
                }
            }
            EventKind::Woken if event.core.is_none() => self.waits += 1,
            EventKind::WorkBegan { duration } => self.work_ns += duration.0,
            EventKind::ClockMoved { by } => self.jumped_ns += by.0,
            EventKind::Printed {
                stream: Stream::Stdout,
                text,
            } => self.printed(event, text, ticks),
            _ => {}
        }
    }

    /// A line is printed when its end is; `print!` only begins one.
    fn printed(&mut self, event: &Event, text: &str, ticks: u64) {
        let pending = self.unfinished.entry(event.task).or_default();
        pending.push_str(text);
        let Some((whole, rest)) = pending.rsplit_once('\n') else {
            return;
        };
        let whole: Vec<String> = whole.split('\n').map(str::to_owned).collect();
        *pending = rest.to_owned();
        let clock = self.now.get(&event.task).cloned().unwrap_or_default();
        for text in whole {
            let at_ns = event.at.0.saturating_sub(self.jumped_ns);
            let (earliest_ns, latest_ns) = (at_ns, at_ns);
            let (task, waits, work_ns) = (event.task, self.waits, self.work_ns);
            self.lines.push(SimLine {
                task,
                text,
                earliest_ns,
                latest_ns,
                waits,
                ticks,
                work_ns,
            });
            self.clocks.push(clock.clone());
        }
    }

    fn ordered(&self) -> BTreeSet<(usize, usize)> {
        let known = |a: usize, b: usize| {
            let task = self.lines[a].task;
            let of = |clock: &Clock| clock.get(&task).copied().unwrap_or(0);
            self.lines[b].task != task && of(&self.clocks[b]) >= of(&self.clocks[a])
        };
        let pairs =
            (0..self.lines.len()).flat_map(|a| (a + 1..self.lines.len()).map(move |b| (a, b)));
        pairs
            .take(MAX_PAIRS)
            .filter(|(a, b)| known(*a, *b))
            .collect()
    }
}

/// Output of thousands of lines is compared by times and by thread alone beyond this.
const MAX_PAIRS: usize = 200_000;

fn join(clock: &mut Clock, other: &Clock) {
    for (task, count) in other {
        let mine = clock.entry(*task).or_default();
        *mine = (*mine).max(*count);
    }
}
