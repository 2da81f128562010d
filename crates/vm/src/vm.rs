//! The virtual machine of one thread or task: starting it, running it, answering it.

use interleave_program::{FnId, Span};
use smallvec::SmallVec;

use crate::canonical::Canonical;
use crate::code::Code;
use crate::context::Trap;
use crate::frame::{Activity, After, Body, Frame, Panicking, Unwinding};
use crate::halt::{Fault, Halt};
use crate::heap::{Heap, STACK_BIT};
use crate::interpret::run_code;
use crate::object::Slots;
use crate::step::{Flow, Step};
use crate::task::{self, NO_STACK};
use crate::task_poll::{Levels, MOST_LEVELS};
use crate::value::{ObjectId, Slot, Value};

/// Most levels of the call stack.
pub(crate) const MAX_DEPTH: usize = 100_000;

/// Most instructions that a thread is given at a time: the instruction loop counts down with a sign.
const MOST_FUEL: u64 = i64::MAX as u64;

/// One frame for inspection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackEntry {
    /// The function's name.
    pub function: String,
    /// Where it is at present.
    pub span: Span,
}

/// One thread or task: its frames; its registers are in the heap. Small, because machines have a hundred thousand
/// of them: what few threads need at a time is boxed. A task at rest has none ([`crate::VmBox`]).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Vm {
    pub(crate) stack: ObjectId,
    /// What happens with the answer that the thread waits for.
    pub(crate) waiting: Option<After>,
    pub(crate) frames: Levels,
    /// What comes in or goes out at the next round.
    parcel: Option<Parcel>,
    pub(crate) panicking: Option<Box<Panicking>>,
    pub(crate) fuel: u64,
    /// Where the innermost `async` body of the user's text was suspended last: function and next instruction, two bytes
    /// each; 0 when nowhere (the first functions are the prelude's).
    pub(crate) parked: u32,
    /// It polls one body until that has ended (see `crate::task`).
    pub(crate) is_task: bool,
    /// What was left of a task's budget when it ended; [`task::NOTHING_LEFT`] when it was cancelled, and before.
    pub(crate) left: u8,
    /// Whether its task has come to rest.
    pub(crate) rest: Rest,
}

/// Whether a task needs its machine until it is polled next. If not, what the machine's levels say means nothing, except for
/// the lowest one of a task that waits; it owns nothing, and is lent nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rest {
    No,
    /// It waits for its next poll.
    Parked,
    /// It has ended.
    Ended,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Parcel {
    /// The first call is to be made, with so many arguments from register 0 on.
    Call { callee: Value, argc: u8 },
    /// The first poll is to be made.
    Poll,
    /// All that the thread does: dropping this.
    Drop(Value),
    /// The answer that the thread waits for.
    Answer(Value),
    /// Instead of an answer, a panic of this message.
    Panic(Box<str>),
    /// What the root function gave.
    Result(Value),
}

const _: () = assert!(size_of::<Vm>() <= 104, "a machine is small");

impl Vm {
    /// A thread that will call `callee` (a `fn` item, or a closure that it consumes) with `args`.
    pub fn start(heap: &mut Heap, callee: Value, args: &[Value]) -> Box<Self> {
        let argc = args.len() as u8;
        let vm = Self::new(heap, Parcel::Call { callee, argc });
        if !args.is_empty() && heap.grow_stack(vm.stack, args.len()).is_ok() {
            heap.stacks.get_mut(vm.stack.0 & !STACK_BIT)[..args.len()].copy_from_slice(args);
        }
        vm
    }

    pub(crate) fn new(heap: &mut Heap, parcel: Parcel) -> Box<Self> {
        let stack = heap.new_stack();
        heap.spare.new_vm(stack, parcel)
    }

    /// One whose registers are in the file `stack`.
    #[inline]
    pub(crate) fn on_stack(stack: ObjectId, parcel: Parcel) -> Self {
        Self {
            stack,
            waiting: None,
            frames: SmallVec::new(),
            parcel: Some(parcel),
            panicking: None,
            fuel: 0,
            parked: 0,
            is_task: false,
            left: task::NOTHING_LEFT,
            rest: Rest::No,
        }
    }

