//! Calls of methods that the receiver's own type has, which most calls are: a reference to an object of that type is
//! handed on, or what the object holds is given. The [loop](crate::interpret) leaves all others to
//! [`calls_at_once::method`](crate::calls_at_once::method).

use interleave_program::{
    FnId, Method, MethodTarget, Native, Op, Reg, SelfKind, Symbol, Sys, TypeTag,
};

use crate::code::Code;
use crate::frame::{Activity, After, Frame};
use crate::given::Given;
use crate::heap::{Heap, STACK_BIT};
use crate::object::{Head, Object};
use crate::quick::is_plain;
use crate::registers::Registers;
use crate::step::Flow;
use crate::types;
use crate::value::{ObjectId, Value};
use crate::vm::{MAX_DEPTH, Vm};

/// What a call comes to, in one word: a kind and a function.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Way(u32);

/// What kind of call it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The engine may answer: [`ahead::polled`](crate::ahead::polled), or else [`ask`].
    Poll(Sys),
    /// [`push`]
    Push,
    /// [`enter`]
    Enter(FnId),
    /// [`give`]
    Give(FnId),
    /// It is for the general way.
    General,
}

impl Way {
    pub(crate) const GENERAL: Self = Self(0);
    const TIMER: u32 = 1;
    const JOIN: u32 = 2;
    const PUSH: u32 = 3;
    const ENTER: u32 = 4;
    const GIVE: u32 = 5;

    /// That of a method that the receiver's own type has.
    pub(crate) fn of(method: Method) -> Self {
        let with = |function: FnId| u32::from(function.0) << 16;
        Self(match (method.target, method.self_kind) {
            (MethodTarget::Sys(Sys::TimerAwait), SelfKind::Ref) => Self::TIMER,
            (MethodTarget::Sys(Sys::JoinPoll), SelfKind::Ref) => Self::JOIN,
            (MethodTarget::Native(Native::VecPush), SelfKind::Ref) => Self::PUSH,
            (MethodTarget::Fn(function), SelfKind::Ref) => Self::ENTER | with(function),
            (MethodTarget::Fn(function), SelfKind::Value) => Self::GIVE | with(function),
            _ => return Self::GENERAL,
        })
    }

    #[inline(always)]
    pub(crate) fn kind(self) -> Kind {
        let function = FnId((self.0 >> 16) as u16);
        match self.0 & 0xffff {
            Self::TIMER => Kind::Poll(Sys::TimerAwait),
            Self::JOIN => Kind::Poll(Sys::JoinPoll),
            Self::PUSH => Kind::Push,
            Self::ENTER => Kind::Enter(function),
            Self::GIVE => Kind::Give(function),
            _ => Kind::General,
        }
    }
}

/// A method's receiver, and what its call comes to: no more than one machine register.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub receiver: ObjectId,
    pub way: Way,
}

const _: () = assert!(size_of::<Found>() == 8, "what is found is in one register");

/// What calling the method `name` of what a register holds comes to: of a reference to an object whose own type has it
/// and is no pointer.
#[inline(never)]
pub(crate) fn find(code: &Code, heap: &Heap, receiver: &Value, name: Symbol) -> Found {
    const GENERAL: Found = Found {
        receiver: Heap::STATICS,
        way: Way::GENERAL,
    };
    let Value::Ref(slot) = *receiver else {
        return GENERAL;
    };
    let Some(&Value::Own(receiver)) = heap.get_ref(slot) else {
        return GENERAL;
    };
    let Some(Object::Slots { head, .. }) = heap.objects.get(receiver.0 as usize) else {
        return GENERAL;
    };
    let way = match *head {
        Head::Shape(shape) => code.way_of_shape(shape, name),
        Head::Builtin(tag) if tag != TypeTag::BOX && !tag.is_guard() => code.way_of(tag, name),
        Head::Coroutine { .. } => code.way_of(TypeTag::FUTURE, name),
        _ => return GENERAL,
    };
    Found { receiver, way }
}

/// Halts for the engine to poll what the registers from `args` on hold a reference to.
#[inline(never)]
pub(crate) fn ask(
    vm: &mut Vm,
    heap: &mut Heap,
    regs: Registers,
    [dst, args]: [Reg; 2],
    sys: Sys,
) -> Flow {
    let second = regs.get(Reg(args.0 + 1));
    let asked = [regs.get(args), second, Value::Moved, Value::Moved];
    heap.halt_for_sys(sys, asked);
    vm.waiting = Some(After::Polled { dst, args });
    Flow::Halt
}

