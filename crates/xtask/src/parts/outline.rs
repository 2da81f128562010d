//! The same module, but with the stretches of code that a first visit does not run in functions of their own: the ways
//! around which every function has for what is rare, such as growing a list or changing an element that is there.
//! (Compilers call this hot-cold splitting.)

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, Function, FunctionSection, NameMap, NameSection, RawSection, SectionId,
    TypeSection,
};
use wasmparser::{FuncType, Parser, Payload};

use super::code::{self, Before, Code};
use super::module::Module;
use super::piece::{Further, Piece};
use super::visited::Visited;

/// What is appended to a function's name for its pieces.
const PIECE: &str = "~piece";

/// Makes it. Functions keep their numbers, the pieces come after them.
///
/// # Errors
/// When the bytes are no valid module.
pub fn outlined(
    bytes: &[u8],
    module: &Module<'_>,
    visited: &Visited,
    may_change: impl Fn(u32) -> bool,
) -> Result<Vec<u8>> {
    let mut outliner = Outliner {
        types: module.types.clone(),
        next: module.functions.len() as u32,
        cut: Vec::new(),
    };
    let mut bodies = BTreeMap::new();
    code::all(bytes, module, |function, code| {
        if may_change(function) {
            let is_run = visited.operators(function - module.imported(), &code.operators);
            if let Some(body) = outliner.without_pieces(function, &code, &is_run)? {
                bodies.insert(function, body);
            }
        }
        Ok(())
    })?;
    outliner.module(bytes, module, &bodies)
}

/// A piece that was cut out.
struct CutOut {
    of: u32,
    ty: u32,
    body: Function,
}

struct Outliner {
    types: Vec<FuncType>,
    /// Number of the next function.
    next: u32,
    cut: Vec<CutOut>,
}

impl Outliner {
    /// The function's new body, if anything is taken out of it.
    fn without_pieces(
        &mut self,
        of: u32,
        code: &Code<'_>,
        is_run: &[bool],
    ) -> Result<Option<Function>> {
        let stretches = Stretches::find(code, is_run);
        if stretches.is_empty() {
            return Ok(None);
        }
        let live = code.live()?;
        let mut pieces = BTreeMap::new();
        for (begin, end) in stretches {
            if let Some(piece) = Piece::of(code, &live, begin, end)? {
                pieces.insert(begin, piece);
            }
        }
        if pieces.is_empty() {
            return Ok(None);
        }
        let mut further = Further::of(code);
        let mut instructions = Vec::new();
        let mut at = 0;
        while let Some(operator) = code.operators.get(at) {
            if let Some(piece) = pieces.get(&at) {
                let ty = self.number_of(piece.ty(code));
                let body = piece.body(code)?;
                self.cut.push(CutOut { of, ty, body });
                piece.call(code, self.next, &mut further, &mut instructions);
                self.next += 1;
                at = piece.end;
            } else {
                instructions.push(RoundtripReencoder.instruction(operator.clone())?);
                at += 1;
            }
        }
        further.function(code, &instructions).map(Some)
    }

    fn number_of(&mut self, ty: FuncType) -> u32 {
        let known = self.types.iter().position(|it| *it == ty);
        known.unwrap_or_else(|| {
            self.types.push(ty);
            self.types.len() - 1
        }) as u32
    }

