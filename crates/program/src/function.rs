//! A function or closure body.

use serde::{Deserialize, Serialize};

use crate::ids::Symbol;
use crate::op::Op;
use crate::span::Span;

/// What the body of an `async fn` is called after the function: "fetch::{async fn}".
pub const FUNCTION_FUTURE: &str = "{async fn}";

/// How a method takes its receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SelfKind {
    /// Not a method.
    None,
    /// `self`: the machine copies or moves the receiver out of its place.
    Value,
    /// `&self` or `&mut self`: the machine passes a reference to the place.
    Ref,
    /// `self: Arc<Self>` and the like: the machine moves the pointer to the receiver out of its place.
    Pointer,
    /// `self: &Arc<Self>`: the machine passes a reference to that pointer.
    PointerRef,
    /// `&mut self` of an `impl` for a reference: the machine passes a reference to the place of that reference.
    OfReference,
}

/// One function or closure body in register bytecode.
///
/// A frame has `registers` registers. On entry registers `0..params` hold the arguments (a method's
/// receiver is argument 0) and all others are `Moved`. Captured variables of a closure are slots of
/// the closure object and are reached with `Op::RefCapture`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Function {
    /// Name for messages and stack traces: "main", "Account::deposit", "main::{closure}".
    pub name: String,
    /// The function's plain name as a symbol, for dispatch; closures have none.
    pub symbol: Option<Symbol>,
    /// Number of arguments, receiver included.
    pub params: u8,
    /// How a method takes its receiver.
    pub self_kind: SelfKind,
    /// Number of captured variables, 0 for functions.
    pub captures: u16,
    /// Captures by value, a bit each (the last for all from 63 on): they live in the closure object's slots, even
    /// when a slot holds a reference. Otherwise a slot that holds a reference stands for a variable captured by
    /// reference.
    pub value_captures: u64,
    /// Size of a frame in registers, at least `params`.
    pub registers: u16,
    /// The instructions; control never runs past the last one.
    pub code: Vec<Op>,
    /// `spans[i]` is the place of `code[i]` in the user's text, `Span::NONE` in the prelude.
    pub spans: Vec<Span>,
    /// Comes from the prelude (our Rust text of std's composed functions): its frames are invisible.
    pub is_prelude: bool,
    /// Names of the registers that are variables, for inspection: (register, name), in order of declaration.
    pub locals: Vec<(u16, String)>,
}

impl Function {
    /// Whether captured variable `index` is a value of the closure's own.
    #[inline]
    #[must_use]
    pub fn holds_value(&self, index: u16) -> bool {
        self.value_captures >> index.min(63) & 1 == 1
    }
}
