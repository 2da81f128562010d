//! Control flow: conditions, loops, `match`, jumps out of them, `?`.

use interleave_program::{Diagnostic, Op, Reg, ShapeId, Span, TypeHint, TypeTag};
use syn::Expr;

use super::body::{ErrorTarget, LoopFrame, NameScope};
use super::stmt::strip;
use crate::resolve::unraw;
use crate::session::Session;
use crate::spans;

impl<'a> Session<'a> {
    /// Jumps of `fails` are taken when the condition does not hold. Variables of `let` patterns are declared in
    /// the innermost scope; what is made for them stays until the caller closes it.
    pub fn condition(&mut self, cond: &'a Expr, fails: &mut Vec<usize>) {
        match cond {
            Expr::Paren(e) if !matches!(*e.expr, Expr::Let(_)) => self.condition(&e.expr, fails),
            Expr::Binary(e) if matches!(e.op, syn::BinOp::And(_)) => {
                self.condition(&e.left, fails);
                self.condition(&e.right, fails);
            }
            Expr::Let(e) => {
                let moves = self.moves_parts(&e.pat);
                let place = self.scrutinee(&e.expr, moves);
                self.test(&e.pat, place, fails);
                self.bind(&e.pat, place, None);
            }
            other => {
                let mark = self.b().mark();
                let reg = self.b().scratch();
                self.expr_into(other, reg);
                self.b().close_temporaries(mark);
                let fail = self.jump_unless(spans::expr(other), reg);
                fails.push(fail);
            }
        }
    }

    /// `let` where no condition is expected: rustc refuses it too.
    pub fn let_as_value(&mut self, expr: &'a Expr, _dst: Reg) {
        let span = spans::expr(expr);
        let message = "expected an expression, found a `let` statement";
        self.error(
            Diagnostic::error("syntax", span, message).with_help("use `matches!(value, pattern)`"),
        );
    }

    /// The place of what is matched; a value is put into a temporary.
    pub fn scrutinee(&mut self, expr: &'a Expr, moves: bool) -> Reg {
        if moves {
            self.note_moved(expr);
        }
        self.place(expr, false)
    }

    /// A captured variable whose value is taken: the closure captures it by value.
    pub fn note_moved(&mut self, expr: &Expr) {
        if self.is_prelude || self.inferred.is_copy(expr) == Some(true) {
            return;
        }
        if let Expr::Path(e) = expr
            && let Some(ident) = e.path.get_ident()
            && let Some(super::body::Var::Capture(index)) = self.find_var(&unraw(ident))
        {
            self.use_by_value(index);
        }
    }

    /// dst = value of the branch taken
    pub fn if_into(&mut self, e: &'a syn::ExprIf, dst: Reg) {
        let mark = self.b().mark();
        self.open_names();
        let mut fails = Vec::new();
        self.condition(&e.cond, &mut fails);
        let owned = self.b().owned_from(mark);
        self.block_into(&e.then_branch, dst, false);
        self.close_names();
        self.b().close(mark);
        let done = self.b().jump();
        self.b().land_all(&fails);
        // Edition 2024: what the condition made is dropped before `else`.
        self.drop_all(&owned);
        match &e.else_branch {
            Some((_, other)) => self.expr_into(other, dst),
            None => {
                self.b().emit(Op::Unit { dst });
            }
        }
        self.b().close_temporaries(mark);
        self.b().land(done);
    }

    fn open_loop(&mut self, label: Option<&syn::Label>, dst: Option<Reg>, is_block: bool) {
        let body = self.b();
        let mark = body.mark();
        body.loops.push(LoopFrame {
            label: label.map(|label| label.name.ident.to_string()),
            dst,
            mark,
            breaks: Vec::new(),
            continues: Vec::new(),
            is_block,
        });
    }

    fn land_continues(&mut self) {
        let continues = match self.b().loops.last_mut() {
            Some(frame) => std::mem::take(&mut frame.continues),
            None => Vec::new(),
        };
        self.b().land_all(&continues);
    }

    fn close_loop(&mut self) {
        if let Some(frame) = self.b().loops.pop() {
            self.b().land_all(&frame.breaks);
        }
    }

    fn loop_body(&mut self, body: &'a syn::Block) {
        let unit = self.b().scratch();
        self.block_into(body, unit, false);
        self.b().release(unit.0);
    }

