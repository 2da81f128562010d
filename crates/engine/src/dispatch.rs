//! Who runs where: ready workers on cores, ready tasks on workers.

use interleave_trace::{
    BlockReason, CoreId, DescheduleReason, EventId, EventKind, LimitKind, TaskId, WorkerId,
};

use interleave_vm::{VmBox, prefetch};

use crate::oracle::{ChoiceKind, Oracle};
use crate::os::CoreEvent;
use crate::simulation::NO_CORE;
use crate::simulation::Simulation;
use crate::task::{Attempt, Details, Task, TaskState, Worker};
use crate::timers::Alarm;

/// How many places ahead in the queue a task is fetched from memory, how many ahead its machine is, which is found through it,
/// and how many ahead that one's registers are: far enough that they are there in time, near enough that they stay.
const FAR: usize = 12;
const MIDWAY: usize = 8;
const NEAR: usize = 3;

impl Simulation<'_> {
    /// Adds a task that is ready to run; `cause` is its `Spawned`.
    pub(crate) fn add_task(
        &mut self,
        vm: VmBox,
        details: Details,
        cause: Option<EventId>,
    ) -> TaskId {
        let id = TaskId::from_index(self.tasks.len());
        let mut task = Task::new(vm);
        if !self.is_cooperative() {
            task.set_worker(WorkerId::from_index(self.workers.len()));
            self.workers.push(Worker {
                task: Some(id),
                thread: Some(id),
                ..Worker::default()
            });
            self.last_cores.push(NO_CORE);
        }
        self.tasks.push(task);
        self.details.push(details);
        let arrived = self.record(id, cause, EventKind::Arrived);
        self.details[id.index()].set_rare(|it| &mut it.ready_event, arrived);
        self.make_ready(id);
        id
    }

    /// Queues a task that can run, and its worker.
    fn make_ready(&mut self, task: TaskId) {
        self.tasks[task.index()].state = TaskState::Runnable;
        if self.is_stepped {
            return;
        }
        if !self.is_cooperative() {
            let worker = self.tasks[task.index()].worker();
            self.queue_worker(worker.expect("a thread has a worker"));
            return;
        }
        self.run_queue.push_back(task);
        if let Some(worker) = self.idle_workers.pop_first() {
            self.queue_worker(worker);
        }
    }

    pub(crate) fn queue_worker(&mut self, worker: WorkerId) {
        if self.ready.is_empty() {
            self.plans_are_stale = true;
        }
        let runtime = &mut self.workers[worker.index()].virtual_runtime_ns;
        self.ready.push(worker, runtime);
    }

    /// Idle cores take ready workers; if some stay without a core, the running ones get their slice ends.
    #[inline(always)]
    pub(crate) fn settle(&mut self, oracle: &mut dyn Oracle) {
        if !self.ready.is_empty() || self.plans_are_stale {
            self.settle_ready(oracle);
        }
    }

    fn settle_ready(&mut self, oracle: &mut dyn Oracle) {
        while !self.ready.is_empty() && !self.idle_cores.is_empty() {
            let options = self.ready.len();
            let pick = self
                .choices
                .pick(oracle, self.now, ChoiceKind::Worker, options);
            let worker = self.ready.take(pick);
            self.look_ahead();
            let core = self.core_for(worker);
            self.take_worker(core, worker, oracle);
        }
        if self.plans_are_stale {
            self.plans_are_stale = false;
            if !self.ready.is_empty() && self.is_preemptive() {
                self.replan();
            }
        }
    }

    /// Asks for the memory of those who come next (see [`FAR`]).
    fn look_ahead(&self) {
        if self.is_cooperative() {
            return;
        }
        self.fetch(|place| self.ready.at(place).map(|worker| TaskId(worker.0)));
    }

    /// The same for those whose timers fire next: sleeps that end one by one never meet in the queue.
    pub(crate) fn look_ahead_in_time(&self) {
        self.fetch(|place| self.timers.upcoming(place));
    }

    #[inline(always)]
    fn fetch(&self, upcoming: impl Fn(usize) -> Option<TaskId>) {
        let task_of = |id: TaskId| self.tasks.get(id.index());
        if let Some(id) = upcoming(FAR) {
            task_of(id).into_iter().for_each(prefetch);
            self.waits.prefetch(id);
        }
        let machine_of = |id: TaskId| task_of(id)?.vm.as_ref();
        if let Some(vm) = upcoming(MIDWAY).and_then(machine_of) {
            vm.prefetch_vm();
        }
        if let Some(vm) = upcoming(NEAR).and_then(machine_of) {
            vm.prefetch(&self.heap);
        }
    }

    /// The idle core on which `worker` ran last, else the first idle one.
    fn core_for(&self, worker: WorkerId) -> CoreId {
        let last = self.last_cores[worker.index()];
        let index = Some(usize::from(last))
            .filter(|core| self.idle_cores.contains(*core))
            .or_else(|| self.idle_cores.first());
        CoreId::from_index(index.expect("the caller has seen an idle core"))
    }

    /// The task that `worker` is on.
    pub(crate) fn task_on(&self, worker: WorkerId) -> Option<TaskId> {
        if self.is_cooperative() || !self.runtimes.is_empty() {
            self.workers[worker.index()].task
        } else {
            Some(TaskId(worker.0))
        }
    }

    /// Puts `worker` on the idle `core`, after a context switch if another one ran there before.
    fn take_worker(&mut self, core: CoreId, worker: WorkerId, oracle: &mut dyn Oracle) {
        self.idle_cores.remove(core.index());
        self.last_cores[worker.index()] = core.0 as u16;
        let it = &mut self.cores[core.index()];
        it.worker = Some(worker);
        let before = it.last_worker.replace(worker);
        if before.is_some_and(|before| before != worker) {
            it.context_switches += 1;
            if self.machine.costs.thread_switch_ns > 0 {
                it.run_since = self.now;
                let until = self
                    .now
                    .0
                    .saturating_add(self.machine.costs.thread_switch_ns);
                self.plan_event(core, until, CoreEvent::WorkerSwitched);
                return;
            }
        }
        self.start_worker(core, oracle);
    }

    /// The worker on `core` begins a slice.
    pub(crate) fn start_worker(&mut self, core: CoreId, oracle: &mut dyn Oracle) {
        let it = &mut self.cores[core.index()];
        it.slice_start = self.now;
        let worker = it.worker.expect("a core that starts has a worker");
        match self.task_on(worker) {
            Some(task) => self.start_task(core, worker, task),
            None if self.is_cooperative() => self.next_task(core, worker, oracle),
            None => self.next_future(core, worker, oracle),
        }
    }

    /// A worker of a cooperative model takes the next ready task, or goes idle and leaves its core.
    fn next_task(&mut self, core: CoreId, worker: WorkerId, oracle: &mut dyn Oracle) {
        let options = self.run_queue.len();
        if options == 0 {
            self.idle_workers.insert(worker);
            self.free_core(core);
            return;
        }
        let pick = self
            .choices
            .pick(oracle, self.now, ChoiceKind::Task, options);
        let task = self.run_queue.remove(pick).expect("the pick is in range");
        self.switch_to(core, worker, task);
    }

    /// A worker takes `task`; another one than its last costs the switch first.
    pub(crate) fn switch_to(&mut self, core: CoreId, worker: WorkerId, task: TaskId) {
        let it = &mut self.workers[worker.index()];
        it.task = Some(task);
        let before = it.last_task.replace(task);
        let cost = self.machine.costs.task_switch_ns;
        if cost > 0 && before.is_some_and(|before| before != task) {
            self.cores[core.index()].run_since = self.now;
            let until = self.now.0.saturating_add(cost);
            self.plan_event(core, until, CoreEvent::TaskSwitched);
            return;
        }
        self.start_task(core, worker, task);
    }

    /// `task` runs on `core` from now on.
    pub(crate) fn start_task(&mut self, core: CoreId, worker: WorkerId, task: TaskId) {
        let it = &mut self.tasks[task.index()];
        it.state = TaskState::Running;
        it.set_core(Some(core));
        it.set_worker(worker);
        let place = &mut self.cores[core.index()];
        place.run_since = self.now;
        place.is_running = true;
        if self.recorder.is_full() {
            let cause = self.details[task.index()].rare().ready_event;
            self.record(task, cause, EventKind::Dispatched);
        }
        let it = &self.tasks[task.index()];
        if it.cpu_left_ns > 0 {
            self.plan_burst(core, task);
        } else if it.goes_on() {
            self.to_run.push_back(core);
        } else {
            self.performs_pending(core);
        }
    }

    /// The task on `core` runs no longer; the core keeps its worker. Answers the worker.
    pub(crate) fn stop_task(
        &mut self,
        core: CoreId,
        task: TaskId,
        reason: DescheduleReason,
    ) -> WorkerId {
        let event = self.record(task, None, EventKind::Descheduled { reason });
        let it = &mut self.tasks[task.index()];
        it.set_core(None);
        if matches!(
            reason,
            DescheduleReason::Preempted | DescheduleReason::Yielded
        ) {
            it.state = TaskState::Runnable;
            self.details[task.index()].set_rare(|it| &mut it.ready_event, event);
        }
        self.account(core);
        let place = &mut self.cores[core.index()];
        place.is_running = false;
        place
            .worker
            .expect("a running task has a worker on its core")
    }

    /// Counts the CPU time since the last account.
    pub(crate) fn account(&mut self, core: CoreId) {
        let place = &mut self.cores[core.index()];
        let passed = self.now.saturating_sub(place.run_since).0;
        place.run_since = self.now;
        if passed == 0 {
            return;
        }
        place.busy_ns += passed;
        if let Some(worker) = place.worker {
            self.workers[worker.index()].virtual_runtime_ns += passed;
        }
    }

    pub(crate) fn free_core(&mut self, core: CoreId) {
        let place = &mut self.cores[core.index()];
        place.worker = None;
        place.next = None;
        self.idle_cores.insert(core.index());
    }

    /// The running task cannot go on: its worker takes another task, or its core another worker.
    fn leave_core(&mut self, task: TaskId, reason: DescheduleReason, oracle: &mut dyn Oracle) {
        let core = self.tasks[task.index()]
            .core()
            .expect("a running task has a core");
        let worker = self.stop_task(core, task, reason);
        if self.is_cooperative() {
            self.workers[worker.index()].task = None;
            self.next_task(core, worker, oracle);
        } else {
            self.free_core(core);
        }
    }

    /// The running task waits for `reason`. It goes on with what is pending for it when it is woken.
    pub(crate) fn block(&mut self, task: TaskId, reason: BlockReason, oracle: &mut dyn Oracle) {
        let event = self.record(task, None, EventKind::Blocked { reason });
        self.waits_for_reason(task, reason);
        self.tasks[task.index()].polls = 0;
        if self.is_stepped {
            self.details[task.index()].clock_reads = 0;
        } else if let Some(until) = deadline(reason) {
            let is_sleep = matches!(reason, BlockReason::Sleep { .. });
            let timer = self.timers.set(until, Alarm { task, is_sleep });
            // Nobody takes the timer of a sleep back.
            if !is_sleep {
                self.waits.set_timer(task, timer);
            }
        }
        if self.recorder.is_full() {
            self.details[task.index()].set_rare(|it| &mut it.blocked_event, event);
        }
        self.leave_core(task, DescheduleReason::Blocked, oracle);
    }

    /// A blocked task is ready again, because of `cause`.
    pub(crate) fn wake(&mut self, task: TaskId, cause: Option<EventId>, attempt: Attempt) {
        if let Some(timer) = self.waits.take_timer(task) {
            self.timers.cancel(timer);
        }
        let it = &mut self.tasks[task.index()];
        // Only a syscall that is performed again asks how its wait ended.
        it.attempt = if it.goes_on() {
            Attempt::First
        } else {
            attempt
        };
        self.changes += 1;
        if self.recorder.is_full() {
            let event = self.record(task, cause, EventKind::Woken);
            let it = &mut self.details[task.index()];
            it.set_rare(|it| &mut it.wake_cause, cause);
            it.set_rare(|it| &mut it.ready_event, event);
        }
        self.make_ready(task);
    }

    /// Whether the end of a sleep changes nothing that anybody could see but who is ready: then it need not touch the
    /// task, which with a hundred thousand of them is a wait for memory.
    pub(crate) fn wakes_unseen(&self) -> bool {
        !self.is_cooperative() && self.runtimes.is_empty() && !self.recorder.is_full()
    }

    /// A thread has slept its time. Its state says that it sleeps until it runs (see [`Simulation::is_blocked`]).
    pub(crate) fn wake_unseen(&mut self, task: TaskId) {
        self.changes += 1;
        self.queue_worker(WorkerId(task.0));
    }

    /// Whether the task waits for something that has not happened yet.
    pub(crate) fn is_blocked(&self, task: TaskId) -> bool {
        match self.reason_of(task) {
            Some(BlockReason::Sleep { until }) => self.is_stepped || until > self.now,
            reason => reason.is_some(),
        }
    }

    /// Whether somebody else could run in the place of the running task.
    pub(crate) fn has_others(&self) -> bool {
        if self.is_cooperative() {
            !self.run_queue.is_empty()
        } else {
            !self.ready.is_empty()
        }
    }

    /// The running task goes to the tail of its queue; there are others.
    pub(crate) fn yield_now(&mut self, task: TaskId, oracle: &mut dyn Oracle) {
        if self.is_cooperative() {
            self.run_queue.push_back(task);
            self.leave_core(task, DescheduleReason::Yielded, oracle);
            return;
        }
        self.leave_core(task, DescheduleReason::Yielded, oracle);
        let worker = self.tasks[task.index()].worker();
        let worker = worker.expect("a thread has a worker");
        let it = &mut self.workers[worker.index()];
        it.virtual_runtime_ns = self.ready.yielded_runtime(it.virtual_runtime_ns);
        self.queue_worker(worker);
    }

    /// The running task has ended.
    pub(crate) fn retire(&mut self, task: TaskId, oracle: &mut dyn Oracle) {
        self.tasks[task.index()].state = TaskState::Finished;
        self.changes += 1;
        if self.tasks[task.index()].future.is_spawned {
            self.leave_worker(task, DescheduleReason::Finished, oracle);
        } else {
            self.leave_core(task, DescheduleReason::Finished, oracle);
        }
    }

    /// The slice of `core`'s worker is used up: the policy may give the core to somebody else.
    pub(crate) fn expire(&mut self, core: CoreId) {
        let since = self.cores[core.index()].run_since;
        self.account(core);
        let place = &mut self.cores[core.index()];
        place.slice_start = self.now;
        let worker = place.worker.expect("a slice belongs to a worker");
        let task = self
            .task_on(worker)
            .expect("a slice ends while a task runs");
        let passed = self.now.saturating_sub(since).0;
        self.tasks[task.index()].cpu_left_ns -= passed;
        // A slice without a switch leaves no event, so slices of 1 ns would go on for hours.
        self.slices += 1;
        if self.slices >= self.machine.limits.events {
            let message = format!("{} time slices have ended", self.slices);
            self.end_by_limit(LimitKind::Events, message, task);
        }
        let runtime = self.workers[worker.index()].virtual_runtime_ns;
        if !self.ready.wants_preemption(runtime) {
            self.plan_burst(core, task);
            return;
        }
        self.stop_task(core, task, DescheduleReason::Preempted);
        self.free_core(core);
        self.queue_worker(worker);
    }
}

/// When a wait ends by itself.
pub(crate) fn deadline(reason: BlockReason) -> Option<interleave_trace::Nanos> {
    match reason {
        BlockReason::Sleep { until } => Some(until),
        BlockReason::Park { until }
        | BlockReason::Work { until }
        | BlockReason::Receive { until, .. }
        | BlockReason::Condvar { until, .. } => until,
        BlockReason::Await
        | BlockReason::Join { .. }
        | BlockReason::Scope { .. }
        | BlockReason::Lock { .. }
        | BlockReason::Read { .. }
        | BlockReason::Write { .. }
        | BlockReason::Send { .. }
        | BlockReason::Barrier { .. }
        | BlockReason::Once { .. } => None,
    }
}
