//! The program's own signatures: types, functions, traits and impls, and the bodies to infer.

use interleave_program::{Map, TypeTag};
use syn::{Expr, FnArg, ImplItem, Item, Pat, TraitItem};

use super::anchor::offset;
use super::base::{Adt, Base, Head};
use super::scope::Scopes;
use super::sig::{AdtId, Bound, Convert, FnSig, Named, Receiver, Sig, TraitId};

/// What a body can name besides its variables.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    pub(super) module: usize,
    /// Type parameters by name and number.
    pub(super) params: Vec<(String, u16)>,
    pub(super) generics: u16,
    pub(super) bounds: Vec<(u16, Bound)>,
    pub(super) self_sig: Option<Sig>,
    pub(super) assoc: Map<String, Sig>,
}

/// A body whose types are to be inferred.
pub(super) struct Job<'a> {
    /// Where the name of the function or constant stands.
    pub(super) at: u32,
    pub(super) context: Context,
    pub(super) inputs: Vec<(Option<&'a Pat>, Sig)>,
    /// Const parameters, which are values of these types.
    pub(super) consts: Vec<(String, Sig)>,
    pub(super) ret: Sig,
    pub(super) receiver: Option<&'a syn::Receiver>,
    pub(super) output: Option<&'a syn::ReturnType>,
    pub(super) body: Body<'a>,
}

/// What is computed.
#[derive(Clone, Copy)]
pub(super) enum Body<'a> {
    Block(&'a syn::Block),
    Expr(&'a Expr),
}

/// A trait of the program. Parameter 0 of its signatures is `Self`.
#[derive(Default)]
pub(super) struct Trait {
    pub(super) methods: Map<String, FnSig>,
    pub(super) supertraits: Vec<TraitId>,
    /// `Copy` is among the supertraits.
    pub(super) is_copy: bool,
    /// What `Into` among the supertraits makes.
    pub(super) into: Option<Sig>,
    defaults: Vec<String>,
    default_consts: Vec<String>,
}

/// Everything that bodies are inferred against.
pub(super) struct World<'a> {
    pub(super) scopes: Scopes<'a>,
    /// The program's types; their ids follow std's.
    pub(super) base: Base,
    pub(super) traits: Vec<Trait>,
    pub(super) functions: Vec<FnSig>,
    pub(super) values: Vec<Sig>,
    /// Associated types of impls: (the impl's type, the type).
    pub(super) assoc: Map<(Head, String), Vec<(Sig, Sig)>>,
    /// Associated constants.
    pub(super) consts: Map<(Head, String), FnSig>,
    /// What the text says of its generic bodies, as in [`super::facts::Facts::of_bounds`], for their instances.
    pub(super) of_bounds: Map<u32, u32>,
    /// Functions and constants that implement what a trait declares, by where it is declared.
    pub(super) implementing: Map<u32, Vec<u32>>,
    /// Methods of traits that structs have: where the method and the struct are declared.
    pub(super) of_traits: Vec<(u32, u32)>,
    /// Methods of `impl<T: …> Trait for T`.
    pub(super) blanket: Map<String, FnSig>,
    pub(super) jobs: Vec<Job<'a>>,
    /// What implements each trait of the program; `None` for whatever meets some bounds.
    pub(super) implementors: Map<TraitId, Vec<Option<Head>>>,
    /// Types that an `unsafe impl` says may cross threads.
    pub(super) vouched: Vec<Head>,
    /// Tags of types of std that the prelude declares.
    pub(super) std_tags: Map<AdtId, TypeTag>,
}

