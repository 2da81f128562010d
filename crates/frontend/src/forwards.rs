//! Methods of the prelude that only hand their arguments on to a built-in: calls lead to the built-in at once.

use interleave_program::{Function, Method, MethodTarget, Op, Program, Reg};

/// Replaces such methods by what they hand on to.
pub fn shorten(program: &mut Program) {
    let Program {
        functions,
        methods,
        blanket_methods,
        ..
    } = program;
    let own = methods.iter_mut().flatten();
    for (_, method) in own.chain(blanket_methods) {
        if let MethodTarget::Fn(function) = method.target
            && let Some(target) = handed_on_to(&functions[function.index()])
        {
            *method = Method { target, ..*method };
        }
    }
}

/// The built-in that a function's body is nothing but a call of, with the function's own arguments in their order.
fn handed_on_to(function: &Function) -> Option<MethodTarget> {
    let params = usize::from(function.params);
    let (uses, rest) = function.code.split_at_checked(params)?;
    let &[call, Op::Return { src }] = rest else {
        return None;
    };
    let (target, dst, args, argc) = match call {
        Op::Native {
            dst,
            native,
            args,
            argc,
        } => (MethodTarget::Native(native), dst, args, argc),
        Op::Sys {
            dst,
            sys,
            args,
            argc,
        } => (MethodTarget::Sys(sys), dst, args, argc),
        _ => return None,
    };
    let is_argument = |(index, op): (usize, &Op)| {
        let expected = (Reg(args.0 + index as u16), Reg(index as u16));
        matches!(*op, Op::Use { dst, src } | Op::Move { dst, src } | Op::Copy { dst, src } if (dst, src) == expected)
    };
    let hands_on =
        usize::from(argc) == params && src == dst && uses.iter().enumerate().all(is_argument);
    hands_on.then_some(target)
}
