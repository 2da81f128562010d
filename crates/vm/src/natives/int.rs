//! Methods of the integer types.
//!
//! Numbers are computed as `i128`; `u128` as its bits. [`apply`] gives the wrapped result and whether it
//! overflowed, and the checked, wrapping, saturating and overflowing families are four readings of that.

use interleave_program::{IntKind, Native as N};

use super::args::{self, discard, hint, hint_int_kind, index, int, option, panic, unsupported};
use crate::context::{Answer, Context, Trap};
use crate::value::Value;

/// The operators that come in checked, wrapping, saturating and overflowing form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Arith {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    DivEuclid,
    RemEuclid,
    Pow,
}

/// The bits of `it` cut to the kind's width and read as that kind.
pub(crate) fn wrap(kind: IntKind, it: i128) -> i128 {
    let unused = 128 - kind.bits();
    if unused == 0 {
        it
    } else if kind.is_signed() {
        (it << unused) >> unused
    } else {
        ((it as u128) << unused >> unused) as i128
    }
}

/// Smallest and largest number of the kind; for `u128` as bits.
pub(crate) fn limits(kind: IntKind) -> (i128, i128) {
    match kind {
        IntKind::U128 => (0, -1),
        _ => (kind.min(), kind.max()),
    }
}

/// The wrapped result, and whether the true one lies outside the kind's range. Divisors are not zero.
fn apply(kind: IntKind, op: Arith, a: i128, b: i128) -> (i128, bool) {
    if op == Arith::Pow {
        return power(kind, a, b as u32);
    }
    if kind == IntKind::U128 {
        let (a, b) = (a as u128, b as u128);
        let (it, overflow) = match op {
            Arith::Add => a.overflowing_add(b),
            Arith::Sub => a.overflowing_sub(b),
            Arith::Mul => a.overflowing_mul(b),
            Arith::Div | Arith::DivEuclid => (a / b, false),
            _ => (a % b, false),
        };
        return (it as i128, overflow);
    }
    let (it, overflow) = match op {
        Arith::Add => a.overflowing_add(b),
        Arith::Sub => a.overflowing_sub(b),
        Arith::Mul => a.overflowing_mul(b),
        Arith::Div => a.overflowing_div(b),
        Arith::DivEuclid => a.overflowing_div_euclid(b),
        Arith::Rem => (a.wrapping_rem(b), is_min_by_minus_one(kind, a, b)),
        Arith::RemEuclid => (a.wrapping_rem_euclid(b), is_min_by_minus_one(kind, a, b)),
        Arith::Pow => unreachable!("powers are computed above"),
    };
    let wrapped = wrap(kind, it);
    (wrapped, overflow || wrapped != it)
}

fn is_min_by_minus_one(kind: IntKind, a: i128, b: i128) -> bool {
    kind.is_signed() && b == -1 && a == kind.min()
}

fn power(kind: IntKind, base: i128, exponent: u32) -> (i128, bool) {
    if exponent == 0 {
        return (1, false);
    }
    let (mut base, mut exponent) = (base, exponent);
    let (mut total, mut overflowed) = (1, false);
    while exponent > 1 {
        if exponent & 1 == 1 {
            let (it, over) = apply(kind, Arith::Mul, total, base);
            (total, overflowed) = (it, overflowed | over);
        }
        exponent /= 2;
        let (it, over) = apply(kind, Arith::Mul, base, base);
        (base, overflowed) = (it, overflowed | over);
    }
    let (it, over) = apply(kind, Arith::Mul, total, base);
    (it, overflowed | over)
}

/// How a result outside the range is given back.
#[derive(Clone, Copy)]
enum Family {
    Checked,
    Wrapping,
    Saturating,
    Overflowing,
    Panicking,
}

