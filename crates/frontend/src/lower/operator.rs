//! Operators: arithmetic, comparison, `&&` and `||`, negation, casts.

use interleave_program::{BinOp, CastTo, IntKind, Op, Reg, Span, TypeHint};
use syn::{Expr, UnOp};

use super::body::Var;
use crate::infer;
use crate::names::{Callee, Def};
use crate::resolve::unraw;
use crate::session::Session;
use crate::spans;

impl<'a> Session<'a> {
    /// dst = left op right
    pub fn binary_into(&mut self, expr: &'a Expr, e: &'a syn::ExprBinary, dst: Reg) {
        match &e.op {
            syn::BinOp::And(_) => self.short_circuit(e, dst, false),
            syn::BinOp::Or(_) => self.short_circuit(e, dst, true),
            op => match operator(op) {
                Some((op, true)) => {
                    self.compound(expr, e, op);
                    self.op(spans::expr(expr), Op::Unit { dst });
                }
                Some((op, false)) if op >= BinOp::Eq => self.compare(expr, e, op, dst),
                Some((op, false)) => self.arithmetic(expr, e, op, dst),
                None => self.unsupported(
                    "operator",
                    spans::expr(expr),
                    "this operator",
                    "use another one",
                ),
            },
        }
    }

    fn short_circuit(&mut self, e: &'a syn::ExprBinary, dst: Reg, stops_at: bool) {
        self.expr_into(&e.left, dst);
        let span = spans::expr(&e.left);
        let jump = if stops_at {
            self.op(
                span,
                Op::JumpIf {
                    cond: dst,
                    target: 0,
                },
            )
        } else {
            self.op(
                span,
                Op::JumpIfNot {
                    cond: dst,
                    target: 0,
                },
            )
        };
        // What is made on the right is dropped there: it may never be made.
        let mark = self.b().mark();
        self.expr_into(&e.right, dst);
        self.b().close_temporaries(mark);
        self.b().land(jump);
    }

    fn arithmetic(&mut self, expr: &'a Expr, e: &'a syn::ExprBinary, op: BinOp, dst: Reg) {
        let span = spans::expr(expr);
        if let Some(callee) = self.operator_instance(&e.op) {
            let mark = self.b().mark();
            let row = self.row(&[&e.left, &e.right], false);
            self.call_row(span, callee, dst, row, 2);
            return self.end_row(mark, row, 2);
        }
        let mark = self.b().mark();
        let a = self.operand(&e.left, is_quiet(&e.right));
        if op == BinOp::Add
            && self.is_int(&e.left)
            && let Some(value) = small_literal(&e.right)
        {
            self.op(span, Op::AddInt { dst, a, value });
        } else {
            let b = self.operand(&e.right, true);
            self.op(span, binary_op(op, dst, a, b));
        }
        self.free_operands(mark, &[&e.left, &e.right]);
    }

    /// The instance of an operator trait's method that needs type arguments, when they are known here.
    fn operator_instance(&mut self, op: &syn::BinOp) -> Option<Callee> {
        let at = spans::of(infer::operator(op)?).start;
        match self.instance_at(at)? {
            Def::Callee(callee) => Some(callee),
            _ => None,
        }
    }

    fn compare(&mut self, expr: &'a Expr, e: &'a syn::ExprBinary, op: BinOp, dst: Reg) {
        let span = spans::expr(expr);
        if self.is_pointer(&e.left) || self.is_pointer(&e.right) {
            let name = match op {
                BinOp::Eq => "eq",
                BinOp::Ne => "ne",
                _ => return self.refuse_address(span),
            };
            self.pointer_call(span, name, &[&e.left, &e.right], dst);
            return;
        }
        let mark = self.b().mark();
        let a = self.compared(&e.left, is_quiet(&e.right));
        let b = self.compared(&e.right, true);
        self.op(span, binary_op(op, dst, a, b));
        self.free_operands(mark, &[&e.left, &e.right]);
    }

    /// Gives operand registers back when nothing in them is to be dropped.
    fn free_operands(&mut self, mark: u16, operands: &[&Expr]) {
        let plain = operands.iter().all(|operand| is_quiet(operand));
        if plain && self.b().owned_from(mark).is_empty() {
            self.b().release(mark);
        }
    }

    /// A register with the operand's value. `in_place` allows the variable's own register.
    pub fn operand(&mut self, expr: &'a Expr, in_place: bool) -> Reg {
        if in_place && let Some(reg) = self.local_register(expr) {
            return reg;
        }
        let reg = if is_literal(expr) || self.is_plain(expr) {
            self.b().scratch()
        } else {
            self.b().alloc()
        };
        self.expr_into(expr, reg);
        reg
    }

