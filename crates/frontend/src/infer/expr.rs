//! Expressions other than calls and operators.

use interleave_program::IntKind;
use syn::{Expr, RangeLimits};

use super::anchor::{anchor, offset};
use super::body::{Infer, Target};
use super::bounds::Asked;
use super::facts::Step;
use super::operands::Act;
use super::pattern::{is_literal, member};
use super::ty::{Node, Table, Ty};

impl Infer<'_, '_> {
    pub(super) fn expr_kind(&mut self, expr: &Expr, want: Option<Ty>) -> Ty {
        match expr {
            Expr::Lit(lit) => self.literal(&lit.lit),
            Expr::Paren(paren) => self.expr(&paren.expr, want),
            Expr::Group(group) => self.expr(&group.expr, want),
            Expr::Path(path) => {
                let found = self.path_expr(path);
                if let Some(want) = want {
                    self.note_copied(expr, found, want);
                }
                found
            }
            Expr::Call(call) => self.call(call, want),
            Expr::MethodCall(call) => self.method_call(call, want),
            Expr::Macro(mac) => self.mac(&mac.mac, want),
            Expr::Binary(binary) => self.binary(binary),
            Expr::Unary(unary) => self.unary(unary, want),
            Expr::Field(field) => self.field(field),
            Expr::Index(index) => self.index(index),
            Expr::Tuple(tuple) => self.tuple(tuple, want),
            Expr::Array(array) => self.array(array, want),
            Expr::Repeat(repeat) => {
                let want = self.element_wanted(want);
                let of = self.expr(&repeat.expr, want);
                let len = self.expr(&repeat.len, None);
                self.table.unify(len, Table::int(IntKind::Usize));
                let len = self.length(&repeat.len);
                self.table.add(Node::Array(of, len))
            }
            Expr::Struct(made) => self.struct_literal(made, want),
            Expr::Range(range) => self.range(range),
            Expr::Reference(reference) => self.reference_to(reference, want),
            Expr::RawAddr(raw) => {
                let to = self.expr(&raw.expr, None);
                self.table.add(Node::Ptr(to))
            }
            Expr::Cast(cast) => self.cast(cast),
            Expr::Try(tried) => self.try_expr(tried),
            Expr::Await(awaited) => {
                let base = self.expr(&awaited.base, None);
                self.awaited(base)
            }
            _ => self.control(expr, want),
        }
    }

    fn control(&mut self, expr: &Expr, want: Option<Ty>) -> Ty {
        match expr {
            Expr::Assign(assign) => {
                let place = self.expr(&assign.left, None);
                let value = self.expr(&assign.right, Some(place));
                self.want(&assign.right, place);
                self.coerce(value, place);
                Table::UNIT
            }
            Expr::If(branch) => self.if_expr(branch, want),
            Expr::Let(condition) => {
                let ty = self.expr(&condition.expr, None);
                self.bind(&condition.pat, ty);
                Table::BOOL
            }
            Expr::Match(matched) => self.match_expr(matched, want),
            Expr::Block(block) => match &block.label {
                Some(label) => self.breakable(Some(&label.name), |infer| {
                    let ty = infer.block(&block.block, want);
                    infer.leave_last(ty);
                }),
                None => self.block(&block.block, want),
            },
            Expr::Unsafe(block) => self.block(&block.block, want),
            Expr::Const(block) => self.block(&block.block, want),
            Expr::Loop(looped) => {
                let label = looped.label.as_ref().map(|label| &label.name);
                self.breakable(label, |infer| {
                    infer.block(&looped.body, None);
                })
            }
            Expr::While(looped) => {
                let label = looped.label.as_ref().map(|label| &label.name);
                self.breakable(label, |infer| {
                    infer.scoped(|infer| {
                        infer.expr(&looped.cond, Some(Table::BOOL));
                        infer.want(&looped.cond, Table::BOOL);
                        infer.block(&looped.body, None);
                    });
                });
                Table::UNIT
            }
            Expr::ForLoop(looped) => self.for_loop(looped),
            Expr::Return(returned) => {
                let ret = self.ret;
                let ty = match &returned.expr {
                    Some(value) => {
                        let ty = self.expr(value, Some(ret));
                        self.want(value, ret);
                        ty
                    }
                    None => Table::UNIT,
                };
                self.coerce(ty, ret);
                Table::NEVER
            }
            Expr::Break(broken) => self.break_expr(broken),
            Expr::Continue(_) => Table::NEVER,
            Expr::Closure(closure) => self.closure(closure, want),
            Expr::Async(block) => {
                let value = self.own_return(|infer| infer.block(&block.block, None));
                let future = self.world.scopes.std.future;
                self.adt(future, &[value])
            }
            Expr::Infer(_) => self.table.fresh(),
            Expr::Yield(yielded) => {
                if let Some(value) = &yielded.expr {
                    self.expr(value, None);
                }
                Table::UNKNOWN
            }
            _ => Table::UNKNOWN,
        }
    }

