//! `std::mem`, and what the prelude asks about values and types.

use interleave_program::program::TypeHint;
use interleave_program::{IntKind, Native as N, ShapeId, TypeTag};

use super::args::{self, Run, coerced, hint, hint_tag, place, text, unsupported};
use super::convert;
use crate::context::{Answer, Context, Deferred, Trap};
use crate::heap::{Heap, LONGEST_CHAIN};
use crate::library::JoinCell;
use crate::object::Head;
use crate::types;
use crate::value::{Slot, Value};

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    match native {
        N::MemReplace => {
            let levels = reference_levels(cx.heap, args[1]);
            let target = inside_cell(cx, place_of(cx, args[0], levels)?, args[1]);
            let old = cx.heap.take(target);
            cx.heap.set(target, args[1]);
            Ok(old)
        }
        N::MemSwap => {
            let levels = args.iter().map(|it| reference_levels(cx.heap, *it)).min();
            let levels = levels.map_or(0, |it| it.saturating_sub(1));
            let (a, b) = (
                place_of(cx, args[0], levels)?,
                place_of(cx, args[1], levels)?,
            );
            let (left, right) = (cx.heap.take(a), cx.heap.take(b));
            cx.heap.set(a, right);
            cx.heap.set(b, left);
            Ok(Value::Unit)
        }
        N::MemForget => Ok(Value::Unit),
        N::TakeOut => {
            if let Some(old) = take_borrow(cx, args[0])? {
                return Ok(old);
            }
            let target = place(cx, args[0])?;
            let kept = convert::empty_like(cx, cx.heap.get(target))?;
            let old = cx.heap.take(target);
            cx.heap.set(target, kept);
            Ok(old)
        }
        N::PtrEq => Ok(Value::Bool(same_place(cx, args[0], args[1]))),
        N::IsUnit => Ok(Value::Bool(cx.heap.look_through(args[0]) == Value::Unit)),
        N::TupleOf => {
            let values = cx.heap.take_fields(args[0]);
            Ok(match values.len() {
                0 => Value::Unit,
                len => cx
                    .heap
                    .alloc_slots(Head::Shape(ShapeId::tuple(len)), values)?,
            })
        }
        N::ContextHasBudget => {
            let budget = budget_of(cx, args[0])?;
            Ok(Value::Bool(budget.is_none_or(|(_, left)| left > 0)))
        }
        N::ContextSpend => {
            if let Some((place, left)) = budget_of(cx, args[0])? {
                let left = Value::Int(IntKind::Usize, left.saturating_sub(1) as i64);
                cx.heap.set(place, left);
            }
            Ok(Value::Unit)
        }
        N::JoinDetach => {
            join_detach(cx, args[0])?;
            Ok(Value::Unit)
        }
        N::SameTarget => Ok(Value::Bool(same_target(cx.heap, args[0], args[1]))),
        N::BlackBox => Ok(args[0]),
        N::SpinLoop => Ok(Value::Unit),
        N::IsType => is_type(cx, args[0], hint(cx, args[1])).map(Value::Bool),
        N::IsReference => {
            let held = match args[0] {
                Value::Ref(slot) => cx.heap.get(slot),
                other => other,
            };
            let is_reference = matches!(
                held,
                Value::Ref(_) | Value::Str { .. } | Value::StaticStr { .. } | Value::Slice { .. }
            );
            Ok(Value::Bool(is_reference))
        }
        N::IsCallable => Ok(Value::Bool(is_callable(cx.heap, args[0]))),
        N::IsFuture => Ok(Value::Bool(is_future(cx, args[0]))),
        N::Discriminant => {
            let value = cx.heap.look_through(args[0]);
            let shape = cx.heap.shape_of(value);
            let shape = shape.and_then(|shape| cx.code.shapes.get(shape.index()));
            let variant = shape.map_or(0, |shape| shape.discriminant);
            Ok(Value::Int(IntKind::Isize, variant as i64))
        }
        N::IsSequence => Ok(Value::Bool(Run::of(cx.heap, args[0]).is_some())),
        N::LookThrough => Ok(innermost(cx.heap, args[0])),
        N::Unsupported => {
            let message = text(cx, args[0])?.to_owned();
            unsupported(message)
        }
        N::PanicAny => Err(Trap::Payload {
            payload: args[0],
            message: Some(payload_message(cx, args[0])),
        }),
        N::ResumeUnwind => Err(Trap::Payload {
            payload: unboxed(cx, args[0]),
            message: None,
        }),
        N::CatchUnwind => Err(Trap::Defer(Deferred::CatchUnwind { callee: args[0] })),
        other => unsupported(format!("the built-in {other:?}")),
    }
}

