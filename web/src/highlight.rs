//! Rust text as coloured pieces: comments, strings, keywords, numbers, macros and calls; no parsing beyond that.
//!
//! It never fails: what it does not know is plain, an open string or comment runs to the end of the text.

use std::ops::Range;

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Names, operators, white space.
    Plain,
    /// `fn`, `let`, `move`, …
    Keyword,
    /// Strings, characters, bytes.
    Text,
    /// Line and block comments.
    Comment,
    /// Numbers with their suffix.
    Number,
    /// `println!`, and names directly before `(`.
    Call,
    /// Names that begin with a capital, lifetimes.
    Type,
    /// `#[…]`.
    Attribute,
}

impl Kind {
    /// The style class, "" for plain text.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Keyword => "keyword",
            Self::Text => "text",
            Self::Comment => "comment",
            Self::Number => "number",
            Self::Call => "call",
            Self::Type => "type",
            Self::Attribute => "attribute",
        }
    }
}

/// A piece of one line: never contains a line end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: Kind,
    /// Its bytes in the whole text.
    pub range: Range<usize>,
}

const KEYWORDS: [&str; 38] = [
    "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "extern",
    "false", "fn", "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub",
    "ref", "return", "self", "Self", "static", "struct", "super", "trait", "true", "type",
    "unsafe", "use", "where", "while",
];

/// The pieces of each line, in order; all lines, at least one.
#[must_use]
pub fn lines(source: &str) -> Vec<Vec<Piece>> {
    let mut lines = vec![Vec::new()];
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        let (kind, length) = token(rest);
        let length = length.max(1).min(rest.len());
        push(&mut lines, source, kind, at..at + length);
        at += length;
    }
    lines
}

/// Adds a token to the lines it covers, merged with an equal neighbour.
fn push(lines: &mut Vec<Vec<Piece>>, source: &str, kind: Kind, range: Range<usize>) {
    let mut start = range.start;
    for (number, part) in source[range].split('\n').enumerate() {
        if number > 0 {
            lines.push(Vec::new());
            start += 1;
        }
        let end = start + part.len();
        let Some(line) = lines.last_mut() else { return };
        match line.last_mut() {
            Some(last) if last.kind == kind && kind == Kind::Plain => last.range.end = end,
            _ if part.is_empty() => {}
            _ => line.push(Piece {
                kind,
                range: start..end,
            }),
        }
        start = end;
    }
}

