//! A runtime's task: a thread that polls one `async` body until that has ended.
//!
//! Its lowest level knows the body and the task's number. For each poll it is lent registers: what resources may still
//! do in this poll, a waker, and the context that leads to both. Nobody keeps a context beyond its poll, so there are as
//! many of them as tasks are polled at a time, and not as many as there are tasks; between polls a task has no registers
//! at all. It halts as the prelude's `run_task` does, which polls futures of other kinds: with [`Sys::FutureCurrent`] and
//! [`Sys::FutureBegin`] before the first poll, and with [`Sys::FuturePark`] after each that was pending.

use interleave_program::{IntKind, ShapeId, Sys};

use crate::code::Code;
use crate::context::Trap;
use crate::frame::{Activity, After, Body};
use crate::halt::{Halt, MAX_SYS_ARGS};
use crate::heap::{Heap, LONGEST_CHAIN, STACK_BIT};
use crate::library::PollContext;
use crate::object::Head;
use crate::stacks::Stacks;
use crate::step::{Flow, Step, unsupported};
use crate::value::{ObjectId, Slot, Value};
use crate::vm::{Rest, Vm};

/// The registers that a poll is lent, of which all but the first stay as they are from one poll to the next.
pub(crate) const BUDGET: u32 = 0;
const WAKER: u32 = 1;
pub(crate) const CONTEXT: u32 = 2;
/// Refers to where the waker has the number of the task.
const TARGET: u32 = 3;
/// How many registers that are.
pub(crate) const REGISTERS: u32 = 4;
/// What a task is charged for them.
pub(crate) const REGISTERS_BYTES: usize = REGISTERS as usize * size_of::<Value>();

/// A task between polls has no registers.
pub(crate) const NO_STACK: ObjectId = ObjectId(u32::MAX);

/// The budget that says: it has been cancelled.
const CANCELLED: i64 = -1;
/// The same for [`Vm::left`].
pub(crate) const NOTHING_LEFT: u8 = u8::MAX;

impl Vm {
    /// What a reference to the context leads to that this machine's task has been lent; `None` for any other.
    #[must_use]
    pub fn own_context(&self, heap: &Heap, number: usize, context: Value) -> Option<PollContext> {
        let Some(Activity::Poll(poll)) = self.frames.get(1).filter(|_| self.is_task) else {
            return None;
        };
        let own = |index| slot(poll.outer, index);
        if context == Value::Ref(own(CONTEXT)) {
            return PollContext::counted(heap, number, own(BUDGET));
        }
        let mut place = context;
        for _ in 0..LONGEST_CHAIN {
            match place {
                Value::Ref(slot) if slot == own(CONTEXT) => {
                    return PollContext::counted(heap, number, own(BUDGET));
                }
                Value::Ref(slot) => place = heap.get(slot),
                _ => break,
            }
        }
        None
    }
}

