//! Changes that are not allowed: through `&` (E0594, E0596), of what is not declared `mut` (E0596, E0384).
//!
//! A place can be changed when the walk from it to what owns it meets a `&mut`, or ends at a variable declared `mut`.
//! Whatever is not known on the way ends the walk in silence.

use interleave_program::program::TypeHint;
use interleave_program::{Diagnostic, Span, TypeTag};
use syn::{Expr, UnOp};

use super::flow::Flow;
use super::span;
use crate::infer::{Kind, Reach, Variable};
use crate::lower::is_compound;
use crate::spans;

/// What stands against changing a place.
enum Obstacle {
    /// A variable that is not `mut`.
    Variable(u32),
    /// A `&` in this expression.
    Shared(String, Option<u32>),
    /// An `Arc`, or a guard for reading.
    Pointer(&'static str, Option<u32>),
}

/// How a place is changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    /// A new value for a whole variable.
    Assign,
    /// A new value for a part of it.
    AssignPart,
    /// `&mut`, perhaps by a method or an operator.
    Borrow,
}

impl Flow<'_> {
    /// Looks whether `expr` itself changes something that it must not.
    pub(super) fn change(&mut self, expr: &Expr) {
        match expr {
            Expr::Assign(assign) => self.changed(&assign.left, Change::Assign),
            Expr::Binary(binary) if is_compound(&binary.op) => {
                let change = match self.kind_of(&binary.left) {
                    Kind::Copy if self.is_number(&binary.left) => Change::Assign,
                    Kind::Copy | Kind::Moves => Change::Borrow,
                    _ => return,
                };
                self.changed(&binary.left, change);
            }
            Expr::Reference(reference) if reference.mutability.is_some() => {
                self.changed(&reference.expr, Change::Borrow);
            }
            Expr::MethodCall(call) => self.changed_by_method(call),
            Expr::Call(call) => self.called(call),
            _ => {}
        }
    }

    fn is_number(&self, expr: &Expr) -> bool {
        match self.inferred.hint(expr) {
            TypeHint::Named(tag, _) => {
                let names = ["f32", "f64", "bool"];
                let mut kinds = interleave_program::IntKind::ALL.iter();
                kinds.any(|kind| TypeTag::builtin(kind.name()) == Some(tag))
                    || names.iter().any(|name| TypeTag::builtin(name) == Some(tag))
            }
            _ => false,
        }
    }

    fn changed_by_method(&mut self, call: &syn::ExprMethodCall) {
        let at = span(call.method.span()).start;
        let Some(reach) = self.inferred.facts().reaches.get(&at).copied() else {
            return;
        };
        let receiver = &*call.receiver;
        match reach {
            Reach::Owner => self.changed(receiver, Change::Borrow),
            Reach::Unique => self.note_change(receiver),
            Reach::Shared => {
                let name = text(receiver);
                let obstacle = Obstacle::Shared(format!("*{name}"), self.root(receiver));
                self.refuse(receiver, Change::Borrow, &obstacle);
            }
            Reach::Pointer(name) => {
                let obstacle = Obstacle::Pointer(name, self.root(receiver));
                self.refuse(receiver, Change::Borrow, &obstacle);
            }
            Reach::Unknown => {}
        }
    }

    /// A closure that changes what it captured can only be called through `mut`.
    fn called(&mut self, call: &syn::ExprCall) {
        let Some(var) = self.root(&call.func) else {
            return;
        };
        let variable = self.inferred.facts().variables.get(&var);
        if self.changing.contains(&var) && variable.is_some_and(|variable| !variable.is_mut) {
            self.refuse(&call.func, Change::Borrow, &Obstacle::Variable(var));
        }
    }

    fn changed(&mut self, place: &Expr, change: Change) {
        match place {
            Expr::Tuple(tuple) if change == Change::Assign => {
                tuple
                    .elems
                    .iter()
                    .for_each(|elem| self.changed(elem, change));
                return;
            }
            Expr::Paren(paren) => return self.changed(&paren.expr, change),
            Expr::Path(_) | Expr::Field(_) | Expr::Index(_) | Expr::Unary(_) => {}
            _ => return,
        }
        self.note_change(place);
        let mut change = change;
        if let Some(obstacle) = self.obstacle(place, &mut change) {
            self.refuse(place, change, &obstacle);
        }
    }

    /// The variable that a place is in, or that leads to it.
    fn root(&self, place: &Expr) -> Option<u32> {
        match place {
            Expr::Path(path) => self.variable(path),
            Expr::Paren(paren) => self.root(&paren.expr),
            Expr::Field(field) => self.root(&field.base),
            Expr::Index(index) => self.root(&index.expr),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => self.root(&unary.expr),
            _ => None,
        }
    }

    fn obstacle(&self, place: &Expr, change: &mut Change) -> Option<Obstacle> {
        match place {
            Expr::Path(path) => {
                let var = self.variable(path)?;
                let variable = self.inferred.facts().variables.get(&var)?;
                let is_new = *change == Change::Assign && self.deferred.contains(&var);
                let may = variable.is_mut || is_new || !variable.is_sure;
                (!may).then_some(Obstacle::Variable(var))
            }
            Expr::Paren(paren) => self.obstacle(&paren.expr, change),
            Expr::Field(field) => self.behind(&field.base, change),
            Expr::Index(index) => {
                let found = self.inferred.hint(&index.expr);
                match found {
                    TypeHint::Named(TypeTag::ARRAY | TypeTag::SLICE, _) => {}
                    TypeHint::Named(tag, _) if tag == TypeTag::VEC => *change = Change::Borrow,
                    _ => return None,
                }
                self.behind(&index.expr, change)
            }
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => {
                self.behind(&unary.expr, change)
            }
            _ => None,
        }
    }

    /// What stands against changing something inside `base`, or behind it.
    fn behind(&self, base: &Expr, change: &mut Change) -> Option<Obstacle> {
        if *change == Change::Assign {
            *change = Change::AssignPart;
        }
        match self.kind_of(base) {
            Kind::Shared => Some(Obstacle::Shared(text(base), self.root(base))),
            Kind::Counted(name) | Kind::ReadGuard(name) => {
                Some(Obstacle::Pointer(name, self.root(base)))
            }
            Kind::Unique => {
                let outer = self.obstacle(base, &mut change.clone())?;
                match outer {
                    Obstacle::Variable(_) => None,
                    outer => Some(outer),
                }
            }
            Kind::Guard => {
                *change = Change::Borrow;
                self.obstacle(base, change)
            }
            Kind::Moves | Kind::Copy if !self.is_raw(base) => self.obstacle(base, change),
            Kind::Unknown if self.is_plain(base) => self.obstacle(base, change),
            _ => None,
        }
    }

    /// Raw pointers are `Copy` without a type of their own.
    fn is_raw(&self, base: &Expr) -> bool {
        self.kind_of(base) == Kind::Copy && self.inferred.is_reference(base)
            || self.inferred.hint(base) == TypeHint::Unknown && self.kind_of(base) == Kind::Copy
    }

    /// Notes that the closures around change a variable from outside them.
    fn note_change(&mut self, place: &Expr) {
        let Some(var) = self.root(place) else {
            return;
        };
        for closure in &mut self.closures {
            closure.changes |= !(closure.range.start..closure.range.end).contains(&var);
        }
    }

    fn is_captured(&self, var: u32) -> bool {
        let closure = self.closures.last();
        closure.is_some_and(|c| !(c.range.start..c.range.end).contains(&var))
    }

    fn refuse(&mut self, place: &Expr, change: Change, obstacle: &Obstacle) {
        if self.state.is_dead || self.is_obscure {
            return;
        }
        let name = text(place);
        let facts = self.inferred.facts();
        let declared = |var: &u32| Some((*var, facts.variables.get(var)?));
        let (id, message) = match (change, obstacle) {
            (Change::Assign, Obstacle::Variable(var)) if !self.is_captured(*var) => (
                "E0384",
                format!("cannot assign twice to immutable variable `{name}`"),
            ),
            (Change::Assign | Change::AssignPart, obstacle) => (
                "E0594",
                format!("cannot assign to {}", what(&name, obstacle)),
            ),
            (Change::Borrow, obstacle) => (
                "E0596",
                format!("cannot borrow {}", as_mutable(&name, obstacle)),
            ),
        };
        let mut diagnostic = Diagnostic::error(id, spans::expr(place), message);
        let var = match obstacle {
            Obstacle::Variable(var) => Some(var),
            Obstacle::Shared(_, var) | Obstacle::Pointer(_, var) => var.as_ref(),
        };
        let known = var.and_then(declared);
        if let Some((at, variable)) = known {
            let end = at + variable.name.len() as u32;
            diagnostic = diagnostic.with_label(Span::new(at, end), declared_as(variable, obstacle));
        }
        let help = advice(obstacle, known.map(|(_, variable)| variable));
        self.found.push(diagnostic.with_help(help));
    }
}

