//! Natives: primitives of std that need neither time nor other threads.
//!
//! One file a type. Arguments are the native's own: what it does not keep or give back it frees or hands to
//! [`Context::drop_later`]. References may be of any depth: std's deref coercions are done by looking through
//! references, boxes, `Rc`/`Arc` and guards. The variants of [`Native`] stand in groups, in the order of the
//! files here; [`call`] finds the file by the group.

mod args;
mod cell;
mod character;
mod collect;
mod convert;
mod deque;
mod entry;
mod float;
mod format;
mod hash;
mod int;
mod iter;
mod map;
pub(crate) mod memory;
mod option;
mod order;
mod parse;
mod pattern;
mod pointer;
mod range;
mod raw_pointer;
mod slice;
mod string;
mod time;

use interleave_program::{Native, TypeTag};

use crate::context::{Answer, Context, Trap};
use crate::heap::Heap;
use crate::object::Head;
use crate::value::{ObjectId, Slot, Value};

pub(crate) use entry::EntryShapes;
pub(crate) use iter::{next_alone, next_owned};
pub(crate) use time::duration_unit_ns;

type Call = fn(&mut Context<'_>, Native, &[Value]) -> Answer;

/// The first native of each group and who performs the group, in order.
const GROUPS: &[(Native, Call)] = &[
    (Native::Clone, convert::call),
    (Native::MemReplace, memory::call),
    (Native::HintClass, collect::call),
    (Native::IsType, memory::call),
    (Native::CollectorNew, collect::call),
    (Native::Unsupported, memory::call),
    (Native::Fmt, format::call),
    (Native::IntCheckedAdd, int::call),
    (Native::FloatAbs, float::call),
    (Native::CharIsAlphabetic, character::call),
    (Native::CollectionNew, collect::call),
    (Native::StringLen, string::call),
    (Native::VecLen, slice::call),
    (Native::DequePushBack, deque::call),
    (Native::MapLen, map::call),
    (Native::EntryIsOccupied, entry::call),
    (Native::HeapAsSlice, pointer::heap_call),
    (Native::OptionIsSome, option::call),
    (Native::RawLeak, raw_pointer::call),
    (Native::BoxNew, pointer::call),
    (Native::CellNew, cell::call),
    (Native::SyncGetMut, pointer::call),
    (Native::DurationFromSecs, time::call),
    (Native::IntoIter, iter::call),
    (Native::RangeContains, range::call),
    (Native::HashParts, hash::call),
];

/// Performs `native`. The arguments are the native's own.
pub(crate) fn call(cx: &mut Context<'_>, native: Native, args: &[Value]) -> Answer {
    let (_, call) = GROUPS[usize::from(GROUP_OF[native as usize])];
    let wanted = usize::from(ARGC[native as usize]);
    if args.len() >= wanted {
        return call(cx, native, args);
    }
    // Used as a value without its hidden type argument: that type is not known.
    let mut padded = args.to_vec();
    padded.resize(wanted, Value::Moved);
    call(cx, native, &padded)
}

/// Number of arguments of each native.
static ARGC: [u8; NATIVES] = {
    let mut argc = [0; NATIVES];
    let mut at = 0;
    while at < Native::TABLE.len() {
        argc[Native::TABLE[at].item as usize] = Native::TABLE[at].argc;
        at += 1;
    }
    argc
};

/// Which of [`GROUPS`] each native is in.
static GROUP_OF: [u8; NATIVES] = {
    let mut groups = [0; NATIVES];
    let (mut native, mut group) = (0, 0);
    while native < NATIVES {
        if group + 1 < GROUPS.len() && GROUPS[group + 1].0 as usize == native {
            group += 1;
        }
        groups[native] = group as u8;
        native += 1;
    }
    groups
};

/// How many natives there are.
const NATIVES: usize = Native::TABLE[Native::TABLE.len() - 1].item as usize + 1;

/// An iterator over an owned or referenced built-in collection, which it takes.
pub(crate) fn into_iter(cx: &mut Context<'_>, value: Value) -> Answer {
    iter::into_iter(cx, value)
}

/// The next item of a native iterator (tag `ITER`) or of a range object.
pub(crate) fn iter_next(cx: &mut Context<'_>, iter: ObjectId) -> Result<Option<Value>, Trap> {
    iter::next(cx, iter)
}

/// The slot that `collection[key]` denotes for maps and `VecDeque`; panics as std does when there is none.
pub(crate) fn index(cx: &mut Context<'_>, collection: ObjectId, key: Value) -> Result<Slot, Trap> {
    if cx.heap.head(collection) == Some(Head::Builtin(TypeTag::VEC_DEQUE)) {
        let at = args::index(cx, key)?;
        return match deque::element(cx, collection, at) {
            Some(slot) => Ok(slot),
            None => args::panic("Out of bounds access"),
        };
    }
    map::index(cx, collection, key)
}

/// Ends the borrow of a `Ref` or `RefMut` guard that is being dropped.
pub(crate) fn release_borrow(heap: &mut Heap, guard: ObjectId) {
    cell::release(heap, guard);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_in_order() {
        assert!(GROUPS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(GROUPS[0].0, Native::TABLE[0].item);
    }
}
