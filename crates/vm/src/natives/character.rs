//! Methods of `char`, and of bytes where they share them.

use interleave_program::{IntKind, Native as N};

use super::args::{char, index, int, option, panic, unsupported};
use super::iter;
use crate::context::{Answer, Context};
use crate::value::Value;

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    match native {
        N::CharFromDigit => {
            let (digit, radix) = (index(cx, args[0])? as u32, index(cx, args[1])? as u32);
            if radix > 36 {
                return panic("from_digit: radix is too high (maximum 36)");
            }
            return option(cx, char::from_digit(digit, radix).map(Value::Char));
        }
        N::CharFromU32 => {
            let (_, code) = int(cx, args[0])?;
            let c = u32::try_from(code).ok().and_then(char::from_u32);
            return option(cx, c.map(Value::Char));
        }
        N::CharTypeMax => return Ok(Value::Char(char::MAX)),
        _ => {}
    }
    let c = char(cx, args[0])?;
    if let Some(answer) = test(native, c) {
        return Ok(Value::Bool(answer));
    }
    let is_byte = matches!(
        super::args::coerced(cx.heap, args[0]),
        Value::Int(IntKind::U8 | IntKind::Any, _)
    );
    let like = |c: char| {
        if is_byte {
            Value::Int(IntKind::U8, c as i64)
        } else {
            Value::Char(c)
        }
    };
    match native {
        N::CharToAsciiUppercase => Ok(like(c.to_ascii_uppercase())),
        N::CharToAsciiLowercase => Ok(like(c.to_ascii_lowercase())),
        N::CharEqIgnoreAsciiCase => {
            let other = char(cx, args[1])?;
            Ok(Value::Bool(c.eq_ignore_ascii_case(&other)))
        }
        N::CharIsDigit | N::CharToDigit => {
            let radix = index(cx, args[1])? as u32;
            if !(2..=36).contains(&radix) {
                return panic(
                    "to_digit: invalid radix -- radix must be in the range 2 to 36 inclusive",
                );
            }
            let digit = c.to_digit(radix);
            if native == N::CharIsDigit {
                return Ok(Value::Bool(digit.is_some()));
            }
            option(
                cx,
                digit.map(|digit| Value::Int(IntKind::U32, i64::from(digit))),
            )
        }
        N::CharToUppercase => iter::of_text(cx, c.to_uppercase().to_string()),
        N::CharToLowercase => iter::of_text(cx, c.to_lowercase().to_string()),
        N::CharLenUtf8 => Ok(super::args::usize(c.len_utf8())),
        N::CharLenUtf16 => Ok(super::args::usize(c.len_utf16())),
        other => unsupported(format!("the built-in {other:?}")),
    }
}

fn test(native: N, c: char) -> Option<bool> {
    Some(match native {
        N::CharIsAlphabetic => c.is_alphabetic(),
        N::CharIsNumeric => c.is_numeric(),
        N::CharIsAlphanumeric => c.is_alphanumeric(),
        N::CharIsWhitespace => c.is_whitespace(),
        N::CharIsUppercase => c.is_uppercase(),
        N::CharIsLowercase => c.is_lowercase(),
        N::CharIsControl => c.is_control(),
        N::CharIsAscii => c.is_ascii(),
        N::CharIsAsciiAlphabetic => c.is_ascii_alphabetic(),
        N::CharIsAsciiDigit => c.is_ascii_digit(),
        N::CharIsAsciiHexdigit => c.is_ascii_hexdigit(),
        N::CharIsAsciiAlphanumeric => c.is_ascii_alphanumeric(),
        N::CharIsAsciiUppercase => c.is_ascii_uppercase(),
        N::CharIsAsciiLowercase => c.is_ascii_lowercase(),
        N::CharIsAsciiPunctuation => c.is_ascii_punctuation(),
        N::CharIsAsciiGraphic => c.is_ascii_graphic(),
        N::CharIsAsciiWhitespace => c.is_ascii_whitespace(),
        N::CharIsAsciiControl => c.is_ascii_control(),
        _ => return None,
    })
}
