//! Blocks and statements: items first, then statements in order, temporaries dropped at each end.

use interleave_program::{Op, Reg};
use syn::{Expr, Pat, Stmt};

use crate::resolve::unraw;
use crate::session::Session;
use crate::spans;

impl<'a> Session<'a> {
    /// dst = value of the block. `keeps` says that borrowed temporaries of its tail live on (a `let`'s own block).
    pub fn block_into(&mut self, block: &'a syn::Block, dst: Reg, keeps: bool) {
        let mark = self.b().mark();
        self.open_names();
        self.declare_block_items(block);
        let mut has_value = false;
        let last = block.stmts.len().wrapping_sub(1);
        for (index, stmt) in block.stmts.iter().enumerate() {
            match stmt {
                Stmt::Expr(expr, None) if index == last => {
                    let inner = self.b().mark();
                    if keeps {
                        self.kept_into(expr, dst);
                    } else {
                        self.expr_into(expr, dst);
                    }
                    self.b().close_temporaries(inner);
                    has_value = true;
                }
                Stmt::Macro(stmt) if index == last && stmt.semi_token.is_none() => {
                    let inner = self.b().mark();
                    self.check_attributes(&stmt.attrs);
                    self.macro_into(&stmt.mac, dst);
                    self.b().close_temporaries(inner);
                    has_value = true;
                }
                stmt => self.stmt(stmt),
            }
        }
        if !has_value {
            let end = spans::of(block.brace_token.span.close());
            self.op(end, Op::Unit { dst });
        }
        self.close_names();
        self.b().close(mark);
    }

    fn declare_block_items(&mut self, block: &'a syn::Block) {
        let items = || {
            block.stmts.iter().filter_map(|stmt| match stmt {
                Stmt::Item(item) => Some(item),
                _ => None,
            })
        };
        if items().next().is_none() {
            return;
        }
        let at = spans::of(block.brace_token.span.open()).start;
        let known = self.block_modules.get(&at).copied();
        let module = match known.filter(|_| !self.is_prelude) {
            Some(module) => module,
            None => {
                let parent = self.b().module();
                let module = self.names.add_module("", Some(parent));
                self.names.modules[module].is_block = true;
                self.block_modules.insert(at, module);
                self.declare_all(items(), module);
                self.connect();
                module
            }
        };
        if let Some(scope) = self.b().scopes.last_mut() {
            scope.module = Some(module);
        }
    }

