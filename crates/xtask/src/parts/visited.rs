//! The same module, but one that remembers which of its stretches of code were run: a byte each, in a second memory
//! that it exports as `visited`. A function's first stretch begins with it; whoever runs the first operator of a
//! stretch runs all, unless it is left in its midst for ever.

use anyhow::Result;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ExportKind, ExportSection, Function, Instruction, MemArg, MemorySection,
    MemoryType, SectionId,
};
use wasmparser::{FunctionBody, Operator, Parser, Payload};

use super::code;
use super::module::Module;

const PAGE_BYTES: u64 = 65_536;

/// Which stretches were run.
pub struct Visited {
    /// By function that is not imported: the place of its first stretch. Behind the last one: how many there are.
    first: Vec<u32>,
    is_run: Vec<bool>,
}

impl Visited {
    /// # Errors
    /// When the code is malformed.
    pub fn new(module: &Module<'_>, places: &[u32]) -> Result<Self> {
        let first = first_places(module)?;
        let mut is_run = vec![false; first.last().map_or(0, |count| *count as usize)];
        for place in places {
            is_run[*place as usize] = true;
        }
        Ok(Self { first, is_run })
    }

    /// Whether the function was called that has this place among those that are not imported.
    pub fn is_called(&self, own: u32) -> bool {
        self.is_run[self.first[own as usize] as usize]
    }

    /// Of each operator of that function whether it was run.
    pub fn operators(&self, own: u32, operators: &[Operator<'_>]) -> Vec<bool> {
        let mut place = self.first[own as usize] as usize;
        let mut is_run = self.is_run[place];
        let mut all = Vec::new();
        for operator in operators {
            all.push(is_run);
            if code::is_edge(operator) && all.len() < operators.len() {
                place += 1;
                is_run = self.is_run[place];
            } else if code::is_jump(operator) {
                is_run = false;
            }
        }
        all
    }
}

/// See [`Visited::first`].
fn first_places(module: &Module<'_>) -> Result<Vec<u32>> {
    let mut places = vec![0];
    let mut place = 0;
    for body in &module.bodies {
        let mut reader = body.get_operators_reader()?;
        place += 1;
        while !reader.eof() {
            let is_edge = code::is_edge(&reader.read()?);
            place += u32::from(is_edge && !reader.eof());
        }
        places.push(place);
    }
    Ok(places)
}

/// Makes it.
///
/// # Errors
/// When the bytes are no module.
pub fn remembering(bytes: &[u8]) -> Result<Vec<u8>> {
    let module = Module::read(bytes)?;
    let first = first_places(&module)?;
    let count = first.last().copied().unwrap_or(0);
    let mut fresh = wasm_encoder::Module::new();
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::MemorySection(_) => {
                fresh.section(&memories(&module, count)?);
            }
            Payload::ExportSection(_) => {
                fresh.section(&exports(&module)?);
            }
            Payload::CodeSectionStart { .. } => {
                fresh.section(&marked(&module, &first)?);
            }
            other => {
                let section = other.as_section();
                if let Some((id, range)) = section.filter(|(id, _)| *id != SectionId::Custom as u8)
                {
                    fresh.section(&wasm_encoder::RawSection {
                        id,
                        data: &bytes[range],
                    });
                }
            }
        }
    }
    Ok(fresh.finish())
}

fn memories(module: &Module<'_>, count: u32) -> Result<MemorySection> {
    let mut memories = MemorySection::new();
    for memory in &module.memories {
        memories.memory(RoundtripReencoder.memory_type(*memory)?);
    }
    memories.memory(MemoryType {
        minimum: u64::from(count).div_ceil(PAGE_BYTES),
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    Ok(memories)
}

fn exports(module: &Module<'_>) -> Result<ExportSection> {
    let mut exports = ExportSection::new();
    for export in &module.exports {
        RoundtripReencoder.parse_export(&mut exports, *export)?;
    }
    exports.export("visited", ExportKind::Memory, module.memories.len() as u32);
    Ok(exports)
}

fn marked(module: &Module<'_>, first: &[u32]) -> Result<CodeSection> {
    let mut code = CodeSection::new();
    for (body, place) in module.bodies.iter().zip(first) {
        code.function(&with_marks(body, *place, module.memories.len() as u32)?);
    }
    Ok(code)
}

/// The function, which notes at the beginning of each stretch that it gets there.
fn with_marks(body: &FunctionBody<'_>, first: u32, memory_index: u32) -> Result<Function> {
    let mut function = RoundtripReencoder.new_function_with_parsed_locals(body)?;
    let mark = |function: &mut Function, place: u32| {
        function.instruction(&Instruction::I32Const(place as i32));
        function.instruction(&Instruction::I32Const(1));
        function.instruction(&Instruction::I32Store8(MemArg {
            offset: 0,
            align: 0,
            memory_index,
        }));
    };
    let mut place = first;
    mark(&mut function, place);
    let mut reader = body.get_operators_reader()?;
    while !reader.eof() {
        let operator = reader.read()?;
        let is_edge = code::is_edge(&operator);
        function.instruction(&RoundtripReencoder.instruction(operator)?);
        if is_edge && !reader.eof() {
            place += 1;
            mark(&mut function, place);
        }
    }
    Ok(function)
}
