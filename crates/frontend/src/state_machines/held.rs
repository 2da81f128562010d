//! What an expression holds while a later part of it waits (`one + two().await` has taken `one` before), and which
//! variables a new one may borrow from (`let first = &list;` keeps `list` alive as long as `first`).

use interleave_program::Span;
use syn::{Expr, Pat};

use super::{Body, Search, Variable, Wait};
use crate::infer::Kind;
use crate::resolve::unraw;
use crate::spans;
use crate::walk::{self, Visit};

/// How an operand takes what it is made of.
#[derive(Clone, Copy)]
pub(super) enum Taken {
    /// By value: `x` in `f(x)`, where `&x` borrows.
    Value,
    /// By reference, with no word for it: `x` in `x.push(1)` and `println!("{}", x)`.
    Place,
}

impl<'a> Search<'a> {
    /// Operands in the order in which they are evaluated; each is held until the last one is there.
    pub(super) fn operands(&mut self, all: &[(&'a Expr, Taken)]) {
        let mut until = Vec::new();
        for (expr, taken) in all {
            match taken {
                Taken::Value => self.argument(expr),
                Taken::Place => self.visit_expr(expr),
            }
            until.push(self.waits_so_far());
        }
        if self.inferred.is_none() {
            return;
        }
        let all_waits = self.waits_so_far();
        for ((expr, taken), before) in all.iter().zip(until) {
            if before < all_waits
                && let Some(name) = held(expr, *taken)
                && let Some(last) = self.body().and_then(|body| body.waits.last())
            {
                let is_given = matches!((taken, expr), (Taken::Value, Expr::Path(_)));
                let end = last.span.end;
                self.mention(&name, end, is_given);
            }
        }
    }

    fn waits_so_far(&self) -> usize {
        self.bodies.last().map_or(0, |body| body.waits.len())
    }

    /// Declares what `pattern` binds of the value of `from`, which it may borrow from.
    pub(super) fn declare_from(&mut self, pattern: &Pat, from: &Expr, may_own: bool) {
        let known = self.bodies.last().map_or(0, |body| body.variables.len());
        self.declare(pattern, may_own);
        let (Some(inferred), Some(body)) = (self.inferred, self.bodies.last_mut()) else {
            return;
        };
        let mut borrows = Borrows(Vec::new());
        borrows.visit_expr(from);
        if takes_by_ref(pattern) {
            borrows.0.push(spans::expr(from));
        }
        let (lenders, made) = body.variables.split_at_mut(known);
        for (index, variable) in made.iter().enumerate() {
            let declared = inferred.facts().variables.get(&variable.at);
            let kind = declared.map_or(Kind::Unknown, |declared| declared.kind);
            let whole = spans::expr(from);
            let places: &[Span] = match kind {
                Kind::Copy => continue,
                Kind::Shared | Kind::Unique => &[whole],
                _ => &borrows.0,
            };
            for lender in lenders.iter_mut() {
                let is_lent = |(at, given): &(u32, bool)| {
                    !given && places.iter().any(|it| it.start <= *at && *at < it.end)
                };
                if lender.mentions.iter().any(is_lent) {
                    lender.lent_to.push(known + index);
                }
            }
        }
    }
}

impl Body {
    /// The variables that live on across `wait`, in the order of their declarations.
    pub(super) fn alive(&self, wait: &Wait) -> Vec<&Variable> {
        let lives = |variable: &Variable| variable.lives_across(wait);
        let mut alive: Vec<bool> = self.variables.iter().map(lives).collect();
        let in_wait = |(at, _): &(u32, bool)| wait.span.start <= *at && *at < wait.span.end;
        // A borrower is declared after what it borrows from.
        for index in (0..self.variables.len()).rev() {
            let borrowers = &self.variables[index].lent_to;
            alive[index] |= borrowers.iter().any(|by| {
                wait.in_scope.contains(by)
                    && (alive[*by] || self.variables[*by].mentions.iter().any(in_wait))
            });
        }
        let all = self.variables.iter().enumerate();
        all.filter(|(index, variable)| {
            alive[*index] && (variable.is_captured || wait.in_scope.contains(index))
        })
        .map(|(_, variable)| variable)
        .collect()
    }
}

/// The variable that an operand holds, itself or borrowed.
fn held(expr: &Expr, taken: Taken) -> Option<String> {
    match (expr, taken) {
        (Expr::Path(path), _) => path.path.get_ident().map(unraw),
        (Expr::Reference(lent), _) => held(&lent.expr, Taken::Place),
        (Expr::Paren(inner), _) => held(&inner.expr, taken),
        (Expr::Field(field), Taken::Place) => held(&field.base, taken),
        (Expr::Index(index), Taken::Place) => held(&index.expr, taken),
        (Expr::Unary(unary), Taken::Place) if matches!(unary.op, syn::UnOp::Deref(_)) => {
            held(&unary.expr, taken)
        }
        _ => None,
    }
}

/// The parts of an expression that borrow: references, closures and futures that do not take what they mention.
struct Borrows(Vec<Span>);

/// Methods of arrays and the like whose results borrow.
const BORROWING: &[&str] = &["as_slice", "chunks", "iter", "iter_mut", "windows"];

impl<'f> Visit<'f> for Borrows {
    fn as_dyn(&mut self) -> &mut dyn Visit<'f> {
        self
    }

    fn visit_expr(&mut self, expr: &'f Expr) {
        let borrows = match expr {
            Expr::Reference(_) => true,
            Expr::Closure(it) => it.capture.is_none(),
            Expr::Async(it) => it.capture.is_none(),
            Expr::MethodCall(call) => BORROWING.contains(&unraw(&call.method).as_str()),
            _ => false,
        };
        if borrows {
            self.0.push(spans::expr(expr));
        }
        walk::visit_expr(self, expr);
    }

    fn visit_item(&mut self, _: &'f syn::Item) {}
}

/// Whether a pattern says `ref`.
fn takes_by_ref(pattern: &Pat) -> bool {
    match pattern {
        Pat::Ident(ident) => ident.by_ref.is_some(),
        Pat::Tuple(it) => it.elems.iter().any(takes_by_ref),
        Pat::TupleStruct(it) => it.elems.iter().any(takes_by_ref),
        Pat::Struct(it) => it.fields.iter().any(|field| takes_by_ref(&field.pat)),
        Pat::Paren(it) => takes_by_ref(&it.pat),
        _ => false,
    }
}