    /// `loop`
    pub fn loop_into(&mut self, e: &'a syn::ExprLoop, dst: Reg) {
        self.open_loop(e.label.as_ref(), Some(dst), false);
        let top = self.b().here();
        self.loop_body(&e.body);
        self.land_continues();
        self.op(spans::of(e.loop_token.span), Op::Jump { target: top });
        self.close_loop();
    }

    /// `while`, `while let`
    pub fn while_into(&mut self, e: &'a syn::ExprWhile, dst: Reg) {
        self.open_loop(e.label.as_ref(), None, false);
        let top = self.b().here();
        let mark = self.b().mark();
        self.open_names();
        let mut fails = Vec::new();
        self.condition(&e.cond, &mut fails);
        let owned = self.b().owned_from(mark);
        self.loop_body(&e.body);
        self.close_names();
        self.b().close(mark);
        self.land_continues();
        self.op(spans::of(e.while_token.span), Op::Jump { target: top });
        self.b().land_all(&fails);
        self.drop_all(&owned);
        self.close_loop();
        self.op(spans::of(e.while_token.span), Op::Unit { dst });
    }

    /// `for`
    pub fn for_into(&mut self, e: &'a syn::ExprForLoop, dst: Reg) {
        let mark = self.b().mark();
        let range = match strip_parens(&e.expr) {
            Expr::Range(range) if self.is_int_range(range) => range
                .start
                .as_deref()
                .zip(range.end.as_deref())
                .map(|(start, end)| {
                    let is_closed = matches!(range.limits, syn::RangeLimits::Closed(_));
                    (start, end, is_closed)
                }),
            _ => None,
        };
        let span = spans::expr(&e.expr);
        let state = match range {
            Some((start, end, is_closed)) => self.range_state(start, end, is_closed, span),
            None => {
                let src = self.b().alloc();
                self.expr_into(&e.expr, src);
                let iter = self.b().alloc();
                self.op(span, Op::IntoIter { dst: iter, src });
                iter
            }
        };
        self.open_loop(e.label.as_ref(), None, false);
        let enter = self.b().jump();
        let top = self.b().here();
        let item = match range {
            Some(_) => self.b().scratch(),
            None => self.b().alloc(),
        };
        self.for_round(e, item);
        self.land_continues();
        self.b().land(enter);
        let next = match range {
            Some((_, _, true)) => Op::RangeInclusiveNext {
                dst: item,
                state,
                exit: 0,
            },
            Some((_, _, false)) => Op::RangeNext {
                dst: item,
                state,
                exit: 0,
            },
            None => Op::IterNext {
                dst: item,
                iter: state,
                exit: 0,
            },
        };
        self.op(span, next);
        self.b().emit(Op::Jump { target: top });
        self.b().release(item.0);
        self.close_loop();
        self.close_iterator(mark, range.is_some());
        self.op(spans::of(e.for_token.span), Op::Unit { dst });
    }

    /// The iterator and what it was made from live until here, unless the statement around keeps them.
    fn close_iterator(&mut self, mark: u16, is_plain: bool) {
        if !is_plain {
            self.b().close(mark);
        } else if self.b().owned_from(mark).is_empty() {
            self.b().release(mark);
        }
    }

    fn for_round(&mut self, e: &'a syn::ExprForLoop, item: Reg) {
        let mark = self.b().mark();
        self.open_names();
        match strip(&e.pat) {
            syn::Pat::Ident(ident)
                if ident.by_ref.is_none()
                    && ident.subpat.is_none()
                    && self.constant_pattern(ident).is_none() =>
            {
                let name = unraw(&ident.ident);
                self.b().declare(&name, item);
            }
            syn::Pat::Wild(_) => {}
            pat => {
                let place = self.place_of(spans::pat(pat), item);
                self.bind(pat, place, None);
            }
        }
        self.loop_body(&e.body);
        self.close_names();
        self.b().close(mark);
        self.b().emit(Op::Drop { reg: item });
    }

    fn range_state(&mut self, start: &'a Expr, end: &'a Expr, is_closed: bool, span: Span) -> Reg {
        let state = self.b().scratch();
        let limit = self.b().scratch();
        let exhausted = is_closed.then(|| self.b().scratch());
        self.expr_into(start, state);
        self.expr_into(end, limit);
        if let Some(dst) = exhausted {
            self.op(span, Op::Bool { dst, value: false });
        }
        state
    }

