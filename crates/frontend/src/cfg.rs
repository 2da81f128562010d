//! Conditional compilation: what `cfg` leaves out becomes spaces, so that every place of the text stays where it is.
//!
//! Evaluated as `rustc` does for a debug build on x86-64 Linux, without features and not as a test: that is what the
//! real runs beside the simulation are. Works on tokens, before and after macros are expanded; the bodies of
//! `macro_rules!` are left to their expansions.

use std::borrow::Cow;

use interleave_program::Span;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::expand::{attributes_before, punct};
use crate::spans;

/// Names that are set without a value.
const SET: &[&str] = &[
    "unix",
    "debug_assertions",
    "panic",
    "target_thread_local",
    "target_has_atomic",
    "true",
];

/// Names and values that are set.
const PAIRS: &[(&str, &[&str])] = &[
    ("target_os", &["linux"]),
    ("target_family", &["unix"]),
    ("target_arch", &["x86_64"]),
    ("target_env", &["gnu"]),
    ("target_vendor", &["unknown"]),
    ("target_endian", &["little"]),
    ("target_pointer_width", &["64"]),
    ("target_has_atomic", &["8", "16", "32", "64", "ptr"]),
    ("target_feature", &["fxsr", "sse", "sse2"]),
    ("panic", &["unwind"]),
];

/// The text with what is not configured blanked, and each `cfg!(…)` as the truth value that it is.
///
/// A text that has no tokens stays as it is: the parser says what is wrong. Places of older trees become invalid.
pub fn configured(source: &str) -> Cow<'_, str> {
    let mentions = ["cfg", "[test]", "[bench]"];
    if !mentions.iter().any(|word| source.contains(word)) {
        return Cow::Borrowed(source);
    }
    proc_macro2::extra::invalidate_current_thread_spans();
    let Ok(stream) = source.parse::<TokenStream>() else {
        return Cow::Borrowed(source);
    };
    let mut text = Text(source.as_bytes().to_vec());
    text.level(stream);
    proc_macro2::extra::invalidate_current_thread_spans();
    // Only whole tokens have been replaced, by characters of one byte.
    String::from_utf8(text.0).map_or(Cow::Borrowed(source), Cow::Owned)
}

/// What an attribute asks for.
enum Asked {
    /// Nothing that matters here.
    Nothing,
    /// That what it stands before stays, without it.
    Stays,
    /// That what it stands before goes.
    Goes,
    /// Attributes in its place.
    Becomes(Vec<Span>),
}

struct Text(Vec<u8>);

impl Text {
    fn level(&mut self, stream: TokenStream) {
        let trees: Vec<TokenTree> = stream.into_iter().collect();
        let mut at = 0;
        while at < trees.len() {
            at = self.step(&trees, at);
        }
    }

    /// Goes past the token at `at`, or past what attributes or `macro_rules!` begin there.
    fn step(&mut self, trees: &[TokenTree], at: usize) -> usize {
        if let Some(group) = attribute(trees, at) {
            return self.attribute(trees, at, group);
        }
        if punct(trees.get(at), '#') && punct(trees.get(at + 1), '!') {
            if let Some(TokenTree::Group(group)) = trees.get(at + 2)
                && !matches!(asked(group), Asked::Nothing)
            {
                self.blank(&trees[at..at + 3]);
            }
            return at + 3;
        }
        match &trees[at] {
            TokenTree::Ident(word) if punct(trees.get(at + 1), '!') => {
                if word == "macro_rules" {
                    return at + 4;
                }
                if let (true, Some(TokenTree::Group(group))) = (word == "cfg", trees.get(at + 2)) {
                    let holds = holds(&group.stream().into_iter().collect::<Vec<_>>());
                    self.blank(&trees[at..at + 3]);
                    let start = range(&trees[at..=at]).start;
                    self.write(start, if holds { b"true" } else { b"false" });
                    return at + 3;
                }
            }
            TokenTree::Group(group) => self.level(group.stream()),
            _ => {}
        }
        at + 1
    }

    fn attribute(&mut self, trees: &[TokenTree], at: usize, group: &Group) -> usize {
        match asked(group) {
            Asked::Nothing => {}
            Asked::Stays => self.blank(&trees[at..at + 2]),
            Asked::Becomes(attributes) => self.replace(&trees[at..at + 2], &attributes),
            Asked::Goes => {
                let from = attributes_before(trees, at);
                let end = owner_end(trees, at);
                self.blank(&trees[from..end]);
                return end;
            }
        }
        at + 2
    }

    /// Spaces instead of these tokens.
    fn blank(&mut self, trees: &[TokenTree]) {
        let range = range(trees);
        for byte in &mut self.0[range.start as usize..range.end as usize] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }

    fn write(&mut self, start: u32, text: &[u8]) {
        let start = start as usize;
        self.0[start..start + text.len()].copy_from_slice(text);
    }

