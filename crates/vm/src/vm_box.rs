//! The machine of a thread or task as those keep it who have a hundred thousand of them.
//!
//! Between two polls a runtime's task needs no stack: which body it polls, its own number, and where that body was suspended
//! say all. So it has a [`Vm`] only for a poll, from those that polls before have left with the heap, whose memory is near
//! and whose levels are laid out already. Whatever else halts it leaves it that machine. What can be asked of a task at
//! rest is answered by the machine that it would have.

use interleave_program::{IntKind, Span, TypeTag};

use crate::canonical::Canonical;
use crate::code::Code;
use crate::halt::Halt;
use crate::heap::Heap;
use crate::library::PollContext;
use crate::prefetch::{prefetch, prefetch_registers};
use crate::task::{self, NO_STACK, NOTHING_LEFT};
use crate::value::{ObjectId, Value};
use crate::vm::{Parcel, Rest, StackEntry, Vm};

/// One thread or task, resumable.
#[derive(Clone, Debug, PartialEq)]
pub struct VmBox(State);

#[derive(Clone, Debug, PartialEq)]
enum State {
    /// A runtime's task that has not begun to poll this body.
    Unbegun(ObjectId),
    Waits(Waiting),
    /// A runtime's task that has ended, with so much left of its budget: [`Vm::left`].
    Ended {
        left: u8,
    },
    /// Whatever else.
    Runs(Box<Vm>),
}

/// A runtime's task between two polls.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Waiting {
    /// What the next poll may do, once that is to begin.
    budget: Option<u8>,
    body: ObjectId,
    number: u32,
    /// As [`Vm::parked`].
    parked: u32,
}

const _: () = assert!(size_of::<Option<VmBox>>() <= 16, "a task at rest is small");

impl VmBox {
    /// A thread that will call `callee` (a `fn` item, or a closure that it consumes) with `args`.
    #[must_use]
    pub fn start(_code: &Code, heap: &mut Heap, callee: Value, args: &[Value]) -> Self {
        Self(State::Runs(Vm::start(heap, callee, args)))
    }

    /// A thread that only drops `value`, with all that this may run, and finishes with `()`.
    #[must_use]
    pub fn start_drop(_code: &Code, heap: &mut Heap, value: Value) -> Self {
        Self(State::Runs(Vm::new(heap, Parcel::Drop(value))))
    }

    /// The machine of a task that polls `future`; `None` when that needs the prelude's text, or there is no memory.
    #[must_use]
    pub fn start_task(code: &Code, heap: &mut Heap, future: Value) -> Option<Self> {
        task::chargeable_body(code, heap, future).map(Self::of_body)
    }

    /// The machine of a task that polls this `async` body, and has been charged for.
    #[inline(always)]
    pub(crate) fn of_body(body: ObjectId) -> Self {
        Self(State::Unbegun(body))
    }

    /// Becomes a copy of `from`, in the memory that it has.
    pub fn copy_from(&mut self, from: &Self) {
        match (&mut self.0, &from.0) {
            (State::Runs(own), State::Runs(other)) => own.copy_from(other),
            (own, other) => own.clone_from(other),
        }
    }

    /// Runs until something halts it, or `fuel` instructions are used up. Also says how many were used.
    pub fn run(&mut self, code: &Code, heap: &mut Heap, fuel: u64) -> (Halt, u64) {
        let used = self.go(code, heap, fuel);
        (heap.take_halt(), used)
    }

    /// The same; what halted it stays with the heap ([`Heap::take_halt`], [`Heap::take_args`]), so that it need not be
    /// handed upwards. Answers how many instructions were used.
    #[inline]
    pub fn go(&mut self, code: &Code, heap: &mut Heap, fuel: u64) -> u64 {
        if let State::Waits(Waiting {
            budget: Some(budget),
            body,
            number,
            ..
        }) = self.0
            && let Some(used) = self.poll_body(code, heap, (body, number), budget_of(budget), fuel)
        {
            return used;
        }
        self.go_on(code, heap, fuel)
    }

    /// The same with a machine of its own.
    #[inline(never)]
    fn go_on(&mut self, code: &Code, heap: &mut Heap, fuel: u64) -> u64 {
        let vm = self.vm(heap);
        let used = vm.go(code, heap, fuel);
        if vm.rest != Rest::No {
            self.comes_to_rest(heap);
        }
        used
    }

    /// The same for a runtime's task whose next poll begins, its first one or after [`Halt::Sys`] with
    /// [`interleave_program::Sys::FuturePark`]: its number, and what the poll may do.
    #[inline]
    pub fn poll(
        &mut self,
        code: &Code,
        heap: &mut Heap,
        number: u32,
        budget: Value,
        fuel: u64,
    ) -> u64 {
        let begins = match self.0 {
            State::Unbegun(body) => Some((body, number)),
            State::Waits(Waiting { body, number, .. }) => Some((body, number)),
            _ => None,
        };
        match begins.and_then(|it| self.poll_body(code, heap, it, budget, fuel)) {
            Some(used) => used,
            None => {
                self.is_to_poll(heap, number, budget);
                self.go_on(code, heap, fuel)
            }
        }
    }

