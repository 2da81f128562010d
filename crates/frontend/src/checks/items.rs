//! Declarations that rustc rejects by their form alone: lifetimes not declared (E0261), `Copy` types with parts that own
//! something (E0204), types that contain themselves (E0072), aliases that lead to themselves (E0391), impls of foreign traits for foreign types (E0117) and of
//! one trait twice (E0119), methods that differ from their trait's (E0053), `async fn`s that await themselves (E0733).

use std::collections::BTreeSet;

use interleave_program::{Diagnostic, Span};
use syn::{Expr, FnArg, GenericParam, Item, PathArguments, ReceiverKind, ReturnType, Type};

use super::lent::Lifetimes;
use super::span;
use crate::spans;
use crate::walk::{self, Visit};

/// std's types that own something.
const OWNING: &[&str] = &[
    "Arc", "BTreeMap", "Box", "HashMap", "HashSet", "Mutex", "Rc", "RefCell", "String", "Vec",
    "VecDeque",
];

/// std's types and traits that nobody else's impl can be about.
const FOREIGN: &[&str] = &[
    "Arc", "BTreeMap", "HashMap", "HashSet", "Mutex", "Option", "Rc", "RefCell", "Result",
    "String", "Vec", "bool", "char", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize",
    "str", "u128", "u16", "u32", "u64", "u8", "usize",
];
const FOREIGN_TRAITS: &[&str] = &[
    "Add", "Clone", "Debug", "Default", "Deref", "Display", "Drop", "Iterator", "Mul", "Neg", "Sub",
];

/// Looks through the declarations of `file`.
pub(super) fn check(file: &syn::File, found: &mut Vec<Diagnostic>) {
    let mut items = Items {
        file,
        known: vec!["static".to_owned(), "_".to_owned()],
        found,
        depth: 0,
    };
    items.list(&file.items);
    items.visit_file(file);
}

/// The names that a type is written with, alone.
struct Names(BTreeSet<String>);

impl<'f> Visit<'f> for Names {
    fn as_dyn(&mut self) -> &mut dyn Visit<'f> {
        self
    }

    fn visit_path(&mut self, path: &'f syn::Path) {
        if let [only] = path.segments.iter().collect::<Vec<_>>().as_slice() {
            self.0.insert(only.ident.to_string());
        }
        walk::visit_path(self, path);
    }
}

struct Items<'f, 'o> {
    file: &'f syn::File,
    /// Lifetimes declared here.
    known: Vec<String>,
    found: &'o mut Vec<Diagnostic>,
    depth: usize,
}

