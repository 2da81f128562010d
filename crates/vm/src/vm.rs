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
use crate::task_poll::Levels;
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
/// of them: what few threads need at a time is boxed.
#[derive(Clone, Debug, PartialEq)]
pub struct Vm {
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
    parked: u32,
    /// It polls one body until that has ended (see `crate::task`).
    pub(crate) is_task: bool,
    /// What was left of a task's budget when it ended; [`task::NOTHING_LEFT`] when it was cancelled, and before.
    pub(crate) left: u8,
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

const _: () = assert!(size_of::<Vm>() <= 96, "a machine is small");

impl Vm {
    /// A thread that will call `callee` (a `fn` item, or a closure that it consumes) with `args`.
    #[must_use]
    pub fn start(_code: &Code, heap: &mut Heap, callee: Value, args: &[Value]) -> Self {
        let argc = args.len() as u8;
        let vm = Self::new(heap, Parcel::Call { callee, argc });
        if heap.grow_stack(vm.stack, args.len()).is_ok() {
            heap.stacks.get_mut(vm.stack.0 & !STACK_BIT)[..args.len()].copy_from_slice(args);
        }
        vm
    }

    /// A thread that only drops `value`, with all that this may run, and finishes with `()`.
    #[must_use]
    pub fn start_drop(_code: &Code, heap: &mut Heap, value: Value) -> Self {
        Self::new(heap, Parcel::Drop(value))
    }

    pub(crate) fn new(heap: &mut Heap, parcel: Parcel) -> Self {
        Self::on_stack(heap.new_stack(), parcel)
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
        }
    }

    /// A runtime's task, whose lowest level this is.
    #[inline]
    pub(crate) fn task(body: Body, parcel: Parcel) -> Self {
        Self {
            frames: SmallVec::from_buf([Activity::Task(body)]),
            is_task: true,
            ..Self::on_stack(NO_STACK, parcel)
        }
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

    /// Runs until something halts it, or `fuel` instructions are used up. Also says how many were used.
    pub fn run(&mut self, code: &Code, heap: &mut Heap, fuel: u64) -> (Halt, u64) {
        let used = self.go(code, heap, fuel);
        (heap.take_halt(), used)
    }

    /// The same; what halted it stays with the heap ([`Heap::take_halt`], [`Heap::take_args`]), so that it need not be
    /// handed upwards. Answers how many instructions were used.
    pub fn go(&mut self, code: &Code, heap: &mut Heap, fuel: u64) -> u64 {
        let fuel = fuel.min(MOST_FUEL);
        self.fuel = fuel;
        heap.ahead.begins(fuel);
        let done = self.first_round(code, heap);
        self.go_on(code, heap, done)
    }

    /// The same for a runtime's task whose next poll begins, its first one or after [`Halt::Sys`] with
    /// [`interleave_program::Sys::FuturePark`]: its number, and what the poll may do.
    pub fn poll(
        &mut self,
        code: &Code,
        heap: &mut Heap,
        number: u32,
        budget: Value,
        fuel: u64,
    ) -> u64 {
        let fuel = fuel.min(MOST_FUEL);
        self.fuel = fuel;
        heap.ahead.begins(fuel);
        let waits = match self.parcel {
            None => matches!(self.waiting, Some(After::Job)),
            _ => self.is_unbegun_task(),
        };
        let mut step = Step {
            vm: self,
            code,
            heap,
        };
        if waits && step.poll_at_once(Some(number), budget) {
            // The first poll owns nothing that its parcel would have to drop.
            std::mem::forget(self.parcel.take());
            self.waiting = None;
            let done = run_code(self, code, heap);
            return self.go_on(code, heap, done);
        }
        match self.is_unbegun_task() {
            true => self.begin_at_once(number, budget),
            false => self.resume_with(heap, budget),
        }
        self.go(code, heap, fuel)
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
                let mut step = Step {
                    vm: self,
                    code,
                    heap,
                };
                if !step.poll_at_once(None, answer) {
                    return Ok(Flow::Again);
                }
                // An answer owns nothing that its parcel would have to drop.
                std::mem::forget(self.parcel.take());
                self.waiting = None;
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

    /// Goes on with an answer that it has not asked for.
    pub(crate) fn take_up(&mut self, after: After, answer: Value) {
        self.waiting = Some(after);
        self.parcel = Some(Parcel::Answer(answer));
    }

    /// Whether it is a runtime's task that has not begun.
    #[must_use]
    #[inline]
    pub fn is_unbegun_task(&self) -> bool {
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

    /// Whether the thread is unwinding.
    #[must_use]
    pub fn is_panicking(&self) -> bool {
        self.panicking.is_some()
    }

    /// How many levels the call stack has.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.frames.len()
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

    /// Gives the register file back without dropping anything: the process has ended, or the thread has.
    pub fn teardown(mut self, heap: &mut Heap) {
        self.tear_down(heap);
    }

    /// The same in its place: it is no machine any more.
    #[inline]
    pub fn tear_down(&mut self, heap: &mut Heap) {
        self.frames.clear();
        self.give_room_back(&mut heap.spare);
        match self.stack {
            NO_STACK => heap.discharge(task::REGISTERS_BYTES),
            stack => heap.free_stack(stack),
        }
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
