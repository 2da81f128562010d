//! Whole functions: parameters, the body, the result; constants' initialisers; derived `Default`.

use interleave_program::{
    Const, FnId, IntKind, MethodTarget, Native, Op, Reg, ShapeId, Span, Sys, TypeHint, TypeTag,
};
use syn::{Pat, ReturnType, Type};

use super::body::{Body, Context, ErrorTarget};
use crate::session::{Job, Session};
use crate::spans;

impl<'a> Session<'a> {
    /// Lowers everything that waits, and what comes up on the way.
    pub fn run_jobs(&mut self) {
        loop {
            match self.jobs.pop_front() {
                Some(job) => self.run_job(job),
                None if self.ask_for_methods() => {}
                None => return,
            }
        }
    }

    fn run_job(&mut self, job: Job<'a>) {
        match job {
            Job::Fn {
                id,
                name,
                sig,
                block,
                context,
            } => self.lower_fn(id, name, sig, block, context),
            Job::Init {
                id,
                name,
                expr,
                context,
            } => self.lower_init(id, name, expr, context),
            Job::Instance {
                id,
                template,
                inferred,
            } => self.lower_instance(id, *template, *inferred),
            Job::DeriveDefault {
                id,
                name,
                shape,
                fields,
                context,
            } => self.lower_default(id, name, shape, &fields, context),
        }
    }

    pub fn lower_fn(
        &mut self,
        id: FnId,
        name: String,
        sig: &'a syn::Signature,
        block: &'a syn::Block,
        mut context: Context,
    ) {
        if let ReturnType::Type(_, ty) = &sig.output {
            context.error_target = self.error_target(ty, &context);
        }
        if sig.asyncness.is_some() {
            return self.lower_async_fn(id, name, sig, block, context);
        }
        let params = self.program.functions[id.index()].params;
        self.stack.push(Body::new(id, name, context));
        self.b().unsafe_blocks = u32::from(matches!(sig.safety, syn::Safety::Unsafe(_)));
        let first = self.b().alloc_row(usize::from(params));
        for (index, input) in sig.inputs.iter().enumerate() {
            let reg = Reg(first.0 + index as u16);
            match input {
                syn::FnArg::Receiver(_) => self.b().declare("self", reg),
                syn::FnArg::Typed(param) => self.declare_param(&param.pat, Some(&param.ty), reg),
            }
        }
        let patterns = sig
            .inputs
            .iter()
            .enumerate()
            .filter_map(|(index, input)| match input {
                syn::FnArg::Typed(param) => Some((index, &*param.pat)),
                syn::FnArg::Receiver(_) => None,
            });
        for (index, pat) in patterns {
            self.bind_param(pat, Reg(first.0 + index as u16));
        }
        let dst = self.b().alloc();
        self.block_into(block, dst, false);
        let end = spans::of(block.brace_token.span.close());
        self.op(end, Op::Return { src: dst });
        self.finish_body();
    }

    /// Declares a parameter that is a plain name.
    pub fn declare_param(&mut self, pat: &'a Pat, ty: Option<&Type>, reg: Reg) {
        if let Pat::Type(typed) = pat {
            return self.declare_param(&typed.pat, Some(&typed.ty), reg);
        }
        let Pat::Ident(ident) = pat else {
            return;
        };
        if ident.by_ref.is_some() || ident.subpat.is_some() {
            return;
        }
        let name = crate::resolve::unraw(&ident.ident);
        let is_fn_once = ty.is_some_and(|ty| self.is_fn_once_type(ty));
        let body = self.b();
        body.declare(&name, reg);
        if is_fn_once
            && let Some(scope) = body.scopes.last_mut()
            && let Some(binding) = scope.bindings.last_mut()
        {
            binding.is_fn_once = true;
        }
    }

    /// Takes a parameter apart when it is more than a name.
    pub fn bind_param(&mut self, pat: &'a Pat, reg: Reg) {
        match pat {
            Pat::Ident(ident) if ident.by_ref.is_none() && ident.subpat.is_none() => {}
            Pat::Wild(_) => {}
            Pat::Type(typed) => self.bind_param(&typed.pat, reg),
            _ => {
                let place = self.place_of(spans::pat(pat), reg);
                self.bind(pat, place, None);
            }
        }
    }

