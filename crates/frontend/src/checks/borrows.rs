//! Borrows that conflict in one block (E0499, E0502, E0505, E0506) and borrows that outlive what they borrow (E0597).
//!
//! Only the plainest case is looked at: `let r = &x…;`, then, in a later statement of the same block, something that
//! cannot be done to `x` while it is borrowed, then, in a statement after that, a use of `r`. What rustc's borrow
//! checker knows beyond that (references out of calls, loops, branches that leave) is left to it.

use interleave_program::{Diagnostic, Span};
use syn::{Expr, Pat, Stmt};

use super::span;
use crate::infer::{Inferred, Kind, Takes};
use crate::spans;
use crate::walk::{self, Visit};

/// Looks through all blocks of `file`.
pub(super) fn check(file: &syn::File, inferred: &Inferred) -> Vec<Diagnostic> {
    let mut finder = Finder {
        inferred,
        found: Vec::new(),
        depth: 0,
    };
    finder.visit_file(file);
    finder.found
}

pub(super) struct Finder<'i> {
    inferred: &'i Inferred,
    pub(super) found: Vec<Diagnostic>,
    depth: usize,
}

/// A place: a variable's declaration and fields of it. An index is the whole row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    var: u32,
    fields: Vec<String>,
}

impl Place {
    fn overlaps(&self, other: &Self) -> bool {
        let count = self.fields.len().min(other.fields.len());
        self.var == other.var && self.fields[..count] == other.fields[..count]
    }
}

/// `let reference = &place;`
struct Borrow {
    reference: u32,
    place: Place,
    is_mut: bool,
    at: Span,
}

/// What is done to a borrowed place.
struct Conflict {
    id: &'static str,
    at: Span,
    what: &'static str,
}

