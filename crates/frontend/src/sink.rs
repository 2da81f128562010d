//! Where diagnostics are gathered: several a run, sorted by place, no more than a screen of them.

use interleave_program::{Diagnostic, Severity};

/// Most errors that are reported for one text.
const MOST_ERRORS: usize = 20;

/// Gathers diagnostics.
#[derive(Default)]
pub struct Sink {
    errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

impl Sink {
    /// Adds one; the same message about the same place is kept once.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let list = match diagnostic.severity {
            Severity::Error => &mut self.errors,
            Severity::Warning | Severity::Hint => &mut self.warnings,
        };
        let known = |other: &Diagnostic| other.span == diagnostic.span && other.id == diagnostic.id;
        if !list.iter().any(known) {
            list.push(diagnostic);
        }
    }

    /// Whether the program must be refused.
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Whether there is an error with this id.
    pub fn has_error(&self, id: &str) -> bool {
        self.errors.iter().any(|known| known.id == id)
    }

    /// Whether there is a warning or hint with this id.
    pub fn has(&self, id: &str) -> bool {
        self.warnings.iter().any(|known| known.id == id)
    }

    /// The errors in order of place, at most twenty.
    pub fn into_errors(mut self) -> Vec<Diagnostic> {
        interleave_program::sort_by_key(&mut self.errors, |diagnostic| diagnostic.span);
        self.errors.truncate(MOST_ERRORS);
        self.errors
    }

    /// The warnings in order of place.
    pub fn into_warnings(mut self) -> Vec<Diagnostic> {
        interleave_program::sort_by_key(&mut self.warnings, |diagnostic| diagnostic.span);
        self.warnings
    }
}