impl<'f> Items<'f, '_> {
    fn report(&mut self, id: &str, at: Span, message: String, help: &str) {
        self.found
            .push(Diagnostic::error(id, at, message).with_help(help));
    }

    /// Type aliases that lead to themselves by the names of aliases beside them.
    fn cycles(&mut self, items: &[Item]) {
        let mut aliases = Vec::new();
        for item in items {
            if let Item::Type(alias) = item {
                let mut names = Names(BTreeSet::new());
                names.visit_type(&alias.ty);
                for parameter in alias.generics.type_params() {
                    names.0.remove(&parameter.ident.to_string());
                }
                aliases.push((alias.ident.to_string(), &*alias.ty, names.0));
            }
        }
        for (name, ty, names) in &aliases {
            let mut reached = names.clone();
            for _ in &aliases {
                for (from, _, names) in &aliases {
                    if reached.contains(from) {
                        reached.extend(names.iter().cloned());
                    }
                }
            }
            if reached.contains(name) {
                let message = format!("cycle detected when expanding type alias `{name}`");
                let help = "an alias is another name for a type; a struct or enum can contain itself behind a `Box`";
                self.report("E0391", spans::ty(ty), message, help);
                return;
            }
        }
    }

    /// Items side by side.
    fn list(&mut self, items: &[Item]) {
        self.twice(items);
        self.cycles(items);
        for item in items {
            match item {
                Item::Struct(item) => {
                    let types: Vec<&Type> = item.fields.iter().map(|field| &field.ty).collect();
                    self.data(&item.ident, &item.attrs, &types);
                }
                Item::Enum(item) => {
                    let fields = item.variants.iter().flat_map(|variant| &variant.fields);
                    let types: Vec<&Type> = fields.map(|field| &field.ty).collect();
                    self.data(&item.ident, &item.attrs, &types);
                }
                Item::Impl(item) => self.foreign(item),
                _ => {}
            }
        }
    }

    fn data(&mut self, name: &syn::Ident, attrs: &[syn::Attribute], types: &[&Type]) {
        let at = span(name.span());
        let copies = derived(attrs).iter().any(|(derived, _)| derived == "Copy");
        if copies && types.iter().any(|ty| is_named(ty, OWNING)) {
            let message = format!("the trait `Copy` cannot be implemented for `{name}`");
            let help = "a part of it owns something: derive `Clone` only, and call `.clone()`";
            self.report("E0204", at, message, help);
        }
        let own = name.to_string();
        if types.iter().any(|ty| contains(ty, &own)) {
            let message = format!("recursive type `{name}` has infinite size");
            let help = "put the inner value behind a pointer: `Box<…>`, `Rc<…>` or `Vec<…>`";
            self.report("E0072", at, message, help);
        }
    }

    fn foreign(&mut self, item: &syn::ItemImpl) {
        let Some((of, _)) = &item.trait_ else {
            return;
        };
        let Some(last) = of.segments.last() else {
            return;
        };
        let names = declared(self.file);
        let is_plain = item.generics.params.is_empty() && last.arguments.is_empty();
        let is_foreign = FOREIGN_TRAITS.iter().any(|name| last.ident == name);
        if is_plain
            && is_foreign
            && !names.contains(&last.ident.to_string())
            && is_all_foreign(&item.self_ty, &names)
        {
            let message = format!(
                "`{}` is std's, and so is the type: only traits of this program can be implemented for it",
                last.ident
            );
            let help = "wrap the value in a struct of your own: `struct Wrapper(Vec<i32>);`";
            self.report("E0117", spans::ty(&item.self_ty), message, help);
        }
    }

    /// One trait implemented twice for one type.
    fn twice(&mut self, items: &[Item]) {
        let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
        let mut blanket: BTreeSet<String> = BTreeSet::new();
        for item in items {
            let Item::Impl(item) = item else {
                continue;
            };
            let Some((of, _)) = &item.trait_ else {
                continue;
            };
            let of = path_text(of);
            let own = type_text(&item.self_ty);
            let mut params = item.generics.params.iter();
            let is_bare = item.generics.where_clause.is_none()
                && params.any(|param| matches!(param, GenericParam::Type(it) if it.ident == own && it.bounds.is_empty()));
            let is_closed = item.generics.params.is_empty();
            let is_again = is_closed && !seen.insert((of.clone(), own.clone()));
            if is_again || blanket.contains(&of) {
                let message =
                    format!("conflicting implementations of trait `{of}` for type `{own}`");
                let help = "leave one of the implementations out";
                self.report("E0119", span(item.impl_token.span), message, help);
            }
            if is_bare {
                blanket.insert(of);
            }
        }
        for item in items {
            let (name, attrs) = match item {
                Item::Struct(item) => (&item.ident, &item.attrs),
                Item::Enum(item) => (&item.ident, &item.attrs),
                _ => continue,
            };
            for (of, at) in derived(attrs) {
                let is_same = |known: &(String, String)| {
                    *name == known.1
                        && known
                            .0
                            .rsplit("::")
                            .next()
                            .is_some_and(|last| last.trim() == of)
                };
                if seen.iter().any(is_same) {
                    let message =
                        format!("conflicting implementations of trait `{of}` for type `{name}`");
                    let help = "derive the trait or implement it, not both";
                    self.report("E0119", at, message, help);
                }
            }
        }
    }

    fn lifetimes(&mut self, ty: &Type) {
        let used = Lifetimes::of(ty).named;
        for (name, at) in used {
            if !self.known.contains(&name) {
                let message = format!("use of undeclared lifetime name `'{name}`");
                let help = "declare it in `<…>` after the name: `fn name<'a>(…)`, `struct Name<'a>`, `impl<'a> …`";
                self.report("E0261", at, message, help);
            }
        }
    }

    /// Goes on with the lifetimes of `generics` declared.
    fn with(&mut self, generics: &syn::Generics, inner: impl FnOnce(&mut Self)) {
        let before = self.known.len();
        let own = generics.lifetimes();
        self.known
            .extend(own.map(|own| own.lifetime.ident.to_string()));
        inner(self);
        self.known.truncate(before);
    }

    fn signature(&mut self, sig: &syn::Signature) {
        self.with(&sig.generics, |items| {
            for input in &sig.inputs {
                if let FnArg::Typed(typed) = input {
                    items.lifetimes(&typed.ty);
                }
            }
            if let ReturnType::Type(_, output) = &sig.output {
                items.lifetimes(output);
            }
        });
    }

    /// A method of an impl beside its trait's.
    fn against_trait(&mut self, item: &syn::ItemImpl) {
        let Some((of, _)) = &item.trait_ else {
            return;
        };
        let Some(declared) = of.get_ident().and_then(|name| self.trait_called(name)) else {
            return;
        };
        for part in &item.items {
            let syn::ImplItem::Fn(own) = part else {
                continue;
            };
            let theirs = declared.items.iter().find_map(|part| match part {
                syn::TraitItem::Fn(it) if it.sig.ident == own.sig.ident => Some(&it.sig),
                _ => None,
            });
            if let Some((theirs, at)) = theirs.and_then(|it| Some((it, differs(&own.sig, it)?))) {
                let message = format!(
                    "method `{}` has an incompatible type for trait `{}`",
                    theirs.ident, declared.ident
                );
                let help = "write the same types, and the same kind of `self`, as the trait does";
                self.report("E0053", at, message, help);
            }
        }
    }

    fn trait_called(&self, name: &syn::Ident) -> Option<&'f syn::ItemTrait> {
        let file = self.file;
        let mut traits = file.items.iter().filter_map(|item| match item {
            Item::Trait(item) if item.ident == *name => Some(item),
            _ => None,
        });
        let first = traits.next()?;
        let is_plain = first.generics.params.is_empty();
        is_plain.then_some(first)
    }

    fn recursion(&mut self, sig: &syn::Signature, block: &syn::Block, is_method: bool) {
        if sig.asyncness.is_none() {
            return;
        }
        let mut awaits = Awaits {
            name: sig.ident.to_string(),
            is_method,
            is_found: false,
            depth: 0,
        };
        awaits.visit_block(block);
        if awaits.is_found {
            let help = "write `Box::pin(…).await` around the inner call: the future needs a size";
            let at = sig
                .asyncness
                .as_ref()
                .map_or(Span::NONE, |token| span(token.span));
            self.report(
                "E0733",
                at,
                "recursion in an async fn requires boxing".to_owned(),
                help,
            );
        }
    }
}

