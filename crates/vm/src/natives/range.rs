//! Ranges as arguments and as values.

use std::cmp::Ordering;

use interleave_program::{Native as N, ShapeId};

use super::args::{discard, panic, unsupported};
use crate::compare;
use crate::context::{Answer, Context, Trap};
use crate::value::Value;

/// Start and end of a range argument over `len` elements, unchecked, or `None` when it is past every bound
/// (`..=usize::MAX`). An integer is no range.
pub(super) fn bounds(
    cx: &Context<'_>,
    range: Value,
    len: usize,
) -> Result<Option<(usize, usize)>, Trap> {
    let range = cx.heap.look_through(range);
    let Some(shape) = cx.heap.shape_of(range) else {
        return unsupported("this value as a range");
    };
    let field = |at: usize| match range {
        Value::Own(id) => cx.heap.slots(id).get(at).copied().unwrap_or(Value::Moved),
        _ => Value::Moved,
    };
    let number = |at: usize| super::args::index(cx, field(at));
    Ok(Some(match shape {
        ShapeId::RANGE => (number(0)?, number(1)?),
        ShapeId::RANGE_INCLUSIVE => match number(1)?.checked_add(1) {
            Some(end) => (number(0)?, end),
            None => return Ok(None),
        },
        ShapeId::RANGE_FROM => (number(0)?, len),
        ShapeId::RANGE_TO => (0, number(0)?),
        ShapeId::RANGE_TO_INCLUSIVE => match number(0)?.checked_add(1) {
            Some(end) => (0, end),
            None => return Ok(None),
        },
        ShapeId::RANGE_FULL => (0, len),
        _ => return unsupported("this value as a range"),
    }))
}

/// Whether a value is a range.
pub(super) fn is_range(cx: &Context<'_>, value: Value) -> bool {
    matches!(
        cx.heap.shape_of(cx.heap.look_through(value)),
        Some(
            ShapeId::RANGE
                | ShapeId::RANGE_INCLUSIVE
                | ShapeId::RANGE_FROM
                | ShapeId::RANGE_TO
                | ShapeId::RANGE_TO_INCLUSIVE
                | ShapeId::RANGE_FULL
        )
    )
}

/// The same, checked against `len` with std's panics; the argument is used up.
pub(super) fn checked(
    cx: &mut Context<'_>,
    range: Value,
    len: usize,
) -> Result<(usize, usize), Trap> {
    let found = bounds(cx, range, len)?;
    let is_open = cx.heap.shape_of(range) == Some(ShapeId::RANGE_FROM);
    discard(cx, range);
    let Some((start, end)) = found else {
        return panic("attempted to index slice up to maximum usize");
    };
    if is_open && start > len {
        return panic(format!(
            "range start index {start} out of range for slice of length {len}"
        ));
    }
    if start > end {
        return panic(format!("slice index starts at {start} but ends at {end}"));
    }
    if end > len {
        return panic(format!(
            "range end index {end} out of range for slice of length {len}"
        ));
    }
    Ok((start, end))
}

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    match native {
        N::RangeContains => contains(cx, args),
        N::RangeIsEmpty => {
            let (start, end, exhausted) = ends(cx, args[0])?;
            let order = order(cx, start, end)?;
            let inclusive = shape(cx, args[0]) == Some(ShapeId::RANGE_INCLUSIVE);
            let empty = match order {
                Some(Ordering::Less) => false,
                Some(Ordering::Equal) => !inclusive,
                _ => true,
            };
            Ok(Value::Bool(empty || exhausted))
        }
        N::RangeStart | N::RangeEnd => {
            let slot = super::args::place(cx, args[0])?;
            let Value::Own(object) = cx.heap.get(slot) else {
                return unsupported("this value as a range");
            };
            let index = u32::from(native == N::RangeEnd);
            Ok(Value::Ref(crate::value::Slot { object, index }))
        }
        N::RangeInclusiveNew => Ok(cx.heap.alloc_variant(
            ShapeId::RANGE_INCLUSIVE,
            &[args[0], args[1], Value::Bool(false)],
        )?),
        other => unsupported(format!("the built-in {other:?}")),
    }
}

fn shape(cx: &Context<'_>, range: Value) -> Option<ShapeId> {
    cx.heap.shape_of(cx.heap.look_through(range))
}

fn ends(cx: &Context<'_>, range: Value) -> Result<(Value, Value, bool), Trap> {
    match cx.heap.look_through(range) {
        Value::Own(id) => {
            let slots = cx.heap.slots(id);
            let at = |at: usize| slots.get(at).copied().unwrap_or(Value::Moved);
            Ok((at(0), at(1), at(2) == Value::Bool(true)))
        }
        _ => unsupported("this value as a range"),
    }
}

fn order(cx: &Context<'_>, a: Value, b: Value) -> Result<Option<Ordering>, Trap> {
    match compare::compare(cx.code, cx.heap, a, b) {
        Some(order) => Ok(order),
        None => unsupported("a range of a type with its own comparison"),
    }
}

fn contains(cx: &mut Context<'_>, args: &[Value]) -> Answer {
    let item = args[1];
    let (first, second, _) = ends(cx, args[0])?;
    let at_least =
        |cx: &Context<'_>, low| Ok::<_, Trap>(order(cx, low, item)?.is_some_and(Ordering::is_le));
    let below =
        |cx: &Context<'_>, high| Ok::<_, Trap>(order(cx, item, high)?.is_some_and(Ordering::is_lt));
    let at_most =
        |cx: &Context<'_>, high| Ok::<_, Trap>(order(cx, item, high)?.is_some_and(Ordering::is_le));
    let inside = match shape(cx, args[0]) {
        Some(ShapeId::RANGE) => at_least(cx, first)? && below(cx, second)?,
        Some(ShapeId::RANGE_INCLUSIVE) => at_least(cx, first)? && at_most(cx, second)?,
        Some(ShapeId::RANGE_FROM) => at_least(cx, first)?,
        Some(ShapeId::RANGE_TO) => below(cx, first)?,
        Some(ShapeId::RANGE_TO_INCLUSIVE) => at_most(cx, first)?,
        _ => true,
    };
    Ok(Value::Bool(inside))
}

/// Used by the prelude's `splice` and the like: `(start, end)` checked.
pub(super) fn bounds_pair(cx: &mut Context<'_>, args: &[Value]) -> Answer {
    let len = super::args::Run::read(cx, args[0])?.len();
    let (start, end) = checked(cx, args[1], len)?;
    Ok(cx
        .heap
        .alloc_tuple(&[super::args::usize(start), super::args::usize(end)])?)
}