    /// Whether a range in a `for` is of integers: then it needs no object.
    fn is_int_range(&self, range: &syn::ExprRange) -> bool {
        let is_int = |bound: &Expr| {
            let is_literal = matches!(bound, Expr::Lit(lit) if matches!(lit.lit, syn::Lit::Int(_)));
            is_literal || (!self.is_prelude && self.is_int(bound))
        };
        let is_char = |bound: &Expr| {
            matches!(bound, Expr::Lit(lit) if matches!(lit.lit, syn::Lit::Char(_)))
                || self.inferred.hint(bound) == TypeHint::Named(TypeTag::CHAR, Vec::new())
        };
        match (&range.start, &range.end) {
            (Some(start), Some(end)) => {
                (is_int(start) || is_int(end)) && !is_char(start) && !is_char(end)
            }
            _ => false,
        }
    }

    /// dst = value of the arm taken
    pub fn match_into(&mut self, e: &'a syn::ExprMatch, dst: Reg) {
        let mut moves = false;
        for arm in &e.arms {
            moves |= self.moves_parts(&arm.pat);
        }
        let place = self.scrutinee(&e.expr, moves);
        let mut ends = Vec::new();
        for arm in &e.arms {
            self.check_attributes(&arm.attrs);
            let mark = self.b().mark();
            self.open_names();
            let mut fails = Vec::new();
            let (pat, guard) = match &arm.pat {
                syn::Pat::Guard(guarded) => (&*guarded.pat, Some(&*guarded.guard)),
                pat => (pat, None),
            };
            self.test(pat, place, &mut fails);
            let mut owned = Vec::new();
            let mut found = NameScope::default();
            if let Some(guard) = guard {
                (owned, found) = self.guard(pat, guard, place, &mut fails);
            }
            self.bind(pat, place, None);
            // What an `if let` of the guard has found hides the pattern's variables.
            self.b().scopes.push(found);
            let inner = self.b().mark();
            self.expr_into(&arm.body, dst);
            self.b().close_temporaries(inner);
            self.close_names();
            self.close_names();
            self.b().close(mark);
            ends.push(self.b().jump());
            self.b().land_all(&fails);
            self.drop_all(&owned);
        }
        self.op(spans::of(e.match_token.span), Op::Unreachable);
        self.b().land_all(&ends);
    }

    /// A guard sees the pattern's variables by reference; they are bound for good once it holds. Answers what an `if let`
    /// in it owns, and its variables, which stay in scope of the arm.
    fn guard(
        &mut self,
        pat: &'a syn::Pat,
        guard: &'a Expr,
        place: Reg,
        fails: &mut Vec<usize>,
    ) -> (Vec<Reg>, NameScope) {
        let by_reference = self.b().scratch();
        self.op(
            spans::pat(pat),
            Op::Bool {
                dst: by_reference,
                value: true,
            },
        );
        let mark = self.b().mark();
        self.open_names();
        self.bind(pat, place, Some(by_reference));
        self.open_names();
        self.condition(guard, fails);
        let owned = self.b().owned_from(mark);
        let found = self.b().scopes.pop().unwrap_or_default();
        self.close_names();
        (owned, found)
    }

    /// `{ … }`, `'label: { … }`
    pub fn labelled_block_into(&mut self, e: &'a syn::ExprBlock, dst: Reg, keeps: bool) {
        if e.label.is_none() {
            return self.block_into(&e.block, dst, keeps);
        }
        self.open_loop(e.label.as_ref(), Some(dst), true);
        self.block_into(&e.block, dst, keeps);
        self.close_loop();
    }

    fn find_loop(
        &mut self,
        label: Option<&syn::Lifetime>,
        span: Span,
        word: &str,
    ) -> Option<usize> {
        let name = label.map(|label| label.ident.to_string());
        let found = self.b().loops.iter().rposition(|frame| match &name {
            Some(name) => frame.label.as_ref() == Some(name),
            None => !frame.is_block,
        });
        if found.is_none() {
            let diagnostic = match name {
                Some(name) => Diagnostic::error(
                    "E0426",
                    span,
                    format!("there is no loop or block `'{name}`"),
                ),
                None => Diagnostic::error("E0268", span, format!("`{word}` outside of a loop")),
            };
            self.error(diagnostic);
        }
        found
    }

