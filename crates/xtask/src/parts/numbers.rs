//! Numbers in a function that could be addresses or places in the table: which of them the first part may follow, and
//! which it only hands over to the rest.
//!
//! Whoever calls the rest has it loaded first. So where a constant is followed by such a call before anything can look
//! at what it points to, that is there in time: texts and places in the source that are told of a panic, above all.

use std::collections::BTreeSet;

use anyhow::Result;
use wasmparser::Operator;

use super::module::Module;

#[derive(Default)]
pub struct Numbers {
    /// What the function may follow itself, or leave to another one of the first part.
    pub followed: BTreeSet<u32>,
    /// What it hands over to the rest, and only that.
    pub handed_over: BTreeSet<u32>,
}

/// What one step does to the numbers before it.
enum Step {
    Number(u32),
    /// Looks at nothing, and the next step is always the next one.
    Blind,
    /// Has the rest loaded.
    LoadsRest,
    /// Whatever else.
    MayFollow,
}

impl Numbers {
    /// # Errors
    /// When the code is malformed.
    pub fn of(module: &Module<'_>, function: u32, is_first: &[bool]) -> Result<Self> {
        let mut numbers = Self::default();
        let mut open = Vec::new();
        let body = &module.bodies[(function - module.imported()) as usize];
        for operator in body.get_operators_reader()? {
            match step(&operator?, is_first) {
                Step::Number(number) => open.push(number),
                Step::Blind => {}
                Step::LoadsRest => numbers.handed_over.extend(open.drain(..)),
                Step::MayFollow => numbers.followed.extend(open.drain(..)),
            }
        }
        numbers.followed.extend(open);
        let Self {
            followed,
            handed_over,
        } = &mut numbers;
        handed_over.retain(|number| !followed.contains(number));
        Ok(numbers)
    }
}

fn step(operator: &Operator<'_>, is_first: &[bool]) -> Step {
    match operator {
        Operator::I32Const { value } => Step::Number(*value as u32),
        Operator::Call { function_index } if !is_first[*function_index as usize] => Step::LoadsRest,
        Operator::I64Const { .. }
        | Operator::F32Const { .. }
        | Operator::F64Const { .. }
        | Operator::LocalGet { .. }
        | Operator::LocalSet { .. }
        | Operator::LocalTee { .. }
        | Operator::GlobalGet { .. }
        | Operator::GlobalSet { .. }
        | Operator::I32Store { .. }
        | Operator::I64Store { .. }
        | Operator::F32Store { .. }
        | Operator::F64Store { .. }
        | Operator::I32Store8 { .. }
        | Operator::I32Store16 { .. }
        | Operator::I64Store8 { .. }
        | Operator::I64Store16 { .. }
        | Operator::I64Store32 { .. }
        | Operator::I32Add
        | Operator::I32Sub
        | Operator::I32Mul
        | Operator::I32And
        | Operator::I32Or
        | Operator::I32Xor
        | Operator::I32Shl
        | Operator::I32ShrU
        | Operator::I32ShrS
        | Operator::I64Or
        | Operator::I64Shl
        | Operator::I64ExtendI32U
        | Operator::I64ExtendI32S
        | Operator::I32WrapI64
        | Operator::Select
        | Operator::Drop
        | Operator::Block { .. }
        | Operator::Loop { .. }
        | Operator::End => Step::Blind,
        _ => Step::MayFollow,
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{CodeSection, Function, FunctionSection, Instruction, TypeSection, ValType};

    use super::*;

    /// The numbers of a function with these steps. Function 1 belongs to the first part, function 2 to the rest; both
    /// take a number.
    fn numbers_of(steps: &[Instruction<'_>]) -> Numbers {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([ValType::I32], []);
        let mut functions = FunctionSection::new();
        functions.function(0).function(1).function(1);
        let mut code = CodeSection::new();
        for steps in [steps, &[], &[]] {
            let mut function = Function::new([(1, ValType::I32)]);
            for step in steps {
                function.instruction(step);
            }
            function.instruction(&Instruction::End);
            code.function(&function);
        }
        let mut module = wasm_encoder::Module::new();
        module.section(&types).section(&functions).section(&code);
        let bytes = module.finish();
        let module = Module::read(&bytes).expect("it is a module");
        Numbers::of(&module, 0, &[true, true, false]).expect("it is well made")
    }

    #[test]
    fn a_number_that_goes_to_the_rest_only_is_handed_over() {
        use Instruction::{Call, Drop, I32Const, LocalSet};
        let numbers = numbers_of(&[
            I32Const(1),
            Call(2),
            I32Const(2),
            Call(1),
            I32Const(3),
            LocalSet(0),
            I32Const(4),
            Call(2),
            I32Const(5),
            Drop,
        ]);
        assert_eq!(numbers.handed_over, BTreeSet::from([1, 3, 4]));
        assert_eq!(numbers.followed, BTreeSet::from([2, 5]));
    }

    #[test]
    fn a_number_that_is_followed_anywhere_is_not() {
        use Instruction::{Call, I32Const};
        let numbers = numbers_of(&[I32Const(1), Call(2), I32Const(1), Call(1)]);
        assert!(numbers.handed_over.is_empty());
    }

    #[test]
    fn a_way_around_the_call_counts() {
        use Instruction::{Block, BrIf, Call, End, I32Const, LocalGet, LocalSet};
        let numbers = numbers_of(&[
            Block(wasm_encoder::BlockType::Empty),
            I32Const(1),
            LocalSet(0),
            LocalGet(0),
            BrIf(0),
            LocalGet(0),
            Call(2),
            End,
        ]);
        assert_eq!(numbers.followed, BTreeSet::from([1]));
    }
}
