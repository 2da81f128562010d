//! Use after move (E0382): the flow of a body over the syntax tree, with what may have been moved at each point.
//!
//! As in rustc's borrow checker, a value that is moved on one of the ways to a use may be moved there, and a loop's
//! body is gone through twice, the second time with what the first moved. A move counts only when the type is known
//! not to be `Copy`; through references and pointers nothing is followed. Macros that are not known end all that is known.

use std::collections::{BTreeMap, BTreeSet};

use interleave_program::Span;
use interleave_program::program::TypeHint;
use syn::{BinOp, Expr, UnOp};

use super::moves::{Access, By, Moved, Path, State, use_after_move};
use super::{MAX_DEPTH, between, span};
use crate::infer::{Inferred, Kind, Takes, anchor};
use crate::macro_table::{Args, MacroTable, never_returns};
use crate::spans;
use interleave_program::Diagnostic;

/// Most expressions that are looked at in one body, loops counted as often as they are gone through.
const BUDGET: u32 = 100_000;

/// A loop or labelled block.
pub(super) struct Frame {
    pub(super) label: Option<String>,
    pub(super) is_loop: bool,
    pub(super) breaks: State,
    pub(super) continues: State,
}

/// An access inside a closure to a variable of the function around it.
struct Captured {
    path: Path,
    access: Access,
    kind: Kind,
    at: Span,
}

/// A closure being gone through.
pub(super) struct Capturing {
    pub(super) range: Span,
    captured: Vec<Captured>,
    /// It changes a variable of the function around it.
    pub(super) changes: bool,
}

/// The walk through one body.
pub(super) struct Flow<'i> {
    pub(super) inferred: &'i Inferred,
    pub(super) macros: &'i MacroTable,
    pub(super) state: State,
    pub(super) frames: Vec<Frame>,
    pub(super) found: Vec<Diagnostic>,
    pub(super) closures: Vec<Capturing>,
    /// Variables declared without a value.
    pub(super) deferred: BTreeSet<u32>,
    /// Variables that are closures which change what they captured.
    pub(super) changing: BTreeSet<u32>,
    /// Variables that are closures which own something that moves, and those that can be called only once.
    owning: BTreeSet<u32>,
    once: BTreeSet<u32>,
    last: Took,
    /// A macro that is not known may have declared variables anew.
    pub(super) is_obscure: bool,
    depth: usize,
    budget: u32,
}

/// What a closure took: whether it owns something that moves, and gives it away when it is called.
#[derive(Clone, Copy, Default)]
struct Took {
    owns: bool,
    once: bool,
    changes: bool,
}

impl<'i> Flow<'i> {
    pub(super) fn new(inferred: &'i Inferred, macros: &'i MacroTable) -> Self {
        Self {
            inferred,
            macros,
            state: State::default(),
            frames: Vec::new(),
            found: Vec::new(),
            closures: Vec::new(),
            deferred: BTreeSet::new(),
            changing: BTreeSet::new(),
            owning: BTreeSet::new(),
            once: BTreeSet::new(),
            last: Took::default(),
            is_obscure: false,
            depth: 0,
            budget: BUDGET,
        }
    }

    /// Whether the walk came to its end.
    pub(super) fn is_whole(&self) -> bool {
        self.budget > 0
    }

    pub(super) fn kind_of(&self, expr: &Expr) -> Kind {
        if let Expr::Path(path) = expr
            && let Some(var) = self.variable(path)
        {
            return self.kind_of_variable(var);
        }
        let kinds = &self.inferred.facts().kinds;
        kinds.get(&anchor(expr)).copied().unwrap_or_default()
    }

    pub(super) fn kind_of_variable(&self, var: u32) -> Kind {
        let variable = self.inferred.facts().variables.get(&var);
        match variable.map(|variable| variable.kind) {
            Some(Kind::Unknown) if self.owning.contains(&var) => Kind::Moves,
            Some(kind) => kind,
            None => Kind::Unknown,
        }
    }

    pub(super) fn variable(&self, path: &syn::ExprPath) -> Option<u32> {
        let first = path.path.segments.first()?;
        let at = span(first.ident.span()).start;
        self.inferred.facts().uses.get(&at).copied()
    }

    /// The variable or field that an expression is, when it surely is one.
    pub(super) fn tracked(&self, expr: &Expr) -> Option<(Path, Kind)> {
        match expr {
            Expr::Path(path) => {
                let var = self.variable(path)?;
                Some((Path::of(var), self.kind_of_variable(var)))
            }
            Expr::Paren(paren) => self.tracked(&paren.expr),
            Expr::Field(field) if self.is_plain(&field.base) => {
                let (base, _) = self.tracked(&field.base)?;
                let name = super::member(&field.member);
                Some((base.field(name), self.kind_of(expr)))
            }
            _ => None,
        }
    }

