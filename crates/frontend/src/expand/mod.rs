//! `macro_rules!`: a text with macros of its own becomes a text without them, before anything else reads it.
//!
//! Everything after this step tells places apart by their bytes, and two expansions of one macro must not be
//! one place. So expansions are written out as text, and [`SpanMap`] leads from the written text back to the
//! user's. What stands outside of macros is copied as it is.

mod hygiene;
mod map;
mod matcher;
mod rules;
mod transcribe;
mod walk;
mod write;

use interleave_program::{Diagnostic, Span};
use proc_macro2::TokenStream;

pub use hygiene::{is_mark, plain};
pub use map::SpanMap;
pub use rules::punct;
pub use walk::attributes_before;

/// Deepest nesting of macro calls that macros made, as in rustc.
const MAX_DEPTH: usize = 128;
/// Most tokens that all expansions of a text may have together.
const MAX_TOKENS: usize = 200_000;

/// A text without macros of its own, and where its parts come from.
pub struct Expanded {
    /// The written text.
    pub source: String,
    /// From places in it to places in the user's text.
    pub map: SpanMap,
}

/// Expands the macros that `source` defines; `None` when it defines none.
///
/// # Errors
/// A definition that is not one, or a call that no rule matches or that never ends.
pub fn expand(source: &str) -> Result<Option<Expanded>, Diagnostic> {
    if !source.contains("macro_rules") {
        return Ok(None);
    }
    crate::guard::check(source)?;
    let configured = crate::cfg::configured(source);
    let source = configured.as_ref();
    proc_macro2::extra::invalidate_current_thread_spans();
    let Ok(stream) = source.parse::<TokenStream>() else {
        // The parser says what is wrong.
        return Ok(None);
    };
    let mut walk = walk::Walk::new(source);
    let trees: Vec<_> = stream.into_iter().collect();
    walk.level(&trees, walk::Position::Item, 0)?;
    if walk.edits.is_empty() {
        return Ok(None);
    }
    let expanded = write::write(source, &walk.edits, &walk.definitions);
    crate::guard::check(&expanded.source).map_err(|error| expanded.map.diagnostic(error))?;
    Ok(Some(expanded))
}

fn error(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("macro-rules", span, message)
}
