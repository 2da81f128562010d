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

    /// Written as a number.
    #[inline(always)]
    pub(crate) fn bits(self) -> u32 {
        self.0
    }

    /// Read from such a number.
    #[inline(always)]
    pub(crate) fn from_bits(bits: u32) -> Self {
        Self(bits)
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

impl Found {
    const GENERAL: Self = Self {
        receiver: Heap::STATICS,
        way: Way::GENERAL,
    };
}

const _: () = assert!(size_of::<Found>() == 8, "what is found is in one register");

/// What calling the method `name` of what a register holds comes to: of a reference to an object whose own type has it
/// and is no pointer.
#[inline(never)]
pub(crate) fn find(code: &Code, heap: &Heap, receiver: &Value, name: Symbol) -> Found {
    match *receiver {
        Value::Ref(slot) => match heap.get_ref(slot) {
            Some(&Value::Own(receiver)) => find_at(code, heap, receiver, name),
            _ => Found::GENERAL,
        },
        _ => Found::GENERAL,
    }
}

/// The same of a reference to what owns an object.
#[inline(never)]
pub(crate) fn find_of(code: &Code, heap: &Heap, receiver: ObjectId, name: Symbol) -> Found {
    find_at(code, heap, receiver, name)
}

#[inline(always)]
fn find_at(code: &Code, heap: &Heap, receiver: ObjectId, name: Symbol) -> Found {
    match heap.objects.get(receiver.0 as usize) {
        Some(Object::Slots {
            head: Head::Shape(shape),
            ..
        }) => Found {
            receiver,
            way: code.way_of_shape(*shape, name),
        },
        Some(Object::Slots { head, .. }) => find_of_built_in(code, receiver, head, name),
        _ => Found::GENERAL,
    }
}

#[inline(never)]
fn find_of_built_in(code: &Code, receiver: ObjectId, head: &Head, name: Symbol) -> Found {
    let way = match *head {
        Head::Builtin(tag) if tag != TypeTag::BOX && !tag.is_guard() => code.way_of(tag, name),
        Head::Coroutine { .. } => code.way_of(TypeTag::FUTURE, name),
        _ => return Found::GENERAL,
    };
    Found { receiver, way }
}

/// Halts for the engine to poll what the registers from `args` on hold a reference to.
#[inline(never)]
pub(crate) fn ask(vm: &mut Vm, heap: &mut Heap, regs: Registers, op: &Op, sys: Sys) -> Flow {
    let Op::CallMethod { dst, args, .. } = *op else {
        return Flow::Next;
    };
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
    let item = regs.take(Reg(args.0 + 1));
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
/// [`crate::given`]. Whether it has been done; fuel has been used for it then. Behind the first register of the running
/// frame there is room for so many in all.
#[inline(never)]
pub(crate) fn give(
    vm: &mut Vm,
    heap: &mut Heap,
    regs: Registers,
    op: &Op,
    receiver: ObjectId,
    (given, room): (&Given, u32),
) -> bool {
    let Op::CallMethod {
        dst, args, argc: 1, ..
    } = *op
    else {
        return false;
    };
    let held = match heap.objects.get(receiver.0 as usize) {
        Some(Object::Slots {
            head: Head::Shape(shape),
            slots,
        }) if *shape == given.shape && !slots.spilled() => match slots.first() {
            Some(held) => held,
            None => return false,
        },
        _ => return false,
    };
    let Some(fuel) = vm.fuel.checked_sub(given.instructions) else {
        return false;
    };
    // The receiver is a copy when what it holds is one, and would be made anew.
    let is_done = given.is_simple
        && given.params == 1
        && is_plain(held)
        && !regs.owns(dst)
        && vm.frames.len() < MAX_DEPTH
        && u32::from(args.0) + u32::from(given.registers) <= room
        && heap.has_room(size_of::<Object>());
    if is_done {
        vm.fuel = fuel;
        // As a call, this takes its argument, and what is left in the registers behind it means nothing.
        regs.set(args, Value::Moved);
        regs.put(dst, held);
    }
    is_done
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
    let given = *code.given(function)?;
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
pub(crate) fn give_any(
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
