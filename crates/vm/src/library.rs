//! Values of the prelude's own types that the machine looks into: their fields by order, as the prelude's texts declare
//! them (`tokio/runtime_task.rs`, `tokio/time.rs`, `task.rs`).

use interleave_program::{IntKind, ShapeId, TypeTag};

use crate::code::Code;
use crate::counted::CountUse;
use crate::halt::{Fault, Halt};
use crate::heap::Heap;
use crate::library_types::TaskShapes;
use crate::object::{Head, Object};
use crate::value::{ObjectId, Slot, Value};
use crate::wheel::Wheel;

/// The only field of `JoinHandle`, `Waker` and `TaskRef`, and the place of what is shared.
const FIRST: u32 = 0;

/// What a task leaves for its `JoinHandle`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JoinCell(ObjectId);

impl JoinCell {
    /// `Option<Result<T, JoinError>>` once the task has ended.
    pub const HELD: u32 = 0;
    /// `Option<Waker>`
    pub const WAKER: u32 = 1;
    /// Bits (below) and, above them, the machine's task.
    const STATE: u32 = 2;

    const DONE: i64 = 1;
    const WANTED: i64 = 2;
    const OF_MACHINE: i64 = 8;
    const OWNER: i64 = 16;

    /// A new one, of the machine's task `number`.
    ///
    /// # Errors
    /// [`Fault::Memory`]
    #[inline(always)]
    fn make(heap: &mut Heap, shapes: TaskShapes, number: usize) -> Result<ObjectId, Fault> {
        let none = heap.none();
        let state = Self::WANTED | Self::OF_MACHINE | (number as i64 * Self::OWNER);
        let state = Value::Int(IntKind::Usize, state);
        heap.alloc_of(Head::Shape(shapes.cell), [none, none, state])
    }

    /// That of a new task, in an `Arc`, and the `JoinHandle` that leads to it.
    ///
    /// # Errors
    /// [`Fault::Memory`]
    #[inline(always)]
    pub fn make_with_handle(
        heap: &mut Heap,
        shapes: TaskShapes,
        number: usize,
    ) -> Result<[ObjectId; 2], Fault> {
        let cell = Self::make(heap, shapes, number)?;
        let head = Head::Shared {
            tag: TypeTag::ARC,
            strong: 2,
            weak: 0,
        };
        let shared = heap.alloc_of(head, [Value::Own(cell)])?;
        heap.note_count(shared, CountUse::Adds);
        let handle = heap.alloc_of(Head::Shape(shapes.handle), [Value::Own(shared)])?;
        Ok([shared, handle])
    }

    fn has(self, heap: &Heap, bit: i64) -> bool {
        matches!(heap.get(self.field(Self::STATE)), Value::Int(_, bits) if bits & bit != 0)
    }

    /// Whether the task has ended.
    #[must_use]
    pub fn is_done(self, heap: &Heap) -> bool {
        self.has(heap, Self::DONE)
    }

    /// Whether there is a `JoinHandle`.
    #[must_use]
    pub fn is_wanted(self, heap: &Heap) -> bool {
        self.has(heap, Self::WANTED)
    }

    /// The task ends with this.
    #[inline(always)]
    pub fn end_with(self, heap: &mut Heap, result: Value) {
        if let Some(Object::Slots { slots, .. }) = heap.try_object_mut(self.0)
            && let [held, _, Value::Int(_, bits)] = &mut slots[..]
        {
            *held = result;
            *bits |= Self::DONE;
        }
    }

    /// Ends the task that has just [finished](Halt::Finished), and whose cell is in the `Arc` `shared`, with `Ok` of what it
    /// gave, and gives that handle of the cell up; `false`, with nothing done, when nobody else has one, nobody wants the
    /// value, or somebody is to be woken.
    ///
    /// # Errors
    /// [`Fault::Memory`]
    pub fn end_unseen(heap: &mut Heap, code: &Code, shared: ObjectId) -> Result<bool, Fault> {
        let Object::Slots {
            head: Head::Shared { strong: 2.., .. },
            slots,
        } = heap.object(shared)
        else {
            return Ok(false);
        };
        let Some(&Value::Own(cell)) = slots.first() else {
            return Ok(false);
        };
        match slots_of(heap, cell) {
            Some([_, Value::Tag(_), Value::Int(_, state)]) if state & Self::WANTED != 0 => {}
            _ => return Ok(false),
        }
        let result = match heap.halted {
            // As most do: no memory to copy.
            Some(Halt::Finished(Value::Unit)) => heap.ok(Value::Unit)?,
            Some(Halt::Finished(value)) => heap.ok(value)?,
            _ => return Ok(false),
        };
        let result = heap.some(result)?;
        Self(cell).end_with(heap, result);
        heap.note_uncount(code, shared);
        if let Some(Head::Shared { strong, .. }) = heap.try_head_mut(shared) {
            *strong -= 1;
        }
        Ok(true)
    }

