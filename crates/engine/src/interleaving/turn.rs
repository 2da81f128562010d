//! Who may act, and acting.

use interleave_program::Sys;
use interleave_trace::{
    BlockReason, CoreId, DescheduleReason, EventKind, LimitKind, Nanos, TaskId, WorkerId,
};
use interleave_vm::{Halt, Value};

use super::{Act, Interleaving, Timing};
use crate::dispatch::deadline;
use crate::oracle::Oracle;
use crate::os::Core;
use crate::simulation::Simulation;
use crate::spinning::{is_clock, is_poll};
use crate::syscalls::Reply;
use crate::task::{Attempt, Pending, TaskState};

/// Most instructions between two acts.
const MAX_LOCAL_INSTRUCTIONS: u64 = 20_000_000;

/// Acts in a row that nobody can notice before they become a matter of choice: a thread that only sleeps in a loop
/// must not keep the others from acting.
pub(super) const MAX_UNNOTICED: u32 = 64;

/// Most cores.
const MAX_CORES: usize = 256;

/// Fruitless polls in a row from which on a task counts as spinning.
const SPINNING: u32 = 4;

/// Readings of the clock that take no time, as long as nothing else comes of them.
const CLOCK_PATIENCE: u16 = 32;

/// How often strides double.
const MOST_DOUBLINGS: u16 = 36;

/// What a task could do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Readiness {
    /// Nothing now.
    No,
    /// Its timer could fire.
    Timer,
    /// It may wake up without a reason, when there is somebody to see it.
    Spurious,
    /// It polls over and over in vain: time can pass meanwhile.
    Spins,
    /// It can act.
    Acts,
    /// It can act, and nobody can notice.
    ActsUnnoticed,
}

