//! `Cell` and `RefCell`.
//!
//! A `RefCell`'s slot 1 counts borrows: readers when positive, -1 for a writer. A guard's slot 0 is the place
//! that it leads to, slot 1 the `RefCell`'s value slot, which tells it where the count is.

use interleave_program::{IntKind, Native as N, TypeTag};
use smallvec::smallvec;

use super::args::{object, panic, place, prelude_error, unsupported};
use crate::context::{Answer, Context};
use crate::heap::Heap;
use crate::object::{Head, Slots};
use crate::types;
use crate::value::{ObjectId, Slot, Value};

pub(super) fn new_cell(cx: &mut Context<'_>, value: Value) -> Answer {
    let slots: Slots = smallvec![value];
    Ok(cx.heap.alloc_slots(Head::Builtin(TypeTag::CELL), slots)?)
}

pub(super) fn new_ref_cell(cx: &mut Context<'_>, value: Value) -> Answer {
    let slots: Slots = smallvec![value, count(0)];
    Ok(cx
        .heap
        .alloc_slots(Head::Builtin(TypeTag::REF_CELL), slots)?)
}

fn count(it: i64) -> Value {
    Value::Int(IntKind::Isize, it)
}

fn borrows(heap: &Heap, cell: ObjectId) -> i64 {
    match heap.slots(cell).get(1) {
        Some(Value::Int(_, it)) => *it,
        _ => 0,
    }
}

fn set_borrows(heap: &mut Heap, cell: ObjectId, it: i64) {
    let slot = Slot {
        object: cell,
        index: 1,
    };
    heap.set(slot, count(it));
}

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    match native {
        N::CellNew => new_cell(cx, args[0]),
        N::RefCellNew => new_ref_cell(cx, args[0]),
        N::CellIntoInner | N::RefCellIntoInner => {
            let slots = cx.heap.take_fields(args[0]);
            Ok(slots.first().copied().unwrap_or(Value::Moved))
        }
        N::RefGuardMap => map_guard(cx, args),
        N::RefGuardClone => clone_guard(cx, args[0]),
        _ => on_cell(cx, native, args),
    }
}

fn on_cell(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    let id = object(cx, args[0])?;
    let content = Slot {
        object: id,
        index: 0,
    };
    match native {
        N::CellGet => {
            let value = cx.heap.get(content);
            Ok(types::copy(cx.heap, value)?)
        }
        N::CellGetMut | N::RefCellGetMut => Ok(Value::Ref(content)),
        N::CellSwap => {
            let other = Slot {
                object: object(cx, args[1])?,
                index: 0,
            };
            let (left, right) = (cx.heap.take(content), cx.heap.take(other));
            cx.heap.set(content, right);
            cx.heap.set(other, left);
            Ok(Value::Unit)
        }
        N::RefCellBorrow | N::RefCellTryBorrow => {
            if borrows(cx.heap, id) < 0 {
                return match native {
                    N::RefCellBorrow => panic("RefCell already mutably borrowed"),
                    _ => prelude_error(cx, "BorrowError", None),
                };
            }
            let guard = borrow(cx, id, TypeTag::REF_GUARD)?;
            finish(cx, guard, native == N::RefCellTryBorrow)
        }
        N::RefCellBorrowMut | N::RefCellTryBorrowMut => {
            if borrows(cx.heap, id) != 0 {
                return match native {
                    N::RefCellBorrowMut => panic("RefCell already borrowed"),
                    _ => prelude_error(cx, "BorrowMutError", None),
                };
            }
            let guard = borrow(cx, id, TypeTag::REF_MUT_GUARD)?;
            finish(cx, guard, native == N::RefCellTryBorrowMut)
        }
        other => unsupported(format!("the built-in {other:?}")),
    }
}

/// A guard over the whole content, counted.
fn borrow(cx: &mut Context<'_>, cell: ObjectId, tag: TypeTag) -> Answer {
    let count = match tag {
        TypeTag::REF_GUARD => borrows(cx.heap, cell) + 1,
        _ => -1,
    };
    set_borrows(cx.heap, cell, count);
    let content = Value::Ref(Slot {
        object: cell,
        index: 0,
    });
    let slots: Slots = smallvec![content, content];
    Ok(cx.heap.alloc_slots(Head::Builtin(tag), slots)?)
}

fn finish(cx: &mut Context<'_>, guard: Value, tried: bool) -> Answer {
    if tried {
        return Ok(cx.heap.ok(guard)?);
    }
    Ok(guard)
}

/// `Ref::map`: the same guard over a part.
fn map_guard(cx: &mut Context<'_>, args: &[Value]) -> Answer {
    if let Value::Own(guard) = args[0] {
        cx.heap.set(
            Slot {
                object: guard,
                index: 0,
            },
            args[1],
        );
    }
    Ok(args[0])
}

/// A second guard of a reader; the content is not asked, whatever it is.
fn clone_guard(cx: &mut Context<'_>, guard: Value) -> Answer {
    let place = place(cx, guard)?;
    let Some(Value::Own(guard)) = cx.heap.get_ref(place).copied() else {
        return unsupported("`Ref::clone` of this value");
    };
    let slots: Slots = cx.heap.slots(guard).iter().copied().collect();
    let Some(Value::Ref(cell)) = slots.get(1) else {
        return unsupported("`Ref::clone` of this value");
    };
    let readers = borrows(cx.heap, cell.object);
    set_borrows(cx.heap, cell.object, readers + 1);
    Ok(cx
        .heap
        .alloc_slots(Head::Builtin(TypeTag::REF_GUARD), slots)?)
}

/// See [`super::release_borrow`].
pub(super) fn release(heap: &mut Heap, guard: ObjectId) {
    let Some(Value::Ref(cell)) = heap.slots(guard).get(1).copied() else {
        return;
    };
    let left = match borrows(heap, cell.object) {
        readers if readers > 0 => readers - 1,
        _ => 0,
    };
    set_borrows(heap, cell.object, left);
}
