//! A task: anything schedulable, with its virtual machine and what it is about to do.

use std::num::{NonZeroU8, NonZeroU16, NonZeroU32};

use interleave_program::{IntKind, Span, Sys};
use interleave_trace::{CoreId, EventId, Nanos, TaskId, WorkerId};
use interleave_vm::{Halt, MAX_SYS_ARGS, ObjectId, Value, VmBox, prefetch};

use crate::runtime::Seat;
use crate::simulation::Simulation;
use crate::sync::Local;

/// Where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TaskState {
    /// It could run.
    Runnable,
    /// It runs on a core.
    Running,
    /// It waits for a waker to be called (`BlockReason::Await`).
    Awaiting,
    /// It waits for something else ([`Simulation::reason_of`]).
    Blocked,
    /// It has ended.
    Finished,
}

impl TaskState {
    /// Whether the task waits.
    pub(crate) fn waits(self) -> bool {
        matches!(self, Self::Awaiting | Self::Blocked)
    }
}

/// What a task does as soon as it runs and has had its CPU time.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Pending {
    /// Its virtual machine goes on.
    #[default]
    Run,
    /// The engine deals with the halt.
    Halted(Halt),
    /// A syscall whose cost has been paid.
    Paid {
        sys: Sys,
        args: [Value; MAX_SYS_ARGS],
    },
    /// `cpu::work` ends.
    WorkEnd,
}

impl Pending {
    /// The syscall for which the task has halted.
    pub(crate) fn sys(&self) -> Option<Sys> {
        match self {
            Self::Halted(Halt::Sys { sys, .. }) => Some(*sys),
            _ => None,
        }
    }
}

/// Where the rest of a task knows what is pending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum HasPending {
    /// Nothing but going on.
    #[default]
    No,
    /// What [`Details`] say.
    Yes,
    /// `Sys::FuturePark`, of a future of a runtime that polls on one thread: its arguments do not matter, so that a poll
    /// ends and the next begins without its [`Details`].
    Park,
}

/// Why a syscall is performed (again).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Attempt {
    /// For the first time.
    #[default]
    First,
    /// The task blocked in it and was woken.
    Woken,
    /// The task blocked in it and its time ran out.
    TimedOut,
}

/// How a task ended and what is left of it for `join`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum TaskEnd {
    /// The closure's value.
    Returned(Value),
    /// The panic's payload.
    Panicked(Value),
    /// `join` has taken it.
    Joined,
    /// Nobody could join any more, and it was dropped.
    Dropped { panicked: bool },
}

/// Whether a task is polled by a runtime, or in `block_on`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Inside {
    #[default]
    No,
    Yes,
    /// It is in `block_in_place`.
    InPlace,
    /// It is in a `block_on` within that: when it waits, its thread does.
    Nested,
}

/// What a task is to async runtimes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
pub(crate) struct FutureState {
    pub(crate) inside: Inside,
    /// It is a future of a runtime, and not a thread.
    pub(crate) is_spawned: bool,
    pub(crate) is_cancelled: bool,
    /// It is in the queue, or goes there when its poll ends; a thread's future has been woken.
    pub(crate) is_notified: bool,
    /// It is in the middle of a poll.
    pub(crate) is_polled: bool,
    /// The runtime whose future it is, or whose context the thread is in, counted from 1.
    runtime: Option<NonZeroU16>,
}

impl FutureState {
    /// A future of the runtime.
    pub(crate) fn of(runtime: u16) -> Self {
        let mut new = Self {
            is_spawned: true,
            inside: Inside::Yes,
            ..Self::default()
        };
        new.set_runtime(Some(runtime));
        new
    }

    /// The runtime whose future it is, or whose context the thread is in.
    pub(crate) fn runtime(&self) -> Option<u16> {
        self.runtime.map(|it| it.get() - 1)
    }

    pub(crate) fn set_runtime(&mut self, id: Option<u16>) {
        self.runtime = id.and_then(|id| NonZeroU16::new(id + 1));
    }

    /// The runtime whose future it is.
    pub(crate) fn home(&self) -> Option<u16> {
        self.runtime().filter(|_| self.is_spawned)
    }
}