    /// `break`
    pub fn break_from(&mut self, e: &'a syn::ExprBreak) {
        let keyword = spans::of(e.break_token.span);
        let Some(index) = self.find_loop(e.label.as_ref(), keyword, "break") else {
            return;
        };
        let dst = self.b().loops[index].dst;
        if let Some(value) = &e.expr {
            let mark = self.b().mark();
            let target = match dst {
                Some(dst) => dst,
                None => self.b().alloc(),
            };
            self.expr_into(value, target);
            self.b().close_temporaries(mark);
        } else if let Some(dst) = dst {
            self.op(keyword, Op::Unit { dst });
        }
        let mark = self.b().loops[index].mark;
        self.b().drop_from(mark);
        let jump = self.op(keyword, Op::Jump { target: 0 });
        self.b().loops[index].breaks.push(jump);
    }

    /// `continue`
    pub fn continue_from(&mut self, e: &'a syn::ExprContinue) {
        let keyword = spans::of(e.continue_token.span);
        let Some(index) = self.find_loop(e.label.as_ref(), keyword, "continue") else {
            return;
        };
        let mark = self.b().loops[index].mark;
        self.b().drop_from(mark);
        let jump = self.op(keyword, Op::Jump { target: 0 });
        self.b().loops[index].continues.push(jump);
    }

    /// `return`
    pub fn return_from(&mut self, e: &'a syn::ExprReturn) {
        let mark = self.b().mark();
        let src = self.b().alloc();
        let span = spans::of(e.return_token.span);
        match &e.expr {
            Some(value) => self.expr_into(value, src),
            None => {
                self.op(span, Op::Unit { dst: src });
            }
        }
        self.op(span, Op::Return { src });
        self.b().release(mark);
    }

    /// dst = value of `expr?`
    pub fn try_into(&mut self, expr: &'a Expr, e: &'a syn::ExprTry, dst: Reg) {
        let span = spans::expr(expr);
        let mark = self.b().mark();
        let src = self.b().alloc();
        self.expr_into(&e.expr, src);
        self.op(span, Op::Try { dst, src, exit: 0 });
        let done = self.b().jump();
        let inner = self.b().mark();
        match self.error_target_of(e) {
            ErrorTarget::Same => {
                self.op(span, Op::Return { src: dst });
            }
            ErrorTarget::Type(id) => self.convert_error(span, id, dst),
        }
        self.b().release(inner);
        self.b().land(done);
        if self.b().mark() == src.0 + 1 {
            self.b().release(mark);
        }
    }

    /// What `?` converts errors to. What closures and `async` blocks give is not written: there inference says it.
    fn error_target_of(&mut self, e: &syn::ExprTry) -> ErrorTarget {
        let body = self.b();
        let written = body.context.error_target;
        if written != ErrorTarget::Same || !body.is_closure {
            return written;
        }
        let at = spans::of(e.question_token.span).start;
        let hint = self.inferred.facts().errors.get(&at);
        match hint.and_then(|hint| self.hinted_type(hint)) {
            Some(id) if self.from_targets.contains(&id) => ErrorTarget::Type(id),
            _ => ErrorTarget::Same,
        }
    }

    /// Returns `Err(From::from(e))` for the `Err(e)` in register `failure`.
    fn convert_error(&mut self, span: Span, target: usize, failure: Reg) {
        let result = self.b().alloc();
        let error = self.b().alloc();
        let field = self.symbol("0");
        self.op(
            span,
            Op::GetField {
                dst: error,
                base: failure,
                field,
            },
        );
        let converted = self.b().alloc();
        self.convert_register(span, target, error, converted);
        let row = self.b().alloc();
        self.op(
            span,
            Op::Move {
                dst: row,
                src: converted,
            },
        );
        self.op(
            span,
            Op::Make {
                dst: result,
                shape: ShapeId::ERR,
                args: row,
            },
        );
        self.op(span, Op::Return { src: result });
    }
}

fn strip_parens(expr: &Expr) -> &Expr {
    match expr {
        Expr::Paren(e) => strip_parens(&e.expr),
        other => other,
    }
}
