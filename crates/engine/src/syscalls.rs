//! Syscalls: what each of them does, by concept.

use interleave_program::{IntKind, Sys};
use interleave_trace::{BlockReason, EventKind, Nanos, TaskId};
use interleave_vm::{Fault, Halt, MAX_SYS_ARGS, Value};

use crate::interleaving::is_look;
use crate::oracle::Oracle;
use crate::simulation::Simulation;
use crate::task::{Attempt, Pending};

/// The engine's answer to a syscall.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reply {
    /// The machine goes on with this value.
    Value(Value),
    /// The task does not run now; what it does next is pending.
    Parked,
    /// The task needs CPU time, then does `then` (boxed: most answers are small and many).
    Cpu { ns: u64, then: Box<Pending> },
    /// The call panics with this message.
    Panic(String),
    /// The program cannot go on.
    Fault(Fault),
    /// The run is over.
    Over,
}

impl Reply {
    /// The task needs so much CPU time, then does `then`.
    pub(crate) fn cpu(ns: u64, then: Pending) -> Self {
        let then = Box::new(then);
        Self::Cpu { ns, then }
    }

    /// The answer, or the fault of making it.
    pub(crate) fn of(value: Result<Value, Fault>) -> Self {
        value.map_or_else(Self::Fault, Self::Value)
    }
}

/// The arguments of a syscall; places that are not used are `Moved`.
pub(crate) type Args = [Value; MAX_SYS_ARGS];

