//! The one check of a program's bytecode that lets the interpreter go without bounds checks.
//!
//! For each function: register operands are below `registers`, argument windows lie inside the frame,
//! jump targets are instructions, ids index their tables, and control cannot run past the last instruction.

use interleave_program::{Const, Function, Op, Program, Reg};

use crate::halt::MAX_SYS_ARGS;
use crate::operands::{Operand, each_operand};

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
            Op::Closure { function, .. } => {
                below(function.index(), self.program.functions.len(), "function")
            }
            Op::Coroutine { function, .. } => {
                below(function.index(), self.program.functions.len(), "function")?;
                match self.program.functions[function.index()].params {
                    0 => Err("its body takes no context".to_owned()),
                    _ => Ok(()),
                }
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
            Op::FormatArg { spec, .. } => below(spec.index(), self.program.formats.len(), "format"),
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
        let mut found = Ok(());
        each_operand(self.program, op, &mut |operand| {
            if found.is_ok() {
                found = match operand {
                    Operand::Read(reg) | Operand::Write(reg) => self.reg(reg),
                    Operand::Window(first, count) => self.window(first, count),
                };
            }
        });
        found
    }
}

fn below(index: usize, len: usize, what: &str) -> Checked {
    if index < len {
        return Ok(());
    }
    Err(format!("{what} {index} does not exist (there are {len})"))
}
