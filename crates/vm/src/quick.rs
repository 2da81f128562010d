//! Quick ways of frequent operations: methods that the receiver's own type has, natives, iterators of the machine, and
//! patterns without pointers, fields and elements. Whatever is not as simple as that is answered with `None` and done
//! by [`Step`] in general.

use interleave_program::{FnId, IntKind, Method, Native, Reg, SelfKind, ShapeId, Symbol, TypeTag};

use crate::arith;
use crate::code::{Code, Copies};
use crate::context::Trap;
use crate::frame::{Activity, After, Frame};
use crate::halt::Fault;
use crate::heap::{Heap, STACK_BIT};
use crate::instant;
use crate::natives;
use crate::object::{Head, Object};
use crate::places::NO_ARGS;
use crate::step::{Flow, Step};
use crate::types;
use crate::value::{ObjectId, Slot, Value};
use crate::vm::{MAX_DEPTH, Vm};

/// References to references that are followed here.
const SHORT_CHAIN: usize = 8;

/// The last place of a chain of references that begins with the value, and what it holds; see [`Step::peel`].
#[inline(always)]
fn peel<'h>(heap: &'h Heap, place: &'h Value) -> Option<(&'h Value, &'h Value)> {
    let mut place = place;
    for _ in 0..SHORT_CHAIN {
        let Value::Ref(slot) = *place else {
            return Some((place, place));
        };
        let held = heap.get_ref(slot)?;
        if !is_reference(held) {
            return Some((place, held));
        }
        place = held;
    }
    None
}

/// Whether using the object by value is sure to move it: its type is not `Copy` whatever it holds.
#[inline(always)]
pub(crate) fn moves(code: &Code, heap: &Heap, id: ObjectId) -> bool {
    moved_object(code, heap, id).is_some()
}

/// The object when using it by value is sure to move it, as above.
#[inline(always)]
pub(crate) fn moved_object<'h>(code: &Code, heap: &'h Heap, id: ObjectId) -> Option<&'h Object> {
    let object = heap.object(id);
    let moves = match object {
        Object::Text(_) => true,
        Object::Slots { head, .. } => match head {
            Head::Shape(shape) => code.facts(*shape).copies == Copies::Never,
            Head::Builtin(tag) => *tag != TypeTag::ARRAY,
            Head::Closure(_) => false,
            _ => true,
        },
        _ => false,
    };
    moves.then_some(object)
}

/// The place that a box or a counted pointer leads to.
#[inline(always)]
fn pointed_to(heap: &Heap, pointer: &Value) -> Option<Value> {
    let Value::Own(object) = *pointer else {
        return None;
    };
    match heap.object(object) {
        Object::Slots {
            head: Head::Builtin(TypeTag::BOX) | Head::Shared { .. },
            ..
        } => Some(Value::Ref(Slot { object, index: 0 })),
        _ => None,
    }
}

/// The method `name` of the object that a reference leads to, and that object, when the object's own type has it and is
/// no pointer.
#[inline(always)]
pub(crate) fn own_method(
    code: &Code,
    heap: &Heap,
    receiver: &Value,
    name: Symbol,
) -> Option<(Method, ObjectId)> {
    let Value::Ref(slot) = *receiver else {
        return None;
    };
    let Value::Own(id) = *heap.get_ref(slot)? else {
        return None;
    };
    let Object::Slots { head, .. } = heap.objects.get(id.0 as usize)? else {
        return None;
    };
    let tag = match *head {
        Head::Shape(shape) => code.facts(shape).tag,
        Head::Builtin(tag) if tag != TypeTag::BOX && !tag.is_guard() => tag,
        Head::Coroutine { .. } => TypeTag::FUTURE,
        _ => return None,
    };
    Some((code.find_own_method(tag, name)?, id))
}

/// Moves the object out of the place that the reference leads to, when using it is sure to do that.
#[inline(always)]
pub(crate) fn move_out(
    code: &Code,
    heap: &mut Heap,
    reference: &Value,
    id: ObjectId,
) -> Option<Value> {
    match *reference {
        Value::Ref(place) => moves(code, heap, id).then(|| heap.take(place)),
        _ => None,
    }
}

/// How a method that has been found takes its receiver.
#[derive(Clone, Copy)]
pub(crate) enum Receiver {
    /// As it is given.
    AsGiven,
    /// As this place or value.
    Becomes(Value),
    /// By value, out of its place.
    MovedFrom(Slot),
}

/// The method `name` of the type that the receiver's place leads to, if need be through an owning pointer, and how it
/// takes the receiver.
#[inline(never)]
pub(crate) fn find_method(
    code: &Code,
    heap: &Heap,
    receiver: &Value,
    name: Symbol,
) -> Option<(Method, Receiver)> {
    let (place, held) = peel(heap, receiver)?;
    let tag = types::tag_of(code, heap, *held);
    if tag.is_guard() {
        return None;
    }
    if !tag.is_owner() {
        let method = code.find_method(tag, name)?;
        let how = taken(code, heap, method, receiver, place, held)?;
        return Some((method, how));
    }
    if let Some(own) = code.find_own_method(tag, name) {
        let how = taken(code, heap, own, receiver, place, held)?;
        return Some((own, how));
    }
    // A method that every type has is no frequent thing.
    if code.find_method(tag, name).is_some() {
        return None;
    }
    find_behind(code, heap, &pointed_to(heap, held)?, name)
}

