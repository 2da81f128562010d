//! Matching a call's tokens against a rule.

use std::collections::BTreeMap;
use std::rc::Rc;

use proc_macro2::{Delimiter, Group, Spacing, Span, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};

use super::rules::{Piece, punct, variables};

/// What a variable stands for.
#[derive(Clone)]
pub enum Binding {
    One(Rc<[TokenTree]>),
    Many(Rc<[Binding]>),
}

pub type Bindings = BTreeMap<String, Binding>;

/// How far a match came; the furthest place is where a call is wrong.
#[derive(Default)]
pub struct Furthest {
    pub token: Option<TokenTree>,
    left: Option<usize>,
}

impl Furthest {
    fn reach(&mut self, trees: &[TokenTree]) {
        if self.left.is_none_or(|left| trees.len() < left) {
            self.left = Some(trees.len());
            self.token = trees.first().cloned();
        }
    }
}

/// Matches all of `trees`.
pub fn matches(pieces: &[Piece], trees: &[TokenTree], furthest: &mut Furthest) -> Option<Bindings> {
    let mut bindings = Bindings::new();
    let used = sequence(pieces, trees, &mut bindings, furthest)?;
    if used == trees.len() {
        return Some(bindings);
    }
    furthest.reach(&trees[used..]);
    None
}

/// Matches the beginning of `trees`; answers how many were used.
fn sequence(
    pieces: &[Piece],
    trees: &[TokenTree],
    bindings: &mut Bindings,
    furthest: &mut Furthest,
) -> Option<usize> {
    let mut at = 0;
    for piece in pieces {
        let rest = &trees[at..];
        let used = match piece {
            Piece::Token(token) => rest.first().filter(|tree| same(token, tree)).map(|_| 1),
            Piece::Group(group, inner) => match rest.first() {
                Some(TokenTree::Group(given)) if given.delimiter() == group.delimiter() => {
                    let given: Vec<TokenTree> = given.stream().into_iter().collect();
                    let found = matches(inner, &given, furthest);
                    found.map(|mut found| {
                        bindings.append(&mut found);
                        1
                    })
                }
                _ => None,
            },
            Piece::Variable(name, kind) => fragment(kind, rest).map(|(used, tokens)| {
                bindings.insert(name.to_string(), Binding::One(tokens.into()));
                used
            }),
            Piece::Repeat(inner, separator, operator) => {
                repeat(inner, separator, *operator, rest, bindings, furthest)
            }
        };
        let Some(used) = used else {
            furthest.reach(rest);
            return None;
        };
        at += used;
    }
    Some(at)
}

fn repeat(
    inner: &[Piece],
    separator: &[TokenTree],
    operator: char,
    trees: &[TokenTree],
    bindings: &mut Bindings,
    furthest: &mut Furthest,
) -> Option<usize> {
    let mut rounds: Vec<Bindings> = Vec::new();
    let mut at = 0;
    while at < trees.len() {
        let mut from = at;
        if !rounds.is_empty() {
            let is_there = separator.len() <= trees.len() - at
                && separator.iter().zip(&trees[at..]).all(|(a, b)| same(a, b));
            if !is_there {
                break;
            }
            from += separator.len();
        }
        let mut round = Bindings::new();
        match sequence(inner, &trees[from..], &mut round, furthest) {
            Some(used) if from + used > at => {
                rounds.push(round);
                at = from + used;
            }
            _ => break,
        }
        if operator == '?' {
            break;
        }
    }
    if operator == '+' && rounds.is_empty() {
        return None;
    }
    let mut names = Vec::new();
    variables(inner, &mut names);
    for name in names {
        let all = rounds.iter_mut().filter_map(|round| round.remove(&name));
        let all = Binding::Many(all.collect());
        bindings.insert(name, all);
    }
    Some(at)
}

fn same(a: &TokenTree, b: &TokenTree) -> bool {
    match (a, b) {
        (TokenTree::Ident(a), TokenTree::Ident(b)) => a == b,
        (TokenTree::Punct(a), TokenTree::Punct(b)) => a.as_char() == b.as_char(),
        (TokenTree::Literal(a), TokenTree::Literal(b)) => a.to_string() == b.to_string(),
        _ => false,
    }
}

/// Operators of several characters: one token to a macro.
const GLUED: &[&str] = &[
    "<<=", ">>=", "...", "..=", "::", "->", "=>", "==", "!=", "<=", ">=", "&&", "||", "+=", "-=",
    "*=", "/=", "%=", "^=", "&=", "|=", "<<", ">>", "..",
];

/// How many trees one token tree in rustc's sense is.
fn one_token(trees: &[TokenTree]) -> usize {
    if punct(trees.first(), '\'') {
        return 2;
    }
    let mut text = String::new();
    for tree in trees.iter().take(3) {
        let TokenTree::Punct(punct) = tree else { break };
        text.push(punct.as_char());
        if punct.spacing() == Spacing::Alone {
            break;
        }
    }
    let glued = GLUED.iter().find(|glued| text.starts_with(**glued));
    glued.map_or(1, |glued| glued.len())
}

