//! The threads of a runtime for what blocks: `spawn_blocking`, and the workers of the multi-thread flavour themselves
//! (tokio's `runtime/blocking/pool.rs`). The prelude starts the threads and runs the jobs; who waits and for how long
//! is said here.

use std::collections::VecDeque;

use interleave_program::Sys;
use interleave_trace::{BlockReason, Nanos, TaskId};
use interleave_vm::{Canonical, Value};

use super::{Runtime, Scheduler};
use crate::oracle::{ChoiceKind, Oracle};
use crate::simulation::Simulation;
use crate::syscalls::{Args, Reply, wrong_argument};
use crate::task::Attempt;

/// How long a thread waits for its next job.
const KEEP_ALIVE_NS: u64 = 10_000_000_000;
/// Most threads, unless the builder says another number.
const MOST_THREADS: usize = 512;

/// The threads and their jobs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pool {
    jobs: VecDeque<Value>,
    /// Threads that wait for a job.
    idle: VecDeque<TaskId>,
    /// All threads that there have been.
    threads: Vec<TaskId>,
    /// Those of them that are at a job.
    at_work: Vec<TaskId>,
    /// Threads that are started or take jobs.
    live: usize,
    /// The last job needs a new one.
    needs_thread: bool,
    pub(super) most: usize,
    pub(super) keep_alive_ns: u64,
    is_closed: bool,
}

impl Pool {
    pub(super) fn new() -> Self {
        Self {
            jobs: VecDeque::new(),
            idle: VecDeque::new(),
            threads: Vec::new(),
            at_work: Vec::new(),
            live: 0,
            needs_thread: false,
            most: MOST_THREADS,
            keep_alive_ns: KEEP_ALIVE_NS,
            is_closed: false,
        }
    }

    /// Whether there is a job that has not been done.
    pub(super) fn is_busy(&self) -> bool {
        !self.jobs.is_empty() || !self.at_work.is_empty()
    }

    /// Whether it is a thread of the pool while all jobs have been done.
    pub(super) fn is_idle(&self, thread: TaskId) -> bool {
        !self.is_busy() && self.threads.contains(&thread)
    }

    /// See [`Canonical`].
    pub(super) fn write_canonical(&self, to: &mut Canonical<'_>) {
        to.values(self.jobs.iter());
        to.plain(&(&self.idle, &self.threads, &self.at_work));
        to.plain(&(self.live, self.needs_thread));
        to.plain(&(self.most, self.keep_alive_ns, self.is_closed));
    }
}

