//! Writing a rule's template with what its variables stand for.

use interleave_program::Diagnostic;
use proc_macro2::{Delimiter, Group, Ident, Literal, Spacing, TokenStream, TokenTree};

use super::hygiene::{self, Place};
use super::matcher::{Binding, Bindings};
use super::rules::{Piece, Rule, variables};
use super::{MAX_TOKENS, error};
use crate::spans;

pub struct Transcriber<'r> {
    pub rule: &'r Rule,
    pub expansion: u32,
    /// Tokens written so far in all expansions.
    pub tokens: &'r mut usize,
    pub call: interleave_program::Span,
}

impl Transcriber<'_> {
    /// The tokens of `pieces`; `fields`: inside of braces, and whether after a type's name.
    pub fn write(
        &mut self,
        pieces: &[Piece],
        bindings: &Bindings,
        fields: Option<bool>,
        out: &mut Vec<TokenTree>,
    ) -> Result<(), Diagnostic> {
        for (at, piece) in pieces.iter().enumerate() {
            *self.tokens += 1;
            if *self.tokens > MAX_TOKENS {
                return Err(error(
                    self.call,
                    "the macros of this program expand to too much text",
                ));
            }
            match piece {
                Piece::Token(TokenTree::Ident(ident)) => {
                    self.ident(ident, pieces, at, fields, out);
                }
                Piece::Token(tree) => out.push(tree.clone()),
                Piece::Group(group, inner) => {
                    let is_braces = group.delimiter() == Delimiter::Brace;
                    let fields = is_braces.then(|| follows_type(&pieces[..at]));
                    let mut trees = Vec::new();
                    self.write(inner, bindings, fields, &mut trees)?;
                    if follows_bang(&pieces[..at]) {
                        self.rename_format(&mut trees);
                    }
                    let mut written = Group::new(group.delimiter(), TokenStream::from_iter(trees));
                    written.set_span(group.span());
                    out.push(TokenTree::Group(written));
                }
                Piece::Variable(name, _) => self.variable(name, bindings, out)?,
                Piece::Repeat(inner, separator, _) => {
                    self.repeat(inner, separator, bindings, fields, out)?;
                }
            }
        }
        Ok(())
    }

    fn variable(
        &mut self,
        name: &Ident,
        bindings: &Bindings,
        out: &mut Vec<TokenTree>,
    ) -> Result<(), Diagnostic> {
        match bindings.get(&name.to_string()) {
            Some(Binding::One(tokens)) => {
                *self.tokens += tokens.len();
                out.extend(tokens.iter().cloned());
                Ok(())
            }
            Some(Binding::Many(_)) => {
                let message = format!("variable `{name}` is still repeating at this depth");
                Err(error(spans::of(name.span()), message))
            }
            None => {
                let message = format!("the macro has no variable `${name}`");
                Err(error(spans::of(name.span()), message))
            }
        }
    }

    fn repeat(
        &mut self,
        inner: &[Piece],
        separator: &[TokenTree],
        bindings: &Bindings,
        fields: Option<bool>,
        out: &mut Vec<TokenTree>,
    ) -> Result<(), Diagnostic> {
        let mut names = Vec::new();
        variables(inner, &mut names);
        let mut rounds = None;
        for name in &names {
            let Some(Binding::Many(list)) = bindings.get(name) else {
                continue;
            };
            if rounds.is_some_and(|rounds| rounds != list.len()) {
                let message =
                    format!("`${name}` repeats another number of times than its neighbours");
                return Err(error(self.call, message));
            }
            rounds = Some(list.len());
        }
        let Some(rounds) = rounds else {
            return Err(error(
                self.call,
                "a repetition in the macro contains no repeating variable",
            ));
        };
        for round in 0..rounds {
            if round > 0 {
                out.extend(separator.iter().cloned());
            }
            let mut here = bindings.clone();
            for name in &names {
                if let Some(Binding::Many(list)) = bindings.get(name) {
                    here.insert(name.clone(), list[round].clone());
                }
            }
            self.write(inner, &here, fields, out)?;
        }
        Ok(())
    }

    fn ident(
        &mut self,
        ident: &Ident,
        pieces: &[Piece],
        at: usize,
        fields: Option<bool>,
        out: &mut Vec<TokenTree>,
    ) {
        if !self.rule.bound.contains(&ident.to_string()) {
            out.push(TokenTree::Ident(ident.clone()));
            return;
        }
        let before: Vec<&TokenTree> = pieces[..at].iter().filter_map(token).collect();
        let after: Vec<&TokenTree> = pieces[at + 1..].iter().map_while(token).collect();
        let ends = after.is_empty() && at + 1 < pieces.len();
        let fields = if ends { None } else { fields };
        match hygiene::place(&before, &after, fields) {
            Place::Other => out.push(TokenTree::Ident(ident.clone())),
            Place::Variable => out.push(hygiene::renamed(ident, self.expansion)),
            Place::Shorthand => {
                let mut colon = proc_macro2::Punct::new(':', Spacing::Alone);
                colon.set_span(ident.span());
                out.push(TokenTree::Ident(ident.clone()));
                out.push(colon.into());
                out.push(hygiene::renamed(ident, self.expansion));
            }
        }
    }

    /// Variables named inside a macro's first string.
    fn rename_format(&self, trees: &mut [TokenTree]) {
        for tree in trees {
            let TokenTree::Literal(literal) = tree else {
                continue;
            };
            let text = literal.to_string();
            if !text.starts_with(['"', 'r']) {
                continue;
            }
            let renamed = hygiene::format_string(&text, &self.rule.bound, self.expansion);
            if renamed != text
                && let Ok(mut new) = renamed.parse::<Literal>()
            {
                new.set_span(literal.span());
                *tree = TokenTree::Literal(new);
            }
            return;
        }
    }
}

fn token(piece: &Piece) -> Option<&TokenTree> {
    match piece {
        Piece::Token(tree) => Some(tree),
        _ => None,
    }
}

fn follows_bang(before: &[Piece]) -> bool {
    let is_bang = |piece: &Piece| matches!(piece, Piece::Token(TokenTree::Punct(bang)) if bang.as_char() == '!');
    let is_name = |piece: &Piece| matches!(piece, Piece::Token(TokenTree::Ident(_)));
    matches!(before, [.., name, bang] if is_bang(bang) && is_name(name))
}

/// Whether braces after these pieces hold a struct's fields.
fn follows_type(before: &[Piece]) -> bool {
    match before.last() {
        Some(Piece::Token(TokenTree::Ident(name))) => {
            let name = name.to_string();
            name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase)
        }
        _ => false,
    }
}
