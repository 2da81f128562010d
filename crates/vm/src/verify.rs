//! The one check of a program's bytecode that lets the interpreter go without bounds checks.
//!
//! For each function: register operands are below `registers`, argument windows lie inside the frame,
//! jump targets are instructions, ids index their tables, and control cannot run past the last instruction.

use interleave_program::{Const, Function, Op, Program, Reg};

use crate::halt::MAX_SYS_ARGS;
use crate::operands::{Operand, visit_operands};

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
            .map_err(|it| format!("{}: {}", function.name, it.0))?;
    }
    Ok(())
}

struct Check<'a> {
    program: &'a Program,
    function: &'a Function,
}

/// What is wrong, in a box: of each instruction is asked several times, and mostly nothing is.
struct Wrong(String);

type Checked = Result<(), Box<Wrong>>;

#[cold]
#[inline(never)]
fn wrong(what: impl Into<String>) -> Checked {
    Err(Box::new(Wrong(what.into())))
}

impl Check<'_> {
    fn function(&self) -> Checked {
        let function = self.function;
        if function.code.is_empty() {
            return wrong("has no instructions");
        }
        if function.spans.len() != function.code.len() {
            return wrong("has not one span an instruction");
        }
        if usize::from(function.params) > usize::from(function.registers) {
            return wrong("has more parameters than registers");
        }
        for (at, op) in function.code.iter().enumerate() {
            self.op(at, *op)
                .or_else(|it| wrong(format!("instruction {at} {op:?}: {}", it.0)))?;
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
                _ => wrong("not a string constant"),
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
                    return wrong(format!(
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
                    0 => wrong("its body takes no context"),
                    _ => Ok(()),
                }
            }
            Op::Native { argc, .. } if usize::from(argc) > MAX_NATIVE_ARGS => {
                wrong("too many arguments")
            }
            Op::Sys { argc, .. } if usize::from(argc) > MAX_SYS_ARGS => wrong("too many arguments"),
            Op::CallMethod { argc: 0, .. } => wrong("no receiver"),
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
            return wrong("control runs past the end");
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
            return wrong(format!(
                "the window of {count} registers ends outside the frame"
            ));
        }
        Ok(())
    }

    fn operands(&self, op: Op) -> Checked {
        let mut found = Ok(());
        visit_operands(self.program, op, |operand| {
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

#[cold]
#[inline(never)]
fn does_not_exist(index: usize, len: usize, what: &str) -> Checked {
    wrong(format!("{what} {index} does not exist (there are {len})"))
}

#[inline]
fn below(index: usize, len: usize, what: &str) -> Checked {
    if index < len {
        return Ok(());
    }
    does_not_exist(index, len, what)
}