impl Finder<'_> {
    fn variable(&self, path: &syn::ExprPath) -> Option<u32> {
        let ident = path.path.get_ident()?;
        let uses = &self.inferred.facts().uses;
        uses.get(&span(ident.span()).start).copied()
    }

    /// The place in a variable that surely is its own: nothing on the way is a reference or pointer.
    pub(super) fn place(&self, expr: &Expr) -> Option<Place> {
        match expr {
            Expr::Paren(paren) => self.place(&paren.expr),
            Expr::Path(path) => {
                let var = self.variable(path)?;
                let variable = self.inferred.facts().variables.get(&var)?;
                let owns = variable.is_reference == Some(false)
                    && matches!(variable.kind, Kind::Moves | Kind::Copy);
                let fields = Vec::new();
                owns.then_some(Place { var, fields })
            }
            Expr::Field(field) if !self.inferred.is_reference(&field.base) => {
                let mut place = self.place(&field.base)?;
                place.fields.push(super::member(&field.member));
                Some(place)
            }
            Expr::Index(index) if !self.inferred.is_reference(&index.expr) => {
                self.place(&index.expr)
            }
            _ => None,
        }
    }

    fn borrow(&self, stmt: &Stmt) -> Option<Borrow> {
        let Stmt::Local(local) = stmt else {
            return None;
        };
        let pat = match &local.pat {
            Pat::Type(typed) => &*typed.pat,
            pat => pat,
        };
        let (Pat::Ident(ident), Some(init)) = (pat, &local.init) else {
            return None;
        };
        let Expr::Reference(reference) = &*init.expr else {
            return None;
        };
        let at = span(ident.ident.span()).start;
        let variable = self.inferred.facts().variables.get(&at)?;
        let is_mut = reference.mutability.is_some();
        let is_reference = variable.kind == if is_mut { Kind::Unique } else { Kind::Shared };
        let place = self.place(&reference.expr)?;
        is_reference.then_some(Borrow {
            reference: at,
            place,
            is_mut,
            at: spans::expr(&init.expr),
        })
    }

    /// Whether a variable is named from `start` to `end`.
    pub(super) fn is_used(&self, var: u32, start: u32, end: u32) -> bool {
        let facts = self.inferred.facts();
        let is_there = |at: &u32| (start..end).contains(at);
        facts.uses.iter().any(|(at, of)| *of == var && is_there(at))
            || facts
                .inline_uses
                .iter()
                .any(|(at, all)| is_there(at) && all.contains(&var))
    }

    fn block(&mut self, block: &syn::Block) {
        let end = span(block.brace_token.span.close()).start;
        for (index, stmt) in block.stmts.iter().enumerate() {
            self.borrowed_temporary(stmt, end);
            if let Some(borrow) = self.borrow(stmt) {
                self.borrowed(&borrow, &block.stmts[index + 1..], end);
            }
            if let Some(inner) = inner_block(stmt) {
                let start = span(inner.brace_token.span.close()).end;
                self.outlived(inner, start, end);
            }
        }
    }

    /// What a loop's body does to a place that is borrowed until the loop ends, when nothing leaves the loop before.
    pub(super) fn changed_again(
        &self,
        place: Place,
        is_mut: bool,
        body: &syn::Block,
    ) -> Option<(&'static str, Span)> {
        let borrow = Borrow {
            reference: u32::MAX,
            place,
            is_mut,
            at: Span::NONE,
        };
        let mut search = Search {
            finder: self,
            borrow: &borrow,
            conflict: None,
            is_over: false,
            depth: 0,
        };
        search.visit_block(body);
        let conflict = search.conflict.filter(|_| !search.is_over)?;
        matches!(conflict.id, "E0499" | "E0502").then_some((conflict.id, conflict.at))
    }

    fn borrowed(&mut self, borrow: &Borrow, rest: &[Stmt], end: u32) {
        for (index, stmt) in rest.iter().enumerate() {
            let mut search = Search {
                finder: self,
                borrow,
                conflict: None,
                is_over: false,
                depth: 0,
            };
            search.visit_stmt(stmt);
            let (conflict, is_over) = (search.conflict, search.is_over);
            if is_over {
                return;
            }
            let Some(conflict) = conflict else {
                continue;
            };
            let Some(next) = rest.get(index + 1).map(start_of) else {
                return;
            };
            if next > conflict.at.start && self.is_used(borrow.reference, next, end) {
                self.report(borrow, &conflict);
            }
            return;
        }
    }

    fn report(&mut self, borrow: &Borrow, conflict: &Conflict) {
        let variables = &self.inferred.facts().variables;
        let name = |var: u32| variables.get(&var).map_or("", |known| known.name.as_str());
        let of = name(borrow.place.var);
        let by = name(borrow.reference);
        let message = format!("`{of}` is {} while it is borrowed by `{by}`", conflict.what);
        let help = format!("use `{by}` for the last time before this, or borrow again after it");
        let diagnostic = Diagnostic::error(conflict.id, conflict.at, message)
            .with_label(
                borrow.at,
                format!("`{of}` is borrowed here, and `{by}` is used later"),
            )
            .with_help(help);
        self.found.push(diagnostic);
    }

    /// `{ let x = …; r = &x; }`, where `r` is used after the block.
    fn outlived(&mut self, inner: &syn::Block, start: u32, end: u32) {
        let open = span(inner.brace_token.span.open()).start;
        for stmt in &inner.stmts {
            let Stmt::Expr(Expr::Assign(assign), Some(_)) = stmt else {
                continue;
            };
            let (Expr::Path(left), Expr::Reference(right)) = (&*assign.left, &*assign.right) else {
                continue;
            };
            let (Some(holder), Some(place)) = (self.variable(left), self.place(&right.expr)) else {
                continue;
            };
            let is_inside = (open..start).contains(&place.var);
            if holder < open && is_inside && self.is_used(holder, start, end) {
                self.report_outlived(&place, &assign.right, inner);
                return;
            }
        }
    }

    fn report_outlived(&mut self, place: &Place, at: &Expr, inner: &syn::Block) {
        let variable = self.inferred.facts().variables.get(&place.var);
        let name = variable.map_or("", |known| known.name.as_str());
        let message = format!("`{name}` does not live long enough");
        let close = span(inner.brace_token.span.close());
        let diagnostic = Diagnostic::error("E0597", spans::expr(at), message)
            .with_label(
                close,
                format!("`{name}` is dropped here while it is still borrowed"),
            )
            .with_help(format!(
                "declare `{name}` before the block, or move it out of it"
            ));
        self.found.push(diagnostic);
    }
}

/// Looks for what cannot be done while something is borrowed. Closures are left out.
struct Search<'f, 'i> {
    finder: &'f Finder<'i>,
    borrow: &'f Borrow,
    conflict: Option<Conflict>,
    /// The reference gets another value, or the block is left: nothing is certain from here on.
    is_over: bool,
    depth: usize,
}

