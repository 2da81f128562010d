//! The instruction loop: what is frequent and simple is done here, the rest in [`Step`]'s methods.
//!
//! # Safety
//! Registers are reached through a raw pointer to the frame's register 0, and instructions without bounds
//! checks. That is sound because
//! - [`crate::verify`] has checked every function of a [`Code`]: register operands and windows lie below the
//!   function's `registers`, jump targets are instructions, and nothing falls off the end;
//! - [`Registers::enter`] checks, each time a frame becomes the running one, that the function exists, that its
//!   next instruction does, and that the register file reaches to the end of the frame; a frame that the loop itself
//!   [calls](crate::direct) or returns to fulfils that by verification, and because its caller has been checked;
//! - the pointer is taken anew after everything that may touch the register file otherwise ([`Step`] and calls).

use std::hint::black_box;

use interleave_program::{BinOp, CastTo, Native, Op, Reg, ShapeId, Sys};

use crate::ahead::{self, Polled};
use crate::arith;
use crate::calls_at_once;
use crate::code::Code;
use crate::context::Trap;
use crate::cursor::{Cursor, Running};
use crate::direct;
use crate::fast;
use crate::frame::{Activity, Frame};
use crate::halt::{Fault, Halt};
use crate::heap::Heap;
use crate::library_calls;
use crate::natives;
use crate::own_methods::{self, Kind};
use crate::quick::{self, field_slot, is_plain, is_reference, owner, row_slot};
use crate::registers::Registers;
use crate::step::{Flow, Step, unsupported};
use crate::task_poll;
use crate::value::{Slot, Value};
use crate::vm::Vm;

