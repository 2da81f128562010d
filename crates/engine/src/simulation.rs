//! A run as a value: everything that a machine is at one moment, virtual machines and heap included.
//!
//! [`Simulation::step`] does the next thing that happens. At one virtual instant things are done in this order:
//! timers wake tasks; idle cores take ready workers; virtual machines run up to their next halt; cores perform
//! their halts in order of sequence; last, slices that are used up expire (so a thread that arrives when a slice
//! ends queues before the preempted one, as in textbooks). Then time goes to the next timer or core event.
//!
//! A virtual machine runs ahead of time to its next halt, and the halt is performed when its instructions' cost
//! has been paid in CPU time. Nobody can see the difference, because whatever tasks share is behind syscalls.

use std::collections::{BTreeSet, VecDeque};

use interleave_program::Span;
use interleave_trace::{
    CoreId, CoreUse, Event, EventId, EventKind, LimitKind, Nanos, Outcome, TaskId, Trace, WorkerId,
};
use interleave_vm::{Code, Heap, Value, VmBox};

use crate::labels;
use crate::live::Outside;
use crate::machine::{Machine, Model, Policy, Recording};
use crate::oracle::{Choices, Oracle};
use crate::os::{Core, CoreSet, Performance, ReadyQueue};
use crate::recorder::{Recorder, Scene};
use crate::reused::Room;
use crate::runtime::Runtime;
use crate::sync::{Scope, SyncObject};
use crate::task::{Details, Task, Worker};
use crate::timers::{Alarm, Timers};
use crate::waits::Waits;

/// Stands for no core in `last_cores`: no machine has so many.
pub(crate) const NO_CORE: u16 = 256;

/// The main task.
pub(crate) const MAIN: TaskId = TaskId(0);

/// A configuration that no machine has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MachineError {
    /// Not 1 to 256 cores.
    Cores(u32),
    /// More than 256 workers.
    Workers(u32),
    /// A quantum of no time.
    Quantum,
}

impl std::fmt::Display for MachineError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Cores(cores) => write!(f, "a machine has 1 to 256 cores, not {cores}"),
            Self::Workers(workers) => write!(f, "there are at most 256 workers, not {workers}"),
            Self::Quantum => write!(f, "the quantum is at least 1 ns"),
        }
    }
}

impl std::error::Error for MachineError {}

/// A run at one moment.
#[derive(Clone, Debug)]
pub struct Simulation<'c> {
    pub(crate) code: &'c Code,
    pub(crate) source: &'c str,
    pub(crate) machine: Machine,
    pub(crate) heap: Heap,
    pub(crate) now: Nanos,
    pub(crate) tasks: Vec<Task>,
    /// By task: what a switch does without.
    pub(crate) details: Vec<Details>,
    /// What they wait for.
    pub(crate) waits: Waits,
    pub(crate) workers: Vec<Worker>,
    /// Where each worker ran last: apart from the workers, for it is all that a dispatch needs of them.
    pub(crate) last_cores: Vec<u16>,
    pub(crate) cores: Vec<Core>,
    pub(crate) idle_cores: CoreSet,
    /// Workers that wait for a core.
    pub(crate) ready: ReadyQueue,
    /// Whether plans of running cores were made while nobody was ready and somebody is now.
    pub(crate) plans_are_stale: bool,
    /// Cooperative models: tasks that wait for a worker, and workers without a task.
    pub(crate) run_queue: VecDeque<TaskId>,
    pub(crate) idle_workers: BTreeSet<WorkerId>,
    /// Cores whose virtual machine runs next, and cores that perform a halt, at this instant.
    pub(crate) to_run: VecDeque<CoreId>,
    pub(crate) to_perform: VecDeque<Performance>,
    /// Cores whose slice ends at this instant.
    pub(crate) to_expire: VecDeque<CoreId>,
    /// How many core events have been planned: their order among equals in time.
    pub(crate) sequence: u64,
    pub(crate) timers: Timers,
    /// Memory for those whose timer fires; empty between steps.
    pub(crate) fired: Vec<Alarm>,
    /// How many things have happened that a spinning task could be waiting for.
    pub(crate) changes: u64,
    pub(crate) syncs: Vec<SyncObject>,
    pub(crate) scopes: Vec<Scope>,
    /// Keys of thread locals made so far.
    pub(crate) local_keys: usize,
    /// Accesses of atomics recorded so far.
    pub(crate) atomic_events: u32,
    /// Time slices that have ended so far, also those after which the same task went on.
    pub(crate) slices: u64,
    /// Async runtimes, in order of making.
    pub(crate) runtimes: Vec<Runtime>,
    /// Futures of all runtimes so far.
    pub(crate) task_numbers: u32,
    /// What the machine's model says about the flavour of runtimes.
    pub(crate) flavor: Model,
    pub(crate) recorder: Recorder,
    pub(crate) choices: Choices,
    pub(crate) instructions: u64,
    pub(crate) output_bytes: u64,
    pub(crate) has_panicked_before: bool,
    /// Statics initialised so far; main's own code starts after the last.
    pub(crate) statics_done: usize,
    pub(crate) outcome: Option<Outcome>,
    /// Whether somebody else decides who goes next, act by act (see `crate::interleaving`): cores and queues stay
    /// out of it.
    pub(crate) is_stepped: bool,
    /// Whether machines of tasks may answer some of their syscalls themselves (see `crate::runtime::ahead`).
    pub(crate) lends: bool,
    /// Whether how long the network takes counts for nothing: its operations are ready when the oracle says so.
    pub(crate) is_untimed: bool,
    /// What somebody outside has to know who polls futures and has the clock (see `crate::live`).
    pub(crate) outside: Option<Box<Outside>>,
}

