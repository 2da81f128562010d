//! Declaring items: modules, imports, types, traits, functions and constants of a file or a block get their
//! ids and names before any body is lowered.

use interleave_program::{
    Diagnostic, FnId, SelfKind, Shape, ShapeId, ShapeKind, Span, StaticDef, StaticId, TypeDef,
    TypeTag,
};
use syn::Item;

use crate::impls::Target;
use crate::instances::{Derived, Template, Text};
use crate::lower::body::Context;
use crate::macro_table;
use crate::names::{Callee, ConstInfo, Def, ModuleId, TypeId};
use crate::parse;
use crate::resolve::unraw;
use crate::session::{Alias, Import, Job, PendingImpl, Session, TraitSyntax};
use crate::signature::self_kind;
use crate::spans;

impl<'a> Session<'a> {
    /// Declares `items` in `module`, resolves imports and aliases, and enters implementations.
    pub fn declare_all(&mut self, items: impl Iterator<Item = &'a Item>, module: ModuleId) {
        for item in items {
            self.declare(item, module);
        }
    }

    /// After all items are declared: what they refer to each other by.
    pub fn connect(&mut self) {
        // Each may need the other: an alias of what is imported, an import of an alias.
        while self.resolve_imports() | self.resolve_aliases() {}
        self.leave_aliases_open();
        self.resolve_imports();
        self.report_imports();
        self.enter_traits();
        self.enter_impls();
    }

    fn declare(&mut self, item: &'a Item, module: ModuleId) {
        match item {
            Item::Const(item) => self.declare_const(item, module),
            Item::Enum(item) => self.declare_enum(item, module),
            Item::Fn(item) => self.declare_fn(item, module),
            Item::Impl(item) => self.impls.push(PendingImpl { module, item }),
            Item::Mod(item) => self.declare_mod(item, module),
            Item::Static(item) => self.declare_static(item, module),
            Item::Struct(item) => self.declare_struct(item, module),
            Item::Trait(item) => self.declare_trait(item, module),
            Item::Type(item) => {
                self.check_attributes(&item.attrs);
                self.alias_items.insert((module, unraw(&item.ident)), item);
                self.aliases.push(Alias { module, item });
            }
            Item::Use(item) => {
                self.check_attributes(&item.attrs);
                self.declare_use(&item.tree, &mut Vec::new(), module);
            }
            other => self.refuse_item(other),
        }
    }

    fn refuse_item(&mut self, item: &Item) {
        match item {
            Item::ExternCrate(item) => {
                let name = item.ident.to_string();
                if !self.names.crates.contains_key(&name) {
                    let help = crate::resolve::crate_help(&name);
                    self.unsupported(
                        "extern",
                        spans::of(item.ident.span()),
                        &format!("the crate `{name}`"),
                        &help,
                    );
                }
            }
            Item::ForeignMod(item) => self.unsupported(
                "extern",
                spans::of(item.abi.extern_token.span),
                "calling functions of other languages (`extern`)",
                "write the function in Rust",
            ),
            Item::Macro(item) => self.refuse_item_macro(item),
            Item::TraitAlias(item) => self.unsupported(
                "trait-alias",
                spans::of(item.ident.span()),
                "a trait alias",
                "write the traits out",
            ),
            Item::Union(item) => self.unsupported(
                "union",
                spans::of(item.union_token.span),
                "`union`",
                "use an `enum`",
            ),
            _ => self.unsupported(
                "item",
                Span::new(0, 1),
                "an item of this kind",
                "use functions, structs, enums, traits and impl blocks",
            ),
        }
    }

    fn refuse_item_macro(&mut self, item: &syn::ItemMacro) {
        let name = macro_table::name(&item.mac);
        let span = spans::path(&item.mac.path);
        match name.as_str() {
            "macro_rules" => {
                let defined = item.ident.as_ref().map(unraw);
                self.own_macros.extend(defined);
                self.unsupported(
                    "macro-rules",
                    span,
                    "defining macros (`macro_rules!`)",
                    "write a function instead",
                );
            }
            std if macro_table::takes_list(std) => self.error(
                Diagnostic::error(
                    "syntax",
                    span,
                    format!("syntax error: `{name}!` stands where an item is expected"),
                )
                .with_help(parse::STATEMENTS_STAND),
            ),
            _ => self.unsupported(
                "macro",
                span,
                &format!("the macro `{name}!`"),
                "write out what it stands for",
            ),
        }
    }

