//! Natives: primitives of std that need neither time nor other threads.

use interleave_program::Native;

use crate::context::{Answer, Context, Trap};
use crate::halt::Fault;
use crate::heap::Heap;
use crate::value::{ObjectId, Slot, Value};

/// Performs `native`. The arguments are the native's own.
pub(crate) fn call(cx: &mut Context<'_>, native: Native, args: &[Value]) -> Answer {
    let _ = (cx, args);
    Err(Trap::Fault(Fault::Unsupported(format!(
        "the built-in {native:?}"
    ))))
}

/// An iterator over an owned or referenced built-in collection, which it takes.
pub(crate) fn into_iter(cx: &mut Context<'_>, value: Value) -> Answer {
    let _ = (cx, value);
    Err(Trap::Fault(Fault::Unsupported(
        "iterating this value".to_owned(),
    )))
}

/// The next item of a native iterator (tag `ITER`).
pub(crate) fn iter_next(cx: &mut Context<'_>, iter: ObjectId) -> Result<Option<Value>, Trap> {
    let _ = (cx, iter);
    Err(Trap::Fault(Fault::Unsupported(
        "iterating this value".to_owned(),
    )))
}

/// The slot that `collection[key]` denotes for maps and `VecDeque`; panics as std does when there is none.
pub(crate) fn index(cx: &mut Context<'_>, collection: ObjectId, key: Value) -> Result<Slot, Trap> {
    let _ = (cx, collection, key);
    Err(Trap::Fault(Fault::Unsupported(
        "indexing this value".to_owned(),
    )))
}

/// Ends the borrow of a `Ref` or `RefMut` guard that is being dropped.
pub(crate) fn release_borrow(heap: &mut Heap, guard: ObjectId) {
    let _ = (heap, guard);
}
