//! A program made ready to run: checked once, with tables for dispatch.

use std::ops::Deref;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use interleave_program::{
    Const, ConstId, FnId, IntKind, Method, MethodTarget, Parameter, Program, Replacement, ShapeId,
    Symbol, TypeTag, operator_symbol,
};

use crate::counted::CountActs;
use crate::given::Given;
use crate::library_calls::LibraryCalls;
use crate::library_types::{Library, LibraryDrop, cow_shapes, panic_hook};
use crate::live::{Live, RegisterSet};
use crate::natives::EntryShapes;
use crate::own_methods::Way;
use crate::reachable::{CountFacts, count_facts};
use crate::returns::owned_at_returns;
use crate::value::Value;
use crate::verify::verify;
use crate::ways_seen::WaysSeen;

/// A program that has passed verification, with what dispatch needs precomputed.
///
/// The interpreter leaves out bounds checks on registers and jumps because of that check, so this is the
/// only thing it accepts.
#[derive(Debug)]
pub struct Code {
    program: Program,
    /// Constants as values; `Moved` for integers that need a heap object.
    pub(crate) values: Vec<Value>,
    pub(crate) names: Names,
    /// By shape: what using and dropping a value of it means.
    pub(crate) shape_facts: Vec<ShapeFacts>,
    methods: MethodTable,
    ways_seen: WaysSeen,
    /// By function: see [`owned_at_returns`]; found out when it first returns.
    returns: Vec<AtomicU64>,
    /// By function: see [`Given`].
    given: Vec<Option<Given>>,
    pub(crate) library: Library,
    pub(crate) library_calls: LibraryCalls,
    /// What a panic calls before it unwinds, in programs that speak of panic hooks.
    pub(crate) panic_hook: Option<FnId>,
    cow_shapes: Option<[ShapeId; 2]>,
    /// Where [`STATIC_MESSAGES`] begin among the constants.
    first_message: usize,
    /// Found out when a run act by act asks.
    count_facts: OnceLock<CountFacts>,
    /// The same, by function.
    live: OnceLock<Vec<OnceLock<Live>>>,
}

/// What a function's registers at its returns are written as until somebody asks.
const UNKNOWN_RETURNS: u64 = RegisterSet::MAX;
/// The same for a function with more registers than a set has.
const MANY_REGISTERS: u64 = RegisterSet::MAX - 1;

/// Panic messages without arguments: their payload is a `&'static str`.
const STATIC_MESSAGES: &[&str] = &[
    "attempt to add with overflow",
    "attempt to subtract with overflow",
    "attempt to multiply with overflow",
    "attempt to divide with overflow",
    "attempt to calculate the remainder with overflow",
    "attempt to shift left with overflow",
    "attempt to shift right with overflow",
    "attempt to negate with overflow",
    "attempt to divide by zero",
    "attempt to calculate the remainder with a divisor of zero",
    "called `Option::unwrap()` on a `None` value",
    "chunk size must be non-zero",
    "window size must be non-zero",
];

/// Facts about a struct or variant that come from its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ShapeFacts {
    pub drop: Option<FnId>,
    pub copies: Copies,
    /// `into_future` gives the value itself.
    pub is_own_future: bool,
    /// How many fields it has, if few.
    pub few_fields: u8,
    /// The type.
    pub tag: TypeTag,
    /// What dropping one comes to.
    pub end: End,
}

/// What dropping a value of a shape comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Its fields are dropped.
    OfFields,
    /// Its `Drop` is [`LibraryDrop::Sleep`].
    Sleep,
    /// Its `Drop` is [`LibraryDrop::JoinHandle`].
    JoinHandle,
    /// It has a `Drop`.
    Drop,
}

/// Whether values of a shape are `Copy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Copies {
    Never,
    Always,
    /// When all fields are: tuples, `Option`, `Result`.
    WithFields,
}

