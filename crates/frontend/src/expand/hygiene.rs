//! Variables that a macro's template binds are its own: each expansion gives them a name nobody can write.
//!
//! The mark at the end of such a name is made of characters that identifiers may have and no text shows;
//! [`plain`] takes it off where names are shown.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Ident, TokenTree};

use super::rules::punct;

/// The first of the sixteen characters that marks are written with.
const FIRST: u32 = 0xE01C0;

/// `name` as expansion number `expansion` calls it.
pub fn marked(name: &str, expansion: u32) -> String {
    let places = expansion.checked_ilog(16).map_or(1, |log| log + 1);
    let digits = (0..places).map(|place| (expansion >> (4 * place)) & 15);
    let marks = digits.filter_map(|digit| char::from_u32(FIRST + digit));
    name.chars().chain(marks).collect()
}

/// `text` without marks.
pub fn plain(text: &str) -> String {
    text.chars().filter(|char| !is_mark(*char)).collect()
}

/// Whether a character is one that only the names of macros' own variables have.
pub fn is_mark(char: char) -> bool {
    (FIRST..FIRST + 16).contains(&u32::from(char))
}

const WORDS: &[&str] = &[
    "mut", "ref", "box", "move", "self", "true", "false", "crate", "super", "in", "if", "async",
    "const",
];

/// The variables that the tokens of a template bind themselves.
pub fn bound(trees: &[TokenTree]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    level(trees, &mut names);
    names
}

fn level(trees: &[TokenTree], names: &mut BTreeSet<String>) {
    let mut is_match = false;
    for (at, tree) in trees.iter().enumerate() {
        match tree {
            TokenTree::Ident(word) if word == "let" => {
                pattern(until(&trees[at + 1..], &["=", ";", ":", "else"]), names);
            }
            TokenTree::Ident(word) if word == "for" => {
                let found = until(&trees[at + 1..], &["in"]);
                // `impl … for …` has no `in`.
                if found.len() + at + 1 < trees.len() {
                    pattern(found, names);
                }
            }
            TokenTree::Ident(word) if word == "match" => is_match = true,
            TokenTree::Punct(bar) if bar.as_char() == '|' && opens_closure(trees, at) => {
                for part in parameters(&trees[at + 1..]) {
                    pattern(until(part, &[":"]), names);
                }
            }
            TokenTree::Group(group) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                if is_match && group.delimiter() == Delimiter::Brace {
                    is_match = false;
                    arms(&inner, names);
                }
                level(&inner, names);
            }
            _ => {}
        }
    }
}

/// The part of `trees` before the first of `ends`.
fn until<'t>(trees: &'t [TokenTree], ends: &[&str]) -> &'t [TokenTree] {
    let is_end = |at: usize| match &trees[at] {
        TokenTree::Ident(word) => ends.iter().any(|end| word == end),
        TokenTree::Punct(mark) => {
            let is_double = mark.as_char() == ':'
                && (punct(trees.get(at + 1), ':') || at > 0 && punct(trees.get(at - 1), ':'));
            let is_range = mark.as_char() == '=' && at > 0 && punct(trees.get(at - 1), '.');
            !is_double && !is_range && ends.contains(&mark.as_char().to_string().as_str())
        }
        _ => false,
    };
    let end = (0..trees.len()).find(|at| is_end(*at));
    &trees[..end.unwrap_or(trees.len())]
}

fn opens_closure(trees: &[TokenTree], at: usize) -> bool {
    match at.checked_sub(1).map(|before| &trees[before]) {
        None => true,
        Some(TokenTree::Punct(mark)) => matches!(mark.as_char(), ',' | '=' | '>' | ';' | '&'),
        Some(TokenTree::Ident(word)) => word == "move" || word == "return" || word == "async",
        _ => false,
    }
}

/// A closure's parameters after its first bar.
fn parameters(trees: &[TokenTree]) -> Vec<&[TokenTree]> {
    let end = trees.iter().position(|tree| punct(Some(tree), '|'));
    let inside = &trees[..end.unwrap_or(0)];
    inside.split(|tree| punct(Some(tree), ',')).collect()
}

