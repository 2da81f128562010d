//! Which registers of a frame will still be read: two states that differ only in others go on alike.
//!
//! A register is *live* before an instruction when some way from there reads it before it is written (Aho, Lam, Sethi
//! and Ullman, Compilers, 2nd edition, 9.2.5). Registers of which the function makes places are live everywhere, for
//! places may be followed from anywhere. What a register owns is dropped when its frame ends, read or not, so that is a
//! matter of its value: see [`crate::Canonical`].

use interleave_program::{Function, Op, Program, Reg};

use crate::may_own::MayOwn;
use crate::operands::{Operand, each_operand};

/// A set of registers: one bit each.
pub(crate) type RegisterSet = u64;

/// Live registers of one function.
#[derive(Debug)]
pub(crate) struct Live {
    /// By instruction: what is live before it, and what while it is performed (what it reads may be read again when the
    /// program's own code has been called to go on). Empty when the function has more registers than a set has bits.
    at: Vec<Around>,
    /// Those that may own something when the function returns.
    pub(crate) may_own: MayOwn,
    /// How many the function has.
    pub(crate) registers: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Around {
    before: RegisterSet,
    within: RegisterSet,
}

/// The set of one register; empty when it has no bit.
pub(crate) fn bit(reg: Reg) -> RegisterSet {
    1u64.checked_shl(u32::from(reg.0)).unwrap_or(0)
}

/// What an instruction reads and writes.
struct Effect {
    reads: RegisterSet,
    writes: RegisterSet,
    /// Places of them are made.
    places: RegisterSet,
}

impl Effect {
    fn of(program: &Program, op: Op) -> Self {
        let (mut reads, mut writes) = (0, 0);
        each_operand(program, op, &mut |operand| match operand {
            Operand::Write(reg) => writes |= bit(reg),
            Operand::Read(reg) => reads |= bit(reg),
            Operand::Window(first, count) => {
                (0..count as u16).for_each(|it| reads |= bit(Reg(first.0 + it)));
            }
        });
        let places = match op {
            Op::RefLocal { src, .. } => bit(src),
            // `next` gets one.
            Op::IterNext { iter, .. } => bit(iter),
            _ => 0,
        };
        Self {
            reads,
            writes,
            places,
        }
    }
}

impl Live {
    pub(crate) fn new(program: &Program, function: &Function) -> Self {
        let none = Self {
            at: Vec::new(),
            may_own: MayOwn::new(function),
            registers: function.registers.into(),
        };
        if none.registers > RegisterSet::BITS {
            return none;
        }
        let ops = &function.code;
        let effects: Vec<Effect> = ops.iter().map(|op| Effect::of(program, *op)).collect();
        let places = effects.iter().fold(0, |all, it| all | it.places);
        let around = Around {
            before: places,
            within: places,
        };
        let mut live = Self {
            at: vec![around; ops.len()],
            ..none
        };
        // Backwards, until a loop has nothing more to say.
        loop {
            let mut has_changed = false;
            for at in (0..ops.len()).rev() {
                has_changed |= live.look_at(at, ops[at], &effects[at]);
            }
            if !has_changed {
                break;
            }
        }
        live
    }

    /// Finds out what is live around one instruction from what is behind it; whether that is news.
    fn look_at(&mut self, at: usize, op: Op, effect: &Effect) -> bool {
        let before = |at: usize| self.at.get(at).map_or(0, |it| it.before);
        let next = before(at + 1);
        let exit = |exit: u16| before(at + 2 + usize::from(exit));
        let writes = effect.writes;
        // After it, and after it without what it has written on all ways there.
        let (after, passed) = match op {
            Op::Jump { target } => (before(target as usize), before(target as usize)),
            Op::JumpIf { target, .. } | Op::JumpIfNot { target, .. } => {
                let after = next | before(target as usize);
                (after, after)
            }
            Op::RangeNext { exit: by, .. }
            | Op::RangeInclusiveNext { exit: by, .. }
            | Op::IterNext { exit: by, .. } => (next | exit(by), (next & !writes) | exit(by)),
            Op::Await { exit: by, .. } => (next | exit(by), next | (exit(by) & !writes)),
            Op::Try { exit: by, .. } => (next | exit(by), (next | exit(by)) & !writes),
            Op::Return { .. } | Op::Panic { .. } | Op::Unreachable => (0, 0),
            _ => (next, next & !writes),
        };
        let it = &mut self.at[at];
        let was = it.before;
        it.before |= passed | effect.reads;
        it.within |= after | effect.reads;
        it.before != was
    }

    /// Before instruction `pc`, everything before it done.
    pub(crate) fn before(&self, pc: u32) -> RegisterSet {
        let at = self.at.get(pc as usize);
        at.map_or(RegisterSet::MAX, |it| it.before)
    }

    /// While the instruction before `pc` is performed.
    pub(crate) fn within(&self, pc: u32) -> RegisterSet {
        let present = pc.checked_sub(1).and_then(|at| self.at.get(at as usize));
        self.before(pc) | present.map_or(0, |it| it.within)
    }
}