/// Method names that the machine itself calls, and types of the prelude that it makes.
#[derive(Debug)]
pub(crate) struct Names {
    pub deref: Option<Symbol>,
    pub next: Option<Symbol>,
    pub into_iter: Option<Symbol>,
    pub into_future: Option<Symbol>,
    pub poll: Option<Symbol>,
    pub index: Option<Symbol>,
    pub clone: Option<Symbol>,
    pub eq: Option<Symbol>,
    pub partial_cmp: Option<Symbol>,
    pub cmp: Option<Symbol>,
    pub neg: Option<Symbol>,
    pub not: Option<Symbol>,
    /// By `BinOp` up to `Shr`: `add`, `sub`, …
    pub binary: [Option<Symbol>; 10],
    /// By `BinOp` up to `Shr`: `add_assign`, …
    pub assign: [Option<Symbol>; 10],
    /// By `FormatTrait`: `Display::fmt`, …
    pub fmt: [Option<Symbol>; 9],
    /// What `entry` of a map gives.
    pub entries: Option<EntryShapes>,
}

impl Names {
    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = Option<Symbol>> {
        let single = [
            self.deref,
            self.next,
            self.into_iter,
            self.into_future,
            self.index,
            self.clone,
            self.eq,
            self.partial_cmp,
            self.cmp,
            self.neg,
            self.not,
        ];
        let (binary, assign, fmt) = (self.binary, self.assign, self.fmt);
        single.into_iter().chain(binary).chain(assign).chain(fmt)
    }

    pub(crate) fn new(program: &Program) -> Self {
        let name = |text: &str| program.symbols.get(text);
        let operator = |method: &str| operator_symbol(method).and_then(|text| name(&text));
        Self {
            deref: operator("deref"),
            next: operator("next"),
            into_iter: operator("into_iter"),
            into_future: name("into_future"),
            poll: name("poll"),
            index: operator("index"),
            clone: operator("clone"),
            eq: operator("eq"),
            partial_cmp: operator("partial_cmp"),
            cmp: operator("cmp"),
            neg: operator("neg"),
            not: operator("not"),
            binary: [
                "add", "sub", "mul", "div", "rem", "bitand", "bitor", "bitxor", "shl", "shr",
            ]
            .map(operator),
            assign: [
                "add_assign",
                "sub_assign",
                "mul_assign",
                "div_assign",
                "rem_assign",
                "bitand_assign",
                "bitor_assign",
                "bitxor_assign",
                "shl_assign",
                "shr_assign",
            ]
            .map(operator),
            fmt: [
                "Display::fmt",
                "Debug::fmt",
                "LowerHex::fmt",
                "UpperHex::fmt",
                "Octal::fmt",
                "Binary::fmt",
                "LowerExp::fmt",
                "UpperExp::fmt",
                "Pointer::fmt",
            ]
            .map(name),
            entries: EntryShapes::find(program),
        }
    }
}

impl Code {
    /// Checks `program` and makes it ready.
    ///
    /// # Errors
    /// A sentence on the first malformed instruction: a bug of whoever made the program.
    pub fn new(mut program: Program) -> Result<Self, String> {
        verify(&program)?;
        let library = Library::find(&program);
        let first_message = program.constants.len();
        let messages = STATIC_MESSAGES.iter();
        program
            .constants
            .extend(messages.map(|text| Const::Str((*text).to_owned())));
        let constants = program.constants.iter().enumerate();
        let values: Vec<Value> = constants
            .map(|(index, it)| const_value(ConstId::from_index(index), it))
            .collect();
        let mut code = Self {
            library_calls: LibraryCalls::find(&program, &values),
            values,
            names: Names::new(&program),
            shape_facts: program
                .shapes
                .iter()
                .map(|shape| shape_facts(&program, shape.tag))
                .collect(),
            methods: MethodTable::new(&program, &library),
            ways_seen: WaysSeen::default(),
            returns: (program.functions.iter())
                .map(|_| AtomicU64::new(UNKNOWN_RETURNS))
                .collect(),
            given: (program.functions.iter())
                .map(|it| Given::find(&program, it))
                .collect(),
            panic_hook: panic_hook(&program),
            cow_shapes: cow_shapes(&program),
            library,
            first_message,
            count_facts: OnceLock::new(),
            live: OnceLock::new(),
            program,
        };
        for index in 0..code.shape_facts.len() {
            let tag = code.shapes[index].tag;
            let fields = code.shapes[index].fields.len();
            let facts = code.shape_facts[index];
            code.shape_facts[index] = ShapeFacts {
                is_own_future: code.find_into_future(tag).is_none(),
                few_fields: u8::try_from(fields).unwrap_or(u8::MAX),
                end: match facts.drop.map(|it| code.library.drop_of(it)) {
                    None => End::OfFields,
                    Some(Some(LibraryDrop::Sleep)) => End::Sleep,
                    Some(Some(LibraryDrop::JoinHandle)) => End::JoinHandle,
                    Some(None) => End::Drop,
                },
                ..facts
            };
        }
        for given in code.given.iter_mut().flatten() {
            let facts = code.shape_facts[given.shape.index()];
            given.is_simple = facts.drop.is_none() && facts.copies != Copies::Never;
        }
        Ok(code)
    }

