//! Types as signatures write them: trees with numbered type parameters, instantiated anew at each use.

use interleave_program::{IntKind, Map};
use syn::{GenericArgument, GenericParam, PathArguments, ReturnType, Type, TypeParamBound};

/// A nominal type: std's first, then the program's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct AdtId(pub(super) u32);

/// One of the program's own traits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct TraitId(pub(super) u32);

/// A type in a signature.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Sig {
    Unknown,
    /// `_`, or an argument left out: a variable of its own at each use.
    Infer,
    Never,
    Int(IntKind),
    F32,
    F64,
    Bool,
    Char,
    Str,
    Ref(bool, Box<Sig>),
    Ptr(Box<Sig>),
    Tuple(Vec<Sig>),
    Slice(Box<Sig>),
    /// Elements and length.
    Array(Box<Sig>, Box<Sig>),
    /// A length, or another value of a const parameter.
    Number(i128),
    Adt(AdtId, Vec<Sig>),
    /// Anything callable; true when it can be called only once.
    Fn(bool, Vec<Sig>, Box<Sig>),
    Param(u16),
    Object(Option<TraitId>, Vec<Sig>),
    /// `T::Name`, or `<T as Trait<…>>::Name` as (T, what is asked, arguments of the trait).
    Assoc(Box<Sig>, String, Vec<Sig>),
}

impl Sig {
    pub(super) const UNIT: Self = Self::Tuple(Vec::new());

    pub(super) fn primitive(name: &str) -> Option<Self> {
        Some(match name {
            "bool" => Self::Bool,
            "char" => Self::Char,
            "str" => Self::Str,
            "f32" => Self::F32,
            "f64" => Self::F64,
            name => Self::Int(IntKind::from_name(name)?),
        })
    }

    /// The same with parameter `i` replaced by `with[i]`; parameters beyond stay.
    pub(super) fn substitute(&self, with: &[Self]) -> Self {
        let one = |sig: &Self| Box::new(sig.substitute(with));
        let all = |sigs: &[Self]| sigs.iter().map(|sig| sig.substitute(with)).collect();
        match self {
            Self::Param(index) => with.get(usize::from(*index)).unwrap_or(self).clone(),
            Self::Ref(mutable, to) => Self::Ref(*mutable, one(to)),
            Self::Ptr(to) => Self::Ptr(one(to)),
            Self::Tuple(parts) => Self::Tuple(all(parts)),
            Self::Slice(of) => Self::Slice(one(of)),
            Self::Array(of, len) => Self::Array(one(of), one(len)),
            Self::Adt(id, args) => Self::Adt(*id, all(args)),
            Self::Fn(once, params, ret) => Self::Fn(*once, all(params), one(ret)),
            Self::Object(id, args) => Self::Object(*id, all(args)),
            Self::Assoc(base, name, args) => Self::Assoc(one(base), name.clone(), all(args)),
            plain => plain.clone(),
        }
    }
}

/// Traits of std that types have which are not `Copy`, and that say nothing else here.
const NOT_COPY: &[&str] = &[
    "Add",
    "Any",
    "AsRef",
    "AddAssign",
    "Clone",
    "Debug",
    "Default",
    "Deref",
    "Display",
    "Div",
    "Eq",
    "Error",
    "From",
    "FromStr",
    "Future",
    "Hash",
    "Into",
    "Mul",
    "Neg",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Read",
    "Rem",
    "Send",
    "Sized",
    "Sub",
    "Sum",
    "Sync",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "UnwindSafe",
    "Write",
];

/// What is known of a type parameter.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Bound {
    /// Callable; true for `FnOnce`.
    Fn(bool, Vec<Sig>, Sig),
    Iterator(Sig),
    IntoIterator(Sig),
    Stream(Sig),
    /// A future that gives this; beside [`Bound::Named`].
    Future(Sig),
    /// A range of these.
    Range(Sig),
    Trait(TraitId, Vec<Sig>),
    /// `Into` this.
    Into(Sig),
    Copy,
    /// A trait of std from which nothing follows about copying.
    Named(&'static str),
    /// A trait of which nothing is known.
    Other,
}

