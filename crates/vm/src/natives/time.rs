//! `Duration` and `Instant` arithmetic. Both count whole nanoseconds in 64 bits: `Duration::MAX` is about 584
//! years, and longer ones are held there.

use std::time::Duration;

use interleave_program::{IntKind, Native as N};

use super::args::{coerced, duration, float, int, option, panic, unsupported};
use crate::context::{Answer, Context, Trap};
use crate::instant::{self, instant_ns, of_runtime};
use crate::value::Value;

fn from_std(duration: Duration) -> Value {
    Value::Duration(u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX))
}

/// A count of units of `unit_ns` nanoseconds.
fn of(cx: &Context<'_>, count: Value, unit_ns: u64) -> Answer {
    let (_, count) = int(cx, count)?;
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    Ok(Value::Duration(count.saturating_mul(unit_ns)))
}

const MICRO: u64 = 1_000;
const MILLI: u64 = 1_000_000;
const SECOND: u64 = 1_000_000_000;

/// The unit of a function that makes a `Duration` of a count of units.
#[inline(always)]
pub(crate) fn duration_unit_ns(native: N) -> Option<u64> {
    Some(match native {
        N::DurationFromSecs => SECOND,
        N::DurationFromMillis => MILLI,
        N::DurationFromMicros => MICRO,
        N::DurationFromNanos => 1,
        N::DurationFromMins => 60 * SECOND,
        N::DurationFromHours => 3600 * SECOND,
        _ => return None,
    })
}

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    if let Some(unit_ns) = duration_unit_ns(native) {
        return of(cx, args[0], unit_ns);
    }
    match native {
        N::DurationFromSecsF64 => seconds(float(cx, args[0])?),
        N::DurationNew => match (of(cx, args[0], SECOND)?, of(cx, args[1], 1)?) {
            (Value::Duration(secs), Value::Duration(nanos)) => {
                Ok(Value::Duration(secs.saturating_add(nanos)))
            }
            _ => unsupported("`Duration::new`"),
        },
        N::DurationZero => Ok(Value::Duration(0)),
        N::DurationMax => Ok(Value::Duration(u64::MAX)),
        N::DurationSecond => Ok(Value::Duration(SECOND)),
        N::DurationMillisecond => Ok(Value::Duration(MILLI)),
        N::DurationMicrosecond => Ok(Value::Duration(MICRO)),
        N::DurationNanosecond => Ok(Value::Duration(1)),
        N::InstantDurationSince
        | N::InstantCheckedDurationSince
        | N::InstantCheckedAdd
        | N::InstantCheckedSub
        | N::InstantFromStd
        | N::InstantIntoStd
        | N::DeadlineAfter => instant(cx, native, args),
        _ => {
            let ns = duration(cx, args[0])?;
            if args.len() == 2 {
                arithmetic(cx, native, ns, args[1])
            } else {
                read(cx, native, ns)
            }
        }
    }
}

fn seconds((secs, single): (f64, bool)) -> Answer {
    let read = if single {
        Duration::try_from_secs_f32(secs as f32)
    } else {
        Duration::try_from_secs_f64(secs)
    };
    match read {
        Ok(duration) => Ok(from_std(duration)),
        Err(error) => panic(error.to_string()),
    }
}

fn read(cx: &mut Context<'_>, native: N, ns: u64) -> Answer {
    let wide = |it: u64| Value::Int(IntKind::U128, it as i64);
    let small = |it: u64| Value::Int(IntKind::U32, it as i64);
    Ok(match native {
        N::DurationAsSecs => Value::Int(IntKind::U64, (ns / SECOND) as i64),
        N::DurationAsMillis => wide(ns / MILLI),
        N::DurationAsMicros => wide(ns / MICRO),
        N::DurationAsNanos => cx.heap.make_int(IntKind::U128, i128::from(ns))?,
        N::DurationAsSecsF64 => Value::F64(Duration::from_nanos(ns).as_secs_f64()),
        N::DurationAsSecsF32 => Value::F32(Duration::from_nanos(ns).as_secs_f32()),
        N::DurationSubsecMillis => small(ns % SECOND / MILLI),
        N::DurationSubsecMicros => small(ns % SECOND / MICRO),
        N::DurationSubsecNanos => small(ns % SECOND),
        N::DurationIsZero => Value::Bool(ns == 0),
        other => return unsupported(format!("the built-in {other:?}")),
    })
}

