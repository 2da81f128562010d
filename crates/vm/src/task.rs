//! A runtime's task: a thread that polls one `async` body until that has ended.
//!
//! Its lowest level has registers of its own: the body, what resources may still do in this poll, a waker, and the
//! context that leads to both. It halts as the prelude's `run_task` does, which polls futures of other kinds: with
//! [`Sys::FutureCurrent`] and [`Sys::FutureBegin`] before the first poll, and with [`Sys::FuturePark`] after each that
//! was pending.

use interleave_program::{IntKind, ShapeId, Sys};

use crate::code::Code;
use crate::context::Trap;
use crate::frame::{Activity, After};
use crate::halt::MAX_SYS_ARGS;
use crate::heap::Heap;
use crate::object::Head;
use crate::step::{Flow, Step, unsupported};
use crate::value::{Slot, Value};
use crate::vm::{Parcel, Vm};

/// The body; gone when the task has ended.
const FUTURE: u32 = 0;
const BUDGET: u32 = 1;
const WAKER: u32 = 2;
const CONTEXT: u32 = 3;
/// How many registers that are.
pub(crate) const REGISTERS: u32 = 4;

/// The budget that says: it has been cancelled.
const CANCELLED: Value = Value::Int(IntKind::Usize, -1);

impl Vm {
    /// The machine of a task that polls `future`; `None` when that needs the prelude's text, or there is no memory.
    #[must_use]
    pub fn start_task(code: &Code, heap: &mut Heap, future: Value) -> Option<Self> {
        let Value::Own(id) = future else { return None };
        let is_body = matches!(heap.head(id), Some(Head::Coroutine { .. }));
        if !is_body || code.library.task_shapes().is_none() {
            return None;
        }
        let vm = Self::new(heap, Parcel::Poll);
        heap.grow_stack(vm.stack, REGISTERS as usize).ok()?;
        heap.set(vm.task_slot(FUTURE), future);
        Some(vm)
    }

    fn task_slot(&self, index: u32) -> Slot {
        Slot {
            object: self.stack,
            index,
        }
    }

    /// What is left of a task's budget after its last poll; `None` when it was cancelled, and for other threads.
    #[must_use]
    pub fn budget_left(&self, heap: &Heap) -> Option<usize> {
        if !self.is_task {
            return None;
        }
        heap.read_usize(heap.get(self.task_slot(BUDGET)))
    }
}

impl Step<'_> {
    /// The task begins.
    pub fn begin_task(&mut self) -> Flow {
        self.vm.is_task = true;
        self.vm.frames.push(Activity::Task);
        self.syscall(Sys::FutureCurrent, [Value::Moved; MAX_SYS_ARGS], After::Job)
    }

    /// The engine says whose the waker is or what the next poll may do, or the poll has given this, or a cancelled body
    /// has been dropped.
    pub fn task_answered(&mut self, answer: Value) -> Result<Flow, Trap> {
        match answer {
            Value::Int(..) if self.heap.get(self.vm.task_slot(CONTEXT)) == Value::Moved => {
                self.make_context(answer)?;
                let args = [Value::Moved; MAX_SYS_ARGS];
                Ok(self.syscall(Sys::FutureBegin, args, After::Job))
            }
            Value::Int(..) => self.poll_task(answer),
            Value::Tag(ShapeId::PENDING) => {
                let left = self.heap.get(self.vm.task_slot(BUDGET));
                let args = [left, Value::Moved, Value::Moved, Value::Moved];
                Ok(self.syscall(Sys::FuturePark, args, After::Job))
            }
            Value::Unit => Ok(self.end_task(Value::Unit)),
            ready => match self.heap.take_fields(ready).pop() {
                Some(value) => Ok(self.end_task(value)),
                None => Err(unsupported("a poll that gives no `Poll`")),
            },
        }
    }

    /// Makes what polls are given: a waker of the task with this number, and how much they may do.
    fn make_context(&mut self, number: Value) -> Result<(), Trap> {
        let Some(shapes) = self.code.library.task_shapes() else {
            return Err(unsupported("tasks without a library"));
        };
        let target = self.heap.alloc_variant(shapes.target, &[number])?;
        let waker = self.heap.alloc_variant(shapes.waker, &[target])?;
        let places = [WAKER, BUDGET].map(|index| Value::Ref(self.vm.task_slot(index)));
        let context = self.heap.alloc_variant(shapes.context, &places)?;
        self.heap.set(self.vm.task_slot(WAKER), waker);
        self.heap.set(self.vm.task_slot(CONTEXT), context);
        Ok(())
    }

    fn poll_task(&mut self, budget: Value) -> Result<Flow, Trap> {
        let future = self.vm.task_slot(FUTURE);
        self.heap.set(self.vm.task_slot(BUDGET), budget);
        if budget == CANCELLED {
            let future = self.heap.take(future);
            return self.begin_drop(vec![future], Some((After::Job, Value::Unit)));
        }
        let context = Value::Ref(self.vm.task_slot(CONTEXT));
        self.poll(Value::Ref(future), context, After::Job)
    }

    /// The task has given `value`.
    pub fn end_task(&mut self, value: Value) -> Flow {
        self.leave_task();
        self.vm.finish_with(value);
        Flow::Again
    }

    /// Takes the lowest level off the stack; what it owned calls nobody when it goes.
    pub fn leave_task(&mut self) {
        self.vm.frames.pop();
        for index in [CONTEXT, WAKER, FUTURE] {
            let owned = self.heap.take(self.vm.task_slot(index));
            self.drop_quietly(owned);
        }
    }

    /// What unwinding drops of the lowest level: the body, once.
    pub fn task_owns(&mut self) -> Vec<Value> {
        let future = self.heap.take(self.vm.task_slot(FUTURE));
        match future {
            Value::Own(_) => vec![future],
            _ => Vec::new(),
        }
    }

    /// Whether the level on top is a task's lowest.
    pub fn is_at_task(&self) -> bool {
        matches!(self.vm.frames.last(), Some(Activity::Task))
    }
}
