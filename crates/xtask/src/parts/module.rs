//! A WebAssembly module as plain lists, as far as taking it apart needs it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use wasmparser::{
    ConstExpr, Data, DataKind, ElementItems, ElementKind, Export, ExternalKind, FuncType,
    FunctionBody, Global, Import, KnownCustom, MemoryType, Name, NameSectionReader, Operator,
    Parser, Payload, Table, TypeRef,
};

/// What a module consists of; every index is the module's own.
#[derive(Default)]
pub struct Module<'a> {
    /// Types of functions.
    pub types: Vec<FuncType>,
    /// What it takes from outside: functions only.
    pub imports: Vec<Import<'a>>,
    /// The type of each function, imported ones first.
    pub functions: Vec<u32>,
    pub tables: Vec<Table<'a>>,
    pub memories: Vec<MemoryType>,
    pub globals: Vec<Global<'a>>,
    pub exports: Vec<Export<'a>>,
    /// Functions in the first table: where it stands there, and which it is.
    pub slots: Vec<(u32, u32)>,
    /// Bodies of the functions that are not imported.
    pub bodies: Vec<FunctionBody<'a>>,
    pub data: Vec<Data<'a>>,
    /// What functions are called.
    pub names: BTreeMap<u32, &'a str>,
    /// The section that says which features the program uses, name and content.
    pub features: Option<(&'a str, &'a [u8])>,
}

impl<'a> Module<'a> {
    /// # Errors
    /// When the bytes are no module, or one of a kind that `wasm-bindgen` does not make.
    pub fn read(bytes: &'a [u8]) -> Result<Self> {
        let mut module = Self::default();
        for payload in Parser::new(0).parse_all(bytes) {
            module.enter(payload?)?;
        }
        Ok(module)
    }

    fn enter(&mut self, payload: Payload<'a>) -> Result<()> {
        match payload {
            Payload::TypeSection(types) => {
                for function in types.into_iter_err_on_gc_types() {
                    self.types.push(function?);
                }
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let import = import?;
                    let TypeRef::Func(ty) = import.ty else {
                        bail!("`{}` is imported and no function", import.name);
                    };
                    self.functions.push(ty);
                    self.imports.push(import);
                }
            }
            Payload::FunctionSection(functions) => {
                for ty in functions {
                    self.functions.push(ty?);
                }
            }
            Payload::TableSection(tables) => {
                self.tables = tables.into_iter().collect::<Result<_, _>>()?;
            }
            Payload::MemorySection(memories) => {
                self.memories = memories.into_iter().collect::<Result<_, _>>()?;
            }
            Payload::GlobalSection(globals) => {
                self.globals = globals.into_iter().collect::<Result<_, _>>()?;
            }
            Payload::ExportSection(exports) => {
                self.exports = exports.into_iter().collect::<Result<_, _>>()?;
            }
            Payload::ElementSection(elements) => {
                for element in elements {
                    let element = element?;
                    self.enter_slots(&element.kind, element.items)?;
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(data) => {
                for data in data {
                    let data = data?;
                    if !matches!(data.kind, DataKind::Active { .. }) {
                        bail!("data that is put in place later");
                    }
                    self.data.push(data);
                }
            }
            Payload::CustomSection(section) if section.name() == "target_features" => {
                self.features = Some((section.name(), section.data()));
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(names) = section.as_known() {
                    self.names = function_names(names)?;
                }
            }
            Payload::StartSection { .. } => bail!("a module that starts by itself"),
            _ => {}
        }
        Ok(())
    }

    fn enter_slots(&mut self, kind: &ElementKind<'a>, items: ElementItems<'a>) -> Result<()> {
        let ElementKind::Active {
            table_index: None | Some(0),
            offset_expr,
        } = kind
        else {
            bail!("a list of functions that is not in the first table");
        };
        let ElementItems::Functions(functions) = items else {
            bail!("a table of anything but functions");
        };
        let start = constant(offset_expr)?;
        for (slot, function) in (start..).zip(functions) {
            self.slots.push((slot, function?));
        }
        Ok(())
    }

    /// How many functions are imported.
    pub fn imported(&self) -> u32 {
        self.imports.len() as u32
    }

    /// The functions that are not imported, with their bodies.
    pub fn own(&self) -> impl Iterator<Item = (u32, &FunctionBody<'a>)> {
        (self.imported()..).zip(&self.bodies)
    }

    /// The functions that stand in the table at one of these places, by their names.
    pub fn named_at(&self, places: &BTreeSet<u32>) -> impl Iterator<Item = &'a str> {
        let slots = self.slots.iter().filter(|(slot, _)| places.contains(slot));
        slots.filter_map(|(_, function)| self.names.get(function).copied())
    }

