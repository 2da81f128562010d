//! Operators: numbers of one type, or the operator traits' methods.

use interleave_program::Span;
use syn::{BinOp, UnOp};

use super::body::Infer;
use super::operands::Act;
use super::ty::{Node, Table, Ty};

/// What an operator does with its operands' types.
enum Kind {
    /// Both sides and the result have one type; the trait's method.
    Arithmetic(&'static str),
    Shift(&'static str),
    Compare,
    Logic,
}

fn kind(op: &BinOp) -> (Kind, bool) {
    use Kind::{Arithmetic, Compare, Logic, Shift};
    match op {
        BinOp::Add(_) => (Arithmetic("add"), false),
        BinOp::Sub(_) => (Arithmetic("sub"), false),
        BinOp::Mul(_) => (Arithmetic("mul"), false),
        BinOp::Div(_) => (Arithmetic("div"), false),
        BinOp::Rem(_) => (Arithmetic("rem"), false),
        BinOp::BitXor(_) => (Arithmetic("bitxor"), false),
        BinOp::BitAnd(_) => (Arithmetic("bitand"), false),
        BinOp::BitOr(_) => (Arithmetic("bitor"), false),
        BinOp::Shl(_) => (Shift("shl"), false),
        BinOp::Shr(_) => (Shift("shr"), false),
        BinOp::AddAssign(_) => (Arithmetic("add_assign"), true),
        BinOp::SubAssign(_) => (Arithmetic("sub_assign"), true),
        BinOp::MulAssign(_) => (Arithmetic("mul_assign"), true),
        BinOp::DivAssign(_) => (Arithmetic("div_assign"), true),
        BinOp::RemAssign(_) => (Arithmetic("rem_assign"), true),
        BinOp::BitXorAssign(_) => (Arithmetic("bitxor_assign"), true),
        BinOp::BitAndAssign(_) => (Arithmetic("bitand_assign"), true),
        BinOp::BitOrAssign(_) => (Arithmetic("bitor_assign"), true),
        BinOp::ShlAssign(_) => (Shift("shl_assign"), true),
        BinOp::ShrAssign(_) => (Shift("shr_assign"), true),
        BinOp::And(_) | BinOp::Or(_) => (Logic, false),
        _ => (Compare, false),
    }
}

impl Infer<'_, '_> {
    pub(super) fn binary(&mut self, binary: &syn::ExprBinary) -> Ty {
        let (kind, assigns) = kind(&binary.op);
        if let Kind::Logic = kind {
            self.expr(&binary.left, Some(Table::BOOL));
            self.expr(&binary.right, Some(Table::BOOL));
            return Table::BOOL;
        }
        let left = self.expr(&binary.left, None);
        let right = self.expr(&binary.right, None);
        let operator = super::anchor::operator(&binary.op).map_or(0, super::anchor::offset);
        if !matches!(kind, Kind::Shift(_)) {
            self.want_same(operator, &binary.right, (left, right));
            let method = match (&kind, &binary.op) {
                (Kind::Arithmetic(method), _) => method,
                (_, BinOp::Eq(_) | BinOp::Ne(_)) => "eq",
                _ => "partial_cmp",
            };
            let at = Span::new(operator, operator + 1);
            self.note_operand(at, left, Act::Binary(method, right));
        }
        let result = match kind {
            Kind::Compare => {
                self.compare(left, right);
                Table::BOOL
            }
            Kind::Shift(method) => self.shift((method, operator), left, right),
            Kind::Arithmetic(method) => {
                let result = self.table.fresh();
                let method = (method, operator);
                if !self.settle_arithmetic(method, left, right, result) {
                    self.require_arithmetic(method, left, right, result);
                }
                result
            }
            Kind::Logic => Table::BOOL,
        };
        if assigns { Table::UNIT } else { result }
    }

    /// Compared values have one type, whatever references are around them.
    pub(super) fn compare(&mut self, left: Ty, right: Ty) {
        let (left, right) = (self.table.peel(left), self.table.peel(right));
        match (self.table.node(left), self.table.node(right)) {
            (Node::Slice(x) | Node::Array(x, _), Node::Slice(y) | Node::Array(y, _)) => {
                self.table.unify(x, y);
            }
            (Node::Adt(id, args), Node::Slice(of) | Node::Array(of, _))
            | (Node::Slice(of) | Node::Array(of, _), Node::Adt(id, args))
                if id == self.world.scopes.std.vec =>
            {
                if let Some(item) = args.first() {
                    self.table.unify(*item, of);
                }
            }
            (Node::Adt(x, _), Node::Adt(y, _)) if x != y => {}
            (Node::Adt(..), Node::Str) | (Node::Str, Node::Adt(..)) => {}
            _ => {
                self.table.unify(left, right);
            }
        }
    }

    fn shift(&mut self, method: (&str, u32), left: Ty, right: Ty) -> Ty {
        let peeled = self.table.peel(left);
        if self.table.is_number(peeled) {
            return peeled;
        }
        match self.operator(method, peeled, Some(right)) {
            Some(result) => result,
            None => {
                self.table.taint(right);
                Table::UNKNOWN
            }
        }
    }

    /// Relates the types of `left op right` when enough is known of them. `method` is the operator trait's, with the
    /// offset of the operator.
    pub(super) fn settle_arithmetic(
        &mut self,
        method: (&'static str, u32),
        left: Ty,
        right: Ty,
        result: Ty,
    ) -> bool {
        let (l, r) = (self.table.peel(left), self.table.peel(right));
        if self.table.is_number(l) && self.table.is_number(r) {
            self.table.unify(l, r);
            self.table.unify(result, l);
            return true;
        }
        if self.table.is_var(l) || self.table.is_number(l) && self.table.is_var(r) {
            return false;
        }
        if method.0 == "mul" && self.table.is_number(l) && self.is_duration(r) {
            self.table
                .unify(l, Table::int(interleave_program::IntKind::U32));
            self.table.unify(result, r);
            return true;
        }
        let found = self.operator(method, l, Some(right));
        match found {
            Some(found) => self.table.unify(result, found),
            None => {
                self.table.taint(right);
                self.table.unify(result, Table::UNKNOWN)
            }
        };
        true
    }

    fn is_duration(&mut self, ty: Ty) -> bool {
        let durations = self.world.scopes.std.base.by_name.get("Duration");
        match self.table.node(ty) {
            Node::Adt(id, _) => Some(&id) == durations,
            _ => false,
        }
    }

    pub(super) fn unary(&mut self, unary: &syn::ExprUnary, want: Option<Ty>) -> Ty {
        match unary.op {
            UnOp::Deref(_) => {
                let ty = self.expr(&unary.expr, None);
                self.solve();
                if self.is_plainly_typed(&unary.expr) {
                    self.note_operand(crate::spans::expr(&unary.expr), ty, Act::Deref);
                }
                match self.deref(ty) {
                    Some(to) => {
                        let step = self.step_of(ty);
                        self.note_steps(&unary.expr, vec![step]);
                        to
                    }
                    None if self.table.is_var(ty) => {
                        let to = self.table.fresh();
                        let reference = self.guessed_reference(to);
                        self.table.unify(ty, reference);
                        to
                    }
                    None => Table::UNKNOWN,
                }
            }
            UnOp::Neg(_) => self.negated(Act::Neg, unary, want),
            _ => self.negated(Act::Not, unary, want),
        }
    }

    /// A variable whose type is written, or that of a literal.
    pub(super) fn is_plainly_typed(&self, expr: &syn::Expr) -> bool {
        let syn::Expr::Path(path) = expr else {
            return false;
        };
        let Some(ident) = path.path.get_ident() else {
            return false;
        };
        let declared = self.facts.uses.get(&super::anchor::offset(ident.span()));
        declared.is_some_and(|at| self.plainly_typed.contains(at))
    }

    fn negated(&mut self, act: Act, unary: &syn::ExprUnary, want: Option<Ty>) -> Ty {
        let method = if act == Act::Neg { "neg" } else { "not" };
        let ty = self.expr(&unary.expr, want);
        self.note_operand(crate::spans::expr(&unary.expr), ty, act);
        let ty = self.table.peel(ty);
        match self.table.node(ty) {
            Node::Adt(..) | Node::Param(_) => self
                .operator((method, 0), ty, None)
                .unwrap_or(Table::UNKNOWN),
            _ => ty,
        }
    }
}