impl Interleaving<'_> {
    /// Who can act next: whoever acted last first, then in order of creation. Not empty while the run is not over.
    /// Answers whether it is one who does what nobody can notice, and is to do it before anybody chooses.
    pub fn options(&self, options: &mut Vec<TaskId>) -> bool {
        options.clear();
        let mut timers = Vec::new();
        let mut anyway = Vec::new();
        let mut is_held = false;
        let first = self.on_turn.into_iter();
        let tasks = (0..self.sim.tasks.len()).map(TaskId::from_index);
        for task in first.chain(tasks.filter(|task| Some(*task) != self.on_turn)) {
            match self.readiness(task) {
                Readiness::No => {}
                Readiness::Timer => timers.push(task),
                Readiness::Spurious => anyway.push(task),
                Readiness::Spins => options.push(task),
                Readiness::Acts => {
                    options.push(task);
                    is_held = true;
                }
                Readiness::ActsUnnoticed if self.unnoticed < MAX_UNNOTICED => {
                    options.clear();
                    options.push(task);
                    return true;
                }
                Readiness::ActsUnnoticed => {
                    options.push(task);
                    is_held = true;
                }
            }
        }
        if !timers.is_empty() {
            let is_free = self.timing.is_free();
            let may_fire = |task: &TaskId| is_free || self.zone.may_fire(*task, is_held);
            options.extend(timers.into_iter().filter(may_fire));
        }
        // Nobody may count on it: without others it is a deadlock.
        if !anyway.is_empty() && !options.is_empty() {
            options.extend(anyway);
        }
        false
    }

    /// Whether [`Interleaving::options`] would be empty.
    fn nobody_can_act(&self) -> bool {
        let acts = |task: TaskId| {
            !matches!(
                self.readiness(task),
                Readiness::No | Readiness::Spurious | Readiness::Timer
            )
        };
        // Most often whoever has just acted can go on.
        if self.on_turn.is_some_and(acts)
            || (0..self.sim.tasks.len()).map(TaskId::from_index).any(acts)
        {
            return false;
        }
        let mut options = Vec::new();
        self.options(&mut options);
        options.is_empty()
    }

    fn readiness(&self, task: TaskId) -> Readiness {
        let it = &self.sim.tasks[task.index()];
        if self.zone.has(task) {
            return Readiness::Timer;
        }
        if it.is_finished() {
            return Readiness::No;
        }
        if let Some(readiness) = self.seat_readiness(task) {
            return readiness;
        }
        match self.sim.reason_of(task) {
            // Whether it has joined or is only shown as waiting to: nothing else lets it go on.
            Some(BlockReason::Join { target }) if !self.sim.tasks[target.index()].is_finished() => {
                Readiness::No
            }
            Some(reason) if !self.is_waiting(task) => match deadline(reason) {
                Some(_) => Readiness::Timer,
                None if self.may_wake_anyway(reason) => Readiness::Spurious,
                None => Readiness::No,
            },
            _ if self.is_starting() => Readiness::ActsUnnoticed,
            _ => match self.sim.details[task.index()].pending() {
                Pending::WorkEnd | Pending::Run => Readiness::ActsUnnoticed,
                Pending::Halted(Halt::Sys { sys, .. }) if !is_noticed(*sys) => {
                    Readiness::ActsUnnoticed
                }
                // A poll begins.
                Pending::Halted(Halt::Sys { sys, .. })
                    if *sys == Sys::FuturePark && it.attempt == Attempt::Woken =>
                {
                    Readiness::ActsUnnoticed
                }
                _ if self.would_wait(task).is_some() => Readiness::No,
                _ if self.spins(task) => Readiness::Spins,
                _ => Readiness::Acts,
            },
        }
    }

    /// Whether statics get their initial values, which a real program has before it begins.
    fn is_starting(&self) -> bool {
        self.sim.statics_done < self.sim.code.statics.len()
    }

    fn may_wake_anyway(&self, reason: BlockReason) -> bool {
        self.timing == Timing::FreeSpurious && matches!(reason, BlockReason::Condvar { .. })
    }

    /// Whether `task` polls again what has not changed since it last polled.
    #[inline(always)]
    pub(super) fn spins(&self, task: TaskId) -> bool {
        if self.timing.is_free() {
            return false;
        }
        let it = &self.sim.tasks[task.index()];
        let details = &self.sim.details[task.index()];
        it.polls >= SPINNING
            && details.rare().polled_at == self.sim.changes
            && details.pending().sys().is_some_and(is_poll)
    }

    pub(super) fn is_waiting(&self, task: TaskId) -> bool {
        self.waiting.get(task.index()).copied().unwrap_or(false)
    }

    /// Lets `task`, one of the options, act; `oracle` chooses among waiters.
    pub fn act(&mut self, task: TaskId, oracle: &mut dyn Oracle) {
        self.act_then_settle(task, oracle);
        if !self.is_over() && self.nobody_can_act() {
            self.end_by_deadlock();
        }
    }

    /// The same for whoever then [settles](Self::settle) at once: that nobody can act any more shows there.
    pub fn act_then_settle(&mut self, task: TaskId, oracle: &mut dyn Oracle) {
        let readiness = self.readiness(task);
        if self.noting.is_some() {
            self.note_pending(task, readiness);
        }
        if readiness == Readiness::ActsUnnoticed {
            self.unnoticed += 1;
        } else {
            self.unnoticed = 0;
        }
        if self.is_at_seat(task) {
            self.take_place(task, oracle);
        } else {
            self.give_turn(task, readiness, oracle);
            self.perform(task, oracle);
            self.follow_worker(task);
        }
        if !self.sim.is_running(task) && self.on_turn == Some(task) {
            self.on_turn = None;
        }
        if self.is_over() {
            self.show_waiting();
            return;
        }
        self.drop_stale_timers();
        self.set_seat_timers();
    }

    /// Nobody can act any more.
    pub(super) fn end_by_deadlock(&mut self) {
        self.show_waiting();
        self.sim.end_by_deadlock();
    }

    /// Puts `task`, which could do `readiness`, on a core, and whoever was on turn off it.
    fn give_turn(&mut self, task: TaskId, readiness: Readiness, oracle: &mut dyn Oracle) {
        if self.on_turn == Some(task) {
            if readiness == Readiness::Timer {
                // It has computed meanwhile.
                self.fire_timer(task, readiness);
            }
            return;
        }
        self.end_turn();
        self.fire_timer(task, readiness);
        if self.is_waiting(task) {
            self.waiting[task.index()] = false;
            let it = &self.sim.tasks[task.index()];
            // `unpark` has woken it already.
            if it.state.waits() {
                let attempt = it.attempt;
                let cause = self.let_go_by(task);
                self.sim.wake(task, cause, attempt);
            }
        }
        if !self.sim.is_running(task) {
            self.dispatch(task, oracle);
        }
        self.on_turn = Some(task);
    }

    /// Whoever is on turn is so no longer.
    pub(super) fn end_turn(&mut self) {
        if let Some(before) = self.on_turn.take() {
            self.take_turn(before);
        }
    }

    /// The task leaves its core, ready or waiting.
    fn take_turn(&mut self, task: TaskId) {
        if !self.sim.is_running(task) || self.zone.has(task) {
            return;
        }
        match self.would_wait(task) {
            Some(reason) => self.show_as_waiting(task, reason),
            None => self.leave(task, DescheduleReason::Preempted),
        }
    }

    fn leave(&mut self, task: TaskId, reason: DescheduleReason) {
        if let Some(core) = self.sim.tasks[task.index()].core() {
            self.sim.stop_task(core, task, reason);
            self.sim.free_core(core);
        }
    }

    /// A task on a core whose next act would block is shown as blocked.
    fn show_as_waiting(&mut self, task: TaskId, reason: BlockReason) {
        let event = self.sim.record(task, None, EventKind::Blocked { reason });
        self.sim.waits_for_reason(task, reason);
        self.sim.details[task.index()].set_rare(|it| &mut it.blocked_event, event);
        if self.waiting.len() <= task.index() {
            self.waiting.resize(self.sim.tasks.len(), false);
        }
        self.waiting[task.index()] = true;
        self.leave(task, DescheduleReason::Blocked);
    }

    /// At the end everybody whose next act would block is blocked.
    fn show_waiting(&mut self) {
        if let Some(task) = self.on_turn.take() {
            self.take_turn(task);
        }
        for task in (0..self.sim.tasks.len()).map(TaskId::from_index) {
            let it = &self.sim.tasks[task.index()];
            if it.state != TaskState::Runnable {
                continue;
            }
            if let Some(reason) = self.would_wait(task) {
                if self.sim.outcome.is_none() {
                    self.dispatch(task, &mut crate::oracle::DefaultOracle);
                    self.show_as_waiting(task, reason);
                } else {
                    self.sim.waits_for_reason(task, reason);
                }
            }
        }
    }

    /// When the task waits for a timer: now it fires.
    fn fire_timer(&mut self, task: TaskId, readiness: Readiness) {
        if readiness == Readiness::Spurious {
            self.sim.unlist(task);
            let cause = self.sim.details[task.index()].rare().blocked_event;
            self.sim.wake(task, cause, Attempt::Woken);
        }
        if readiness != Readiness::Timer {
            return;
        }
        let until = self.sim.reason_of(task).and_then(deadline);
        if self.timing.is_free() {
            let until = until.unwrap_or(self.sim.now);
            self.sim.now = self.sim.now.max(until);
        } else {
            let is_held = self.is_held();
            let passed = self.zone.fire(task, is_held);
            self.sim.now = self.sim.now.saturating_add(passed);
        }
        if until.is_some() {
            self.sim.unlist(task);
            let cause = self.sim.details[task.index()].rare().blocked_event;
            self.sim.wake(task, cause, Attempt::TimedOut);
        }
    }

    /// Whether somebody acts at this instant, so that no time passes before.
    pub(super) fn is_held(&self) -> bool {
        let mut tasks = (0..self.sim.tasks.len()).map(TaskId::from_index);
        tasks.any(|task| {
            matches!(
                self.readiness(task),
                Readiness::Acts | Readiness::ActsUnnoticed
            )
        })
    }

    /// Puts a ready task on a free core.
    fn dispatch(&mut self, task: TaskId, _oracle: &mut dyn Oracle) {
        let worker = self.sim.tasks[task.index()].worker();
        let worker = worker.unwrap_or(WorkerId(task.0));
        if let Some(core) = self.take_core(worker, task) {
            self.sim.start_task(core, worker, task);
        }
        self.forget_plans();
    }

    /// What the machine would do next by itself is somebody else's choice.
    pub(super) fn forget_plans(&mut self) {
        if !self.sim.to_run.is_empty() {
            self.sim.to_run.clear();
        }
        if !self.sim.to_perform.is_empty() {
            self.sim.to_perform.clear();
        }
    }

    /// A free core for `worker`, whose task is `task`.
    pub(super) fn take_core(&mut self, worker: WorkerId, task: TaskId) -> Option<CoreId> {
        let sim = &mut self.sim;
        let index = sim.idle_cores.first().unwrap_or_else(|| {
            sim.cores.push(Core::default());
            sim.cores.len() - 1
        });
        if index >= MAX_CORES {
            let message = format!("{MAX_CORES} threads compute at the same time");
            sim.end_by_limit(LimitKind::Tasks, message, task);
            return None;
        }
        sim.idle_cores.remove(index);
        let core = &mut sim.cores[index];
        core.worker = Some(worker);
        if core
            .last_worker
            .replace(worker)
            .is_some_and(|it| it != worker)
        {
            core.context_switches += 1;
        }
        Some(CoreId::from_index(index))
    }

    /// The act of the task on turn, and what it then computes by itself.
    fn perform(&mut self, task: TaskId, oracle: &mut dyn Oracle) {
        let pending = self.sim.take_pending(task);
        let is_logged = self.log.is_some() && !self.is_starting();
        let noticed = is_logged.then(|| noticed(&pending)).flatten();
        let times_out = self.sim.tasks[task.index()].attempt == Attempt::TimedOut;
        let noticed = noticed.map(|sys| (sys, self.place(task)));
        let goes_on = match pending {
            Pending::Run => true,
            Pending::Halted(halt) => self.deal(task, halt, oracle),
            Pending::Paid { sys, args } => {
                let reply = self.sim.call_paid(task, sys, args, oracle);
                self.reply(task, reply)
            }
            Pending::WorkEnd => {
                self.sim.record(task, None, EventKind::WorkEnded);
                self.reply(task, Reply::Value(Value::Unit))
            }
        };
        if let (Some((sys, span)), Some(log)) = (noticed, &mut self.log) {
            let state = self.sim.tasks[task.index()].state;
            let waits = state.waits();
            log.push(Act {
                task,
                sys,
                span,
                waits,
                times_out,
            });
        }
        if goes_on && !self.is_over() {
            self.watch_counts();
            self.compute(task);
            self.note_computed(task);
        }
    }

    /// Runs the task's machine up to its next act.
    fn compute(&mut self, task: TaskId) {
        let sim = &mut self.sim;
        let limit = sim.machine.limits.instructions;
        // A search meets a state once, however many instructions led to it.
        if sim.instructions >= limit && sim.recorder.digest().is_none() {
            let message = format!("{limit} instructions have run");
            sim.end_by_limit(LimitKind::Instructions, message, task);
            return;
        }
        sim.instructions += sim.run_vm(task, MAX_LOCAL_INSTRUCTIONS);
        sim.record_polls(task);
        match sim.heap.take_halt() {
            Halt::Fuel => {
                let message =
                    format!("{MAX_LOCAL_INSTRUCTIONS} instructions have run without a break");
                sim.end_by_limit(LimitKind::Instructions, message, task);
            }
            Halt::Fault(fault) => sim.fault(task, fault),
            halt => sim.set_pending(task, Pending::Halted(halt)),
        }
    }

    /// Deals with a halt; whether the task's machine goes on at once.
    fn deal(&mut self, task: TaskId, halt: Halt, oracle: &mut dyn Oracle) -> bool {
        let halt = match halt {
            Halt::Finished(_) | Halt::Panicked(_) => self.sim.hand_on_if_any(task, halt),
            halt => Some(halt),
        };
        let Some(halt) = halt else {
            return true;
        };
        match halt {
            Halt::Fuel => true,
            Halt::Sys { sys, args } => {
                if let Timing::Jitter(_) = self.timing
                    && is_clock(sys)
                {
                    self.has_told_earliest |= self.zone.look();
                }
                let reply = self.sim.call(task, sys, args, oracle);
                self.reply(task, reply)
            }
            Halt::Finished(value) => {
                self.sim
                    .end_of(task, crate::task::TaskEnd::Returned(value), oracle)
            }
            Halt::Panicked(payload) => {
                self.sim
                    .end_of(task, crate::task::TaskEnd::Panicked(payload), oracle)
            }
            Halt::Fault(fault) => {
                self.sim.fault(task, fault);
                false
            }
        }
    }

    /// Gives the task its answer; whether its machine goes on at once.
    fn reply(&mut self, task: TaskId, reply: Reply) -> bool {
        match reply {
            Reply::Value(value) => {
                let sim = &mut self.sim;
                let vm = sim.tasks[task.index()].vm.as_mut();
                let vm = vm.expect("a task that acts has a machine");
                vm.resume_with(&mut sim.heap, value);
                true
            }
            Reply::Panic(message) => {
                let vm = self.sim.tasks[task.index()].vm.as_mut();
                let vm = vm.expect("a task that acts has a machine");
                vm.resume_panicking(message);
                true
            }
            Reply::Parked => {
                self.set_timer(task);
                false
            }
            Reply::Cpu { ns, then } => {
                let goes_on = *then == Pending::Run && self.timing.is_free();
                self.sim.set_pending(task, *then);
                self.work(task, Nanos(ns));
                goes_on
            }
            Reply::Fault(fault) => {
                self.sim.fault(task, fault);
                false
            }
            Reply::Over => false,
        }
    }

    /// The task has blocked: sets its timer if it has a deadline. A sleep under free timing is over at once.
    fn set_timer(&mut self, task: TaskId) {
        let Some(reason) = self.sim.reason_of(task) else {
            return;
        };
        let Some(until) = deadline(reason) else {
            return;
        };
        let least = until.saturating_sub(self.sim.now);
        match self.timing {
            Timing::Free | Timing::FreeSpurious => {
                if matches!(reason, BlockReason::Sleep { .. }) {
                    self.on_turn = None;
                    self.sim.now = self.sim.now.max(until);
                    let cause = self.sim.details[task.index()].rare().blocked_event;
                    self.sim.wake(task, cause, Attempt::TimedOut);
                }
            }
            Timing::Exact => self.zone.set(task, least, least),
            Timing::Jitter(late) => self.zone.set(task, least, least.saturating_add(late)),
        }
    }

    /// The task needs so much CPU time. Under free timing it has had it.
    fn work(&mut self, task: TaskId, length: Nanos) {
        match self.timing {
            Timing::Free | Timing::FreeSpurious => {
                self.sim.now = self.sim.now.saturating_add(length)
            }
            Timing::Exact | Timing::Jitter(_) => self.zone.set(task, length, length),
        }
    }

    /// Takes back the timers of those who were woken before.
    fn drop_stale_timers(&mut self) {
        let sim = &self.sim;
        self.zone.retain(|task| {
            let it = &sim.tasks[task.index()];
            if sim.sleeps_in_runtime(task) {
                return sim.timer_of(task).is_some();
            }
            match it.state {
                TaskState::Awaiting | TaskState::Blocked => true,
                TaskState::Finished => false,
                _ => matches!(
                    sim.details[task.index()].pending(),
                    Pending::WorkEnd | Pending::Run
                ),
            }
        });
    }
}