    /// Its `JoinHandle` has gone.
    pub(crate) fn is_unwanted_now(self, heap: &mut Heap) {
        if let Some(Value::Int(_, bits)) = heap.slot_mut(self.field(Self::STATE)) {
            *bits &= !Self::WANTED;
        }
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

    /// Whether it holds nothing and keeps no waker.
    pub(crate) fn is_empty(self, heap: &Heap) -> bool {
        [Self::HELD, Self::WAKER]
            .into_iter()
            .all(|field| matches!(heap.get(self.field(field)), Value::Tag(_)))
    }

    /// Whether that is so of a cell with these fields.
    #[inline(always)]
    pub(crate) fn are_empty(fields: &[Value]) -> bool {
        matches!(fields, [Value::Tag(_), Value::Tag(_), ..])
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

/// Takes what the task of a `JoinHandle` has left; `None` while it has not ended, or when that has been taken already.
#[inline]
pub fn take_joined(heap: &mut Heap, handle: Value) -> Option<Value> {
    take_left(heap, object(heap, handle)?)
}

/// The same of the `JoinHandle` itself.
#[inline(always)]
pub(crate) fn take_left(heap: &mut Heap, handle: ObjectId) -> Option<Value> {
    let shared = first_owned(heap, handle)?;
    let cell = first_owned(heap, shared)?;
    let &[Value::Own(some), _, Value::Int(_, state)] = slots_of(heap, cell)?.first_chunk()? else {
        return None;
    };
    let value = match heap.object(some) {
        Object::Slots {
            head: Head::Shape(ShapeId::SOME),
            slots,
        } if state & JoinCell::DONE != 0 => *slots.last()?,
        _ => return None,
    };
    heap.discard(some);
    if let Some(Object::Slots { slots, .. }) = heap.try_object_mut(cell)
        && let Some(held) = slots.first_mut()
    {
        *held = Value::Tag(ShapeId::NONE);
    }
    Some(value)
}

/// The slots of an object that is no register file.
#[inline(always)]
fn slots_of(heap: &Heap, id: ObjectId) -> Option<&[Value]> {
    match heap.object(id) {
        Object::Slots { slots, .. } => Some(slots),
        _ => None,
    }
}

/// The object that an object's first slot owns.
#[inline(always)]
fn first_owned(heap: &Heap, id: ObjectId) -> Option<ObjectId> {
    match slots_of(heap, id)?.first()? {
        Value::Own(object) => Some(*object),
        _ => None,
    }
}

/// `tokio::time::Sleep`: its deadline, its timer, and whether that has rung.
#[derive(Debug)]
pub struct Sleep<'h>(&'h mut [Value; 3]);

impl<'h> Sleep<'h> {
    const DEADLINE: usize = 0;
    /// `usize`, 0 when none is set.
    const TIMER: usize = 1;
    const IS_ELAPSED: usize = 2;

    /// What a reference to one leads to.
    #[must_use]
    #[inline]
    pub fn place(heap: &Heap, value: Value) -> Option<ObjectId> {
        object(heap, value)
    }

    /// The object as one.
    #[must_use]
    #[inline]
    pub fn at(heap: &'h mut Heap, place: ObjectId) -> Option<Self> {
        Self::of(heap.try_object_mut(place)?)
    }

    #[inline(always)]
    fn of(object: &'h mut Object) -> Option<Self> {
        let Object::Slots { slots, .. } = object else {
            return None;
        };
        let fields = slots.first_chunk_mut()?;
        let is_one = matches!(fields, [Value::Instant(..), Value::Int(..), Value::Bool(_)]);
        is_one.then_some(Self(fields))
    }

    /// The object as one, with the timers of a runtime, if there is one.
    #[inline(always)]
    pub(crate) fn with_wheel(
        heap: &'h mut Heap,
        place: ObjectId,
        runtime: u16,
    ) -> Option<(Self, Option<&'h mut Wheel>)> {
        let it = Self::of(heap.objects.get_mut(place.0 as usize)?)?;
        Some((it, heap.wheels.get_mut(usize::from(runtime))))
    }

    /// Its deadline as an `Instant`.
    #[must_use]
    #[inline]
    pub fn deadline(&self) -> u64 {
        match self.0[Self::DEADLINE] {
            Value::Instant(deadline, _) => deadline,
            _ => 0,
        }
    }

    /// By how many ticks a real one would be later (see [`Wheel`]).
    #[must_use]
    #[inline]
    pub fn late(&self) -> u8 {
        match self.0[Self::DEADLINE] {
            Value::Instant(_, late) => late,
            _ => 0,
        }
    }

    /// Its timer, 0 when none is set.
    #[must_use]
    #[inline]
    pub fn timer(&self) -> u64 {
        match self.0[Self::TIMER] {
            Value::Int(_, timer) => timer as u64,
            _ => 0,
        }
    }

    /// Whether its timer has rung.
    #[must_use]
    #[inline]
    pub fn is_elapsed(&self) -> bool {
        matches!(self.0[Self::IS_ELAPSED], Value::Bool(true))
    }

    /// Its timer is this one from now on, 0 for none.
    pub fn set_timer(&mut self, timer: u64) {
        self.0[Self::TIMER] = Value::Int(IntKind::Usize, timer as i64);
    }

    /// Its timer has rung.
    pub fn rings(&mut self) {
        self.0[Self::IS_ELAPSED] = Value::Bool(true);
    }
}

/// Whether a `Sleep` with these fields has set no timer.
pub(crate) fn is_unset(fields: &[Value]) -> bool {
    matches!(fields.get(Sleep::TIMER), Some(Value::Int(_, 0)))
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
        Self::behind(heap, &value)
    }

    /// The same.
    #[inline(always)]
    pub(crate) fn behind(heap: &Heap, value: &Value) -> Option<Self> {
        let context = object(heap, *value)?;
        let &[waker, Value::Ref(counter)] = slots_of(heap, context)? else {
            return None;
        };
        let task = task_woken(heap, waker)?;
        match heap.get_ref(counter)? {
            &Value::Int(_, budget) => Some(Self {
                task,
                budget: usize::try_from(budget).ok()?,
                counter,
            }),
            Value::Ref(_) => match heap.last_place(Value::Ref(counter)) {
                Value::Ref(counter) => Self::counted(heap, task, counter),
                _ => None,
            },
            _ => None,
        }
    }

    /// Where one counts that a reference leads to, when something is left there. A function of its own, so that it needs no
    /// machine registers but its own.
    #[inline(never)]
    pub(crate) fn counter_behind(heap: &Heap, value: &Value) -> Option<Slot> {
        Self::counter_near(heap, value).or_else(|| Self::counter_anywhere(heap, *value))
    }

    /// The same where each reference leads to a register that holds no further one.
    #[inline(always)]
    fn counter_near(heap: &Heap, value: &Value) -> Option<Slot> {
        let &Value::Ref(context) = value else {
            return None;
        };
        let &Value::Own(context) = heap.register(context)? else {
            return None;
        };
        let &[Value::Ref(waker), Value::Ref(counter)] = slots_of(heap, context)? else {
            return None;
        };
        let &Value::Own(waker) = heap.register(waker)? else {
            return None;
        };
        let &[Value::Own(target)] = slots_of(heap, waker)? else {
            return None;
        };
        // A waker of the program's own has something shared there.
        let Object::Slots {
            head: Head::Shape(_),
            slots,
        } = heap.objects.get(target.0 as usize)?
        else {
            return None;
        };
        match (slots.as_slice(), heap.register(counter)?) {
            ([Value::Int(_, 0..)], Value::Int(_, 1..)) => Some(counter),
            _ => None,
        }
    }

    #[inline(never)]
    fn counter_anywhere(heap: &Heap, value: Value) -> Option<Slot> {
        Self::of(heap, value)?.spendable()
    }

    /// Where it counts, when something is left there.
    #[inline]
    pub(crate) fn spendable(self) -> Option<Slot> {
        (self.budget > 0).then_some(self.counter)
    }

    /// One that wakes `task` and counts at `counter`.
    #[inline]
    pub(crate) fn counted(heap: &Heap, task: usize, counter: Slot) -> Option<Self> {
        let budget = match *heap.get_ref(counter)? {
            Value::Int(_, budget) => usize::try_from(budget).ok()?,
            other => heap.read_usize(other)?,
        };
        Some(Self {
            task,
            budget,
            counter,
        })
    }

    /// A resource has made progress.
    #[inline]
    pub fn spend(self, heap: &mut Heap) {
        if let Some(Value::Int(_, left)) = heap.slot_mut(self.counter) {
            *left = left.saturating_sub(1);
        }
    }
}

/// The machine's task that a waker wakes; `None` when it is the program's own.
#[must_use]
pub fn woken_task(heap: &Heap, waker: Value) -> Option<usize> {
    task_woken(heap, waker)
}

#[inline(always)]
fn task_woken(heap: &Heap, waker: Value) -> Option<usize> {
    let target = object(heap, *slots_of(heap, object(heap, waker)?)?.first()?)?;
    match heap.object(target) {
        // The program's own are shared.
        Object::Slots {
            head: Head::Shape(_),
            slots,
        } => match **slots {
            [Value::Int(_, task)] => usize::try_from(task).ok(),
            [task] => heap.read_usize(task),
            _ => None,
        },
        _ => None,
    }
}

/// The object that a value owns or, mostly with one step, refers to.
#[inline(always)]
fn object(heap: &Heap, value: Value) -> Option<ObjectId> {
    match value {
        Value::Own(object) => Some(object),
        Value::Ref(slot) => match *heap.get_ref(slot)? {
            Value::Own(object) => Some(object),
            next @ Value::Ref(_) => object_far(heap, next),
            _ => None,
        },
        _ => None,
    }
}

fn object_far(heap: &Heap, value: Value) -> Option<ObjectId> {
    match heap.look_through(value) {
        Value::Own(object) => Some(object),
        _ => None,
    }
}

fn slot(object: ObjectId, index: u32) -> Slot {
    Slot { object, index }
}
