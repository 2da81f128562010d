//! What a machine answers itself instead of halting for the engine.
//!
//! Leaving the machine and entering it again takes longer than reading a clock, setting a timer, or taking what an ended
//! task has left. Where nobody else does anything at this instant and no events are kept, the engine lends it what that
//! needs for a run ([`Heap::lend`]), and learns afterwards what has been done ([`Heap::loan`]). It is done as if
//! the machine had halted, down to how many instructions may run until it stops for more.

use interleave_program::{Op, Reg, ShapeId, Span, Sys};

use crate::code::Code;
use crate::context::Trap;
use crate::halt::Fault;
use crate::heap::Heap;
use crate::instant::instant_ns;
use crate::library::{JoinCell, PollContext, Sleep, take_left};
use crate::object::Object;
use crate::registers::Registers;
use crate::step::{Flow, Step};
use crate::task::{self, NO_STACK};
use crate::value::{ObjectId, Slot, Value};
use crate::vm::Vm;
use crate::vm_box::VmBox;
use crate::wheel::Wheel;

/// The runtime in whose context a task is, as `spawn` asks for it.
const HERE: i64 = -1;

/// A target of a timer that is no task.
const NO_TASK: u32 = u32::MAX;

/// What the engine lends for a run, and what the machine makes of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Loan {
    /// The number of the task that runs, and how many there are.
    pub task: usize,
    pub tasks: usize,
    /// How many tasks there may be when it may spawn some here, else 0.
    pub most_tasks: u64,
    /// The runtime in whose context it is, what that runtime's clock says (as an `Instant`), and at
    /// which of the engine's instants, in nanoseconds, which runtime's does.
    pub runtime: u16,
    pub now: u64,
    pub late: u8,
    pub as_of: Option<(u64, u16)>,
    /// Where the runtime's ticks begin, in nanoseconds, when its timers may be set and taken back here.
    pub ticks_from_ns: Option<u64>,
    /// How many instructions may be run (after the run: how many more, behind the last answer), how many of them without
    /// a stop, and after how many of them time passes.
    pub left: u64,
    pub at_once: u64,
    pub free: u64,
    /// How often in a row the task has asked for the time, and how often it may.
    pub clock_reads: u32,
    pub most_clock_reads: u32,
    /// How many things were done that others may wait for, and after how many instructions in all the last answer was
    /// given.
    pub changes: u64,
    pub instructions: u64,
}

impl Loan {
    /// What the runtime's clock says.
    fn instant(&self) -> Value {
        Value::Instant(self.now, self.late)
    }
}

/// A task that a machine has spawned.
#[derive(Clone, Copy, Debug)]
pub struct Spawn {
    /// The body that it polls.
    pub(crate) body: ObjectId,
    /// The `Arc` of its [`crate::JoinCell`].
    pub cell: ObjectId,
    /// The spawning call.
    pub span: Span,
}

impl Spawn {
    /// The machine of the task. To be called once.
    #[must_use]
    #[inline]
    pub fn vm(self) -> VmBox {
        VmBox::of_body(self.body)
    }
}

/// Most tasks that are spawned until the engine takes them.
const MOST_SPAWNS: usize = 64;

/// So much memory has to be free, in bytes, that nobody has to ask for each thing that a new task needs.
const AMPLE_BYTES: usize = 1 << 20;

/// The present loan. No part of a run's state: between two runs of machines there is none.
#[derive(Debug)]
pub(crate) struct Ahead {
    is_lent: bool,
    /// The fuel that the machine had at its last answer.
    fuel: u64,
    /// With so much fuel, and with more, it may answer; there is never so much when nothing is lent.
    floor: u64,
    /// Until so many instructions have been run, the fuel of an answer is the most that there is at once, and all of it may be
    /// used up to the next answer.
    ample: u64,
    /// The register file that the poll has been lent which has begun in this run, else [`NO_STACK`].
    context: ObjectId,
    loan: Loan,
    /// Tasks that the engine does not know yet.
    spawned: Vec<Spawn>,
}

impl Default for Ahead {
    fn default() -> Self {
        Self {
            is_lent: false,
            fuel: 0,
            floor: u64::MAX,
            ample: 0,
            context: NO_STACK,
            loan: Loan::default(),
            spawned: Vec::new(),
        }
    }
}

