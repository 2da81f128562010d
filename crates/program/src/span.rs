//! Where in the source text something stands: byte ranges, and their lines and columns.

use serde::{Deserialize, Serialize};

/// A byte range `start..end` of the source text. `Span::NONE` for what has no place in the user's text.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// No place in the user's text (prelude code, the machine itself).
    pub const NONE: Self = Self {
        start: u32::MAX,
        end: u32::MAX,
    };

    /// The span of bytes `start..end`.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Whether this span is a real place in the user's text.
    #[must_use]
    pub fn is_some(self) -> bool {
        self != Self::NONE
    }

    /// The text that the span covers, or "" when it lies outside `source`.
    #[must_use]
    pub fn text(self, source: &str) -> &str {
        source
            .get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }
}

/// A 1-based line and a 1-based column counted in characters, as `rustc` prints them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Start offsets of all lines of a text, for turning offsets into lines and columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `source`; linear in its length.
    #[must_use]
    pub fn new(source: &str) -> Self {
        let newlines = source
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0)
            .chain(newlines.map(|(at, _)| at as u32 + 1))
            .collect();
        Self { starts }
    }

    /// The line and column of byte `offset`; offsets past the end count as the end.
    #[must_use]
    pub fn locate(&self, source: &str, offset: u32) -> LineColumn {
        let offset = offset.min(source.len() as u32);
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let start = self.starts[line] as usize;
        let column = source
            .get(start..offset as usize)
            .map_or(0, |text| text.chars().count());
        LineColumn {
            line: line as u32 + 1,
            column: column as u32 + 1,
        }
    }

    /// Byte offset of the first character of `line` (from 1), or `None` past the last line.
    #[must_use]
    pub fn line_start(&self, line: u32) -> Option<u32> {
        self.starts.get((line as usize).checked_sub(1)?).copied()
    }

    /// The text of `line` (from 1) without its line end.
    #[must_use]
    pub fn line_text<'s>(&self, source: &'s str, line: u32) -> &'s str {
        let Some(start) = self.line_start(line) else {
            return "";
        };
        let rest = &source[start as usize..];
        rest.split_once('\n')
            .map_or(rest, |(first, _)| first)
            .trim_end_matches('\r')
    }

    /// How many lines there are, at least 1.
    #[must_use]
    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }
}
