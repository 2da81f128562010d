//! Expressions to values: each is lowered into a register that the caller chose.

use interleave_program::{Const, IntKind, Native, Op, Reg, ShapeId, Span, TypeHint, TypeTag};
use syn::{Expr, Lit};

use crate::infer::NumberKind;
use crate::names::{ConstInfo, Def};
use crate::resolve::{Resolved, unraw};
use crate::session::Session;
use crate::spans;

impl<'a> Session<'a> {
    /// dst = value of the expression. Temporaries stay until the enclosing statement ends.
    pub fn expr_into(&mut self, expr: &'a Expr, dst: Reg) {
        match expr {
            Expr::Array(e) => self.array_into(expr, e, dst, false),
            Expr::Assign(e) => {
                self.assign(e);
                self.op(spans::expr(expr), Op::Unit { dst });
            }
            Expr::Async(e) => self.async_into(e, dst),
            Expr::Await(e) => self.await_into(e, dst),
            Expr::Binary(e) => self.binary_into(expr, e, dst),
            Expr::Block(e) => self.labelled_block_into(e, dst, false),
            Expr::Const(e) => self.block_into(&e.block, dst, false),
            Expr::Break(e) => self.break_from(e),
            Expr::Call(e) => self.call_into(expr, e, dst),
            Expr::Cast(e) => self.cast_into(expr, e, dst),
            Expr::Closure(e) => self.closure_into(e, dst),
            Expr::Continue(e) => self.continue_from(e),
            Expr::Field(_) | Expr::Index(_) => self.load_part(expr, dst),
            Expr::ForLoop(e) => self.for_into(e, dst),
            Expr::Group(e) => self.expr_into(&e.expr, dst),
            Expr::If(e) => self.if_into(e, dst),
            Expr::Let(_) => self.let_as_value(expr, dst),
            Expr::Lit(e) => self.literal_into(&e.lit, dst, false),
            Expr::Loop(e) => self.loop_into(e, dst),
            Expr::Macro(e) => self.macro_into(&e.mac, dst),
            Expr::Match(e) => self.match_into(e, dst),
            Expr::MethodCall(e) => self.method_into(expr, e, dst),
            Expr::Paren(e) => self.expr_into(&e.expr, dst),
            Expr::Path(e) => {
                self.path_into(expr, e, dst);
                self.coerce_reference(expr, dst);
            }
            Expr::Range(e) => self.range_into(e, dst),
            Expr::Reference(e) => {
                self.reference_into(e, dst, false);
                self.coerce_reference(expr, dst);
            }
            Expr::Repeat(e) => self.repeat_into(expr, e, dst),
            Expr::Return(e) => self.return_from(e),
            Expr::Struct(e) => self.struct_into(expr, e, dst, false),
            Expr::Try(e) => self.try_into(expr, e, dst),
            Expr::Tuple(e) => self.tuple_into(expr, e, dst, false),
            Expr::Unary(e) => self.unary_into(expr, e, dst),
            Expr::Unsafe(e) => {
                self.b().unsafe_blocks += 1;
                self.block_into(&e.block, dst, false);
                self.b().unsafe_blocks -= 1;
            }
            Expr::RawAddr(e) => {
                let changed = matches!(e.mutability, syn::PointerMutability::Mut(_));
                // Making a pointer is safe, also to a `static mut`.
                self.b().unsafe_blocks += 1;
                let src = match changed {
                    true => self.place_mut(&e.expr, false),
                    false => self.place(&e.expr, false),
                };
                self.b().unsafe_blocks -= 1;
                self.op(spans::expr(expr), Op::Copy { dst, src });
            }
            Expr::While(e) => self.while_into(e, dst),
            other => self.refuse_expr(other),
        }
    }

