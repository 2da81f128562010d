//! Calls of methods, syscalls and returns as the [instruction loop](crate::interpret) does them: functions of their own,
//! so that the loop keeps its machine registers for what is simple.

use interleave_program::{MethodTarget, Native, Op, Reg, SelfKind, Sys};

use crate::ahead;
use crate::code::Code;
use crate::context::Trap;
use crate::frame::{Activity, After, Frame};
use crate::halt::MAX_SYS_ARGS;
use crate::heap::{Heap, STACK_BIT};
use crate::live::RegisterSet;
use crate::object::{Head, Object};
use crate::quick::{self, Receiver, enter, is_plain};
use crate::registers::Registers;
use crate::stacks::Stacks;
use crate::step::{Flow, Step};
use crate::value::{ObjectId, Value};
use crate::vm::Vm;

/// `Op::CallMethod` of the frame on top, whose registers these are. `None`, with nothing done, when the general way must
/// do it.
#[inline(never)]
pub(crate) fn method(
    vm: &mut Vm,
    code: &Code,
    heap: &mut Heap,
    regs: Registers,
    op: Op,
) -> Result<Option<Flow>, Trap> {
    let Op::CallMethod {
        dst,
        method: name,
        args,
        argc,
    } = op
    else {
        return Ok(None);
    };
    let method = match quick::own_method(code, heap, regs.look(args), name) {
        Some((method, _)) if method.self_kind == SelfKind::Ref => method,
        Some((method, id)) if method.self_kind == SelfKind::Value => {
            let Some(value) = quick::move_out(code, heap, regs.look(args), id) else {
                return Ok(given(vm, code, heap, regs, op));
            };
            regs.set(args, value);
            method
        }
        _ => {
            let Some((method, how)) = quick::find_method(code, heap, regs.look(args), name) else {
                return Ok(given(vm, code, heap, regs, op));
            };
            match how {
                Receiver::AsGiven => {}
                Receiver::Becomes(it) => regs.set(args, it),
                // Its place may be a register of this file.
                Receiver::MovedFrom(slot) => {
                    let value = heap.take(slot);
                    regs.set(args, value);
                }
            }
            method
        }
    };
    let flow = match method.target {
        MethodTarget::Fn(function) if code.functions[function.index()].params == argc => {
            let window = base(vm) + u32::from(args.0);
            enter(vm, code, heap, function, window, argc, dst)?;
            Flow::Again
        }
        MethodTarget::Sys(sys @ (Sys::TimerAwait | Sys::JoinPoll)) => {
            if let Some(flow) = ahead::polled(vm, code, heap, regs, op, sys)? {
                return Ok(Some(flow));
            }
            let context = regs.get(Reg(args.0 + 1));
            let asked = [regs.get(args), context, Value::Moved, Value::Moved];
            heap.halt_for_sys(sys, asked);
            vm.waiting = Some(After::Polled { dst, args });
            Flow::Halt
        }
        MethodTarget::Native(Native::VecPush)
            if argc == 2
                && !regs.owns(dst)
                && quick::push(heap, regs.look(args), regs.look(Reg(args.0 + 1))) =>
        {
            regs.set(args, Value::Moved);
            regs.set(Reg(args.0 + 1), Value::Moved);
            regs.set(dst, Value::Unit);
            Flow::Next
        }
        MethodTarget::Native(native) => {
            let base = base(vm);
            Step { vm, code, heap }.native_of_window(native, base, [dst, args], argc)?
        }
        _ => {
            let receiver = regs.get(args);
            Step { vm, code, heap }.call_found(method, dst, args, argc, receiver)?
        }
    };
    Ok(Some(flow))
}

/// A method that only gives what its receiver holds; see [`crate::given`].
#[inline(never)]
fn given(vm: &mut Vm, code: &Code, heap: &mut Heap, regs: Registers, op: Op) -> Option<Flow> {
    let Op::CallMethod {
        dst,
        method,
        args,
        argc,
    } = op
    else {
        return None;
    };
    let is_free =
        !regs.owns(dst) && (1..u16::from(argc)).all(|it| is_plain(regs.look(Reg(args.0 + it))));
    if !is_free {
        return None;
    }
    let base = base(vm);
    let window = base + u32::from(args.0);
    let (receiver, fuel) = (regs.get(args), vm.fuel);
    let (value, used) = Step { vm, code, heap }.given(receiver, method, window, argc, fuel)?;
    vm.fuel -= used;
    let regs = Registers::at(heap, vm, base);
    (0..u16::from(argc)).for_each(|it| regs.set(Reg(args.0 + it), Value::Moved));
    regs.set(dst, value);
    Some(Flow::Next)
}

