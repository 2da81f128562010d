//! What threads of a scope borrow: until the scope ends, from whoever else uses it (E0499, E0502, E0505, E0506), and
//! only what is declared outside of it (E0373).

use interleave_program::{Diagnostic, Span};
use syn::{Expr, Stmt};

use super::accesses::{Access, Event, Place, head};
use super::borrows::{Finder, against};
use super::span;
use crate::infer::Spawns;
use crate::spans;
use crate::walk::{self, Visit};

/// What a thread of the scope borrows.
struct Taken {
    place: Place,
    is_mut: bool,
    at: Span,
    /// The closure stands in a loop inside the scope.
    is_in_loop: bool,
}

impl<'i> Finder<'i> {
    /// `thread::scope(|s| { … })`
    pub(super) fn scope(&mut self, call: &'i syn::ExprCall) {
        let is_scope = matches!(&*call.func, Expr::Path(path)
            if path.path.segments.last().is_some_and(|last| last.ident == "scope"));
        if let Some(Expr::Closure(closure)) = call.args.last()
            && is_scope
            && let Expr::Block(body) = &*closure.body
        {
            let range = spans::block(&body.block);
            self.scope_block(&body.block, range, false);
        }
    }

    fn scope_block(&mut self, block: &'i syn::Block, scope: Span, is_in_loop: bool) {
        for (index, stmt) in block.stmts.iter().enumerate() {
            let mut threads = Threads {
                finder: self,
                found: Vec::new(),
                loops: u32::from(is_in_loop),
                depth: 0,
            };
            threads.visit_stmt(stmt);
            let found = threads.found;
            for (closure, is_in_loop) in found {
                for taken in self.taken(closure, scope, is_in_loop) {
                    if !self.again(&taken) {
                        self.conflict_later(&taken, &block.stmts[index + 1..]);
                    }
                }
            }
            // What comes after the threads of an inner block in it.
            match stmt {
                Stmt::Expr(Expr::Block(inner), _) => {
                    self.scope_block(&inner.block, scope, is_in_loop);
                }
                Stmt::Expr(Expr::ForLoop(inner), _) => self.scope_block(&inner.body, scope, true),
                _ => {}
            }
        }
    }

    fn taken(&mut self, closure: &'i Expr, scope: Span, is_in_loop: bool) -> Vec<Taken> {
        let at = head(closure);
        let mut all = Vec::new();
        for (place, access) in self.known.captures(closure) {
            let is_mut = match access {
                Access::Shared => false,
                Access::Unique => true,
                _ => continue,
            };
            if (scope.start..scope.end).contains(&place.var) {
                if place.is_own() {
                    self.report_inner(&place, at);
                }
                continue;
            }
            all.push(Taken {
                place,
                is_mut,
                at,
                is_in_loop,
            });
        }
        all
    }

    fn report_inner(&mut self, place: &Place, at: Span) {
        let name = self.known.name(place.var);
        let message = format!(
            "the closure may outlive the current function, but it borrows `{name}`, which is owned by the current \
             function"
        );
        let help =
            "write `move` before the closure's `|`, or declare the variable before the scope";
        self.found
            .push(Diagnostic::error("E0373", at, message).with_help(help));
    }

    /// A loop starts the same thread again.
    fn again(&mut self, taken: &Taken) -> bool {
        let is_again = taken.is_in_loop && taken.is_mut;
        if is_again {
            self.report_taken(taken, taken.at, ("E0499", "borrowed as mutable again"));
        }
        is_again
    }

    fn conflict_later(&mut self, taken: &Taken, rest: &'i [Stmt]) {
        for event in rest.iter().flat_map(|it| self.known.events_of_stmt(it)) {
            match event {
                Event::Leaves => return,
                Event::Access(place, access, at) if place.overlaps(&taken.place) => {
                    if let Some(found) = against(taken.is_mut, access) {
                        self.report_taken(taken, at, found);
                        return;
                    }
                }
                _ => {}
            }
        }
    }

    fn report_taken(&mut self, taken: &Taken, at: Span, (id, what): (&'static str, &str)) {
        let of = self.known.name(taken.place.var);
        let message = format!("`{of}` is {what} while a thread of the scope borrows it");
        let help = "threads that change the same thing share it in a `Mutex` or an atomic; or end the scope first";
        self.found.push(
            Diagnostic::error(id, at, message)
                .with_label(
                    taken.at,
                    format!("the thread borrows `{of}` until the scope ends"),
                )
                .with_help(help),
        );
    }
}

/// Finds the closures that a statement starts threads of the scope with.
struct Threads<'f, 'i> {
    finder: &'f Finder<'i>,
    found: Vec<(&'i Expr, bool)>,
    loops: u32,
    depth: usize,
}

impl<'i> Visit<'i> for Threads<'_, 'i> {
    fn as_dyn(&mut self) -> &mut dyn Visit<'i> {
        self
    }

    fn visit_expr(&mut self, expr: &'i Expr) {
        if self.depth >= super::MAX_DEPTH {
            return;
        }
        self.depth += 1;
        match expr {
            Expr::Closure(_) | Expr::Async(_) => {}
            Expr::ForLoop(_) | Expr::While(_) | Expr::Loop(_) => {
                self.loops += 1;
                walk::visit_expr(self, expr);
                self.loops -= 1;
            }
            Expr::MethodCall(call) => {
                let at = span(call.method.span()).start;
                let spawns = &self.finder.known.inferred.facts().spawns;
                if let Some(closure @ Expr::Closure(_)) = call.args.last()
                    && spawns.get(&at) == Some(&Spawns::Scoped)
                {
                    self.found.push((closure, self.loops > 0));
                }
                walk::visit_expr(self, expr);
            }
            _ => walk::visit_expr(self, expr),
        }
        self.depth -= 1;
    }

    fn visit_item(&mut self, _: &'i syn::Item) {}

    fn visit_type(&mut self, _: &'i syn::Type) {}
}
