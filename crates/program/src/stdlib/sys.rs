//! Syscalls: what a program asks of the machine around it. The VM halts, the engine answers with a value.

use super::builtins;
use crate::tag::TypeTag as T;

builtins! {
    /// A call to the engine. Each says its arguments and its answer; "→ !" never answers.
    /// References arrive as places (`Value::Ref`, looked through to the object by the engine).
    Sys (u8);

    // Output, process, time.
    /// (text: String, newline included) → (): appends to standard output.
    PrintOut(1) [intrinsic("print_out")]
    /// (text: String) → (): appends to standard error.
    PrintErr(1) [intrinsic("print_err")]
    /// (code: i32) → !: ends the process at once.
    Exit(1) [path("std::process::exit")]
    /// () → Instant
    Now(0) [path("std::time::Instant::now")]
    /// () → Instant: by the clock of the runtime whose context this is, which may stand still.
    RuntimeNow(0) [path("std::time::of_runtimes::Instant::now")]
    /// (Instant) → Instant: now by the same clock.
    NowLike(1) [intrinsic("now_like")]
    /// (Duration) → (): burns that much CPU time on the core.
    Work(1) [path("cpu::work")]
    /// (message: String, has_hook: bool) → u64, line and column: a panic has begun in this thread; the engine writes
    /// std's message to standard error, unless the program has a hook of its own. Made by the VM itself at `Op::Panic`
    /// and failing natives, before it unwinds, or by the prelude that it calls instead.
    PanicBegan(2) [intrinsic("panic_began")]
    /// (message: String, place: u64) → (): std's own hook is called by the program's; the engine writes its message.
    PanicTold(2) [intrinsic("panic_told")]

    // Threads.
    /// (closure, name: Option<String>, scope: Option<usize>) → JoinHandle
    ThreadSpawn(3) [intrinsic("thread_spawn")]
    /// (Duration) → ()
    ThreadSleep(1) [path("std::thread::sleep")]
    /// (JoinHandle) → Result<T, Box<dyn Any>>: waits for the thread's end.
    ThreadJoin(1) [by_value(T::JOIN_HANDLE, "join")]
    /// (&JoinHandle) → bool
    ThreadIsFinished(1) [by_ref(T::JOIN_HANDLE, "is_finished")]
    /// (&JoinHandle) → &Thread
    ThreadOfHandle(1) [by_ref(T::JOIN_HANDLE, "thread")]
    /// (JoinHandle) → (): the handle was dropped; the thread goes on detached. Made by the VM's drop.
    ThreadDetach(1) [intrinsic("thread_detach")]
    /// () → Thread
    ThreadCurrent(0) [path("std::thread::current")]
    /// (&Thread) → ThreadId
    ThreadGetId(1) [by_ref(T::THREAD, "id")]
    /// (&Thread) → Option<&str>
    ThreadGetName(1) [by_ref(T::THREAD, "name")]
    /// () → (): gives up the core.
    ThreadYield(0) [path("std::thread::yield_now")]
    /// () → (): waits for the park token and takes it.
    ThreadPark(0) [path("std::thread::park")]
    /// (Duration) → ()
    ThreadParkTimeout(1) [path("std::thread::park_timeout")]
    /// (&Thread) → (): sets the park token.
    ThreadUnpark(1) [by_ref(T::THREAD, "unpark")]
    /// () → usize: the number of cores (`available_parallelism().get()`).
    ThreadParallelism(0) [intrinsic("available_parallelism")]
    /// () → bool: `std::thread::panicking`
    ThreadPanicking(0) [path("std::thread::panicking")]
    /// () → usize: opens a scope and answers its number.
    ScopeNew(0) [intrinsic("scope_new")]
    /// (scope: usize) → bool: waits until all threads of the scope have ended; whether one panicked without being joined.
    ScopeWait(1) [intrinsic("scope_wait")]

    // Mutex. Locked state, poison and waiters are the engine's; the data is slot 0 of the heap object.
    /// (value) → Mutex
    MutexNew(1) [path("std::sync::Mutex::new"), path("std::sync::Mutex::from")]
    /// (&Mutex) → Result<MutexGuard, PoisonError<MutexGuard>>; blocks.
    MutexLock(1) [by_ref(T::MUTEX, "lock")]
    /// (&Mutex) → Result<MutexGuard, TryLockError>
    MutexTryLock(1) [by_ref(T::MUTEX, "try_lock")]
    /// (MutexGuard, panicking: bool) → (): made by the VM's drop of a guard; poisons when panicking.
    MutexUnlock(2) [intrinsic("mutex_unlock")]
    /// (&Mutex) → bool
    MutexIsPoisoned(1) [by_ref(T::MUTEX, "is_poisoned")]
    /// (&Mutex) → ()
    MutexClearPoison(1) [by_ref(T::MUTEX, "clear_poison")]
    /// (MutexGuard) → Result<MutexGuard, PoisonError<MutexGuard>>: locks again what `CondvarSleep` unlocked; blocks.
    MutexRelock(1) [intrinsic("mutex_relock")]

    // RwLock: state, poison and waiters are the engine's; the data is slot 0 of the heap object.
    /// (value) → RwLock
    RwNew(1) [path("std::sync::RwLock::new"), path("std::sync::RwLock::from")]
    /// (&RwLock) → Result<RwLockReadGuard, PoisonError<RwLockReadGuard>>; blocks.
    RwRead(1) [by_ref(T::RW_LOCK, "read")]
    /// (&RwLock) → Result<RwLockWriteGuard, PoisonError<RwLockWriteGuard>>; blocks.
    RwWrite(1) [by_ref(T::RW_LOCK, "write")]
    /// (&RwLock) → Result<RwLockReadGuard, TryLockError>
    RwTryRead(1) [by_ref(T::RW_LOCK, "try_read")]
    /// (&RwLock) → Result<RwLockWriteGuard, TryLockError>
    RwTryWrite(1) [by_ref(T::RW_LOCK, "try_write")]
    /// (RwLockReadGuard or RwLockWriteGuard, panicking: bool) → (): made by the VM's drop of a guard.
    RwUnlock(2) [intrinsic("rw_unlock")]
    /// (RwLockWriteGuard) → RwLockReadGuard: nobody writes in between.
    RwDowngrade(1) [path("std::sync::RwLockWriteGuard::downgrade")]
    /// (&RwLock) → bool
    RwIsPoisoned(1) [by_ref(T::RW_LOCK, "is_poisoned")]
    /// (&RwLock) → ()
    RwClearPoison(1) [by_ref(T::RW_LOCK, "clear_poison")]

    // Condvar.
    /// () → Condvar
    CondvarNew(0) [path("std::sync::Condvar::new"), path("std::sync::Condvar::default")]
    /// (&Condvar, &MutexGuard, time: Option<Duration>) → bool: unlocks the guard's mutex and waits for a notification;
    /// whether the time ran out. The mutex stays unlocked until `MutexRelock`.
    CondvarSleep(3) [intrinsic("condvar_sleep")]
    /// (&Condvar) → ()
    CondvarNotifyOne(1) [by_ref(T::CONDVAR, "notify_one")]
    /// (&Condvar) → ()
    CondvarNotifyAll(1) [by_ref(T::CONDVAR, "notify_all")]

    // Barrier.
    /// (size: usize) → Barrier
    BarrierNew(1) [path("std::sync::Barrier::new")]
    /// (&Barrier) → bool: waits until `size` threads are there; whether this one came last.
    BarrierWait(1) [intrinsic("barrier_wait")]

    // Once, and what is made of it (`OnceLock`, `LazyLock`).
    /// () → Once
    OnceNew(0) [path("std::sync::Once::new")]
    /// (&Once) → u8: waits while another thread initialises; 0: it is done, 1: the caller initialises,
    /// 2: the same after an attempt that panicked.
    OnceBegin(1) [intrinsic("once_begin")]
    /// (&Once, done: bool) → (): the caller's initialisation has ended, or panicked.
    OnceEnd(2) [intrinsic("once_end")]
    /// (&Once) → bool
    OnceIsCompleted(1) [by_ref(T::ONCE, "is_completed")]

    // Atomics: the value is slot 0 of the heap object. All orderings are sequentially consistent here; those that
    // std refuses panic.
    /// (value) → Atomic…
    AtomicNew(1) [associated(&[T::ATOMIC], "new"), associated(&[T::ATOMIC], "from"), intrinsic("atomic_new")]
    /// (&Atomic, Ordering) → T
    AtomicLoad(2) [by_ref(T::ATOMIC, "load")]
    /// (&Atomic, T, Ordering) → ()
    AtomicStore(3) [by_ref(T::ATOMIC, "store")]
    /// (&Atomic, T, Ordering) → T, the value before
    AtomicSwap(3) [by_ref(T::ATOMIC, "swap")]
    /// (&Atomic, current: T, new: T, Ordering on failure) → Result<T, T>
    AtomicCompareExchange(4) [intrinsic("atomic_compare_exchange")]
    /// (&Atomic, T, Ordering) → T, the value before; wraps around.
    AtomicFetchAdd(3) [by_ref(T::ATOMIC, "fetch_add")]
    /// The same.
    AtomicFetchSub(3) [by_ref(T::ATOMIC, "fetch_sub")]
    /// The same.
    AtomicFetchAnd(3) [by_ref(T::ATOMIC, "fetch_and")]
    /// The same.
    AtomicFetchNand(3) [by_ref(T::ATOMIC, "fetch_nand")]
    /// The same.
    AtomicFetchOr(3) [by_ref(T::ATOMIC, "fetch_or")]
    /// The same.
    AtomicFetchXor(3) [by_ref(T::ATOMIC, "fetch_xor")]
    /// The same.
    AtomicFetchMax(3) [by_ref(T::ATOMIC, "fetch_max")]
    /// The same.
    AtomicFetchMin(3) [by_ref(T::ATOMIC, "fetch_min")]
    /// (Ordering) → (): `fence` and `compiler_fence`.
    AtomicFence(1) [path("std::sync::atomic::fence"), path("std::sync::atomic::compiler_fence")]

    // Thread locals.
    /// () → usize: the number of a new key.
    LocalNew(0) [intrinsic("local_new")]
    /// (key: usize) → u8: 0: not initialised in this thread, 1: initialised, 2: dropped already.
    LocalState(1) [intrinsic("local_state")]
    /// (key: usize) → &T of this thread, which is initialised.
    LocalPlace(1) [intrinsic("local_place")]
    /// (key: usize, value) → (): initialises it in this thread.
    LocalInit(2) [intrinsic("local_init")]

    // mpsc. The queue is the engine's.
    /// (capacity: Option<usize>) → (Sender or SyncSender, Receiver)
    ChannelNew(1) [intrinsic("channel_new")]
    /// (&Sender, value) → Result<(), SendError>; blocks when bounded and full.
    ChannelSend(2) [by_ref(T::SENDER, "send"), by_ref(T::SYNC_SENDER, "send")]
    /// (&SyncSender, value) → Result<(), TrySendError>
    ChannelTrySend(2) [by_ref(T::SYNC_SENDER, "try_send")]
    /// (&Receiver) → Result<T, RecvError>; blocks.
    ChannelRecv(1) [by_ref(T::RECEIVER, "recv")]
    /// (&Receiver) → Result<T, TryRecvError>
    ChannelTryRecv(1) [by_ref(T::RECEIVER, "try_recv")]
    /// (&Receiver, Duration) → Result<T, RecvTimeoutError>
    ChannelRecvTimeout(2) [by_ref(T::RECEIVER, "recv_timeout")]
    /// (&Sender) → Sender
    ChannelCloneSender(1) [by_ref(T::SENDER, "clone"), by_ref(T::SYNC_SENDER, "clone")]
    /// (Sender) → (): made by the VM's drop.
    ChannelDropSender(1) [intrinsic("channel_drop_sender")]
    /// (Receiver) → Vec<T> of what was still queued, for the VM to drop. Made by the VM's drop.
    ChannelDropReceiver(1) [intrinsic("channel_drop_receiver")]

    // Async runtimes. Futures are numbered as tasks; `usize::MAX` stands for nothing.
    /// (workers: usize, function that calls wakers, settings, function that ends tasks) → usize: 0 workers: the
    /// current-thread flavour; `usize::MAX`: one a core.
    RuntimeNew(4) [intrinsic("runtime_new")]
    /// () → (): there will be a runtime. Programs that lead here bring their own scheduler, whatever the machine's model.
    RuntimeAsked(0) [intrinsic("runtime_asked")]
    /// (runtime: usize) → &settings
    RuntimeSettings(1) [intrinsic("runtime_settings")]
    /// (runtime: usize) → usize: its workers.
    RuntimeWorkers(1) [intrinsic("runtime_workers")]
    /// (runtime: usize, threads for blocking calls: usize, how long they wait: Duration) → ()
    RuntimeLimits(3) [intrinsic("runtime_limits")]
    /// (runtime: usize, polls between looks at the global queue: usize, polls between looks at timers: usize) → (): 0 for
    /// the usual.
    RuntimeIntervals(3) [intrinsic("runtime_intervals")]
    /// (runtime: usize, whether it has timers: bool, whether it has the network: bool) → (): it has both at first.
    RuntimeDrivers(3) [intrinsic("runtime_drivers")]
    /// (runtime: usize or `usize::MAX` for the present one, paused: bool) → (): its clock stands still, or goes again;
    /// panics when it does so already, or cannot.
    ClockPause(2) [intrinsic("clock_pause")]
    /// (Duration) → (): the present runtime's clock, which stands still, jumps so far.
    ClockAdvance(1) [intrinsic("clock_advance")]
    /// () → bool: the thread is not inside a runtime.
    MayBlock(0) [intrinsic("may_block")]
    /// (runtime: usize, drives: bool) → usize: `block_on` begins; `usize::MAX` when the thread is inside a runtime already.
    /// Without a runtime the thread just waits.
    RuntimeEnter(2) [intrinsic("runtime_enter")]
    /// (runtime: usize, the one before: usize, answer of `RuntimeEnter`) → ()
    RuntimeLeave(3) [intrinsic("runtime_leave")]
    /// () → usize: the runtime whose context this is.
    RuntimeCurrent(0) [intrinsic("runtime_current")]
    /// (runtime: usize) → usize: the task is in its context; answers the one before.
    RuntimeContext(1) [intrinsic("runtime_context")]
    /// (runtime: usize, seat: usize) → (): the thread is a worker, until the runtime ends.
    RuntimeWork(2) [intrinsic("runtime_work")]
    /// (runtime: usize) → (): drops all its futures.
    RuntimeClose(1) [intrinsic("runtime_close")]
    /// () → usize: `block_in_place` begins; 0: the thread may block, 1: and has no seat, else the seat that it leaves, from 2.
    SeatGive(0) [intrinsic("seat_give")]
    /// (answer of `SeatGive`) → (): `block_in_place` ends.
    SeatTake(1) [intrinsic("seat_take")]
    /// (runtime: usize, job) → Option: the job, when the runtime is closed.
    PoolPush(2) [intrinsic("pool_push")]
    /// (runtime: usize) → bool: whether a thread has to be started for the last job.
    PoolNeedsThread(1) [intrinsic("pool_needs_thread")]
    /// (runtime: usize) → Option: the next job; waits.
    PoolNext(1) [intrinsic("pool_next")]
    /// (runtime: usize, deadline: Instant or ()) → bool: waits for the pool's threads; false when that is not allowed here.
    PoolWait(2) [intrinsic("pool_wait")]
    /// (future, runtime: usize, function) → JoinHandle: a new task that polls the future, by calling the function with it
    /// unless it is an `async` body.
    FutureSpawn(3) [intrinsic("future_spawn")]
    /// () → usize: the running task, for its waker.
    FutureCurrent(0) [intrinsic("future_current")]
    /// (task: usize or `usize::MAX`) → usize: its number, or a new one.
    FutureNumber(1) [intrinsic("future_number")]
    /// () → usize: the number of the task that runs here, 0 outside of tasks.
    FutureNumberHere(0) [intrinsic("future_number_here")]
    /// (number: usize) → usize: the running task stands for another one with this number, 0: no longer; what it was before.
    FutureStandIn(1) [intrinsic("future_stand_in")]
    /// () → the set of local tasks that is the context, counted once more, or ()
    LocalSet(0) [intrinsic("local_set")]
    /// (set or ()) → the one before: changes the context.
    LocalSetSwap(1) [intrinsic("local_set_swap")]
    /// () → (): what follows is shared with other threads: others may come before it.
    SharedAccess(0) [intrinsic("shared_access")]
    /// () → (): a handle of an `Arc` is given back next: others may come before.
    ArcDrop(0) [intrinsic("arc_drop")]
    /// (&handle, what: a native) → its answer: a count is looked at or changed; others may come before.
    ArcCount(2) [intrinsic("arc_count")]
    /// () → usize: the budget of the first poll; `usize::MAX` when the task has been cancelled.
    FutureBegin(0) [intrinsic("future_begin")]
    /// (budget left: usize) → usize: the poll gave `Pending`; answers as `FutureBegin` when it has been woken.
    FuturePark(1) [intrinsic("future_park")]
    /// (task: usize) → ()
    FutureWake(1) [intrinsic("future_wake")]
    /// (task: usize) → (): wakes it after the driver has been polled.
    FutureDefer(1) [intrinsic("future_defer")]
    /// (waker) → the waker or (): the same for a waker of the program; answered when it is to be called at once.
    WakerDefer(1) [intrinsic("waker_defer")]
    /// (task: usize) → ()
    FutureAbort(1) [intrinsic("future_abort")]
    /// (&mut JoinHandle, &mut Context) → Poll of the task's value, or () when the prelude has to see to it: the budget is
    /// used up, or the task has not ended.
    JoinPoll(2) [intrinsic("join_poll")]
    /// () → Waker: the next one to call; waits.
    NextWaker(0) [intrinsic("next_waker")]
    /// (timer: usize or 0, deadline: Instant, task: usize or `usize::MAX`) → usize: 0 when the time has come, else the timer.
    TimerPoll(3) [intrinsic("timer_poll")]
    /// (&mut Sleep, &mut Context) → Poll, or () when the prelude has to see to it: the budget is used up, it wakes no
    /// task of a runtime, or the timer of a sleep that is over is to be given back.
    TimerAwait(2) [intrinsic("timer_await")]
    /// (timer: usize, waker) → the waker before, or (): for timers that wake no task of a runtime.
    TimerWaker(2) [intrinsic("timer_waker")]
    /// (timer: usize) → its waker, or ()
    TimerDrop(1) [intrinsic("timer_drop")]
    /// (kind: usize) → Duration: how long such an operation of the network takes.
    IoDelay(1) [intrinsic("io_delay")]
    /// (kind: usize) → usize: an operation begins; `usize::MAX` without a runtime.
    IoStart(1) [intrinsic("io_start")]
    /// (operation: usize, task: usize or `usize::MAX`) → bool: whether it is ready, else the task is woken then.
    IoPoll(2) [intrinsic("io_poll")]
    /// (operation: usize, waker) → the waker before, or ()
    IoWaker(2) [intrinsic("io_waker")]
    /// (operation: usize) → its waker, or ()
    IoDrop(1) [intrinsic("io_drop")]
    /// (options: usize) → usize: the oracle's pick.
    ChooseBelow(1) [intrinsic("choose_below")]

    /// (object) → (): a sync object without guard or queue (Mutex, Condvar, …) has been dropped and its data
    /// dropped with it. Made by the VM's drop.
    SyncDrop(1) [intrinsic("sync_drop")]
}
