//! A run beside a real event loop: its clock is set from outside, and an executor outside decides which future is polled.
//!
//! Whatever a runtime would queue is told as a [`LiveNote`] instead, and polled when [`Live::poll`] says that it is that
//! future's turn; timers of sleeps are told too, and whoever has real ones says when their time has come. What has no
//! part in an event loop goes on as ever: threads of the program, the network and CPU time are the machine's, at the
//! instants of the clock outside. A future that keeps its thread keeps the caller, as a future that blocks does.
//!
//! # Invariants
//! - Runtimes are of the current-thread flavour: an event loop is one thread.
//! - The clock never goes back, and an event's time is that of the clock when it happened.

use std::collections::{BTreeSet, VecDeque};
use std::mem;

use interleave_trace::{Event, Nanos, TaskId, Trace};
use interleave_vm::Code;

use crate::machine::{Machine, Model};
use crate::oracle::DefaultOracle;
use crate::simulation::{MachineError, Simulation};

/// What the executor outside has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiveNote {
    /// A future is to be polled: it has been spawned, or a waker of it was called.
    Woken(TaskId),
    /// A sleep has set a timer that is to fire at this time; nothing happens at it when the sleep is given up before.
    TimerSet(Nanos),
}

/// What a live run adds to the machine's state.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outside {
    /// Futures whose turn it is.
    turns: VecDeque<TaskId>,
    /// Futures that were told as woken and have not had their turn.
    woken: BTreeSet<TaskId>,
    notes: Vec<LiveNote>,
}

/// A live run.
#[derive(Debug)]
pub struct Live<'c> {
    sim: Simulation<'c>,
    oracle: DefaultOracle,
}

impl<'c> Live<'c> {
    /// The start of a run, at time 0: the caller polls [`Live::MAIN`] first.
    ///
    /// # Errors
    /// When there is no such machine.
    pub fn new(code: &'c Code, source: &'c str, machine: &Machine) -> Result<Self, MachineError> {
        let machine = Machine {
            model: Model::EventLoop,
            ..machine.clone()
        };
        let mut sim = Simulation::new(code, source, &machine)?;
        // Threads of programs without a runtime stay threads.
        sim.outside = Some(Box::default());
        Ok(Self {
            sim,
            oracle: DefaultOracle,
        })
    }

    /// The main future, and the thread that carries all others.
    pub const MAIN: TaskId = crate::simulation::MAIN;

    /// It is `task`'s turn: polls it, at the time that `clock` gives. Returns when the event loop is free again.
    pub fn poll(&mut self, task: TaskId, clock: &dyn Fn() -> Nanos) {
        self.sim.take_turn(task);
        self.until_free(clock);
    }

    /// Lets everything happen whose time has come, `at` at the latest: a real timer may be a little early.
    pub fn pass(&mut self, at: Nanos, clock: &dyn Fn() -> Nanos) {
        self.sim.pass(clock().max(at), &mut self.oracle);
        self.until_free(clock);
    }

    /// When something happens next that is nobody's turn; timers are among it.
    #[must_use]
    pub fn next_at(&self) -> Option<Nanos> {
        self.sim.next_instant()
    }

    /// What there is to know since the last call, in order.
    pub fn notes(&mut self) -> Vec<LiveNote> {
        let outside = self.sim.outside.as_mut();
        outside.map_or_else(Vec::new, |it| mem::take(&mut it.notes))
    }

    /// Whether a future has given its value.
    #[must_use]
    pub fn is_ready(&self, task: TaskId) -> bool {
        self.sim.tasks[task.index()].is_finished()
    }

    /// Whether the run is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.sim.outcome().is_some()
    }

    /// The events so far.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        self.sim.events()
    }

    /// The trace, at the times of the clock.
    #[must_use]
    pub fn finish(self) -> Trace {
        self.sim.finish()
    }

    /// Waits for the future that keeps the event loop's thread, with all there is to wait with: the caller's time.
    fn until_free(&mut self, clock: &dyn Fn() -> Nanos) {
        loop {
            self.sim.pass(clock(), &mut self.oracle);
            if self.is_over() {
                return;
            }
            let next = self.sim.next_instant();
            match next {
                Some(next) if self.sim.keeps_event_loop() => while clock() < next {},
                Some(_) => return,
                None if self.sim.waits_for_turns() => return,
                // Nobody will ever go on: the machine says so.
                None => {
                    self.sim.step(&mut self.oracle);
                }
            }
        }
    }
}

impl Simulation<'_> {
    /// Whether somebody outside polls futures.
    pub(crate) fn is_live(&self) -> bool {
        self.outside.is_some()
    }

    fn outside(&mut self) -> Option<&mut Outside> {
        self.outside.as_deref_mut()
    }

    pub(crate) fn note(&mut self, note: LiveNote) {
        if let Some(outside) = self.outside() {
            outside.notes.push(note);
        }
    }

    /// A future can be polled: somebody outside gives it its turn.
    pub(crate) fn ask_turn(&mut self, task: TaskId) {
        if let Some(outside) = self.outside()
            && outside.woken.insert(task)
        {
            outside.notes.push(LiveNote::Woken(task));
        }
    }

    /// It is the turn of `task`: the thread that polls wakes up for it.
    fn take_turn(&mut self, task: TaskId) {
        if let Some(outside) = self.outside()
            && outside.woken.remove(&task)
        {
            outside.turns.push_back(task);
            self.unpark_for_turn(task);
        }
    }

    /// Whose turn it is among the futures of a runtime and the thread that drives it.
    pub(crate) fn next_turn(&mut self, runtime: u16, host: Option<TaskId>) -> Option<TaskId> {
        let (outside, tasks) = (self.outside.as_deref_mut()?, &self.tasks);
        let is_own = |task: &TaskId| {
            let home = tasks[task.index()].future.home();
            home == Some(runtime) || host == Some(*task)
        };
        let turns = &mut outside.turns;
        turns.retain(|task| !tasks[task.index()].is_finished());
        turns.remove(turns.iter().position(is_own)?)
    }

    /// Whether futures wait outside for their turn.
    pub(crate) fn waits_for_turns(&self) -> bool {
        let outside = self.outside.as_deref();
        outside.is_some_and(|it| !it.woken.is_empty())
    }

    /// Whether the thread of an event loop is in the middle of a poll that takes its time.
    fn keeps_event_loop(&self) -> bool {
        let mut workers = self.workers.iter();
        workers.any(|it| it.seat.is_some() && it.task.is_some())
    }

    /// Lets everything happen up to `now`, which is the time from then on.
    fn pass(&mut self, now: Nanos, oracle: &mut DefaultOracle) {
        self.now = self.now.max(now);
        loop {
            while self.outcome.is_none() && self.acts_now(oracle) {}
            let next = self.next_instant().filter(|next| *next <= self.now);
            let Some(next) = next.filter(|_| self.outcome.is_none()) else {
                return;
            };
            self.happen(next, oracle);
        }
    }
}