impl<'c> Simulation<'c> {
    /// The start of a run of `code` on `machine`. `source` is the program's text, for the places in panic messages.
    ///
    /// # Errors
    /// When there is no such machine.
    pub fn new(code: &'c Code, source: &'c str, machine: &Machine) -> Result<Self, MachineError> {
        Self::start(code, source, machine, false)
    }

    /// The start of a run in which somebody else decides who goes next.
    pub(crate) fn stepped(
        code: &'c Code,
        source: &'c str,
        machine: &Machine,
    ) -> Result<Self, MachineError> {
        Self::start(code, source, machine, true)
    }

    fn start(
        code: &'c Code,
        source: &'c str,
        machine: &Machine,
        is_stepped: bool,
    ) -> Result<Self, MachineError> {
        check(machine)?;
        let (machine, flavor) = crate::runtime::flavor::settle(code, machine);
        // Stepped runs add cores as they need them.
        let cores = if is_stepped { 1 } else { machine.cores };
        let recorder = Recorder::new(machine.recording);
        let ready = ReadyQueue::new(machine.policy);
        let room = match is_stepped {
            // Copies of it are made over and over.
            true => Room::default(),
            false => Room::take(),
        };
        let mut heap = Heap::within(
            room.heap,
            code,
            usize::try_from(machine.limits.memory_bytes).unwrap_or(usize::MAX),
        );
        heap.note_polls(recorder.is_full());
        let entry = code.statics.first().map_or(code.main, |first| first.init);
        let vm = VmBox::start(code, &mut heap, Value::Fn(entry), &[]);
        let mut idle_cores = CoreSet::default();
        (0..cores as usize).for_each(|core| idle_cores.insert(core));
        let mut simulation = Self {
            code,
            source,
            heap,
            machine,
            now: Nanos::ZERO,
            tasks: room.tasks,
            details: room.details,
            waits: room.waits,
            workers: Vec::new(),
            last_cores: Vec::new(),
            cores: vec![Core::default(); cores as usize],
            idle_cores,
            ready,
            plans_are_stale: false,
            run_queue: VecDeque::new(),
            idle_workers: BTreeSet::new(),
            to_run: VecDeque::new(),
            to_perform: VecDeque::new(),
            to_expire: VecDeque::new(),
            sequence: 0,
            timers: Timers::default(),
            fired: Vec::new(),
            changes: 0,
            syncs: Vec::new(),
            scopes: Vec::new(),
            local_keys: 0,
            atomic_events: 0,
            slices: 0,
            runtimes: Vec::new(),
            task_numbers: 0,
            flavor,
            recorder,
            choices: Choices::default(),
            instructions: 0,
            output_bytes: 0,
            has_panicked_before: false,
            statics_done: 0,
            outcome: None,
            is_stepped,
            lends: false,
            is_untimed: false,
            outside: None,
        };
        simulation.make_workers();
        let mut main = Details::new(None, Span::NONE);
        main.rare_mut().name = Some("main".into());
        simulation.add_task(vm, main, None);
        Ok(simulation)
    }

    /// Workers of the cooperative models; under `threads` each task brings its own.
    fn make_workers(&mut self) {
        let count = match self.machine.model {
            Model::Threads => 0,
            Model::EventLoop => 1,
            Model::Green if self.machine.workers == 0 => self.machine.cores,
            Model::Green => self.machine.workers,
        };
        self.workers = vec![Worker::default(); count as usize];
        self.last_cores = vec![NO_CORE; count as usize];
        self.idle_workers = (0..count).map(WorkerId).collect();
    }

    /// Does the next thing that happens; `false` when the run is over.
    pub fn step(&mut self, oracle: &mut dyn Oracle) -> bool {
        if self.outcome.is_none() {
            self.settle(oracle);
            self.next_action(oracle);
        }
        self.outcome.is_none()
    }

    /// How the run ended, when it has.
    #[must_use]
    pub fn outcome(&self) -> Option<&Outcome> {
        self.outcome.as_ref()
    }

