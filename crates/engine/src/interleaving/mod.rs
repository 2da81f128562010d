//! A run act by act: somebody outside decides who goes next.
//!
//! # Words
//! - *Act*: one syscall of a thread that others can notice (a lock, a send, a print, the end, …), together with all
//!   that the thread then computes by itself up to its next act. What others cannot notice needs no decision.
//! - *Turn*: who acts next. Under [`Timing::Free`] anybody who is not blocked may, and a sleep only orders its own
//!   thread; under [`Timing::Exact`] time passes only when nobody can act at this instant, so only ties are choices;
//!   under [`Timing::Jitter`] each wake-up may be late by up to so much.
//!
//! Every thread has a core of its own. A thread whose next act would block simply cannot act until it would not:
//! waiting at a lock is no act, so that the states are those of loom and shuttle. What waiting does change (a
//! rendezvous channel's receiver, a time-out, a condition variable) is an act.
//!
//! The state is a value: clone it, let each copy take another turn, and compare [`Interleaving::state`].

mod blocking;
mod causes;
mod counts;
mod independence;
mod seats;
mod state;
mod touched;
mod turn;
mod zone;

use interleave_program::{Span, Sys};
use interleave_trace::{Event, Nanos, TaskId, Trace};
use interleave_vm::Code;
use serde::{Deserialize, Serialize};

use crate::machine::{Machine, Model};
use crate::oracle::{ChoiceKind, ChoicePoint, DefaultOracle, Oracle};
use crate::recorder::Recorder;
use crate::simulation::{MachineError, Simulation};
use crate::timers::Timer;
use touched::Noting;
use zone::Zone;

pub(crate) use counts::is_look;
pub use state::{End, Wanted};
pub use touched::Touched;

/// What is known about how long things take.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Timing {
    /// A sleep ends exactly when it should; only what happens at one instant is in any order.
    Exact,
    /// A wake-up may be late by up to so much.
    Jitter(Nanos),
    /// A sleep promises order in its own thread only.
    #[default]
    Free,
    /// The same, and whoever waits at a condition variable may wake up without a reason as long as somebody else can
    /// act, as std allows.
    FreeSpurious,
}

/// A run at one moment, between two acts.
#[derive(Clone, Debug)]
pub struct Interleaving<'c> {
    sim: Simulation<'c>,
    timing: Timing,
    /// When timers may fire, relative to each other; empty under [`Timing::Free`].
    zone: Zone,
    /// Whether somebody was told the earliest of several instants that it could have been.
    has_told_earliest: bool,
    /// Who acted last and could go on without a switch.
    on_turn: Option<TaskId>,
    /// Who is shown as blocked because the next act would block.
    waiting: Vec<bool>,
    /// Acts since one that others could notice.
    unnoticed: u32,
    /// Timers of threads that sleep in a runtime, as they are in the zone.
    seat_timers: Vec<(TaskId, Timer)>,
    /// What others could notice so far, in order, when somebody wants to know.
    log: Option<Vec<Act>>,
    /// Taking note of what an act touches.
    noting: Option<Noting>,
}

/// An act that others can notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Who.
    pub task: TaskId,
    /// What it asked of the machine; `None` for its end.
    pub sys: Option<Sys>,
    /// The place in the text.
    pub span: Span,
    /// Whether it only began to wait.
    pub waits: bool,
    /// Whether it ends a wait because the time is over.
    pub times_out: bool,
}

impl<'c> Interleaving<'c> {
    /// The start of a run that keeps its events, as `machine` says. Of the machine only the limits, the recording
    /// and the number of cores that the program is told count.
    ///
    /// # Errors
    /// When there is no such machine.
    pub fn new(
        code: &'c Code,
        source: &'c str,
        machine: &Machine,
        timing: Timing,
    ) -> Result<Self, MachineError> {
        let mut machine = machine.clone();
        machine.model = Model::Threads;
        machine.costs = crate::machine::Costs {
            free_instructions: 0,
            ..crate::machine::Costs::ideal()
        };
        let mut sim = Simulation::stepped(code, source, &machine)?;
        sim.is_untimed = timing.is_free();
        let mut zone = Zone::default();
        if let Timing::Jitter(_) = timing {
            zone.begin();
        }
        Ok(Self {
            sim,
            timing,
            zone,
            has_told_earliest: false,
            on_turn: None,
            waiting: Vec::new(),
            unnoticed: 0,
            seat_timers: Vec::new(),
            log: None,
            noting: None,
        })
    }

    /// The start of a run of which only the state counts: no events are kept.
    ///
    /// # Errors
    /// When there is no such machine.
    pub fn bare(
        code: &'c Code,
        source: &'c str,
        machine: &Machine,
        timing: Timing,
    ) -> Result<Self, MachineError> {
        let mut it = Self::new(code, source, machine, timing)?;
        it.sim.recorder = Recorder::digesting();
        it.sim.heap.note_polls(false);
        it.zone = Zone::default();
        Ok(it)
    }

    /// Becomes a copy of `from`, in the memory that it has.
    pub fn copy_from(&mut self, from: &Self) {
        let Self {
            sim,
            timing,
            zone,
            has_told_earliest,
            on_turn,
            waiting,
            unnoticed,
            seat_timers,
            log,
            noting,
        } = from;
        self.sim.copy_from(sim);
        self.timing = *timing;
        self.zone.clone_from(zone);
        self.has_told_earliest = *has_told_earliest;
        self.on_turn = *on_turn;
        self.waiting.clone_from(waiting);
        self.unnoticed = *unnoticed;
        self.seat_timers.clone_from(seat_timers);
        self.log.clone_from(log);
        self.noting.clone_from(noting);
    }

