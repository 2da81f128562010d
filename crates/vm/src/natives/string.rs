//! `String` and `str`.

use interleave_program::Native as N;

use super::args::{
    self, Run, coerced, discard, edit, index, option, panic, string_object, substr, text,
    unsupported, usize,
};
use super::{iter, parse};
use crate::context::{Answer, Context, Trap};
use crate::heap::Heap;
use crate::object::Object;
use crate::value::{ObjectId, Value};

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    match native {
        N::StringPush
        | N::StringPushStr
        | N::StringPop
        | N::StringInsert
        | N::StringInsertStr
        | N::StringRemove
        | N::StringClear
        | N::StringTruncate
        | N::StringSplitOff
        | N::StringDrain
        | N::StringReplaceRange
        | N::StringMakeAsciiUppercase
        | N::StringMakeAsciiLowercase => change(cx, native, args),
        N::StrContains
        | N::StrStartsWith
        | N::StrEndsWith
        | N::StrFind
        | N::StrRfind
        | N::StrMatchRanges
        | N::StrSplit
        | N::StrMatchedAtEnd => super::pattern::call(cx, native, args),
        N::StrChars | N::StrCharIndices | N::StrBytes => iter::over_text(cx, native, args[0]),
        N::StrLines | N::StrSplitWhitespace | N::StrSplitAsciiWhitespace => {
            let parts = parts(native, text(cx, args[0])?);
            strings_iter(cx, args[0], &parts)
        }
        N::StrParse => parse::parse(cx, args[0], args[1]),
        N::StringFromUtf8 => parse::utf8(cx, args[0]),
        N::StringFromUtf8Lossy => {
            let bytes = super::slice::bytes(cx, args[0])?;
            Ok(cx
                .heap
                .alloc_string(String::from_utf8_lossy(&bytes).into_owned())?)
        }
        N::StrPieces => pieces(cx, args),
        N::StrReplace => replace(cx, args),
        _ => read(cx, native, args),
    }
}

/// What only reads.
fn read(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    let this = text(cx, args[0])?;
    match native {
        N::StringLen => Ok(usize(this.len())),
        N::StringIsEmpty => Ok(Value::Bool(this.is_empty())),
        N::StringAsStr => Ok(substr(cx.heap, args[0], 0, this.len())),
        N::StrAsBytes => as_bytes(cx, args[0]),
        N::StringIntoBytes => {
            let bytes = this.as_bytes().to_vec();
            discard(cx, args[0]);
            super::slice::byte_vec(cx, &bytes)
        }
        N::StringIntoBoxedStr => Ok(args[0]),
        N::StrTrim => trimmed(cx, args[0], this, this.trim()),
        N::StrTrimStart => trimmed(cx, args[0], this, this.trim_start()),
        N::StrTrimEnd => trimmed(cx, args[0], this, this.trim_end()),
        N::StrToUppercase => owned(cx, this.to_uppercase()),
        N::StrToLowercase => owned(cx, this.to_lowercase()),
        N::StrToAsciiUppercase => owned(cx, this.to_ascii_uppercase()),
        N::StrToAsciiLowercase => owned(cx, this.to_ascii_lowercase()),
        N::StrEscapeDebug => owned(cx, this.escape_debug().to_string()),
        N::StrEscapeDefault => owned(cx, this.escape_default().to_string()),
        N::StrIsAscii => Ok(Value::Bool(this.is_ascii())),
        N::StrEqIgnoreAsciiCase => {
            let other = text(cx, args[1])?;
            Ok(Value::Bool(this.eq_ignore_ascii_case(other)))
        }
        N::StrRepeat => {
            let times = index(cx, args[1])?;
            let bytes = this.len();
            cx.heap.charge(bytes.saturating_mul(times))?;
            cx.heap.discharge(bytes * times);
            let repeated = text(cx, args[0])?.repeat(times);
            owned(cx, repeated)
        }
        N::StrIsCharBoundary => Ok(Value::Bool(this.is_char_boundary(index(cx, args[1])?))),
        N::StrSplitAt | N::StrSplitAtChecked => {
            let at = index(cx, args[1])?;
            let (len, fits) = (this.len(), this.is_char_boundary(at));
            if !fits && native == N::StrSplitAt {
                return panic(boundary_message(this, at));
            }
            let pair = if fits {
                let halves = [
                    substr(cx.heap, args[0], 0, at),
                    substr(cx.heap, args[0], at, len - at),
                ];
                Some(cx.heap.alloc_tuple(&halves)?)
            } else {
                None
            };
            match native {
                N::StrSplitAt => Ok(pair.unwrap_or(Value::Moved)),
                _ => option(cx, pair),
            }
        }
        N::StrGet => {
            let len = this.len();
            let part = super::range::bounds(cx, args[1], len)?
                .filter(|(start, end)| start <= end && this.get(*start..*end).is_some());
            let part = part.map(|(start, end)| substr(cx.heap, args[0], start, end - start));
            option(cx, part)
        }
        N::StrPart => {
            let (start, end) = (index(cx, args[1])?, index(cx, args[2])?);
            Ok(substr(cx.heap, args[0], start, end - start))
        }
        other => unsupported(format!("the built-in {other:?}")),
    }
}

