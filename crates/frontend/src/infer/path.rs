//! Paths as expressions: variables, functions, constants, constructors, associated items.

use syn::PathArguments;

use super::anchor::offset;
use super::base::Head;
use super::body::Infer;
use super::scope::{Def, Space, is_of_async_crate, of_async_crate, strings};
use super::sig::{AdtId, Bound, FnSig, Named, Receiver, Sig, TraitId};
use super::ty::{Node, Table, Ty};
use crate::resolve::the_one;
use crate::std_names::trait_of_any;

/// Traits of std whose functions stand in the table's `universal`.
const OF_EVERY_TYPE: &[&str] = &[
    "Any",
    "Clone",
    "Default",
    "From",
    "FromStr",
    "Hash",
    "Into",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
];

impl Infer<'_, '_> {
    pub(super) fn path_expr(&mut self, expr: &syn::ExprPath) -> Ty {
        let Some(qself) = &expr.qself else {
            return self.path_value(&expr.path);
        };
        if let syn::Type::Infer(_) = &*qself.ty {
            return match expr.path.segments.len() {
                1 => self.value_of_any(&expr.path),
                _ => self.path_value(&expr.path),
            };
        }
        let base = self.written(&qself.ty);
        if let syn::Type::Path(written) = &*qself.ty {
            self.exprs.push((last_offset(&written.path), base));
        }
        let Some(last) = expr.path.segments.last() else {
            return Table::UNKNOWN;
        };
        let turbofish = self.written_arguments(&last.arguments);
        let mut segments = strings(&expr.path);
        segments.pop();
        let of_trait = match self.scopes().resolve(self.module, &segments, Space::Type) {
            (Def::Trait(id), _) => Some(id),
            _ => None,
        };
        let name = last.ident.to_string();
        let at = offset(last.ident.span());
        self.associated_value((base, of_trait), &name, at, &turbofish)
    }

    /// `<_>::name`: what the one trait that has `name` says, of a type that only the rest tells.
    fn value_of_any(&mut self, path: &syn::Path) -> Ty {
        let Some(last) = path.segments.last() else {
            return Table::UNKNOWN;
        };
        let turbofish = self.written_arguments(&last.arguments);
        let name = last.ident.to_string();
        let at = offset(last.ident.span());
        match self.trait_with(&name) {
            Some(id) => self.open_trait_value(id, &name, &turbofish, at),
            None if trait_of_any(&name).is_some() => self.static_of_any(&name, at, &turbofish),
            None => Table::UNKNOWN,
        }
    }

    /// `Trait::name` of a type that only the rest tells.
    fn open_trait_value(&mut self, id: TraitId, name: &str, turbofish: &[Ty], at: u32) -> Ty {
        let this = self.table.fresh();
        let method = self.trait_method(id, name, 0);
        if method.is_some_and(|sig| sig.receiver == Receiver::None) {
            self.exprs.push((at, this));
            self.decided.push((this, true));
        }
        self.trait_value(id, this, name, turbofish, at)
            .unwrap_or(Table::UNKNOWN)
    }

    /// The program's trait that declares `name`; of several the only one that is in scope under its own name.
    fn trait_with(&self, name: &str) -> Option<TraitId> {
        let traits = self.world.traits.iter().enumerate();
        let declaring = traits.filter(|(_, info)| info.methods.contains_key(name));
        let declaring: Vec<TraitId> = declaring.map(|(id, _)| TraitId(id as u32)).collect();
        let is_here = |id: &TraitId| {
            let (_, item) = self.scopes().traits[id.0 as usize];
            let path = [item.ident.to_string()];
            let (def, _) = self.scopes().resolve(self.module, &path, Space::Type);
            def == Def::Trait(*id)
        };
        the_one(&declaring, is_here)
    }

    /// `Default::default`, `FromStr::from_str`: a function of std that every type may have, of a type still open.
    fn static_of_any(&mut self, name: &str, at: u32, turbofish: &[Ty]) -> Ty {
        let this = self.table.fresh();
        self.exprs.push((at, this));
        self.decided.push((this, true));
        let value = self.associated_value((this, None), name, at, turbofish);
        self.note_conversion(at, value);
        value
    }

    /// Type arguments as the body writes them.
    pub(super) fn written_arguments(&mut self, args: &PathArguments) -> Vec<Ty> {
        let sigs = self.converted(|convert| convert.arguments(args));
        sigs.iter().map(|sig| self.own(sig)).collect()
    }

    /// The type arguments of a method's turbofish.
    pub(super) fn written_generics(
        &mut self,
        args: &syn::AngleBracketedGenericArguments,
    ) -> Vec<Ty> {
        let sigs = self.converted(|convert| convert.generics(args));
        sigs.iter().map(|sig| self.own(sig)).collect()
    }