    /// Makes this the code of a text in which one literal was replaced; false, and nothing done, when that cannot be
    /// (see [`Replacement::apply`]). No table depends on an instruction's integer.
    pub fn replace(&mut self, replacement: &Replacement, parameters: Vec<Parameter>) -> bool {
        replacement.apply(&mut self.program, parameters)
    }

    /// A panic message of the machine itself as the `&'static str` that std's payload is; `None` for messages
    /// that std formats.
    pub(crate) fn static_message(&self, text: &str) -> Option<Value> {
        let at = STATIC_MESSAGES.iter().position(|known| *known == text)?;
        Some(self.values[self.first_message + at])
    }

    /// What the program does with counts of handles.
    #[inline]
    pub(crate) fn count_facts(&self) -> &CountFacts {
        self.count_facts.get_or_init(|| count_facts(&self.program))
    }

    /// Which uses of counts can show when several threads are there.
    #[must_use]
    #[inline]
    pub fn count_acts(&self) -> CountActs {
        match self.count_facts() {
            CountFacts { looks: true, .. } => CountActs::All,
            CountFacts { noise: true, .. } => CountActs::Drops,
            _ => CountActs::None,
        }
    }

    /// Whether values of the shape are a `Cow`.
    #[must_use]
    pub(crate) fn is_cow(&self, shape: ShapeId) -> bool {
        self.cow_shapes.is_some_and(|known| known.contains(&shape))
    }

    /// Whether values of the type may have several shapes.
    pub(crate) fn has_variants(&self, tag: TypeTag) -> bool {
        match tag.user_index().and_then(|index| self.types.get(index)) {
            Some(definition) => definition.shapes.len() > 1,
            None => tag != TypeTag::TUPLE,
        }
    }

    /// The method `name` of `tag` itself, blanket impls included.
    #[inline]
    pub(crate) fn find_method(&self, tag: TypeTag, name: Symbol) -> Option<Method> {
        self.methods.get(tag, name)
    }

    /// The method `name` of `tag` itself, blanket impls left out.
    #[inline(always)]
    pub(crate) fn find_own_method(&self, tag: TypeTag, name: Symbol) -> Option<Method> {
        self.methods.own(tag, name)
    }

    /// What a call of the method `name` of a value of that shape itself comes to.
    #[inline(always)]
    pub(crate) fn way_of_shape(&self, shape: ShapeId, name: Symbol) -> Way {
        match self.ways_seen.get(shape, name) {
            Some(way) => way,
            None => self.find_way_of_shape(shape, name),
        }
    }

    #[cold]
    #[inline(never)]
    fn find_way_of_shape(&self, shape: ShapeId, name: Symbol) -> Way {
        let way = match self.shape_facts.get(shape.index()) {
            Some(facts) => self.methods.way(facts.tag, name),
            None => Way::GENERAL,
        };
        self.ways_seen.note(shape, name, way);
        way
    }

    /// The same of a value of a built-in type, which is no pointer.
    #[inline(always)]
    pub(crate) fn way_of(&self, tag: TypeTag, name: Symbol) -> Way {
        self.methods.way(tag, name)
    }

    /// The bytecode of method `name` of `tag` itself, when it is bytecode.
    pub(crate) fn find_function(&self, tag: TypeTag, name: Option<Symbol>) -> Option<FnId> {
        match self.methods.get(tag, name?)?.target {
            MethodTarget::Fn(function) => Some(function),
            _ => None,
        }
    }

    /// The same, but only for the program's and prelude's own types, or when the type's own table has it: a
    /// blanket impl does not count.
    pub(crate) fn find_own_function(&self, tag: TypeTag, name: Option<Symbol>) -> Option<FnId> {
        match self.methods.own(tag, name?)?.target {
            MethodTarget::Fn(function) => Some(function),
            _ => None,
        }
    }