    /// Whether `ty` is called by value: `FnOnce` in a box, as a parameter, or behind a name for it.
    pub fn is_fn_once_type(&self, ty: &Type) -> bool {
        match ty {
            Type::ImplTrait(ty) => crate::signature::has_fn_once(ty.bounds.iter()),
            Type::TraitObject(ty) => crate::signature::has_fn_once(ty.bounds.iter()),
            Type::Paren(ty) => self.is_fn_once_type(&ty.elem),
            Type::Group(ty) => self.is_fn_once_type(&ty.elem),
            Type::Path(path) => self.is_fn_once_path(&path.path),
            _ => false,
        }
    }

    fn is_fn_once_path(&self, path: &syn::Path) -> bool {
        let Some(last) = path.segments.last() else {
            return false;
        };
        let name = crate::resolve::unraw(&last.ident);
        let in_scope = self
            .stack
            .iter()
            .any(|body| body.context.fn_once_params.contains(&name));
        if in_scope {
            return true;
        }
        if name == "Box"
            && let syn::PathArguments::AngleBracketed(args) = &last.arguments
        {
            return args.args.iter().any(|arg| match arg {
                syn::GenericArgument::Type(ty) => self.is_fn_once_type(ty),
                _ => false,
            });
        }
        let alias = self
            .alias_items
            .iter()
            .find(|((_, known), _)| *known == name)
            .map(|(_, item)| *item);
        // `type Result<T> = std::result::Result<T, Error>` is no alias of itself.
        alias.is_some_and(|item| match &*item.ty {
            Type::Path(inner) if inner.path.segments.last().is_some_and(|s| s.ident == name) => {
                false
            }
            ty => self.is_fn_once_type(ty),
        })
    }

    /// What `?` converts errors to in a function that returns `ty`.
    pub fn error_target(&self, ty: &Type, context: &Context) -> ErrorTarget {
        let Type::Path(path) = ty else {
            return ErrorTarget::Same;
        };
        let Some(last) = path.path.segments.last() else {
            return ErrorTarget::Same;
        };
        if self.type_tag(ty, context) != Some(TypeTag::RESULT) {
            return ErrorTarget::Same;
        }
        if let syn::PathArguments::AngleBracketed(args) = &last.arguments {
            let mut types = args.args.iter().filter_map(|arg| match arg {
                syn::GenericArgument::Type(ty) => Some(ty),
                _ => None,
            });
            if let Some(error) = types.nth(1) {
                return match self.type_id(error, context) {
                    Some(id) if self.from_targets.contains(&id) => ErrorTarget::Type(id),
                    _ => ErrorTarget::Same,
                };
            }
        }
        // `type Result<T> = std::result::Result<T, Error>`: the error stands in the alias.
        let name = crate::resolve::unraw(&last.ident);
        let alias = self
            .alias_items
            .iter()
            .find(|((_, known), _)| *known == name);
        match alias {
            Some(((module, _), item)) if !is_same_path(&item.ty, path) => {
                let context = Context {
                    module: *module,
                    ..Context::default()
                };
                self.error_target(&item.ty, &context)
            }
            _ => ErrorTarget::Same,
        }
    }

    pub fn lower_init(&mut self, id: FnId, name: String, expr: &'a syn::Expr, context: Context) {
        self.stack.push(Body::new(id, name.clone(), context));
        self.b().label = Some(name);
        let dst = self.b().alloc();
        self.expr_into(expr, dst);
        self.op(spans::expr(expr), Op::Return { src: dst });
        self.finish_body();
    }

