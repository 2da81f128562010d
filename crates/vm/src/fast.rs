//! Integer arithmetic in 64 bits, as the instruction loop does it: `None` where only the slow way knows the answer
//! or the panic (`crate::arith`).

use interleave_program::IntKind;

use crate::arith::is_word;

/// Smallest value of each kind as far as the fast ways go (64-bit unsigned values from 0 to `i64::MAX`).
const FAST_MIN: [i64; 13] = fast_limits(false);
/// Largest value of each kind as far as the fast ways go.
const FAST_MAX: [i64; 13] = fast_limits(true);

const fn fast_limits(upper: bool) -> [i64; 13] {
    if upper {
        [
            i8::MAX as i64,
            i16::MAX as i64,
            i32::MAX as i64,
            i64::MAX,
            i64::MAX,
            i64::MAX,
            u8::MAX as i64,
            u16::MAX as i64,
            u32::MAX as i64,
            i64::MAX,
            i64::MAX,
            i64::MAX,
            i32::MAX as i64,
        ]
    } else {
        [
            i8::MIN as i64,
            i16::MIN as i64,
            i32::MIN as i64,
            i64::MIN,
            i64::MIN,
            i64::MIN,
            0,
            0,
            0,
            0,
            0,
            0,
            i32::MIN as i64,
        ]
    }
}

/// `it` when the fast ways may give it as a value of `kind`; the slow way decides otherwise.
#[inline(always)]
fn in_range(kind: IntKind, it: i64) -> Option<i64> {
    let index = kind as usize;
    (it >= FAST_MIN[index] && it <= FAST_MAX[index]).then_some(it)
}

#[inline(always)]
pub(crate) fn fast_add(kind: IntKind, a: i64, b: i64) -> Option<i64> {
    if is_word(kind) {
        return (a as u64).checked_add(b as u64).map(|it| it as i64);
    }
    in_range(kind, a.checked_add(b)?)
}

/// `a + b` where b is a small signed number, whatever the kind.
#[inline(always)]
pub(crate) fn fast_add_signed(kind: IntKind, a: i64, b: i64) -> Option<i64> {
    if is_word(kind) {
        return (a as u64).checked_add_signed(b).map(|it| it as i64);
    }
    in_range(kind, a.checked_add(b)?)
}

#[inline(always)]
pub(crate) fn fast_sub(kind: IntKind, a: i64, b: i64) -> Option<i64> {
    if is_word(kind) {
        return (a as u64).checked_sub(b as u64).map(|it| it as i64);
    }
    in_range(kind, a.checked_sub(b)?)
}

#[inline(always)]
pub(crate) fn fast_mul(kind: IntKind, a: i64, b: i64) -> Option<i64> {
    if is_word(kind) {
        return (a as u64).checked_mul(b as u64).map(|it| it as i64);
    }
    in_range(kind, a.checked_mul(b)?)
}

#[inline(always)]
pub(crate) fn fast_div(kind: IntKind, a: i64, b: i64) -> Option<i64> {
    if is_word(kind) {
        return (a as u64).checked_div(b as u64).map(|it| it as i64);
    }
    in_range(kind, a.checked_div(b)?)
}

#[inline(always)]
pub(crate) fn fast_rem(kind: IntKind, a: i64, b: i64) -> Option<i64> {
    if is_word(kind) {
        return (a as u64).checked_rem(b as u64).map(|it| it as i64);
    }
    // `MIN % -1` overflows: left to the slow way, which knows the kind's own minimum.
    if b == -1 {
        return None;
    }
    a.checked_rem(b)
}

#[inline(always)]
pub(crate) fn fast_and(_: IntKind, a: i64, b: i64) -> Option<i64> {
    Some(a & b)
}

#[inline(always)]
pub(crate) fn fast_or(_: IntKind, a: i64, b: i64) -> Option<i64> {
    Some(a | b)
}

