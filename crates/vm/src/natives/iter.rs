//! Iterators of the machine: over values, slices, texts, maps, and ranges.
//!
//! An iterator is an object of slots with tag `ITER`: slot 0 is its kind, the others its state as ordinary
//! values. So cloning, dropping and hashing need to know nothing about it.

use interleave_program::{IntKind, Native as N, Reg, ShapeId, TypeTag};
use smallvec::smallvec;

use super::args::{self, Run, coerced, option, unsupported, usize};
use super::deque;
use crate::context::{Answer, Context, Trap};
use crate::halt::Fault;
use crate::heap::Heap;
use crate::object::{Head, Object, Slots};
use crate::registers::Registers;
use crate::value::{ObjectId, Slot, Value};

/// What an iterator goes over.
mod kind {
    /// Moves elements out of the object in slot 1, from slot 2 to before slot 3.
    pub const VALUES: i64 = 0;
    /// References to the elements of the slice in slot 1.
    pub const SLICE: i64 = 1;
    /// Characters of the text in slot 1; slot 2 owns the text, if anything does.
    pub const CHARS: i64 = 2;
    /// The same with byte offsets; slot 3 is the offset of what is left.
    pub const CHAR_INDICES: i64 = 3;
    /// Bytes of the text that the slice in slot 1 views, by value.
    pub const BYTES: i64 = 4;
    /// References to the entries of a map; slot 1 is a slice of its slots.
    pub const ENTRIES: i64 = 5;
    /// References to the keys.
    pub const KEYS: i64 = 6;
    /// References to the values.
    pub const MAP_VALUES: i64 = 7;
    /// Moves entries out of the map in slot 1, from slot 2 to before slot 3.
    pub const INTO_ENTRIES: i64 = 8;
    /// Moves its keys out.
    pub const INTO_KEYS: i64 = 9;
    /// Moves its values out.
    pub const INTO_VALUES: i64 = 10;
}

fn make(heap: &mut Heap, kind: i64, rest: [Value; 3]) -> Result<Value, Fault> {
    let slots: Slots = smallvec![Value::Int(IntKind::U8, kind), rest[0], rest[1], rest[2]];
    heap.alloc_slots(Head::Builtin(TypeTag::ITER), slots)
}

/// An iterator that moves elements `front..back` out of `owner`.
fn over_owned(heap: &mut Heap, kind: i64, owner: ObjectId, front: usize, back: usize) -> Answer {
    Ok(make(
        heap,
        kind,
        [Value::Own(owner), usize(front), usize(back)],
    )?)
}

/// An iterator over values that it owns.
pub(super) fn of_values(cx: &mut Context<'_>, values: Vec<Value>) -> Answer {
    let len = values.len();
    let Value::Own(owner) = cx
        .heap
        .alloc_slots(Head::Builtin(TypeTag::ARRAY), Slots::from_vec(values))?
    else {
        return unsupported("an iterator over values");
    };
    over_owned(cx.heap, kind::VALUES, owner, 0, len)
}

/// An iterator over references to the elements of a run.
pub(super) fn over_run(cx: &mut Context<'_>, run: Run) -> Answer {
    let slice = run.part(0, run.len());
    Ok(make(
        cx.heap,
        kind::SLICE,
        [slice, Value::Moved, Value::Moved],
    )?)
}

/// An iterator over the characters of a text that it owns.
pub(super) fn of_text(cx: &mut Context<'_>, text: String) -> Answer {
    let len = text.len() as u32;
    let owner = cx.heap.alloc_string(text)?;
    let Value::Own(object) = owner else {
        return unsupported("an iterator over a text");
    };
    let view = Value::Str {
        object,
        start: 0,
        len,
    };
    Ok(make(cx.heap, kind::CHARS, [view, owner, Value::Moved])?)
}

/// `chars`, `char_indices`, `bytes`.
pub(super) fn over_text(cx: &mut Context<'_>, native: N, this: Value) -> Answer {
    let len = args::text(cx, this)?.len();
    let (kind, view) = match native {
        N::StrChars => (kind::CHARS, args::substr(cx.heap, this, 0, len)),
        N::StrCharIndices => (kind::CHAR_INDICES, args::substr(cx.heap, this, 0, len)),
        _ => (kind::BYTES, super::string::as_bytes(cx, this)?),
    };
    Ok(make(cx.heap, kind, [view, Value::Moved, usize(0)])?)
}

/// Which parts of a map's entries an iterator gives.
#[derive(Clone, Copy)]
pub(super) enum Part {
    Entries,
    Keys,
    Values,
}

