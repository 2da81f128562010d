//! The program as data: what the frontend makes and the virtual machine runs.
//!
//! Ids, source spans, diagnostics, register bytecode, types and shapes, the surface of std that is
//! built in, and the literals that can be sliders. Nothing here runs anything.
//!
//! # Invariants
//! - Everything is plain data in dense vectors indexed by newtype ids; no pointers, no interior
//!   mutability, so a [`Program`] is shared freely and two equal texts give equal programs.
//! - Every instruction has a span (`Function::spans[i]` belongs to `Function::code[i]`).
//!
//! What this crate does not do: parse, check or execute.

pub mod diagnostic;
pub mod format;
pub mod function;
pub mod ids;
pub mod int;
pub mod kept;
pub mod map;
pub mod op;
pub mod operators;
pub mod parameter;
pub mod program;
pub mod replacement;
pub mod shape;
pub mod sort;
pub mod span;
pub mod state_machine;
pub mod stdlib;
pub mod symbol;
pub mod tag;

pub use diagnostic::{Diagnostic, Label, Severity};
pub use format::{Align, Count, FormatSpec, FormatTrait};
pub use function::{FUNCTION_FUTURE, Function, SelfKind};
pub use ids::{ConstId, FnId, FormatId, Reg, ShapeId, StaticId, Symbol};
pub use int::IntKind;
pub use kept::Kept;
pub use map::{Map, Set};
pub use op::{BinOp, CastTo, Op};
pub use operators::{operator_of_trait, operator_symbol};
pub use parameter::{Parameter, ParameterUnit};
pub use program::{Const, Method, MethodTarget, Program, StaticDef, TypeHint};
pub use replacement::Replacement;
pub use shape::{Shape, ShapeKind, TypeDef};
pub use sort::sort_by_key;
pub use span::{LineColumn, LineIndex, Span};
pub use state_machine::{AwaitPoint, StateMachine};
pub use stdlib::{Native, Sys};
pub use symbol::SymbolTable;
pub use tag::TypeTag;