impl<'a> World<'a> {
    pub(super) fn new(
        scopes: Scopes<'a>,
        tags: &Map<u32, TypeTag>,
        of_std: &[(String, TypeTag)],
    ) -> Self {
        let mut world = Self {
            scopes,
            base: Base::default(),
            traits: Vec::new(),
            functions: Vec::new(),
            values: Vec::new(),
            assoc: Map::new(),
            consts: Map::new(),
            of_bounds: Map::new(),
            implementing: Map::new(),
            of_traits: Vec::new(),
            blanket: Map::new(),
            jobs: Vec::new(),
            implementors: Map::new(),
            vouched: Vec::new(),
            std_tags: Map::new(),
        };
        for (name, tag) in of_std {
            if let Some(id) = world.scopes.std.base.by_name.get(name) {
                world.std_tags.insert(*id, *tag);
            }
        }
        for index in 0..world.scopes.adts.len() {
            world.add_adt(index, tags);
        }
        for index in 0..world.scopes.traits.len() {
            world.add_trait(index);
        }
        for index in 0..world.scopes.impls.len() {
            world.add_impl(index);
        }
        for index in 0..world.scopes.functions.len() {
            world.add_function(index);
        }
        for index in 0..world.scopes.values.len() {
            world.add_value(index);
        }
        world
    }

    pub(super) fn adt(&self, id: AdtId) -> &Adt {
        let std = &self.scopes.std.base.adts;
        let index = id.0 as usize;
        std.get(index)
            .unwrap_or_else(|| &self.base.adts[index - std.len()])
    }

    /// What values of a type are at run time.
    pub(super) fn tag(&self, id: AdtId) -> Option<TypeTag> {
        self.adt(id).tag.or_else(|| self.std_tags.get(&id).copied())
    }

    /// Whether a type or trait of the program has a function called `name`.
    pub(super) fn has_function(&self, name: &str) -> bool {
        let mut of_types = self.base.methods.values();
        let mut of_traits = self.traits.iter();
        of_types.any(|named| named.contains_key(name))
            || of_traits.any(|of| of.methods.contains_key(name))
    }

    /// Functions of a type called `name`: the program's first.
    pub(super) fn functions_of(&self, head: Head, name: &str) -> &[FnSig] {
        let own = self.base.of(head, name);
        if own.is_empty() {
            self.scopes.std.base.of(head, name)
        } else {
            own
        }
    }

