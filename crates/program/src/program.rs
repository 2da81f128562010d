//! The whole program.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::format::FormatSpec;
use crate::function::{Function, SelfKind};
use crate::ids::{FnId, ShapeId, Symbol};
use crate::kept::Kept;
use crate::parameter::Parameter;
use crate::shape::{Shape, TypeDef, builtin_shapes};
use crate::span::Span;
use crate::stdlib::{Native, Sys};
use crate::symbol::SymbolTable;
use crate::tag::TypeTag;

/// A constant of the program text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Const {
    /// An integer with its type; wider than 64 bits is allowed.
    Int(crate::int::IntKind, i128),
    /// An `f64`.
    F64(f64),
    /// An `f32`.
    F32(f32),
    /// A `char`.
    Char(char),
    /// A string literal: a `&'static str`. String constants must not be repeated (the VM compares by contents anyway).
    Str(String),
    /// A function used as a value.
    Fn(FnId),
    /// A native used as a value (`map(String::from)`).
    Native(Native),
    /// A syscall used as a value.
    Sys(Sys),
    /// A struct or variant constructor used as a function value (`map(Some)`).
    Constructor(ShapeId),
    /// A type passed at run time to natives and prelude functions whose result it decides (`collect`, `parse`, `sum`).
    Type(TypeHint),
}

/// A type as far as running needs it, for return-type polymorphism.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TypeHint {
    /// Not known: the callee uses its default, or the frontend has refused it.
    Unknown,
    /// A type with its arguments: `Vec<i32>` is `Named(VEC, [Named(I32, [])])`. References are looked through.
    Named(TypeTag, Vec<TypeHint>),
    /// A tuple of types; `()` is the empty one.
    Tuple(Vec<TypeHint>),
    /// A length, or another value of a const parameter, as an argument of a type.
    Number(i128),
}

/// What a method name leads to for one receiver type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MethodTarget {
    /// Bytecode of the program or the prelude.
    Fn(FnId),
    /// A primitive of the virtual machine.
    Native(Native),
    /// A call to the engine.
    Sys(Sys),
}

/// A method of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Method {
    /// What to run.
    pub target: MethodTarget,
    /// How it takes its receiver.
    pub self_kind: SelfKind,
}

/// A `static` item: `init` is called without arguments before `main`, at time zero and without cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaticDef {
    /// Name in source.
    pub name: String,
    /// Computes the initial value.
    pub init: FnId,
}

/// A checked, lowered program, prelude included.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Program {
    /// All bodies; the prelude's come first.
    pub functions: Vec<Kept<Function>>,
    /// Constants.
    pub constants: Vec<Const>,
    /// Layouts; built-in ones first (see [`ShapeId`]'s constants).
    pub shapes: Vec<Shape>,
    /// The prelude's and the program's own types.
    pub types: Vec<TypeDef>,
    /// Names.
    pub symbols: SymbolTable,
    /// Format placeholders.
    pub formats: Vec<FormatSpec>,
    /// `static` items in source order.
    pub statics: Vec<StaticDef>,
    /// For each type tag its methods, sorted by symbol. Natives and syscalls of built-in types included.
    pub methods: Vec<Vec<(Symbol, Method)>>,
    /// Methods of every type (blanket impls), sorted by symbol; looked up last.
    pub blanket_methods: Vec<(Symbol, Method)>,
    /// Names for what an expression creates, by the start offset of the creating call: the `let` binding
    /// of a thread, lock or channel (`let child = thread::spawn(…)` → "child").
    pub labels: BTreeMap<u32, String>,
    /// Sliders found in the text.
    pub parameters: Vec<Parameter>,
    /// The entry point, without parameters.
    pub main: FnId,
    /// Span of the whole source text.
    pub source_span: Span,
}

impl Program {
    /// A program with nothing but what every program starts with (built-in shapes and symbols).
    #[must_use]
    pub fn empty() -> Self {
        let mut symbols = SymbolTable::default();
        let shapes = builtin_shapes(&mut symbols);
        Self {
            functions: Vec::new(),
            constants: Vec::new(),
            shapes,
            types: Vec::new(),
            symbols,
            formats: Vec::new(),
            statics: Vec::new(),
            methods: Vec::new(),
            blanket_methods: Vec::new(),
            labels: BTreeMap::new(),
            parameters: Vec::new(),
            main: FnId::default(),
            source_span: Span::NONE,
        }
    }

    /// The method `name` of the type `tag`, without any auto-deref.
    #[must_use]
    pub fn method(&self, tag: TypeTag, name: Symbol) -> Option<Method> {
        let own = self
            .methods
            .get(usize::from(tag.0))
            .map_or(&[][..], Vec::as_slice);
        [own, &self.blanket_methods]
            .into_iter()
            .find_map(|methods| {
                let at = methods
                    .binary_search_by_key(&name, |(symbol, _)| *symbol)
                    .ok()?;
                Some(methods[at].1)
            })
    }

    /// Adds or replaces method `name` of type `tag`.
    pub fn set_method(&mut self, tag: TypeTag, name: Symbol, method: Method) {
        let index = usize::from(tag.0);
        if self.methods.len() <= index {
            self.methods.resize(index + 1, Vec::new());
        }
        let methods = &mut self.methods[index];
        match methods.binary_search_by_key(&name, |(symbol, _)| *symbol) {
            Ok(at) => methods[at].1 = method,
            Err(at) => methods.insert(at, (name, method)),
        }
    }

    /// The type as source declares it, whatever its type arguments.
    #[must_use]
    pub fn declared_type(&self, tag: TypeTag) -> TypeTag {
        let own = tag.user_index().and_then(|index| self.types.get(index));
        own.and_then(|own| own.instance_of).unwrap_or(tag)
    }

    /// The name of the type `tag` as source writes it, without type arguments.
    #[must_use]
    pub fn type_name(&self, tag: TypeTag) -> &str {
        match tag.user_index() {
            Some(index) => &self.types[index].name,
            None => TypeTag::BUILTIN_NAMES[usize::from(tag.0)],
        }
    }
}
