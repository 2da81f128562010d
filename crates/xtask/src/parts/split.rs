//! One module taken apart in two: what the first visit calls, and the rest, which is fetched behind it.
//!
//! The first part has memory, tables and globals and exports them; the rest is instantiated over them. Functions of
//! the rest that the first part may call have a place in the table of functions, into which the rest puts them. Whoever
//! calls one by name has the rest loaded before (`ensure`, which is quick once it is). One that is called through the
//! table has a *stub* in its place until then, which does the same. So either part is right whatever the other one
//! holds; only when the rest is fetched depends on what is in which.
//! (Binaryen's `wasm-split` works the same way; it is not part of its npm package.)

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result, bail};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, CustomSection, DataSection, ElementSection, Elements,
    EntityType, ExportKind, ExportSection, Function, FunctionSection, GlobalSection, GlobalType,
    ImportSection, Instruction, MemorySection, NameMap, NameSection, TableSection, TypeSection,
    ValType,
};
use wasmparser::{DataKind, ExternalKind, FunctionBody, Operator};

use super::module::{Module, constant};

/// Under which name the rest takes what the first part has.
const FIRST: &str = "first";

/// The first part's table of functions. `web/static/rest.js` knows by it that there is a rest.
const FUNCTIONS: &str = "functions";

/// What a stub's name begins with.
const STUB: &str = "~stub of ";

/// The function that has the rest loaded unless it is.
const ENSURE: &str = "~ensure";

/// Whether the rest is there, as far as `ensure` knows.
const IS_THERE: GlobalType = GlobalType {
    val_type: ValType::I32,
    mutable: true,
    shared: false,
};

/// Both parts.
pub struct Split {
    pub first: Vec<u8>,
    pub rest: Vec<u8>,
}

/// How a module is to be taken apart.
pub struct Cut<'m> {
    /// Of each function, imported ones included, whether it belongs to the first part.
    pub is_first: &'m [bool],
    /// The function of the first part that loads the rest.
    pub load: u32,
    /// Addresses of data that only the rest needs, in order.
    pub moved: &'m [Range<u32>],
    /// Whether the first part may find a function of that number in the table.
    pub is_pointed_to: &'m dyn Fn(u32) -> bool,
}

/// Takes the module apart.
///
/// # Errors
/// When the module is of a kind that `wasm-bindgen` does not make.
pub fn split(module: &Module<'_>, cut: Cut<'_>) -> Result<Split> {
    let plan = Plan::new(module, cut)?;
    Ok(Split {
        first: plan.first()?,
        rest: plan.rest()?,
    })
}

struct Plan<'m, 'a> {
    module: &'m Module<'a>,
    cut: Cut<'m>,
    /// Place in the table of each function of the rest that the first part may call.
    slots: BTreeMap<u32, u32>,
    /// Those of them that it may find in the table.
    stubs: BTreeSet<u32>,
    /// Size of the first table.
    table_size: u32,
    /// What the first part exports: its own names, and short ones for what only the rest takes.
    exports: BTreeMap<(Kind, u32), String>,
    /// What the rest calls of the first part.
    shared: Vec<u32>,
    /// Place in the table of each of those: names for all of them would weigh twice as much.
    shared_slots: BTreeMap<u32, u32>,
    /// Numbers of functions in either part; `None`: not there.
    in_first: Vec<Option<u32>>,
    in_rest: Vec<Option<u32>>,
}

/// Kinds of exports, in the order in which the rest takes them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Memory,
    Table,
    Global,
    Function,
}

impl From<ExternalKind> for Kind {
    fn from(kind: ExternalKind) -> Self {
        match kind {
            ExternalKind::Memory => Self::Memory,
            ExternalKind::Table => Self::Table,
            ExternalKind::Global => Self::Global,
            _ => Self::Function,
        }
    }
}

