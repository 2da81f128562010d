//! What is hashed of a value, and std's `DefaultHasher` itself.

use std::hash::Hasher;

use interleave_program::{IntKind, Native as N, ShapeId, TypeTag};

use super::args::{Run, unsupported, usize};
use crate::context::{Answer, Context};
use crate::object::{Head, Object, Slots};
use crate::value::{ObjectId, Slot, Value};

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    match native {
        N::HashParts => {
            let mut parts = Slots::new();
            parts_of(cx, args[0], &mut parts)?;
            Ok(cx.heap.alloc_vec(parts)?)
        }
        N::SipHash => {
            let mut hasher = std::hash::DefaultHasher::new();
            hasher.write(&super::slice::bytes(cx, args[0])?);
            Ok(Value::Int(IntKind::U64, hasher.finish() as i64))
        }
        other => unsupported(format!("the built-in {other:?}")),
    }
}

/// What std hashes of a value, one after the other: numbers, and references to the parts that have hashes of their own.
fn parts_of(cx: &Context<'_>, value: Value, parts: &mut Slots) -> Result<(), crate::context::Trap> {
    let value = cx.heap.look_through(value);
    if let Some(run) = Run::of(cx.heap, value) {
        parts.push(usize(run.len()));
        parts.extend((0..run.len()).map(|at| Value::Ref(run.slot(at))));
        return Ok(());
    }
    match value {
        Value::Unit => {}
        Value::Tag(shape) => parts.extend(variant(cx, shape)),
        Value::Duration(nanos) => {
            parts.push(Value::Int(IntKind::U64, (nanos / 1_000_000_000) as i64));
            parts.push(Value::Int(IntKind::U32, (nanos % 1_000_000_000) as i64));
        }
        Value::Own(id) => match cx.heap.object(id) {
            Object::Slots { head, slots } => match head {
                Head::Shape(shape) if cx.code.is_cow(*shape) => parts.extend(places(id, 0, 1)),
                Head::Shape(shape) => {
                    parts.extend(variant(cx, *shape));
                    parts.extend(places(id, 0, slots.len()));
                }
                Head::Builtin(TypeTag::BOX) | Head::Shared { .. } => {
                    parts.extend(places(id, 0, 1));
                }
                Head::Builtin(TypeTag::BTREE_MAP) => {
                    parts.push(usize(slots.len() / 2));
                    parts.extend(places(id, 0, slots.len()));
                }
                Head::Builtin(TypeTag::BTREE_SET) => {
                    parts.push(usize(slots.len()));
                    parts.extend(places(id, 0, slots.len()));
                }
                _ => return unsupported("the hash of a value of this type"),
            },
            _ => return unsupported("the hash of a value of this type"),
        },
        _ => return unsupported("the hash of a value of this type"),
    }
    Ok(())
}

fn places(object: ObjectId, from: usize, to: usize) -> impl Iterator<Item = Value> {
    (from..to).map(move |index| {
        Value::Ref(Slot {
            object,
            index: index as u32,
        })
    })
}

/// Which variant it is, when the type has several.
fn variant(cx: &Context<'_>, shape: ShapeId) -> Option<Value> {
    let layout = &cx.code.shapes[shape.index()];
    let number = layout.discriminant as i64;
    let (kind, count) = match layout.tag.user_index() {
        Some(index) => {
            let own = &cx.code.types[index];
            (own.number, own.shapes.len())
        }
        None if layout.tag == TypeTag::ORDERING => (IntKind::I8, 3),
        None if matches!(layout.tag, TypeTag::OPTION | TypeTag::RESULT) => (IntKind::Isize, 2),
        None => (IntKind::Isize, 1),
    };
    (count > 1).then_some(Value::Int(kind, number))
}