/// The patterns of a `match`'s arms.
fn arms(trees: &[TokenTree], names: &mut BTreeSet<String>) {
    let mut from = 0;
    for at in 0..trees.len() {
        let is_arrow = punct(trees.get(at), '=') && punct(trees.get(at + 1), '>');
        if is_arrow {
            pattern(until(&trees[from..at], &["if"]), names);
        }
        let is_block =
            matches!(&trees[at], TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        if punct(trees.get(at), ',') || is_block && at > 0 && punct(trees.get(at - 1), '>') {
            from = at + 1;
        }
    }
}

/// The variables of a pattern: names in small letters that are no path, call or field.
fn pattern(trees: &[TokenTree], names: &mut BTreeSet<String>) {
    for (at, tree) in trees.iter().enumerate() {
        match tree {
            TokenTree::Group(group) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                pattern(&inner, names);
            }
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                let is_small = name.starts_with(|first: char| first == '_' || first.is_lowercase());
                let is_called = matches!(trees.get(at + 1), Some(TokenTree::Group(_)))
                    || punct(trees.get(at + 1), ':')
                    || punct(trees.get(at + 1), '!');
                let is_part = at > 0
                    && (punct(trees.get(at - 1), '$')
                        || punct(trees.get(at - 1), ':')
                            && punct(trees.get(at.wrapping_sub(2)), ':')
                        || punct(trees.get(at - 1), '\''));
                if is_small
                    && name != "_"
                    && !is_called
                    && !is_part
                    && !WORDS.contains(&name.as_str())
                {
                    names.insert(name);
                }
            }
            _ => {}
        }
    }
}

/// How a name of a template's own is written at this place of it.
pub enum Place {
    /// As the variable.
    Variable,
    /// As a field's name together with the variable: `Point { x }`.
    Shorthand,
    /// As it is: a field, method, macro or item.
    Other,
}

/// What the name between `before` and `after` is; `fields`: whether the brackets around may be a struct's.
pub fn place(before: &[&TokenTree], after: &[&TokenTree], fields: Option<bool>) -> Place {
    let last = before.last().copied();
    let is_range = before.len() > 1 && punct(Some(before[before.len() - 2]), '.');
    if punct(last, '.') && !is_range || punct(last, '\'') {
        return Place::Other;
    }
    if matches!(last, Some(TokenTree::Ident(word)) if word == "fn" || word == "pub" || word == "struct" || word == "mod")
    {
        return Place::Other;
    }
    let next = after.first().copied();
    if punct(next, '!') && !punct(after.get(1).copied(), '=') {
        return Place::Other;
    }
    let begins = last.is_none() || punct(last, ',');
    if let (Some(is_struct), true) = (fields, begins) {
        if punct(next, ':') && !punct(after.get(1).copied(), ':') {
            return Place::Other;
        }
        if is_struct && (next.is_none() || punct(next, ',')) {
            return Place::Shorthand;
        }
    }
    Place::Variable
}

/// A format string with the template's own variables in it renamed.
pub fn format_string(text: &str, names: &BTreeSet<String>, expansion: u32) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..=open]);
        rest = &rest[open + 1..];
        if let Some(second) = rest.strip_prefix('{') {
            out.push('{');
            rest = second;
            continue;
        }
        let end = rest.find(|char: char| !char.is_alphanumeric() && char != '_');
        let name = &rest[..end.unwrap_or(rest.len())];
        if names.contains(name) {
            out.push_str(&marked(name, expansion));
            rest = &rest[name.len()..];
        }
    }
    out.push_str(rest);
    out
}

/// `ident` as the variable of this expansion.
pub fn renamed(ident: &Ident, expansion: u32) -> TokenTree {
    TokenTree::Ident(Ident::new(
        &marked(&ident.to_string(), expansion),
        ident.span(),
    ))
}
