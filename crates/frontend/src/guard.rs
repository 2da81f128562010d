//! The guard before the parser: size and nesting of a text, found in one linear scan of its tokens.
//!
//! Parsing, dropping the tree and lowering all recurse as deep as the text nests: brackets, but also chains
//! without brackets (`!!!x`, `a + b + …`, `else if …`, `.f().g()`), which make trees just as deep. The scan
//! bounds the depth of any tree that the text can give, so that no text can exhaust the stack.

use interleave_program::{Diagnostic, Span};

/// Largest text in bytes.
pub const MAX_SOURCE_BYTES: usize = 400_000;
/// Most brackets open at one place.
const MAX_BRACKETS: usize = 64;
/// Deepest tree: brackets and links of chains added up.
const MAX_DEPTH: u32 = 400;

/// Checks the size and nesting of `source`.
///
/// # Errors
/// A diagnostic at the place where the limit is passed.
pub fn check(source: &str) -> Result<(), Diagnostic> {
    if source.len() > MAX_SOURCE_BYTES {
        let message = format!(
            "the program is too large: {} bytes, at most {MAX_SOURCE_BYTES} are read",
            source.len()
        );
        return Err(Diagnostic::error("too-large", Span::new(0, 1), message)
            .with_help("keep the part that shows what you want to see"));
    }
    Scan::new(source.as_bytes()).run()
}

/// Most operators in a row without a name between them: `&&&&x`, `!!x`, `|| || x`.
const MAX_RUN: u32 = 64;

/// One open bracket: the links of the chain being read, and the depth of what that chain contains.
#[derive(Clone, Copy, Default)]
struct Level {
    links: u32,
    inner: u32,
    deepest: u32,
    angles: u32,
    /// `else` so far in this chain: only they make an `if` chain deeper.
    elses: u32,
    /// Operators since the last word.
    run: u32,
    after_block: bool,
    /// The bracket and its place; zero for the whole text.
    opened_by: u8,
    opened_at: usize,
}

struct Scan<'s> {
    bytes: &'s [u8],
    at: usize,
    levels: Vec<Level>,
}

const LINK_WORDS: &[&str] = &[
    "as", "else", "return", "break", "if", "match", "while", "for", "loop", "unsafe", "let", "ref",
    "mut", "dyn", "impl", "fn", "async", "move", "in", "box", "yield", "static", "where",
];