fn what(name: &str, obstacle: &Obstacle) -> String {
    match obstacle {
        Obstacle::Variable(_) => format!("`{name}`, as it is not declared as mutable"),
        Obstacle::Shared(..) => format!("`{name}`, which is behind a `&` reference"),
        Obstacle::Pointer(pointer, _) => format!("data in {} `{pointer}`", article(pointer)),
    }
}

fn as_mutable(name: &str, obstacle: &Obstacle) -> String {
    match obstacle {
        Obstacle::Variable(_) => {
            format!("`{name}` as mutable, as it is not declared as mutable")
        }
        Obstacle::Shared(behind, _) => {
            format!("`{behind}` as mutable, as it is behind a `&` reference")
        }
        Obstacle::Pointer(pointer, _) => {
            format!("data in {} `{pointer}` as mutable", article(pointer))
        }
    }
}

fn article(pointer: &str) -> &'static str {
    if pointer == "Arc" { "an" } else { "a" }
}

fn declared_as(variable: &Variable, obstacle: &Obstacle) -> String {
    match obstacle {
        Obstacle::Variable(_) => "declared here without `mut`".to_owned(),
        Obstacle::Shared(..) if variable.kind == Kind::Shared => "a `&` reference".to_owned(),
        _ => "declared here".to_owned(),
    }
}