impl Simulation<'_> {
    /// Answers a poll that found nothing new. A clock that is polled over and over goes on in growing strides: they
    /// double each time where sleeps promise nothing, and each sixteenth time where instants count.
    pub(crate) fn stepped_poll(&mut self, task: TaskId, sys: Sys, value: Value) -> Reply {
        let changes = self.changes;
        let details = &mut self.details[task.index()];
        if !is_clock(sys) {
            let it = &mut self.tasks[task.index()];
            if details.rare().polled_at != changes {
                details.rare_mut().polled_at = changes;
                it.polls = 0;
            }
            it.polls = it.polls.saturating_add(1).min(SPINNING);
            return Reply::Value(value);
        }
        let period = if self.is_untimed { 1 } else { 16 };
        let most = CLOCK_PATIENCE + MOST_DOUBLINGS * period;
        details.clock_reads = (details.clock_reads + 1).min(most);
        let Some(strides) = details.clock_reads.checked_sub(CLOCK_PATIENCE) else {
            return Reply::Value(value);
        };
        self.answer(task, value);
        Reply::cpu(1 << (strides / period), Pending::Run)
    }

    /// Whether time passes when `task` reads the clock once more.
    pub(super) fn clock_goes_on(&self, task: TaskId) -> bool {
        self.details[task.index()].clock_reads + 1 >= CLOCK_PATIENCE
    }

    pub(super) fn is_running(&self, task: TaskId) -> bool {
        matches!(self.tasks[task.index()].state, TaskState::Running)
    }
}

