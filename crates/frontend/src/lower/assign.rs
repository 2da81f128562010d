//! Assignment: to variables and places, and taking tuples apart.

use interleave_program::{Op, Reg};
use syn::Expr;

use super::expr::member_name;
use crate::session::Session;
use crate::spans;

impl<'a> Session<'a> {
    /// left = right. The value comes first, then the place; the old value is dropped last.
    pub fn assign(&mut self, e: &'a syn::ExprAssign) {
        let mark = self.b().mark();
        let value = self.b().alloc();
        self.expr_into(&e.right, value);
        self.assign_to(&e.left, value);
        if self.b().mark() == value.0 + 1 {
            self.b().release(mark);
        }
    }

    /// left = what is in register `value`, which is empty afterwards
    fn assign_to(&mut self, left: &'a Expr, value: Reg) {
        let span = spans::expr(left);
        match left {
            Expr::Paren(e) => self.assign_to(&e.expr, value),
            Expr::Infer(_) => {
                self.op(span, Op::Drop { reg: value });
            }
            Expr::Tuple(e) => {
                let parts = e.elems.iter().enumerate();
                let parts: Vec<_> = parts
                    .map(|(index, elem)| (index.to_string(), elem))
                    .collect();
                self.assign_parts(&parts, value);
            }
            Expr::Struct(e) => {
                let parts = e.fields.iter();
                let parts: Vec<_> = parts
                    .map(|field| (member_name(&field.member), &field.expr))
                    .collect();
                self.assign_parts(&parts, value);
            }
            Expr::Array(e) => {
                for (index, elem) in e.elems.iter().enumerate() {
                    let at = self.b().scratch();
                    let number = interleave_program::Const::Int(
                        interleave_program::IntKind::Usize,
                        index as i128,
                    );
                    self.load_const(span, at, number);
                    let part = self.b().alloc();
                    self.op(
                        span,
                        Op::GetIndex {
                            dst: part,
                            base: value,
                            index: at,
                        },
                    );
                    self.assign_to(elem, part);
                }
            }
            _ if self.is_place(left) => self.store(left, value),
            _ => {
                let diagnostic = interleave_program::Diagnostic::error(
                    "E0070",
                    span,
                    "this cannot be assigned to",
                );
                self.error(
                    diagnostic.with_help("the left side must be a variable, field or element"),
                );
            }
        }
    }

    fn assign_parts(&mut self, parts: &[(String, &'a Expr)], value: Reg) {
        for (name, left) in parts {
            let part = self.b().alloc();
            let field = self.symbol(name);
            let span = spans::expr(left);
            self.op(
                span,
                Op::GetField {
                    dst: part,
                    base: value,
                    field,
                },
            );
            self.assign_to(left, part);
        }
    }

    fn store(&mut self, left: &'a Expr, src: Reg) {
        let span = spans::expr(left);
        if let Some(dst) = self.local_register(left) {
            self.op(span, Op::Assign { dst, src });
            return;
        }
        let place = self.place_mut(left, false);
        self.op(span, Op::Store { place, src });
    }
}