    pub(super) fn path_value(&mut self, path: &syn::Path) -> Ty {
        let segments = strings(path);
        let (Some(first), Some(last)) = (segments.first(), segments.last()) else {
            return Table::UNKNOWN;
        };
        if segments.len() == 1 {
            let at = path
                .segments
                .first()
                .map_or(0, |first| offset(first.ident.span()));
            if let Some(local) = self.use_local(first, at) {
                return local;
            }
        }
        let at = last_offset(path);
        let args = path.segments.last().map(|last| &last.arguments);
        let turbofish = args.map_or_else(Vec::new, |args| self.written_arguments(args));
        if let Some(base) = self.own_base(first) {
            let of_trait = self.bound_trait(first, last);
            return match segments.len() {
                1 => self.constructor_value(path),
                2 => self.associated_value((base, of_trait), last, at, &turbofish),
                3 => {
                    let name = &path.segments[1].ident;
                    let base = self.project(base, &name.to_string(), Vec::new());
                    self.exprs.push((offset(name.span()), base));
                    self.associated_value((base, None), last, at, &turbofish)
                }
                _ => Table::UNKNOWN,
            };
        }
        let (def, used) = self.scopes().resolve(self.module, &segments, Space::Value);
        let is_whole = used == segments.len();
        let world = self.world;
        match def {
            Def::Fn(index) if is_whole => {
                self.function_value(&world.functions[index], "", None, &turbofish, at)
            }
            Def::Value(index) if is_whole => self.own(&world.values[index]),
            Def::Variant(..) => self.constructor_value(path),
            Def::Adt(_) if is_whole => self.constructor_value(path),
            Def::Adt(_) | Def::Alias(_) if used + 1 == segments.len() => {
                let base = self.written_path(path, used);
                self.associated_value((base, None), last, at, &turbofish)
            }
            Def::Trait(id) if used + 1 == segments.len() => {
                self.open_trait_value(id, last, &turbofish, at)
            }
            Def::Std(known) => self.std_value(path, &known, &turbofish),
            _ => Table::UNKNOWN,
        }
    }

    /// `Self` or a type parameter at the start of a path.
    fn own_base(&mut self, first: &str) -> Option<Ty> {
        if first == "Self" {
            let own = self.context.self_sig.as_ref()?;
            return Some(self.own(own));
        }
        let mut params = self.context.params.iter().rev();
        let (_, index) = params.find(|(name, _)| name == first)?;
        self.rigid.get(usize::from(*index)).copied()
    }

    /// The trait among a type parameter's bounds that has `name`.
    fn bound_trait(&self, param: &str, name: &str) -> Option<TraitId> {
        let mut params = self.context.params.iter().rev();
        let (_, index) = params.find(|(known, _)| known == param)?;
        let mut bounds = self.context.bounds.iter();
        bounds.find_map(|(of, bound)| match bound {
            Bound::Trait(id, _) if of == index => {
                let constant = (Head::Object(*id), name.to_owned());
                let has = self.trait_method(*id, name, 0).is_some()
                    || self.world.consts.contains_key(&constant);
                has.then_some(*id)
            }
            _ => None,
        })
    }

    /// A struct or variant as a value: a function of its fields when it has any.
    fn constructor_value(&mut self, path: &syn::Path) -> Ty {
        let Some((own, fields)) = self.constructor(path) else {
            return Table::UNKNOWN;
        };
        self.note_made(last_offset(path), own);
        self.construct(own, &fields)
    }

    fn construct(&mut self, own: Ty, fields: &[(String, Ty)]) -> Ty {
        if fields.is_empty() {
            return own;
        }
        let params = fields.iter().map(|(_, ty)| *ty).collect();
        self.table.add(Node::Fn(false, params, own))
    }

    /// `<base>::name`, or `<base as of_trait>::name`
    pub(super) fn associated_value(
        &mut self,
        of: (Ty, Option<TraitId>),
        name: &str,
        at: u32,
        turbofish: &[Ty],
    ) -> Ty {
        let value = self.value_of_type(of, name, at, turbofish);
        if matches!(name, "default" | "from") && at != 0 {
            self.note_conversion(at, value);
        }
        value
    }