    /// A runtime's task, whose lowest level this is.
    #[inline]
    fn task(body: Body, parcel: Option<Parcel>) -> Self {
        Self {
            frames: SmallVec::from_buf([Activity::Task(body)]),
            parcel,
            is_task: true,
            ..Self::on_stack(NO_STACK, Parcel::Poll)
        }
    }

    /// That of a task that polls this `async` body, and has been charged for.
    pub(crate) fn of_body(body: ObjectId) -> Self {
        let body = Body {
            future: Some(body),
            number: None,
        };
        Self::task(body, Some(Parcel::Poll))
    }

    /// That of a task between two polls of this body, which has this number and may do so much in its next poll, once that is
    /// to begin.
    pub(crate) fn waiting(
        (body, number): (ObjectId, u32),
        parked: u32,
        budget: Option<Value>,
    ) -> Self {
        let body = Body {
            future: Some(body),
            number: Some(number),
        };
        Self {
            waiting: Some(After::Job),
            parked,
            ..Self::task(body, budget.map(Parcel::Answer))
        }
    }

    /// That of a task that has ended, with so much left of its budget.
    pub(crate) fn ended(left: u8) -> Self {
        Self {
            frames: SmallVec::new(),
            parcel: None,
            is_task: true,
            left,
            ..Self::on_stack(NO_STACK, Parcel::Poll)
        }
    }

    /// One to spare becomes a thread whose registers are in the file `stack`.
    #[inline]
    pub(crate) fn start_anew(&mut self, stack: ObjectId, parcel: Parcel) {
        self.frames.clear();
        self.stack = stack;
        // There is nothing left to drop.
        std::mem::forget(self.parcel.replace(parcel));
        self.parked = 0;
        self.is_task = false;
        self.left = task::NOTHING_LEFT;
        self.rest = Rest::No;
    }

    /// Takes over what `from` is, but for the memory of its levels.
    pub(crate) fn become_this(&mut self, mut from: Self) {
        let mut frames = std::mem::take(&mut self.frames);
        frames.clear();
        frames.extend(from.frames.drain(..));
        *self = Self { frames, ..from };
    }

    /// Becomes a copy of `from`, in the memory that it has.
    pub fn copy_from(&mut self, from: &Self) {
        let mut frames = std::mem::take(&mut self.frames);
        frames.clone_from(&from.frames);
        *self = Self {
            frames,
            parcel: from.parcel.clone(),
            panicking: from.panicking.clone(),
            ..*from
        };
    }

    /// Runs until something halts it, or `fuel` instructions are used up; what halted it stays with the heap. Answers how many
    /// instructions were used.
    pub fn go(&mut self, code: &Code, heap: &mut Heap, fuel: u64) -> u64 {
        let fuel = fuel.min(MOST_FUEL);
        self.fuel = fuel;
        heap.ahead.begins(fuel);
        let done = self.first_round(code, heap);
        self.go_on(code, heap, done)
    }

    /// The same when a poll has just [begun](Vm::begin_poll).
    #[inline(always)]
    pub(crate) fn go_polling(&mut self, code: &Code, heap: &mut Heap, fuel: u64) -> u64 {
        let fuel = fuel.min(MOST_FUEL);
        self.fuel = fuel;
        heap.ahead.begins_poll(fuel);
        let done = run_code(self, code, heap);
        self.go_on(code, heap, done)
    }

    /// Goes on after the first round, which has come to this.
    #[inline(always)]
    fn go_on(&mut self, code: &Code, heap: &mut Heap, mut done: Result<Flow, Trap>) -> u64 {
        loop {
            match done {
                Ok(Flow::Halt) => return heap.ahead.ends(self.fuel),
                Ok(_) => {}
                Err(trap) => {
                    if self.is_stopped_by(code, heap, trap) {
                        return heap.ahead.ends(self.fuel);
                    }
                }
            }
            done = self.round(code, heap);
        }
    }