/// What the four families and the panicking methods of the native compute.
fn family(native: N) -> Option<(Arith, Family)> {
    use Arith as A;
    use Family as F;
    Some(match native {
        N::IntCheckedAdd | N::IntCheckedMixed => (A::Add, F::Checked),
        N::IntCheckedSub | N::IntCheckedSubUnsigned => (A::Sub, F::Checked),
        N::IntCheckedMul => (A::Mul, F::Checked),
        N::IntCheckedDiv => (A::Div, F::Checked),
        N::IntCheckedRem => (A::Rem, F::Checked),
        N::IntCheckedDivEuclid => (A::DivEuclid, F::Checked),
        N::IntCheckedRemEuclid => (A::RemEuclid, F::Checked),
        N::IntCheckedPow => (A::Pow, F::Checked),
        N::IntWrappingAdd => (A::Add, F::Wrapping),
        N::IntWrappingSub => (A::Sub, F::Wrapping),
        N::IntWrappingMul => (A::Mul, F::Wrapping),
        N::IntWrappingDiv => (A::Div, F::Wrapping),
        N::IntWrappingRem => (A::Rem, F::Wrapping),
        N::IntWrappingDivEuclid => (A::DivEuclid, F::Wrapping),
        N::IntWrappingRemEuclid => (A::RemEuclid, F::Wrapping),
        N::IntWrappingPow => (A::Pow, F::Wrapping),
        N::IntSaturatingAdd => (A::Add, F::Saturating),
        N::IntSaturatingSub => (A::Sub, F::Saturating),
        N::IntSaturatingMul => (A::Mul, F::Saturating),
        N::IntSaturatingDiv => (A::Div, F::Saturating),
        N::IntSaturatingPow => (A::Pow, F::Saturating),
        N::IntOverflowingAdd => (A::Add, F::Overflowing),
        N::IntOverflowingSub => (A::Sub, F::Overflowing),
        N::IntOverflowingMul => (A::Mul, F::Overflowing),
        N::IntOverflowingPow => (A::Pow, F::Overflowing),
        N::IntPow => (A::Pow, F::Panicking),
        N::IntDivEuclid => (A::DivEuclid, F::Panicking),
        N::IntRemEuclid => (A::RemEuclid, F::Panicking),
        _ => return None,
    })
}

fn overflow_message(op: Arith) -> &'static str {
    match op {
        Arith::Add => "attempt to add with overflow",
        Arith::Sub => "attempt to subtract with overflow",
        Arith::Mul | Arith::Pow => "attempt to multiply with overflow",
        Arith::Div | Arith::DivEuclid => "attempt to divide with overflow",
        Arith::Rem | Arith::RemEuclid => "attempt to calculate the remainder with overflow",
    }
}

fn zero_message(op: Arith) -> Option<&'static str> {
    match op {
        Arith::Div | Arith::DivEuclid => Some("attempt to divide by zero"),
        Arith::Rem | Arith::RemEuclid => {
            Some("attempt to calculate the remainder with a divisor of zero")
        }
        _ => None,
    }
}

fn family_call(
    cx: &mut Context<'_>,
    (op, family): (Arith, Family),
    kind: IntKind,
    a: i128,
    b: i128,
) -> Answer {
    if b == 0
        && let Some(message) = zero_message(op)
    {
        return match family {
            Family::Checked => Ok(cx.heap.none()),
            _ => panic(message),
        };
    }
    let (it, overflow) = apply(kind, op, a, b);
    let value = match family {
        Family::Saturating if overflow => {
            let saturated = saturation(kind, op, a, b);
            cx.heap.make_int(kind, saturated)?
        }
        _ => cx.heap.make_int(kind, it)?,
    };
    match family {
        Family::Checked => option(cx, (!overflow).then_some(value)),
        Family::Wrapping | Family::Saturating => Ok(value),
        Family::Overflowing => Ok(cx.heap.alloc_tuple(&[value, Value::Bool(overflow)])?),
        Family::Panicking if overflow => panic(overflow_message(op)),
        Family::Panicking => Ok(value),
    }
}

