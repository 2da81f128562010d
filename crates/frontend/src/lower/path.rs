//! Paths as values: variables, constants, statics, functions and constructors; what to say about unknown names.

use interleave_program::{
    Const, Diagnostic, IntKind, Native, Op, Reg, SelfKind, ShapeId, Span, TypeHint, TypeTag,
    operator_of_trait,
};
use syn::Expr;

use super::body::Body;
use crate::impls::HINTED;
use crate::infer::ParamValue;
use crate::names::{Callee, ConstInfo, Def, TraitId};
use crate::nearest::nearest;
use crate::resolve::{Namespace, Resolved, Unresolved, segment_span, segments, the_one, unraw};
use crate::session::Session;
use crate::spans;
use crate::std_names::trait_of_any;

/// The note on orderings weaker than `SeqCst`.
const WEAKER_ORDERING: &str = "weaker-ordering";

impl<'a> Session<'a> {
    /// What a path means as a value, without complaint when it means nothing.
    pub fn quiet_value(&mut self, path: &syn::Path) -> Option<Def> {
        if let Some(def) = self.used_item(path) {
            return Some(def);
        }
        match self.follow_path(path, Namespace::Values) {
            Ok(Resolved::Def(def)) => Some(def),
            _ => None,
        }
    }

    pub fn follow_path(
        &mut self,
        path: &syn::Path,
        space: Namespace,
    ) -> Result<Resolved, Unresolved> {
        let names = segments(path);
        let parts: Vec<&str> = names.iter().map(String::as_str).collect();
        let body = self.b();
        let module = body.module();
        let first = parts.first().copied().unwrap_or_default();
        let is_param = body.context.type_params.iter().any(|param| param == first);
        if is_param {
            return Ok(match parts.get(1) {
                Some(item) => Resolved::ParamItem(first.to_owned(), (*item).to_owned()),
                None => Resolved::Param(first.to_owned()),
            });
        }
        let self_type = body.context.self_type;
        if let ["Self", name, item] = parts.as_slice()
            && let Some(id) = body.context.associated_type(name)
            && let Some(def) = self.associated(id, item)
        {
            return Ok(Resolved::Def(def));
        }
        let body = self.b();
        if let ("Self", None, Some(id), Some(item)) =
            (first, self_type, body.context.self_trait, parts.get(1))
        {
            return Ok(Resolved::TraitItem(id, (*item).to_owned()));
        }
        if self.is_prelude && first == "intrinsic" && parts.len() == 2 {
            let callee = self.names.intrinsics.get(parts[1]).copied();
            return callee
                .map(|callee| Resolved::Def(Def::Callee(callee)))
                .ok_or(Unresolved {
                    part: 1,
                    inside: None,
                });
        }
        let is_global = path.leading_colon.is_some();
        self.follow(module, &parts, space, self_type, is_global)
    }

    /// What a path means as a value; unknown names are reported.
    pub fn value_path(
        &mut self,
        path: &syn::Path,
        qself: Option<&syn::QSelf>,
        is_call: bool,
    ) -> Option<Resolved> {
        if let Some(def) = self.used_item(path) {
            return Some(Resolved::Def(def));
        }
        if let Some(qself) = qself {
            return self.qualified_path(path, qself);
        }
        match self.follow_path(path, Namespace::Values) {
            Ok(Resolved::Def(Def::Constructor(shape))) => {
                let shape = self.shape_at(name_offset(path), shape);
                Some(Resolved::Def(Def::Constructor(shape)))
            }
            Ok(found) => Some(found),
            Err(unresolved) => {
                self.report_unresolved(path, &unresolved, is_call);
                None
            }
        }
    }