/// One fragment at the beginning of `trees`: how many trees it takes, and its tokens.
fn fragment(kind: &str, trees: &[TokenTree]) -> Option<(usize, Vec<TokenTree>)> {
    if kind == "vis" {
        let used = parsed(trees, |input| input.parse::<syn::Visibility>().map(drop))?;
        return Some((used, trees[..used].to_vec()));
    }
    let first = trees.first()?;
    let used = match kind {
        "tt" => one_token(trees).min(trees.len()),
        "ident" => match first {
            TokenTree::Ident(ident) if ident != "_" => 1,
            _ => return None,
        },
        "lifetime" => match punct(Some(first), '\'') {
            true => 2,
            false => return None,
        },
        "literal" => literal(trees)?,
        "block" => match first {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => 1,
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => 1,
            _ => return None,
        },
        "expr" | "expr_2021" => expr(trees)?,
        "ty" => parsed(trees, |input| input.parse::<syn::Type>().map(drop))?,
        "path" => parsed(trees, |input| input.parse::<syn::Path>().map(drop))?,
        "pat" => parsed(trees, |input| {
            syn::Pat::parse_multi_with_leading_vert(input).map(drop)
        })?,
        "pat_param" => parsed(trees, |input| syn::Pat::parse_single(input).map(drop))?,
        "item" => parsed(trees, |input| input.parse::<syn::Item>().map(drop))?,
        "stmt" => parsed(trees, statement)?,
        "meta" => parsed(trees, |input| input.parse::<syn::Meta>().map(drop))?,
        _ => return None,
    };
    let tokens = trees[..used].to_vec();
    if used == 1
        || matches!(
            kind,
            "tt" | "lifetime" | "literal" | "item" | "stmt" | "meta"
        )
    {
        return Some((used, tokens));
    }
    let is_value = match kind {
        "expr" | "expr_2021" => true,
        "ty" => tokens.iter().any(|tree| punct(Some(tree), '+')),
        "pat" => tokens.iter().any(|tree| punct(Some(tree), '|')),
        _ => false,
    };
    Some((used, vec![whole(tokens, is_value)]))
}

/// Tokens that stay together. A group without a place of its own never needs brackets.
pub fn whole(tokens: Vec<TokenTree>, is_value: bool) -> TokenTree {
    let span = tokens.first().map_or_else(Span::call_site, TokenTree::span);
    let mut group = Group::new(Delimiter::None, TokenStream::from_iter(tokens));
    group.set_span(if is_value { span } else { Span::call_site() });
    TokenTree::Group(group)
}

fn literal(trees: &[TokenTree]) -> Option<usize> {
    let from = usize::from(punct(trees.first(), '-'));
    match trees.get(from)? {
        TokenTree::Literal(_) => Some(from + 1),
        TokenTree::Ident(ident) if from == 0 && (ident == "true" || ident == "false") => Some(1),
        _ => None,
    }
}

fn expr(trees: &[TokenTree]) -> Option<usize> {
    // Most arguments are one token before a comma.
    let is_plain = match trees.first()? {
        TokenTree::Literal(_) => true,
        TokenTree::Group(group) => group.delimiter() == Delimiter::None,
        TokenTree::Ident(_) | TokenTree::Punct(_) => false,
    };
    if is_plain && (trees.len() == 1 || punct(trees.get(1), ',')) {
        return Some(1);
    }
    // A long list is not looked at to its end for each of its parts.
    let comma = trees.iter().position(|tree| punct(Some(tree), ','));
    let part = &trees[..comma.unwrap_or(trees.len())];
    let whole_part = |used: &usize| *used == part.len();
    if let Some(used) =
        parsed(part, |input| input.parse::<syn::Expr>().map(drop)).filter(whole_part)
    {
        return Some(used);
    }
    parsed(trees, |input| input.parse::<syn::Expr>().map(drop))
}

fn statement(input: ParseStream<'_>) -> syn::Result<()> {
    if input.peek(syn::Token![let]) {
        input.parse::<syn::Token![let]>()?;
        syn::Pat::parse_multi_with_leading_vert(input)?;
        if input.peek(syn::Token![:]) {
            input.parse::<syn::Token![:]>()?;
            input.parse::<syn::Type>()?;
        }
        if input.peek(syn::Token![=]) {
            input.parse::<syn::Token![=]>()?;
            input.parse::<syn::Expr>()?;
        }
        return Ok(());
    }
    let ahead = input.fork();
    match ahead.parse::<syn::Expr>() {
        Ok(_) => input.parse::<syn::Expr>().map(drop),
        Err(_) => input.parse::<syn::Item>().map(drop),
    }
}

/// How many trees `parser` takes.
fn parsed(
    trees: &[TokenTree],
    parser: impl Fn(ParseStream<'_>) -> syn::Result<()>,
) -> Option<usize> {
    let rest = |input: ParseStream<'_>| -> syn::Result<usize> {
        parser(input)?;
        Ok(input.parse::<TokenStream>()?.into_iter().count())
    };
    let stream = TokenStream::from_iter(trees.iter().cloned());
    let left = rest.parse2(stream).ok()?;
    trees.len().checked_sub(left)
}
