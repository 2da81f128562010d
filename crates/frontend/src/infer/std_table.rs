//! std's types and functions, read once from `std_table.txt`: Rust declarations, each `trait` standing for
//! a type, a primitive or a module.
//!
//! In a trait, `type Deref = …`, `type Item = …` (iterators), `type IntoItem = …` and `type RefItem = …`
//! (collections) say what the type dereferences to and iterates over, `type Streamed = …` what a stream gives,
//! `type Output = …` what awaiting it gives; a function whose name starts with a
//! capital and that takes nothing is a constant or a unit variant. `<T as Collect<B>>::Output` and its like
//! are relations that the inference solves (see `project.rs`).

use std::sync::OnceLock;

use interleave_program::TypeTag;
use syn::{Item, ItemTrait, TraitItem};

use super::base::{Adt, Base, Head};
use super::sig::{AdtId, Convert, Named, Opaque, Sig};

/// std, with the ids of the types that the inference itself has to name.
pub(super) struct Std {
    pub(super) base: Base,
    pub(super) iter: AdtId,
    pub(super) future: AdtId,
    pub(super) stream: AdtId,
    pub(super) string: AdtId,
    pub(super) vec: AdtId,
    pub(super) boxed: AdtId,
    pub(super) option: AdtId,
    pub(super) result: AdtId,
    pub(super) range: AdtId,
    pub(super) range_inclusive: AdtId,
    pub(super) range_from: AdtId,
    pub(super) universal: AdtId,
    pub(super) prelude: AdtId,
}

impl Std {
    /// What `impl Iterator` and the like become.
    pub(super) fn opaque(&self) -> Opaque {
        Opaque {
            iterator: self.iter,
            future: self.future,
            stream: self.stream,
        }
    }

    /// `Box`, `Rc` and `Arc`.
    pub(super) fn is_pointer(&self, id: AdtId) -> bool {
        ["Box", "Rc", "Arc"]
            .iter()
            .any(|name| self.base.by_name.get(*name) == Some(&id))
    }
}

/// The table, read at the first use.
pub(super) fn std() -> &'static Std {
    static STD: OnceLock<Std> = OnceLock::new();
    STD.get_or_init(|| read(include_str!("std_table.txt")))
}

fn read(text: &str) -> Std {
    let file = syn::parse_file(text).expect("the table of std is Rust");
    let types: Vec<&ItemTrait> = file
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Trait(item) => Some(item),
            _ => None,
        })
        .collect();
    let mut base = Base::default();
    for item in &types {
        declare(&mut base, item);
    }
    let id = |name: &str| *base.by_name.get(name).expect("the table has this type");
    let opaque = Opaque {
        iterator: id("Iter"),
        future: id("Future"),
        stream: id("AsyncStream"),
    };
    let names = base.by_name.clone();
    let counts: Vec<usize> = base.adts.iter().map(|adt| adt.generics).collect();
    let resolve = |path: &syn::Path| {
        let name = path.segments.last().map(|last| last.ident.to_string());
        match name.and_then(|name| names.get(&name)) {
            Some(id) => Named::Adt(*id, counts[id.0 as usize]),
            None => Named::Nothing,
        }
    };
    for item in &types {
        let mut convert = Convert::new(&resolve, &crate::literal::constant_int, opaque);
        convert.infer_is_unknown = true;
        define(&mut base, item, &mut convert);
    }
    let id = |name: &str| *names.get(name).expect("the table has this type");
    Std {
        iter: opaque.iterator,
        future: opaque.future,
        stream: opaque.stream,
        string: id("String"),
        vec: id("Vec"),
        boxed: id("Box"),
        option: id("Option"),
        result: id("Result"),
        range: id("Range"),
        range_inclusive: id("RangeInclusive"),
        range_from: id("RangeFrom"),
        universal: id("universal"),
        prelude: id("prelude"),
        base,
    }
}

fn declare(base: &mut Base, item: &ItemTrait) {
    let name = item.ident.to_string();
    let has = |attribute: &str| item.attrs.iter().any(|a| a.path().is_ident(attribute));
    let tag = match name.as_str() {
        "RcWeak" => Some(TypeTag::RC_WEAK),
        "Weak" => Some(TypeTag::ARC_WEAK),
        // All iterator types are one here; which one a value has at run time is not known.
        "Iter" => None,
        name => TypeTag::builtin(name),
    };
    let id = AdtId(base.adts.len() as u32);
    base.by_name.insert(name.clone(), id);
    base.adts.push(Adt {
        name,
        generics: item.generics.params.len(),
        tag,
        is_copy: has("copy"),
        is_transparent: has("transparent"),
        ..Adt::default()
    });
}

fn define(base: &mut Base, item: &ItemTrait, convert: &mut Convert<'_>) {
    convert.declare(&item.generics);
    let id = base.by_name[&item.ident.to_string()];
    let own: Vec<Sig> = (0..convert.next).map(Sig::Param).collect();
    let (head, self_sig) = primitive(&item.ident.to_string(), &own);
    let head = head.unwrap_or(Head::Adt(id));
    convert.self_sig = Some(self_sig.unwrap_or(Sig::Adt(id, own)));
    for item in &item.items {
        match item {
            TraitItem::Fn(function) => {
                let sig = convert.function(&function.sig);
                base.add(head, function.sig.ident.to_string(), sig);
            }
            TraitItem::Type(assoc) => {
                let Some((_, ty)) = &assoc.default else {
                    continue;
                };
                let sig = Some(convert.ty(ty));
                let adt = &mut base.adts[id.0 as usize];
                match assoc.ident.to_string().as_str() {
                    "Deref" => adt.deref = sig,
                    "Item" => adt.item = sig,
                    "IntoItem" => adt.into_item = sig,
                    "Streamed" => adt.streamed = sig,
                    "Output" => adt.output = sig,
                    _ => adt.ref_item = sig,
                }
            }
            _ => {}
        }
    }
}

/// The traits of the table that stand for primitive types. Numbers of any width share theirs: `Self` is a parameter.
fn primitive(name: &str, own: &[Sig]) -> (Option<Head>, Option<Sig>) {
    let nth = |index: usize| Box::new(own.get(index).cloned().unwrap_or(Sig::Unknown));
    let first = || nth(0);
    match name {
        "int" => (Some(Head::AnyInt), Some(*first())),
        "float" => (Some(Head::AnyFloat), Some(*first())),
        "universal" => (None, Some(*first())),
        "boolean" => (Some(Head::Bool), Some(Sig::Bool)),
        "character" => (Some(Head::Char), Some(Sig::Char)),
        "text" => (Some(Head::Str), Some(Sig::Str)),
        "slice" => (Some(Head::Slice), Some(Sig::Slice(first()))),
        "pointer" => (Some(Head::Ptr), Some(Sig::Ptr(first()))),
        "array" => (Some(Head::Array), Some(Sig::Array(first(), nth(1)))),
        _ => (None, None),
    }
}
