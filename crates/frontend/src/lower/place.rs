//! Places: variables, fields, elements and what pointers point to; borrowing and reading them.

use interleave_program::{
    Op, Reg, ShapeId, Span, StaticDef, StaticId, TypeHint, TypeTag, operator_symbol,
};
use syn::{Expr, UnOp};

use super::body::{Body, Context, Var};
use super::expr::member_name;
use crate::infer::Step;
use crate::names::{ConstInfo, Def};
use crate::resolve::{Namespace, Resolved, unraw};
use crate::session::Session;
use crate::spans;

/// What a place is used for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    /// A shared borrow.
    Read,
    /// A change or an exclusive borrow.
    Changed,
    /// Some method, which may do either.
    Unknown,
}

impl<'a> Session<'a> {
    /// Whether the expression denotes a place that exists without it.
    pub fn is_place(&mut self, expr: &Expr) -> bool {
        match expr {
            Expr::Paren(e) => self.is_place(&e.expr),
            Expr::Group(e) => self.is_place(&e.expr),
            Expr::Field(_) | Expr::Index(_) => true,
            Expr::Unary(e) => matches!(e.op, UnOp::Deref(_)),
            Expr::Path(e) => self.is_variable(e),
            _ => false,
        }
    }

    fn is_variable(&mut self, e: &syn::ExprPath) -> bool {
        if e.qself.is_some() {
            return false;
        }
        if let Some(ident) = e.path.get_ident()
            && self.find_var(&unraw(ident)).is_some()
        {
            return true;
        }
        matches!(self.quiet_value(&e.path), Some(Def::Static(_)))
    }

    /// A register with the place of the expression, which nobody else uses: a place inside of it may overwrite it.
    /// Values are put into a temporary. `keeps`: the temporary
    /// lives as long as the variable that the statement declares.
    pub fn place(&mut self, expr: &'a Expr, keeps: bool) -> Reg {
        self.place_for(expr, keeps, Access::Unknown)
    }

    /// The same of a place that is only read: constant rows and structs on the way are there all the time.
    pub fn place_read(&mut self, expr: &'a Expr, keeps: bool) -> Reg {
        self.place_for(expr, keeps, Access::Read)
    }

    /// The same of a place that is changed: the program's own `DerefMut` and `IndexMut` are called on the way.
    pub fn place_mut(&mut self, expr: &'a Expr, keeps: bool) -> Reg {
        self.place_for(expr, keeps, Access::Changed)
    }

    fn place_for(&mut self, expr: &'a Expr, keeps: bool, access: Access) -> Reg {
        let changed = access == Access::Changed;
        match expr {
            Expr::Paren(e) => self.place_for(&e.expr, keeps, access),
            Expr::Group(e) => self.place_for(&e.expr, keeps, access),
            Expr::Path(e) if self.is_variable(e) => {
                let dst = self.b().scratch();
                self.variable_place(e, dst);
                dst
            }
            Expr::Path(e) if !changed && self.frozen_const(expr, e).is_some() => {
                let dst = self.b().scratch();
                if let Some(index) = self.frozen_const(expr, e) {
                    let span = spans::expr(expr);
                    let index = self.promoted_const(span, index);
                    self.op(span, Op::RefStatic { dst, index });
                }
                dst
            }
            Expr::Field(e) => {
                if let Some(var) = self.captured_part(expr) {
                    let dst = self.b().scratch();
                    self.ref_var(spans::expr(expr), dst, var);
                    return dst;
                }
                let reg = self.place_for(&e.base, keeps, access);
                self.follow_derefs(&e.base, reg, changed);
                let field = self.field(&e.member);
                let dst = reg;
                self.op(
                    spans::expr(expr),
                    Op::RefField {
                        dst,
                        base: reg,
                        field,
                    },
                );
                dst
            }
            Expr::Index(e) => {
                let reg = self.place_for(&e.expr, keeps, access);
                self.follow_derefs(&e.expr, reg, changed);
                if !changed && self.is_own_keyed(&e.expr) {
                    return self.map_index(expr, e, reg);
                }
                if changed && self.is_own_index(&e.expr) {
                    return self.index_mut(expr, e, reg);
                }
                let index = self.operand(&e.index, true);
                let dst = reg;
                self.op(
                    self.index_span(expr, e),
                    Op::RefIndex {
                        dst,
                        base: reg,
                        index,
                    },
                );
                dst
            }
            Expr::Unary(e) if matches!(e.op, UnOp::Deref(_)) => {
                let reg = self.place_for(&e.expr, keeps, access);
                if self.is_pointer(&e.expr) {
                    self.needs_unsafe(spans::expr(expr), "following a raw pointer");
                    self.check_pointer(spans::expr(expr), reg);
                }
                if changed && self.follow_derefs(&e.expr, reg, changed) {
                    return reg;
                }
                let dst = reg;
                self.op(spans::expr(expr), Op::Deref { dst, base: reg });
                dst
            }
            value if access == Access::Read && self.is_constant_composite(value) => {
                self.promoted_place(value)
            }
            value => self.temporary(value, keeps),
        }
    }

