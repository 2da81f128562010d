//! Tokens to text, with the places they come from.

use interleave_program::Span;
use proc_macro2::{Delimiter, Spacing, TokenTree};

use super::Expanded;
use super::map::{SpanMap, Stretch};
use super::rules::punct;
use crate::spans;

/// A part of the text that is replaced.
pub struct Edit {
    pub range: Span,
    pub trees: Vec<TokenTree>,
}

/// Writes `source` with its `edits`, which are in order.
pub fn write(source: &str, edits: &[Edit], definitions: &[Span]) -> Expanded {
    let mut writer = Writer {
        source,
        definitions,
        call: Span::NONE,
        out: String::with_capacity(source.len()),
        map: SpanMap::default(),
        before: None,
    };
    let mut at = 0;
    for edit in edits {
        writer.copy(at, edit.range.start);
        writer.call = edit.range;
        writer.before = None;
        writer.out.push(' ');
        writer.trees(&edit.trees);
        writer.out.push(' ');
        at = edit.range.end;
    }
    writer.copy(at, source.len() as u32);
    Expanded {
        source: writer.out,
        map: writer.map,
    }
}

struct Writer<'s> {
    source: &'s str,
    definitions: &'s [Span],
    call: Span,
    out: String,
    map: SpanMap,
    /// The place of the token before, and whether it must touch the next.
    before: Option<(Span, bool)>,
}

impl Writer<'_> {
    fn copy(&mut self, from: u32, to: u32) {
        let start = self.out.len() as u32;
        let source = Span::new(from, to);
        self.out.push_str(source.text(self.source));
        self.map.push(Stretch {
            written: Span::new(start, self.out.len() as u32),
            source,
            call: None,
            is_copied: true,
        });
    }

    fn trees(&mut self, trees: &[TokenTree]) {
        for (at, tree) in trees.iter().enumerate() {
            match tree {
                TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    let is_loose = spans::of(group.span()).text(self.source).is_empty();
                    if is_loose || is_simple(&inner) || stands_alone(&trees[..at], &trees[at + 1..])
                    {
                        self.trees(&inner);
                        continue;
                    }
                    let first = spans::of(group.span());
                    self.token("(", first);
                    self.before = Some((first, true));
                    self.trees(&inner);
                    let last = self.before.map_or(first, |(span, _)| span);
                    self.before = Some((last, true));
                    self.token(")", last);
                }
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::Brace | Delimiter::None => ("{", "}"),
                    };
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    self.token(open, spans::of(group.span_open()));
                    self.trees(&inner);
                    self.token(close, spans::of(group.span_close()));
                }
                other => {
                    self.token(&other.to_string(), spans::of(other.span()));
                    if let TokenTree::Punct(punct) = other
                        && punct.spacing() == Spacing::Joint
                        && let Some((_, is_joint)) = &mut self.before
                    {
                        *is_joint = true;
                    }
                }
            }
        }
    }

    fn token(&mut self, text: &str, from: Span) {
        match self.before {
            Some((_, true)) | None => {}
            Some((before, false)) if before.end == from.start => {}
            Some(_) => self.out.push(' '),
        }
        let start = self.out.len() as u32;
        self.out.push_str(text);
        let in_template = |place: &&Span| place.start <= from.start && from.end <= place.end;
        let is_template = self.definitions.iter().any(|it| in_template(&it));
        self.map.push(Stretch {
            written: Span::new(start, self.out.len() as u32),
            source: from,
            call: is_template.then_some(self.call),
            is_copied: false,
        });
        self.before = Some((from, false));
    }
}

/// Whether an expression needs no brackets: one token, or a path, call and so on.
fn is_simple(trees: &[TokenTree]) -> bool {
    trees.len() <= 1
        || trees.iter().enumerate().all(|(at, tree)| match tree {
            TokenTree::Ident(ident) => {
                let word = ident.to_string();
                syn::parse_str::<syn::Ident>(&word).is_ok() || word == "self" || word == "Self"
            }
            TokenTree::Literal(_) => true,
            TokenTree::Punct(punct) => {
                let is_range = punct.as_char() == '.' && punct.spacing() == Spacing::Joint;
                at > 0 && matches!(punct.as_char(), '.' | ':' | '?') && !is_range
            }
            TokenTree::Group(group) => {
                matches!(
                    group.delimiter(),
                    Delimiter::Parenthesis | Delimiter::Bracket
                )
            }
        })
}

/// Whether an expression stands between marks that end expressions.
pub fn stands_alone(before: &[TokenTree], after: &[TokenTree]) -> bool {
    let begins = match before {
        [] => true,
        [rest @ .., TokenTree::Punct(last)] => match last.as_char() {
            ',' | ';' => true,
            '>' => punct(rest.last(), '='),
            '=' => {
                !matches!(rest.last(), Some(TokenTree::Punct(it)) if it.spacing() == Spacing::Joint)
            }
            _ => false,
        },
        _ => false,
    };
    begins && (after.is_empty() || punct(after.first(), ',') || punct(after.first(), ';'))
}
