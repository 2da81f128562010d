//! A runtime's task: a thread that polls one `async` body until that has ended.
//!
//! Its lowest level has registers of its own: the body, what resources may still do in this poll, a waker, and the
//! context that leads to both. It halts as the prelude's `run_task` does, which polls futures of other kinds: with
//! [`Sys::FutureCurrent`] and [`Sys::FutureBegin`] before the first poll, and with [`Sys::FuturePark`] after each that
//! was pending.
//!
//! Nobody keeps a context beyond its poll, so waker and context are lent for each poll: there are as many as tasks are
//! polled at a time, and not as many as there are tasks.

use interleave_program::{ShapeId, Sys};

use crate::code::Code;
use crate::context::Trap;
use crate::frame::{Activity, After};
use crate::halt::{Halt, MAX_SYS_ARGS};
use crate::heap::{Heap, LONGEST_CHAIN, STACK_BIT};
use crate::library::PollContext;
use crate::object::{Head, Object};
use crate::step::{Flow, Step, unsupported};
use crate::value::{ObjectId, Slot, Value};
use crate::vm::{Parcel, Vm};

/// The body; gone when the task has ended.
const FUTURE: u32 = 0;
const BUDGET: u32 = 1;
/// Between polls the task's number, once it has begun.
const WAKER: u32 = 2;
/// Only during a poll.
const CONTEXT: u32 = 3;
/// How many registers that are.
pub(crate) const REGISTERS: u32 = 4;

/// The budget that says: it has been cancelled.
const CANCELLED: i64 = -1;

/// What is lent to a poll: a context, its waker, and what that leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lent {
    context: ObjectId,
    waker: ObjectId,
}

impl Vm {
    /// The machine of a task that polls `future`; `None` when that needs the prelude's text, or there is no memory.
    #[must_use]
    pub fn start_task(code: &Code, heap: &mut Heap, future: Value) -> Option<Self> {
        let Value::Own(id) = future else { return None };
        let is_body = matches!(heap.head(id), Some(Head::Coroutine { .. }));
        if !is_body || code.library.task_shapes().is_none() {
            return None;
        }
        let stack = heap.new_stack_of(REGISTERS as usize).ok()?;
        let vm = Self::on_stack(stack, Parcel::Poll);
        heap.set(vm.task_slot(FUTURE), future);
        Some(vm)
    }

    /// Begins the first poll of a task that has not begun, when nobody else may do anything before that: the task's
    /// number, and what the poll may do.
    pub fn begin_at_once(&mut self, heap: &mut Heap, number: Value, budget: Value) {
        self.is_task = true;
        self.frames.push(Activity::Task);
        heap.set(self.task_slot(WAKER), number);
        self.take_up(After::Job, budget);
    }

    fn task_slot(&self, index: u32) -> Slot {
        Slot {
            object: self.stack,
            index,
        }
    }

    /// What a reference to the context leads to that this machine's task has been lent; `None` for any other.
    #[must_use]
    pub fn own_context(&self, heap: &Heap, number: usize, context: Value) -> Option<PollContext> {
        let Some(Activity::Poll(poll)) = self.frames.get(1).filter(|_| self.is_task) else {
            return None;
        };
        let own = |index| Slot {
            object: poll.outer,
            index,
        };
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
            Value::Int(..) if matches!(self.heap.get(self.vm.task_slot(WAKER)), Value::Moved) => {
                self.heap.set(self.vm.task_slot(WAKER), answer);
                let args = [Value::Moved; MAX_SYS_ARGS];
                Ok(self.syscall(Sys::FutureBegin, args, After::Job))
            }
            Value::Int(..) => self.poll_task(answer),
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
        let left = self.take_context_back();
        let args = [left, Value::Moved, Value::Moved, Value::Moved];
        self.vm.waiting = Some(After::Job);
        self.heap.halt_for_sys(Sys::FuturePark, args);
        Flow::Halt
    }

