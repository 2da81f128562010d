//! `tokio::pin! { let x = f(); }`, which declares what it pins: the declarations alone stay, the rest becomes spaces, so
//! that every place of the text stays where it is. Pinning a variable moves nothing in the machine's memory.

use std::borrow::Cow;

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

use crate::expand::punct;
use crate::spans;

/// The text without such macros around their declarations. Places of older trees become invalid.
pub fn unwrapped(source: Cow<'_, str>) -> Cow<'_, str> {
    if !source.contains("pin!") && !source.contains("pin_mut!") {
        return source;
    }
    proc_macro2::extra::invalidate_current_thread_spans();
    let Ok(stream) = source.parse::<TokenStream>() else {
        return source;
    };
    let mut around = Vec::new();
    level(stream, &mut around);
    proc_macro2::extra::invalidate_current_thread_spans();
    if around.is_empty() {
        return source;
    }
    let mut text = source.as_bytes().to_vec();
    for span in around {
        let range = span.start as usize..span.end as usize;
        let kept = text[range.clone()].iter().map(|byte| match byte {
            b'\n' => b'\n',
            _ => b' ',
        });
        let kept: Vec<u8> = kept.collect();
        text[range].copy_from_slice(&kept);
    }
    String::from_utf8(text).map_or(source, Cow::Owned)
}

/// Finds the macros' own tokens.
fn level(stream: TokenStream, around: &mut Vec<interleave_program::Span>) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    for (at, tree) in trees.iter().enumerate() {
        let TokenTree::Group(group) = tree else {
            continue;
        };
        if let Some(name) = at.checked_sub(2)
            && declares(group)
            && punct(trees.get(at - 1), '!')
            && matches!(&trees[name], TokenTree::Ident(it) if it == "pin" || it == "pin_mut")
        {
            let first = path_start(&trees, name);
            let head = spans::join(spans::of(trees[first].span()), spans::of(group.span_open()));
            around.push(head);
            around.push(spans::of(group.span_close()));
            if group.delimiter() != Delimiter::Brace && punct(trees.get(at + 1), ';') {
                around.push(spans::of(trees[at + 1].span()));
            }
        }
        level(group.stream(), around);
    }
}

/// Whether declarations stand between the brackets.
fn declares(group: &Group) -> bool {
    let first = group.stream().into_iter().next();
    matches!(first, Some(TokenTree::Ident(word)) if word == "let")
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