    /// Whether the expression makes a row, tuple or struct that is the same each time.
    pub fn is_constant_composite(&mut self, expr: &Expr) -> bool {
        let is_composite = matches!(
            expr,
            Expr::Array(_) | Expr::Repeat(_) | Expr::Tuple(_) | Expr::Struct(_) | Expr::Call(_)
        );
        is_composite && !self.is_prelude && self.is_promotable(expr)
    }

    /// A register with the place of a value that is there all the time.
    pub fn promoted_place(&mut self, value: &'a Expr) -> Reg {
        let span = spans::expr(value);
        let index = self.promoted(span, |session, dst| session.expr_into(value, dst));
        let dst = self.b().scratch();
        self.op(span, Op::RefStatic { dst, index });
        dst
    }

    /// The place in `reg` is that of `expr`: follows auto-deref up to the last step through the program's own
    /// `DerefMut`. The machine finds the way through `Deref` itself, so there is nothing to do when nothing changes.
    pub fn follow_derefs(&mut self, expr: &Expr, reg: Reg, changed: bool) -> bool {
        if !changed || self.is_prelude {
            return false;
        }
        let at = crate::infer::anchor(expr);
        let Some(steps) = self.inferred.facts().derefs.get(&at).cloned() else {
            return false;
        };
        self.follow_steps(spans::expr(expr), &steps, "deref_mut", reg);
        true
    }

    fn is_own_index(&self, base: &Expr) -> bool {
        let at = crate::infer::anchor(base);
        !self.is_prelude && self.inferred.facts().own_indexed.contains(&at)
    }

    /// Whether this is a map whose keys are of the program's own types: their order may be the program's, too.
    fn is_own_keyed(&self, map: &Expr) -> bool {
        let TypeHint::Named(TypeTag::HASH_MAP | TypeTag::BTREE_MAP, args) = self.inferred.hint(map)
        else {
            return false;
        };
        !self.is_prelude && args.first().is_some_and(has_own_part)
    }

    /// The place of the value of `map[key]`.
    fn map_index(&mut self, expr: &'a Expr, e: &'a syn::ExprIndex, place: Reg) -> Reg {
        let span = self.index_span(expr, e);
        let row = self.b().alloc_row(2);
        let key = Reg(row.0 + 1);
        self.op(
            span,
            Op::Copy {
                dst: row,
                src: place,
            },
        );
        self.expr_into(&e.index, key);
        let path = ["std", "collections", "hash_map", "index_of"];
        self.call_library(span, &path, row, 2, place);
        place
    }

    /// The place that `IndexMut::index_mut` gives.
    fn index_mut(&mut self, expr: &'a Expr, e: &'a syn::ExprIndex, base: Reg) -> Reg {
        let index = self.b().alloc();
        self.expr_into(&e.index, index);
        let span = self.index_span(expr, e);
        self.operator_call(span, "index_mut", base, &[index]);
        base
    }