impl<'m, 'a> Plan<'m, 'a> {
    fn new(module: &'m Module<'a>, cut: Cut<'m>) -> Result<Self> {
        let table = module.tables.first().context("a program without a table")?;
        let mut plan = Self {
            module,
            cut,
            slots: BTreeMap::new(),
            stubs: BTreeSet::new(),
            table_size: table.ty.initial as u32,
            exports: BTreeMap::new(),
            shared: Vec::new(),
            shared_slots: BTreeMap::new(),
            in_first: Vec::new(),
            in_rest: Vec::new(),
        };
        plan.find_slots()?;
        plan.find_shared()?;
        plan.name_exports();
        plan.number_functions();
        Ok(plan)
    }

    fn is_rest(&self, function: u32) -> bool {
        !self.cut.is_first[function as usize]
    }

    fn find_slots(&mut self) -> Result<()> {
        for (slot, function) in &self.module.slots {
            if self.is_rest(*function) && (self.cut.is_pointed_to)(*function) {
                self.slots.entry(*function).or_insert(*slot);
                self.stubs.insert(*function);
            }
        }
        for (function, _) in self.module.own() {
            if self.is_rest(function) {
                continue;
            }
            for called in self.module.called_by(function)? {
                if self.is_rest(called) && !self.slots.contains_key(&called) {
                    self.slots.insert(called, self.table_size);
                    self.table_size += 1;
                }
            }
        }
        Ok(())
    }

    fn find_shared(&mut self) -> Result<()> {
        let mut is_shared = vec![false; self.cut.is_first.len()];
        for (function, _) in self.module.own() {
            if self.is_rest(function) {
                for called in self.module.called_by(function)? {
                    is_shared[called as usize] |= !self.is_rest(called);
                }
            }
        }
        let all = 0..self.cut.is_first.len() as u32;
        self.shared = all.filter(|it| is_shared[*it as usize]).collect();
        for (slot, function) in &self.module.slots {
            if is_shared[*function as usize] {
                self.shared_slots.entry(*function).or_insert(*slot);
            }
        }
        // In the order in which the optimiser will put them.
        let mut others = self.shared.clone();
        others.sort_by_key(|function| self.module.names.get(function));
        for function in others {
            self.shared_slots.entry(function).or_insert_with(|| {
                self.table_size += 1;
                self.table_size - 1
            });
        }
        Ok(())
    }

    fn name_exports(&mut self) {
        self.exports.insert((Kind::Table, 0), FUNCTIONS.to_owned());
        for export in &self.module.exports {
            self.exports
                .entry((Kind::from(export.kind), export.index))
                .or_insert_with(|| export.name.to_owned());
        }
        let all = |kind: Kind, count: usize| (0..count as u32).map(move |index| (kind, index));
        let wanted = all(Kind::Memory, self.module.memories.len())
            .chain(all(Kind::Table, self.module.tables.len()))
            .chain(all(Kind::Global, self.module.globals.len()));
        for (number, what) in wanted.enumerate() {
            self.exports.entry(what).or_insert_with(|| short(number));
        }
    }

    fn number_functions(&mut self) {
        let is_first = self.cut.is_first;
        let count = is_first.len();
        let all = 0..count as u32;
        let first = all.clone().filter(|it| is_first[*it as usize]);
        // Stubs come after all functions of the first part.
        let stubs = self.stubs.iter().copied();
        self.in_first = numbers(count, first.chain(stubs));
        let rest = all.filter(|it| !is_first[*it as usize]);
        self.in_rest = numbers(count, self.shared.iter().copied().chain(rest));
    }

    fn types(&self) -> Result<TypeSection> {
        let mut types = TypeSection::new();
        for ty in &self.module.types {
            types
                .ty()
                .func_type(&RoundtripReencoder.func_type(ty.clone())?);
        }
        Ok(types)
    }