impl Step<'_> {
    /// The task begins.
    pub fn begin_task(&mut self) -> Flow {
        self.syscall(Sys::FutureCurrent, [Value::Moved; MAX_SYS_ARGS], After::Job)
    }

    /// The engine says whose the waker is or what the next poll may do, or the poll has given this, or a cancelled body
    /// has been dropped.
    pub fn task_answered(&mut self, answer: Value) -> Result<Flow, Trap> {
        match answer {
            Value::Int(_, it) => match self.vm.frames.last_mut() {
                Some(Activity::Task(Body {
                    number: number @ None,
                    ..
                })) => {
                    *number = Some(it as u32);
                    let args = [Value::Moved; MAX_SYS_ARGS];
                    Ok(self.syscall(Sys::FutureBegin, args, After::Job))
                }
                _ => self.poll_task(answer),
            },
            Value::Tag(ShapeId::PENDING) => Ok(self.task_pending()),
            Value::Unit => Ok(self.end_task(Value::Unit)),
            ready => match self.heap.take_field(ready) {
                Some(value) => Ok(self.end_task(value)),
                None => Err(unsupported("a poll that gives no `Poll`")),
            },
        }
    }

    /// The body waits for something: the task halts until it is woken.
    pub fn task_pending(&mut self) -> Flow {
        let left = self.give_registers_back();
        let args = [left, Value::Moved, Value::Moved, Value::Moved];
        self.vm.waiting = Some(After::Job);
        if self.vm.panicking.is_none() && self.vm.polled().is_some() {
            self.vm.waiting = None;
            self.vm.rest = Rest::Parked;
        }
        self.heap.halt_for_sys(Sys::FuturePark, args);
        Flow::Halt
    }

    /// The poll is over; answers what is left of the budget.
    fn give_registers_back(&mut self) -> Value {
        let stack = std::mem::replace(&mut self.vm.stack, NO_STACK);
        if stack == NO_STACK {
            return Value::Moved;
        }
        self.heap.lendable.push(stack);
        let registers = self.heap.stacks.get(stack.0 & !STACK_BIT);
        *registers.first().unwrap_or(&Value::Moved)
    }

    /// Registers to lend, with a waker and a context in them.
    #[cold]
    #[inline(never)]
    fn make_registers(&mut self) -> Result<ObjectId, Trap> {
        let Some(shapes) = self.code.library.task_shapes() else {
            return Err(unsupported("tasks without a library"));
        };
        let file = self
            .heap
            .stacks
            .open_with(Stacks::capacity(REGISTERS as usize));
        let stack = ObjectId(file | STACK_BIT);
        let target = self.heap.alloc_variant(shapes.target, &[Value::Moved])?;
        let Value::Own(object) = target else {
            return Err(unsupported("a waker without fields"));
        };
        let waker = self.heap.alloc_variant(shapes.waker, &[target])?;
        let places = [WAKER, BUDGET].map(|index| Value::Ref(slot(stack, index)));
        let context = self.heap.alloc_variant(shapes.context, &places)?;
        self.heap.set(slot(stack, WAKER), waker);
        self.heap.set(slot(stack, CONTEXT), context);
        let number = slot(object, 0);
        self.heap.set(slot(stack, TARGET), Value::Ref(number));
        Ok(stack)
    }

    /// Lends the task, whose number this is, registers with this budget.
    fn lend_registers(&mut self, budget: Value, number: u32) -> Result<ObjectId, Trap> {
        let stack = match self.heap.lendable.pop() {
            Some(stack) => stack,
            None => self.make_registers()?,
        };
        self.vm.stack = stack;
        let registers = self.heap.stacks.get_mut(stack.0 & !STACK_BIT);
        let Some([left, _, _, Value::Ref(target)]) =
            registers.first_chunk_mut::<{ REGISTERS as usize }>()
        else {
            return Err(unsupported("a task without registers"));
        };
        *left = budget;
        let target = *target;
        let number = Value::Int(IntKind::Usize, number.into());
        self.heap.set(target, number);
        Ok(stack)
    }

    /// The next poll, with a context and a waker of this task.
    fn poll_task(&mut self, budget: Value) -> Result<Flow, Trap> {
        let Some(&Activity::Task(Body { future, number })) = self.vm.frames.last() else {
            return Err(unsupported("a task without a body"));
        };
        let stack = self.lend_registers(budget, number.unwrap_or_default())?;
        if matches!(budget, Value::Int(_, CANCELLED)) {
            let owned = self.task_owns();
            return self.begin_drop(owned, Some((After::Job, Value::Unit)));
        }
        let Some(body) = future else {
            return Err(unsupported("polling a future that has been moved"));
        };
        self.heap.ahead.polls_with(stack);
        let context = Value::Ref(slot(stack, CONTEXT));
        self.poll_body(body, context, After::Job)
    }

    /// The task has given `value`, and halts with that.
    pub fn end_task(&mut self, value: Value) -> Flow {
        self.leave_task();
        if self.vm.panicking.is_none() && self.vm.frames.is_empty() {
            self.vm.rest = Rest::Ended;
        }
        self.heap.halt(Halt::Finished(value))
    }

    /// Takes the lowest level off the stack; what it owned calls nobody when it goes.
    pub fn leave_task(&mut self) {
        let level = self.vm.frames.pop();
        if let Value::Int(_, left) = self.give_registers_back() {
            self.vm.left = u8::try_from(left).unwrap_or(NOTHING_LEFT);
        }
        if let Some(Activity::Task(Body {
            future: Some(id), ..
        })) = level
        {
            let future = Value::Own(id);
            if !self.free_ended(future) {
                self.drop_quietly(future);
            }
        }
    }

    /// What unwinding drops of the lowest level: the body, once.
    pub fn task_owns(&mut self) -> Vec<Value> {
        match self.vm.frames.last_mut() {
            Some(Activity::Task(body)) => body.future.take().map(Value::Own).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// Whether the level on top is a task's lowest.
    #[inline]
    pub fn is_at_task(&self) -> bool {
        matches!(self.vm.frames.last(), Some(Activity::Task(_)))
    }
}

/// The `async` body that a future is, for a task that polls it and is charged for; `None` when that needs the prelude's text, or
/// there is no memory.
pub(crate) fn chargeable_body(code: &Code, heap: &mut Heap, future: Value) -> Option<ObjectId> {
    let body = body_of(heap, future)?;
    code.library.task_shapes()?;
    heap.charge(REGISTERS_BYTES).ok()?;
    Some(body)
}

/// The `async` body that a future is.
#[inline]
pub(crate) fn body_of(heap: &Heap, future: Value) -> Option<ObjectId> {
    match future {
        Value::Own(id) if matches!(heap.head(id), Some(Head::Coroutine { .. })) => Some(id),
        _ => None,
    }
}

/// Whether the poll that has been lent these registers may still do something.
#[inline(always)]
pub(crate) fn has_budget(heap: &Heap, registers: ObjectId) -> bool {
    let registers = heap.stacks.get(registers.0 & !STACK_BIT);
    matches!(registers.get(BUDGET as usize), Some(Value::Int(_, 1..)))
}

/// A resource has made progress in that poll.
#[inline(always)]
pub(crate) fn spend(heap: &mut Heap, registers: ObjectId) {
    let registers = heap.stacks.get_mut(registers.0 & !STACK_BIT);
    if let Some(Value::Int(_, left)) = registers.get_mut(BUDGET as usize) {
        *left -= 1;
    }
}

fn slot(object: ObjectId, index: u32) -> Slot {
    Slot { object, index }
}
