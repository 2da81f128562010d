//! The instruction loop: what is frequent and simple is done here, the rest in [`Step`]'s methods.
//!
//! # Safety
//! Registers are reached through a raw pointer to the frame's register 0, and instructions without bounds
//! checks. That is sound because
//! - [`crate::verify`] has checked every function of a [`Code`]: register operands and windows lie below the
//!   function's `registers`, jump targets are instructions, and nothing falls off the end;
//! - [`Registers::enter`] checks, each time a frame becomes the running one, that the function exists, that its
//!   next instruction does, and that the register file reaches to the end of the frame;
//! - the pointer is taken anew after everything that may touch the register file otherwise ([`Step`] and calls).

use interleave_program::{BinOp, CastTo, IntKind, MethodTarget, Native, Op, Reg, ShapeId, Sys};

use crate::arith;
use crate::code::Code;
use crate::context::Trap;
use crate::fast;
use crate::frame::{Activity, After};
use crate::halt::{Halt, MAX_SYS_ARGS};
use crate::heap::Heap;
use crate::natives;
use crate::quick::{self, enter, field_slot, is_plain, is_reference, owner, row_slot};
use crate::registers::Registers;
use crate::step::{Flow, Step, unsupported};
use crate::value::{Slot, Value};
use crate::vm::Vm;

/// Ends an arm whose slow way is a method of [`Step`].
macro_rules! slow {
    ($vm:ident, $code:ident, $heap:ident, $fuel:ident, $pc:ident, $regs:ident, $base:ident, $frame:lifetime, $op:expr) => {{
        save($vm, $pc);
        $vm.fuel = $fuel;
        let flow = Step {
            vm: $vm,
            code: $code,
            heap: $heap,
        }
        .slow($op)?;
        after!($vm, $code, $heap, $fuel, $pc, $regs, $base, $frame, flow);
    }};
}

/// Goes on after something that may have changed frames and registers.
macro_rules! after {
    ($vm:ident, $code:ident, $heap:ident, $fuel:ident, $pc:ident, $regs:ident, $base:ident, $frame:lifetime, $flow:ident) => {{
        $fuel = $vm.fuel;
        match $flow {
            Flow::Next => $regs = Registers::at($heap, $vm, $base),
            Flow::Again => {
                if matches!($vm.frames.last(), Some(Activity::Code(_))) && $vm.panicking.is_none() {
                    continue $frame;
                }
                return Ok(Flow::Again);
            }
            Flow::Halt => return Ok(Flow::Halt),
        }
    }};
}

