//! Several implementations of one generic trait for one type: `Mul<f64> for V` beside `Mul<V> for V`, `Add for &V`
//! beside `Add for V`.
//!
//! The machine finds methods by the receiver's type alone. Where that leaves a choice, the method is a small function
//! that asks what its arguments are, first exactly, then with references looked through, and calls the one that fits.

use interleave_program::{
    Const, Diagnostic, FnId, Native, Op, Reg, SelfKind, Span, TypeHint, TypeTag,
};
use syn::{FnArg, Type};

use crate::impls::Target;
use crate::lower::body::{Body, Context};
use crate::names::{Callee, Def, TraitId, TypeId};
use crate::session::Session;
use crate::signature::self_kind;
use crate::spans;

/// What an argument must be; nothing is asked of a type parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Wanted {
    tag: Option<TypeTag>,
    is_reference: Option<bool>,
}

/// One of the implementations.
#[derive(Clone, Debug)]
pub struct Candidate {
    id: FnId,
    wanted: Vec<Wanted>,
}

/// Which trait's function of which type.
pub type OverloadKey = (TypeId, TraitId, String);

impl Session<'_> {
    /// Enters one implementation. With the second one, what the name leads to becomes a choice.
    pub fn enter_overload(
        &mut self,
        key: OverloadKey,
        id: FnId,
        self_ty: &Type,
        sig: &syn::Signature,
        context: &Context,
    ) {
        let inputs = sig.inputs.iter();
        let wanted = inputs
            .map(|input| match input {
                FnArg::Receiver(_) if self_kind(sig) == SelfKind::Value => {
                    self.wanted(self_ty, context)
                }
                FnArg::Receiver(_) => Wanted {
                    tag: None,
                    is_reference: None,
                },
                FnArg::Typed(typed) => self.wanted(&typed.ty, context),
            })
            .collect();
        let candidate = Candidate { id, wanted };
        let known = self.overloads.entry(key.clone()).or_default();
        let is_twin = known.iter().any(|other| other.wanted == candidate.wanted);
        known.push(candidate);
        if is_twin {
            let name = self.names.traits[key.1].name.clone();
            let span = spans::of(sig.ident.span());
            self.unsupported(
                "overload",
                span,
                &format!("implementing `{name}` several times for types that only their arguments tell apart"),
                "give one of them a method of its own name",
            );
        }
    }

    fn wanted(&self, ty: &Type, context: &Context) -> Wanted {
        match ty {
            Type::Reference(reference) => Wanted {
                is_reference: Some(true),
                ..self.wanted(&reference.elem, context)
            },
            Type::FnPtr(_) | Type::ImplTrait(_) | Type::TraitObject(_) => Wanted {
                tag: None,
                is_reference: None,
            },
            ty => {
                let tag = self.type_tag(ty, context);
                Wanted {
                    tag,
                    is_reference: tag.map(|_| false),
                }
            }
        }
    }

    /// Enters the conversion `name` of values of a type. A second one, of references, makes it a choice.
    pub fn enter_source(
        &mut self,
        tag: TypeTag,
        name: &str,
        id: FnId,
        item: &syn::ItemImpl,
        context: &Context,
    ) {
        let functions = item.items.iter().find_map(|member| match member {
            syn::ImplItem::Fn(function) => function.sig.inputs.first(),
            _ => None,
        });
        let wanted = match functions {
            Some(FnArg::Typed(typed)) => vec![self.wanted(&typed.ty, context)],
            _ => Vec::new(),
        };
        let candidate = Candidate { id, wanted };
        let known = self.sources.entry((tag, name.to_owned())).or_default();
        let is_twin = known.iter().any(|other| other.wanted == candidate.wanted);
        known.push(candidate);
        let all = known.clone();
        if is_twin {
            let span = spans::ty(&item.self_ty);
            self.unsupported(
                "overload",
                span,
                "implementing `From` several times for types that differ in their arguments only",
                "give one of them a function of its own name",
            );
        }
        let id = match all.len() {
            1 => id,
            _ => self.choice("from", 1, &all),
        };
        self.enter_method(tag, name, id, SelfKind::Value, None);
    }

    /// Makes the choices, once all implementations are entered.
    pub fn finish_overloads(&mut self) {
        for ((type_id, trait_id, name), candidates) in std::mem::take(&mut self.overloads) {
            if candidates.len() < 2 {
                continue;
            }
            let first = &self.program.functions[candidates[0].id.index()];
            let (argc, kind) = (first.params, first.self_kind);
            let id = self.choice(&name, argc, &candidates);
            let target = Target::Type(type_id);
            let qualified = format!("{}::{name}", self.names.traits[trait_id].name);
            for name in [name.clone(), qualified] {
                let associated = &mut self.names.types[type_id].associated;
                associated.insert(name, Def::Callee(Callee::Fn(id)));
            }
            self.place_method(target, &name, id, kind, Some(trait_id));
        }
    }

    /// A function that calls the candidate that fits its arguments. It takes them as they come (`SelfKind::None`).
    pub fn choice(&mut self, name: &str, argc: u8, candidates: &[Candidate]) -> FnId {
        let id = self.reserve(name, argc, SelfKind::None);
        self.program.functions[id.index()].is_prelude = true;
        let body = Body::new(id, name.to_owned(), Context::default());
        self.stack.push(body);
        let first = self.b().alloc_row(usize::from(argc));
        let result = self.b().alloc();
        for exactly in [true, false] {
            for candidate in candidates {
                self.try_candidate(first, argc, result, candidate, exactly);
            }
        }
        let row = self.b().scratch();
        let text = format!("`{name}` with arguments of these types");
        self.load_const(Span::NONE, row, Const::Str(text));
        let callee = Callee::Native {
            native: Native::Unsupported,
            argc: 1,
            typed: false,
        };
        self.call_row(Span::NONE, callee, result, row, 1);
        self.op(Span::NONE, Op::Return { src: result });
        self.finish_body();
        id
    }

    fn try_candidate(
        &mut self,
        first: Reg,
        argc: u8,
        result: Reg,
        candidate: &Candidate,
        exactly: bool,
    ) {
        let mark = self.b().mark();
        let row = self.b().alloc_row(usize::from(argc).max(2));
        let test = self.b().scratch();
        let mut misses = Vec::new();
        for (index, wanted) in candidate.wanted.iter().enumerate() {
            let arg = Reg(first.0 + index as u16);
            if let Some(tag) = wanted.tag {
                let hint = Const::Type(TypeHint::Named(tag, Vec::new()));
                self.load_const(Span::NONE, Reg(row.0 + 1), hint);
                self.ask(Native::IsType, 2, arg, row, test);
                misses.push(self.jump_unless(Span::NONE, test));
            }
            if let (Some(is_reference), true) = (wanted.is_reference, exactly) {
                self.ask(Native::IsReference, 1, arg, row, test);
                let jump = match is_reference {
                    true => Op::JumpIfNot {
                        cond: test,
                        target: 0,
                    },
                    false => Op::JumpIf {
                        cond: test,
                        target: 0,
                    },
                };
                misses.push(self.op(Span::NONE, jump));
            }
        }
        for index in 0..u16::from(argc) {
            let (dst, src) = (Reg(row.0 + index), Reg(first.0 + index));
            self.op(Span::NONE, Op::Move { dst, src });
        }
        let callee = Callee::Fn(candidate.id);
        self.b().release(row.0 + u16::from(argc));
        self.call_row(Span::NONE, callee, result, row, argc);
        self.op(Span::NONE, Op::Return { src: result });
        self.b().release(mark);
        self.b().land_all(&misses);
    }

    /// test = what the native says of the argument
    fn ask(&mut self, native: Native, argc: u8, arg: Reg, row: Reg, test: Reg) {
        self.op(Span::NONE, Op::RefLocal { dst: row, src: arg });
        let callee = Callee::Native {
            native,
            argc,
            typed: false,
        };
        self.call_row(Span::NONE, callee, test, row, argc);
    }

    /// Comparison with another type beside a derived one: the derived one has no function to choose.
    pub fn refuse_beside_derive(&mut self, item: &syn::ItemImpl, trait_name: &str, id: TypeId) {
        let Some(index) = self.names.types[id].tag.user_index() else {
            return;
        };
        let derives = &self.program.types[index].derives;
        let has_argument = item.trait_.as_ref().is_some_and(|(path, _)| {
            let last = path.segments.last();
            last.is_some_and(|last| !last.arguments.is_none())
        });
        if has_argument && derives.iter().any(|derive| derive == trait_name) {
            let span = spans::ty(&item.self_ty);
            let message =
                format!("`{trait_name}` with another type beside the derived one is not supported");
            let help = format!("write `impl {trait_name} for …` instead of deriving it");
            let diagnostic = Diagnostic::error("unsupported-overload", span, message);
            self.error(diagnostic.with_help(help));
        }
    }
}