    /// place = what an operator's method gives of the value at the place, which is a place again
    fn operator_call(&mut self, span: Span, method: &str, place: Reg, args: &[Reg]) {
        let mark = self.b().mark();
        let row = self.b().alloc_row(1 + args.len());
        self.op(
            span,
            Op::Copy {
                dst: row,
                src: place,
            },
        );
        for (index, src) in args.iter().enumerate() {
            let dst = Reg(row.0 + 1 + index as u16);
            self.op(span, Op::Move { dst, src: *src });
        }
        let name = operator_symbol(method).expect("it is an operator");
        let method = self.symbol(&name);
        self.op(
            span,
            Op::CallMethod {
                dst: place,
                method,
                args: row,
                argc: 1 + args.len() as u8,
            },
        );
        self.b().release(mark);
    }

    /// The symbol of a field, remembered to be checked.
    fn field(&mut self, member: &syn::Member) -> interleave_program::Symbol {
        let name = member_name(member);
        if !self.is_prelude {
            self.named_fields
                .push((name.clone(), spans::member(member)));
        }
        self.symbol(&name)
    }

    /// Where rustc says an index panics: at the bracket when it is a call of `Index::index`, at the start of the
    /// expression when it is built in (an element of an array or slice).
    fn index_span(&self, expr: &Expr, e: &syn::ExprIndex) -> Span {
        let span = spans::expr(expr);
        let is_built_in = match self.inferred.hint(&e.expr) {
            TypeHint::Named(tag, _) => tag == TypeTag::ARRAY || tag == TypeTag::SLICE,
            _ => true,
        };
        match is_built_in && !matches!(&*e.index, Expr::Range(_)) {
            true => span,
            false => Span::new(spans::of(e.bracket_token.span.open()).start, span.end),
        }
    }

    /// The place of a value in a new temporary.
    fn temporary(&mut self, value: &'a Expr, keeps: bool) -> Reg {
        let temp = self.b().alloc();
        if keeps {
            self.b().keep(temp);
            self.kept_into(value, temp);
        } else {
            self.expr_into(value, temp);
            if self.is_plain(value) {
                self.b().set_plain(temp);
            }
        }
        self.place_of(spans::expr(value), temp)
    }

    fn variable_place(&mut self, e: &syn::ExprPath, dst: Reg) {
        let span = spans::path(&e.path);
        if let Some(ident) = e.path.get_ident()
            && let Some(var) = self.find_var(&unraw(ident))
        {
            return self.ref_var(span, dst, var);
        }
        if let Some(Def::Static(index)) = self.quiet_value(&e.path) {
            self.check_static(span, index);
            self.op(span, Op::RefStatic { dst, index });
        }
    }

    /// dst = reference to the operand
    pub fn reference_into(&mut self, e: &'a syn::ExprReference, dst: Reg, keeps: bool) {
        if e.mutability.is_none() && self.is_promotable(&e.expr) {
            let span = spans::expr(&e.expr);
            let operand = &e.expr;
            let index = self.promoted(span, |session, dst| session.expr_into(operand, dst));
            self.op(span, Op::RefStatic { dst, index });
            return;
        }
        if let Expr::Path(path) = &*e.expr
            && self.is_variable(path)
        {
            self.variable_place(path, dst);
            return;
        }
        let access = match e.mutability {
            Some(_) => Access::Changed,
            None => Access::Read,
        };
        let src = self.place_for(&e.expr, keeps, access);
        self.b().emit(Op::Copy { dst, src });
    }

    /// Deref coercion of a reference in `reg`, where the program's own `Deref` does it.
    pub fn coerce_reference(&mut self, expr: &Expr, reg: Reg) {
        let at = crate::infer::anchor(expr);
        if !self.is_prelude
            && let Some((is_mut, steps)) = self.inferred.facts().coercions.get(&at).cloned()
        {
            let method = if is_mut { "deref_mut" } else { "deref" };
            self.follow_steps(spans::expr(expr), &steps, method, reg);
        }
    }