/// The limit towards which an overflowing operation goes.
fn saturation(kind: IntKind, op: Arith, a: i128, b: i128) -> i128 {
    let (min, max) = limits(kind);
    let towards_min = match op {
        Arith::Add if kind == IntKind::U128 => false,
        Arith::Add => b < 0,
        Arith::Sub if kind.is_signed() => b > 0,
        Arith::Sub => true,
        Arith::Mul => kind.is_signed() && (a < 0) != (b < 0),
        Arith::Pow => kind.is_signed() && a < 0 && b & 1 == 1,
        _ => false,
    };
    if towards_min { min } else { max }
}

/// Compares two numbers of a kind.
fn compare(kind: IntKind, a: i128, b: i128) -> std::cmp::Ordering {
    match kind {
        IntKind::U128 => (a as u128).cmp(&(b as u128)),
        _ => a.cmp(&b),
    }
}

/// The unsigned type of the same width.
fn unsigned(kind: IntKind) -> IntKind {
    match kind {
        IntKind::I8 => IntKind::U8,
        IntKind::I16 => IntKind::U16,
        IntKind::I32 | IntKind::Any => IntKind::U32,
        IntKind::I64 => IntKind::U64,
        IntKind::I128 => IntKind::U128,
        IntKind::Isize => IntKind::Usize,
        other => other,
    }
}

/// The signed type of the same width for unsigned ones, and the other way round.
fn other_sign(kind: IntKind) -> IntKind {
    match kind {
        IntKind::U8 => IntKind::I8,
        IntKind::U16 => IntKind::I16,
        IntKind::U32 => IntKind::I32,
        IntKind::U64 => IntKind::I64,
        IntKind::U128 => IntKind::I128,
        IntKind::Usize => IntKind::Isize,
        signed => unsigned(signed),
    }
}

/// The bits as an unsigned number.
fn bits(kind: IntKind, it: i128) -> u128 {
    wrap(unsigned(kind), it) as u128
}

fn u32_value(it: u32) -> Answer {
    Ok(Value::Int(IntKind::U32, i64::from(it)))
}

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    match native {
        N::IntFromBeBytes | N::IntFromLeBytes => return from_bytes(cx, native, args),
        N::IntFromStrRadix => {
            let radix = index(cx, args[1])? as u32;
            if !(2..=36).contains(&radix) {
                return panic("from_ascii_radix_int: must lie in the range `[2, 36]`");
            }
            let kind = hint_int_kind(hint(cx, args[2]));
            return super::parse::int(cx, args[0], kind, radix);
        }
        N::IntTypeMax | N::IntTypeMin | N::IntTypeBits => {
            let kind = hint_int_kind(hint(cx, args[0]));
            let (min, max) = limits(kind);
            return match native {
                N::IntTypeMax => Ok(cx.heap.make_int(kind, max)?),
                N::IntTypeMin => Ok(cx.heap.make_int(kind, min)?),
                _ => u32_value(kind.bits()),
            };
        }
        _ => {}
    }
    let (mut kind, a) = int(cx, args[0])?;
    if args.len() >= 2 {
        let (other, b) = int(cx, args[1])?;
        if kind == IntKind::Any && !has_count_argument(native) {
            kind = other;
        }
        if let Some(family) = family(native) {
            return family_call(cx, family, kind, a, b);
        }
        return binary(cx, native, kind, a, b, args);
    }
    unary(cx, native, kind, a)
}

/// Whether the second argument is a `u32` count and says nothing about the first one's type.
fn has_count_argument(native: N) -> bool {
    matches!(family(native), Some((Arith::Pow, _)))
        || matches!(
            native,
            N::IntCheckedShl
                | N::IntCheckedShr
                | N::IntWrappingShl
                | N::IntWrappingShr
                | N::IntRotateLeft
                | N::IntRotateRight
        )
}