    /// Whether fields of `base` are its own, not those of something that it leads to.
    pub(super) fn is_plain(&self, base: &Expr) -> bool {
        !self.inferred.is_reference(base)
            && match self.inferred.hint(base) {
                TypeHint::Tuple(_) => true,
                TypeHint::Named(tag, _) => tag.user_index().is_some(),
                TypeHint::Unknown | TypeHint::Number(_) => false,
            }
    }

    /// A place of the program is used.
    pub(super) fn touch(&mut self, place: (&Path, Kind), at: Span, access: Access, by: By) {
        let (path, kind) = place;
        if self.state.is_dead {
            return;
        }
        if let Some((found, moved)) = self.state.conflict(path, access) {
            let name = self.name(if found.fields.len() > path.fields.len() {
                path
            } else {
                &found
            });
            let is_part = found.fields.len() > path.fields.len();
            let diagnostic = use_after_move(&name, at, access, moved, is_part);
            self.found.push(diagnostic);
            self.state.moves.remove(&found);
        }
        self.capture(path, access, kind, at);
        if access == Access::Value && kind.moves() {
            let moved = Moved { at, by, kind };
            self.state.moves.insert(path.clone(), moved);
        }
    }

    fn name(&self, path: &Path) -> String {
        let variable = self.inferred.facts().variables.get(&path.var);
        let mut name = variable.map_or_else(String::new, |variable| variable.name.clone());
        for field in &path.fields {
            name.push('.');
            name.push_str(field);
        }
        name
    }

    fn capture(&mut self, path: &Path, access: Access, kind: Kind, at: Span) {
        if let Some(closure) = self.closures.last_mut()
            && !(closure.range.start..closure.range.end).contains(&path.var)
        {
            closure.captured.push(Captured {
                path: path.clone(),
                access,
                kind,
                at,
            });
        }
    }

    /// Uses `expr` as a place: borrowed, compared, printed, or the base of something.
    pub(super) fn place(&mut self, expr: &Expr) {
        self.access(expr, Access::Borrow, By::Value);
    }

    fn access(&mut self, expr: &Expr, access: Access, by: By) {
        if let Some((path, kind)) = self.tracked(expr) {
            self.touch((&path, kind), spans::expr(expr), access, by);
            return;
        }
        match expr {
            Expr::Path(_) => {}
            Expr::Paren(paren) => self.access(&paren.expr, access, by),
            // What is a field of it is not known, so another part of it may well be gone.
            Expr::Field(field) if self.inferred.hint(&field.base) == TypeHint::Unknown => {
                self.access(&field.base, Access::Shallow, By::Value);
            }
            Expr::Field(field) => self.place(&field.base),
            Expr::Index(index) => {
                self.place(&index.expr);
                self.value(&index.index);
            }
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => self.place(&unary.expr),
            _ => self.value(expr),
        }
    }

    /// Evaluates `expr` where a value is wanted.
    pub(super) fn value(&mut self, expr: &Expr) {
        self.value_by(expr, By::Value);
    }

    pub(super) fn value_by(&mut self, expr: &Expr, by: By) {
        if self.depth >= MAX_DEPTH || self.budget == 0 {
            self.state.moves.clear();
            return;
        }
        self.depth += 1;
        self.budget -= 1;
        self.change(expr);
        match expr {
            Expr::Path(_) | Expr::Field(_) | Expr::Index(_) => {
                self.moved_out(expr);
                self.access(expr, Access::Value, by);
            }
            Expr::Paren(paren) => self.value_by(&paren.expr, by),
            Expr::Group(group) => self.value_by(&group.expr, by),
            Expr::Call(call) => self.call(call),
            Expr::MethodCall(call) => self.method(call),
            Expr::Closure(closure) => {
                let head = between(
                    closure
                        .capture
                        .as_ref()
                        .map_or(closure.inputs_begin.span, |capture| capture.span),
                    closure.inputs_end.span,
                );
                self.closure(closure.capture.is_some(), head, expr, |flow| {
                    closure.inputs.iter().for_each(|pat| flow.declare(pat));
                    flow.value(&closure.body);
                });
            }
            Expr::Async(block) => {
                let head = span(block.async_token.span);
                self.closure(block.capture.is_some(), head, expr, |flow| {
                    flow.block(&block.block);
                });
            }
            Expr::Macro(mac) => self.mac(&mac.mac),
            Expr::Binary(binary) => self.binary(binary),
            Expr::Unary(unary) => match unary.op {
                UnOp::Deref(_) => {
                    self.moved_out(expr);
                    self.place(&unary.expr);
                }
                _ => self.value(&unary.expr),
            },
            Expr::Reference(reference) => self.place(&reference.expr),
            Expr::RawAddr(raw) => self.place(&raw.expr),
            Expr::Assign(assign) => {
                match (&*assign.left, self.tracked(&assign.right)) {
                    (Expr::Infer(_), Some(_)) => {}
                    _ => self.value(&assign.right),
                }
                self.assign(&assign.left);
            }
            _ => self.parts(expr),
        }
        if self.kind_of(expr) == Kind::Never && is_call(expr) {
            self.state = State::dead();
        }
        self.depth -= 1;
    }