    fn follow_steps(&mut self, span: Span, steps: &[Step], method: &str, reg: Reg) {
        for step in steps {
            match step {
                Step::Plain => {}
                Step::Pointer => {
                    let (dst, base) = (reg, reg);
                    self.op(span, Op::Deref { dst, base });
                }
                Step::Copied => {
                    let (dst, place) = (reg, reg);
                    self.op(span, Op::Load { dst, place });
                }
                Step::Own => self.operator_call(span, method, reg, &[]),
            }
        }
    }

    /// dst = use of a field, an element, or what a pointer points to
    pub fn load_part(&mut self, expr: &'a Expr, dst: Reg) {
        let span = spans::expr(expr);
        match expr {
            Expr::Field(e) => {
                if let Some(var) = self.captured_part(expr) {
                    let place = self.b().scratch();
                    self.ref_var(span, place, var);
                    self.op(span, Op::Load { dst, place });
                    return;
                }
                let base = self.base(&e.base);
                let field = self.field(&e.member);
                self.op(span, Op::GetField { dst, base, field });
            }
            Expr::Index(e) if !self.is_own_keyed(&e.expr) => {
                let base = self.base(&e.expr);
                let index = self.operand(&e.index, true);
                let span = self.index_span(expr, e);
                self.op(span, Op::GetIndex { dst, base, index });
            }
            other => {
                let place = self.place(other, false);
                self.op(span, Op::Load { dst, place });
            }
        }
    }

    /// A register whose value, or what it refers to, has the field or element: a variable's own, or a place.
    fn base(&mut self, expr: &'a Expr) -> Reg {
        match self.local_register(expr) {
            Some(reg) => reg,
            None => self.place(expr, false),
        }
    }

    /// dst = use of a variable
    pub fn use_var(&mut self, span: Span, expr: &Expr, dst: Reg, var: Var) {
        let is_copy = !self.is_prelude && self.inferred.is_copy(expr) == Some(true);
        match var {
            Var::Local(src) if is_copy => {
                self.op(span, Op::Copy { dst, src });
            }
            Var::Local(src) => {
                self.op(span, Op::Use { dst, src });
            }
            Var::Capture(index) => {
                if !is_copy {
                    self.use_by_value(index);
                }
                let place = self.b().scratch();
                self.op(span, Op::RefCapture { dst: place, index });
                self.op(span, Op::Load { dst, place });
            }
        }
    }

    /// Whether `&expr` is a reference to something that is there all the time: never to what has a `Drop`, which is
    /// a temporary.
    pub fn is_promotable(&mut self, expr: &Expr) -> bool {
        match expr {
            Expr::Lit(_) => true,
            Expr::Paren(e) => self.is_promotable(&e.expr),
            Expr::Unary(e) => matches!(e.op, UnOp::Neg(_)) && matches!(*e.expr, Expr::Lit(_)),
            Expr::Array(e) => e.elems.iter().all(|elem| self.is_promotable(elem)),
            Expr::Tuple(e) => e.elems.iter().all(|elem| self.is_promotable(elem)),
            Expr::Repeat(e) => self.is_promotable(&e.expr) && self.is_promotable(&e.len),
            Expr::Reference(e) => e.mutability.is_none() && self.is_promotable(&e.expr),
            Expr::Struct(e) => {
                let is_dropped = match self.follow_path(&e.path, Namespace::Types) {
                    Ok(Resolved::Def(Def::Type(id))) => {
                        let shape = self.names.types[id].shape;
                        shape.is_some_and(|shape| self.has_drop(shape))
                    }
                    Ok(Resolved::Def(Def::Constructor(shape))) => self.has_drop(shape),
                    _ => false,
                };
                !is_dropped
                    && e.rest.is_none()
                    && e.fields.iter().all(|field| self.is_promotable(&field.expr))
            }
            Expr::Call(e) => {
                let shape = self.made_shape(e);
                shape.is_some_and(|shape| !self.has_drop(shape))
                    && e.args.iter().all(|arg| self.is_promotable(arg))
            }
            Expr::Path(e) => self.is_promotable_path(e),
            _ => false,
        }
    }

