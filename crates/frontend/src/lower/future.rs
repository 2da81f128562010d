//! `async` bodies, what awaits them, and `pin!`.
//!
//! The body of an `async fn`, block or closure is a function of its own whose first parameter, in register 0, is the
//! `Context` of each poll; what it captures and its further parameters are put into the future when that is made.
//! `.await` polls in a loop: see `Op::Await`.

use interleave_program::{FUNCTION_FUTURE, FnId, Native, Op, Reg, SelfKind, Span};

use super::body::{Body, Context, ErrorTarget};
use crate::checks::CapturingBody;
use crate::session::Session;
use crate::spans;

/// Where an `async` body finds the context that it is polled with.
const CONTEXT: Reg = Reg(0);

/// What the body of an `async` block is called after the function around it.
const BLOCK: &str = "{async}";

impl<'a> Session<'a> {
    /// dst = the future of an `async` block
    pub fn async_into(&mut self, e: &'a syn::ExprAsync, dst: Reg) {
        let span = spans::join(spans::of(e.async_token.span), spans::block(&e.block));
        self.begin_future(BLOCK, 1, e.capture.is_some());
        self.plan_captures(CapturingBody::Block(&e.block), span);
        self.b().alloc();
        self.future_block(&e.block);
        self.end_future(span, dst, None);
    }

    /// Begins the body of a future with `params` parameters, the context counted. `part`: what it is of the function.
    fn begin_future(&mut self, part: &str, params: u8, is_move: bool) {
        let outer = self.b();
        let name = format!("{}::{part}", outer.name);
        let mut context = outer.context.clone();
        context.module = outer.module();
        context.error_target = ErrorTarget::Same;
        let function = self.reserve(&name, params, SelfKind::None);
        self.program.functions[function.index()].symbol = None;
        let mut body = Body::new(function, name, context);
        body.is_closure = true;
        body.is_async = true;
        body.is_move = is_move;
        self.stack.push(body);
    }

    fn future_block(&mut self, block: &'a syn::Block) {
        let dst = self.b().alloc();
        self.block_into(block, dst, false);
        let end = spans::of(block.brace_token.span.close());
        self.op(end, Op::Return { src: dst });
    }

    /// Ends the body that was begun; dst = the future. `params`: the first of the registers that it takes along.
    fn end_future(&mut self, span: Span, dst: Reg, params: Option<(Reg, usize)>) {
        let body = self.finish_body();
        let mut row = self.capture_all(span, &body.captures, body.is_move);
        if let Some((first, count)) = params {
            let captured = body.captures.len();
            let all = self.b().alloc_row(captured + count);
            for index in 0..captured + count {
                let src = match index.checked_sub(captured) {
                    Some(param) => first.0 + param as u16,
                    None => row.0 + index as u16,
                };
                let dst = Reg(all.0 + index as u16);
                self.op(span, Op::Move { dst, src: Reg(src) });
            }
            row = all;
        }
        let function = body.function;
        self.op(
            span,
            Op::Coroutine {
                dst,
                function,
                args: row,
            },
        );
        self.b().release(row.0);
    }

    /// The body of an `async fn`: makes a future that has the arguments and does the rest.
    pub fn lower_async_fn(
        &mut self,
        id: FnId,
        name: String,
        sig: &'a syn::Signature,
        block: &'a syn::Block,
        context: Context,
    ) {
        let target = context.error_target;
        let params = self.program.functions[id.index()].params;
        self.stack.push(Body::new(id, name, context));
        let first = self.b().alloc_row(usize::from(params));
        let result = self.b().alloc();
        let span = spans::block(block);
        self.begin_future(FUNCTION_FUTURE, params + 1, true);
        self.b().context.error_target = target;
        let own = self.b().alloc_row(usize::from(params) + 1);
        let at = |index: usize| Reg(own.0 + 1 + index as u16);
        for (index, input) in sig.inputs.iter().enumerate() {
            match input {
                syn::FnArg::Receiver(_) => self.b().declare("self", at(index)),
                syn::FnArg::Typed(param) => {
                    self.declare_param(&param.pat, Some(&param.ty), at(index));
                }
            }
        }
        for (index, input) in sig.inputs.iter().enumerate() {
            if let syn::FnArg::Typed(param) = input {
                self.bind_param(&param.pat, at(index));
            }
        }
        self.future_block(block);
        self.end_future(span, result, Some((first, usize::from(params))));
        self.op(span, Op::Return { src: result });
        self.finish_body();
    }

