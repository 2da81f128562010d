//! `From`, `Into`, `TryFrom`, `TryInto`, `Default` and `ToOwned` among built-in types.

use interleave_program::program::TypeHint;
use interleave_program::{IntKind, Native as N, Sys, TypeTag};

use super::args::{
    self, Run, coerced, discard, hint, hint_arg, hint_tag, int_kind, prelude_error, text,
    unsupported,
};
use super::int;
use crate::context::{Answer, Context, Deferred, Trap};
use crate::object::{Head, Object, Slots};
use crate::types;
use crate::value::Value;

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    match native {
        N::Into => into(cx, args[0], hint(cx, args[1])),
        N::From => from(cx, args[0], hint(cx, args[1])),
        N::TryInto => {
            let wanted = hint(cx, args[1]);
            let wanted = match wanted {
                TypeHint::Named(TypeTag::RESULT, _) => hint_arg(wanted, 0),
                other => other,
            };
            try_from(cx, args[0], wanted)
        }
        N::TryFrom => try_from(cx, args[0], hint(cx, args[1])),
        // What the program has a part in is made by a function.
        N::Default if let Value::Fn(_) = args[0] => Err(Trap::Defer(Deferred::Call {
            callee: args[0],
            args: [Value::Moved; 4],
            argc: 0,
        })),
        N::Default => default(cx, hint(cx, args[0])),
        N::StrToOwned => {
            let copy = text(cx, args[0])?.to_owned();
            Ok(cx.heap.alloc_string(copy)?)
        }
        other => unsupported(format!("the built-in {other:?}")),
    }
}

fn is_text(cx: &Context<'_>, value: Value) -> bool {
    cx.heap.read_str(cx.code, value).is_some()
}

/// `value.into()`
fn into(cx: &mut Context<'_>, value: Value, wanted: &TypeHint) -> Answer {
    match hint_tag(wanted) {
        None => unsupported(
            "`into` where it is not known here what it makes: write the type, as in `let x: T = value.into();`",
        ),
        Some(tag)
            if cx
                .code
                .declared_type(types::tag_of(cx.code, cx.heap, value))
                == tag =>
        {
            Ok(value)
        }
        Some(_) => from(cx, value, wanted),
    }
}

/// A `String` of a string or character.
fn owned_text(cx: &mut Context<'_>, value: Value) -> Answer {
    match coerced(cx.heap, value) {
        Value::Char(c) => Ok(cx.heap.alloc_string(c)?),
        _ => match value {
            Value::Own(id) if matches!(cx.heap.object(id), Object::Text(_)) => Ok(value),
            _ => {
                let copy = text(cx, value)?.to_owned();
                discard(cx, value);
                Ok(cx.heap.alloc_string(copy)?)
            }
        },
    }
}

fn from(cx: &mut Context<'_>, value: Value, wanted: &TypeHint) -> Answer {
    let Some(tag) = hint_tag(wanted) else {
        return unsupported("`from` of a type that is not known here: write the type");
    };
    if let Some(kind) = int_kind(tag) {
        return to_int(cx, value, kind);
    }
    match tag {
        TypeTag::F64 => Ok(Value::F64(number(cx, value)?)),
        TypeTag::F32 => Ok(Value::F32(number(cx, value)? as f32)),
        TypeTag::CHAR => Ok(Value::Char(args::char(cx, value)?)),
        TypeTag::STRING => owned_text(cx, value),
        TypeTag::VEC | TypeTag::ARRAY => row(cx, value, tag),
        TypeTag::VEC_DEQUE => {
            let elements = take_row(cx, value)?;
            let slots = super::deque::with(elements);
            Ok(cx.heap.alloc_slots(Head::Builtin(tag), slots)?)
        }
        TypeTag::HASH_MAP | TypeTag::BTREE_MAP | TypeTag::HASH_SET | TypeTag::BTREE_SET => {
            table(cx, value, tag)
        }
        TypeTag::BOX => boxed(cx, value, hint_arg(wanted, 0)),
        TypeTag::RC | TypeTag::ARC => {
            let content = shared_content(cx, value, hint_arg(wanted, 0))?;
            Ok(cx.heap.alloc_shared(tag, content)?)
        }
        TypeTag::OPTION => Ok(cx.heap.some(value)?),
        TypeTag::CELL => super::cell::new_cell(cx, value),
        TypeTag::REF_CELL => super::cell::new_ref_cell(cx, value),
        TypeTag::MUTEX => Err(made_by(Sys::MutexNew, value)),
        TypeTag::ATOMIC => Err(made_by(Sys::AtomicNew, value)),
        _ => {
            let from = types::tag_of(cx.code, cx.heap, value);
            match cx.code.declared_type(from) == tag || matches!(tag, TypeTag::STR | TypeTag::SLICE)
            {
                true => Ok(value),
                false => unsupported(format!(
                    "making `{}` of `{}`",
                    cx.code.type_name(tag),
                    cx.code.type_name(from)
                )),
            }
        }
    }
}

