//! What a value is at run time: its type, whether using it copies, and copying it.

use interleave_program::{IntKind, TypeTag};

use crate::code::{Code, Copies};
use crate::halt::Fault;
use crate::heap::Heap;
use crate::object::{Head, Object, slots_of};
use crate::value::{ObjectId, Slot, Value};

/// The type of an integer.
pub(crate) fn int_tag(kind: IntKind) -> TypeTag {
    match kind {
        IntKind::I8 => TypeTag::I8,
        IntKind::I16 => TypeTag::I16,
        IntKind::I32 | IntKind::Any => TypeTag::I32,
        IntKind::I64 => TypeTag::I64,
        IntKind::I128 => TypeTag::I128,
        IntKind::Isize => TypeTag::ISIZE,
        IntKind::U8 => TypeTag::U8,
        IntKind::U16 => TypeTag::U16,
        IntKind::U32 => TypeTag::U32,
        IntKind::U64 => TypeTag::U64,
        IntKind::U128 => TypeTag::U128,
        IntKind::Usize => TypeTag::USIZE,
    }
}

/// The type of a value. References are not looked through: what a `Ref` leads to is asked of its slot.
#[inline]
pub(crate) fn tag_of(code: &Code, heap: &Heap, value: Value) -> TypeTag {
    match value {
        Value::Moved | Value::Unit | Value::Ref(_) => TypeTag::UNIT,
        Value::Bool(_) => TypeTag::BOOL,
        Value::Char(_) => TypeTag::CHAR,
        Value::Int(kind, _) => int_tag(kind),
        Value::F32(_) => TypeTag::F32,
        Value::F64(_) => TypeTag::F64,
        Value::Duration(_) => TypeTag::DURATION,
        Value::Instant(..) => TypeTag::INSTANT,
        Value::Tag(shape) => code.shapes[shape.index()].tag,
        Value::Fn(_) | Value::Native(_) | Value::Sys(_) | Value::Constructor(_) => TypeTag::FN,
        Value::Type(_) => TypeTag::TYPE,
        Value::Handle(tag, _) => tag,
        Value::Slice { .. } => TypeTag::SLICE,
        Value::Str { .. } | Value::StaticStr { .. } => TypeTag::STR,
        Value::Own(id) => object_tag(code, heap, id),
    }
}

#[inline]
pub(crate) fn object_tag(code: &Code, heap: &Heap, id: ObjectId) -> TypeTag {
    match heap.object(id) {
        Object::Free(_) => TypeTag::UNIT,
        Object::Text(_) => TypeTag::STRING,
        Object::Wide(wide) => int_tag(wide.kind),
        Object::Formatter(_) => TypeTag::FORMATTER,
        Object::Slots { head, .. } => match *head {
            Head::Shape(shape) => code.shapes[shape.index()].tag,
            Head::Closure(_) => TypeTag::CLOSURE,
            Head::Coroutine { .. } => TypeTag::FUTURE,
            Head::Builtin(tag)
            | Head::Shared { tag, .. }
            | Head::Weak { tag, .. }
            | Head::Sync { tag, .. }
            | Head::Guard { tag, .. } => tag,
        },
    }
}

/// How deep composites may nest before using them moves instead of asking further.
const MAX_COPY_DEPTH: u32 = 32;

/// Whether using the value copies it: its type is `Copy` in Rust.
pub(crate) fn is_copy(code: &Code, heap: &Heap, value: Value) -> bool {
    match value {
        Value::Own(id) => object_is_copy(code, heap, id, MAX_COPY_DEPTH),
        Value::Tag(shape) => code.facts(shape).drop.is_none(),
        _ => true,
    }
}

fn object_is_copy(code: &Code, heap: &Heap, id: ObjectId, depth: u32) -> bool {
    if depth == 0 {
        return false;
    }
    let Object::Slots { head, slots } = heap.object(id) else {
        return matches!(heap.object(id), Object::Wide(_));
    };
    let by_fields = match head {
        Head::Shape(shape) => match code.facts(*shape).copies {
            Copies::Never => return false,
            Copies::Always | Copies::WithFields => true,
        },
        Head::Builtin(TypeTag::ARRAY) | Head::Closure(_) => true,
        _ => false,
    };
    by_fields
        && slots.iter().all(|slot| match *slot {
            Value::Own(inner) => object_is_copy(code, heap, inner, depth - 1),
            Value::Tag(shape) => code.facts(shape).drop.is_none(),
            Value::Moved => false,
            _ => true,
        })
}

/// A copy of a value for which [`is_copy`] holds.
pub(crate) fn copy(heap: &mut Heap, value: Value) -> Result<Value, Fault> {
    let Value::Own(id) = value else {
        return Ok(value);
    };
    let Object::Slots { head, slots } = heap.object(id) else {
        return Ok(value);
    };
    let head = *head;
    let mut slots = slots_of(slots);
    for slot in &mut slots {
        if let Value::Own(_) = slot {
            *slot = copy(heap, *slot)?;
        }
    }
    heap.alloc_slots(head, slots)
}

/// Frees a value for which [`is_copy`] holds; others are left alone.
pub(crate) fn free_copy(code: &Code, heap: &mut Heap, value: Value) {
    if !is_copy(code, heap, value) {
        return;
    }
    let mut work = vec![value];
    while let Some(value) = work.pop() {
        if let Value::Own(id) = value
            && let Object::Slots { .. } = heap.object(id)
        {
            work.extend(heap.take_fields(Value::Own(id)));
        }
    }
}

/// Elements in a row: an array, Vec, slice, or `VecDeque`; references looked through, boxes not.
pub(crate) fn elements(heap: &Heap, value: Value) -> Option<(ObjectId, u32, u32)> {
    match heap.look_through(value) {
        Value::Slice { object, start, len } => Some((object, start, len)),
        Value::Own(id) => match heap.head(id)? {
            Head::Builtin(TypeTag::ARRAY | TypeTag::VEC | TypeTag::BINARY_HEAP) => {
                Some((id, 0, heap.slots(id).len() as u32))
            }
            Head::Builtin(TypeTag::VEC_DEQUE) => {
                let first = match heap.get(Slot {
                    object: id,
                    index: 0,
                }) {
                    Value::Int(_, head) => head as u32 + 1,
                    _ => 1,
                };
                Some((
                    id,
                    first,
                    (heap.slots(id).len() as u32).saturating_sub(first),
                ))
            }
            _ => None,
        },
        _ => None,
    }
}