    /// The events recorded so far.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        self.recorder.events()
    }

    /// The cores that can act first at this instant, in the order of the options for [`ChoiceKind::Core`].
    ///
    /// [`ChoiceKind::Core`]: crate::ChoiceKind::Core
    pub fn acting(&self) -> impl Iterator<Item = CoreId> {
        self.to_perform.iter().map(|it| it.core)
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Nanos {
        self.now
    }

    /// The trace of a run that is over, or that is given up here.
    #[must_use]
    pub fn finish(mut self) -> Trace {
        let outcome = self.outcome.take().unwrap_or(Outcome::Limit {
            which: LimitKind::Events,
            message: "the run was stopped".to_owned(),
            span: Span::NONE,
        });
        let stuck = match outcome {
            Outcome::Deadlock { .. } => Vec::new(),
            _ => self.stuck(),
        };
        let core_use = self.core_use();
        let mut room = Room {
            heap: self.heap.into_memory(),
            ..Room::default()
        };
        if !room.is_small() {
            // The trace of a million tasks is large, too.
            room = Room::default();
        }
        let (tasks, syncs) = labels::name_all(self.code, &mut self.details, &self.syncs);
        (room.tasks, room.details) = (self.tasks, self.details);
        room.waits = self.waits;
        room.keep();
        Trace {
            events: self.recorder.into_events(),
            tasks,
            syncs,
            outcome,
            stuck,
            end: self.now,
            cores: self.cores.len() as u32,
            core_use,
            schedule: self.choices.schedule.to_string(),
            instructions: self.instructions,
        }
    }

    fn core_use(&self) -> Vec<CoreUse> {
        let use_of = |(index, core): (usize, &Core)| {
            let (mut busy, mut switching) = (core.busy_ns, core.switching_ns);
            if core.worker.is_some() {
                let since = self.now.saturating_sub(core.run_since).0;
                *(if core.is_running {
                    &mut busy
                } else {
                    &mut switching
                }) += since;
            }
            CoreUse {
                core: CoreId::from_index(index),
                busy: Nanos(busy),
                switching: Nanos(switching),
                context_switches: core.context_switches,
            }
        };
        self.cores.iter().enumerate().map(use_of).collect()
    }

    // Recording.

    /// Here and now, for events of `task`.
    pub(crate) fn scene(&self, task: TaskId) -> Scene {
        let it = &self.tasks[task.index()];
        Scene {
            at: self.now,
            core: it.core(),
            worker: it.worker().filter(|_| it.core().is_some()),
            task,
            span: self.span_of(task),
        }
    }

    /// Where `task` is in the text.
    pub(crate) fn span_of(&self, task: TaskId) -> Span {
        match &self.tasks[task.index()].vm {
            Some(vm) if self.statics_done >= self.code.statics.len() => vm.span(self.code),
            _ => Span::NONE,
        }
    }

    /// Records an event of `task` when all events are kept.
    pub(crate) fn record(
        &mut self,
        task: TaskId,
        cause: Option<EventId>,
        kind: EventKind,
    ) -> Option<EventId> {
        if !self.recorder.is_full() {
            return None;
        }
        self.record_always(task, cause, kind)
    }

    /// Records an event of `task` whatever is kept, unless the run is over.
    pub(crate) fn record_always(
        &mut self,
        task: TaskId,
        cause: Option<EventId>,
        kind: EventKind,
    ) -> Option<EventId> {
        if self.outcome.is_some() {
            return None;
        }
        if self.recorder.digests(&kind) {
            return None;
        }
        let scene = self.scene(task);
        let id = self.recorder.push(scene, cause, kind);
        self.limit_events(task);
        Some(id)
    }

    /// Ends the run when too many events are recorded.
    pub(crate) fn limit_events(&mut self, task: TaskId) {
        if self.recorder.len() >= self.machine.limits.events {
            let message = format!("{} events are recorded", self.machine.limits.events);
            self.end_by_limit(LimitKind::Events, message, task);
        }
    }

    /// Ends the run, unless it has ended.
    pub(crate) fn end_by_limit(&mut self, which: LimitKind, message: String, task: TaskId) {
        let span = self.span_of(task);
        self.outcome.get_or_insert(Outcome::Limit {
            which,
            message,
            span,
        });
    }

    /// The program's text.
    pub(crate) fn source(&self) -> &'c str {
        self.source
    }

    /// Whether running workers can be preempted.
    pub(crate) fn is_preemptive(&self) -> bool {
        self.machine.policy != Policy::Fifo
    }

    /// Whether tasks are coroutines on workers of their own.
    pub(crate) fn is_cooperative(&self) -> bool {
        self.machine.model != Model::Threads
    }

    /// Whether only output is recorded.
    #[must_use]
    pub fn recording(&self) -> Recording {
        self.machine.recording
    }
}

/// Runs `code` on `machine` to its end, asking `oracle` wherever there is a choice. `source` is the program's text.
///
/// # Errors
/// When there is no such machine. Whatever the program does is in the trace.
pub fn run(
    code: &Code,
    source: &str,
    machine: &Machine,
    oracle: &mut dyn Oracle,
) -> Result<Trace, MachineError> {
    let mut simulation = Simulation::new(code, source, machine)?;
    while simulation.step(oracle) {}
    Ok(simulation.finish())
}

fn check(machine: &Machine) -> Result<(), MachineError> {
    if !(1..=256).contains(&machine.cores) {
        return Err(MachineError::Cores(machine.cores));
    }
    if machine.workers > 256 {
        return Err(MachineError::Workers(machine.workers));
    }
    if machine.quantum == Nanos::ZERO {
        return Err(MachineError::Quantum);
    }
    Ok(())
}