impl Simulation<'_> {
    /// (runtime, job): queues a job for a thread that waits, or for one that has to be started; answers the job of a
    /// closed runtime.
    pub(crate) fn pool_push(&mut self, args: Args, oracle: &mut dyn Oracle) -> Reply {
        let Some(id) = self.runtime_of(args[0]) else {
            return wrong_argument("spawn_blocking", "a runtime");
        };
        let now = self.now;
        let pool = &mut self.runtimes[usize::from(id)].pool;
        if pool.is_closed {
            return Reply::of(self.heap.some(args[1]));
        }
        pool.jobs.push_back(args[1]);
        pool.needs_thread = pool.idle.is_empty() && pool.live < pool.most;
        pool.live += usize::from(pool.needs_thread);
        if !pool.idle.is_empty() {
            let options = pool.idle.len();
            let pick = self.choices.pick(oracle, now, ChoiceKind::Waiter, options);
            if let Some(thread) = pool.idle.remove(pick) {
                self.wake_idle(thread);
            }
        }
        Reply::Value(self.heap.none())
    }

    /// (runtime): whether the last job needs a new thread.
    pub(crate) fn pool_needs_thread(&mut self, runtime: Value) -> Reply {
        let id = self.runtime_of(runtime);
        let needs = id.is_some_and(|id| self.runtimes[usize::from(id)].pool.needs_thread);
        Reply::Value(Value::Bool(needs))
    }

    /// (runtime): the next job of this thread; `None` when it has waited for too long, or the runtime has been closed.
    pub(crate) fn pool_next(&mut self, task: TaskId, args: Args, oracle: &mut dyn Oracle) -> Reply {
        let Some(id) = self.runtime_of(args[0]) else {
            return wrong_argument("spawn_blocking", "a runtime");
        };
        let attempt = std::mem::take(&mut self.tasks[task.index()].attempt);
        self.tasks[task.index()].future.set_runtime(Some(id));
        self.job_is_done(id, task);
        let now = self.now;
        let pool = &mut self.runtimes[usize::from(id)].pool;
        if !pool.threads.contains(&task) {
            pool.threads.push(task);
        }
        pool.idle.retain(|it| *it != task);
        if attempt != Attempt::TimedOut
            && let Some(job) = pool.jobs.pop_front()
        {
            pool.at_work.push(task);
            return Reply::of(self.heap.some(job));
        }
        if attempt == Attempt::TimedOut || pool.is_closed {
            pool.live -= 1;
            return Reply::Value(self.heap.none());
        }
        pool.idle.push_back(task);
        let until = Some(now.saturating_add(Nanos(pool.keep_alive_ns)));
        let reason = BlockReason::Work { until };
        self.block_in(task, Sys::PoolNext, args, reason, oracle)
    }

    /// A thread comes from a job, if it had one. A clock that stands still may jump again.
    fn job_is_done(&mut self, id: u16, thread: TaskId) {
        let runtime = self.runtime(id);
        let count = runtime.pool.at_work.len();
        runtime.pool.at_work.retain(|it| *it != thread);
        if runtime.pool.at_work.len() < count && runtime.clock.stands_still() {
            self.unpark_alone(id);
        }
    }

    /// Whether main and workers of its runtimes are all that there has been: no task, no other thread.
    pub(crate) fn has_only_new_runtimes(&self) -> bool {
        let workers = |it: &Runtime| match &it.scheduler {
            Scheduler::CurrentThread(_) => 0,
            Scheduler::MultiThread(it) => it.seats.len(),
        };
        let threads: usize = self.runtimes.iter().map(|it| it.pool.live).sum();
        let mut others = (1..self.tasks.len()).map(TaskId::from_index);
        self.tasks.len() <= 1 + threads
            && self.runtimes.iter().all(|it| it.pool.live <= workers(it))
            && others.all(|it| self.is_of_pool(it))
    }

    /// Whether it is a thread of a pool, or will be as soon as it has asked for its first job.
    fn is_of_pool(&self, task: TaskId) -> bool {
        let asks = || self.details[task.index()].pending().sys() == Some(Sys::PoolNext);
        let mut runtimes = self.runtimes.iter();
        runtimes.any(|it| it.pool.threads.contains(&task)) || asks()
    }

    /// Whether a thread of whatever pool finds a job.
    pub(crate) fn has_jobs_in_all_pools(&self) -> bool {
        self.runtimes.iter().all(|it| !it.pool.jobs.is_empty())
    }

    /// Whether it is a thread of the pool of a runtime that has been closed and has no task and no job left.
    pub(crate) fn is_of_ended_runtime(&self, thread: TaskId) -> bool {
        let home = (self.runtimes.iter()).find(|it| it.pool.threads.contains(&thread));
        home.is_some_and(|it| {
            it.is_closed && it.pool.jobs.is_empty() && it.alive.iter().next().is_none()
        })
    }

    /// No more jobs: threads that wait end.
    pub(super) fn close_pool(&mut self, id: u16) {
        let pool = &mut self.runtimes[usize::from(id)].pool;
        pool.is_closed = true;
        for thread in std::mem::take(&mut pool.idle) {
            self.wake_idle(thread);
        }
    }

    /// There is something to do for a thread that waits, or whose wait has just ended by itself while it has no core yet.
    fn wake_idle(&mut self, thread: TaskId) {
        let it = &mut self.tasks[thread.index()];
        if it.state.waits() {
            self.wake(thread, None, Attempt::Woken);
        } else {
            it.attempt = Attempt::Woken;
        }
    }

    /// (runtime, deadline or ()): waits until the threads have ended, or the time is over; false when the caller must not
    /// wait, because it drives a runtime.
    pub(crate) fn pool_wait(&mut self, task: TaskId, args: Args, oracle: &mut dyn Oracle) -> Reply {
        let Some(id) = self.runtime_of(args[0]) else {
            return wrong_argument("drop", "a runtime");
        };
        self.close_pool(id);
        self.tasks[task.index()].attempt = Attempt::First;
        let deadline = match self.heap.look_through(args[1]) {
            Value::Instant(at, _) => Some(self.machine_time(at)),
            _ => None,
        };
        if deadline.is_some_and(|at| at <= self.now) {
            return Reply::Value(Value::Bool(true));
        }
        if self.is_inside(task) {
            return Reply::Value(Value::Bool(false));
        }
        let threads = &self.runtimes[usize::from(id)].pool.threads;
        let mut left = threads.iter().copied();
        let Some(target) = left.find(|it| !self.tasks[it.index()].is_finished()) else {
            return Reply::Value(Value::Bool(true));
        };
        self.details[target.index()].joiner = Some(task).into();
        let reason = match deadline {
            Some(until) => BlockReason::Park { until: Some(until) },
            None => BlockReason::Join { target },
        };
        self.block_in(task, Sys::PoolWait, args, reason, oracle)
    }
}