/// Whether two wakers' targets are equal: shared objects by identity, small structs by their fields.
fn same_target(heap: &Heap, a: Value, b: Value) -> bool {
    let target = |value| heap.look_through(innermost(heap, value));
    let (a, b) = (target(a), target(b));
    let (Value::Own(left), Value::Own(right)) = (a, b) else {
        return a == b;
    };
    let is_shared = |id| matches!(heap.head(id), Some(Head::Shared { .. }));
    // Closures in a table of functions take nothing with them.
    let is_same = |(a, b): (&Value, &Value)| match (*a, *b) {
        (Value::Own(a), Value::Own(b)) => {
            matches!(heap.head(a), Some(Head::Closure(_)))
                && heap.head(a) == heap.head(b)
                && heap.slots(a).is_empty()
                && heap.slots(b).is_empty()
        }
        (a, b) => a == b,
    };
    left == right
        || (heap.head(left) == heap.head(right)
            && !is_shared(left)
            && heap.slots(left).len() == heap.slots(right).len()
            && heap.slots(left).iter().zip(heap.slots(right)).all(is_same))
}

/// Where the budget of a poll is counted, and what is left of it; `None` outside of a runtime.
fn budget_of(cx: &Context<'_>, context: Value) -> Result<Option<(Slot, usize)>, Trap> {
    let object = args::object(cx, context)?;
    let Some(Value::Ref(slot)) = cx.heap.slots(object).get(1) else {
        return Ok(None);
    };
    let counter = place(cx, Value::Ref(*slot))?;
    Ok(Some((counter, args::index(cx, cx.heap.get(counter))?)))
}

/// What the prelude's `JoinHandle` leads to is wanted no more: its cell keeps neither a waker nor a result.
fn join_detach(cx: &mut Context<'_>, handle: Value) -> Result<(), Trap> {
    let handle = args::object(cx, handle)?;
    let Some(cell) = JoinCell::of_handle(cx.heap, handle) else {
        return unsupported("a handle without a task");
    };
    cell.is_unwanted_now(cx.heap);
    // Before the end it holds whom to wake when it is aborted.
    let held = cell.is_done(cx.heap).then_some(JoinCell::HELD);
    for field in [Some(JoinCell::WAKER), held].into_iter().flatten() {
        let held = cx.heap.take(cell.field(field));
        cx.heap.set(cell.field(field), cx.heap.none());
        if let Value::Own(_) = held {
            cx.drop_later(held);
        }
    }
    Ok(())
}

/// A `Cell` gives its content's place, unless a whole `Cell` is put there.
fn inside_cell(cx: &Context<'_>, target: Slot, new: Value) -> Slot {
    let is_cell = |value: Value| match value {
        Value::Own(id) if cx.heap.head(id) == Some(Head::Builtin(TypeTag::CELL)) => Some(id),
        _ => None,
    };
    match (is_cell(cx.heap.get(target)), is_cell(new)) {
        (Some(object), None) => Slot { object, index: 0 },
        _ => target,
    }
}

/// How many references lead to a value: 0 for what is none itself, 2 for `&&T`.
fn reference_levels(heap: &Heap, mut value: Value) -> usize {
    let mut levels = 0;
    while let (Value::Ref(slot), true) = (value, levels < LONGEST_CHAIN) {
        value = heap.get(slot);
        levels += 1;
    }
    levels
}

/// Takes a borrowed slice or text from where it is kept, and leaves an empty one there; `None` where no reference is kept.
fn take_borrow(cx: &mut Context<'_>, target: Value) -> Result<Option<Value>, Trap> {
    if reference_levels(cx.heap, target) < 2 {
        return Ok(None);
    }
    let Value::Own(id) = cx.heap.look_through(target) else {
        return Ok(None);
    };
    let empty = match cx.heap.object(id).rows(id) {
        Some(Value::Str { object, start, .. }) => Value::Str {
            object,
            start,
            len: 0,
        },
        Some(Value::Slice { object, start, .. }) => Value::Slice {
            object,
            start,
            len: 0,
        },
        _ => return Ok(None),
    };
    let kept = place_of(cx, target, 1)?;
    let old = cx.heap.take(kept);
    cx.heap.set(kept, empty);
    Ok(Some(old))
}