impl<'s> Scan<'s> {
    fn new(bytes: &'s [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            levels: vec![Level::default()],
        }
    }

    fn run(mut self) -> Result<(), Diagnostic> {
        while let Some(byte) = self.bytes.get(self.at).copied() {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
                b'/' if self.peek(1) == Some(b'/') => self.line_comment(),
                b'/' if self.peek(1) == Some(b'*') => self.block_comment(),
                b'"' => self.string()?,
                b'\'' => self.quote(),
                b'(' | b'[' | b'{' => self.open()?,
                b')' | b']' | b'}' => self.close(byte)?,
                b';' | b',' => {
                    self.end_chain();
                    self.at += 1;
                }
                byte if is_word(byte) => self.word()?,
                _ => self.punctuation(byte)?,
            }
        }
        match self.levels.last() {
            Some(level) if level.opened_by != 0 => Err(unbalanced(
                level.opened_at,
                &format!("this `{}` is never closed", char::from(level.opened_by)),
            )),
            _ => Ok(()),
        }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn top(&mut self) -> &mut Level {
        if self.levels.is_empty() {
            self.levels.push(Level::default());
        }
        let last = self.levels.len() - 1;
        &mut self.levels[last]
    }

    fn line_comment(&mut self) {
        while self.peek(0).is_some_and(|byte| byte != b'\n') {
            self.at += 1;
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0usize;
        while let Some(byte) = self.peek(0) {
            match (byte, self.peek(1)) {
                (b'/', Some(b'*')) => {
                    depth += 1;
                    self.at += 2;
                }
                (b'*', Some(b'/')) => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return;
                    }
                }
                _ => self.at += 1,
            }
        }
    }

    fn string(&mut self) -> Result<(), Diagnostic> {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.peek(0) {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                return Ok(());
            }
        }
        Err(unbalanced(
            start,
            "this string is never closed: `\"` is missing",
        ))
    }

    /// `'a'`, `'\n'` or the lifetime `'a`.
    fn quote(&mut self) {
        if self.top().after_block {
            self.end_chain();
        }
        self.at += 1;
        match self.peek(0) {
            Some(b'\\') => {
                self.at += 2;
                while self
                    .peek(0)
                    .is_some_and(|byte| byte != b'\'' && byte != b'\n')
                {
                    self.at += 1;
                }
                self.at += 1;
            }
            Some(_) => {
                let rest = &self.bytes[self.at..];
                let width = rest
                    .iter()
                    .skip(1)
                    .position(|byte| byte & 0xC0 != 0x80)
                    .map_or(rest.len(), |at| at + 1);
                if rest.get(width) == Some(&b'\'') {
                    self.at += width + 1;
                }
            }
            None => {}
        }
    }

    fn word(&mut self) -> Result<(), Diagnostic> {
        let start = self.at;
        while self.peek(0).is_some_and(is_word) {
            self.at += 1;
        }
        let word = &self.bytes[start..self.at];
        if matches!(word, b"r" | b"br" | b"cr" | b"b" | b"c") && self.raw_string(word)? {
            return Ok(());
        }
        self.top().run = 0;
        let after_block = std::mem::take(&mut self.top().after_block);
        if after_block && word != b"else" && word != b"as" {
            self.end_chain();
        }
        if word == b"else" {
            self.next_branch();
        }
        if LINK_WORDS.iter().any(|link| link.as_bytes() == word) {
            return self.link(start);
        }
        Ok(())
    }

    /// Skips a string that begins after the prefix `word`, if one does.
    fn raw_string(&mut self, word: &[u8]) -> Result<bool, Diagnostic> {
        if !word.contains(&b'r') {
            match self.peek(0) {
                Some(b'"') => self.string()?,
                Some(b'\'') => self.quote(),
                _ => return Ok(false),
            }
            return Ok(true);
        }
        let hashes = self.bytes[self.at..]
            .iter()
            .take_while(|byte| **byte == b'#')
            .count();
        if self.peek(hashes) != Some(b'"') {
            return Ok(false);
        }
        let start = self.at;
        self.at += hashes + 1;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            let rest = &self.bytes[self.at..];
            if byte == b'"' && rest.iter().take(hashes).filter(|b| **b == b'#').count() == hashes {
                self.at += hashes;
                return Ok(true);
            }
        }
        Err(unbalanced(start, "this raw string is never closed"))
    }

    fn punctuation(&mut self, byte: u8) -> Result<(), Diagnostic> {
        let start = self.at;
        self.at += 1;
        if byte == b'#' && self.top().after_block {
            self.end_chain();
        }
        let top = self.top();
        top.after_block = false;
        top.run += 1;
        if top.run > MAX_RUN {
            return Err(too_deep(
                start,
                "there are too many operators in a row here",
            ));
        }
        match byte {
            b'<' => top.angles += 1,
            b'>' => top.angles = top.angles.saturating_sub(1),
            b'#' => return Ok(()),
            _ => {}
        }
        self.link(start)
    }

    fn link(&mut self, at: usize) -> Result<(), Diagnostic> {
        let top = self.top();
        top.links += 1;
        if top.links + top.inner > MAX_DEPTH {
            return Err(too_deep(
                at,
                "this chain of operators and calls is too long",
            ));
        }
        Ok(())
    }

    fn open(&mut self) -> Result<(), Diagnostic> {
        let at = self.at;
        self.at += 1;
        let top = self.top();
        if std::mem::take(&mut top.after_block) {
            self.end_chain();
        }
        // A call or an index hangs on what stands before it.
        self.link(at)?;
        self.levels.push(Level {
            opened_by: self.bytes[at],
            opened_at: at,
            ..Level::default()
        });
        if self.levels.len() > MAX_BRACKETS {
            return Err(too_deep(at, "brackets are nested too deep here"));
        }
        Ok(())
    }

    fn close(&mut self, byte: u8) -> Result<(), Diagnostic> {
        let at = self.at;
        self.at += 1;
        self.end_chain();
        let level = self.levels.pop().unwrap_or_default();
        let depth = level.deepest + 1;
        let wanted = match level.opened_by {
            b'(' => b')',
            b'[' => b']',
            b'{' => b'}',
            _ => {
                return Err(unbalanced(
                    at,
                    &format!("this `{}` closes nothing", char::from(byte)),
                ));
            }
        };
        if wanted != byte {
            let message = format!(
                "this `{}` is closed by `{}`",
                char::from(level.opened_by),
                char::from(byte)
            );
            let end = Span::new(at as u32, at as u32 + 1);
            return Err(unbalanced(level.opened_at, &message).with_label(end, "closed here"));
        }
        let top = self.top();
        top.inner = top.inner.max(depth);
        top.after_block = byte == b'}';
        if top.links + top.inner > MAX_DEPTH {
            return Err(too_deep(at, "the program is nested too deep here"));
        }
        Ok(())
    }

    /// `else`: what the branches before contain is no part of this one's depth, the branches themselves are.
    fn next_branch(&mut self) {
        let top = self.top();
        top.elses += 1;
        top.links = 2 * top.elses;
    }

    fn end_chain(&mut self) {
        let top = self.top();
        top.elses = 0;
        top.run = 0;
        top.deepest = top.deepest.max(top.links + top.inner);
        // An open `<` goes on over commas: `HashMap<A, HashMap<B, …` nests.
        top.links = top.angles.min(top.links);
        top.inner = 0;
        top.after_block = false;
    }
}

fn is_word(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric() || byte >= 0x80
}

fn unbalanced(at: usize, message: &str) -> Diagnostic {
    Diagnostic::error("syntax", Span::new(at as u32, at as u32 + 1), message)
}

fn too_deep(at: usize, message: &str) -> Diagnostic {
    let span = Span::new(at as u32, at as u32 + 1);
    Diagnostic::error("too-deep", span, message)
        .with_help("split it: give parts names with `let`, or move them into functions")
}