    fn stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Local(local) => self.local(local),
            Stmt::Item(_) => {}
            Stmt::Expr(expr, _) => self.effect(expr),
            Stmt::Macro(stmt) => {
                self.check_attributes(&stmt.attrs);
                let mark = self.b().mark();
                let dst = self.b().alloc();
                self.macro_into(&stmt.mac, dst);
                self.b().close_temporaries(mark);
            }
        }
    }

    /// Runs an expression for its effect; its value is dropped, then the temporaries.
    pub fn effect(&mut self, expr: &'a Expr) {
        let mark = self.b().mark();
        let dst = self.b().alloc();
        self.expr_into(expr, dst);
        if is_unit(expr) || self.is_plain(expr) {
            self.b().set_plain(dst);
        } else {
            // The value goes first: it was made last.
            self.b().emit(Op::Drop { reg: dst });
            self.b().set_plain(dst);
        }
        self.b().close_temporaries(mark);
    }

    fn local(&mut self, local: &'a syn::Local) {
        self.check_attributes(&local.attrs);
        let label = pattern_label(&local.pat);
        let outer = std::mem::replace(&mut self.b().label, label);
        self.note_wanted(local);
        match &local.init {
            None => self.declare_later(&local.pat),
            Some(init) => match &init.diverge {
                None => self.let_pattern(&local.pat, &init.expr),
                Some((_, other)) => self.let_else(&local.pat, &init.expr, other),
            },
        }
        let label = std::mem::replace(&mut self.b().label, outer);
        if let (Some(label), Some(init)) = (label, &local.init) {
            self.label_parts(&local.pat, &init.expr, &label);
        }
    }

    /// `let (x, y) = (A::new(), B::new())`: what the first part creates is `x`, not `x/y`.
    fn label_parts(&mut self, pat: &Pat, init: &Expr, whole: &str) {
        let (Pat::Tuple(names), Expr::Tuple(values)) = (strip(pat), init) else {
            return;
        };
        if names.elems.len() != values.elems.len() {
            return;
        }
        for (name, value) in names.elems.iter().zip(&values.elems) {
            let Some(label) = pattern_label(name) else {
                continue;
            };
            let span = spans::expr(value);
            for (_, given) in self.program.labels.range_mut(span.start..span.end) {
                if given == whole {
                    given.clone_from(&label);
                }
            }
            self.label_parts(name, value, &label);
        }
    }

    /// Remembers the type written for what a method call gives, for those methods that the type decides about.
    fn note_wanted(&mut self, local: &syn::Local) {
        let (Some(init), Some(ty)) = (&local.init, declared_type(&local.pat)) else {
            return;
        };
        let context = self.b().context.clone();
        self.note_wanted_of(&init.expr, ty, &context);
    }

    /// The same of a value for which `ty` is written, in `context`.
    pub fn note_wanted_of(&mut self, value: &Expr, ty: &syn::Type, context: &super::body::Context) {
        let mut value = value;
        while let Expr::Await(e) = value {
            value = &e.base;
        }
        let name = match value {
            Expr::MethodCall(call) => &call.method,
            Expr::Call(call) => match &*call.func {
                Expr::Path(path) if let Some(last) = path.path.segments.last() => &last.ident,
                _ => return,
            },
            _ => return,
        };
        let hint = self.hint_of(ty, context);
        self.wanted = Some((spans::of(name.span()).start, hint));
    }

    fn declare_later(&mut self, pat: &'a Pat) {
        match strip(pat) {
            Pat::Ident(ident) => {
                let reg = self.b().alloc();
                self.b().declare(&unraw(&ident.ident), reg);
            }
            Pat::Tuple(tuple) => {
                for elem in &tuple.elems {
                    self.declare_later(elem);
                }
            }
            Pat::Slice(slice) => {
                for elem in &slice.elems {
                    self.declare_later(elem);
                }
            }
            _ => {}
        }
    }

    fn let_pattern(&mut self, pat: &'a Pat, init: &'a Expr) {
        match strip(pat) {
            Pat::Ident(ident)
                if ident.by_ref.is_none()
                    && ident.subpat.is_none()
                    && self.constant_pattern(ident).is_none() =>
            {
                let reg = self.b().alloc();
                let mark = self.b().mark();
                self.kept_into(init, reg);
                self.b().close_temporaries(mark);
                if self.is_plain(init) {
                    self.b().set_plain(reg);
                }
                let is_fn_once = declared_type(pat).is_some_and(|ty| self.is_fn_once_type(ty));
                let name = unraw(&ident.ident);
                self.b().declare(&name, reg);
                if let Some(scope) = self.b().scopes.last_mut()
                    && let Some(binding) = scope.bindings.last_mut()
                {
                    binding.is_fn_once = is_fn_once;
                }
            }
            Pat::Wild(_) => {
                let mark = self.b().mark();
                if self.is_place(init) {
                    self.place(init, false);
                } else {
                    let dst = self.b().alloc();
                    self.kept_into(init, dst);
                    self.b().emit(Op::Drop { reg: dst });
                    self.b().set_plain(dst);
                }
                self.b().close_temporaries(mark);
            }
            pat => {
                let mark = self.b().mark();
                let place = self.let_scrutinee(pat, init);
                let before = self.b().mark();
                self.bind(pat, place, None);
                self.keep_bindings(before);
                self.b().close_temporaries(mark);
            }
        }
    }

    /// The place that a `let` pattern takes apart; a value stays when the pattern borrows from it.
    fn let_scrutinee(&mut self, pat: &'a Pat, init: &'a Expr) -> Reg {
        if self.is_place(init) {
            let moves = self.moves_parts(pat);
            return self.scrutinee(init, moves);
        }
        let value = self.b().alloc();
        if borrows(pat) {
            self.b().keep(value);
        }
        self.kept_into(init, value);
        self.place_of(spans::expr(init), value)
    }

    /// Makes the variables bound since `before` outlive the statement.
    pub fn keep_bindings(&mut self, before: u16) {
        let body = self.b();
        let bound: Vec<Reg> = body.scopes.last().map_or_else(Vec::new, |scope| {
            scope
                .bindings
                .iter()
                .map(|binding| binding.reg)
                .filter(|reg| reg.0 >= before)
                .collect()
        });
        for reg in bound {
            body.keep(reg);
        }
    }

    fn let_else(&mut self, pat: &'a Pat, init: &'a Expr, other: &'a Expr) {
        let mark = self.b().mark();
        let place = self.let_scrutinee(pat, init);
        let mut fails = Vec::new();
        self.test(pat, place, &mut fails);
        let owned = self.b().owned_from(mark);
        let before = self.b().mark();
        self.bind(pat, place, None);
        self.keep_bindings(before);
        self.b().close_temporaries(mark);
        let done = self.b().jump();
        self.b().land_all(&fails);
        self.drop_all(&owned);
        let dst = self.b().alloc();
        let inner = self.b().mark();
        self.expr_into(other, dst);
        self.b().emit(Op::Unreachable);
        self.b().release(inner);
        self.b().set_plain(dst);
        self.b().land(done);
    }

    /// Drops registers, last first.
    pub fn drop_all(&mut self, owned: &[Reg]) {
        for reg in owned.iter().rev() {
            self.b().emit(Op::Drop { reg: *reg });
        }
    }
}