    fn parts(&mut self, expr: &Expr) {
        match expr {
            Expr::Tuple(tuple) => tuple.elems.iter().for_each(|elem| self.value(elem)),
            Expr::Array(array) => array.elems.iter().for_each(|elem| self.value(elem)),
            Expr::Repeat(repeat) => self.value(&repeat.expr),
            Expr::Struct(made) => {
                made.fields.iter().for_each(|field| self.value(&field.expr));
                if let Some(rest) = &made.rest {
                    match self.tracked(rest) {
                        Some((path, kind)) => {
                            let place = (&path, kind);
                            self.touch(place, spans::expr(rest), Access::Shallow, By::Value);
                        }
                        None => self.place(rest),
                    }
                }
            }
            Expr::Range(range) => {
                for end in [&range.start, &range.end].into_iter().flatten() {
                    self.value(end);
                }
            }
            Expr::Cast(cast) => self.value(&cast.expr),
            Expr::Try(tried) => self.value(&tried.expr),
            Expr::Await(awaited) => self.value(&awaited.base),
            Expr::Lit(_) | Expr::Infer(_) => {}
            _ => self.control(expr),
        }
    }

    fn call(&mut self, call: &syn::ExprCall) {
        let called = match &*call.func {
            Expr::Path(path) => self.variable(path),
            _ => None,
        };
        match called {
            Some(var) => {
                let is_once = self.inferred.is_fn_once(&call.func) || self.once.contains(&var);
                let access = if is_once {
                    Access::Value
                } else {
                    Access::Borrow
                };
                self.access(&call.func, access, By::Value);
            }
            None => self.place(&call.func),
        }
        call.args.iter().for_each(|arg| self.value(arg));
    }

    fn method(&mut self, call: &syn::ExprMethodCall) {
        self.ordering(call);
        let at = span(call.method.span()).start;
        match self.inferred.facts().takes.get(&at) {
            Some(Takes::Value) => self.value_by(&call.receiver, By::Method),
            Some(Takes::ValueBehind) => {
                self.moved_out_by_method(&call.receiver);
                self.place(&call.receiver);
            }
            _ => self.place(&call.receiver),
        }
        call.args.iter().for_each(|arg| self.value(arg));
    }

    fn binary(&mut self, binary: &syn::ExprBinary) {
        match binary.op {
            BinOp::And(_) | BinOp::Or(_) => {
                let (mut yes, no) = self.condition_of(binary);
                yes.join(&no);
                self.state = yes;
            }
            BinOp::Eq(_)
            | BinOp::Ne(_)
            | BinOp::Lt(_)
            | BinOp::Le(_)
            | BinOp::Gt(_)
            | BinOp::Ge(_) => {
                self.place(&binary.left);
                self.place(&binary.right);
            }
            BinOp::Add(_)
            | BinOp::Sub(_)
            | BinOp::Mul(_)
            | BinOp::Div(_)
            | BinOp::Rem(_)
            | BinOp::BitXor(_)
            | BinOp::BitAnd(_)
            | BinOp::BitOr(_)
            | BinOp::Shl(_)
            | BinOp::Shr(_) => {
                self.value(&binary.left);
                self.value(&binary.right);
            }
            _ => {
                self.value(&binary.right);
                self.place(&binary.left);
            }
        }
    }

    /// A new value for `place`.
    fn assign(&mut self, place: &Expr) {
        if let Some((path, kind)) = self.tracked(place) {
            self.capture(&path, Access::Shallow, kind, spans::expr(place));
            if let Some((_, above)) = path.fields.split_last() {
                let above = Path {
                    var: path.var,
                    fields: above.to_vec(),
                };
                let at = spans::expr(place);
                self.touch((&above, Kind::Unknown), at, Access::Shallow, By::Value);
            }
            self.state.revive(&path);
            return;
        }
        match place {
            Expr::Tuple(tuple) => tuple.elems.iter().for_each(|elem| self.assign(elem)),
            Expr::Array(array) => array.elems.iter().for_each(|elem| self.assign(elem)),
            Expr::Struct(made) => made
                .fields
                .iter()
                .for_each(|field| self.assign(&field.expr)),
            Expr::Call(call) => call.args.iter().for_each(|arg| self.assign(arg)),
            Expr::Paren(paren) => self.assign(&paren.expr),
            Expr::Infer(_) => {}
            place => self.place(place),
        }
    }