impl Clone for Ahead {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Ahead {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Ahead {
    /// A machine begins to run with so much fuel, of which its first instruction uses some up.
    #[inline]
    pub(crate) fn begins(&mut self, fuel: u64) {
        self.context = NO_STACK;
        self.begins_poll(fuel);
    }

    /// The same when the poll that [`Ahead::polls_with`] has told of begins with it.
    #[inline(always)]
    pub(crate) fn begins_poll(&mut self, fuel: u64) {
        self.fuel = fuel;
        if !self.is_lent {
            self.floor = u64::MAX;
            return;
        }
        let loan = &self.loan;
        // Some of what is left has to stay after an answer.
        let most = loan.free.min(loan.left.wrapping_sub(1));
        self.ample = most.saturating_sub(loan.at_once);
        self.floor = match loan.left {
            0 => u64::MAX,
            _ => fuel.saturating_sub(most),
        };
    }

    /// The machine halts with so much fuel; answers how much it has used up since its last answer. The loan is over.
    #[inline]
    pub(crate) fn ends(&mut self, fuel: u64) -> u64 {
        if self.is_lent {
            self.is_lent = false;
            self.loan.left -= self.loan.instructions;
        }
        self.fuel - fuel
    }

    /// A poll begins, which has been lent this register file.
    #[inline]
    pub(crate) fn polls_with(&mut self, context: ObjectId) {
        self.context = context;
    }

    /// Whether the context of that poll is in the slot.
    #[inline]
    fn is_context(&self, slot: Slot) -> bool {
        slot.index == task::CONTEXT && slot.object == self.context
    }

    /// Whether a machine with so much fuel may answer now.
    #[inline]
    fn answers(&self, fuel: u64) -> bool {
        fuel >= self.floor
    }

    /// Whether a machine may answer when it has used up so many instructions, and do so many in all after the answer
    /// without a look at how many are left.
    #[inline]
    fn answers_amply(&self, fuel: u64, [before, after]: [u64; 2]) -> bool {
        let Some(fuel) = fuel.checked_sub(before) else {
            return false;
        };
        let used = self
            .loan
            .instructions
            .wrapping_add(self.fuel)
            .wrapping_sub(fuel);
        self.answers(fuel) && used <= self.ample && after <= self.loan.at_once
    }

    /// It has answered: as after a halt it has new fuel.
    #[inline]
    fn answered(&mut self, vm: &mut Vm) {
        self.loan.instructions += self.fuel - vm.fuel;
        if self.loan.instructions > self.ample {
            return self.answered_among_last(vm);
        }
        self.fuel = self.loan.at_once;
        self.floor = 0;
        vm.fuel = self.fuel;
    }

    /// The same when not much is left.
    #[cold]
    #[inline(never)]
    fn answered_among_last(&mut self, vm: &mut Vm) {
        let loan = &self.loan;
        let left = loan.left - loan.instructions;
        self.fuel = left.min(loan.at_once);
        self.floor = match loan.free.checked_sub(loan.instructions) {
            Some(free) => self.fuel.saturating_sub(free.min(left - 1)),
            None => u64::MAX,
        };
        vm.fuel = self.fuel;
    }

    /// The same for what others may have waited for.
    #[inline]
    fn acted(&mut self, vm: &mut Vm) {
        self.loan.changes += 1;
        self.loan.clock_reads = 0;
        self.answered(vm);
    }
}

impl Heap {
    /// The machine that runs next may answer with what is written into this, until it halts.
    #[inline]
    pub fn lend(&mut self) -> &mut Loan {
        self.ahead.is_lent = true;
        &mut self.ahead.loan
    }

    /// What has become of the last loan.
    #[must_use]
    #[inline]
    pub fn loan(&self) -> &Loan {
        &self.ahead.loan
    }

    /// The same, to change.
    #[inline]
    pub fn loan_mut(&mut self) -> &mut Loan {
        &mut self.ahead.loan
    }

    /// Whether tasks have been spawned that the engine does not know.
    #[must_use]
    #[inline]
    pub fn has_spawned(&self) -> bool {
        !self.ahead.spawned.is_empty()
    }

    /// These tasks, in order.
    pub fn take_spawned(&mut self) -> Vec<Spawn> {
        std::mem::take(&mut self.ahead.spawned)
    }