    /// A register with the value or place of something that is compared and stays as it is.
    fn compared(&mut self, expr: &'a Expr, in_place: bool) -> Reg {
        if in_place && let Some(reg) = self.local_register(expr) {
            return reg;
        }
        // A variable is copied before the other side is evaluated only when that cannot move it.
        if self.is_scalar(expr) || !self.is_place(expr) {
            return self.operand(expr, in_place);
        }
        self.place(expr, false)
    }

    /// The register of the local variable that the expression names.
    pub fn local_register(&mut self, expr: &Expr) -> Option<Reg> {
        match expr {
            Expr::Paren(e) => self.local_register(&e.expr),
            Expr::Path(e) if e.qself.is_none() => {
                let name = unraw(e.path.get_ident()?);
                match self.find_var(&name)? {
                    Var::Local(reg) => Some(reg),
                    Var::Capture(_) => None,
                }
            }
            _ => None,
        }
    }

    fn compound(&mut self, expr: &'a Expr, e: &'a syn::ExprBinary, op: BinOp) {
        let span = spans::expr(expr);
        let mark = self.b().mark();
        if self.is_scalar(&e.left)
            && let Some(reg) = self.local_register(&e.left)
        {
            if op == BinOp::Add
                && self.is_int(&e.left)
                && let Some(value) = small_literal(&e.right)
            {
                self.op(
                    span,
                    Op::AddInt {
                        dst: reg,
                        a: reg,
                        value,
                    },
                );
                return;
            }
            let b = self.operand(&e.right, true);
            self.op(span, binary_op(op, reg, reg, b));
            self.free_operands(mark, &[&e.right]);
            return;
        }
        let (place, src) = match self.evaluates_right_first(e) {
            true => {
                let src = self.operand(&e.right, false);
                (self.place_mut(&e.left, false), src)
            }
            false => {
                let place = self.place_mut(&e.left, false);
                (place, self.operand(&e.right, false))
            }
        };
        self.op(span, Op::OpAssign { op, place, src });
        self.free_operands(mark, &[&e.left, &e.right]);
    }

    /// Compound assignment between primitive types evaluates the right side first; an operator trait's method takes
    /// its operands from left to right. What is not known is taken for a number.
    fn evaluates_right_first(&self, e: &syn::ExprBinary) -> bool {
        let left = self.inferred.hint(&e.left);
        let is_number = left == TypeHint::Unknown || self.is_scalar(&e.left);
        is_number && !self.inferred.is_reference(&e.right)
    }

    /// dst = op value
    pub fn unary_into(&mut self, expr: &'a Expr, e: &'a syn::ExprUnary, dst: Reg) {
        let span = spans::expr(expr);
        match &e.op {
            UnOp::Deref(_) => self.load_part(expr, dst),
            UnOp::Neg(_) => {
                if let Expr::Lit(lit) = &*e.expr
                    && matches!(lit.lit, syn::Lit::Int(_) | syn::Lit::Float(_))
                {
                    return self.literal_into(&lit.lit, dst, true);
                }
                let src = self.operand(&e.expr, true);
                self.op(span, Op::Neg { dst, src });
            }
            UnOp::Not(_) => {
                let src = self.operand(&e.expr, true);
                self.op(span, Op::Not { dst, src });
            }
            _ => self.unsupported("operator", span, "this operator", "use another one"),
        }
    }

    /// dst = value as type
    pub fn cast_into(&mut self, expr: &'a Expr, e: &'a syn::ExprCast, dst: Reg) {
        let span = spans::expr(expr);
        let Some(to) = self.cast_target(&e.ty) else {
            return;
        };
        if to == CastTo::Same {
            return self.expr_into(&e.expr, dst);
        }
        if self.is_pointer(&e.expr) {
            return self.refuse_address(span);
        }
        let src = self.operand(&e.expr, true);
        self.op(span, Op::Cast { dst, src, to });
    }

    fn cast_target(&mut self, ty: &syn::Type) -> Option<CastTo> {
        // A raw pointer is the place itself here, as a reference is.
        if let syn::Type::Ptr(_) = ty {
            return Some(CastTo::Same);
        }
        let context = self.b().context.clone();
        let name = self
            .type_id(ty, &context)
            .map(|id| self.names.types[id].name.clone());
        Some(match name.as_deref() {
            Some("f32") => CastTo::F32,
            Some("f64") => CastTo::F64,
            Some("char") => CastTo::Char,
            Some(name) => IntKind::from_name(name).map_or(CastTo::Same, CastTo::Int),
            None => CastTo::Same,
        })
    }

