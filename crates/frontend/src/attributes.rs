//! Attributes: those that change nothing are passed over, derives are recorded, all others are refused.

use interleave_program::{Diagnostic, IntKind};

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
            if name == "tokio" {
                self.check_tokio_attribute(attr);
            } else if is_async_std_main(attr) {
                // Nothing can be said in it.
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

    /// `#[tokio::main(…)]` with what is supported of it.
    fn check_tokio_attribute(&mut self, attr: &syn::Attribute) {
        let span = spans::path(attr.path());
        let last = attr.path().segments.last();
        if last.is_none_or(|last| last.ident != "main") {
            self.unsupported(
                "attribute",
                span,
                "this attribute",
                "`#[tokio::main]` is there",
            );
            return;
        }
        if let Err(error) = TokioMain::of(attr) {
            let span = spans::of(error.span());
            self.error(Diagnostic::error("syntax", span, error.to_string()));
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

/// The type of the numbers of an enum's variants.
pub fn number_kind(attrs: &[syn::Attribute]) -> IntKind {
    let mut found = IntKind::Isize;
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("repr")) {
        // What is wrong with it is rustc's business.
        let _ = attr.parse_nested_meta(|meta| {
            let kind = meta.path.get_ident();
            let kind = kind.and_then(|name| IntKind::from_name(&name.to_string()));
            found = kind.unwrap_or(found);
            Ok(())
        });
    }
    found
}

/// What runs an `async fn main`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsyncMain {
    /// `#[tokio::main]`
    Tokio(TokioMain),
    /// `#[async_std::main]`
    AsyncStd,
}

impl AsyncMain {
    /// The attribute among those of `main`.
    pub fn find(attrs: &[syn::Attribute]) -> Option<Self> {
        match TokioMain::find(attrs) {
            Some(tokio) => Some(Self::Tokio(tokio)),
            None => attrs
                .iter()
                .any(is_async_std_main)
                .then_some(Self::AsyncStd),
        }
    }
}

/// Whether the attribute is `#[async_std::main]`.
fn is_async_std_main(attr: &syn::Attribute) -> bool {
    crate::resolve::segments(attr.path()) == ["async_std", "main"]
}

/// What `#[tokio::main]` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokioMain {
    /// Number of workers; `None` for one a core, `Some(0)` for the current-thread flavour.
    pub workers: Option<u32>,
    /// Whether the clock stands still from the start.
    pub is_paused: bool,
}

impl TokioMain {
    /// The attribute among those of `main`.
    pub fn find(attrs: &[syn::Attribute]) -> Option<Self> {
        let is_main = |attr: &&syn::Attribute| {
            let names = crate::resolve::segments(attr.path());
            names == ["tokio", "main"]
        };
        Self::of(attrs.iter().find(is_main)?).ok()
    }

    fn of(attr: &syn::Attribute) -> syn::Result<Self> {
        let mut found = Self {
            workers: None,
            is_paused: false,
        };
        if let syn::Meta::Path(_) = attr.meta {
            return Ok(found);
        }
        let mut is_single = false;
        attr.parse_nested_meta(|meta| {
            if meta.path.is_ident("flavor") {
                let flavor: syn::LitStr = meta.value()?.parse()?;
                match flavor.value().as_str() {
                    "current_thread" => is_single = true,
                    "multi_thread" => {}
                    _ => return Err(meta.error("the flavors are current_thread and multi_thread")),
                }
            } else if meta.path.is_ident("worker_threads") {
                let count: syn::LitInt = meta.value()?.parse()?;
                found.workers = Some(count.base10_parse()?);
            } else if meta.path.is_ident("start_paused") {
                found.is_paused = meta.value()?.parse::<syn::LitBool>()?.value;
            } else {
                return Err(meta.error("flavor, worker_threads and start_paused are there"));
            }
            Ok(())
        })?;
        if is_single {
            found.workers = Some(0);
        } else if found.is_paused {
            return Err(syn::Error::new(
                attr.pound_token.span,
                "The `start_paused` option requires the `current_thread` runtime flavor. Use `#[tokio::main(flavor = \"current_thread\", start_paused = true)]`",
            ));
        }
        Ok(found)
    }
}
