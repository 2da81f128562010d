//! What natives work with: the program, the heap, and ways to ask for more.

use interleave_program::{FormatTrait, Sys};

use crate::code::Code;
use crate::halt::{Fault, MAX_SYS_ARGS};
use crate::heap::Heap;
use crate::value::Value;

/// What a native gives back. Its arguments are its own: what it does not keep or return it must free or
/// hand to [`Context::drop_later`].
pub type Answer = Result<Value, Trap>;

/// Why a native has no plain answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Trap {
    /// Panics with this message.
    Panic(String),
    /// Panics with this payload and message (`panic_any`), or without message (`resume_unwind`).
    Payload {
        payload: Value,
        message: Option<String>,
    },
    /// Stops the thread.
    Fault(Fault),
    /// The machine does this in a resumable way, and its result is the native's answer.
    Defer(Deferred),
}

/// Work that can run code of the program or halt, so that a native cannot do it itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Deferred {
    /// A clone of what the reference leads to.
    Clone(Value),
    /// `vec![value; len]`: a Vec of clones; takes the value.
    RepeatVec { value: Value, len: usize },
    /// A new `String` with the referenced value in `{}`.
    ToString(Value),
    /// The referenced value as the formatter's specification says, into the formatter (a `&mut Formatter`);
    /// answers `Ok(())`.
    Format {
        value: Value,
        which: FormatTrait,
        formatter: Value,
    },
    /// A call of a function value with up to four arguments (the rest `Moved`); takes callee and arguments.
    Call {
        callee: Value,
        args: [Value; MAX_SYS_ARGS],
        argc: u8,
    },
    /// `catch_unwind`: calls the closure; answers `Ok(result)` or `Err(Box of the payload)`.
    CatchUnwind { callee: Value },
    /// Halts for the engine, whose answer is the answer.
    Sys {
        sys: Sys,
        args: [Value; MAX_SYS_ARGS],
    },
}

impl From<Fault> for Trap {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// What a native works with.
pub struct Context<'a> {
    /// The program.
    pub code: &'a Code,
    /// The machine-wide heap.
    pub heap: &'a mut Heap,
    /// Whether the thread is unwinding.
    pub panicking: bool,
    pub(crate) dropped: &'a mut Vec<Value>,
}

impl Context<'_> {
    /// Drops `value` as the program would, right after the native (user `Drop` impls and engine calls included).
    pub fn drop_later(&mut self, value: Value) {
        self.dropped.push(value);
    }
}
