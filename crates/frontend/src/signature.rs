//! What signatures and generics say: parameters in scope, receivers, bounds that are called by value.

use interleave_program::SelfKind;
use syn::Type;

use crate::lower::body::Context;
use crate::resolve::unraw;

impl Context {
    /// Adds generic parameters.
    pub fn add_generics(&mut self, generics: &syn::Generics) {
        for param in &generics.params {
            match param {
                syn::GenericParam::Type(param) => {
                    let name = unraw(&param.ident);
                    if has_fn_once(param.bounds.iter()) {
                        self.fn_once_params.push(name.clone());
                    }
                    self.type_params.push(name);
                }
                syn::GenericParam::Const(param) => self.type_params.push(unraw(&param.ident)),
                syn::GenericParam::Lifetime(_) => {}
            }
        }
        let Some(clause) = &generics.where_clause else {
            return;
        };
        for predicate in &clause.predicates {
            if let syn::WherePredicate::Type(predicate) = predicate
                && let Type::Path(path) = &predicate.bounded_ty
                && let Some(ident) = path.path.get_ident()
                && has_fn_once(predicate.bounds.iter())
            {
                self.fn_once_params.push(unraw(ident));
            }
        }
    }
}

/// Whether `FnOnce` is among the bounds.
pub fn has_fn_once<'b>(mut bounds: impl Iterator<Item = &'b syn::TypeParamBound>) -> bool {
    bounds.any(|bound| match bound {
        syn::TypeParamBound::Trait(bound) => bound
            .path
            .segments
            .last()
            .is_some_and(|segment| segment.ident == "FnOnce" || segment.ident == "AsyncFnOnce"),
        _ => false,
    })
}

/// How a signature takes its receiver.
pub fn self_kind(sig: &syn::Signature) -> SelfKind {
    match sig.inputs.first() {
        Some(syn::FnArg::Receiver(receiver)) => match &receiver.kind {
            syn::ReceiverKind::Reference(..) => SelfKind::Ref,
            syn::ReceiverKind::Typed(_, ty) if is_reference(ty) => match &**ty {
                Type::Reference(reference) if is_pointer(&reference.elem) => SelfKind::PointerRef,
                _ => SelfKind::Ref,
            },
            syn::ReceiverKind::Typed(_, ty) if is_pointer(ty) => SelfKind::Pointer,
            _ => SelfKind::Value,
        },
        _ => SelfKind::None,
    }
}

/// Whether a signature takes `&mut self`.
pub fn changes_self(sig: &syn::Signature) -> bool {
    matches!(
        sig.inputs.first(),
        Some(syn::FnArg::Receiver(receiver))
            if matches!(receiver.kind, syn::ReceiverKind::Reference(_, _, Some(_)))
    )
}

/// How an `impl` for `self_ty` takes the receiver of a method that its trait takes as `kind`.
pub fn of_impl(kind: SelfKind, changes_self: bool, self_ty: &Type) -> SelfKind {
    match (kind, self_ty) {
        (SelfKind::Ref, ty) if changes_self && is_reference(ty) => SelfKind::OfReference,
        _ => kind,
    }
}

/// `&Self`, `&mut Self`, or one of them pinned.
fn is_reference(ty: &Type) -> bool {
    match ty {
        Type::Reference(_) => true,
        ty => pinned(ty).is_some(),
    }
}

/// The reference in `Pin<&T>`, `Pin<&mut T>`.
pub fn pinned(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else {
        return None;
    };
    let last = path.path.segments.last().filter(|it| it.ident == "Pin")?;
    let syn::PathArguments::AngleBracketed(args) = &last.arguments else {
        return None;
    };
    match args.args.first() {
        Some(syn::GenericArgument::Type(ty @ Type::Reference(_))) => Some(ty),
        _ => None,
    }
}

/// The type behind references, pinned ones too.
pub fn strip_reference(ty: &Type) -> &Type {
    match ty {
        Type::Reference(reference) => strip_reference(&reference.elem),
        Type::Paren(paren) => strip_reference(&paren.elem),
        Type::Group(group) => strip_reference(&group.elem),
        other => pinned(other).map_or(other, strip_reference),
    }
}

/// `Arc<Self>` and the like.
fn is_pointer(ty: &Type) -> bool {
    let name = crate::literal::type_name(ty);
    matches!(name.as_deref(), Some("Box" | "Rc" | "Arc" | "Pin"))
}