    /// What makes a future of a value of a type that is none. A future is its own, whatever else it calls so.
    pub(crate) fn find_into_future(&self, tag: TypeTag) -> Option<FnId> {
        let into = self.find_own_function(tag, self.names.into_future)?;
        match self.find_own_function(tag, self.names.poll) {
            Some(_) => None,
            None => Some(into),
        }
    }

    /// The registers of a function that may own something when it returns; `None` when it has many.
    #[inline(always)]
    pub(crate) fn owned_at_returns(&self, function: FnId) -> Option<RegisterSet> {
        match self.returns[function.index()].load(Ordering::Relaxed) {
            known @ ..MANY_REGISTERS => Some(known),
            _ => self.owned_at_rare_returns(function),
        }
    }

    #[cold]
    #[inline(never)]
    fn owned_at_rare_returns(&self, function: FnId) -> Option<RegisterSet> {
        match self.returns[function.index()].load(Ordering::Relaxed) {
            MANY_REGISTERS => None,
            _ => self.find_owned_at_returns(function),
        }
    }

    #[cold]
    #[inline(never)]
    fn find_owned_at_returns(&self, function: FnId) -> Option<RegisterSet> {
        let index = function.index();
        let found = owned_at_returns(&self.program, &self.program.functions[index]);
        // A set that is written like one of the other two is looked for again, or taken for too large: both are right.
        let written = found.unwrap_or(MANY_REGISTERS);
        self.returns[index].store(written, Ordering::Relaxed);
        found
    }

    /// What a function gives of its receiver, when that is all that it does.
    #[inline]
    pub(crate) fn given(&self, function: FnId) -> Option<&Given> {
        self.given.get(function.index())?.as_ref()
    }

    /// Which registers of a function will still be read.
    pub(crate) fn live(&self, function: FnId) -> &Live {
        let all = self.live.get_or_init(|| {
            let functions = self.functions.iter();
            functions.map(|_| OnceLock::new()).collect()
        });
        let index = function.index();
        all[index].get_or_init(|| Live::new(&self.program, &self.functions[index]))
    }

    /// What the machine knows of async libraries' types.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }

    #[inline(always)]
    pub(crate) fn facts(&self, shape: ShapeId) -> ShapeFacts {
        self.shape_facts[shape.index()]
    }
}

impl Deref for Code {
    type Target = Program;

    fn deref(&self) -> &Program {
        &self.program
    }
}

fn const_value(id: ConstId, constant: &Const) -> Value {
    match constant {
        Const::Int(IntKind::U64 | IntKind::Usize, it) if u64::try_from(*it).is_ok() => {
            Value::Int(const_kind(constant), *it as u64 as i64)
        }
        Const::Int(kind, it) => i64::try_from(*it).map_or(Value::Moved, |it| Value::Int(*kind, it)),
        Const::F64(it) => Value::F64(*it),
        Const::F32(it) => Value::F32(*it),
        Const::Char(it) => Value::Char(*it),
        Const::Str(text) => Value::StaticStr {
            constant: id,
            start: 0,
            len: text.len() as u32,
        },
        Const::Fn(it) => Value::Fn(*it),
        Const::Native(it) => Value::Native(*it),
        Const::Sys(it) => Value::Sys(*it),
        Const::Constructor(it) => Value::Constructor(*it),
        Const::Type(_) => Value::Type(id),
    }
}

fn const_kind(constant: &Const) -> IntKind {
    match constant {
        Const::Int(kind, _) => *kind,
        _ => IntKind::Any,
    }
}

fn shape_facts(program: &Program, tag: TypeTag) -> ShapeFacts {
    match tag.user_index().and_then(|index| program.types.get(index)) {
        Some(def) => ShapeFacts {
            drop: def.drop,
            copies: if def.is_copy {
                Copies::Always
            } else {
                Copies::Never
            },
            is_own_future: true,
            few_fields: u8::MAX,
            tag,
            end: End::Drop,
        },
        None => ShapeFacts {
            drop: None,
            copies: match tag {
                TypeTag::TUPLE
                | TypeTag::OPTION
                | TypeTag::RESULT
                | TypeTag::ORDERING
                | TypeTag::POLL => Copies::WithFields,
                _ => Copies::Never,
            },
            is_own_future: true,
            few_fields: u8::MAX,
            tag,
            end: End::Drop,
        },
    }
}

