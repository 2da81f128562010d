//! Implementations: which type gets which methods, functions and constants, defaults of traits included.

use interleave_program::{
    Diagnostic, FnId, Op, Reg, SelfKind, Span, TypeTag, operator_of_trait, operator_symbol,
};
use syn::{ImplItem, TraitItem, Type};

use crate::instances::{Template, Text};
use crate::lower::body::Context;
use crate::names::{Callee, Def, TraitId, TraitMethod, TypeId};
use crate::resolve::{Namespace, Resolved, segments, unraw};
use crate::session::{Alias, Job, PendingImpl, Session, TraitSyntax};
use crate::signature::{changes_self, of_impl, pinned, self_kind, strip_reference};
use crate::spans;
use crate::twins::Twin;

/// What an `impl` is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// One type.
    Type(TypeId),
    /// Every type: a type parameter or trait object.
    Blanket,
}

/// Methods that are called with one hidden last argument, the type of their result.
pub const HINTED: &[&str] = &[
    "collect",
    "try_collect",
    "sum",
    "product",
    "parse",
    "into",
    "try_into",
    "unzip",
    "partition",
    "from_iter",
    "default",
    "unwrap_or_default",
    "or_default",
    "get_or_insert_default",
    "downcast",
    "downcast_ref",
    "downcast_mut",
    "is",
];

/// Methods of std's traits that `Box`, `Rc` and `Arc` have if their content has them.
pub const OF_CONTENT: &[&str] = &[
    "clamp",
    "cmp",
    "eq",
    "ge",
    "gt",
    "hash",
    "le",
    "lt",
    "max",
    "min",
    "ne",
    "partial_cmp",
    "to_string",
];

impl<'a> Session<'a> {
    /// Gives `type` items their meaning; whether one more has got it.
    pub fn resolve_aliases(&mut self) -> bool {
        let all = self.aliases.len();
        for _ in 0..=all {
            let pending = std::mem::take(&mut self.aliases).into_iter();
            self.aliases = pending.filter(|alias| !self.try_alias(alias)).collect();
        }
        self.aliases.len() < all
    }

    fn try_alias(&mut self, alias: &Alias<'a>) -> bool {
        let context = Context {
            module: alias.module,
            ..Context::default()
        };
        let Some(id) = self.type_id(&alias.item.ty, &context) else {
            return false;
        };
        let name = unraw(&alias.item.ident);
        let scope = &mut self.names.modules[alias.module];
        scope.types.insert(name.clone(), Def::Type(id));
        if let Some(shape) = self.names.types[id].shape {
            scope.values.insert(name, Def::Constructor(shape));
        }
        true
    }

    /// The other `type` items stand for what is no nominal type.
    pub fn leave_aliases_open(&mut self) {
        for alias in std::mem::take(&mut self.aliases) {
            let name = unraw(&alias.item.ident);
            self.names.modules[alias.module]
                .types
                .insert(name, Def::OpaqueType);
        }
    }

    /// The nominal type that `ty` is, references looked through; `None` for parameters and trait objects.
    pub fn type_id(&self, ty: &Type, context: &Context) -> Option<TypeId> {
        match ty {
            Type::Path(path) if path.qself.is_none() => {
                let found = self.path_type(&path.path, context)?;
                // A pinned reference is that reference at run time.
                match pinned(ty).filter(|_| self.is_pin(found)) {
                    Some(reference) => self.type_id(reference, context),
                    None => Some(found),
                }
            }
            Type::Path(path) if is_own(path.qself.as_ref()) => {
                context.associated_type(&unraw(&path.path.segments.last()?.ident))
            }
            Type::Reference(reference) => self.type_id(&reference.elem, context),
            Type::Paren(paren) => self.type_id(&paren.elem, context),
            Type::Group(group) => self.type_id(&group.elem, context),
            Type::Tuple(tuple) if tuple.elems.is_empty() => self.names.type_of_tag(TypeTag::UNIT),
            Type::Tuple(_) => self.names.type_of_tag(TypeTag::TUPLE),
            Type::Array(_) => self.names.type_of_tag(TypeTag::ARRAY),
            Type::Slice(_) => self.names.type_of_tag(TypeTag::SLICE),
            Type::FnPtr(_) => self.names.type_of_tag(TypeTag::FN),
            _ => None,
        }
    }

