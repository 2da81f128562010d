//! Which registers an instruction reads and writes.

use interleave_program::{Count, Op, Program, Reg};

/// One operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operand {
    /// A register that may be read, or of which a part may be.
    Read(Reg),
    /// A register whose value is given up and then written, whatever it was.
    Write(Reg),
    /// So many registers from this one on, which are read.
    Window(Reg, usize),
}

/// Tells `to` every operand of `op`, results first.
pub(crate) fn each_operand(program: &Program, op: Op, to: &mut dyn FnMut(Operand)) {
    visit_operands(program, op, to);
}

/// The same, compiled anew for each `to`: for whoever looks at all instructions of a program.
#[inline(always)]
pub(crate) fn visit_operands(program: &Program, op: Op, mut to: impl FnMut(Operand)) {
    let (written, read): (Option<Reg>, [Option<Reg>; 2]) = match op {
        Op::Const { dst, .. }
        | Op::Int { dst, .. }
        | Op::Unit { dst }
        | Op::Bool { dst, .. }
        | Op::RefCapture { dst, .. }
        | Op::RefStatic { dst, .. }
        | Op::FormatNew { dst }
        | Op::RangeNext { dst, .. }
        | Op::RangeInclusiveNext { dst, .. }
        | Op::Call { dst, .. }
        | Op::CallMethod { dst, .. }
        | Op::Native { dst, .. }
        | Op::Sys { dst, .. }
        | Op::Make { dst, .. }
        | Op::Array { dst, .. }
        | Op::Closure { dst, .. }
        | Op::Coroutine { dst, .. } => (Some(dst), [None; 2]),
        Op::Copy { dst, src }
        | Op::Move { dst, src }
        | Op::Use { dst, src }
        | Op::Assign { dst, src }
        | Op::RefLocal { dst, src }
        | Op::Neg { dst, src }
        | Op::Not { dst, src }
        | Op::Cast { dst, src, .. }
        | Op::IntoIter { dst, src }
        | Op::Try { dst, src, .. }
        | Op::Await { dst, src, .. } => (Some(dst), [Some(src), None]),
        Op::Drop { reg } => (Some(reg), [None; 2]),
        Op::RefField { dst, base, .. }
        | Op::Deref { dst, base }
        | Op::GetField { dst, base, .. } => (Some(dst), [Some(base), None]),
        Op::RefIndex { dst, base, index } | Op::GetIndex { dst, base, index } => {
            (Some(dst), [Some(base), Some(index)])
        }
        Op::Load { dst, place }
        | Op::Peek { dst, place }
        | Op::Capture { dst, place }
        | Op::TestShape { dst, place, .. }
        | Op::Len { dst, place } => (Some(dst), [Some(place), None]),
        Op::Store { place, src } | Op::OpAssign { place, src, .. } => {
            (None, [Some(place), Some(src)])
        }
        Op::Add { dst, a, b }
        | Op::Sub { dst, a, b }
        | Op::Mul { dst, a, b }
        | Op::Div { dst, a, b }
        | Op::Rem { dst, a, b }
        | Op::BitAnd { dst, a, b }
        | Op::BitOr { dst, a, b }
        | Op::BitXor { dst, a, b }
        | Op::Shl { dst, a, b }
        | Op::Shr { dst, a, b }
        | Op::Eq { dst, a, b }
        | Op::Ne { dst, a, b }
        | Op::Lt { dst, a, b }
        | Op::Le { dst, a, b }
        | Op::Gt { dst, a, b }
        | Op::Ge { dst, a, b } => (Some(dst), [Some(a), Some(b)]),
        Op::AddInt { dst, a, .. } => (Some(dst), [Some(a), None]),
        Op::JumpIf { cond, .. } | Op::JumpIfNot { cond, .. } => (None, [Some(cond), None]),
        Op::IterNext { dst, iter, .. } => (Some(dst), [Some(iter), None]),
        Op::Return { src } => (None, [Some(src), None]),
        Op::Panic { message } => (None, [Some(message), None]),
        Op::CallValue { dst, callee, .. } | Op::CallOnce { dst, callee, .. } => {
            (Some(dst), [Some(callee), None])
        }
        Op::ArrayRepeat { dst, value, len } => (Some(dst), [Some(value), Some(len)]),
        // What is peeled may stay as it is.
        Op::PatPeel { place, mode } => (None, [Some(place), Some(mode)]),
        Op::Bind { dst, place, mode } => (Some(dst), [Some(place), Some(mode)]),
        Op::FormatStr { buffer, .. } => (None, [Some(buffer), None]),
        Op::FormatArg { buffer, place, .. } => (None, [Some(buffer), Some(place)]),
        Op::Jump { .. } | Op::Unreachable | Op::Nop => (None, [None; 2]),
    };
    if let Some(written) = written {
        to(Operand::Write(written));
    }
    read.into_iter()
        .flatten()
        .for_each(|it| to(Operand::Read(it)));
    several(program, op, to);
}

/// Operands of instructions with more than two that are read.
#[inline(always)]
fn several(program: &Program, op: Op, mut to: impl FnMut(Operand)) {
    let (first, count) = match op {
        Op::RangeNext { state, .. } => (state, 2),
        Op::RangeInclusiveNext { state, .. } => (state, 3),
        Op::Call { args, argc, .. }
        | Op::CallMethod { args, argc, .. }
        | Op::Native { args, argc, .. }
        | Op::Sys { args, argc, .. }
        | Op::CallValue { args, argc, .. }
        | Op::CallOnce { args, argc, .. } => (args, usize::from(argc)),
        Op::Make { shape, args, .. } => {
            let shape = program.shapes.get(shape.index());
            (args, shape.map_or(0, |it| it.fields.len()))
        }
        Op::Array { args, len, .. } => (args, usize::from(len)),
        Op::Closure { function, args, .. } => {
            let body = program.functions.get(function.index());
            (args, body.map_or(0, |it| usize::from(it.captures)))
        }
        Op::Coroutine { function, args, .. } => {
            let body = program.functions.get(function.index());
            let count = body.map_or(0, |it| {
                usize::from(it.captures) + usize::from(it.params).saturating_sub(1)
            });
            (args, count)
        }
        Op::FormatArg { spec, .. } => {
            let spec = program.formats.get(spec.index());
            for count in spec.into_iter().flat_map(|it| [it.width, it.precision]) {
                if let Count::Reg(reg) = count {
                    to(Operand::Read(reg));
                }
            }
            return;
        }
        _ => return,
    };
    to(Operand::Window(first, count));
}
