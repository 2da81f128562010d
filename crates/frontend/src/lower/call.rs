//! Calls of functions, constructors and closures; windows of arguments.

use interleave_program::{
    Const, Diagnostic, Native, Op, Reg, SelfKind, ShapeId, ShapeKind, Span, TypeHint, TypeTag,
};
use syn::Expr;

use super::body::Var;
use crate::impls::{HINTED, from_symbol};
use crate::infer::ASKED;
use crate::names::{Callee, Def, TraitId, TypeId};
use crate::resolve::{Resolved, unraw};
use crate::session::Session;
use crate::spans;

impl<'a> Session<'a> {
    /// dst = call of a path or of a closure
    pub fn call_into(&mut self, expr: &'a Expr, e: &'a syn::ExprCall, dst: Reg) {
        let span = spans::expr(expr);
        self.label_call(span);
        let args: Vec<&'a Expr> = e.args.iter().collect();
        if args.len() > 100 {
            return self.unsupported(
                "arguments",
                span,
                "a call with that many arguments",
                "put them into a struct",
            );
        }
        match &*e.func {
            Expr::Path(path) => {
                if path.qself.is_none()
                    && let Some(ident) = path.path.get_ident()
                {
                    let name = unraw(ident);
                    if let Some(var) = self.find_var(&name) {
                        return self.call_variable(span, &name, var, &e.func, &args, dst);
                    }
                }
                self.call_path(span, expr, path, &args, dst);
            }
            callee => self.call_place(span, callee, &args, dst),
        }
    }

    /// Names what the call creates after the `let` around it.
    pub fn label_call(&mut self, span: Span) {
        if self.is_prelude {
            return;
        }
        if let Some(label) = self.b().label.clone() {
            self.program.labels.insert(span.start, label);
        }
    }

    fn call_variable(
        &mut self,
        span: Span,
        name: &str,
        var: Var,
        func: &'a Expr,
        args: &[&'a Expr],
        dst: Reg,
    ) {
        let once = self.is_fn_once(name) || self.is_called_once(func);
        let callee = match var {
            Var::Local(reg) => reg,
            Var::Capture(index) if once => {
                let callee = self.b().alloc();
                self.use_by_value(index);
                let place = self.b().scratch();
                self.op(span, Op::RefCapture { dst: place, index });
                self.op(span, Op::Load { dst: callee, place });
                callee
            }
            Var::Capture(_) => {
                let place = self.b().scratch();
                self.ref_var(span, place, var);
                place
            }
        };
        self.call_register(span, callee, once, args, dst);
    }

    fn is_called_once(&self, func: &Expr) -> bool {
        !self.is_prelude && self.inferred.is_fn_once(func)
    }

    fn call_place(&mut self, span: Span, func: &'a Expr, args: &[&'a Expr], dst: Reg) {
        let once = self.is_called_once(strip_parens(func));
        let callee = if once || !self.is_place(func) {
            let callee = self.b().alloc();
            self.expr_into(func, callee);
            callee
        } else {
            self.place(func, false)
        };
        self.call_register(span, callee, once, args, dst);
    }

