//! The same module, but one that remembers which of its functions were called: a byte each, in a second memory that
//! it exports as `visited`.

use anyhow::Result;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ExportKind, ExportSection, Function, Instruction, MemArg, MemorySection,
    MemoryType, SectionId,
};
use wasmparser::{FunctionBody, Parser, Payload};

use super::module::Module;

const PAGE_BYTES: u64 = 65_536;

/// Makes it.
///
/// # Errors
/// When the bytes are no module.
pub fn remembering(bytes: &[u8]) -> Result<Vec<u8>> {
    let module = Module::read(bytes)?;
    let mut fresh = wasm_encoder::Module::new();
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::MemorySection(_) => {
                fresh.section(&memories(&module)?);
            }
            Payload::ExportSection(_) => {
                fresh.section(&exports(&module)?);
            }
            Payload::CodeSectionStart { .. } => {
                fresh.section(&code(&module)?);
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

fn memories(module: &Module<'_>) -> Result<MemorySection> {
    let mut memories = MemorySection::new();
    for memory in &module.memories {
        memories.memory(RoundtripReencoder.memory_type(*memory)?);
    }
    memories.memory(MemoryType {
        minimum: (module.bodies.len() as u64).div_ceil(PAGE_BYTES),
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

fn code(module: &Module<'_>) -> Result<CodeSection> {
    let mut code = CodeSection::new();
    for (place, body) in module.bodies.iter().enumerate() {
        code.function(&marked(body, place as u32, module.memories.len() as u32)?);
    }
    Ok(code)
}

/// The function, which first of all notes that it was called.
fn marked(body: &FunctionBody<'_>, place: u32, memory_index: u32) -> Result<Function> {
    let mut function = RoundtripReencoder.new_function_with_parsed_locals(body)?;
    function.instruction(&Instruction::I32Const(place as i32));
    function.instruction(&Instruction::I32Const(1));
    function.instruction(&Instruction::I32Store8(MemArg {
        offset: 0,
        align: 0,
        memory_index,
    }));
    let mut reader = body.get_operators_reader()?;
    while !reader.eof() {
        function.instruction(&RoundtripReencoder.parse_instruction(&mut reader)?);
    }
    Ok(function)
}