    /// The common type of two branches.
    pub(super) fn join(&mut self, a: Ty, b: Ty) -> Ty {
        if self.table.is_never(a) {
            return b;
        }
        if !self.table.is_never(b) {
            self.coerce(b, a);
        }
        a
    }

    fn if_expr(&mut self, branch: &syn::ExprIf, want: Option<Ty>) -> Ty {
        let then = self.scoped(|infer| {
            infer.expr(&branch.cond, Some(Table::BOOL));
            infer.want(&branch.cond, Table::BOOL);
            infer.block(&branch.then_branch, want)
        });
        match &branch.else_branch {
            Some((_, otherwise)) => {
                let other = self.expr(otherwise, want);
                if want.is_none() {
                    self.want(otherwise, then);
                }
                self.join(then, other)
            }
            None => Table::UNIT,
        }
    }

    fn match_expr(&mut self, matched: &syn::ExprMatch, want: Option<Ty>) -> Ty {
        let scrutinee = self.expr(&matched.expr, None);
        self.note_match(matched, scrutinee);
        self.solve();
        let mut result = Table::NEVER;
        for arm in &matched.arms {
            let ty = self.scoped(|infer| {
                infer.bind(&arm.pat, scrutinee);
                infer.expr(&arm.body, want)
            });
            if want.is_none() {
                self.want(&arm.body, result);
            }
            result = self.join(result, ty);
        }
        result
    }

    /// Runs a loop or labelled block; its type is what `break` gives, never when nothing breaks.
    fn breakable(&mut self, label: Option<&syn::Lifetime>, with: impl FnOnce(&mut Self)) -> Ty {
        let ty = self.table.fresh();
        self.targets.push(Target {
            label: label.map(|label| label.ident.to_string()),
            ty,
            is_left: false,
        });
        with(self);
        match self.targets.pop() {
            Some(target) if target.is_left => target.ty,
            _ => Table::NEVER,
        }
    }

    fn leave_last(&mut self, ty: Ty) {
        if self.table.is_never(ty) {
            return;
        }
        if let Some(target) = self.targets.last_mut() {
            target.is_left = true;
            let into = target.ty;
            self.coerce(ty, into);
        }
    }

    fn break_expr(&mut self, broken: &syn::ExprBreak) -> Ty {
        let label = broken.label.as_ref().map(|label| label.ident.to_string());
        let mut targets = self.targets.iter().rev();
        let found = targets.position(|target| label.is_none() || target.label == label);
        let index = found.map(|back| self.targets.len() - 1 - back);
        let into = index.map(|index| self.targets[index].ty);
        let ty = match &broken.expr {
            Some(value) => self.expr(value, into),
            None => Table::UNIT,
        };
        if let (Some(index), Some(into)) = (index, into) {
            self.targets[index].is_left = true;
            self.coerce(ty, into);
        }
        Table::NEVER
    }

    fn for_loop(&mut self, looped: &syn::ExprForLoop) -> Ty {
        let over = self.expr(&looped.expr, None);
        self.solve();
        self.ask(crate::spans::expr(&looped.expr), over, Asked::Iterate);
        let item = match self.item_by_value(over) {
            Some(item) => item,
            None => Table::UNKNOWN,
        };
        let label = looped.label.as_ref().map(|label| &label.name);
        self.breakable(label, |infer| {
            infer.scoped(|infer| {
                infer.bind(&looped.pat, item);
                infer.block(&looped.body, None);
            });
        });
        Table::UNIT
    }

    /// Runs a closure's or async block's body: `return` and `?` inside give its own value.
    fn own_return(&mut self, body: impl FnOnce(&mut Self) -> Ty) -> Ty {
        let own = self.table.fresh();
        self.with_return(own, body)
    }

    fn with_return(&mut self, own: Ty, body: impl FnOnce(&mut Self) -> Ty) -> Ty {
        let outer = std::mem::replace(&mut self.ret, own);
        let targets = std::mem::take(&mut self.targets);
        let value = body(self);
        self.targets = targets;
        self.ret = outer;
        if !self.table.is_never(value) {
            self.coerce(value, own);
        }
        own
    }