    /// The body of an `async` closure: its parameters go into a future that refers to what the closure captured.
    pub fn async_closure_body(&mut self, e: &'a syn::ExprClosure) {
        let span = spans::expr(&e.body);
        let count = e.inputs.len();
        let target = self.b().context.error_target;
        let first = self.b().alloc_row(count);
        // Where the future has the closure itself when that is called for the only time.
        let keeper = self.b().alloc();
        self.op(span, Op::Unit { dst: keeper });
        let dst = self.b().alloc();
        // Each call borrows what the closure owns, unless that is used up.
        self.begin_future(BLOCK, count as u8 + 2, false);
        self.plan_captures(CapturingBody::Expr(&e.body), span);
        self.b().context.error_target = target;
        let own = self.b().alloc_row(count + 2);
        for (index, pat) in e.inputs.iter().enumerate() {
            self.declare_param(pat, None, Reg(own.0 + 1 + index as u16));
        }
        for (index, pat) in e.inputs.iter().enumerate() {
            self.bind_param(pat, Reg(own.0 + 1 + index as u16));
        }
        let value = self.b().alloc();
        let mark = self.b().mark();
        self.expr_into(&e.body, value);
        self.b().close_temporaries(mark);
        self.op(span, Op::Return { src: value });
        self.end_future(span, dst, Some((first, count + 1)));
        self.op(span, Op::Return { src: dst });
    }

    /// dst = base.await
    pub fn await_into(&mut self, e: &'a syn::ExprAwait, dst: Reg) {
        let span = spans::join(spans::expr(&e.base), spans::of(e.await_token.span));
        if !self.b().is_async {
            let message = "`await` is only allowed inside `async` functions and blocks";
            self.error(
                interleave_program::Diagnostic::error(
                    "E0728",
                    spans::of(e.await_token.span),
                    message,
                )
                .with_help("write `async fn`, or `block_on(async { … })` around it"),
            );
            return;
        }
        let mark = self.b().mark();
        let future = self.b().alloc();
        self.expr_into(&e.base, future);
        self.await_register(span, future, dst);
        if self.b().mark() == future.0 + 1 {
            self.b().release(mark);
        }
    }

    /// dst = what the future in a register gives; the future is dropped.
    pub fn await_register(&mut self, span: Span, future: Reg, dst: Reg) {
        let row = self.b().alloc_row(2);
        self.op(
            span,
            Op::Move {
                dst: row,
                src: future,
            },
        );
        self.op(
            span,
            Op::Native {
                dst: future,
                native: Native::IntoFuture,
                args: row,
                argc: 1,
            },
        );
        let again = self.b().here();
        self.op(
            span,
            Op::RefLocal {
                dst: row,
                src: future,
            },
        );
        self.op(
            span,
            Op::Copy {
                dst: Reg(row.0 + 1),
                src: CONTEXT,
            },
        );
        let method = self.symbol("poll");
        let polled = self.b().alloc();
        self.op(
            span,
            Op::CallMethod {
                dst: polled,
                method,
                args: row,
                argc: 2,
            },
        );
        self.op(
            span,
            Op::Await {
                dst,
                src: polled,
                exit: 0,
            },
        );
        let jump = self.b().jump();
        self.b().land_at(jump, again);
        self.op(span, Op::Drop { reg: future });
        self.b().release(row.0);
    }
}
