//! `Vec`, slices and arrays.

use std::cmp::Ordering;

use interleave_program::{IntKind, Native as N, TypeHint, TypeTag};

use super::args::{self, Run, coerced, discard, index, option, panic, unsupported, usize};
use super::{iter, order, range};
use crate::context::{Answer, Context, Deferred, Trap};
use crate::halt::Fault;
use crate::object::{Head, Object, Slots};
use crate::value::{ObjectId, Value};

/// Bytes that one element takes.
const ELEMENT_BYTES: usize = size_of::<Value>();

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    match native {
        N::VecPush => {
            let id = vec(cx, args[0])?;
            cx.heap.charge(ELEMENT_BYTES)?;
            cx.heap.slots_mut(id).push(args[1]);
            Ok(Value::Unit)
        }
        N::VecPop => {
            let id = vec(cx, args[0])?;
            let item = cx.heap.slots_mut(id).pop();
            if item.is_some() {
                cx.heap.discharge(ELEMENT_BYTES);
            }
            option(cx, item)
        }
        N::VecInsert
        | N::VecRemove
        | N::VecSwapRemove
        | N::VecSplitOff
        | N::VecAppend
        | N::VecDrain => change(cx, native, args),
        N::VecIntoBoxedSlice => Ok(args[0]),
        N::VecFromArray => {
            retag(cx, args[0], TypeTag::VEC);
            Ok(args[0])
        }
        N::ArrayFromVec => {
            retag(cx, args[0], TypeTag::ARRAY);
            Ok(args[0])
        }
        N::ArrayLength => match args::hint_arg(args::hint(cx, args[0]), 1) {
            TypeHint::Number(length) => Ok(cx.heap.make_int(IntKind::Usize, *length)?),
            _ => unsupported("an array whose length could not be inferred: write its type"),
        },
        N::VecRepeat => Err(Trap::Defer(Deferred::RepeatVec {
            value: args[0],
            len: index(cx, args[1])?,
        })),
        N::SliceJoinStrings => super::string::join(cx, args),
        N::RangeBounds => range::bounds_pair(cx, args),
        _ => read(cx, native, args),
    }
}

/// The `Vec` object to change.
fn vec(cx: &Context<'_>, value: Value) -> Result<ObjectId, Trap> {
    let id = args::object(cx, value)?;
    match cx.heap.object(id) {
        Object::Slots {
            head: Head::Builtin(TypeTag::VEC),
            ..
        } => Ok(id),
        _ => unsupported("a `Vec` built-in on something that is no `Vec`"),
    }
}

/// Makes an array of a `Vec` or the other way round: their slots are the same.
fn retag(cx: &mut Context<'_>, value: Value, tag: TypeTag) {
    if let Value::Own(id) = value
        && let Object::Slots { head, .. } = cx.heap.object_mut(id)
    {
        *head = Head::Builtin(tag);
    }
}

fn change(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    let id = vec(cx, args[0])?;
    let len = cx.heap.slots(id).len();
    if native == N::VecAppend {
        return append(cx, id, args[1]);
    }
    if native == N::VecDrain {
        let (start, end) = range::checked(cx, args[1], len)?;
        let removed: Vec<Value> = cx.heap.slots_mut(id).drain(start..end).collect();
        cx.heap.discharge(removed.len() * ELEMENT_BYTES);
        return iter::of_values(cx, removed);
    }
    let at = index(cx, args[1])?;
    match native {
        N::VecInsert if at > len => panic(format!(
            "insertion index (is {at}) should be <= len (is {len})"
        )),
        N::VecInsert => {
            cx.heap.charge(ELEMENT_BYTES)?;
            cx.heap.slots_mut(id).insert(at, args[2]);
            Ok(Value::Unit)
        }
        N::VecRemove if at >= len => panic(format!(
            "removal index (is {at}) should be < len (is {len})"
        )),
        N::VecRemove => {
            cx.heap.discharge(ELEMENT_BYTES);
            Ok(cx.heap.slots_mut(id).remove(at))
        }
        N::VecSwapRemove if at >= len => panic(format!(
            "swap_remove index (is {at}) should be < len (is {len})"
        )),
        N::VecSwapRemove => {
            cx.heap.discharge(ELEMENT_BYTES);
            Ok(cx.heap.slots_mut(id).swap_remove(at))
        }
        _ if at > len => panic(format!(
            "`at` split index (is {at}) should be <= len (is {len})"
        )),
        _ => {
            let rest: Slots = cx.heap.slots_mut(id).drain(at..).collect();
            cx.heap.discharge(rest.len() * ELEMENT_BYTES);
            Ok(cx.heap.alloc_vec(rest)?)
        }
    }
}