/// What every switch to a task touches, and nothing else: with a hundred thousand tasks memory is what a switch
/// waits for. The rest is in [`Details`].
#[derive(Clone, Debug, PartialEq)]
#[repr(C, align(64))]
pub(crate) struct Task {
    // From here to `FutureState::is_notified` all is looked at together (`Task::marks`).
    pub(crate) state: TaskState,
    pub(crate) attempt: Attempt,
    /// Whether something else than `Pending::Run` is pending.
    has_pending: HasPending,
    /// It is in another runtime's context than its own (`Rare::context`).
    pub(crate) is_elsewhere: bool,
    pub(crate) future: FutureState,
    /// Nobody can join it any more.
    pub(crate) is_detached: bool,
    /// Where it runs, counted from 1: no machine has more cores than fit.
    core: Option<NonZeroU16>,
    /// Who carries it, counted from 1.
    worker: Option<NonZeroU32>,
    /// Fruitless polls in a row (see `crate::spinning`).
    pub(crate) polls: u32,
    /// CPU time in nanoseconds that it needs before `Details::pending`.
    pub(crate) cpu_left_ns: u64,
    /// Instructions since time last passed for it otherwise than by their own charge (see `Costs::free_instructions`).
    pub(crate) free_used: u64,
    /// The time it has reached by that charge.
    pub(crate) free_clock: Nanos,
    /// Its machine; gone when it has ended.
    pub(crate) vm: Option<VmBox>,
}

const _: () = assert!(size_of::<Task>() <= 64, "one line of a cache");

/// What a switch to a task does without (`Simulation::details`, by task): one line of a cache. What most tasks never
/// have is in [`Rare`].
#[derive(Clone, Debug)]
#[repr(align(64))]
pub(crate) struct Details {
    pub(crate) end: Option<TaskEnd>,
    /// The spawning call.
    pub(crate) span: Span,
    rare: Option<Box<Rare>>,
    pub(crate) parent: TaskRef,
    /// Who waits in `join` for its end.
    pub(crate) joiner: TaskRef,
    /// A future's number among those of all runtimes.
    pub(crate) number: u32,
    /// An `Arc` of what a future leaves for its `JoinHandle`, until it has ended.
    cell: Option<NonZeroU32>,
    /// Readings of the clock since it last waited, printed or found something, act by act.
    pub(crate) clock_reads: u16,
    /// Its last poll was of the clock.
    pub(crate) polls_clock: bool,
    /// It is parked, with so much of its budget left: that is pending ([`parked`]).
    parked: Option<NonZeroU8>,
}

const _: () = assert!(size_of::<Details>() <= 64, "one line of a cache");

/// A task or none, in four bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TaskRef(Option<NonZeroU32>);

impl TaskRef {
    pub(crate) fn get(self) -> Option<TaskId> {
        self.0.map(|it| TaskId(it.get() - 1))
    }

    pub(crate) fn take(&mut self) -> Option<TaskId> {
        std::mem::take(self).get()
    }
}

impl From<Option<TaskId>> for TaskRef {
    fn from(task: Option<TaskId>) -> Self {
        Self(task.and_then(|it| NonZeroU32::new(it.0 + 1)))
    }
}

/// What few tasks have, or only while all events are recorded.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rare {
    pending: Pending,
    /// The event that made it ready: cause of its next `Dispatched`. This and the next two stay as they are when
    /// events are not recorded.
    pub(crate) ready_event: Option<EventId>,
    /// Its last `Blocked`.
    pub(crate) blocked_event: Option<EventId>,
    /// What woke it last: cause of what it then gets.
    pub(crate) wake_cause: Option<EventId>,
    pub(crate) finished_event: Option<EventId>,
    /// `Simulation::changes` at the last of its polls.
    pub(crate) polled_at: u64,
    /// The park token with the event that set it.
    pub(crate) park_token: Option<Option<EventId>>,
    pub(crate) scope: Option<u32>,
    /// Its thread locals, in the order of their initialisation.
    pub(crate) locals: Vec<Local>,
    /// The name that the program sees, also as an object once it has asked.
    pub(crate) name: Option<Box<str>>,
    pub(crate) name_object: Option<ObjectId>,
    /// The number of the future without a task of its own that it polls or calls, 0 for none.
    pub(crate) stands_in: u32,
    /// The set of local tasks that is its context.
    pub(crate) local_set: Option<Value>,
    /// The runtime whose context a future is in, when that is not its own.
    pub(crate) context: Option<u16>,
}

