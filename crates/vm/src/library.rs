//! Values of the prelude's own types that the machine looks into: their fields by order, as the prelude's texts declare
//! them (`tokio/runtime_task.rs`, `tokio/time.rs`, `task.rs`).

use interleave_program::IntKind;

use crate::halt::Fault;
use crate::heap::Heap;
use crate::library_types::TaskShapes;
use crate::object::Head;
use crate::value::{ObjectId, Slot, Value};

/// The only field of `JoinHandle`, `Waker` and `TaskRef`, and the place of what is shared.
const FIRST: u32 = 0;

/// What a task leaves for its `JoinHandle`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JoinCell(ObjectId);

impl JoinCell {
    /// `Option<Result<T, JoinError>>`
    pub const RESULT: u32 = 0;
    /// `Option<Waker>`
    pub const WAKER: u32 = 1;
    /// Whether the task has ended.
    pub const IS_DONE: u32 = 2;
    /// Whether there is a `JoinHandle`.
    pub const IS_WANTED: u32 = 3;
    /// The machine's task.
    pub const TASK: u32 = 5;

    /// A new one, of the machine's task `number`.
    ///
    /// # Errors
    /// [`Fault::Memory`]
    pub fn make(heap: &mut Heap, shapes: TaskShapes, number: usize) -> Result<Value, Fault> {
        let none = heap.none();
        let number_of = |it: usize| Value::Int(IntKind::Usize, it as i64);
        let fields = [
            none,
            none,
            Value::Bool(false),
            Value::Bool(true),
            Value::Bool(false),
            number_of(number),
            number_of(0),
            none,
        ];
        heap.alloc_variant(shapes.cell, &fields)
    }

    /// The cell that a handle leads to.
    #[must_use]
    pub fn of_handle(heap: &Heap, handle: ObjectId) -> Option<Self> {
        match heap.get(slot(handle, FIRST)) {
            Value::Own(shared) => Self::of_shared(heap, shared),
            _ => None,
        }
    }

    /// The cell that a handle with these fields leads to.
    pub(crate) fn of_fields(heap: &Heap, fields: &[Value]) -> Option<Self> {
        match *fields.first()? {
            Value::Own(shared) => Self::of_shared(heap, shared),
            _ => None,
        }
    }

    /// Whether it keeps neither a result nor a waker.
    pub(crate) fn is_empty(self, heap: &Heap) -> bool {
        [Self::RESULT, Self::WAKER]
            .into_iter()
            .all(|field| matches!(heap.get(self.field(field)), Value::Tag(_)))
    }

    /// The cell in an `Arc`.
    #[must_use]
    pub fn of_shared(heap: &Heap, shared: ObjectId) -> Option<Self> {
        match heap.get(slot(shared, FIRST)) {
            Value::Own(cell) => Some(Self(cell)),
            _ => None,
        }
    }

    /// The place of a field.
    #[must_use]
    pub fn field(self, index: u32) -> Slot {
        slot(self.0, index)
    }
}

/// `tokio::time::Sleep`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sleep(ObjectId);

impl Sleep {
    /// `Instant`
    pub const DEADLINE: u32 = 0;
    /// `usize`, 0 when none is set.
    pub const TIMER: u32 = 1;
    /// Whether it has rung.
    pub const IS_ELAPSED: u32 = 2;

    /// What a reference to one leads to.
    #[must_use]
    pub fn of(heap: &Heap, value: Value) -> Option<Self> {
        object(heap, value).map(Self)
    }

    /// Whether one with these fields has set no timer.
    pub(crate) fn is_unset(fields: &[Value]) -> bool {
        matches!(fields.get(Self::TIMER as usize), Some(Value::Int(_, 0)))
    }

    /// The place of a field.
    #[must_use]
    pub fn field(self, index: u32) -> Slot {
        slot(self.0, index)
    }
}

/// `std::task::Context` of a poll by a runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PollContext {
    /// The task that its waker wakes, by its number in the machine.
    pub task: usize,
    /// What resources may still do in this poll.
    pub budget: usize,
    counter: Slot,
}

impl PollContext {
    /// What a reference to one leads to; `None` when its waker is the program's own, or nobody counts a budget.
    #[must_use]
    pub fn of(heap: &Heap, value: Value) -> Option<Self> {
        let context = object(heap, value)?;
        let &[waker, counter] = heap.slots(context) else {
            return None;
        };
        let Value::Ref(counter) = heap.last_place(counter) else {
            return None;
        };
        Some(Self {
            task: woken_task(heap, heap.look_through(waker))?,
            budget: heap.read_usize(heap.get(counter))?,
            counter,
        })
    }

    /// A resource has made progress.
    pub fn spend(self, heap: &mut Heap) {
        if let Some(Value::Int(_, left)) = heap.slot_mut(self.counter) {
            *left = left.saturating_sub(1);
        }
    }
}

/// The machine's task that a waker wakes; `None` when it is the program's own.
#[must_use]
pub fn woken_task(heap: &Heap, waker: Value) -> Option<usize> {
    let target = object(heap, heap.get(slot(object(heap, waker)?, FIRST)))?;
    match (heap.head(target)?, heap.slots(target)) {
        // The program's own are shared.
        (Head::Shape(_), &[task]) => heap.read_usize(task),
        _ => None,
    }
}

fn object(heap: &Heap, value: Value) -> Option<ObjectId> {
    match heap.look_through(value) {
        Value::Own(object) => Some(object),
        _ => None,
    }
}

fn slot(object: ObjectId, index: u32) -> Slot {
    Slot { object, index }
}
