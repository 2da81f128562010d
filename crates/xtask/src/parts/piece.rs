//! A stretch of a function as a function of its own: a *piece*. It gets the local variables that it reads as parameters
//! and gives those that are read after it, the function's own results if it returns from there, and by which of several
//! ways it is left.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{BlockType, Function, Instruction};
use wasmparser::{FuncType, Operator, ValType};

use super::code::{Before, Code, Live, Target};

/// How many bytes a call takes at least: the call and what makes sure that the rest is there.
const CALL_BYTES: usize = 12;

/// What passing one value, or naming one way out, takes.
const VALUE_BYTES: usize = 2;
const EXIT_BYTES: usize = 5;

pub struct Piece {
    begin: usize,
    /// Behind its last operator.
    pub end: usize,
    /// How it is left, in the order of their numbers.
    exits: Vec<Exit>,
    parameters: Vec<u32>,
    outputs: Vec<u32>,
    /// All local variables that it mentions, in the order of its own.
    locals: Vec<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    Jump(Target),
    /// By its end; the last of all.
    End,
}

/// Local variables that a function gets in addition.
pub struct Further {
    types: Vec<ValType>,
    first: u32,
    /// Those that take what pieces give, by type and how many of it are in use.
    taken: BTreeMap<(String, usize), u32>,
}