    /// The poll is over; answers what is left of the budget.
    fn take_context_back(&mut self) -> Value {
        let file = self.vm.stack.0 & !STACK_BIT;
        let Some([_, left, waker, context]) = self
            .heap
            .stacks
            .get_mut(file)
            .first_chunk_mut::<{ REGISTERS as usize }>()
        else {
            return Value::Moved;
        };
        let left = *left;
        let context = std::mem::replace(context, Value::Moved);
        let (&mut Value::Own(of_task), Value::Own(object)) = (&mut *waker, context) else {
            return left;
        };
        let objects = &self.heap.objects;
        *waker = match first_slot(objects, of_task) {
            Some(&Value::Own(target)) => *first_slot(objects, target).unwrap_or(&Value::Moved),
            _ => Value::Moved,
        };
        self.heap.lendable.push(Lent {
            context: object,
            waker: of_task,
        });
        left
    }

    #[cold]
    fn make_context(&mut self) -> Result<Lent, Trap> {
        let Some(shapes) = self.code.library.task_shapes() else {
            return Err(unsupported("tasks without a library"));
        };
        let target = self.heap.alloc_variant(shapes.target, &[Value::Moved])?;
        let waker = self.heap.alloc_variant(shapes.waker, &[target])?;
        let places = [Value::Moved; 2];
        let context = self.heap.alloc_variant(shapes.context, &places)?;
        match (context, waker) {
            (Value::Own(context), Value::Own(waker)) => Ok(Lent { context, waker }),
            _ => Err(unsupported("a context without fields")),
        }
    }

    /// The next poll, with a context and a waker of this task.
    fn poll_task(&mut self, budget: Value) -> Result<Flow, Trap> {
        if matches!(budget, Value::Int(_, CANCELLED)) {
            self.heap.set(self.vm.task_slot(BUDGET), budget);
            let future = self.heap.take(self.vm.task_slot(FUTURE));
            return self.begin_drop(vec![future], Some((After::Job, Value::Unit)));
        }
        let lent = match self.heap.lendable.pop() {
            Some(lent) => lent,
            None => self.make_context()?,
        };
        let file = self.vm.stack.0 & !STACK_BIT;
        let Some([future, left, waker, context]) = self
            .heap
            .stacks
            .get_mut(file)
            .first_chunk_mut::<{ REGISTERS as usize }>()
        else {
            return Err(unsupported("a task without registers"));
        };
        let future = *future;
        *left = budget;
        let number = std::mem::replace(waker, Value::Own(lent.waker));
        *context = Value::Own(lent.context);
        let (waker, budget) = (self.vm.task_slot(WAKER), self.vm.task_slot(BUDGET));
        let objects = &mut self.heap.objects;
        if let Some(&Value::Own(target)) = first_slot(objects, lent.waker) {
            self.heap.set(first_of(target), number);
        }
        if let [first, second] = &mut self.heap.slots_mut(lent.context)[..] {
            (*first, *second) = (Value::Ref(waker), Value::Ref(budget));
        }
        let context = Value::Ref(self.vm.task_slot(CONTEXT));
        match future {
            Value::Own(body) => self.poll_body(body, context, After::Job),
            _ => Err(unsupported("polling a future that has been moved")),
        }
    }

    /// The task has given `value`, and halts with that.
    pub fn end_task(&mut self, value: Value) -> Flow {
        self.leave_task();
        self.heap.halt(Halt::Finished(value))
    }

    /// Takes the lowest level off the stack; what it owned calls nobody when it goes.
    pub fn leave_task(&mut self) {
        // The level owns nothing but registers.
        std::mem::forget(self.vm.frames.pop());
        self.take_context_back();
        let future = self.heap.take(self.vm.task_slot(FUTURE));
        if !self.free_ended(future) {
            self.drop_quietly(future);
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

/// The first slot of an object, where it is.
#[inline]
fn first_slot(objects: &[Object], id: ObjectId) -> Option<&Value> {
    match objects.get(id.0 as usize)? {
        Object::Slots { slots, .. } => slots.first(),
        _ => None,
    }
}

fn first_of(object: ObjectId) -> Slot {
    Slot { object, index: 0 }
}