/// A new `String`.
fn owned(cx: &mut Context<'_>, text: String) -> Answer {
    Ok(cx.heap.alloc_string(text)?)
}

/// The part of `base` that `part`, a part of its text `whole`, is.
fn trimmed(cx: &Context<'_>, base: Value, whole: &str, part: &str) -> Answer {
    let at = part.as_ptr() as usize - whole.as_ptr() as usize;
    Ok(substr(cx.heap, base, at, part.len()))
}

/// Starts and lengths of the parts.
fn parts(native: N, this: &str) -> Vec<(usize, usize)> {
    let origin = this.as_ptr() as usize;
    let locate = |part: &str| (part.as_ptr() as usize - origin, part.len());
    match native {
        N::StrLines => this.lines().map(locate).collect(),
        N::StrSplitAsciiWhitespace => this.split_ascii_whitespace().map(locate).collect(),
        _ => this.split_whitespace().map(locate).collect(),
    }
}

/// An iterator over parts of `base`.
fn strings_iter(cx: &mut Context<'_>, base: Value, parts: &[(usize, usize)]) -> Answer {
    let len = text(cx, base)?.len();
    let whole = substr(cx.heap, base, 0, len);
    let values: Vec<Value> = parts
        .iter()
        .map(|(at, len)| substr(cx.heap, whole, *at, *len))
        .collect();
    iter::of_values(cx, values)
}

/// The bytes of a text as a slice whose elements are read from the text itself.
pub(super) fn as_bytes(cx: &mut Context<'_>, value: Value) -> Answer {
    let slice = |object, start, len| Ok(Value::Slice { object, start, len });
    match coerced(cx.heap, value) {
        Value::Own(object) => {
            let len = text(cx, value)?.len() as u32;
            slice(object, 0, len)
        }
        Value::Str { object, start, len } => slice(object, start, len),
        other => {
            let copy = text(cx, other)?.to_owned();
            match args::leaked_str(cx, copy)? {
                Value::Str { object, start, len } => slice(object, start, len),
                _ => unsupported("the bytes of this string"),
            }
        }
    }
}

/// What changes a `String` in place.
fn change(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    if matches!(
        native,
        N::StringMakeAsciiUppercase | N::StringMakeAsciiLowercase
    ) {
        return make_ascii(cx, native, args[0]);
    }
    let id = string_object(cx, args[0])?;
    match native {
        N::StringPush => {
            let c = args::char(cx, args[1])?;
            edit(cx, id, |text| text.push(c))?;
            Ok(Value::Unit)
        }
        N::StringPushStr => {
            let more = text(cx, args[1])?.to_owned();
            edit(cx, id, |text| text.push_str(&more))?;
            Ok(Value::Unit)
        }
        N::StringPop => {
            let c = edit(cx, id, String::pop)?;
            option(cx, c.map(Value::Char))
        }
        N::StringInsert | N::StringInsertStr => {
            let at = boundary(
                cx,
                id,
                args[1],
                "assertion failed: self.is_char_boundary(idx)",
            )?;
            let more = match native {
                N::StringInsert => args::char(cx, args[2])?.to_string(),
                _ => text(cx, args[2])?.to_owned(),
            };
            edit(cx, id, |text| text.insert_str(at, &more))?;
            Ok(Value::Unit)
        }
        N::StringRemove => {
            let at = index(cx, args[1])?;
            let this = own_text(cx.heap, id);
            if !this.is_char_boundary(at) {
                return panic(boundary_message(this, at));
            }
            if this.len() == at {
                return panic("cannot remove a char from the end of a string");
            }
            let c = edit(cx, id, |text| text.remove(at))?;
            Ok(Value::Char(c))
        }
        N::StringClear => {
            edit(cx, id, String::clear)?;
            Ok(Value::Unit)
        }
        N::StringTruncate => {
            if index(cx, args[1])? <= own_text(cx.heap, id).len() {
                let message = "assertion failed: self.is_char_boundary(new_len)";
                let at = boundary(cx, id, args[1], message)?;
                edit(cx, id, |text| text.truncate(at))?;
            }
            Ok(Value::Unit)
        }
        N::StringSplitOff => {
            let at = boundary(
                cx,
                id,
                args[1],
                "assertion failed: self.is_char_boundary(at)",
            )?;
            let rest = edit(cx, id, |text| text.split_off(at))?;
            owned(cx, rest)
        }
        N::StringDrain | N::StringReplaceRange => {
            let len = own_text(cx.heap, id).len();
            let (start, end) = super::range::checked(cx, args[1], len)?;
            for (at, name) in [(start, "start"), (end, "end")] {
                if !own_text(cx.heap, id).is_char_boundary(at) {
                    return panic(format!("assertion failed: self.is_char_boundary({name})"));
                }
            }
            if native == N::StringDrain {
                let removed: String = edit(cx, id, |text| text.drain(start..end).collect())?;
                return iter::of_text(cx, removed);
            }
            let with = text(cx, args[2])?.to_owned();
            edit(cx, id, |text| text.replace_range(start..end, &with))?;
            Ok(Value::Unit)
        }
        other => unsupported(format!("the built-in {other:?}")),
    }
}

