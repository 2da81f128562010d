//! One text being compiled: what has been declared, what is still to be lowered, what went wrong.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use interleave_program::{
    Const, Diagnostic, FnId, Function, Kept, Map, Method, MethodTarget, Program, SelfKind, Set,
    ShapeId, Span, StaticId, Symbol, TypeTag,
};

use crate::infer::{Inference, Inferred};
use crate::instances::{Instances, Template};
use crate::lower::body::{Body, Context};
use crate::macro_table::MacroTable;
use crate::names::{ModuleId, Names, TraitId, TypeId};
use crate::object_impls::ObjectImpl;
use crate::overloads::{Candidate, OverloadKey};
use crate::sink::Sink;
use crate::twins::Twin;
use crate::type_instances::TypeInstances;

/// A body that has an id and waits to be lowered.
pub enum Job<'a> {
    /// A function with a block.
    Fn {
        id: FnId,
        name: String,
        sig: &'a syn::Signature,
        block: &'a syn::Block,
        context: Context,
    },
    /// A constant's or static's initialiser.
    Init {
        id: FnId,
        name: String,
        expr: &'a syn::Expr,
        context: Context,
    },
    /// One instance of a function or constant.
    Instance {
        id: FnId,
        template: Box<Template<'a>>,
        inferred: Box<Inferred>,
    },
    /// `#[derive(Default)]`
    DeriveDefault {
        id: FnId,
        name: String,
        shape: ShapeId,
        fields: Vec<&'a syn::Type>,
        context: Context,
    },
}

/// A `use` that is still to be resolved.
pub struct Import {
    pub module: ModuleId,
    pub path: Vec<(String, Span)>,
    /// The name it gets here; `None` for `*`.
    pub name: Option<String>,
}

/// A `type` item that is still to be resolved.
pub struct Alias<'a> {
    pub module: ModuleId,
    pub item: &'a syn::ItemType,
}

/// An `impl` that is still to be entered.
pub struct PendingImpl<'a> {
    pub module: ModuleId,
    pub item: &'a syn::ItemImpl,
}

/// A trait's syntax, for bodies that are lowered anew for each type.
#[derive(Clone, Copy)]
pub struct TraitSyntax<'a> {
    pub module: ModuleId,
    pub item: &'a syn::ItemTrait,
}

