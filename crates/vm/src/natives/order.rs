//! Comparing keys and elements: the frequent cases at once, the others as derives define them.

use std::cmp::Ordering;

use crate::code::Code;
use crate::compare;
use crate::context::Context;
use crate::heap::Heap;
use crate::object::Object;
use crate::value::Value;
use interleave_program::IntKind;

/// How two values compare; the outer `None` when the program's own comparison would have to say.
pub(super) fn compare(code: &Code, heap: &Heap, a: Value, b: Value) -> Option<Option<Ordering>> {
    let (a, b) = (heap.look_through(a), heap.look_through(b));
    match (a, b) {
        (Value::Int(kind, a), Value::Int(other, b))
            if !is_wide_or_unsigned(kind) && !is_wide_or_unsigned(other) =>
        {
            return Some(Some(a.cmp(&b)));
        }
        (Value::Int(IntKind::Usize, a), Value::Int(IntKind::Usize, b)) => {
            return Some(Some((a as u64).cmp(&(b as u64))));
        }
        (Value::Char(a), Value::Char(b)) => return Some(Some(a.cmp(&b))),
        _ => {}
    }
    if let (Some(a), Some(b)) = (heap.read_str(code, a), heap.read_str(code, b)) {
        return Some(Some(a.cmp(b)));
    }
    compare::compare(code, heap, a, b)
}

fn is_wide_or_unsigned(kind: IntKind) -> bool {
    matches!(
        kind,
        IntKind::U64 | IntKind::Usize | IntKind::U128 | IntKind::I128
    )
}

/// The order of two keys of a map or set; `None` when the program's own comparison would have to say. Hashed
/// keys have an order here only as long as their equality is the derived one.
pub(super) fn keys(cx: &Context<'_>, a: Value, b: Value, hashed: bool) -> Option<Ordering> {
    if hashed && is_composite(cx.heap, b) {
        compare::equal(cx.code, cx.heap, a, b)?;
    }
    compare(cx.code, cx.heap, a, b).map(|order| order.unwrap_or(Ordering::Equal))
}

/// Whether a key may have an equality of its own: it is no scalar and no text.
fn is_composite(heap: &Heap, key: Value) -> bool {
    match heap.look_through(key) {
        Value::Own(id) => !matches!(heap.object(id), Object::Text(_) | Object::Wide(_)),
        Value::Tag(_) => true,
        _ => false,
    }
}