fn advice(obstacle: &Obstacle, variable: Option<&Variable>) -> String {
    let name = variable.map_or("", |variable| variable.name.as_str());
    match obstacle {
        Obstacle::Variable(_) if name == "self" => "write `mut self`".to_owned(),
        Obstacle::Variable(_) => format!("declare it as `mut {name}`"),
        Obstacle::Shared(..) if name == "self" => "write `&mut self`".to_owned(),
        Obstacle::Shared(..) => "make it a `&mut` reference".to_owned(),
        Obstacle::Pointer("Arc", _) => {
            "an `Arc` only shares: put a `Mutex` inside, `Arc<Mutex<…>>`, and lock it, or use an atomic".to_owned()
        }
        Obstacle::Pointer("Rc", _) => {
            "an `Rc` only shares: put a `RefCell` inside, `Rc<RefCell<…>>`".to_owned()
        }
        Obstacle::Pointer(..) => "take the lock for writing: `write()`".to_owned(),
    }
}

/// A place as messages call it.
fn text(place: &Expr) -> String {
    match place {
        Expr::Path(path) => path
            .path
            .segments
            .last()
            .map_or_else(String::new, |last| last.ident.to_string()),
        Expr::Paren(paren) => text(&paren.expr),
        Expr::Field(field) => format!("{}.{}", text(&field.base), super::member(&field.member)),
        Expr::Index(index) => format!("{}[_]", text(&index.expr)),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => {
            format!("*{}", text(&unary.expr))
        }
        Expr::MethodCall(call) => format!("{}.{}(…)", text(&call.receiver), call.method),
        _ => "…".to_owned(),
    }
}
