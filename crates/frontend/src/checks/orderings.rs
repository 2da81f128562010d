//! Memory orderings that an access cannot have: rustc denies them (`invalid_atomic_ordering`), running them panics.

use interleave_program::{Diagnostic, TypeTag};
use syn::Expr;

use super::flow::Flow;
use crate::spans;

impl Flow<'_> {
    /// Looks at the ordering that a load, store or exchange of an atomic names.
    pub(super) fn ordering(&mut self, call: &syn::ExprMethodCall) {
        let name = call.method.to_string();
        let (index, wrong): (usize, &[&str]) = match name.as_str() {
            "load" => (0, &["Release", "AcqRel"]),
            "store" => (1, &["Acquire", "AcqRel"]),
            "compare_exchange" | "compare_exchange_weak" => (3, &["Release", "AcqRel"]),
            _ => return,
        };
        let Some(Expr::Path(path)) = call.args.get(index) else {
            return;
        };
        let last = path.path.segments.last();
        if self.state.is_dead || !last.is_some_and(|last| wrong.iter().any(|no| last.ident == no)) {
            return;
        }
        let tags = self.inferred.deref_tags(&call.receiver).unwrap_or_default();
        if !tags.contains(&TypeTag::ATOMIC) {
            return;
        }
        let (message, help) = match name.as_str() {
            "load" => (
                "atomic loads cannot have `Release` or `AcqRel` ordering".to_owned(),
                "consider using ordering modes `Acquire`, `SeqCst` or `Relaxed`",
            ),
            "store" => (
                "atomic stores cannot have `Acquire` or `AcqRel` ordering".to_owned(),
                "consider using ordering modes `Release`, `SeqCst` or `Relaxed`",
            ),
            name => (
                format!(
                    "`{name}`'s failure ordering may not be `Release` or `AcqRel`, since a failed `{name}` does not result in a write"
                ),
                "consider using `Acquire` or `Relaxed` failure ordering instead",
            ),
        };
        let at = spans::path(&path.path);
        let diagnostic = Diagnostic::error("invalid_atomic_ordering", at, message);
        self.found.push(diagnostic.with_help(help));
    }
}
