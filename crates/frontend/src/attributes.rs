//! Attributes: those that change nothing are passed over, derives are recorded, all others are refused.

use interleave_program::Diagnostic;

use crate::session::Session;
use crate::spans;

/// Attributes without a meaning at run time here.
const HARMLESS: &[&str] = &[
    "allow",
    "warn",
    "deny",
    "forbid",
    "expect",
    "doc",
    "inline",
    "must_use",
    "derive",
    "cold",
    "deprecated",
    "non_exhaustive",
    "default",
    "rustfmt",
    "clippy",
    "track_caller",
    "test",
    "cfg",
    "repr",
    "ignore",
    "should_panic",
    "path_as",
    "automatically_derived",
    "no_mangle",
    "recursion_limit",
];

/// Traits that `#[derive(…)]` may name.
const DERIVES: &[&str] = &[
    "Debug",
    "Clone",
    "Copy",
    "PartialEq",
    "Eq",
    "PartialOrd",
    "Ord",
    "Hash",
    "Default",
];

impl Session<'_> {
    /// Refuses attributes that would change what the program means.
    pub fn check_attributes(&mut self, attrs: &[syn::Attribute]) {
        for attr in attrs {
            let path = attr.path();
            let Some(first) = path.segments.first() else {
                continue;
            };
            let name = first.ident.to_string();
            if name == "tokio" || name == "async_std" {
                self.unsupported(
                    "async",
                    spans::path(path),
                    &format!("`#[{name}::…]`"),
                    "async programs come later; write `fn main()` with threads",
                );
            } else if name == "feature" {
                self.unsupported(
                    "feature",
                    spans::path(path),
                    "an unstable feature",
                    "use stable Rust",
                );
            } else if !HARMLESS.contains(&name.as_str()) {
                self.unsupported(
                    "attribute",
                    spans::path(path),
                    &format!("the attribute `{name}`"),
                    "leave it out",
                );
            }
        }
    }

    /// Names of derived traits in source order; unknown ones are refused.
    pub fn derives(&mut self, attrs: &[syn::Attribute]) -> Vec<String> {
        let mut derives = Vec::new();
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("derive")) {
            let result = attr.parse_nested_meta(|meta| {
                if let Some(segment) = meta.path.segments.last() {
                    derives.push((segment.ident.to_string(), spans::path(&meta.path)));
                }
                Ok(())
            });
            if let Err(error) = result {
                let span = spans::of(error.span());
                self.error(Diagnostic::error("syntax", span, error.to_string()));
            }
        }
        for (name, span) in &derives {
            if !DERIVES.contains(&name.as_str()) {
                self.unsupported(
                    "derive",
                    *span,
                    &format!("`#[derive({name})]`"),
                    "derive Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash or Default, or write the impl",
                );
            }
        }
        derives.into_iter().map(|(name, _)| name).collect()
    }
}

/// `#[cfg(test)]` and `#[test]`: not part of the program that runs.
pub fn is_test_only(attrs: &[syn::Attribute]) -> bool {
    attrs.iter().any(|attr| {
        attr.path().is_ident("test")
            || (attr.path().is_ident("cfg")
                && matches!(&attr.meta, syn::Meta::List(list) if list.tokens.to_string() == "test"))
    })
}