/// Runs the bytecode frame on top, and those it calls or returns to, until something else must happen.
#[expect(clippy::too_many_lines, reason = "the instruction set")]
pub(crate) fn run_code(vm: &mut Vm, code: &Code, heap: &mut Heap) -> Result<Flow, Trap> {
    // In a local, so that it stays in a machine register; `vm.fuel` is right whenever this is left.
    let mut fuel = vm.fuel;
    'frame: loop {
        vm.fuel = fuel;
        let Some(Activity::Code(frame)) = vm.frames.last() else {
            return Ok(Flow::Again);
        };
        let frame = *frame;
        let mut regs = Registers::enter(code, heap, vm, &frame)?;
        let body = &code.functions[frame.function.index()];
        let ops = body.code.as_slice();
        let base = frame.base;
        let mut pc = frame.pc as usize;
        loop {
            if fuel == 0 {
                vm.fuel = 0;
                save(vm, pc);
                return Ok(heap.halt(Halt::Fuel));
            }
            fuel -= 1;
            // SAFETY: `pc` is a verified jump target or follows an instruction that is not the last; see the module.
            let op = unsafe { *ops.get_unchecked(pc) };
            pc += 1;
            /// `dst = a op b` on integers of one type, or on floats.
            macro_rules! number {
                ($dst:ident, $a:ident, $b:ident, $fast:path, $operator:tt) => {{
                    match (regs.look($a), regs.look($b)) {
                        (Value::F64(x), Value::F64(y)) => regs.set($dst, Value::F64(*x $operator *y)),
                        _ => integer!($dst, $a, $b, $fast),
                    }
                }};
            }
            /// `dst = a op b` on integers of one type.
            macro_rules! integer {
                ($dst:ident, $a:ident, $b:ident, $fast:path) => {{
                    if let (Some((kind, x)), Some((other, y))) = (regs.int($a), regs.int($b))
                        && let Some(kind) = arith::shared_kind(kind, other)
                        && let Some(it) = $fast(kind, x, y)
                    {
                        regs.set($dst, Value::Int(kind, it));
                    } else {
                        slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op);
                    }
                }};
            }
            /// `dst = a op b`, the result of a's type.
            macro_rules! shift {
                ($dst:ident, $a:ident, $b:ident, $fast:path) => {{
                    if let (Some((kind, x)), Some((_, y))) = (regs.int($a), regs.int($b))
                        && let Some(it) = $fast(kind, x, y)
                        && !regs.owns($dst)
                    {
                        regs.set($dst, Value::Int(kind, it));
                    } else {
                        slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op);
                    }
                }};
            }
            /// `dst = a op b` comparing integers or floats.
            macro_rules! comparison {
                ($dst:ident, $a:ident, $b:ident, $operator:tt) => {{
                    if let (Some((kind, x)), Some((other, y))) = (regs.int($a), regs.int($b)) {
                        let unsigned = arith::is_word(kind) || arith::is_word(other);
                        let it = if unsigned { (x as u64) $operator (y as u64) } else { x $operator y };
                        regs.set($dst, Value::Bool(it));
                    } else if let (Value::F64(x), Value::F64(y)) = (regs.look($a), regs.look($b)) {
                        let it = x $operator y;
                        regs.set($dst, Value::Bool(it));
                    } else if let (Some((kind, x)), Some((other, y))) = (
                        quick::int_behind(heap, regs.look($a)),
                        quick::int_behind(heap, regs.look($b)),
                    ) {
                        let unsigned = arith::is_word(kind) || arith::is_word(other);
                        let it = if unsigned { (x as u64) $operator (y as u64) } else { x $operator y };
                        regs.set($dst, Value::Bool(it));
                    } else {
                        slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op);
                    }
                }};
            }
            match op {
                Op::Const { dst, index } => {
                    let value = code.values[index as usize];
                    if matches!(value, Value::Moved) {
                        slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op);
                    } else {
                        regs.set(dst, value);
                    }
                }
                Op::Int { dst, kind, value } => regs.set(dst, Value::Int(kind, i64::from(value))),
                Op::Unit { dst } => regs.set(dst, Value::Unit),
                Op::Bool { dst, value } => regs.set(dst, Value::Bool(value)),
                Op::Copy { dst, src } => {
                    if matches!(regs.look(src), Value::Own(_)) {
                        slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op);
                    } else {
                        regs.copy(dst, src);
                    }
                }
                Op::Move { dst, src } => {
                    if matches!(regs.look(dst), Value::Own(_)) {
                        slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op);
                    } else {
                        regs.copy(dst, src);
                        if dst != src {
                            regs.set(src, Value::Moved);
                        }
                    }
                }
                Op::Use { dst, src } => match *regs.look(src) {
                    Value::Own(id) if !regs.owns(dst) && quick::moves(code, heap, id) => {
                        regs.copy(dst, src);
                        regs.set(src, Value::Moved);
                    }
                    Value::Own(_) | Value::Tag(_) => {
                        slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op);
                    }
                    _ => regs.copy(dst, src),
                },
                Op::Assign { dst, src } => {
                    if matches!(regs.look(dst), Value::Own(_) | Value::Tag(_)) {
                        slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op);
                    } else {
                        let value = regs.take(src);
                        regs.set(dst, value);
                    }
                }
                Op::Drop { reg } => {
                    let value = regs.look(reg);
                    if !matches!(value, Value::Own(_) | Value::Tag(_))
                        || (Step { vm, code, heap }).drop_quietly(*value)
                    {
                        regs.set(reg, Value::Moved);
                    } else {
                        slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op);
                    }
                }
                Op::RefLocal { dst, src } => {
                    let slot = Slot {
                        object: vm.stack,
                        index: base + u32::from(src.0),
                    };
                    regs.set(dst, Value::Ref(slot));
                }
                Op::RefCapture { dst, index } => {
                    let slot = frame.env.map(|object| Slot {
                        object,
                        index: u32::from(index),
                    });
                    match slot.and_then(|it| Some((it, heap.get_ref(it)?))) {
                        Some((_, Value::Ref(held))) if !body.holds_value(index) => {
                            regs.set(dst, Value::Ref(*held));
                        }
                        Some((slot, _)) => regs.set(dst, Value::Ref(slot)),
                        None => slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op),
                    }
                }
                Op::Load { dst, place } => {
                    let held = match *regs.look(place) {
                        Value::Ref(slot) => heap.get_ref(slot),
                        _ => None,
                    };
                    match held {
                        Some(value) if is_plain(value) => regs.put(dst, value),
                        _ => slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op),
                    }
                }
                Op::Peek { dst, place } if !regs.owns(dst) => match *regs.look(place) {
                    Value::Ref(slot) => match heap.get_ref(slot) {
                        Some(Value::Own(_)) => regs.copy(dst, place),
                        Some(value) => regs.put(dst, value),
                        None => slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op),
                    },
                    _ => regs.copy(dst, place),
                },
                Op::Store { place, src } => {
                    let value = regs.get(src);
                    if let Value::Ref(slot) = *regs.look(place)
                        && let Some(there) = heap.slot_mut(slot)
                        && !matches!(there, Value::Own(_) | Value::Tag(_))
                    {
                        *there = value;
                        regs = Registers::at(heap, vm, base);
                        regs.set(src, Value::Moved);
                    } else {
                        slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op);
                    }
                }
                Op::RefField {
                    dst,
                    base: from,
                    field,
                } => {
                    let object = owner(heap, regs.look(from));
                    match object.and_then(|it| field_slot(code, heap, it, field)) {
                        Some(slot) => regs.set(dst, Value::Ref(slot)),
                        None => slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op),
                    }
                }
                Op::RefIndex {
                    dst,
                    base: from,
                    index,
                } => {
                    let object = owner(heap, regs.look(from));
                    match object.and_then(|it| row_slot(heap, it, regs.int(index)?.1)) {
                        Some(slot) => regs.set(dst, Value::Ref(slot)),
                        None => slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op),
                    }
                }
                Op::Deref { dst, base: from } => {
                    let held = match *regs.look(from) {
                        Value::Ref(slot) => heap.get_ref(slot),
                        _ => None,
                    };
                    match held {
                        Some(Value::Ref(slot)) => regs.set(dst, Value::Ref(*slot)),
                        _ => slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op),
                    }
                }
                Op::GetField {
                    dst,
                    base: from,
                    field,
                } => {
                    let object = owner(heap, regs.look(from));
                    let slot = object.and_then(|it| field_slot(code, heap, it, field));
                    match slot.and_then(|it| heap.get_ref(it)) {
                        Some(value) if is_plain(value) => regs.put(dst, value),
                        _ => slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op),
                    }
                }
                Op::GetIndex {
                    dst,
                    base: from,
                    index,
                } => {
                    let object = owner(heap, regs.look(from));
                    let slot = object.and_then(|it| row_slot(heap, it, regs.int(index)?.1));
                    match slot.and_then(|it| heap.get_ref(it)) {
                        Some(value) if is_plain(value) => regs.put(dst, value),
                        _ => slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op),
                    }
                }
                Op::Add { dst, a, b } => number!(dst, a, b, fast::fast_add, +),
                Op::Sub { dst, a, b } => number!(dst, a, b, fast::fast_sub, -),
                Op::Mul { dst, a, b } => number!(dst, a, b, fast::fast_mul, *),
                Op::Div { dst, a, b } => number!(dst, a, b, fast::fast_div, /),
                Op::Rem { dst, a, b } => integer!(dst, a, b, fast::fast_rem),
                Op::BitAnd { dst, a, b } => integer!(dst, a, b, fast::fast_and),
                Op::BitOr { dst, a, b } => integer!(dst, a, b, fast::fast_or),
                Op::BitXor { dst, a, b } => integer!(dst, a, b, fast::fast_xor),
                Op::Shl { dst, a, b } => shift!(dst, a, b, fast::fast_shl),
                Op::Shr { dst, a, b } => shift!(dst, a, b, fast::fast_shr),
                Op::Eq { dst, a, b } => comparison!(dst, a, b, ==),
                Op::Ne { dst, a, b } => comparison!(dst, a, b, !=),
                Op::Lt { dst, a, b } => comparison!(dst, a, b, <),
                Op::Le { dst, a, b } => comparison!(dst, a, b, <=),
                Op::Gt { dst, a, b } => comparison!(dst, a, b, >),
                Op::Ge { dst, a, b } => comparison!(dst, a, b, >=),
                Op::AddInt { dst, a, value } => {
                    if let Some((kind, x)) = regs.int(a)
                        && let Some(it) = fast::fast_add_signed(kind, x, i64::from(value))
                    {
                        regs.set(dst, Value::Int(kind, it));
                    } else {
                        slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op);
                    }
                }
                Op::OpAssign {
                    op: operator,
                    place,
                    src,
                } => {
                    let done = match (regs.get(place), regs.get(src)) {
                        (Value::Ref(slot), Value::Int(other, y)) => match heap.slot_mut(slot) {
                            Some(Value::Int(kind, x)) if *kind == other => {
                                let it = match operator {
                                    BinOp::Add => fast::fast_add(other, *x, y),
                                    BinOp::Sub => fast::fast_sub(other, *x, y),
                                    BinOp::Mul => fast::fast_mul(other, *x, y),
                                    BinOp::Div => fast::fast_div(other, *x, y),
                                    BinOp::Rem => fast::fast_rem(other, *x, y),
                                    BinOp::BitAnd => fast::fast_and(other, *x, y),
                                    BinOp::BitOr => fast::fast_or(other, *x, y),
                                    BinOp::BitXor => fast::fast_xor(other, *x, y),
                                    _ => None,
                                };
                                it.map(|it| *x = it).is_some()
                            }
                            _ => false,
                        },
                        _ => false,
                    };
                    if done {
                        regs = Registers::at(heap, vm, base);
                    } else {
                        slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op);
                    }
                }
                Op::Cast {
                    dst,
                    src,
                    to: CastTo::Int(kind),
                } => match regs.int(src).and_then(|(_, it)| fast::fast_wrap(kind, it)) {
                    Some(it) if !regs.owns(dst) => regs.set(dst, Value::Int(kind, it)),
                    _ => slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op),
                },
                Op::Not { dst, src } => {
                    if let Value::Bool(it) = *regs.look(src) {
                        regs.set(dst, Value::Bool(!it));
                    } else {
                        slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op);
                    }
                }
                Op::Jump { target } => pc = target as usize,
                Op::JumpIf { cond, target } => match *regs.look(cond) {
                    Value::Bool(true) => pc = target as usize,
                    Value::Bool(false) => {}
                    other => {
                        if condition(vm, fuel, heap, other)? {
                            pc = target as usize;
                        }
                    }
                },
                Op::JumpIfNot { cond, target } => match *regs.look(cond) {
                    Value::Bool(false) => pc = target as usize,
                    Value::Bool(true) => {}
                    other => {
                        if !condition(vm, fuel, heap, other)? {
                            pc = target as usize;
                        }
                    }
                },
                Op::RangeNext { dst, state, exit } => {
                    let end = Reg(state.0 + 1);
                    match (regs.int(state), regs.int(end)) {
                        (Some((kind, next)), Some((other, end))) if kind == other => {
                            if arith::less(kind, next, end) {
                                regs.set(dst, Value::Int(kind, next));
                                regs.set(state, Value::Int(kind, next.wrapping_add(1)));
                            } else {
                                pc += 1 + usize::from(exit);
                            }
                        }
                        _ => slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op),
                    }
                }
                Op::RangeInclusiveNext { dst, state, exit } => {
                    let (end, exhausted) = (Reg(state.0 + 1), Reg(state.0 + 2));
                    match (regs.int(state), regs.int(end)) {
                        (Some((kind, next)), Some((other, end))) if kind == other => {
                            let is_over = matches!(regs.look(exhausted), Value::Bool(true));
                            if is_over || arith::less(kind, end, next) {
                                pc += 1 + usize::from(exit);
                            } else {
                                regs.set(dst, Value::Int(kind, next));
                                if next == end {
                                    regs.set(exhausted, Value::Bool(true));
                                } else {
                                    regs.set(state, Value::Int(kind, next.wrapping_add(1)));
                                }
                            }
                        }
                        _ => slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op),
                    }
                }
                Op::Call {
                    dst,
                    function,
                    args,
                    argc,
                } => {
                    save(vm, pc);
                    vm.fuel = fuel;
                    // The callee exists and takes `argc` arguments: verified.
                    enter(
                        vm,
                        code,
                        heap,
                        function,
                        base + u32::from(args.0),
                        argc,
                        dst,
                    )?;
                    continue 'frame;
                }
                Op::Make { dst, shape, .. }
                    if code.shapes[shape.index()].fields.is_empty()
                        && shape != ShapeId::tuple(0)
                        && !regs.owns(dst) =>
                {
                    regs.set(dst, Value::Tag(shape));
                }
                Op::CallMethod {
                    dst,
                    method,
                    args,
                    argc,
                } => {
                    let Some((method, receiver)) =
                        quick::find_method(code, heap, regs.get(args), method)
                    else {
                        let window = base + u32::from(args.0);
                        let is_free = !regs.owns(dst)
                            && (1..u16::from(argc)).all(|it| is_plain(regs.look(Reg(args.0 + it))));
                        if is_free
                            && let Some((value, used)) = (Step { vm, code, heap }).given(
                                regs.get(args),
                                method,
                                window,
                                argc,
                                fuel,
                            )
                        {
                            fuel -= used;
                            regs = Registers::at(heap, vm, base);
                            (0..u16::from(argc))
                                .for_each(|it| regs.set(Reg(args.0 + it), Value::Moved));
                            regs.set(dst, value);
                            continue;
                        }
                        slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op);
                        continue;
                    };
                    save(vm, pc);
                    vm.fuel = fuel;
                    let flow = match method.target {
                        MethodTarget::Fn(function)
                            if code.functions[function.index()].params == argc =>
                        {
                            regs.set(args, receiver);
                            let window = base + u32::from(args.0);
                            enter(vm, code, heap, function, window, argc, dst)?;
                            continue 'frame;
                        }
                        MethodTarget::Sys(sys @ (Sys::TimerAwait | Sys::JoinPoll)) => {
                            regs.set(args, receiver);
                            let context = regs.get(Reg(args.0 + 1));
                            let asked = [receiver, context, Value::Moved, Value::Moved];
                            let after = After::Polled { dst, args };
                            return Ok(Step { vm, code, heap }.syscall(sys, asked, after));
                        }
                        MethodTarget::Native(Native::VecPush)
                            if argc == 2
                                && !regs.owns(dst)
                                && quick::push(heap, receiver, regs.get(Reg(args.0 + 1))) =>
                        {
                            regs.set(args, Value::Moved);
                            regs.set(Reg(args.0 + 1), Value::Moved);
                            regs.set(dst, Value::Unit);
                            continue;
                        }
                        MethodTarget::Native(native) => {
                            regs.set(args, receiver);
                            (Step { vm, code, heap }).native_of_window(
                                native,
                                base,
                                [dst, args],
                                argc,
                            )?
                        }
                        _ => {
                            Step { vm, code, heap }.call_found(method, dst, args, argc, receiver)?
                        }
                    };
                    after!(vm, code, heap, fuel, pc, regs, base, 'frame, flow);
                }
                Op::Native {
                    dst,
                    native: Native::IsUnit,
                    args,
                    ..
                } if let Some(held) = quick::held(heap, regs.look(args))
                    && !regs.owns(dst) =>
                {
                    let is_unit = matches!(held, Value::Unit);
                    regs.set(args, Value::Moved);
                    regs.set(dst, Value::Bool(is_unit));
                }
                Op::Native {
                    dst, native, args, ..
                } if let Some(duration) = quick::duration(native, regs.look(args))
                    && !regs.owns(dst) =>
                {
                    regs.set(args, Value::Moved);
                    regs.set(dst, duration);
                }
                Op::Native {
                    dst,
                    native,
                    args,
                    argc: 2,
                } if let Some(at) =
                    quick::deadline(native, regs.look(args), regs.look(Reg(args.0 + 1)))
                    && !regs.owns(dst) =>
                {
                    regs.set(args, Value::Moved);
                    regs.set(Reg(args.0 + 1), Value::Moved);
                    regs.set(dst, at);
                }
                Op::Native {
                    dst,
                    native: Native::IntoFuture,
                    args,
                    ..
                } if quick::is_future_itself(code, heap, regs.look(args)) && !regs.owns(dst) => {
                    regs.copy(dst, args);
                    if dst != args {
                        regs.set(args, Value::Moved);
                    }
                }
                Op::Native {
                    dst,
                    native,
                    args,
                    argc,
                } => {
                    save(vm, pc);
                    vm.fuel = fuel;
                    let flow = (Step { vm, code, heap }).native_of_window(
                        native,
                        base,
                        [dst, args],
                        argc,
                    )?;
                    after!(vm, code, heap, fuel, pc, regs, base, 'frame, flow);
                }
                Op::Sys {
                    dst,
                    sys,
                    args,
                    argc,
                } => {
                    let mut values = [Value::Moved; MAX_SYS_ARGS];
                    for (value, reg) in values.iter_mut().zip(args.0..args.0 + u16::from(argc)) {
                        *value = regs.take(Reg(reg));
                    }
                    save(vm, pc);
                    vm.fuel = fuel;
                    return Ok(Step { vm, code, heap }.syscall(sys, values, After::Store(dst)));
                }
                Op::IterNext { dst, iter, exit } => {
                    let item = match *regs.look(iter) {
                        Value::Own(id) if !regs.owns(dst) => natives::next_alone(heap, id),
                        _ => None,
                    };
                    match item {
                        Some(Some(item)) => regs.set(dst, item),
                        Some(None) => pc += 1 + usize::from(exit),
                        None => slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op),
                    }
                }
                Op::Await { dst, src, exit } => {
                    let ready = match *regs.look(src) {
                        Value::Own(poll) if !regs.owns(dst) => quick::take_ready(heap, poll),
                        _ => None,
                    };
                    match ready {
                        Some(value) => {
                            regs.set(src, Value::Moved);
                            regs.set(dst, value);
                            pc += 1 + usize::from(exit);
                        }
                        None => slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op),
                    }
                }
                Op::TestShape { dst, place, shape } => {
                    match quick::has_shape(heap, regs.get(place), shape) {
                        Some(it) if !regs.owns(dst) => regs.set(dst, Value::Bool(it)),
                        _ => slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op),
                    }
                }
                Op::PatPeel { place, .. } if !matches!(*regs.look(place), Value::Ref(slot) if heap.get_ref(slot).is_some_and(is_reference)) =>
                    {}
                Op::Return { src } => {
                    save(vm, pc);
                    vm.fuel = fuel;
                    let value = regs.take(src);
                    let mut step = Step { vm, code, heap };
                    // Highest first, until something is met whose drop must run.
                    let params = u16::from(body.params);
                    let is_dropped = match code.may_own(frame.function).bits() {
                        Some(mut left) => loop {
                            let Some(highest) = left.checked_ilog2() else {
                                break true;
                            };
                            left ^= 1 << highest;
                            if !drop_register(&mut step, regs, Reg(highest as u16), params) {
                                break false;
                            }
                        },
                        None => (0..body.registers)
                            .rev()
                            .all(|reg| drop_register(&mut step, regs, Reg(reg), params)),
                    };
                    let is_empty = is_dropped
                        && match frame.env {
                            Some(env) if frame.env_ends => step.drop_quietly(Value::Own(env)),
                            _ => true,
                        };
                    let flow = if !is_empty {
                        regs.set(src, value);
                        step.return_from(src)?
                    } else {
                        // A frame owns nothing that would have to be dropped.
                        std::mem::forget(step.vm.frames.pop());
                        match (frame.after, step.vm.frame()) {
                            (After::Store(dst), Some(caller)) => {
                                let slot = Slot {
                                    object: step.vm.stack,
                                    index: caller.base + u32::from(dst.0),
                                };
                                step.heap.set(slot, value);
                                Flow::Again
                            }
                            (after, _) => step.deliver(after, value)?,
                        }
                    };
                    if matches!(flow, Flow::Halt) || frame.after == After::Hooked {
                        return Ok(flow);
                    }
                    continue 'frame;
                }
                Op::Nop => {}
                _ => slow!(vm, code, heap, fuel, pc, regs, base, 'frame, op),
            }
        }
    }
}

