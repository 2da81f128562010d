//! What expressions do to variables' own places, in order: borrow, read, move, assign.
//!
//! A place is a variable, or what a `&mut` variable leads to, and fields of it; an element counts as its whole row.
//! Only what surely is such a place is noted; what a pattern does to what it is matched against is left out.

use interleave_program::program::TypeHint;
use interleave_program::{Span, TypeTag};
use syn::{BinOp, Expr, Pat, Stmt, UnOp};

use super::{MAX_DEPTH, span};
use crate::infer::{Inferred, Kind, Reach, Takes};
use crate::macro_table::{Args, MacroTable, never_returns};
use crate::spans;
use crate::walk::{self, Visit};

/// A variable's declaration and fields of it; `*` is what a reference leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) var: u32,
    pub(super) fields: Vec<String>,
}

impl Place {
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let count = self.fields.len().min(other.fields.len());
        self.var == other.var && self.fields[..count] == other.fields[..count]
    }

    /// Whether it is the variable's own, not behind a reference.
    pub(super) fn is_own(&self) -> bool {
        self.fields.first().is_none_or(|first| first != "*")
    }
}

/// What is done to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Access {
    /// Its value is copied.
    Read,
    /// `&`
    Shared,
    /// `&mut`
    Unique,
    /// A new value.
    Assign,
    Move,
}

/// One thing that happens.
pub(super) enum Event {
    Access(Place, Access, Span),
    /// A variable that is no place of its own, a reference, gets another value.
    Reassigned(u32),
    /// A way out: what comes later may never be.
    Leaves,
}

/// What is known of the text.
#[derive(Clone, Copy)]
pub(super) struct Known<'i> {
    pub(super) inferred: &'i Inferred,
    pub(super) macros: &'i MacroTable,
}

impl<'i> Known<'i> {
    pub(super) fn variable(self, path: &syn::ExprPath) -> Option<u32> {
        let ident = path.path.get_ident()?;
        let uses = &self.inferred.facts().uses;
        uses.get(&span(ident.span()).start).copied()
    }

    pub(super) fn kind(self, var: u32) -> Kind {
        let variables = &self.inferred.facts().variables;
        variables
            .get(&var)
            .map_or(Kind::Unknown, |variable| variable.kind)
    }

    pub(super) fn name(self, var: u32) -> &'i str {
        let variables = &self.inferred.facts().variables;
        variables.get(&var).map_or("", |known| known.name.as_str())
    }

    /// The place that `expr` surely is.
    pub(super) fn place(self, expr: &Expr) -> Option<Place> {
        match expr {
            Expr::Paren(paren) => self.place(&paren.expr),
            Expr::Path(path) => {
                let var = self.variable(path)?;
                let variable = self.inferred.facts().variables.get(&var)?;
                let owns = variable.is_reference == Some(false)
                    && (variable.kind.moves() || variable.kind == Kind::Copy);
                let fields = Vec::new();
                owns.then_some(Place { var, fields })
            }
            Expr::Field(field) => {
                let mut place = self.base(&field.base)?;
                match self.inferred.hint(&field.base) {
                    TypeHint::Tuple(_) => {}
                    TypeHint::Named(tag, _)
                        if tag.user_index().is_some() || tag == TypeTag::BOX => {}
                    _ => return None,
                }
                place.fields.push(super::member(&field.member));
                Some(place)
            }
            Expr::Index(index) => {
                let place = self.base(&index.expr)?;
                let is_plain = !place.fields.is_empty()
                    || matches!(self.kind(place.var), Kind::Moves | Kind::Copy);
                is_plain.then_some(place)
            }
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => self.behind(&unary.expr),
            _ => None,
        }
    }

    /// The place that a field or an element of `expr` is in.
    pub(super) fn base(self, expr: &Expr) -> Option<Place> {
        match self.behind(expr) {
            Some(place) => Some(place),
            None if self.inferred.is_reference(expr) => None,
            None => self.place(expr),
        }
    }

    /// What a `&mut` variable leads to.
    fn behind(self, expr: &Expr) -> Option<Place> {
        let Expr::Path(path) = expr else {
            return None;
        };
        let var = self.variable(path)?;
        let fields = vec!["*".to_owned()];
        (self.kind(var) == Kind::Unique).then_some(Place { var, fields })
    }

    /// The place that a method call borrows, and whether it does so to change it.
    pub(super) fn receiver(self, call: &syn::ExprMethodCall) -> Option<(Place, bool)> {
        let at = span(call.method.span()).start;
        let facts = self.inferred.facts();
        let is_mut = match facts.takes.get(&at)? {
            Takes::Ref => false,
            Takes::RefMut => true,
            Takes::RefMutBehind => match facts.reaches.get(&at)? {
                Reach::Owner | Reach::Unique => true,
                _ => return None,
            },
            Takes::Value | Takes::ValueBehind => return None,
        };
        Some((self.base(&call.receiver)?, is_mut))
    }

    /// What happens in a statement.
    pub(super) fn events_of_stmt(self, stmt: &'i Stmt) -> Vec<Event> {
        let mut events = Events::new(self);
        events.visit_stmt(stmt);
        events.list
    }

    /// What a closure or async block takes from around it.
    pub(super) fn captures(self, expr: &'i Expr) -> Vec<(Place, Access)> {
        let mut events = Events::new(self);
        let moves = match expr {
            Expr::Closure(closure) => {
                events.visit_expr(&closure.body);
                closure.capture.is_some()
            }
            Expr::Async(block) => {
                events.visit_block(&block.block);
                block.capture.is_some()
            }
            _ => return Vec::new(),
        };
        let range = spans::expr(expr);
        let mut taken: Vec<(Place, Access)> = Vec::new();
        for event in events.list {
            let Event::Access(place, access, _) = event else {
                continue;
            };
            if (range.start..range.end).contains(&place.var) {
                continue;
            }
            let is_copy = self.kind(place.var) == Kind::Copy;
            let access = match access {
                // A reference is taken itself.
                _ if moves && !place.is_own() => continue,
                _ if moves && is_copy => Access::Read,
                _ if moves => Access::Move,
                Access::Read => Access::Shared,
                Access::Assign => Access::Unique,
                access => access,
            };
            match taken.iter_mut().find(|(known, _)| *known == place) {
                Some((_, known)) => *known = access.max(*known),
                None => taken.push((place, access)),
            }
        }
        taken
    }
}