/// Of a task that has nothing of the kind: the default of each field.
static NOTHING_RARE: Rare = Rare {
    pending: Pending::Run,
    ready_event: None,
    blocked_event: None,
    wake_cause: None,
    finished_event: None,
    polled_at: 0,
    park_token: None,
    scope: None,
    locals: Vec::new(),
    name: None,
    name_object: None,
    stands_in: 0,
    local_set: None,
    context: None,
};

#[cold]
#[inline(never)]
fn nothing_rare() -> Box<Rare> {
    Box::new(NOTHING_RARE.clone())
}

/// What a task halts for whose poll gave `Pending`, and with so much of its budget left.
fn parked(left: NonZeroU8) -> Pending {
    let left = Value::Int(IntKind::Usize, i64::from(left.get() - 1));
    Pending::Halted(Halt::Sys {
        sys: Sys::FuturePark,
        args: [left, Value::Moved, Value::Moved, Value::Moved],
    })
}

/// What is left of the budget, if that is all that `pending` says.
fn left_when_parked(pending: &Pending) -> Option<NonZeroU8> {
    match pending {
        Pending::Halted(Halt::Sys {
            sys: Sys::FuturePark,
            args:
                [
                    Value::Int(IntKind::Usize, left),
                    Value::Moved,
                    Value::Moved,
                    Value::Moved,
                ],
        }) => NonZeroU8::new(u8::try_from(left + 1).unwrap_or(0)),
        _ => None,
    }
}

/// [`Task::marks`] of a future that has not been cancelled, in the context of its own runtime.
const fn marks(
    state: TaskState,
    attempt: Attempt,
    has_pending: HasPending,
    is_notified: bool,
) -> u64 {
    u64::from_le_bytes([
        state as u8,
        attempt as u8,
        has_pending as u8,
        0,
        Inside::Yes as u8,
        1,
        0,
        is_notified as u8,
    ])
}

impl Task {
    #[inline]
    pub(crate) fn new(vm: VmBox) -> Self {
        Self {
            state: TaskState::Runnable,
            cpu_left_ns: 0,
            polls: 0,
            attempt: Attempt::First,
            is_detached: false,
            future: FutureState::default(),
            has_pending: HasPending::No,
            is_elsewhere: false,
            core: None,
            worker: None,
            free_used: 0,
            free_clock: Nanos::ZERO,
            vm: Some(vm),
        }
    }

    /// A future.
    #[inline(always)]
    pub(crate) fn of_future(vm: VmBox, future: FutureState) -> Self {
        let mut new = Self::new(vm);
        new.future = future;
        new
    }

    /// Becomes a copy of `from`, in the memory that it has.
    pub(crate) fn copy_from(&mut self, from: &Self) {
        let Self {
            state,
            cpu_left_ns,
            polls,
            attempt,
            is_detached,
            future,
            has_pending,
            is_elsewhere,
            core,
            worker,
            free_used,
            free_clock,
            vm,
        } = from;
        self.state = *state;
        self.cpu_left_ns = *cpu_left_ns;
        self.polls = *polls;
        self.attempt = *attempt;
        self.is_detached = *is_detached;
        self.future = *future;
        self.has_pending = *has_pending;
        self.is_elsewhere = *is_elsewhere;
        self.core = *core;
        self.worker = *worker;
        self.free_used = *free_used;
        self.free_clock = *free_clock;
        match (&mut self.vm, vm) {
            (Some(own), Some(other)) => own.copy_from(other),
            (None, None) => {}
            (own, other) => own.clone_from(other),
        }
    }

    pub(crate) fn is_finished(&self) -> bool {
        matches!(self.state, TaskState::Finished)
    }

    /// Where it runs.
    pub(crate) fn core(&self) -> Option<CoreId> {
        self.core.map(|it| CoreId(u32::from(it.get()) - 1))
    }