    /// A jump taken when the value in `cond` is false.
    pub fn jump_unless(&mut self, span: Span, cond: Reg) -> usize {
        self.op(span, Op::JumpIfNot { cond, target: 0 })
    }
}

/// Whether the operator is a compound assignment.
pub fn is_compound(op: &syn::BinOp) -> bool {
    matches!(operator(op), Some((_, true)))
}

fn operator(op: &syn::BinOp) -> Option<(BinOp, bool)> {
    use syn::BinOp as S;
    Some(match op {
        S::Add(_) => (BinOp::Add, false),
        S::Sub(_) => (BinOp::Sub, false),
        S::Mul(_) => (BinOp::Mul, false),
        S::Div(_) => (BinOp::Div, false),
        S::Rem(_) => (BinOp::Rem, false),
        S::BitXor(_) => (BinOp::BitXor, false),
        S::BitAnd(_) => (BinOp::BitAnd, false),
        S::BitOr(_) => (BinOp::BitOr, false),
        S::Shl(_) => (BinOp::Shl, false),
        S::Shr(_) => (BinOp::Shr, false),
        S::Eq(_) => (BinOp::Eq, false),
        S::Lt(_) => (BinOp::Lt, false),
        S::Le(_) => (BinOp::Le, false),
        S::Ne(_) => (BinOp::Ne, false),
        S::Ge(_) => (BinOp::Ge, false),
        S::Gt(_) => (BinOp::Gt, false),
        S::AddAssign(_) => (BinOp::Add, true),
        S::SubAssign(_) => (BinOp::Sub, true),
        S::MulAssign(_) => (BinOp::Mul, true),
        S::DivAssign(_) => (BinOp::Div, true),
        S::RemAssign(_) => (BinOp::Rem, true),
        S::BitXorAssign(_) => (BinOp::BitXor, true),
        S::BitAndAssign(_) => (BinOp::BitAnd, true),
        S::BitOrAssign(_) => (BinOp::BitOr, true),
        S::ShlAssign(_) => (BinOp::Shl, true),
        S::ShrAssign(_) => (BinOp::Shr, true),
        _ => return None,
    })
}

/// The instruction of an operator.
pub fn binary_op(op: BinOp, dst: Reg, a: Reg, b: Reg) -> Op {
    match op {
        BinOp::Add => Op::Add { dst, a, b },
        BinOp::Sub => Op::Sub { dst, a, b },
        BinOp::Mul => Op::Mul { dst, a, b },
        BinOp::Div => Op::Div { dst, a, b },
        BinOp::Rem => Op::Rem { dst, a, b },
        BinOp::BitAnd => Op::BitAnd { dst, a, b },
        BinOp::BitOr => Op::BitOr { dst, a, b },
        BinOp::BitXor => Op::BitXor { dst, a, b },
        BinOp::Shl => Op::Shl { dst, a, b },
        BinOp::Shr => Op::Shr { dst, a, b },
        BinOp::Eq => Op::Eq { dst, a, b },
        BinOp::Ne => Op::Ne { dst, a, b },
        BinOp::Lt => Op::Lt { dst, a, b },
        BinOp::Le => Op::Le { dst, a, b },
        BinOp::Gt => Op::Gt { dst, a, b },
        BinOp::Ge => Op::Ge { dst, a, b },
    }
}

fn is_literal(expr: &Expr) -> bool {
    matches!(expr, Expr::Lit(_))
}

/// Whether evaluating the expression changes nothing: names, literals, fields, sums of them.
pub fn is_quiet(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(_) | Expr::Path(_) => true,
        Expr::Paren(e) => is_quiet(&e.expr),
        Expr::Field(e) => is_quiet(&e.base),
        Expr::Unary(e) => is_quiet(&e.expr),
        Expr::Cast(e) => is_quiet(&e.expr),
        Expr::Reference(e) => is_quiet(&e.expr),
        Expr::Binary(e) => !is_compound(&e.op) && is_quiet(&e.left) && is_quiet(&e.right),
        Expr::Index(e) => is_quiet(&e.expr) && is_quiet(&e.index),
        _ => false,
    }
}

fn small_literal(expr: &Expr) -> Option<i16> {
    match expr {
        Expr::Lit(lit) => match &lit.lit {
            syn::Lit::Int(int) if !int.suffix().starts_with('f') => int.base10_parse::<i16>().ok(),
            _ => None,
        },
        _ => None,
    }
}
