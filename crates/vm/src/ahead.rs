//! What a machine answers itself instead of halting for the engine.
//!
//! Leaving the machine and entering it again takes longer than reading a clock, setting a timer, or taking what an ended
//! task has left. Where nobody else does anything at this instant and no events are kept, the engine lends it what that
//! needs for a run ([`Heap::lend`]), and learns afterwards what has been done ([`Heap::loan`]). It is done as if
//! the machine had halted, down to how many instructions may run until it stops for more.

use interleave_program::{Op, Reg, ShapeId, Span, Sys};

use crate::code::Code;
use crate::context::Trap;
use crate::frame::Activity;
use crate::halt::Fault;
use crate::heap::Heap;
use crate::instant::instant_ns;
use crate::library::{JoinCell, PollContext, Sleep, take_joined};
use crate::object::{Head, Object};
use crate::registers::Registers;
use crate::step::{Flow, Step};
use crate::value::{ObjectId, Value};
use crate::vm::Vm;
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
    pub as_of: Option<(u64, u16)>,
    /// Where the runtime's ticks begin, in nanoseconds, when its timers may be set and taken back here.
    pub ticks_from_ns: Option<u64>,
    /// How many instructions may be run, how many of them without a stop, and after how many of them time passes.
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

/// A task that a machine has spawned.
#[derive(Debug)]
pub struct Spawn {
    /// Its machine.
    pub vm: Vm,
    /// The `Arc` of its [`crate::JoinCell`].
    pub cell: ObjectId,
    /// The spawning call.
    pub span: Span,
}

/// Most tasks that are spawned until the engine takes them.
const MOST_SPAWNS: usize = 64;

/// So much memory has to be free, in bytes, that nobody has to ask for each thing that a new task needs.
const AMPLE_BYTES: usize = 1 << 20;

/// The present loan. No part of a run's state: between two runs of machines there is none.
#[derive(Debug, Default)]
pub(crate) struct Ahead {
    is_lent: bool,
    /// The fuel that the machine had at its last answer.
    fuel: u64,
    loan: Loan,
    /// Tasks that the engine does not know yet.
    spawned: Vec<Spawn>,
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
    /// A machine begins to run with so much fuel.
    #[inline]
    pub(crate) fn begins(&mut self, fuel: u64) {
        self.fuel = fuel;
    }

    /// The machine halts with so much fuel; answers how much it has used up since its last answer. The loan is over.
    #[inline]
    pub(crate) fn ends(&mut self, fuel: u64) -> u64 {
        self.is_lent = false;
        self.used(fuel)
    }

    /// How much is used up since the last answer.
    #[inline]
    fn used(&self, fuel: u64) -> u64 {
        self.fuel - fuel
    }

    /// Whether a machine with so much fuel may answer now.
    #[inline]
    fn answers(&self, fuel: u64) -> bool {
        let used = self.used(fuel);
        self.is_lent
            && used < self.loan.left
            && self.loan.instructions.saturating_add(used) <= self.loan.free
    }

