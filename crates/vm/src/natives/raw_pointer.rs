//! Raw pointers: the place itself, as references are. The null pointer is `()`.
//!
//! There are no addresses: pointers are compared and moved inside of their own array only.

use interleave_program::{IntKind, Native as N, TypeTag};

use super::args::{self, Run, unsupported};
use crate::context::{Answer, Context, Trap};
use crate::object::{Head, Object};
use crate::value::{Slot, Value};

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    match native {
        N::RawLeak => Ok(leak(cx, args[0])),
        N::RawAdopt => adopt(cx, args[0]),
        N::RawIsNull => Ok(Value::Bool(args[0] == Value::Unit)),
        N::RawCheck => check(cx, args[0]),
        N::RawEq => Ok(Value::Bool(args[0] == args[1])),
        N::RawOffset => offset(cx, args[0], args[1]),
        N::RawDistance => distance(cx, args[0], args[1]),
        N::RawPut => {
            let slot = slot(args[0])?;
            cx.heap.set(slot, args[1]);
            Ok(Value::Unit)
        }
        N::RawOfRow => {
            let run = Run::read(cx, args[0])?;
            Ok(Value::Ref(Slot {
                object: run.object,
                index: run.start,
            }))
        }
        other => unsupported(format!("the built-in {other:?}")),
    }
}

fn slot(pointer: Value) -> Result<Slot, Trap> {
    match pointer {
        Value::Ref(slot) => Ok(slot),
        Value::Unit => unsupported("following a null pointer"),
        _ => unsupported("following a pointer of this kind"),
    }
}

/// What a box or counted pointer leads to, which nobody owns from now on.
fn leak(cx: &Context<'_>, value: Value) -> Value {
    let Value::Own(object) = value else {
        return value;
    };
    let rows = cx.heap.object(object).rows(object);
    rows.unwrap_or(Value::Ref(Slot { object, index: 0 }))
}

/// The box or counted pointer that a raw pointer came from.
fn adopt(cx: &Context<'_>, pointer: Value) -> Answer {
    let (object, index) = match pointer {
        Value::Ref(slot) => (slot.object, slot.index),
        Value::Slice { object, start, .. } | Value::Str { object, start, .. } => (object, start),
        _ => return unsupported("`from_raw` of a null pointer"),
    };
    let is_whole = match cx.heap.object(object) {
        Object::Slots { head, .. } => matches!(
            head,
            Head::Builtin(TypeTag::BOX | TypeTag::VEC) | Head::Shared { .. }
        ),
        Object::Text(_) => true,
        _ => false,
    };
    match is_whole && index == 0 {
        true => Ok(Value::Own(object)),
        false => unsupported("`from_raw` of a pointer that no `into_raw` or `leak` gave"),
    }
}

/// Refuses to follow the null pointer that a place holds.
fn check(cx: &Context<'_>, place: Value) -> Answer {
    let held = match place {
        Value::Ref(slot) => cx.heap.get(slot),
        other => other,
    };
    match held {
        Value::Unit => unsupported("following a null pointer"),
        _ => Ok(Value::Unit),
    }
}

fn offset(cx: &Context<'_>, pointer: Value, count: Value) -> Answer {
    let slot = slot(pointer)?;
    let (_, count) = args::int(cx, count)?;
    let index = i128::from(slot.index) + count;
    match u32::try_from(index) {
        Ok(index) => Ok(Value::Ref(Slot { index, ..slot })),
        Err(_) => unsupported("a pointer to before its array"),
    }
}

fn distance(cx: &mut Context<'_>, a: Value, b: Value) -> Answer {
    let (a, b) = (slot(a)?, slot(b)?);
    if a.object != b.object {
        return unsupported("the distance of pointers into different objects");
    }
    let distance = i128::from(a.index) - i128::from(b.index);
    Ok(cx.heap.make_int(IntKind::Isize, distance)?)
}