/// Kind and length of the token that `rest` begins with.
fn token(rest: &str) -> (Kind, usize) {
    let first = rest.chars().next().unwrap_or(' ');
    if rest.starts_with("//") {
        return (Kind::Comment, rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (Kind::Comment, block_comment(rest));
    }
    if rest.starts_with("#[") || rest.starts_with("#![") {
        return (
            Kind::Attribute,
            rest.find(']').map_or(rest.len(), |at| at + 1),
        );
    }
    if let Some(length) = raw_string(rest) {
        return (Kind::Text, length);
    }
    if rest.starts_with("b\"") || rest.starts_with("c\"") {
        return (Kind::Text, 1 + quoted(&rest[1..]));
    }
    match first {
        '"' => (Kind::Text, quoted(rest)),
        '\'' => quote(rest),
        '0'..='9' => (Kind::Number, number(rest)),
        _ if is_name(first) => name(rest),
        _ => (Kind::Plain, first.len_utf8()),
    }
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Length of a block comment; they nest.
fn block_comment(rest: &str) -> usize {
    let mut depth = 0u32;
    let mut at = 0;
    while at < rest.len() {
        let here = &rest[at..];
        if here.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

fn raw_string(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = body.len() - body.trim_start_matches('#').len();
    if !body[hashes..].starts_with('"') {
        return None;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let opened = rest.len() - body.len() + hashes + 1;
    let length = rest[opened..]
        .find(&end)
        .map_or(rest.len(), |at| opened + at + end.len());
    Some(length)
}

/// Length of a string that begins with its quote.
fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// A character literal or a lifetime.
fn quote(rest: &str) -> (Kind, usize) {
    let mut letters = rest.char_indices().skip(1);
    let (Some((_, second)), third) = (letters.next(), letters.next()) else {
        return (Kind::Plain, 1);
    };
    if second == '\\' {
        let body = rest.get(3..).unwrap_or("");
        return (Kind::Text, body.find('\'').map_or(rest.len(), |at| at + 4));
    }
    match third {
        Some((at, '\'')) => (Kind::Text, at + 1),
        _ if is_name(second) => (Kind::Type, 1 + name_length(&rest[1..])),
        _ => (Kind::Plain, 1),
    }
}

fn name_length(rest: &str) -> usize {
    rest.find(|letter| !is_name(letter)).unwrap_or(rest.len())
}

/// Length of a number; `1..5` is two of them, `1.5` is one.
fn number(rest: &str) -> usize {
    let whole = name_length(rest);
    let after = &rest[whole..];
    let fraction =
        after.starts_with('.') && after[1..].starts_with(|letter: char| letter.is_ascii_digit());
    if fraction {
        whole + 1 + name_length(&after[1..])
    } else {
        whole
    }
}

fn name(rest: &str) -> (Kind, usize) {
    let length = name_length(rest);
    let (name, after) = rest.split_at(length);
    if KEYWORDS.contains(&name) {
        return (Kind::Keyword, length);
    }
    if after.starts_with('!') && !after.starts_with("!=") {
        return (Kind::Call, length + 1);
    }
    if name.starts_with(char::is_uppercase) {
        return (Kind::Type, length);
    }
    let kind = if after.starts_with('(') {
        Kind::Call
    } else {
        Kind::Plain
    };
    (kind, length)
}

#[cfg(test)]
mod tests {
    use super::{Kind, lines};

    fn check(source: &str, expected: &[(Kind, &str)]) {
        let found: Vec<(Kind, &str)> = lines(source)
            .concat()
            .into_iter()
            .filter(|piece| piece.kind != Kind::Plain)
            .map(|piece| (piece.kind, &source[piece.range]))
            .collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn pieces_of_a_line() {
        check(
            "for i in 1..5 { println!(\"a {i}\"); } // end",
            &[
                (Kind::Keyword, "for"),
                (Kind::Keyword, "in"),
                (Kind::Number, "1"),
                (Kind::Number, "5"),
                (Kind::Call, "println!"),
                (Kind::Text, "\"a {i}\""),
                (Kind::Comment, "// end"),
            ],
        );
        check(
            "sleep(Duration::from_millis(1_000u64)) + 1.5",
            &[
                (Kind::Call, "sleep"),
                (Kind::Type, "Duration"),
                (Kind::Call, "from_millis"),
                (Kind::Number, "1_000u64"),
                (Kind::Number, "1.5"),
            ],
        );
        check(
            "'a' '\\n' &'static r#\"x\"y\"# a != b",
            &[
                (Kind::Text, "'a'"),
                (Kind::Text, "'\\n'"),
                (Kind::Type, "'static"),
                (Kind::Text, "r#\"x\"y\"#"),
            ],
        );
    }

    #[test]
    fn every_byte_is_in_one_piece() {
        let texts = [
            "",
            "\n",
            "fn main() {\n    /* a\n b */ let x = \"多\n行\"; // 注\n}\n",
            "\"open",
            "/* open /* nested */",
            "'",
            "'\\",
            "r#\"open",
            "b'x' '字' #[derive(Debug)]",
        ];
        for text in texts {
            let joined: Vec<String> = lines(text)
                .into_iter()
                .map(|line| {
                    line.into_iter()
                        .map(|piece| &text[piece.range])
                        .collect::<String>()
                })
                .collect();
            assert_eq!(joined.join("\n"), text);
        }
    }
}
