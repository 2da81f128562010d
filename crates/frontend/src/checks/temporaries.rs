//! Borrows that cannot last: of a temporary that the statement drops (E0716), of what a loop goes through and changes
//! (E0499, E0502).

use interleave_program::Diagnostic;
use syn::{Expr, Pat, Stmt};

use super::borrows::Finder;
use super::span;
use crate::spans;

/// Methods of std that give a borrow of their receiver.
const BORROWING: &[&str] = &[
    "as_bytes",
    "as_slice",
    "as_str",
    "bytes",
    "char_indices",
    "chars",
    "chunks",
    "first",
    "iter",
    "iter_mut",
    "keys",
    "last",
    "lines",
    "split",
    "split_whitespace",
    "trim",
    "trim_end",
    "trim_start",
    "values",
    "windows",
];

/// Methods that make an owned text.
const MAKING: &[&str] = &[
    "repeat",
    "replace",
    "to_lowercase",
    "to_string",
    "to_uppercase",
];

/// The method call around a borrow that may be a loop's.
fn called<'a>(expr: &'a Expr, methods: &[&str]) -> Option<&'a syn::ExprMethodCall> {
    match expr {
        Expr::MethodCall(call) if methods.iter().any(|name| call.method == name) => Some(call),
        _ => None,
    }
}

/// Whether the value is made here and owned by nobody.
fn is_made(expr: &Expr) -> bool {
    match expr {
        Expr::Macro(e) => e.mac.path.is_ident("vec") || e.mac.path.is_ident("format"),
        Expr::Call(e) => match &*e.func {
            Expr::Path(path) => {
                let names = crate::resolve::segments(&path.path);
                matches!(names.as_slice(), [owner, made] if matches!(owner.as_str(), "String" | "Vec")
                    && matches!(made.as_str(), "from" | "new"))
            }
            _ => false,
        },
        other => called(other, MAKING).is_some(),
    }
}

impl<'i> Finder<'i> {
    /// `let view = made().view();`, where `view` is used later.
    pub(super) fn borrowed_temporary(&mut self, stmt: &Stmt, end: u32) {
        let Stmt::Local(local) = stmt else {
            return;
        };
        let (Pat::Ident(name), Some(init)) = (&local.pat, &local.init) else {
            return;
        };
        let receiver = called(&init.expr, BORROWING)
            .map(|call| &*call.receiver)
            .filter(|receiver| is_made(receiver));
        let Some(made) = receiver.or_else(|| self.lent_to_future(&init.expr)) else {
            return;
        };
        let var = span(name.ident.span()).start;
        let after = span(local.semi_token.span).end;
        if self.is_used(var, after, end) {
            let at = spans::expr(made);
            let message = "temporary value dropped while borrowed";
            let help = "give the value a name with `let`, and borrow from that";
            let dropped = "the temporary is dropped at the end of this statement";
            self.found.push(
                Diagnostic::error("E0716", at, message)
                    .with_label(span(local.semi_token.span), dropped)
                    .with_help(help),
            );
        }
    }

    /// What a call of the program's own `async fn` borrows, where nobody owns it.
    fn lent_to_future<'e>(&self, expr: &'e Expr) -> Option<&'e Expr> {
        let Expr::Call(call) = expr else {
            return None;
        };
        let Expr::Path(path) = &*call.func else {
            return None;
        };
        let used = span(path.path.segments.last()?.ident.span()).start;
        let callee = self.known.inferred.facts().callees.get(&used)?;
        if !self.lending.declared.is_async(*callee) {
            return None;
        }
        call.args.iter().find_map(|arg| match arg {
            Expr::Reference(lent) if is_made(&lent.expr) => Some(&*lent.expr),
            _ => None,
        })
    }

    /// `for x in &row { row.push(…); }` without a way out of the loop.
    pub(super) fn changed_in_loop(&mut self, looped: &'i syn::ExprForLoop) {
        let lent = self.lending.of(&looped.expr).into_iter();
        for lent in lent.filter(|lent| !lent.is_passed) {
            let Some((id, at)) = self.changed_again(&lent, &looped.body) else {
                continue;
            };
            let message = "this changes what the loop goes through";
            self.found.push(
                Diagnostic::error(id, at, message)
                    .with_label(
                        spans::expr(&looped.expr),
                        "borrowed here until the loop ends",
                    )
                    .with_help(
                        "gather the changes in another collection, and make them after the loop",
                    ),
            );
            return;
        }
    }
}
