//! `Option` and `Result`: the methods that are called all the time.

use interleave_program::{Native as N, ShapeId};

use super::args::{option, panic, place, text, unsupported};
use crate::context::{Answer, Context};
use crate::value::{Slot, Value};

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    let shape = cx.heap.shape_of(cx.heap.look_through(args[0]));
    match native {
        N::OptionIsSome => Ok(Value::Bool(shape == Some(ShapeId::SOME))),
        N::OptionIsNone => Ok(Value::Bool(shape == Some(ShapeId::NONE))),
        N::ResultIsOk => Ok(Value::Bool(shape == Some(ShapeId::OK))),
        N::ResultIsErr => Ok(Value::Bool(shape == Some(ShapeId::ERR))),
        N::OptionUnwrap if shape == Some(ShapeId::SOME) => content(cx, args[0]),
        N::OptionUnwrap => panic("called `Option::unwrap()` on a `None` value"),
        N::OptionExpect if shape == Some(ShapeId::SOME) => {
            super::args::discard(cx, args[1]);
            content(cx, args[0])
        }
        N::OptionExpect => {
            let message = text(cx, args[1])?.to_owned();
            panic(message)
        }
        N::OptionTake => {
            let place = place(cx, args[0])?;
            let old = cx.heap.take(place);
            cx.heap.set(place, Value::Tag(ShapeId::NONE));
            Ok(old)
        }
        N::OptionAsRef => {
            let inner = inner(cx, args[0]);
            option(cx, inner)
        }
        N::ResultAsRef => match (shape, inner(cx, args[0])) {
            (Some(shape), Some(inner)) => Ok(cx.heap.alloc_variant(shape, &[inner])?),
            _ => unsupported("`as_ref` of this value"),
        },
        other => unsupported(format!("the built-in {other:?}")),
    }
}

/// What the variant holds: moved out of an owned one, a reference into a borrowed one.
fn content(cx: &mut Context<'_>, value: Value) -> Answer {
    match value {
        Value::Own(_) => Ok(cx.heap.take_fields(value).pop().unwrap_or(Value::Moved)),
        _ => Ok(inner(cx, value).unwrap_or(Value::Moved)),
    }
}

/// A reference to what the variant in a place holds.
fn inner(cx: &Context<'_>, value: Value) -> Option<Value> {
    match cx.heap.look_through(value) {
        Value::Own(object) => Some(Value::Ref(Slot { object, index: 0 })),
        _ => None,
    }
}