    /// Gives their memory back.
    pub fn reuse_spawned(&mut self, memory: Vec<Spawn>) {
        self.ahead.spawned = memory;
    }
}

/// Answers a syscall without arguments that only asks, into `dst`, which owns nothing; whether it has.
#[inline(always)]
pub(crate) fn asked(vm: &mut Vm, heap: &mut Heap, regs: Registers, dst: Reg, sys: Sys) -> bool {
    let ahead = &mut heap.ahead;
    if !ahead.answers(vm.fuel) {
        return false;
    }
    match sys {
        Sys::SharedAccess => regs.set(dst, Value::Unit),
        Sys::RuntimeNow if ahead.loan.clock_reads < ahead.loan.most_clock_reads => {
            ahead.loan.clock_reads += 1;
            regs.set(dst, ahead.loan.instant());
        }
        _ => return false,
    }
    ahead.answered(vm);
    true
}

/// What a syscall asks for that is behind the present instruction: the time, when so many instructions can follow its
/// answer at once. Nothing has been done by that.
#[inline(always)]
pub(crate) fn asks_for_time(vm: &Vm, heap: &Heap, after: u64) -> Option<Value> {
    let ahead = &heap.ahead;
    let may = ahead.answers_amply(vm.fuel, [1, after])
        && ahead.loan.clock_reads < ahead.loan.most_clock_reads;
    may.then_some(ahead.loan.instant())
}

/// That has been answered, and what follows has been done.
#[inline(always)]
pub(crate) fn asked_for_time(vm: &mut Vm, heap: &mut Heap, after: u64) {
    let ahead = &mut heap.ahead;
    ahead.loan.clock_reads += 1;
    vm.fuel -= 1;
    ahead.answered(vm);
    vm.fuel -= after;
}

/// Whether the value says that a task is to be spawned in the present runtime.
#[inline(always)]
pub(crate) fn is_here(runtime: &Value) -> bool {
    matches!(runtime, Value::Int(_, HERE))
}

/// `spawn` of an `async` body in the present runtime, with what the registers from `args` on hold (future, runtime, the
/// function that polls other futures); its `JoinHandle` goes to `dst`. `None`, with nothing done, when the engine has to.
#[inline(always)]
pub(crate) fn spawned(
    vm: &mut Vm,
    code: &Code,
    heap: &mut Heap,
    regs: Registers,
    [dst, args]: [Reg; 2],
) -> Option<()> {
    let [of_runtime, poller] = [1, 2].map(|it| Reg(args.0 + it));
    if !heap.ahead.answers(vm.fuel)
        || !is_here(regs.look(of_runtime))
        || regs.owns(poller)
        || regs.owns(dst)
    {
        return None;
    }
    let handle = spawn(vm, code, heap, *regs.look(args))?;
    // None of this makes a register file: the registers are where they were.
    for used in [args, of_runtime, poller] {
        regs.set(used, Value::Moved);
    }
    regs.set(dst, Value::Own(handle));
    heap.ahead.acted(vm);
    Some(())
}

/// The same by a syscall that is so many instructions behind the present one, and followed by so many that can be done
/// at once: all that has been done then, and the handle is given.
#[inline(always)]
pub(crate) fn spawned_at_once(
    vm: &mut Vm,
    code: &Code,
    heap: &mut Heap,
    future: Value,
    [before, after]: [u64; 2],
) -> Option<ObjectId> {
    if !heap.ahead.answers_amply(vm.fuel, [before + 1, after]) {
        return None;
    }
    let handle = spawn(vm, code, heap, future)?;
    vm.fuel -= before + 1;
    heap.ahead.acted(vm);
    vm.fuel -= after;
    Some(handle)
}

/// A task that polls the `async` body; its `JoinHandle`. `None`, with nothing done, when the engine has to make it.
#[inline(always)]
fn spawn(vm: &Vm, code: &Code, heap: &mut Heap, future: Value) -> Option<ObjectId> {
    let ahead = &heap.ahead;
    let number = ahead.loan.tasks + ahead.spawned.len();
    let may = ahead.spawned.len() < MOST_SPAWNS
        && (number as u64) < ahead.loan.most_tasks
        && heap.has_room(AMPLE_BYTES);
    if !may {
        return None;
    }
    let shapes = code.library.task_shapes()?;
    let body = task::body_of(heap, future)?;
    heap.charge(task::REGISTERS_BYTES).ok()?;
    let [cell, handle] = JoinCell::make_with_handle(heap, shapes, number).ok()?;
    let span = vm.span(code);
    heap.ahead.spawned.push(Spawn { body, cell, span });
    Some(handle)
}

/// What has become of the poll of a sleep or of a `JoinHandle`.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Polled {
    /// Nothing has been done: the engine has to answer.
    Not,
    /// Its result is in its register.
    Done,
    /// The following instruction has awaited its result: control goes behind that and so many more.
    Awaited(u16),
    /// The following instruction has awaited its result, which is not there yet: the machine halts.
    Halts,
    /// There is no memory for its result.
    NoRoom,
}

/// The poll of what the registers from `args` on hold a reference to, and the context; the result goes to `dst`.
/// Awaiting that is done with it, when the following instruction `next` does that.
#[derive(Clone, Copy)]
pub(crate) struct Poll<'c> {
    pub dst: Reg,
    pub args: Reg,
    pub next: &'c Op,
}