impl Piece {
    /// The piece of these operators, if it can be one and it pays.
    ///
    /// # Errors
    /// When the code is malformed.
    pub fn of(code: &Code<'_>, live: &Live, begin: usize, end: usize) -> Result<Option<Self>> {
        let mut exits = BTreeSet::new();
        let mut read_or_written = BTreeSet::new();
        let mut written = BTreeSet::new();
        for at in begin..end {
            match &code.operators[at] {
                Operator::LocalGet { local_index } => {
                    read_or_written.insert(*local_index);
                }
                Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                    read_or_written.insert(*local_index);
                    written.insert(*local_index);
                }
                _ => {}
            }
            let targets = code.targets(at)?;
            let is_plain = matches!(code.operators[at], Operator::Return | Operator::Br { .. });
            if targets.contains(&Target::Return) && !code.results.is_empty() && !is_plain {
                return Ok(None);
            }
            let out = targets.into_iter().filter(|it| !is_inside(*it, begin));
            exits.extend(out.map(Exit::Jump));
        }
        if code.before[end] != Before::Dead {
            exits.insert(Exit::End);
        }
        let takes_values =
            |exit: &Exit| matches!(exit, Exit::Jump(target) if code.takes_values(*target));
        if exits.iter().any(takes_values) {
            return Ok(None);
        }
        let place = |exit: &Exit| match exit {
            Exit::Jump(target) => code.place(*target),
            Exit::End => end,
        };
        let is_read_after = |local: &u32| exits.iter().any(|exit| live.has(place(exit), *local));
        let outputs: Vec<u32> = written.iter().copied().filter(is_read_after).collect();
        let is_parameter = |local: &u32| live.has(begin, *local);
        let (parameters, others): (Vec<_>, Vec<_>) =
            read_or_written.into_iter().partition(is_parameter);
        let piece = Self {
            begin,
            end,
            exits: exits.into_iter().collect(),
            locals: [&parameters[..], &others].concat(),
            parameters,
            outputs,
        };
        Ok(piece.pays(code).then_some(piece))
    }

    fn pays(&self, code: &Code<'_>) -> bool {
        let bytes = code.offsets[self.end] - code.offsets[self.begin];
        let values = self.parameters.len() + self.outputs.len();
        bytes > CALL_BYTES + values * VALUE_BYTES + self.exits.len() * EXIT_BYTES
    }

    fn returns(&self) -> bool {
        self.exits.contains(&Exit::Jump(Target::Return))
    }

    /// Types of what it gives.
    fn results(&self, code: &Code<'_>) -> Vec<ValType> {
        let mut results: Vec<ValType> = self.types(code, &self.outputs);
        if self.returns() {
            results.extend(&code.results);
        }
        if self.exits.len() > 1 {
            results.push(ValType::I32);
        }
        results
    }

    fn types(&self, code: &Code<'_>, locals: &[u32]) -> Vec<ValType> {
        let types = locals.iter().map(|local| code.locals[*local as usize]);
        types.collect()
    }

    pub fn ty(&self, code: &Code<'_>) -> FuncType {
        FuncType::new(self.types(code, &self.parameters), self.results(code))
    }

    /// What the piece calls a local variable of the function.
    fn local(&self, local: u32) -> u32 {
        let place = self.locals.iter().position(|it| *it == local);
        place.expect("it is mentioned") as u32
    }

    /// The function that it becomes.
    ///
    /// # Errors
    /// When the code is malformed.
    pub fn body(&self, code: &Code<'_>) -> Result<Function> {
        let mut further = self.types(code, &self.locals[self.parameters.len()..]);
        let returned = self.locals.len() as u32;
        if self.returns() {
            further.extend(&code.results);
        }
        let types = RoundtripReencoder.val_types(further)?;
        let mut body = Function::new_with_locals_types(types);
        for _ in &self.exits {
            body.instruction(&Instruction::Block(BlockType::Empty));
        }
        for at in self.begin..self.end {
            self.copy(code, at, returned, &mut body)?;
        }
        let is_left_by_end = self.exits.contains(&Exit::End);
        body.instruction(&match is_left_by_end {
            true => Instruction::Br(self.number(Exit::End)),
            false => Instruction::Unreachable,
        });
        for number in 0..self.exits.len() {
            body.instruction(&Instruction::End);
            for output in &self.outputs {
                body.instruction(&Instruction::LocalGet(self.local(*output)));
            }
            if self.returns() {
                for place in 0..code.results.len() as u32 {
                    body.instruction(&Instruction::LocalGet(returned + place));
                }
            }
            if self.exits.len() > 1 {
                body.instruction(&Instruction::I32Const(number as i32));
            }
            body.instruction(&Instruction::Return);
        }
        if !self.exits.is_empty() {
            body.instruction(&Instruction::Unreachable);
        }
        body.instruction(&Instruction::End);
        Ok(body)
    }

    /// Puts one operator into the piece's body.
    fn copy(&self, code: &Code<'_>, at: usize, returned: u32, into: &mut Function) -> Result<()> {
        let operator = &code.operators[at];
        let depth = self.depth(code, at);
        let label = |label: u32| match code.target(at, label) {
            target if is_inside(target, self.begin) => label,
            target => depth + self.number(Exit::Jump(target)),
        };
        let leaves = code.targets(at)?.contains(&Target::Return);
        if leaves && !code.results.is_empty() {
            for place in (0..code.results.len() as u32).rev() {
                into.instruction(&Instruction::LocalSet(returned + place));
            }
        }
        let instruction = match operator {
            Operator::LocalGet { local_index } => Instruction::LocalGet(self.local(*local_index)),
            Operator::LocalSet { local_index } => Instruction::LocalSet(self.local(*local_index)),
            Operator::LocalTee { local_index } => Instruction::LocalTee(self.local(*local_index)),
            Operator::Return => Instruction::Br(depth + self.number(Exit::Jump(Target::Return))),
            Operator::Br { relative_depth } => Instruction::Br(label(*relative_depth)),
            Operator::BrIf { relative_depth } => Instruction::BrIf(label(*relative_depth)),
            Operator::BrTable { targets } => {
                let all = targets.targets().collect::<Result<Vec<_>, _>>()?;
                let all: Vec<u32> = all.into_iter().map(label).collect();
                Instruction::BrTable(all.into(), label(targets.default()))
            }
            other => RoundtripReencoder.instruction(other.clone())?,
        };
        into.instruction(&instruction);
        Ok(())
    }

    /// In how many blocks of the piece an operator stands.
    fn depth(&self, code: &Code<'_>, at: usize) -> u32 {
        let mut depth = 0;
        while is_inside(code.target(at, depth), self.begin) {
            depth += 1;
        }
        depth
    }

    fn number(&self, exit: Exit) -> u32 {
        let number = self.exits.iter().position(|it| *it == exit);
        number.expect("it is one of the ways out") as u32
    }

    /// What stands in its place: the call, and going on where the piece was left for.
    pub fn call(
        &self,
        code: &Code<'_>,
        function: u32,
        further: &mut Further,
        into: &mut Vec<Instruction<'_>>,
    ) {
        for parameter in &self.parameters {
            into.push(Instruction::LocalGet(*parameter));
        }
        into.push(Instruction::Call(function));
        let is_choice = self.exits.len() > 1;
        let choice = is_choice.then(|| further.take(ValType::I32, 0));
        into.extend(choice.map(Instruction::LocalSet));
        let mut returned = Vec::new();
        if self.returns() && is_choice {
            for (place, ty) in code.results.iter().enumerate() {
                returned.push(further.take(*ty, place + 1));
            }
            into.extend(returned.iter().rev().copied().map(Instruction::LocalSet));
        }
        if self.returns() && !is_choice {
            // Nothing is read after it: what the piece gave is what the function gives.
            into.push(Instruction::Return);
            return;
        }
        let outputs = self.outputs.iter().rev().copied();
        into.extend(outputs.map(Instruction::LocalSet));
        match choice {
            Some(choice) => self.choose(code, choice, &returned, into),
            None => match self.exits.first() {
                Some(exit) => self.leave(code, *exit, &returned, into),
                None => into.push(Instruction::Unreachable),
            },
        }
    }

    fn choose(
        &self,
        code: &Code<'_>,
        choice: u32,
        returned: &[u32],
        into: &mut Vec<Instruction<'_>>,
    ) {
        let (last, others) = self.exits.split_last().expect("there are several");
        for (number, exit) in others.iter().enumerate() {
            into.push(Instruction::LocalGet(choice));
            if number == 0 {
                into.push(Instruction::I32Eqz);
            } else {
                into.push(Instruction::I32Const(number as i32));
                into.push(Instruction::I32Eq);
            }
            match exit {
                Exit::Jump(target) if *target != Target::Return => {
                    into.push(Instruction::BrIf(code.label(self.begin, *target)));
                }
                _ => {
                    into.push(Instruction::If(BlockType::Empty));
                    self.leave(code, *exit, returned, into);
                    into.push(Instruction::End);
                }
            }
        }
        self.leave(code, *last, returned, into);
    }

    fn leave(
        &self,
        code: &Code<'_>,
        exit: Exit,
        returned: &[u32],
        into: &mut Vec<Instruction<'_>>,
    ) {
        match exit {
            Exit::End => {}
            Exit::Jump(Target::Return) => {
                into.extend(returned.iter().copied().map(Instruction::LocalGet));
                into.push(Instruction::Return);
            }
            Exit::Jump(target) => into.push(Instruction::Br(code.label(self.begin, target))),
        }
    }
}

/// Whether a label belongs to a stretch that begins there. Only its own blocks open behind its beginning and are named
/// in it.
fn is_inside(target: Target, begin: usize) -> bool {
    matches!(target, Target::Block(block) if block >= begin)
}

impl Further {
    pub fn of(code: &Code<'_>) -> Self {
        Self {
            types: Vec::new(),
            first: code.locals.len() as u32,
            taken: BTreeMap::new(),
        }
    }

    /// The variable of that type and place; calls of different pieces share it.
    fn take(&mut self, ty: ValType, place: usize) -> u32 {
        *self
            .taken
            .entry((ty.to_string(), place))
            .or_insert_with(|| {
                self.types.push(ty);
                self.first + self.types.len() as u32 - 1
            })
    }

    /// The function of `code` with other instructions.
    ///
    /// # Errors
    /// When a type is unknown.
    pub fn function(&self, code: &Code<'_>, instructions: &[Instruction<'_>]) -> Result<Function> {
        let types = [&code.locals[code.parameters..], &self.types].concat();
        let types = RoundtripReencoder.val_types(types)?;
        let mut function = Function::new_with_locals_types(types);
        for instruction in instructions {
            function.instruction(instruction);
        }
        Ok(function)
    }
}