    /// From now on acts are logged.
    pub fn log_acts(&mut self) {
        self.log.get_or_insert_default();
    }

    /// The acts logged so far.
    #[must_use]
    pub fn acts(&self) -> &[Act] {
        self.log.as_deref().unwrap_or_default()
    }

    /// The events recorded so far.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        self.sim.events()
    }

    /// Threads and tasks so far.
    #[must_use]
    pub fn tasks(&self) -> usize {
        self.sim.tasks.len()
    }

    /// Bytes that it takes, roughly.
    #[must_use]
    pub fn bytes(&self) -> usize {
        size_of::<Self>() + self.sim.heap.bytes() + self.sim.tasks.len() * 1_000
    }

    /// Whether the run is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.sim.outcome.is_some()
    }

    /// Does all that nobody can notice, then lists in `options` who can act. Empty when the run is over.
    pub fn settle(&mut self, options: &mut Vec<TaskId>) {
        while !self.is_over() {
            if !self.options(options) {
                if options.is_empty() {
                    self.end_by_deadlock();
                }
                return;
            }
            self.act_then_settle(options[0], &mut DefaultOracle);
        }
        options.clear();
    }

    /// Lets `task` act as [`Interleaving::step`] does when that is what the oracle chooses.
    ///
    /// # Panics
    /// When it cannot act now.
    pub fn step_to(&mut self, task: TaskId, picks: &mut dyn Oracle) {
        let mut options = Vec::new();
        self.settle(&mut options);
        self.choose(&options, task);
        self.act(task, picks);
    }

    /// The same when `options` is who can act, for whoever then [settles](Self::settle) at once.
    ///
    /// # Panics
    /// When `task` is not among them.
    pub fn step_among(&mut self, options: &[TaskId], task: TaskId, picks: &mut dyn Oracle) {
        self.choose(options, task);
        self.act_then_settle(task, picks);
    }

    /// Takes note of the choice of `task` among `options`.
    fn choose(&mut self, options: &[TaskId], task: TaskId) {
        struct Pick(usize);
        impl Oracle for Pick {
            fn choose(&mut self, _point: ChoicePoint) -> usize {
                self.0
            }
        }
        let index = options.iter().position(|it| *it == task);
        let index = index.expect("only who can act is told to");
        let now = self.sim.now;
        self.sim
            .choices
            .pick(&mut Pick(index), now, ChoiceKind::Turn, options.len());
    }

    /// Lets somebody act, whom `oracle` chooses; `false` when the run is over.
    pub fn step(&mut self, oracle: &mut dyn Oracle) -> bool {
        if !self.is_over() {
            let mut options = Vec::new();
            self.options(&mut options);
            let now = self.sim.now;
            let pick = self
                .sim
                .choices
                .pick(oracle, now, ChoiceKind::Turn, options.len());
            self.act(options[pick], oracle);
        }
        !self.is_over()
    }

    /// The place in the text at which `task` stands: that of its next act.
    #[must_use]
    pub fn place(&self, task: TaskId) -> Span {
        self.sim.span_of(task)
    }

    /// Whether somebody who looked at the clock was told the earliest of several instants that it could have been:
    /// under [`Timing::Jitter`], after sleeps that may be late. The others are not tried.
    #[must_use]
    pub fn has_told_earliest(&self) -> bool {
        self.has_told_earliest
    }

    /// Who acted last, when there was no switch since.
    #[must_use]
    pub fn on_turn(&self) -> Option<TaskId> {
        self.on_turn
    }

    /// The trace of a run that is over, or that is given up here.
    #[must_use]
    pub fn finish(self) -> Trace {
        let mut trace = self.sim.finish();
        trace.schedule.insert_str(0, &self.timing.prefix());
        trace
    }
}

impl Timing {
    /// What stands before the choices in a schedule's text: `free:`, `free+spurious:`, `exact:`,
    /// `jitter-5000000:` (nanoseconds).
    #[must_use]
    pub fn prefix(self) -> String {
        match self {
            Self::Exact => "exact:".to_owned(),
            Self::Jitter(late) => format!("jitter-{}:", late.0),
            Self::Free => "free:".to_owned(),
            Self::FreeSpurious => "free+spurious:".to_owned(),
        }
    }

    /// Whether sleeps promise nothing.
    #[must_use]
    pub fn is_free(self) -> bool {
        matches!(self, Self::Free | Self::FreeSpurious)
    }

    /// Reads a prefix without its colon.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "exact" => Some(Self::Exact),
            "free" => Some(Self::Free),
            "free+spurious" => Some(Self::FreeSpurious),
            _ => {
                let late = text.strip_prefix("jitter-")?.parse().ok()?;
                Some(Self::Jitter(Nanos(late)))
            }
        }
    }
}

/// Runs `code` act by act, asking `oracle` whenever several may act.
///
/// # Errors
/// When there is no such machine. Whatever the program does is in the trace.
pub fn interleave(
    code: &Code,
    source: &str,
    machine: &Machine,
    timing: Timing,
    oracle: &mut dyn Oracle,
) -> Result<Trace, MachineError> {
    let mut run = Interleaving::new(code, source, machine, timing)?;
    while run.step(oracle) {}
    Ok(run.finish())
}
