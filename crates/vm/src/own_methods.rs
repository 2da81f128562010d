//! Calls of methods that the receiver's own type has, which most calls are: a reference to an object of that type is
//! handed on, or what the object holds is given. The [loop](crate::interpret) leaves all others to
//! [`calls_at_once::method`](crate::calls_at_once::method).

use interleave_program::{MethodTarget, Native, Op, Reg, SelfKind, Sys};

use crate::ahead;
use crate::code::{Code, Copies};
use crate::context::Trap;
use crate::frame::{Activity, After, Frame};
use crate::heap::{Heap, STACK_BIT};
use crate::quick::{self, is_plain};
use crate::registers::Registers;
use crate::step::{Flow, Step};
use crate::value::{Slot, Value};
use crate::vm::{MAX_DEPTH, Vm};

/// What has become of a call.
#[derive(Debug)]
pub(crate) enum Called {
    /// It is done; no frame and no register has moved.
    Done,
    /// The method's frame is on top.
    Entered,
    /// The machine has seen to it, and control goes on so.
    Left(Flow),
    /// Nothing has been done: it is for the general way.
    Not,
}

/// `Op::CallMethod` of the frame on top, whose registers these are, from `base` on.
#[inline(never)]
pub(crate) fn call(
    vm: &mut Vm,
    code: &Code,
    heap: &mut Heap,
    regs: Registers,
    base: u32,
    op: Op,
) -> Result<Called, Trap> {
    let Op::CallMethod {
        dst,
        method: name,
        args,
        argc,
    } = op
    else {
        return Ok(Called::Not);
    };
    let Some((method, place)) = quick::own_method(code, heap, regs.look(args), name) else {
        return Ok(Called::Not);
    };
    let second = Reg(args.0 + 1);
    Ok(match (method.target, method.self_kind) {
        (MethodTarget::Sys(sys @ (Sys::TimerAwait | Sys::JoinPoll)), SelfKind::Ref) => {
            if let Some(flow) = ahead::polled(vm, code, heap, regs, [dst, args], sys)? {
                return Ok(Called::Left(flow));
            }
            let asked = [regs.get(args), regs.get(second), Value::Moved, Value::Moved];
            heap.halt_for_sys(sys, asked);
            vm.waiting = Some(After::Polled { dst, args });
            Called::Left(Flow::Halt)
        }
        (MethodTarget::Native(Native::VecPush), SelfKind::Ref) => {
            let is_free = argc == 2 && !regs.owns(dst);
            if !is_free || !quick::push(heap, regs.look(args), regs.look(second)) {
                return Ok(Called::Not);
            }
            regs.set(args, Value::Moved);
            regs.set(second, Value::Moved);
            regs.set(dst, Value::Unit);
            Called::Done
        }
        (MethodTarget::Fn(function), SelfKind::Ref) => {
            let body = &code.functions[function.index()];
            let window = base + u32::from(args.0);
            let end = window as usize + usize::from(body.registers);
            let stack = heap.stacks.get_mut(vm.stack.0 & !STACK_BIT);
            let frames = vm.frames.len();
            let Some(rest) = stack.get_mut(window as usize + usize::from(argc)..end) else {
                return Ok(Called::Not);
            };
            if body.params != argc || frames >= MAX_DEPTH {
                return Ok(Called::Not);
            }
            rest.fill(Value::Moved);
            vm.frames.push(Activity::Code(Frame {
                function,
                pc: 0,
                base: window,
                env: None,
                env_ends: false,
                after: After::Store(dst),
            }));
            Called::Entered
        }
        (MethodTarget::Fn(_), SelfKind::Value) => {
            match given(&mut Step { vm, code, heap }, regs, base, op, place) {
                true => Called::Done,
                false => Called::Not,
            }
        }
        _ => Called::Not,
    })
}

/// A method that only gives what its receiver holds, which is no method of a type that is always moved; see
/// [`crate::given`].
#[inline(never)]
fn given(step: &mut Step<'_>, regs: Registers, base: u32, op: Op, place: Slot) -> bool {
    let Op::CallMethod {
        dst,
        method,
        args,
        argc,
    } = op
    else {
        return false;
    };
    let Some(&Value::Own(id)) = step.heap.get_ref(place) else {
        return false;
    };
    let Some((shape, _)) = step.heap.object(id).fields() else {
        return false;
    };
    let facts = step.code.facts(shape);
    let is_free = facts.copies != Copies::Never
        && facts.drop.is_none()
        && !regs.owns(dst)
        && (1..u16::from(argc)).all(|it| is_plain(regs.look(Reg(args.0 + it))));
    let window = base + u32::from(args.0);
    let file = step.vm.stack.0 & !STACK_BIT;
    let found = step.code.find_own_method(facts.tag, method);
    let Some(MethodTarget::Fn(function)) = found.map(|it| it.target).filter(|_| is_free) else {
        return false;
    };
    let Some(given) = step.code.given(function) else {
        return false;
    };
    // Registers must stay where they are.
    let end = window as usize + usize::from(step.code.functions[function.index()].registers);
    if end > step.heap.stacks.len(file) {
        return false;
    }
    let fuel = step.vm.fuel;
    let Some(value) = step.give((function, given), place, window, argc, fuel) else {
        return false;
    };
    step.vm.fuel -= given.instructions;
    (0..u16::from(argc)).for_each(|it| regs.set(Reg(args.0 + it), Value::Moved));
    regs.set(dst, value);
    true
}