impl Simulation<'_> {
    /// Performs a syscall of the running task.
    pub(crate) fn call(
        &mut self,
        task: TaskId,
        sys: Sys,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        if sys == Sys::SharedAccess {
            return Reply::Value(Value::Unit);
        }
        if !crate::spinning::is_poll(sys) && !is_look(sys, args) {
            self.tasks[task.index()].polls = 0;
            self.changes += 1;
        }
        match sys {
            Sys::PrintOut | Sys::PrintErr => self.print(task, sys, args[0]),
            Sys::Exit => self.exit(task, args[0]),
            Sys::Now => self.poll_answer(task, sys, Value::Instant(self.std_now().0, 0)),
            Sys::RuntimeNow => self.poll_answer(task, sys, self.runtime_now(task)),
            Sys::NowLike => self.poll_answer(task, sys, self.now_like(task, args[0])),
            Sys::Work => self.work(task, args[0]),
            Sys::PanicBegan => self.panic_began(task, args),
            Sys::PanicTold => self.panic_told(task, args),

            Sys::ThreadSpawn => self.spawn(task, args),
            Sys::ThreadSleep => self.sleep(task, args[0], oracle),
            Sys::ThreadJoin => self.join(task, args, oracle),
            Sys::ThreadIsFinished => self.is_finished(task, args[0]),
            Sys::ThreadOfHandle => self.thread_of_handle(args[0]),
            Sys::ThreadDetach => self.detach(args[0]),
            Sys::ThreadCurrent => Reply::Value(thread(self.thread_of(task))),
            Sys::ThreadGetId => self.thread_id(args[0]),
            Sys::ThreadGetName => self.thread_name(args[0]),
            Sys::ThreadYield => self.give_way(task, oracle),
            Sys::ThreadPark | Sys::ThreadParkTimeout => self.park(task, sys, args, oracle),
            Sys::ThreadUnpark => self.unpark(task, args[0]),
            Sys::ThreadParallelism => Reply::Value(usize_value(self.machine.cores as usize)),
            Sys::ThreadPanicking => Reply::Value(Value::Bool(self.is_panicking(task))),
            Sys::ScopeNew => self.scope_new(),
            Sys::ScopeWait => self.scope_wait(task, args, oracle),

            Sys::MutexNew => self.mutex_new(task, args[0]),
            Sys::MutexLock => self.mutex_lock(task, args, oracle),
            Sys::MutexTryLock => self.mutex_try_lock(task, args[0]),
            Sys::MutexUnlock => self.mutex_unlock(task, args, oracle),
            Sys::MutexIsPoisoned => self.mutex_is_poisoned(args[0]),
            Sys::MutexClearPoison => self.mutex_clear_poison(args[0]),
            Sys::MutexRelock => self.mutex_relock(task, args, oracle),

            Sys::RwNew => self.rw_new(task, args[0]),
            Sys::RwRead | Sys::RwWrite => self.rw_lock_blocking(task, sys, args, oracle),
            Sys::RwTryRead | Sys::RwTryWrite => self.rw_try(task, sys, args[0]),
            Sys::RwUnlock => self.rw_unlock(task, args, oracle),
            Sys::RwDowngrade => self.rw_downgrade(task, args[0]),
            Sys::RwIsPoisoned => self.rw_is_poisoned(args[0]),
            Sys::RwClearPoison => self.rw_clear_poison(args[0]),

            Sys::CondvarNew => self.condvar_new(task),
            Sys::CondvarSleep => self.condvar_sleep(task, args, oracle),
            Sys::CondvarNotifyOne => self.condvar_notify(task, args[0], false, oracle),
            Sys::CondvarNotifyAll => self.condvar_notify(task, args[0], true, oracle),

            Sys::BarrierNew => self.barrier_new(task, args[0]),
            Sys::BarrierWait => self.barrier_wait(task, args, oracle),

            Sys::OnceNew => self.once_new(task),
            Sys::OnceBegin => self.once_begin(task, args, oracle),
            Sys::OnceEnd => self.once_end(task, args),
            Sys::OnceIsCompleted => self.once_is_completed(task, args[0]),

            Sys::AtomicNew => self.atomic_new(task, args[0]),
            Sys::AtomicLoad
            | Sys::AtomicStore
            | Sys::AtomicSwap
            | Sys::AtomicFetchAdd
            | Sys::AtomicFetchSub
            | Sys::AtomicFetchAnd
            | Sys::AtomicFetchNand
            | Sys::AtomicFetchOr
            | Sys::AtomicFetchXor
            | Sys::AtomicFetchMax
            | Sys::AtomicFetchMin => self.atomic_access(task, sys, args),
            Sys::AtomicCompareExchange => self.atomic_compare_exchange(task, args),
            Sys::AtomicFence => self.atomic_fence(args[0]),

            Sys::LocalNew => self.local_new(),
            Sys::LocalState | Sys::LocalPlace | Sys::LocalInit => {
                self.local_access(self.thread_of(task), sys, args)
            }

            Sys::ChannelNew => self.channel_new(task, args[0]),
            Sys::ChannelSend => self.channel_send(task, args, oracle),
            Sys::ChannelTrySend => self.channel_try_send(task, args),
            Sys::ChannelRecv | Sys::ChannelRecvTimeout => {
                self.channel_recv(task, sys, args, oracle)
            }
            Sys::ChannelTryRecv => self.channel_try_recv(task, args[0], oracle),
            Sys::ChannelCloneSender => self.channel_clone_sender(args[0]),
            Sys::ChannelDropSender => self.channel_drop_sender(task, args[0]),
            Sys::ChannelDropReceiver => self.channel_drop_receiver(task, args[0]),

            Sys::RuntimeNew => self.runtime_new(task, args),
            Sys::RuntimeAsked => Reply::Value(Value::Unit),
            Sys::RuntimeSettings => self.runtime_settings(args[0]),
            Sys::RuntimeWorkers => self.runtime_workers(args[0]),
            Sys::RuntimeLimits => self.runtime_limits(args),
            Sys::RuntimeIntervals => self.runtime_intervals(args),
            Sys::RuntimeDrivers => self.runtime_drivers(args),
            Sys::MayBlock => Reply::Value(Value::Bool(!self.is_inside(task))),
            Sys::RuntimeEnter => self.runtime_enter(task, args),
            Sys::RuntimeLeave => self.runtime_leave(task, args),
            Sys::RuntimeCurrent => self.runtime_current(task),
            Sys::RuntimeContext => self.runtime_context(task, args[0]),
            Sys::RuntimeWork => self.runtime_work(task, args, oracle),
            Sys::ClockPause => self.clock_pause(task, args),
            Sys::ClockAdvance => self.clock_advance(task, args[0], oracle),
            Sys::RuntimeClose => self.runtime_close(task, args, oracle),
            Sys::SeatGive => self.seat_give(task),
            Sys::SeatTake => self.seat_take(task, args[0]),
            Sys::PoolPush => self.pool_push(args, oracle),
            Sys::PoolNeedsThread => self.pool_needs_thread(args[0]),
            Sys::PoolNext => self.pool_next(task, args, oracle),
            Sys::PoolWait => self.pool_wait(task, args, oracle),
            Sys::FutureSpawn => self.future_spawn(task, args),
            Sys::FutureCurrent => self.future_current(task),
            Sys::FutureNumber => self.future_number(args[0]),
            Sys::FutureNumberHere => self.future_number_here(task),
            Sys::FutureStandIn => self.future_stand_in(task, args[0]),
            Sys::LocalSet => self.local_set(task),
            Sys::LocalSetSwap => self.local_set_swap(task, args[0]),
            Sys::SharedAccess | Sys::ArcDrop => Reply::Value(Value::Unit),
            Sys::ArcCount => self.use_count(task, args),
            Sys::FutureBegin => self.future_begin(task),
            Sys::FuturePark => self.future_park(task, args, oracle),
            Sys::FutureWake => self.future_wake(task, args[0]),
            Sys::FutureDefer => self.future_defer(task, args[0]),
            Sys::WakerDefer => self.waker_defer(task, args[0]),
            Sys::FutureAbort => self.future_abort(task, args[0]),
            Sys::JoinPoll => self.join_poll(task, args),
            Sys::NextWaker => self.next_waker(task, args, oracle),
            Sys::TimerPoll => self.timer_poll(task, args),
            Sys::TimerAwait => self.timer_await(task, args),
            Sys::TimerWaker => self.timer_waker(args),
            Sys::TimerDrop => self.timer_drop(args[0]),
            Sys::IoDelay => self.io_delay(args[0]),
            Sys::IoStart => self.io_start(task, args[0]),
            Sys::IoPoll => self.io_poll(task, args),
            Sys::IoWaker => self.io_waker(task, args),
            Sys::IoDrop => self.io_drop(task, args[0]),
            Sys::ChooseBelow => self.choose_below(args[0], oracle),

            Sys::SyncDrop => self.sync_drop(args[0]),
        }
    }

    /// Performs a syscall whose cost has been paid.
    pub(crate) fn call_paid(
        &mut self,
        task: TaskId,
        sys: Sys,
        args: Args,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        match sys {
            Sys::ThreadSpawn => self.spawn_now(task, args),
            Sys::FutureSpawn => self.future_spawn_now(task, args),
            sys => self.call(task, sys, args, oracle),
        }
    }

    /// The task waits for `reason` and then performs the same syscall again.
    pub(crate) fn block_in(
        &mut self,
        task: TaskId,
        sys: Sys,
        args: Args,
        reason: BlockReason,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        self.set_pending(task, Pending::Halted(Halt::Sys { sys, args }));
        self.block(task, reason, oracle);
        Reply::Parked
    }

    /// The running task's machine will go on with `value` when the task runs again.
    pub(crate) fn answer(&mut self, task: TaskId, value: Value) {
        let it = &mut self.tasks[task.index()];
        it.goes_on_anyway();
        let vm = it.vm.as_mut().expect("a task that waits has a machine");
        vm.resume_with(&mut self.heap, value);
    }

    /// The thread that a task runs on: its own, or the one that polls it.
    pub(crate) fn thread_of(&self, task: TaskId) -> TaskId {
        let it = &self.tasks[task.index()];
        let carrier = it.worker().filter(|_| it.future.is_spawned);
        let thread = carrier.and_then(|worker| self.workers[worker.index()].thread);
        thread.unwrap_or(task)
    }

    /// `cpu::work`: exactly this much CPU time.
    fn work(&mut self, task: TaskId, duration: Value) -> Reply {
        let Some(ns) = self.heap.read_duration_ns(duration) else {
            return wrong_argument("cpu::work", "a Duration");
        };
        if ns == 0 {
            return Reply::Value(Value::Unit);
        }
        let duration = Nanos(ns);
        self.record(task, None, EventKind::WorkBegan { duration });
        Reply::cpu(ns, Pending::WorkEnd)
    }

    /// `thread::sleep`; zero returns at once, as std's loop over `nanosleep` does.
    pub(crate) fn sleep(
        &mut self,
        task: TaskId,
        duration: Value,
        oracle: &mut dyn Oracle,
    ) -> Reply {
        let Some(ns) = self.heap.read_duration_ns(duration) else {
            return wrong_argument("thread::sleep", "a Duration");
        };
        if ns == 0 {
            return Reply::Value(Value::Unit);
        }
        self.answer(task, Value::Unit);
        self.tasks[task.index()].attempt = Attempt::First;
        let until = self.now.saturating_add(Nanos(ns));
        self.block(task, BlockReason::Sleep { until }, oracle);
        Reply::Parked
    }

    /// The instant at which a wait that begins now has taken `ns` nanoseconds. No wait takes none: whoever waits for what
    /// is left of a time, as long as something is left, gets there.
    pub(crate) fn until_timeout(&self, ns: u64) -> Nanos {
        self.now.saturating_add(Nanos(ns.max(1)))
    }

    /// `thread::yield_now`
    fn give_way(&mut self, task: TaskId, oracle: &mut dyn Oracle) -> Reply {
        if !self.has_others() {
            return self.poll_answer(task, Sys::ThreadYield, Value::Unit);
        }
        self.answer(task, Value::Unit);
        self.yield_now(task, oracle);
        Reply::Parked
    }

    /// What a timer's end means for the object that the task waits at.
    pub(crate) fn unlist(&mut self, task: TaskId) {
        match self.reason_of(task) {
            Some(BlockReason::Receive { channel, .. }) => {
                self.stop_receiving(channel);
            }
            Some(BlockReason::Condvar { condvar, .. }) => {
                self.leave_condvar(condvar, task);
            }
            _ => {}
        }
    }
}

/// `Thread`
pub(crate) fn thread(task: TaskId) -> Value {
    Value::Handle(interleave_program::TypeTag::THREAD, task.0)
}

/// `usize`
pub(crate) fn usize_value(it: usize) -> Value {
    Value::Int(IntKind::Usize, it as i64)
}

/// A value of a type that the frontend lets through but that the call cannot work with.
pub(crate) fn wrong_argument(call: &str, wanted: &str) -> Reply {
    Reply::Fault(Fault::Unsupported(format!("`{call}` needs {wanted} here")))
}