    /// What is frequent at first: bytecode goes on, or a task is polled.
    #[inline]
    fn first_round(&mut self, code: &Code, heap: &mut Heap) -> Result<Flow, Trap> {
        if self.panicking.is_some() {
            return Ok(Flow::Again);
        }
        match (self.frames.last(), &self.parcel) {
            (Some(Activity::Code(_)), None) => run_code(self, code, heap),
            (Some(Activity::Task(_)), &Some(Parcel::Answer(answer)))
                if matches!(self.waiting, Some(After::Job)) =>
            {
                if !self.poll_at_once(heap, answer) {
                    return Ok(Flow::Again);
                }
                // An answer owns nothing that its parcel would have to drop.
                std::mem::forget(self.parcel.take());
                run_code(self, code, heap)
            }
            _ => Ok(Flow::Again),
        }
    }

    /// Something else than a result has come out; whether the thread stops for it.
    #[cold]
    fn is_stopped_by(&mut self, code: &Code, heap: &mut Heap, trap: Trap) -> bool {
        let halt = Step {
            vm: self,
            code,
            heap,
        }
        .trap(trap);
        match halt {
            Some(halt) => {
                heap.halt(halt);
                true
            }
            None => false,
        }
    }

    /// Goes on with whatever is on top until that changes.
    #[inline(never)]
    fn round(&mut self, code: &Code, heap: &mut Heap) -> Result<Flow, Trap> {
        if self.parcel.is_some()
            && let Flow::Halt = self.enter(code, heap)?
        {
            return Ok(Flow::Halt);
        }
        if self.is_between_cleanups() {
            return Step {
                vm: self,
                code,
                heap,
            }
            .unwind();
        }
        match self.frames.last() {
            Some(Activity::Code(_)) => run_code(self, code, heap),
            Some(_) => Step {
                vm: self,
                code,
                heap,
            }
            .job(),
            // What there was to do was done at once.
            None if self.parcel.is_some() => Ok(Flow::Again),
            None => Ok(heap.halt(Halt::Fault(Fault::Unsupported(
                "running a thread that has ended".to_owned(),
            )))),
        }
    }

    /// Makes the first call, delivers an answer, or hands the result out.
    fn enter(&mut self, code: &Code, heap: &mut Heap) -> Result<Flow, Trap> {
        let Some(parcel) = self.parcel.take() else {
            return Ok(Flow::Again);
        };
        let waiting = self.waiting.take();
        let stack = self.stack;
        let mut step = Step {
            vm: self,
            code,
            heap,
        };
        match (parcel, waiting) {
            (Parcel::Call { callee, argc }, _) => {
                let args = step.heap.slots(stack).get(..usize::from(argc));
                let args = Slots::from_slice(args.ok_or(Trap::Fault(Fault::Memory))?);
                step.call_once(callee, &args, After::Root)
            }
            (Parcel::Poll, _) => Ok(step.begin_task()),
            (Parcel::Drop(value), _) => {
                step.begin_drop(vec![value], Some((After::Root, Value::Unit)))
            }
            (Parcel::Answer(value), Some(after)) => step.deliver(after, value),
            (Parcel::Panic(message), Some(_)) => Err(Trap::Panic(message.into_string())),
            (Parcel::Result(value), _) => Ok(step.heap.halt(Halt::Finished(value))),
            (Parcel::Answer(_) | Parcel::Panic(_), None) => Err(Trap::Fault(Fault::Unsupported(
                "an answer that nothing waits for".to_owned(),
            ))),
        }
    }

    /// Whether it is a runtime's task that has not begun.
    #[must_use]
    #[inline]
    pub(crate) fn is_unbegun_task(&self) -> bool {
        matches!(self.parcel, Some(Parcel::Poll))
    }

    /// The root function has given this.
    pub(crate) fn finish_with(&mut self, value: Value) {
        self.parcel = Some(Parcel::Result(value));
    }

