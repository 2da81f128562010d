//! Instructions that the [loop](crate::interpret) does not do itself, in general.

use interleave_program::{BinOp, IntKind, Op, Reg};

use crate::context::Trap;
use crate::heap::Heap;
use crate::step::{Flow, Step, unsupported};
use crate::value::{Slot, Value};

impl Step<'_> {
    /// Everything that the loop does not do itself.
    #[inline(never)]
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