impl<'a> Visit<'a> for Items<'_, '_> {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_item(&mut self, item: &'a Item) {
        let inner = |items: &mut Self| walk::visit_item(items, item);
        match item {
            Item::Mod(module) => {
                if let Some((_, list)) = &module.content {
                    self.list(list);
                }
                inner(self);
            }
            Item::Struct(found) => self.with(&found.generics, inner),
            Item::Enum(found) => self.with(&found.generics, inner),
            Item::Trait(found) => self.with(&found.generics, inner),
            Item::Impl(found) => {
                self.against_trait(found);
                self.with(&found.generics, |items| {
                    items.lifetimes(&found.self_ty);
                    inner(items);
                });
            }
            _ => inner(self),
        }
    }

    fn visit_fields(&mut self, fields: &'a syn::Fields) {
        fields.iter().for_each(|field| self.lifetimes(&field.ty));
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        self.recursion(&item.sig, &item.block, false);
        let outer = std::mem::take(&mut self.known);
        self.known = vec!["static".to_owned(), "_".to_owned()];
        walk::visit_item_fn(self, item);
        self.known = outer;
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.recursion(&item.sig, &item.block, true);
        walk::visit_impl_item_fn(self, item);
    }

    fn visit_signature(&mut self, sig: &'a syn::Signature) {
        self.signature(sig);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        // Only blocks hold items.
        if self.depth < super::MAX_DEPTH && matches!(expr, Expr::Block(_)) {
            self.depth += 1;
            walk::visit_expr(self, expr);
            self.depth -= 1;
        }
    }