/// One text being compiled.
pub struct Session<'a> {
    pub program: Program,
    pub names: Names,
    pub sink: Sink,
    pub source: &'a str,
    /// This is the prelude: no spans, `intrinsic::…` allowed.
    pub is_prelude: bool,
    pub root: ModuleId,
    pub inferred: Inferred,
    /// Items that the text takes from bounds and objects, as in [`crate::infer::Facts::of_bounds`].
    pub of_bounds: Map<u32, u32>,
    /// Traits of the program by where they declare functions and constants.
    pub declaring: Map<u32, TraitId>,
    /// Inference, to be asked about single instances; none in the prelude.
    pub inference: Option<Inference<'a>>,
    pub instances: Instances<'a>,
    pub type_instances: TypeInstances,
    /// Modules of blocks with items, by where the block begins: a body may be lowered several times.
    pub block_modules: Map<u32, ModuleId>,
    pub jobs: VecDeque<Job<'a>>,
    pub imports: Vec<Import>,
    pub aliases: Vec<Alias<'a>>,
    pub alias_items: Map<(ModuleId, String), &'a syn::ItemType>,
    /// How many `type` items are being read within each other.
    pub alias_depth: std::cell::Cell<u32>,
    pub impls: Vec<PendingImpl<'a>>,
    /// A trait of the prelude may be declared in parts, by several texts.
    pub traits: Map<TraitId, Vec<TraitSyntax<'a>>>,
    /// Types with `From` implementations of the program.
    pub from_targets: Set<TypeId>,
    /// Which types implement which of the program's traits.
    pub implementors: Vec<(TraitId, TypeId)>,
    pub object_impls: Vec<ObjectImpl>,
    /// Which trait's implementation gave a method, to notice two of one trait for one type.
    pub method_origin: Map<(TypeTag, Symbol), Option<TraitId>>,
    /// Functions of traits by type, to choose among several of one name.
    pub overloads: BTreeMap<OverloadKey, Vec<Candidate>>,
    /// `From` implementations by the type converted and the method's name.
    pub sources: BTreeMap<(TypeTag, String), Vec<Candidate>>,
    /// Functions outside traits by type and name, to notice several of one name.
    pub inherent: BTreeMap<(TypeId, String), Vec<Twin>>,
    /// Names of all inherent methods of the program.
    pub inherent_names: BTreeSet<String>,
    /// What stands for several functions of one name, and those functions.
    pub twins: Map<FnId, Vec<Twin>>,
    /// Associated constants that have a value, by type, trait and name.
    pub constants_given: Set<(TypeId, Option<TraitId>, String)>,
    /// Statics that hold constants which are borrowed.
    pub promoted_consts: Map<usize, StaticId>,
    /// Parsed macro arguments.
    pub macros: &'a MacroTable,
    /// Bodies being lowered, closures above the bodies around them.
    pub stack: Vec<Body>,
    pub constants: Constants,
    /// `static mut`
    pub mutable_statics: Set<StaticId>,
    /// `unsafe fn`
    pub unsafe_functions: Set<FnId>,
    /// Offsets of the names of declared types.
    pub type_offsets: Map<u32, TypeTag>,
    /// The types of the program's structs' fields as they are written, and where.
    pub written_fields: Map<ShapeId, (ModuleId, Vec<&'a syn::Type>)>,
    /// Place of a method's or function's name and the type written for its result.
    pub wanted: Option<(u32, interleave_program::TypeHint)>,
    /// Methods called by name, to be checked against all names once everything is known.
    pub called_methods: Vec<MethodCall>,
    /// Fields named in expressions, to be checked likewise.
    pub named_fields: Vec<(String, Span)>,
    /// An import of something of std that is not built in has been refused: its methods are unknown with it.
    pub has_missing_std: bool,
    /// Macros that the text defines; they have been refused.
    pub own_macros: Set<String>,
}

/// A method call to be checked once all methods are known.
pub struct MethodCall {
    pub name: String,
    pub span: Span,
    /// The types in which the method is looked for, when all are known.
    pub tags: Option<Vec<TypeTag>>,
}

/// Where each constant is.
pub type Constants = Map<ConstKey, u32>;

/// Constants that are shared when they are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConstKey {
    Text(String),
    Number(u8, i128),
    Function(FnId),
    Other(String),
}

impl<'a> Session<'a> {
    /// A session that continues from `program` and `names`.
    pub fn new(
        program: Program,
        names: Names,
        source: &'a str,
        macros: &'a MacroTable,
        is_prelude: bool,
    ) -> Self {
        let mut session = Self {
            program,
            names,
            sink: Sink::default(),
            source,
            is_prelude,
            root: 0,
            inferred: Inferred::default(),
            of_bounds: Map::new(),
            declaring: Map::new(),
            inference: None,
            instances: Instances::default(),
            type_instances: TypeInstances::default(),
            block_modules: Map::new(),
            jobs: VecDeque::new(),
            imports: Vec::new(),
            aliases: Vec::new(),
            alias_items: Map::new(),
            alias_depth: std::cell::Cell::new(0),
            impls: Vec::new(),
            traits: Map::new(),
            from_targets: Set::new(),
            implementors: Vec::new(),
            object_impls: Vec::new(),
            method_origin: Map::new(),
            overloads: BTreeMap::new(),
            sources: BTreeMap::new(),
            inherent: BTreeMap::new(),
            inherent_names: BTreeSet::new(),
            twins: Map::new(),
            constants_given: Set::new(),
            promoted_consts: Map::new(),
            macros,
            stack: Vec::new(),
            constants: Map::new(),
            mutable_statics: Set::new(),
            unsafe_functions: Set::new(),
            type_offsets: Map::new(),
            written_fields: Map::new(),
            wanted: None,
            called_methods: Vec::new(),
            named_fields: Vec::new(),
            own_macros: Set::new(),
            has_missing_std: false,
        };
        session.root = session.names.add_module("crate", None);
        session
    }