impl Bound {
    pub(super) fn substitute(&self, with: &[Sig]) -> Self {
        let all = |sigs: &[Sig]| sigs.iter().map(|sig| sig.substitute(with)).collect();
        match self {
            Self::Fn(once, params, ret) => Self::Fn(*once, all(params), ret.substitute(with)),
            Self::Iterator(item) => Self::Iterator(item.substitute(with)),
            Self::IntoIterator(item) => Self::IntoIterator(item.substitute(with)),
            Self::Stream(item) => Self::Stream(item.substitute(with)),
            Self::Future(of) => Self::Future(of.substitute(with)),
            Self::Range(of) => Self::Range(of.substitute(with)),
            Self::Trait(id, args) => Self::Trait(*id, all(args)),
            Self::Into(to) => Self::Into(to.substitute(with)),
            Self::Copy => Self::Copy,
            Self::Named(name) => Self::Named(name),
            Self::Other => Self::Other,
        }
    }
}

/// How a function takes its receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Receiver {
    None,
    Value,
    Ref,
    RefMut,
    /// `self: Arc<Self>` and the like.
    Pointer,
}

/// A function's signature.
#[derive(Clone, Debug)]
pub(super) struct FnSig {
    /// Where its name stands; `OF_STD` for std's.
    pub(super) at: u32,
    /// Number of type parameters: those of the impl or trait first.
    pub(super) generics: u16,
    /// Number of the first type parameter that a turbofish on the function names.
    pub(super) own: u16,
    pub(super) bounds: Vec<(u16, Bound)>,
    pub(super) receiver: Receiver,
    /// The type whose method or associated function it is.
    pub(super) self_ty: Option<Sig>,
    /// Without the receiver.
    pub(super) params: Vec<Sig>,
    pub(super) ret: Sig,
    /// What the type parameters of the body at `at` are, in terms of this signature's own; none for std's functions.
    pub(super) body: Vec<Sig>,
    /// The program's trait whose function it is.
    pub(super) of_trait: Option<TraitId>,
    /// It stands in an `impl` without a trait, which goes before those with one.
    pub(super) is_inherent: bool,
}

impl FnSig {
    /// Where std's functions stand.
    pub(super) const OF_STD: u32 = u32::MAX;
}

/// What a path in a type leads to.
pub(super) enum Named {
    /// A nominal type and how many type parameters it has.
    Adt(AdtId, usize),
    Trait(TraitId),
    /// A type alias: number of its parameters, and the type.
    Alias(usize, Sig),
    /// A constant, as an argument for a const parameter.
    Number(i128),
    Nothing,
}

/// The types of the table that `impl Iterator`, `impl Future` and `impl Stream` become.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opaque {
    pub(super) iterator: AdtId,
    pub(super) future: AdtId,
    pub(super) stream: AdtId,
}

/// Turns syntax into signatures, in one context of names.
pub(super) struct Convert<'c> {
    pub(super) resolve: &'c dyn Fn(&syn::Path) -> Named,
    /// The value of a constant expression.
    pub(super) value: &'c dyn Fn(&syn::Expr) -> Option<i128>,
    pub(super) opaque: Opaque,
    pub(super) params: Vec<(String, u16)>,
    pub(super) next: u16,
    pub(super) bounds: Vec<(u16, Bound)>,
    pub(super) self_sig: Option<Sig>,
    /// The associated types that are known here: `Self::Output`.
    pub(super) assoc: Map<String, Sig>,
    /// In the table of std `_` stands for a type that nothing is known of.
    pub(super) infer_is_unknown: bool,
    depth: u32,
}