    fn closure(&mut self, closure: &syn::ExprClosure, want: Option<Ty>) -> Ty {
        let wanted = want.and_then(|want| self.callable(want));
        if let Some(want) = want
            && matches!(self.table.node(want), Node::Fn(false, ..))
        {
            self.facts
                .repeated
                .insert(offset(closure.inputs_begin.span));
        }
        let ret = match &closure.output {
            syn::ReturnType::Type(_, ty) => self.written(ty),
            syn::ReturnType::Default => self.table.fresh(),
        };
        let before = self.locals.len();
        let mut params = Vec::new();
        for (index, pat) in closure.inputs.iter().enumerate() {
            let expected = wanted
                .as_ref()
                .and_then(|(params, _)| params.get(index).copied());
            let ty = expected.unwrap_or_else(|| self.table.fresh());
            self.bind(pat, ty);
            params.push(ty);
        }
        let expected = wanted.map(|(_, ret)| ret);
        let ret = self.with_return(ret, |infer| infer.expr(&closure.body, expected));
        self.locals.truncate(before);
        let ret = match closure.asyncness {
            Some(_) => {
                let future = self.world.scopes.std.future;
                self.adt(future, &[ret])
            }
            None => ret,
        };
        self.table.add(Node::Fn(false, params.into(), ret))
    }

    fn awaited(&mut self, base: Ty) -> Ty {
        self.solve();
        let peeled = self.table.peel(base);
        match self.table.is_var(peeled) || self.is_future(peeled) {
            true => self.project(peeled, "Awaited", Vec::new()),
            false => Table::UNKNOWN,
        }
    }

    fn tuple(&mut self, tuple: &syn::ExprTuple, want: Option<Ty>) -> Ty {
        let wanted = match want.map(|want| self.table.node(want)) {
            Some(Node::Tuple(parts)) if parts.len() == tuple.elems.len() => parts.to_vec(),
            _ => Vec::new(),
        };
        let elems = tuple.elems.iter().enumerate();
        let parts: Vec<Ty> = elems
            .map(|(index, elem)| {
                let want = wanted.get(index).copied();
                let found = self.expr(elem, want);
                self.as_wanted(found, want)
            })
            .collect();
        match parts.is_empty() {
            true => Table::UNIT,
            false => self.table.add(Node::Tuple(parts.into())),
        }
    }

    /// A part of a constructor takes the expected type where a coercion may happen.
    fn as_wanted(&mut self, found: Ty, want: Option<Ty>) -> Ty {
        match want {
            Some(want) if !self.table.is_var(want) => {
                self.coerce(found, want);
                match self.table.node(want) {
                    Node::Unknown => found,
                    _ => want,
                }
            }
            _ => found,
        }
    }

    fn element_wanted(&mut self, want: Option<Ty>) -> Option<Ty> {
        match self.table.node(want?) {
            Node::Array(of, _) | Node::Slice(of) => Some(of),
            _ => None,
        }
    }

    fn array(&mut self, array: &syn::ExprArray, want: Option<Ty>) -> Ty {
        let want = self.element_wanted(want);
        let of = self.elements(&array.elems, want);
        let len = self.table.add(Node::Number(array.elems.len() as i128));
        self.table.add(Node::Array(of, len))
    }

    /// The length that `[x; len]` says.
    fn length(&mut self, len: &Expr) -> Ty {
        let sig = self.converted(|convert| convert.number(len));
        self.own(&sig)
    }