/// Where rustc points at a closure or async block.
pub(super) fn head(expr: &Expr) -> Span {
    match expr {
        Expr::Closure(closure) => {
            super::between(closure.inputs_begin.span, closure.inputs_end.span)
        }
        other => spans::expr(other),
    }
}

struct Events<'i> {
    known: Known<'i>,
    list: Vec<Event>,
    depth: usize,
}

impl<'i> Events<'i> {
    fn new(known: Known<'i>) -> Self {
        Self {
            known,
            list: Vec::new(),
            depth: 0,
        }
    }

    fn push(&mut self, place: Place, access: Access, at: Span) {
        self.list.push(Event::Access(place, access, at));
    }

    /// `expr` gives its value; false when it is no place.
    fn value(&mut self, expr: &'i Expr) -> bool {
        let Some(place) = self.known.place(expr) else {
            return false;
        };
        let access = match self.known.inferred.is_copy(expr) {
            _ if self.is_row(expr) => Access::Shared,
            Some(true) => Access::Read,
            Some(false) if place.is_own() && !matches!(expr, Expr::Index(_)) => Access::Move,
            _ => return false,
        };
        self.push(place, access, spans::expr(expr));
        true
    }

    /// An element of something that `Index` is called for.
    fn is_row(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Index(index) => !matches!(
                self.known.inferred.hint(&index.expr),
                TypeHint::Named(TypeTag::ARRAY, _)
            ),
            Expr::Field(field) => self.is_row(&field.base),
            _ => false,
        }
    }

    /// `expr` is looked at: printed, compared.
    fn looked_at(&mut self, expr: &'i Expr, compares: bool) {
        if let Some(place) = self.known.place(expr) {
            let is_copy = self.known.inferred.is_copy(expr) == Some(true);
            let access = match compares && is_copy && !self.is_row(expr) {
                true => Access::Read,
                false => Access::Shared,
            };
            self.push(place, access, spans::expr(expr));
            self.indices(expr);
        } else {
            self.visit_expr(expr);
        }
    }

    /// What is computed on the way to a place.
    fn indices(&mut self, expr: &'i Expr) {
        match expr {
            Expr::Index(index) => {
                self.indices(&index.expr);
                self.visit_expr(&index.index);
            }
            Expr::Field(field) => self.indices(&field.base),
            Expr::Paren(paren) => self.indices(&paren.expr),
            Expr::Path(_) => {}
            Expr::Unary(unary) => self.indices(&unary.expr),
            other => self.visit_expr(other),
        }
    }

    fn assigned(&mut self, left: &'i Expr, whole: &Expr) {
        self.indices(left);
        match (self.known.place(left), left) {
            (Some(place), _) if self.is_row(left) => {
                self.push(place, Access::Unique, spans::expr(left));
            }
            (Some(place), _) => self.push(place, Access::Assign, spans::expr(whole)),
            (None, Expr::Path(path)) => {
                let var = self.known.variable(path);
                self.list.extend(var.map(Event::Reassigned));
            }
            (None, Expr::Tuple(tuple)) => {
                tuple
                    .elems
                    .iter()
                    .for_each(|left| self.assigned(left, whole));
            }
            _ => {}
        }
    }

    fn method(&mut self, call: &'i syn::ExprMethodCall) {
        let receiver = self.known.receiver(call);
        if receiver.is_none() {
            self.visit_expr(&call.receiver);
        } else {
            self.indices(&call.receiver);
        }
        // A borrow of the receiver to change it begins after the arguments.
        call.args.iter().for_each(|arg| self.visit_expr(arg));
        if let Some((place, is_mut)) = receiver {
            let access = if is_mut {
                Access::Unique
            } else {
                Access::Shared
            };
            self.push(place, access, spans::expr(&call.receiver));
        }
    }

    fn mac(&mut self, mac: &'i syn::Macro) {
        let Some(args) = self.known.macros.get(mac) else {
            // What it does is not known.
            self.list.push(Event::Leaves);
            return;
        };
        for (arg, is_taken) in args.handed(mac) {
            self.inline(arg);
            if is_taken {
                self.visit_expr(arg);
            } else {
                self.looked_at(arg, false);
            }
        }
        if matches!(args, Args::Select(_)) || never_returns(mac) {
            self.list.push(Event::Leaves);
        }
    }

    /// The variables that a format string names.
    fn inline(&mut self, argument: &Expr) {
        let Expr::Lit(lit) = argument else {
            return;
        };
        let at = span(lit.lit.span());
        let named = self.known.inferred.facts().inline_uses.get(&at.start);
        for var in named.into_iter().flatten() {
            let kind = self.known.kind(*var);
            if kind.moves() || kind == Kind::Copy {
                let place = Place {
                    var: *var,
                    fields: Vec::new(),
                };
                self.push(place, Access::Shared, at);
            }
        }
    }

    fn binary(&mut self, binary: &'i syn::ExprBinary, whole: &Expr) {
        match binary.op {
            BinOp::Eq(_)
            | BinOp::Ne(_)
            | BinOp::Lt(_)
            | BinOp::Le(_)
            | BinOp::Gt(_)
            | BinOp::Ge(_) => {
                self.looked_at(&binary.left, true);
                self.looked_at(&binary.right, true);
            }
            _ if crate::lower::is_compound(&binary.op) => {
                self.visit_expr(&binary.right);
                self.assigned(&binary.left, whole);
            }
            _ => {
                self.visit_expr(&binary.left);
                self.visit_expr(&binary.right);
            }
        }
    }
}