impl<'c> Convert<'c> {
    pub(super) fn new(
        resolve: &'c dyn Fn(&syn::Path) -> Named,
        value: &'c dyn Fn(&syn::Expr) -> Option<i128>,
        opaque: Opaque,
    ) -> Self {
        Self {
            resolve,
            value,
            opaque,
            params: Vec::new(),
            next: 0,
            bounds: Vec::new(),
            self_sig: None,
            assoc: Map::new(),
            infer_is_unknown: false,
            depth: 0,
        }
    }

    /// Declares the type and const parameters of `generics`, with their bounds.
    pub(super) fn declare(&mut self, generics: &syn::Generics) {
        for param in &generics.params {
            match param {
                GenericParam::Type(param) => self.add_param(&param.ident.to_string()),
                GenericParam::Const(param) => self.add_param(&param.ident.to_string()),
                GenericParam::Lifetime(_) => continue,
            };
        }
        for param in generics.type_params() {
            if let Some(index) = self.param(&param.ident.to_string()) {
                param
                    .bounds
                    .iter()
                    .for_each(|bound| self.bound(index, bound));
            }
        }
        let predicates = generics.where_clause.iter().flat_map(|c| &c.predicates);
        for predicate in predicates {
            let syn::WherePredicate::Type(predicate) = predicate else {
                continue;
            };
            if let Sig::Param(index) = self.ty(&predicate.bounded_ty) {
                let bounds = predicate.bounds.iter();
                bounds.for_each(|bound| self.bound(index, bound));
            } else {
                self.open_bounds(generics);
            }
        }
    }

    /// A bound on a type made of parameters, as `Option<T>: Debug`, may say anything about each of them.
    fn open_bounds(&mut self, generics: &syn::Generics) {
        for param in generics.type_params() {
            if let Some(index) = self.param(&param.ident.to_string()) {
                self.bounds.push((index, Bound::Other));
            }
        }
    }

    pub(super) fn add_param(&mut self, name: &str) -> u16 {
        let index = self.next;
        self.next += 1;
        self.params.push((name.to_owned(), index));
        index
    }

    fn param(&self, name: &str) -> Option<u16> {
        let mut known = self.params.iter().rev();
        known
            .find(|(known, _)| known == name)
            .map(|(_, index)| *index)
    }

    fn bound(&mut self, index: u16, bound: &TypeParamBound) {
        if let TypeParamBound::Trait(bound) = bound
            && let Some(found) = self.trait_bound(&bound.path)
        {
            let is_future = matches!(found, Bound::Named("Future"));
            self.bounds.push((index, found));
            if is_future && let Some(last) = bound.path.segments.last() {
                let output = self.assoc_argument(&last.arguments, "Output");
                self.bounds.push((index, Bound::Future(output)));
            }
        }
    }

    /// What a bound `Into<T>` makes.
    pub(super) fn made_by_into(&mut self, bound: &TypeParamBound) -> Option<Sig> {
        let TypeParamBound::Trait(bound) = bound else {
            return None;
        };
        match self.trait_bound(&bound.path)? {
            Bound::Into(to) => Some(to),
            _ => None,
        }
    }

