//! Numbers, texts and other values without parts, through std's own formatter.

use std::time::Duration;

use interleave_program::{Align, FormatTrait, IntKind, ShapeKind, TypeTag};

use crate::code::Code;
use crate::formatter::Spec;
use crate::heap::Heap;
use crate::instant::instant_ns;
use crate::types;
use crate::value::Value;

/// Appends a value without parts to `out`; `false` when it is of another kind.
pub(super) fn write(code: &Code, heap: &Heap, value: Value, spec: &Spec, out: &mut String) -> bool {
    if spec.which == FormatTrait::Pointer {
        return false;
    }
    if let Some((kind, bits)) = heap.read_int(value) {
        return integer(kind, bits, spec, out);
    }
    let debug = spec.which == FormatTrait::Debug;
    match value {
        Value::F64(it) => float(it, spec, out),
        Value::F32(it) => float32(it, spec, out),
        Value::Bool(it) => pad(if it { "true" } else { "false" }, spec, Align::Left, out),
        Value::Unit if debug => pad("()", spec, Align::Left, out),
        Value::Char(it) if debug => out.push_str(&format!("{it:?}")),
        Value::Char(it) => pad(it.encode_utf8(&mut [0; 4]), spec, Align::Left, out),
        Value::Duration(ns) if debug => duration(ns, spec, out),
        Value::Instant(instant, _) if debug => {
            let ns = instant_ns(instant);
            out.push_str(&format!(
                "Instant {{ tv_sec: {}, tv_nsec: {} }}",
                ns / 1_000_000_000,
                ns % 1_000_000_000
            ));
        }
        Value::Handle(TypeTag::THREAD_ID, id) if debug => {
            out.push_str(&format!("ThreadId({})", u64::from(id) + 1));
        }
        Value::Tag(shape) => return unit_shape(code, shape, spec, out),
        _ => return text(code, heap, value, spec, out),
    }
    true
}

/// A unit struct or variant as its derived `Debug` prints it.
fn unit_shape(
    code: &Code,
    shape: interleave_program::ShapeId,
    spec: &Spec,
    out: &mut String,
) -> bool {
    let shape = &code.shapes[shape.index()];
    let own = code
        .find_own_function(shape.tag, code.names.fmt[spec.which as usize])
        .is_some();
    if own || spec.which != FormatTrait::Debug || shape.kind != ShapeKind::Unit {
        return false;
    }
    if shape.tag == TypeTag::RANGE_FULL {
        out.push_str("..");
    } else {
        out.push_str(&shape.name);
    }
    true
}

fn text(code: &Code, heap: &Heap, value: Value, spec: &Spec, out: &mut String) -> bool {
    let tag = types::tag_of(code, heap, value);
    if tag != TypeTag::STRING && tag != TypeTag::STR {
        return false;
    }
    let Some(text) = heap.read_str(code, value) else {
        return false;
    };
    match spec.which {
        FormatTrait::Debug => out.push_str(&format!("{text:?}")),
        FormatTrait::Display => pad(text, spec, Align::Left, out),
        _ => return false,
    }
    true
}

/// `Formatter::pad`: cut to the precision, filled to the width.
pub(crate) fn pad(text: &str, spec: &Spec, default: Align, out: &mut String) {
    let text = match spec.precision {
        Some(most) => match text.char_indices().nth(most as usize) {
            Some((end, _)) => &text[..end],
            None => text,
        },
        None => text,
    };
    fill(text, spec, default, out);
}

/// Fills to the width.
fn fill(text: &str, spec: &Spec, default: Align, out: &mut String) {
    let missing = match spec.width {
        Some(width) => (width as usize).saturating_sub(text.chars().count()),
        None => 0,
    };
    let before = match spec.align.unwrap_or(default) {
        Align::Left => 0,
        Align::Center => missing / 2,
        Align::Right => missing,
    };
    out.extend(std::iter::repeat_n(spec.fill, before));
    out.push_str(text);
    out.extend(std::iter::repeat_n(spec.fill, missing - before));
}

