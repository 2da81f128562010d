//! Moves out of what is only borrowed (E0507): out of a reference, an `Rc` or `Arc`, a guard, or by index.

use interleave_program::program::TypeHint;
use interleave_program::{Diagnostic, TypeTag};
use syn::{Expr, Pat, UnOp};

use super::flow::Flow;
use crate::spans;

impl Flow<'_> {
    /// Looks at a place that is used by value.
    pub(super) fn moved_out(&mut self, expr: &Expr) {
        let owns = owns(&self.inferred.hint(expr));
        if self.state.is_dead || !owns || !self.kind_of(expr).moves() {
            return;
        }
        let Some(lender) = self.lender(expr) else {
            return;
        };
        let at = spans::expr(expr);
        let message = format!("cannot move out of {lender}");
        let help = "borrow it (`&…`), clone it, or leave something in its place (`mem::take`, `Option::take`)";
        self.found
            .push(Diagnostic::error("E0507", at, message).with_help(help));
    }

    /// Looks at a place that a pattern takes apart: what a variable of the pattern owns would be moved out of it.
    pub(super) fn moved_by_pattern(&mut self, pat: &Pat, place: &Expr) {
        if self.state.is_dead || !self.takes_part(pat) {
            return;
        }
        let Some(lender) = self.lender(place) else {
            return;
        };
        let message = format!("cannot move out of {lender}: the pattern takes a part of it");
        self.found.push(
            Diagnostic::error("E0507", spans::expr(place), message).with_help(
                "borrow what is matched against (`&…`), or write `ref` before the variable",
            ),
        );
    }

    /// Whether a part of a pattern, not the whole of it, moves what it is matched against into a variable.
    fn takes_part(&self, pat: &Pat) -> bool {
        let mut parts: Vec<&Pat> = match pat {
            Pat::Or(or) => return or.cases.iter().any(|case| self.takes_part(case)),
            Pat::Paren(paren) => return self.takes_part(&paren.pat),
            Pat::Guard(guarded) => return self.takes_part(&guarded.pat),
            Pat::TupleStruct(found) => found.elems.iter().collect(),
            Pat::Tuple(found) => found.elems.iter().collect(),
            Pat::Struct(found) => found.fields.iter().map(|field| &*field.pat).collect(),
            _ => return false,
        };
        let variables = &self.inferred.facts().variables;
        parts.retain(|part| match part {
            Pat::Ident(ident) if ident.by_ref.is_none() && ident.subpat.is_none() => {
                let known = variables.get(&super::span(ident.ident.span()).start);
                known.is_some_and(|it| it.is_sure && it.kind.moves() && owns(&it.hint))
            }
            part => self.takes_part(part),
        });
        !parts.is_empty()
    }

    /// Looks at what only leads to the receiver of a method that takes `self`.
    pub(super) fn moved_out_by_method(&mut self, receiver: &Expr) {
        let hint = self.inferred.hint(receiver);
        let owned = match &hint {
            TypeHint::Named(TypeTag::ARC | TypeTag::RC, args) => args.first(),
            TypeHint::Named(tag, _) if *tag == TypeTag::JOIN_HANDLE => Some(&hint),
            _ => None,
        };
        let is_owned = owned.is_some_and(|hint| {
            let locks = [TypeTag::MUTEX, TypeTag::RW_LOCK, TypeTag::REF_CELL];
            owns(hint) || matches!(hint, TypeHint::Named(tag, _) if locks.contains(tag))
        });
        if self.state.is_dead || !is_owned {
            return;
        }
        if let Some(lender) = self.leads_through(receiver) {
            let message = format!("cannot move out of {lender}: the method takes `self`");
            let help = "call it on the value itself: take it out first (`Option::take`, `Arc::into_inner`), or go \
                        through the values by `into_iter()`";
            self.found
                .push(Diagnostic::error("E0507", spans::expr(receiver), message).with_help(help));
        }
    }

    /// What owns the place, when the place surely cannot be moved out of it.
    fn lender(&self, place: &Expr) -> Option<&'static str> {
        match place {
            Expr::Paren(paren) => self.lender(&paren.expr),
            Expr::Field(field) => self.leads_through(&field.base),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => {
                self.leads_through(&unary.expr)
            }
            Expr::Index(index) => match self.inferred.hint(&index.expr) {
                TypeHint::Named(TypeTag::VEC, _)
                    if !matches!(*index.index, Expr::Range(_))
                        && !self.inferred.is_pointer(&index.expr) =>
                {
                    Some("index of `Vec`")
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a field or the content of `base` is behind a borrow.
    fn leads_through(&self, base: &Expr) -> Option<&'static str> {
        if self.inferred.is_pointer(base) {
            return None;
        }
        if self.inferred.is_reference(base) {
            return Some("what is behind a reference");
        }
        match self.inferred.hint(base) {
            TypeHint::Named(TypeTag::RC, _) => Some("an `Rc`"),
            TypeHint::Named(TypeTag::ARC, _) => Some("an `Arc`"),
            TypeHint::Named(tag, _) if tag.is_guard() => Some("what a guard gives access to"),
            _ => self.lender(base),
        }
    }
}

/// Whether a type is one of those that surely own something. Others of std may be `Copy` unnoticed.
fn owns(hint: &TypeHint) -> bool {
    match hint {
        TypeHint::Named(TypeTag::OPTION, args) => args.iter().any(owns),
        TypeHint::Named(tag, _) => {
            let of_std = [TypeTag::STRING, TypeTag::BOX, TypeTag::JOIN_HANDLE];
            let is_of_std = tag.is_collection() || of_std.contains(tag);
            tag.user_index().is_some() || is_of_std
        }
        _ => false,
    }
}