    /// `<Type as Trait>::name`, `<Type>::name`
    fn qualified_path(&mut self, path: &syn::Path, qself: &syn::QSelf) -> Option<Resolved> {
        let name = unraw(&path.segments.last()?.ident);
        if matches!(&*qself.ty, syn::Type::Infer(_)) && path.segments.len() == 1 {
            let span = spans::qualified(Some(qself), path);
            return self.path_of_any(&name, span);
        }
        let context = self.b().context.clone();
        let Some(id) = self
            .type_id(&qself.ty, &context)
            .or_else(|| self.projected_type(&qself.ty))
        else {
            let names = segments(path);
            let parts: Vec<&str> = names.iter().map(String::as_str).collect();
            let module = self.b().module();
            let found = self.follow(module, &parts, Namespace::Values, None, false);
            return found.ok();
        };
        if path.segments.len() > 1 {
            let trait_name = unraw(&path.segments[path.segments.len() - 2].ident);
            if let Some(item) = self.item_of_trait(id, &trait_name, &name) {
                return Some(Resolved::Def(item));
            }
        }
        if let Some(def) = self.associated(id, &name) {
            return Some(Resolved::Def(def));
        }
        let unresolved = Unresolved {
            part: path.segments.len() - 1,
            inside: Some(Def::Type(id)),
        };
        self.report_unresolved(path, &unresolved, true);
        None
    }

    /// `<_>::name`: the function of the one trait that has it. Traits of the program go before std's.
    fn path_of_any(&mut self, name: &str, span: Span) -> Option<Resolved> {
        let module = self.b().module();
        let traits = self.names.traits.iter().enumerate();
        let declaring = traits.filter(|(_, info)| info.is_user && info.methods.contains_key(name));
        let declaring: Vec<TraitId> = declaring.map(|(id, _)| id).collect();
        let is_here = |id: &TraitId| {
            let known = &self.names.traits[*id].name;
            self.lookup(module, known, Namespace::Types) == Some(Def::Trait(*id))
        };
        let own = the_one(&declaring, is_here);
        if let Some(id) = own {
            return Some(Resolved::TraitItem(id, name.to_owned()));
        }
        let of_std = trait_of_any(name).filter(|_| declaring.is_empty());
        let found = of_std.and_then(|known| {
            let path = [known, name];
            self.follow(module, &path, Namespace::Values, None, false)
                .ok()
        });
        if found.is_none() {
            self.unsupported(
                "path",
                span,
                &format!("`<_>::{name}`"),
                &format!("name the type or the trait: `Trait::{name}`"),
            );
        }
        found
    }

    /// What `T::Item` stands for in this instance of a body.
    fn projected_type(&self, ty: &syn::Type) -> Option<crate::names::TypeId> {
        match ty {
            syn::Type::Path(path) => {
                let hint = self.inferred.hint_at(name_offset(&path.path));
                self.hinted_type(&hint)
            }
            _ => None,
        }
    }

    fn report_unresolved(&mut self, path: &syn::Path, unresolved: &Unresolved, is_call: bool) {
        let names = segments(path);
        let name = names[unresolved.part.min(names.len() - 1)].clone();
        let span = segment_span(path, unresolved.part);
        let is_last = unresolved.part + 1 >= names.len();
        let diagnostic = match unresolved.inside {
            Some(Def::Type(id)) if is_last && self.is_later(id) => {
                let name = self.names.types[id].name.clone();
                crate::resolve::unsupported_std(&name, segment_span(path, unresolved.part - 1))
            }
            Some(Def::Type(id)) if is_last => {
                let info = &self.names.types[id];
                let what = match info.is_enum {
                    true => "variant, function or constant",
                    false => "function or constant",
                };
                let message = format!("no {what} `{name}` is known for `{}`", info.name);
                let known: Vec<String> = info.associated.keys().cloned().collect();
                let help = nearest(&name, known.iter().map(String::as_str))
                    .map(|near| format!("there is `{}::{near}`", self.names.types[id].name));
                with_help(Diagnostic::error("E0599", span, message), help)
            }
            Some(Def::Module(module)) if self.is_std(module) => {
                self.unknown_std(&names, &name, span, unresolved)
            }
            _ if !is_last => self.unknown_module(&name, span, unresolved),
            _ => self.unknown_value(&name, span, unresolved, is_call),
        };
        self.error(diagnostic);
    }

