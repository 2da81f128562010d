//! Reading arguments and making answers, for all natives.

use interleave_program::program::TypeHint;
use interleave_program::{Const, IntKind, ShapeId, TypeTag};

use crate::context::{Answer, Context, Trap};
use crate::halt::Fault;
use crate::heap::Heap;
use crate::object::{Head, Object};
use crate::value::{ObjectId, Slot, Value};

/// Something that std has and this machine does not: the thread stops with that word.
pub(crate) fn unsupported<T>(what: impl Into<String>) -> Result<T, Trap> {
    Err(Trap::Fault(Fault::Unsupported(what.into())))
}

/// A panic with std's message.
pub(crate) fn panic<T>(message: impl Into<String>) -> Result<T, Trap> {
    Err(Trap::Panic(message.into()))
}

/// Follows references, boxes, `Rc`/`Arc` and guards to what they lead to, as deref coercion does.
#[inline]
pub(crate) fn coerced(heap: &Heap, value: Value) -> Value {
    let mut value = value;
    loop {
        value = heap.look_through(value);
        let Value::Own(id) = value else { return value };
        let Object::Slots { head, slots } = heap.object(id) else {
            return value;
        };
        let held = match head {
            Head::Builtin(TypeTag::BOX | TypeTag::REF_GUARD | TypeTag::REF_MUT_GUARD)
            | Head::Shared { .. } => slots.first(),
            Head::Guard { of, .. } => heap.slots(*of).first(),
            _ => return value,
        };
        value = held.copied().unwrap_or(Value::Moved);
    }
}

/// The object with slots or text that an argument leads to.
pub(crate) fn object(cx: &Context<'_>, value: Value) -> Result<ObjectId, Trap> {
    // Mostly it is a reference to a collection.
    if let Value::Ref(slot) = value
        && let Some(Value::Own(id)) = cx.heap.get_ref(slot)
        && let Object::Slots {
            head: Head::Builtin(tag),
            ..
        } = cx.heap.object(*id)
        && *tag != TypeTag::BOX
        && !tag.is_guard()
    {
        return Ok(*id);
    }
    match coerced(cx.heap, value) {
        Value::Own(id) => Ok(id),
        other => unsupported(format!("a built-in on the value {other:?}")),
    }
}

/// The place that a reference denotes after all references but the last have been followed.
pub(crate) fn place(cx: &Context<'_>, value: Value) -> Result<Slot, Trap> {
    match cx.heap.last_place(value) {
        Value::Ref(slot) => Ok(slot),
        _ => unsupported(format!("a built-in that changes the value {value:?}")),
    }
}

/// The text of a string argument.
pub(crate) fn text<'a>(cx: &'a Context<'_>, value: Value) -> Result<&'a str, Trap> {
    if let Some(text) = cx.heap.read_str(cx.code, value) {
        return Ok(text);
    }
    match cx.heap.read_str(cx.code, coerced(cx.heap, value)) {
        Some(text) => Ok(text),
        None => unsupported("a string built-in on something that is no string"),
    }
}

/// The `String` object to change.
pub(crate) fn string_object(cx: &Context<'_>, value: Value) -> Result<ObjectId, Trap> {
    let id = object(cx, value)?;
    match cx.heap.object(id) {
        Object::Text(_) => Ok(id),
        _ => unsupported("a `String` built-in on something that is no `String`"),
    }
}

/// Changes a `String`, counting the bytes.
pub(crate) fn edit<T>(
    cx: &mut Context<'_>,
    id: ObjectId,
    change: impl FnOnce(&mut String) -> T,
) -> Result<T, Trap> {
    let Some(text) = cx.heap.text_mut(id) else {
        return unsupported("a `String` built-in on something that is no `String`");
    };
    let before = text.len();
    let answer = change(text);
    let after = text.len();
    if after >= before {
        cx.heap.charge(after - before)?;
    } else {
        cx.heap.discharge(before - after);
    }
    Ok(answer)
}

/// `base[start..start + len]` as a `&str` value; base is a string value.
pub(crate) fn substr(heap: &Heap, base: Value, at: usize, len: usize) -> Value {
    let (at, len) = (at as u32, len as u32);
    match coerced(heap, base) {
        Value::Own(object) => Value::Str {
            object,
            start: at,
            len,
        },
        Value::Str { object, start, .. } => Value::Str {
            object,
            start: start + at,
            len,
        },
        Value::StaticStr {
            constant, start, ..
        } => Value::StaticStr {
            constant,
            start: start + at,
            len,
        },
        other => other,
    }
}