    /// The same for the initialiser of a `let`: temporaries that it borrows live as long as the variable.
    pub fn kept_into(&mut self, expr: &'a Expr, dst: Reg) {
        match expr {
            Expr::Reference(e) => {
                self.reference_into(e, dst, true);
                self.coerce_reference(expr, dst);
            }
            Expr::Paren(e) => self.kept_into(&e.expr, dst),
            Expr::Group(e) => self.kept_into(&e.expr, dst),
            Expr::Array(e) => self.array_into(expr, e, dst, true),
            Expr::Tuple(e) => self.tuple_into(expr, e, dst, true),
            Expr::Struct(e) => self.struct_into(expr, e, dst, true),
            Expr::Block(e) => self.labelled_block_into(e, dst, true),
            Expr::Call(e) if let Some(shape) = self.made_shape(e) => {
                let args: Vec<&'a Expr> = e.args.iter().collect();
                self.construct(spans::expr(expr), shape, &args, dst, true);
            }
            other => self.expr_into(other, dst),
        }
    }

    fn value_into(&mut self, expr: &'a Expr, dst: Reg, keeps: bool) {
        if keeps {
            self.kept_into(expr, dst);
        } else {
            self.expr_into(expr, dst);
        }
    }

    fn refuse_expr(&mut self, expr: &Expr) {
        let span = spans::expr(expr);
        match expr {
            Expr::TryBlock(_) => self.unsupported(
                "try-block",
                span,
                "a `try` block",
                "put it into a function and use `?` there",
            ),
            Expr::Yield(_) => self.unsupported(
                "yield",
                span,
                "`yield`",
                "write an iterator with a `next` method",
            ),
            Expr::Infer(_) => self.unsupported(
                "placeholder",
                span,
                "`_` as a value",
                "`_` stands only on the left of `=`",
            ),
            _ => self.unsupported(
                "expression",
                span,
                "this expression",
                "write it with ordinary expressions of stable Rust",
            ),
        }
    }

    /// A literal; `is_negated` when `-` stands before it.
    pub fn literal_into(&mut self, lit: &Lit, dst: Reg, is_negated: bool) {
        let span = spans::of(lit.span());
        match lit {
            Lit::Int(int) => self.int_into(int, dst, is_negated),
            Lit::Float(float) => {
                let kind = self.inferred.float_literal(float);
                self.float_into(span, float.base10_digits(), kind, dst, is_negated);
            }
            Lit::Str(text) => self.load_const(span, dst, Const::Str(text.value())),
            Lit::Char(char) => self.load_const(span, dst, Const::Char(char.value())),
            Lit::Bool(bool) => {
                self.op(
                    span,
                    Op::Bool {
                        dst,
                        value: bool.value,
                    },
                );
            }
            Lit::Byte(byte) => {
                let value = Const::Int(IntKind::U8, i128::from(byte.value()));
                self.load_const(span, dst, value);
            }
            Lit::ByteStr(bytes) => self.bytes_into(span, &bytes.value(), dst),
            _ => self.unsupported(
                "literal",
                span,
                "a literal of this kind",
                "use a string: \"…\"",
            ),
        }
    }

    fn bytes_into(&mut self, span: Span, bytes: &[u8], dst: Reg) {
        let index = self.promoted(span, |session, array| {
            let row = session.b().alloc_row(bytes.len());
            for (index, byte) in bytes.iter().enumerate() {
                let value = Const::Int(IntKind::U8, i128::from(*byte));
                session.load_const(span, Reg(row.0 + index as u16), value);
            }
            let len = bytes.len() as u16;
            let op = Op::Array {
                dst: array,
                args: row,
                len,
            };
            session.op(span, op);
        });
        self.op(span, Op::RefStatic { dst, index });
    }

