//! `Box`, `Rc`, `Arc`, `Weak`, and the data of sync objects.

use interleave_program::{Native as N, Sys, TypeTag};

use super::args::{self, option, unsupported, usize};
use crate::context::{Answer, Context, Deferred, Trap};
use crate::counted::CountUse;
use crate::object::{Head, Object, Slots};
use crate::value::{ObjectId, Slot, Value};

/// What a `Weak` made by `Weak::new` points to: no object has this number.
const NOWHERE: ObjectId = ObjectId(u32::MAX >> 1);

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    match native {
        N::BoxNew => Ok(cx.heap.alloc_box(args[0])?),
        N::Boxed => match args[0] {
            Value::Own(id) if cx.heap.head(id) == Some(Head::Builtin(TypeTag::BOX)) => {
                let payload = cx.heap.slots(id).first().copied();
                if let Some(Value::Own(any)) = payload
                    && cx.heap.head(any) == Some(Head::Builtin(TypeTag::ANY))
                {
                    let value = super::memory::unboxed(cx, args[0]);
                    return Ok(cx.heap.alloc_box(value)?);
                }
                Ok(args[0])
            }
            value => Ok(cx.heap.alloc_box(value)?),
        },
        N::BoxIntoInner => Ok(cx.heap.take_fields(args[0]).pop().unwrap_or(Value::Moved)),
        N::PointerDeref => deref(cx, args[0]),
        N::RcNew => Ok(cx.heap.alloc_shared(TypeTag::RC, args[0])?),
        N::ArcNew => Ok(cx.heap.alloc_shared(TypeTag::ARC, args[0])?),
        N::RcEmpty => empty(cx, TypeTag::RC),
        N::ArcEmpty => empty(cx, TypeTag::ARC),
        N::CountedFill => fill(cx, args[0], args[1]),
        N::RcWeakNew => weak_new(cx, TypeTag::RC_WEAK),
        N::ArcWeakNew => weak_new(cx, TypeTag::ARC_WEAK),
        N::SyncGetMut => match cx.heap.sync_of(args[0]) {
            Some((object, _)) => Ok(Value::Ref(Slot { object, index: 0 })),
            None => unsupported("the data of this value"),
        },
        N::SyncIntoInner => match cx.heap.sync_of(args[0]) {
            Some((object, _)) => {
                let data = cx.heap.take(Slot { object, index: 0 });
                cx.drop_later(args[0]);
                Ok(data)
            }
            None => unsupported("the data of this value"),
        },
        N::CountedPlace => pointer_place(cx, args[0]),
        _ => counted(cx, native, args),
    }
}

fn deref(cx: &Context<'_>, pointer: Value) -> Answer {
    let Value::Own(object) = cx.heap.look_through(pointer) else {
        return Ok(pointer);
    };
    Ok(match cx.heap.head(object) {
        Some(Head::Builtin(TypeTag::REF_GUARD | TypeTag::REF_MUT_GUARD)) => {
            cx.heap.get(Slot { object, index: 0 })
        }
        Some(Head::Builtin(TypeTag::BOX) | Head::Shared { .. }) => {
            Value::Ref(Slot { object, index: 0 })
        }
        Some(Head::Guard { of, .. }) => Value::Ref(Slot {
            object: of,
            index: 0,
        }),
        _ => pointer,
    })
}

/// A pointer object that `upgrade` finds nothing in yet.
fn empty(cx: &mut Context<'_>, tag: TypeTag) -> Answer {
    let head = Head::Shared {
        tag,
        strong: 0,
        weak: 0,
    };
    let mut slots = Slots::new();
    slots.push(Value::Moved);
    Ok(cx.heap.alloc_slots(head, slots)?)
}

fn fill(cx: &mut Context<'_>, pointer: Value, value: Value) -> Answer {
    let Value::Own(object) = pointer else {
        return unsupported("`new_cyclic` of this value");
    };
    cx.heap.set(Slot { object, index: 0 }, value);
    if let Object::Slots {
        head: Head::Shared { strong, .. },
        ..
    } = cx.heap.object_mut(object)
    {
        *strong = 1;
    }
    Ok(pointer)
}

pub(super) fn weak_new(cx: &mut Context<'_>, tag: TypeTag) -> Answer {
    let head = Head::Weak {
        tag,
        target: NOWHERE,
    };
    Ok(cx.heap.alloc_slots(head, Slots::new())?)
}

/// A reference counted pointer or a weak one, behind any references, guards and boxes.
fn pointer(cx: &Context<'_>, value: Value) -> Result<(ObjectId, Head), Trap> {
    let place = pointer_place(cx, value)?;
    match cx.heap.look_through(place) {
        Value::Own(id) => Ok((id, cx.heap.head(id).expect("it was looked at"))),
        _ => unsupported("an `Rc` or `Arc` function on something else"),
    }
}

