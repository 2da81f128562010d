//! The one check of a program's bytecode that lets the interpreter go without bounds checks.
//!
//! For each function: register operands are below `registers`, argument windows lie inside the frame,
//! jump targets are instructions, ids index their tables, and control cannot run past the last instruction.

use interleave_program::{Const, Count, Function, Op, Program, Reg};

use crate::halt::MAX_SYS_ARGS;

/// Most arguments a native takes.
pub(crate) const MAX_NATIVE_ARGS: usize = 8;

/// Checks all functions of `program`.
///
/// # Errors
/// What is wrong with the first malformed instruction.
pub(crate) fn verify(program: &Program) -> Result<(), String> {
    if !program.functions.is_empty() && program.main.index() >= program.functions.len() {
        return Err("the entry point is not a function".to_owned());
    }
    for shape in &program.shapes {
        if let Some(index) = shape.tag.user_index()
            && index >= program.types.len()
        {
            return Err(format!("shape `{}` belongs to no type", shape.name));
        }
    }
    for definition in &program.types {
        if definition
            .drop
            .is_some_and(|it| it.index() >= program.functions.len())
        {
            return Err(format!("`{}` is dropped by no function", definition.name));
        }
    }
    for function in &program.functions {
        let check = Check { program, function };
        check
            .function()
            .map_err(|what| format!("{}: {what}", function.name))?;
    }
    Ok(())
}

struct Check<'a> {
    program: &'a Program,
    function: &'a Function,
}

type Checked = Result<(), String>;