fn binary(
    cx: &mut Context<'_>,
    native: N,
    kind: IntKind,
    a: i128,
    b: i128,
    args: &[Value],
) -> Answer {
    let width = kind.bits();
    match native {
        N::IntMin if compare(kind, b, a).is_lt() => Ok(cx.heap.make_int(kind, b)?),
        N::IntMax if compare(kind, b, a).is_gt() => Ok(cx.heap.make_int(kind, b)?),
        N::IntMin | N::IntMax => Ok(cx.heap.make_int(kind, a)?),
        N::IntClamp => clamp(cx, kind, a, b, args[2]),
        N::IntAbsDiff => {
            let (high, low) = if compare(kind, a, b).is_lt() {
                (b, a)
            } else {
                (a, b)
            };
            let kind = unsigned(kind);
            Ok(cx.heap.make_int(kind, wrap(kind, high.wrapping_sub(low)))?)
        }
        N::IntCheckedShl | N::IntCheckedShr if b as u64 >= u64::from(width) => Ok(cx.heap.none()),
        N::IntCheckedShl | N::IntCheckedShr => {
            let it = shifted(native == N::IntCheckedShl, kind, a, b as u32);
            let value = cx.heap.make_int(kind, it)?;
            option(cx, Some(value))
        }
        N::IntWrappingShl | N::IntWrappingShr => {
            let by = b as u32 & (width - 1);
            let it = shifted(native == N::IntWrappingShl, kind, a, by);
            Ok(cx.heap.make_int(kind, it)?)
        }
        N::IntRotateLeft => rotated(cx, kind, a, b as u32 % width),
        N::IntRotateRight => rotated(cx, kind, a, (width - b as u32 % width) % width),
        N::IntDivCeil => {
            if b == 0 {
                return panic("attempt to divide by zero");
            }
            let (quotient, _) = apply(kind, Arith::DivEuclid, a, b);
            let (rest, _) = apply(kind, Arith::RemEuclid, a, b);
            let round_up = rest != 0 && (b > 0 || !kind.is_signed());
            Ok(cx.heap.make_int(kind, quotient + i128::from(round_up))?)
        }
        N::IntNextMultipleOf | N::IntCheckedNextMultipleOf => {
            let checked = native == N::IntCheckedNextMultipleOf;
            next_multiple(cx, kind, a, b, checked)
        }
        N::IntIsMultipleOf => Ok(Value::Bool(if b == 0 {
            a == 0
        } else {
            apply(kind, Arith::Rem, a, b).0 == 0
        })),
        N::IntMidpoint => {
            let middle = if kind == IntKind::U128 {
                let (a, b) = (a as u128, b as u128);
                ((a & b) + ((a ^ b) >> 1)) as i128
            } else if kind.is_signed() {
                a.checked_add(b).map_or(a / 2 + b / 2, |sum| sum / 2)
            } else {
                a.wrapping_add(b) >> 1
            };
            Ok(cx.heap.make_int(kind, middle)?)
        }
        N::IntIlog | N::IntCheckedIlog => {
            let log = logarithm(kind, a, b as u128);
            log_answer(cx, log, native == N::IntIlog)
        }
        other => unsupported(format!("the built-in {other:?}")),
    }
}

fn clamp(cx: &mut Context<'_>, kind: IntKind, a: i128, low: i128, high: Value) -> Answer {
    let (_, high) = int(cx, high)?;
    if compare(kind, low, high).is_gt() {
        return panic(format!("min > max. min = {low}, max = {high}"));
    }
    let it = if compare(kind, a, low).is_lt() {
        low
    } else if compare(kind, a, high).is_gt() {
        high
    } else {
        a
    };
    Ok(cx.heap.make_int(kind, it)?)
}

fn shifted(left: bool, kind: IntKind, a: i128, by: u32) -> i128 {
    if left {
        wrap(kind, a << by)
    } else if kind == IntKind::U128 {
        ((a as u128) >> by) as i128
    } else {
        a >> by
    }
}

fn rotated(cx: &mut Context<'_>, kind: IntKind, a: i128, by: u32) -> Answer {
    let raw = bits(kind, a);
    let it = if by == 0 {
        raw
    } else {
        raw << by | raw >> (kind.bits() - by)
    };
    Ok(cx.heap.make_int(kind, wrap(kind, it as i128))?)
}