/// An iterator over references into a map.
pub(super) fn over_map(
    cx: &mut Context<'_>,
    object: ObjectId,
    part: Part,
    start: usize,
    end: usize,
) -> Answer {
    let kind = match part {
        Part::Entries => kind::ENTRIES,
        Part::Keys => kind::KEYS,
        Part::Values => kind::MAP_VALUES,
    };
    let (start, len) = (2 * start as u32, 2 * (end - start) as u32);
    let slice = Value::Slice { object, start, len };
    Ok(make(cx.heap, kind, [slice, Value::Moved, Value::Moved])?)
}

/// An iterator that moves out of a map that it owns.
pub(super) fn of_map(cx: &mut Context<'_>, owner: ObjectId, part: Part) -> Answer {
    let kind = match part {
        Part::Entries => kind::INTO_ENTRIES,
        Part::Keys => kind::INTO_KEYS,
        Part::Values => kind::INTO_VALUES,
    };
    let len = cx.heap.slots(owner).len();
    over_owned(cx.heap, kind, owner, 0, len)
}

/// An iterator over the content of an `Option` or `Result` value, which it takes; a reference gives a reference.
pub(super) fn of_option(cx: &mut Context<'_>, value: Value) -> Answer {
    let is_full = matches!(
        cx.heap.shape_of(cx.heap.look_through(value)),
        Some(ShapeId::SOME | ShapeId::OK)
    );
    let values: Vec<Value> = match value {
        Value::Own(_) if is_full => cx.heap.take_fields(value).into_vec(),
        Value::Own(_) => {
            cx.drop_later(value);
            Vec::new()
        }
        Value::Ref(_) if is_full => match cx.heap.look_through(value) {
            Value::Own(object) => vec![Value::Ref(Slot { object, index: 0 })],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    of_values(cx, values)
}

/// See [`super::into_iter`].
pub(super) fn into_iter(cx: &mut Context<'_>, value: Value) -> Answer {
    match value {
        Value::Own(id) => own_into_iter(cx, id),
        Value::Tag(ShapeId::NONE) => of_values(cx, Vec::new()),
        Value::Slice { object, start, len } => over_run(cx, Run { object, start, len }),
        Value::Ref(_) => ref_into_iter(cx, value),
        Value::Tag(_) => Ok(value),
        other => unsupported(format!("iterating the value {other:?}")),
    }
}

fn own_into_iter(cx: &mut Context<'_>, id: ObjectId) -> Answer {
    let Some(head) = cx.heap.head(id) else {
        return unsupported("iterating this value");
    };
    let len = cx.heap.slots(id).len();
    match head {
        Head::Builtin(TypeTag::VEC_DEQUE) => {
            let first = deque::first(cx.heap.slots(id));
            over_owned(cx.heap, kind::VALUES, id, first, len)
        }
        Head::Builtin(TypeTag::HASH_MAP | TypeTag::BTREE_MAP) => of_map(cx, id, Part::Entries),
        Head::Builtin(
            TypeTag::VEC
            | TypeTag::ARRAY
            | TypeTag::BINARY_HEAP
            | TypeTag::HASH_SET
            | TypeTag::BTREE_SET,
        ) => over_owned(cx.heap, kind::VALUES, id, 0, len),
        Head::Builtin(TypeTag::BOX) => {
            let content = cx
                .heap
                .take_fields(Value::Own(id))
                .pop()
                .unwrap_or(Value::Moved);
            into_iter(cx, content)
        }
        Head::Shape(ShapeId::SOME | ShapeId::OK | ShapeId::ERR) => of_option(cx, Value::Own(id)),
        _ => Ok(Value::Own(id)),
    }
}

fn ref_into_iter(cx: &mut Context<'_>, value: Value) -> Answer {
    let target = coerced(cx.heap, value);
    if let Some(run) = Run::of(cx.heap, target) {
        return over_run(cx, run);
    }
    match target {
        Value::Own(object) => {
            let len = cx.heap.slots(object).len();
            match cx.heap.head(object) {
                Some(Head::Builtin(TypeTag::HASH_MAP | TypeTag::BTREE_MAP)) => {
                    over_map(cx, object, Part::Entries, 0, len / 2)
                }
                Some(Head::Builtin(TypeTag::HASH_SET | TypeTag::BTREE_SET)) => {
                    let (start, len) = (0, len as u32);
                    over_run(cx, Run { object, start, len })
                }
                Some(Head::Shape(ShapeId::SOME | ShapeId::OK | ShapeId::ERR)) => {
                    of_option(cx, value)
                }
                _ => Ok(value),
            }
        }
        Value::Tag(ShapeId::NONE) => of_values(cx, Vec::new()),
        _ => Ok(value),
    }
}

/// Which end of an iterator is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Front,
    Back,
}

/// The next item from the front. See [`super::iter_next`].
pub(super) fn next(cx: &mut Context<'_>, iter: ObjectId) -> Result<Option<Value>, Trap> {
    step(cx, iter, End::Front)
}

fn step(cx: &mut Context<'_>, iter: ObjectId, end: End) -> Result<Option<Value>, Trap> {
    let kind = match cx.heap.object(iter) {
        Object::Slots {
            head: Head::Builtin(TypeTag::ITER),
            slots,
        } => match slots[0] {
            Value::Int(_, kind) => kind,
            _ => return unsupported("iterating this value"),
        },
        Object::Slots {
            head: Head::Shape(shape),
            ..
        } => return range_step(cx, iter, *shape, end),
        _ => return unsupported("iterating this value"),
    };
    if let Some(item) = step_alone(cx.heap, iter, kind, end) {
        return Ok(item);
    }
    match kind {
        kind::CHARS | kind::CHAR_INDICES => text_step(cx, iter, kind, end),
        kind::ENTRIES => match step_slice(cx.heap, iter, 2, end) {
            Some(key) => {
                let value = Slot {
                    index: key.index + 1,
                    ..key
                };
                Ok(Some(
                    cx.heap.alloc_tuple(&[Value::Ref(key), Value::Ref(value)])?,
                ))
            }
            None => Ok(None),
        },
        _ => entry_step(cx, iter, kind, end),
    }
}

/// The next item of a native iterator whose step needs nothing but the iterator; the outer `None` for all others.
pub(crate) fn next_alone(heap: &mut Heap, iter: ObjectId) -> Option<Option<Value>> {
    match heap.object(iter) {
        Object::Slots {
            head: Head::Builtin(TypeTag::ITER),
            slots,
        } => match slots[0] {
            Value::Int(_, kind) => step_alone(heap, iter, kind, End::Front),
            _ => None,
        },
        _ => None,
    }
}

/// Moves the next of the values that an iterator owns to a register, when it is of that kind and has one; whether it did.
#[inline(never)]
pub(crate) fn next_owned(heap: &mut Heap, iter: ObjectId, regs: Registers, dst: Reg) -> bool {
    let Some(Object::Slots {
        head: Head::Builtin(TypeTag::ITER),
        slots,
    }) = heap.objects.get_mut(iter.0 as usize)
    else {
        return false;
    };
    let [
        Value::Int(_, kind::VALUES),
        Value::Own(owner),
        Value::Int(IntKind::Usize, front),
        Value::Int(_, back),
    ] = slots.as_mut_slice()
    else {
        return false;
    };
    let (owner, index) = (*owner, *front);
    if index >= *back {
        return false;
    }
    *front += 1;
    match heap.objects.get_mut(owner.0 as usize) {
        Some(Object::Slots { slots, .. }) => match slots.as_mut_slice().get_mut(index as usize) {
            Some(item) => regs.take_up(dst, item),
            None => regs.set(dst, Value::Moved),
        },
        _ => regs.set(dst, Value::Moved),
    }
    true
}

#[inline]
fn step_alone(heap: &mut Heap, iter: ObjectId, kind: i64, end: End) -> Option<Option<Value>> {
    Some(match kind {
        kind::VALUES => {
            step_owned(heap, iter, 1, end).map(|(object, index)| heap.take(Slot { object, index }))
        }
        kind::SLICE => step_slice(heap, iter, 1, end).map(Value::Ref),
        kind::BYTES => step_slice(heap, iter, 1, end).map(|slot| heap.get(slot)),
        kind::KEYS => step_slice(heap, iter, 2, end).map(Value::Ref),
        kind::MAP_VALUES => step_slice(heap, iter, 2, end).map(|key| {
            Value::Ref(Slot {
                index: key.index + 1,
                ..key
            })
        }),
        _ => return None,
    })
}

/// Takes `width` slots from an end of the owned object in slot 1: the object and the first of the slots.
fn step_owned(heap: &mut Heap, iter: ObjectId, width: i64, end: End) -> Option<(ObjectId, u32)> {
    let slots = heap.slots_mut(iter);
    let (Value::Own(owner), Value::Int(_, front), Value::Int(_, back)) =
        (slots[1], slots[2], slots[3])
    else {
        return None;
    };
    if front >= back {
        return None;
    }
    let at = match end {
        End::Front => {
            slots[2] = Value::Int(IntKind::Usize, front + width);
            front
        }
        End::Back => {
            slots[3] = Value::Int(IntKind::Usize, back - width);
            back - width
        }
    };
    Some((owner, at as u32))
}

/// Takes `width` slots from an end of the slice in slot 1: the first of them.
fn step_slice(heap: &mut Heap, iter: ObjectId, width: u32, end: End) -> Option<Slot> {
    let slots = heap.slots_mut(iter);
    let Value::Slice { object, start, len } = slots[1] else {
        return None;
    };
    let left = len.checked_sub(width)?;
    let (at, start) = match end {
        End::Front => (start, start + width),
        End::Back => (start + left, start),
    };
    slots[1] = Value::Slice {
        object,
        start,
        len: left,
    };
    Some(Slot { object, index: at })
}

fn entry_step(
    cx: &mut Context<'_>,
    iter: ObjectId,
    kind: i64,
    end: End,
) -> Result<Option<Value>, Trap> {
    let Some((object, index)) = step_owned(cx.heap, iter, 2, end) else {
        return Ok(None);
    };
    let key = Slot { object, index };
    let value = Slot {
        object,
        index: index + 1,
    };
    match kind {
        kind::INTO_ENTRIES => {
            let pair = [cx.heap.take(key), cx.heap.take(value)];
            Ok(Some(cx.heap.alloc_tuple(&pair)?))
        }
        kind::INTO_KEYS => Ok(Some(cx.heap.take(key))),
        kind::INTO_VALUES => Ok(Some(cx.heap.take(value))),
        _ => unsupported("iterating this value"),
    }
}

fn text_step(
    cx: &mut Context<'_>,
    iter: ObjectId,
    kind: i64,
    end: End,
) -> Result<Option<Value>, Trap> {
    let view = cx.heap.slots(iter)[1];
    let Some(text) = cx.heap.read_str(cx.code, view) else {
        return unsupported("iterating this text");
    };
    let c = match end {
        End::Front => text.chars().next(),
        End::Back => text.chars().next_back(),
    };
    let Some(c) = c else { return Ok(None) };
    let (item, width) = (Value::Char(c), c.len_utf8());
    let (len, width_u32) = (text.len(), width as u32);
    let slots = cx.heap.slots_mut(iter);
    let at = match (end, &mut slots[1]) {
        (End::Front, Value::Str { start, len, .. } | Value::StaticStr { start, len, .. }) => {
            *start += width_u32;
            *len -= width_u32;
            0
        }
        (End::Back, Value::Str { len: left, .. } | Value::StaticStr { len: left, .. }) => {
            *left -= width_u32;
            len - width
        }
        _ => 0,
    };
    if kind != kind::CHAR_INDICES {
        return Ok(Some(item));
    }
    let Value::Int(_, base) = slots[3] else {
        return unsupported("iterating this text");
    };
    if end == End::Front {
        slots[3] = Value::Int(IntKind::Usize, base + width as i64);
    }
    let pair = [usize(base as usize + at), item];
    Ok(Some(cx.heap.alloc_tuple(&pair)?))
}

// Ranges.

/// A range's step for integers and characters, as positions on a line.
fn range_step(
    cx: &mut Context<'_>,
    range: ObjectId,
    shape: ShapeId,
    end: End,
) -> Result<Option<Value>, Trap> {
    let inclusive = shape == ShapeId::RANGE_INCLUSIVE;
    let open = shape == ShapeId::RANGE_FROM;
    if !inclusive && !open && shape != ShapeId::RANGE {
        return unsupported("iterating this value");
    }
    let slots = cx.heap.slots(range);
    let first = slots[0];
    let last = if open { first } else { slots[1] };
    if inclusive && slots[2] == Value::Bool(true) {
        return Ok(None);
    }
    let (low, kind) = position(cx, first)?;
    let (high, other) = position(cx, last)?;
    let kind = kind.or(other);
    if !open && (low > high || (low == high && !inclusive)) {
        return Ok(None);
    }
    let at = match (end, inclusive) {
        (End::Front, _) => low,
        (End::Back, true) => high,
        (End::Back, false) => before(high, kind),
    };
    let item = value_at(cx, at, kind, first)?;
    if inclusive && low == high {
        cx.heap.slots_mut(range)[2] = Value::Bool(true);
        return Ok(Some(item));
    }
    let (slot, moved) = match end {
        End::Front => (0, after(low, kind)),
        End::Back => (1, before(high, kind)),
    };
    if open && kind.is_some_and(|kind| at == super::int::limits(kind).1) {
        return Err(Trap::Panic("attempt to add with overflow".to_owned()));
    }
    let moved = if inclusive || end == End::Front {
        moved
    } else {
        at
    };
    let moved = value_at(cx, moved, kind, first)?;
    cx.heap.slots_mut(range)[slot] = moved;
    Ok(Some(item))
}

/// Where a bound lies, and its integer type; characters have none.
fn position(cx: &Context<'_>, value: Value) -> Result<(i128, Option<IntKind>), Trap> {
    match cx.heap.look_through(value) {
        Value::Char(c) => Ok((c as i128, None)),
        value => match cx.heap.read_int(value) {
            Some((kind, it)) => Ok((it, (kind != IntKind::Any).then_some(kind))),
            None => unsupported("iterating a range of this type"),
        },
    }
}

fn value_at(
    cx: &mut Context<'_>,
    at: i128,
    kind: Option<IntKind>,
    like: Value,
) -> Result<Value, Trap> {
    if let Value::Char(_) = like {
        return Ok(Value::Char(char::from_u32(at as u32).unwrap_or(char::MAX)));
    }
    Ok(cx.heap.make_int(kind.unwrap_or(IntKind::Any), at)?)
}

/// The next position; characters skip the surrogates.
fn after(at: i128, kind: Option<IntKind>) -> i128 {
    if kind.is_none() && at == 0xD7FF {
        0xE000
    } else {
        at.wrapping_add(1)
    }
}

fn before(at: i128, kind: Option<IntKind>) -> i128 {
    if kind.is_none() && at == 0xE000 {
        0xD7FF
    } else {
        at.wrapping_sub(1)
    }
}

// The natives.

/// The iterator object that a place leads to.
fn iterator(cx: &Context<'_>, value: Value) -> Result<ObjectId, Trap> {
    args::object(cx, value)
}

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    match native {
        N::IntoIter => into_iter(cx, args[0]),
        N::IterNext => {
            let iter = iterator(cx, args[0])?;
            let item = step(cx, iter, End::Front)?;
            option(cx, item)
        }
        N::IterNextBack => {
            let iter = iterator(cx, args[0])?;
            let item = step(cx, iter, End::Back)?;
            option(cx, item)
        }
        N::IterLen => {
            let iter = iterator(cx, args[0])?;
            Ok(usize(len(cx, iter)?))
        }
        N::IterAsRest => {
            let iter = iterator(cx, args[0])?;
            Ok(cx.heap.slots(iter).get(1).copied().unwrap_or(Value::Unit))
        }
        N::IterToString => {
            let iter = iterator(cx, args[0])?;
            let rest = cx.heap.slots(iter).get(1).copied().unwrap_or(Value::Unit);
            let rest = args::text(cx, rest)?.to_owned();
            Ok(cx.heap.alloc_string(rest)?)
        }
        N::OptionIter => of_option(cx, args[0]),
        N::IterOfVec => own_iter_of_vec(cx, args[0]),
        other => unsupported(format!("the built-in {other:?}")),
    }
}