    fn unknown_module(&mut self, name: &str, span: Span, unresolved: &Unresolved) -> Diagnostic {
        let is_type = name.chars().next().is_some_and(char::is_uppercase);
        let what = if is_type { "type" } else { "module or crate" };
        let message = format!("cannot find the {what} `{name}`");
        let diagnostic = Diagnostic::error("E0433", span, message);
        if unresolved.part == 0
            && let Some(path) = self.std_path_of(name)
        {
            return diagnostic.with_help(format!("add `use {path};`"));
        }
        if unresolved.part == 0 && !is_type {
            return diagnostic.with_help(crate::resolve::crate_help(name));
        }
        let known = self.type_names(unresolved);
        let near = nearest(name, known.iter().map(String::as_str));
        with_help(diagnostic, near.map(|near| format!("there is `{near}`")))
    }

    fn unknown_value(
        &mut self,
        name: &str,
        span: Span,
        unresolved: &Unresolved,
        is_call: bool,
    ) -> Diagnostic {
        let what = if is_call { "function" } else { "value" };
        let message = format!("cannot find the {what} `{name}` in this scope");
        let module = self.b().module();
        if unresolved.inside.is_none()
            && let Some(Def::Type(id)) = self.lookup(module, name, Namespace::Types)
            && self.names.types[id].is_declared
        {
            let message = format!("expected value, found the type `{name}`");
            let help = format!("write `{name} {{ … }}` with its fields, or call a function of it");
            return Diagnostic::error("E0423", span, message).with_help(help);
        }
        let diagnostic = Diagnostic::error("E0425", span, message);
        let known = self.value_names(unresolved);
        if let Some(near) = nearest(name, known.iter().map(String::as_str)) {
            return diagnostic.with_help(format!("there is `{near}`"));
        }
        if unresolved.inside.is_none()
            && let Some(path) = self.std_path_of(name)
        {
            return diagnostic.with_help(format!("add `use {path};`"));
        }
        diagnostic.with_help(format!("declare `{name}` first"))
    }

    /// A built-in type of which nothing is there yet.
    fn is_later(&self, id: usize) -> bool {
        let info = &self.names.types[id];
        let methods = self.program.methods.get(usize::from(info.tag.0));
        info.tag.user_index().is_none()
            && info.associated.is_empty()
            && methods.is_none_or(Vec::is_empty)
    }

    /// A misspelt name of std, or a part of std that is not built in.
    fn unknown_std(
        &mut self,
        names: &[String],
        name: &str,
        span: Span,
        unresolved: &Unresolved,
    ) -> Diagnostic {
        let mut known = self.value_names(unresolved);
        known.extend(self.type_names(unresolved));
        if let Some(near) = nearest(name, known.iter().map(String::as_str)) {
            let id = if unresolved.part + 1 < names.len() {
                "E0433"
            } else {
                "E0425"
            };
            let message = format!(
                "cannot find `{name}` in `{}`",
                names[..unresolved.part].join("::")
            );
            return Diagnostic::error(id, span, message).with_help(format!("there is `{near}`"));
        }
        crate::resolve::unsupported_std(&names.join("::"), span)
    }

    fn is_std(&self, module: usize) -> bool {
        let mut at = Some(module);
        while let Some(index) = at {
            if index == self.names.crates["std"] {
                return true;
            }
            at = self.names.modules[index].parent;
        }
        false
    }

    /// Where in std something of this name lives, for "add `use …`".
    pub fn std_path_of(&self, name: &str) -> Option<String> {
        let std = self.names.crates["std"];
        let mut found: Vec<String> = Vec::new();
        let mut open = vec![(std, "std".to_owned(), 0)];
        while let Some((module, path, depth)) = open.pop() {
            let scope = &self.names.modules[module];
            for (known, def) in scope.types.iter().chain(scope.values.iter()) {
                if known == name {
                    found.push(format!("{path}::{name}"));
                }
                if let Def::Module(inner) = def
                    && depth < 3
                {
                    open.push((*inner, format!("{path}::{known}"), depth + 1));
                }
            }
        }
        interleave_program::sort_by_key(&mut found, |path| (path.len(), path.clone()));
        found.into_iter().next()
    }

    fn value_names(&mut self, unresolved: &Unresolved) -> Vec<String> {
        let modules = match unresolved.inside {
            Some(Def::Module(module)) => vec![module],
            _ => self.modules_in_scope(),
        };
        let mut names: Vec<String> = modules
            .iter()
            .flat_map(|module| self.names.modules[*module].values.keys().cloned())
            .collect();
        if unresolved.inside.is_none() {
            names.extend(self.names_in_scope());
        }
        names
    }