/// The pattern without type and parentheses around it.
pub fn strip(pat: &Pat) -> &Pat {
    match pat {
        Pat::Type(typed) => strip(&typed.pat),
        Pat::Paren(paren) => strip(&paren.pat),
        other => other,
    }
}

fn declared_type(pat: &Pat) -> Option<&syn::Type> {
    match pat {
        Pat::Type(typed) => Some(&typed.ty),
        _ => None,
    }
}

/// Whether the pattern borrows parts of what it takes apart (`ref x`).
fn borrows(pat: &Pat) -> bool {
    match pat {
        Pat::Ident(ident) => {
            ident.by_ref.is_some() || ident.subpat.as_ref().is_some_and(|(_, sub)| borrows(sub))
        }
        Pat::Paren(p) => borrows(&p.pat),
        Pat::Type(p) => borrows(&p.pat),
        Pat::Reference(p) => borrows(&p.pat),
        Pat::Or(p) => p.cases.iter().any(borrows),
        Pat::Slice(p) => p.elems.iter().any(borrows),
        Pat::Tuple(p) => p.elems.iter().any(borrows),
        Pat::TupleStruct(p) => p.elems.iter().any(borrows),
        Pat::Struct(p) => p.fields.iter().any(|field| borrows(&field.pat)),
        _ => false,
    }
}

/// The name that a `let` gives to what its initialiser creates.
fn pattern_label(pat: &Pat) -> Option<String> {
    match strip(pat) {
        Pat::Ident(ident) => Some(unraw(&ident.ident).trim_start_matches('_').to_owned())
            .filter(|name| !name.is_empty()),
        Pat::Tuple(tuple) => {
            let names: Vec<String> = tuple.elems.iter().filter_map(pattern_label).collect();
            (!names.is_empty()).then(|| names.join("/"))
        }
        _ => None,
    }
}

/// Whether the expression's value is `()` or never there, so that nothing is to be dropped.
fn is_unit(expr: &Expr) -> bool {
    match expr {
        Expr::Assign(_)
        | Expr::While(_)
        | Expr::ForLoop(_)
        | Expr::Break(_)
        | Expr::Continue(_)
        | Expr::Return(_) => true,
        Expr::If(e) => e.else_branch.is_none(),
        Expr::Binary(e) => super::operator::is_compound(&e.op),
        Expr::Block(e) => e.label.is_none() && block_is_unit(&e.block),
        _ => false,
    }
}

fn block_is_unit(block: &syn::Block) -> bool {
    !matches!(
        block.stmts.last(),
        Some(
            Stmt::Expr(_, None)
                | Stmt::Macro(syn::StmtMacro {
                    semi_token: None,
                    ..
                })
        )
    )
}