/// What leads to such a pointer and to nothing else.
fn pointer_place(cx: &Context<'_>, value: Value) -> Answer {
    let mut value = value;
    while let Value::Own(id) = cx.heap.look_through(value) {
        if let Some(Head::Shared { .. } | Head::Weak { .. }) = cx.heap.head(id) {
            return Ok(value);
        }
        match deref(cx, value)? {
            inside if inside == value => break,
            inside => value = inside,
        }
    }
    unsupported("an `Rc` or `Arc` function on something else")
}

/// Strong and weak counts of what a pointer points to.
fn counts(cx: &Context<'_>, id: ObjectId, head: Head) -> (ObjectId, u32, u32) {
    let (target, head) = match head {
        Head::Weak { target, .. } => (target, cx.heap.head(target)),
        head => (id, Some(head)),
    };
    match head {
        Some(Head::Shared { strong, weak, .. }) => (target, strong, weak),
        _ => (target, 0, 0),
    }
}

fn counted(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    let (id, head) = pointer(cx, args[0])?;
    let (target, strong, weak) = counts(cx, id, head);
    let is_shared_by_threads = matches!(
        head,
        Head::Shared {
            tag: TypeTag::ARC,
            ..
        } | Head::Weak {
            tag: TypeTag::ARC_WEAK,
            ..
        }
    );
    if is_shared_by_threads && cx.heap.looks_are_acts() {
        let args = [args[0], Value::Native(native), Value::Moved, Value::Moved];
        let sys = Sys::ArcCount;
        return Err(Trap::Defer(Deferred::Sys { sys, args }));
    }
    if native != N::CountedClone {
        cx.heap.note_count(target, CountUse::Writes);
    }
    match native {
        N::CountedClone => match head {
            Head::Weak { .. } if target == NOWHERE => {
                Ok(cx.heap.alloc_slots(head, Slots::new())?)
            }
            Head::Weak { .. } => Ok(cx.heap.alloc_weak(target)?),
            _ => Ok(cx.heap.clone_shared(id)),
        },
        N::CountedStrongCount => Ok(usize(strong as usize)),
        N::CountedWeakCount => {
            let seen = if strong == 0 { 0 } else { weak };
            Ok(usize(seen as usize))
        }
        N::CountedDowngrade => Ok(cx.heap.alloc_weak(id)?),
        N::WeakUpgrade => {
            let handle = (strong > 0).then(|| cx.heap.clone_shared(target));
            option(cx, handle)
        }
        N::CountedGetMut => {
            let unique = strong == 1 && weak == 0;
            let place = Value::Ref(Slot {
                object: id,
                index: 0,
            });
            option(cx, unique.then_some(place))
        }
        N::CountedTryUnwrap if strong > 1 => Ok(cx.heap.err(args[0])?),
        N::CountedTryUnwrap => {
            let value = unshared(cx, id, weak);
            Ok(cx.heap.ok(value)?)
        }
        N::CountedIntoInner if strong > 1 => {
            set_strong(cx, id, strong - 1);
            option(cx, None)
        }
        N::CountedIntoInner => {
            let value = unshared(cx, id, weak);
            option(cx, Some(value))
        }
        other => unsupported(format!("the built-in {other:?}")),
    }
}

/// The value that the only handle leads to, which is gone then.
fn unshared(cx: &mut Context<'_>, id: ObjectId, weak: u32) -> Value {
    let value = cx.heap.take(Slot {
        object: id,
        index: 0,
    });
    if weak == 0 {
        cx.heap.free(id);
    } else {
        set_strong(cx, id, 0);
    }
    value
}

fn set_strong(cx: &mut Context<'_>, id: ObjectId, count: u32) {
    if let Object::Slots {
        head: Head::Shared { strong, .. },
        ..
    } = cx.heap.object_mut(id)
    {
        *strong = count;
    }
}

/// The vector under a binary heap.
pub(super) fn heap_call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    let retagged = |cx: &mut Context<'_>, tag| {
        if let Value::Own(id) = args[0]
            && let Object::Slots { head, .. } = cx.heap.object_mut(id)
        {
            *head = Head::Builtin(tag);
        }
        Ok(args[0])
    };
    match native {
        N::HeapIntoVec => return retagged(cx, TypeTag::VEC),
        N::HeapFromVec => return retagged(cx, TypeTag::BINARY_HEAP),
        _ => {}
    }
    let id = args::object(cx, args[0])?;
    match native {
        N::HeapLen => Ok(usize(cx.heap.slots(id).len())),
        N::HeapAsSlice => {
            let len = cx.heap.slots(id).len() as u32;
            Ok(Value::Slice {
                object: id,
                start: 0,
                len,
            })
        }
        N::HeapPushRaw => {
            cx.heap.charge(size_of::<Value>())?;
            cx.heap.slots_mut(id).push(args[1]);
            Ok(Value::Unit)
        }
        N::HeapPopRaw => {
            let item = cx.heap.slots_mut(id).pop();
            option(cx, item)
        }
        N::HeapDrain => {
            let taken = super::map::take_all(cx, id)?;
            super::iter::into_iter(cx, taken)
        }
        other => unsupported(format!("the built-in {other:?}")),
    }
}
