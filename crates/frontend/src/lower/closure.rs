//! Closures: their bodies as functions, and what they capture.

use interleave_program::{Op, Reg, SelfKind};

use super::body::{Body, Captured, ErrorTarget, Var};
use crate::checks::CapturingBody;
use crate::session::Session;
use crate::spans;

impl<'a> Session<'a> {
    /// dst = a closure over what its body uses
    pub fn closure_into(&mut self, e: &'a syn::ExprClosure, dst: Reg) {
        let span = spans::join(spans::of(e.inputs_begin.span), spans::expr(&e.body));
        let outer = self.b();
        let name = format!("{}::{{closure}}", outer.name);
        let mut context = outer.context.clone();
        context.module = outer.module();
        context.error_target = match &e.output {
            syn::ReturnType::Type(_, ty) => self.error_target(ty, &context),
            syn::ReturnType::Default => ErrorTarget::Same,
        };
        let params = e.inputs.len() as u8;
        let function = self.reserve(&name, params, SelfKind::None);
        self.program.functions[function.index()].symbol = None;
        let mut body = Body::new(function, name, context);
        body.is_closure = true;
        body.is_move = e.capture.is_some();
        self.stack.push(body);
        self.plan_captures(CapturingBody::Expr(&e.body), span);
        match e.asyncness {
            Some(_) => self.async_closure_body(e),
            None => self.closure_body(e),
        }
        let body = self.finish_body();
        let row = self.capture_all(span, &body.captures, body.is_move);
        self.op(
            span,
            Op::Closure {
                dst,
                function,
                args: row,
            },
        );
        self.b().release(row.0);
    }

    fn closure_body(&mut self, e: &'a syn::ExprClosure) {
        let first = self.b().alloc_row(e.inputs.len());
        for (index, pat) in e.inputs.iter().enumerate() {
            self.declare_param(pat, None, Reg(first.0 + index as u16));
        }
        for (index, pat) in e.inputs.iter().enumerate() {
            self.bind_param(pat, Reg(first.0 + index as u16));
        }
        let dst = self.b().alloc();
        let mark = self.b().mark();
        self.expr_into(&e.body, dst);
        self.b().close_temporaries(mark);
        self.op(spans::expr(&e.body), Op::Return { src: dst });
    }

    /// Captured values in a row at the top.
    pub fn capture_all(
        &mut self,
        span: interleave_program::Span,
        captures: &[Captured],
        is_move: bool,
    ) -> Reg {
        let row = self.b().alloc_row(captures.len());
        let scratch = self.b().scratch();
        for (index, captured) in captures.iter().enumerate() {
            let dst = Reg(row.0 + index as u16);
            if let Some(part) = &captured.part {
                self.part_place(span, scratch, &captured.name, part);
                self.op(
                    span,
                    Op::Load {
                        dst,
                        place: scratch,
                    },
                );
                continue;
            }
            match (captured.outer, is_move) {
                (Var::Local(src), true) => {
                    self.op(span, Op::Use { dst, src });
                }
                (outer, false) if captured.copies => {
                    self.ref_var(span, scratch, outer);
                    self.op(
                        span,
                        Op::Load {
                            dst,
                            place: scratch,
                        },
                    );
                }
                (Var::Capture(outer), true) => {
                    self.use_by_value(outer);
                    self.ref_var(span, scratch, captured.outer);
                    self.op(
                        span,
                        Op::Load {
                            dst,
                            place: scratch,
                        },
                    );
                }
                // Some values of types that are not `Copy` could be copied: functions, `None`.
                (outer, false) if captured.by_value && (captured.is_fn_once || captured.moves) => {
                    self.ref_var(span, scratch, outer);
                    let place = scratch;
                    self.op(span, Op::Load { dst, place });
                }
                (outer, false) if captured.by_value => {
                    self.ref_var(span, scratch, outer);
                    self.op(
                        span,
                        Op::Capture {
                            dst,
                            place: scratch,
                        },
                    );
                }
                (outer, false) => self.ref_var(span, dst, outer),
            }
        }
        self.b().release(scratch.0);
        row
    }
}
