//! What names mean: modules, types, traits, functions and constants, as plain data.
//!
//! The prelude's names are computed once per process and copied before each program, so nothing here
//! refers to syntax trees.

use interleave_program::{
    Const, FnId, Kept, Map, Native, SelfKind, ShapeId, StaticId, Sys, TypeTag,
};

/// A module of the name tree.
pub type ModuleId = usize;
/// A type that paths can name. Several may share a run-time tag (the atomics do).
pub type TypeId = usize;
/// A trait.
pub type TraitId = usize;
/// A `const` item or associated constant.
pub type ConstIndex = usize;

/// What a call runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callee {
    /// Bytecode.
    Fn(FnId),
    /// A native; `typed` natives get the type they were reached through as one more last argument.
    Native {
        native: Native,
        argc: u8,
        typed: bool,
    },
    /// A syscall.
    Sys { sys: Sys, argc: u8 },
}

/// A macro that async programs use, by what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsyncMacro {
    /// `std::pin::pin!`
    Pin,
    /// `tokio::pin!`, `futures::pin_mut!`: pins a variable where it is.
    PinInPlace,
    /// `ready!`
    Ready,
    /// `tokio::join!`: each poll begins with another future.
    Join,
    /// `futures::join!`: each poll begins with the first.
    JoinInOrder,
    /// `tokio::try_join!`
    TryJoin,
    /// `futures::try_join!`
    TryJoinInOrder,
    /// `futures::poll!`
    PollOnce,
    /// `futures::pending!`
    PendingOnce,
    /// `tokio::select!`
    Select,
    /// `futures::select!`: variables are borrowed, and futures that have ended are passed over.
    SelectFused,
    /// `futures::select_biased!`
    SelectFusedInOrder,
}

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Def {
    /// A module, or a crate's root.
    Module(ModuleId),
    /// A type.
    Type(TypeId),
    /// A type that has no run-time name: `type Pair = (i32, i32)`.
    OpaqueType,
    /// A trait.
    Trait(TraitId),
    /// A function.
    Callee(Callee),
    /// A struct with fields in parentheses or none, or a variant: its constructor.
    Constructor(ShapeId),
    /// A constant.
    Const(ConstIndex),
    /// A static.
    Static(StaticId),
    /// A macro of std or of an async crate.
    Macro(AsyncMacro),
    /// Something that has been refused already: no further complaints.
    Refused,
}

/// A module: its own names in both namespaces, and what it imports by `*`.
#[derive(Clone, Debug, Default)]
pub struct Module {
    /// Its name; empty for the block modules of function bodies.
    pub name: String,
    /// The module around it; a block's is where its names go on.
    pub parent: Option<ModuleId>,
    /// A block of a function body: names not found here are looked up in the parent.
    pub is_block: bool,
    /// Modules, types, traits.
    pub types: Map<String, Def>,
    /// Functions, constructors, constants, statics.
    pub values: Map<String, Def>,
    /// Modules and enums imported by `*`.
    pub globs: Vec<Def>,
}

/// A type that paths can name.
#[derive(Clone, Debug)]
pub struct TypeInfo {
    /// Last part of its path.
    pub name: String,
    /// What its values are at run time.
    pub tag: TypeTag,
    /// Its shape when it is a struct.
    pub shape: Option<ShapeId>,
    /// Functions, constants and variants reached as `Type::name`.
    pub associated: Map<String, Def>,
    /// An enum: its variants may be imported by `*`.
    pub is_enum: bool,
    /// Declared in the user's text or the prelude's, not built in.
    pub is_declared: bool,
}

/// A method that a trait declares.
#[derive(Clone, Copy, Debug)]
pub struct TraitMethod {
    /// The default body, lowered for all types at once.
    pub default: Option<FnId>,
    /// Has a default body, but one that says `Self::…`: lowered anew for each implementing type.
    pub per_type: bool,
    /// How it takes its receiver; `None` for associated functions.
    pub self_kind: SelfKind,
    /// Whether it takes `&mut self`.
    pub changes_self: bool,
    /// Number of arguments, receiver included.
    pub argc: u8,
}

/// A trait.
#[derive(Clone, Debug)]
pub struct TraitInfo {
    /// Its name.
    pub name: String,
    /// Declared methods and functions by name. Empty for std's traits that the prelude does not declare.
    pub methods: Map<String, TraitMethod>,
    /// Declared in the user's text.
    pub is_user: bool,
    /// Known by name only: whatever an implementation defines is taken.
    pub is_open: bool,
}

/// A constant: a literal, or a function that computes it at each use.
#[derive(Clone, Debug)]
pub enum ConstInfo {
    /// Known at once.
    Literal(Const),
    /// Computed.
    Function(FnId),
    /// A native that answers it (`Duration::ZERO`); typed as in [`Callee::Native`].
    Native {
        native: Native,
        typed: Option<TypeTag>,
    },
    /// A syscall that answers it.
    Sys(Sys),
}

/// All names known so far.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Modules.
    pub modules: Vec<Kept<Module>>,
    /// Types.
    pub types: Vec<Kept<TypeInfo>>,
    /// Traits.
    pub traits: Vec<Kept<TraitInfo>>,
    /// Constants.
    pub consts: Vec<ConstInfo>,
    /// The crates: std, core, alloc, cpu, and the prelude's intrinsics.
    pub crates: Map<String, ModuleId>,
    /// What needs no `use`: the module std's prelude stands for.
    pub prelude: ModuleId,
    /// `intrinsic::name`, for the prelude.
    pub intrinsics: Map<String, Callee>,
    /// The type that stands for each built-in tag.
    pub by_tag: Map<TypeTag, TypeId>,
}

impl Names {
    /// A new module.
    pub fn add_module(&mut self, name: &str, parent: Option<ModuleId>) -> ModuleId {
        self.modules.push(Kept::from(Module {
            name: name.to_owned(),
            parent,
            ..Module::default()
        }));
        self.modules.len() - 1
    }

    /// The root of the crate called `name`, made when it is not there.
    pub fn crate_root(&mut self, name: &str) -> ModuleId {
        if let Some(known) = self.crates.get(name) {
            return *known;
        }
        let root = self.add_module(name, None);
        self.crates.insert(name.to_owned(), root);
        root
    }

    /// The child module of `parent` called `name`, made when it is not there.
    pub fn child_module(&mut self, parent: ModuleId, name: &str) -> ModuleId {
        if let Some(Def::Module(known)) = self.modules[parent].types.get(name) {
            return *known;
        }
        let module = self.add_module(name, Some(parent));
        self.modules[parent]
            .types
            .insert(name.to_owned(), Def::Module(module));
        module
    }

    /// A new type.
    pub fn add_type(&mut self, name: &str, tag: TypeTag) -> TypeId {
        self.types.push(Kept::from(TypeInfo {
            name: name.to_owned(),
            tag,
            shape: None,
            associated: Map::new(),
            is_enum: false,
            is_declared: false,
        }));
        self.types.len() - 1
    }

    /// A new trait.
    pub fn add_trait(&mut self, name: &str, is_open: bool) -> TraitId {
        self.traits.push(Kept::from(TraitInfo {
            name: name.to_owned(),
            methods: Map::new(),
            is_user: false,
            is_open,
        }));
        self.traits.len() - 1
    }

    /// The type that `tag` belongs to.
    pub fn type_of_tag(&self, tag: TypeTag) -> Option<TypeId> {
        self.by_tag.get(&tag).copied()
    }
}
