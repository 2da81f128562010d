//! What inference found out, looked up by expression.

use interleave_program::program::TypeHint;
use interleave_program::{IntKind, Map, Set, TypeTag};
use syn::{Expr, LitFloat, LitInt};

use super::anchor::{anchor, offset};
use super::facts::Facts;

/// The type of a number literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// An integer; `IntKind::Any` when nothing is known.
    Int(IntKind),
    /// `f32`
    F32,
    /// `f64`
    F64,
}

/// Types of one source text's literals and expressions, as far as they could be inferred. What is not
/// known is said to be unknown; nothing is ever refused because of it.
#[derive(Clone, Debug, Default)]
pub struct Inferred {
    /// Number literals without suffix, by start offset.
    pub(super) numbers: Map<u32, NumberKind>,
    /// Number literals of which something says the type, by start offset: no fallback.
    pub(super) written: Set<u32>,
    /// Known types of expressions, by anchor.
    pub(super) types: Map<u32, TypeHint>,
    /// Whether the type of an expression is `Copy`, by anchor.
    pub(super) copies: Map<u32, bool>,
    /// Tags of an expression's auto-deref chain, by anchor, where all of it is known.
    pub(super) chains: Map<u32, Vec<TypeTag>>,
    /// Callees that can be called only once, by anchor.
    pub(super) once: Set<u32>,
    /// Expressions whose type is a reference, by anchor.
    pub(super) references: Set<u32>,
    /// Expressions whose type is a raw pointer, by anchor.
    pub(super) pointers: Set<u32>,
    pub(super) facts: Facts,
}

impl Inferred {
    /// The type of an integer literal in an expression or pattern. A suffix decides alone (`1f64` is a float).
    #[must_use]
    pub fn int_literal(&self, literal: &LitInt) -> NumberKind {
        match literal.suffix() {
            "" => self.known_number(literal.span()),
            suffix => number_of_suffix(suffix).or_else(|| self.known_number(literal.span())),
        }
        .unwrap_or(NumberKind::Int(IntKind::Any))
    }

    /// Whether something says the type of an integer literal, so that it is not just what is left.
    #[must_use]
    pub fn is_certain(&self, literal: &LitInt) -> bool {
        self.written.contains(&offset(literal.span()))
    }

    /// The type of a float literal: `F32` or `F64`.
    #[must_use]
    pub fn float_literal(&self, literal: &LitFloat) -> NumberKind {
        let known = match literal.suffix() {
            "f32" => Some(NumberKind::F32),
            "f64" => Some(NumberKind::F64),
            _ => self.known_number(literal.span()),
        };
        match known {
            Some(NumberKind::F32) => NumberKind::F32,
            _ => NumberKind::F64,
        }
    }

    /// The type of `expr`, references looked through: for a call of `collect` what is collected into, for
    /// `"5".parse()` the whole `Result<i32, …>`. `Unknown` where nothing is known, also inside.
    #[must_use]
    pub fn hint(&self, expr: &Expr) -> TypeHint {
        self.hint_at(anchor(expr))
    }

    /// The same by anchor; also of what tuple patterns match, by their opening parenthesis.
    #[must_use]
    pub fn hint_at(&self, at: u32) -> TypeHint {
        self.types.get(&at).cloned().unwrap_or(TypeHint::Unknown)
    }

    /// The tags of the types that auto-deref of `expr` meets, outermost first (`Arc<Mutex<i32>>` is ARC, MUTEX),
    /// references left out. `None` unless every step is known for sure.
    #[must_use]
    pub fn deref_tags(&self, expr: &Expr) -> Option<&[TypeTag]> {
        self.chains.get(&anchor(expr)).map(Vec::as_slice)
    }

    /// Whether the type of `expr` is `Copy`; `None` when the type is not known.
    #[must_use]
    pub fn is_copy(&self, expr: &Expr) -> Option<bool> {
        self.copies.get(&anchor(expr)).copied()
    }

    /// Whether the value of a path is a reference that is copied out of its place, by deref coercion.
    #[must_use]
    pub fn copies_reference(&self, path: &Expr) -> bool {
        let coerced = self.facts.coercions.get(&anchor(path));
        coerced.is_some_and(|(_, steps)| steps.contains(&super::facts::Step::Copied))
    }

    /// Whether the callee of a call is only known to be `FnOnce` (`Box<dyn FnOnce()>`, `F: FnOnce()`).
    #[must_use]
    pub fn is_fn_once(&self, callee: &Expr) -> bool {
        self.once.contains(&anchor(callee))
    }

    /// Whether the type of `expr` is surely a reference.
    #[must_use]
    pub fn is_reference(&self, expr: &Expr) -> bool {
        self.references.contains(&anchor(expr))
    }

    /// Whether the type of `expr` is surely a raw pointer.
    #[must_use]
    pub fn is_pointer(&self, expr: &Expr) -> bool {
        self.pointers.contains(&anchor(expr))
    }

    /// Which variable each name means, how receivers are taken, what starts threads.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The type of the number literal that starts at byte `start`, when anything is known of it.
    #[must_use]
    pub fn number_at(&self, start: u32) -> Option<NumberKind> {
        self.numbers.get(&start).copied()
    }

    fn known_number(&self, span: proc_macro2::Span) -> Option<NumberKind> {
        self.number_at(offset(span))
    }
}

fn number_of_suffix(suffix: &str) -> Option<NumberKind> {
    match suffix {
        "f32" => Some(NumberKind::F32),
        "f64" => Some(NumberKind::F64),
        name => IntKind::from_name(name).map(NumberKind::Int),
    }
}