    fn trait_bound(&mut self, path: &syn::Path) -> Option<Bound> {
        let last = path.segments.last()?;
        if let Named::Trait(id) = (self.resolve)(path) {
            return Some(Bound::Trait(id, self.arguments(&last.arguments)));
        }
        match (last.ident.to_string().as_str(), &last.arguments) {
            (name @ ("Fn" | "FnMut" | "FnOnce"), PathArguments::Parenthesized(args)) => {
                let params = args.inputs.iter().map(|arg| self.ty(&arg.ty)).collect();
                Some(Bound::Fn(
                    name == "FnOnce",
                    params,
                    self.output(&args.output),
                ))
            }
            (
                name @ ("AsyncFn" | "AsyncFnMut" | "AsyncFnOnce"),
                PathArguments::Parenthesized(args),
            ) => {
                let params = args.inputs.iter().map(|arg| self.ty(&arg.ty)).collect();
                let output = self.output(&args.output);
                let future = Sig::Adt(self.opaque.future, vec![output]);
                Some(Bound::Fn(name == "AsyncFnOnce", params, future))
            }
            ("Iterator" | "DoubleEndedIterator" | "ExactSizeIterator", args) => {
                Some(Bound::Iterator(self.assoc_argument(args, "Item")))
            }
            ("IntoIterator", args) => Some(Bound::IntoIterator(self.assoc_argument(args, "Item"))),
            ("Stream" | "FusedStream", args) => {
                Some(Bound::Stream(self.assoc_argument(args, "Item")))
            }
            ("RangeBounds", args) => {
                let of = self.arguments(args).pop();
                Some(Bound::Range(of.unwrap_or(Sig::Unknown)))
            }
            ("Into", args) => {
                let to = self.arguments(args).pop();
                Some(Bound::Into(to.unwrap_or(Sig::Unknown)))
            }
            ("Copy", _) => Some(Bound::Copy),
            (name, _) => Some(match NOT_COPY.iter().find(|known| **known == name) {
                Some(known) => Bound::Named(known),
                None => Bound::Other,
            }),
        }
    }

    fn assoc_argument(&mut self, args: &PathArguments, name: &str) -> Sig {
        let PathArguments::AngleBracketed(args) = args else {
            return Sig::Unknown;
        };
        args.args
            .iter()
            .find_map(|arg| match arg {
                GenericArgument::AssocType(assoc) if assoc.ident == name => {
                    Some(self.ty(&assoc.ty))
                }
                _ => None,
            })
            .unwrap_or(Sig::Unknown)
    }

    /// Type arguments, lifetimes left out.
    pub(super) fn arguments(&mut self, args: &PathArguments) -> Vec<Sig> {
        match args {
            PathArguments::AngleBracketed(args) => self.generics(args),
            _ => Vec::new(),
        }
    }

    /// The same for a list of its own.
    pub(super) fn generics(&mut self, args: &syn::AngleBracketedGenericArguments) -> Vec<Sig> {
        let types = args.args.iter().filter_map(|arg| match arg {
            GenericArgument::Type(ty) => Some(self.ty(ty)),
            GenericArgument::Const(value) => Some(self.number(value)),
            _ => None,
        });
        types.collect()
    }

    pub(super) fn output(&mut self, output: &ReturnType) -> Sig {
        match output {
            ReturnType::Default => Sig::UNIT,
            ReturnType::Type(_, ty) => self.ty(ty),
        }
    }

    pub(super) fn ty(&mut self, ty: &Type) -> Sig {
        if self.depth > 64 {
            return Sig::Unknown;
        }
        self.depth += 1;
        let sig = self.shallow(ty);
        self.depth -= 1;
        sig
    }

    /// A length or another const argument.
    pub(super) fn number(&self, expr: &syn::Expr) -> Sig {
        let expr = bare(expr);
        if let syn::Expr::Path(path) = expr
            && let Some(name) = path.path.get_ident()
            && let Some(index) = self.param(&name.to_string())
        {
            return Sig::Param(index);
        }
        (self.value)(expr).map_or(Sig::Infer, Sig::Number)
    }

    fn boxed(&mut self, ty: &Type) -> Box<Sig> {
        Box::new(self.ty(ty))
    }