    fn lower_default(
        &mut self,
        id: FnId,
        name: String,
        shape: ShapeId,
        fields: &[&'a Type],
        context: Context,
    ) {
        self.stack.push(Body::new(id, name, context));
        let dst = self.b().alloc();
        let row = self.b().alloc_row(fields.len());
        for (index, ty) in fields.iter().enumerate() {
            self.default_into(ty, Reg(row.0 + index as u16));
        }
        self.op(
            Span::NONE,
            Op::Make {
                dst,
                shape,
                args: row,
            },
        );
        self.op(Span::NONE, Op::Return { src: dst });
        self.finish_body();
    }

    fn default_into(&mut self, ty: &'a Type, dst: Reg) {
        let context = self.b().context.clone();
        let hint = self.hint_of(ty, &context);
        let is_counted = matches!(&hint, TypeHint::Named(TypeTag::ARRAY, parts)
            if matches!(parts.as_slice(), [_, TypeHint::Number(_)]));
        if let Type::Array(array) = ty
            && !is_counted
        {
            let value = self.b().alloc();
            self.default_into(&array.elem, value);
            let len = self.b().alloc();
            self.expr_into(&array.len, len);
            let span = spans::ty(ty);
            self.op(span, Op::ArrayRepeat { dst, value, len });
            return;
        }
        self.default_of(spans::ty(ty), hint, dst);
    }

    /// dst = the default value of the type that `hint` says.
    pub fn default_of(&mut self, span: Span, hint: TypeHint, dst: Reg) {
        if let Some(id) = self.own_type(&hint) {
            let instance = match &hint {
                TypeHint::Named(_, args) => self.default_instance(id, args),
                _ => None,
            };
            let given = self.names.types[id].associated.get("default").copied();
            let instance =
                instance.map(|id| crate::names::Def::Callee(crate::names::Callee::Fn(id)));
            match instance
                .or_else(|| self.instance_of_default(&hint))
                .or(given)
            {
                // The prelude's types around a value are given its default.
                Some(crate::names::Def::Callee(callee)) if self.argc_of(callee) == 1 => {
                    let content = match hint {
                        TypeHint::Named(_, parts) => parts.into_iter().next(),
                        _ => None,
                    };
                    let row = self.b().alloc();
                    self.default_of(span, content.unwrap_or(TypeHint::Unknown), row);
                    let row = self.top_row(row, 1);
                    self.call_row(span, callee, dst, row, 1);
                }
                Some(crate::names::Def::Callee(callee)) => {
                    self.call_args(span, callee, &[], None, dst);
                }
                _ => {
                    let name = self.names.types[id].name.clone();
                    let message = format!("the type `{name}` does not implement `Default`");
                    self.error(
                        interleave_program::Diagnostic::error("E0277", span, message)
                            .with_help(format!("add `#[derive(Default)]` to `{name}`")),
                    );
                }
            }
            return;
        }
        if let TypeHint::Tuple(elems) = &hint
            && !elems.is_empty()
        {
            let row = self.b().alloc_row(elems.len());
            for (index, elem) in elems.iter().enumerate() {
                self.default_of(span, elem.clone(), Reg(row.0 + index as u16));
            }
            let row = self.top_row(row, elems.len());
            self.op(
                span,
                Op::Make {
                    dst,
                    shape: ShapeId::tuple(elems.len()),
                    args: row,
                },
            );
            return;
        }
        if let TypeHint::Named(tag, parts) = &hint
            && let (Some(made_by), [content]) = (wrapper(*tag), parts.as_slice())
        {
            let row = self.b().alloc();
            self.default_of(span, content.clone(), row);
            let row = self.top_row(row, 1);
            return self.call_wrapper(span, made_by, row, dst);
        }
        if let TypeHint::Named(TypeTag::ARRAY, parts) = &hint
            && let [elem, TypeHint::Number(count)] = parts.as_slice()
        {
            if super::convert::has_own(elem) && (1..=32).contains(count) {
                let row = self.b().alloc_row(*count as usize);
                for index in 0..*count as u16 {
                    self.default_of(span, elem.clone(), Reg(row.0 + index));
                }
                let (args, len) = (self.top_row(row, *count as usize), *count as u16);
                self.op(span, Op::Array { dst, args, len });
                return;
            }
            let value = self.b().alloc();
            self.default_of(span, elem.clone(), value);
            let len = self.b().scratch();
            self.load_const(span, len, Const::Int(IntKind::Usize, *count));
            self.op(span, Op::ArrayRepeat { dst, value, len });
            return;
        }
        if hint == TypeHint::Unknown && !self.is_prelude {
            let what = "a default value whose type is not known here";
            let instead = "write the type: `Type::default()`, or the value itself";
            return self.refuse_parameter(span, what, instead, dst);
        }
        if let TypeHint::Named(TypeTag::CONDVAR, _) = hint {
            let callee = crate::names::Callee::Sys {
                sys: Sys::CondvarNew,
                argc: 0,
            };
            return self.call_args(span, callee, &[], None, dst);
        }
        let row = self.b().scratch();
        self.load_const(span, row, Const::Type(hint));
        self.op(
            span,
            Op::Native {
                dst,
                native: Native::Default,
                args: row,
                argc: 1,
            },
        );
    }

    /// dst = the wrapper that `made_by` makes around the value in `row`.
    fn call_wrapper(&mut self, span: Span, made_by: MethodTarget, row: Reg, dst: Reg) {
        self.label_call(span);
        match made_by {
            MethodTarget::Native(native) => {
                let argc = 1;
                let args = row;
                self.op(
                    span,
                    Op::Native {
                        dst,
                        native,
                        args,
                        argc,
                    },
                );
            }
            MethodTarget::Sys(sys) => {
                let argc = 1;
                let args = row;
                self.op(
                    span,
                    Op::Sys {
                        dst,
                        sys,
                        args,
                        argc,
                    },
                );
            }
            MethodTarget::Fn(_) => {}
        }
    }

    /// Moves the finished body into its function.
    pub fn finish_body(&mut self) -> Body {
        let mut body = self.stack.pop().expect("a body was begun");
        if body.overflow {
            let span = body.spans.first().copied().unwrap_or(Span::NONE);
            self.error(interleave_program::Diagnostic::error(
                "too-large",
                span,
                format!("the function `{}` is too large", body.name),
            ));
        }
        let registers = body.registers().saturating_add(1);
        let function = &mut self.program.functions[body.function.index()];
        function.name.clone_from(&body.name);
        function.registers = registers.max(u16::from(function.params));
        function.captures = body.captures.len() as u16;
        function.value_captures = match body.is_move {
            true => u64::MAX,
            false => copied_captures(&body.captures),
        };
        function.code = std::mem::take(&mut body.code);
        function.spans = std::mem::take(&mut body.spans);
        function.locals = std::mem::take(&mut body.locals);
        body
    }
}

/// What makes a value of a type whose default holds the default of another one.
fn wrapper(tag: TypeTag) -> Option<MethodTarget> {
    Some(match tag {
        TypeTag::BOX => MethodTarget::Native(Native::BoxNew),
        TypeTag::RC => MethodTarget::Native(Native::RcNew),
        TypeTag::ARC => MethodTarget::Native(Native::ArcNew),
        TypeTag::CELL => MethodTarget::Native(Native::CellNew),
        TypeTag::REF_CELL => MethodTarget::Native(Native::RefCellNew),
        TypeTag::MUTEX => MethodTarget::Sys(Sys::MutexNew),
        TypeTag::RW_LOCK => MethodTarget::Sys(Sys::RwNew),
        TypeTag::ATOMIC => MethodTarget::Sys(Sys::AtomicNew),
        _ => return None,
    })
}

/// Captures by copy of a closure without `move`, a bit each.
fn copied_captures(captures: &[super::body::Captured]) -> u64 {
    let first = captures.iter().enumerate().take(63);
    let copied = first.filter(|(_, known)| known.copies);
    copied.fold(0, |bits, (index, _)| bits | 1 << index)
}

fn is_same_path(ty: &Type, path: &syn::TypePath) -> bool {
    match ty {
        Type::Path(other) => {
            crate::resolve::segments(&other.path) == crate::resolve::segments(&path.path)
        }
        _ => false,
    }
}
