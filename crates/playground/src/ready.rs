//! A text that is compiled beforehand: the page's first picture has no need to wait for the compiler.

use interleave_engine::reduced;
use interleave_frontend::{Compiled, compile};
use interleave_program::{Diagnostic, Parameter, Program};
use serde::{Deserialize, Serialize};

use crate::pipeline::Prepared;

/// What compiling a text gave, without what its runs cannot reach.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ready {
    source: String,
    program: Program,
    warnings: Vec<Diagnostic>,
    parameters: Vec<Parameter>,
}

impl Ready {
    /// Compiles `source`; `None` when it is refused.
    #[must_use]
    pub fn new(source: &str) -> Option<Self> {
        let compiled = compile(source);
        Some(Self {
            source: source.to_owned(),
            program: reduced(&compiled.program?),
            warnings: compiled.diagnostics,
            parameters: compiled.parameters,
        })
    }

    /// The text, ready to run, if it is this one.
    pub(crate) fn prepared(&self, source: &str) -> Option<Prepared<'static>> {
        (self.source == source).then(|| {
            let compiled = Compiled {
                program: Some(self.program.clone()),
                diagnostics: self.warnings.clone(),
                parameters: self.parameters.clone(),
            };
            Prepared::from_compiled(source.to_owned(), compiled)
        })
    }
}
