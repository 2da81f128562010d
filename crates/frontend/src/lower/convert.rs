//! `From::from`, `Into::into` and `Default::default` as values: functions that know what they make.

use interleave_program::{Const, FnId, Native, Op, Reg, SelfKind, Span, TypeHint};

use super::body::Body;
use crate::names::Callee;
use crate::session::Session;
use crate::spans;

impl Session<'_> {
    /// The function that `path` means where it is a conversion and inference knows what into.
    pub fn conversion(&mut self, span: Span, path: &syn::Path, name: &str) -> Option<FnId> {
        if !matches!(name, "from" | "into" | "default") {
            return None;
        }
        let at = spans::of(path.segments.last()?.ident.span()).start;
        let (from, to) = self.inferred.facts().conversions.get(&at)?.clone();
        if to == TypeHint::Unknown {
            return None;
        }
        let params = u8::from(name != "default");
        let full = format!("{{{name}}}");
        let function = self.reserve(&full, params, SelfKind::None);
        self.program.functions[function.index()].is_prelude = true;
        let context = self.b().context.clone();
        self.stack.push(Body::new(function, full, context));
        let given = self.b().alloc_row(usize::from(params));
        let result = self.b().alloc();
        match name {
            "default" => self.default_of(span, to, result),
            _ => self.converted(span, given, &from, to, result),
        }
        self.op(span, Op::Return { src: result });
        self.finish_body();
        Some(function)
    }

    /// dst = what the program or std makes of the value `given`
    fn converted(&mut self, span: Span, given: Reg, from: &TypeHint, to: TypeHint, dst: Reg) {
        if let Some(target) = self.hinted_type(&to)
            && self.converts_hint(target, from)
        {
            return self.convert_register(span, target, given, dst);
        }
        let row = self.b().alloc_row(2);
        let src = given;
        self.op(span, Op::Move { dst: row, src });
        self.load_const(span, Reg(row.0 + 1), Const::Type(to));
        let callee = Callee::Native {
            native: Native::From,
            argc: 2,
            typed: true,
        };
        self.call_row(span, callee, dst, row, 2);
    }
}
