//! `tokio::pin! { let x = f(); }`, which declares what it pins, as what it stands for: `let mut x = std::pin::pin!(f());`.
//! What is made up stands where the declaration's own words stand, so every place of the text stays where it is.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span as Place, TokenStream, TokenTree};

use crate::expand::punct;

/// Parses `source` as a file, such macros replaced. Places of older trees become invalid.
///
/// # Errors
/// What is no Rust.
pub fn parse_file(source: &str) -> syn::Result<syn::File> {
    proc_macro2::extra::invalidate_current_thread_spans();
    if source.contains("pin!") || source.contains("pin_mut!") {
        if let Some(replaced) = source.parse().ok().and_then(level) {
            return syn::parse2(replaced);
        }
        proc_macro2::extra::invalidate_current_thread_spans();
    }
    syn::parse_file(source)
}

/// The tokens with all such macros replaced, nothing if there are none.
fn level(stream: TokenStream) -> Option<TokenStream> {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    let mut made: Vec<TokenTree> = Vec::new();
    let mut is_changed = false;
    for (at, tree) in trees.iter().enumerate() {
        let TokenTree::Group(group) = tree else {
            let ends_macro = is_changed && punct(Some(tree), ';') && declares_before(&trees, at);
            if !ends_macro {
                made.push(tree.clone());
            }
            continue;
        };
        let inner = level(group.stream());
        is_changed |= inner.is_some();
        let inner = inner.unwrap_or_else(|| group.stream());
        if is_declaring(&trees, at) {
            is_changed = true;
            made.truncate(made.len() - (at - path_start(&trees, at - 2)));
            made.extend(pinned(inner));
        } else {
            let mut same = Group::new(group.delimiter(), inner);
            same.set_span(group.span());
            made.push(same.into());
        }
    }
    is_changed.then(|| made.into_iter().collect())
}

/// Whether the `;` at `at` ends a macro in round or square brackets that declares.
fn declares_before(trees: &[TokenTree], at: usize) -> bool {
    let before = at.checked_sub(1);
    before.is_some_and(|before| {
        is_declaring(trees, before)
            && matches!(&trees[before], TokenTree::Group(group) if group.delimiter() != Delimiter::Brace)
    })
}

/// Whether the tree at `at` is what stands between the brackets of such a macro.
fn is_declaring(trees: &[TokenTree], at: usize) -> bool {
    let TokenTree::Group(group) = &trees[at] else {
        return false;
    };
    let first = group.stream().into_iter().next();
    at >= 2
        && matches!(first, Some(TokenTree::Ident(word)) if word == "let")
        && punct(trees.get(at - 1), '!')
        && matches!(&trees[at - 2], TokenTree::Ident(it) if it == "pin" || it == "pin_mut")
}

/// `let x = f();` as `let mut x = ::std::pin::pin!(f());`, for each of the declarations.
fn pinned(declarations: TokenStream) -> Vec<TokenTree> {
    let trees: Vec<TokenTree> = declarations.into_iter().collect();
    let mut made = Vec::new();
    for declaration in trees.split_inclusive(|tree| punct(Some(tree), ';')) {
        match declaration {
            [
                word @ TokenTree::Ident(_),
                name @ TokenTree::Ident(_),
                TokenTree::Punct(equals),
                value @ ..,
                end,
            ] if equals.as_char() == '=' && !value.is_empty() => {
                made.push(word.clone());
                made.push(Ident::new("mut", name.span()).into());
                made.extend([name.clone(), equals.clone().into()]);
                made.extend(pin_macro(equals.span(), value));
                made.push(end.clone());
            }
            other => made.extend(other.iter().cloned()),
        }
    }
    made
}

/// `::std::pin::pin!(value)`
fn pin_macro(at: Place, value: &[TokenTree]) -> Vec<TokenTree> {
    let mut made: Vec<TokenTree> = Vec::new();
    let mark = |made: &mut Vec<TokenTree>, char, spacing| {
        let mut punct = Punct::new(char, spacing);
        punct.set_span(at);
        made.push(punct.into());
    };
    for part in ["std", "pin", "pin"] {
        mark(&mut made, ':', Spacing::Joint);
        mark(&mut made, ':', Spacing::Alone);
        made.push(Ident::new(part, at).into());
    }
    mark(&mut made, '!', Spacing::Alone);
    let mut group = Group::new(Delimiter::Parenthesis, value.iter().cloned().collect());
    let ends = value.first().zip(value.last());
    let around = ends.and_then(|(first, last)| first.span().join(last.span()));
    group.set_span(around.unwrap_or(at));
    made.push(group.into());
    made
}

/// Where the path begins that ends in the name at `at`.
fn path_start(trees: &[TokenTree], at: usize) -> usize {
    let is_joined = |at: usize| {
        punct(trees.get(at), ':')
            && matches!(&trees[at - 1], TokenTree::Punct(first) if first.as_char() == ':' && first.spacing() == Spacing::Joint)
    };
    let mut start = at;
    while start >= 2 && is_joined(start - 1) {
        start -= 2;
        if start >= 1 && matches!(&trees[start - 1], TokenTree::Ident(_)) {
            start -= 1;
        }
    }
    start
}