    /// A closure or async block: its captures are what it does where it stands.
    fn closure(&mut self, moves: bool, head: Span, expr: &Expr, body: impl FnOnce(&mut Self)) {
        let outer = std::mem::take(&mut self.state);
        let frames = std::mem::take(&mut self.frames);
        let range = spans::expr(expr);
        let captured = Vec::new();
        self.closures.push(Capturing {
            range,
            captured,
            changes: false,
        });
        body(self);
        self.state = outer;
        self.frames = frames;
        let Some(Capturing {
            captured, changes, ..
        }) = self.closures.pop()
        else {
            return;
        };
        self.last = Took {
            changes,
            ..Took::default()
        };
        if self.inferred.facts().repeated.contains(&anchor(expr)) {
            self.given_away(&captured);
        }
        for (path, (access, kind)) in merged(captured) {
            let takes = access == Access::Value && kind.moves();
            self.last.once |= takes;
            self.last.owns |= takes || moves && kind.moves();
            let access = if moves { Access::Value } else { access };
            self.touch((&path, kind), head, access, By::Closure);
        }
    }

    /// A closure that is called more than once gives away what it captured (E0507).
    fn given_away(&mut self, captured: &[Captured]) {
        let mut moves = captured.iter();
        let moved = moves.find(|one| one.access == Access::Value && one.kind.moves());
        if let Some(Captured { path, at, .. }) = moved {
            let name = self.name(path);
            let message = format!(
                "cannot move out of `{name}`, which a closure captured that is called more than once"
            );
            let help = format!("clone it inside the closure first: `let {name} = {name}.clone();`");
            self.found
                .push(Diagnostic::error("E0507", *at, message).with_help(help));
        }
    }

    /// Remembers what the closure that was just gone through, and is now in variable `var`, owns.
    pub(super) fn note_closure(&mut self, var: u32) {
        if self.last.owns {
            self.owning.insert(var);
        }
        if self.last.changes {
            self.changing.insert(var);
        }
        if self.last.once {
            self.once.insert(var);
        }
    }

    pub(super) fn mac(&mut self, mac: &syn::Macro) {
        let Some(args) = self.macros.get(mac) else {
            self.is_obscure = true;
            self.state.moves.clear();
            return;
        };
        for (arg, is_taken) in args.handed(mac) {
            self.inline(arg);
            if is_taken {
                self.value(arg);
            } else {
                self.place(arg);
            }
        }
        match args {
            Args::Matches(value, pat, guard) => {
                self.scrutinee(value);
                self.bind(pat, Some(value));
                if let Some(guard) = guard {
                    self.value(guard);
                }
            }
            // One arm of several runs.
            Args::Select(_) => self.state.moves.clear(),
            _ => {}
        }
        if never_returns(mac) {
            self.state = State::dead();
        }
    }

    /// The variables that a format string names.
    fn inline(&mut self, argument: &Expr) {
        let Expr::Lit(lit) = argument else {
            return;
        };
        let at = span(lit.lit.span());
        let inferred = self.inferred;
        let named = inferred.facts().inline_uses.get(&at.start);
        for var in named.into_iter().flatten() {
            let kind = self.kind_of_variable(*var);
            self.touch((&Path::of(*var), kind), at, Access::Borrow, By::Value);
        }
    }
}

fn is_call(expr: &Expr) -> bool {
    matches!(expr, Expr::Call(_) | Expr::MethodCall(_) | Expr::Macro(_))
}

/// Captures without those that are part of others.
fn merged(captured: Vec<Captured>) -> BTreeMap<Path, (Access, Kind)> {
    let mut all: BTreeMap<Path, (Access, Kind)> = BTreeMap::new();
    for one in captured {
        let (access, _) = all.entry(one.path).or_insert((one.access, one.kind));
        if one.access == Access::Value {
            *access = Access::Value;
        }
    }
    let paths: Vec<Path> = all.keys().cloned().collect();
    for path in &paths {
        let whole = paths
            .iter()
            .find(|whole| path != *whole && path.is_in(whole));
        if let Some(whole) = whole
            && let Some((part, _)) = all.remove(path)
            && let Some((access, _)) = all.get_mut(whole)
            && part == Access::Value
        {
            *access = Access::Value;
        }
    }
    all
}
