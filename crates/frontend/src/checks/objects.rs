//! Trait objects of traits that cannot have any (E0038): with an `async fn`, a function without `self`, a constant, or a
//! method whose type differs from type to type.

use std::collections::{BTreeMap, BTreeSet};

use interleave_program::Diagnostic;
use syn::{FnArg, Item, ItemTrait, ReturnType, TraitItem, Type, TypeParamBound};

use crate::spans;
use crate::walk::{self, Visit};

/// Looks through all types that `file` writes.
pub(super) fn check(file: &syn::File, found: &mut Vec<Diagnostic>) {
    let mut traits = Traits::default();
    traits.visit_file(file);
    let Traits { why, seen } = traits;
    let why: BTreeMap<String, &'static str> = why
        .into_iter()
        .filter(|(name, _)| seen.iter().filter(|other| *other == name).count() == 1)
        .collect();
    if !why.is_empty() {
        Objects { why, found }.visit_file(file);
    }
}

/// The traits of a text: why one has no objects, and all types' and traits' names.
#[derive(Default)]
struct Traits {
    why: BTreeMap<String, &'static str>,
    seen: Vec<String>,
}

impl<'a> Visit<'a> for Traits {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_item(&mut self, item: &'a Item) {
        match item {
            Item::Trait(item) => {
                let name = item.ident.to_string();
                if let Some(why) = obstacle(item) {
                    self.why.insert(name.clone(), why);
                }
                self.seen.push(name);
            }
            Item::Struct(item) => self.seen.push(item.ident.to_string()),
            Item::Enum(item) => self.seen.push(item.ident.to_string()),
            Item::Type(item) => self.seen.push(item.ident.to_string()),
            _ => {}
        }
        walk::visit_item(self, item);
    }

    fn visit_type(&mut self, _: &'a Type) {}
}

/// What keeps a trait from having objects. Attributes may rewrite a trait, so nothing is said of one that has some.
fn obstacle(item: &ItemTrait) -> Option<&'static str> {
    if item.attrs.iter().any(|it| !it.path().is_ident("doc")) {
        return None;
    }
    let is_sized = |bound: &TypeParamBound| match bound {
        TypeParamBound::Trait(bound) => {
            let name = bound.path.get_ident().map(ToString::to_string);
            name.is_some_and(|name| ["Sized", "Clone", "Copy", "Default"].contains(&name.as_str()))
        }
        _ => false,
    };
    if item.supertraits.iter().any(is_sized) {
        return Some("it asks for `Self: Sized`");
    }
    item.items.iter().find_map(|part| match part {
        TraitItem::Const(_) => Some("it has a constant"),
        TraitItem::Fn(function) if function.attrs.iter().all(|it| it.path().is_ident("doc")) => {
            of_function(&function.sig)
        }
        _ => None,
    })
}

fn of_function(sig: &syn::Signature) -> Option<&'static str> {
    if sig.generics.where_clause.is_some() {
        return None;
    }
    if !matches!(sig.inputs.first(), Some(FnArg::Receiver(_))) {
        return Some("it has a function without `self`");
    }
    if sig.asyncness.is_some() {
        return Some("it has an `async fn`");
    }
    if sig.generics.type_params().next().is_some() {
        return Some("it has a method with type parameters");
    }
    let given = sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(&*typed.ty),
        FnArg::Receiver(_) => None,
    });
    let mut names = Names::default();
    for ty in given {
        names.visit_type(ty);
    }
    if names.opaque {
        return Some("it has a method with type parameters");
    }
    if let ReturnType::Type(_, ty) = &sig.output {
        names.visit_type(ty);
    }
    if names.opaque {
        return Some("it has a method that gives `impl Trait`");
    }
    names
        .alone
        .contains("Self")
        .then_some("it has a method whose type says `Self`")
}

/// The names that types are written with, alone, and whether one is `impl Trait`.
#[derive(Default)]
struct Names {
    alone: BTreeSet<String>,
    opaque: bool,
}

impl<'f> Visit<'f> for Names {
    fn as_dyn(&mut self) -> &mut dyn Visit<'f> {
        self
    }

    fn visit_path(&mut self, path: &'f syn::Path) {
        if let Some(only) = path.get_ident() {
            self.alone.insert(only.to_string());
        }
        walk::visit_path(self, path);
    }

    fn visit_type(&mut self, ty: &'f Type) {
        self.opaque |= matches!(ty, Type::ImplTrait(_));
        walk::visit_type(self, ty);
    }
}

struct Objects<'o> {
    why: BTreeMap<String, &'static str>,
    found: &'o mut Vec<Diagnostic>,
}

impl<'f> Visit<'f> for Objects<'_> {
    fn as_dyn(&mut self) -> &mut dyn Visit<'f> {
        self
    }

    fn visit_type(&mut self, ty: &'f Type) {
        if let Type::TraitObject(object) = ty
            && let Some(TypeParamBound::Trait(bound)) = object.bounds.first()
            && let Some(name) = bound.path.get_ident().map(ToString::to_string)
            && let Some(why) = self.why.get(&name)
        {
            let message = format!("the trait `{name}` is not dyn compatible: {why}");
            let help = "give the method a boxed future, `-> Pin<Box<dyn Future<Output = …> + '_>>`, or use an enum or a type parameter instead of `dyn`";
            let at = spans::ty(ty);
            self.found
                .push(Diagnostic::error("E0038", at, message).with_help(
                match why.contains("async") {
                    true => help,
                    false => {
                        "add `where Self: Sized` to it, or use a type parameter instead of `dyn`"
                    }
                },
            ));
        }
        walk::visit_type(self, ty);
    }
}
