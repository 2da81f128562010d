//! `VecDeque`: slot 0 is the head, elements are the slots from `1 + head`; what lies between is empty.

use interleave_program::{IntKind, Native as N};

use super::args::{self, Run, index, option, panic, unsupported};
use super::iter;
use crate::context::{Answer, Context, Trap};
use crate::object::{Head, Object, Slots};
use crate::value::{ObjectId, Slot, Value};

/// Index of the first element's slot.
pub(crate) fn first(slots: &[Value]) -> usize {
    match slots.first() {
        Some(Value::Int(_, head)) => *head as usize + 1,
        _ => slots.len(),
    }
}

/// Slots of a deque with these elements.
pub(super) fn with(elements: impl IntoIterator<Item = Value>) -> Slots {
    std::iter::once(head_value(0)).chain(elements).collect()
}

fn head_value(head: usize) -> Value {
    Value::Int(IntKind::Usize, head as i64)
}

fn deque(cx: &Context<'_>, value: Value) -> Result<ObjectId, Trap> {
    let id = args::object(cx, value)?;
    match cx.heap.object(id) {
        Object::Slots {
            head: Head::Builtin(interleave_program::TypeTag::VEC_DEQUE),
            ..
        } => Ok(id),
        _ => unsupported("a `VecDeque` built-in on something else"),
    }
}

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    let id = deque(cx, args[0])?;
    let first = first(cx.heap.slots(id));
    let len = cx.heap.slots(id).len() - first;
    match native {
        N::DequePushBack => {
            cx.heap.charge(size_of::<Value>())?;
            cx.heap.slots_mut(id).push(args[1]);
            Ok(Value::Unit)
        }
        N::DequePushFront => {
            push_front(cx, id, first, args[1])?;
            Ok(Value::Unit)
        }
        N::DequePopBack => {
            let item = if len == 0 {
                None
            } else {
                cx.heap.discharge(size_of::<Value>());
                cx.heap.slots_mut(id).pop()
            };
            option(cx, item)
        }
        N::DequePopFront => {
            let item = (len > 0).then(|| pop_front(cx, id, first));
            option(cx, item)
        }
        N::DequeInsert => {
            let at = index(cx, args[1])?;
            if at > len {
                return panic("index out of bounds");
            }
            cx.heap.charge(size_of::<Value>())?;
            cx.heap.slots_mut(id).insert(first + at, args[2]);
            Ok(Value::Unit)
        }
        N::DequeRemove => {
            let at = index(cx, args[1])?;
            let item = (at < len).then(|| {
                cx.heap.discharge(size_of::<Value>());
                cx.heap.slots_mut(id).remove(first + at)
            });
            option(cx, item)
        }
        N::DequeSplitOff => {
            let at = index(cx, args[1])?;
            if at > len {
                return panic("`at` out of bounds");
            }
            let rest: Vec<Value> = cx.heap.slots_mut(id).drain(first + at..).collect();
            cx.heap.discharge(rest.len() * size_of::<Value>());
            Ok(cx.heap.alloc_slots(
                Head::Builtin(interleave_program::TypeTag::VEC_DEQUE),
                with(rest),
            )?)
        }
        N::DequeDrain => {
            let (start, end) = super::range::checked(cx, args[1], len)?;
            let slots = cx.heap.slots_mut(id);
            let removed: Vec<Value> = slots.drain(first + start..first + end).collect();
            cx.heap.discharge(removed.len() * size_of::<Value>());
            iter::of_values(cx, removed)
        }
        N::DequeAsSlice => {
            let run = Run::read(cx, args[0])?;
            Ok(run.part(0, run.len()))
        }
        other => unsupported(format!("the built-in {other:?}")),
    }
}

/// Puts an element before the first. When there is no room, makes as much as there are elements.
fn push_front(cx: &mut Context<'_>, id: ObjectId, first: usize, item: Value) -> Result<(), Trap> {
    let mut first = first;
    if first == 1 {
        let room = (cx.heap.slots(id).len() - 1).max(4);
        cx.heap.charge(room * size_of::<Value>())?;
        cx.heap
            .slots_mut(id)
            .insert_many(1, std::iter::repeat_n(Value::Moved, room));
        first += room;
    }
    let slots = cx.heap.slots_mut(id);
    slots[first - 1] = item;
    slots[0] = head_value(first - 2);
    Ok(())
}

/// Takes the first element of a deque that has one. When more than half is empty, moves the rest down.
fn pop_front(cx: &mut Context<'_>, id: ObjectId, first: usize) -> Value {
    let slots = cx.heap.slots_mut(id);
    let item = std::mem::replace(&mut slots[first], Value::Moved);
    let empty = first;
    if empty > 16 && empty * 2 > slots.len() {
        slots.drain(1..=first);
        slots[0] = head_value(0);
        cx.heap.discharge(empty * size_of::<Value>());
    } else {
        slots[0] = head_value(first);
    }
    item
}

/// The slot of element `at`.
pub(super) fn element(cx: &Context<'_>, id: ObjectId, at: usize) -> Option<Slot> {
    let slots = cx.heap.slots(id);
    let index = first(slots) + at;
    (index < slots.len()).then_some(Slot {
        object: id,
        index: index as u32,
    })
}
