//! Raw pointers: they are places, as references are, so what is done with the pointer itself must be told from what is
//! done with what it points to. Inference knows which expressions are pointers.

use interleave_program::{Native, Op, Reg, Span};
use syn::Expr;

use crate::resolve::Namespace;
use crate::session::Session;
use crate::spans;

/// Where the functions are that stand for methods and operators of raw pointers.
const FUNCTIONS: [&str; 3] = ["std", "ptr", "pointer"];

impl<'a> Session<'a> {
    /// Whether the expression is known to be a raw pointer.
    pub fn is_pointer(&self, expr: &Expr) -> bool {
        !self.is_prelude && self.inferred.is_pointer(expr)
    }

    /// Stops the program when the pointer at `place` is null.
    pub fn check_pointer(&mut self, span: Span, place: Reg) {
        let mark = self.b().mark();
        let row = self.b().scratch();
        self.op(
            span,
            Op::Copy {
                dst: row,
                src: place,
            },
        );
        let (dst, args) = (row, row);
        self.op(
            span,
            Op::Native {
                dst,
                native: Native::RawCheck,
                args,
                argc: 1,
            },
        );
        self.b().release(mark);
    }

    /// dst = function(values…), where the function stands for a method or operator of raw pointers
    pub fn pointer_call(&mut self, span: Span, name: &str, values: &[&'a Expr], dst: Reg) -> bool {
        let path = [FUNCTIONS[0], FUNCTIONS[1], FUNCTIONS[2], name];
        let is_known = self
            .follow(self.root, &path, Namespace::Values, None, false)
            .is_ok();
        if !is_known {
            return false;
        }
        let mark = self.b().mark();
        let row = self.b().alloc_row(values.len());
        for (index, value) in values.iter().enumerate() {
            self.expr_into(value, Reg(row.0 + index as u16));
        }
        self.call_library(span, &path, row, values.len() as u8, dst);
        self.end_row(mark, row, values.len());
        true
    }

    /// dst = pointer.name(args…)
    pub fn pointer_method(
        &mut self,
        name_span: Span,
        name: &str,
        e: &'a syn::ExprMethodCall,
        dst: Reg,
    ) {
        let span = spans::join(name_span, spans::of(e.paren_token.span.close()));
        let mut values: Vec<&'a Expr> = vec![&e.receiver];
        values.extend(&e.args);
        if !self.pointer_call(span, name, &values, dst) {
            self.unsupported(
                "pointer",
                name_span,
                &format!("`{name}` of a raw pointer"),
                "follow the pointer (`*pointer`), or use `add`, `read`, `write`, `is_null` and `as_ref`",
            );
        }
    }

    /// What has no meaning without addresses.
    pub fn refuse_address(&mut self, span: Span) {
        self.unsupported(
            "pointer",
            span,
            "the address of a raw pointer",
            "compare pointers with `==`, or number the objects yourself",
        );
    }
}