impl Search<'_, '_> {
    fn is_borrowed(&self, expr: &Expr) -> bool {
        let place = self.finder.place(expr);
        place.is_some_and(|place| place.overlaps(&self.borrow.place))
    }

    fn note(&mut self, id: &'static str, expr: &Expr, what: &'static str) {
        let at = spans::expr(expr);
        self.conflict.get_or_insert(Conflict { id, at, what });
    }

    fn borrowed_again(&mut self, expr: &Expr, is_mut: bool) {
        match (self.borrow.is_mut, is_mut) {
            (true, true) => self.note("E0499", expr, "borrowed as mutable again"),
            (false, true) => self.note("E0502", expr, "borrowed as mutable"),
            (true, false) => self.note("E0502", expr, "borrowed as immutable"),
            (false, false) => {}
        }
    }

    /// `expr` gives its value away.
    fn given(&mut self, expr: &Expr) {
        let kind = match expr {
            Expr::Path(path) => self.finder.variable(path).and_then(|var| {
                let variables = &self.finder.inferred.facts().variables;
                variables.get(&var).map(|variable| variable.kind)
            }),
            _ => None,
        };
        if kind == Some(Kind::Moves) && self.is_borrowed(expr) {
            self.note("E0505", expr, "moved");
        }
    }

    fn assigned(&mut self, left: &Expr, whole: &Expr) {
        if let Expr::Path(path) = left
            && self.finder.variable(path) == Some(self.borrow.reference)
        {
            self.is_over = true;
        }
        if self.is_borrowed(left) {
            self.note("E0506", whole, "assigned");
        }
    }
}

impl<'a> Visit<'a> for Search<'_, '_> {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.depth >= super::MAX_DEPTH {
            return;
        }
        self.depth += 1;
        match expr {
            Expr::Closure(_) | Expr::Async(_) => {
                self.depth -= 1;
                return;
            }
            // A way out of the block: what comes later may never be.
            Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) => self.is_over = true,
            Expr::Reference(reference) if self.is_borrowed(&reference.expr) => {
                self.borrowed_again(expr, reference.mutability.is_some());
            }
            Expr::MethodCall(call) if self.is_borrowed(&call.receiver) => {
                let at = span(call.method.span()).start;
                match self.finder.inferred.facts().takes.get(&at) {
                    Some(Takes::RefMut) => self.borrowed_again(&call.receiver, true),
                    Some(Takes::Ref) => self.borrowed_again(&call.receiver, false),
                    Some(Takes::Value) => self.given(&call.receiver),
                    _ => {}
                }
            }
            Expr::Call(call) => call.args.iter().for_each(|arg| self.given(arg)),
            Expr::Assign(assign) => self.assigned(&assign.left, expr),
            Expr::Binary(binary) if crate::lower::is_compound(&binary.op) => {
                self.assigned(&binary.left, expr);
            }
            _ => {}
        }
        walk::visit_expr(self, expr);
        self.depth -= 1;
    }

    fn visit_local(&mut self, local: &'a syn::Local) {
        if let Some(init) = &local.init {
            self.given(&init.expr);
        }
        walk::visit_local(self, local);
    }

    fn visit_item(&mut self, _: &'a syn::Item) {}

    fn visit_type(&mut self, _: &'a syn::Type) {}
}

impl<'a> Visit<'a> for Finder<'_> {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_block(&mut self, block: &'a syn::Block) {
        self.block(block);
        walk::visit_block(self, block);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::ForLoop(looped) = expr {
            self.changed_in_loop(looped);
        }
        if self.depth < super::MAX_DEPTH {
            self.depth += 1;
            walk::visit_expr(self, expr);
            self.depth -= 1;
        }
    }

    fn visit_type(&mut self, _: &'a syn::Type) {}
}

fn inner_block(stmt: &Stmt) -> Option<&syn::Block> {
    match stmt {
        Stmt::Expr(Expr::Block(block), _) if block.label.is_none() => Some(&block.block),
        _ => None,
    }
}

fn start_of(stmt: &Stmt) -> u32 {
    match stmt {
        Stmt::Local(local) => span(local.let_token.span).start,
        Stmt::Expr(expr, _) => spans::expr(expr).start,
        Stmt::Macro(mac) => spans::mac(&mac.mac).start,
        Stmt::Item(_) => u32::MAX,
    }
}