    fn is_pin(&self, id: TypeId) -> bool {
        let path = ["std", "pin", "Pin"];
        let std = self.follow(self.names.prelude, &path, Namespace::Types, None, true);
        matches!(std, Ok(Resolved::Def(Def::Type(pin))) if pin == id)
    }

    fn path_type(&self, path: &syn::Path, context: &Context) -> Option<TypeId> {
        let names = segments(path);
        if names.len() == 1 && context.type_params.contains(&names[0]) {
            let hint = context.arguments.as_ref()?.ty(&names[0])?;
            return self.hinted_type(hint);
        }
        if let [first, name] = names.as_slice()
            && first == "Self"
            && let Some(known) = context.associated_type(name)
        {
            return Some(known);
        }
        let parts: Vec<&str> = names.iter().map(String::as_str).collect();
        let found = self.follow(
            context.module,
            &parts,
            Namespace::Types,
            context.self_type,
            path.leading_colon.is_some(),
        );
        match found {
            Ok(Resolved::Def(Def::Type(id))) => Some(id),
            // Of built-in types too: `Future` there is also what `async` bodies make.
            _ if self.is_prelude && names.len() == 1 => {
                self.names.type_of_tag(TypeTag::builtin(&names[0])?)
            }
            _ => None,
        }
    }

    /// The tag of `ty`'s values; `None` when it may be any.
    pub fn type_tag(&self, ty: &Type, context: &Context) -> Option<TypeTag> {
        self.type_id(ty, context).map(|id| self.names.types[id].tag)
    }

    /// Reads what each trait of the text declares.
    pub fn enter_traits(&mut self) {
        let traits: Vec<TraitId> = self.traits.keys().copied().collect();
        for id in traits {
            if self.names.traits[id].methods.is_empty() {
                for syntax in self.traits[&id].clone() {
                    self.enter_trait(id, syntax);
                }
            }
        }
    }

    fn enter_trait(&mut self, id: TraitId, syntax: TraitSyntax<'a>) {
        for item in &syntax.item.items {
            match item {
                TraitItem::Fn(item) => self.enter_trait_fn(id, item, syntax),
                TraitItem::Const(item) => self.enter_trait_const(id, item, syntax),
                TraitItem::Type(_) => {}
                TraitItem::Macro(item) => self.refuse_macro_item(&item.mac),
                _ => {}
            }
        }
    }

    fn enter_trait_const(
        &mut self,
        id: TraitId,
        item: &'a syn::TraitItemConst,
        syntax: TraitSyntax<'a>,
    ) {
        self.note_declaring(id, &item.ident);
        let Some((_, value)) = &item.default else {
            return;
        };
        let mut context = Context {
            module: syntax.module,
            self_trait: Some(id),
            ..Context::default()
        };
        context.add_generics(&syntax.item.generics);
        self.add_const_template(&item.ident, value, &context, None);
    }

    fn note_declaring(&mut self, id: TraitId, name: &syn::Ident) {
        if !self.is_prelude {
            self.declaring.insert(spans::of(name.span()).start, id);
        }
    }

    /// Keeps a constant for instances.
    fn add_const_template(
        &mut self,
        ident: &syn::Ident,
        expr: &'a syn::Expr,
        context: &Context,
        open: Option<Def>,
    ) {
        let template = Template {
            name: unraw(ident),
            params: 0,
            self_kind: SelfKind::None,
            text: Text::Const(expr),
            context: context.clone(),
            owner: None,
            default_of: context.self_trait,
            open,
        };
        self.add_template(ident, template);
    }

    fn refuse_macro_item(&mut self, mac: &syn::Macro) {
        let span = spans::mac(mac);
        self.unsupported(
            "macro",
            span,
            "a macro in this place",
            "write out what it stands for",
        );
    }

    /// How many arguments a method has beside those that are written: callers give a hidden one to every method of a name
    /// in [`HINTED`].
    fn hidden_arguments(&self, name: &str, kind: SelfKind) -> u8 {
        u8::from(!self.is_prelude && kind != SelfKind::None && HINTED.contains(&name))
    }