    /// Answers the last [`Halt::Sys`] with `value`; `run` goes on from there. What only goes into a register goes there
    /// now: when the thread runs again after a long wait, its answer need not be fetched from memory.
    #[inline]
    pub fn resume_with(&mut self, heap: &mut Heap, value: Value) {
        let dst = match self.waiting {
            Some(After::Store(dst)) => Some(dst),
            Some(After::Polled { dst, .. }) if !matches!(value, Value::Unit) => Some(dst),
            _ => None,
        };
        if let (Some(dst), Some(frame)) = (dst, self.frame())
            && let index = frame.base + u32::from(dst.0)
            && let Some(register) = heap.slot_mut(Slot {
                object: self.stack,
                index,
            })
            && !matches!(register, Value::Own(_))
        {
            *register = value;
            self.waiting = None;
            return;
        }
        self.parcel = Some(Parcel::Answer(value));
    }

    /// After the root function has given its result: the thread waits for one more answer, which it ends with.
    pub fn end_after_answer(&mut self) {
        self.waiting = Some(After::Root);
    }

    /// Answers the last [`Halt::Sys`] with a panic of this message.
    pub fn resume_panicking(&mut self, message: impl Into<String>) {
        self.parcel = Some(Parcel::Panic(message.into().into_boxed_str()));
    }

    /// Where the innermost frame of the user's text is.
    #[must_use]
    pub fn span(&self, code: &Code) -> Span {
        self.frames
            .iter()
            .rev()
            .find_map(|activity| user_span(code, activity))
            .map(|(_, span)| span)
            .or_else(|| self.parked_span(code))
            .unwrap_or(Span::NONE)
    }

    /// Forgets where a body was suspended: another poll begins.
    pub(crate) fn unpark(&mut self) {
        self.parked = 0;
    }

    /// A body of the user's text is suspended; the innermost one says where the task waits.
    pub(crate) fn park(&mut self, function: FnId, pc: u32) {
        if self.parked == 0
            && let Ok(pc) = u16::try_from(pc)
        {
            self.parked = u32::from(function.0) << 16 | u32::from(pc);
        }
    }

    /// The `.await` at which the task waits, when no frame of the user's text is on the stack.
    pub(crate) fn parked_span(&self, code: &Code) -> Option<Span> {
        if self.parked == 0 {
            return None;
        }
        let function = code.functions.get((self.parked >> 16) as usize)?;
        let pc = (self.parked & 0xFFFF) as usize;
        function.spans.get(pc.saturating_sub(1)).copied()
    }

    /// First register index above everything in use.
    pub(crate) fn top(&self, code: &Code) -> usize {
        let top = match self.frames.last() {
            None => 0,
            Some(Activity::Code(frame)) => {
                let function = code.functions.get(frame.function.index());
                frame.base + function.map_or(0, |it| u32::from(it.registers))
            }
            Some(Activity::Drop(job)) => job.base + 1,
            Some(Activity::Format(job)) => job.base + 1,
            Some(Activity::Clone(job)) => job.base + 1,
            // The body's frame has gone, and its register file is empty.
            Some(Activity::Poll(_)) => 0,
            Some(Activity::Task(_)) => task::REGISTERS,
        };
        top as usize
    }

    /// Registers that hold the arguments of a first call that is to be made.
    pub(crate) fn arguments(&self) -> usize {
        match self.parcel {
            Some(Parcel::Call { argc, .. }) => argc.into(),
            _ => 0,
        }
    }