    fn module(
        &self,
        bytes: &[u8],
        module: &Module<'_>,
        bodies: &BTreeMap<u32, Function>,
    ) -> Result<Vec<u8>> {
        let mut fresh = wasm_encoder::Module::new();
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::TypeSection(_) => {
                    let mut types = TypeSection::new();
                    for ty in &self.types {
                        types
                            .ty()
                            .func_type(&RoundtripReencoder.func_type(ty.clone())?);
                    }
                    fresh.section(&types);
                }
                Payload::FunctionSection(_) => {
                    let mut functions = FunctionSection::new();
                    let own = &module.functions[module.imports.len()..];
                    for ty in own.iter().copied().chain(self.cut.iter().map(|it| it.ty)) {
                        functions.function(ty);
                    }
                    fresh.section(&functions);
                }
                Payload::CodeSectionStart { .. } => {
                    fresh.section(&self.code(module, bodies)?);
                }
                Payload::CustomSection(section) if section.name() == "name" => {
                    fresh.section(&self.names(module)?);
                }
                other => {
                    if let Some((id, range)) = other.as_section()
                        && id != SectionId::Code as u8
                    {
                        let data = &bytes[range];
                        fresh.section(&RawSection { id, data });
                    }
                }
            }
        }
        Ok(fresh.finish())
    }

    fn code(&self, module: &Module<'_>, bodies: &BTreeMap<u32, Function>) -> Result<CodeSection> {
        let mut code = CodeSection::new();
        for (function, body) in module.own() {
            match bodies.get(&function) {
                Some(body) => code.function(body),
                None => code.raw(body.as_bytes()),
            };
        }
        for piece in &self.cut {
            code.function(&piece.body);
        }
        Ok(code)
    }

    fn names(&self, module: &Module<'_>) -> Result<NameSection> {
        let mut functions = NameMap::new();
        for (function, name) in &module.names {
            functions.append(*function, name);
        }
        let first = module.functions.len() as u32;
        for (number, piece) in (first..).zip(&self.cut) {
            let name = module.names.get(&piece.of);
            let name = name.context("a function without a name")?;
            functions.append(number, &format!("{name}{PIECE}{number}"));
        }
        let mut names = NameSection::new();
        names.functions(&functions);
        Ok(names)
    }
}

/// Finds the longest stretches of whole operators and blocks that are not run.
struct Stretches<'c, 'a> {
    code: &'c Code<'a>,
    /// Of each place, how many operators before it are run.
    run_before: Vec<usize>,
    found: Vec<(usize, usize)>,
}

impl<'c, 'a> Stretches<'c, 'a> {
    fn find(code: &'c Code<'a>, is_run: &[bool]) -> Vec<(usize, usize)> {
        let mut run_before = vec![0];
        for (at, is_run) in is_run.iter().enumerate() {
            run_before.push(run_before[at] + usize::from(*is_run));
        }
        let mut stretches = Self {
            code,
            run_before,
            found: Vec::new(),
        };
        stretches.walk(0, code.operators.len() - 1);
        stretches.found
    }

    /// Looks through what stands between two places of one block.
    fn walk(&mut self, begin: usize, end: usize) {
        let (mut at, mut since) = (begin, begin);
        while at < end {
            let last = self.code.ends.get(&at).copied().unwrap_or(at);
            if self.run_before[last + 1] > self.run_before[at] {
                self.take(since, at);
                if last > at {
                    self.walk_inside(at, last);
                }
                since = last + 1;
            }
            at = last + 1;
        }
        self.take(since, end);
    }

    fn walk_inside(&mut self, begin: usize, end: usize) {
        match self.code.other(begin) {
            Some(other) => {
                self.walk(begin + 1, other);
                self.walk(other + 1, end);
            }
            None => self.walk(begin + 1, end),
        }
    }