/// What a call of the engine makes of the value.
fn made_by(sys: Sys, value: Value) -> Trap {
    Trap::Defer(Deferred::Sys {
        sys,
        args: [value, Value::Moved, Value::Moved, Value::Moved],
    })
}

/// `u64::from(x)`: numbers, `bool` and `char` that always fit.
fn to_int(cx: &mut Context<'_>, value: Value, kind: IntKind) -> Answer {
    match coerced(cx.heap, value) {
        Value::Bool(it) => Ok(cx.heap.make_int(kind, i128::from(it))?),
        Value::Char(c) => Ok(cx.heap.make_int(kind, c as i128)?),
        _ => int::converted(cx, value, kind),
    }
}

/// A number or `bool` as `f64`.
fn number(cx: &Context<'_>, value: Value) -> Result<f64, Trap> {
    match coerced(cx.heap, value) {
        Value::Bool(it) => Ok(f64::from(u8::from(it))),
        Value::Int(..) => args::int(cx, value).map(|(_, it)| it as f64),
        _ => args::float(cx, value).map(|(it, _)| it),
    }
}

/// A `Vec` or array of the elements of a row, or of the bytes of a text.
fn row(cx: &mut Context<'_>, value: Value, tag: TypeTag) -> Answer {
    if let Value::Own(id) = value
        && let Object::Slots { head, .. } = cx.heap.object_mut(id)
        && let Head::Builtin(TypeTag::VEC | TypeTag::ARRAY | TypeTag::BINARY_HEAP) = head
    {
        *head = Head::Builtin(tag);
        return Ok(value);
    }
    if is_text(cx, value) {
        let bytes = text(cx, value)?.as_bytes().to_vec();
        discard(cx, value);
        return super::slice::byte_vec(cx, &bytes);
    }
    let elements = take_row(cx, value)?;
    Ok(cx
        .heap
        .alloc_slots(Head::Builtin(tag), Slots::from_vec(elements))?)
}

/// The elements of an owned row, which is freed, or copies of those of a borrowed one.
fn take_row(cx: &mut Context<'_>, value: Value) -> Result<Vec<Value>, Trap> {
    let run = Run::read(cx, value)?;
    if let Value::Own(_) = value {
        let slots = cx.heap.take_fields(value);
        return Ok(slots[run.start as usize..].to_vec());
    }
    let elements = run.values(cx.heap).to_vec();
    elements.into_iter().map(|it| plain_copy(cx, it)).collect()
}

/// A copy of a value that needs no user `Clone`: scalars, references, strings.
fn plain_copy(cx: &mut Context<'_>, value: Value) -> Result<Value, Trap> {
    let Value::Own(id) = value else {
        return Ok(value);
    };
    match cx.heap.object(id) {
        Object::Text(text) => {
            let copy = text.clone();
            Ok(cx.heap.alloc_string(copy)?)
        }
        Object::Wide(_) => Ok(value),
        _ if types::is_copy(cx.code, cx.heap, value) => Ok(types::copy(cx.heap, value)?),
        _ => unsupported("copying these elements here: write `.to_vec()` instead"),
    }
}

/// A map of an array of pairs, or a set of an array.
fn table(cx: &mut Context<'_>, value: Value, tag: TypeTag) -> Answer {
    let is_row = matches!(value, Value::Own(id)
        if matches!(cx.heap.head(id), Some(Head::Builtin(TypeTag::ARRAY | TypeTag::VEC))));
    if is_row && super::map::has_own_order(cx, value, tag) {
        let table = cx.heap.alloc_slots(Head::Builtin(tag), Slots::new())?;
        let is_map = matches!(tag, TypeTag::HASH_MAP | TypeTag::BTREE_MAP);
        let filler = if is_map { "fill_map" } else { "fill_set" };
        return super::map::ask_prelude(cx, filler, &[table, value]);
    }
    let elements = take_row(cx, value)?;
    let table = cx.heap.alloc_slots(Head::Builtin(tag), Slots::new())?;
    for element in elements {
        super::collect::put_item(cx, table, element)?;
    }
    Ok(table)
}