    /// Where it runs from now on.
    pub(crate) fn set_core(&mut self, core: Option<CoreId>) {
        self.core = core.and_then(|it| NonZeroU16::new(it.0 as u16 + 1));
    }

    /// Who carries it.
    #[inline]
    pub(crate) fn worker(&self) -> Option<WorkerId> {
        self.worker.map(|it| WorkerId(it.get() - 1))
    }

    /// Who carries it from now on.
    #[inline]
    pub(crate) fn set_worker(&mut self, worker: WorkerId) {
        self.worker = NonZeroU32::new(worker.0 + 1);
    }

    /// Whatever was pending, its machine goes on as soon as it runs.
    pub(crate) fn goes_on_anyway(&mut self) {
        self.has_pending = HasPending::No;
    }

    /// Whether its machine goes on as soon as it runs.
    pub(crate) fn goes_on(&self) -> bool {
        self.has_pending == HasPending::No
    }

    /// `Sys::FuturePark` is pending, whose arguments do not matter.
    pub(crate) fn parks(&mut self) {
        self.has_pending = HasPending::Park;
    }

    /// Whether that is so and the task has been woken: its next poll begins as soon as it runs.
    pub(crate) fn is_parked(&self) -> bool {
        self.has_pending == HasPending::Park
            && self.attempt == Attempt::Woken
            && !self.future.is_cancelled
    }

    /// That poll begins, if it does: nothing is pending any more.
    pub(crate) fn takes_up_poll(&mut self) -> bool {
        let begins = self.is_parked();
        if begins {
            self.has_pending = HasPending::No;
            self.attempt = Attempt::First;
            self.polls = 0;
        }
        begins
    }

    /// Whether it has been polled before, and so may end with the next poll.
    #[inline(always)]
    pub(crate) fn may_end(&self) -> bool {
        self.has_pending == HasPending::Park
    }

    /// Asks for the memory of what waking it changes.
    #[inline(always)]
    pub(crate) fn prefetch_state(&self) {
        prefetch(&self.state);
    }

    /// A future of the runtime that waits is ready; `false`, with nothing done, when it does not simply wait.
    #[inline(always)]
    pub(crate) fn is_woken_simply(&mut self, runtime: u16) -> bool {
        const WAITS: u64 = marks(TaskState::Awaiting, Attempt::First, HasPending::Park, false);
        let waits = self.marks() == WAITS
            && self.future.runtime() == Some(runtime)
            && !self.future.is_polled;
        if waits {
            self.future.is_notified = true;
            self.state = TaskState::Runnable;
            self.attempt = Attempt::Woken;
        }
        waits
    }

    /// Whether it is a future that can be polled by itself, in the context of its own runtime.
    #[inline(always)]
    fn is_plain_future(&self) -> bool {
        let it = &self.future;
        it.is_spawned && it.inside == Inside::Yes && !it.is_cancelled && !self.is_elsewhere
    }

    /// Whether a row of futures that are polled one after the other (`runtime::hand_over`) can begin with it, which runs.
    #[inline(always)]
    pub(crate) fn goes_on_in_a_row(&self) -> bool {
        self.is_plain_future()
            && !self.future.is_notified
            && self.attempt == Attempt::First
            && self.goes_on()
    }

    /// Whether such a row can go on with it, which is in the queue: whether a poll begins for which it was parked. `None`
    /// when there is more to do.
    #[inline(always)]
    pub(crate) fn joins_row(&self) -> Option<bool> {
        const READY: TaskState = TaskState::Runnable;
        const GOES_ON: u64 = marks(READY, Attempt::First, HasPending::No, true);
        const BEGINS: u64 = marks(READY, Attempt::Woken, HasPending::Park, true);
        match self.marks() {
            _ if self.cpu_left_ns > 0 => None,
            GOES_ON => Some(false),
            BEGINS => Some(true),
            _ => None,
        }
    }

    /// What is looked at before a poll, as one number: where these bytes are neighbours that is one look at memory.
    #[inline(always)]
    fn marks(&self) -> u64 {
        u64::from_le_bytes([
            self.state as u8,
            self.attempt as u8,
            self.has_pending as u8,
            self.is_elsewhere.into(),
            self.future.inside as u8,
            self.future.is_spawned.into(),
            self.future.is_cancelled.into(),
            self.future.is_notified.into(),
        ])
    }

