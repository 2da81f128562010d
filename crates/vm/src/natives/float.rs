//! Methods of `f32` and `f64`.
//!
//! Transcendental functions come from the `libm` crate, not from the platform: the same bits natively and in
//! the browser. `f32` methods compute in `f32` where double rounding could show.

use interleave_program::{IntKind, Native as N, TypeTag};

use super::args::{self, float, hint, hint_tag, panic, unsupported};
use crate::context::{Answer, Context};
use crate::value::Value;

pub(super) fn call(cx: &mut Context<'_>, native: N, args: &[Value]) -> Answer {
    match native {
        N::FloatFromBits => return from_bits(cx, args),
        N::FloatTypeMax
        | N::FloatTypeMin
        | N::FloatTypeMinPositive
        | N::FloatTypeEpsilon
        | N::FloatTypeInfinity
        | N::FloatTypeNegInfinity
        | N::FloatTypeNan => {
            let single = hint_tag(hint(cx, args[0])) == Some(TypeTag::F32);
            return Ok(limit(native, single));
        }
        _ => {}
    }
    let (a, single) = float(cx, args[0])?;
    if single {
        single_call(cx, native, a as f32, args)
    } else {
        double_call(cx, native, a, args)
    }
}

fn from_bits(cx: &mut Context<'_>, args: &[Value]) -> Answer {
    let (_, bits) = args::int(cx, args[0])?;
    let single = hint_tag(hint(cx, args[1])) == Some(TypeTag::F32);
    Ok(if single {
        Value::F32(f32::from_bits(bits as u32))
    } else {
        Value::F64(f64::from_bits(bits as u64))
    })
}

fn limit(native: N, single: bool) -> Value {
    let (wide, narrow) = match native {
        N::FloatTypeMax => (f64::MAX, f32::MAX),
        N::FloatTypeMin => (f64::MIN, f32::MIN),
        N::FloatTypeMinPositive => (f64::MIN_POSITIVE, f32::MIN_POSITIVE),
        N::FloatTypeEpsilon => (f64::EPSILON, f32::EPSILON),
        N::FloatTypeInfinity => (f64::INFINITY, f32::INFINITY),
        N::FloatTypeNegInfinity => (f64::NEG_INFINITY, f32::NEG_INFINITY),
        _ => (f64::NAN, f32::NAN),
    };
    if single {
        Value::F32(narrow)
    } else {
        Value::F64(wide)
    }
}

/// What does not differ between the two types but in the width: tests and comparisons.
fn common(cx: &Context<'_>, native: N, a: f64, args: &[Value]) -> Option<Answer> {
    Some(Ok(match native {
        N::FloatIsNan => Value::Bool(a.is_nan()),
        N::FloatIsInfinite => Value::Bool(a.is_infinite()),
        N::FloatIsFinite => Value::Bool(a.is_finite()),
        N::FloatIsSignPositive => Value::Bool(a.is_sign_positive()),
        N::FloatIsSignNegative => Value::Bool(a.is_sign_negative()),
        N::FloatTotalCmp => match float(cx, args[1]) {
            Ok((b, _)) => args::ordering(a.total_cmp(&b)),
            Err(trap) => return Some(Err(trap)),
        },
        _ => return None,
    }))
}

fn clamp_message(low: &str, high: &str) -> String {
    format!("min > max, or either was NaN. min = {low}, max = {high}")
}