/// What a `str` or slice that is owned is made of, where a `String`, `Vec` or array is borrowed for it: a copy.
fn copied_unsized(cx: &mut Context<'_>, value: Value, content: &TypeHint) -> Option<Answer> {
    let Value::Ref(_) = value else {
        return None;
    };
    match hint_tag(content)? {
        TypeTag::STR => Some(owned_text(cx, value)),
        TypeTag::SLICE => Some(row(cx, value, TypeTag::VEC)),
        _ => None,
    }
}

/// A box; strings and boxes stay what they are, because `Box<str>` and `Box<dyn Error>` are looked through.
fn boxed(cx: &mut Context<'_>, value: Value, content: &TypeHint) -> Answer {
    if let Some(copy) = copied_unsized(cx, value, content) {
        return copy;
    }
    match value {
        Value::Str { .. } | Value::StaticStr { .. } => owned_text(cx, value),
        Value::Own(id) if matches!(cx.heap.object(id), Object::Text(_)) => Ok(value),
        Value::Own(id) if cx.heap.head(id) == Some(Head::Builtin(TypeTag::BOX)) => Ok(value),
        Value::Own(id)
            if hint_tag(content) == Some(TypeTag::SLICE)
                && cx.heap.head(id) == Some(Head::Builtin(TypeTag::VEC)) =>
        {
            Ok(value)
        }
        _ => Ok(cx.heap.alloc_box(value)?),
    }
}

fn shared_content(cx: &mut Context<'_>, value: Value, content: &TypeHint) -> Answer {
    if let Some(copy) = copied_unsized(cx, value, content) {
        return copy;
    }
    match value {
        Value::Str { .. } | Value::StaticStr { .. } => owned_text(cx, value),
        Value::Slice { .. } => row(cx, value, TypeTag::VEC),
        Value::Own(id) if cx.heap.head(id) == Some(Head::Builtin(TypeTag::BOX)) => {
            Ok(cx.heap.take_fields(value).pop().unwrap_or(Value::Unit))
        }
        _ => Ok(value),
    }
}

fn try_from(cx: &mut Context<'_>, value: Value, wanted: &TypeHint) -> Answer {
    let Some(tag) = hint_tag(wanted) else {
        return unsupported("`try_into` to a type that could not be inferred: write the type");
    };
    if let Some(kind) = int_kind(tag) {
        return try_int(cx, value, kind);
    }
    if tag == TypeTag::CHAR
        && let Value::Int(..) = coerced(cx.heap, value)
    {
        let (_, code) = args::int(cx, value)?;
        return match u32::try_from(code).ok().and_then(char::from_u32) {
            Some(c) => Ok(cx.heap.ok(Value::Char(c))?),
            None => prelude_error(cx, "CharTryFromError", None),
        };
    }
    if let (TypeTag::ARRAY, TypeHint::Number(length)) = (tag, hint_arg(wanted, 1))
        && i128::from(Run::read(cx, value)?.len) != *length
    {
        return match value {
            Value::Own(_) => Ok(cx.heap.err(value)?),
            _ => prelude_error(cx, "TryFromSliceError", None),
        };
    }
    let converted = from(cx, value, wanted)?;
    Ok(cx.heap.ok(converted)?)
}

fn try_int(cx: &mut Context<'_>, value: Value, kind: IntKind) -> Answer {
    let (from, it, error) = match coerced(cx.heap, value) {
        Value::Char(c) => (IntKind::U32, c as i128, "TryFromCharError"),
        _ => {
            let (from, it) = args::int(cx, value)?;
            (from, it, "TryFromIntError")
        }
    };
    if !int::fits(from, it, kind) {
        return prelude_error(cx, error, None);
    }
    let value = cx.heap.make_int(kind, it)?;
    Ok(cx.heap.ok(value)?)
}

