//! The virtual machine of one thread or task.

use interleave_program::Span;

use crate::code::Code;
use crate::halt::{Fault, Halt};
use crate::heap::Heap;
use crate::value::{ObjectId, Value};

/// One frame for inspection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackEntry {
    /// The function's name.
    pub function: String,
    /// Where it is at present.
    pub span: Span,
}

/// One thread or task: its frames; its registers are in the heap.
#[derive(Clone, Debug, PartialEq)]
pub struct Vm {
    stack: ObjectId,
}

impl Vm {
    /// A thread that will call `callee` (a `fn` item, or a closure that it consumes) with `args`.
    #[must_use]
    pub fn start(_code: &Code, heap: &mut Heap, _callee: Value, _args: &[Value]) -> Self {
        Self {
            stack: heap.new_stack(64),
        }
    }

    /// Runs until something halts it, or `fuel` instructions are used up. Also says how many were used.
    pub fn run(&mut self, _code: &Code, _heap: &mut Heap, _fuel: u64) -> (Halt, u64) {
        (Halt::Fault(Fault::Memory), 0)
    }

    /// Answers the last [`Halt::Sys`] with `value`; `run` goes on from there.
    pub fn resume_with(&mut self, _heap: &mut Heap, _value: Value) {}

    /// Answers the last [`Halt::Sys`] with a panic.
    pub fn resume_panicking(&mut self, _message: impl Into<String>) {}

    /// Where the innermost frame of the user's text is.
    #[must_use]
    pub fn span(&self, _code: &Code) -> Span {
        Span::NONE
    }

    /// Whether the thread is unwinding.
    #[must_use]
    pub fn is_panicking(&self) -> bool {
        false
    }

    /// How many frames there are.
    #[must_use]
    pub fn depth(&self) -> usize {
        0
    }

    /// The frames of the user's text, innermost first.
    #[must_use]
    pub fn call_stack(&self, _code: &Code) -> Vec<StackEntry> {
        Vec::new()
    }

    /// Gives the register file back without dropping anything: the process has ended, or the thread has.
    pub fn teardown(self, heap: &mut Heap) {
        heap.free_stack(self.stack);
    }
}
