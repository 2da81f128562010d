//! Finding definitions and calls in the tokens of a text, and expanding the calls.

use std::rc::Rc;

use interleave_program::{Diagnostic, Span};
use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};

use super::matcher::{Furthest, matches, whole};
use super::rules::{Macro, punct};
use super::transcribe::Transcriber;
use super::write::{Edit, stands_alone};
use super::{MAX_DEPTH, error};
use crate::spans;

/// What the tokens between two brackets are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Position {
    Item,
    Statement,
    Other,
}

pub struct Walk<'s> {
    source: &'s str,
    /// Names in scope, the newest last.
    scope: Vec<(String, Rc<Macro>)>,
    expansions: u32,
    tokens: usize,
    call: Span,
    /// What is replaced in the text.
    pub edits: Vec<Edit>,
    /// The places of definitions.
    pub definitions: Vec<Span>,
}

impl<'s> Walk<'s> {
    pub fn new(source: &'s str) -> Self {
        Self {
            source,
            scope: Vec::new(),
            expansions: 0,
            tokens: 0,
            call: Span::NONE,
            edits: Vec::new(),
            definitions: Vec::new(),
        }
    }

    /// The tokens with all calls expanded; at depth 0 the edits of the text too.
    pub fn level(
        &mut self,
        trees: &[TokenTree],
        position: Position,
        depth: usize,
    ) -> Result<Vec<TokenTree>, Diagnostic> {
        let mut out: Vec<TokenTree> = Vec::with_capacity(trees.len());
        let mut at = 0;
        while let Some(tree) = trees.get(at) {
            if let Some(end) = self.definition(trees, at)? {
                let from = attributes_before(trees, at);
                out.truncate(out.len() - (at - from));
                if depth == 0 {
                    self.edit(&trees[from..end], Vec::new());
                }
                at = end;
                continue;
            }
            if let Some(end) = self.call(trees, at, position, depth, &mut out)? {
                at = end;
                continue;
            }
            out.push(match tree {
                TokenTree::Group(group) => self.group(group, &trees[..at], position, depth)?,
                other => other.clone(),
            });
            at += 1;
        }
        Ok(out)
    }

    fn group(
        &mut self,
        group: &Group,
        before: &[TokenTree],
        position: Position,
        depth: usize,
    ) -> Result<TokenTree, Diagnostic> {
        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
        let is_braces = group.delimiter() == Delimiter::Brace;
        let inside = match (is_braces, position) {
            (false, _) => Position::Other,
            (true, Position::Other) => Position::Statement,
            (true, _) if holds_items(before) => Position::Item,
            (true, _) => Position::Statement,
        };
        let names = self.scope.len();
        let trees = self.level(&inner, inside, depth)?;
        if is_braces {
            self.scope.truncate(names);
        }
        let mut new = Group::new(group.delimiter(), TokenStream::from_iter(trees));
        new.set_span(group.span());
        Ok(TokenTree::Group(new))
    }

    fn edit(&mut self, replaced: &[TokenTree], trees: Vec<TokenTree>) {
        let (Some(first), Some(last)) = (replaced.first(), replaced.last()) else {
            return;
        };
        let range = spans::join(spans::of(first.span()), spans::of(last.span()));
        self.edits.push(Edit { range, trees });
    }

    /// A definition at `at`: takes it into the scope and answers its end.
    fn definition(&mut self, trees: &[TokenTree], at: usize) -> Result<Option<usize>, Diagnostic> {
        let (
            Some(TokenTree::Ident(word)),
            true,
            Some(TokenTree::Ident(name)),
            Some(TokenTree::Group(body)),
        ) = (
            trees.get(at),
            punct(trees.get(at + 1), '!'),
            trees.get(at + 2),
            trees.get(at + 3),
        )
        else {
            return Ok(None);
        };
        if word != "macro_rules" {
            return Ok(None);
        }
        let read = Macro::read(body.stream())?;
        self.scope.push((name.to_string(), Rc::new(read)));
        self.definitions.push(spans::of(body.span()));
        let is_ended = body.delimiter() != Delimiter::Brace && punct(trees.get(at + 4), ';');
        Ok(Some(at + 4 + usize::from(is_ended)))
    }

