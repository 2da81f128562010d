//! Borrows that conflict in one block (E0499, E0502, E0503, E0505, E0506).
//!
//! A variable holds a borrow (`lent.rs`): `let r = &x…;`, `let first = v.first();`, a closure. A later statement of the
//! same block does to `x` what cannot be done while it is borrowed, and a statement after that uses `r`, or `r` is a
//! guard. What rustc's borrow checker knows beyond that (loops, branches that leave) is left to it.

use interleave_program::{Diagnostic, Span};
use syn::{Expr, Pat, Stmt};

use super::accesses::{Access, Event, Known};
use super::lent::{Declared, Lending, Lent};
use super::span;
use crate::infer::{Inferred, Kind};
use crate::macro_table::MacroTable;
use crate::spans;
use crate::walk::{self, Visit};

/// Looks through all blocks of `file`.
pub(super) fn check(file: &syn::File, inferred: &Inferred, macros: &MacroTable) -> Vec<Diagnostic> {
    let known = Known { inferred, macros };
    let mut finder = Finder {
        known,
        lending: Lending {
            known,
            declared: Declared::of(file),
        },
        found: Vec::new(),
        depth: 0,
    };
    finder.visit_file(file);
    finder.found
}

pub(super) struct Finder<'i> {
    pub(super) known: Known<'i>,
    pub(super) lending: Lending<'i>,
    pub(super) found: Vec<Diagnostic>,
    depth: usize,
}

/// A borrow and the variables that hold it.
struct Borrow {
    holders: Vec<u32>,
    lent: Lent,
    /// A guard holds it until it is dropped, used or not.
    is_guard: bool,
}

/// What is done to a borrowed place.
struct Conflict {
    id: &'static str,
    at: Span,
    what: &'static str,
}

/// What stands against `access` while something is borrowed.
pub(super) fn against(is_mut: bool, access: Access) -> Option<(&'static str, &'static str)> {
    Some(match (is_mut, access) {
        (true, Access::Unique) => ("E0499", "borrowed as mutable again"),
        (false, Access::Unique) => ("E0502", "borrowed as mutable"),
        (true, Access::Shared) => ("E0502", "borrowed as immutable"),
        (true, Access::Read) => ("E0503", "used"),
        (_, Access::Assign) => ("E0506", "assigned"),
        (_, Access::Move) => ("E0505", "moved"),
        (false, Access::Read | Access::Shared) => return None,
    })
}

impl<'i> Finder<'i> {
    /// Whether a variable is named from `start` to `end`.
    pub(super) fn is_used(&self, var: u32, start: u32, end: u32) -> bool {
        let facts = self.known.inferred.facts();
        let is_there = |at: &u32| (start..end).contains(at);
        facts.uses.iter().any(|(at, of)| *of == var && is_there(at))
            || facts
                .inline_uses
                .iter()
                .any(|(at, all)| is_there(at) && all.contains(&var))
    }

    /// The variables of a pattern that hold what is borrowed.
    fn holders(&self, pat: &Pat, lent: &Lent) -> Vec<u32> {
        let mut bound = Vec::new();
        super::bindings::bound(pat, &mut bound);
        let is_whole = matches!(pat, Pat::Ident(_));
        let variables = &self.known.inferred.facts().variables;
        let holds = |at: &u32| {
            variables.get(at).is_some_and(|variable| {
                variable.holds || is_whole && !lent.is_passed && variable.kind == Kind::Unknown
            })
        };
        let each = bound.into_iter().map(|(_, at)| at.start);
        each.filter(holds).collect()
    }

    fn borrows(&self, pat: &Pat, value: &'i Expr) -> Vec<Borrow> {
        let pat = match pat {
            Pat::Type(typed) => &*typed.pat,
            pat => pat,
        };
        let lent = self.lending.of(value).into_iter();
        let borrows = lent.map(|lent| {
            let holders = self.holders(pat, &lent);
            let is_guard =
                |var: &u32| matches!(self.known.kind(*var), Kind::Guard | Kind::ReadGuard(_));
            Borrow {
                is_guard: holders.iter().any(is_guard),
                holders,
                lent,
            }
        });
        borrows
            .filter(|borrow| !borrow.holders.is_empty())
            .collect()
    }

    fn block(&mut self, block: &'i syn::Block) {
        let end = span(block.brace_token.span.close()).start;
        for (index, stmt) in block.stmts.iter().enumerate() {
            self.borrowed_temporary(stmt, end);
            if let Stmt::Local(local) = stmt
                && let Some(init) = &local.init
            {
                for borrow in self.borrows(&local.pat, &init.expr) {
                    self.borrowed(&borrow, &block.stmts[index + 1..], end);
                }
            }
            let after = block.stmts.get(index + 1).map(start_of);
            self.outlived(stmt, after.unwrap_or(end), end);
        }
    }

    /// `if let pat = value { … }` and the like: what `pat` binds may hold a borrow in the block.
    fn bound_in(&mut self, pat: &Pat, value: &'i Expr, block: &'i syn::Block) {
        let end = span(block.brace_token.span.close()).start;
        for borrow in self.borrows(pat, value) {
            self.borrowed(&borrow, &block.stmts, end);
        }
    }

    /// What a loop's body does to a place that is borrowed until the loop ends, when nothing leaves the loop before.
    pub(super) fn changed_again(
        &self,
        lent: &Lent,
        body: &'i syn::Block,
    ) -> Option<(&'static str, Span)> {
        let mut first = None;
        for event in body
            .stmts
            .iter()
            .flat_map(|it| self.known.events_of_stmt(it))
        {
            match event {
                Event::Leaves => return None,
                Event::Access(place, access, at) if place.overlaps(&lent.place) => {
                    let found = against(lent.is_mut, access);
                    let found = found.filter(|(id, _)| matches!(*id, "E0499" | "E0502" | "E0506"));
                    first = first.or(found.map(|(id, _)| (id, at)));
                }
                _ => {}
            }
        }
        first
    }