impl<'c> Poll<'c> {
    /// The call and the instruction behind it.
    #[inline(always)]
    fn of([call, next]: &'c [Op; 2]) -> Option<Self> {
        match *call {
            Op::CallMethod { dst, args, .. } => Some(Self { dst, args, next }),
            _ => None,
        }
    }

    fn context<'r>(self, regs: Registers) -> &'r Value {
        regs.look(Reg(self.args.0 + 1))
    }

    /// Whether the machine may answer.
    #[inline(always)]
    fn is_answered(self, vm: &Vm, heap: &Heap, regs: Registers) -> bool {
        heap.ahead.answers(vm.fuel)
            && !regs.owns(self.dst)
            && heap.has_room(size_of::<Object>() + size_of::<Value>())
    }

    /// Where the value goes and how far control skips, when the result is awaited next and there is fuel for that.
    #[inline(always)]
    fn awaited(self, vm: &Vm) -> Option<(Reg, u16)> {
        match *self.next {
            Op::Await { dst, src, exit } if src == self.dst && vm.fuel > 0 => Some((dst, exit)),
            _ => None,
        }
    }

    /// What has been polled has given `value`.
    #[inline(always)]
    fn ready(self, vm: &mut Vm, heap: &mut Heap, regs: Registers, value: Value) -> Polled {
        heap.ahead.acted(vm);
        if let Some((to, exit)) = self.awaited(vm)
            && !regs.owns(to)
        {
            vm.fuel -= 1;
            regs.set(self.dst, Value::Moved);
            regs.set(to, value);
            return Polled::Awaited(exit);
        }
        match heap.alloc_variant(ShapeId::READY, &[value]) {
            Ok(ready) => regs.set(self.dst, ready),
            Err(_) => return Polled::NoRoom,
        }
        Polled::Done
    }

    /// What has been polled waits, and so does the body that awaits it.
    #[inline(always)]
    fn pending(self, vm: &mut Vm, code: &Code, heap: &mut Heap, regs: Registers) -> Polled {
        heap.ahead.acted(vm);
        if self.awaited(vm).is_some() && (Step { vm, code, heap }).park_at_once(1) {
            vm.fuel -= 1;
            regs.set(self.dst, Value::Moved);
            return Polled::Halts;
        }
        regs.set(self.dst, Value::Tag(ShapeId::PENDING));
        Polled::Done
    }
}

/// The poll of a `JoinHandle`.
#[inline(never)]
pub(crate) fn join_polled(
    vm: &mut Vm,
    heap: &mut Heap,
    regs: Registers,
    ops: &[Op; 2],
    handle: ObjectId,
) -> Polled {
    let Some(poll) = Poll::of(ops).filter(|it| it.is_answered(vm, heap, regs)) else {
        return Polled::Not;
    };
    let counter = match vm.is_task {
        true => own_context_of(vm, heap, poll.context(regs)).and_then(PollContext::spendable),
        false => PollContext::counter_behind(heap, poll.context(regs)),
    };
    let Some(counter) = counter else {
        return Polled::Not;
    };
    let Some(value) = take_left(heap, handle) else {
        return Polled::Not;
    };
    if let Some(Value::Int(_, left)) = heap.slot_mut(counter) {
        *left -= 1;
    }
    poll.ready(vm, heap, regs, value)
}