    /// These attributes instead of the one that stands there, which is longer.
    fn replace(&mut self, trees: &[TokenTree], attributes: &[Span]) {
        let mut text = Vec::new();
        for span in attributes {
            text.extend_from_slice(b"#[");
            text.extend_from_slice(&self.0[span.start as usize..span.end as usize]);
            text.push(b']');
        }
        self.blank(trees);
        self.write(range(trees).start, &text);
    }
}

/// The text from the first to the last of these tokens.
fn range(trees: &[TokenTree]) -> Span {
    match (trees.first(), trees.last()) {
        (Some(first), Some(last)) => spans::join(spans::of(first.span()), spans::of(last.span())),
        _ => Span::new(0, 0),
    }
}

/// The brackets of the attribute at `at`.
fn attribute(trees: &[TokenTree], at: usize) -> Option<&Group> {
    match trees.get(at + 1) {
        Some(TokenTree::Group(group)) if punct(trees.get(at), '#') => {
            (group.delimiter() == Delimiter::Bracket).then_some(group)
        }
        _ => None,
    }
}

fn asked(group: &Group) -> Asked {
    let trees: Vec<TokenTree> = group.stream().into_iter().collect();
    let arguments = |index: usize| match trees.get(index) {
        Some(TokenTree::Group(group)) => group.stream().into_iter().collect(),
        _ => Vec::new(),
    };
    match trees.first() {
        Some(TokenTree::Ident(name)) if name == "cfg" => match holds(&arguments(1)) {
            true => Asked::Stays,
            false => Asked::Goes,
        },
        Some(TokenTree::Ident(name)) if name == "cfg_attr" => {
            let arguments = arguments(1);
            let mut parts = arguments.split(|tree| punct(Some(tree), ','));
            match parts.next() {
                Some(condition) if holds(condition) => {
                    Asked::Becomes(parts.filter(|part| !part.is_empty()).map(range).collect())
                }
                _ => Asked::Stays,
            }
        }
        Some(TokenTree::Ident(name)) if trees.len() == 1 && (name == "test" || name == "bench") => {
            Asked::Goes
        }
        _ => Asked::Nothing,
    }
}

/// Whether a condition holds. Conditions that rustc would refuse do not.
fn holds(condition: &[TokenTree]) -> bool {
    let Some(TokenTree::Ident(name)) = condition.first() else {
        return false;
    };
    let name = name.to_string();
    match condition.get(1) {
        None => SET.contains(&name.as_str()),
        Some(TokenTree::Group(group)) => {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            let parts = inner.split(|tree| punct(Some(tree), ','));
            let mut parts = parts.filter(|part| !part.is_empty());
            match name.as_str() {
                "all" => parts.all(holds),
                "any" => parts.any(holds),
                "not" => !parts.any(holds),
                _ => false,
            }
        }
        Some(_) => match condition.get(2) {
            Some(value) => {
                let value = value.to_string();
                let is_value = |known: &&str| value.trim_matches('"') == *known;
                let mut pairs = PAIRS.iter().filter(|(known, _)| *known == name);
                pairs.any(|(_, values)| values.iter().any(is_value))
            }
            None => false,
        },
    }
}

/// Where that ends which the attributes at `at` belong to: an item, statement, field, variant, arm or argument.
fn owner_end(trees: &[TokenTree], mut at: usize) -> usize {
    while attribute(trees, at).is_some() {
        at += 2;
    }
    if is_word(trees.get(at), &["pub"]) {
        at += 1;
        if let Some(TokenTree::Group(group)) = trees.get(at)
            && group.delimiter() == Delimiter::Parenthesis
        {
            at += 1;
        }
    }
    let word = match trees.get(at) {
        Some(TokenTree::Ident(word)) => word.to_string(),
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => return at + 1,
        _ => String::new(),
    };
    let is_braced = |at: usize| is_block(trees.get(at));
    let up_to = |is_end: &dyn Fn(usize) -> bool| {
        let end = (at..trees.len()).find(|at| is_end(*at));
        end.map_or(trees.len(), |end| end + 1)
    };
    let is_mark = |at: usize, mark: char| punct(trees.get(at), mark);
    match word.as_str() {
        "use" | "static" | "type" | "let" => up_to(&|at| is_mark(at, ';')),
        "const" if !is_word(trees.get(at + 1), &["fn", "unsafe", "async", "extern"]) => {
            up_to(&|at| is_mark(at, ';'))
        }
        "extern" if is_word(trees.get(at + 1), &["crate"]) => up_to(&|at| is_mark(at, ';')),
        "fn" | "const" | "unsafe" | "async" | "extern" | "struct" | "enum" | "union" | "trait"
        | "impl" | "mod" | "macro_rules" | "for" | "while" | "loop" | "match" => {
            up_to(&|at| is_mark(at, ';') || is_braced(at))
        }
        "if" => {
            let mut end = up_to(&|at| is_braced(at));
            while is_word(trees.get(end), &["else"]) {
                let rest = (end..trees.len()).find(|at| is_braced(*at));
                end = rest.map_or(trees.len(), |rest| rest + 1);
            }
            end
        }
        _ => listed_end(trees, at),
    }
}