    fn type_names(&mut self, unresolved: &Unresolved) -> Vec<String> {
        let modules = match unresolved.inside {
            Some(Def::Module(module)) => vec![module],
            _ => self.modules_in_scope(),
        };
        modules
            .iter()
            .flat_map(|module| self.names.modules[*module].types.keys().cloned())
            .collect()
    }

    fn modules_in_scope(&mut self) -> Vec<usize> {
        let mut modules = vec![self.names.prelude];
        let mut at = Some(self.b().module());
        while let Some(module) = at {
            modules.push(module);
            let scope = &self.names.modules[module];
            at = scope.parent.filter(|_| scope.is_block);
        }
        modules
    }

    /// dst = value of a path
    pub fn path_into(&mut self, expr: &'a Expr, e: &'a syn::ExprPath, dst: Reg) {
        let span = spans::expr(expr);
        if e.qself.is_none()
            && let Some(ident) = e.path.get_ident()
        {
            let name = unraw(ident);
            if let Some(var) = self.find_var(&name) {
                return self.use_var(span, expr, dst, var);
            }
            if name == "self" {
                let message = "`self` is known only in methods, which take it as a parameter";
                return self.error(Diagnostic::error("E0424", span, message));
            }
        }
        match self.value_path(&e.path, e.qself.as_ref(), false) {
            Some(Resolved::Def(Def::Callee(callee))) => {
                let callee = self.twin_callee(callee, &e.path);
                self.callee_value(span, expr, &e.path, callee, dst)
            }
            Some(Resolved::Def(def)) => self.def_into(span, def, dst),
            Some(Resolved::TraitItem(id, name)) => {
                self.trait_function(span, &e.path, Some(id), &name, dst)
            }
            Some(Resolved::ParamItem(_, name)) => {
                self.trait_function(span, &e.path, None, &name, dst)
            }
            Some(Resolved::Param(name)) => self.param_into(span, &name, dst),
            None => {}
        }
    }

    /// dst = what a const parameter stands for
    pub fn param_into(&mut self, span: Span, name: &str, dst: Reg) {
        let arguments = self.b().context.arguments.as_ref();
        match arguments.and_then(|arguments| arguments.value(name)) {
            Some(ParamValue::Int(kind, value)) => {
                self.load_const(span, dst, Const::Int(kind, value));
            }
            Some(ParamValue::Char(value)) => self.load_const(span, dst, Const::Char(value)),
            Some(ParamValue::Bool(value)) => {
                self.op(span, Op::Bool { dst, value });
            }
            None => self.refuse_parameter(
                span,
                &format!("the const parameter `{name}` where its value is not known"),
                "write the arguments out at the call: `name::<3>(…)`",
                dst,
            ),
        }
    }

    /// Says that what a type parameter stands for is not known: at run time where that depends on who calls.
    pub fn refuse_parameter(&mut self, span: Span, what: &str, instead: &str, dst: Reg) {
        if !self.is_open() {
            return self.unsupported("generic-static", span, what, instead);
        }
        let row = self.b().scratch();
        self.load_const(span, row, Const::Str(what.to_owned()));
        let callee = Callee::Native {
            native: Native::Unsupported,
            argc: 1,
            typed: false,
        };
        self.call_row(span, callee, dst, row, 1);
    }

    fn def_into(&mut self, span: Span, def: Def, dst: Reg) {
        match def {
            Def::Constructor(shape) => {
                self.note_ordering(span, shape);
                self.constructor_into(span, shape, dst);
            }
            Def::Const(index) => self.const_into(span, index, dst),
            Def::Static(index) => {
                self.check_static(span, index);
                let place = self.b().scratch();
                self.op(span, Op::RefStatic { dst: place, index });
                self.op(span, Op::Load { dst, place });
            }
            Def::Refused => {}
            _ => self.error(Diagnostic::error(
                "E0423",
                span,
                "this is a type or module, not a value",
            )),
        }
    }