    fn enter_trait_fn(&mut self, id: TraitId, item: &'a syn::TraitItemFn, syntax: TraitSyntax<'a>) {
        self.check_attributes(&item.attrs);
        let Some(argc) = self.check_signature(&item.sig) else {
            return;
        };
        self.note_declaring(id, &item.sig.ident);
        let name = unraw(&item.sig.ident);
        let kind = self_kind(&item.sig);
        let params = argc + self.hidden_arguments(&name, kind);
        let per_type = item
            .default
            .as_ref()
            .is_some_and(crate::mentions::says_self_path)
            && !self.is_prelude;
        let mut context = Context {
            module: syntax.module,
            self_trait: Some(id),
            ..Context::default()
        };
        context.add_generics(&syntax.item.generics);
        context.add_generics(&item.sig.generics);
        if let Some(block) = &item.default {
            let template = Template {
                name: format!("{}::{name}", self.names.traits[id].name),
                params,
                self_kind: kind,
                text: Text::Fn(&item.sig, block),
                context: context.clone(),
                owner: None,
                default_of: Some(id),
                open: None,
            };
            self.add_template(&item.sig.ident, template);
        }
        let default = match &item.default {
            Some(block) if !per_type => {
                let full = format!("{}::{name}", self.names.traits[id].name);
                let function = self.reserve(&full, params, kind);
                self.jobs.push_back(Job::Fn {
                    id: function,
                    name: full,
                    sig: &item.sig,
                    block,
                    context,
                });
                Some(function)
            }
            _ => None,
        };
        let method = TraitMethod {
            default,
            per_type: per_type && item.default.is_some(),
            self_kind: kind,
            changes_self: changes_self(&item.sig),
            argc,
        };
        self.names.traits[id].methods.insert(name, method);
    }

    /// Enters all implementations: traits' first, so that inherent methods can go before them.
    pub fn enter_impls(&mut self) {
        let (traits, inherent): (Vec<_>, Vec<_>) = std::mem::take(&mut self.impls)
            .into_iter()
            .partition(|pending| pending.item.trait_.is_some());
        for pending in traits {
            self.enter_impl(&pending);
        }
        self.finish_object_impls();
        self.finish_overloads();
        for pending in inherent {
            self.enter_impl(&pending);
        }
        self.finish_twins();
    }

    fn enter_impl(&mut self, pending: &PendingImpl<'a>) {
        let item = pending.item;
        self.check_attributes(&item.attrs);
        let mut context = Context {
            module: pending.module,
            ..Context::default()
        };
        context.add_generics(&item.generics);
        let Some(target) = self.impl_target(&item.self_ty, &context) else {
            return;
        };
        if let Target::Type(id) = target {
            context.self_type = Some(id);
        }
        for member in &item.items {
            if let ImplItem::Type(member) = member
                && let Some(id) = self.type_id(&member.ty, &context)
            {
                let name = unraw(&member.ident);
                context.associated_types.push((name, id));
            }
        }
        let trait_id = match &item.trait_ {
            Some((path, _)) => match self.impl_trait(path, &context) {
                Some(id) => Some(id),
                None => return,
            },
            None => None,
        };
        self.enter_impl_items(item, target, trait_id, &context);
        if let Some(id) = trait_id {
            self.enter_defaults(item, target, id, &context);
            if let Target::Type(type_id) = target {
                self.implementors.push((id, type_id));
            }
        }
    }

    fn impl_target(&mut self, ty: &Type, context: &Context) -> Option<Target> {
        if let Some(id) = self.type_id(ty, context) {
            return Some(Target::Type(id));
        }
        let inner = strip_reference(ty);
        let is_param = match inner {
            Type::Path(path) => path
                .path
                .get_ident()
                .is_some_and(|ident| context.type_params.contains(&unraw(ident))),
            Type::TraitObject(_) => true,
            _ => false,
        };
        if is_param {
            return Some(Target::Blanket);
        }
        if self.is_refused_type(ty, context) {
            return None;
        }
        let span = spans::ty(ty);
        let name = span.text(self.source).to_owned();
        self.error(Diagnostic::error(
            "E0425",
            span,
            format!("cannot find the type `{name}`"),
        ));
        None
    }

    fn is_refused_type(&self, ty: &Type, context: &Context) -> bool {
        let Type::Path(path) = strip_reference(ty) else {
            return false;
        };
        let names = segments(&path.path);
        let parts: Vec<&str> = names.iter().map(String::as_str).collect();
        let found = self.follow(context.module, &parts, Namespace::Types, None, false);
        matches!(found, Ok(Resolved::Def(Def::Refused)))
    }