    /// Notes the stretch, without what belongs to the operators around it.
    fn take(&mut self, mut begin: usize, end: usize) {
        let is_clean = |at: usize| self.code.before[at] == Before::Empty;
        while begin < end && !is_clean(begin) {
            begin = self.code.ends.get(&begin).copied().unwrap_or(begin) + 1;
        }
        if begin < end && self.code.before[end] != Before::Filled {
            self.found.push((begin, end));
        }
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::Instruction::{
        Block, Br, BrIf, Call, End, I32Add, I32Const, LocalGet, LocalSet, Return,
    };
    use wasm_encoder::{BlockType, Instruction, ValType};
    use wasmparser::{Operator, Validator};

    use super::*;

    /// A function of a number to a number, with these steps and one more local variable, of which the stretches at
    /// `places` were run; as it is after its pieces were taken out, and how many those are.
    fn outlined_with(steps: &[Instruction<'_>], places: &[u32]) -> (Vec<String>, usize) {
        let mut types = TypeSection::new();
        types.ty().function([ValType::I32], [ValType::I32]);
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut function = Function::new([(1, ValType::I32)]);
        for step in steps {
            function.instruction(step);
        }
        function.instruction(&End);
        let mut code = CodeSection::new();
        code.function(&function);
        let mut names = NameMap::new();
        names.append(0, "it");
        let mut section = NameSection::new();
        section.functions(&names);
        let mut module = wasm_encoder::Module::new();
        module.section(&types).section(&functions);
        module.section(&code).section(&section);
        let bytes = module.finish();
        let module = Module::read(&bytes).expect("it is a module");
        let visited = Visited::new(&module, places).expect("it is well made");
        let bytes = outlined(&bytes, &module, &visited, |_| true).expect("it is well made");
        Validator::new()
            .validate_all(&bytes)
            .expect("what comes out is a module too");
        let module = Module::read(&bytes).expect("it is a module");
        let operators = module.bodies[0].get_operators_reader().expect("well made");
        let all = operators.into_iter().map(|it| match it {
            Ok(Operator::Call { function_index }) => format!("call {function_index}"),
            it => format!("{:?}", it.expect("well made")),
        });
        (all.collect(), module.bodies.len() - 1)
    }

    /// Enough steps that taking them out pays: adds to the second variable.
    fn long() -> Vec<Instruction<'static>> {
        let add = [LocalGet(0), I32Const(1), I32Add, LocalSet(1)];
        add.iter().cycle().take(40).cloned().collect()
    }

    #[test]
    fn what_was_run_stays() {
        let steps = [long(), vec![LocalGet(1)]].concat();
        assert_eq!(outlined_with(&steps, &[0]).1, 0);
    }

    #[test]
    fn a_way_around_becomes_a_piece_that_gives_what_is_read_later() {
        let begin = vec![Block(BlockType::Empty), LocalGet(0), BrIf(0)];
        let steps = [begin, long(), vec![End, LocalGet(1)]].concat();
        let (operators, pieces) = outlined_with(&steps, &[0, 2]);
        assert_eq!(pieces, 1);
        let after_branch = &operators[3..6];
        assert_eq!(after_branch[1], "call 1");
        assert!(after_branch[0].starts_with("LocalGet"), "{after_branch:?}");
        assert!(after_branch[2].starts_with("LocalSet"), "{after_branch:?}");
    }

    #[test]
    fn a_piece_may_be_left_in_several_ways() {
        let begin = vec![
            Block(BlockType::Empty),
            Block(BlockType::Empty),
            LocalGet(0),
            BrIf(0),
        ];
        let branch = vec![
            LocalGet(1),
            BrIf(1),
            LocalGet(0),
            BrIf(0),
            LocalGet(1),
            Return,
        ];
        let steps = [begin, long(), branch, vec![End, End, LocalGet(1)]].concat();
        let (operators, pieces) = outlined_with(&steps, &[0, 4, 5]);
        assert_eq!(pieces, 1);
        let ways = operators.iter().filter(|it| it.starts_with("BrIf"));
        assert_eq!(ways.count(), 3, "{operators:?}");
        assert!(operators.contains(&"Return".to_owned()), "{operators:?}");
    }

    #[test]
    fn what_is_never_called_is_one_piece() {
        let steps = [
            vec![I32Const(7)],
            vec![LocalSet(1)],
            long(),
            vec![LocalGet(1)],
        ]
        .concat();
        let (_, pieces) = outlined_with(&steps, &[]);
        assert_eq!(pieces, 0, "its end takes a value along");
        let steps = [long(), vec![LocalGet(1), Return]].concat();
        assert_eq!(outlined_with(&steps, &[]).1, 1);
        let never = [Block(BlockType::Empty), Br(0), End, LocalGet(0), Call(0)];
        assert_eq!(outlined_with(&never, &[0, 1]).1, 0);
    }
}