/// Where register 0 of the frame on top is.
#[inline(always)]
fn base(vm: &Vm) -> u32 {
    vm.frame().map_or(0, |frame| frame.base)
}

/// `Op::Sys` of the frame on top, whose registers these are.
#[inline(never)]
pub(crate) fn syscall(vm: &mut Vm, code: &Code, heap: &mut Heap, regs: Registers, op: &Op) -> Flow {
    let Op::Sys {
        dst,
        sys,
        args,
        argc,
    } = *op
    else {
        return Flow::Next;
    };
    if argc == 0 {
        let is_answered = !regs.owns(dst) && ahead::asked(vm, heap, regs, dst, sys);
        return match is_answered {
            true => Flow::Next,
            false => halt(vm, heap, regs, op),
        };
    }
    if sys == Sys::FutureSpawn && argc == 3 {
        return spawn(vm, code, heap, regs, op, [dst, args]);
    }
    halt(vm, heap, regs, op)
}

/// The same of the spawning of a task.
#[inline(never)]
fn spawn(
    vm: &mut Vm,
    code: &Code,
    heap: &mut Heap,
    regs: Registers,
    op: &Op,
    window: [Reg; 2],
) -> Flow {
    match ahead::spawned(vm, code, heap, regs, window) {
        Some(()) => Flow::Next,
        None => halt(vm, heap, regs, op),
    }
}

/// The engine does it, with what its arguments hold; its answer goes to the result.
#[inline(never)]
fn halt(vm: &mut Vm, heap: &mut Heap, regs: Registers, op: &Op) -> Flow {
    let Op::Sys {
        dst,
        sys,
        args,
        argc,
    } = *op
    else {
        return Flow::Next;
    };
    let mut values = [Value::Moved; MAX_SYS_ARGS];
    for (value, reg) in values.iter_mut().zip(args.0..args.0 + u16::from(argc)) {
        *value = regs.take(Reg(reg));
        if let Value::Own(_) = value {
            heap.pin_wide(*value);
        }
    }
    vm.waiting = Some(After::Store(dst));
    heap.halt_for_sys(sys, values);
    Flow::Halt
}

/// Whether none of the registers in the set owns anything, but for one.
#[inline(always)]
pub(crate) fn owns_none(regs: Registers, mut left: RegisterSet, but: Reg) -> bool {
    while left != 0 {
        let reg = Reg(left.trailing_zeros() as u16);
        left &= left - 1;
        if reg != but && matches!(regs.look(reg), Value::Own(_) | Value::Tag(_)) {
            return false;
        }
    }
    true
}

/// `Op::Return` of the frame on top, whose registers these are. Answers `Next` when the frame on top is to go on now.
#[inline(never)]
pub(crate) fn leave(
    vm: &mut Vm,
    code: &Code,
    heap: &mut Heap,
    regs: Registers,
    src: Reg,
) -> Result<Flow, Trap> {
    let Some(Activity::Code(frame)) = vm.frames.last() else {
        return Ok(Flow::Again);
    };
    let frame = *frame;
    let value = regs.take(src);
    let params = u16::from(code.functions[frame.function.index()].params);
    let mut step = Step { vm, code, heap };
    // Highest first, until something is met whose drop must run.
    debug_assert!(
        owns_nothing_else(code, regs, &frame, src),
        "a register that is not looked at owns something when `{}` returns",
        code.functions[frame.function.index()].name
    );
    let is_dropped = match code.owned_at_returns(frame.function) {
        Some(mut left) => loop {
            let Some(highest) = left.checked_ilog2() else {
                (0..params).for_each(|reg| regs.set(Reg(reg), Value::Moved));
                break true;
            };
            left ^= 1 << highest;
            if !drop_register(&mut step, regs, Reg(highest as u16), params) {
                break false;
            }
        },
        None => (0..code.functions[frame.function.index()].registers)
            .rev()
            .all(|reg| drop_register(&mut step, regs, Reg(reg), params)),
    };
    let is_empty = is_dropped
        && match frame.env {
            Some(env) if frame.env_ends => {
                step.takes_closure(value, env) || step.drop_object_quietly(env)
            }
            _ => true,
        };
    let flow = if !is_empty {
        regs.set(src, value);
        step.return_from(src)?
    } else {
        // A frame owns nothing that would have to be dropped.
        std::mem::forget(step.vm.frames.pop());
        if let (After::Store(dst), Some(Activity::Code(caller))) =
            (frame.after, step.vm.frames.last())
        {
            let file = step.vm.stack.0 & !STACK_BIT;
            let registers = step.heap.stacks.get_mut(file);
            let index = caller.base as usize + usize::from(dst.0);
            if let Some(place) = registers.get_mut(index) {
                *place = value;
            }
            return Ok(Flow::Next);
        }
        match (frame.after, step.vm.frames.last()) {
            (After::Job, Some(Activity::Poll(_))) => step.body_ended(value)?,
            (after, _) => step.deliver(after, value)?,
        }
    };
    Ok(match flow {
        Flow::Halt => Flow::Halt,
        _ if frame.after == After::Hooked => flow,
        _ => Flow::Next,
    })
}