    /// It has answered: as after a halt it has new fuel.
    #[inline]
    fn answered(&mut self, vm: &mut Vm) {
        let used = self.used(vm.fuel);
        let loan = &mut self.loan;
        loan.instructions += used;
        loan.left -= used;
        self.fuel = loan.left.min(loan.at_once);
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

/// The answer to a syscall without arguments that only asks.
#[inline]
pub(crate) fn asked(vm: &mut Vm, heap: &mut Heap, sys: Sys) -> Option<Value> {
    let ahead = &mut heap.ahead;
    if !ahead.answers(vm.fuel) {
        return None;
    }
    let answer = match sys {
        Sys::SharedAccess => Value::Unit,
        Sys::RuntimeNow if ahead.loan.clock_reads < ahead.loan.most_clock_reads => {
            ahead.loan.clock_reads += 1;
            Value::Instant(ahead.loan.now)
        }
        _ => return None,
    };
    ahead.answered(vm);
    Some(answer)
}

/// `spawn` of an `async` body in the present runtime, with what the registers from `args` on hold (future, runtime, the
/// function that polls other futures); its `JoinHandle` goes to `dst`. `None`, with nothing done, when the engine has to.
#[inline(never)]
pub(crate) fn spawned(
    vm: &mut Vm,
    code: &Code,
    heap: &mut Heap,
    regs: Registers,
    [dst, args]: [Reg; 2],
) -> Option<()> {
    let (ahead, number) = (
        &heap.ahead,
        heap.ahead.loan.tasks + heap.ahead.spawned.len(),
    );
    let may = ahead.answers(vm.fuel)
        && ahead.spawned.len() < MOST_SPAWNS
        && (number as u64) < ahead.loan.most_tasks
        && heap.has_room(AMPLE_BYTES);
    let [of_runtime, poller] = [1, 2].map(|it| Reg(args.0 + it));
    let future = regs.get(args);
    if !may
        || !matches!(regs.look(of_runtime), Value::Int(_, HERE))
        || regs.owns(poller)
        || regs.owns(dst)
    {
        return None;
    }
    let shapes = code.library.task_shapes()?;
    let child = Vm::start_task(code, heap, future)?;
    let (cell, handle) = JoinCell::make_with_handle(heap, shapes, number).ok()?;
    let span = vm.span(code);
    heap.ahead.spawned.push(Spawn {
        vm: child,
        cell,
        span,
    });
    // A new register file may have moved the others.
    let base = vm.frame().map_or(0, |frame| frame.base);
    let regs = Registers::at(heap, vm, base);
    for used in [args, of_runtime, poller] {
        regs.set(used, Value::Moved);
    }
    regs.set(dst, handle);
    heap.ahead.acted(vm);
    Some(())
}

/// The poll of a sleep or of a `JoinHandle`, of which the registers from `args` on hold a reference and the context; the
/// awaiting of its result, if that comes next, is done with it. `None`, with nothing done, when the engine has to.
#[inline(never)]
pub(crate) fn polled(
    vm: &mut Vm,
    code: &Code,
    heap: &mut Heap,
    regs: Registers,
    [dst, args]: [Reg; 2],
    sys: Sys,
) -> Result<Option<Flow>, Trap> {
    let may = heap.ahead.answers(vm.fuel)
        && !regs.owns(dst)
        && heap.has_room(size_of::<Object>() + size_of::<Value>());
    if !may {
        return Ok(None);
    }
    let context = regs.get(Reg(args.0 + 1));
    let poll = vm
        .own_context(heap, heap.ahead.loan.task, context)
        .or_else(|| PollContext::of(heap, context))
        .filter(|poll| poll.budget > 0);
    let Some(poll) = poll else {
        return Ok(None);
    };
    let asked = regs.get(args);
    let answer = match sys {
        Sys::JoinPoll => take_joined(heap, asked).map(Some),
        _ => sleep_polled(heap, asked, poll),
    };
    let Some(answer) = answer else {
        return Ok(None);
    };
    heap.ahead.acted(vm);
    if answer.is_some() {
        poll.spend(heap);
    }
    let awaited = match awaited(vm, code, dst) {
        Some((to, _)) if answer.is_some() && regs.owns(to) => None,
        awaited => awaited,
    };
    let Some((to, exit)) = awaited else {
        let value = match answer {
            Some(value) => heap
                .alloc_few(
                    Head::Shape(ShapeId::READY),
                    [value, Value::Moved, Value::Moved],
                    1,
                )
                .map(Value::Own)
                .ok_or(Trap::Fault(Fault::Memory))?,
            None => Value::Tag(ShapeId::PENDING),
        };
        regs.set(dst, value);
        return Ok(Some(Flow::Next));
    };
    vm.fuel -= 1;
    regs.set(dst, Value::Moved);
    let Some(Activity::Code(frame)) = vm.frames.last_mut() else {
        return Ok(Some(Flow::Again));
    };
    match answer {
        Some(value) => {
            frame.pc += 2 + u32::from(exit);
            regs.set(to, value);
            Ok(Some(Flow::Again))
        }
        None => {
            frame.pc += 1;
            (Step { vm, code, heap }).suspend().map(Some)
        }
    }
}

/// Where the value goes and how far control skips, when the next instruction of the frame on top awaits what `dst` holds
/// and there is fuel for it.
#[inline(always)]
fn awaited(vm: &Vm, code: &Code, dst: Reg) -> Option<(Reg, u16)> {
    let frame = vm.frame().filter(|_| vm.fuel > 0)?;
    let function = code.functions.get(frame.function.index())?;
    match *function.code.get(frame.pc as usize)? {
        Op::Await { dst: to, src, exit } if src == dst => Some((to, exit)),
        _ => None,
    }
}

/// What the poll of a `tokio::time::Sleep` gives, `Some(None)` while it sleeps. Of a timer that this runtime has not set, or
/// that calls a waker of the program, the engine knows more.
fn sleep_polled(heap: &mut Heap, sleep: Value, poll: PollContext) -> Option<Option<Value>> {
    let loan = &heap.ahead.loan;
    let (from_ns, runtime) = (loan.ticks_from_ns?, loan.runtime);
    let target = match poll.task < loan.tasks {
        true => poll.task as u32,
        false => NO_TASK,
    };
    let place = Sleep::place(heap, sleep)?;
    let (deadline, timer, is_elapsed) = {
        let sleep = Sleep::at(heap, place)?;
        (sleep.deadline(), sleep.timer(), sleep.is_elapsed())
    };
    if is_elapsed {
        return Some(Some(Value::Unit));
    }
    let wheel = heap.wheel_mut(runtime.into())?;
    let set = match timer.checked_sub(1) {
        Some(set) if set >> 32 != u64::from(runtime) => return None,
        Some(set) if wheel.poll(set as u32, target) => {
            wheel.remove(set as u32);
            None
        }
        Some(_) => return Some(None),
        None => {
            let since = instant_ns(deadline).saturating_sub(from_ns);
            let tick = since.saturating_add(Wheel::TICK_NS - 1) / Wheel::TICK_NS;
            wheel.insert(tick, target)
        }
    };
    let mut sleep = Sleep::at(heap, place)?;
    match set {
        Some(index) => {
            sleep.set_timer((u64::from(runtime) << 32 | u64::from(index)) + 1);
            Some(None)
        }
        None => {
            sleep.rings();
            sleep.set_timer(0);
            Some(Some(Value::Unit))
        }
    }
}
