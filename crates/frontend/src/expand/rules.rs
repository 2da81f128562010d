//! What `macro_rules!` defines: rules, each a matcher and a template, read from tokens.

use std::collections::BTreeSet;

use interleave_program::Diagnostic;
use proc_macro2::{Delimiter, Ident, Spacing, TokenStream, TokenTree};

use super::{error, hygiene};
use crate::spans;

/// One macro of the program.
pub struct Macro {
    pub rules: Vec<Rule>,
}

/// One rule.
pub struct Rule {
    pub matcher: Vec<Piece>,
    pub template: Vec<Piece>,
    /// Variables that the template itself binds.
    pub bound: BTreeSet<String>,
}

/// A part of a matcher or template.
pub enum Piece {
    /// A token that stands for itself.
    Token(TokenTree),
    /// A bracketed part; the tree keeps the brackets' places.
    Group(proc_macro2::Group, Vec<Piece>),
    /// `$name:kind`, in templates without kind.
    Variable(Ident, String),
    /// `$(…) separator operator`
    Repeat(Vec<Piece>, Vec<TokenTree>, char),
}

pub fn punct(tree: Option<&TokenTree>, char: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == char)
}

impl Macro {
    /// Reads the rules between a definition's brackets.
    pub fn read(body: TokenStream) -> Result<Self, Diagnostic> {
        let trees: Vec<TokenTree> = body.into_iter().collect();
        let mut rules = Vec::new();
        let mut at = 0;
        while let Some(first) = trees.get(at) {
            let (Some(TokenTree::Group(matcher)), true, true, Some(TokenTree::Group(template))) = (
                trees.get(at),
                punct(trees.get(at + 1), '='),
                punct(trees.get(at + 2), '>'),
                trees.get(at + 3),
            ) else {
                let message = "a rule of `macro_rules!` is `(matcher) => { template }`";
                return Err(error(spans::of(first.span()), message));
            };
            let written: Vec<TokenTree> = template.stream().into_iter().collect();
            rules.push(Rule {
                matcher: pieces(matcher.stream(), true)?,
                template: pieces(template.stream(), false)?,
                bound: hygiene::bound(&written),
            });
            at += 4;
            if punct(trees.get(at), ';') {
                at += 1;
            }
        }
        Ok(Self { rules })
    }
}

fn pieces(stream: TokenStream, is_matcher: bool) -> Result<Vec<Piece>, Diagnostic> {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    let mut list = Vec::new();
    let mut at = 0;
    while let Some(tree) = trees.get(at) {
        at += 1;
        if !punct(Some(tree), '$') {
            list.push(match tree {
                TokenTree::Group(group) => {
                    Piece::Group(group.clone(), pieces(group.stream(), is_matcher)?)
                }
                TokenTree::Punct(before) if punct(trees.get(at), '$') => {
                    // What comes for the variable must not run together with it.
                    let mut alone = proc_macro2::Punct::new(before.as_char(), Spacing::Alone);
                    alone.set_span(before.span());
                    Piece::Token(alone.into())
                }
                other => Piece::Token(other.clone()),
            });
            continue;
        }
        match trees.get(at) {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                let inner = pieces(group.stream(), is_matcher)?;
                let (separator, operator, next) = repetition(&trees, at + 1).ok_or_else(|| {
                    error(spans::of(group.span_close()), "`*`, `+` or `?` must follow")
                })?;
                list.push(Piece::Repeat(inner, separator, operator));
                at = next;
            }
            Some(TokenTree::Ident(name)) if !is_matcher || name == "crate" => {
                list.push(match name == "crate" {
                    true => Piece::Token(TokenTree::Ident(name.clone())),
                    false => Piece::Variable(name.clone(), String::new()),
                });
                at += 1;
            }
            Some(TokenTree::Ident(name)) if punct(trees.get(at + 1), ':') => {
                let Some(TokenTree::Ident(kind)) = trees.get(at + 2) else {
                    return Err(error(spans::of(name.span()), "missing fragment specifier"));
                };
                list.push(Piece::Variable(name.clone(), kind.to_string()));
                at += 3;
            }
            other => {
                let span = spans::of(other.unwrap_or(tree).span());
                return Err(error(span, "`$` is followed by a name or `(…)`, here"));
            }
        }
    }
    Ok(list)
}

/// What follows `$(…)`: separator, operator, and where it ends.
fn repetition(trees: &[TokenTree], from: usize) -> Option<(Vec<TokenTree>, char, usize)> {
    let mut separator = Vec::new();
    for (at, tree) in trees.iter().enumerate().skip(from).take(4) {
        if let TokenTree::Punct(punct) = tree
            && matches!(punct.as_char(), '*' | '+' | '?')
        {
            return Some((separator, punct.as_char(), at + 1));
        }
        separator.push(tree.clone());
    }
    None
}

/// The names of all variables in `pieces`.
pub fn variables(pieces: &[Piece], names: &mut Vec<String>) {
    for piece in pieces {
        match piece {
            Piece::Token(_) => {}
            Piece::Variable(name, _) => names.push(name.to_string()),
            Piece::Group(_, inner) | Piece::Repeat(inner, ..) => variables(inner, names),
        }
    }
}