fn next_multiple(cx: &mut Context<'_>, kind: IntKind, a: i128, b: i128, checked: bool) -> Answer {
    if b == 0 {
        return if checked {
            Ok(cx.heap.none())
        } else {
            panic("attempt to calculate the remainder with a divisor of zero")
        };
    }
    let (rest, _) = apply(kind, Arith::Rem, a, b);
    let missing = if rest == 0 { 0 } else { b - rest };
    let family = if checked {
        Family::Checked
    } else {
        Family::Panicking
    };
    family_call(cx, (Arith::Add, family), kind, a, missing)
}

fn unary(cx: &mut Context<'_>, native: N, kind: IntKind, a: i128) -> Answer {
    let width = kind.bits();
    let raw = bits(kind, a);
    let negated = wrap(kind, a.wrapping_neg());
    let neg_overflows = if kind.is_signed() {
        a == kind.min()
    } else {
        a != 0
    };
    let magnitude = if kind.is_signed() && a < 0 {
        negated
    } else {
        a
    };
    let abs_overflows = kind.is_signed() && a == kind.min();
    match native {
        N::IntCheckedNeg => checked(cx, kind, negated, neg_overflows),
        N::IntCheckedAbs => checked(cx, kind, magnitude, abs_overflows),
        N::IntWrappingNeg => Ok(cx.heap.make_int(kind, negated)?),
        N::IntWrappingAbs => Ok(cx.heap.make_int(kind, magnitude)?),
        N::IntSaturatingNeg if neg_overflows => Ok(cx.heap.make_int(kind, limits(kind).1)?),
        N::IntSaturatingNeg => Ok(cx.heap.make_int(kind, negated)?),
        N::IntSaturatingAbs if abs_overflows => Ok(cx.heap.make_int(kind, limits(kind).1)?),
        N::IntSaturatingAbs => Ok(cx.heap.make_int(kind, magnitude)?),
        N::IntOverflowingNeg | N::IntOverflowingAbs => {
            let (it, over) = match native {
                N::IntOverflowingNeg => (negated, neg_overflows),
                _ => (magnitude, abs_overflows),
            };
            let it = cx.heap.make_int(kind, it)?;
            Ok(cx.heap.alloc_tuple(&[it, Value::Bool(over)])?)
        }
        N::IntAbs if abs_overflows => panic("attempt to negate with overflow"),
        N::IntAbs => Ok(cx.heap.make_int(kind, magnitude)?),
        N::IntUnsignedAbs => {
            let kind = unsigned(kind);
            Ok(cx.heap.make_int(kind, wrap(kind, magnitude))?)
        }
        N::IntSignum => Ok(cx.heap.make_int(kind, a.signum())?),
        N::IntIsPositive => Ok(Value::Bool(a > 0)),
        N::IntIsNegative => Ok(Value::Bool(a < 0)),
        N::IntIsPowerOfTwo => Ok(Value::Bool(raw.is_power_of_two())),
        N::IntNextPowerOfTwo | N::IntCheckedNextPowerOfTwo => {
            let next = raw.checked_next_power_of_two();
            let next = next.filter(|it| width == 128 || it >> width == 0);
            match (native, next) {
                (N::IntNextPowerOfTwo, Some(it)) => Ok(cx.heap.make_int(kind, it as i128)?),
                (N::IntNextPowerOfTwo, None) => panic("attempt to add with overflow"),
                (_, it) => checked(cx, kind, it.unwrap_or(0) as i128, it.is_none()),
            }
        }
        N::IntCountOnes => u32_value(raw.count_ones()),
        N::IntCountZeros => u32_value(width - raw.count_ones()),
        N::IntLeadingZeros => u32_value(raw.leading_zeros() - (128 - width)),
        N::IntTrailingZeros => u32_value(raw.trailing_zeros().min(width)),
        N::IntLeadingOnes => u32_value((raw << (128 - width)).leading_ones()),
        N::IntTrailingOnes => u32_value(raw.trailing_ones()),
        N::IntSwapBytes => {
            let it = raw.swap_bytes() >> (128 - width);
            Ok(cx.heap.make_int(kind, wrap(kind, it as i128))?)
        }
        N::IntReverseBits => {
            let it = raw.reverse_bits() >> (128 - width);
            Ok(cx.heap.make_int(kind, wrap(kind, it as i128))?)
        }
        N::IntIsqrt if kind.is_signed() && a < 0 => {
            panic("argument of integer square root cannot be negative")
        }
        N::IntIsqrt => Ok(cx.heap.make_int(kind, raw.isqrt() as i128)?),
        N::IntCheckedIsqrt if kind.is_signed() && a < 0 => Ok(cx.heap.none()),
        N::IntCheckedIsqrt => checked(cx, kind, raw.isqrt() as i128, false),
        N::IntIlog2 | N::IntCheckedIlog2 => {
            let log = logarithm(kind, a, 2);
            log_answer(cx, log, native == N::IntIlog2)
        }
        N::IntIlog10 | N::IntCheckedIlog10 => {
            let log = logarithm(kind, a, 10);
            log_answer(cx, log, native == N::IntIlog10)
        }
        N::IntToBeBytes | N::IntToLeBytes => {
            let mut bytes = raw.to_le_bytes()[..width as usize / 8].to_vec();
            if native == N::IntToBeBytes {
                bytes.reverse();
            }
            super::slice::byte_array(cx, &bytes)
        }
        N::IntCastSign => {
            let kind = other_sign(kind);
            Ok(cx.heap.make_int(kind, wrap(kind, a))?)
        }
        other => unsupported(format!("the built-in {other:?}")),
    }
}