/// Runs the bytecode frame on top, and those it calls or returns to, until something else must happen.
#[expect(clippy::too_many_lines, reason = "the instruction set")]
pub(crate) fn run_code(vm: &mut Vm, code: &Code, heap: &mut Heap) -> Result<Flow, Trap> {
    // In a local, so that it stays in a machine register; `vm.fuel` is right whenever this is left. Signed, so that the
    // step below 0 is seen by its sign.
    let mut fuel = vm.fuel as i64;
    'frame: loop {
        vm.fuel = fuel as u64;
        let stack = vm.stack;
        let Some(level @ Activity::Code(_)) = vm.frames.last_mut() else {
            return Ok(Flow::Again);
        };
        let level: *mut Activity = level;
        let (mut running, mut at, mut regs) = Registers::enter(code, heap, stack, level)?;
        // Kept in memory: see there.
        black_box(&mut running);
        'next: loop {
            fuel = fuel.wrapping_sub(1);
            if fuel < 0 {
                return Ok(out_of_fuel(vm, heap, &running, at));
            }
            // SAFETY: this is a verified jump target or follows an instruction that is not the last; see the module.
            let op = unsafe { at.op() };
            // What an arm does not do itself is done behind this block, once for all.
            let flow = 'left: {
                'slow: {
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
                            if let (Some((kind, x)), Some((other, y))) =
                                (regs.int($a), regs.int($b))
                                && let Some(kind) = arith::shared_kind(kind, other)
                                && let Some(it) = $fast(kind, x, y)
                            {
                                regs.set($dst, Value::Int(kind, it));
                            } else {
                                break 'slow;
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
                                break 'slow;
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
                    } else if let Some((unsigned, x, y)) =
                        quick::ints_behind(heap, regs.look($a), regs.look($b))
                    {
                        let it = if unsigned { (x as u64) $operator (y as u64) } else { x $operator y };
                        regs.set($dst, Value::Bool(it));
                    } else {
                        break 'slow;
                    }
                }};
            }
                    /// Goes on with the following instruction, for which there is fuel.
                    macro_rules! go_on {
                        () => {{
                            at.advance();
                            fuel = fuel.wrapping_sub(running.step);
                        }};
                    }
                    /// Moves an object from `src` to `dst`, which owns nothing; when it is asked for its future next, that
                    /// is itself.
                    macro_rules! move_object {
                        ($dst:ident, $src:ident, $object:expr) => {{
                            // SAFETY: a move is not the last instruction: verified.
                            let to = match *unsafe { at.following() } {
                                Op::Native {
                                    dst: future,
                                    native: Native::IntoFuture,
                                    args,
                                    ..
                                } if args == $dst
                                    && (future == $src || !regs.owns(future))
                                    && quick::is_future_object(code, $object)
                                    && fuel > 0 =>
                                {
                                    go_on!();
                                    regs.set($dst, Value::Moved);
                                    future
                                }
                                _ => $dst,
                            };
                            let object = regs.take_words($src);
                            regs.put_words(to, object);
                        }};
                    }
                    /// After a step of a loop: when that goes on elsewhere.
                    macro_rules! then_jump {
                        () => {
                            // SAFETY: a step of a loop is not the last instruction: verified.
                            if let Op::Jump { target } = *unsafe { at.following() }
                                && fuel > 0
                            {
                                go_on!();
                                at = running.jump(target);
                                continue 'next;
                            }
                        };
                    }
                    let found = 'method: {
                        match *op {
                            Op::Const { dst, index } => {
                                // SAFETY: there is a value for each constant, and the instruction has been verified.
                                let value = unsafe { code.values.get_unchecked(index as usize) };
                                if matches!(value, Value::Moved) {
                                    break 'slow;
                                }
                                regs.put(dst, value);
                            }
                            Op::Int { dst, kind, value } => {
                                regs.set(dst, Value::Int(kind, i64::from(value)))
                            }
                            Op::Unit { dst } => regs.set(dst, Value::Unit),
                            Op::Bool { dst, value } => regs.set(dst, Value::Bool(value)),
                            Op::Copy { dst, src } => {
                                if matches!(regs.look(src), Value::Own(_)) {
                                    break 'slow;
                                } else {
                                    regs.copy(dst, src);
                                }
                            }
                            Op::Move { dst, src } => match *regs.look(src) {
                                _ if regs.owns(dst) => break 'slow,
                                Value::Own(id) => move_object!(dst, src, heap.object(id)),
                                _ => {
                                    regs.copy(dst, src);
                                    if dst != src {
                                        regs.set(src, Value::Moved);
                                    }
                                }
                            },
                            Op::Use { dst, src } => match *regs.look(src) {
                                Value::Own(id) if !regs.owns(dst) => {
                                    match quick::moved_object(code, heap, id) {
                                        Some(object) => move_object!(dst, src, object),
                                        None => break 'slow,
                                    }
                                }
                                Value::Own(_) | Value::Tag(_) => {
                                    break 'slow;
                                }
                                _ => regs.copy(dst, src),
                            },
                            Op::Assign { dst, src } => {
                                if matches!(regs.look(dst), Value::Own(_) | Value::Tag(_)) {
                                    break 'slow;
                                } else {
                                    let value = regs.take(src);
                                    regs.set(dst, value);
                                }
                            }
                            Op::Drop { reg } => {
                                let is_dropped = match *regs.look(reg) {
                                    Value::Own(id) => {
                                        (Step { vm, code, heap }).drop_object_quietly(id)
                                    }
                                    Value::Tag(shape) => code.facts(shape).drop.is_none(),
                                    _ => true,
                                };
                                if !is_dropped {
                                    break 'slow;
                                }
                                regs.set(reg, Value::Moved);
                            }
                            Op::RefLocal { dst, src } => {
                                let slot = Slot {
                                    object: vm.stack,
                                    index: running.base() + u32::from(src.0),
                                };
                                regs.set(dst, Value::Ref(slot));
                                // SAFETY: this is not the last instruction: verified.
                                match *unsafe { at.following() } {
                                    // What is awaited is polled with the context next.
                                    Op::Copy { dst: to, src: from }
                                        if to.0 == dst.0 + 1 && !regs.owns(from) && fuel > 0 =>
                                    {
                                        go_on!();
                                        regs.copy(to, from);
                                        // SAFETY: as above.
                                        if let Op::CallMethod { method, args, .. } =
                                            *unsafe { at.following() }
                                            && args == dst
                                            && let Value::Own(id) = *regs.look(src)
                                            && fuel > 0
                                        {
                                            go_on!();
                                            break 'method own_methods::find_of(
                                                code, heap, id, method,
                                            );
                                        }
                                    }
                                    Op::CallMethod { method, args, .. } if args == dst => {
                                        if let Value::Own(id) = *regs.look(src)
                                            && fuel > 0
                                        {
                                            go_on!();
                                            break 'method own_methods::find_of(
                                                code, heap, id, method,
                                            );
                                        }
                                    }
                                    _ => {}
                                }
                            }
                            Op::RefCapture { dst, index } => {
                                // SAFETY: it is the frame on top.
                                let Frame { function, env, .. } = unsafe { *running.frame() };
                                let slot = env.map(|object| Slot {
                                    object,
                                    index: u32::from(index),
                                });
                                match slot.and_then(|it| Some((it, heap.get_ref(it)?))) {
                                    Some((_, Value::Ref(held)))
                                        if !code.functions[function.index()].holds_value(index) =>
                                    {
                                        regs.set(dst, Value::Ref(*held));
                                    }
                                    Some((slot, held)) => {
                                        regs.set(dst, Value::Ref(slot));
                                        // What has been captured is read next, mostly.
                                        // SAFETY: this is not the last instruction: verified.
                                        if let Op::Load { dst: to, place } =
                                            *unsafe { at.following() }
                                            && place == dst
                                            && is_plain(held)
                                            && fuel > 0
                                        {
                                            go_on!();
                                            regs.put(to, held);
                                        }
                                    }
                                    None => break 'slow,
                                }
                            }
                            Op::Load { dst, place } => {
                                let held = match *regs.look(place) {
                                    Value::Ref(slot) => heap.get_ref(slot),
                                    _ => None,
                                };
                                match held {
                                    Some(value) if is_plain(value) => regs.put(dst, value),
                                    _ => break 'slow,
                                }
                            }
                            Op::Peek { dst, place } if !regs.owns(dst) => match *regs.look(place) {
                                Value::Ref(slot) => match heap.get_ref(slot) {
                                    Some(Value::Own(_)) => regs.copy(dst, place),
                                    Some(value) => regs.put(dst, value),
                                    None => break 'slow,
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
                                    regs = Registers::at(heap, vm, running.base());
                                    regs.set(src, Value::Moved);
                                } else {
                                    break 'slow;
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
                                    None => break 'slow,
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
                                    None => break 'slow,
                                }
                            }
                            Op::Deref { dst, base: from } => {
                                let held = match *regs.look(from) {
                                    Value::Ref(slot) => heap.get_ref(slot),
                                    _ => None,
                                };
                                match held {
                                    Some(Value::Ref(slot)) => regs.set(dst, Value::Ref(*slot)),
                                    _ => break 'slow,
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
                                    _ => break 'slow,
                                }
                            }
                            Op::GetIndex {
                                dst,
                                base: from,
                                index,
                            } => {
                                let object = owner(heap, regs.look(from));
                                let slot =
                                    object.and_then(|it| row_slot(heap, it, regs.int(index)?.1));
                                match slot.and_then(|it| heap.get_ref(it)) {
                                    Some(value) if is_plain(value) => regs.put(dst, value),
                                    _ => break 'slow,
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
                                    && let Some(it) =
                                        fast::fast_add_signed(kind, x, i64::from(value))
                                {
                                    regs.set(dst, Value::Int(kind, it));
                                } else {
                                    break 'slow;
                                }
                            }
                            Op::OpAssign {
                                op: operator,
                                place,
                                src,
                            } => {
                                let done = match (regs.get(place), regs.get(src)) {
                                    (Value::Ref(slot), Value::Int(other, y)) => {
                                        match heap.slot_mut(slot) {
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
                                        }
                                    }
                                    _ => false,
                                };
                                if done {
                                    regs = Registers::at(heap, vm, running.base());
                                } else {
                                    break 'slow;
                                }
                            }
                            Op::Cast {
                                dst,
                                src,
                                to: CastTo::Int(kind),
                            } => {
                                match regs.int(src).and_then(|(_, it)| fast::fast_wrap(kind, it)) {
                                    Some(it) if !regs.owns(dst) => {
                                        regs.set(dst, Value::Int(kind, it))
                                    }
                                    _ => break 'slow,
                                }
                            }
                            Op::Not { dst, src } => {
                                if let Value::Bool(it) = *regs.look(src) {
                                    regs.set(dst, Value::Bool(!it));
                                } else {
                                    break 'slow;
                                }
                            }
                            Op::Jump { target } => {
                                at = running.jump(target);
                                continue 'next;
                            }
                            Op::JumpIf { cond, target } => {
                                let is_so = match *regs.look(cond) {
                                    Value::Bool(it) => it,
                                    other => condition(vm, fuel as u64, heap, other)?,
                                };
                                if is_so {
                                    at = running.jump(target);
                                    continue 'next;
                                }
                            }
                            Op::JumpIfNot { cond, target } => {
                                let is_so = match *regs.look(cond) {
                                    Value::Bool(it) => it,
                                    other => condition(vm, fuel as u64, heap, other)?,
                                };
                                if !is_so {
                                    at = running.jump(target);
                                    continue 'next;
                                }
                            }
                            Op::RangeNext { dst, state, exit } => {
                                let end = Reg(state.0 + 1);
                                match (regs.int(state), regs.int(end)) {
                                    (Some((kind, next)), Some((other, end))) if kind == other => {
                                        if arith::less(kind, next, end) {
                                            regs.set(dst, Value::Int(kind, next));
                                            regs.set(state, Value::Int(kind, next.wrapping_add(1)));
                                            then_jump!();
                                        } else {
                                            at.exit(exit);
                                            continue 'next;
                                        }
                                    }
                                    _ => break 'slow,
                                }
                            }
                            Op::RangeInclusiveNext { dst, state, exit } => {
                                let (end, exhausted) = (Reg(state.0 + 1), Reg(state.0 + 2));
                                match (regs.int(state), regs.int(end)) {
                                    (Some((kind, next)), Some((other, end))) if kind == other => {
                                        let is_over =
                                            matches!(regs.look(exhausted), Value::Bool(true));
                                        if is_over || arith::less(kind, end, next) {
                                            at.exit(exit);
                                            continue 'next;
                                        } else {
                                            regs.set(dst, Value::Int(kind, next));
                                            if next == end {
                                                regs.set(exhausted, Value::Bool(true));
                                            } else {
                                                regs.set(
                                                    state,
                                                    Value::Int(kind, next.wrapping_add(1)),
                                                );
                                            }
                                        }
                                    }
                                    _ => break 'slow,
                                }
                            }
                            Op::Call {
                                dst,
                                function,
                                args,
                                argc,
                            } => {
                                running.save(at);
                                if code.library_calls.has(function) {
                                    vm.fuel = fuel as u64;
                                    if library_calls::call(vm, code, heap, regs, op, running.room) {
                                        fuel = vm.fuel as i64;
                                        at.advance();
                                        continue 'next;
                                    }
                                }

                                let it = (&mut running, regs);
                                // SAFETY: the callee exists and takes `argc` arguments: verified.
                                let callee = unsafe {
                                    direct::enter(vm, code, it, function, [dst, args], argc)
                                };
                                match callee {
                                    Some(callee) => {
                                        (at, regs) = callee;
                                        continue 'next;
                                    }
                                    None => {
                                        vm.fuel = fuel as u64;
                                        direct::make_room_and_enter(vm, code, heap, *op)?;
                                        continue 'frame;
                                    }
                                }
                            }
                            Op::Make { dst, shape, .. } => {
                                let few = code.facts(shape).few_fields;
                                if few > 0 {
                                    if !calls_at_once::make(heap, regs, op, few) {
                                        break 'slow;
                                    }
                                } else if shape != ShapeId::tuple(0) && !regs.owns(dst) {
                                    regs.set(dst, Value::Tag(shape));
                                } else {
                                    break 'slow;
                                }
                            }
                            Op::Coroutine { .. } => {
                                match calls_at_once::coroutine(
                                    code,
                                    heap,
                                    vm,
                                    regs,
                                    running.base(),
                                    op,
                                ) {
                                    Some(moved) => regs = moved,
                                    None => break 'slow,
                                }
                            }
                            Op::CallMethod { method, args, .. } => {
                                break 'method own_methods::find(
                                    code,
                                    heap,
                                    regs.look(args),
                                    method,
                                );
                            }
                            Op::Native {
                                dst,
                                native,
                                args,
                                argc,
                            } => {
                                if !regs.owns(dst) {
                                    match native {
                                        Native::IntoFuture
                                            if quick::is_future_itself(
                                                code,
                                                heap,
                                                regs.look(args),
                                            ) =>
                                        {
                                            regs.copy(dst, args);
                                            if dst != args {
                                                regs.set(args, Value::Moved);
                                            }
                                            at.advance();
                                            continue 'next;
                                        }
                                        Native::IsUnit => {
                                            if let Some(held) = quick::held(heap, regs.look(args)) {
                                                let is_unit = matches!(held, Value::Unit);
                                                regs.set(args, Value::Moved);
                                                regs.set(dst, Value::Bool(is_unit));
                                                at.advance();
                                                continue 'next;
                                            }
                                        }
                                        Native::DeadlineAfter if argc == 2 => {
                                            let by = Reg(args.0 + 1);
                                            if let Some(it) =
                                                quick::deadline(regs.look(args), regs.look(by))
                                            {
                                                regs.set(args, Value::Moved);
                                                regs.set(by, Value::Moved);
                                                regs.set(dst, it);
                                                at.advance();
                                                continue 'next;
                                            }
                                        }
                                        _ => {
                                            if let Some(it) =
                                                quick::duration(native, regs.look(args))
                                            {
                                                regs.set(args, Value::Moved);
                                                regs.set(dst, it);
                                                at.advance();
                                                continue 'next;
                                            }
                                        }
                                    }
                                }
                                running.save(at);
                                vm.fuel = fuel as u64;
                                let mut step = Step { vm, code, heap };
                                break 'left step.native_of_window(
                                    native,
                                    running.base(),
                                    [dst, args],
                                    argc,
                                )?;
                            }
                            Op::Sys { .. } => {
                                running.save(at);
                                vm.fuel = fuel as u64;
                                let flow = calls_at_once::syscall(vm, code, heap, regs, op);
                                if !matches!(flow, Flow::Next) {
                                    break 'left flow;
                                }
                                fuel = vm.fuel as i64;
                                // None of this makes a register file: the registers are where they were.
                            }
                            Op::IterNext { dst, iter, exit } => {
                                let Value::Own(id) = *regs.look(iter) else {
                                    break 'slow;
                                };
                                if regs.owns(dst) {
                                    break 'slow;
                                }
                                if natives::next_owned(heap, id, regs, dst) {
                                    at.advance();
                                    continue 'next;
                                }
                                match natives::next_alone(heap, id) {
                                    Some(Some(item)) => {
                                        regs.put(dst, &item);
                                        then_jump!();
                                    }
                                    Some(None) => {
                                        at.exit(exit);
                                        continue 'next;
                                    }
                                    None => break 'slow,
                                }
                            }
                            Op::Await { dst, src, exit } => {
                                let is_ready = match *regs.look(src) {
                                    Value::Own(poll) if !regs.owns(dst) => {
                                        match quick::ready(heap, poll) {
                                            Some(value) => {
                                                regs.put(dst, value);
                                                heap.discard(poll);
                                                true
                                            }
                                            None => false,
                                        }
                                    }
                                    Value::Tag(ShapeId::PENDING) => {
                                        regs.set(src, Value::Moved);
                                        running.save(at);
                                        vm.fuel = fuel as u64;
                                        break 'left Step { vm, code, heap }.suspend()?;
                                    }
                                    _ => false,
                                };
                                if !is_ready {
                                    break 'slow;
                                }
                                regs.set(src, Value::Moved);
                                at.exit(exit);
                                continue 'next;
                            }
                            Op::TestShape { dst, place, shape } => {
                                match quick::has_shape(heap, regs.look(place), shape) {
                                    Some(it) if !regs.owns(dst) => regs.set(dst, Value::Bool(it)),
                                    _ => break 'slow,
                                }
                            }
                            Op::PatPeel { place, .. } if !matches!(*regs.look(place), Value::Ref(slot) if heap.get_ref(slot).is_some_and(is_reference)) =>
                                {}
                            Op::Return { src } => {
                                if running.called > 0 {
                                    // SAFETY: the frame has been called from here, and control has not left this loop since.
                                    let caller = unsafe {
                                        direct::leave(vm, code, (&mut running, regs), src)
                                    };
                                    if let Some(caller) = caller {
                                        (at, regs) = caller;
                                        continue 'next;
                                    }
                                }
                                running.save(at);
                                vm.fuel = fuel as u64;
                                if task_poll::end_body(vm, code, heap, regs, src) {
                                    return Ok(Flow::Halt);
                                }
                                match calls_at_once::leave(vm, code, heap, regs, src)? {
                                    Flow::Next => continue 'frame,
                                    flow => return Ok(flow),
                                }
                            }
                            Op::Nop => {}
                            // Named one by one, so that nothing has to ask whether there are more.
                            Op::RefStatic { .. }
                            | Op::Peek { .. }
                            | Op::Neg { .. }
                            | Op::Cast { .. }
                            | Op::IntoIter { .. }
                            | Op::Panic { .. }
                            | Op::Unreachable
                            | Op::CallValue { .. }
                            | Op::CallOnce { .. }
                            | Op::Array { .. }
                            | Op::ArrayRepeat { .. }
                            | Op::Closure { .. }
                            | Op::Capture { .. }
                            | Op::PatPeel { .. }
                            | Op::Bind { .. }
                            | Op::Len { .. }
                            | Op::Try { .. }
                            | Op::FormatNew { .. }
                            | Op::FormatStr { .. }
                            | Op::FormatArg { .. } => break 'slow,
                        }
                        at.advance();
                        continue 'next;
                    };
                    // What is left is the call of a method that has been looked for.
                    // SAFETY: as that of the instruction above.
                    let op = unsafe { at.op() };
                    running.save(at);
                    vm.fuel = fuel as u64;
                    match found.way.kind() {
                        Kind::Poll(sys) => {
                            // SAFETY: no function ends with a call.
                            let ops = unsafe { at.op_and_following() };
                            let it = found.receiver;
                            let polled = match sys {
                                Sys::JoinPoll => ahead::join_polled(vm, heap, regs, ops, it),
                                _ => ahead::sleep_polled(vm, code, heap, regs, ops, it),
                            };
                            match polled {
                                Polled::Awaited(exit) => {
                                    fuel = vm.fuel as i64;
                                    at.advance();
                                    at.exit(exit);
                                    continue 'next;
                                }
                                Polled::Done => {
                                    fuel = vm.fuel as i64;
                                    at.advance();
                                    continue 'next;
                                }
                                Polled::Halts => return Ok(Flow::Halt),
                                Polled::Not => {
                                    break 'left own_methods::ask(vm, heap, regs, op, sys);
                                }
                                Polled::NoRoom => return Err(Trap::Fault(Fault::Memory)),
                            }
                        }
                        Kind::Push => {
                            if own_methods::push(heap, regs, op, found.receiver) {
                                at.advance();
                                continue 'next;
                            }
                        }
                        Kind::Enter(function) => {
                            if own_methods::enter(vm, code, heap, regs, op, function) {
                                continue 'frame;
                            }
                        }
                        Kind::Give(function) => {
                            let it = found.receiver;
                            if let Some(given) = code.given(function)
                                && (own_methods::give(
                                    vm,
                                    heap,
                                    regs,
                                    op,
                                    it,
                                    (given, running.room),
                                ) || own_methods::give_any(vm, code, heap, regs, op, found))
                            {
                                fuel = vm.fuel as i64;
                                at.advance();
                                continue 'next;
                            }
                        }
                        Kind::General => {}
                    }
                    if let Some(flow) = calls_at_once::method(vm, code, heap, regs, *op)? {
                        break 'left flow;
                    }
                }
                running.save(at);
                vm.fuel = fuel as u64;
                // SAFETY: as above.
                Step { vm, code, heap }.slow(*unsafe { at.op() })?
            };
            fuel = vm.fuel as i64;
            match flow {
                Flow::Next => {
                    if let Some(level @ Activity::Code(_)) = vm.frames.last_mut() {
                        running.find(level);
                    }
                    regs = Registers::at(heap, vm, running.base());
                    at.advance();
                }
                // Another frame is on top, or something else than a frame.
                Flow::Again if vm.panicking.is_none() => continue 'frame,
                Flow::Again => return Ok(Flow::Again),
                Flow::Halt => return Ok(Flow::Halt),
            }
        }
    }
}

/// The present instruction has still to be done.
#[cold]
#[inline(never)]
fn out_of_fuel(vm: &mut Vm, heap: &mut Heap, running: &Running, at: Cursor) -> Flow {
    vm.fuel = 0;
    running.save_before(at);
    heap.halt(Halt::Fuel)
}

/// A condition that is not a plain `bool`: a reference to one.
#[cold]
fn condition(vm: &mut Vm, fuel: u64, heap: &Heap, value: Value) -> Result<bool, Trap> {
    vm.fuel = fuel;
    heap.read_bool(value)
        .ok_or_else(|| unsupported("a condition that is not a `bool`"))
}
