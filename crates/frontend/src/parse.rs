//! Text to syntax tree: the guard first, then `syn`, whose errors become located diagnostics.

use interleave_program::{Diagnostic, Span};

use crate::{cfg, guard, pins, thread_locals};

/// Parses `source` as a file of Rust.
///
/// Byte offsets of an earlier parse on this thread become invalid: no older tree may be in use.
///
/// # Errors
/// One diagnostic: the text is too large, nested too deep, or not Rust.
pub fn parse(source: &str) -> Result<syn::File, Diagnostic> {
    guard::check(source)?;
    pins::parse_file(&cfg::configured(source))
        .and_then(|mut file| thread_locals::expand(&mut file).map(|()| file))
        .map_err(|error| syntax_error(source, &error))
}

fn syntax_error(source: &str, error: &syn::Error) -> Diagnostic {
    let range = error.span().byte_range();
    let end = source.len() as u32;
    let span = if range.is_empty() {
        Span::new(end.saturating_sub(1), end)
    } else {
        Span::new(range.start as u32, range.end as u32)
    };
    let message = error.to_string();
    if message.starts_with(NO_ITEM) {
        return Diagnostic::error("syntax", span, "syntax error: expected an item")
            .with_help(STATEMENTS_STAND);
    }
    Diagnostic::error("syntax", span, format!("syntax error: {message}"))
}

/// What to do with a statement outside of functions.
pub const STATEMENTS_STAND: &str = "outside of functions stand items: `fn`, `struct`, `use`, `const`, `static` and the like; statements go into `fn main() { … }`";

/// How the parser begins its list of all keywords that an item can begin with.
const NO_ITEM: &str = "expected one of: `fn`, `extern`, `use`";