macro_rules! float_methods {
    ($name:ident, $t:ident, $variant:ident, $int_kind:ident, $suffix_pow:path, $exp:path, $exp2:path, $expm1:path,
     $ln:path, $ln1p:path, $log2:path, $log10:path, $sin:path, $cos:path, $tan:path, $asin:path, $acos:path,
     $atan:path, $atan2:path, $sinh:path, $cosh:path, $tanh:path, $hypot:path, $cbrt:path, $fma:path, $rint:path) => {
        fn $name(cx: &mut Context<'_>, native: N, a: $t, args: &[Value]) -> Answer {
            if let Some(answer) = common(cx, native, f64::from(a), args) {
                return answer;
            }
            let b = match args.get(1) {
                Some(value) if native != N::FloatPowi => float(cx, *value)?.0 as $t,
                _ => 0.0,
            };
            let it: $t = match native {
                N::FloatAbs => a.abs(),
                N::FloatCeil => a.ceil(),
                N::FloatFloor => a.floor(),
                N::FloatRound => a.round(),
                N::FloatRoundTiesEven => $rint(a),
                N::FloatTrunc => a.trunc(),
                N::FloatFract => a - a.trunc(),
                N::FloatSqrt => a.sqrt(),
                N::FloatCbrt => $cbrt(a),
                N::FloatPowi => {
                    let (_, exponent) = args::int(cx, args[1])?;
                    powers_of(f64::from(a), exponent as i32, |it| f64::from(it as $t)) as $t
                }
                N::FloatPowf => $suffix_pow(a, b),
                N::FloatExp => $exp(a),
                N::FloatExp2 => $exp2(a),
                N::FloatExpM1 => $expm1(a),
                N::FloatLn => $ln(a),
                N::FloatLn1p => $ln1p(a),
                N::FloatLog => $ln(a) / $ln(b),
                N::FloatLog2 => $log2(a),
                N::FloatLog10 => $log10(a),
                N::FloatSin => $sin(a),
                N::FloatCos => $cos(a),
                N::FloatTan => $tan(a),
                N::FloatSinCos => {
                    let pair = [Value::$variant($sin(a)), Value::$variant($cos(a))];
                    return Ok(cx.heap.alloc_tuple(&pair)?);
                }
                N::FloatAsin => $asin(a),
                N::FloatAcos => $acos(a),
                N::FloatAtan => $atan(a),
                N::FloatAtan2 => $atan2(a, b),
                N::FloatSinh => $sinh(a),
                N::FloatCosh => $cosh(a),
                N::FloatTanh => $tanh(a),
                N::FloatHypot => $hypot(a, b),
                N::FloatMulAdd => $fma(a, b, float(cx, args[2])?.0 as $t),
                N::FloatMin => a.min(b),
                N::FloatMax => a.max(b),
                N::FloatClamp => {
                    let high = float(cx, args[2])?.0 as $t;
                    if b > high || b.is_nan() || high.is_nan() {
                        return panic(clamp_message(&format!("{b:?}"), &format!("{high:?}")));
                    }
                    a.clamp(b, high)
                }
                N::FloatSignum => a.signum(),
                N::FloatCopysign => a.copysign(b),
                N::FloatRecip => a.recip(),
                N::FloatRemEuclid => a.rem_euclid(b),
                N::FloatDivEuclid => a.div_euclid(b),
                N::FloatToDegrees => a.to_degrees(),
                N::FloatToRadians => a.to_radians(),
                N::FloatToBits => return Ok(Value::Int(IntKind::$int_kind, a.to_bits() as i64)),
                other => return unsupported(format!("the built-in {other:?}")),
            };
            Ok(Value::$variant(it))
        }
    };
}

/// `powi` as compiler-rt does it: square and multiply, the reciprocal last; every step rounded by `round`.
fn powers_of(base: f64, exponent: i32, round: impl Fn(f64) -> f64) -> f64 {
    let (mut base, mut left, mut total) = (base, exponent, 1.0);
    loop {
        if left & 1 != 0 {
            total = round(total * base);
        }
        left /= 2;
        if left == 0 {
            break;
        }
        base = round(base * base);
    }
    if exponent < 0 {
        round(1.0 / total)
    } else {
        total
    }
}

float_methods!(
    double_call,
    f64,
    F64,
    U64,
    libm::pow,
    libm::exp,
    libm::exp2,
    libm::expm1,
    libm::log,
    libm::log1p,
    libm::log2,
    libm::log10,
    libm::sin,
    libm::cos,
    libm::tan,
    libm::asin,
    libm::acos,
    libm::atan,
    libm::atan2,
    libm::sinh,
    libm::cosh,
    libm::tanh,
    libm::hypot,
    libm::cbrt,
    libm::fma,
    libm::rint
);

float_methods!(
    single_call,
    f32,
    F32,
    U32,
    libm::powf,
    libm::expf,
    libm::exp2f,
    libm::expm1f,
    libm::logf,
    libm::log1pf,
    libm::log2f,
    libm::log10f,
    libm::sinf,
    libm::cosf,
    libm::tanf,
    libm::asinf,
    libm::acosf,
    libm::atanf,
    libm::atan2f,
    libm::sinhf,
    libm::coshf,
    libm::tanhf,
    libm::hypotf,
    libm::cbrtf,
    libm::fmaf,
    libm::rintf
);
