//! A formatting in progress: what `std::fmt::Formatter` knows.

use interleave_program::{Align, FormatTrait};

/// A placeholder's specification with its counts read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Spec {
    /// `{}`, `{:?}`, `{:x}` …
    pub which: FormatTrait,
    /// Fill character.
    pub fill: char,
    /// `<`, `^`, `>`
    pub align: Option<Align>,
    /// `+`
    pub plus: bool,
    /// `#`
    pub alternate: bool,
    /// `0`
    pub zero: bool,
    /// Minimum width in characters.
    pub width: Option<u32>,
    /// Digits after the point, or maximum characters.
    pub precision: Option<u32>,
}

impl Spec {
    /// `{}` or `{:?}` with nothing else.
    #[must_use]
    pub fn plain(which: FormatTrait) -> Self {
        Self {
            which,
            fill: ' ',
            align: None,
            plus: false,
            alternate: false,
            zero: false,
            width: None,
            precision: None,
        }
    }
}

/// What a user's `fmt` writes to: the text so far and the placeholder's specification.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Formatter {
    /// What has been written.
    pub text: String,
    /// How it was asked for.
    pub spec: Spec,
}