    fn declare_mod(&mut self, item: &'a syn::ItemMod, module: ModuleId) {
        self.check_attributes(&item.attrs);
        let name = unraw(&item.ident);
        let Some((_, items)) = &item.content else {
            let span = spans::of(item.ident.span());
            self.unsupported(
                "module-file",
                span,
                &format!("the module `{name}` in a file of its own"),
                "write its items here: `mod name { … }`",
            );
            return;
        };
        let child = self.names.child_module(module, &name);
        self.declare_all(items.iter(), child);
    }

    fn declare_use(
        &mut self,
        tree: &syn::UseTree,
        path: &mut Vec<(String, Span)>,
        module: ModuleId,
    ) {
        match tree {
            syn::UseTree::Path(part) => {
                path.push((unraw(&part.ident), spans::of(part.ident.span())));
                self.declare_use(&part.tree, path, module);
                path.pop();
            }
            syn::UseTree::Name(last) => {
                let name = unraw(&last.ident);
                self.add_import(path, &name, spans::of(last.ident.span()), None, module);
            }
            syn::UseTree::Rename(last) => {
                let name = unraw(&last.ident);
                let span = spans::of(last.ident.span());
                self.add_import(path, &name, span, Some(unraw(&last.rename)), module);
            }
            syn::UseTree::Glob(_) => self.imports.push(Import {
                module,
                path: path.clone(),
                name: None,
            }),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.declare_use(tree, path, module);
                }
            }
        }
    }

    fn add_import(
        &mut self,
        path: &[(String, Span)],
        name: &str,
        span: Span,
        rename: Option<String>,
        module: ModuleId,
    ) {
        let mut path = path.to_vec();
        // `use a::{self}` names the module itself.
        if name != "self" {
            path.push((name.to_owned(), span));
        }
        let Some((last, _)) = path.last() else {
            return;
        };
        let name = rename.unwrap_or_else(|| last.clone());
        self.imports.push(Import {
            module,
            path,
            name: Some(name),
        });
    }

    /// A name for messages: the path of modules before `name`.
    fn new_type(
        &mut self,
        ident: &syn::Ident,
        module: ModuleId,
        shapes: &[ShapeId],
        attrs: &[syn::Attribute],
    ) -> TypeId {
        let name = unraw(ident);
        let derives = self.derives(attrs);
        let tag = TypeTag::user(self.program.types.len());
        self.program.types.push(TypeDef {
            name: name.clone(),
            shapes: shapes.to_vec(),
            is_copy: derives.iter().any(|derive| derive == "Copy"),
            number: crate::attributes::number_kind(attrs),
            drop: None,
            derives,
            instance_of: None,
        });
        for shape in shapes {
            self.program.shapes[shape.index()].tag = tag;
        }
        let id = self.names.add_type(&name, tag);
        self.names.types[id].is_declared = true;
        self.names.by_tag.insert(tag, id);
        self.type_offsets
            .insert(ident.span().byte_range().start as u32, tag);
        self.define_type(ident, module, Def::Type(id));
        id
    }

    fn define_type(&mut self, ident: &syn::Ident, module: ModuleId, def: Def) {
        let name = unraw(ident);
        let known = self.names.modules[module].types.insert(name.clone(), def);
        let is_new = known.is_none_or(|known| known == def);
        if !is_new && !self.is_prelude {
            let message = format!("the name `{name}` is defined more than once");
            self.error(Diagnostic::error("E0428", spans::of(ident.span()), message));
        }
    }

    fn define_value(&mut self, ident: &syn::Ident, module: ModuleId, def: Def) {
        let name = unraw(ident);
        let known = self.names.modules[module].values.insert(name.clone(), def);
        if known.is_some() && !self.is_prelude {
            let message = format!("the name `{name}` is defined more than once");
            self.error(Diagnostic::error("E0428", spans::of(ident.span()), message));
        }
    }

    fn new_shape(
        &mut self,
        name: &str,
        variant: u16,
        fields: &syn::Fields,
        discriminant: i128,
    ) -> ShapeId {
        let (kind, fields) = match fields {
            syn::Fields::Named(fields) => (
                ShapeKind::Named,
                fields
                    .named
                    .iter()
                    .filter_map(|field| field.ident.as_ref())
                    .map(|ident| self.program.symbols.intern(&unraw(ident)))
                    .collect(),
            ),
            syn::Fields::Unnamed(fields) => (
                ShapeKind::Tuple,
                (0..fields.unnamed.len())
                    .map(|index| self.program.symbols.intern(&index.to_string()))
                    .collect(),
            ),
            syn::Fields::Unit => (ShapeKind::Unit, Vec::new()),
        };
        self.program.shapes.push(Shape {
            tag: TypeTag::UNIT,
            variant,
            name: name.to_owned(),
            kind,
            fields,
            discriminant,
        });
        ShapeId::from_index(self.program.shapes.len() - 1)
    }

    fn declare_struct(&mut self, item: &'a syn::ItemStruct, module: ModuleId) {
        self.check_attributes(&item.attrs);
        let name = unraw(&item.ident);
        let shape = self.new_shape(&name, 0, &item.fields, 0);
        let id = self.new_type(&item.ident, module, &[shape], &item.attrs);
        self.names.types[id].shape = Some(shape);
        if !matches!(item.fields, syn::Fields::Named(_)) {
            self.define_value(&item.ident, module, Def::Constructor(shape));
        }
        let fields: Vec<_> = item.fields.iter().map(|field| &field.ty).collect();
        if !self.is_prelude {
            self.written_fields.insert(shape, (module, fields.clone()));
        }
        self.derive_default(id, shape, fields, module, &item.generics);
    }

    fn declare_enum(&mut self, item: &'a syn::ItemEnum, module: ModuleId) {
        self.check_attributes(&item.attrs);
        let mut shapes = Vec::new();
        let mut next = 0i128;
        let mut default = None;
        for (index, variant) in item.variants.iter().enumerate() {
            if let Some((_, value)) = &variant.discriminant {
                next = self.discriminant(value);
            }
            let name = unraw(&variant.ident);
            let shape = self.new_shape(&name, index as u16, &variant.fields, next);
            next += 1;
            shapes.push(shape);
            if !self.is_prelude {
                let fields = variant.fields.iter().map(|field| &field.ty).collect();
                self.written_fields.insert(shape, (module, fields));
            }
            if variant
                .attrs
                .iter()
                .any(|attr| attr.path().is_ident("default"))
            {
                default = Some(shape);
            }
        }
        let id = self.new_type(&item.ident, module, &shapes, &item.attrs);
        self.names.types[id].is_enum = true;
        for (variant, shape) in item.variants.iter().zip(&shapes) {
            self.names.types[id]
                .associated
                .insert(unraw(&variant.ident), Def::Constructor(*shape));
        }
        if let Some(shape) = default {
            self.derive_default(id, shape, Vec::new(), module, &item.generics);
        }
    }

    fn discriminant(&mut self, value: &syn::Expr) -> i128 {
        if let Some(value) = crate::literal::constant_int(value) {
            return value;
        }
        let span = spans::expr(value);
        self.unsupported(
            "discriminant",
            span,
            "a computed discriminant",
            "write the number itself",
        );
        0
    }

    fn derive_default(
        &mut self,
        id: TypeId,
        shape: ShapeId,
        fields: Vec<&'a syn::Type>,
        module: ModuleId,
        generics: &syn::Generics,
    ) {
        let tag = self.names.types[id].tag;
        let index = tag
            .user_index()
            .expect("a declared type has a tag of its own");
        let derives = &self.program.types[index].derives;
        if !derives.iter().any(|derive| derive == "Default") {
            return;
        }
        let name = format!("{}::default", self.names.types[id].name);
        let function = self.reserve(&name, 0, SelfKind::None);
        let callee = Callee::Fn(function);
        self.names.types[id]
            .associated
            .insert("default".to_owned(), Def::Callee(callee));
        self.enter_method(tag, "default", function, SelfKind::None, None);
        let mut context = Context {
            module,
            self_type: Some(id),
            ..Context::default()
        };
        context.add_generics(generics);
        context.is_derived = !context.type_params.is_empty();
        let derived = Derived {
            name: name.clone(),
            shape,
            fields: fields.clone(),
            context: context.clone(),
        };
        self.add_derived(id, derived);
        self.jobs.push_back(Job::DeriveDefault {
            id: function,
            name,
            shape,
            fields,
            context,
        });
    }

    fn declare_trait(&mut self, item: &'a syn::ItemTrait, module: ModuleId) {
        self.check_attributes(&item.attrs);
        let name = unraw(&item.ident);
        let known = match self.names.modules[module].types.get(&name) {
            Some(Def::Trait(id)) if self.is_prelude => Some(*id),
            _ => None,
        };
        let id = known.unwrap_or_else(|| self.names.add_trait(&name, false));
        self.names.traits[id].is_open = false;
        self.names.traits[id].is_user = !self.is_prelude;
        self.define_type(&item.ident, module, Def::Trait(id));
        let syntax = TraitSyntax { module, item };
        match self.traits.get_mut(&id) {
            Some(parts) if self.is_prelude => parts.push(syntax),
            _ => drop(self.traits.insert(id, vec![syntax])),
        }
    }

    /// Name of something in messages: the function's own name only at the crate's root.
    fn qualified(&self, module: ModuleId, name: &str) -> String {
        let mut parts = vec![name.to_owned()];
        let mut at = Some(module);
        while let Some(index) = at {
            let scope = &self.names.modules[index];
            if scope.parent.is_some() && !scope.is_block {
                parts.push(scope.name.clone());
            }
            at = scope.parent;
        }
        parts.reverse();
        parts.join("::")
    }

    fn declare_fn(&mut self, item: &'a syn::ItemFn, module: ModuleId) {
        self.check_attributes(&item.attrs);
        let name = unraw(&item.sig.ident);
        let Some(params) = self.check_signature(&item.sig) else {
            // Known all the same, so that calls of it give no second error.
            let function = self.reserve(&name, 0, SelfKind::None);
            let callee = Def::Callee(Callee::Fn(function));
            self.names.modules[module].values.insert(name, callee);
            return;
        };
        let full = self.qualified(module, &name);
        let id = self.reserve(&full, params, SelfKind::None);
        self.define_value(&item.sig.ident, module, Def::Callee(Callee::Fn(id)));
        if let syn::Safety::Unsafe(_) = item.sig.safety {
            self.unsafe_functions.insert(id);
        }
        let mut context = Context {
            module,
            ..Context::default()
        };
        context.add_generics(&item.sig.generics);
        self.add_fn((id, full, params), &item.sig, &item.block, context, None);
    }

    /// Refuses signatures that cannot be lowered; answers the number of parameters.
    pub fn check_signature(&mut self, sig: &syn::Signature) -> Option<u8> {
        let span = spans::of(sig.ident.span());
        if sig.abi.is_some() || sig.variadic.is_some() {
            self.unsupported(
                "extern",
                span,
                "an `extern` function",
                "write an ordinary function",
            );
            return None;
        }
        match u8::try_from(sig.inputs.len()) {
            Ok(params) if params < 100 => Some(params),
            _ => {
                self.unsupported(
                    "arguments",
                    span,
                    "a function with that many parameters",
                    "put them into a struct",
                );
                None
            }
        }
    }

    /// Queues a function's body; one with type parameters is kept for instances too.
    pub fn add_fn(
        &mut self,
        (id, name, params): (FnId, String, u8),
        sig: &'a syn::Signature,
        block: &'a syn::Block,
        mut context: Context,
        owner: Option<Target>,
    ) {
        if !context.type_params.is_empty() {
            context.declared_at = Some(spans::of(sig.ident.span()).start);
            let template = Template {
                name: name.clone(),
                params,
                self_kind: self_kind(sig),
                text: Text::Fn(sig, block),
                context: context.clone(),
                owner,
                default_of: None,
                open: Some(Def::Callee(Callee::Fn(id))),
            };
            self.add_template(&sig.ident, template);
        }
        self.jobs.push_back(Job::Fn {
            id,
            name,
            sig,
            block,
            context,
        });
    }

    fn declare_const(&mut self, item: &'a syn::ItemConst, module: ModuleId) {
        self.check_attributes(&item.attrs);
        let name = unraw(&item.ident);
        let context = Context {
            module,
            ..Context::default()
        };
        let def = self.new_const(&name, &item.ty, &item.expr, context);
        if name != "_" {
            self.define_value(&item.ident, module, def);
        }
    }

    /// A constant: the literal itself, or a function that computes it.
    pub fn new_const(
        &mut self,
        name: &str,
        ty: &syn::Type,
        expr: &'a syn::Expr,
        context: Context,
    ) -> Def {
        let info = match crate::literal::constant(ty, expr) {
            Some(value) => ConstInfo::Literal(value),
            None => {
                let id = self.reserve(name, 0, SelfKind::None);
                self.jobs.push_back(Job::Init {
                    id,
                    name: name.to_owned(),
                    expr,
                    context,
                });
                ConstInfo::Function(id)
            }
        };
        self.names.consts.push(info);
        Def::Const(self.names.consts.len() - 1)
    }

    fn declare_static(&mut self, item: &'a syn::ItemStatic, module: ModuleId) {
        self.check_attributes(&item.attrs);
        let name = unraw(&item.ident);
        let init = self.reserve(&name, 0, SelfKind::None);
        self.jobs.push_back(Job::Init {
            id: init,
            name: name.clone(),
            expr: &item.expr,
            context: Context {
                module,
                ..Context::default()
            },
        });
        self.program.statics.push(StaticDef { name, init });
        let id = StaticId::from_index(self.program.statics.len() - 1);
        if let syn::StaticMutability::Mut(_) = item.mutability {
            self.mutable_statics.insert(id);
        }
        self.define_value(&item.ident, module, Def::Static(id));
    }
}
