//! The state between two acts as bytes, and the end of a run as a value: both equal exactly when nobody can tell the
//! difference.

use std::collections::BTreeSet;

use interleave_program::{Span, Sys};
use interleave_trace::{BlockReason, DeadlockEdge, LimitKind, Outcome, TaskId};
use interleave_vm::{Canonical, Halt, Value, Written};

use super::Interleaving;
use crate::recorder::Digest;
use crate::simulation::MAIN;
use crate::task::{Attempt, Pending, TaskEnd, TaskState};

/// How a run ended: equal when output and ending are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct End {
    written: Option<[Digest; 2]>,
    ending: Ending,
    stuck: Vec<Waiter>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Ending {
    Finished(i32),
    Panicked(i32),
    Deadlock(Vec<Waiter>),
    Limit(LimitKind, Span),
}

/// One who waits for ever: who, where, for whom, and since where that one holds what is waited for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Waiter {
    task: TaskId,
    at: Span,
    waits_for: Option<TaskId>,
    held_since: Option<Span>,
}

impl End {
    /// The limit that ended the run: how it would go on is not known.
    #[must_use]
    pub fn limit(&self) -> Option<LimitKind> {
        match self.ending {
            Ending::Limit(which, _) => Some(which),
            _ => None,
        }
    }
}

fn waiters(edges: &[DeadlockEdge]) -> Vec<Waiter> {
    let waiter = |edge: &DeadlockEdge| Waiter {
        task: edge.task,
        at: edge.span,
        waits_for: edge.waits_for,
        held_since: edge.held_since,
    };
    edges.iter().map(waiter).collect()
}

/// Texts of which a search wants to know whether they can be standard output.
#[derive(Clone, Debug, Default)]
pub struct Wanted(BTreeSet<Digest>);

impl Wanted {
    /// These texts.
    pub fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        Self(texts.into_iter().flat_map(Digest::beginnings).collect())
    }
}

