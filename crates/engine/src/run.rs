//! The clock: what happens next, bursts of CPU time, and the passing of time.

use interleave_trace::{CoreId, EventKind, LimitKind, Nanos, TaskId, WorkerId};
use interleave_vm::{Fault, Halt, Value, prefetch};

use crate::oracle::{ChoiceKind, Oracle};
use crate::os::{CoreEvent, Performance, slice_end};
use crate::simulation::{MAIN, Simulation};
use crate::syscalls::Reply;
use crate::task::{Attempt, Pending, Task, TaskEnd};
use crate::timers::Alarm;

/// Most instructions that a virtual machine runs ahead at once.
pub(crate) const RUN_AHEAD_INSTRUCTIONS: u64 = 100_000;

/// How many more it runs at a time to come out of a library's function.
const LIBRARY_INSTRUCTIONS: u64 = 100;

/// How many tasks ahead those that a timer wakes are fetched from memory.
const SWEEP_AHEAD: usize = 8;

/// How many times as many instructions are free for what a runtime polls.
const RUNTIME_INSTRUCTIONS: u64 = 1_000;

impl Simulation<'_> {
    /// Does the next thing of this instant, or goes to the next instant.
    pub(crate) fn next_action(&mut self, oracle: &mut dyn Oracle) {
        if !self.act(oracle) {
            self.advance(oracle);
        }
    }

    /// Does the next thing of this instant; `false` when only time can pass.
    pub(crate) fn acts_now(&mut self, oracle: &mut dyn Oracle) -> bool {
        self.settle(oracle);
        self.act(oracle)
    }

    fn act(&mut self, oracle: &mut dyn Oracle) -> bool {
        if let Some(core) = self.to_run.pop_front() {
            self.run_ahead(core, oracle);
        } else if !self.to_perform.is_empty() {
            let options = self.to_perform.len();
            let pick = self
                .choices
                .pick(oracle, self.now, ChoiceKind::Core, options);
            let next = self.to_perform.remove(pick);
            self.perform(next.expect("the pick is in range"), oracle);
        } else if let Some(core) = self.to_expire.pop_front() {
            self.expire(core);
        } else {
            return false;
        }
        true
    }

    #[inline]
    fn running(&self, core: CoreId) -> (WorkerId, TaskId) {
        let worker = self.cores[core.index()]
            .worker
            .expect("something runs on this core");
        let task = self.task_on(worker).expect("the worker is on a task");
        (worker, task)
    }

    /// Runs the virtual machine of the task on `core`, and of those that follow it there while nobody else does
    /// anything.
    fn run_ahead(&mut self, core: CoreId, oracle: &mut dyn Oracle) {
        loop {
            let (_, task) = self.running(core);
            self.run_on(core, task, oracle);
            if !self.next_is_on(core) {
                return;
            }
        }
    }

    /// Whether the next thing that happens is that `core` goes on with the task that it has now; it then does so.
    fn next_is_on(&mut self, core: CoreId) -> bool {
        if self.outcome.is_some() || self.plans_are_stale || !self.ready.is_empty() {
            return false;
        }
        match self.to_run.front() {
            Some(first) if *first == core => {
                self.to_run.pop_front();
                true
            }
            Some(_) => false,
            None => self.next_poll_is_on(core),
        }
    }

    /// The same when nothing but a poll is to begin.
    fn next_poll_is_on(&mut self, core: CoreId) -> bool {
        let alone = Performance { core, halt: None };
        if self.to_perform.len() != 1 || self.to_perform.front() != Some(&alone) {
            return false;
        }
        let (_, task) = self.running(core);
        let begins = self.begins_poll(task);
        if begins {
            self.to_perform.pop_front();
        }
        begins
    }

    /// Runs the virtual machine of the task on `core` up to its next halt, and plans the halt. While nothing else
    /// happens at this instant, halts that cost nothing are performed at once.
    fn run_on(&mut self, core: CoreId, mut task: TaskId, oracle: &mut dyn Oracle) {
        loop {
            let cost_ns = match self.poll_in_a_row(core, task) {
                Some((last, used)) => {
                    task = last;
                    self.has_polled(task, used)
                }
                None => match self.run_machine(task) {
                    Some(cost_ns) => cost_ns,
                    None => return,
                },
            };
            if cost_ns == 0
                && self.to_run.is_empty()
                && self.to_perform.is_empty()
                && let Some(sys) = self.heap.halted_sys()
            {
                let args = self.heap.take_args();
                let reply = self.call(task, sys, args, oracle);
                if !self.apply(core, task, reply, oracle) {
                    return;
                }
                continue;
            }
            let halt = self.heap.take_halt();
            if cost_ns > 0 {
                self.set_pending(task, pending(halt));
                self.tasks[task.index()].cpu_left_ns = cost_ns;
                self.plan_burst(core, task);
                return;
            }
            if halt == Halt::Fuel {
                self.to_run.push_back(core);
                return;
            }
            if !self.to_run.is_empty() || !self.to_perform.is_empty() {
                let halt = Some(halt);
                self.to_perform.push_back(Performance { core, halt });
                return;
            }
            if !self.deal_with(core, task, halt, oracle) {
                return;
            }
        }
    }

    /// Runs a task's virtual machine; the CPU time that it costs to get to its halt, which is with the heap. `None` at
    /// the limit.
    #[inline]
    fn run_machine(&mut self, task: TaskId) -> Option<u64> {
        let limit = self.machine.limits.instructions;
        if self.instructions >= limit {
            self.end_by_instructions(task);
            return None;
        }
        let left = limit - self.instructions;
        self.lend(task, left);
        let used = self.run_vm(task, left.min(RUN_AHEAD_INSTRUCTIONS));
        Some(self.has_run(task, left, used))
    }

    /// The machine of `task`, the last in a row of polls, has halted after `used` instructions: the rest of the same.
    #[inline]
    fn has_polled(&mut self, task: TaskId, used: u64) -> u64 {
        let left = self.machine.limits.instructions - self.instructions;
        let used = self.goes_on_after(task, left.min(RUN_AHEAD_INSTRUCTIONS), used);
        self.has_run(task, left, used)
    }

    /// The machine of `task` has run for `used` instructions, without those of its loan, of `left`; the CPU time that it
    /// costs.
    #[inline]
    fn has_run(&mut self, task: TaskId, left: u64, mut used: u64) -> u64 {
        let answered = self.take_loan_back(task);
        if let Some(Halt::Fuel) = self.heap.halted() {
            used = self.leave_library(task, used, left - answered);
        }
        used += answered;
        self.instructions += used;
        if self.recorder.is_full() {
            self.record_polls(task);
        }
        self.charge(task, used)
    }

    #[cold]
    fn end_by_instructions(&mut self, task: TaskId) {
        let mut message = format!("{} instructions have run", self.machine.limits.instructions);
        if self.only_spins(task) {
            message.push_str(", the last of them waiting in a loop for what nobody does");
        }
        self.end_by_limit(LimitKind::Instructions, message, task);
    }

    /// What a runtime's library does between two syscalls is one step for the other threads: goes on while it is in the
    /// middle of that, after `used` instructions of `left`. Answers how many it has used then.
    #[cold]
    fn leave_library(&mut self, task: TaskId, mut used: u64, left: u64) -> u64 {
        while matches!(self.heap.halted(), Some(Halt::Fuel))
            && !self.runtimes.is_empty()
            && self.is_in_library(task)
            && used < left.min(2 * RUN_AHEAD_INSTRUCTIONS)
        {
            used += self.run_vm(task, LIBRARY_INSTRUCTIONS.min(left - used));
        }
        used
    }

    fn is_in_library(&self, task: TaskId) -> bool {
        let vm = self.tasks[task.index()].vm.as_ref();
        vm.is_some_and(|vm| vm.is_in_library(self.code))
    }

    /// CPU time in nanoseconds that `used` instructions of `task` cost.
    #[inline]
    fn charge(&mut self, task: TaskId, used: u64) -> u64 {
        let costs = &self.machine.costs;
        if self.statics_done < self.code.statics.len() {
            return 0;
        }
        if costs.instruction_ns > 0 {
            return used.saturating_mul(costs.instruction_ns);
        }
        if costs.free_instructions == 0 {
            return 0;
        }
        let it = &mut self.tasks[task.index()];
        if it.free_clock != self.now {
            it.free_used = 0;
        }
        let in_all = it.free_used.saturating_add(used);
        if in_all <= costs.free_instructions {
            (it.free_used, it.free_clock) = (in_all, self.now);
            return 0;
        }
        // The runtime's own instructions, which no program sees, are among them.
        let free = costs.free_instructions.saturating_mul(of_runtime(it));
        let free = free.saturating_sub(it.free_used);
        it.free_used = in_all;
        let paid = used.saturating_sub(free);
        it.free_clock = Nanos(self.now.0.saturating_add(paid));
        paid
    }

    /// How many instructions a task like this may run at an instant until they cost time; `None` when they never do.
    #[inline]
    pub(crate) fn most_free_instructions(&self, it: &Task) -> Option<u64> {
        let free = self.machine.costs.free_instructions;
        (free > 0).then(|| free.saturating_mul(of_runtime(it)))
    }

    /// How many instructions the task may run now until they cost time.
    #[inline]
    pub(crate) fn free_instructions(&self, it: &Task) -> u64 {
        let Some(free) = self.most_free_instructions(it) else {
            return u64::MAX;
        };
        match it.free_clock == self.now {
            true => free.saturating_sub(it.free_used),
            false => free,
        }
    }

    /// Performs what the task on a core has come to, and lets it go on.
    fn perform(&mut self, it: Performance, oracle: &mut dyn Oracle) {
        let core = it.core;
        let (_, task) = self.running(core);
        if it.halt.is_none() && self.begins_poll(task) {
            self.settle(oracle);
            return self.run_ahead(core, oracle);
        }
        let pending = it.halt.map(Pending::Halted);
        let goes_on = match pending.unwrap_or_else(|| self.take_pending(task)) {
            Pending::Run => true,
            Pending::Halted(halt) => self.deal_with(core, task, halt, oracle),
            Pending::Paid { sys, args } => {
                let reply = self.call_paid(task, sys, args, oracle);
                self.apply(core, task, reply, oracle)
            }
            Pending::WorkEnd => {
                self.record(task, None, EventKind::WorkEnded);
                self.apply(core, task, Reply::Value(Value::Unit), oracle)
            }
        };
        if goes_on {
            self.run_ahead(core, oracle);
        }
    }

    /// Deals with a halt of the running task; whether its machine can go on at once.
    #[inline]
    fn deal_with(
        &mut self,
        core: CoreId,
        task: TaskId,
        halt: Halt,
        oracle: &mut dyn Oracle,
    ) -> bool {
        match halt {
            Halt::Fuel => true,
            Halt::Sys { sys, args } => {
                let reply = self.call(task, sys, args, oracle);
                self.apply(core, task, reply, oracle)
            }
            Halt::Finished(value) => self.end_of(task, TaskEnd::Returned(value), oracle),
            Halt::Panicked(payload) => self.end_of(task, TaskEnd::Panicked(payload), oracle),
            Halt::Fault(fault) => {
                self.fault(task, fault);
                false
            }
        }
    }

    /// Gives the running task its answer; whether its machine can go on at once.
    #[inline(always)]
    fn apply(&mut self, core: CoreId, task: TaskId, reply: Reply, oracle: &mut dyn Oracle) -> bool {
        let Reply::Value(value) = reply else {
            return self.apply_other(core, task, reply, oracle);
        };
        let vm = self.tasks[task.index()].vm.as_mut();
        let vm = vm.expect("a running task has a machine");
        vm.resume_with(&mut self.heap, value);
        if self.outcome.is_some() {
            return false;
        }
        self.settle(oracle);
        true
    }

    /// The same for what is not a mere value.
    fn apply_other(
        &mut self,
        core: CoreId,
        task: TaskId,
        reply: Reply,
        oracle: &mut dyn Oracle,
    ) -> bool {
        let it = &mut self.tasks[task.index()];
        match reply {
            Reply::Value(_) => true,
            Reply::Panic(message) => {
                let vm = it.vm.as_mut().expect("a running task has a machine");
                vm.resume_panicking(message);
                self.settle(oracle);
                true
            }
            Reply::Parked => false,
            Reply::Cpu { ns, then } => {
                it.cpu_left_ns = ns;
                self.set_pending(task, *then);
                self.settle(oracle);
                self.plan_burst(core, task);
                false
            }
            Reply::Fault(fault) => {
                self.fault(task, fault);
                false
            }
            Reply::Over => false,
        }
    }

    /// The run ends because `task` cannot go on.
    pub(crate) fn fault(&mut self, task: TaskId, fault: Fault) {
        let limits = &self.machine.limits;
        let (which, message) = match fault {
            Fault::Memory => (
                LimitKind::Memory,
                format!("{} MiB of memory are in use", limits.memory_bytes >> 20),
            ),
            Fault::CallDepth => (
                LimitKind::CallDepth,
                "calls are nested too deeply: the stack has overflowed".to_owned(),
            ),
            Fault::Aborted => return self.abort(task),
            Fault::Unsupported(what) => (LimitKind::Unsupported, what),
        };
        self.end_by_limit(which, message, task);
    }

    // Time.

    /// The task on `core` needs CPU time from now on: plans the end of it, or of the slice if that comes first.
    pub(crate) fn plan_burst(&mut self, core: CoreId, task: TaskId) {
        let need = self.tasks[task.index()].cpu_left_ns;
        let end = self.now.0.saturating_add(need);
        if !self.ready.is_empty() && self.is_preemptive() {
            let start = self.cores[core.index()].slice_start;
            let slice = slice_end(start, self.machine.quantum, self.now);
            if slice == self.now {
                self.cores[core.index()].next = None;
                self.to_expire.push_back(core);
                return;
            }
            if slice.0 < end {
                self.plan_event(core, slice.0, CoreEvent::SliceEnd);
                return;
            }
        }
        self.plan_event(core, end, CoreEvent::BurstEnd);
    }

    /// Plans what `core` does next by itself.
    pub(crate) fn plan_event(&mut self, core: CoreId, at_ns: u64, event: CoreEvent) {
        self.cores[core.index()].next = Some((Nanos(at_ns), self.sequence, event));
        self.sequence += 1;
    }

    /// Somebody has become ready and all cores are taken: bursts that were planned to their end now stop at the
    /// end of their slice.
    pub(crate) fn replan(&mut self) {
        for index in 0..self.cores.len() {
            let core = &mut self.cores[index];
            let Some((end, _, CoreEvent::BurstEnd)) = core.next else {
                continue;
            };
            let slice = slice_end(core.slice_start, self.machine.quantum, self.now);
            if slice == self.now {
                core.next = None;
                self.to_expire.push_back(CoreId::from_index(index));
            } else if slice < end {
                self.plan_event(CoreId::from_index(index), slice.0, CoreEvent::SliceEnd);
            }
        }
    }

    /// Goes to the next instant at which something happens.
    fn advance(&mut self, oracle: &mut dyn Oracle) {
        let Some(next) = self.next_instant() else {
            self.end_by_deadlock();
            return;
        };
        if next == Nanos::MAX {
            let message = "virtual time has come to its end".to_owned();
            self.end_by_limit(LimitKind::VirtualTime, message, MAIN);
            return;
        }
        self.now = next;
        self.happen(next, oracle);
    }

    /// When something happens next by itself.
    pub(crate) fn next_instant(&self) -> Option<Nanos> {
        let mut next = self.timers.next_at();
        for core in &self.cores {
            if let Some((at, _, _)) = core.next {
                next = Some(next.map_or(at, |next| next.min(at)));
            }
        }
        next
    }

    /// What was planned for `at` happens now.
    pub(crate) fn happen(&mut self, at: Nanos, oracle: &mut dyn Oracle) {
        if self.timers.next_at() == Some(at) {
            self.fire_timers(at);
        }
        self.collect_core_events(at, oracle);
    }

    /// Wakes everybody whose timer fires now.
    fn fire_timers(&mut self, at: Nanos) {
        let mut alarms = std::mem::take(&mut self.fired);
        self.timers.take(at, &mut alarms);
        if alarms.len() < SWEEP_AHEAD {
            self.look_ahead_in_time();
        }
        for (place, &Alarm { task, is_sleep }) in alarms.iter().enumerate() {
            if is_sleep && self.wakes_unseen() {
                self.wake_unseen(task);
                continue;
            }
            if let Some(later) = alarms.get(place + SWEEP_AHEAD) {
                prefetch(&self.tasks[later.task.index()]);
            }
            self.waits.take_timer(task);
            if self.unparks_at_timer(task) {
                continue;
            }
            self.unlist(task);
            let cause = if self.recorder.is_full() {
                self.details[task.index()].rare().blocked_event
            } else {
                None
            };
            self.wake(task, cause, Attempt::TimedOut);
        }
        alarms.clear();
        self.fired = alarms;
    }

    /// What cores have planned for now, in order of sequence.
    fn collect_core_events(&mut self, at: Nanos, oracle: &mut dyn Oracle) {
        let mut due: Vec<(u64, CoreId, CoreEvent)> = Vec::new();
        for (index, core) in self.cores.iter_mut().enumerate() {
            if let Some((_, sequence, event)) = core.next.take_if(|(when, _, _)| *when == at) {
                due.push((sequence, CoreId::from_index(index), event));
            }
        }
        due.sort_unstable();
        for (_, core, event) in due {
            match event {
                CoreEvent::BurstEnd => {
                    self.account(core);
                    let (_, task) = self.running(core);
                    let it = &mut self.tasks[task.index()];
                    it.cpu_left_ns = 0;
                    if it.goes_on() {
                        self.to_run.push_back(core);
                    } else {
                        self.performs_pending(core);
                    }
                }
                CoreEvent::SliceEnd => self.to_expire.push_back(core),
                CoreEvent::WorkerSwitched => {
                    self.end_switch(core);
                    self.start_worker(core, oracle);
                }
                CoreEvent::TaskSwitched => {
                    self.end_switch(core);
                    let (worker, task) = self.running(core);
                    self.start_task(core, worker, task);
                }
            }
        }
    }

    /// The task on `core` does what is pending for it, as soon as it is its turn.
    pub(crate) fn performs_pending(&mut self, core: CoreId) {
        let halt = None;
        self.to_perform.push_back(Performance { core, halt });
    }

    fn end_switch(&mut self, core: CoreId) {
        let it = &mut self.cores[core.index()];
        it.switching_ns += self.now.saturating_sub(it.run_since).0;
    }
}

/// How many times as many instructions are free for a task as for a thread.
fn of_runtime(task: &Task) -> u64 {
    match task.future.runtime() {
        Some(_) => RUNTIME_INSTRUCTIONS,
        None => 1,
    }
}

/// What a halt leaves to be done once its CPU time has been had.
fn pending(halt: Halt) -> Pending {
    match halt {
        Halt::Fuel => Pending::Run,
        halt => Pending::Halted(halt),
    }
}