    /// Reports an error.
    pub fn error(&mut self, diagnostic: Diagnostic) {
        self.sink.push(diagnostic);
    }

    /// Reports that something is not supported, with what to write instead.
    pub fn unsupported(&mut self, id: &str, span: Span, what: &str, instead: &str) {
        let message = format!("{what} is not supported");
        self.sink.push(
            Diagnostic::error(&format!("unsupported-{id}"), span, message).with_help(instead),
        );
    }

    /// The symbol of `name`.
    pub fn symbol(&mut self, name: &str) -> Symbol {
        self.program.symbols.intern(name)
    }

    /// A new function without a body yet.
    pub fn reserve(&mut self, name: &str, params: u8, self_kind: SelfKind) -> FnId {
        let plain = name.rsplit("::").next().unwrap_or(name);
        let symbol = self.program.symbols.intern(plain);
        self.program.functions.push(Kept::from(Function {
            name: name.to_owned(),
            symbol: Some(symbol),
            params,
            self_kind,
            captures: 0,
            value_captures: 0,
            registers: 0,
            code: Vec::new(),
            spans: Vec::new(),
            is_prelude: self.is_prelude,
            locals: Vec::new(),
        }));
        if self.program.functions.len() >= usize::from(u16::MAX) {
            self.program.functions.truncate(1000);
            self.error(Diagnostic::error(
                "too-large",
                Span::new(0, 1),
                "the program has too many functions",
            ));
        }
        FnId::from_index(self.program.functions.len() - 1)
    }

    /// The index of constant `value`, shared when it is there already.
    pub fn constant(&mut self, value: Const) -> u32 {
        let key = match &value {
            Const::Str(text) => ConstKey::Text(text.clone()),
            Const::Int(kind, number) => ConstKey::Number(*kind as u8, *number),
            Const::Fn(function) => ConstKey::Function(*function),
            Const::F64(number) => ConstKey::Other(format!("f64 {:x}", number.to_bits())),
            Const::F32(number) => ConstKey::Other(format!("f32 {:x}", number.to_bits())),
            other => ConstKey::Other(format!("{other:?}")),
        };
        if let Some(known) = self.constants.get(&key) {
            return *known;
        }
        self.program.constants.push(value);
        let index = (self.program.constants.len() - 1) as u32;
        self.constants.insert(key, index);
        index
    }

    /// Enters a method of a type, unless what is there goes first: an inherent method, or the type's own.
    pub fn enter_method(
        &mut self,
        tag: TypeTag,
        name: &str,
        function: FnId,
        self_kind: SelfKind,
        from_trait: Option<TraitId>,
    ) {
        let symbol = self.symbol(name);
        let known = self.method_origin.get(&(tag, symbol)).copied();
        let is_builtin = tag.user_index().is_none()
            && known.is_none()
            && self.has_own_method(tag, symbol)
            && !self.is_prelude;
        if from_trait.is_some() && (known == Some(None) || is_builtin) {
            return;
        }
        self.method_origin.insert((tag, symbol), from_trait);
        let target = MethodTarget::Fn(function);
        self.program
            .set_method(tag, symbol, Method { target, self_kind });
    }

    /// Whether the type itself, not a blanket implementation, has the method.
    pub fn has_own_method(&self, tag: TypeTag, symbol: Symbol) -> bool {
        self.program
            .methods
            .get(usize::from(tag.0))
            .is_some_and(|methods| {
                methods
                    .binary_search_by_key(&symbol, |(known, _)| *known)
                    .is_ok()
            })
    }

    /// A span of the user's text, or none in the prelude.
    pub fn span(&self, span: Span) -> Span {
        if self.is_prelude { Span::NONE } else { span }
    }
}
