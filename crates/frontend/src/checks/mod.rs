//! What rustc would reject and courses teach: caught before running, with rustc's own code and gist.
//!
//! Each check speaks only where it is sure. What the inference does not know, what a macro of the program
//! hides, what needs lifetimes: silence. A false alarm is worse than a miss.

mod accesses;
mod bindings;
mod borrows;
mod captures;
mod changes;
mod closure_uses;
mod flow;
mod flow_control;
mod items;
mod lent;
mod lifetimes;
mod moved_out;
mod moves;
mod objects;
mod orderings;
mod outlived;
mod question;
mod reach;
mod scoped;
mod temporaries;

#[cfg(test)]
mod tests;

pub(crate) use closure_uses::{Body as CapturingBody, UsedPath, used_paths};
use interleave_program::{Diagnostic, Span};

use crate::infer::{Clash, Inferred};
use crate::macro_table::MacroTable;
use crate::walk::{self, Visit};

/// Everything that is surely wrong in `file`, in order of place.
#[must_use]
pub fn check(file: &syn::File, inferred: &Inferred, macros: &MacroTable) -> Vec<Diagnostic> {
    let mut found = captures::check(file, inferred);
    found.extend(borrows::check(file, inferred, macros));
    items::check(file, &mut found);
    objects::check(file, &mut found);
    reach::check(file, inferred, macros, &mut found);
    found.extend(inferred.facts().clashes.iter().map(clash));
    let unmet = inferred.facts().unmet.iter();
    found.extend(unmet.map(|one| {
        Diagnostic::error(one.id, one.at, one.message.clone()).with_help(one.help.clone())
    }));
    let mut bodies = Bodies {
        inferred,
        macros,
        found: &mut found,
    };
    bodies.visit_file(file);
    if found
        .iter()
        .any(|it| matches!(it.id.as_str(), "E0106" | "E0261"))
    {
        found.retain(|diagnostic| !OF_BORROWS.contains(&diagnostic.id.as_str()));
    }
    interleave_program::sort_by_key(&mut found, |diagnostic| {
        (diagnostic.span, diagnostic.id.clone())
    });
    found.dedup_by_key(|diagnostic| (diagnostic.span, diagnostic.id.clone()));
    found
}

/// What rustc's borrow checker says, which does not get to see texts whose lifetimes are not known.
const OF_BORROWS: &[&str] = &[
    "E0373", "E0381", "E0382", "E0384", "E0499", "E0502", "E0503", "E0505", "E0506", "E0507",
    "E0515", "E0594", "E0596", "E0597", "E0716",
];

/// E0308, and E0277 for operators.
fn clash(clash: &Clash) -> Diagnostic {
    let (expected, found) = (&clash.expected, &clash.found);
    let message = match clash.id {
        "E0057" | "E0061" => format!("the call takes {expected}, but gives {found}"),
        "E0277" => format!("no operator takes `{expected}` and `{found}`"),
        _ => format!("mismatched types: expected `{expected}`, found `{found}`"),
    };
    let diagnostic = Diagnostic::error(clash.id, clash.at, message);
    match clash.help {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    }
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

/// A field's name: its identifier or its number.
fn member(member: &syn::Member) -> String {
    match member {
        syn::Member::Named(ident) => ident.to_string(),
        syn::Member::Unnamed(index) => index.index.to_string(),
    }
}

/// Goes through the body of each function.
struct Bodies<'c> {
    inferred: &'c Inferred,
    macros: &'c MacroTable,
    found: &'c mut Vec<Diagnostic>,
}

impl Bodies<'_> {
    fn body(&mut self, block: &syn::Block) {
        let mut flow = flow::Flow::new(self.inferred, self.macros);
        flow.block(block);
        if flow.is_whole() {
            moves::keep_one_a_move(&mut flow.found);
            self.found.append(&mut flow.found);
        }
    }
}

impl<'a> Visit<'a> for Bodies<'_> {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        question::look(&item.sig, &item.block, self.found);
        lifetimes::signature(&item.sig, self.found);
        bindings::parameters(&item.sig, self.found);
        self.body(&item.block);
        walk::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        question::look(&item.sig, &item.block, self.found);
        lifetimes::signature(&item.sig, self.found);
        bindings::parameters(&item.sig, self.found);
        self.body(&item.block);
        walk::visit_impl_item_fn(self, item);
    }

    fn visit_fields(&mut self, fields: &'a syn::Fields) {
        lifetimes::fields(fields, self.found);
    }

    fn visit_trait_item_fn(&mut self, item: &'a syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.body(block);
        }
        walk::visit_trait_item_fn(self, item);
    }

    fn visit_expr(&mut self, expr: &'a syn::Expr) {
        // Only blocks hold functions.
        if matches!(expr, syn::Expr::Block(_)) {
            walk::visit_expr(self, expr);
        }
    }

    fn visit_type(&mut self, _: &'a syn::Type) {}
}