    fn int_into(&mut self, int: &syn::LitInt, dst: Reg, is_negated: bool) {
        let span = spans::of(int.span());
        let kind = match self.inferred.int_literal(int) {
            NumberKind::Int(kind) => kind,
            float => return self.float_into(span, int.base10_digits(), float, dst, is_negated),
        };
        // Patterns have their sign inside: `-1`.
        let value = match int.base10_digits().parse::<i128>() {
            Ok(value) if is_negated => -value,
            Ok(value) => value,
            Err(_) => {
                self.unsupported(
                    "literal",
                    span,
                    "an integer beyond `i128::MAX`",
                    "use a smaller number",
                );
                return;
            }
        };
        // `i32` may only be what is left when nothing else is known of a literal.
        let is_wide = kind == IntKind::I32 && i32::try_from(value).is_err();
        let is_left = int.suffix().is_empty() && !self.inferred.is_certain(int);
        let kind = match is_wide && is_left {
            true => IntKind::Any,
            false => kind,
        };
        if kind != IntKind::Any && !crate::literal::in_range(kind, value) && kind != IntKind::U128 {
            let message = format!("the literal {value} is out of range for `{}`", kind.name());
            let help = format!("`{}` holds {} to {}", kind.name(), kind.min(), kind.max());
            self.error(
                interleave_program::Diagnostic::error("overflowing-literal", span, message)
                    .with_help(help),
            );
        }
        self.load_const(span, dst, Const::Int(kind, value));
    }

    fn float_into(
        &mut self,
        span: Span,
        digits: &str,
        kind: NumberKind,
        dst: Reg,
        is_negated: bool,
    ) {
        let sign = if is_negated { -1.0 } else { 1.0 };
        let value = match kind {
            NumberKind::F32 => Const::F32(digits.parse::<f32>().unwrap_or(f32::NAN) * sign as f32),
            _ => Const::F64(digits.parse::<f64>().unwrap_or(f64::NAN) * sign),
        };
        self.load_const(span, dst, value);
    }

    fn array_into(&mut self, expr: &'a Expr, e: &'a syn::ExprArray, dst: Reg, keeps: bool) {
        let elems: Vec<&'a Expr> = e.elems.iter().collect();
        self.array_of(spans::expr(expr), &elems, dst, keeps);
    }