    fn shallow(&mut self, ty: &Type) -> Sig {
        match ty {
            Type::Path(path) => match &path.qself {
                Some(qself) => self.qualified(&qself.ty, &path.path),
                None => self.path(&path.path),
            },
            Type::Reference(to) => Sig::Ref(to.mutability.is_some(), self.boxed(&to.elem)),
            Type::Tuple(tuple) => Sig::Tuple(tuple.elems.iter().map(|ty| self.ty(ty)).collect()),
            Type::Slice(slice) => Sig::Slice(self.boxed(&slice.elem)),
            Type::Array(array) => {
                Sig::Array(self.boxed(&array.elem), Box::new(self.number(&array.len)))
            }
            Type::Ptr(to) => Sig::Ptr(self.boxed(&to.elem)),
            Type::Paren(paren) => self.ty(&paren.elem),
            Type::Group(group) => self.ty(&group.elem),
            Type::Infer(_) if self.infer_is_unknown => Sig::Unknown,
            Type::Infer(_) => Sig::Infer,
            Type::Never(_) => Sig::Never,
            Type::FnPtr(pointer) => {
                let params = pointer.inputs.iter().map(|arg| self.ty(&arg.ty)).collect();
                Sig::Fn(false, params, Box::new(self.output(&pointer.output)))
            }
            Type::ImplTrait(bounds) => self.object(bounds.bounds.iter()),
            Type::TraitObject(object) => self.object(object.bounds.iter()),
            _ => Sig::Unknown,
        }
    }