    fn value_of_type(
        &mut self,
        (base, of_trait): (Ty, Option<TraitId>),
        name: &str,
        at: u32,
        turbofish: &[Ty],
    ) -> Ty {
        let world = self.world;
        match self.table.node(base) {
            Node::Param(index) => {
                if let Some(value) = self.bound_value(index, base, name, turbofish, at) {
                    return value;
                }
            }
            Node::Adt(id, args) => {
                if let Some(fields) = self.variant_fields(id, name, &args) {
                    return self.construct(base, &fields);
                }
            }
            _ => {}
        }
        for head in self.heads(base) {
            if let Some(sig) = world.consts.get(&(head, name.to_owned())) {
                return self.constant_value(sig, base, at);
            }
            let is_std = !matches!(head, Head::Adt(id) if self.std_name(id).is_none());
            if name == "from" && is_std && !world.base.of(head, name).is_empty() {
                return self.value_of_from(base);
            }
            let sigs = world.functions_of(head, name);
            let mut of_it = sigs
                .iter()
                .filter(|sig| of_trait.is_some() && sig.of_trait == of_trait);
            let one = match (of_it.next(), of_it.next()) {
                (Some(one), None) => Some(one),
                _ => self.twin(sigs, base, at),
            };
            if let Some(one) = one {
                return self.function_value(one, name, Some(base), turbofish, at);
            }
            match sigs {
                [] => {}
                [first, ..] => {
                    return match name {
                        "from" => self.value_of_from(base),
                        _ => self.overloaded_value(first),
                    };
                }
            }
        }
        if let Some(sig) = world.blanket.get(name) {
            return self.function_value(sig, name, Some(base), turbofish, at);
        }
        let std = world.scopes.std;
        match std.base.of(Head::Adt(std.universal), name) {
            [sig, ..] => self.function_value(sig, name, Some(base), turbofish, at),
            [] if name == "from_iter" => self.collected(base),
            [] => Table::UNKNOWN,
        }
    }

    /// An associated constant of `base`.
    fn constant_value(&mut self, sig: &FnSig, base: Ty, at: u32) -> Ty {
        let with = self.open(sig, Some(base), &[]);
        self.note_call(at, sig, &with);
        self.instantiate(&sig.ret, &with)
    }

    fn collected(&mut self, base: Ty) -> Ty {
        let over = self.table.fresh();
        let item = self.table.fresh();
        self.require_item(over, item);
        self.project(item, "Collect", vec![base]);
        self.table.add(Node::Fn(false, [over].into(), base))
    }

    /// One of several functions of a name: only the result is known before the arguments are.
    fn overloaded_value(&mut self, sig: &FnSig) -> Ty {
        let params = vec![Table::UNKNOWN; sig.params.len()];
        self.table
            .add(Node::Fn(false, params.into(), Table::UNKNOWN))
    }

    /// `Made::from` where several types are made into one.
    fn value_of_from(&mut self, made: Ty) -> Ty {
        let from = self.table.fresh();
        self.require_made(from, made);
        self.table.add(Node::Fn(false, [from].into(), made))
    }

    fn variant_fields(&mut self, id: AdtId, name: &str, args: &[Ty]) -> Option<Vec<(String, Ty)>> {
        let world = self.world;
        let mut variants = world.adt(id).variants.iter();
        let (_, fields) = variants.find(|(known, _)| known == name)?;
        let typed = fields
            .iter()
            .map(|(name, sig)| (name.clone(), self.instantiate(sig, args)));
        Some(typed.collect())
    }

    fn bound_value(
        &mut self,
        index: u16,
        this: Ty,
        name: &str,
        turbofish: &[Ty],
        at: u32,
    ) -> Option<Ty> {
        let context = self.context;
        for (of, bound) in &context.bounds {
            if let Bound::Trait(id, _) = bound
                && *of == index
                && let Some(value) = self.trait_value(*id, this, name, turbofish, at)
            {
                return Some(value);
            }
        }
        None
    }

    fn trait_value(
        &mut self,
        id: TraitId,
        this: Ty,
        name: &str,
        turbofish: &[Ty],
        at: u32,
    ) -> Option<Ty> {
        let world = self.world;
        if let Some(sig) = world.consts.get(&(Head::Object(id), name.to_owned())) {
            self.note_of_trait(at, this, sig);
            return Some(self.constant_value(sig, this, at));
        }
        let sig = self.trait_method(id, name, 0)?;
        self.note_of_trait(at, this, sig);
        Some(self.function_value(sig, "", Some(this), turbofish, at))
    }

