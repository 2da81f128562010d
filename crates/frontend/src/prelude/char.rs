//! Errors about characters.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CharTryFromError(());

impl std::fmt::Display for CharTryFromError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.pad("converted integer out of range for `char`")
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TryFromCharError(());

impl std::fmt::Display for TryFromCharError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.pad("unicode code point out of range")
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum CharErrorKind {
    EmptyString,
    TooManyChars,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseCharError {
    kind: CharErrorKind,
}

impl std::fmt::Display for ParseCharError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self.kind {
            CharErrorKind::EmptyString => f.pad("cannot parse char from empty string"),
            CharErrorKind::TooManyChars => f.pad("too many characters in string"),
        }
    }
}

impl Error for CharTryFromError {}

impl Error for TryFromCharError {}

impl Error for ParseCharError {}
