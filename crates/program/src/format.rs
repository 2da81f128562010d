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

/// One placeholder's specification, as in `std::fmt`; `C` is what a width or precision is: as it is written, to be
/// read from a register, or a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FormatSpec<C = Count> {
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
    /// `{:x?}`, `{:X?}`: integers are shown like this.
    pub hex: Option<FormatTrait>,
    /// `0` before the width.
    pub zero: bool,
    /// Minimum width in characters.
    pub width: C,
    /// Digits after the point, or maximum characters of a string.
    pub precision: C,
}

impl<C> FormatSpec<C> {
    /// `{}` or `{:?}` and so on with nothing else.
    #[must_use]
    pub fn plain(which: FormatTrait) -> Self
    where
        C: Default,
    {
        Self {
            which,
            fill: ' ',
            align: None,
            plus: false,
            alternate: false,
            hex: None,
            zero: false,
            width: C::default(),
            precision: C::default(),
        }
    }

    /// The same with another width and precision.
    #[must_use]
    pub fn counted<D>(&self, width: D, precision: D) -> FormatSpec<D> {
        FormatSpec {
            which: self.which,
            fill: self.fill,
            align: self.align,
            plus: self.plus,
            alternate: self.alternate,
            hex: self.hex,
            zero: self.zero,
            width,
            precision,
        }
    }
}