    fn first(&self) -> Result<Vec<u8>> {
        let mut fresh = wasm_encoder::Module::new();
        fresh.section(&self.types()?);
        let mut imports = ImportSection::new();
        for (number, import) in self.module.imports.iter().enumerate() {
            let ty = RoundtripReencoder.entity_type(import.ty)?;
            imports.import(import.module, &short(number), ty);
        }
        fresh.section(&imports);
        let mut functions = FunctionSection::new();
        let own = self.module.own().map(|(function, _)| function);
        let own = own.filter(|function| !self.is_rest(*function));
        for function in own.chain(self.stubs.iter().copied()) {
            functions.function(self.module.functions[function as usize]);
        }
        let load = self.cut.load as usize;
        functions.function(self.module.functions[load]);
        fresh.section(&functions);
        fresh.section(&self.tables()?);
        let mut memories = MemorySection::new();
        for memory in &self.module.memories {
            memories.memory(RoundtripReencoder.memory_type(*memory)?);
        }
        fresh.section(&memories);
        let mut globals = GlobalSection::new();
        for global in &self.module.globals {
            RoundtripReencoder.parse_global(&mut globals, global.clone())?;
        }
        globals.global(IS_THERE, &ConstExpr::i32_const(0));
        fresh.section(&globals);
        fresh.section(&self.first_exports());
        fresh.section(&self.first_elements());
        fresh.section(&self.first_code()?);
        fresh.section(&self.data(false)?);
        let own = self.module.own().map(|(function, _)| function);
        let own = own.filter(|function| !self.is_rest(*function));
        let name = |function: u32| self.module.names.get(&function).copied();
        let mut names: Vec<Option<String>> = own.map(|it| name(it).map(str::to_owned)).collect();
        let stubs = self.stubs.iter();
        names.extend(stubs.map(|it| name(*it).map(|name| format!("{STUB}{name}"))));
        names.push(Some(ENSURE.to_owned()));
        self.close(fresh, self.module.imported(), names)
    }

    /// The data that are moved into the rest, or those that are not.
    fn data(&self, is_moved: bool) -> Result<DataSection> {
        let mut section = DataSection::new();
        for piece in &self.module.data {
            let DataKind::Active { offset_expr, .. } = &piece.kind else {
                bail!("data that is put in place later");
            };
            let begin = constant(offset_expr)?;
            let end = begin + piece.data.len() as u32;
            let mut put = |from: u32, to: u32| {
                if from < to {
                    let bytes = &piece.data[(from - begin) as usize..(to - begin) as usize];
                    let place = ConstExpr::i32_const(from as i32);
                    section.active(0, &place, bytes.iter().copied());
                }
            };
            let mut at = begin;
            for moved in self.cut.moved {
                let (from, to) = (moved.start.clamp(at, end), moved.end.clamp(at, end));
                match is_moved {
                    true => put(from, to),
                    false => put(at, from),
                }
                at = to.max(at);
            }
            if !is_moved {
                put(at, end);
            }
        }
        Ok(section)
    }

    /// Adds what the optimiser reads: which features the program uses, and names, by which it puts like beside like.
    fn close(
        &self,
        mut fresh: wasm_encoder::Module,
        imported: u32,
        own: Vec<Option<String>>,
    ) -> Result<Vec<u8>> {
        let mut functions = NameMap::new();
        for (number, name) in (imported..).zip(own) {
            if let Some(name) = name {
                functions.append(number, &name);
            }
        }
        let mut names = NameSection::new();
        names.functions(&functions);
        fresh.section(&names);
        if let Some((name, data)) = self.module.features {
            fresh.section(&CustomSection {
                name: name.into(),
                data: data.into(),
            });
        }
        Ok(fresh.finish())
    }

    /// The first table has room for the functions that were only called by name so far.
    fn tables(&self) -> Result<TableSection> {
        let mut tables = TableSection::new();
        for (index, table) in self.module.tables.iter().enumerate() {
            let mut ty = RoundtripReencoder.table_type(table.ty)?;
            if index == 0 {
                let more = u64::from(self.table_size) - ty.minimum;
                ty.minimum += more;
                ty.maximum = ty.maximum.map(|most| most + more);
            }
            tables.table(ty);
        }
        Ok(tables)
    }