    /// dst = an array of the values.
    pub fn array_of(&mut self, span: Span, elems: &[&'a Expr], dst: Reg, keeps: bool) {
        if elems.len() > 10_000 {
            self.unsupported(
                "array",
                span,
                "an array of so many written elements",
                "use `[value; count]` or a loop",
            );
            return;
        }
        let mark = self.b().mark();
        let row = self.row(elems, keeps);
        self.op(
            span,
            Op::Array {
                dst,
                args: row,
                len: elems.len() as u16,
            },
        );
        self.end_row(mark, row, elems.len());
    }

    fn repeat_into(&mut self, expr: &'a Expr, e: &'a syn::ExprRepeat, dst: Reg) {
        if self.is_computed_anew(&e.expr) {
            return self.repeat_constant(expr, e, dst);
        }
        let value = self.b().alloc();
        self.expr_into(&e.expr, value);
        let len = self.b().alloc();
        self.expr_into(&e.len, len);
        self.op(spans::expr(expr), Op::ArrayRepeat { dst, value, len });
    }

    /// Whether an array's repeated element is a constant that must be computed: it need not be `Copy` then.
    fn is_computed_anew(&mut self, element: &'a Expr) -> bool {
        match element {
            Expr::Const(_) => true,
            Expr::Path(path) => {
                let local = path.path.get_ident().map(unraw);
                if local.is_some_and(|name| self.find_var(&name).is_some()) {
                    return false;
                }
                let found = self.value_path(&path.path, path.qself.as_ref(), false);
                let Some(Resolved::Def(Def::Const(index))) = found else {
                    return false;
                };
                matches!(self.names.consts[index], ConstInfo::Function(_))
            }
            _ => false,
        }
    }

    /// `[CONST; len]` and `[const { … }; len]`: each element is the constant computed anew.
    fn repeat_constant(&mut self, expr: &'a Expr, e: &'a syn::ExprRepeat, dst: Reg) {
        let span = spans::expr(expr);
        let array = self.b().alloc();
        let (state, limit) = (self.b().scratch(), self.b().scratch());
        let nothing = self.b().scratch();
        let vec = Const::Type(TypeHint::Named(TypeTag::VEC, Vec::new()));
        self.load_const(span, nothing, vec);
        self.one_native(span, Native::CollectionNew, array, nothing);
        self.load_const(span, state, Const::Int(IntKind::Usize, 0));
        self.expr_into(&e.len, limit);
        let enter = self.b().jump();
        let top = self.b().here();
        let mark = self.b().mark();
        let row = self.b().alloc_row(2);
        let element = Reg(row.0 + 1);
        self.expr_into(&e.expr, element);
        self.op(
            span,
            Op::RefLocal {
                dst: row,
                src: array,
            },
        );
        let row = self.top_row(row, 2);
        let push = Op::Native {
            dst: nothing,
            native: Native::VecPush,
            args: row,
            argc: 2,
        };
        self.op(span, push);
        self.b().close(mark);
        self.b().land(enter);
        let next = Op::RangeNext {
            dst: nothing,
            state,
            exit: 0,
        };
        self.op(span, next);
        self.b().emit(Op::Jump { target: top });
        let row = self.top_row(array, 1);
        self.one_native(span, Native::ArrayFromVec, dst, row);
    }

    fn one_native(&mut self, span: Span, native: Native, dst: Reg, args: Reg) {
        let argc = 1;
        let op = Op::Native {
            dst,
            native,
            args,
            argc,
        };
        self.op(span, op);
    }

    fn tuple_into(&mut self, expr: &'a Expr, e: &'a syn::ExprTuple, dst: Reg, keeps: bool) {
        let span = spans::expr(expr);
        if e.elems.is_empty() {
            self.op(span, Op::Unit { dst });
            return;
        }
        if e.elems.len() > usize::from(ShapeId::MAX_TUPLE) {
            self.unsupported(
                "tuple",
                span,
                "a tuple of more than 12 elements",
                "use a struct",
            );
            return;
        }
        let elems: Vec<&'a Expr> = e.elems.iter().collect();
        let mark = self.b().mark();
        let row = self.row(&elems, keeps);
        self.b().make(dst, ShapeId::tuple(elems.len()), row);
        self.end_row(mark, row, elems.len());
    }

    /// Values in a row of registers, evaluated in order, nothing live above them.
    pub fn row(&mut self, exprs: &[&'a Expr], keeps: bool) -> Reg {
        let row = self.b().alloc_row(exprs.len());
        for (index, expr) in exprs.iter().enumerate() {
            self.value_into(expr, Reg(row.0 + index as u16), keeps);
        }
        self.top_row(row, exprs.len())
    }

    /// Moves a row to the top of the registers when temporaries came to lie above it.
    pub fn top_row(&mut self, row: Reg, len: usize) -> Reg {
        if usize::from(self.b().mark()) == usize::from(row.0) + len {
            return row;
        }
        let new = self.b().alloc_row(len);
        for index in 0..len as u16 {
            self.b().emit(Op::Move {
                dst: Reg(new.0 + index),
                src: Reg(row.0 + index),
            });
        }
        new
    }

    /// Gives a used-up row back: it is empty now.
    pub fn end_row(&mut self, mark: u16, row: Reg, len: usize) {
        if usize::from(self.b().mark()) == usize::from(row.0) + len {
            let to = if row.0 == mark { mark } else { row.0 };
            self.b().release(to);
        }
    }

    /// dst = the shape of the row's values; the row is given back.
    pub fn make_of_row(
        &mut self,
        span: Span,
        shape: ShapeId,
        (mark, row, len): (u16, Reg, usize),
        dst: Reg,
    ) {
        let args = row;
        self.op(span, Op::Make { dst, shape, args });
        self.end_row(mark, row, len);
    }

    fn struct_into(&mut self, expr: &'a Expr, e: &'a syn::ExprStruct, dst: Reg, keeps: bool) {
        let span = spans::expr(expr);
        let Some(shape) = self.struct_shape(&e.path, e.qself.as_ref()) else {
            return;
        };
        let shape = self.shape_at(super::path::name_offset(&e.path), shape);
        let layout = self.program.shapes[shape.index()].clone();
        let count = layout.fields.len();
        let base = e.rest.as_deref().map(|rest| self.place(rest, false));
        let mark = self.b().mark();
        let row = self.b().alloc_row(count);
        let mut written = vec![false; count];
        for field in &e.fields {
            let name = member_name(&field.member);
            let symbol = self.symbol(&name);
            let Some(slot) = layout.slot(symbol) else {
                self.unknown_field(&layout, &name, spans::member(&field.member));
                continue;
            };
            written[slot] = true;
            self.note_wanted_field(&field.expr, shape, slot);
            let outer = self.b().label.clone();
            self.b().label = Some(name);
            self.value_into(&field.expr, Reg(row.0 + slot as u16), keeps);
            self.b().label = outer;
        }
        for (slot, _) in written.iter().enumerate().filter(|(_, known)| !**known) {
            match base {
                Some(base) => {
                    let field = layout.fields[slot];
                    let dst = Reg(row.0 + slot as u16);
                    self.op(span, Op::GetField { dst, base, field });
                }
                None => self.missing_field(&layout, slot, spans::path(&e.path)),
            }
        }
        let row = self.top_row(row, count);
        self.make_of_row(span, shape, (mark, row, count), dst);
    }

    /// Remembers the type written for a field, for calls that the type decides about.
    pub(super) fn note_wanted_field(&mut self, value: &Expr, shape: ShapeId, slot: usize) {
        let Some((module, types)) = self.written_fields.get(&shape) else {
            return;
        };
        let ty = types[slot];
        let context = super::body::Context {
            module: *module,
            ..Default::default()
        };
        self.note_wanted_of(value, ty, &context);
    }

    fn missing_field(&mut self, layout: &interleave_program::Shape, slot: usize, span: Span) {
        let field = self.program.symbols.name(layout.fields[slot]).to_owned();
        let message = format!(
            "the field `{field}` is missing in the value of `{}`",
            layout.name
        );
        self.error(interleave_program::Diagnostic::error(
            "E0063", span, message,
        ));
    }

    /// Reports a field that a struct or variant does not have.
    pub fn unknown_field(&mut self, layout: &interleave_program::Shape, name: &str, span: Span) {
        let names: Vec<String> = layout
            .fields
            .iter()
            .map(|field| self.program.symbols.name(*field).to_owned())
            .collect();
        let message = format!("`{}` has no field `{name}`", layout.name);
        let help = format!("its fields are: {}", names.join(", "));
        self.error(interleave_program::Diagnostic::error("E0560", span, message).with_help(help));
    }

    fn range_into(&mut self, e: &'a syn::ExprRange, dst: Reg) {
        let is_closed = matches!(e.limits, syn::RangeLimits::Closed(_));
        let shape = match (&e.start, &e.end) {
            (Some(_), Some(_)) if is_closed => ShapeId::RANGE_INCLUSIVE,
            (Some(_), Some(_)) => ShapeId::RANGE,
            (Some(_), None) => ShapeId::RANGE_FROM,
            (None, Some(_)) if is_closed => ShapeId::RANGE_TO_INCLUSIVE,
            (None, Some(_)) => ShapeId::RANGE_TO,
            (None, None) => ShapeId::RANGE_FULL,
        };
        let span = match (&e.start, &e.end) {
            (Some(start), Some(end)) => spans::join(spans::expr(start), spans::expr(end)),
            (Some(only), None) | (None, Some(only)) => spans::expr(only),
            (None, None) => Span::NONE,
        };
        let bounds: Vec<&'a Expr> = e.start.iter().chain(&e.end).map(|bound| &**bound).collect();
        let mark = self.b().mark();
        let count = bounds.len() + usize::from(shape == ShapeId::RANGE_INCLUSIVE);
        let row = self.b().alloc_row(count);
        for (index, bound) in bounds.iter().enumerate() {
            self.expr_into(bound, Reg(row.0 + index as u16));
        }
        if shape == ShapeId::RANGE_INCLUSIVE {
            let dst = Reg(row.0 + 2);
            self.op(span, Op::Bool { dst, value: false });
        }
        let row = self.top_row(row, count);
        self.make_of_row(span, shape, (mark, row, count), dst);
    }
}

/// A field's name; tuple fields are "0", "1", ….
pub fn member_name(member: &syn::Member) -> String {
    match member {
        syn::Member::Named(name) => unraw(name),
        syn::Member::Unnamed(index) => index.index.to_string(),
    }
}