    /// Says once that an ordering weaker than `SeqCst` does not show here.
    fn note_ordering(&mut self, span: Span, shape: ShapeId) {
        let is_weaker = (ShapeId::RELAXED..=ShapeId::ACQ_REL).contains(&shape);
        if self.is_prelude || !is_weaker || self.sink.has(WEAKER_ORDERING) {
            return;
        }
        let name = self.program.shapes[shape.index()].name.clone();
        let mut note = Diagnostic::error(
            WEAKER_ORDERING,
            span,
            format!(
                "weaker behaviours of `Ordering::{name}` are not modelled: every atomic access here is sequentially consistent"
            ),
        );
        note.severity = interleave_program::Severity::Hint;
        self.error(note);
    }

    pub fn constructor_into(&mut self, span: Span, shape: ShapeId, dst: Reg) {
        let layout = &self.program.shapes[shape.index()];
        match layout.kind {
            interleave_program::ShapeKind::Unit => {
                self.op(
                    span,
                    Op::Make {
                        dst,
                        shape,
                        args: dst,
                    },
                );
            }
            interleave_program::ShapeKind::Tuple => {
                self.load_const(span, dst, Const::Constructor(shape));
            }
            interleave_program::ShapeKind::Named => {
                let message = format!("`{}` has named fields", layout.name);
                let help = format!("write `{} {{ … }}`", layout.name);
                self.error(Diagnostic::error("E0533", span, message).with_help(help));
            }
        }
    }

    /// dst = value of a constant
    pub fn const_into(&mut self, span: Span, index: usize, dst: Reg) {
        match self.names.consts[index].clone() {
            ConstInfo::Literal(value) => self.load_const(span, dst, value),
            ConstInfo::Function(function) => {
                self.call_args(span, Callee::Fn(function), &[], None, dst);
            }
            ConstInfo::Native { native, typed } => {
                if let Some(limit) = typed.and_then(|tag| integer_limit(native, tag)) {
                    return self.load_const(span, dst, limit);
                }
                let callee = Callee::Native {
                    native,
                    argc: u8::from(typed.is_some()),
                    typed: false,
                };
                let hint = typed.map(|tag| Const::Type(TypeHint::Named(tag, Vec::new())));
                self.call_args(span, callee, &[], hint, dst);
            }
            ConstInfo::Sys(sys) => {
                self.call_args(span, Callee::Sys { sys, argc: 0 }, &[], None, dst);
            }
        }
    }

    /// dst = a function that calls the method `name` on its first argument: `Trait::name` as a value.
    fn trait_function(
        &mut self,
        span: Span,
        path: &syn::Path,
        id: Option<TraitId>,
        name: &str,
        dst: Reg,
    ) {
        if let Some(function) = self.conversion(span, path, name) {
            return self.load_const(span, dst, Const::Fn(function));
        }
        let Some(argc) = self.method_argc(id, name) else {
            let this = self.type_behind(path);
            return match self.static_callee(&this, id, name) {
                Some(Callee::Fn(function)) if !HINTED.contains(&name) => {
                    self.load_const(span, dst, Const::Fn(function));
                }
                Some(callee @ Callee::Native { typed: true, .. }) => {
                    let function = self.function_around(span, name, callee, this);
                    self.load_const(span, dst, Const::Fn(function));
                }
                _ => self.refuse_static_trait(span, name, dst),
            };
        };
        let symbol = self.trait_symbol(id, name);
        let hidden = HINTED.contains(&name);
        let full = format!("{{{name}}}");
        let function = self.reserve(&full, argc, SelfKind::None);
        let context = self.b().context.clone();
        self.stack.push(Body::new(function, full, context));
        let first = self.b().alloc_row(usize::from(argc));
        let result = self.b().alloc();
        let row = self.b().alloc_row(usize::from(argc) + usize::from(hidden));
        self.op(
            span,
            Op::RefLocal {
                dst: row,
                src: first,
            },
        );
        for index in 1..u16::from(argc) {
            let (dst, src) = (Reg(row.0 + index), Reg(first.0 + index));
            self.op(span, Op::Move { dst, src });
        }
        if hidden {
            let last = Reg(row.0 + u16::from(argc));
            self.load_const(span, last, Const::Type(TypeHint::Unknown));
        }
        let method = self.symbol(&symbol);
        let argc = argc + u8::from(hidden);
        self.op(
            span,
            Op::CallMethod {
                dst: result,
                method,
                args: row,
                argc,
            },
        );
        self.op(span, Op::Return { src: result });
        self.finish_body();
        self.load_const(span, dst, Const::Fn(function));
    }

