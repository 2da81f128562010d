//! `size_of`, `type_name` and their like: constants that inference knows.

use interleave_program::{Const, IntKind, Op, Reg, Span};
use syn::Expr;

use super::call::Receiver;
use crate::session::Session;
use crate::spans;

impl<'a> Session<'a> {
    /// dst = what the function `name` of std says about a type
    pub fn asked(
        &mut self,
        span: Span,
        name: &str,
        path: &syn::ExprPath,
        args: &[&'a Expr],
        dst: Reg,
    ) {
        let last = path.path.segments.last();
        let at = last.map_or(0, |last| spans::of(last.ident.span()).start);
        let asked = self.inferred.facts().asked.get(&at).cloned();
        let asked = asked.unwrap_or_default();
        let value = match (name, asked.layout) {
            ("type_name" | "type_name_of_val" | "of", _) => asked.name.map(Const::Str),
            ("align_of" | "align_of_val", Some(layout)) => Some(usize_const(layout.align)),
            (_, Some(layout)) => Some(usize_const(layout.size)),
            (_, None) => None,
        };
        let Some(value) = value else {
            return self.refuse_parameter(
                span,
                &format!("`{name}` of a type of which it is not certain what rustc says"),
                "ask about numbers, references, `Vec`, `Option`, or structs of these",
                dst,
            );
        };
        let Some(arg) = args.first() else {
            return self.load_const(span, dst, value);
        };
        let seen = self.b().alloc();
        self.expr_into(arg, seen);
        if name == "size_of_val" && asked.is_row {
            self.row_size(span, seen, value, dst);
        } else {
            self.load_const(span, dst, value);
        }
    }

    /// dst = the number of elements of `row` times their size
    fn row_size(&mut self, span: Span, row: Reg, size: Const, dst: Reg) {
        let len = self.b().scratch();
        self.call_method(span, "len", Receiver::Register(row), &[], None, len);
        let each = self.b().scratch();
        self.load_const(span, each, size);
        let (a, b) = (len, each);
        self.op(span, Op::Mul { dst, a, b });
    }
}

fn usize_const(value: u64) -> Const {
    Const::Int(IntKind::Usize, i128::from(value))
}