impl<'i> Visit<'i> for Events<'i> {
    fn as_dyn(&mut self) -> &mut dyn Visit<'i> {
        self
    }

    fn visit_expr(&mut self, expr: &'i Expr) {
        if self.depth >= MAX_DEPTH {
            return;
        }
        self.depth += 1;
        match expr {
            Expr::Path(_) => {
                self.value(expr);
            }
            Expr::Field(_) | Expr::Index(_) | Expr::Unary(_) if self.value(expr) => {
                self.indices(expr);
            }
            Expr::Reference(reference) => match self.known.place(&reference.expr) {
                Some(place) => {
                    let access = match reference.mutability {
                        Some(_) => Access::Unique,
                        None => Access::Shared,
                    };
                    self.indices(&reference.expr);
                    self.push(place, access, spans::expr(expr));
                }
                None => walk::visit_expr(self, expr),
            },
            Expr::MethodCall(call) => self.method(call),
            Expr::Assign(assign) => {
                self.visit_expr(&assign.right);
                self.assigned(&assign.left, expr);
            }
            Expr::Binary(binary) => self.binary(binary, expr),
            Expr::Closure(_) | Expr::Async(_) => {
                let at = head(expr);
                for (place, access) in self.known.captures(expr) {
                    self.push(place, access, at);
                }
            }
            Expr::Match(found) if self.known.place(&found.expr).is_some() => {
                self.indices(&found.expr);
                for arm in &found.arms {
                    self.visit_expr(&arm.body);
                }
            }
            Expr::Let(found) if self.known.place(&found.expr).is_some() => {
                self.indices(&found.expr);
            }
            Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) => {
                walk::visit_expr(self, expr);
                self.list.push(Event::Leaves);
            }
            _ => walk::visit_expr(self, expr),
        }
        self.depth -= 1;
    }

    fn visit_local(&mut self, local: &'i syn::Local) {
        let Some(init) = &local.init else {
            return;
        };
        let pat = match &local.pat {
            Pat::Type(typed) => &*typed.pat,
            pat => pat,
        };
        match pat {
            Pat::Ident(ident) if ident.by_ref.is_none() => self.visit_expr(&init.expr),
            _ if self.known.place(&init.expr).is_some() => self.indices(&init.expr),
            _ => self.visit_expr(&init.expr),
        }
        if let Some((_, otherwise)) = &init.diverge {
            self.visit_expr(otherwise);
        }
    }

    fn visit_macro(&mut self, mac: &'i syn::Macro) {
        self.mac(mac);
    }

    fn visit_item(&mut self, _: &'i syn::Item) {}

    fn visit_type(&mut self, _: &'i syn::Type) {}
}
