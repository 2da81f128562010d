//! How the body of a closure or async block uses the variables around it.
//!
//! A use is by reference when only the place is needed (`&x`, `x.len()`, `println!("{x}")`) or when what is
//! read is `Copy`; everything else, and everything that is not understood, is by value.

use std::collections::{BTreeMap, BTreeSet};

use crate::walk::{self, Visit};
use interleave_program::{Span, TypeHint, TypeTag};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{BinOp, Expr, Token, UnOp};

use super::{MAX_DEPTH, span};
use crate::infer::{Inferred, Takes, anchor};
use crate::macro_table::{self, ASSERTING, COMPARING, FORMATTING};

/// The uses of one variable.
#[derive(Clone, Copy, Debug)]
pub(super) struct Uses {
    /// The first place.
    pub(super) first: Span,
    /// Whether some use is, or may be, by value.
    pub(super) by_value: bool,
    /// Whether some use is of the variable itself rather than of a field, which is captured alone.
    pub(super) whole: bool,
}

/// A place inside of a variable that a closure uses: fields up to the first pointer on the way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct UsedPath {
    /// Fields with the type that has each; `None` for tuples.
    pub(crate) fields: Vec<(String, Option<TypeTag>)>,
    /// Whether it is surely moved.
    pub(crate) by_value: bool,
    /// Whether it is `Copy`.
    pub(crate) is_copy: bool,
}

/// Variables declared outside the closure that it uses, with the places in them and whether they themselves may be
/// assigned to, in order of first mention.
pub(crate) fn used_paths(
    body: Body<'_>,
    range: Span,
    inferred: &Inferred,
) -> Vec<(u32, Vec<UsedPath>, bool)> {
    let mut walk = Walk::new(range, inferred);
    walk.only_sure_moves = true;
    match body {
        Body::Expr(expr) => walk.visit_expr(expr),
        Body::Block(block) => walk.visit_block(block),
    }
    let mut found: Vec<_> = walk.found.iter().collect();
    interleave_program::sort_by_key(&mut found, |(_, uses)| uses.first);
    let paths = &mut walk.paths;
    let each = found.into_iter().map(|(declared, _)| *declared);
    let assigned = &walk.assigned;
    each.map(|declared| {
        let paths = paths.remove(&declared).unwrap_or_default();
        (declared, paths, assigned.contains(&declared))
    })
    .collect()
}

/// Variables declared outside `body` (which spans `range`) that it uses, by their declaration.
pub(super) fn closure_uses(
    body: Body<'_>,
    range: Span,
    inferred: &Inferred,
) -> BTreeMap<u32, Uses> {
    let mut walk = Walk::new(range, inferred);
    match body {
        Body::Expr(expr) => walk.visit_expr(expr),
        Body::Block(block) => walk.visit_block(block),
    }
    walk.found
}

/// Macros that take their arguments by value.
const TAKING: &[&str] = &["vec", "dbg", "join", "try_join", "pin", "ready"];

/// What is looked into.
#[derive(Clone, Copy)]
pub(crate) enum Body<'a> {
    Expr(&'a Expr),
    Block(&'a syn::Block),
}

struct Walk<'i> {
    inferred: &'i Inferred,
    range: Span,
    found: BTreeMap<u32, Uses>,
    /// The expression being visited is only needed as a place.
    borrows: bool,
    /// The expression being visited is the base of a field.
    in_field: bool,
    /// Inside an inner `move` closure, which takes what it names.
    moves: bool,
    /// What is not known, and what only looks at a place, counts as a borrow.
    only_sure_moves: bool,
    /// Fields around the expression being visited, outermost first.
    fields: Vec<(String, Option<TypeTag>)>,
    paths: BTreeMap<u32, Vec<UsedPath>>,
    /// Variables that are assigned to, or borrowed to be changed.
    assigned: BTreeSet<u32>,
    assigns: bool,
    /// The outermost of `fields` is `Copy`.
    leaf_copies: bool,
    depth: usize,
}

impl<'i> Walk<'i> {
    fn new(range: Span, inferred: &'i Inferred) -> Self {
        Self {
            inferred,
            range,
            found: BTreeMap::new(),
            borrows: false,
            in_field: false,
            moves: false,
            only_sure_moves: false,
            fields: Vec::new(),
            paths: BTreeMap::new(),
            assigned: BTreeSet::new(),
            assigns: false,
            leaf_copies: false,
            depth: 0,
        }
    }
}

