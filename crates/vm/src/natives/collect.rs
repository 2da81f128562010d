//! Collecting: what `FromIterator`, `Extend`, `Sum` and `Product` need of each built-in type.

use interleave_program::program::TypeHint;
use interleave_program::{IntKind, Native as N, TypeTag};

use super::args::{self, coerced, discard, hint, hint_arg, hint_tag, int_kind, unsupported};
use super::{convert, deque, map};
use crate::context::{Answer, Context, Trap};
use crate::object::{Head, Object, Slots};
use crate::value::Value;

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    match native {
        N::HintClass => {
            let class = match hint_tag(hint(cx, args[0])) {
                None => 0,
                Some(TypeTag::RESULT) => 1,
                Some(TypeTag::OPTION) => 2,
                Some(TypeTag::BINARY_HEAP) => 3,
                Some(_) => 4,
            };
            Ok(Value::Int(IntKind::I32, class))
        }
        N::CollectorNew => new(cx, inner(hint(cx, args[0]))),
        N::CollectorPart => {
            let at = args::index(cx, args[1])?;
            new(cx, hint_arg(hint(cx, args[0]), at))
        }
        N::CollectorPush => put_item(cx, args[0], args[1]),
        N::ExtendPush => {
            let item = as_extended(cx, args[0], args[1])?;
            put_item(cx, args[0], item)
        }
        N::CollectorFinish => finish(cx, args[0], inner(hint(cx, args[1]))),
        N::SumStart => Ok(start_of(inner(hint(cx, args[0])), 0)),
        N::ProductStart => Ok(start_of(inner(hint(cx, args[0])), 1)),
        N::SumStartLike => start_like(cx, args[0], 0),
        N::ProductStartLike => start_like(cx, args[0], 1),
        N::CollectionNew => {
            let tag = hint_tag(hint(cx, args[0])).unwrap_or(TypeTag::VEC);
            empty(cx, tag)
        }
        N::CollectionWithCapacity => {
            let tag = hint_tag(hint(cx, args[1])).unwrap_or(TypeTag::VEC);
            with_capacity(cx, tag, args[0])
        }
        N::CollectionCapacity => capacity(cx, args[0]),
        N::CollectionReserve | N::CollectionShrink => Ok(Value::Unit),
        other => unsupported(format!("the built-in {other:?}")),
    }
}

/// Of `Option<T>` and `Result<T, E>` the `T`, else the type itself.
fn inner(hint: &TypeHint) -> &TypeHint {
    match hint_tag(hint) {
        Some(TypeTag::RESULT | TypeTag::OPTION) => hint_arg(hint, 0),
        _ => hint,
    }
}

/// Whether values of the type are made by [`empty`].
pub(super) fn is_collection(tag: TypeTag) -> bool {
    tag.is_collection() || matches!(tag, TypeTag::ARRAY | TypeTag::STRING)
}

/// An empty collection.
pub(super) fn empty(cx: &mut Context<'_>, tag: TypeTag) -> Answer {
    match tag {
        TypeTag::STRING => Ok(cx.heap.alloc_string(String::new())?),
        TypeTag::VEC_DEQUE => Ok(cx.heap.alloc_slots(Head::Builtin(tag), deque::with([]))?),
        tag => Ok(cx.heap.alloc_slots(Head::Builtin(tag), Slots::new())?),
    }
}

/// Most elements for which `with_capacity` really makes room: more would only be a promise.
const LARGEST_RESERVE: usize = 1 << 16;

fn with_capacity(cx: &mut Context<'_>, tag: TypeTag, capacity: Value) -> Answer {
    let room = args::index(cx, capacity)?.min(LARGEST_RESERVE);
    match tag {
        TypeTag::STRING => Ok(cx.heap.alloc_string(String::with_capacity(room))?),
        TypeTag::VEC => Ok(cx
            .heap
            .alloc_slots(Head::Builtin(tag), Slots::with_capacity(room))?),
        tag => empty(cx, tag),
    }
}

fn capacity(cx: &Context<'_>, value: Value) -> Answer {
    let id = args::object(cx, value)?;
    Ok(args::usize(match cx.heap.object(id) {
        Object::Text(text) => text.capacity(),
        Object::Slots { slots, .. } if slots.is_empty() && !slots.spilled() => 0,
        Object::Slots { slots, .. } => slots.capacity().max(4),
        _ => 0,
    }))
}

/// An empty collection to collect into.
fn new(cx: &mut Context<'_>, wanted: &TypeHint) -> Answer {
    match hint_tag(wanted) {
        Some(TypeTag::UNIT) => Ok(Value::Unit),
        Some(TypeTag::BOX | TypeTag::RC | TypeTag::ARC) => match hint_tag(hint_arg(wanted, 0)) {
            Some(TypeTag::STR) => empty(cx, TypeTag::STRING),
            _ => empty(cx, TypeTag::VEC),
        },
        Some(tag) if is_collection(tag) && tag != TypeTag::ARRAY => empty(cx, tag),
        None | Some(TypeTag::SLICE | TypeTag::ARRAY) => empty(cx, TypeTag::VEC),
        Some(tag) => unsupported(format!("collecting into a {}", cx.code.type_name(tag))),
    }
}