    /// The type of a function.
    pub fn type_of(&self, function: u32) -> &FuncType {
        &self.types[self.functions[function as usize] as usize]
    }

    /// The functions that `function` calls by name.
    ///
    /// # Errors
    /// When the code is malformed.
    pub fn called_by(&self, function: u32) -> Result<Vec<u32>> {
        let Some(own) = function.checked_sub(self.imported()) else {
            return Ok(Vec::new());
        };
        let mut called = Vec::new();
        for operator in self.bodies[own as usize].get_operators_reader()? {
            match operator? {
                Operator::Call { function_index } => called.push(function_index),
                Operator::ReturnCall { .. } | Operator::RefFunc { .. } => {
                    bail!("a function named in a way that this does not know")
                }
                _ => {}
            }
        }
        Ok(called)
    }

    /// Whether a function may return: all do but those whose every way ends in a trap.
    ///
    /// # Errors
    /// When the code is malformed.
    pub fn may_return(&self, function: u32) -> Result<bool> {
        let Some(own) = function.checked_sub(self.imported()) else {
            return Ok(true);
        };
        let mut depth = 0;
        let mut is_trap = false;
        for operator in self.bodies[own as usize].get_operators_reader()? {
            match operator? {
                Operator::Return => return Ok(true),
                Operator::Br { relative_depth } | Operator::BrIf { relative_depth }
                    if relative_depth == depth =>
                {
                    return Ok(true);
                }
                Operator::BrTable { targets } => {
                    let mut all = targets.targets().collect::<Result<Vec<_>, _>>()?;
                    all.push(targets.default());
                    if all.contains(&depth) {
                        return Ok(true);
                    }
                }
                Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => depth += 1,
                Operator::End if depth == 0 => return Ok(!is_trap),
                Operator::End => depth -= 1,
                Operator::Unreachable => {
                    is_trap = true;
                    continue;
                }
                _ => {}
            }
            is_trap = false;
        }
        Ok(true)
    }

    /// The functions that are exported.
    pub fn called_from_outside(&self) -> impl Iterator<Item = u32> {
        let functions = self.exports.iter();
        let functions = functions.filter(|export| export.kind == ExternalKind::Func);
        functions.map(|export| export.index)
    }

    /// The function that is exported as `name`.
    ///
    /// # Errors
    /// When there is none.
    pub fn exported(&self, name: &str) -> Result<u32> {
        let mut exports = self.exports.iter();
        let found = exports.find(|export| export.kind == ExternalKind::Func && export.name == name);
        Ok(found
            .with_context(|| format!("no `{name}` in the program"))?
            .index)
    }
}

/// What a module's functions are called.
///
/// # Errors
/// When the section is malformed.
pub fn function_names(section: NameSectionReader<'_>) -> Result<BTreeMap<u32, &str>> {
    let mut names = BTreeMap::new();
    for part in section {
        if let Name::Function(functions) = part? {
            for naming in functions {
                let naming = naming?;
                names.insert(naming.index, naming.name);
            }
        }
    }
    Ok(names)
}

/// The value of an offset.
///
/// # Errors
/// When it is not a plain number.
pub fn constant(expression: &ConstExpr<'_>) -> Result<u32> {
    match expression.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(value as u32),
        _ => bail!("an offset that is not a number"),
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::Instruction::{Block, Br, Call, End, I32Const, If, Return, Unreachable};
    use wasm_encoder::{
        BlockType, CodeSection, Function, FunctionSection, Instruction, TypeSection,
    };

    use super::*;

    fn may_return(steps: &[Instruction<'_>]) -> bool {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut function = Function::new([]);
        for step in steps {
            function.instruction(step);
        }
        function.instruction(&End);
        let mut code = CodeSection::new();
        code.function(&function);
        let mut module = wasm_encoder::Module::new();
        module.section(&types).section(&functions).section(&code);
        let bytes = module.finish();
        let module = Module::read(&bytes).expect("it is a module");
        module.may_return(0).expect("it is well made")
    }

    #[test]
    fn only_what_always_traps_never_returns() {
        let block = || Block(BlockType::Empty);
        assert!(may_return(&[]));
        assert!(may_return(&[Call(0)]));
        assert!(may_return(&[block(), Unreachable, End]));
        assert!(!may_return(&[Call(0), Unreachable]));
        assert!(!may_return(&[block(), Br(0), End, Unreachable]));
        assert!(may_return(&[block(), Br(1), End, Unreachable]));
        let arm = || [I32Const(0), If(BlockType::Empty)];
        assert!(may_return(
            &[&arm()[..], &[Return, End, Unreachable]].concat()
        ));
        assert!(!may_return(
            &[&arm()[..], &[Call(0), End, Unreachable]].concat()
        ));
    }
}
