//! Errors of parsing and converting numbers. Numbers that are not zero are plain integers here.

use std::fmt;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IntErrorKind {
    Empty,
    InvalidDigit,
    PosOverflow,
    NegOverflow,
    Zero,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseIntError {
    kind: IntErrorKind,
}

impl ParseIntError {
    pub fn kind(&self) -> &IntErrorKind {
        &self.kind
    }
}

impl fmt::Display for ParseIntError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self.kind {
            IntErrorKind::Empty => f.pad("cannot parse integer from empty string"),
            IntErrorKind::InvalidDigit => f.pad("invalid digit found in string"),
            IntErrorKind::PosOverflow => f.pad("number too large to fit in target type"),
            IntErrorKind::NegOverflow => f.pad("number too small to fit in target type"),
            IntErrorKind::Zero => f.pad("number would be zero for non-zero type"),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum FloatErrorKind {
    Empty,
    Invalid,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseFloatError {
    kind: FloatErrorKind,
}

impl fmt::Display for ParseFloatError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self.kind {
            FloatErrorKind::Empty => f.pad("cannot parse float from empty string"),
            FloatErrorKind::Invalid => f.pad("invalid float literal"),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TryFromIntError(());

impl fmt::Display for TryFromIntError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.pad("out of range integral type conversion attempted")
    }
}

pub struct NonZeroUsize;

impl NonZeroUsize {
    pub fn new(n: usize) -> Option {
        if n == 0 { None } else { Some(n) }
    }
}

pub struct NonZeroU32;

impl NonZeroU32 {
    pub fn new(n: u32) -> Option {
        if n == 0 { None } else { Some(n) }
    }
}

pub struct NonZeroU64;

impl NonZeroU64 {
    pub fn new(n: u64) -> Option {
        if n == 0 { None } else { Some(n) }
    }
}

impl Error for ParseIntError {}

impl Error for ParseFloatError {}

impl Error for TryFromIntError {}
