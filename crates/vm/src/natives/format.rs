//! What a `Formatter` offers to a user's `fmt`.

use interleave_program::{Align, FormatTrait, Native as N};

use super::args::{self, discard, edit, object, option, text, unsupported, usize};
use crate::context::{Answer, Context, Deferred, Trap};
use crate::format::pad_integral;
use crate::formatter::{Formatter, Spec};
use crate::object::{Head, Object};
use crate::value::{ObjectId, Value};

/// The text of `fmt::Arguments`, whose first field it is, or what is a text itself.
fn arguments(cx: &Context<'_>, id: ObjectId) -> Value {
    match cx.heap.object(id) {
        Object::Slots {
            head: Head::Shape(_),
            slots,
        } => slots.first().copied().unwrap_or(Value::Moved),
        _ => Value::Own(id),
    }
}

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    let which = match native {
        N::FmtDisplay => Some(FormatTrait::Display),
        N::FmtDebug => Some(FormatTrait::Debug),
        N::FmtLowerHex => Some(FormatTrait::LowerHex),
        N::FmtUpperHex => Some(FormatTrait::UpperHex),
        N::FmtBinary => Some(FormatTrait::Binary),
        N::FmtOctal => Some(FormatTrait::Octal),
        N::Fmt => Some(formatter(cx, args[1])?.spec.which),
        _ => None,
    };
    if let Some(which) = which {
        return Err(Trap::Defer(Deferred::Format {
            value: args[0],
            which,
            formatter: args[1],
        }));
    }
    match native {
        N::WriteStr | N::WriteFmt => {
            let more = match (native, args[1]) {
                (N::WriteFmt, Value::Own(id)) => text(cx, arguments(cx, id))?.to_owned(),
                (_, given) => text(cx, given)?.to_owned(),
            };
            discard(cx, args[1]);
            write(cx, args[0], &more)
        }
        N::WriteChar => {
            let c = args::char(cx, args[1])?;
            write(cx, args[0], c.encode_utf8(&mut [0; 4]))
        }
        N::FormatterPad => {
            let spec = formatter(cx, args[0])?.spec;
            let room = spec.width.unwrap_or(0) as usize;
            cx.heap.charge(room)?;
            cx.heap.discharge(room);
            let padded = padded(text(cx, args[1])?, spec);
            write(cx, args[0], &padded)
        }
        N::FormatterPadIntegral => {
            let spec = formatter(cx, args[0])?.spec;
            let room = spec.width.unwrap_or(0) as usize;
            cx.heap.charge(room)?;
            cx.heap.discharge(room);
            let nonnegative = args[1] == Value::Bool(true);
            let mut padded = String::new();
            pad_integral(
                nonnegative,
                text(cx, args[2])?,
                text(cx, args[3])?,
                &spec,
                &mut padded,
            );
            write(cx, args[0], &padded)
        }
        N::FormatterWidth => {
            let width = formatter(cx, args[0])?.spec.width;
            option(cx, width.map(|it| usize(it as usize)))
        }
        N::FormatterPrecision => {
            let precision = formatter(cx, args[0])?.spec.precision;
            option(cx, precision.map(|it| usize(it as usize)))
        }
        N::FormatterFill => Ok(Value::Char(formatter(cx, args[0])?.spec.fill)),
        N::FormatterAlternate => Ok(Value::Bool(formatter(cx, args[0])?.spec.alternate)),
        N::FormatterSignPlus => Ok(Value::Bool(formatter(cx, args[0])?.spec.plus)),
        other => unsupported(format!("the built-in {other:?}")),
    }
}

fn formatter<'a>(cx: &'a Context<'_>, value: Value) -> Result<&'a Formatter, Trap> {
    let id = object(cx, value)?;
    match cx.heap.object(id) {
        Object::Formatter(formatter) => Ok(formatter),
        _ => unsupported("a `Formatter` method on something else"),
    }
}

/// Appends to a formatter or `String`; `Ok(())`.
fn write(cx: &mut Context<'_>, to: Value, more: &str) -> Answer {
    let id: ObjectId = object(cx, to)?;
    if let Object::Formatter(formatter) = cx.heap.object_mut(id) {
        formatter.text.push_str(more);
    } else {
        edit(cx, id, |text| text.push_str(more))?;
    }
    Ok(cx.heap.ok(Value::Unit)?)
}

/// A text cut to the precision and filled to the width, as `{}` shows strings.
fn padded(text: &str, spec: Spec) -> String {
    let most = spec.precision.map_or(usize::MAX, |it| it as usize);
    let shown: String = text.chars().take(most).collect();
    let width = spec.width.unwrap_or(0) as usize;
    let missing = width.saturating_sub(shown.chars().count());
    let before = match spec.align {
        Some(Align::Right) => missing,
        Some(Align::Center) => missing / 2,
        _ => 0,
    };
    let fill = |n: usize| std::iter::repeat_n(spec.fill, n);
    fill(before)
        .chain(shown.chars())
        .chain(fill(missing - before))
        .collect()
}