    /// A poll begins with the next step.
    #[cold]
    #[inline(never)]
    fn is_to_poll(&mut self, heap: &mut Heap, number: u32, budget: Value) {
        match self.is_unbegun_task() {
            true => self.begin_at_once(heap, number, budget),
            false => self.resume_with(heap, budget),
        }
    }

    /// A poll of this body by the task of this number, with a machine that is to spare; `None`, with nothing done, when it is
    /// not as simple as that.
    #[inline(always)]
    fn poll_body(
        &mut self,
        code: &Code,
        heap: &mut Heap,
        (body, number): (ObjectId, u32),
        budget: Value,
        fuel: u64,
    ) -> Option<u64> {
        let mut vm = heap.spare.take_vm()?;
        if !vm.begin_poll(heap, body, number, budget) {
            heap.spare.keep_vm(vm);
            return None;
        }
        let used = vm.go_polling(code, heap, fuel);
        let state = match State::of_rest(&vm, (body, number)) {
            Some(state) => {
                heap.spare.keep_vm(vm);
                state
            }
            None => State::Runs(vm),
        };
        // What it was has no machine that would have to be dropped.
        std::mem::forget(std::mem::replace(&mut self.0, state));
        Some(used)
    }

    /// Its machine, one of those to spare when it has none.
    #[inline(always)]
    fn vm(&mut self, heap: &mut Heap) -> &mut Vm {
        if !matches!(self.0, State::Runs(_)) {
            self.take_vm(|vm| heap.spare.make_vm(vm));
        }
        self.own_vm()
    }

    /// The same without such.
    #[inline]
    fn new_vm(&mut self) -> &mut Vm {
        self.take_vm(Box::new);
        self.own_vm()
    }

    fn own_vm(&mut self) -> &mut Vm {
        match &mut self.0 {
            State::Runs(vm) => vm,
            _ => panic!("what is not at rest has a machine"),
        }
    }

    /// Has a machine from now on, in such memory.
    #[inline(never)]
    fn take_vm(&mut self, memory: impl FnOnce(Vm) -> Box<Vm>) {
        if let Some(vm) = self.0.at_rest() {
            self.0 = State::Runs(memory(vm));
        }
    }

    /// It needs its machine no more.
    #[inline(never)]
    fn comes_to_rest(&mut self, heap: &mut Heap) {
        if let State::Runs(vm) = &self.0
            && let Some(state) = State::of_rest(vm, vm.polled().unwrap_or((NO_STACK, 0)))
            && let State::Runs(vm) = std::mem::replace(&mut self.0, state)
        {
            heap.spare.keep_vm(vm);
        }
    }

    /// What its machine says.
    #[inline]
    fn ask<R>(&self, question: impl FnOnce(&Vm) -> R) -> R {
        match &self.0 {
            State::Runs(vm) => question(vm),
            it => question(&it.at_rest().expect("what has no machine is at rest")),
        }
    }

    /// Begins the first poll of a task that has not begun, when nobody else may do anything before that: the task's
    /// number, and what the poll may do.
    #[inline]
    pub fn begin_at_once(&mut self, heap: &mut Heap, number: u32, budget: Value) {
        if let State::Unbegun(body) = self.0 {
            self.0 = State::Waits(Waiting {
                budget: None,
                body,
                number,
                parked: 0,
            });
        }
        self.resume_with(heap, budget);
    }

    /// Answers the last [`Halt::Sys`] with `value`; [`VmBox::run`] goes on from there.
    #[inline]
    pub fn resume_with(&mut self, heap: &mut Heap, value: Value) {
        if let State::Waits(it) = &mut self.0
            && let Value::Int(IntKind::Usize, budget) = value
            && let Ok(budget) = u8::try_from(budget)
        {
            it.budget = Some(budget);
            return;
        }
        let vm = self.vm(heap);
        vm.resume_with(heap, value);
    }

    /// Answers the last [`Halt::Sys`] with a panic of this message.
    pub fn resume_panicking(&mut self, message: impl Into<String>) {
        self.new_vm().resume_panicking(message);
    }

    /// After the root function has given its result: the thread waits for one more answer, which it ends with.
    pub fn end_after_answer(&mut self) {
        self.new_vm().end_after_answer();
    }

    /// Whether it is a runtime's task that has not begun.
    #[must_use]
    #[inline]
    pub fn is_unbegun_task(&self) -> bool {
        match &self.0 {
            State::Unbegun(_) => true,
            State::Runs(vm) => vm.is_unbegun_task(),
            _ => false,
        }
    }

    /// What is left of a task's budget after its last poll; `None` when it was cancelled, and for other threads.
    #[must_use]
    #[inline]
    pub fn budget_left(&self) -> Option<usize> {
        let left = match &self.0 {
            State::Ended { left } => *left,
            State::Runs(vm) => vm.left,
            _ => NOTHING_LEFT,
        };
        (left != NOTHING_LEFT).then_some(left.into())
    }