/// The same of what ends with a comma or semicolon: an expression, a field, a variant, an arm.
fn listed_end(trees: &[TokenTree], start: usize) -> usize {
    let is_typed = (start..start + 3).any(|at| punct(trees.get(at), ':'));
    let mut angles = 0usize;
    let mut at = start;
    while at < trees.len() {
        let arrow = at > start && punct(trees.get(at), '>') && punct(trees.get(at - 1), '=');
        if arrow && is_block(trees.get(at + 1)) && !punct(trees.get(at + 2), '.') {
            // An arm's block needs no comma after it.
            return at + 2 + usize::from(punct(trees.get(at + 2), ','));
        }
        match &trees[at] {
            TokenTree::Punct(mark) => match mark.as_char() {
                ';' => return at + 1,
                ',' if angles == 0 => return at + 1,
                '<' if is_typed => angles += 1,
                '>' if at > start && !punct(trees.get(at - 1), '-') && !arrow => {
                    angles = angles.saturating_sub(1);
                }
                _ => {}
            },
            TokenTree::Group(group)
                if group.delimiter() == Delimiter::Brace
                    && at > start
                    && punct(trees.get(at - 1), '!') =>
            {
                return at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    trees.len()
}

fn is_block(tree: Option<&TokenTree>) -> bool {
    matches!(tree, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace)
}

fn is_word(tree: Option<&TokenTree>, words: &[&str]) -> bool {
    matches!(tree, Some(TokenTree::Ident(ident)) if words.iter().any(|word| ident == word))
}

#[cfg(test)]
mod tests {
    use super::configured;

    fn check(source: &str, wanted: &str) {
        let found = configured(source);
        assert_eq!(found.len(), source.len());
        let words: Vec<&str> = found.split_whitespace().collect();
        assert_eq!(words.join(" "), wanted);
    }

    #[test]
    fn what_is_not_configured_goes() {
        check("#[cfg(windows)] fn f() {} fn g() {}", "fn g() {}");
        check(
            "#[inline] #[cfg(test)] mod tests { fn f(); } fn g() {}",
            "fn g() {}",
        );
        check(
            "#[cfg(unix)] use a::{b, c}; #[cfg(not(unix))] use d::{e, f};",
            "use a::{b, c};",
        );
        check(
            "#[cfg(test)] #[derive(A)] pub(crate) struct S; struct T;",
            "struct T;",
        );
        check("#[cfg(windows)] const A: [u8; 2] = [1, 2]; x", "x");
    }

    #[test]
    fn parts_of_lists_go_with_their_commas() {
        check(
            "struct S { a: i32, #[cfg(test)] b: Map<A, B>, c: u8 }",
            "struct S { a: i32, c: u8 }",
        );
        check(
            "enum E { A, #[cfg(test)] B(i32), #[cfg(test)] C { x: u8 } }",
            "enum E { A, }",
        );
        check(
            "match x { #[cfg(test)] A => { 1 } B if c => 2, #[cfg(test)] _ => f(3), }",
            "match x { B if c => 2, }",
        );
    }

    #[test]
    fn statements_go_whole() {
        check(
            "{ #[cfg(windows)] let x = if a { 1 } else { 2 }; y }",
            "{ y }",
        );
        check(
            "{ #[cfg(windows)] { a(); } b(); #[cfg(test)] c(1, 2); }",
            "{ b(); }",
        );
        check(
            "{ #[cfg(test)] if a { b } else if c { d } else { e } f }",
            "{ f }",
        );
        check(
            "{ #[cfg(test)] println!(\"a\"); #[cfg(unix)] println!(\"b\"); }",
            "{ println!(\"b\"); }",
        );
    }

    #[test]
    fn conditions_are_those_of_a_debug_build_on_linux() {
        check("cfg!(debug_assertions) cfg!(test)", "true false");
        check(
            "cfg!(all(unix, target_os = \"linux\", not(feature = \"x\")))",
            "true",
        );
        check("cfg!(any(windows, target_pointer_width = \"32\"))", "false");
    }

    #[test]
    fn cfg_attr_gives_its_attributes() {
        check(
            "#[cfg_attr(debug_assertions, derive(Debug), allow(x))] struct S;",
            "#[derive(Debug)]#[allow(x)] struct S;",
        );
        check("#[cfg_attr(test, derive(Debug))] struct S;", "struct S;");
    }

    #[test]
    fn definitions_of_macros_are_left_to_their_calls() {
        let text = "macro_rules! m { () => { #[cfg(test)] fn f() {} } }";
        check(text, text);
    }
}