fn integer(kind: IntKind, bits: i128, spec: &Spec, out: &mut String) -> bool {
    let negative = kind.is_signed() && bits < 0;
    // Other bases show the two's complement of the type's own width.
    let raw = match kind.bits() {
        128 => bits as u128,
        width => (bits as u128) & ((1 << width) - 1),
    };
    let (digits, prefix) = match spec.hex.unwrap_or(spec.which) {
        FormatTrait::Display | FormatTrait::Debug => {
            let magnitude = if negative {
                bits.unsigned_abs()
            } else {
                bits as u128
            };
            (magnitude.to_string(), "")
        }
        FormatTrait::LowerHex => (format!("{raw:x}"), "0x"),
        FormatTrait::UpperHex => (format!("{raw:X}"), "0x"),
        FormatTrait::Octal => (format!("{raw:o}"), "0o"),
        FormatTrait::Binary => (format!("{raw:b}"), "0b"),
        FormatTrait::LowerExp => return exponent(bits, negative, spec, out, 'e'),
        FormatTrait::UpperExp => return exponent(bits, negative, spec, out, 'E'),
        FormatTrait::Pointer => return false,
    };
    let decimal = prefix.is_empty();
    pad_integral(!(decimal && negative), prefix, &digits, spec, out);
    true
}

/// `Formatter::pad_integral`.
pub(crate) fn pad_integral(
    nonnegative: bool,
    prefix: &str,
    digits: &str,
    spec: &Spec,
    out: &mut String,
) {
    let sign = match (nonnegative, spec.plus) {
        (false, _) => "-",
        (true, true) => "+",
        (true, false) => "",
    };
    let prefix = if spec.alternate { prefix } else { "" };
    number(sign, prefix, digits, spec, out);
}

fn exponent(bits: i128, negative: bool, spec: &Spec, out: &mut String, letter: char) -> bool {
    let magnitude = bits.unsigned_abs();
    let digits = match spec.precision {
        Some(precision) => format!("{magnitude:.*e}", precision as usize),
        None => format!("{magnitude:e}"),
    };
    let digits = if letter == 'E' {
        digits.to_uppercase()
    } else {
        digits
    };
    let sign = if negative {
        "-"
    } else if spec.plus {
        "+"
    } else {
        ""
    };
    number(sign, "", &digits, spec, out);
    true
}

/// Sign, prefix and digits, zero-filled between or filled around.
fn number(sign: &str, prefix: &str, digits: &str, spec: &Spec, out: &mut String) {
    if !spec.zero {
        return fill(&format!("{sign}{prefix}{digits}"), spec, Align::Right, out);
    }
    let used = sign.len() + prefix.len() + digits.len();
    let missing = (spec.width.unwrap_or(0) as usize).saturating_sub(used);
    out.push_str(sign);
    out.push_str(prefix);
    out.extend(std::iter::repeat_n('0', missing));
    out.push_str(digits);
}

macro_rules! float_writer {
    ($name:ident, $float:ty) => {
        fn $name(it: $float, spec: &Spec, out: &mut String) {
            let precision = spec.precision.map(|it| it as usize);
            let magnitude = it.abs();
            let digits = match (spec.which, precision) {
                (FormatTrait::Debug, Some(precision)) => format!("{magnitude:.precision$?}"),
                (FormatTrait::Debug, None) => format!("{magnitude:?}"),
                (FormatTrait::LowerExp, Some(precision)) => format!("{magnitude:.precision$e}"),
                (FormatTrait::LowerExp, None) => format!("{magnitude:e}"),
                (FormatTrait::UpperExp, Some(precision)) => format!("{magnitude:.precision$E}"),
                (FormatTrait::UpperExp, None) => format!("{magnitude:E}"),
                (_, Some(precision)) => format!("{magnitude:.precision$}"),
                (_, None) => format!("{magnitude}"),
            };
            let sign = match (it.is_nan(), it.is_sign_negative(), spec.plus) {
                (true, ..) => "",
                (_, true, _) => "-",
                (_, false, true) => "+",
                (_, false, false) => "",
            };
            number(sign, "", &digits, spec, out);
        }
    };
}

float_writer!(float, f64);
float_writer!(float32, f32);

/// `Duration`'s `Debug`, by std.
fn duration(ns: u64, spec: &Spec, out: &mut String) {
    let it = Duration::from_nanos(ns);
    let text = match (spec.precision, spec.plus) {
        (Some(precision), true) => format!("{it:+.*?}", precision as usize),
        (Some(precision), false) => format!("{it:.*?}", precision as usize),
        (None, true) => format!("{it:+?}"),
        (None, false) => format!("{it:?}"),
    };
    fill(&text, spec, Align::Left, out);
}