    /// It has been polled in a row, and waits.
    #[inline(always)]
    pub(crate) fn waits_in_row(&mut self) {
        self.state = TaskState::Awaiting;
        self.has_pending = HasPending::Park;
        self.attempt = Attempt::First;
        self.polls = 0;
        self.core = None;
        self.future.is_notified = false;
        self.future.is_polled = false;
    }

    /// It has been polled in a row, and has ended.
    #[inline(always)]
    pub(crate) fn ends_in_row(&mut self) {
        self.state = TaskState::Finished;
        self.has_pending = HasPending::No;
        self.attempt = Attempt::First;
        self.vm = None;
        self.core = None;
        self.future.is_notified = false;
        self.future.is_polled = true;
    }

    /// It is the last that was polled in a row, and goes on otherwise; `begins`: with the poll for which it was parked.
    pub(crate) fn leaves_row(&mut self, core: CoreId, worker: WorkerId, begins: bool) {
        self.state = TaskState::Running;
        self.set_core(Some(core));
        self.set_worker(worker);
        self.future.is_notified = false;
        self.future.is_polled = true;
        if begins {
            self.takes_up_poll();
        }
    }

    /// It has run so many instructions, which cost nothing, at `now`.
    #[inline(always)]
    pub(crate) fn runs_free(&mut self, instructions: u64, now: Nanos) {
        let before = if self.free_clock == now {
            self.free_used
        } else {
            0
        };
        self.free_used = before.saturating_add(instructions);
        self.free_clock = now;
    }
}

impl Details {
    #[inline]
    pub(crate) fn new(parent: Option<TaskId>, span: Span) -> Self {
        Self {
            end: None,
            span,
            rare: None,
            parent: parent.into(),
            joiner: TaskRef::default(),
            number: 0,
            cell: None,
            clock_reads: 0,
            polls_clock: false,
            parked: None,
        }
    }

    /// Of a future that `parent` has spawned, with its number, and the `Arc` of its cell.
    #[inline(always)]
    pub(crate) fn of_future(parent: TaskId, span: Span, number: u32, cell: ObjectId) -> Self {
        Self {
            number,
            cell: NonZeroU32::new(cell.0),
            ..Self::new(Some(parent), span)
        }
    }

    /// Becomes a copy of `from`, in the memory that it has.
    pub(crate) fn copy_from(&mut self, from: &Self) {
        let mut rare = self.rare.take();
        match (&mut rare, &from.rare) {
            (Some(own), Some(other)) => own.copy_from(other),
            (None, None) => {}
            (own, other) => own.clone_from(other),
        }
        *self = Self { rare, ..*from };
    }

    /// Whether it is a future of a runtime that the program has spawned: those are numbered.
    #[inline(always)]
    pub(crate) fn is_future(&self) -> bool {
        self.number > 0
    }

    /// Whether it has anything of what few tasks have.
    #[inline(always)]
    pub(crate) fn has_rare(&self) -> bool {
        self.rare.is_some()
    }

    /// What few tasks have.
    #[inline]
    pub(crate) fn rare(&self) -> &Rare {
        self.rare.as_deref().unwrap_or(&NOTHING_RARE)
    }

    /// The same, to change; whoever changes nothing does not ask for it.
    #[inline]
    pub(crate) fn rare_mut(&mut self) -> &mut Rare {
        self.rare.get_or_insert_with(nothing_rare)
    }

    /// Changes a field of what few tasks have, which nobody needs for the field's default.
    #[inline]
    pub(crate) fn set_rare<T: Default + PartialEq>(
        &mut self,
        field: impl FnOnce(&mut Rare) -> &mut T,
        to: T,
    ) {
        match &mut self.rare {
            Some(rare) => *field(rare) = to,
            None if to == T::default() => {}
            None => *field(self.rare_mut()) = to,
        }
    }

    /// Takes a field of what few tasks have.
    #[inline]
    pub(crate) fn take_rare<T: Default>(&mut self, field: impl FnOnce(&mut Rare) -> &mut T) -> T {
        let rare = self.rare.as_deref_mut();
        rare.map_or_else(T::default, |it| std::mem::take(field(it)))
    }