fn own_iter_of_vec(cx: &mut Context<'_>, value: Value) -> Answer {
    match value {
        Value::Own(id) => own_into_iter(cx, id),
        other => into_iter(cx, other),
    }
}

/// How many items are left.
fn len(cx: &Context<'_>, iter: ObjectId) -> Result<usize, Trap> {
    let slots = cx.heap.slots(iter);
    if let Some(Head::Shape(shape)) = cx.heap.head(iter) {
        let (low, _) = position(cx, slots[0])?;
        let (high, _) = position(cx, slots.get(1).copied().unwrap_or(slots[0]))?;
        let inclusive = shape == ShapeId::RANGE_INCLUSIVE;
        if inclusive && slots[2] == Value::Bool(true) {
            return Ok(0);
        }
        let span = high.saturating_sub(low).max(if inclusive { -1 } else { 0 });
        return Ok(span.saturating_add(i128::from(inclusive)) as usize);
    }
    let Value::Int(_, kind) = slots[0] else {
        return unsupported("the length of this iterator");
    };
    Ok(match (kind, slots[1], slots[2], slots[3]) {
        (kind::VALUES, _, Value::Int(_, front), Value::Int(_, back)) => (back - front) as usize,
        (
            kind::INTO_ENTRIES | kind::INTO_KEYS | kind::INTO_VALUES,
            _,
            Value::Int(_, front),
            Value::Int(_, back),
        ) => (back - front) as usize / 2,
        (kind::SLICE | kind::BYTES, Value::Slice { len, .. }, ..) => len as usize,
        (kind::ENTRIES | kind::KEYS | kind::MAP_VALUES, Value::Slice { len, .. }, ..) => {
            len as usize / 2
        }
        (_, view, ..) => match cx.heap.read_str(cx.code, view) {
            Some(text) => text.chars().count(),
            None => return unsupported("the length of this iterator"),
        },
    })
}