fn append(cx: &mut Context<'_>, id: ObjectId, other: Value) -> Answer {
    let other = vec(cx, other)?;
    let moved = std::mem::take(cx.heap.slots_mut(other));
    cx.heap.slots_mut(id).extend(moved);
    Ok(Value::Unit)
}

fn read(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    let run = Run::read(cx, args[0])?;
    let len = run.len();
    match native {
        N::VecLen => Ok(usize(len)),
        N::VecIsEmpty => Ok(Value::Bool(len == 0)),
        N::VecAsSlice => Ok(run.part(0, len)),
        N::SliceIter => iter::over_run(cx, run),
        N::SliceFirst => option(cx, (len > 0).then(|| Value::Ref(run.slot(0)))),
        N::SliceLast => option(cx, (len > 0).then(|| Value::Ref(run.slot(len - 1)))),
        N::SliceGet => get(cx, run, args[1]),
        N::SliceSwap => {
            let (a, b) = (checked(cx, args[1], len)?, checked(cx, args[2], len)?);
            let (a, b) = (run.start as usize + a, run.start as usize + b);
            cx.heap.slots_mut(run.object).swap(a, b);
            Ok(Value::Unit)
        }
        N::SliceReverse => {
            part_mut(cx, run).reverse();
            Ok(Value::Unit)
        }
        N::SliceRotateLeft | N::SliceRotateRight => {
            let by = index(cx, args[1])?;
            if by > len {
                let name = if native == N::SliceRotateLeft {
                    "mid"
                } else {
                    "k"
                };
                return panic(format!("assertion failed: {name} <= self.len()"));
            }
            match native {
                N::SliceRotateLeft => part_mut(cx, run).rotate_left(by),
                _ => part_mut(cx, run).rotate_right(by),
            }
            Ok(Value::Unit)
        }
        N::SliceWindows | N::SliceChunks | N::SliceChunksExact | N::SliceRchunks => {
            parts(cx, native, run, args[1])
        }
        N::SliceSplitAt => {
            let at = index(cx, args[1])?;
            if at > len {
                return panic("mid > len");
            }
            Ok(cx.heap.alloc_tuple(&[run.part(0, at), run.part(at, len)])?)
        }
        N::SliceSplitFirst | N::SliceSplitLast => {
            if len == 0 {
                return Ok(cx.heap.none());
            }
            let pair = match native {
                N::SliceSplitFirst => [Value::Ref(run.slot(0)), run.part(1, len)],
                _ => [Value::Ref(run.slot(len - 1)), run.part(0, len - 1)],
            };
            let pair = cx.heap.alloc_tuple(&pair)?;
            option(cx, Some(pair))
        }
        N::SliceOrderPlain => order_plain(cx, run),
        N::SlicePermute => permute(cx, run, args[1]),
        other => unsupported(format!("the built-in {other:?}")),
    }
}

/// The elements to change in place.
fn part_mut<'a>(cx: &'a mut Context<'_>, run: Run) -> &'a mut [Value] {
    let range = run.start as usize..(run.start + run.len) as usize;
    &mut cx.heap.slots_mut(run.object)[range]
}

/// An index within bounds, or std's panic.
fn checked(cx: &Context<'_>, at: Value, len: usize) -> Result<usize, Trap> {
    let at = index(cx, at)?;
    if at < len {
        Ok(at)
    } else {
        panic(format!(
            "index out of bounds: the len is {len} but the index is {at}"
        ))
    }
}