fn own_text(heap: &Heap, id: ObjectId) -> &str {
    match heap.object(id) {
        Object::Text(text) => text,
        _ => "",
    }
}

/// std's words for an index inside a character or past the end.
fn boundary_message(text: &str, at: usize) -> String {
    if at > text.len() {
        return format!(
            "end byte index {at} is out of bounds for string of length {}",
            text.len()
        );
    }
    let start = text.floor_char_boundary(at);
    let c = text[start..].chars().next().unwrap_or_default();
    let end = start + c.len_utf8();
    format!(
        "end byte index {at} is not a char boundary; it is inside {c:?} (bytes {start}..{end}) of `{text}`"
    )
}

/// An index that lies on a character boundary of the `String`, or a panic.
fn boundary(
    cx: &Context<'_>,
    id: ObjectId,
    at: Value,
    message: &'static str,
) -> Result<usize, Trap> {
    let at = index(cx, at)?;
    if own_text(cx.heap, id).is_char_boundary(at) {
        Ok(at)
    } else {
        panic(message)
    }
}

fn make_ascii(cx: &mut Context<'_>, native: N, this: Value) -> Answer {
    let upper = native == N::StringMakeAsciiUppercase;
    match coerced(cx.heap, this) {
        Value::Own(id) => {
            edit(cx, id, |text| {
                if upper {
                    text.make_ascii_uppercase();
                } else {
                    text.make_ascii_lowercase();
                }
            })?;
            Ok(Value::Unit)
        }
        Value::Str { object, start, len } => {
            let range = start as usize..(start + len) as usize;
            edit(cx, object, |text| {
                if let Some(part) = text.get_mut(range) {
                    if upper {
                        part.make_ascii_uppercase();
                    } else {
                        part.make_ascii_lowercase();
                    }
                }
            })?;
            Ok(Value::Unit)
        }
        _ => unsupported("changing a string literal"),
    }
}

/// Starts and ends of matches, as the prelude keeps them: a Vec of numbers in turn.
fn matches_arg(cx: &Context<'_>, list: Value) -> Result<Vec<(usize, usize)>, Trap> {
    let run = Run::read(cx, list)?;
    let numbers = run.values(cx.heap);
    let number = |value: &Value| cx.heap.read_usize(*value).unwrap_or(0);
    Ok(numbers
        .chunks_exact(2)
        .map(|pair| (number(&pair[0]), number(&pair[1])))
        .collect())
}

/// The pieces between matches, as a `Vec` of `&str`; see [`pieces_between`].
fn pieces(cx: &mut Context<'_>, args: &[Value]) -> Answer {
    let matches = matches_arg(cx, args[1])?;
    let kind = index(cx, args[2])?;
    let out = pieces_between(cx, args[0], &matches, kind)?;
    discard(cx, args[1]);
    Ok(cx.heap.alloc_vec(out)?)
}

/// The pieces of `this` between matches, each as a `&str`. Kind 0: separators between; 1: a last empty piece is left
/// out; 2: each piece keeps its separator.
pub(super) fn pieces_between(
    cx: &Context<'_>,
    this: Value,
    matches: &[(usize, usize)],
    kind: usize,
) -> Result<Vec<Value>, Trap> {
    let len = text(cx, this)?.len();
    let whole = substr(cx.heap, this, 0, len);
    let mut out = Vec::with_capacity(matches.len() + 1);
    let mut from = 0;
    for &(start, end) in matches {
        let piece_end = if kind == 2 { end } else { start };
        out.push(substr(cx.heap, whole, from, piece_end - from));
        from = end;
    }
    if kind == 0 || from < len {
        out.push(substr(cx.heap, whole, from, len - from));
    }
    Ok(out)
}

fn replace(cx: &mut Context<'_>, args: &[Value]) -> Answer {
    let matches = matches_arg(cx, args[1])?;
    let (this, with) = (text(cx, args[0])?, text(cx, args[2])?);
    let mut out = String::new();
    let mut from = 0;
    for (start, end) in matches {
        out.push_str(&this[from..start]);
        out.push_str(with);
        from = end;
    }
    out.push_str(&this[from..]);
    discard(cx, args[1]);
    owned(cx, out)
}

/// `[strings].concat()` and `.join(separator)`: `Some(String)`, or `None` when the elements are no strings. An
/// empty list counts as strings.
pub(super) fn join(cx: &mut Context<'_>, args: &[Value]) -> Answer {
    let run = Run::read(cx, args[0])?;
    let Ok(separator) = text(cx, args[1]) else {
        return Ok(cx.heap.none());
    };
    let mut out = String::new();
    for (at, value) in run.values(cx.heap).iter().enumerate() {
        let Ok(part) = text(cx, *value) else {
            return Ok(cx.heap.none());
        };
        if at > 0 {
            out.push_str(separator);
        }
        out.push_str(part);
    }
    let out = owned(cx, out)?;
    option(cx, Some(out))
}