fn finish(cx: &mut Context<'_>, collection: Value, wanted: &TypeHint) -> Answer {
    match hint_tag(wanted) {
        Some(tag @ (TypeTag::RC | TypeTag::ARC)) => Ok(cx.heap.alloc_shared(tag, collection)?),
        _ => Ok(collection),
    }
}

/// Adds an item to the collection in the place; answers what it replaced, for the caller to drop.
pub(super) fn put_item(cx: &mut Context<'_>, collection: Value, item: Value) -> Answer {
    let Value::Own(id) = coerced(cx.heap, collection) else {
        discard(cx, item);
        return Ok(Value::Unit);
    };
    if let Object::Text(_) = cx.heap.object(id) {
        return put_text(cx, id, item);
    }
    match cx.heap.head(id) {
        Some(Head::Builtin(TypeTag::HASH_MAP | TypeTag::BTREE_MAP)) => {
            let (key, value) = convert::pair(cx, item)?;
            map::put_or_ask(cx, collection, id, key, value)
        }
        Some(Head::Builtin(TypeTag::HASH_SET | TypeTag::BTREE_SET)) => {
            map::put_or_ask(cx, collection, id, item, item)
        }
        Some(Head::Builtin(_)) => {
            cx.heap.charge(size_of::<Value>())?;
            cx.heap.slots_mut(id).push(item);
            Ok(Value::Unit)
        }
        _ => unsupported("collecting into this value"),
    }
}

fn put_text(cx: &mut Context<'_>, id: crate::value::ObjectId, item: Value) -> Answer {
    let more = match coerced(cx.heap, item) {
        Value::Char(c) => c.to_string(),
        _ => args::text(cx, item)?.to_owned(),
    };
    args::edit(cx, id, |text| text.push_str(&more))?;
    discard(cx, item);
    Ok(Value::Unit)
}

/// `Extend<&T> for Vec<T>`: a reference to a scalar is copied, unless the collection already holds references.
fn as_extended(cx: &mut Context<'_>, collection: Value, item: Value) -> Result<Value, Trap> {
    if let Value::Own(pair) = item
        && let Some(Head::Shape(shape)) = cx.heap.head(pair)
        && shape == interleave_program::ShapeId::tuple(2)
        && is_map(cx, collection)
    {
        for at in 0..2 {
            let part = cx.heap.slots(pair)[at];
            let copied = scalar(cx, part);
            cx.heap.slots_mut(pair)[at] = copied;
        }
        return Ok(item);
    }
    if holds_references(cx, collection) {
        return Ok(item);
    }
    Ok(scalar(cx, item))
}

fn is_map(cx: &Context<'_>, collection: Value) -> bool {
    matches!(coerced(cx.heap, collection), Value::Own(id)
        if matches!(cx.heap.head(id), Some(Head::Builtin(TypeTag::HASH_MAP | TypeTag::BTREE_MAP))))
}

fn holds_references(cx: &Context<'_>, collection: Value) -> bool {
    matches!(coerced(cx.heap, collection), Value::Own(id)
        if matches!(cx.heap.slots(id).last(), Some(Value::Ref(_))))
}

/// The scalar behind a reference, or the value itself.
fn scalar(cx: &Context<'_>, value: Value) -> Value {
    match (value, cx.heap.look_through(value)) {
        (Value::Ref(_), Value::Own(_) | Value::Moved) => value,
        (Value::Ref(_), target) => target,
        _ => value,
    }
}

/// Zero or one of the type.
fn start_of(hint: &TypeHint, it: i64) -> Value {
    match hint_tag(hint) {
        Some(TypeTag::F64) => Value::F64(float_start(it)),
        Some(TypeTag::F32) => Value::F32(float_start(it) as f32),
        Some(TypeTag::DURATION) => Value::Duration(0),
        Some(tag) => Value::Int(int_kind(tag).unwrap_or(IntKind::Any), it),
        None => Value::Int(IntKind::Any, it),
    }
}

/// std starts sums of floats at -0.0, so that the sum of -0.0s is -0.0.
fn float_start(it: i64) -> f64 {
    if it == 0 { -0.0 } else { 1.0 }
}

fn start_like(cx: &Context<'_>, item: Value, it: i64) -> Answer {
    Ok(match coerced(cx.heap, item) {
        Value::F64(_) => Value::F64(float_start(it)),
        Value::F32(_) => Value::F32(float_start(it) as f32),
        Value::Duration(_) => Value::Duration(0),
        other => match cx.heap.read_int(other) {
            Some((kind, _)) => Value::Int(kind, it),
            None => return unsupported("the sum of these values"),
        },
    })
}