    fn visit_type(&mut self, _: &'a Type) {}
}

/// Looks for a call of itself that a function awaits as it is.
struct Awaits {
    name: String,
    is_method: bool,
    is_found: bool,
    depth: usize,
}

impl<'a> Visit<'a> for Awaits {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.depth >= super::MAX_DEPTH {
            return;
        }
        if let Expr::Await(awaited) = expr {
            self.is_found |= match &*awaited.base {
                Expr::Call(call) => {
                    !self.is_method
                        && matches!(&*call.func, Expr::Path(path) if path.path.is_ident(&self.name))
                }
                Expr::MethodCall(call) => {
                    self.is_method
                        && call.method == self.name
                        && matches!(&*call.receiver, Expr::Path(path) if path.path.is_ident("self"))
                }
                _ => false,
            };
        }
        self.depth += 1;
        walk::visit_expr(self, expr);
        self.depth -= 1;
    }

    fn visit_item(&mut self, _: &'a Item) {}

    fn visit_type(&mut self, _: &'a Type) {}
}

/// Names that a file declares types and traits by, anywhere.
fn declared(file: &syn::File) -> BTreeSet<String> {
    struct Names(BTreeSet<String>);
    impl<'a> Visit<'a> for Names {
        fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
            self
        }
        fn visit_item(&mut self, item: &'a Item) {
            let name = match item {
                Item::Struct(item) => Some(&item.ident),
                Item::Enum(item) => Some(&item.ident),
                Item::Trait(item) => Some(&item.ident),
                Item::Type(item) => Some(&item.ident),
                Item::Union(item) => Some(&item.ident),
                _ => None,
            };
            self.0.extend(name.map(ToString::to_string));
            walk::visit_item(self, item);
        }
    }
    let mut names = Names(BTreeSet::new());
    names.visit_file(file);
    names.0
}

/// What is derived, and where.
fn derived(attrs: &[syn::Attribute]) -> Vec<(String, Span)> {
    let mut all = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("derive")) {
        let _ = attr.parse_nested_meta(|meta| {
            if let Some(last) = meta.path.segments.last() {
                all.push((last.ident.to_string(), span(last.ident.span())));
            }
            Ok(())
        });
    }
    all
}

fn last_segment(ty: &Type) -> Option<&syn::PathSegment> {
    match ty {
        Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        _ => None,
    }
}

fn is_named(ty: &Type, names: &[&str]) -> bool {
    last_segment(ty).is_some_and(|last| names.iter().any(|name| last.ident == name))
}