/// What others can notice of what a task does now: a syscall, or (`None` inside) its end.
fn noticed(pending: &Pending) -> Option<Option<Sys>> {
    match pending {
        Pending::Halted(Halt::Sys { sys, .. }) if is_noticed(*sys) => Some(Some(*sys)),
        Pending::Halted(Halt::Finished(_) | Halt::Panicked(_)) => Some(None),
        _ => None,
    }
}

/// Whether others can notice that a thread does this: at what they then get, or at what it gets depending on them.
fn is_noticed(sys: Sys) -> bool {
    !matches!(
        sys,
        Sys::Now
            | Sys::RuntimeNow
            | Sys::NowLike
            | Sys::Work
            | Sys::ThreadSleep
            | Sys::ThreadOfHandle
            | Sys::ThreadCurrent
            | Sys::ThreadGetId
            | Sys::ThreadGetName
            | Sys::ThreadYield
            | Sys::ThreadParallelism
            | Sys::ThreadPanicking
            | Sys::ScopeNew
            | Sys::MutexNew
            | Sys::ChannelNew
            | Sys::ChannelCloneSender
            | Sys::RwNew
            | Sys::CondvarNew
            | Sys::BarrierNew
            | Sys::OnceNew
            | Sys::AtomicNew
            | Sys::AtomicFence
            | Sys::LocalNew
            | Sys::LocalState
            | Sys::LocalPlace
            | Sys::LocalInit
            | Sys::SyncDrop
            | Sys::FutureCurrent
            | Sys::FutureBegin
            | Sys::FutureNumber
            | Sys::FutureNumberHere
            | Sys::FutureStandIn
            | Sys::RuntimeCurrent
            | Sys::RuntimeContext
            | Sys::RuntimeSettings
            | Sys::RuntimeWorkers
            | Sys::RuntimeLimits
            | Sys::RuntimeDrivers
    )
}