    /// The computed constant that a path names, when borrowing it borrows something that is there all the time: its
    /// value has nothing to drop and nothing that changes inside.
    fn frozen_const(&mut self, expr: &Expr, e: &syn::ExprPath) -> Option<usize> {
        if self.is_prelude || e.qself.is_some() || !self.is_promotable_path(e) {
            return None;
        }
        let Some(Def::Const(index)) = self.quiet_value(&e.path) else {
            return None;
        };
        let is_computed = matches!(self.names.consts[index], ConstInfo::Function(_));
        let is_reference = self.inferred.is_reference(expr);
        let hint = self.inferred.hint(expr);
        (is_computed && (is_reference || self.is_frozen(&hint))).then_some(index)
    }

    fn is_frozen(&self, hint: &TypeHint) -> bool {
        match hint {
            TypeHint::Tuple(parts) => parts.iter().all(|part| self.is_frozen(part)),
            TypeHint::Named(tag, args) => match tag.user_index() {
                Some(index) => self.program.types[index].is_copy,
                None => {
                    let is_plain = *tag <= TypeTag::STR;
                    let is_row = matches!(*tag, TypeTag::ARRAY | TypeTag::SLICE | TypeTag::OPTION);
                    let is_time = *tag == TypeTag::DURATION;
                    is_plain || is_time || is_row && args.iter().all(|arg| self.is_frozen(arg))
                }
            },
            TypeHint::Number(_) => true,
            TypeHint::Unknown => false,
        }
    }

    /// The static that holds a constant's value for those who borrow it.
    fn promoted_const(&mut self, span: Span, index: usize) -> StaticId {
        if let Some(known) = self.promoted_consts.get(&index) {
            return *known;
        }
        let id = self.promoted(span, |session, dst| session.const_into(span, index, dst));
        self.promoted_consts.insert(index, id);
        id
    }

    fn is_promotable_path(&mut self, e: &syn::ExprPath) -> bool {
        // Statics are computed before `main`, also those of bodies that nobody calls.
        if e.qself.is_some() || self.is_open() {
            return false;
        }
        if let Some(ident) = e.path.get_ident()
            && self.find_var(&unraw(ident)).is_some()
        {
            return false;
        }
        match self.quiet_value(&e.path) {
            Some(Def::Const(index)) => matches!(
                self.names.consts[index],
                ConstInfo::Literal(_) | ConstInfo::Function(_)
            ),
            Some(Def::Constructor(shape)) => {
                self.program.shapes[shape.index()].fields.is_empty() && !self.has_drop(shape)
            }
            _ => false,
        }
    }

    /// Whether the type of the shape has a `Drop` of its own.
    fn has_drop(&self, shape: ShapeId) -> bool {
        let owner = self.program.shapes[shape.index()].tag.user_index();
        owner.is_some_and(|index| self.program.types[index].drop.is_some())
    }

    /// A static that nobody named, computed by what `build` emits.
    pub fn promoted(&mut self, span: Span, build: impl FnOnce(&mut Self, Reg)) -> StaticId {
        let (name, context) = {
            let body = self.b();
            let module = body.module();
            let context = Context {
                module,
                ..body.context.clone()
            };
            (format!("{}::{{promoted}}", body.name), context)
        };
        let init = self.reserve(&name, 0, interleave_program::SelfKind::None);
        self.stack.push(Body::new(init, name, context));
        let dst = self.b().alloc();
        build(self, dst);
        self.op(span, Op::Return { src: dst });
        self.finish_body();
        self.program.statics.push(StaticDef {
            name: String::new(),
            init,
        });
        StaticId::from_index(self.program.statics.len() - 1)
    }
}

/// Whether a type is, or holds, one of the program's.
fn has_own_part(hint: &TypeHint) -> bool {
    match hint {
        TypeHint::Named(tag, args) => tag.user_index().is_some() || args.iter().any(has_own_part),
        TypeHint::Tuple(parts) => parts.iter().any(has_own_part),
        _ => false,
    }
}