    pub fn impl_trait(&mut self, path: &syn::Path, context: &Context) -> Option<TraitId> {
        let names = segments(path);
        let parts: Vec<&str> = names.iter().map(String::as_str).collect();
        let found = self.follow(context.module, &parts, Namespace::Types, None, false);
        match found {
            Ok(Resolved::Def(Def::Trait(id))) => return Some(id),
            Ok(Resolved::Def(Def::Refused)) => return None,
            _ => {}
        }
        // The prelude names std's traits without importing them.
        if self.is_prelude
            && let Some(id) = self
                .names
                .traits
                .iter()
                .position(|known| known.name == names[0])
        {
            return Some(id);
        }
        let name = names.join("::");
        let span = spans::path(path);
        let known: Vec<String> = self.names.traits.iter().map(|t| t.name.clone()).collect();
        let near = crate::nearest::nearest(&name, known.iter().map(String::as_str));
        let mut diagnostic =
            Diagnostic::error("E0404", span, format!("cannot find the trait `{name}`"));
        if let Some(near) = near {
            diagnostic = diagnostic.with_help(format!("there is `{near}`"));
        }
        self.error(diagnostic);
        None
    }

    fn enter_impl_items(
        &mut self,
        item: &'a syn::ItemImpl,
        target: Target,
        trait_id: Option<TraitId>,
        context: &Context,
    ) {
        for member in &item.items {
            match member {
                ImplItem::Fn(function) => {
                    self.enter_impl_fn(item, function, target, trait_id, context);
                }
                ImplItem::Const(constant) => {
                    let name = unraw(&constant.ident);
                    let at = spans::of(constant.ident.span()).start;
                    let context = &Context {
                        declared_at: Some(at),
                        ..context.clone()
                    };
                    let def = self.new_const(&name, &constant.ty, &constant.expr, context.clone());
                    self.add_const_template(&constant.ident, &constant.expr, context, Some(def));
                    self.notice_constant(target, trait_id, &constant.ident);
                    self.set_static(target, &name, def, trait_id);
                }
                ImplItem::Macro(member) => self.refuse_macro_item(&member.mac),
                _ => {}
            }
        }
    }

    /// A trait's constant or function without a receiver has a name of its own beside that under which an inherent one
    /// goes before it.
    fn set_static(&mut self, target: Target, name: &str, def: Def, of: Option<TraitId>) {
        self.set_associated(target, name, def, of.is_some());
        if let (Some(of), false) = (of, self.is_prelude) {
            let qualified = format!("{}::{name}", self.names.traits[of].name);
            self.set_associated(target, &qualified, def, true);
        }
    }

    fn set_associated(&mut self, target: Target, name: &str, def: Def, is_trait: bool) {
        let Target::Type(id) = target else {
            return;
        };
        let associated = &mut self.names.types[id].associated;
        if is_trait && associated.contains_key(name) && !self.is_prelude {
            return;
        }
        associated.insert(name.to_owned(), def);
    }

    fn enter_impl_fn(
        &mut self,
        item: &'a syn::ItemImpl,
        function: &'a syn::ImplItemFn,
        target: Target,
        trait_id: Option<TraitId>,
        context: &Context,
    ) {
        self.check_attributes(&function.attrs);
        let Some(params) = self.check_signature(&function.sig) else {
            return;
        };
        let name = unraw(&function.sig.ident);
        let kind = self.impl_self_kind(trait_id, &function.sig, (target, &item.self_ty));
        let params = params + self.hidden_arguments(&name, kind);
        let owner = self.target_name(target, trait_id);
        let full = format!("{owner}::{name}");
        let id = self.reserve(&full, params, kind);
        let mut inner = context.clone();
        inner.add_generics(&function.sig.generics);
        let (sig, block) = (&function.sig, &function.block);
        self.add_fn((id, full, params), sig, block, inner, Some(target));
        self.place_fn(item, &function.sig, &name, id, target, trait_id, context);
    }

