//! What rustc would reject and courses teach: caught before running, with rustc's own code and gist.
//!
//! Each check speaks only where it is sure. What the inference does not know, what a macro of the program
//! hides, what needs lifetimes: silence. A false alarm is worse than a miss.

mod captures;
mod closure_uses;

#[cfg(test)]
mod tests;

use interleave_program::{Diagnostic, Span};

use crate::infer::Inferred;

/// Everything that is surely wrong in `file`, in order of place.
#[must_use]
pub fn check(file: &syn::File, inferred: &Inferred) -> Vec<Diagnostic> {
    let mut found = captures::check(file, inferred);
    found.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.id.clone()));
    found.dedup_by_key(|diagnostic| (diagnostic.span, diagnostic.id.clone()));
    found
}

/// Deepest nesting of expressions that is looked into.
const MAX_DEPTH: usize = 200;

/// The place of a token.
fn span(token: proc_macro2::Span) -> Span {
    let range = token.byte_range();
    Span::new(range.start as u32, range.end as u32)
}

/// From the start of one token to the end of another.
fn between(first: proc_macro2::Span, last: proc_macro2::Span) -> Span {
    Span::new(span(first).start, span(last).end)
}
