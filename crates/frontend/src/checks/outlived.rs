//! Borrows that outlive what they borrow: of a block's variable, used after the block (E0597), and of a function's,
//! in what it returns (E0515).

use interleave_program::Diagnostic;
use syn::{Expr, ReturnType, Stmt};

use super::borrows::Finder;
use super::lent::{Lent, says_borrow};
use super::span;
use crate::spans;
use crate::walk::{self, Root};

/// Methods that store their last argument.
const STORING: &[&str] = &["insert", "push", "push_back", "push_front"];

impl<'i> Finder<'i> {
    /// A statement with a block, in which `r = &x;` or `r.push(&x)` stores a borrow of a variable of the block, where
    /// `r` is used from `start` to `end`, after it.
    pub(super) fn outlived(&mut self, stmt: &'i Stmt, start: u32, end: u32) {
        match stmt {
            Stmt::Local(local) => {
                if let Some(init) = &local.init
                    && let Expr::Block(block) = &*init.expr
                    && let Some(Stmt::Expr(tail, None)) = block.block.stmts.last()
                    && matches!(tail, Expr::Reference(_))
                {
                    let range = spans::expr(&init.expr);
                    let lent = self.lending.of(tail).into_iter();
                    let mut inner = lent.filter(|it| is_of(it, (range.start, range.end)));
                    if let Some(lent) = inner.next() {
                        self.report_outlived(&lent, range.end - 1);
                    }
                }
            }
            Stmt::Expr(
                expr @ (Expr::Block(_)
                | Expr::ForLoop(_)
                | Expr::While(_)
                | Expr::Loop(_)
                | Expr::If(_)),
                _,
            ) => {
                let range = spans::expr(expr);
                for (holder, value) in stores(expr) {
                    let Some(holder) = self.holder(holder) else {
                        continue;
                    };
                    let is_outside = !(range.start..range.end).contains(&holder);
                    let lent = self.stored(holder, value);
                    let lent = lent
                        .into_iter()
                        .find(|it| is_of(it, (range.start, range.end)));
                    if let Some(lent) = lent
                        && is_outside
                        && self.is_used(holder, start, end)
                    {
                        self.report_outlived(&lent, range.end - 1);
                        return;
                    }
                }
            }
            _ => {}
        }
    }

    fn holder(&self, expr: &Expr) -> Option<u32> {
        match expr {
            Expr::Path(path) => self.known.variable(path),
            _ => None,
        }
    }

    fn stored(&self, holder: u32, value: &'i Expr) -> Vec<Lent> {
        let variables = &self.known.inferred.facts().variables;
        let holds = variables.get(&holder).is_some_and(|it| it.holds);
        match holds {
            true => self.lending.of(value),
            false => Vec::new(),
        }
    }

    fn report_outlived(&mut self, lent: &Lent, close: u32) {
        let name = self.known.name(lent.place.var);
        let message = format!("`{name}` does not live long enough");
        let close = interleave_program::Span::new(close, close + 1);
        let diagnostic = Diagnostic::error("E0597", lent.at, message)
            .with_label(
                close,
                format!("`{name}` is dropped here while it is still borrowed"),
            )
            .with_help(format!(
                "declare `{name}` before the block, or move it out of it"
            ));
        self.found.push(diagnostic);
    }

    /// What a function returns must not borrow from its own variables.
    pub(super) fn returned(&mut self, sig: &'i syn::Signature, block: &'i syn::Block) {
        let ReturnType::Type(_, output) = &sig.output else {
            return;
        };
        if !says_borrow(output) {
            return;
        }
        let range = (
            span(sig.ident.span()).start,
            span(block.brace_token.span.close()).end,
        );
        for (whole, value) in returns(block) {
            let is_copied = self.known.inferred.copies_reference(value);
            let lent = match value {
                Expr::Path(_) if is_copied => Vec::new(),
                Expr::Path(path) => self.declared(path, block),
                value => self.lending.of(value),
            };
            let of_own = lent.iter().find(|it| is_of(it, range));
            if let Some(lent) = of_own
                && !matches!(value, Expr::Closure(_) | Expr::Async(_))
            {
                let name = self.known.name(lent.place.var);
                let message = format!("cannot return a value that borrows from `{name}`");
                self.found.push(
                    Diagnostic::error("E0515", spans::expr(whole), message)
                        .with_label(
                            lent.at,
                            format!("`{name}` is borrowed here, and gone when the function ends"),
                        )
                        .with_help("return an owned value: a `String`, a `Vec`, a clone"),
                );
            }
        }
    }

    /// What the variable that a function's block declares with `let r = …;` holds.
    fn declared(&self, path: &syn::ExprPath, block: &'i syn::Block) -> Vec<Lent> {
        let var = self.known.variable(path);
        for stmt in &block.stmts {
            if let Stmt::Local(local) = stmt
                && let (syn::Pat::Ident(ident), Some(init)) = (&local.pat, &local.init)
                && Some(span(ident.ident.span()).start) == var
                && ident.mutability.is_none()
                && let Expr::Reference(_) = &*init.expr
            {
                return self.lending.of(&init.expr);
            }
        }
        Vec::new()
    }
}

/// Whether a borrow is of a variable declared in `range`, and not of what it leads to.
fn is_of(lent: &Lent, range: (u32, u32)) -> bool {
    lent.place.is_own() && (range.0..range.1).contains(&lent.place.var)
}

/// What is stored in variables, outside of closures: the holder and the value.
fn stores(expr: &Expr) -> Vec<(&Expr, &Expr)> {
    let mut found = Vec::new();
    walk::own_expressions(Root::Expr(expr), &mut |expr| match expr {
        Expr::Assign(assign) => found.push((&*assign.left, &*assign.right)),
        Expr::MethodCall(call) if STORING.iter().any(|name| call.method == name) => {
            let last = call.args.last();
            found.extend(last.map(|last| (&*call.receiver, last)));
        }
        _ => {}
    });
    found
}

/// What a function's body gives back: all that is given back at one place, and the value of one way there.
fn returns(block: &syn::Block) -> Vec<(&Expr, &Expr)> {
    let mut found = Vec::new();
    if let Some(Stmt::Expr(value, None)) = block.stmts.last() {
        ways(&mut found, value, value);
    }
    walk::own_expressions(Root::Block(block), &mut |expr| {
        if let Expr::Return(returned) = expr
            && let Some(value) = &returned.expr
        {
            ways(&mut found, value, value);
        }
    });
    found
}

type Ways<'i> = Vec<(&'i Expr, &'i Expr)>;

fn ways_of_block<'i>(found: &mut Ways<'i>, whole: &'i Expr, block: &'i syn::Block) {
    if let Some(Stmt::Expr(value, None)) = block.stmts.last() {
        ways(found, whole, value);
    }
}

fn ways<'i>(found: &mut Ways<'i>, whole: &'i Expr, value: &'i Expr) {
    match value {
        Expr::Block(inner) => ways_of_block(found, whole, &inner.block),
        Expr::Unsafe(inner) => ways_of_block(found, whole, &inner.block),
        Expr::If(branches) => {
            ways_of_block(found, whole, &branches.then_branch);
            if let Some((_, other)) = &branches.else_branch {
                ways(found, whole, other);
            }
        }
        Expr::Match(arms) => {
            let arms = arms.arms.iter();
            arms.for_each(|arm| ways(found, whole, &arm.body));
        }
        Expr::Return(_) => {}
        value => found.push((whole, value)),
    }
}
