//! What stands between the braces of a format string.

use serde::{Deserialize, Serialize};

use crate::ids::Reg;

/// Which formatting trait a placeholder uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the variants are std's own trait names")]
pub enum FormatTrait {
    Display,
    Debug,
    LowerHex,
    UpperHex,
    Octal,
    Binary,
    LowerExp,
    UpperExp,
    Pointer,
}

/// Where the text goes when it is narrower than the width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the variants say it")]
pub enum Align {
    Left,
    Center,
    Right,
}

/// A width or precision: none, a number in the text, or a register of the formatting frame (`width$`, `.*`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Count {
    /// Not given.
    #[default]
    None,
    /// Given in the text.
    Is(u16),
    /// Holds a `usize` at run time.
    Reg(Reg),
}

/// One placeholder's specification, as in `std::fmt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FormatSpec {
    /// `{}`, `{:?}`, `{:x}` …
    pub which: FormatTrait,
    /// Fill character, a space by default.
    pub fill: char,
    /// `<`, `^`, `>`; `None` is the type's default.
    pub align: Option<Align>,
    /// `+`
    pub plus: bool,
    /// `#`
    pub alternate: bool,
    /// `0` before the width.
    pub zero: bool,
    /// Minimum width in characters.
    pub width: Count,
    /// Digits after the point, or maximum characters of a string.
    pub precision: Count,
}

impl FormatSpec {
    /// `{}` or `{:?}` and so on with nothing else.
    #[must_use]
    pub fn plain(which: FormatTrait) -> Self {
        Self {
            which,
            fill: ' ',
            align: None,
            plus: false,
            alternate: false,
            zero: false,
            width: Count::None,
            precision: Count::None,
        }
    }
}