/// The same behind an owning pointer.
#[inline(never)]
fn find_behind(
    code: &Code,
    heap: &Heap,
    inner: &Value,
    name: Symbol,
) -> Option<(Method, Receiver)> {
    let (place, held) = peel(heap, inner)?;
    let tag = types::tag_of(code, heap, *held);
    if tag.is_guard() {
        return None;
    }
    let method = match tag.is_owner() {
        // A second pointer is no frequent thing.
        true => code.find_own_method(tag, name)?,
        false => code.find_method(tag, name)?,
    };
    match method.self_kind {
        SelfKind::Pointer | SelfKind::PointerRef | SelfKind::OfReference | SelfKind::Value => None,
        _ => Some((method, Receiver::Becomes(*place))),
    }
}

/// How a method takes its receiver, which is at `place` and holds `held`.
#[inline(always)]
fn taken(
    code: &Code,
    heap: &Heap,
    method: Method,
    receiver: &Value,
    place: &Value,
    held: &Value,
) -> Option<Receiver> {
    let is_given = std::ptr::eq(receiver, place);
    if matches!(method.self_kind, SelfKind::Ref | SelfKind::None) {
        return Some(match is_given {
            true => Receiver::AsGiven,
            false => Receiver::Becomes(*place),
        });
    }
    match (method.self_kind, *place, *held) {
        (SelfKind::Value, Value::Ref(slot), Value::Own(id)) => match moves(code, heap, id) {
            true if is_given => Some(Receiver::MovedFrom(slot)),
            true => Some(Receiver::Becomes(*place)),
            false => None,
        },
        (SelfKind::Value, Value::Ref(_), Value::Tag(_)) => None,
        (SelfKind::Value, Value::Ref(_), held) => Some(Receiver::Becomes(held)),
        (SelfKind::Value, place, _) => Some(Receiver::Becomes(place)),
        _ => None,
    }
}

/// Whether the machine does the native by itself because it may call the program; see [`Step::resumable_native`].
#[inline(always)]
pub(crate) fn is_resumable(native: Native) -> bool {
    native <= Native::Ge
}

impl Step<'_> {
    /// `dst = native(args…)`, whose arguments are the `argc` registers from `args`. `base` is where register 0 is.
    pub fn native_of_window(
        &mut self,
        native: Native,
        base: u32,
        [dst, args]: [Reg; 2],
        argc: u8,
    ) -> Result<Flow, Trap> {
        let mut values = NO_ARGS;
        let window = base + u32::from(args.0);
        let count = self.take_args_at(window, argc, &mut values);
        if is_resumable(native) {
            return self.native(native, &values[..count], After::Store(dst));
        }
        let mut dropped = Vec::new();
        let mut context = self.context(&mut dropped);
        let answer = natives::call(&mut context, native, &values[..count]);
        if let Ok(value) = answer
            && (dropped.is_empty() || dropped.len() == 1 && self.drop_quietly(dropped[0]))
        {
            let slot = Slot {
                object: self.vm.stack,
                index: base + u32::from(dst.0),
            };
            if let Some(place) = self.heap.slot_mut(slot)
                && !matches!(place, Value::Own(_))
            {
                *place = value;
                return Ok(Flow::Next);
            }
            dropped.clear();
        }
        self.answer_native(answer, dropped, After::Store(dst))
    }
}

/// `Duration::from_millis` and the like of a number that fits.
#[inline(always)]
pub(crate) fn duration(native: Native, count: &Value) -> Option<Value> {
    let Value::Int(_, count) = *count else {
        return None;
    };
    let unit_ns = natives::duration_unit_ns(native)?;
    let ns = u64::try_from(count).ok()?.checked_mul(unit_ns)?;
    Some(Value::Duration(ns))
}

/// Two integers, also through references to them, as their bits, and whether they are unsigned words.
#[inline(never)]
pub(crate) fn ints_behind(heap: &Heap, a: &Value, b: &Value) -> Option<(bool, i64, i64)> {
    let ((kind, x), (other, y)) = (int_behind(heap, a)?, int_behind(heap, b)?);
    Some((arith::is_word(kind) || arith::is_word(other), x, y))
}

/// An integer's type and bits, also through a reference to it.
#[inline(always)]
fn int_behind(heap: &Heap, value: &Value) -> Option<(IntKind, i64)> {
    let held = match *value {
        Value::Ref(slot) => heap.get_ref(slot)?,
        _ => value,
    };
    match *held {
        Value::Int(kind, it) => Some((kind, it)),
        _ => None,
    }
}

