//! Which registers may own something at a function's returns: found out when it first returns, so that a return looks at
//! few of them.
//!
//! A forward data flow (Aho, Lam, Sethi and Ullman, Compilers, 2nd edition, 9.2): an instruction that writes something
//! that may be owned ([`MayOwn`]) adds its register, one that is sure to move or drop what a register holds takes it out.
//! Registers of which places are made are only taken out by their drop: what is written through a place is not seen here.

use interleave_program::{Function, Op, Program, Reg};

use crate::live::{RegisterSet, bit};
use crate::may_own::{MayOwn, owning_result};
use crate::operands::{Operand, each_operand};

/// The registers of `function` that may own something at one of its returns, besides what it returns; `None` when it has
/// more than a set has bits.
pub(crate) fn owned_at_returns(program: &Program, function: &Function) -> Option<RegisterSet> {
    MayOwn::new(function).bits()?;
    let ops = &function.code;
    let placed = ops.iter().fold(0, |all, op| all | place_made(*op));
    let params = (0..u16::from(function.params)).fold(0, |all, it| all | bit(Reg(it)));
    // By instruction, what may own before it; `None` where control has not come yet.
    let mut before: Vec<Option<RegisterSet>> = vec![None; ops.len()];
    before[0] = Some(params);
    let mut at_returns = 0;
    let mut work = vec![0];
    while let Some(at) = work.pop() {
        let (op, Some(set)) = (ops[at], before[at]) else {
            continue;
        };
        let after = (set & !moved(program, op, placed)) | owning_result(&op).map_or(0, bit);
        let mut flow = |to: usize| {
            if let Some(known) = before.get_mut(to)
                && known.is_none_or(|known| known | after != known)
            {
                *known = Some(known.unwrap_or(0) | after);
                work.push(to);
            }
        };
        match op {
            Op::Return { src } => at_returns |= set & !bit(src),
            Op::Panic { .. } | Op::Unreachable => {}
            Op::Jump { target } => flow(target as usize),
            Op::JumpIf { target, .. } | Op::JumpIfNot { target, .. } => {
                flow(target as usize);
                flow(at + 1);
            }
            Op::RangeNext { exit, .. }
            | Op::RangeInclusiveNext { exit, .. }
            | Op::IterNext { exit, .. }
            | Op::Await { exit, .. }
            | Op::Try { exit, .. } => {
                flow(at + 1);
                flow(at + 2 + usize::from(exit));
            }
            _ => flow(at + 1),
        }
    }
    Some(at_returns)
}

/// The register of which the instruction makes a place.
fn place_made(op: Op) -> RegisterSet {
    match op {
        Op::RefLocal { src, .. } => bit(src),
        Op::IterNext { iter, .. } => bit(iter),
        _ => 0,
    }
}

/// The registers that own nothing any more after the instruction, unless it writes them.
fn moved(program: &Program, op: Op, placed: RegisterSet) -> RegisterSet {
    let moved = match op {
        Op::Drop { reg } => return bit(reg),
        Op::Move { src, .. }
        | Op::Assign { src, .. }
        | Op::Await { src, .. }
        | Op::Try { src, .. } => bit(src),
        Op::Call { .. } | Op::Native { .. } | Op::Sys { .. } | Op::Make { .. } => {
            let mut window = 0;
            each_operand(program, op, &mut |operand| {
                if let Operand::Window(first, count) = operand {
                    (0..count as u16).for_each(|it| window |= bit(Reg(first.0 + it)));
                }
            });
            window
        }
        _ => 0,
    };
    moved & !placed
}