    /// A call at `at`: expands it into `out` and answers its end.
    fn call(
        &mut self,
        trees: &[TokenTree],
        at: usize,
        position: Position,
        depth: usize,
        out: &mut Vec<TokenTree>,
    ) -> Result<Option<usize>, Diagnostic> {
        let (Some(TokenTree::Ident(name)), true, Some(TokenTree::Group(args))) = (
            trees.get(at),
            punct(trees.get(at + 1), '!'),
            trees.get(at + 2),
        ) else {
            return Ok(None);
        };
        if args.delimiter() == Delimiter::None {
            return Ok(None);
        }
        let text = name.to_string();
        let known = self.scope.iter().rev().find(|(known, _)| *known == text);
        let Some(known) = known.map(|(_, known)| Rc::clone(known)) else {
            if text == "stringify" {
                let literal = self.stringified(args);
                if depth == 0 {
                    self.edit(&trees[at..at + 3], vec![literal.clone()]);
                }
                out.push(literal);
                return Ok(Some(at + 3));
            }
            return Ok(None);
        };
        let from = path_before(trees, at);
        out.truncate(out.len() - (at - from));
        if depth == 0 {
            self.call = spans::join(spans::of(trees[from].span()), spans::of(args.span()));
        }
        if depth >= MAX_DEPTH {
            let message = format!("recursion limit reached while expanding `{text}!`");
            return Err(error(self.call, message)
                .with_help("the macro calls itself without end, or deeper than 128 times"));
        }
        let begins = match trees[..from].last() {
            None => true,
            Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
            last => punct(last, ';'),
        };
        let next = trees.get(at + 3);
        let is_braces = args.delimiter() == Delimiter::Brace;
        let ends = next.is_none()
            || punct(next, ';')
            || is_braces && !punct(next, '.') && !punct(next, '?');
        let is_statement =
            position != Position::Other && begins && ends && !is_arm(next, trees, at);
        let inner = match is_statement {
            true if position == Position::Item => Position::Item,
            true => Position::Statement,
            false => Position::Other,
        };
        let scope = self.scope.len();
        let mut written = self.expand(&text, &known, args, inner, depth)?;
        if !is_statement {
            self.scope.truncate(scope);
            let is_alone = depth == 0 && stands_alone(&trees[..from], &trees[at + 3..]);
            written = match written.len() == 1 || is_alone {
                true => written,
                false => vec![value(written)],
            };
        }
        let mut end = at + 3;
        if is_statement {
            let is_done = written.is_empty() || punct(written.last(), ';') || is_item(&written);
            if punct(next, ';') && (is_done || position == Position::Item) {
                end += 1;
            } else if next.is_some() && !is_done && !punct(next, ';') && position != Position::Item
            {
                written.push(TokenTree::Punct(proc_macro2::Punct::new(
                    ';',
                    proc_macro2::Spacing::Alone,
                )));
            }
        }
        if depth == 0 {
            self.edit(&trees[from..end], written.clone());
        }
        out.extend(written);
        Ok(Some(end))
    }

    fn expand(
        &mut self,
        name: &str,
        known: &Macro,
        args: &Group,
        position: Position,
        depth: usize,
    ) -> Result<Vec<TokenTree>, Diagnostic> {
        let given: Vec<TokenTree> = args.stream().into_iter().collect();
        let mut furthest = Furthest::default();
        for rule in &known.rules {
            let Some(bindings) = matches(&rule.matcher, &given, &mut furthest) else {
                continue;
            };
            self.expansions += 1;
            let mut out = Vec::new();
            let mut transcriber = Transcriber {
                rule,
                expansion: self.expansions,
                tokens: &mut self.tokens,
                call: self.call,
            };
            transcriber.write(&rule.template, &bindings, None, &mut out)?;
            return self.level(&out, position, depth + 1);
        }
        Err(match furthest.token {
            Some(token) => {
                let said = super::plain(&token.to_string());
                let message = format!("no rules expected the token `{said}`");
                let mut span = spans::of(token.span());
                if span.text(self.source).is_empty() {
                    span = self.call;
                }
                error(span, message).with_help(format!("in this call of the macro `{name}!`"))
            }
            None => error(
                self.call,
                format!("unexpected end of macro invocation of `{name}!`"),
            ),
        })
    }

