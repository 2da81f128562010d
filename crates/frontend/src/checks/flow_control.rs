//! The flow through blocks, branches, loops and patterns.

use syn::{Block, Expr, Pat, Stmt};

use super::flow::{Flow, Frame};
use super::moves::{Access, By, Moved, Path, State};
use super::{member, span};
use crate::infer::Kind;
use crate::spans;

impl Flow<'_> {
    pub(super) fn block(&mut self, block: &Block) {
        for stmt in &block.stmts {
            match stmt {
                Stmt::Local(local) => self.let_statement(local),
                Stmt::Expr(expr, None) => self.value(expr),
                // A place alone is used as a value too.
                Stmt::Expr(expr, Some(_)) => self.value(expr),
                Stmt::Macro(mac) => self.mac(&mac.mac),
                Stmt::Item(_) => {}
            }
        }
    }

    fn let_statement(&mut self, local: &syn::Local) {
        let pat = match &local.pat {
            Pat::Type(typed) => &*typed.pat,
            pat => pat,
        };
        let Some(init) = &local.init else {
            self.declare(pat);
            self.defer(pat);
            return;
        };
        self.scrutinee(&init.expr);
        let is_name = matches!(pat, Pat::Ident(ident) if ident.by_ref.is_none());
        if is_name
            && matches!(
                &*init.expr,
                Expr::Field(_) | Expr::Index(_) | Expr::Unary(_)
            )
        {
            self.moved_out(&init.expr);
        }
        self.moved_by_pattern(pat, &init.expr);
        if let Some((_, otherwise)) = &init.diverge {
            let matched = self.state.clone();
            self.value(otherwise);
            self.state = matched;
        }
        let is_closure = matches!(&*init.expr, Expr::Closure(_));
        self.bind(pat, Some(&init.expr));
        if let (Pat::Ident(ident), true) = (pat, is_closure) {
            self.note_closure(span(ident.ident.span()).start);
        }
    }

    /// Notes variables that have no value yet.
    fn defer(&mut self, pat: &Pat) {
        match pat {
            Pat::Ident(ident) => {
                let at = span(ident.ident.span());
                self.deferred.insert(at.start);
                let (by, kind) = (By::Declared, Kind::Unknown);
                self.state
                    .moves
                    .insert(Path::of(at.start), Moved { at, by, kind });
            }
            Pat::Tuple(tuple) => tuple.elems.iter().for_each(|pat| self.defer(pat)),
            Pat::Slice(slice) => slice.elems.iter().for_each(|pat| self.defer(pat)),
            Pat::Paren(paren) => self.defer(&paren.pat),
            Pat::Type(typed) => self.defer(&typed.pat),
            _ => {}
        }
    }

    /// Evaluates what a pattern is matched against; a place is left to the pattern.
    pub(super) fn scrutinee(&mut self, expr: &Expr) {
        match expr {
            _ if self.tracked(expr).is_some() => {}
            Expr::Paren(paren) => self.scrutinee(&paren.expr),
            Expr::Path(_) => {}
            Expr::Field(_) | Expr::Index(_) | Expr::Unary(_) => self.place(expr),
            _ => self.value(expr),
        }
    }

    /// Binds `pat`, to parts of the place `of` when it is one.
    pub(super) fn bind(&mut self, pat: &Pat, of: Option<&Expr>) {
        let place = of.and_then(|expr| Some((self.tracked(expr)?, spans::expr(expr))));
        if let Some(((path, _), at)) = place {
            if is_variant(pat) {
                self.touch((&path, Kind::Unknown), at, Access::Shallow, By::Pattern);
            }
            self.bind_to(pat, &path);
        }
        self.declare(pat);
    }

    fn bind_to(&mut self, pat: &Pat, path: &Path) {
        match pat {
            Pat::Ident(ident) => {
                let at = span(ident.ident.span());
                let variables = &self.inferred.facts().variables;
                let kind = match variables.get(&at.start) {
                    Some(_) if ident.by_ref.is_some() => Kind::Shared,
                    Some(_) => self.kind_of_variable(at.start),
                    None => return,
                };
                let access = match kind.moves() || kind == Kind::Copy {
                    true => Access::Value,
                    false => Access::Borrow,
                };
                let by = if path.fields.is_empty() {
                    By::Value
                } else {
                    By::Pattern
                };
                self.touch((path, kind), at, access, by);
            }
            Pat::Paren(paren) => self.bind_to(&paren.pat, path),
            Pat::Type(typed) => self.bind_to(&typed.pat, path),
            Pat::Or(or) => {
                let before = self.state.clone();
                let mut after = State::dead();
                for case in &or.cases {
                    self.state.clone_from(&before);
                    self.bind_to(case, path);
                    after.join(&self.state);
                }
                self.state = after;
            }
            Pat::Tuple(tuple) => self.bind_list(&tuple.elems, path),
            Pat::TupleStruct(tuple) => self.bind_list(&tuple.elems, path),
            Pat::Slice(slice) => self.bind_list(&slice.elems, path),
            Pat::Struct(named) => {
                for field in &named.fields {
                    self.bind_to(&field.pat, &path.field(member(&field.member)));
                }
            }
            _ => {}
        }
    }

    fn bind_list(&mut self, pats: &syn::punctuated::Punctuated<Pat, syn::Token![,]>, path: &Path) {
        let rest = pats.iter().position(|pat| matches!(pat, Pat::Rest(_)));
        for (index, pat) in pats.iter().enumerate() {
            let name = match rest {
                Some(rest) if index > rest => format!("last-{}", pats.len() - index),
                _ => index.to_string(),
            };
            self.bind_to(pat, &path.field(name));
        }
    }

    /// The variables of `pat` are new: what was moved out of those of an earlier round does not count.
    pub(super) fn declare(&mut self, pat: &Pat) {
        super::bindings::pattern(pat, &mut self.found);
        self.declare_in(pat);
    }

    fn declare_in(&mut self, pat: &Pat) {
        match pat {
            Pat::Ident(ident) => {
                let var = span(ident.ident.span()).start;
                self.state.revive(&Path::of(var));
                if let Some((_, inner)) = &ident.subpat {
                    self.declare_in(inner);
                }
            }
            Pat::Paren(paren) => self.declare_in(&paren.pat),
            Pat::Type(typed) => self.declare_in(&typed.pat),
            Pat::Reference(reference) => self.declare_in(&reference.pat),
            Pat::Or(or) => or.cases.iter().for_each(|case| self.declare_in(case)),
            Pat::Tuple(tuple) => tuple.elems.iter().for_each(|pat| self.declare_in(pat)),
            Pat::TupleStruct(tuple) => tuple.elems.iter().for_each(|pat| self.declare_in(pat)),
            Pat::Slice(slice) => slice.elems.iter().for_each(|pat| self.declare_in(pat)),
            Pat::Struct(named) => named.fields.iter().for_each(|f| self.declare_in(&f.pat)),
            _ => {}
        }
    }

    /// The states after `expr` as a condition is true, and is false.
    fn condition(&mut self, expr: &Expr) -> (State, State) {
        match expr {
            Expr::Let(condition) => {
                self.scrutinee(&condition.expr);
                let no = self.state.clone();
                self.moved_by_pattern(&condition.pat, &condition.expr);
                self.bind(&condition.pat, Some(&condition.expr));
                (self.state.clone(), no)
            }
            Expr::Paren(paren) => self.condition(&paren.expr),
            Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Not(_)) => {
                let (yes, no) = self.condition(&unary.expr);
                (no, yes)
            }
            Expr::Binary(binary) if matches!(binary.op, syn::BinOp::And(_) | syn::BinOp::Or(_)) => {
                self.condition_of(binary)
            }
            _ => {
                self.value(expr);
                (self.state.clone(), self.state.clone())
            }
        }
    }

    /// The same for `&&` and `||`.
    pub(super) fn condition_of(&mut self, binary: &syn::ExprBinary) -> (State, State) {
        let (mut yes, mut no) = self.condition(&binary.left);
        match binary.op {
            syn::BinOp::And(_) => {
                self.state = yes;
                let (both, second_no) = self.condition(&binary.right);
                no.join(&second_no);
                (both, no)
            }
            _ => {
                self.state = no;
                let (second_yes, neither) = self.condition(&binary.right);
                yes.join(&second_yes);
                (yes, neither)
            }
        }
    }

    pub(super) fn control(&mut self, expr: &Expr) {
        match expr {
            Expr::If(branch) => {
                let (yes, no) = self.condition(&branch.cond);
                self.state = yes;
                self.block(&branch.then_branch);
                let then = std::mem::replace(&mut self.state, no);
                if let Some((_, otherwise)) = &branch.else_branch {
                    self.value(otherwise);
                }
                self.state.join(&then);
            }
            Expr::Let(_) => {
                let (mut yes, no) = self.condition(expr);
                yes.join(&no);
                self.state = yes;
            }
            Expr::Match(matched) => self.matched(matched),
            Expr::Block(block) => match &block.label {
                Some(label) => {
                    self.enter(Some(&label.name), false);
                    self.block(&block.block);
                    let left = self.leave();
                    self.state.join(&left.breaks);
                }
                None => self.block(&block.block),
            },
            Expr::Unsafe(block) => self.block(&block.block),
            Expr::Const(_) => {}
            Expr::Loop(looped) => {
                let label = looped.label.as_ref().map(|label| &label.name);
                let (_, left) = self.rounds(label, |flow| {
                    flow.block(&looped.body);
                    State::dead()
                });
                self.state = left;
            }
            Expr::While(looped) => {
                let label = looped.label.as_ref().map(|label| &label.name);
                let (mut done, left) = self.rounds(label, |flow| {
                    let (yes, no) = flow.condition(&looped.cond);
                    flow.state = yes;
                    flow.block(&looped.body);
                    no
                });
                done.join(&left);
                self.state = done;
            }
            Expr::ForLoop(looped) => {
                self.value_by(&looped.expr, By::Loop);
                let label = looped.label.as_ref().map(|label| &label.name);
                let (mut done, left) = self.rounds(label, |flow| {
                    let done = flow.state.clone();
                    flow.declare(&looped.pat);
                    flow.block(&looped.body);
                    done
                });
                done.join(&left);
                self.state = done;
            }
            _ => self.jump(expr),
        }
    }

    fn jump(&mut self, expr: &Expr) {
        match expr {
            Expr::Return(returned) => {
                if let Some(value) = &returned.expr {
                    self.value(value);
                }
                self.state = State::dead();
            }
            Expr::Break(broken) => {
                if let Some(value) = &broken.expr {
                    self.value(value);
                }
                let state = std::mem::replace(&mut self.state, State::dead());
                if let Some(frame) = self.target(broken.label.as_ref()) {
                    frame.breaks.join(&state);
                }
            }
            Expr::Continue(again) => {
                let state = std::mem::replace(&mut self.state, State::dead());
                if let Some(frame) = self.target(again.label.as_ref()) {
                    frame.continues.join(&state);
                }
            }
            Expr::Yield(_) => {}
            // Syntax that is not understood: nothing is known any more.
            _ => self.state.moves.clear(),
        }
    }

    fn matched(&mut self, matched: &syn::ExprMatch) {
        self.scrutinee(&matched.expr);
        let mut after = State::dead();
        for arm in &matched.arms {
            let entry = self.state.clone();
            let mut next = entry.clone();
            let pat = match &arm.pat {
                Pat::Guard(guarded) => {
                    self.declare(&guarded.pat);
                    let (yes, no) = self.condition(&guarded.guard);
                    next = no;
                    self.state = yes;
                    &*guarded.pat
                }
                pat => pat,
            };
            self.moved_by_pattern(pat, &matched.expr);
            self.bind(pat, Some(&matched.expr));
            self.value(&arm.body);
            after.join(&self.state);
            self.state = next;
        }
        self.state = after;
    }

    fn enter(&mut self, label: Option<&syn::Lifetime>, is_loop: bool) {
        self.frames.push(Frame {
            label: label.map(|label| label.ident.to_string()),
            is_loop,
            breaks: State::dead(),
            continues: State::dead(),
        });
    }

    fn leave(&mut self) -> Frame {
        self.frames.pop().unwrap_or(Frame {
            label: None,
            is_loop: true,
            breaks: State::dead(),
            continues: State::dead(),
        })
    }

    fn target(&mut self, label: Option<&syn::Lifetime>) -> Option<&mut Frame> {
        let label = label.map(|label| label.ident.to_string());
        self.frames.iter_mut().rev().find(|frame| match &label {
            Some(label) => frame.label.as_ref() == Some(label),
            None => frame.is_loop,
        })
    }

    /// A loop: `round` goes through the body once and gives the state in which the loop ends by itself. Once more
    /// with what the first round moved, when it moved anything. Gives that state and the one after `break`.
    fn rounds(
        &mut self,
        label: Option<&syn::Lifetime>,
        mut round: impl FnMut(&mut Self) -> State,
    ) -> (State, State) {
        let entry = self.state.clone();
        self.enter(label, true);
        let done = round(self);
        let first = self.leave();
        let mut back = std::mem::take(&mut self.state);
        back.join(&first.continues);
        if entry.has_all_of(&back) {
            return (done, first.breaks);
        }
        self.state = entry;
        self.state.join(&back);
        self.enter(label, true);
        let done = round(self);
        let second = self.leave();
        (done, second.breaks)
    }
}

/// Whether matching looks which variant a value is.
fn is_variant(pat: &Pat) -> bool {
    match pat {
        Pat::TupleStruct(tuple) => names_variant(&tuple.path),
        Pat::Struct(named) => names_variant(&named.path),
        Pat::Path(path) => names_variant(&path.path),
        Pat::Or(or) => or.cases.iter().any(is_variant),
        Pat::Lit(_) | Pat::Range(_) => true,
        _ => false,
    }
}

fn names_variant(path: &syn::Path) -> bool {
    let known = ["Some", "Ok", "Err", "None"];
    path.segments.len() > 1 || known.iter().any(|name| path.is_ident(name))
}