    /// Number of arguments of a trait's method, receiver included; `None` when it takes no receiver.
    pub fn method_argc(&self, id: Option<TraitId>, name: &str) -> Option<u8> {
        let declared = |id: TraitId| self.names.traits[id].methods.get(name);
        let found = match id {
            Some(id) => declared(id),
            None => (0..self.names.traits.len()).find_map(declared),
        };
        if let Some(method) = found {
            return (method.self_kind != SelfKind::None).then_some(method.argc);
        }
        match name {
            "cmp" | "partial_cmp" | "eq" | "ne" | "lt" | "le" | "gt" | "ge" | "fmt" | "add"
            | "sub" | "mul" | "div" | "rem" => Some(2),
            "from_str" | "from" | "from_iter" | "default" | "try_from" => None,
            _ => Some(1),
        }
    }

    /// The name under which calls of `Trait::name` find the method.
    pub fn trait_symbol(&self, id: Option<TraitId>, name: &str) -> String {
        match id.map(|id| &self.names.traits[id]) {
            Some(info) if info.is_user || name == "fmt" => format!("{}::{name}", info.name),
            Some(info) => operator_of_trait(&info.name, name).unwrap_or_else(|| name.to_owned()),
            None => name.to_owned(),
        }
    }

    /// `T::new()`: which type is meant is not known at run time.
    pub fn refuse_static_trait(&mut self, span: Span, name: &str, dst: Reg) {
        self.refuse_parameter(
            span,
            &format!("`{name}` of a type parameter where it is not known what that stands for"),
            "write the type out where the function is called: `function::<Type>(…)`",
            dst,
        );
    }

    /// The shape that `Name { … }` makes or matches.
    pub fn struct_shape(
        &mut self,
        path: &syn::Path,
        qself: Option<&syn::QSelf>,
    ) -> Option<ShapeId> {
        if qself.is_some() {
            let span = spans::path(path);
            self.unsupported("path", span, "this path", "name the type itself");
            return None;
        }
        match self.follow_path(path, Namespace::Types) {
            Ok(Resolved::Def(Def::Type(id))) => {
                let info = &self.names.types[id];
                if info.shape.is_none() {
                    let message = format!("`{}` is not a struct of the program", info.name);
                    self.error(Diagnostic::error("E0574", spans::path(path), message));
                }
                self.names.types[id].shape
            }
            Ok(Resolved::Def(Def::Constructor(shape))) => Some(shape),
            Ok(Resolved::Def(Def::Refused)) => None,
            Ok(_) => {
                let message = "this is not a struct or a variant";
                self.error(Diagnostic::error("E0574", spans::path(path), message));
                None
            }
            Err(unresolved) => {
                let names = segments(path);
                let name = names[unresolved.part.min(names.len() - 1)].clone();
                let span = segment_span(path, unresolved.part);
                let message = format!("cannot find the struct or variant `{name}`");
                let known = self.type_names(&unresolved);
                let near = nearest(&name, known.iter().map(String::as_str));
                let help = near.map(|near| format!("there is `{near}`"));
                self.error(with_help(Diagnostic::error("E0422", span, message), help));
                None
            }
        }
    }
}

/// Where the last name of a path starts.
pub fn name_offset(path: &syn::Path) -> u32 {
    let last = path.segments.last();
    last.map_or(0, |last| spans::of(last.ident.span()).start)
}

/// `MAX` or `MIN` of an integer type, when 64 bits hold it.
fn integer_limit(native: Native, tag: TypeTag) -> Option<Const> {
    let name = TypeTag::BUILTIN_NAMES.get(usize::from(tag.0))?;
    let kind = IntKind::from_name(name).filter(|kind| kind.bits() <= 64)?;
    match native {
        Native::IntTypeMax => Some(Const::Int(kind, kind.max())),
        Native::IntTypeMin => Some(Const::Int(kind, kind.min())),
        _ => None,
    }
}

fn with_help(diagnostic: Diagnostic, help: Option<String>) -> Diagnostic {
    match help {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    }
}