fn arguments(segment: &syn::PathSegment) -> impl Iterator<Item = &Type> {
    let args = match &segment.arguments {
        PathArguments::AngleBracketed(args) => Some(&args.args),
        _ => None,
    };
    args.into_iter().flatten().filter_map(|arg| match arg {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// Whether a value of `ty` has one of `name` inside itself, not behind a pointer.
fn contains(ty: &Type, name: &str) -> bool {
    match ty {
        Type::Tuple(tuple) => tuple.elems.iter().any(|ty| contains(ty, name)),
        Type::Array(array) => contains(&array.elem, name),
        Type::Paren(paren) => contains(&paren.elem, name),
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            let is_own =
                path.path.is_ident(name) || path.path.segments.len() == 1 && last.ident == name;
            is_own || last.ident == "Option" && arguments(last).any(|ty| contains(ty, name))
        }),
        _ => false,
    }
}

fn is_all_foreign(ty: &Type, own: &BTreeSet<String>) -> bool {
    match ty {
        Type::Reference(reference) => is_all_foreign(&reference.elem, own),
        Type::Slice(slice) => is_all_foreign(&slice.elem, own),
        _ => last_segment(ty).is_some_and(|last| {
            let name = last.ident.to_string();
            FOREIGN.contains(&name.as_str())
                && !own.contains(&name)
                && arguments(last).all(|ty| is_all_foreign(ty, own))
        }),
    }
}

/// A path in words that can be compared.
fn path_text(path: &syn::Path) -> String {
    let segments = path.segments.iter().map(|segment| {
        let name = &segment.ident;
        match &segment.arguments {
            PathArguments::None => name.to_string(),
            PathArguments::AngleBracketed(args) => {
                let args: Vec<String> = args.args.iter().map(argument_text).collect();
                format!("{name}<{}>", args.join(", "))
            }
            PathArguments::Parenthesized(_) => format!("{name}({})", span(name.span()).start),
        }
    });
    segments.collect::<Vec<String>>().join("::")
}

fn argument_text(arg: &syn::GenericArgument) -> String {
    match arg {
        syn::GenericArgument::Type(ty) => type_text(ty),
        syn::GenericArgument::Lifetime(lifetime) => lifetime.ident.to_string(),
        syn::GenericArgument::Const(value) => spans::expr(value).start.to_string(),
        _ => String::new(),
    }
}

/// The same of a type; what is not put into words is like nothing else.
fn type_text(ty: &Type) -> String {
    match ty {
        Type::Path(path) if path.qself.is_none() => path_text(&path.path),
        Type::Reference(reference) if reference.mutability.is_none() => {
            format!("&{}", type_text(&reference.elem))
        }
        other => spans::ty(other).start.to_string(),
    }
}

/// Where a method surely differs from its trait's.
fn differs(own: &syn::Signature, theirs: &syn::Signature) -> Option<Span> {
    if !own.generics.params.is_empty() || !theirs.generics.params.is_empty() {
        return None;
    }
    for (own, theirs) in own.inputs.iter().zip(&theirs.inputs) {
        match (own, theirs) {
            (FnArg::Receiver(own), FnArg::Receiver(theirs)) => {
                if receiver(&own.kind)? != receiver(&theirs.kind)? {
                    return Some(span(own.self_token.span));
                }
            }
            (FnArg::Typed(own), FnArg::Typed(theirs)) => {
                if differ(&own.ty, &theirs.ty) {
                    return Some(spans::ty(&own.ty));
                }
            }
            _ => return None,
        }
    }
    match (&own.output, &theirs.output) {
        (ReturnType::Type(_, own), ReturnType::Type(_, theirs)) => {
            differ(own, theirs).then(|| spans::ty(own))
        }
        _ => None,
    }
}

fn receiver(kind: &ReceiverKind) -> Option<u8> {
    match kind {
        ReceiverKind::Value => Some(0),
        ReceiverKind::Reference(_, _, None) => Some(1),
        ReceiverKind::Reference(_, _, Some(_)) => Some(2),
        _ => None,
    }
}

/// Whether two types are surely different: primitives and `String`.
fn differ(own: &Type, theirs: &Type) -> bool {
    let plain = |ty: &Type| match ty {
        Type::Path(path) => {
            let name = path.path.get_ident()?.to_string();
            let is_known = FOREIGN.contains(&name.as_str());
            is_known.then_some(name)
        }
        _ => None,
    };
    match (plain(own), plain(theirs)) {
        (Some(own), Some(theirs)) => own != theirs,
        _ => false,
    }
}
