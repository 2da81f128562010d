//! Which borrows a value holds: `&x`, what a call gives back of what it was lent, what a closure captured.

use std::collections::BTreeSet;

use interleave_program::{Map, Span};
use syn::punctuated::Punctuated;
use syn::{Expr, FnArg, GenericArgument, PathArguments, ReturnType, Token, Type};

use super::accesses::{Access, Known, Place, head};
use super::span;
use crate::infer::Takes;
use crate::spans;
use crate::walk::{self, Visit};

/// A borrow that a value holds.
#[derive(Clone, Debug)]
pub(super) struct Lent {
    pub(super) place: Place,
    pub(super) is_mut: bool,
    pub(super) at: Span,
    /// Whether something was taken out of what first held it, which may be no borrow any more.
    pub(super) is_passed: bool,
    /// It is `&place` itself.
    pub(super) is_plain: bool,
}

/// Which of a function's parameters its result may borrow from.
#[derive(Default)]
pub(super) struct Tied {
    receiver: bool,
    params: Vec<bool>,
}

/// Methods that make one iterator of another.
const ADAPTING: &[&str] = &[
    "cycle",
    "enumerate",
    "filter",
    "peekable",
    "rev",
    "skip",
    "skip_while",
    "step_by",
    "take",
    "take_while",
];

/// Methods of std's types that hand on what the receiver holds, or some of it.
const PASSING: &[&str] = &[
    "and_modify",
    "collect",
    "expect",
    "find",
    "last",
    "max",
    "max_by",
    "max_by_key",
    "min",
    "min_by",
    "min_by_key",
    "next",
    "nth",
    "or_default",
    "or_insert",
    "or_insert_with",
    "unwrap",
];

/// Constructors around a value.
const WRAPPING: &[&str] = &["Some", "Ok", "Box::new", "Rc::new", "Arc::new"];

/// What the functions of a file hand on.
#[derive(Default)]
pub(super) struct Declared {
    /// The ties of those whose signatures are clear, by where their names stand.
    ties: Map<u32, Tied>,
    /// Where the names of all `async fn` stand.
    async_fns: BTreeSet<u32>,
}

impl Declared {
    /// What `file` declares.
    pub(super) fn of(file: &syn::File) -> Self {
        let mut finder = Ties {
            found: Self::default(),
            of_impl: Vec::new(),
        };
        finder.visit_file(file);
        finder.found
    }

    /// Whether the function whose name stands at `at` is an `async fn`: its future holds all that it is given.
    pub(super) fn is_async(&self, at: u32) -> bool {
        self.async_fns.contains(&at)
    }
}

/// Whether a type has a reference or a lifetime.
pub(super) fn says_borrow(ty: &Type) -> bool {
    let said = Lifetimes::of(ty);
    said.is_elided || !said.named.is_empty() || said.says_static
}

/// What is known of lending in a text.
pub(super) struct Lending<'i> {
    pub(super) known: Known<'i>,
    pub(super) declared: Declared,
}

impl<'i> Lending<'i> {
    /// The borrows that the value of `expr` surely holds, as far as they are known.
    pub(super) fn of(&self, expr: &'i Expr) -> Vec<Lent> {
        match expr {
            Expr::Paren(paren) => self.of(&paren.expr),
            Expr::Reference(reference) => self.plain(reference, expr),
            Expr::MethodCall(call) => self.method(call),
            Expr::Call(call) => self.call(call),
            Expr::Try(tried) => passed(self.of(&tried.expr)),
            Expr::Struct(made) => {
                let fields = made.fields.iter();
                fields
                    .flat_map(|field| self.reference(&field.expr))
                    .collect()
            }
            Expr::Tuple(tuple) => tuple
                .elems
                .iter()
                .flat_map(|it| self.reference(it))
                .collect(),
            Expr::Closure(_) | Expr::Async(_) => self.captured(expr),
            _ => Vec::new(),
        }
    }

    /// The same of what is stored as it is: only `&place`.
    fn reference(&self, expr: &'i Expr) -> Vec<Lent> {
        match expr {
            Expr::Reference(_) | Expr::Closure(_) | Expr::Async(_) => self.of(expr),
            _ => Vec::new(),
        }
    }