/// The poll of a `tokio::time::Sleep`.
#[inline(never)]
pub(crate) fn sleep_polled(
    vm: &mut Vm,
    code: &Code,
    heap: &mut Heap,
    regs: Registers,
    ops: &[Op; 2],
    sleep: ObjectId,
) -> Polled {
    let Some(poll) = Poll::of(ops).filter(|it| it.is_answered(vm, heap, regs)) else {
        return Polled::Not;
    };
    let context = match *poll.context(regs) {
        Value::Ref(slot) if heap.ahead.is_context(slot) => slot.object,
        _ => return sleep_polled_within(vm, code, heap, regs, poll, sleep),
    };
    if !task::has_budget(heap, context) {
        return Polled::Not;
    }
    match sleeps(heap, sleep, heap.ahead.loan.task) {
        Some(false) => {
            task::spend(heap, context);
            poll.ready(vm, heap, regs, Value::Unit)
        }
        Some(true) => poll.pending(vm, code, heap, regs),
        None => Polled::Not,
    }
}

/// The same with a context that another poll has been lent, or that a text has made.
#[inline(never)]
fn sleep_polled_within(
    vm: &mut Vm,
    code: &Code,
    heap: &mut Heap,
    regs: Registers,
    poll: Poll<'_>,
    sleep: ObjectId,
) -> Polled {
    let Some(context) = context_of(vm, heap, poll.context(regs)) else {
        return Polled::Not;
    };
    match sleeps(heap, sleep, context.task) {
        Some(false) => {
            context.spend(heap);
            poll.ready(vm, heap, regs, Value::Unit)
        }
        Some(true) => poll.pending(vm, code, heap, regs),
        None => Polled::Not,
    }
}

/// The same as both for any place of what is polled by the `call`, in general: `None`, with nothing done, when the engine has to.
#[inline(never)]
pub(crate) fn polled(
    vm: &mut Vm,
    code: &Code,
    heap: &mut Heap,
    regs: Registers,
    call: Op,
    sys: Sys,
) -> Result<Option<Flow>, Trap> {
    let Op::CallMethod { args, .. } = call else {
        return Ok(None);
    };
    let Value::Own(future) = heap.look_through(regs.get(args)) else {
        return Ok(None);
    };
    let ops = &[call, Op::Nop];
    let polled = match sys {
        Sys::JoinPoll => join_polled(vm, heap, regs, ops, future),
        _ => sleep_polled(vm, code, heap, regs, ops, future),
    };
    match polled {
        Polled::Not => Ok(None),
        Polled::Done | Polled::Awaited(_) => Ok(Some(Flow::Next)),
        Polled::Halts => Ok(Some(Flow::Halt)),
        Polled::NoRoom => Err(Trap::Fault(Fault::Memory)),
    }
}

/// What a context leads to, when its poll may still do something.
#[inline(always)]
fn context_of(vm: &Vm, heap: &Heap, context: &Value) -> Option<PollContext> {
    let found = match vm.is_task {
        true => own_context_of(vm, heap, context),
        false => PollContext::behind(heap, context),
    };
    found.filter(|it| it.budget > 0)
}

#[inline(never)]
fn own_context_of(vm: &Vm, heap: &Heap, context: &Value) -> Option<PollContext> {
    vm.own_context(heap, heap.ahead.loan.task, *context)
        .or_else(|| PollContext::of(heap, *context))
}

/// Whether a `tokio::time::Sleep` that is polled for `task` goes on sleeping. Of a timer that this runtime has not set, or
/// that calls a waker of the program, the engine knows more.
#[inline(always)]
fn sleeps(heap: &mut Heap, sleep: ObjectId, task: usize) -> Option<bool> {
    let loan = &heap.ahead.loan;
    let (from_ns, runtime) = (loan.ticks_from_ns?, loan.runtime);
    let target = match task < loan.tasks {
        true => task as u32,
        false => NO_TASK,
    };
    let (mut sleep, wheel) = Sleep::with_wheel(heap, sleep, runtime)?;
    if sleep.is_elapsed() {
        return Some(false);
    }
    let wheel = wheel?;
    let set = match sleep.timer().checked_sub(1) {
        Some(set) if set >> 32 != u64::from(runtime) => return None,
        Some(set) => match wheel.take_fired(set as u32, target) {
            true => None,
            false => return Some(true),
        },
        None => {
            let since = instant_ns(sleep.deadline()).saturating_sub(from_ns);
            let tick = since.saturating_add(Wheel::TICK_NS - 1) / Wheel::TICK_NS;
            wheel.insert(tick, sleep.late(), target)
        }
    };
    match set {
        Some(index) => {
            sleep.set_timer((u64::from(runtime) << 32 | u64::from(index)) + 1);
            Some(true)
        }
        None => {
            sleep.rings();
            sleep.set_timer(0);
            Some(false)
        }
    }
}