impl Check<'_> {
    fn function(&self) -> Checked {
        let function = self.function;
        if function.code.is_empty() {
            return Err("has no instructions".to_owned());
        }
        if function.spans.len() != function.code.len() {
            return Err("has not one span an instruction".to_owned());
        }
        if usize::from(function.params) > usize::from(function.registers) {
            return Err("has more parameters than registers".to_owned());
        }
        for (at, op) in function.code.iter().enumerate() {
            self.op(at, *op)
                .map_err(|what| format!("instruction {at} {op:?}: {what}"))?;
        }
        Ok(())
    }

    fn op(&self, at: usize, op: Op) -> Checked {
        self.falls_through(at, op)?;
        self.operands(op)?;
        match op {
            Op::Const { index, .. } => {
                below(index as usize, self.program.constants.len(), "constant")
            }
            Op::FormatStr { index, .. } => match self.program.constants.get(index as usize) {
                Some(Const::Str(_)) => Ok(()),
                _ => Err("not a string constant".to_owned()),
            },
            Op::RefStatic { index, .. } => {
                below(index.index(), self.program.statics.len(), "static")
            }
            Op::Jump { target } | Op::JumpIf { target, .. } | Op::JumpIfNot { target, .. } => {
                below(target as usize, self.function.code.len(), "jump target")
            }
            Op::RangeNext { exit, .. }
            | Op::RangeInclusiveNext { exit, .. }
            | Op::IterNext { exit, .. }
            | Op::Try { exit, .. }
            | Op::Await { exit, .. } => {
                below(at + 2 + usize::from(exit), self.function.code.len(), "exit")
            }
            Op::Call { function, argc, .. } => {
                below(function.index(), self.program.functions.len(), "function")?;
                let callee = &self.program.functions[function.index()];
                if callee.params != argc {
                    return Err(format!(
                        "`{}` takes {} arguments",
                        callee.name, callee.params
                    ));
                }
                Ok(())
            }
            Op::Closure { function, .. } | Op::Coroutine { function, .. } => {
                below(function.index(), self.program.functions.len(), "function")
            }
            Op::Native { argc, .. } if usize::from(argc) > MAX_NATIVE_ARGS => {
                Err("too many arguments".to_owned())
            }
            Op::Sys { argc, .. } if usize::from(argc) > MAX_SYS_ARGS => {
                Err("too many arguments".to_owned())
            }
            Op::CallMethod { argc: 0, .. } => Err("no receiver".to_owned()),
            Op::CallMethod { method, .. } => {
                below(method.index(), self.program.symbols.len(), "symbol")
            }
            Op::GetField { field, .. } | Op::RefField { field, .. } => {
                below(field.index(), self.program.symbols.len(), "symbol")
            }
            Op::Make { shape, .. } | Op::TestShape { shape, .. } => {
                below(shape.index(), self.program.shapes.len(), "shape")
            }
            Op::FormatArg { spec, .. } => {
                below(spec.index(), self.program.formats.len(), "format")?;
                let spec = self.program.formats[spec.index()];
                for count in [spec.width, spec.precision] {
                    if let Count::Reg(reg) = count {
                        self.reg(reg)?;
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Nothing may run past the last instruction.
    fn falls_through(&self, at: usize, op: Op) -> Checked {
        let ends = matches!(
            op,
            Op::Jump { .. } | Op::Return { .. } | Op::Panic { .. } | Op::Unreachable
        );
        if !ends && at + 1 >= self.function.code.len() {
            return Err("control runs past the end".to_owned());
        }
        Ok(())
    }

    fn reg(&self, reg: Reg) -> Checked {
        below(
            reg.index(),
            usize::from(self.function.registers),
            "register",
        )
    }

    fn regs(&self, regs: &[Reg]) -> Checked {
        regs.iter().try_for_each(|reg| self.reg(*reg))
    }

    /// `count` registers from `first`.
    fn window(&self, first: Reg, count: usize) -> Checked {
        let end = first.index() + count;
        if end > usize::from(self.function.registers) {
            return Err(format!(
                "the window of {count} registers ends outside the frame"
            ));
        }
        Ok(())
    }

    fn operands(&self, op: Op) -> Checked {
        match op {
            Op::Const { dst, .. }
            | Op::Int { dst, .. }
            | Op::Unit { dst }
            | Op::Bool { dst, .. }
            | Op::RefCapture { dst, .. }
            | Op::RefStatic { dst, .. }
            | Op::FormatNew { dst } => self.reg(dst),
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
            | Op::Await { dst, src, .. } => self.regs(&[dst, src]),
            Op::Drop { reg } => self.reg(reg),
            Op::RefField { dst, base, .. }
            | Op::Deref { dst, base }
            | Op::GetField { dst, base, .. } => self.regs(&[dst, base]),
            Op::RefIndex { dst, base, index } | Op::GetIndex { dst, base, index } => {
                self.regs(&[dst, base, index])
            }
            Op::Load { dst, place }
            | Op::Peek { dst, place }
            | Op::Capture { dst, place }
            | Op::TestShape { dst, place, .. }
            | Op::Len { dst, place } => self.regs(&[dst, place]),
            Op::Store { place, src } | Op::OpAssign { place, src, .. } => self.regs(&[place, src]),
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
            | Op::Ge { dst, a, b } => self.regs(&[dst, a, b]),
            Op::AddInt { dst, a, .. } => self.regs(&[dst, a]),
            Op::JumpIf { cond, .. } | Op::JumpIfNot { cond, .. } => self.reg(cond),
            Op::RangeNext { dst, state, .. } => {
                self.reg(dst)?;
                self.window(state, 2)
            }
            Op::RangeInclusiveNext { dst, state, .. } => {
                self.reg(dst)?;
                self.window(state, 3)
            }
            Op::IterNext { dst, iter, .. } => self.regs(&[dst, iter]),
            Op::Return { src } => self.reg(src),
            Op::Panic { message } => self.reg(message),
            Op::Call {
                dst, args, argc, ..
            }
            | Op::CallMethod {
                dst, args, argc, ..
            }
            | Op::Native {
                dst, args, argc, ..
            }
            | Op::Sys {
                dst, args, argc, ..
            } => {
                self.reg(dst)?;
                self.window(args, usize::from(argc))
            }
            Op::CallValue {
                dst,
                callee,
                args,
                argc,
            }
            | Op::CallOnce {
                dst,
                callee,
                args,
                argc,
            } => {
                self.regs(&[dst, callee])?;
                self.window(args, usize::from(argc))
            }
            Op::Make { dst, shape, args } => {
                self.reg(dst)?;
                let fields = self
                    .program
                    .shapes
                    .get(shape.index())
                    .map_or(0, |it| it.fields.len());
                self.window(args, fields)
            }
            Op::Array { dst, args, len } => {
                self.reg(dst)?;
                self.window(args, usize::from(len))
            }
            Op::ArrayRepeat { dst, value, len } => self.regs(&[dst, value, len]),
            Op::Closure {
                dst,
                function,
                args,
            } => {
                self.reg(dst)?;
                let functions = &self.program.functions;
                let captures = functions.get(function.index()).map_or(0, |it| it.captures);
                self.window(args, usize::from(captures))
            }
            Op::Coroutine {
                dst,
                function,
                args,
            } => {
                self.reg(dst)?;
                let body = self.program.functions.get(function.index());
                let count = body.map_or(0, |it| {
                    usize::from(it.captures) + usize::from(it.params).saturating_sub(1)
                });
                if body.is_some_and(|it| it.params == 0) {
                    return Err("its body takes no context".to_owned());
                }
                self.window(args, count)
            }
            Op::PatPeel { place, mode } => self.regs(&[place, mode]),
            Op::Bind { dst, place, mode } => self.regs(&[dst, place, mode]),
            Op::FormatStr { buffer, .. } => self.reg(buffer),
            Op::FormatArg { buffer, place, .. } => self.regs(&[buffer, place]),
            Op::Jump { .. } | Op::Unreachable | Op::Nop => Ok(()),
        }
    }
}

fn below(index: usize, len: usize, what: &str) -> Checked {
    if index < len {
        return Ok(());
    }
    Err(format!("{what} {index} does not exist (there are {len})"))
}