/// Methods by type and name, open addressing.
#[derive(Debug)]
struct MethodTable {
    /// Power-of-two length; key `u32::MAX` is empty.
    entries: Vec<(u32, Option<Method>)>,
    /// What a call of each entry's method comes to.
    ways: Vec<(u32, Way)>,
    shift: u32,
    /// By symbol.
    blanket: Vec<Option<Method>>,
    /// Types, by tag, that lead to another one and have no `Clone`: `clone` is of what they lead to.
    without_clone: Vec<bool>,
    clone: Option<Symbol>,
}

impl MethodTable {
    fn new(program: &Program, library: &Library) -> Self {
        let count: usize = program.methods.iter().map(Vec::len).sum();
        let size = (count * 2 + 8).next_power_of_two();
        let mut table = Self {
            entries: vec![(u32::MAX, None); size],
            ways: vec![(u32::MAX, Way::GENERAL); size],
            shift: 32 - size.trailing_zeros(),
            blanket: vec![None; program.symbols.len()],
            without_clone: Vec::new(),
            clone: program.symbols.get("clone"),
        };
        for (tag, methods) in program.methods.iter().enumerate() {
            for (symbol, method) in methods {
                let key = Self::key(TypeTag(tag as u16), *symbol);
                let at = table.place(key);
                let method = library.asked_first(*method);
                table.entries[at] = (key, Some(method));
                table.ways[at] = (key, Way::of(method));
            }
        }
        for (symbol, method) in &program.blanket_methods {
            if let Some(entry) = table.blanket.get_mut(symbol.index()) {
                *entry = Some(*method);
            }
        }
        let deref = operator_symbol("deref").and_then(|name| program.symbols.get(&name));
        let tags = 0..program.methods.len();
        let tags = tags.map(|tag| TypeTag(tag as u16));
        let without_clone = tags.map(|tag| table.leads_on_without_clone(program, tag, deref));
        table.without_clone = without_clone.collect();
        table
    }

    fn leads_on_without_clone(
        &self,
        program: &Program,
        tag: TypeTag,
        deref: Option<Symbol>,
    ) -> bool {
        let def = tag.user_index().and_then(|index| program.types.get(index));
        let has = |name: Option<Symbol>| name.is_some_and(|name| self.own(tag, name).is_some());
        def.is_some_and(|def| !def.derives.iter().any(|derive| derive == "Clone"))
            && has(deref)
            && !has(self.clone)
    }

    fn key(tag: TypeTag, name: Symbol) -> u32 {
        u32::from(tag.0) << 16 | u32::from(name.0)
    }

    #[inline(always)]
    fn place(&self, key: u32) -> usize {
        let mask = self.entries.len() - 1;
        let mut at = (key.wrapping_mul(0x9E37_79B1) >> self.shift) as usize & mask;
        while self.entries[at].0 != key && self.entries[at].0 != u32::MAX {
            at = (at + 1) & mask;
        }
        at
    }

    #[inline(always)]
    fn way(&self, tag: TypeTag, name: Symbol) -> Way {
        let key = Self::key(tag, name);
        let mut at = (key.wrapping_mul(0x9E37_79B1) >> self.shift) as usize;
        loop {
            match self.ways.get(at) {
                Some(&(known, way)) if known == key => return way,
                Some(&(u32::MAX, _)) | None => return Way::GENERAL,
                Some(_) => at = (at + 1) & (self.ways.len() - 1),
            }
        }
    }

    #[inline(always)]
    fn own(&self, tag: TypeTag, name: Symbol) -> Option<Method> {
        self.entries[self.place(Self::key(tag, name))].1
    }

    #[inline]
    fn get(&self, tag: TypeTag, name: Symbol) -> Option<Method> {
        self.own(tag, name)
            .or_else(|| self.of_every_type(tag, name))
    }

    fn of_every_type(&self, tag: TypeTag, name: Symbol) -> Option<Method> {
        let is_hidden =
            Some(name) == self.clone && self.without_clone.get(usize::from(tag.0)) == Some(&true);
        let every = self.blanket.get(name.index()).copied().flatten();
        every.filter(|_| !is_hidden)
    }
}