    fn first_exports(&self) -> ExportSection {
        let mut exports = ExportSection::new();
        let mut written = BTreeSet::new();
        let own = self.module.exports.iter();
        let own = own.map(|export| (export.name, Kind::from(export.kind), export.index));
        let further = self.exports.iter();
        let further = further.map(|((kind, index), name)| (name.as_str(), *kind, *index));
        for (name, kind, index) in own.chain(further) {
            if !written.insert(name) {
                continue;
            }
            let (kind, index) = match kind {
                Kind::Memory => (ExportKind::Memory, index),
                Kind::Table => (ExportKind::Table, index),
                Kind::Global => (ExportKind::Global, index),
                Kind::Function => (ExportKind::Func, self.number_in_first(index)),
            };
            exports.export(name, kind, index);
        }
        exports
    }

    fn number_in_first(&self, function: u32) -> u32 {
        self.in_first[function as usize].expect("it is in the first part or has a stub")
    }

    /// All places of the table, those of the rest with stubs.
    fn first_elements(&self) -> ElementSection {
        let slots = self.module.slots.iter().copied();
        let mut places: BTreeMap<u32, u32> = slots
            .filter(|(_, function)| !self.is_rest(*function) || self.stubs.contains(function))
            .collect();
        let shared = self.shared_slots.iter();
        places.extend(shared.map(|(function, slot)| (*slot, *function)));
        elements(&places, |function| self.number_in_first(function))
    }

    fn first_code(&self) -> Result<CodeSection> {
        let mut code = CodeSection::new();
        for (function, body) in self.module.own() {
            if !self.is_rest(function) {
                code.function(&self.rewritten(body, &self.in_first)?);
            }
        }
        for function in &self.stubs {
            code.function(&self.stub(*function, self.slots[function]));
        }
        code.function(&self.ensure());
        Ok(code)
    }

    /// Has the rest loaded and calls what then stands in the stub's place.
    fn stub(&self, function: u32, slot: u32) -> Function {
        let mut stub = Function::new([]);
        stub.instruction(&Instruction::Call(self.number_of_ensure()));
        for parameter in 0..self.module.type_of(function).params().len() {
            stub.instruction(&Instruction::LocalGet(parameter as u32));
        }
        self.call_slot(&mut stub, function, slot);
        stub.instruction(&Instruction::End);
        stub
    }

    /// It stands behind the stubs.
    fn number_of_ensure(&self) -> u32 {
        self.in_first.iter().flatten().count() as u32
    }

    fn ensure(&self) -> Function {
        let is_there = self.module.globals.len() as u32;
        let mut ensure = Function::new([]);
        ensure.instruction(&Instruction::GlobalGet(is_there));
        ensure.instruction(&Instruction::I32Eqz);
        ensure.instruction(&Instruction::If(BlockType::Empty));
        ensure.instruction(&Instruction::Call(self.number_in_first(self.cut.load)));
        ensure.instruction(&Instruction::I32Const(1));
        ensure.instruction(&Instruction::GlobalSet(is_there));
        ensure.instruction(&Instruction::End);
        ensure.instruction(&Instruction::End);
        ensure
    }

    fn call_slot(&self, into: &mut Function, function: u32, slot: u32) {
        into.instruction(&Instruction::I32Const(slot as i32));
        into.instruction(&Instruction::CallIndirect {
            type_index: self.module.functions[function as usize],
            table_index: 0,
        });
    }

    /// A body whose calls name functions as its part does; what is not in it is called through the table.
    fn rewritten(&self, body: &FunctionBody<'_>, numbers: &[Option<u32>]) -> Result<Function> {
        let mut function = RoundtripReencoder.new_function_with_parsed_locals(body)?;
        for operator in body.get_operators_reader()? {
            match operator? {
                Operator::Call {
                    function_index: called,
                } => match self.slots.get(&called) {
                    Some(slot) if std::ptr::eq(numbers, self.in_first.as_slice()) => {
                        if !self.stubs.contains(&called) {
                            function.instruction(&Instruction::Call(self.number_of_ensure()));
                        }
                        self.call_slot(&mut function, called, *slot);
                    }
                    _ => {
                        let number = numbers[called as usize].context("a call into the void")?;
                        function.instruction(&Instruction::Call(number));
                    }
                },
                other => {
                    function.instruction(&RoundtripReencoder.instruction(other)?);
                }
            }
        }
        Ok(function)
    }