/// Whether what a place holds has the shape; `None` when pointers have to be looked through.
#[inline(always)]
pub(crate) fn has_shape(heap: &Heap, place: &Value, shape: ShapeId) -> Option<bool> {
    let (_, held) = peel(heap, place)?;
    match *held {
        Value::Tag(it) => Some(it == shape),
        Value::Own(id) => heap.object(id).fields().map(|(it, _)| it == shape),
        _ => None,
    }
}

/// Puts the frame of a function on top whose `argc` arguments stand from `window` on; the result goes to `dst`.
#[inline(always)]
pub(crate) fn enter(
    vm: &mut Vm,
    code: &Code,
    heap: &mut Heap,
    function: FnId,
    window: u32,
    argc: u8,
    dst: Reg,
) -> Result<(), Trap> {
    if vm.frames.len() >= MAX_DEPTH {
        return Err(Trap::Fault(Fault::CallDepth));
    }
    let end = window as usize + usize::from(code.functions[function.index()].registers);
    heap.grow_stack(vm.stack, end)?;
    let stack = heap.stacks.get_mut(vm.stack.0 & !STACK_BIT);
    stack[window as usize + usize::from(argc)..end].fill(Value::Moved);
    vm.frames
        .push(Activity::Code(Frame::called(function, window, dst)));
    Ok(())
}

/// `Vec::push` to what a reference leads to; whether it was done.
pub(crate) fn push(heap: &mut Heap, place: &Value, item: &Value) -> bool {
    let Value::Ref(slot) = *place else {
        return false;
    };
    match heap.get_ref(slot) {
        Some(&Value::Own(id)) => heap.room_of_vec(id).is_some_and(|slots| {
            slots.push(*item);
            true
        }),
        _ => false,
    }
}

/// `at + by`, as far as there are such instants.
#[inline]
pub(crate) fn deadline(at: &Value, by: &Value) -> Option<Value> {
    match (*at, *by) {
        (Value::Instant(at, late), Value::Duration(by)) => {
            Some(Value::Instant(instant::later(at, by)?, late))
        }
        _ => None,
    }
}

/// What a poll has given that is ready.
#[inline(always)]
pub(crate) fn ready(heap: &Heap, poll: ObjectId) -> Option<&Value> {
    match heap.object(poll) {
        Object::Slots {
            head: Head::Shape(ShapeId::READY),
            slots,
        } => slots.last(),
        _ => None,
    }
}

/// What a reference leads to, when that is no reference itself.
#[inline(always)]
pub(crate) fn held<'h>(heap: &'h Heap, value: &Value) -> Option<&'h Value> {
    match *value {
        Value::Ref(slot) => heap.get_ref(slot).filter(|it| !is_reference(it)),
        _ => None,
    }
}

/// Whether the value is a future of a type without an `into_future` of its own.
#[inline(always)]
pub(crate) fn is_future_itself(code: &Code, heap: &Heap, value: &Value) -> bool {
    let Value::Own(id) = *value else {
        return false;
    };
    is_future_object(code, heap.object(id))
}

/// Whether the object is a future of a type without an `into_future` of its own.
#[inline(always)]
pub(crate) fn is_future_object(code: &Code, object: &Object) -> bool {
    match object {
        Object::Slots {
            head: Head::Coroutine { .. },
            ..
        } => true,
        Object::Slots {
            head: Head::Shape(shape),
            ..
        } => code.facts(*shape).is_own_future,
        _ => false,
    }
}

/// Whether the value is a reference of any kind.
#[inline(always)]
pub(crate) fn is_reference(value: &Value) -> bool {
    matches!(
        value,
        Value::Ref(_) | Value::Slice { .. } | Value::Str { .. } | Value::StaticStr { .. }
    )
}

/// The object that a value owns or refers to.
#[inline(always)]
pub(crate) fn owner(heap: &Heap, value: &Value) -> Option<ObjectId> {
    let mut value = value;
    loop {
        match *value {
            Value::Own(object) => return Some(object),
            Value::Ref(slot) => value = heap.get_ref(slot)?,
            _ => return None,
        }
    }
}

/// Whether using the value copies its bits and nothing else.
#[inline(always)]
pub(crate) fn is_plain(value: &Value) -> bool {
    !matches!(value, Value::Own(_) | Value::Tag(_) | Value::Moved)
}

/// The slot of a field in an object with a shape.
#[inline(always)]
pub(crate) fn field_slot(
    code: &Code,
    heap: &Heap,
    object: ObjectId,
    field: Symbol,
) -> Option<Slot> {
    let (shape, _) = heap.object(object).fields()?;
    let index = code.shapes[shape.index()].slot(field)? as u32;
    Some(Slot { object, index })
}

/// The slot of an element of an array or Vec.
#[inline(always)]
pub(crate) fn row_slot(heap: &Heap, object: ObjectId, at: i64) -> Option<Slot> {
    match heap.object(object) {
        Object::Slots {
            head: Head::Builtin(tag),
            slots,
        } if arith::is_row(*tag) && (at as u64) < slots.len() as u64 => Some(Slot {
            object,
            index: at as u32,
        }),
        _ => None,
    }
}