    /// What a reference to the context leads to that this machine's task has been lent; `None` for any other.
    #[must_use]
    pub fn own_context(&self, heap: &Heap, number: usize, context: Value) -> Option<PollContext> {
        match &self.0 {
            State::Runs(vm) => vm.own_context(heap, number, context),
            _ => None,
        }
    }

    /// What a runtime's task polls, between two polls; `None` for any other thread.
    #[must_use]
    #[inline]
    pub fn body(&self) -> Option<ObjectId> {
        match &self.0 {
            State::Unbegun(body) => Some(*body),
            State::Waits(it) => Some(it.body),
            State::Ended { .. } => None,
            State::Runs(vm) => vm.body(),
        }
    }

    /// Where the innermost frame of the user's text is.
    #[must_use]
    pub fn span(&self, code: &Code) -> Span {
        self.ask(|vm| vm.span(code))
    }

    /// Whether the thread is unwinding.
    #[must_use]
    pub fn is_panicking(&self) -> bool {
        matches!(&self.0, State::Runs(vm) if vm.panicking.is_some())
    }

    /// How many levels the call stack has.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.ask(|vm| vm.frames.len())
    }

    /// The frames of the user's text, innermost first.
    #[must_use]
    pub fn call_stack(&self, code: &Code) -> Vec<StackEntry> {
        self.ask(|vm| vm.call_stack(code))
    }

    /// Whether the innermost frame is not the user's text.
    #[must_use]
    pub fn is_in_library(&self, code: &Code) -> bool {
        self.ask(|vm| vm.is_in_library(code))
    }

    /// Whether something that the thread owns, directly or through other objects, is a handle of one of `tags` of
    /// the engine's object `id`.
    #[must_use]
    pub fn owns_handle(&self, heap: &Heap, tags: &[TypeTag], id: u32) -> bool {
        self.ask(|vm| vm.owns_handle(heap, tags, id))
    }

    /// Everything that its going on depends on.
    pub(crate) fn write_canonical(&self, to: &mut Canonical<'_>) {
        self.ask(|vm| to.stack_of(vm));
    }

    /// Gives the register file back without dropping anything: the process has ended, or the thread has.
    pub fn teardown(mut self, heap: &mut Heap) {
        self.tear_down(heap);
    }

    /// The same in its place: it is no machine any more.
    #[inline]
    pub fn tear_down(&mut self, heap: &mut Heap) {
        let ended = State::Ended { left: NOTHING_LEFT };
        if !matches!(self.0, State::Runs(_)) {
            self.0 = ended;
            return heap.discharge(task::REGISTERS_BYTES);
        }
        if let State::Runs(mut vm) = std::mem::replace(&mut self.0, ended) {
            vm.tear_down(heap);
            heap.spare.keep_vm(vm);
        }
    }

    /// Asks for the memory of its machine, if it has one.
    #[inline]
    pub fn prefetch_vm(&self) {
        if let State::Runs(vm) = &self.0 {
            prefetch(&**vm);
        }
    }

    /// Asks for what the thread's next instructions need: its registers, and its closure.
    #[inline]
    pub fn prefetch(&self, heap: &Heap) {
        match &self.0 {
            State::Runs(vm) => vm.prefetch(heap),
            _ => self
                .body()
                .into_iter()
                .for_each(|it| prefetch(heap.object(it))),
        }
    }

    /// The same for the objects that its registers own, once the registers are there.
    #[inline]
    pub fn prefetch_owned(&self, heap: &Heap) {
        match &self.0 {
            State::Runs(vm) => vm.prefetch_owned(heap),
            _ => self
                .body()
                .into_iter()
                .for_each(|it| prefetch_registers(heap, it)),
        }
    }

    /// The same for the registers of the coroutines that its registers own, once these objects are there; those of a
    /// runtime's task have been asked for already.
    #[inline]
    pub fn prefetch_coroutine(&self, heap: &Heap) {
        if let State::Runs(vm) = &self.0 {
            vm.prefetch_coroutine(heap);
        }
    }
}

impl State {
    /// That of a task whose machine this was, and which polls that body and has that number; `None` when its machine is not
    /// at rest.
    #[inline(always)]
    fn of_rest(vm: &Vm, (body, number): (ObjectId, u32)) -> Option<Self> {
        match vm.rest {
            Rest::No => None,
            Rest::Parked => Some(Self::Waits(Waiting {
                budget: None,
                body,
                number,
                parked: vm.parked,
            })),
            Rest::Ended => Some(Self::Ended { left: vm.left }),
        }
    }

    /// The machine that a task would have which has none.
    #[inline]
    fn at_rest(&self) -> Option<Vm> {
        match *self {
            Self::Unbegun(body) => Some(Vm::of_body(body)),
            Self::Waits(it) => Some(Vm::waiting(
                (it.body, it.number),
                it.parked,
                it.budget.map(budget_of),
            )),
            Self::Ended { left } => Some(Vm::ended(left)),
            Self::Runs(_) => None,
        }
    }
}

/// What a poll may do, as its task is told.
#[inline(always)]
fn budget_of(budget: u8) -> Value {
    Value::Int(IntKind::Usize, budget.into())
}