    /// How a function of an `impl` takes its receiver. `ArcWake::wake_by_ref` of the crate `futures` calls it `arc_self`.
    fn impl_self_kind(
        &self,
        trait_id: Option<TraitId>,
        sig: &syn::Signature,
        (target, self_ty): (Target, &Type),
    ) -> SelfKind {
        let is_arc_wake =
            |id: TraitId| self.names.traits[id].name == "ArcWake" && !self.names.traits[id].is_user;
        match self_kind(sig) {
            SelfKind::None if trait_id.is_some_and(is_arc_wake) => SelfKind::PointerRef,
            kind if matches!(target, Target::Type(_)) => of_impl(kind, changes_self(sig), self_ty),
            kind => kind,
        }
    }

    fn target_name(&self, target: Target, trait_id: Option<TraitId>) -> String {
        match (target, trait_id) {
            (Target::Type(id), _) => self.names.types[id].name.clone(),
            (Target::Blanket, Some(id)) => self.names.traits[id].name.clone(),
            (Target::Blanket, None) => "dyn".to_owned(),
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "all that an impl says about one function"
    )]
    fn place_fn(
        &mut self,
        item: &syn::ItemImpl,
        sig: &syn::Signature,
        name: &str,
        id: FnId,
        target: Target,
        trait_id: Option<TraitId>,
        context: &Context,
    ) {
        let kind = self.impl_self_kind(trait_id, sig, (target, &item.self_ty));
        let trait_name = trait_id.map(|id| self.names.traits[id].name.clone());
        match (trait_name.as_deref(), target) {
            (Some("Drop"), Target::Type(type_id)) => {
                let tag = self.names.types[type_id].tag;
                if let Some(index) = tag.user_index() {
                    self.program.types[index].drop = Some(id);
                }
                return;
            }
            (Some("From"), Target::Type(type_id)) => {
                self.enter_from(item, id, type_id, context);
                return;
            }
            _ => {}
        }
        if let (Target::Type(type_id), Some(trait_id), false) = (target, trait_id, self.is_prelude)
        {
            let key = (type_id, trait_id, name.to_owned());
            self.enter_overload(key, id, &item.self_ty, sig, context);
            if let Some(name @ ("PartialEq" | "PartialOrd")) = trait_name.as_deref() {
                self.refuse_beside_derive(item, name, type_id);
            }
        }
        if let (Target::Type(type_id), None, false) = (target, trait_id, self.is_prelude) {
            let at = spans::of(sig.ident.span()).start;
            let twin = Twin { at, id, kind };
            let known = self.inherent.entry((type_id, name.to_owned()));
            known.or_default().push(twin);
            self.inherent_names.insert(name.to_owned());
            if kind != SelfKind::None {
                self.refuse_beside_std(type_id, name, spans::of(sig.ident.span()));
            }
        }
        if let Some(of) = trait_id
            && self.keeps_for_objects(&item.self_ty, of, (name, id, kind), context)
        {
            return;
        }
        let callee = Def::Callee(Callee::Fn(id));
        match kind {
            SelfKind::None => self.set_static(target, name, callee, trait_id),
            _ => self.set_associated(target, name, callee, trait_id.is_some()),
        }
        self.place_method(target, name, id, kind, trait_id);
    }

    /// Puts a method into the tables that calls go through.
    pub fn place_method(
        &mut self,
        target: Target,
        name: &str,
        id: FnId,
        kind: SelfKind,
        trait_id: Option<TraitId>,
    ) {
        let mut symbols = vec![name.to_owned()];
        if let Some(trait_id) = trait_id {
            let info = &self.names.traits[trait_id];
            let is_format = name == "fmt";
            if info.is_user || is_format {
                symbols.push(format!("{}::{name}", info.name));
            } else if !info.is_user {
                symbols.extend(operator_of_trait(&info.name, name));
            }
            // `fmt` alone means what `Display` says, when both are there.
            if is_format && info.name != "Display" {
                symbols.retain(|symbol| symbol != name || !self.knows_method(target, symbol));
            }
        } else if self.is_prelude {
            symbols.extend(operator_symbol(name));
        } else if OF_CONTENT.contains(&name) {
            symbols.push(inherent_symbol(name));
        }
        for symbol in symbols {
            match target {
                Target::Type(type_id) => {
                    let tag = self.names.types[type_id].tag;
                    self.enter_method(tag, &symbol, id, kind, trait_id);
                }
                Target::Blanket => {
                    let symbol = self.symbol(&symbol);
                    let method = interleave_program::Method {
                        target: interleave_program::MethodTarget::Fn(id),
                        self_kind: kind,
                    };
                    crate::std_names::set_blanket(&mut self.program, symbol, method);
                }
            }
        }
    }