/// A `&str` with `text`, in memory of its own that lives as long as the machine.
pub(crate) fn leaked_str(cx: &mut Context<'_>, text: String) -> Answer {
    let len = text.len() as u32;
    match cx.heap.alloc_string(text)? {
        Value::Own(object) => Ok(Value::Str {
            object,
            start: 0,
            len,
        }),
        other => Ok(other),
    }
}

/// A run of elements: `len` slots of `object` from `start`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    pub object: ObjectId,
    pub start: u32,
    pub len: u32,
}

impl Run {
    /// The elements of a slice, array, `Vec`, `VecDeque` or binary heap; the bytes of a text.
    pub(crate) fn of(heap: &Heap, value: Value) -> Option<Self> {
        match coerced(heap, value) {
            Value::Slice { object, start, len } => Some(Self { object, start, len }),
            Value::Own(object) => {
                let (start, len) = match heap.object(object) {
                    Object::Slots {
                        head: Head::Builtin(TypeTag::VEC_DEQUE),
                        slots,
                    } => {
                        let start = super::deque::first(slots);
                        (start as u32, (slots.len() - start) as u32)
                    }
                    Object::Slots {
                        head: Head::Builtin(TypeTag::VEC | TypeTag::ARRAY | TypeTag::BINARY_HEAP),
                        slots,
                    } => (0, slots.len() as u32),
                    _ => return None,
                };
                Some(Self { object, start, len })
            }
            _ => None,
        }
    }

    /// The same, or a fault.
    pub(crate) fn read(cx: &Context<'_>, value: Value) -> Result<Self, Trap> {
        match Self::of(cx.heap, value) {
            Some(run) => Ok(run),
            None => unsupported(format!(
                "a slice built-in on something that is no slice: {:?}",
                coerced(cx.heap, value)
            )),
        }
    }

    /// The slot of element `index`.
    pub(crate) fn slot(self, index: usize) -> Slot {
        Slot {
            object: self.object,
            index: self.start + index as u32,
        }
    }

    /// Number of elements.
    pub(crate) fn len(self) -> usize {
        self.len as usize
    }

    /// The part `start..end` as a fat reference.
    pub(crate) fn part(self, start: usize, end: usize) -> Value {
        Value::Slice {
            object: self.object,
            start: self.start + start as u32,
            len: (end - start) as u32,
        }
    }

    /// The elements themselves; nothing when the object is a text.
    pub(crate) fn values(self, heap: &Heap) -> &[Value] {
        heap.slots(self.object)
            .get(self.start as usize..(self.start + self.len) as usize)
            .unwrap_or(&[])
    }
}

/// A `usize` argument.
pub(crate) fn index(cx: &Context<'_>, value: Value) -> Result<usize, Trap> {
    match cx.heap.read_usize(value) {
        Some(it) => Ok(it),
        None => unsupported("an index that is no number"),
    }
}

/// An integer argument with its type.
pub(crate) fn int(cx: &Context<'_>, value: Value) -> Result<(IntKind, i128), Trap> {
    match cx.heap.read_int(coerced_scalar(cx.heap, value)) {
        Some(it) => Ok(it),
        None => unsupported("an integer built-in on something that is no integer"),
    }
}

fn coerced_scalar(heap: &Heap, value: Value) -> Value {
    match value {
        Value::Int(..) => value,
        _ => coerced(heap, value),
    }
}

/// A `char` argument; bytes count as characters.
pub(crate) fn char(cx: &Context<'_>, value: Value) -> Result<char, Trap> {
    match coerced(cx.heap, value) {
        Value::Char(c) => Ok(c),
        Value::Int(_, byte) => Ok(byte as u8 as char),
        _ => unsupported("a `char` built-in on something that is no `char`"),
    }
}

/// A float argument as `f64`, and whether it is an `f32`.
pub(crate) fn float(cx: &Context<'_>, value: Value) -> Result<(f64, bool), Trap> {
    match coerced(cx.heap, value) {
        Value::F64(it) => Ok((it, false)),
        Value::F32(it) => Ok((f64::from(it), true)),
        Value::Int(_, it) => Ok((it as f64, false)),
        _ => unsupported("a floating point built-in on something that is no float"),
    }
}