    /// Whether nobody is to be told of its end, and nothing of it is left to be dropped.
    pub(crate) fn ends_plainly(&self) -> bool {
        self.end.is_none() && self.rare.is_none() && self.joiner.get().is_none()
    }

    /// An `Arc` of what a future leaves for its `JoinHandle`, until it has ended.
    pub(crate) fn cell(&self) -> Option<ObjectId> {
        self.cell.map(|it| ObjectId(it.get()))
    }

    /// Object 0 is no such cell.
    pub(crate) fn set_cell(&mut self, cell: ObjectId) {
        self.cell = NonZeroU32::new(cell.0);
    }

    pub(crate) fn take_cell(&mut self) -> Option<ObjectId> {
        self.cell.take().map(|it| ObjectId(it.get()))
    }

    /// What a thread, or a task of a stepped run, does as soon as it runs and has had its CPU time.
    pub(crate) fn pending(&self) -> &Pending {
        &self.rare().pending
    }
}

impl PartialEq for Details {
    fn eq(&self, other: &Self) -> bool {
        let plain = |it: &Self| {
            (
                it.span,
                (it.parent, it.joiner),
                (it.number, it.cell),
                (it.clock_reads, it.polls_clock, it.parked),
            )
        };
        self.end == other.end && plain(self) == plain(other) && self.rare() == other.rare()
    }
}

impl Rare {
    /// Becomes a copy of `from`, in the memory that it has.
    fn copy_from(&mut self, from: &Self) {
        let mut locals = std::mem::take(&mut self.locals);
        locals.clone_from(&from.locals);
        let known = self.name.take();
        *self = Self {
            pending: from.pending.clone(),
            locals,
            name: known
                .filter(|it| Some(it) == from.name.as_ref())
                .or_else(|| from.name.clone()),
            ..*from
        };
    }
}

impl Simulation<'_> {
    /// What the task does as soon as it runs and has had its CPU time.
    pub(crate) fn set_pending(&mut self, task: TaskId, pending: Pending) {
        let it = &mut self.tasks[task.index()];
        let has_pending = match pending {
            Pending::Run => HasPending::No,
            _ => HasPending::Yes,
        };
        if (has_pending, it.has_pending) == (HasPending::No, HasPending::No) {
            return;
        }
        it.has_pending = has_pending;
        let details = &mut self.details[task.index()];
        // Whoever looks at what is pending does so in stepped runs.
        if self.is_stepped {
            details.rare_mut().pending = pending;
            return;
        }
        details.parked = left_when_parked(&pending);
        let pending = match details.parked {
            Some(_) => Pending::Run,
            None => pending,
        };
        details.set_rare(|it| &mut it.pending, pending);
    }

    /// The same, which is done now.
    pub(crate) fn take_pending(&mut self, task: TaskId) -> Pending {
        let it = &mut self.tasks[task.index()];
        match std::mem::take(&mut it.has_pending) {
            HasPending::No => return Pending::Run,
            HasPending::Yes => {}
            HasPending::Park => {
                return Pending::Halted(Halt::Sys {
                    sys: Sys::FuturePark,
                    args: [Value::Moved; MAX_SYS_ARGS],
                });
            }
        }
        let details = &mut self.details[task.index()];
        if let Some(left) = details.parked.take() {
            return parked(left);
        }
        details.take_rare(|it| &mut it.pending)
    }
}

/// An OS thread that carries tasks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Worker {
    /// The task it is on. Under `threads` that is its own thread's, or a future that the thread polls.
    pub(crate) task: Option<TaskId>,
    /// The thread that it is, under `threads`.
    pub(crate) thread: Option<TaskId>,
    /// Its place in the async runtime that it drives.
    pub(crate) seat: Option<Seat>,
    /// It was asleep at its place and is called; only when somebody else decides who goes next.
    pub(crate) is_unparked: bool,
    /// The task before: going to another one is a task switch.
    pub(crate) last_task: Option<TaskId>,
    /// CPU time it has had, raised to the queue's floor when it becomes ready (`fair`).
    pub(crate) virtual_runtime_ns: u64,
}