    fn call_register(&mut self, span: Span, callee: Reg, once: bool, args: &[&'a Expr], dst: Reg) {
        let mark = self.b().mark();
        let row = self.row(args, false);
        let argc = args.len() as u8;
        let op = if once {
            Op::CallOnce {
                dst,
                callee,
                args: row,
                argc,
            }
        } else {
            Op::CallValue {
                dst,
                callee,
                args: row,
                argc,
            }
        };
        self.op(span, op);
        self.end_row(mark, row, args.len());
    }

    fn call_path(
        &mut self,
        span: Span,
        expr: &'a Expr,
        path: &'a syn::ExprPath,
        args: &[&'a Expr],
        dst: Reg,
    ) {
        let Some(found) = self.value_path(&path.path, path.qself.as_ref(), true) else {
            return self.lower_for_errors(args, dst);
        };
        let name = path.path.segments.last().map(|last| unraw(&last.ident));
        let name = name.unwrap_or_default();
        match found {
            Resolved::Def(Def::Callee(callee)) => {
                let callee = self.twin_callee(callee, &path.path);
                self.call_named(span, expr, path, &name, callee, args, dst);
            }
            Resolved::Def(Def::Constructor(shape)) => {
                self.construct(span, shape, args, dst, false);
            }
            Resolved::Def(Def::Const(_) | Def::Static(_)) => {
                self.call_place(span, strip_call(expr), args, dst);
            }
            Resolved::TraitItem(id, name) => {
                self.trait_call(span, expr, Some(id), &name, args, dst);
            }
            Resolved::ParamItem(_, name) => self.trait_call(span, expr, None, &name, args, dst),
            Resolved::Def(Def::Refused) => self.lower_for_errors(args, dst),
            Resolved::Def(_) | Resolved::Param(_) => {
                let message = format!("`{name}` cannot be called: it is a type or module");
                self.error(Diagnostic::error("E0423", spans::path(&path.path), message));
            }
        }
    }

    /// Lowers arguments of a call that is refused, for the errors in them.
    pub fn lower_for_errors(&mut self, args: &[&'a Expr], dst: Reg) {
        for arg in args {
            self.expr_into(arg, dst);
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "all that is known about one call"
    )]
    fn call_named(
        &mut self,
        span: Span,
        expr: &'a Expr,
        path: &'a syn::ExprPath,
        name: &str,
        callee: Callee,
        args: &[&'a Expr],
        dst: Reg,
    ) {
        if name == "from"
            && args.len() == 1
            && let Some(id) = self.path_owner(&path.path)
            && self.converts_own(id, args[0])
            && !self.is_instance_at(&path.path)
        {
            return self.convert(span, id, args[0], dst);
        }
        if name == "default"
            && args.is_empty()
            && let Some(id) = self.path_owner(&path.path)
            && self.instances.derives_default(id)
        {
            let hint = self.inferred.hint(expr);
            return self.default_of(span, hint, dst);
        }
        let hidden = self.hidden_argument(expr, path, name, callee, args.len());
        if let (Some(Const::Type(hint)), "default", []) = (&hidden, name, args) {
            let hint = self.with_written(hint.clone(), expr);
            return self.default_of(span, hint, dst);
        }
        if let ("take", [dest], Some(Const::Type(hint))) = (name, args, &hidden)
            && let made_by @ Const::Fn(_) = self.defaulted(span, name, Const::Type(hint.clone()))
        {
            let row = self.b().alloc_row(2);
            self.expr_into(dest, row);
            self.load_const(span, Reg(row.0 + 1), made_by);
            let path = ["std", "mem", "take_for_default"];
            return self.call_library(span, &path, row, 2, dst);
        }
        if let Callee::Fn(function) = callee
            && self.unsafe_functions.contains(&function)
        {
            self.needs_unsafe(span, &format!("calling `{name}`, which is an `unsafe fn`,"));
        }
        let expected = self.argc_of(callee) as usize;
        let given = args.len() + usize::from(hidden.is_some());
        if given != expected {
            let expected = expected - usize::from(hidden.is_some()).min(expected);
            self.wrong_count(span, name, expected, args.len());
            return self.lower_for_errors(args, dst);
        }
        if ASKED.contains(&name) && self.is_of_std(callee) {
            return self.asked(span, name, path, args, dst);
        }
        self.call_args(span, callee, args, hidden, dst);
    }

    pub fn is_of_std(&self, callee: Callee) -> bool {
        match callee {
            Callee::Fn(function) => self.program.functions[function.index()].is_prelude,
            Callee::Native { .. } | Callee::Sys { .. } => true,
        }
    }

    /// The type before the last name of a path.
    pub fn path_owner(&mut self, path: &syn::Path) -> Option<TypeId> {
        let names = crate::resolve::segments(path);
        let (_, before) = names.split_last()?;
        let parts: Vec<&str> = before.iter().map(String::as_str).collect();
        let module = self.b().module();
        let self_type = self.b().context.self_type;
        if let Some(hint) = self.parameter_hint(path) {
            return self.hinted_type(&hint);
        }
        match self.follow(
            module,
            &parts,
            crate::resolve::Namespace::Types,
            self_type,
            false,
        ) {
            Ok(Resolved::Def(Def::Type(id))) => Some(id),
            _ => None,
        }
    }

    /// Whether the program says how the value becomes a `target`. Types of std have conversions of their own.
    pub fn converts_own(&self, target: TypeId, value: &Expr) -> bool {
        self.converts_hint(target, &self.inferred.hint(value))
    }

    /// The same of a value of the type `from`.
    pub fn converts_hint(&self, target: TypeId, from: &TypeHint) -> bool {
        let is_own = self.names.types[target].tag.user_index().is_some();
        let from_own = matches!(from, TypeHint::Named(tag, _) if tag.user_index().is_some());
        self.has_from(target) && (is_own || from_own)
    }

    /// Whether the program or the prelude says what the type can be made from.
    fn has_from(&self, target: TypeId) -> bool {
        let symbol = from_symbol(&self.names.types[target].name, target);
        self.program.symbols.get(&symbol).is_some()
    }

    /// dst = `Target::from(value)`, by the value's type at run time
    pub fn convert(&mut self, span: Span, target: TypeId, value: &'a Expr, dst: Reg) {
        let temp = self.b().alloc();
        self.expr_into(value, temp);
        self.convert_register(span, target, temp, dst);
    }

    /// The same of a value in a register.
    pub fn convert_register(&mut self, span: Span, target: TypeId, value: Reg, dst: Reg) {
        let name = from_symbol(&self.names.types[target].name, target);
        let method = self.symbol(&name);
        let args = self.place_of(span, value);
        self.op(
            span,
            Op::CallMethod {
                dst,
                method,
                args,
                argc: 1,
            },
        );
    }

    /// The number of arguments that a callee takes, hidden ones included.
    pub fn argc_of(&self, callee: Callee) -> u8 {
        match callee {
            Callee::Fn(function) => self.program.functions[function.index()].params,
            Callee::Native { argc, .. } | Callee::Sys { argc, .. } => argc,
        }
    }

    fn hidden_argument(
        &mut self,
        expr: &'a Expr,
        path: &'a syn::ExprPath,
        name: &str,
        callee: Callee,
        given: usize,
    ) -> Option<Const> {
        if let Callee::Native { typed: true, .. } = callee {
            let context = self.b().context.clone();
            let hint = match &path.qself {
                Some(qself) => self.hint_of(&qself.ty, &context),
                None => self.named_type(expr, &path.path),
            };
            return Some(Const::Type(hint));
        }
        let takes_more = usize::from(self.argc_of(callee)) == given + 1;
        if !takes_more || !(HINTED.contains(&name) || matches!(name, "take" | "from_fn")) {
            return None;
        }
        let inferred = match self.is_prelude {
            true => TypeHint::Unknown,
            false => self.inferred.hint(expr),
        };
        match self.path_owner(&path.path) {
            Some(_) if inferred == TypeHint::Unknown => {
                Some(Const::Type(self.named_type(expr, &path.path)))
            }
            _ => Some(Const::Type(inferred)),
        }
    }

    /// What the type before the last name of a path stands for, when it is a type parameter or an associated type.
    pub fn parameter_hint(&mut self, path: &syn::Path) -> Option<TypeHint> {
        let mut segments = path.segments.iter();
        let (first, second) = (segments.next()?, segments.next()?);
        let context = &self.b().context;
        let Some(arguments) = context.arguments.as_ref() else {
            // `Self::Item::name` in what a trait gives to this type.
            let id = context.associated_type(&unraw(&second.ident));
            let id = id.filter(|_| first.ident == "Self" && segments.next().is_some())?;
            return Some(TypeHint::Named(self.names.types[id].tag, Vec::new()));
        };
        match segments.next() {
            None => arguments.ty(&unraw(&first.ident)).cloned(),
            Some(_) => Some(self.inferred.hint_at(spans::of(second.ident.span()).start)),
        }
    }

    /// The type that `Type::<Args>::name` names, with what is inferred about its arguments.
    fn named_type(&mut self, expr: &Expr, path: &syn::Path) -> TypeHint {
        if let Some(hint) = self.parameter_hint(path) {
            return hint;
        }
        let Some(id) = self.path_owner(path) else {
            return TypeHint::Unknown;
        };
        if let Some(content) = self.atomic_content(id) {
            return TypeHint::Named(TypeTag::ATOMIC, vec![content]);
        }
        let tag = self.names.types[id].tag;
        let context = self.b().context.clone();
        let owner = path.segments.iter().rev().nth(1);
        let written = owner.map_or_else(Vec::new, |owner| {
            match self.hint_of_alias(owner, id, &context) {
                Some(TypeHint::Named(_, args)) => args,
                _ => self.argument_hints(&owner.arguments, &context),
            }
        });
        if written.is_empty()
            && !self.is_prelude
            && let TypeHint::Named(known, args) = self.inferred.hint(expr)
            && known == tag
        {
            return TypeHint::Named(tag, args);
        }
        TypeHint::Named(tag, written)
    }

    /// dst = a function as a value. What takes a hidden type gets it from a small function around it.
    pub fn callee_value(
        &mut self,
        span: Span,
        expr: &'a Expr,
        path: &syn::Path,
        callee: Callee,
        dst: Reg,
    ) {
        let name = path.segments.last().map(|last| unraw(&last.ident));
        let name = name.unwrap_or_default();
        let is_typed = matches!(callee, Callee::Native { typed: true, .. });
        let is_take = self.is_mem_take(callee);
        let own_name = if is_take { "take" } else { &name };
        if (is_typed || is_take || self.is_of_traits(expr, path, &name))
            && let Some(function) = self.conversion(span, path, own_name)
        {
            return self.load_const(span, dst, Const::Fn(function));
        }
        let is_hinted = HINTED.contains(&name.as_str()) && !is_typed;
        let takes_hidden = match callee {
            Callee::Fn(function) => {
                let function = &self.program.functions[function.index()];
                is_take || is_hinted && function.self_kind != SelfKind::None
            }
            _ => is_typed || is_hinted,
        };
        let value = match callee {
            _ if takes_hidden => {
                let hint = match is_typed {
                    true => self.named_type(expr, path),
                    false => self.turbofish_hint(path, &name),
                };
                match self.own_parse(&hint) {
                    Some(Callee::Fn(function)) if name == "parse" => Const::Fn(function),
                    _ => Const::Fn(self.function_around(span, &name, callee, hint)),
                }
            }
            Callee::Fn(function) => Const::Fn(function),
            Callee::Native { native, .. } => Const::Native(native),
            Callee::Sys { sys, .. } => Const::Sys(sys),
        };
        self.load_const(span, dst, value);
    }

    fn is_mem_take(&self, callee: Callee) -> bool {
        self.is_of_std(callee)
            && matches!(callee, Callee::Fn(id) if self.program.functions[id.index()].name == "mem::take")
    }

    fn turbofish_hint(&mut self, path: &syn::Path, name: &str) -> TypeHint {
        let context = self.b().context.clone();
        let last = path.segments.last();
        let written = last.map_or_else(Vec::new, |last| {
            self.argument_hints(&last.arguments, &context)
        });
        let hint = written.into_iter().next().unwrap_or(TypeHint::Unknown);
        if hint == TypeHint::Unknown
            && let Some(last) = last
            && let at = spans::of(last.ident.span()).start
            && let Some((_, to)) = self.inferred.facts().conversions.get(&at)
        {
            return to.clone();
        }
        match name {
            "parse" | "try_into" => TypeHint::Named(TypeTag::RESULT, vec![hint, TypeHint::Unknown]),
            _ => hint,
        }
    }

    /// A function that calls `callee` with its own arguments and the type.
    pub fn function_around(
        &mut self,
        span: Span,
        name: &str,
        callee: Callee,
        hint: TypeHint,
    ) -> interleave_program::FnId {
        let argc = self.argc_of(callee);
        let params = argc.saturating_sub(1);
        let full = format!("{{{name}}}");
        let function = self.reserve(&full, params, SelfKind::None);
        self.program.functions[function.index()].is_prelude = true;
        let context = self.b().context.clone();
        self.stack
            .push(super::body::Body::new(function, full, context));
        let first = self.b().alloc_row(usize::from(params));
        let result = self.b().alloc();
        let row = self.b().alloc_row(usize::from(argc));
        for index in 0..u16::from(params) {
            let (dst, src) = (Reg(row.0 + index), Reg(first.0 + index));
            self.op(span, Op::Move { dst, src });
        }
        self.load_const(span, Reg(row.0 + u16::from(params)), Const::Type(hint));
        self.call_row(span, callee, result, row, argc);
        self.op(span, Op::Return { src: result });
        self.finish_body();
        function
    }

    /// Reports a call with too many or too few arguments.
    pub fn wrong_count(&mut self, span: Span, name: &str, expected: usize, given: usize) {
        let plural = if expected == 1 { "" } else { "s" };
        let was = if given == 1 { "was" } else { "were" };
        let message =
            format!("`{name}` takes {expected} argument{plural}, but {given} {was} given");
        self.error(Diagnostic::error("E0061", span, message));
    }

    /// dst = callee(args…, hidden)
    pub fn call_args(
        &mut self,
        span: Span,
        callee: Callee,
        args: &[&'a Expr],
        hidden: Option<Const>,
        dst: Reg,
    ) {
        let mark = self.b().mark();
        let count = args.len() + usize::from(hidden.is_some());
        let row = self.b().alloc_row(count);
        for (index, arg) in args.iter().enumerate() {
            self.expr_into(arg, Reg(row.0 + index as u16));
        }
        if let Some(hidden) = hidden {
            self.load_const(span, Reg(row.0 + args.len() as u16), hidden);
        }
        let row = self.top_row(row, count);
        self.call_row(span, callee, dst, row, count as u8);
        self.end_row(mark, row, count);
    }

    /// dst = callee(row…)
    pub fn call_row(&mut self, span: Span, callee: Callee, dst: Reg, args: Reg, argc: u8) {
        let op = match callee {
            Callee::Fn(function) => Op::Call {
                dst,
                function,
                args,
                argc,
            },
            Callee::Native { native, .. } => Op::Native {
                dst,
                native,
                args,
                argc,
            },
            Callee::Sys { sys, .. } => Op::Sys {
                dst,
                sys,
                args,
                argc,
            },
        };
        self.op(span, op);
    }

    /// dst = Shape(args…)
    /// `keeps`: what the arguments borrow lives as long as the variable.
    pub fn construct(
        &mut self,
        span: Span,
        shape: ShapeId,
        args: &[&'a Expr],
        dst: Reg,
        keeps: bool,
    ) {
        let layout = &self.program.shapes[shape.index()];
        let (count, name) = (layout.fields.len(), layout.name.clone());
        if layout.kind != ShapeKind::Tuple {
            let message = format!("`{name}` is not made with parentheses");
            return self.error(Diagnostic::error("E0618", span, message));
        }
        if count != args.len() {
            self.wrong_count(span, &name, count, args.len());
            return self.lower_for_errors(args, dst);
        }
        if let [only] = args {
            self.note_wanted_field(only, shape, 0);
        }
        let mark = self.b().mark();
        let row = self.row(args, keeps);
        self.make_of_row(span, shape, (mark, row, count), dst);
    }

    /// The tuple struct or variant that a call makes, when its path surely names one.
    pub fn made_shape(&mut self, call: &syn::ExprCall) -> Option<ShapeId> {
        let Expr::Path(path) = &*call.func else {
            return None;
        };
        match self.quiet_value(&path.path)? {
            Def::Constructor(shape) => {
                Some(self.shape_at(super::path::name_offset(&path.path), shape))
            }
            _ => None,
        }
    }

    /// dst = `Trait::name(args…)`: a method call on the first argument.
    fn trait_call(
        &mut self,
        span: Span,
        expr: &'a Expr,
        id: Option<TraitId>,
        name: &str,
        args: &[&'a Expr],
        dst: Reg,
    ) {
        let hint = match self.is_prelude {
            true => TypeHint::Unknown,
            false => self.inferred.hint(expr),
        };
        if name == "default" && args.is_empty() {
            let hint = self.with_written(hint, expr);
            return self.default_of(span, hint, dst);
        }
        if name == "from"
            && let (Some(target), [value]) = (self.own_type(&hint), args)
        {
            return self.convert(span, target, value, dst);
        }
        if let ("from", [value], TypeHint::Named(..)) = (name, args, &hint) {
            let callee = Callee::Native {
                native: Native::From,
                argc: 2,
                typed: true,
            };
            return self.call_args(span, callee, &[*value], Some(Const::Type(hint)), dst);
        }
        let takes_self = self.method_argc(id, name).is_some();
        let Some((receiver, rest)) = args.split_first().filter(|_| takes_self) else {
            return self.static_call(span, expr, id, name, args, dst);
        };
        let symbol = self.trait_symbol(id, name);
        let temp = self.b().alloc();
        self.expr_into(receiver, temp);
        let hidden = HINTED.contains(&name).then_some(Const::Type(hint));
        self.call_method(span, &symbol, Receiver::Register(temp), rest, hidden, dst);
    }

    /// `T::name(args…)` without a receiver: only when the types say which one is meant.
    fn static_call(
        &mut self,
        span: Span,
        expr: &Expr,
        of: Option<TraitId>,
        name: &str,
        args: &[&'a Expr],
        dst: Reg,
    ) {
        let this = match strip_call(expr) {
            Expr::Path(path) => self.type_behind(&path.path),
            _ => TypeHint::Unknown,
        };
        match self.static_callee(&this, of, name) {
            Some(callee) => {
                let takes_more = usize::from(self.argc_of(callee)) == args.len() + 1;
                let hidden = takes_more.then_some(Const::Type(this));
                self.call_args(span, callee, args, hidden, dst);
            }
            None => self.refuse_static_trait(span, name, dst),
        }
    }

    /// What `Self` is in the function of a trait that a path names, as far as the types say.
    pub fn type_behind(&self, path: &syn::Path) -> TypeHint {
        match path.segments.last() {
            Some(last) if !self.is_prelude => {
                let at = spans::of(last.ident.span()).start;
                self.inferred.hint_at(at)
            }
            _ => TypeHint::Unknown,
        }
    }

    /// The function `name` without a receiver that the type `this` has of the trait `of`.
    pub fn static_callee(
        &mut self,
        this: &TypeHint,
        of: Option<TraitId>,
        name: &str,
    ) -> Option<Callee> {
        let id = self.hinted_type(this)?;
        match self.trait_item(id, of, name) {
            Some(Def::Callee(callee)) => Some(callee),
            _ => None,
        }
    }
}

/// What a method is called on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receiver {
    /// A value in a register of its own.
    Register(Reg),
    /// A place.
    Place(Reg),
}

fn strip_parens(expr: &Expr) -> &Expr {
    match expr {
        Expr::Paren(e) => strip_parens(&e.expr),
        other => other,
    }
}

fn strip_call(expr: &Expr) -> &Expr {
    match expr {
        Expr::Call(e) => &e.func,
        other => other,
    }
}
