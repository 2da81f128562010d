//! References without a lifetime where the compiler cannot choose one: in fields, and in results of functions that
//! take none or several references (E0106).

use interleave_program::Diagnostic;
use syn::{FnArg, GenericArgument, PathArguments, ReturnType, Type};

use super::span;

/// The first `&` without a lifetime in a type, as far as it is no function's.
fn elided(ty: &Type) -> Option<&syn::TypeReference> {
    match ty {
        Type::Reference(reference) if reference.lifetime.is_none() => Some(reference),
        Type::Reference(reference) => elided(&reference.elem),
        Type::Tuple(tuple) => tuple.elems.iter().find_map(elided),
        Type::Slice(slice) => elided(&slice.elem),
        Type::Array(array) => elided(&array.elem),
        Type::Paren(paren) => elided(&paren.elem),
        Type::Path(path) => match &path.path.segments.last()?.arguments {
            PathArguments::AngleBracketed(args) => args.args.iter().find_map(|arg| match arg {
                GenericArgument::Type(ty) => elided(ty),
                _ => None,
            }),
            _ => None,
        },
        _ => None,
    }
}

fn report(reference: &syn::TypeReference, help: &str, found: &mut Vec<Diagnostic>) {
    let at = span(reference.and_token.span);
    found.push(Diagnostic::error("E0106", at, "missing lifetime specifier").with_help(help));
}

/// Looks at the fields of a type.
pub(super) fn fields(fields: &syn::Fields, found: &mut Vec<Diagnostic>) {
    for field in fields {
        if let Some(reference) = elided(&field.ty) {
            let help =
                "declare a lifetime: `struct Name<'a> { field: &'a Type }`, or own the value";
            report(reference, help, found);
        }
    }
}

/// Looks at a function's signature.
pub(super) fn signature(sig: &syn::Signature, found: &mut Vec<Diagnostic>) {
    let ReturnType::Type(_, output) = &sig.output else {
        return;
    };
    let Some(reference) = elided(output) else {
        return;
    };
    let is_method = sig.inputs.iter().any(|it| matches!(it, FnArg::Receiver(_)));
    let typed = sig.inputs.iter().filter_map(|it| match it {
        FnArg::Typed(typed) => Some(&*typed.ty),
        FnArg::Receiver(_) => None,
    });
    let references = typed.filter(|ty| matches!(ty, Type::Reference(_))).count();
    // One reference lends its lifetime; types without `&` may have one that does not show.
    if !is_method && (references > 1 || sig.inputs.is_empty()) {
        let help = "say which parameter it is borrowed from (`<'a>(x: &'a str, …) -> &'a str`), or give back an owned value";
        report(reference, help, found);
    }
}