    /// The common type of the elements of an array or `vec!`.
    pub(super) fn elements<'e>(
        &mut self,
        elems: impl IntoIterator<Item = &'e Expr>,
        want: Option<Ty>,
    ) -> Ty {
        let of = want.unwrap_or_else(|| self.table.fresh());
        for elem in elems {
            let found = self.expr(elem, Some(of));
            self.coerce(found, of);
        }
        of
    }

    fn struct_literal(&mut self, made: &syn::ExprStruct, want: Option<Ty>) -> Ty {
        let (own, fields) = match self.constructor(&made.path) {
            Some(known) => known,
            None => (Table::UNKNOWN, Vec::new()),
        };
        self.note_made(super::path::last_offset(&made.path), own);
        if let Some(want) = want
            && matches!(self.table.node(want), Node::Adt(..))
            && matches!(self.table.node(own), Node::Adt(..))
        {
            self.table.unify(own, want);
        }
        for field in &made.fields {
            let name = member(&field.member);
            let known = fields.iter().find(|(known, _)| *known == name);
            let known = known.map(|(_, ty)| *ty);
            let found = self.expr(&field.expr, known);
            self.want(&field.expr, known.unwrap_or(Table::UNKNOWN));
            self.coerce(found, known.unwrap_or(Table::UNKNOWN));
        }
        if let Some(rest) = &made.rest {
            let rest = self.expr(rest, Some(own));
            self.table.unify(rest, own);
        }
        own
    }

    fn range(&mut self, range: &syn::ExprRange) -> Ty {
        let of = self.table.fresh();
        for end in [&range.start, &range.end].into_iter().flatten() {
            let found = self.expr(end, Some(of));
            self.table.unify(found, of);
        }
        let std = self.world.scopes.std;
        let is_closed = matches!(range.limits, RangeLimits::Closed(_));
        let named = match (&range.start, &range.end) {
            (Some(_), Some(_)) if is_closed => std.range_inclusive,
            (Some(_), Some(_)) => std.range,
            (Some(_), None) => std.range_from,
            (None, end) => {
                let name = match (end, is_closed) {
                    (Some(_), true) => "RangeToInclusive",
                    (Some(_), false) => "RangeTo",
                    (None, _) => "RangeFull",
                };
                return match std.base.by_name.get(name) {
                    Some(id) if end.is_some() => self.adt(*id, &[of]),
                    Some(id) => self.adt(*id, &[]),
                    None => Table::UNKNOWN,
                };
            }
        };
        self.adt(named, &[of])
    }

    fn reference_to(&mut self, reference: &syn::ExprReference, want: Option<Ty>) -> Ty {
        let inner = want.and_then(|want| match self.table.node(want) {
            Node::Ref(_, inner) => Some(inner),
            _ => None,
        });
        let to = self.expr(&reference.expr, inner);
        self.table
            .add(Node::Ref(reference.mutability.is_some(), to))
    }

    /// `as`: a literal takes the target's type; anything else keeps its own.
    fn cast(&mut self, cast: &syn::ExprCast) -> Ty {
        let to = self.written(&cast.ty);
        let from = self.expr(&cast.expr, Some(to));
        if is_literal(&cast.expr) {
            match self.table.node(to) {
                Node::Int(_) => self.table.unify(from, to),
                Node::Char => self.table.unify(from, Table::int(IntKind::U8)),
                _ => false,
            };
        }
        if let Node::Char = self.table.node(to) {
            self.note_operand(crate::spans::expr(&cast.expr), from, Act::ToChar);
        }
        if let (Node::Fn(..), Node::Fn(..)) = (self.table.node(from), self.table.node(to)) {
            self.table.unify(from, to);
        }
        if self.table.is_var(to) {
            return from;
        }
        to
    }

    /// `?`: the value inside; the function's error type is left to `From`.
    fn try_expr(&mut self, tried: &syn::ExprTry) -> Ty {
        let ty = self.expr(&tried.expr, None);
        self.solve();
        let std = self.world.scopes.std;
        let Node::Adt(id, args) = self.table.node(ty) else {
            return Table::UNKNOWN;
        };
        let returns_nothing_known = self.table.is_var(self.ret);
        if returns_nothing_known && (id == std.result || id == std.option) {
            let value = self.table.fresh();
            let args = match id == std.result {
                true => vec![value, self.table.fresh()],
                false => vec![value],
            };
            let made = self.adt(id, &args);
            self.table.unify(self.ret, made);
        }
        if id == std.result
            && let Node::Adt(returned, args) = self.table.node(self.ret)
            && returned == id
            && let Some(error) = args.get(1)
        {
            let at = crate::spans::of(tried.question_token.span).start;
            self.errors.push((at, *error));
            self.decided.push((*error, false));
        }
        match id == std.result || id == std.option {
            true => args.first().copied().unwrap_or(Table::UNKNOWN),
            false => Table::UNKNOWN,
        }
    }

    fn field(&mut self, field: &syn::ExprField) -> Ty {
        let base = self.expr(&field.base, None);
        self.solve();
        let name = member(&field.member);
        let mut ty = base;
        let mut steps = Vec::new();
        for _ in 0..12 {
            if let Some(found) = self.own_field(ty, &name) {
                self.note_steps(&field.base, steps);
                if let Node::Adt(id, _) = self.table.node(ty) {
                    let at = crate::spans::member(&field.member).start;
                    self.facts.fields.insert(at, self.world.adt(id).at);
                }
                return found;
            }
            steps.push(self.step_of(ty));
            match self.deref(ty) {
                Some(next) => ty = next,
                None => break,
            }
        }
        let at = crate::spans::member(&field.member);
        self.note_operand(at, base, Act::Field(name.parse().ok()));
        self.table.taint(base);
        Table::UNKNOWN
    }

    fn own_field(&mut self, ty: Ty, name: &str) -> Option<Ty> {
        match self.table.node(ty) {
            Node::Tuple(parts) => parts.get(name.parse::<usize>().ok()?).copied(),
            Node::Adt(id, args) => {
                let world = self.world;
                let adt = world.adt(id);
                if let Some((_, sig)) = adt.fields.iter().find(|(known, _)| known == name) {
                    return Some(self.instantiate(sig, &args));
                }
                let std = world.scopes.std;
                let is_range = [std.range, std.range_inclusive, std.range_from].contains(&id);
                match name {
                    "start" | "end" if is_range => args.first().copied(),
                    "0" if matches!(adt.name.as_str(), "Reverse" | "Wrapping" | "SendError") => {
                        args.first().copied()
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn index(&mut self, index: &syn::ExprIndex) -> Ty {
        let base = self.expr(&index.expr, None);
        let at = self.expr(&index.index, None);
        self.solve();
        if self.is_row(base) {
            self.ask(crate::spans::expr(&index.index), at, Asked::Index);
        }
        self.note_operand(crate::spans::expr(&index.expr), base, Act::Index(at));
        let (found, steps, is_own) = self.indexed_by_steps(base, at);
        self.note_steps(&index.expr, steps);
        if is_own {
            self.facts.own_indexed.insert(anchor(&index.expr));
        }
        found
    }

    /// A `Vec`, array or slice, perhaps behind references.
    fn is_row(&mut self, ty: Ty) -> bool {
        let ty = self.table.peel(ty);
        match self.table.node(ty) {
            Node::Array(..) | Node::Slice(_) => true,
            Node::Adt(id, _) => id == self.world.scopes.std.vec,
            _ => false,
        }
    }

    /// What `base[at]` is.
    pub(super) fn indexed_by(&mut self, base: Ty, at: Ty) -> Ty {
        self.indexed_by_steps(base, at).0
    }

    /// The same, with the steps of auto-deref to what is indexed and whether that is one of the program's types.
    fn indexed_by_steps(&mut self, base: Ty, at: Ty) -> (Ty, Vec<Step>, bool) {
        let mut ty = base;
        let mut steps = Vec::new();
        for _ in 0..12 {
            if let Some(found) = self.element(ty, at) {
                let is_own = self.step_of(ty) == Step::Own;
                return (found, steps, is_own);
            }
            steps.push(self.step_of(ty));
            match self.deref(ty) {
                Some(next) => ty = next,
                None => break,
            }
        }
        self.table.taint(at);
        (Table::UNKNOWN, Vec::new(), false)
    }

    fn element(&mut self, ty: Ty, at: Ty) -> Option<Ty> {
        let usize_ty = Table::int(IntKind::Usize);
        let of = match self.table.node(ty) {
            Node::Slice(of) | Node::Array(of, _) => Some(of),
            Node::Str => None,
            Node::Adt(id, args) => {
                let adt = self.world.adt(id);
                match adt.name.as_str() {
                    "HashMap" | "BTreeMap" if adt.fields.is_empty() => {
                        let key = self.table.peel(at);
                        if let Some(known) = args.first() {
                            self.same_when_numbers(*known, key);
                        }
                        return args.get(1).copied();
                    }
                    "VecDeque" if adt.fields.is_empty() => args.first().copied(),
                    _ => return self.indexed(ty, at),
                }
            }
            _ => return None,
        };
        if let Some(of) = of
            && self.is_index(at)
        {
            self.table.unify(at, usize_ty);
            return Some(of);
        }
        if let Node::Adt(_, args) = self.table.node(at)
            && let Some(end) = args.first()
        {
            self.table.unify(*end, usize_ty);
        }
        Some(match of {
            Some(of) => self.table.add(Node::Slice(of)),
            None => Table::STR,
        })
    }

    /// Keys may differ in form (`String` and `str`), numbers may not.
    fn same_when_numbers(&mut self, a: Ty, b: Ty) {
        if self.table.is_number(a) || self.table.is_number(b) {
            self.table.unify(a, b);
        }
    }

    fn is_index(&mut self, at: Ty) -> bool {
        !matches!(self.table.node(at), Node::Adt(..))
    }

    /// The program's own `impl Index`.
    fn indexed(&mut self, ty: Ty, at: Ty) -> Option<Ty> {
        let ret = self.operator(("index", 0), ty, Some(at))?;
        Some(self.table.peel(ret))
    }
}