    fn knows_method(&self, target: Target, name: &str) -> bool {
        let Target::Type(id) = target else {
            return false;
        };
        self.program
            .symbols
            .get(name)
            .is_some_and(|symbol| self.has_own_method(self.names.types[id].tag, symbol))
    }

    /// `From<A> for B` becomes the method `into#B` of A.
    fn enter_from(&mut self, item: &syn::ItemImpl, id: FnId, target: TypeId, context: &Context) {
        let callee = Def::Callee(Callee::Fn(id));
        let several = self.from_targets.contains(&target);
        if !several {
            self.names.types[target]
                .associated
                .entry("from".to_owned())
                .or_insert(callee);
        }
        self.from_targets.insert(target);
        let name = from_symbol(&self.names.types[target].name, target);
        if !several {
            // `From<T> for T`, which `?` relies on.
            let identity = self.identity();
            let tag = self.names.types[target].tag;
            self.enter_method(tag, &name, identity, SelfKind::Value, None);
        }
        let source = item
            .trait_
            .as_ref()
            .and_then(|(path, _)| from_argument(path));
        match source.and_then(|ty| self.type_tag(ty, context)) {
            Some(tag) => self.enter_source(tag, &name, id, item, context),
            None => self.place_method(Target::Blanket, &name, id, SelfKind::Value, None),
        }
    }

    /// A function that gives back what it gets.
    fn identity(&mut self) -> FnId {
        let id = self.reserve("from", 1, SelfKind::Value);
        let function = &mut self.program.functions[id.index()];
        function.is_prelude = true;
        function.registers = 2;
        function.code = vec![Op::Return { src: Reg(0) }];
        function.spans = vec![Span::NONE];
        id
    }

    /// Default methods and constants that the implementation leaves to the trait.
    fn enter_defaults(
        &mut self,
        item: &'a syn::ItemImpl,
        target: Target,
        trait_id: TraitId,
        context: &Context,
    ) {
        let written: Vec<String> = item
            .items
            .iter()
            .filter_map(|member| match member {
                ImplItem::Fn(function) => Some(unraw(&function.sig.ident)),
                ImplItem::Const(constant) => Some(unraw(&constant.ident)),
                _ => None,
            })
            .collect();
        self.check_members(item, trait_id, &written);
        let methods = self.names.traits[trait_id].methods.clone();
        for (name, method) in methods {
            if written.contains(&name) {
                continue;
            }
            if let Some(id) = method.default {
                let kind = of_impl(method.self_kind, method.changes_self, &item.self_ty);
                self.place_method(target, &name, id, kind, Some(trait_id));
                if method.self_kind == SelfKind::None || self.names.traits[trait_id].is_user {
                    let callee = Def::Callee(Callee::Fn(id));
                    self.set_associated(target, &name, callee, true);
                }
            }
        }
        self.enter_own_defaults(target, trait_id, &written, context);
    }

    /// Defaults that say `Self::…`, and constants with a default: once more for this type.
    fn enter_own_defaults(
        &mut self,
        target: Target,
        trait_id: TraitId,
        written: &[String],
        context: &Context,
    ) {
        let Some(syntax) = self
            .traits
            .get(&trait_id)
            .and_then(|parts| parts.first().copied())
        else {
            return;
        };
        let mut inner = Context {
            module: syntax.module,
            self_type: context.self_type,
            self_trait: Some(trait_id),
            associated_types: context.associated_types.clone(),
            ..Context::default()
        };
        inner.add_generics(&syntax.item.generics);
        for member in &syntax.item.items {
            match member {
                TraitItem::Const(constant) if !written.contains(&unraw(&constant.ident)) => {
                    let Some((_, value)) = &constant.default else {
                        continue;
                    };
                    let name = unraw(&constant.ident);
                    let def = self.new_const(&name, &constant.ty, value, inner.clone());
                    self.set_static(target, &name, def, Some(trait_id));
                }
                TraitItem::Fn(function) => {
                    let name = unraw(&function.sig.ident);
                    let per_type = self.names.traits[trait_id]
                        .methods
                        .get(&name)
                        .is_some_and(|method| method.per_type);
                    if let (true, Some(block), false) =
                        (per_type, &function.default, written.contains(&name))
                    {
                        let mut inner = inner.clone();
                        inner.add_generics(&function.sig.generics);
                        self.enter_own_default(target, trait_id, &function.sig, block, inner);
                    }
                }
                _ => {}
            }
        }
    }

