//! Searching in text: strings, characters and lists of characters as patterns. Closures are the prelude's.

use interleave_program::Native as N;

use super::args::{Run, coerced, option_usize, text, unsupported, usize};
use crate::context::{Answer, Context, Trap};
use crate::value::Value;

/// A pattern read out of its argument.
enum Pattern {
    Text(String),
    Chars(Vec<char>),
}

impl Pattern {
    fn read(cx: &Context<'_>, value: Value) -> Result<Self, Trap> {
        match coerced(cx.heap, value) {
            Value::Char(c) => Ok(Self::Chars(vec![c])),
            value => {
                if let Some(run) = Run::of(cx.heap, value) {
                    let chars = run.values(cx.heap).iter();
                    let chars: Result<Vec<char>, Trap> =
                        chars.map(|c| super::args::char(cx, *c)).collect();
                    return chars.map(Self::Chars);
                }
                match text(cx, value) {
                    Ok(text) => Ok(Self::Text(text.to_owned())),
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
            Self::Text(pattern) => text.match_indices(pattern.as_str()).map(locate).collect(),
            Self::Chars(chars) => text.match_indices(chars.as_slice()).map(locate).collect(),
        }
    }

    fn find(&self, text: &str) -> Option<usize> {
        match self {
            Self::Text(pattern) => text.find(pattern.as_str()),
            Self::Chars(chars) => text.find(chars.as_slice()),
        }
    }

    fn rfind(&self, text: &str) -> Option<usize> {
        match self {
            Self::Text(pattern) => text.rfind(pattern.as_str()),
            Self::Chars(chars) => text.rfind(chars.as_slice()),
        }
    }

    fn starts(&self, text: &str) -> bool {
        match self {
            Self::Text(pattern) => text.starts_with(pattern.as_str()),
            Self::Chars(chars) => text.starts_with(chars.as_slice()),
        }
    }

    /// Bytes of the match at the end.
    fn at_end(&self, text: &str) -> Option<usize> {
        let rest = match self {
            Self::Text(pattern) => text.strip_suffix(pattern.as_str()),
            Self::Chars(chars) => text.strip_suffix(chars.as_slice()),
        };
        rest.map(|rest| text.len() - rest.len())
    }
}

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    let pattern = Pattern::read(cx, args[1])?;
    let this = text(cx, args[0])?;
    let answer = match native {
        N::StrContains => Ok(Value::Bool(pattern.find(this).is_some())),
        N::StrStartsWith => Ok(Value::Bool(pattern.starts(this))),
        N::StrEndsWith => Ok(Value::Bool(pattern.at_end(this).is_some())),
        N::StrMatchedAtEnd => Ok(usize(pattern.at_end(this).unwrap_or(0))),
        N::StrFind => {
            let at = pattern.find(this);
            option_usize(cx, at)
        }
        N::StrRfind => {
            let at = pattern.rfind(this);
            option_usize(cx, at)
        }
        _ => {
            let ranges = pattern.ranges(this);
            let ends: Vec<Value> = ranges
                .into_iter()
                .flat_map(|(start, end)| [usize(start), usize(end)])
                .collect();
            Ok(cx.heap.alloc_vec(ends)?)
        }
    };
    super::args::discard(cx, args[1]);
    answer
}
