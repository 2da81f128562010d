//! Format strings: text and placeholders, as `std::fmt` describes them.

use interleave_program::{Align, FormatSpec, FormatTrait};

/// A part of a format string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text as it is.
    Text(String),
    /// `{…}`
    Placeholder(Placeholder),
}

/// Which argument is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArgRef {
    /// The `n`th positional argument.
    Index(usize),
    /// A named argument or a variable in scope.
    Name(String),
}

/// A width or precision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Amount {
    /// Not given.
    #[default]
    None,
    /// In the text.
    Is(u16),
    /// `name$` or `0$`, or the argument that `.*` takes.
    Arg(ArgRef),
}

/// One placeholder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    pub arg: ArgRef,
    pub spec: FormatSpec<Amount>,
}

/// Splits a format string into its parts.
///
/// # Errors
/// What is wrong with it, in words.
pub fn parse(text: &str) -> Result<Vec<Piece>, String> {
    let mut parser = Parser {
        chars: text.chars().collect(),
        at: 0,
        next_arg: 0,
    };
    parser.pieces()
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    next_arg: usize,
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn pieces(&mut self) -> Result<Vec<Piece>, String> {
        let mut pieces = Vec::new();
        let mut text = String::new();
        while let Some(char) = self.peek() {
            self.at += 1;
            match char {
                '{' if self.eat('{') => text.push('{'),
                '}' if self.eat('}') => text.push('}'),
                '}' => return Err("`}` without `{`: write `}}` for a brace".to_owned()),
                '{' => {
                    if !text.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut text)));
                    }
                    pieces.push(Piece::Placeholder(self.placeholder()?));
                }
                char => text.push(char),
            }
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        Ok(pieces)
    }

    fn placeholder(&mut self) -> Result<Placeholder, String> {
        self.spaces();
        let explicit = self.argument();
        let mut placeholder = Placeholder {
            arg: ArgRef::Index(0),
            spec: FormatSpec::plain(FormatTrait::Display),
        };
        self.spaces();
        if self.eat(':') {
            self.spec(&mut placeholder.spec)?;
        }
        self.spaces();
        if !self.eat('}') {
            return Err("a placeholder is not closed: expected `}`".to_owned());
        }
        placeholder.arg = explicit.unwrap_or_else(|| self.next_positional());
        Ok(placeholder)
    }

    fn next_positional(&mut self) -> ArgRef {
        self.next_arg += 1;
        ArgRef::Index(self.next_arg - 1)
    }

    fn spaces(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn argument(&mut self) -> Option<ArgRef> {
        let start = self.at;
        if self.peek()?.is_ascii_digit() {
            return self.number().map(ArgRef::Index);
        }
        while self
            .peek()
            .is_some_and(|c| c == '_' || c.is_alphanumeric() || crate::expand::is_mark(c))
        {
            self.at += 1;
        }
        let name: String = self.chars[start..self.at].iter().collect();
        (!name.is_empty()).then_some(ArgRef::Name(name))
    }

    fn number(&mut self) -> Option<usize> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        let digits: String = self.chars[start..self.at].iter().collect();
        digits.parse().ok()
    }

    fn spec(&mut self, spec: &mut FormatSpec<Amount>) -> Result<(), String> {
        let align = |c: Option<&char>| match c {
            Some('<') => Some(Align::Left),
            Some('^') => Some(Align::Center),
            Some('>') => Some(Align::Right),
            _ => None,
        };
        if let Some(found) = align(self.chars.get(self.at + 1)) {
            spec.fill = self.chars[self.at];
            spec.align = Some(found);
            self.at += 2;
        } else if let Some(found) = align(self.chars.get(self.at)) {
            spec.align = Some(found);
            self.at += 1;
        }
        spec.plus = self.eat('+');
        self.eat('-');
        spec.alternate = self.eat('#');
        // `0$` is a width taken from an argument, `0` alone asks for zeros.
        if self.peek() == Some('0') && self.chars.get(self.at + 1) != Some(&'$') {
            spec.zero = true;
            self.at += 1;
        }
        spec.width = self.amount()?;
        if self.eat('.') {
            spec.precision = if self.eat('*') {
                Amount::Arg(self.next_positional())
            } else {
                self.amount()?
            };
        }
        spec.hex = match self.peek() {
            Some('x') if self.chars.get(self.at + 1) == Some(&'?') => Some(FormatTrait::LowerHex),
            Some('X') if self.chars.get(self.at + 1) == Some(&'?') => Some(FormatTrait::UpperHex),
            _ => None,
        };
        self.at += usize::from(spec.hex.is_some());
        spec.which = self.which()?;
        Ok(())
    }

    fn amount(&mut self) -> Result<Amount, String> {
        let start = self.at;
        let Some(found) = self.argument() else {
            return Ok(Amount::None);
        };
        if self.eat('$') {
            return Ok(Amount::Arg(found));
        }
        match found {
            ArgRef::Index(number) => u16::try_from(number)
                .map(Amount::Is)
                .map_err(|_| "the width is too large".to_owned()),
            ArgRef::Name(_) => {
                self.at = start;
                Ok(Amount::None)
            }
        }
    }

    fn which(&mut self) -> Result<FormatTrait, String> {
        let start = self.at;
        while self.peek().is_some_and(|c| c != '}' && !c.is_whitespace()) {
            self.at += 1;
        }
        let name: String = self.chars[start..self.at].iter().collect();
        Ok(match name.as_str() {
            "" => FormatTrait::Display,
            "?" => FormatTrait::Debug,
            "x" => FormatTrait::LowerHex,
            "X" => FormatTrait::UpperHex,
            "o" => FormatTrait::Octal,
            "b" => FormatTrait::Binary,
            "e" => FormatTrait::LowerExp,
            "E" => FormatTrait::UpperExp,
            "p" => FormatTrait::Pointer,
            other => return Err(format!("there is no format `{{:{other}}}`")),
        })
    }
}
