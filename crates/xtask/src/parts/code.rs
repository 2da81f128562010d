//! The body of one function as a list of operators, with what taking pieces out of it needs: where blocks begin and
//! end, where the stack of operands is empty, and which local variables are still read.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use wasmparser::{
    BinaryReaderError, BlockType, FuncToValidate, FuncType, FuncValidatorAllocations, FunctionBody,
    Operator, ValType, ValidPayload, Validator, ValidatorResources,
};

use super::module::Module;

/// Where an operator may go on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Target {
    /// The block that this operator opens: its beginning if it is a loop, else behind its end.
    Block(usize),
    /// Out of the function.
    Return,
}

pub struct Code<'a> {
    pub operators: Vec<Operator<'a>>,
    /// Where each operator stands in the file; the end of the body at last.
    pub offsets: Vec<usize>,
    /// Of each operator that opens a block, where its `end` is.
    pub ends: BTreeMap<usize, usize>,
    /// Of an `if`, where its `else` is; of an `else`, where the `end` is.
    elses: BTreeMap<usize, usize>,
    /// The operator that opens the block that each operator stands in, if it is not the function's own.
    parents: Vec<Option<usize>>,
    /// Of each operator, what holds before it.
    pub before: Vec<Before>,
    /// Types of parameters and local variables.
    pub locals: Vec<ValType>,
    /// How many of them are parameters.
    pub parameters: usize,
    /// What the function gives.
    pub results: Vec<ValType>,
}

/// What holds before an operator.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// Nothing of its block lies on the stack of operands.
    Empty,
    /// Something does.
    Filled,
    /// Nobody gets there.
    Dead,
}

/// Whether an operator ends a stretch that is run as a whole, and the next one begins another.
pub fn is_edge(operator: &Operator<'_>) -> bool {
    use Operator::{BrIf, Else, End, If, Loop};
    matches!(operator, BrIf { .. } | Loop { .. } | If { .. } | Else | End)
}

/// Whether the next operator is not run after this one.
pub fn is_jump(operator: &Operator<'_>) -> bool {
    use Operator::{Br, BrTable, Return, Unreachable};
    matches!(operator, Br { .. } | BrTable { .. } | Return | Unreachable)
}

/// All functions of a module that are not imported, in order.
///
/// # Errors
/// When the bytes are no valid module.
pub fn all<'a>(
    bytes: &'a [u8],
    module: &Module<'a>,
    mut each: impl FnMut(u32, Code<'a>) -> Result<()>,
) -> Result<()> {
    let mut validator = Validator::new();
    let mut function = module.imported();
    for payload in wasmparser::Parser::new(0).parse_all(bytes) {
        if let ValidPayload::Func(to_validate, body) = validator.payload(&payload?)? {
            let ty = module.type_of(function);
            each(function, Code::read(to_validate, &body, ty)?)?;
            function += 1;
        }
    }
    Ok(())
}

impl<'a> Code<'a> {
    fn read(
        to_validate: FuncToValidate<ValidatorResources>,
        body: &FunctionBody<'a>,
        ty: &FuncType,
    ) -> Result<Self> {
        let mut validator = to_validate.into_validator(FuncValidatorAllocations::default());
        let mut reader = body.get_binary_reader();
        validator.read_locals(&mut reader)?;
        let mut code = Self {
            operators: Vec::new(),
            offsets: Vec::new(),
            ends: BTreeMap::new(),
            elses: BTreeMap::new(),
            parents: Vec::new(),
            before: Vec::new(),
            locals: (0..validator.len_locals())
                .filter_map(|local| validator.get_local_type(local))
                .collect(),
            parameters: ty.params().len(),
            results: ty.results().to_vec(),
        };
        let mut open = Vec::new();
        let mut operators = wasmparser::OperatorsReader::new(reader);
        while !operators.eof() {
            let (operator, offset) = operators.read_with_offset()?;
            let frame = validator
                .get_control_frame(0)
                .context("code behind its end")?;
            let height = validator.operand_stack_height() as usize;
            code.before.push(match height == frame.height {
                _ if frame.unreachable => Before::Dead,
                true => Before::Empty,
                false => Before::Filled,
            });
            validator.op(offset, &operator)?;
            code.offsets.push(offset);
            code.enter(operator, &mut open);
        }
        code.offsets.push(body.range().end);
        Ok(code)
    }

    fn enter(&mut self, operator: Operator<'a>, open: &mut Vec<usize>) {
        let at = self.operators.len();
        let mut parent = open.last().copied();
        match operator {
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => open.push(at),
            Operator::Else => {
                let opened = *open.last().expect("validated");
                self.elses.insert(opened, at);
                parent = Some(opened);
            }
            Operator::End => {
                if let Some(opened) = open.pop() {
                    self.ends.insert(opened, at);
                    if let Some(other) = self.elses.get(&opened).copied() {
                        self.elses.insert(other, at);
                    }
                }
            }
            _ => {}
        }
        self.parents.push(parent);
        self.operators.push(operator);
    }