/// A `Duration` in nanoseconds.
pub(crate) fn duration(cx: &Context<'_>, value: Value) -> Result<u64, Trap> {
    match coerced(cx.heap, value) {
        Value::Duration(ns) => Ok(ns),
        _ => unsupported("a `Duration` built-in on something else"),
    }
}

/// The type that a `Const::Type` argument names.
pub(crate) fn hint<'a>(cx: &Context<'a>, value: Value) -> &'a TypeHint {
    match value {
        Value::Type(id) => match cx.code.constants.get(id.index()) {
            Some(Const::Type(hint)) => hint,
            _ => &TypeHint::Unknown,
        },
        _ => &TypeHint::Unknown,
    }
}

/// The tag of a type argument.
pub(crate) fn hint_tag(hint: &TypeHint) -> Option<TypeTag> {
    match hint {
        TypeHint::Named(tag, _) => Some(*tag),
        TypeHint::Tuple(parts) if parts.is_empty() => Some(TypeTag::UNIT),
        TypeHint::Tuple(_) => Some(TypeTag::TUPLE),
        TypeHint::Unknown | TypeHint::Number(_) => None,
    }
}

/// Argument `at` of a type, for instance `T` of `Vec<T>`.
pub(crate) fn hint_arg(hint: &TypeHint, at: usize) -> &TypeHint {
    match hint {
        TypeHint::Named(_, args) | TypeHint::Tuple(args) => {
            args.get(at).unwrap_or(&TypeHint::Unknown)
        }
        TypeHint::Unknown | TypeHint::Number(_) => &TypeHint::Unknown,
    }
}

/// The integer kind of a tag.
pub(crate) fn int_kind(tag: TypeTag) -> Option<IntKind> {
    IntKind::from_name(TypeTag::BUILTIN_NAMES.get(usize::from(tag.0))?)
}

/// The integer kind that a type argument names; `Any` otherwise.
pub(crate) fn hint_int_kind(hint: &TypeHint) -> IntKind {
    hint_tag(hint).and_then(int_kind).unwrap_or(IntKind::Any)
}

/// `Some(value)` or `None`.
pub(crate) fn option(cx: &mut Context<'_>, value: Option<Value>) -> Answer {
    match value {
        Some(value) => Ok(cx.heap.some(value)?),
        None => Ok(cx.heap.none()),
    }
}

/// A `usize`.
pub(crate) fn usize(it: usize) -> Value {
    Value::Int(IntKind::Usize, it as i64)
}

/// `Some(usize)` or `None`.
pub(crate) fn option_usize(cx: &mut Context<'_>, it: Option<usize>) -> Answer {
    option(cx, it.map(usize))
}

/// `Ordering` as a value.
pub(crate) fn ordering(it: std::cmp::Ordering) -> Value {
    Value::Tag(match it {
        std::cmp::Ordering::Less => ShapeId::LESS,
        std::cmp::Ordering::Equal => ShapeId::EQUAL,
        std::cmp::Ordering::Greater => ShapeId::GREATER,
    })
}

/// `Err(…)` with an error of the prelude: type `name`, or its field `kind` the variant `variant` of type `kind_name`.
pub(crate) fn prelude_error(
    cx: &mut Context<'_>,
    name: &str,
    kind: Option<(&str, usize)>,
) -> Answer {
    let shape_of = |name: &str, variant: usize| {
        let def = cx.code.types.iter().find(|def| def.name == name)?;
        def.shapes.get(variant).copied()
    };
    let Some(shape) = shape_of(name, 0) else {
        return unsupported(format!("the error {name}"));
    };
    let fields: Vec<Value> = match kind {
        Some((kind_name, variant)) => match shape_of(kind_name, variant) {
            Some(shape) => vec![Value::Tag(shape)],
            None => return unsupported(format!("the error {kind_name}")),
        },
        None => vec![Value::Unit; cx.code.shapes[shape.index()].fields.len()],
    };
    let error = cx.heap.alloc_variant(shape, &fields)?;
    Ok(cx.heap.err(error)?)
}

/// Frees what an argument owns besides scalars, the way the program's drop would.
pub(crate) fn discard(cx: &mut Context<'_>, value: Value) {
    if let Value::Own(_) = value {
        cx.drop_later(value);
    }
}