    fn rest(&self) -> Result<Vec<u8>> {
        let mut fresh = wasm_encoder::Module::new();
        fresh.section(&self.types()?);
        fresh.section(&self.rest_imports()?);
        let mut functions = FunctionSection::new();
        for (function, _) in self.module.own() {
            if self.is_rest(function) {
                functions.function(self.module.functions[function as usize]);
            }
        }
        fresh.section(&functions);
        let mut places: BTreeMap<u32, u32> = BTreeMap::new();
        for (slot, function) in &self.module.slots {
            if self.is_rest(*function) {
                places.insert(*slot, *function);
            }
        }
        places.extend(self.slots.iter().map(|(function, slot)| (*slot, *function)));
        fresh.section(&elements(&places, |function| {
            self.in_rest[function as usize].expect("it is in the rest")
        }));
        let mut code = CodeSection::new();
        for (function, body) in self.module.own() {
            if self.is_rest(function) {
                code.function(&self.rewritten(body, &self.in_rest)?);
            }
        }
        fresh.section(&code);
        fresh.section(&self.data(true)?);
        let own = self.module.own().map(|(function, _)| function);
        let own = own.filter(|function| self.is_rest(*function));
        let names = own.map(|it| self.module.names.get(&it).map(|name| (*name).to_owned()));
        self.close(fresh, self.shared.len() as u32, names.collect())
    }

    /// Memory, tables, globals and functions of the first part, in their order. Functions are named by their places in
    /// the table, from which `web/static/rest.js` takes them.
    fn rest_imports(&self) -> Result<ImportSection> {
        let mut imports = ImportSection::new();
        let shared = self
            .shared
            .iter()
            .map(|function| (Kind::Function, *function));
        let others = self.exports.keys().copied();
        let others = others.filter(|(kind, _)| *kind != Kind::Function);
        for (kind, index) in others.chain(shared) {
            let at = index as usize;
            let ty = match kind {
                Kind::Memory => {
                    EntityType::Memory(RoundtripReencoder.memory_type(self.module.memories[at])?)
                }
                Kind::Table => EntityType::Table(wasm_encoder::TableType {
                    maximum: None,
                    ..RoundtripReencoder.table_type(self.module.tables[at].ty)?
                }),
                Kind::Global => {
                    EntityType::Global(RoundtripReencoder.global_type(self.module.globals[at].ty)?)
                }
                Kind::Function => EntityType::Function(self.module.functions[at]),
            };
            let name = match kind {
                Kind::Function => self.shared_slots[&index].to_string(),
                _ => self.exports[&(kind, index)].clone(),
            };
            imports.import(FIRST, &name, ty);
        }
        Ok(imports)
    }
}

/// What the first part calls its imported function of that number, and what the rest takes of it that has no name: the
/// glue's own names are long, and there are many.
pub fn short(number: usize) -> String {
    format!("_{number:x}")
}

/// The place of each function in a list that leaves some out.
fn numbers(count: usize, list: impl Iterator<Item = u32>) -> Vec<Option<u32>> {
    let mut numbers = vec![None; count];
    for (number, function) in list.enumerate() {
        numbers[function as usize] = Some(number as u32);
    }
    numbers
}

/// Functions at their places of the first table: a list for each stretch without a gap.
fn elements(places: &BTreeMap<u32, u32>, number: impl Fn(u32) -> u32) -> ElementSection {
    let mut section = ElementSection::new();
    let mut stretch: Vec<u32> = Vec::new();
    let mut begin = 0;
    let mut flush = |begin: u32, stretch: &mut Vec<u32>| {
        if !stretch.is_empty() {
            let functions = std::mem::take(stretch);
            section.active(
                None,
                &ConstExpr::i32_const(begin as i32),
                Elements::Functions(functions.into()),
            );
        }
    };
    for (slot, function) in places {
        if *slot != begin + stretch.len() as u32 {
            flush(begin, &mut stretch);
            begin = *slot;
        }
        stretch.push(number(*function));
    }
    flush(begin, &mut stretch);
    section
}