/// `Vec::push`; whether it has been done.
#[inline(never)]
pub(crate) fn push(heap: &mut Heap, regs: Registers, op: &Op, vec: ObjectId) -> bool {
    let Op::CallMethod {
        dst, args, argc: 2, ..
    } = *op
    else {
        return false;
    };
    if regs.owns(dst) {
        return false;
    }
    let Some(slots) = heap.room_of_vec(vec) else {
        return false;
    };
    let item = Reg(args.0 + 1);
    let item = regs.take(item);
    regs.set(args, Value::Moved);
    regs.set(dst, Value::Unit);
    slots.push(item);
    true
}

/// Bytecode that takes a reference; whether its frame is on top. No register has moved.
#[inline(never)]
pub(crate) fn enter(
    vm: &mut Vm,
    code: &Code,
    heap: &Heap,
    regs: Registers,
    op: &Op,
    function: FnId,
) -> bool {
    let Op::CallMethod {
        dst, args, argc, ..
    } = *op
    else {
        return false;
    };
    let body = &code.functions[function.index()];
    let Some(window) = window(vm, heap, args, body.registers) else {
        return false;
    };
    if body.params != argc || vm.frames.len() >= MAX_DEPTH {
        return false;
    }
    regs.above(args.0.into())
        .clear(argc.into(), body.registers - u16::from(argc));
    vm.frames
        .push(Activity::Code(Frame::called(function, window, dst)));
    true
}

/// Where a call's window begins in the register file, when the file has room for so many registers from there on.
#[inline(always)]
fn window(vm: &Vm, heap: &Heap, args: Reg, registers: u16) -> Option<u32> {
    let window = vm.frame()?.base + u32::from(args.0);
    let end = window as usize + usize::from(registers);
    (end <= heap.stacks.len(vm.stack.0 & !STACK_BIT)).then_some(window)
}

/// A method that only gives what its receiver holds, which is no method of a type that is always moved; see
/// [`crate::given`]. Whether it has been done; fuel has been used for it then.
#[inline(never)]
pub(crate) fn give(
    vm: &mut Vm,
    code: &Code,
    heap: &mut Heap,
    regs: Registers,
    op: &Op,
    found: Found,
) -> bool {
    let Op::CallMethod {
        dst, args, argc, ..
    } = *op
    else {
        return false;
    };
    if argc != 1 {
        return give_any(vm, code, heap, regs, [dst, args], argc, found);
    }
    let Some((given, held)) = given_of(vm, code, heap, regs, [dst, args], 1, found) else {
        return false;
    };
    match held {
        Value::Moved => false,
        Value::Own(_) | Value::Tag(_) => give_any(vm, code, heap, regs, [dst, args], argc, found),
        // The receiver is a copy then, and would be made anew.
        _ if !heap.has_room(size_of::<Object>()) => false,
        _ => {
            vm.fuel -= given.instructions;
            regs.clear(args.0, given.registers);
            regs.put(dst, held);
            true
        }
    }
}

/// What such a method is, and what its receiver holds, when the call is simple.
#[inline(always)]
fn given_of<'h>(
    vm: &Vm,
    code: &Code,
    heap: &'h Heap,
    regs: Registers,
    [dst, args]: [Reg; 2],
    argc: u8,
    found: Found,
) -> Option<(Given, &'h Value)> {
    let Kind::Give(function) = found.way.kind() else {
        return None;
    };
    let given = code.given(function)?;
    let held = match heap.objects.get(found.receiver.0 as usize) {
        Some(Object::Slots {
            head: Head::Shape(shape),
            slots,
        }) if *shape == given.shape && !slots.spilled() => slots.first()?,
        _ => return None,
    };
    let is_free = given.is_simple
        && given.instructions <= vm.fuel
        && given.params == argc
        && !regs.owns(dst)
        && (1..u16::from(argc)).all(|it| is_plain(regs.look(Reg(args.0 + it))))
        && vm.frames.len() < MAX_DEPTH
        && window(vm, heap, args, given.registers).is_some();
    is_free.then_some((given, held))
}

/// The same with several arguments, or of what may be no copy.
#[inline(never)]
fn give_any(
    vm: &mut Vm,
    code: &Code,
    heap: &mut Heap,
    regs: Registers,
    [dst, args]: [Reg; 2],
    argc: u8,
    found: Found,
) -> bool {
    let Some((given, &held)) = given_of(vm, code, heap, regs, [dst, args], argc, found) else {
        return false;
    };
    if matches!(held, Value::Moved) {
        return false;
    }
    let is_copy = types::is_copy(code, heap, held);
    match held {
        // A copy inside is made anew.
        Value::Own(_) if is_copy => return false,
        _ if is_copy && !heap.has_room(size_of::<Object>()) => return false,
        _ => {}
    }
    if let (false, Value::Ref(place)) = (is_copy, *regs.look(args)) {
        heap.set(place, Value::Moved);
        heap.discard(found.receiver);
    }
    vm.fuel -= given.instructions;
    regs.clear(args.0, given.registers);
    regs.set(dst, held);
    true
}