    /// `dyn Trait`, or `impl Trait` as a result.
    fn object<'b>(&mut self, bounds: impl Iterator<Item = &'b TypeParamBound>) -> Sig {
        for bound in bounds {
            let TypeParamBound::Trait(bound) = bound else {
                continue;
            };
            let last = bound.path.segments.last();
            if let Some(last) = last
                && last.ident == "Future"
            {
                let output = self.assoc_argument(&last.arguments, "Output");
                return Sig::Adt(self.opaque.future, vec![output]);
            }
            match self.trait_bound(&bound.path) {
                Some(Bound::Fn(once, params, ret)) => {
                    return Sig::Fn(once, params, Box::new(ret));
                }
                Some(Bound::Iterator(item)) => {
                    return Sig::Adt(self.opaque.iterator, vec![item]);
                }
                Some(Bound::Stream(item)) => return Sig::Adt(self.opaque.stream, vec![item]),
                Some(Bound::Trait(id, args)) => return Sig::Object(Some(id), args),
                _ => {}
            }
        }
        Sig::Object(None, Vec::new())
    }

    /// The type of a parameter: `impl Trait` there is a type parameter without a name.
    pub(super) fn parameter(&mut self, ty: &Type) -> Sig {
        let Type::ImplTrait(bounds) = ty else {
            return self.ty(ty);
        };
        if let function @ Sig::Fn(..) = self.object(bounds.bounds.iter()) {
            return function;
        }
        let index = self.add_param("");
        bounds
            .bounds
            .iter()
            .for_each(|bound| self.bound(index, bound));
        Sig::Param(index)
    }

    fn assoc(&self, base: Sig, name: &str) -> Sig {
        if Some(&base) == self.self_sig.as_ref()
            && let Some(known) = self.assoc.get(name)
        {
            return known.clone();
        }
        Sig::Assoc(Box::new(base), name.to_owned(), Vec::new())
    }

    /// `<T as Trait>::Name`. What std's traits relate is asked by the trait's name.
    fn qualified(&mut self, base: &Type, path: &syn::Path) -> Sig {
        let base = self.ty(base);
        let mut segments = path.segments.iter().rev();
        let Some(name) = segments.next() else {
            return Sig::Unknown;
        };
        let Some(of) = segments.next() else {
            return self.assoc(base, &name.ident.to_string());
        };
        let relation = of.ident.to_string();
        // Only the table of std has relations; a trait of the program may be called so.
        let relations = [
            "Awaited", "Collect", "Concat", "Deref", "First", "Inner", "Join", "Peel", "Streamed",
            "Sum", "Unzip",
        ];
        if self.infer_is_unknown && relations.contains(&relation.as_str()) {
            let args = self.arguments(&of.arguments);
            return Sig::Assoc(Box::new(base), relation, args);
        }
        self.assoc(base, &name.ident.to_string())
    }

    /// The type that a path names.
    pub(super) fn path(&mut self, path: &syn::Path) -> Sig {
        let Some(first) = path.segments.first() else {
            return Sig::Unknown;
        };
        let name = first.ident.to_string();
        let base = match self.param(&name) {
            Some(index) => Some(Sig::Param(index)),
            None if name == "Self" => self.self_sig.clone(),
            None => None,
        };
        match (base, path.segments.len()) {
            (Some(base), 1) => base,
            (Some(base), 2) => self.assoc(base, &path.segments[1].ident.to_string()),
            (Some(_), _) => Sig::Unknown,
            (None, _) => self.named(path),
        }
    }

    fn named(&mut self, path: &syn::Path) -> Sig {
        let Some(last) = path.segments.last() else {
            return Sig::Unknown;
        };
        match (self.resolve)(path) {
            Named::Adt(id, count) => {
                let mut args = self.arguments(&last.arguments);
                args.resize(count, Sig::Infer);
                Sig::Adt(id, args)
            }
            Named::Alias(count, sig) => {
                let mut args = self.arguments(&last.arguments);
                args.resize(count, Sig::Infer);
                sig.substitute(&args)
            }
            Named::Trait(id) => Sig::Object(Some(id), self.arguments(&last.arguments)),
            Named::Number(value) => Sig::Number(value),
            Named::Nothing => Sig::primitive(&last.ident.to_string()).unwrap_or(Sig::Unknown),
        }
    }

    /// A function's signature. The context must have the parameters of the impl or trait.
    pub(super) fn function(&mut self, signature: &syn::Signature) -> FnSig {
        let own = self.next;
        let (params_before, bounds_before) = (self.params.len(), self.bounds.len());
        self.declare(&signature.generics);
        let receiver = match signature.receiver() {
            None => Receiver::None,
            Some(receiver) => receiver_kind(receiver),
        };
        let typed = signature.inputs.iter().filter_map(|input| match input {
            syn::FnArg::Typed(typed) => Some(&typed.ty),
            syn::FnArg::Receiver(_) => None,
        });
        let params = typed.map(|ty| self.parameter(ty)).collect();
        let mut ret = self.output(&signature.output);
        if signature.asyncness.is_some() {
            ret = Sig::Adt(self.opaque.future, vec![ret]);
        }
        let sig = FnSig {
            at: match self.infer_is_unknown {
                true => FnSig::OF_STD,
                false => super::anchor::offset(signature.ident.span()),
            },
            generics: self.next,
            own,
            bounds: self.bounds.clone(),
            receiver,
            self_ty: self.self_sig.clone(),
            params,
            ret,
            body: match self.infer_is_unknown {
                true => Vec::new(),
                false => (0..self.next).map(Sig::Param).collect(),
            },
            of_trait: None,
            is_inherent: false,
        };
        self.params.truncate(params_before);
        self.bounds.truncate(bounds_before);
        self.next = own;
        sig
    }
}

/// An expression without parentheses and the braces that const arguments need.
pub(super) fn bare(expr: &syn::Expr) -> &syn::Expr {
    match expr {
        syn::Expr::Paren(paren) => bare(&paren.expr),
        syn::Expr::Group(group) => bare(&group.expr),
        syn::Expr::Block(block) => match block.block.stmts.as_slice() {
            [syn::Stmt::Expr(inner, None)] => bare(inner),
            _ => expr,
        },
        _ => expr,
    }
}

fn receiver_kind(receiver: &syn::Receiver) -> Receiver {
    match &receiver.kind {
        syn::ReceiverKind::Reference(_, _, Some(_)) => Receiver::RefMut,
        syn::ReceiverKind::Reference(..) => Receiver::Ref,
        syn::ReceiverKind::Typed(_, ty) => match &**ty {
            Type::Reference(to) if to.mutability.is_some() => Receiver::RefMut,
            Type::Reference(_) => Receiver::Ref,
            Type::Path(path) if path.path.is_ident("Self") => Receiver::Value,
            _ => Receiver::Pointer,
        },
        syn::ReceiverKind::Value => Receiver::Value,
        _ => Receiver::Pointer,
    }
}
