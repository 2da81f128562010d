//! Calls of bytecode by bytecode, and returns from them, while the [instruction loop](crate::interpret) stays within them:
//! what the loop has checked of the caller still holds then.

use std::hint::unreachable_unchecked;

use interleave_program::{FnId, Function, Op, Reg};

use crate::calls_at_once::{owns_none, owns_nothing_else};
use crate::code::Code;
use crate::context::Trap;
use crate::cursor::{Cursor, Running};
use crate::frame::{Activity, After, Frame};
use crate::heap::Heap;
use crate::quick;
use crate::registers::Registers;
use crate::vm::{MAX_DEPTH, Vm};

/// Puts the frame of a function on top whose `argc` arguments, as many as it takes, stand from register `args` of the
/// running frame on; the result goes to `dst`. The running frame has been saved. `None`, and nothing done, when there is
/// no room for it yet.
///
/// # Safety
/// The instruction is verified: the function exists, and the arguments are registers.
#[inline(always)]
pub(crate) unsafe fn enter(
    vm: &mut Vm,
    code: &Code,
    (running, regs): (&mut Running, Registers),
    function: FnId,
    [dst, args]: [Reg; 2],
    argc: u8,
) -> Option<(Cursor, Registers)> {
    // SAFETY: the caller's promise.
    let body: &Function = unsafe { code.functions.get_unchecked(function.index()) };
    let base = running.base() + u32::from(args.0);
    let room = running.room.checked_sub(args.0.into())?;
    let depth = vm.frames.len();
    // Levels in the machine itself are few.
    if !vm.frames.spilled() || depth >= vm.frames.capacity() || depth >= MAX_DEPTH {
        return None;
    }
    if u32::from(body.registers) > room {
        return None;
    }
    let level = running.level().wrapping_add(1);
    // SAFETY: the running level is the last, and there is room for one more behind it.
    unsafe {
        vm.frames.set_len(depth + 1);
        level.write(Activity::Code(Frame::called(function, base, dst)));
    }
    let regs = regs.above(args.0.into());
    regs.clear_within(room, argc.into(), body.registers - u16::from(argc));
    running.called += 1;
    running.room = room;
    Some((running.enter(body, level, 0), regs))
}

/// `Op::Return` of the frame on top, whose registers these are, when nothing has to be dropped: the caller, in which
/// control goes on. `None`, and nothing done, when something has to be.
///
/// # Safety
/// The frame is of this code and has been put on top by [`enter`], its caller when it was the running frame.
#[inline(always)]
pub(crate) unsafe fn leave(
    vm: &mut Vm,
    code: &Code,
    (running, regs): (&mut Running, Registers),
    src: Reg,
) -> Option<(Cursor, Registers)> {
    // SAFETY: it is the frame on top, and of this code.
    let (frame, body) = unsafe { (&*running.frame(), running.function()) };
    let owned = code.owned_at_returns(frame.function)?;
    if !owns_none(regs, owned, src) {
        return None;
    }
    debug_assert!(
        owns_nothing_else(code, regs, frame, src),
        "a register that is not looked at owns something when `{}` returns",
        body.name
    );
    let (level, after) = (running.level().wrapping_sub(1), frame.after);
    // SAFETY: the caller's level is below.
    let caller = unsafe { &*level };
    let (Activity::Code(caller), After::Store(dst)) = (caller, after) else {
        // SAFETY: the caller was the running frame, and what is entered here stores its result.
        unsafe { unreachable_unchecked() }
    };
    let distance = frame.base - caller.base;
    let below = regs.below(distance);
    let value = regs.take_words(src);
    regs.clear(0, body.params.into());
    below.put_words(dst, value);
    // SAFETY: the caller was the running frame.
    let function: &Function = unsafe { code.functions.get_unchecked(caller.function.index()) };
    let at = running.enter(function, level, caller.pc);
    running.called -= 1;
    running.room += distance;
    let depth = vm.frames.len() - 1;
    // SAFETY: there is one level fewer. A frame owns nothing that would have to be dropped.
    unsafe { vm.frames.set_len(depth) };
    Some((at, below))
}

/// Does what [`enter`] has found no room for: makes some, and puts the frame on top.
#[cold]
#[inline(never)]
pub(crate) fn make_room_and_enter(
    vm: &mut Vm,
    code: &Code,
    heap: &mut Heap,
    op: Op,
) -> Result<(), Trap> {
    if let Op::Call {
        dst,
        function,
        args,
        argc,
    } = op
    {
        let base = vm.frame().map_or(0, |frame| frame.base);
        let window = base + u32::from(args.0);
        quick::enter(vm, code, heap, function, window, argc, dst)?;
    }
    Ok(())
}
