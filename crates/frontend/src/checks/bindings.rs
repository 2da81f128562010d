//! Names bound twice: in a parameter list (E0415) and in one pattern (E0416).

use std::collections::BTreeMap;

use interleave_program::{Diagnostic, Span};
use syn::{FnArg, Pat};

use super::span;

/// The names that a pattern binds, in order. Of alternatives the first one counts: all bind the same names.
pub(super) fn bound(pat: &Pat, names: &mut Vec<(String, Span)>) {
    match pat {
        Pat::Ident(ident) => {
            let name = ident.ident.to_string();
            // What begins with a capital may be a constant or a variant.
            if name.starts_with(|first: char| first.is_lowercase() || first == '_') {
                names.push((name, span(ident.ident.span())));
            }
            if let Some((_, inner)) = &ident.subpat {
                bound(inner, names);
            }
        }
        Pat::Paren(paren) => bound(&paren.pat, names),
        Pat::Type(typed) => bound(&typed.pat, names),
        Pat::Reference(reference) => bound(&reference.pat, names),
        Pat::Or(or) => or.cases.iter().take(1).for_each(|case| bound(case, names)),
        Pat::Tuple(tuple) => tuple.elems.iter().for_each(|pat| bound(pat, names)),
        Pat::TupleStruct(tuple) => tuple.elems.iter().for_each(|pat| bound(pat, names)),
        Pat::Slice(slice) => slice.elems.iter().for_each(|pat| bound(pat, names)),
        Pat::Struct(named) => named
            .fields
            .iter()
            .for_each(|field| bound(&field.pat, names)),
        _ => {}
    }
}

fn report(names: Vec<(String, Span)>, id: &str, place: &str, found: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    for (name, at) in names {
        if let Some(before) = first.get(&name) {
            let message = format!("identifier `{name}` is bound more than once in {place}");
            let diagnostic = Diagnostic::error(id, at, message);
            found.push(diagnostic.with_label(*before, "first bound here"));
        } else {
            first.insert(name, at);
        }
    }
}

/// Looks at a function's parameters.
pub(super) fn parameters(sig: &syn::Signature, found: &mut Vec<Diagnostic>) {
    let mut all = Vec::new();
    for input in &sig.inputs {
        if let FnArg::Typed(typed) = input {
            let mut names = Vec::new();
            bound(&typed.pat, &mut names);
            // A name twice in one parameter's pattern is the pattern's mistake.
            let mut once = names.clone();
            once.sort();
            once.dedup_by(|a, b| a.0 == b.0);
            report(names, "E0416", "the same pattern", found);
            all.extend(once);
        }
    }
    all.sort_by_key(|(_, at)| *at);
    report(all, "E0415", "this parameter list", found);
}

/// Looks at a pattern.
pub(super) fn pattern(pat: &Pat, found: &mut Vec<Diagnostic>) {
    let mut names = Vec::new();
    bound(pat, &mut names);
    report(names, "E0416", "the same pattern", found);
}
