//! Searching in text: strings, characters and lists of characters as patterns. Closures are the prelude's.

use interleave_program::Native as N;

use super::args::{Run, coerced, option_usize, text, unsupported, usize};
use crate::context::{Answer, Context, Trap};
use crate::value::Value;

/// A pattern read out of its argument.
enum Pattern<'a> {
    Text(&'a str),
    Char(char),
    Chars(Vec<char>),
}

impl<'a> Pattern<'a> {
    fn read(cx: &'a Context<'_>, value: Value) -> Result<Self, Trap> {
        match coerced(cx.heap, value) {
            Value::Char(c) => Ok(Self::Char(c)),
            value => {
                if let Some(run) = Run::of(cx.heap, value) {
                    let chars = run.values(cx.heap).iter();
                    let chars: Result<Vec<char>, Trap> =
                        chars.map(|c| super::args::char(cx, *c)).collect();
                    return chars.map(Self::Chars);
                }
                match text(cx, value) {
                    Ok(text) => Ok(Self::Text(text)),
                    Err(_) => {
                        unsupported("a pattern that is neither string, character nor closure")
                    }
                }
            }
        }
    }

    /// Starts and ends of all matches from the left.
    fn ranges(&self, text: &str) -> Vec<(usize, usize)> {
        let locate = |(at, part): (usize, &str)| (at, at + part.len());
        match self {
            Self::Text(pattern) => text.match_indices(*pattern).map(locate).collect(),
            Self::Char(c) => text.match_indices(*c).map(locate).collect(),
            Self::Chars(chars) => text.match_indices(chars.as_slice()).map(locate).collect(),
        }
    }

    fn find(&self, text: &str) -> Option<usize> {
        match self {
            Self::Text(pattern) => text.find(*pattern),
            Self::Char(c) => text.find(*c),
            Self::Chars(chars) => text.find(chars.as_slice()),
        }
    }

    fn rfind(&self, text: &str) -> Option<usize> {
        match self {
            Self::Text(pattern) => text.rfind(*pattern),
            Self::Char(c) => text.rfind(*c),
            Self::Chars(chars) => text.rfind(chars.as_slice()),
        }
    }

    fn starts(&self, text: &str) -> bool {
        match self {
            Self::Text(pattern) => text.starts_with(*pattern),
            Self::Char(c) => text.starts_with(*c),
            Self::Chars(chars) => text.starts_with(chars.as_slice()),
        }
    }

    /// Bytes of the match at the end.
    fn at_end(&self, text: &str) -> Option<usize> {
        let rest = match self {
            Self::Text(pattern) => text.strip_suffix(*pattern),
            Self::Char(c) => text.strip_suffix(*c),
            Self::Chars(chars) => text.strip_suffix(chars.as_slice()),
        };
        rest.map(|rest| text.len() - rest.len())
    }
}

/// What a search gives.
enum Found {
    Flag(bool),
    Count(usize),
    Place(Option<usize>),
    Ranges(Vec<(usize, usize)>),
}

fn search(cx: &Context<'_>, native: N, args: &[Value]) -> Result<Found, Trap> {
    let pattern = Pattern::read(cx, args[1])?;
    let this = text(cx, args[0])?;
    Ok(match native {
        N::StrContains => Found::Flag(pattern.find(this).is_some()),
        N::StrStartsWith => Found::Flag(pattern.starts(this)),
        N::StrEndsWith => Found::Flag(pattern.at_end(this).is_some()),
        N::StrMatchedAtEnd => Found::Count(pattern.at_end(this).unwrap_or(0)),
        N::StrFind => Found::Place(pattern.find(this)),
        N::StrRfind => Found::Place(pattern.rfind(this)),
        _ => Found::Ranges(pattern.ranges(this)),
    })
}

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    let found = search(cx, native, args)?;
    super::args::discard(cx, args[1]);
    match found {
        Found::Flag(it) => Ok(Value::Bool(it)),
        Found::Count(it) => Ok(usize(it)),
        Found::Place(at) => option_usize(cx, at),
        Found::Ranges(ranges) if native == N::StrSplit => {
            let kind = super::args::index(cx, args[2])?;
            let pieces = super::string::pieces_between(cx, args[0], &ranges, kind)?;
            super::iter::of_values(cx, pieces)
        }
        Found::Ranges(ranges) => {
            let ends: Vec<Value> = ranges
                .into_iter()
                .flat_map(|(start, end)| [usize(start), usize(end)])
                .collect();
            Ok(cx.heap.alloc_vec(ends)?)
        }
    }
}