    /// `stringify!`: as the text has it when it stands together there.
    fn stringified(&self, args: &Group) -> TokenTree {
        let text = super::plain(&self.text(args.stream()));
        let mut literal = Literal::string(&text);
        literal.set_span(args.span_open());
        TokenTree::Literal(literal)
    }

    fn text(&self, stream: TokenStream) -> String {
        let mut out = String::new();
        let mut before: Option<Span> = None;
        for tree in stream {
            let span = spans::of(tree.span());
            if before.is_some_and(|before| before.end != span.start) {
                out.push(' ');
            }
            match &tree {
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::Brace => ("{ ", " }"),
                        Delimiter::None => ("", ""),
                    };
                    out.push_str(open);
                    out.push_str(&self.text(group.stream()));
                    out.push_str(close);
                }
                other => out.push_str(&other.to_string()),
            }
            before = Some(span);
        }
        out
    }
}

fn value(trees: Vec<TokenTree>) -> TokenTree {
    whole(trees, true)
}

/// Whether the call is the pattern of an arm: `name!{} => …`.
fn is_arm(next: Option<&TokenTree>, trees: &[TokenTree], at: usize) -> bool {
    punct(next, '=') && punct(trees.get(at + 4), '>') || punct(next, '|')
}

/// Where the attributes of what begins at `at` begin.
pub fn attributes_before(trees: &[TokenTree], mut at: usize) -> usize {
    while at >= 2
        && punct(trees.get(at - 2), '#')
        && matches!(&trees[at - 1], TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket)
    {
        at -= 2;
    }
    at
}

/// Where `crate::` before a macro's name begins.
fn path_before(trees: &[TokenTree], at: usize) -> usize {
    let is_path = at >= 3
        && punct(trees.get(at - 1), ':')
        && punct(trees.get(at - 2), ':')
        && matches!(&trees[at - 3], TokenTree::Ident(word) if word == "crate" || word == "self");
    if is_path { at - 3 } else { at }
}

/// Whether braces after these tokens hold items.
fn holds_items(before: &[TokenTree]) -> bool {
    let is_end = |tree: &TokenTree| {
        punct(Some(tree), ';')
            || matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
    };
    let from = before.iter().rposition(is_end).map_or(0, |end| end + 1);
    let is_word = |tree: &TokenTree, words: &[&str]| matches!(tree, TokenTree::Ident(ident) if words.iter().any(|word| ident == word));
    let mut words = before[from..].iter().filter(|tree| {
        let is_mark = matches!(tree, TokenTree::Punct(_) | TokenTree::Group(_));
        !is_mark && !is_word(tree, &["pub", "unsafe", "extern"])
    });
    words
        .next()
        .is_some_and(|first| is_word(first, &["impl", "trait", "mod"]))
}

/// Whether these tokens are items, after which no `;` may follow.
fn is_item(trees: &[TokenTree]) -> bool {
    const WORDS: &[&str] = &["struct", "enum", "fn", "impl", "pub", "mod", "trait", "use"];
    let ends_with_braces = matches!(trees.last(),
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace);
    let first = match trees {
        [TokenTree::Punct(hash), ..] if hash.as_char() == '#' => return ends_with_braces,
        [TokenTree::Ident(first), ..] => first,
        _ => return false,
    };
    ends_with_braces && WORDS.iter().any(|word| first == word)
}