    fn plain(&self, reference: &'i syn::ExprReference, whole: &Expr) -> Vec<Lent> {
        let place = self.known.place(&reference.expr);
        let lent = place.map(|place| Lent {
            place,
            is_mut: reference.mutability.is_some(),
            at: spans::expr(whole),
            is_passed: false,
            is_plain: true,
        });
        lent.into_iter().collect()
    }

    fn captured(&self, expr: &'i Expr) -> Vec<Lent> {
        let taken = self.known.captures(expr).into_iter();
        let borrowed = taken.filter_map(|(place, access)| match access {
            Access::Shared | Access::Unique => Some(Lent {
                place,
                is_mut: access == Access::Unique,
                at: head(expr),
                is_passed: false,
                is_plain: true,
            }),
            _ => None,
        });
        borrowed.collect()
    }

    fn method(&self, call: &'i syn::ExprMethodCall) -> Vec<Lent> {
        let at = span(call.method.span()).start;
        let facts = self.known.inferred.facts();
        if let Some(callee) = facts.callees.get(&at) {
            let Some(tied) = self.declared.ties.get(callee) else {
                return Vec::new();
            };
            let mut all = self.arguments(&call.args, &tied.params);
            if tied.receiver {
                all.extend(self.borrowed_receiver(call));
            }
            return all;
        }
        if facts.lends.contains(&at) {
            return match self.borrowed_receiver(call) {
                Some(lent) => vec![lent],
                None if facts.takes.get(&at) != Some(&Takes::RefMut) => {
                    passed(self.of(&call.receiver))
                }
                None => Vec::new(),
            };
        }
        let name = call.method.to_string();
        if self.known.base(&call.receiver).is_some() {
            return Vec::new();
        }
        match name.as_str() {
            name if ADAPTING.contains(&name) => self.of(&call.receiver),
            name if PASSING.contains(&name) => passed(self.of(&call.receiver)),
            _ => Vec::new(),
        }
    }

    fn borrowed_receiver(&self, call: &'i syn::ExprMethodCall) -> Option<Lent> {
        let (place, is_mut) = self.known.receiver(call)?;
        Some(Lent {
            place,
            is_mut,
            at: spans::expr(&call.receiver),
            is_passed: false,
            is_plain: false,
        })
    }

    fn call(&self, call: &'i syn::ExprCall) -> Vec<Lent> {
        let Expr::Path(path) = &*call.func else {
            return Vec::new();
        };
        let names = crate::resolve::segments(&path.path);
        if WRAPPING.contains(&names.join("::").as_str()) {
            return match call.args.first() {
                Some(arg) => self.reference(arg),
                None => Vec::new(),
            };
        }
        let Some(last) = path.path.segments.last() else {
            return Vec::new();
        };
        let at = span(last.ident.span()).start;
        let facts = self.known.inferred.facts();
        let tied = facts
            .callees
            .get(&at)
            .and_then(|callee| self.declared.ties.get(callee));
        match tied {
            Some(tied) if !tied.receiver => self.arguments(&call.args, &tied.params),
            _ => Vec::new(),
        }
    }

    fn arguments(&self, args: &'i Punctuated<Expr, Token![,]>, tied: &[bool]) -> Vec<Lent> {
        let each = args.iter().zip(tied).filter(|(_, tied)| **tied);
        let mut all: Vec<Lent> = each.flat_map(|(arg, _)| self.of(arg)).collect();
        all.iter_mut().for_each(|lent| lent.is_plain = false);
        all
    }
}

fn passed(mut lent: Vec<Lent>) -> Vec<Lent> {
    for one in &mut lent {
        one.is_passed = true;
        one.is_plain = false;
    }
    lent
}

struct Ties {
    found: Declared,
    /// Lifetimes of the type that the impl around is for.
    of_impl: Vec<(String, Span)>,
}