    fn borrowed(&mut self, borrow: &Borrow, rest: &'i [Stmt], end: u32) {
        let mut all = borrow.holders.clone();
        for (index, stmt) in rest.iter().enumerate() {
            let mut conflict = None;
            for event in self.known.events_of_stmt(stmt) {
                match event {
                    Event::Leaves => return,
                    Event::Reassigned(var) if borrow.holders.contains(&var) => return,
                    Event::Access(place, Access::Move | Access::Assign, _)
                        if borrow.holders.contains(&place.var) && place.fields.is_empty() =>
                    {
                        return;
                    }
                    Event::Access(place, access, at) if place.overlaps(&borrow.lent.place) => {
                        if let Some((id, what)) = against(borrow.lent.is_mut, access) {
                            conflict.get_or_insert(Conflict { id, at, what });
                        }
                    }
                    _ => {}
                }
            }
            let Some(conflict) = conflict else {
                // What borrows from a holder holds the same.
                if let Stmt::Local(local) = stmt
                    && let Some(init) = &local.init
                {
                    let mut through = self.borrows(&local.pat, &init.expr);
                    through.retain(|it| all.contains(&it.lent.place.var));
                    all.extend(through.into_iter().flat_map(|it| it.holders));
                }
                continue;
            };
            let next = rest.get(index + 1).map_or(end, start_of);
            let mut holders = all.iter();
            if borrow.is_guard
                || next > conflict.at.start && holders.any(|it| self.is_used(*it, next, end))
            {
                self.report(borrow, &conflict);
            }
            return;
        }
    }

    fn report(&mut self, borrow: &Borrow, conflict: &Conflict) {
        let of = self.known.name(borrow.lent.place.var);
        let by = self.known.name(borrow.holders[0]);
        let message = format!("`{of}` is {} while it is borrowed by `{by}`", conflict.what);
        let help = match borrow.is_guard {
            true => format!("drop `{by}` before this, or end the block that it is in"),
            false => {
                format!("use `{by}` for the last time before this, or borrow again after it")
            }
        };
        let label = match borrow.is_guard {
            true => format!("`{of}` is borrowed here until `{by}` is dropped"),
            false => format!("`{of}` is borrowed here, and `{by}` is used later"),
        };
        let diagnostic = Diagnostic::error(conflict.id, conflict.at, message)
            .with_label(borrow.lent.at, label)
            .with_help(help);
        self.found.push(diagnostic);
    }

    /// Two borrows of one place among the arguments of one call, of which one changes it.
    fn arguments(&mut self, call: &'i syn::ExprCall) {
        let lent = |arg: &'i Expr| match arg {
            Expr::Reference(_) => self.lending.of(arg),
            _ => Vec::new(),
        };
        let all: Vec<Lent> = call.args.iter().flat_map(lent).collect();
        for (index, second) in all.iter().enumerate() {
            let mut before = all[..index].iter();
            let Some(first) = before.find(|first| first.place.overlaps(&second.place)) else {
                continue;
            };
            let access = match second.is_mut {
                true => Access::Unique,
                false => Access::Shared,
            };
            let Some((id, what)) = against(first.is_mut, access) else {
                continue;
            };
            let of = self.known.name(first.place.var);
            let message = format!("`{of}` is {what} in the same call");
            self.found.push(
                Diagnostic::error(id, second.at, message)
                    .with_label(first.at, format!("`{of}` is borrowed here for the call"))
                    .with_help("give the call different things, or do it in two steps"),
            );
            return;
        }
    }
}

impl<'i> Visit<'i> for Finder<'i> {
    fn as_dyn(&mut self) -> &mut dyn Visit<'i> {
        self
    }

    fn visit_block(&mut self, block: &'i syn::Block) {
        self.block(block);
        walk::visit_block(self, block);
    }

    fn visit_item_fn(&mut self, item: &'i syn::ItemFn) {
        self.returned(&item.sig, &item.block);
        walk::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'i syn::ImplItemFn) {
        self.returned(&item.sig, &item.block);
        walk::visit_impl_item_fn(self, item);
    }

    fn visit_expr(&mut self, expr: &'i Expr) {
        if self.depth >= super::MAX_DEPTH {
            return;
        }
        match expr {
            Expr::ForLoop(looped) => self.changed_in_loop(looped),
            Expr::Call(call) => {
                self.arguments(call);
                self.scope(call);
            }
            Expr::If(found) => {
                if let Expr::Let(bound) = &*found.cond {
                    self.bound_in(&bound.pat, &bound.expr, &found.then_branch);
                }
            }
            Expr::While(found) => {
                if let Expr::Let(bound) = &*found.cond {
                    self.bound_in(&bound.pat, &bound.expr, &found.body);
                }
            }
            Expr::Match(found) => {
                for arm in &found.arms {
                    if let Expr::Block(body) = &*arm.body {
                        self.bound_in(&arm.pat, &found.expr, &body.block);
                    }
                }
            }
            _ => {}
        }
        self.depth += 1;
        walk::visit_expr(self, expr);
        self.depth -= 1;
    }

    fn visit_type(&mut self, _: &'i syn::Type) {}
}

pub(super) fn start_of(stmt: &Stmt) -> u32 {
    match stmt {
        Stmt::Local(local) => span(local.let_token.span).start,
        Stmt::Expr(expr, _) => spans::expr(expr).start,
        Stmt::Macro(mac) => spans::mac(&mac.mac).start,
        Stmt::Item(_) => u32::MAX,
    }
}