/// The place behind a reference that holds a reference of so many levels, 0 for a value: `&mut &T` leads to two places.
fn place_of(cx: &Context<'_>, target: Value, levels: usize) -> Result<Slot, Trap> {
    let to_follow = reference_levels(cx.heap, target).saturating_sub(levels + 1);
    let mut target = target;
    if levels > 0 {
        for _ in 0..to_follow {
            if let Value::Ref(slot) = target {
                target = cx.heap.get(slot);
            }
        }
        if let Value::Ref(slot) = target {
            return Ok(slot);
        }
    }
    place(cx, target)
}

fn same_place(cx: &Context<'_>, a: Value, b: Value) -> bool {
    let pointee = |value: Value| match cx.heap.look_through(value) {
        Value::Own(id) => match cx.heap.head(id) {
            Some(Head::Shared { .. }) => Some(id),
            Some(Head::Weak { target, .. }) => Some(target),
            _ => None,
        },
        _ => None,
    };
    if let (Some(a), Some(b)) = (pointee(a), pointee(b)) {
        return a == b;
    }
    match (place(cx, a), place(cx, b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}

/// The value inside boxes and references.
fn content(heap: &Heap, value: Value) -> Value {
    let mut value = heap.look_through(value);
    while let Value::Own(object) = value
        && let Some(Head::Builtin(TypeTag::BOX | TypeTag::ANY)) = heap.head(object)
    {
        value = heap.look_through(heap.get(Slot { object, index: 0 }));
    }
    value
}

fn is_type(cx: &Context<'_>, value: Value, wanted: &TypeHint) -> Result<bool, Trap> {
    let Some(wanted) = hint_tag(wanted) else {
        return unsupported("asking for a type that is not known here: write its name");
    };
    let value = content(cx.heap, value);
    Ok(match value {
        Value::Int(IntKind::Any, _) => wanted == TypeTag::I32,
        Value::Str { .. } | Value::StaticStr { .. } => wanted == TypeTag::STR,
        _ => {
            let tag = types::tag_of(cx.code, cx.heap, value);
            tag == wanted || cx.code.declared_type(tag) == wanted
        }
    })
}

/// Whether the value, or what is in its box, has a `poll`.
fn is_future(cx: &Context<'_>, value: Value) -> bool {
    let value = cx.heap.look_through(innermost(cx.heap, value));
    let tag = types::tag_of(cx.code, cx.heap, value);
    let poll = cx.code.symbols.get("poll");
    poll.is_some_and(|poll| cx.code.find_own_method(tag, poll).is_some())
}

fn is_callable(heap: &Heap, value: Value) -> bool {
    match coerced(heap, value) {
        Value::Fn(_) | Value::Native(_) | Value::Sys(_) | Value::Constructor(_) => true,
        Value::Own(id) => matches!(heap.head(id), Some(Head::Closure(_))),
        _ => false,
    }
}

/// The place of the innermost value, references and boxes looked through.
pub(crate) fn innermost(heap: &Heap, value: Value) -> Value {
    let mut at = value;
    loop {
        at = heap.last_place(at);
        let Value::Ref(slot) = at else { return at };
        at = match heap.get(slot) {
            Value::Own(object) => match heap.head(object) {
                Some(Head::Builtin(TypeTag::BOX | TypeTag::ANY)) => {
                    Value::Ref(Slot { object, index: 0 })
                }
                _ => return at,
            },
            _ => return at,
        };
    }
}

fn payload_message(cx: &Context<'_>, payload: Value) -> String {
    match cx.heap.read_str(cx.code, payload) {
        Some(text) => text.to_owned(),
        None => "Box<dyn Any>".to_owned(),
    }
}

/// The content of a box, which is freed, without what a panic's payload is wrapped in; other values stay.
pub(super) fn unboxed(cx: &mut Context<'_>, value: Value) -> Value {
    let mut value = value;
    for wrapper in [TypeTag::BOX, TypeTag::ANY] {
        if let Value::Own(id) = value
            && cx.heap.head(id) == Some(Head::Builtin(wrapper))
        {
            value = cx.heap.take_fields(value).pop().unwrap_or(Value::Unit);
        }
    }
    value
}