impl Walk<'_> {
    fn with(&mut self, borrows: bool, expr: &Expr) {
        let outer = (self.borrows, self.in_field);
        let fields = std::mem::take(&mut self.fields);
        (self.borrows, self.in_field) = (borrows, false);
        self.visit_expr(expr);
        (self.borrows, self.in_field) = outer;
        self.fields = fields;
    }

    /// A field is captured by itself; one that is a reference may be captured by copying it.
    fn field(&mut self, expr: &Expr, field: &syn::ExprField) {
        let borrows = self.borrows || self.is_copy(expr);
        let outer = (self.borrows, self.in_field);
        self.borrows = borrows && !self.inferred.is_reference(expr);
        self.in_field = true;
        let fields = self.fields.clone();
        if fields.is_empty() {
            self.leaf_copies = self.is_copy(expr);
        }
        self.note_field(field);
        self.visit_expr(&field.base);
        self.fields = fields;
        (self.borrows, self.in_field) = outer;
    }

    /// A field of a struct or tuple goes on the way of what is used; one behind a pointer ends it.
    fn note_field(&mut self, field: &syn::ExprField) {
        let name = match &field.member {
            syn::Member::Named(name) => name.to_string(),
            syn::Member::Unnamed(index) => index.index.to_string(),
        };
        let owner = match self.inferred.hint(&field.base) {
            _ if self.inferred.is_reference(&field.base) => None,
            TypeHint::Tuple(_) => Some(None),
            TypeHint::Named(tag, _) if tag.user_index().is_some() => Some(Some(tag)),
            _ => None,
        };
        match owner {
            Some(owner) => self.fields.push((name, owner)),
            None => self.fields.clear(),
        }
    }

    fn note_path(&mut self, declared: u32, by_value: bool) {
        let path = UsedPath {
            fields: self.fields.iter().rev().cloned().collect(),
            by_value,
            is_copy: self.leaf_copies && !self.fields.is_empty(),
        };
        let paths = self.paths.entry(declared).or_default();
        if !paths.contains(&path) {
            paths.push(path);
        }
    }

    fn is_copy(&self, expr: &Expr) -> bool {
        self.inferred.is_copy(expr) == Some(true)
    }

    fn used(&mut self, declared: u32, place: Span, borrows: bool) {
        if (self.range.start..self.range.end).contains(&declared) {
            return;
        }
        let variable = self.inferred.facts().variables.get(&declared);
        let is_copy = variable.and_then(|variable| variable.is_copy) == Some(true);
        let by_value = !is_copy && (!borrows || self.moves);
        self.note_path(declared, by_value);
        if self.assigns && self.fields.is_empty() {
            self.assigned.insert(declared);
        }
        let uses = self.found.entry(declared).or_insert(Uses {
            first: place,
            by_value: false,
            whole: false,
        });
        uses.by_value |= by_value;
        uses.whole |= !self.in_field;
    }

    fn path(&mut self, path: &syn::ExprPath) {
        let Some(first) = path.path.segments.first() else {
            return;
        };
        let place = span(first.ident.span());
        if let Some(declared) = self.inferred.facts().uses.get(&place.start) {
            self.used(*declared, place, self.borrows);
        }
    }

    fn method(&mut self, call: &syn::ExprMethodCall) {
        let at = span(call.method.span()).start;
        let borrows = match self.inferred.facts().takes.get(&at) {
            Some(Takes::Ref | Takes::RefMut | Takes::RefMutBehind | Takes::ValueBehind) => true,
            Some(Takes::Value) => false,
            None => self.only_sure_moves,
        };
        self.with(borrows, &call.receiver);
        for arg in &call.args {
            self.with(false, arg);
        }
    }

    fn binary(&mut self, binary: &syn::ExprBinary) {
        let compares = matches!(
            binary.op,
            BinOp::Eq(_) | BinOp::Ne(_) | BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_)
        );
        self.with(compares || assigns(&binary.op), &binary.left);
        self.with(compares, &binary.right);
    }

    fn closure(&mut self, moves: bool, body: Body<'_>) {
        let outer = (self.moves, self.borrows);
        self.moves |= moves;
        self.borrows = false;
        match body {
            Body::Expr(expr) => self.visit_expr(expr),
            Body::Block(block) => self.visit_block(block),
        }
        (self.moves, self.borrows) = outer;
    }

    fn mac(&mut self, mac: &syn::Macro) {
        let name = macro_table::name(mac);
        let name = name.as_str();
        let looks = FORMATTING.contains(&name) || COMPARING.contains(&name);
        let borrows = looks || self.only_sure_moves && !TAKING.contains(&name);
        let asserts = ASSERTING.contains(&name);
        let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
        let Ok(arguments) = parser.parse2(mac.tokens.clone()) else {
            return;
        };
        for (index, argument) in arguments.iter().enumerate() {
            self.inline(argument);
            match argument {
                Expr::Assign(named) if borrows || asserts => self.with(true, &named.right),
                _ => self.with(borrows || asserts && index > 0, argument),
            }
        }
    }

    /// The variables that a format string names.
    fn inline(&mut self, argument: &Expr) {
        let Expr::Lit(lit) = argument else {
            return;
        };
        let place = span(lit.lit.span());
        let inferred = self.inferred;
        let named = inferred.facts().inline_uses.get(&place.start);
        for declared in named.into_iter().flatten() {
            self.used(*declared, place, true);
        }
    }
}

