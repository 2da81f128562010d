//! Events: a closed set, each with its time, place and cause.

use interleave_program::Span;
use serde::{Deserialize, Serialize};

use crate::ids::{CoreId, EventId, SyncId, TaskId, WorkerId};
use crate::time::Nanos;

/// Which standard stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// What a blocked task waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "on", rename_all = "snake_case")]
pub enum BlockReason {
    /// `thread::sleep` until `until`.
    Sleep { until: Nanos },
    /// `join` on a thread that has not ended.
    Join { target: TaskId },
    /// `.await` of something that is pending: until a waker of this task is called.
    Await,
    /// Work from an async runtime: its tasks, which the thread polls meanwhile, or blocking calls until `until`.
    Work { until: Option<Nanos> },
    /// The end of a `thread::scope`, while threads of it run.
    Scope { scope: u32 },
    /// `park`; with a time-out when `until` is given.
    Park { until: Option<Nanos> },
    /// A lock that another task holds.
    Lock {
        lock: SyncId,
        holder: Option<TaskId>,
    },
    /// An `RwLock` to read, while somebody writes or waits to write; one who holds it.
    Read {
        lock: SyncId,
        holder: Option<TaskId>,
    },
    /// An `RwLock` to write, while others read or write; one who holds it.
    Write {
        lock: SyncId,
        holder: Option<TaskId>,
    },
    /// `recv` on an empty channel; with a time-out when `until` is given.
    Receive {
        channel: SyncId,
        until: Option<Nanos>,
    },
    /// `send` on a full channel.
    Send { channel: SyncId },
    /// `Condvar::wait`; with a time-out when `until` is given.
    Condvar {
        condvar: SyncId,
        until: Option<Nanos>,
    },
    /// `Barrier::wait` while others are missing: it came as number `arrived` of `size`.
    Barrier {
        barrier: SyncId,
        arrived: u32,
        size: u32,
    },
    /// A one-time initialisation that another task is running.
    Once { once: SyncId },
}

/// Why a task left its core although it did not end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DescheduleReason {
    /// Its time slice ran out and others are ready.
    Preempted,
    /// It called `yield_now`.
    Yielded,
    /// It blocked (the `Blocked` event stands just before, with the reason).
    Blocked,
    /// It ended (the `Finished` event stands just before).
    Finished,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Event {
    /// Position in the trace.
    pub id: EventId,
    /// When.
    pub at: Nanos,
    /// On which core, `None` when nobody ran (a timer fired).
    pub core: Option<CoreId>,
    /// Which OS thread carried the task, `None` when none did.
    pub worker: Option<WorkerId>,
    /// Whose event it is.
    pub task: TaskId,
    /// Where in the source: the innermost user frame's instruction; `Span::NONE` when nowhere.
    pub span: Span,
    /// The event that made this one possible: the unlock behind an acquire, the send behind a receive, the
    /// sleep behind a timer's wake, the spawn behind a start, the end behind a join.
    pub cause: Option<EventId>,
    /// What.
    pub kind: EventKind,
}

/// What a task asks of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IoKind {
    /// The address of a name.
    Resolve,
    /// A connection to somebody who listens.
    Connect,
    /// A connection from somebody.
    Accept,
    /// Bytes that the other side has written.
    Read,
}

impl IoKind {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::Resolve, Self::Connect, Self::Accept, Self::Read];
}

/// What happened. Two levels: `Dispatched`/`Descheduled` say when a task really runs; the rest says what it does.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventKind {
    /// The task created `child`.
    Spawned { child: TaskId },
    /// The task exists and is ready (event of the child; cause: `Spawned`; none for main).
    Arrived,
    /// The task runs on `core` from now on.
    Dispatched,
    /// The task no longer runs on its core.
    Descheduled { reason: DescheduleReason },
    /// The task waits.
    Blocked { reason: BlockReason },
    /// The task is ready again (cause: what woke it, or its own `Blocked` when a timer did).
    Woken,
    /// The task wrote a piece of text (a `println!` is one piece, line end included).
    Printed { stream: Stream, text: String },
    /// `cpu::work` begins.
    WorkBegan { duration: Nanos },
    /// `cpu::work` has had all its CPU time.
    WorkEnded,
    /// `join` returned (cause: the target's `Finished`).
    Joined { target: TaskId, panicked: bool },
    /// All threads of the scope have ended.
    ScopeEnded { scope: u32 },
    /// Made a lock, channel, …
    Created { sync: SyncId },
    /// Took a lock (cause: the release that let it in, if it had waited).
    Acquired { lock: SyncId },
    /// `try_lock` failed (cause: the holder's `Acquired`).
    TryLockFailed { lock: SyncId },
    /// Gave a lock back; `poisoned`: while panicking.
    Released { lock: SyncId, poisoned: bool },
    /// Took an `RwLock` to read (cause: the release that let it in, if it had waited).
    ReadAcquired { lock: SyncId },
    /// Gave an `RwLock` back that `reader` had taken to read.
    ReadReleased { lock: SyncId, reader: TaskId },
    /// Put a message into a channel.
    Sent { channel: SyncId },
    /// Took a message out (cause: its `Sent`).
    Received { channel: SyncId },
    /// `try_recv` found nothing, or a time-out passed.
    ReceiveFailed { channel: SyncId },
    /// A send failed: no receiver, or full.
    SendFailed { channel: SyncId },
    /// The last sender (or the receiver) of the channel is gone; `by_receiver`: which side.
    Closed { channel: SyncId, by_receiver: bool },
    /// `unpark` set `target`'s token.
    Unparked { target: TaskId },
    /// A waker of `target` was called.
    WokeTask { target: TaskId },
    /// `park` found its token and went on, or was woken.
    ParkEnded,
    /// A condvar was notified.
    Notified { condvar: SyncId, all: bool },
    /// A barrier's last member arrived (event of that member).
    BarrierOpened { barrier: SyncId },
    /// A one-time initialisation begins in this task (cause: the attempt before it, which panicked).
    OnceBegan { once: SyncId },
    /// It is done; `poisoned`: it panicked.
    OnceEnded { once: SyncId, poisoned: bool },
    /// An atomic operation (cause: another task's that wrote what it found); `wrote`: whether it stored.
    Atomic { atomic: SyncId, wrote: bool },
    /// Built an async runtime of so many workers; 0: of the current-thread flavour.
    RuntimeBuilt { workers: u32 },
    /// A panic began in this task.
    PanicBegan { message: String },
    /// The task ended.
    Finished { panicked: bool },
    /// The process ends here: `main` returned or somebody called `exit`.
    ProcessExited { code: i32 },
    /// An operation of the network began. Its number counts those of a runtime.
    IoBegan { operation: u32, io: IoKind },
    /// It is ready, which the runtime's driver has noticed (cause: its `IoBegan`).
    IoReady { operation: u32, io: IoKind },
    /// The program itself polls a future, as a hand-written executor does. Its label is unique in the run.
    PollBegan { future: String },
    /// That poll has given `Ready` or `Pending`. `parked`: the await at which the innermost body waits; none for a
    /// future that is no `async` body. `times`: how often in a row, when the task did nothing else meanwhile that is
    /// recorded; at least 1.
    PollEnded {
        future: String,
        is_ready: bool,
        parked: Span,
        times: u32,
    },
    /// The program calls a waker of its own; the type behind it. What that does follows.
    WakerCalled { waker: String },
    /// A runtime's clock that stands still has jumped to here, or `advance` moves it on from here. A real run takes no
    /// time for that, and std's clock does not notice it.
    ClockMoved { by: Nanos },
}
