//! Rust's integer types: names, ranges, wrapping.

use serde::{Deserialize, Serialize};

/// An integer type. `Any` is a literal whose type the frontend could not infer: it takes the type of
/// the other operand at run time, and alone behaves as `i32` (Rust's default).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
#[expect(missing_docs, reason = "the variants are Rust's own type names")]
pub enum IntKind {
    I8,
    I16,
    I32,
    I64,
    I128,
    Isize,
    U8,
    U16,
    U32,
    U64,
    U128,
    Usize,
    Any,
}

impl IntKind {
    /// All kinds in declaration order, `Any` last.
    pub const ALL: [Self; 13] = [
        Self::I8,
        Self::I16,
        Self::I32,
        Self::I64,
        Self::I128,
        Self::Isize,
        Self::U8,
        Self::U16,
        Self::U32,
        Self::U64,
        Self::U128,
        Self::Usize,
        Self::Any,
    ];

    /// The type's name in source; `Any` is called `i32`, as it behaves.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 | Self::Any => "i32",
            Self::I64 => "i64",
            Self::I128 => "i128",
            Self::Isize => "isize",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::U128 => "u128",
            Self::Usize => "usize",
        }
    }

    /// The kind that `name` names.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL[..12]
            .iter()
            .copied()
            .find(|kind| kind.name() == name)
    }

    /// Width in bits; `isize` and `usize` are 64 bits wide, as on the machines that programs are checked on.
    #[must_use]
    pub fn bits(self) -> u32 {
        match self {
            Self::I8 | Self::U8 => 8,
            Self::I16 | Self::U16 => 16,
            Self::I32 | Self::U32 | Self::Any => 32,
            Self::I64 | Self::U64 | Self::Isize | Self::Usize => 64,
            Self::I128 | Self::U128 => 128,
        }
    }

    /// Whether negative values exist.
    #[must_use]
    pub fn is_signed(self) -> bool {
        matches!(
            self,
            Self::I8 | Self::I16 | Self::I32 | Self::I64 | Self::I128 | Self::Isize | Self::Any
        )
    }

    /// Smallest value.
    #[must_use]
    pub fn min(self) -> i128 {
        if self.is_signed() {
            i128::MIN >> (128 - self.bits())
        } else {
            0
        }
    }

    /// Largest value; for `u128` the largest that an `i128` holds (wider values are kept apart by the VM).
    #[must_use]
    pub fn max(self) -> i128 {
        match self {
            Self::U128 => i128::MAX,
            kind if kind.is_signed() => i128::MAX >> (128 - kind.bits()),
            kind => (1i128 << kind.bits()) - 1,
        }
    }
}
