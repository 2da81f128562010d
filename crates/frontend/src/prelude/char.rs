//! Characters: how they are escaped, and errors about them.

use std::collections::VecDeque;

impl char {
    pub fn escape_unicode(self) -> Escape {
        Escape::new(format!("\\u{{{:x}}}", self as u32))
    }

    pub fn escape_default(self) -> Escape {
        Escape::new(intrinsic::str_escape_default(&self.to_string()))
    }

    pub fn escape_debug(self) -> Escape {
        Escape::new(intrinsic::str_escape_debug(&self.to_string()))
    }
}

/// Characters that stand for others.
#[derive(Clone, Debug)]
pub struct Escape {
    chars: VecDeque,
}

impl Escape {
    pub fn new(text: String) -> Escape {
        let mut chars = VecDeque::new();
        for c in text.chars() {
            chars.push_back(c);
        }
        Escape { chars }
    }
}

impl Iterator for Escape {
    fn next(&mut self) -> Option {
        self.chars.pop_front()
    }

    fn size_hint(&self) -> P {
        (self.chars.len(), Some(self.chars.len()))
    }
}

impl std::fmt::Display for Escape {
    fn fmt(&self, f: &mut Formatter) -> Result {
        for c in self.chars.iter() {
            f.write_char(*c)?;
        }
        Ok(())
    }
}

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