#[inline(always)]
pub(crate) fn fast_xor(_: IntKind, a: i64, b: i64) -> Option<i64> {
    Some(a ^ b)
}

/// The low bits of `it` as a value of `kind`, as `as` gives them; 128-bit kinds are left to the slow way.
#[inline(always)]
pub(crate) fn fast_wrap(kind: IntKind, it: i64) -> Option<i64> {
    Some(match kind {
        IntKind::I8 => i64::from(it as i8),
        IntKind::I16 => i64::from(it as i16),
        IntKind::I32 | IntKind::Any => i64::from(it as i32),
        IntKind::U8 => i64::from(it as u8),
        IntKind::U16 => i64::from(it as u16),
        IntKind::U32 => i64::from(it as u32),
        IntKind::I64 | IntKind::Isize | IntKind::U64 | IntKind::Usize => it,
        IntKind::I128 | IntKind::U128 => return None,
    })
}

/// `a << by`
#[inline(always)]
pub(crate) fn fast_shl(kind: IntKind, a: i64, by: i64) -> Option<i64> {
    if !(0..i64::from(kind.bits())).contains(&by) {
        return None;
    }
    fast_wrap(kind, a.checked_shl(by as u32)?)
}

/// `a >> by`
#[inline(always)]
pub(crate) fn fast_shr(kind: IntKind, a: i64, by: i64) -> Option<i64> {
    if !(0..i64::from(kind.bits().min(64))).contains(&by) {
        return None;
    }
    if is_word(kind) {
        return Some((a as u64 >> by) as i64);
    }
    Some(a >> by)
}

#[cfg(test)]
mod tests {
    use interleave_program::BinOp;

    use super::*;
    use crate::arith::{int_binary, wrap};

    /// Values at the edges of all kinds, as many as each kind has.
    fn samples(kind: IntKind) -> impl Iterator<Item = i128> {
        let edges = IntKind::ALL.into_iter().flat_map(|it| [it.min(), it.max()]);
        let near = edges.flat_map(|it| [it.saturating_sub(1), it, it.saturating_add(1)]);
        let small = (-3..70).chain([1000, -1000]);
        near.chain(small)
            .filter(move |it| *it >= kind.min() && *it <= kind.max() && i64::try_from(*it).is_ok())
    }

    #[test]
    fn the_fast_ways_agree_with_the_slow_ones() {
        type Fast = fn(IntKind, i64, i64) -> Option<i64>;
        let ways: [(BinOp, Fast); 10] = [
            (BinOp::Add, fast_add),
            (BinOp::Sub, fast_sub),
            (BinOp::Mul, fast_mul),
            (BinOp::Div, fast_div),
            (BinOp::Rem, fast_rem),
            (BinOp::BitAnd, fast_and),
            (BinOp::BitOr, fast_or),
            (BinOp::BitXor, fast_xor),
            (BinOp::Shl, fast_shl),
            (BinOp::Shr, fast_shr),
        ];
        for (op, fast) in ways {
            for kind in IntKind::ALL {
                for (a, b) in samples(kind).flat_map(|a| samples(kind).map(move |b| (a, b))) {
                    let Some(it) = fast(kind, a as i64, b as i64) else {
                        continue;
                    };
                    let it = if is_word(kind) {
                        i128::from(it as u64)
                    } else {
                        i128::from(it)
                    };
                    assert_eq!(
                        Ok(it),
                        int_binary(op, kind, a, b),
                        "{a} {op:?} {b} of {kind:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_fast_cast_agrees_with_the_slow_one() {
        for (from, to) in IntKind::ALL
            .into_iter()
            .flat_map(|a| IntKind::ALL.map(|b| (a, b)))
        {
            for it in samples(from) {
                if let Some(fast) = fast_wrap(to, it as i64) {
                    assert_eq!(fast, wrap(to, it) as i64, "{it} of {from:?} as {to:?}");
                }
            }
        }
    }
}