/// Whether `expr` is a place that a reference leads to when its base is one, or no place.
fn is_behind(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Field(_) | Expr::Index(_) | Expr::Unary(_) | Expr::MethodCall(_)
    )
}

fn assigns(op: &BinOp) -> bool {
    matches!(
        op,
        BinOp::AddAssign(_)
            | BinOp::SubAssign(_)
            | BinOp::MulAssign(_)
            | BinOp::DivAssign(_)
            | BinOp::RemAssign(_)
            | BinOp::BitXorAssign(_)
            | BinOp::BitAndAssign(_)
            | BinOp::BitOrAssign(_)
            | BinOp::ShlAssign(_)
            | BinOp::ShrAssign(_)
    )
}

impl<'a> Visit<'a> for Walk<'_> {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.depth >= MAX_DEPTH || anchor(expr) == u32::MAX {
            return;
        }
        self.depth += 1;
        // What is behind a variable can be changed without it.
        let assigns = self.assigns;
        self.assigns &= !is_behind(expr);
        match expr {
            Expr::Path(path) => self.path(path),
            Expr::Paren(paren) => self.visit_expr(&paren.expr),
            Expr::Reference(reference) => {
                self.assigns = reference.mutability.is_some();
                self.with(true, &reference.expr);
                self.assigns = false;
            }
            Expr::Field(field) => self.field(expr, field),
            Expr::Index(index) => {
                let borrows = self.borrows || self.is_copy(expr);
                self.with(borrows, &index.expr);
                self.with(false, &index.index);
            }
            Expr::Unary(unary) => {
                let is_place = matches!(unary.op, UnOp::Deref(_));
                let borrows = is_place && (self.borrows || self.is_copy(expr));
                self.with(borrows, &unary.expr);
            }
            Expr::MethodCall(call) => self.method(call),
            Expr::Binary(binary) => self.binary(binary),
            Expr::Assign(assign) => {
                self.assigns = true;
                self.with(true, &assign.left);
                self.assigns = false;
                self.with(false, &assign.right);
            }
            Expr::Call(call) if self.only_sure_moves => {
                self.with(!self.inferred.is_fn_once(&call.func), &call.func);
                for arg in &call.args {
                    self.with(false, arg);
                }
            }
            Expr::Match(found) if self.only_sure_moves => {
                self.with(true, &found.expr);
                for arm in &found.arms {
                    if let syn::Pat::Guard(pat) = &arm.pat {
                        self.with(false, &pat.guard);
                    }
                    self.with(false, &arm.body);
                }
            }
            Expr::Let(found) if self.only_sure_moves => self.with(true, &found.expr),
            Expr::Closure(closure) => {
                self.closure(closure.capture.is_some(), Body::Expr(&closure.body));
            }
            Expr::Async(block) => self.closure(block.capture.is_some(), Body::Block(&block.block)),
            _ => {
                let outer = (self.borrows, self.in_field);
                let fields = std::mem::take(&mut self.fields);
                (self.borrows, self.in_field) = (false, false);
                walk::visit_expr(self, expr);
                (self.borrows, self.in_field) = outer;
                self.fields = fields;
            }
        }
        self.assigns = assigns;
        self.depth -= 1;
    }

    fn visit_macro(&mut self, mac: &'a syn::Macro) {
        self.mac(mac);
    }

    fn visit_local(&mut self, local: &'a syn::Local) {
        let looks = !matches!(local.pat, syn::Pat::Ident(_) | syn::Pat::Type(_));
        if let (true, true, Some(init)) = (self.only_sure_moves, looks, &local.init) {
            self.with(true, &init.expr);
            if let Some((_, diverge)) = &init.diverge {
                self.with(false, diverge);
            }
            return;
        }
        walk::visit_local(self, local);
    }

    fn visit_item(&mut self, _: &'a syn::Item) {}

    fn visit_type(&mut self, _: &'a syn::Type) {}
}