/// `get` with an index or a range.
fn get(cx: &mut Context<'_>, run: Run, key: Value) -> Answer {
    let found = if range::is_range(cx, key) {
        let bounds = range::bounds(cx, key, run.len())?;
        discard(cx, key);
        bounds
            .filter(|(start, end)| start <= end && *end <= run.len())
            .map(|(start, end)| run.part(start, end))
    } else {
        let at = cx.heap.read_usize(key).unwrap_or(usize::MAX);
        (at < run.len()).then(|| Value::Ref(run.slot(at)))
    };
    option(cx, found)
}

/// Windows and chunks: all of them at once, as they are only fat references.
fn parts(cx: &mut Context<'_>, native: N, run: Run, size: Value) -> Answer {
    let size = index(cx, size)?;
    let len = run.len();
    if size == 0 {
        return panic(match native {
            N::SliceWindows => "window size must be non-zero",
            _ => "chunk size must be non-zero",
        });
    }
    let parts: Vec<Value> = match native {
        N::SliceWindows => (0..(len + 1).saturating_sub(size))
            .map(|start| run.part(start, start + size))
            .collect(),
        N::SliceChunks => (0..len)
            .step_by(size)
            .map(|start| run.part(start, (start + size).min(len)))
            .collect(),
        N::SliceChunksExact => (0..len / size)
            .map(|at| run.part(at * size, (at + 1) * size))
            .collect(),
        _ => (0..len.div_ceil(size))
            .map(|at| len - at * size)
            .map(|end| run.part(end.saturating_sub(size), end))
            .collect(),
    };
    iter::of_values(cx, parts)
}

/// The stable ascending order of the elements by their own comparison.
fn order_plain(cx: &mut Context<'_>, run: Run) -> Answer {
    let values: Vec<Value> = run.values(cx.heap).to_vec();
    let mut sorted: Vec<usize> = (0..values.len()).collect();
    let mut plain = true;
    sorted.sort_by(
        |a, b| match order::compare(cx.code, cx.heap, values[*a], values[*b]) {
            Some(Some(order)) => order,
            _ => {
                plain = false;
                Ordering::Equal
            }
        },
    );
    if !plain {
        return Ok(cx.heap.none());
    }
    let sorted: Vec<Value> = sorted.into_iter().map(usize).collect();
    let sorted = cx.heap.alloc_vec(sorted)?;
    option(cx, Some(sorted))
}

fn permute(cx: &mut Context<'_>, run: Run, order: Value) -> Answer {
    let sources: Vec<usize> = Run::read(cx, order)?
        .values(cx.heap)
        .iter()
        .map(|at| cx.heap.read_usize(*at).unwrap_or(0))
        .collect();
    let old = run.values(cx.heap).to_vec();
    let part = part_mut(cx, run);
    for (place, source) in part.iter_mut().zip(sources) {
        *place = old[source];
    }
    discard(cx, order);
    Ok(Value::Unit)
}

/// An array of bytes.
pub(super) fn byte_array(cx: &mut Context<'_>, bytes: &[u8]) -> Answer {
    Ok(bytes_as(cx, bytes, TypeTag::ARRAY)?)
}

/// A `Vec` of bytes.
pub(super) fn byte_vec(cx: &mut Context<'_>, bytes: &[u8]) -> Answer {
    Ok(bytes_as(cx, bytes, TypeTag::VEC)?)
}

fn bytes_as(cx: &mut Context<'_>, bytes: &[u8], tag: TypeTag) -> Result<Value, Fault> {
    let slots: Slots = bytes
        .iter()
        .map(|byte| Value::Int(IntKind::U8, i64::from(*byte)))
        .collect();
    cx.heap.alloc_slots(Head::Builtin(tag), slots)
}

/// The bytes of a slice, `Vec` or array of bytes.
pub(super) fn bytes(cx: &Context<'_>, value: Value) -> Result<Vec<u8>, Trap> {
    let run = Run::read(cx, coerced(cx.heap, value))?;
    let byte = |at: usize| cx.heap.read_usize(cx.heap.get(run.slot(at))).unwrap_or(0) as u8;
    Ok((0..run.len()).map(byte).collect())
}