    /// A path that leads into std.
    fn std_value(&mut self, path: &syn::Path, known: &[String], turbofish: &[Ty]) -> Ty {
        let Some((last, prefix)) = known.split_last() else {
            return Table::UNKNOWN;
        };
        let world = self.world;
        let std = world.scopes.std;
        if is_of_async_crate(known) {
            return self.async_value(path, prefix, last, turbofish);
        }
        if let Some(owner) = prefix.last() {
            if let Some(base) = self.std_base(path, prefix) {
                let at = last_offset(path);
                let value = self.associated_value((base, None), last, at, turbofish);
                if last == "from" || last == "parse" {
                    self.note_conversion(at, value);
                }
                return value;
            }
            let module = std.base.by_name.get(owner).map(|id| Head::Adt(*id));
            if let Some([sig, ..]) = module.map(|module| std.base.of(module, last)) {
                let value = self.function_value(sig, last, None, turbofish, last_offset(path));
                if owner == "mem" && last == "take" {
                    self.note_conversion(last_offset(path), value);
                }
                return value;
            }
            if let Some(value) = self.std_trait_value(owner, last, turbofish, last_offset(path)) {
                self.note_conversion(last_offset(path), value);
                return value;
            }
        } else if let [sig, ..] = std.base.of(Head::Adt(std.prelude), last) {
            return self.function_value(sig, last, None, turbofish, last_offset(path));
        }
        match self.scopes().std_type(known) {
            Named::Adt(id, _) => match std.base.of(Head::Adt(id), last) {
                [sig, ..] => self.function_value(sig, last, None, turbofish, last_offset(path)),
                [] => self.unit_of(id),
            },
            _ => match std.base.of(Head::Adt(std.prelude), last) {
                [sig, ..] => self.function_value(sig, last, None, turbofish, last_offset(path)),
                [] => Table::UNKNOWN,
            },
        }
    }

    /// Notes the function at offset `at` of which the types say what it does: `Into::into`, `mem::take`.
    fn note_conversion(&mut self, at: u32, function: Ty) {
        self.conversions.push((at, function));
        if let Node::Fn(_, params, ret) = self.table.node(function) {
            self.decided.push((ret, true));
            if let [from] = *params {
                self.require_made(from, ret);
            }
        }
    }

    /// A type of std named as a value, like `PhantomData`.
    fn unit_of(&mut self, id: AdtId) -> Ty {
        let count = self.world.adt(id).generics;
        let args: Vec<Ty> = (0..count).map(|_| self.table.fresh()).collect();
        self.adt(id, &args)
    }

    /// A function of an async crate's, where the table has it.
    fn async_value(
        &mut self,
        path: &syn::Path,
        prefix: &[String],
        name: &str,
        turbofish: &[Ty],
    ) -> Ty {
        let std = self.world.scopes.std;
        let owner = of_async_crate(prefix).and_then(|owner| std.base.by_name.get(&owner));
        let Some(owner) = owner else {
            return Table::UNKNOWN;
        };
        let at = last_offset(path);
        if let Some(base) = self.std_base(path, prefix) {
            return self.associated_value((base, None), name, at, turbofish);
        }
        match std.base.of(Head::Adt(*owner), name) {
            [sig, ..] => self.function_value(sig, name, None, turbofish, at),
            [] => Table::UNKNOWN,
        }
    }

    /// The type before the last segment, `Vec::<i32>` of `Vec::<i32>::new`.
    fn std_base(&mut self, path: &syn::Path, prefix: &[String]) -> Option<Ty> {
        let owner = prefix.last()?;
        let before_last = path.segments.iter().rev().nth(1);
        let written = match before_last {
            Some(segment) if segment.ident == *owner || !segment.arguments.is_none() => {
                self.written_arguments(&segment.arguments)
            }
            _ => Vec::new(),
        };
        match self.scopes().std_type(prefix) {
            Named::Adt(id, count) => {
                let mut args = written;
                args.truncate(count);
                while args.len() < count {
                    args.push(self.table.fresh());
                }
                Some(self.adt(id, &args))
            }
            Named::Alias(count, sig) => {
                let mut args = written;
                while args.len() < count {
                    args.push(self.table.fresh());
                }
                Some(self.instantiate(&sig, &args))
            }
            _ => {
                let sig = match owner.as_str() {
                    "array" => Sig::Array(Box::new(Sig::Infer), Box::new(Sig::Infer)),
                    name => Sig::primitive(name)?,
                };
                // `f64::consts::PI` and the functions of modules named like primitives are elsewhere.
                Some(self.own(&sig))
            }
        }
    }

    /// `Default::default`, `Iterator::next`, …: a method of a std trait with its `Self` open.
    fn std_trait_value(
        &mut self,
        owner: &str,
        name: &str,
        turbofish: &[Ty],
        last_at: u32,
    ) -> Option<Ty> {
        let std = self.world.scopes.std;
        let is_static = matches!(name, "from_iter" | "from_str" | "try_from");
        if is_static && trait_of_any(name) == Some(owner) {
            return Some(self.static_of_any(name, last_at, turbofish));
        }
        let head = match owner {
            "Iterator" | "DoubleEndedIterator" => std.iter,
            owner if OF_EVERY_TYPE.contains(&owner) => std.universal,
            _ => return None,
        };
        match std.base.of(Head::Adt(head), name) {
            [sig, ..] => Some(self.function_value(sig, name, None, turbofish, 0)),
            [] => None,
        }
    }
}

pub(super) fn last_offset(path: &syn::Path) -> u32 {
    let last = path.segments.last();
    last.map_or(0, |last| offset(last.ident.span()))
}