    /// Where the `else` of an `if` is, if it has one.
    pub fn other(&self, at: usize) -> Option<usize> {
        self.elses.get(&at).copied()
    }

    /// The label that an operator, or code in its place, means by a number.
    pub fn target(&self, at: usize, label: u32) -> Target {
        let mut block = self.parents[at];
        for _ in 0..label {
            block = block.and_then(|it| self.parents[it]);
        }
        block.map_or(Target::Return, Target::Block)
    }

    /// The number by which code in the place of `at` names a label, which it stands in.
    pub fn label(&self, at: usize, target: Target) -> u32 {
        let (mut label, mut block) = (0, self.parents[at]);
        while block.map_or(Target::Return, Target::Block) != target {
            label += 1;
            block = block.and_then(|it| self.parents[it]);
        }
        label
    }

    /// Whether who goes there takes along values from the stack; leaving the function does not count.
    pub fn takes_values(&self, target: Target) -> bool {
        let Target::Block(block) = target else {
            return false;
        };
        match &self.operators[block] {
            Operator::Loop { blockty } => matches!(blockty, BlockType::FuncType(_)),
            Operator::Block { blockty } | Operator::If { blockty } => {
                !matches!(blockty, BlockType::Empty)
            }
            _ => true,
        }
    }

    /// All labels that an operator names.
    ///
    /// # Errors
    /// When the code is malformed.
    pub fn targets(&self, at: usize) -> Result<Vec<Target>, BinaryReaderError> {
        Ok(match &self.operators[at] {
            Operator::Br { relative_depth } | Operator::BrIf { relative_depth } => {
                vec![self.target(at, *relative_depth)]
            }
            Operator::BrTable { targets } => {
                let mut all = Vec::new();
                for label in targets.targets() {
                    all.push(self.target(at, label?));
                }
                all.push(self.target(at, targets.default()));
                all
            }
            Operator::Return => vec![Target::Return],
            _ => Vec::new(),
        })
    }

    /// The operator that is run next by who goes there.
    pub fn place(&self, target: Target) -> usize {
        match target {
            Target::Block(block) => match self.operators[block] {
                Operator::Loop { .. } => block,
                _ => self.ends[&block] + 1,
            },
            Target::Return => self.operators.len(),
        }
    }

    fn successors(&self, at: usize) -> Result<Vec<usize>, BinaryReaderError> {
        let operator = &self.operators[at];
        let mut all: Vec<usize> = Vec::new();
        all.extend(self.targets(at)?.into_iter().map(|it| self.place(it)));
        match operator {
            Operator::If { .. } => {
                let otherwise = self.elses.get(&at).unwrap_or(&self.ends[&at]);
                all.extend([at + 1, otherwise + 1]);
            }
            Operator::Else => all.push(self.elses[&at] + 1),
            _ if is_jump(operator) => {}
            _ => all.push(at + 1),
        }
        Ok(all)
    }

    /// Which local variables are still read from each operator on, and behind the last one: none.
    ///
    /// # Errors
    /// When the code is malformed.
    pub fn live(&self) -> Result<Live, BinaryReaderError> {
        let count = self.operators.len();
        let words = self.locals.len().div_ceil(64);
        let mut live = Live {
            words,
            bits: vec![0; (count + 1) * words],
        };
        let successors = (0..count)
            .map(|at| self.successors(at))
            .collect::<Result<Vec<_>, _>>()?;
        let mut is_changing = true;
        while std::mem::take(&mut is_changing) {
            for at in (0..count).rev() {
                is_changing |= live.update(at, &self.operators[at], &successors[at]);
            }
        }
        Ok(live)
    }
}

/// Sets of local variables, one for each operator.
pub struct Live {
    words: usize,
    bits: Vec<u64>,
}

impl Live {
    pub fn has(&self, at: usize, local: u32) -> bool {
        self.bits[at * self.words + local as usize / 64] >> (local % 64) & 1 == 1
    }

    /// Whether the set before `at` has grown.
    fn update(&mut self, at: usize, operator: &Operator<'_>, successors: &[usize]) -> bool {
        let mut has_grown = false;
        for word in 0..self.words {
            let after = successors
                .iter()
                .map(|it| self.bits[it * self.words + word]);
            let mut bits = after.fold(0, |all, bits| all | bits);
            let bit = |local: u32| match local as usize / 64 == word {
                true => 1 << (local % 64),
                false => 0_u64,
            };
            match operator {
                Operator::LocalGet { local_index } => bits |= bit(*local_index),
                Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                    bits &= !bit(*local_index);
                }
                _ => {}
            }
            let before = &mut self.bits[at * self.words + word];
            has_grown |= *before != bits;
            *before = bits;
        }
        has_grown
    }
}
