//! Which registers may own something when a function returns: found out once, so that a return need not look at all of
//! them.
//!
//! A register that is only ever written by instructions whose results own nothing (small integers, truth values, places)
//! owns nothing. What callees leave behind in registers above their arguments owns nothing either: they have given it up
//! when they returned.

use interleave_program::{Function, IntKind, Op, Reg};

/// A set of registers: one bit each, or all when there are more than bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MayOwn(Option<u64>);

impl MayOwn {
    /// Those of `function`, its parameters among them.
    pub(crate) fn new(function: &Function) -> Self {
        if u32::from(function.registers) > u64::BITS {
            return Self(None);
        }
        let params = (1u64 << u32::from(function.params).min(u64::BITS - 1)) - 1;
        let written = function.code.iter().filter_map(owning_result);
        Self(Some(written.fold(params, |all, reg| all | 1 << reg.0)))
    }

    /// The set as bits, when it is one.
    #[inline(always)]
    pub(crate) fn bits(self) -> Option<u64> {
        self.0
    }
}

/// The register that the instruction writes something to that may be owned.
pub(crate) fn owning_result(op: &Op) -> Option<Reg> {
    let dst = match *op {
        Op::Int { kind, dst, .. } => match kind {
            IntKind::I128 | IntKind::U128 | IntKind::Any => dst,
            _ => return None,
        },
        Op::Const { dst, .. }
        | Op::Copy { dst, .. }
        | Op::Move { dst, .. }
        | Op::Use { dst, .. }
        | Op::Assign { dst, .. }
        | Op::RefField { dst, .. }
        | Op::RefIndex { dst, .. }
        | Op::Deref { dst, .. }
        | Op::Load { dst, .. }
        | Op::Peek { dst, .. }
        | Op::GetField { dst, .. }
        | Op::GetIndex { dst, .. }
        | Op::Add { dst, .. }
        | Op::Sub { dst, .. }
        | Op::Mul { dst, .. }
        | Op::Div { dst, .. }
        | Op::Rem { dst, .. }
        | Op::BitAnd { dst, .. }
        | Op::BitOr { dst, .. }
        | Op::BitXor { dst, .. }
        | Op::Shl { dst, .. }
        | Op::Shr { dst, .. }
        | Op::AddInt { dst, .. }
        | Op::Neg { dst, .. }
        | Op::Not { dst, .. }
        | Op::Cast { dst, .. }
        | Op::RangeNext { dst, .. }
        | Op::RangeInclusiveNext { dst, .. }
        | Op::IntoIter { dst, .. }
        | Op::IterNext { dst, .. }
        | Op::Call { dst, .. }
        | Op::CallValue { dst, .. }
        | Op::CallOnce { dst, .. }
        | Op::CallMethod { dst, .. }
        | Op::Native { dst, .. }
        | Op::Sys { dst, .. }
        | Op::Make { dst, .. }
        | Op::Array { dst, .. }
        | Op::ArrayRepeat { dst, .. }
        | Op::Closure { dst, .. }
        | Op::Coroutine { dst, .. }
        | Op::Await { dst, .. }
        | Op::Capture { dst, .. }
        | Op::Bind { dst, .. }
        | Op::Try { dst, .. }
        | Op::FormatNew { dst } => dst,
        Op::Unit { .. }
        | Op::Bool { .. }
        | Op::RefLocal { .. }
        | Op::RefCapture { .. }
        | Op::RefStatic { .. }
        | Op::Eq { .. }
        | Op::Ne { .. }
        | Op::Lt { .. }
        | Op::Le { .. }
        | Op::Gt { .. }
        | Op::Ge { .. }
        | Op::TestShape { .. }
        | Op::Len { .. }
        | Op::PatPeel { .. }
        | Op::Drop { .. }
        | Op::Store { .. }
        | Op::OpAssign { .. }
        | Op::Jump { .. }
        | Op::JumpIf { .. }
        | Op::JumpIfNot { .. }
        | Op::Return { .. }
        | Op::Panic { .. }
        | Op::Unreachable
        | Op::FormatStr { .. }
        | Op::FormatArg { .. }
        | Op::Nop => return None,
    };
    Some(dst)
}