    /// Everything but the registers, which are number `stack`.
    pub(crate) fn write_canonical(&self, stack: u32, to: &mut Canonical<'_>) {
        let (tag, value) = match &self.parcel {
            None => (0, None),
            Some(Parcel::Call { callee, argc }) => (8 + u64::from(*argc), Some(*callee)),
            Some(Parcel::Drop(value)) => (1, Some(*value)),
            Some(Parcel::Answer(value)) => (2, Some(*value)),
            Some(Parcel::Panic(_)) => (3, None),
            Some(Parcel::Result(value)) => (4, Some(*value)),
            Some(Parcel::Poll) => (5, None),
        };
        let (panicking, payload) = match self.panicking.as_deref() {
            None => (0, None),
            Some(Panicking::Raised(payload)) => (1, Some(*payload)),
            Some(Panicking::Unwinding(it)) => {
                let depth = it.cleanup_depth.map_or(0, |it| u64::from(it) + 1);
                (2 + depth, Some(it.payload))
            }
        };
        let flags = u64::from(self.waiting.is_some()) | u64::from(panicking != 0) << 1;
        // No stack has more than `MAX_DEPTH` levels.
        let levels = self.frames.len() as u64;
        to.word(u64::from(stack) << 32 | levels << 12 | flags << 10 | tag);
        if panicking != 0 {
            to.word(panicking);
        }
        self.frames.iter().for_each(|it| to.activity(it));
        if let Some(waiting) = self.waiting {
            to.after(waiting);
        }
        if let Some(value) = value {
            to.value(value);
        }
        if let Some(payload) = payload {
            to.value(payload);
        }
        if let Some(Parcel::Panic(message)) = &self.parcel {
            to.plain(message);
        }
    }

    /// The frames of the user's text, innermost first.
    #[must_use]
    pub fn call_stack(&self, code: &Code) -> Vec<StackEntry> {
        self.frames
            .iter()
            .rev()
            .filter_map(|activity| user_span(code, activity))
            .map(|(function, span)| StackEntry {
                function: code.functions[function.index()].name.clone(),
                span,
            })
            .collect()
    }

    /// Whether the innermost frame is not the user's text.
    #[must_use]
    pub fn is_in_library(&self, code: &Code) -> bool {
        let innermost = self.frames.last();
        innermost.is_some_and(|activity| user_span(code, activity).is_none())
    }

    /// Gives the register file back without dropping anything, and is one to spare after that.
    pub fn tear_down(&mut self, heap: &mut Heap) {
        match self.stack {
            NO_STACK => heap.discharge(task::REGISTERS_BYTES),
            stack => heap.free_stack(stack),
        }
        match self.frames.capacity() <= MOST_LEVELS {
            true => self.frames.clear(),
            false => self.frames = Levels::new(),
        }
        self.waiting = None;
        self.parcel = None;
        self.panicking = None;
        self.is_task = true;
    }

    /// Unwinding, and nothing that the last cleanup called is still running.
    fn is_between_cleanups(&self) -> bool {
        self.unwinding().is_some_and(|it| {
            it.cleanup_depth
                .is_none_or(|depth| self.frames.len() < depth as usize)
        })
    }

    /// The panic on its way through the frames.
    pub(crate) fn unwinding(&self) -> Option<Unwinding> {
        match self.panicking.as_deref() {
            Some(Panicking::Unwinding(it)) => Some(*it),
            _ => None,
        }
    }

    /// The panic has come to its end: its payload.
    pub(crate) fn stop_unwinding(&mut self) -> Value {
        match self.panicking.take().as_deref() {
            Some(Panicking::Unwinding(it)) => it.payload,
            _ => Value::Unit,
        }
    }

    /// So many levels belong to the present cleanup.
    pub(crate) fn mark_cleanup(&mut self, depth: usize) {
        if let Some(Panicking::Unwinding(it)) = self.panicking.as_deref_mut() {
            it.cleanup_depth = Some(depth as u32);
        }
    }

    /// The frame on top, when it is bytecode.
    #[inline]
    pub(crate) fn frame(&self) -> Option<&Frame> {
        match self.frames.last() {
            Some(Activity::Code(frame)) => Some(frame),
            _ => None,
        }
    }

    /// The same, to change.
    pub(crate) fn frame_mut(&mut self) -> Option<&mut Frame> {
        match self.frames.last_mut() {
            Some(Activity::Code(frame)) => Some(frame),
            _ => None,
        }
    }
}

/// Function and place of a frame of the user's text.
fn user_span(code: &Code, activity: &Activity) -> Option<(FnId, Span)> {
    let Activity::Code(frame) = activity else {
        return None;
    };
    let function = code.functions.get(frame.function.index())?;
    if function.is_prelude {
        return None;
    }
    let span = *function.spans.get(frame.pc.saturating_sub(1) as usize)?;
    Some((frame.function, span))
}
