//! Which data only the rest needs: constants that no function of the first part follows (`numbers.rs`).
//!
//! The linker's own list says which function refers to which object, and which object to which (`web/build.rs` has it
//! kept). What is not constant always stays in the first part, and so does everything whose use is not certain.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result};
use wasmparser::{
    BinaryReader, KnownCustom, Linking, Parser, Payload, RelocSectionReader, RelocationType,
    SymbolInfo,
};

use super::module::{Module, constant, function_names};
use super::numbers::Numbers;

/// How the linker calls the constants.
const CONSTANTS: &str = ".rodata";

/// A program as the linker left it.
#[derive(Default)]
pub struct Linked<'a> {
    /// Address of each piece of data and its place in the file, in order.
    pieces: Vec<(u32, Range<usize>)>,
    names_of_pieces: Vec<&'a str>,
    /// By number of symbol: where its data are, and what it is called if it is a function.
    objects: Vec<Range<u32>>,
    functions: Vec<Option<&'a str>>,
    /// What a function of this name refers to: a symbol, and by which number if it is a number of its own.
    by_function: BTreeMap<&'a str, BTreeSet<(usize, Option<u32>)>>,
    /// Address of each reference in the data, and the symbol that it refers to.
    in_data: Vec<(u32, usize)>,
}

/// What is read first, and makes sense together only.
#[derive(Default)]
struct Raw<'a> {
    code_start: usize,
    data_start: usize,
    bodies: Vec<Range<usize>>,
    imported: u32,
    names: BTreeMap<u32, &'a str>,
    symbols: Vec<Symbol>,
    code: Vec<Reference>,
    data: Vec<Reference>,
}

/// A reference to data or to a place in the table.
struct Reference {
    /// Where it stands in its section.
    offset: usize,
    symbol: usize,
    /// Whether it is a number of its own, not a part of an access.
    is_number: bool,
}

enum Symbol {
    /// Number of a piece, and the place in it.
    Data(u32, Range<u32>),
    Function(u32),
    Other,
}

/// What the first part does without.
pub struct Spared<'a> {
    /// Constants that only the rest needs, as stretches of addresses, in order.
    pub constants: Vec<Range<u32>>,
    /// Functions that the first part may find in the table.
    pub pointed_to: BTreeSet<&'a str>,
}

impl<'a> Linked<'a> {
    /// # Errors
    /// When the bytes are no module, or the linker kept no list.
    pub fn read(bytes: &'a [u8]) -> Result<Self> {
        let mut linked = Self::default();
        let mut raw = Raw::default();
        for payload in Parser::new(0).parse_all(bytes) {
            linked.enter(payload?, bytes, &mut raw)?;
        }
        linked.connect(raw, bytes)?;
        Ok(linked)
    }