    fn enter_own_default(
        &mut self,
        target: Target,
        trait_id: TraitId,
        sig: &'a syn::Signature,
        block: &'a syn::Block,
        context: Context,
    ) {
        let name = unraw(&sig.ident);
        let full = format!("{}::{name}", self.target_name(target, Some(trait_id)));
        let kind = self_kind(sig);
        let params = sig.inputs.len() as u8 + self.hidden_arguments(&name, kind);
        let id = self.reserve(&full, params, kind);
        self.note_declared(id, &sig.ident);
        self.jobs.push_back(Job::Fn {
            id,
            name: full,
            sig,
            block,
            context,
        });
        self.set_associated(target, &name, Def::Callee(Callee::Fn(id)), true);
        self.place_method(target, &name, id, kind, Some(trait_id));
    }

    /// An implementation must define what the trait asks for, and nothing else.
    fn check_members(&mut self, item: &syn::ItemImpl, trait_id: TraitId, written: &[String]) {
        let info = &self.names.traits[trait_id];
        if info.is_open || !info.is_user {
            return;
        }
        let Some((path, _)) = &item.trait_ else {
            return;
        };
        let missing: Vec<String> = info
            .methods
            .iter()
            .filter(|(name, method)| {
                method.default.is_none() && !method.per_type && !written.contains(name)
            })
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        let trait_name = info.name.clone();
        if !missing.is_empty() {
            let message = format!(
                "not all items of trait `{trait_name}` are implemented: {} missing",
                missing.join(", ")
            );
            self.error(Diagnostic::error("E0046", spans::path(path), message));
        }
        for member in &item.items {
            if let ImplItem::Fn(function) = member {
                let name = unraw(&function.sig.ident);
                self.check_count(trait_id, &name, &function.sig);
                if !self.names.traits[trait_id].methods.contains_key(&name) {
                    let message =
                        format!("method `{name}` is not a member of trait `{trait_name}`");
                    let span = spans::of(function.sig.ident.span());
                    self.error(Diagnostic::error("E0407", span, message));
                }
            }
        }
    }
}

/// The name under which calls find an inherent method called like one of [`OF_CONTENT`].
pub fn inherent_symbol(name: &str) -> String {
    format!("inherent#{name}")
}

impl Session<'_> {
    /// A method takes as many parameters as its trait says.
    fn check_count(&mut self, trait_id: TraitId, name: &str, sig: &syn::Signature) {
        let info = &self.names.traits[trait_id];
        let Some(declared) = info.methods.get(name) else {
            return;
        };
        let (given, asked) = (sig.inputs.len(), usize::from(declared.argc));
        let has_self = |kind: SelfKind| kind != SelfKind::None;
        // One with `self` and one without: another mistake.
        if given == asked || has_self(declared.self_kind) != has_self(self_kind(sig)) {
            return;
        }
        let message = format!(
            "method `{name}` has {given} parameters but the declaration in trait `{}` has {asked}",
            info.name
        );
        let span = match sig.inputs.first() {
            Some(syn::FnArg::Receiver(receiver)) => spans::of(receiver.self_token.span),
            Some(syn::FnArg::Typed(typed)) => spans::pat(&typed.pat),
            None => spans::of(sig.ident.span()),
        };
        self.error(Diagnostic::error("E0050", span, message));
    }
}

/// The method by which a value becomes one of the program's types.
pub fn from_symbol(name: &str, id: TypeId) -> String {
    format!("into#{name}#{id}")
}

fn from_argument(path: &syn::Path) -> Option<&Type> {
    match &path.segments.last()?.arguments {
        syn::PathArguments::AngleBracketed(args) => args.args.iter().find_map(|arg| match arg {
            syn::GenericArgument::Type(ty) => Some(ty),
            _ => None,
        }),
        _ => None,
    }
}

/// `<Self as Trait>`
fn is_own(qself: Option<&syn::QSelf>) -> bool {
    let ty = qself.map(|qself| &*qself.ty);
    matches!(ty, Some(Type::Path(path)) if path.path.is_ident("Self"))
}