fn arithmetic(cx: &mut Context<'_>, native: N, ns: u64, other: Value) -> Answer {
    match native {
        N::DurationCheckedMul | N::DurationCheckedDiv | N::DurationSaturatingMul => {
            let (_, by) = int(cx, other)?;
            let by = u64::try_from(by).unwrap_or(0);
            return match native {
                N::DurationCheckedMul => option(cx, ns.checked_mul(by).map(Value::Duration)),
                N::DurationCheckedDiv => option(cx, ns.checked_div(by).map(Value::Duration)),
                _ => Ok(Value::Duration(ns.saturating_mul(by))),
            };
        }
        N::DurationMulF64 | N::DurationDivF64 => {
            let (by, single) = float(cx, other)?;
            let this = Duration::from_nanos(ns);
            let scaled = |by: f64, this: f64| match native {
                N::DurationMulF64 => by * this,
                _ => this / by,
            };
            return seconds(match single {
                // Rounded after each step as std does.
                true if native == N::DurationMulF64 => {
                    (f64::from(by as f32 * this.as_secs_f32()), true)
                }
                true => (f64::from(this.as_secs_f32() / by as f32), true),
                false => (scaled(by, this.as_secs_f64()), false),
            });
        }
        _ => {}
    }
    let other = duration(cx, other)?;
    match native {
        N::DurationCheckedAdd => option(cx, ns.checked_add(other).map(Value::Duration)),
        N::DurationCheckedSub => option(cx, ns.checked_sub(other).map(Value::Duration)),
        N::DurationSaturatingAdd => Ok(Value::Duration(ns.saturating_add(other))),
        N::DurationSaturatingSub => Ok(Value::Duration(ns.saturating_sub(other))),
        N::DurationAbsDiff => Ok(Value::Duration(ns.abs_diff(other))),
        N::DurationDivDuration => {
            let (a, b) = (Duration::from_nanos(ns), Duration::from_nanos(other));
            Ok(Value::F64(a.as_secs_f64() / b.as_secs_f64()))
        }
        other => unsupported(format!("the built-in {other:?}")),
    }
}

/// Nanoseconds until a deadline that no clock can tell: `Instant::far_future` of tokio.
const FAR: u64 = 86_400 * 365 * 30 * SECOND;

/// An instant as the value holds it.
fn instant_of(cx: &Context<'_>, value: Value) -> Result<(u64, u8), Trap> {
    match coerced(cx.heap, value) {
        Value::Instant(ns, late) => Ok((ns, late)),
        _ => unsupported("an `Instant` built-in on something else"),
    }
}

fn instant(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    let (this, late) = instant_of(cx, args[0])?;
    let at_that = |at| Value::Instant(at, late);
    match native {
        N::InstantDurationSince => {
            let since = instant::between(this, instant_of(cx, args[1])?.0);
            Ok(Value::Duration(since.unwrap_or(0)))
        }
        N::InstantCheckedDurationSince => {
            let since = instant::between(this, instant_of(cx, args[1])?.0);
            option(cx, since.map(Value::Duration))
        }
        N::DeadlineAfter => {
            let by = duration(cx, args[1])?;
            let at = instant::later(this, by).or_else(|| instant::later(this, FAR));
            Ok(at_that(at.unwrap_or(this)))
        }
        N::InstantCheckedAdd => {
            let by = duration(cx, args[1])?;
            option(cx, instant::later(this, by).map(at_that))
        }
        N::InstantFromStd => Ok(at_that(of_runtime(this))),
        N::InstantIntoStd => Ok(at_that(instant_ns(this))),
        _ => {
            let by = duration(cx, args[1])?;
            option(cx, instant::earlier(this, by).map(at_that))
        }
    }
}