    fn enter(&mut self, payload: Payload<'a>, bytes: &'a [u8], raw: &mut Raw<'a>) -> Result<()> {
        match payload {
            Payload::ImportSection(imports) => {
                let imports = imports.into_imports().collect::<Result<Vec<_>, _>>()?;
                let is_function = |ty| matches!(ty, wasmparser::TypeRef::Func(_));
                let functions = imports.iter().filter(|import| is_function(import.ty));
                raw.imported = functions.count() as u32;
            }
            Payload::CodeSectionStart { range, .. } => raw.code_start = range.start,
            Payload::CodeSectionEntry(body) => raw.bodies.push(body.range()),
            Payload::DataSection(section) => {
                raw.data_start = section.range().start;
                for data in section {
                    let data = data?;
                    let wasmparser::DataKind::Active { offset_expr, .. } = &data.kind else {
                        continue;
                    };
                    let start = data.data.as_ptr() as usize - bytes.as_ptr() as usize;
                    let place = start..start + data.data.len();
                    self.pieces.push((constant(offset_expr)?, place));
                }
            }
            Payload::CustomSection(section) => {
                let name = section.name();
                match section.as_known() {
                    KnownCustom::Linking(linking) => {
                        for part in linking.subsections() {
                            self.enter_linking(part?, raw)?;
                        }
                    }
                    KnownCustom::Reloc(list) if name == "reloc.CODE" => raw.code = places(list)?,
                    KnownCustom::Reloc(list) if name == "reloc.DATA" => raw.data = places(list)?,
                    KnownCustom::Name(names) => raw.names = function_names(names)?,
                    _ => {}
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn enter_linking(&mut self, part: Linking<'a>, raw: &mut Raw<'a>) -> Result<()> {
        match part {
            Linking::SegmentInfo(segments) => {
                for segment in segments {
                    self.names_of_pieces.push(segment?.name);
                }
            }
            Linking::SymbolTable(symbols) => {
                for symbol in symbols {
                    raw.symbols.push(match symbol? {
                        SymbolInfo::Data {
                            symbol: Some(symbol),
                            ..
                        } => {
                            let place = symbol.offset..symbol.offset + symbol.size;
                            Symbol::Data(symbol.index, place)
                        }
                        SymbolInfo::Func { index, .. } => Symbol::Function(index),
                        _ => Symbol::Other,
                    });
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn connect(&mut self, raw: Raw<'a>, bytes: &'a [u8]) -> Result<()> {
        for symbol in &raw.symbols {
            self.objects.push(match symbol {
                Symbol::Data(piece, place) => {
                    let (address, _) = self.pieces[*piece as usize];
                    address + place.start..address + place.end
                }
                _ => 0..0,
            });
            self.functions.push(match symbol {
                Symbol::Function(index) => raw.names.get(index).copied(),
                _ => None,
            });
        }
        for (number, _) in raw.bodies.iter().enumerate() {
            let name = raw.names.get(&(raw.imported + number as u32));
            self.by_function
                .entry(name.context("a function without a name")?)
                .or_default();
        }
        for reference in raw.code {
            let at = raw.code_start + reference.offset;
            let body = raw.bodies.partition_point(|body| body.end <= at);
            let name = raw.names.get(&(raw.imported + body as u32));
            let name = name.context("a reference outside of all functions")?;
            let number = match reference.is_number {
                true => Some(BinaryReader::new(&bytes[at..], at).read_var_i32()? as u32),
                false => None,
            };
            self.by_function
                .entry(name)
                .or_default()
                .insert((reference.symbol, number));
        }
        for reference in raw.data {
            let at = raw.data_start + reference.offset;
            let piece = self.pieces.iter().find(|(_, place)| place.contains(&at));
            let (address, place) = piece.context("a reference outside of all data")?;
            self.in_data
                .push((address + (at - place.start) as u32, reference.symbol));
        }
        self.in_data.sort_unstable();
        Ok(())
    }

    /// What the first part does without. `module` is what became of the program since, `is_first` says of each of its
    /// functions whether it belongs to the first part.
    ///
    /// # Errors
    /// When the code is malformed.
    pub fn spared(&self, module: &Module<'a>, is_first: &[bool]) -> Result<Spared<'a>> {
        let mut open = self.needed_anyhow();
        let mut pointed_to = BTreeSet::new();
        for (function, _) in module.own().filter(|(it, _)| is_first[*it as usize]) {
            let numbers = Numbers::of(module, function, is_first)?;
            let name = module.names.get(&function);
            match name.and_then(|name| self.by_function.get(*name)) {
                Some(refers) => {
                    let needed = refers.iter().filter(|(symbol, number)| {
                        number.is_none_or(|it| !self.is_spared(module, &numbers, *symbol, it))
                    });
                    open.extend(needed.map(|(symbol, _)| symbol));
                }
                // It was made since the linker ran: whatever looks like an address may be one.
                None => {
                    open.extend(self.at(&numbers.followed));
                    pointed_to.extend(module.named_at(&numbers.followed));
                }
            }
        }
        let mut is_needed = vec![false; self.objects.len()];
        while let Some(symbol) = open.pop() {
            if std::mem::replace(&mut is_needed[symbol], true) {
                continue;
            }
            pointed_to.extend(self.functions[symbol]);
            let range = &self.objects[symbol];
            let begin = self.in_data.partition_point(|(at, _)| *at < range.start);
            let inside = self.in_data[begin..].iter();
            let inside = inside.take_while(|(at, _)| *at < range.end);
            open.extend(inside.map(|(_, symbol)| *symbol));
        }
        Ok(Spared {
            constants: self.stretches(&is_needed),
            pointed_to,
        })
    }

    /// Whether a function with these numbers leaves what it refers to by one of them to the rest: to what it calls, or
    /// to the pieces that were taken out of it.
    fn is_spared(
        &self,
        module: &Module<'a>,
        numbers: &Numbers,
        symbol: usize,
        number: u32,
    ) -> bool {
        let place = BTreeSet::from([number]);
        let is_there = |name| module.named_at(&place).eq([name]);
        let is_same = self.functions[symbol].is_none_or(is_there);
        is_same && !numbers.followed.contains(&number)
    }

    /// What is referred to from data that is not constant, or that belongs to no object.
    fn needed_anyhow(&self) -> Vec<usize> {
        let owned = self.union(|_| true);
        let constants = self.constants();
        let is_owned = |at: u32| {
            let is_constant = constants.iter().any(|range| range.contains(&at));
            let before = owned.partition_point(|range| range.end <= at);
            is_constant && owned.get(before).is_some_and(|range| range.contains(&at))
        };
        let free = self.in_data.iter().filter(|(at, _)| !is_owned(*at));
        free.map(|(_, symbol)| *symbol).collect()
    }

    fn constants(&self) -> Vec<Range<u32>> {
        let named = self.pieces.iter().zip(&self.names_of_pieces);
        named
            .filter(|(_, name)| name.starts_with(CONSTANTS))
            .map(|((address, place), _)| *address..*address + place.len() as u32)
            .collect()
    }

    /// Objects in which one of the addresses lies.
    fn at(&self, addresses: &BTreeSet<u32>) -> Vec<usize> {
        let objects = self.objects.iter().enumerate();
        let holds = |range: &Range<u32>| addresses.range(range.clone()).next().is_some();
        objects
            .filter(|(_, range)| !range.is_empty() && holds(range))
            .map(|(at, _)| at)
            .collect()
    }

    /// Stretches that the chosen objects cover, in order.
    fn union(&self, is_chosen: impl Fn(usize) -> bool) -> Vec<Range<u32>> {
        let mut chosen: Vec<Range<u32>> = (0..self.objects.len())
            .filter(|object| is_chosen(*object))
            .map(|object| self.objects[object].clone())
            .filter(|range| !range.is_empty())
            .collect();
        chosen.sort_unstable_by_key(|range| range.start);
        let mut union: Vec<Range<u32>> = Vec::new();
        for range in chosen {
            match union.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => union.push(range),
            }
        }
        union
    }

    /// What constants are left when the needed ones are taken away.
    fn stretches(&self, is_needed: &[bool]) -> Vec<Range<u32>> {
        let needed = self.union(|object| is_needed[object]);
        let mut stretches = Vec::new();
        for free in self.union(|object| !is_needed[object]) {
            for constants in self.constants() {
                let (mut from, end) =
                    (free.start.max(constants.start), free.end.min(constants.end));
                let first = needed.partition_point(|range| range.end <= from);
                for needed in needed[first..].iter().take_while(|range| range.start < end) {
                    if from < needed.start {
                        stretches.push(from..needed.start);
                    }
                    from = from.max(needed.end);
                }
                if from < end {
                    stretches.push(from..end);
                }
            }
        }
        stretches
    }
}

/// References to data and to places in the table in a section.
fn places(list: RelocSectionReader<'_>) -> Result<Vec<Reference>> {
    let mut places = Vec::new();
    for entry in list.entries() {
        let entry = entry?;
        let is_number = matches!(
            entry.ty,
            RelocationType::MemoryAddrSleb | RelocationType::TableIndexSleb
        );
        let is_other = matches!(
            entry.ty,
            RelocationType::MemoryAddrLeb
                | RelocationType::MemoryAddrI32
                | RelocationType::TableIndexI32
        );
        if is_number || is_other {
            places.push(Reference {
                offset: entry.offset as usize,
                symbol: entry.index as usize,
                is_number,
            });
        }
    }
    Ok(places)
}
