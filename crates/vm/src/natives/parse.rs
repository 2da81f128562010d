//! Numbers and the like from text, with std's errors.

use std::str::Utf8Error;

use interleave_program::program::TypeHint;
use interleave_program::{IntKind, TypeTag};

use super::args::{self, hint, hint_arg, hint_tag, int_kind, prelude_error, text, unsupported};
use super::int::wrap;
use crate::context::{Answer, Context};
use crate::value::Value;

/// Variants of `IntErrorKind` as the prelude declares them.
const EMPTY: usize = 0;
const INVALID_DIGIT: usize = 1;
const POSITIVE_OVERFLOW: usize = 2;
const NEGATIVE_OVERFLOW: usize = 3;

/// `str::parse` and `T::from_str`.
pub(super) fn parse(cx: &mut Context<'_>, source: Value, wanted: Value) -> Answer {
    let wanted = hint(cx, wanted);
    let wanted = match wanted {
        TypeHint::Named(TypeTag::RESULT, _) => hint_arg(wanted, 0),
        other => other,
    };
    let Some(tag) = hint_tag(wanted) else {
        return unsupported(
            "`parse` into a type that could not be inferred: write it, as in `parse::<f64>()`",
        );
    };
    if let Some(kind) = int_kind(tag) {
        return int(cx, source, kind, 10);
    }
    match tag {
        TypeTag::F32 | TypeTag::F64 => float(cx, source, tag == TypeTag::F32),
        TypeTag::BOOL => boolean(cx, source),
        TypeTag::CHAR => character(cx, source),
        TypeTag::STRING => {
            let copy = text(cx, source)?.to_owned();
            let copy = cx.heap.alloc_string(copy)?;
            Ok(cx.heap.ok(copy)?)
        }
        tag => unsupported(format!("parsing a {}", cx.code.type_name(tag))),
    }
}

/// An integer of `kind` in `radix`, as `from_str_radix` reads it.
pub(super) fn int(cx: &mut Context<'_>, source: Value, kind: IntKind, radix: u32) -> Answer {
    match read_int(text(cx, source)?, kind, radix) {
        Ok(it) => {
            let value = cx.heap.make_int(kind, it)?;
            Ok(cx.heap.ok(value)?)
        }
        Err(variant) => prelude_error(cx, "ParseIntError", Some(("IntErrorKind", variant))),
    }
}

fn read_int(text: &str, kind: IntKind, radix: u32) -> Result<i128, usize> {
    if text.is_empty() {
        return Err(EMPTY);
    }
    let (negative, digits) = match text.as_bytes()[0] {
        b'+' => (false, &text[1..]),
        b'-' if kind.is_signed() => (true, &text[1..]),
        _ => (false, text),
    };
    if digits.is_empty() {
        return Err(INVALID_DIGIT);
    }
    let overflow = if negative {
        NEGATIVE_OVERFLOW
    } else {
        POSITIVE_OVERFLOW
    };
    let limit = match (kind, negative) {
        (IntKind::U128, _) => u128::MAX,
        (kind, false) => kind.max() as u128,
        (kind, true) => kind.min().unsigned_abs(),
    };
    let mut total = 0u128;
    for c in digits.chars() {
        let digit = c.to_digit(radix).ok_or(INVALID_DIGIT)?;
        total = total
            .checked_mul(u128::from(radix))
            .and_then(|it| it.checked_add(u128::from(digit)))
            .filter(|it| *it <= limit)
            .ok_or(overflow)?;
    }
    let signed = total as i128;
    let it = if negative {
        signed.wrapping_neg()
    } else {
        signed
    };
    Ok(wrap(kind, it))
}

fn float(cx: &mut Context<'_>, source: Value, single: bool) -> Answer {
    let text = text(cx, source)?;
    let empty = text.is_empty();
    let value = if single {
        text.parse().map(Value::F32)
    } else {
        text.parse().map(Value::F64)
    };
    match value {
        Ok(value) => Ok(cx.heap.ok(value)?),
        Err(_) => {
            let variant = usize::from(!empty);
            prelude_error(cx, "ParseFloatError", Some(("FloatErrorKind", variant)))
        }
    }
}

fn boolean(cx: &mut Context<'_>, source: Value) -> Answer {
    match text(cx, source)?.parse() {
        Ok(it) => Ok(cx.heap.ok(Value::Bool(it))?),
        Err(_) => prelude_error(cx, "ParseBoolError", None),
    }
}

fn character(cx: &mut Context<'_>, source: Value) -> Answer {
    let text = text(cx, source)?;
    let empty = text.is_empty();
    match text.parse() {
        Ok(it) => Ok(cx.heap.ok(Value::Char(it))?),
        Err(_) => {
            let variant = usize::from(!empty);
            prelude_error(cx, "ParseCharError", Some(("CharErrorKind", variant)))
        }
    }
}

/// `String::from_utf8` of owned bytes, `str::from_utf8` of borrowed ones.
pub(super) fn utf8(cx: &mut Context<'_>, source: Value) -> Answer {
    let owned = matches!(source, Value::Own(_));
    let bytes = super::slice::bytes(cx, source)?;
    match String::from_utf8(bytes) {
        Ok(text) => {
            let value = if owned {
                args::discard(cx, source);
                cx.heap.alloc_string(text)?
            } else {
                args::leaked_str(cx, text)?
            };
            Ok(cx.heap.ok(value)?)
        }
        Err(error) => utf8_error(cx, source, owned, error.utf8_error()),
    }
}

/// `Err(Utf8Error)`, or `Err(FromUtf8Error)` with the owned bytes in it.
fn utf8_error(cx: &mut Context<'_>, source: Value, owned: bool, error: Utf8Error) -> Answer {
    let valid = args::usize(error.valid_up_to());
    let len = error
        .error_len()
        .map(|len| Value::Int(IntKind::U8, len as i64));
    let len = args::option(cx, len)?;
    let answer = prelude_error(cx, "Utf8Error", None)?;
    fill_error(cx, answer, &[valid, len]);
    if !owned {
        return Ok(answer);
    }
    let inner = cx.heap.take_fields(answer).pop().unwrap_or(Value::Moved);
    let answer = prelude_error(cx, "FromUtf8Error", None)?;
    fill_error(cx, answer, &[source, inner]);
    Ok(answer)
}

/// Writes the fields of the error in an `Err`.
fn fill_error(cx: &mut Context<'_>, answer: Value, fields: &[Value]) {
    let Value::Own(id) = answer else { return };
    if let Some(Value::Own(error)) = cx.heap.slots(id).first().copied() {
        for (slot, field) in cx.heap.slots_mut(error).iter_mut().zip(fields) {
            *slot = *field;
        }
    }
}