impl Ties {
    fn signature(&mut self, sig: &syn::Signature) {
        let name = span(sig.ident.span()).start;
        if sig.asyncness.is_some() {
            self.found.async_fns.insert(name);
        }
        let ReturnType::Type(_, output) = &sig.output else {
            return;
        };
        let mut of_output = Lifetimes::of(output);
        if of_output.says_self {
            of_output.named.extend(self.of_impl.iter().cloned());
        }
        let mut tied = Tied::default();
        let mut elided = 0;
        let mut receiver = false;
        for input in &sig.inputs {
            match input {
                FnArg::Receiver(found) => {
                    if let syn::ReceiverKind::Reference(_, lifetime, _) = &found.kind {
                        receiver = true;
                        tied.receiver = match lifetime {
                            Some(lifetime) => of_output.has(&lifetime.ident.to_string()),
                            None => of_output.is_elided,
                        };
                    }
                }
                FnArg::Typed(typed) => {
                    let own = Lifetimes::of(&typed.ty);
                    elided += usize::from(own.is_elided || !own.named.is_empty());
                    let named = own.named.iter().any(|(name, _)| of_output.has(name));
                    tied.params
                        .push(named || of_output.is_elided && own.is_elided);
                }
            }
        }
        let is_clear = !of_output.is_elided || receiver || elided == 1;
        if receiver && of_output.is_elided {
            tied.params.iter_mut().for_each(|param| *param = false);
        }
        if is_clear {
            self.found.ties.insert(name, tied);
        }
    }
}

impl<'a> Visit<'a> for Ties {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_item(&mut self, item: &'a syn::Item) {
        let outer = std::mem::take(&mut self.of_impl);
        if let syn::Item::Impl(found) = item {
            self.of_impl = Lifetimes::of(&found.self_ty).named;
        }
        walk::visit_item(self, item);
        self.of_impl = outer;
    }

    fn visit_signature(&mut self, sig: &'a syn::Signature) {
        self.signature(sig);
    }
}

/// The lifetimes that a type says.
#[derive(Default)]
pub(super) struct Lifetimes {
    /// Those with a name, and where.
    pub(super) named: Vec<(String, Span)>,
    /// It has a `&` without a name, or `'_`.
    is_elided: bool,
    says_self: bool,
    says_static: bool,
}

impl Lifetimes {
    pub(super) fn of(ty: &Type) -> Self {
        let mut all = Self::default();
        all.visit_type(ty);
        all
    }

    fn has(&self, name: &str) -> bool {
        self.named.iter().any(|(known, _)| known == name)
    }

    fn lifetime(&mut self, lifetime: &syn::Lifetime) {
        match lifetime.ident.to_string().as_str() {
            "_" => self.is_elided = true,
            "static" => self.says_static = true,
            name => {
                let at = span(lifetime.ident.span());
                self.named.push((name.to_owned(), at));
            }
        }
    }
}

impl<'a> Visit<'a> for Lifetimes {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_type(&mut self, ty: &'a Type) {
        match ty {
            Type::Reference(reference) => {
                match &reference.lifetime {
                    Some(lifetime) => self.lifetime(lifetime),
                    None => self.is_elided = true,
                }
                self.visit_type(&reference.elem);
            }
            // What a function takes is not held by it.
            Type::FnPtr(_) => {}
            Type::Path(path) => {
                self.says_self |= path.path.is_ident("Self");
                let last = path.path.segments.last();
                if let Some(PathArguments::AngleBracketed(args)) = last.map(|it| &it.arguments) {
                    for arg in &args.args {
                        match arg {
                            GenericArgument::Lifetime(lifetime) => self.lifetime(lifetime),
                            GenericArgument::Type(ty) => self.visit_type(ty),
                            _ => {}
                        }
                    }
                }
            }
            Type::ImplTrait(bounds) => self.bounds(&bounds.bounds),
            Type::TraitObject(object) => self.bounds(&object.bounds),
            other => walk::visit_type(self, other),
        }
    }
}

impl Lifetimes {
    fn bounds(&mut self, bounds: &Punctuated<syn::TypeParamBound, Token![+]>) {
        for bound in bounds {
            match bound {
                syn::TypeParamBound::Lifetime(lifetime) => self.lifetime(lifetime),
                // Its own lifetimes, of `for<'a>`, are nobody else's.
                syn::TypeParamBound::Trait(found) if found.lifetimes.is_none() => {
                    let last = found.path.segments.last();
                    let Some(PathArguments::AngleBracketed(args)) = last.map(|it| &it.arguments)
                    else {
                        continue;
                    };
                    for arg in &args.args {
                        match arg {
                            GenericArgument::AssocType(assoc) => self.visit_type(&assoc.ty),
                            GenericArgument::Type(ty) => self.visit_type(ty),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }
}