    /// Runs `with` on a converter for names as `context` sees them.
    pub(super) fn convert<R>(
        &self,
        context: &Context,
        with: impl FnOnce(&mut Convert<'_>) -> R,
    ) -> R {
        let resolve = |path: &syn::Path| self.scopes.named(context.module, path);
        let value = |expr: &Expr| self.scopes.const_value(context.module, expr, 0);
        let std = self.scopes.std;
        let mut convert = Convert::new(&resolve, &value, std.opaque());
        convert.params.clone_from(&context.params);
        convert.next = context.generics;
        convert.bounds.clone_from(&context.bounds);
        convert.self_sig.clone_from(&context.self_sig);
        convert.assoc.clone_from(&context.assoc);
        with(&mut convert)
    }

    fn add_adt(&mut self, index: usize, tags: &Map<u32, TypeTag>) {
        let (module, item) = self.scopes.adts[index];
        let (ident, generics, attrs) = match item {
            Item::Struct(item) => (&item.ident, &item.generics, &item.attrs),
            Item::Enum(item) => (&item.ident, &item.generics, &item.attrs),
            _ => unreachable!("only structs and enums are types"),
        };
        let context = self.generic_context(module, generics);
        let derived = derives(attrs);
        let mut adt = Adt {
            name: ident.to_string(),
            at: offset(ident.span()),
            generics: usize::from(context.generics),
            tag: tags.get(&offset(ident.span())).copied(),
            is_copy: derived.iter().any(|name| name == "Copy"),
            traits: derived,
            ..Adt::default()
        };
        self.convert(&context, |convert| match item {
            Item::Struct(item) => adt.fields = fields(&item.fields, convert),
            Item::Enum(item) => {
                let variants = item.variants.iter();
                adt.variants = variants
                    .map(|variant| (variant.ident.to_string(), fields(&variant.fields, convert)))
                    .collect();
            }
            _ => {}
        });
        self.base.adts.push(adt);
    }

    fn generic_context(&self, module: usize, generics: &syn::Generics) -> Context {
        let context = Context {
            module,
            ..Context::default()
        };
        self.declared(context, generics)
    }

    fn declared(&self, mut context: Context, generics: &syn::Generics) -> Context {
        let (params, next, bounds) = self.convert(&context, |convert| {
            convert.declare(generics);
            (convert.params.clone(), convert.next, convert.bounds.clone())
        });
        context.params = params;
        context.generics = next;
        context.bounds = bounds;
        context
    }

    fn add_trait(&mut self, index: usize) {
        let (module, item) = self.scopes.traits[index];
        let id = TraitId(index as u32);
        let mut context = Context {
            module,
            params: vec![("Self".to_owned(), 0)],
            generics: 1,
            self_sig: Some(Sig::Param(0)),
            ..Context::default()
        };
        context = self.declared(context, &item.generics);
        let args = (1..context.generics).map(Sig::Param).collect();
        context.bounds.push((0, Bound::Trait(id, args)));
        let mut found = Trait::default();
        for bound in &item.supertraits {
            if let syn::TypeParamBound::Trait(bound) = bound {
                found.is_copy |= bound.path.is_ident("Copy");
            }
            found.into = found
                .into
                .or(self.convert(&context, |convert| convert.made_by_into(bound)));
            if let syn::TypeParamBound::Trait(bound) = bound
                && let Named::Trait(id) = self.scopes.named(module, &bound.path)
            {
                found.supertraits.push(id);
            }
        }
        for part in &item.items {
            match part {
                TraitItem::Fn(function) => {
                    let name = function.sig.ident.to_string();
                    let sig = self.convert(&context, |convert| convert.function(&function.sig));
                    let sig = FnSig {
                        of_trait: Some(id),
                        ..sig
                    };
                    found.methods.insert(name.clone(), sig.clone());
                    if let Some(block) = &function.default {
                        found.defaults.push(name);
                        self.add_body(&context, &function.sig, &sig, block);
                    }
                }
                TraitItem::Const(value) => {
                    let name = value.ident.to_string();
                    let sig = self.constant(&context, &value.ident, &value.ty, Some(id));
                    if let Some((_, expr)) = &value.default {
                        found.default_consts.push(name.clone());
                        self.add_expr(context.clone(), sig.at, sig.ret.clone(), expr);
                    }
                    self.consts.insert((Head::Object(id), name), sig);
                }
                _ => {}
            }
        }
        self.traits.push(found);
    }

    fn add_body(
        &mut self,
        context: &Context,
        signature: &'a syn::Signature,
        sig: &FnSig,
        block: &'a syn::Block,
    ) {
        let context = self.declared(context.clone(), &signature.generics);
        let mut inputs = Vec::new();
        let mut params = sig.params.iter();
        for input in &signature.inputs {
            match input {
                FnArg::Receiver(receiver) => {
                    let own = context.self_sig.clone().unwrap_or(Sig::Unknown);
                    inputs.push((None, self.receiver(&context, receiver, own)));
                }
                FnArg::Typed(typed) => {
                    let sig = params.next().cloned().unwrap_or(Sig::Unknown);
                    inputs.push((Some(&*typed.pat), sig));
                }
            }
        }
        let mut ret = sig.ret.clone();
        if let (true, Sig::Adt(_, args)) = (signature.asyncness.is_some(), &ret) {
            ret = args.first().cloned().unwrap_or(Sig::Unknown);
        }
        let context = Context {
            generics: sig.generics,
            bounds: sig.bounds.clone(),
            ..context
        };
        let consts = self.const_params(&context, &signature.generics);
        self.jobs.push(Job {
            at: sig.at,
            context,
            inputs,
            consts,
            ret,
            receiver: signature.receiver(),
            output: Some(&signature.output),
            body: Body::Block(block),
        });
    }

    fn receiver(&self, context: &Context, receiver: &syn::Receiver, own: Sig) -> Sig {
        match &receiver.kind {
            syn::ReceiverKind::Reference(_, _, mutable) => {
                Sig::Ref(mutable.is_some(), Box::new(own))
            }
            syn::ReceiverKind::Typed(_, ty) => self.convert(context, |convert| convert.ty(ty)),
            _ => own,
        }
    }

    fn const_params(&self, context: &Context, generics: &syn::Generics) -> Vec<(String, Sig)> {
        let params = generics.const_params();
        let typed = params.map(|param| {
            let sig = self.convert(context, |convert| convert.ty(&param.ty));
            (param.ident.to_string(), sig)
        });
        typed.collect()
    }

    /// A constant: a function that takes nothing.
    fn constant(
        &self,
        context: &Context,
        ident: &syn::Ident,
        ty: &syn::Type,
        of_trait: Option<TraitId>,
    ) -> FnSig {
        FnSig {
            at: offset(ident.span()),
            generics: context.generics,
            own: context.generics,
            bounds: Vec::new(),
            receiver: Receiver::None,
            self_ty: context.self_sig.clone(),
            params: Vec::new(),
            ret: self.convert(context, |convert| convert.ty(ty)),
            body: (0..context.generics).map(Sig::Param).collect(),
            of_trait,
            is_inherent: false,
        }
    }

    fn add_expr(&mut self, context: Context, at: u32, ret: Sig, expr: &'a Expr) {
        self.jobs.push(Job {
            at,
            context,
            inputs: Vec::new(),
            consts: Vec::new(),
            ret,
            receiver: None,
            output: None,
            body: Body::Expr(expr),
        });
    }

    fn add_impl(&mut self, index: usize) {
        let (module, item) = self.scopes.impls[index];
        let mut context = self.generic_context(module, &item.generics);
        let own = self.convert(&context, |convert| convert.ty(&item.self_ty));
        context.self_sig = Some(own.clone());
        let head = Head::of_sig(&own);
        for part in &item.items {
            if let ImplItem::Type(assoc) = part {
                let sig = self.convert(&context, |convert| convert.ty(&assoc.ty));
                let name = assoc.ident.to_string();
                context.assoc.insert(name.clone(), sig.clone());
                if let Some(head) = head {
                    let known = self.assoc.entry((head, name)).or_default();
                    known.push((own.clone(), sig));
                }
            }
        }
        let of_trait = match &item.trait_ {
            Some((path, _)) => match self.scopes.named(module, path) {
                Named::Trait(id) => Some(id),
                _ => None,
            },
            None => None,
        };
        let mut names = Vec::new();
        let first_job = self.jobs.len();
        for part in &item.items {
            match part {
                ImplItem::Fn(function) => {
                    let name = function.sig.ident.to_string();
                    let sig = self.convert(&context, |convert| convert.function(&function.sig));
                    let sig = FnSig {
                        of_trait,
                        is_inherent: item.trait_.is_none(),
                        ..sig
                    };
                    self.add_body(&context, &function.sig, &sig, &function.block);
                    self.note_implementing(of_trait, &name, sig.at);
                    if item.trait_.is_some() {
                        self.note_of_trait(head, sig.at);
                    }
                    self.add_method(head, &name, sig);
                    names.push(name);
                }
                ImplItem::Const(value) => {
                    let name = value.ident.to_string();
                    let sig = self.constant(&context, &value.ident, &value.ty, of_trait);
                    self.add_expr(context.clone(), sig.at, sig.ret.clone(), &value.expr);
                    self.note_implementing(of_trait, &name, sig.at);
                    if let Some(head) = head {
                        self.consts.insert((head, name.clone()), sig);
                    }
                    names.push(name);
                }
                _ => {}
            }
        }
        let consts = self.const_params(&context, &item.generics);
        for job in &mut self.jobs[first_job..] {
            job.consts.extend(consts.iter().cloned());
        }
        if let Some((path, _)) = &item.trait_ {
            self.add_trait_impl(&context, head, path, &names);
        }
    }

    /// Notes what implements the function or constant `name` of a trait.
    fn note_implementing(&mut self, of_trait: Option<TraitId>, name: &str, at: u32) {
        let Some(id) = of_trait else {
            return;
        };
        let Some(found) = self.traits.get(id.0 as usize) else {
            return;
        };
        let method = found.methods.get(name).map(|sig| sig.at);
        let constant = || self.consts.get(&(Head::Object(id), name.to_owned()));
        if let Some(declared) = method.or_else(|| constant().map(|sig| sig.at)) {
            self.implementing.entry(declared).or_default().push(at);
        }
    }

    /// Notes that the type has the method of a trait that is declared at `at`.
    fn note_of_trait(&mut self, head: Option<Head>, at: u32) {
        if let Some(Head::Adt(id)) = head {
            let adt = self.adt(id).at;
            self.of_traits.push((at, adt));
        }
    }

    fn add_method(&mut self, head: Option<Head>, name: &str, sig: FnSig) {
        match head {
            Some(head) => self.base.add(head, name.to_owned(), sig),
            None => {
                self.blanket.insert(name.to_owned(), sig);
            }
        }
    }

    /// What implementing a trait adds: default methods, `Copy`, `Deref`, iteration.
    fn add_trait_impl(
        &mut self,
        context: &Context,
        head: Option<Head>,
        path: &syn::Path,
        has: &[String],
    ) {
        let own = context.self_sig.clone().unwrap_or(Sig::Unknown);
        if let Named::Trait(id) = self.scopes.named(context.module, path) {
            let last = path.segments.last();
            let args = last.map_or_else(Vec::new, |last| {
                self.convert(context, |convert| convert.arguments(&last.arguments))
            });
            self.implementors.entry(id).or_default().push(head);
            self.add_defaults(context, head, id, &own, &args, has);
            return;
        }
        let Some(Head::Adt(id)) = head else {
            return;
        };
        let last = path.segments.last().map(|last| last.ident.to_string());
        if matches!(last.as_deref(), Some("Send" | "Sync")) {
            self.vouched.push(Head::Adt(id));
        }
        let Some(index) = (id.0 as usize).checked_sub(self.scopes.std.base.adts.len()) else {
            return;
        };
        // The impl's parameters are taken to stand in the type's order, as they nearly always do.
        let assoc = |name: &str| context.assoc.get(name).cloned();
        let adt = &mut self.base.adts[index];
        adt.traits.extend(last);
        match path
            .segments
            .last()
            .map(|last| last.ident.to_string())
            .as_deref()
        {
            Some("Copy") => adt.is_copy = true,
            Some("Deref") => adt.deref = assoc("Target"),
            Some("Iterator") => {
                adt.item = assoc("Item");
                adt.into_item = assoc("Item");
            }
            Some("Stream") => adt.streamed = assoc("Item"),
            Some("IntoIterator") if matches!(own, Sig::Ref(..)) => adt.ref_item = assoc("Item"),
            Some("IntoIterator") => adt.into_item = assoc("Item"),
            _ => {}
        }
    }

    fn add_defaults(
        &mut self,
        context: &Context,
        head: Option<Head>,
        id: TraitId,
        own: &Sig,
        args: &[Sig],
        has: &[String],
    ) {
        let Some(of) = self.traits.get(id.0 as usize) else {
            return;
        };
        let missing = of.defaults.iter().filter(|name| !has.contains(name));
        let missing: Vec<(String, FnSig)> = missing
            .map(|name| (name.clone(), of.methods[name].clone()))
            .collect();
        let consts = of.default_consts.iter().filter(|name| !has.contains(name));
        let consts: Vec<String> = consts.cloned().collect();
        for (name, sig) in missing {
            let sig = for_impl(&sig, context, own, args);
            self.note_of_trait(head, sig.at);
            self.add_method(head, &name, sig);
        }
        for name in consts {
            let declared = self.consts.get(&(Head::Object(id), name.clone()));
            let sig = declared.map(|sig| for_impl(sig, context, own, args));
            if let (Some(sig), Some(head)) = (sig, head) {
                self.consts.insert((head, name), sig);
            }
        }
    }

    fn add_function(&mut self, index: usize) {
        let (module, item) = self.scopes.functions[index];
        let context = Context {
            module,
            ..Context::default()
        };
        let sig = self.convert(&context, |convert| convert.function(&item.sig));
        self.add_body(&context, &item.sig, &sig, &item.block);
        self.functions.push(sig);
    }

    fn add_value(&mut self, index: usize) {
        let (module, item) = self.scopes.values[index];
        let (ident, ty, expr) = match item {
            Item::Const(item) => (&item.ident, &item.ty, &item.expr),
            Item::Static(item) => (&item.ident, &item.ty, &item.expr),
            _ => unreachable!("only consts and statics are values"),
        };
        let context = Context {
            module,
            ..Context::default()
        };
        let sig = self.convert(&context, |convert| convert.ty(ty));
        self.add_expr(context, offset(ident.span()), sig.clone(), expr);
        self.values.push(sig);
    }
}

/// A trait's method as an impl has it: `Self` and the trait's parameters replaced, the impl's own put before
/// the method's.
fn for_impl(sig: &FnSig, context: &Context, own: &Sig, args: &[Sig]) -> FnSig {
    let mut with = vec![own.clone()];
    with.extend(args.iter().cloned());
    with.resize(usize::from(sig.own), Sig::Infer);
    with.extend(
        (sig.own..sig.generics).map(|index| Sig::Param(index - sig.own + context.generics)),
    );
    let known = |sig: &Sig| known_assoc(sig.substitute(&with), own, &context.assoc);
    let method_bounds = sig.bounds.iter().filter(|(index, _)| *index >= sig.own);
    let moved = method_bounds
        .map(|(index, bound)| (index - sig.own + context.generics, bound.substitute(&with)));
    FnSig {
        at: sig.at,
        generics: context.generics + (sig.generics - sig.own),
        own: context.generics,
        bounds: context.bounds.iter().cloned().chain(moved).collect(),
        receiver: sig.receiver,
        self_ty: Some(own.clone()),
        params: sig.params.iter().map(known).collect(),
        ret: known(&sig.ret),
        body: sig.body.iter().map(|sig| sig.substitute(&with)).collect(),
        of_trait: sig.of_trait,
        is_inherent: false,
    }
}

/// `Self::Name` replaced by what the impl says it is, where a signature has it outermost or inside one layer.
fn known_assoc(sig: Sig, own: &Sig, assoc: &Map<String, Sig>) -> Sig {
    let inner = |sig: Sig| known_assoc(sig, own, assoc);
    match sig {
        Sig::Assoc(base, name, args) => match assoc.get(&name) {
            Some(known) if *base == *own => known.clone(),
            _ => Sig::Assoc(base, name, args),
        },
        Sig::Ref(mutable, to) => Sig::Ref(mutable, Box::new(inner(*to))),
        Sig::Adt(id, args) => Sig::Adt(id, args.into_iter().map(inner).collect()),
        Sig::Tuple(parts) => Sig::Tuple(parts.into_iter().map(inner).collect()),
        sig => sig,
    }
}

fn fields(fields: &syn::Fields, convert: &mut Convert<'_>) -> Vec<(String, Sig)> {
    let named = fields.iter().enumerate().map(|(index, field)| {
        let name = field
            .ident
            .as_ref()
            .map_or_else(|| index.to_string(), ToString::to_string);
        (name, convert.ty(&field.ty))
    });
    named.collect()
}

/// The names of the derived traits.
fn derives(attrs: &[syn::Attribute]) -> Vec<String> {
    let mut found = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("derive")) {
        let _ = attr.parse_nested_meta(|meta| {
            let last = meta.path.segments.last();
            found.extend(last.map(|last| last.ident.to_string()));
            Ok(())
        });
    }
    found
}