/// Drops what a register holds when a function returns, unless that must run something; whether it did.
#[inline(always)]
fn drop_register(step: &mut Step<'_>, regs: Registers, reg: Reg, params: u16) -> bool {
    let held = regs.look(reg);
    let is_owned = matches!(held, Value::Own(_) | Value::Tag(_));
    if is_owned && !step.drop_quietly(*held) {
        return false;
    }
    if is_owned || reg.0 < params {
        regs.set(reg, Value::Moved);
    }
    true
}

/// Writes the next instruction's index into the frame on top.
#[inline(always)]
fn save(vm: &mut Vm, pc: usize) {
    if let Some(Activity::Code(frame)) = vm.frames.last_mut() {
        frame.pc = pc as u32;
    }
}

/// A condition that is not a plain `bool`: a reference to one.
#[cold]
fn condition(vm: &mut Vm, fuel: u64, heap: &Heap, value: Value) -> Result<bool, Trap> {
    vm.fuel = fuel;
    heap.read_bool(value)
        .ok_or_else(|| unsupported("a condition that is not a `bool`"))
}

impl Step<'_> {
    /// Everything that the loop does not do itself.
    pub fn slow(&mut self, op: Op) -> Result<Flow, Trap> {
        match op {
            Op::Const { dst, index } => self.wide_constant(dst, index)?,
            Op::Copy { dst, src } => {
                // A handle copied bit by bit would be a second owner: composites are copied as `Use` does.
                let value = self.use_slot(self.slot(src))?;
                self.set(dst, value);
            }
            Op::Move { dst, src } => {
                let value = self.take(src);
                self.set(dst, value);
            }
            Op::Use { dst, src } => {
                let value = self.use_slot(self.slot(src))?;
                self.set(dst, value);
            }
            Op::Assign { dst, src } => {
                let value = self.take(src);
                let old = self.take(dst);
                self.set(dst, value);
                return self.drop_value(old);
            }
            Op::Drop { reg } => {
                let value = self.take(reg);
                return self.drop_value(value);
            }
            Op::RefCapture { dst, index } => self.ref_capture(dst, index)?,
            Op::RefStatic { dst, index } => {
                let slot = Slot {
                    object: Heap::STATICS,
                    index: u32::from(index.0),
                };
                self.set(dst, Value::Ref(slot));
            }
            Op::RefField { base, .. } | Op::RefIndex { base, .. } | Op::Deref { base, .. } => {
                let base = self.reg(base);
                return self.place_op(op, base);
            }
            Op::GetField { base, .. } | Op::GetIndex { base, .. } => {
                let base = Value::Ref(self.slot(base));
                return self.place_op(op, base);
            }
            Op::Load { dst, place } => {
                let value = match self.reg(place) {
                    Value::Ref(slot) => self.use_slot(slot)?,
                    other => other,
                };
                self.set(dst, value);
            }
            Op::Peek { dst, place } => {
                let value = self.peek(self.reg(place));
                self.set(dst, value);
            }
            Op::Store { place, src } => {
                let value = self.take(src);
                let Value::Ref(slot) = self.reg(place) else {
                    return Err(unsupported("assigning to something that is no place"));
                };
                let old = self.heap.get(slot);
                self.heap.set(slot, value);
                return self.drop_value(old);
            }
            Op::Add { dst, a, b } => return self.binary(BinOp::Add, dst, a, b),
            Op::Sub { dst, a, b } => return self.binary(BinOp::Sub, dst, a, b),
            Op::Mul { dst, a, b } => return self.binary(BinOp::Mul, dst, a, b),
            Op::Div { dst, a, b } => return self.binary(BinOp::Div, dst, a, b),
            Op::Rem { dst, a, b } => return self.binary(BinOp::Rem, dst, a, b),
            Op::BitAnd { dst, a, b } => return self.binary(BinOp::BitAnd, dst, a, b),
            Op::BitOr { dst, a, b } => return self.binary(BinOp::BitOr, dst, a, b),
            Op::BitXor { dst, a, b } => return self.binary(BinOp::BitXor, dst, a, b),
            Op::Shl { dst, a, b } => return self.binary(BinOp::Shl, dst, a, b),
            Op::Shr { dst, a, b } => return self.binary(BinOp::Shr, dst, a, b),
            Op::Eq { dst, a, b } => return self.comparison(BinOp::Eq, dst, a, b),
            Op::Ne { dst, a, b } => return self.comparison(BinOp::Ne, dst, a, b),
            Op::Lt { dst, a, b } => return self.comparison(BinOp::Lt, dst, a, b),
            Op::Le { dst, a, b } => return self.comparison(BinOp::Le, dst, a, b),
            Op::Gt { dst, a, b } => return self.comparison(BinOp::Gt, dst, a, b),
            Op::Ge { dst, a, b } => return self.comparison(BinOp::Ge, dst, a, b),
            Op::AddInt { dst, a, value } => self.add_int(dst, a, value)?,
            Op::OpAssign { op, place, src } => return self.op_assign(op, place, src),
            Op::Neg { dst, src } => return self.negate(dst, src),
            Op::Not { dst, src } => return self.invert(dst, src),
            Op::Cast { dst, src, to } => self.cast(dst, src, to)?,
            Op::RangeNext { dst, state, exit } => return self.range_next(dst, state, exit, false),
            Op::RangeInclusiveNext { dst, state, exit } => {
                return self.range_next(dst, state, exit, true);
            }
            Op::IntoIter { dst, src } => return self.make_iterator(dst, src),
            Op::IterNext { dst, iter, exit } => return self.iter_next(dst, iter, exit),
            Op::Panic { message } => return self.panic(message),
            Op::Unreachable => return Err(unsupported("an instruction that must never run")),
            Op::CallValue {
                dst,
                callee,
                args,
                argc,
            } => {
                return self.call_value(dst, callee, args, argc, false);
            }
            Op::CallOnce {
                dst,
                callee,
                args,
                argc,
            } => {
                return self.call_value(dst, callee, args, argc, true);
            }
            Op::CallMethod {
                dst,
                method,
                args,
                argc,
            } => {
                let receiver = self.reg(args);
                return self.call_method(dst, method, args, argc, receiver);
            }
            Op::Make { dst, shape, args } => self.make(dst, shape, args)?,
            Op::Array { dst, args, len } => self.array(dst, args, len)?,
            Op::ArrayRepeat { dst, value, len } => return self.array_repeat(dst, value, len),
            Op::Closure {
                dst,
                function,
                args,
            } => self.closure(dst, function, args)?,
            Op::Coroutine {
                dst,
                function,
                args,
            } => self.coroutine(dst, function, args)?,
            Op::Await { dst, src, exit } => return self.awaited(dst, src, exit),
            Op::Capture { dst, place } => self.capture(dst, place)?,
            Op::PatPeel { place, mode } => self.pat_peel(place, mode),
            Op::TestShape { dst, place, shape } => self.test_shape(dst, place, shape),
            Op::Bind { dst, place, mode } => self.bind(dst, place, mode)?,
            Op::Len { dst, place } => self.len(dst, place)?,
            Op::Try { dst, src, exit } => return self.question_mark(dst, src, exit),
            Op::FormatNew { dst } => {
                let text = self.heap.alloc_string(String::new())?;
                self.set(dst, text);
            }
            Op::FormatStr { buffer, index } => self.format_str(buffer, index)?,
            Op::FormatArg {
                buffer,
                place,
                spec,
            } => return self.format_arg(buffer, place, spec),
            Op::Int { .. }
            | Op::Unit { .. }
            | Op::Bool { .. }
            | Op::RefLocal { .. }
            | Op::Jump { .. }
            | Op::JumpIf { .. }
            | Op::JumpIfNot { .. }
            | Op::Call { .. }
            | Op::Native { .. }
            | Op::Sys { .. }
            | Op::Return { .. }
            | Op::Nop => return Err(unsupported("an instruction out of its place")),
        }
        Ok(Flow::Next)
    }

    fn wide_constant(&mut self, dst: Reg, index: u32) -> Result<(), Trap> {
        if let interleave_program::Const::Int(kind, bits) = self.code.constants[index as usize] {
            let kind = if kind == IntKind::Any {
                IntKind::I128
            } else {
                kind
            };
            let value = self.heap.make_int(kind, bits)?;
            self.set(dst, value);
        }
        Ok(())
    }
}
