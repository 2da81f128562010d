//! A little XML: elements appended to a string, with escaped text and attributes.

use std::fmt::Write;

/// `text` with the five characters escaped that XML reserves, and without those that XML 1.0 forbids.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if (c as u32) < 0x20 && !matches!(c, '\t' | '\n' | '\r') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A length in hundredths of a pixel, so that drawings are exact and the same everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Px(pub(super) i64);

impl Px {
    /// `pixels` whole pixels.
    pub(super) const fn whole(pixels: i64) -> Self {
        Self(pixels * 100)
    }
}

impl std::ops::Add for Px {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl std::ops::Sub for Px {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl std::fmt::Display for Px {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        match part {
            0 => write!(f, "{sign}{whole}"),
            _ if part % 10 == 0 => write!(f, "{sign}{whole}.{}", part / 10),
            _ => write!(f, "{sign}{whole}.{part:02}"),
        }
    }
}

/// A drawing in the making.
#[derive(Default)]
pub(super) struct Drawing(String);

impl Drawing {
    /// Appends markup that is known to be well-formed.
    pub(super) fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
        self.0.push('\n');
    }

    /// A rectangle with rounded corners.
    pub(super) fn rect(&mut self, (x, y): (Px, Px), (width, height): (Px, Px), rest: &str) {
        let _ = writeln!(
            self.0,
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" {rest}/>"#
        );
    }

    /// A line.
    pub(super) fn line(&mut self, (x1, y1): (Px, Px), (x2, y2): (Px, Px), rest: &str) {
        let _ = writeln!(
            self.0,
            r#"<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {rest}/>"#
        );
    }

    /// A text with its baseline's start (or whatever `rest` says) at a point.
    pub(super) fn text(&mut self, (x, y): (Px, Px), text: &str, rest: &str) {
        let text = escaped(text);
        let _ = writeln!(self.0, r#"<text x="{x}" y="{y}" {rest}>{text}</text>"#);
    }

    /// A path.
    pub(super) fn path(&mut self, d: &str, rest: &str) {
        let _ = writeln!(self.0, r#"<path d="{d}" {rest}/>"#);
    }

    /// The markup so far.
    pub(super) fn finish(self) -> String {
        self.0
    }
}