/// `Default::default()` of a built-in type.
fn default(cx: &mut Context<'_>, wanted: &TypeHint) -> Answer {
    if let TypeHint::Tuple(parts) = wanted {
        let parts: Result<Vec<Value>, Trap> = parts.iter().map(|it| default(cx, it)).collect();
        return Ok(cx.heap.alloc_tuple(&parts?)?);
    }
    let Some(tag) = hint_tag(wanted) else {
        return unsupported("a default value of a type that could not be inferred: write the type");
    };
    if let Some(kind) = int_kind(tag) {
        return Ok(Value::Int(kind, 0));
    }
    let inner = hint_arg(wanted, 0);
    match tag {
        TypeTag::F32 => Ok(Value::F32(0.0)),
        TypeTag::F64 => Ok(Value::F64(0.0)),
        TypeTag::BOOL => Ok(Value::Bool(false)),
        TypeTag::CHAR => Ok(Value::Char('\0')),
        TypeTag::DURATION => Ok(Value::Duration(0)),
        TypeTag::STR => args::leaked_str(cx, String::new()),
        TypeTag::OPTION => Ok(cx.heap.none()),
        TypeTag::BOX => {
            let content = default(cx, inner)?;
            Ok(cx.heap.alloc_box(content)?)
        }
        TypeTag::RC | TypeTag::ARC => {
            let content = default(cx, inner)?;
            Ok(cx.heap.alloc_shared(tag, content)?)
        }
        TypeTag::CELL => {
            let content = default(cx, inner)?;
            super::cell::new_cell(cx, content)
        }
        TypeTag::REF_CELL => {
            let content = default(cx, inner)?;
            super::cell::new_ref_cell(cx, content)
        }
        TypeTag::MUTEX => {
            let content = default(cx, inner)?;
            Err(made_by(Sys::MutexNew, content))
        }
        TypeTag::RC_WEAK | TypeTag::ARC_WEAK => super::pointer::weak_new(cx, tag),
        tag if super::collect::is_collection(tag) => super::collect::empty(cx, tag),
        tag => unsupported(format!(
            "the default value of `{}` here: call `{}::default()`",
            cx.code.type_name(tag),
            cx.code.type_name(tag)
        )),
    }
}

/// What stays when a value is taken out of its place (`mem::take`): an empty or zero one of the same type.
pub(super) fn empty_like(cx: &mut Context<'_>, value: Value) -> Answer {
    match value {
        Value::Unit => Ok(Value::Unit),
        Value::Bool(_) => Ok(Value::Bool(false)),
        Value::Char(_) => Ok(Value::Char('\0')),
        Value::Int(kind, _) => Ok(Value::Int(kind, 0)),
        Value::F32(_) => Ok(Value::F32(0.0)),
        Value::F64(_) => Ok(Value::F64(0.0)),
        Value::Duration(_) => Ok(Value::Duration(0)),
        Value::Tag(shape) if shape == interleave_program::ShapeId::NONE => Ok(value),
        Value::Str { .. } | Value::StaticStr { .. } => args::leaked_str(cx, String::new()),
        Value::Slice { object, start, .. } => Ok(Value::Slice {
            object,
            start,
            len: 0,
        }),
        Value::Own(id) => match cx.heap.object(id) {
            Object::Text(_) => Ok(cx.heap.alloc_string("")?),
            Object::Wide(wide) => Ok(Value::Int(wide.kind, 0)),
            Object::Slots {
                head: Head::Shape(interleave_program::ShapeId::SOME),
                ..
            } => Ok(cx.heap.none()),
            Object::Slots {
                head: head @ Head::Builtin(TypeTag::ARRAY),
                slots,
            } => {
                let (head, held) = (*head, slots.clone());
                let emptied = held.iter().map(|it| empty_like(cx, *it));
                let slots = emptied.collect::<Result<Slots, Trap>>()?;
                Ok(cx.heap.alloc_slots(head, slots)?)
            }
            Object::Slots {
                head: Head::Builtin(tag),
                ..
            } if super::collect::is_collection(*tag) => {
                let tag = *tag;
                super::collect::empty(cx, tag)
            }
            _ => unsupported("`take` of this type: use `std::mem::replace`"),
        },
        _ => unsupported("`take` of this type: use `std::mem::replace`"),
    }
}

/// Used by [`super::collect`] for maps given as pairs.
pub(super) fn pair(cx: &mut Context<'_>, item: Value) -> Result<(Value, Value), Trap> {
    let fields = cx.heap.take_fields(item);
    match fields.as_slice() {
        [key, value] => Ok((*key, *value)),
        _ => unsupported("a map from something that is no pair"),
    }
}