fn checked(cx: &mut Context<'_>, kind: IntKind, it: i128, overflow: bool) -> Answer {
    if overflow {
        return Ok(cx.heap.none());
    }
    let value = cx.heap.make_int(kind, it)?;
    option(cx, Some(value))
}

/// The logarithm rounded down, when both are in its domain.
fn logarithm(kind: IntKind, a: i128, base: u128) -> Option<u32> {
    if (kind.is_signed() && a <= 0) || a == 0 || base < 2 {
        return None;
    }
    (a as u128).checked_ilog(base)
}

fn log_answer(cx: &mut Context<'_>, log: Option<u32>, panicking: bool) -> Answer {
    match log {
        Some(log) if panicking => u32_value(log),
        None if panicking => panic("argument of integer logarithm must be positive"),
        log => {
            let log = log.map(|log| Value::Int(IntKind::U32, i64::from(log)));
            option(cx, log)
        }
    }
}

fn from_bytes(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    let kind = hint_int_kind(hint(cx, args[1]));
    let run = args::Run::read(cx, args[0])?;
    let mut bytes: Vec<u8> = (0..run.len())
        .map(|at| cx.heap.read_usize(cx.heap.get(run.slot(at))).unwrap_or(0) as u8)
        .collect();
    discard(cx, args[0]);
    if native == N::IntFromBeBytes {
        bytes.reverse();
    }
    let raw = bytes
        .iter()
        .rev()
        .fold(0u128, |raw, byte| raw << 8 | u128::from(*byte));
    Ok(cx.heap.make_int(kind, wrap(kind, raw as i128))?)
}

/// Whether a number (of kind `from`, `u128` as bits) is in the range of kind `to`.
pub(crate) fn fits(from: IntKind, it: i128, to: IntKind) -> bool {
    if from == IntKind::U128 && it < 0 {
        return to == IntKind::U128;
    }
    match to {
        IntKind::U128 => it >= 0,
        _ => (to.min()..=to.max()).contains(&it),
    }
}

/// The same number as another kind, or the fault that it does not fit.
pub(crate) fn converted(cx: &mut Context<'_>, value: Value, to: IntKind) -> Result<Value, Trap> {
    let (_, it) = int(cx, value)?;
    Ok(cx.heap.make_int(to, wrap(to, it))?)
}