/// Whether no register owns anything but what is returned and those that a return looks at.
pub(crate) fn owns_nothing_else(code: &Code, regs: Registers, frame: &Frame, src: Reg) -> bool {
    let Some(looked_at) = code.owned_at_returns(frame.function) else {
        return true;
    };
    let registers = code.functions[frame.function.index()].registers;
    (0..registers).all(|reg| reg == src.0 || looked_at >> reg & 1 == 1 || !regs.owns(Reg(reg)))
}

/// Drops what a register holds when a function returns, unless that must run something; whether it did.
#[inline(always)]
fn drop_register(step: &mut Step<'_>, regs: Registers, reg: Reg, params: u16) -> bool {
    let is_owned = match *regs.look(reg) {
        Value::Own(id) if step.drop_object_quietly(id) => true,
        Value::Tag(shape) if step.code.facts(shape).drop.is_none() => true,
        Value::Own(_) | Value::Tag(_) => return false,
        _ => false,
    };
    if is_owned || reg.0 < params {
        regs.set(reg, Value::Moved);
    }
    true
}

/// `Op::Make` with so few fields of the frame on top, whose registers these are; whether that has been done.
#[inline(never)]
pub(crate) fn make(heap: &mut Heap, regs: Registers, op: &Op, few: u8) -> bool {
    let Op::Make { dst, shape, args } = *op else {
        return false;
    };
    if regs.owns(dst) {
        return false;
    }
    let head = Head::Shape(shape);
    match few {
        1 => put_few::<1>(heap, regs, dst, head, args),
        2 => put_few::<2>(heap, regs, dst, head, args),
        3 => put_few::<3>(heap, regs, dst, head, args),
        _ => false,
    }
}

/// Makes an object of the `COUNT` registers from `args` on, at most three; whether there is room.
#[inline(always)]
fn put_few<const COUNT: usize>(
    heap: &mut Heap,
    regs: Registers,
    dst: Reg,
    head: Head,
    args: Reg,
) -> bool {
    let Some((id, slots)) = heap.alloc_few_empty::<COUNT>(head) else {
        return false;
    };
    for (slot, reg) in slots.iter_mut().zip(args.0..) {
        regs.move_to(Reg(reg), slot);
    }
    regs.set(dst, Value::Own(id));
    true
}

/// `Op::Coroutine` of a body with few captures and no parameters, for the frame on top, whose registers these are and
/// begin at `base`. `None`
/// when that has not been done, else where the registers are now.
#[inline(never)]
pub(crate) fn coroutine(
    code: &Code,
    heap: &mut Heap,
    vm: &Vm,
    regs: Registers,
    base: u32,
    op: &Op,
) -> Option<Registers> {
    let Op::Coroutine {
        dst,
        function,
        args,
    } = *op
    else {
        return None;
    };
    let body = &code.functions[function.index()];
    let registers = Stacks::capacity(body.registers.into());
    let bytes = registers * size_of::<Value>();
    if body.captures > 3
        || body.params != 1
        || regs.owns(dst)
        || !heap.has_room(size_of::<Object>() + bytes)
    {
        return None;
    }
    heap.ready_place();
    heap.count_more(bytes);
    let head = Head::Coroutine {
        function,
        at: 0,
        stack: ObjectId(heap.stacks.open_with(registers) | STACK_BIT),
    };
    // A new register file may have moved the others.
    let regs = Registers::at(heap, vm, base);
    let is_made = match body.captures {
        0 => put_few::<0>(heap, regs, dst, head, args),
        1 => put_few::<1>(heap, regs, dst, head, args),
        2 => put_few::<2>(heap, regs, dst, head, args),
        _ => put_few::<3>(heap, regs, dst, head, args),
    };
    is_made.then_some(regs)
}