impl Interleaving<'_> {
    /// Whether standard output so far is a beginning of something wanted; of a run [without events](Self::bare).
    #[must_use]
    pub fn may_become(&self, wanted: &Wanted) -> bool {
        let written = self.sim.recorder.digest();
        written.is_none_or(|[stdout, _]| wanted.0.contains(&stdout))
    }

    /// How the run ended, when it has.
    #[must_use]
    pub fn end(&self) -> Option<End> {
        let outcome = self.sim.outcome.as_ref()?;
        let (ending, stuck) = match outcome {
            Outcome::Finished { exit_code } => (Ending::Finished(*exit_code), self.sim.stuck()),
            Outcome::Panicked { exit_code } => (Ending::Panicked(*exit_code), self.sim.stuck()),
            Outcome::Deadlock { cycle, .. } => (Ending::Deadlock(waiters(cycle)), Vec::new()),
            Outcome::Limit { which, span, .. } => (Ending::Limit(*which, *span), Vec::new()),
        };
        Some(End {
            written: self.sim.recorder.digest(),
            ending,
            stuck: waiters(&stuck),
        })
    }

    /// The state as bytes, in the memory of another one.
    #[must_use]
    pub fn state(&self, memory: Written) -> Written {
        let sim = &self.sim;
        let mut to = Canonical::new(sim.code, &sim.heap, sim.now.0, memory);
        to.word(
            (sim.statics_done as u64) << 32
                | (sim.local_keys as u64) << 1
                | u64::from(sim.has_panicked_before),
        );
        to.word((sim.tasks.len() as u64) << 32 | sim.scopes.len() as u64);
        match sim.recorder.digest() {
            Some(digests) if digests != [Digest::EMPTY; 2] => to.plain(&digests),
            _ => to.word(0),
        }
        for index in 0..sim.tasks.len() {
            self.write_task(TaskId::from_index(index), &mut to);
        }
        if !sim.runtimes.is_empty() {
            self.write_runtimes(&mut to);
        }
        sim.scopes.iter().for_each(|it| it.write_canonical(&mut to));
        if !self.timing.is_free() {
            to.plain(&*self.zone.noticeable());
        }
        while let Some(sync) = to.next_sync() {
            if let Some(sync) = sim.syncs.get(sync as usize) {
                sync.write_canonical(&mut to);
            }
        }
        to.into_written()
    }

    /// Runtimes count in ticks from their start, so the instant is part of their state.
    fn write_runtimes(&self, to: &mut Canonical<'_>) {
        let sim = &self.sim;
        to.plain(&(sim.now, sim.task_numbers, sim.runtimes.len()));
        for (id, runtime) in (0..).zip(&sim.runtimes) {
            runtime.write_canonical(sim.heap.wheel(id), to);
        }
        for worker in &sim.workers {
            to.plain(&(worker.task, worker.seat, worker.is_unparked));
        }
        for (id, (task, details)) in (0..).map(TaskId).zip(sim.tasks.iter().zip(&sim.details)) {
            let due = sim.timer_of(id).map(|timer| timer.at);
            to.plain(&(task.future, task.worker(), due));
            let rare = details.rare();
            to.plain(&(details.number, rare.stands_in, rare.context));
            to.maybe(details.cell().map(Value::Own));
        }
    }

    fn write_task(&self, id: TaskId, to: &mut Canonical<'_>) {
        let task = &self.sim.tasks[id.index()];
        let details = &self.sim.details[id.index()];
        let (rare, waits_with) = (details.rare(), details.pending());
        let state = match task.state {
            _ if self.is_waiting(id) => 0,
            TaskState::Runnable | TaskState::Running => 0,
            TaskState::Awaiting | TaskState::Blocked => 1,
            TaskState::Finished => 2,
        };
        let (end, result) = match details.end {
            None => (0, None),
            Some(TaskEnd::Returned(value)) => (1, Some(value)),
            Some(TaskEnd::Panicked(value)) => (2, Some(value)),
            Some(TaskEnd::Joined) => (3, None),
            Some(TaskEnd::Dropped { panicked }) => (4 + u64::from(panicked), None),
        };
        let pending = match waits_with {
            _ if state == 2 => 0,
            Pending::Run => 0,
            Pending::Halted(_) => 1,
            Pending::Paid { .. } => 2,
            Pending::WorkEnd => 3,
        };
        let attempt = match self.attempt(id) {
            _ if state == 2 => 0,
            Attempt::First => 0,
            Attempt::Woken => 1,
            Attempt::TimedOut => 2,
        };
        // That of main is always the same.
        let name = rare.name.as_ref().filter(|_| id != MAIN);
        let is_spinning = state != 2 && self.spins(id);
        let clock_reads = if state == 2 { 0 } else { details.clock_reads };
        let joiner = details.joiner.get().filter(|_| state != 2);
        let is_awaited = joiner.is_some() || rare.scope.is_some();
        to.word(
            state
                | end << 4
                | pending << 8
                | attempt << 12
                | u64::from(task.is_detached) << 16
                | u64::from(rare.park_token.is_some()) << 17
                | u64::from(is_spinning) << 18
                | u64::from(name.is_some()) << 19
                | u64::from(is_awaited) << 20
                | u64::from(clock_reads) << 21
                | (rare.locals.len() as u64) << 32,
        );
        if is_awaited {
            let joiner = joiner.map_or(0, |it| u64::from(it.0) + 1);
            let scope = rare.scope.map_or(0, |it| u64::from(it) + 1);
            to.word(joiner << 32 | scope);
        }
        if let (1, Some(reason)) = (state, self.sim.reason_of(id)) {
            write_reason(reason, to);
        }
        if let Some(result) = result {
            to.value(result);
        }
        if let Some(name) = name {
            to.plain(name);
        }
        for local in &rare.locals {
            local.write_canonical(to);
        }
        if state == 2 {
            return;
        }
        match waits_with {
            Pending::Run | Pending::WorkEnd => {}
            Pending::Halted(halt) => to.halt(halt),
            Pending::Paid { sys, args } => {
                to.halt(&Halt::Sys {
                    sys: *sys,
                    args: *args,
                });
            }
        }
        if let Some(vm) = &task.vm {
            to.machine(vm);
        }
    }
}

impl Interleaving<'_> {
    /// Why the task's pending act is done again, as far as that makes a difference: a park that has its token, and a
    /// receive, do the same whether they were woken for it or never had to wait.
    fn attempt(&self, id: TaskId) -> Attempt {
        let task = &self.sim.tasks[id.index()];
        let details = &self.sim.details[id.index()];
        let Some(sys) = details.pending().sys() else {
            return task.attempt;
        };
        match sys {
            Sys::ThreadPark | Sys::ThreadParkTimeout if details.rare().park_token.is_some() => {
                Attempt::First
            }
            Sys::ChannelRecv => Attempt::First,
            _ => task.attempt,
        }
    }
}

/// What a task waits for, without the time until which.
fn write_reason(reason: BlockReason, to: &mut Canonical<'_>) {
    to.plain(&std::mem::discriminant(&reason));
    match reason {
        BlockReason::Sleep { .. }
        | BlockReason::Park { .. }
        | BlockReason::Work { .. }
        | BlockReason::Await => {}
        BlockReason::Join { target } => to.plain(&target),
        BlockReason::Scope { scope } => to.plain(&scope),
        BlockReason::Lock { lock: sync, .. }
        | BlockReason::Receive { channel: sync, .. }
        | BlockReason::Send { channel: sync }
        | BlockReason::Condvar { condvar: sync, .. }
        | BlockReason::Barrier { barrier: sync, .. }
        | BlockReason::Read { lock: sync, .. }
        | BlockReason::Write { lock: sync, .. }
        | BlockReason::Once { once: sync } => to.sync(sync.0),
    }
}
