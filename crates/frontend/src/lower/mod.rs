//! Lowering: syntax trees to register bytecode.
//!
//! Registers are a stack. A scope remembers how many were live when it began; on its end all above are
//! dropped, last first, which is Rust's order. Early exits drop everything above their target's mark:
//! dropping an empty register does nothing, so no other bookkeeping of what is live is needed.

mod asked;
mod assign;
mod async_macros;
mod bind;
pub mod body;
mod call;
mod captures;
mod closure;
mod control;
mod convert;
mod expr;
mod format;
mod function;
mod future;
mod macros;
mod method;
mod operator;
mod path;
mod pattern;
mod place;
mod polls;
mod raw_pointer;
mod scope;
mod stmt;
mod types;
mod unsafety;

use interleave_program::{Const, Op, Reg, Span};

pub use operator::is_compound;

use crate::lower::body::Body;
use crate::session::Session;

impl Session<'_> {
    /// The body being lowered.
    pub fn b(&mut self) -> &mut Body {
        self.stack
            .last_mut()
            .expect("expressions are lowered inside a body")
    }

    /// Emits an instruction that belongs to `span`.
    pub fn op(&mut self, span: Span, op: Op) -> usize {
        let span = self.span(span);
        let body = self.b();
        body.span = span;
        body.emit(op)
    }

    /// Loads a constant.
    pub fn load_const(&mut self, span: Span, dst: Reg, value: Const) {
        let op = match value {
            Const::Int(kind, value) if i32::try_from(value).is_ok() => Op::Int {
                dst,
                kind,
                value: value as i32,
            },
            value => Op::Const {
                dst,
                index: self.constant(value),
            },
        };
        self.op(span, op);
    }
}
