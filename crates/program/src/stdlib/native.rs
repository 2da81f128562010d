//! Natives: primitives that the virtual machine does itself, without time or other threads.
//!
//! The rows say how source reaches each; the meaning is std's. Where std's answer depends on a type that
//! no argument shows, the last argument is that type (`Const::Type`). Natives never call back into
//! bytecode: what takes a closure is in the frontend's prelude.

use super::builtins;
use super::groups::{
    ANY_TYPE, CHARS, COLLECTIONS, COUNTED, DOUBLE_ENDED, FLOATS, INTS, ITERATORS, MAPS, NUMBERS,
    SEQUENCES, SETS, SLICES, STRINGS, WEAK,
};
use crate::tag::TypeTag as T;

builtins! {
    /// A primitive of the virtual machine.
    Native (u16);

    // Every type. These meet user impls on their way and are the machine's own, resumable ones.
    /// (&self) → a deep copy; user `Clone` impls inside are called.
    Clone(1) [refs(ANY_TYPE, "clone"), path("std::clone::Clone::clone")]
    /// (&self) → String as `{}` prints it.
    ToString(1) [refs(ANY_TYPE, "to_string"), path("std::string::ToString::to_string")]
    /// (&mut future, &mut Context) → Poll: goes on with an `async` body.
    FuturePoll(2) [by_ref(T::FUTURE, "poll")]
    /// (self) → a future: what the program's own `IntoFuture` gives, or the value itself.
    IntoFuture(1) [values(ANY_TYPE, "into_future"), intrinsic("into_future")]
    /// (&receiver, &context) → what `PollEnds` needs: the program itself calls `poll`.
    PollBegins(2) [intrinsic("poll_begins")]
    /// (answer of `PollBegins`, &answer of `poll`)
    PollEnds(2) [intrinsic("poll_ends")]
    /// (&receiver) → (): the program itself calls `wake` or `wake_by_ref`.
    WakerCalled(1) [intrinsic("waker_called")]
    /// (&self, &other) → Ordering
    Cmp(2) [refs(ANY_TYPE, "cmp"), path("std::cmp::Ord::cmp")]
    /// (&self, &other) → Option<Ordering>
    PartialCmp(2) [refs(ANY_TYPE, "partial_cmp"), path("std::cmp::PartialOrd::partial_cmp")]
    /// (&self, &other) → bool
    Eq(2) [refs(ANY_TYPE, "eq"), path("std::cmp::PartialEq::eq")]
    /// (&self, &other) → bool
    Ne(2) [refs(ANY_TYPE, "ne")]
    /// (&self, &other) → bool
    Lt(2) [refs(ANY_TYPE, "lt")]
    /// (&self, &other) → bool
    Le(2) [refs(ANY_TYPE, "le")]
    /// (&self, &other) → bool
    Gt(2) [refs(ANY_TYPE, "gt")]
    /// (&self, &other) → bool
    Ge(2) [refs(ANY_TYPE, "ge")]
    /// (self, type) → the value as that type; built-in conversions only.
    Into(2) [values(ANY_TYPE, "into"), path("std::convert::Into::into")]
    /// (self, `Result` type) → Result; built-in conversions only.
    TryInto(2) [values(ANY_TYPE, "try_into"), path("std::convert::TryInto::try_into")]
    /// (value, type) → Result
    TryFrom(2) [associated(NUMBERS, "try_from"), associated(&[T::CHAR, T::BOOL, T::STRING, T::ARRAY], "try_from")]
    /// (value, type) → the value as the type that the path names: `u64::from`, `String::from`, `Vec::from` …
    From(2) [
        associated(NUMBERS, "from"), associated(COLLECTIONS, "from"), associated(COUNTED, "from"),
        associated(&[T::BOOL, T::CHAR, T::BOX, T::OPTION, T::CELL, T::REF_CELL], "from"),
    ]
    /// (type) → `Default::default()` of a built-in type.
    Default(1) [
        path("std::default::Default::default"), intrinsic("default_of"), associated(NUMBERS, "default"), associated(COLLECTIONS, "default"),
        associated(&[
            T::BOOL, T::CHAR, T::OPTION, T::DURATION, T::BOX, T::RC, T::ARC, T::CELL, T::REF_CELL, T::UNIT, T::STR,
            T::MUTEX, T::RW_LOCK, T::ATOMIC,
        ], "default"),
    ]
    /// (&self) → an owned copy: `str` gives `String`, slices give `Vec`. Others clone (in the prelude).
    StrToOwned(1) [
        refs(STRINGS, "to_string"), refs(STRINGS, "to_owned"), refs(&[T::STR], "into_string"),
        refs(&[T::STR], "into_boxed_str"), refs(&[T::STRING], "clone"),
    ]

    // Memory.
    /// (&mut dest, value) → the old value.
    MemReplace(2) [path("std::mem::replace"), by_ref(T::CELL, "replace"), intrinsic("mem_replace")]
    /// (&mut a, &mut b) → ()
    MemSwap(2) [path("std::mem::swap"), intrinsic("mem_swap")]
    /// (&mut value) → the value; an empty collection, zero, `None` … of the same kind stays (`mem::take`).
    TakeOut(1) [intrinsic("take_out")]
    /// (value) → (): never drops it.
    MemForget(1) [path("std::mem::forget")]
    /// (&a, &b) → whether they point to the same place or shared object.
    PtrEq(2) [
        path("std::ptr::eq"), path("std::rc::Rc::ptr_eq"), path("std::sync::Arc::ptr_eq"),
        path("std::rc::Weak::ptr_eq"), path("std::sync::Weak::ptr_eq"),
    ]
    /// (value) → whether it is `()`.
    IsUnit(1) [intrinsic("is_unit")]
    /// (Vec of up to twelve) → the tuple of its elements.
    TupleOf(1) [intrinsic("tuple_of")]
    /// (&a, &b) → whether two wakers' targets are the same task, the same shared object, or nobody.
    SameTarget(2) [intrinsic("same_target")]
    /// (&Context of a poll) → whether resources may still make progress in it: outside of a runtime always.
    ContextHasBudget(1) [intrinsic("context_has_budget")]
    /// (&mut Context) → (): a resource has made progress.
    ContextSpend(1) [intrinsic("context_spend")]
    /// (&mut JoinHandle) → (): nobody wants its task's value any more.
    JoinDetach(1) [intrinsic("join_detach")]
    /// (value) → value; also `NonZero::get`, as those are plain integers here.
    BlackBox(1) [
        path("std::hint::black_box"), path("std::convert::identity"), path("std::panic::AssertUnwindSafe"),
        values(INTS, "get"), intrinsic("identity"),
    ]
    /// () → (): `std::hint::spin_loop`.
    SpinLoop(0) [path("std::hint::spin_loop")]

    // What the prelude asks about types and values.
    /// (type) → what it is to `collect` and `sum`: 0 not known, 1 Result, 2 Option, 3 BinaryHeap, 4 anything else.
    HintClass(1) [intrinsic("hint_class")]
    /// (&value, type) → whether the value (boxes looked through) is of that type. `&str` and `String` differ.
    IsType(2) [intrinsic("is_type")]
    /// (&value) → whether it is itself a reference.
    IsReference(1) [intrinsic("is_reference")]
    /// (&value) → whether it is a closure or function.
    IsCallable(1) [intrinsic("is_callable")]
    /// (&value) → whether it can be polled; boxes are looked through.
    IsFuture(1) [intrinsic("is_future")]
    /// (&value) → which variant of its type it is.
    Discriminant(1) [intrinsic("discriminant")]
    /// (&value) → whether it is a slice, array or Vec.
    IsSequence(1) [intrinsic("is_sequence")]
    /// (&place) → the innermost place: references, boxes and guards looked through.
    LookThrough(1) [intrinsic("look_through")]
    /// (type) → an empty collection to collect into; of `Option` and `Result` the inner type counts.
    CollectorNew(1) [intrinsic("collector_new")]
    /// (tuple type, index) → an empty collection of its element's type.
    CollectorPart(2) [intrinsic("collector_part")]
    /// (&mut collection, item) → (): appends or inserts as `FromIterator` would; answers what it replaced.
    CollectorPush(2) [intrinsic("collector_push")]
    /// The same as `Extend` does it: references to numbers and the like are copied unless references are kept there.
    ExtendPush(2) [intrinsic("extend_push")]
    /// (collection, type) → the finished collection (`Box<[T]>`, `String`, …).
    CollectorFinish(2) [intrinsic("collector_finish")]
    /// (type) → the start of `sum` over items of that type; of `Option` and `Result` the inner type counts.
    SumStart(1) [intrinsic("sum_start")]
    /// (type) → the start of `product`.
    ProductStart(1) [intrinsic("product_start")]
    /// (&item) → the start of `sum` over items like this one.
    SumStartLike(1) [intrinsic("sum_start_like")]
    /// (&item) → the start of `product`.
    ProductStartLike(1) [intrinsic("product_start_like")]
    /// (message: &str) → !: stops with "not supported".
    Unsupported(1) [intrinsic("unsupported")]
    /// (payload) → !: panics with any payload.
    PanicAny(1) [path("std::panic::panic_any")]
    /// (Box of a payload) → !: goes on panicking, without the message being written again.
    ResumeUnwind(1) [path("std::panic::resume_unwind")]
    /// (closure) → Result<T, Box<dyn Any>>
    CatchUnwind(1) [path("std::panic::catch_unwind")]

    // Formatting.
    /// (&value, &mut Formatter) → fmt::Result: as the formatter's specification says.
    Fmt(2) [refs(ANY_TYPE, "fmt")]
    FmtDisplay(2) [refs(ANY_TYPE, "Display::fmt"), path("std::fmt::Display::fmt")]
    FmtDebug(2) [refs(ANY_TYPE, "Debug::fmt"), path("std::fmt::Debug::fmt")]
    FmtLowerHex(2) [refs(ANY_TYPE, "LowerHex::fmt"), path("std::fmt::LowerHex::fmt")]
    FmtUpperHex(2) [refs(ANY_TYPE, "UpperHex::fmt"), path("std::fmt::UpperHex::fmt")]
    FmtBinary(2) [refs(ANY_TYPE, "Binary::fmt"), path("std::fmt::Binary::fmt")]
    FmtOctal(2) [refs(ANY_TYPE, "Octal::fmt"), path("std::fmt::Octal::fmt")]
    /// (&mut Formatter or &mut String, text) → fmt::Result
    WriteStr(2) [by_ref(T::FORMATTER, "write_str"), by_ref(T::STRING, "write_str")]
    /// The same with a `String` that is used up: what `write!` calls.
    WriteFmt(2) [by_ref(T::FORMATTER, "write_fmt"), by_ref(T::STRING, "write_fmt")]
    WriteChar(2) [by_ref(T::FORMATTER, "write_char"), by_ref(T::STRING, "write_char")]
    /// (&mut Formatter, &str) → fmt::Result: with width, fill and precision.
    FormatterPad(2) [by_ref(T::FORMATTER, "pad")]
    /// (&mut Formatter, is_nonnegative, prefix, digits) → fmt::Result: as `{}` shows integers.
    FormatterPadIntegral(4) [by_ref(T::FORMATTER, "pad_integral")]
    FormatterWidth(1) [by_ref(T::FORMATTER, "width")]
    FormatterPrecision(1) [by_ref(T::FORMATTER, "precision")]
    FormatterFill(1) [by_ref(T::FORMATTER, "fill")]
    FormatterAlternate(1) [by_ref(T::FORMATTER, "alternate")]
    FormatterSignPlus(1) [by_ref(T::FORMATTER, "sign_plus")]

    // Integers.
    /// Like the operators, `None` on overflow.
    IntCheckedAdd(2) [values(INTS, "checked_add")]
    IntCheckedSub(2) [values(INTS, "checked_sub")]
    IntCheckedMul(2) [values(INTS, "checked_mul")]
    IntCheckedDiv(2) [values(INTS, "checked_div")]
    IntCheckedRem(2) [values(INTS, "checked_rem")]
    IntCheckedDivEuclid(2) [values(INTS, "checked_div_euclid")]
    IntCheckedRemEuclid(2) [values(INTS, "checked_rem_euclid")]
    IntCheckedPow(2) [values(INTS, "checked_pow")]
    IntCheckedShl(2) [values(INTS, "checked_shl")]
    IntCheckedShr(2) [values(INTS, "checked_shr")]
    IntCheckedNeg(1) [values(INTS, "checked_neg")]
    IntCheckedAbs(1) [values(INTS, "checked_abs")]
    IntCheckedMixed(2) [values(INTS, "checked_add_signed"), values(INTS, "checked_add_unsigned")]
    IntCheckedSubUnsigned(2) [values(INTS, "checked_sub_unsigned"), values(INTS, "checked_sub_signed")]
    IntCheckedNextPowerOfTwo(1) [values(INTS, "checked_next_power_of_two")]
    IntCheckedNextMultipleOf(2) [values(INTS, "checked_next_multiple_of")]
    IntCheckedIlog2(1) [values(INTS, "checked_ilog2")]
    IntCheckedIlog10(1) [values(INTS, "checked_ilog10")]
    IntCheckedIlog(2) [values(INTS, "checked_ilog")]
    IntCheckedIsqrt(1) [values(INTS, "checked_isqrt")]
    /// Like the operators, modulo the type's range.
    IntWrappingAdd(2) [values(INTS, "wrapping_add"), values(INTS, "wrapping_add_signed"), values(INTS, "wrapping_add_unsigned")]
    IntWrappingSub(2) [values(INTS, "wrapping_sub"), values(INTS, "wrapping_sub_unsigned"), values(INTS, "wrapping_sub_signed")]
    IntWrappingMul(2) [values(INTS, "wrapping_mul")]
    IntWrappingDiv(2) [values(INTS, "wrapping_div")]
    IntWrappingRem(2) [values(INTS, "wrapping_rem")]
    IntWrappingDivEuclid(2) [values(INTS, "wrapping_div_euclid")]
    IntWrappingRemEuclid(2) [values(INTS, "wrapping_rem_euclid")]
    IntWrappingPow(2) [values(INTS, "wrapping_pow")]
    IntWrappingShl(2) [values(INTS, "wrapping_shl")]
    IntWrappingShr(2) [values(INTS, "wrapping_shr")]
    IntWrappingNeg(1) [values(INTS, "wrapping_neg")]
    IntWrappingAbs(1) [values(INTS, "wrapping_abs")]
    /// Like the operators, held within the type's range.
    IntSaturatingAdd(2) [values(INTS, "saturating_add"), values(INTS, "saturating_add_signed"), values(INTS, "saturating_add_unsigned")]
    IntSaturatingSub(2) [values(INTS, "saturating_sub"), values(INTS, "saturating_sub_unsigned"), values(INTS, "saturating_sub_signed")]
    IntSaturatingMul(2) [values(INTS, "saturating_mul")]
    IntSaturatingDiv(2) [values(INTS, "saturating_div")]
    IntSaturatingPow(2) [values(INTS, "saturating_pow")]
    IntSaturatingNeg(1) [values(INTS, "saturating_neg")]
    IntSaturatingAbs(1) [values(INTS, "saturating_abs")]
    /// Like the operators, with whether it overflowed.
    IntOverflowingAdd(2) [values(INTS, "overflowing_add")]
    IntOverflowingSub(2) [values(INTS, "overflowing_sub")]
    IntOverflowingMul(2) [values(INTS, "overflowing_mul")]
    IntOverflowingPow(2) [values(INTS, "overflowing_pow")]
    IntOverflowingNeg(1) [values(INTS, "overflowing_neg")]
    IntOverflowingAbs(1) [values(INTS, "overflowing_abs")]
    IntPow(2) [values(INTS, "pow")]
    IntAbs(1) [values(INTS, "abs")]
    IntAbsDiff(2) [values(INTS, "abs_diff")]
    IntUnsignedAbs(1) [values(INTS, "unsigned_abs")]
    IntSignum(1) [values(INTS, "signum")]
    IntIsPositive(1) [values(INTS, "is_positive")]
    IntIsNegative(1) [values(INTS, "is_negative")]
    IntDivEuclid(2) [values(INTS, "div_euclid")]
    IntRemEuclid(2) [values(INTS, "rem_euclid")]
    IntDivCeil(2) [values(INTS, "div_ceil")]
    IntNextMultipleOf(2) [values(INTS, "next_multiple_of")]
    IntIsMultipleOf(2) [values(INTS, "is_multiple_of")]
    IntMidpoint(2) [values(INTS, "midpoint")]
    IntMin(2) [values(INTS, "min")]
    IntMax(2) [values(INTS, "max")]
    IntClamp(3) [values(INTS, "clamp")]
    IntIsPowerOfTwo(1) [values(INTS, "is_power_of_two")]
    IntNextPowerOfTwo(1) [values(INTS, "next_power_of_two")]
    IntCountOnes(1) [values(INTS, "count_ones")]
    IntCountZeros(1) [values(INTS, "count_zeros")]
    IntLeadingZeros(1) [values(INTS, "leading_zeros")]
    IntTrailingZeros(1) [values(INTS, "trailing_zeros")]
    IntLeadingOnes(1) [values(INTS, "leading_ones")]
    IntTrailingOnes(1) [values(INTS, "trailing_ones")]
    IntRotateLeft(2) [values(INTS, "rotate_left")]
    IntRotateRight(2) [values(INTS, "rotate_right")]
    IntSwapBytes(1) [values(INTS, "swap_bytes")]
    IntReverseBits(1) [values(INTS, "reverse_bits")]
    IntIsqrt(1) [values(INTS, "isqrt")]
    IntIlog2(1) [values(INTS, "ilog2")]
    IntIlog10(1) [values(INTS, "ilog10")]
    IntIlog(2) [values(INTS, "ilog")]
    IntToBeBytes(1) [values(INTS, "to_be_bytes")]
    IntToLeBytes(1) [values(INTS, "to_le_bytes"), values(INTS, "to_ne_bytes")]
    /// ([u8; N], type)
    IntFromBeBytes(2) [associated(INTS, "from_be_bytes")]
    IntFromLeBytes(2) [associated(INTS, "from_le_bytes"), associated(INTS, "from_ne_bytes")]
    /// (&str, radix, type) → Result
    IntFromStrRadix(3) [associated(INTS, "from_str_radix")]
    /// (value, type) → the value in the type's range, bits cut: `cast_signed`, `cast_unsigned`.
    IntCastSign(1) [values(INTS, "cast_signed"), values(INTS, "cast_unsigned")]
    IntTypeMax(1) [associated(INTS, "MAX"), associated(INTS, "max_value")]
    IntTypeMin(1) [associated(INTS, "MIN"), associated(INTS, "min_value")]
    IntTypeBits(1) [associated(INTS, "BITS")]

    // Floating point numbers.
    FloatAbs(1) [values(FLOATS, "abs")]
    FloatCeil(1) [values(FLOATS, "ceil")]
    FloatFloor(1) [values(FLOATS, "floor")]
    FloatRound(1) [values(FLOATS, "round")]
    FloatRoundTiesEven(1) [values(FLOATS, "round_ties_even")]
    FloatTrunc(1) [values(FLOATS, "trunc")]
    FloatFract(1) [values(FLOATS, "fract")]
    FloatSqrt(1) [values(FLOATS, "sqrt")]
    FloatCbrt(1) [values(FLOATS, "cbrt")]
    FloatPowi(2) [values(FLOATS, "powi")]
    FloatPowf(2) [values(FLOATS, "powf")]
    FloatExp(1) [values(FLOATS, "exp")]
    FloatExp2(1) [values(FLOATS, "exp2")]
    FloatExpM1(1) [values(FLOATS, "exp_m1")]
    FloatLn(1) [values(FLOATS, "ln")]
    FloatLn1p(1) [values(FLOATS, "ln_1p")]
    FloatLog(2) [values(FLOATS, "log")]
    FloatLog2(1) [values(FLOATS, "log2")]
    FloatLog10(1) [values(FLOATS, "log10")]
    FloatSin(1) [values(FLOATS, "sin")]
    FloatCos(1) [values(FLOATS, "cos")]
    FloatTan(1) [values(FLOATS, "tan")]
    FloatSinCos(1) [values(FLOATS, "sin_cos")]
    FloatAsin(1) [values(FLOATS, "asin")]
    FloatAcos(1) [values(FLOATS, "acos")]
    FloatAtan(1) [values(FLOATS, "atan")]
    FloatAtan2(2) [values(FLOATS, "atan2")]
    FloatSinh(1) [values(FLOATS, "sinh")]
    FloatCosh(1) [values(FLOATS, "cosh")]
    FloatTanh(1) [values(FLOATS, "tanh")]
    FloatHypot(2) [values(FLOATS, "hypot")]
    FloatMulAdd(3) [values(FLOATS, "mul_add")]
    FloatMin(2) [values(FLOATS, "min")]
    FloatMax(2) [values(FLOATS, "max")]
    FloatClamp(3) [values(FLOATS, "clamp")]
    FloatSignum(1) [values(FLOATS, "signum")]
    FloatCopysign(2) [values(FLOATS, "copysign")]
    FloatRecip(1) [values(FLOATS, "recip")]
    FloatRemEuclid(2) [values(FLOATS, "rem_euclid")]
    FloatDivEuclid(2) [values(FLOATS, "div_euclid")]
    FloatToDegrees(1) [values(FLOATS, "to_degrees")]
    FloatToRadians(1) [values(FLOATS, "to_radians")]
    FloatIsNan(1) [values(FLOATS, "is_nan")]
    FloatIsInfinite(1) [values(FLOATS, "is_infinite")]
    FloatIsFinite(1) [values(FLOATS, "is_finite")]
    FloatIsSignPositive(1) [values(FLOATS, "is_sign_positive")]
    FloatIsSignNegative(1) [values(FLOATS, "is_sign_negative")]
    FloatTotalCmp(2) [refs(FLOATS, "total_cmp")]
    FloatToBits(1) [values(FLOATS, "to_bits")]
    FloatFromBits(2) [associated(FLOATS, "from_bits")]
    FloatTypeMax(1) [associated(FLOATS, "MAX")]
    FloatTypeMin(1) [associated(FLOATS, "MIN")]
    FloatTypeMinPositive(1) [associated(FLOATS, "MIN_POSITIVE")]
    FloatTypeEpsilon(1) [associated(FLOATS, "EPSILON")]
    FloatTypeInfinity(1) [associated(FLOATS, "INFINITY")]
    FloatTypeNegInfinity(1) [associated(FLOATS, "NEG_INFINITY")]
    FloatTypeNan(1) [associated(FLOATS, "NAN")]

    // Characters and bytes.
    CharIsAlphabetic(1) [by_value(T::CHAR, "is_alphabetic")]
    CharIsNumeric(1) [by_value(T::CHAR, "is_numeric")]
    CharIsAlphanumeric(1) [by_value(T::CHAR, "is_alphanumeric")]
    CharIsWhitespace(1) [by_value(T::CHAR, "is_whitespace")]
    CharIsUppercase(1) [by_value(T::CHAR, "is_uppercase")]
    CharIsLowercase(1) [by_value(T::CHAR, "is_lowercase")]
    CharIsControl(1) [by_value(T::CHAR, "is_control")]
    CharIsDigit(2) [by_value(T::CHAR, "is_digit")]
    CharToDigit(2) [by_value(T::CHAR, "to_digit")]
    /// → an iterator of characters, printable as text.
    CharToUppercase(1) [by_value(T::CHAR, "to_uppercase")]
    CharToLowercase(1) [by_value(T::CHAR, "to_lowercase")]
    CharLenUtf8(1) [by_value(T::CHAR, "len_utf8")]
    CharLenUtf16(1) [by_value(T::CHAR, "len_utf16")]
    CharFromDigit(2) [path("char::from_digit"), path("std::char::from_digit")]
    CharFromU32(1) [path("char::from_u32"), path("std::char::from_u32")]
    CharTypeMax(0) [path("char::MAX"), path("std::char::MAX")]
    CharIsAscii(1) [refs(CHARS, "is_ascii")]
    CharIsAsciiAlphabetic(1) [refs(CHARS, "is_ascii_alphabetic")]
    CharIsAsciiDigit(1) [refs(CHARS, "is_ascii_digit")]
    CharIsAsciiHexdigit(1) [refs(CHARS, "is_ascii_hexdigit")]
    CharIsAsciiAlphanumeric(1) [refs(CHARS, "is_ascii_alphanumeric")]
    CharIsAsciiUppercase(1) [refs(CHARS, "is_ascii_uppercase")]
    CharIsAsciiLowercase(1) [refs(CHARS, "is_ascii_lowercase")]
    CharIsAsciiPunctuation(1) [refs(CHARS, "is_ascii_punctuation")]
    CharIsAsciiGraphic(1) [refs(CHARS, "is_ascii_graphic")]
    CharIsAsciiWhitespace(1) [refs(CHARS, "is_ascii_whitespace")]
    CharIsAsciiControl(1) [refs(CHARS, "is_ascii_control")]
    CharToAsciiUppercase(1) [refs(CHARS, "to_ascii_uppercase")]
    CharToAsciiLowercase(1) [refs(CHARS, "to_ascii_lowercase")]
    CharEqIgnoreAsciiCase(2) [refs(CHARS, "eq_ignore_ascii_case")]

    // Strings.
    /// (type) → an empty collection.
    CollectionNew(1) [associated(COLLECTIONS, "new")]
    /// (capacity, type)
    CollectionWithCapacity(2) [associated(COLLECTIONS, "with_capacity")]
    /// (&self) → at least the length.
    CollectionCapacity(1) [refs(COLLECTIONS, "capacity")]
    /// (&mut self, n) → (): nothing to see.
    CollectionReserve(2) [refs(COLLECTIONS, "reserve"), refs(COLLECTIONS, "reserve_exact"), refs(COLLECTIONS, "shrink_to")]
    CollectionShrink(1) [refs(COLLECTIONS, "shrink_to_fit")]
    StringLen(1) [refs(STRINGS, "len")]
    StringIsEmpty(1) [refs(STRINGS, "is_empty")]
    StringPush(2) [by_ref(T::STRING, "push")]
    StringPushStr(2) [by_ref(T::STRING, "push_str")]
    StringPop(1) [by_ref(T::STRING, "pop")]
    StringInsert(3) [by_ref(T::STRING, "insert")]
    StringInsertStr(3) [by_ref(T::STRING, "insert_str")]
    StringRemove(2) [by_ref(T::STRING, "remove")]
    StringClear(1) [by_ref(T::STRING, "clear")]
    StringTruncate(2) [by_ref(T::STRING, "truncate")]
    StringSplitOff(2) [by_ref(T::STRING, "split_off")]
    /// (&mut self, range) → an iterator over the removed characters.
    StringDrain(2) [by_ref(T::STRING, "drain")]
    StringReplaceRange(3) [by_ref(T::STRING, "replace_range")]
    StringAsStr(1) [refs(STRINGS, "as_str"), refs(STRINGS, "as_mut_str"), refs(STRINGS, "as_ref"), refs(STRINGS, "borrow"), by_ref(T::STRING, "deref")]
    StringIntoBytes(1) [by_value(T::STRING, "into_bytes")]
    StringIntoBoxedStr(1) [by_value(T::STRING, "into_boxed_str"), by_value(T::STRING, "into_string")]
    /// (Vec<u8> or &[u8]) → Result<String or &str, Utf8Error>
    StringFromUtf8(1) [path("std::string::String::from_utf8"), path("std::str::from_utf8"), path("str::from_utf8")]
    /// (&[u8]) → String
    StringFromUtf8Lossy(1) [path("std::string::String::from_utf8_lossy")]
    StrAsBytes(1) [refs(STRINGS, "as_bytes")]
    StrChars(1) [refs(STRINGS, "chars")]
    StrCharIndices(1) [refs(STRINGS, "char_indices")]
    StrBytes(1) [refs(STRINGS, "bytes")]
    StrLines(1) [refs(STRINGS, "lines")]
    StrSplitWhitespace(1) [refs(STRINGS, "split_whitespace")]
    StrSplitAsciiWhitespace(1) [refs(STRINGS, "split_ascii_whitespace")]
    StrTrim(1) [refs(STRINGS, "trim"), refs(STRINGS, "trim_ascii")]
    StrTrimStart(1) [refs(STRINGS, "trim_start"), refs(STRINGS, "trim_left"), refs(STRINGS, "trim_ascii_start")]
    StrTrimEnd(1) [refs(STRINGS, "trim_end"), refs(STRINGS, "trim_right"), refs(STRINGS, "trim_ascii_end")]
    StrToUppercase(1) [refs(STRINGS, "to_uppercase")]
    StrToLowercase(1) [refs(STRINGS, "to_lowercase")]
    StrToAsciiUppercase(1) [refs(STRINGS, "to_ascii_uppercase")]
    StrToAsciiLowercase(1) [refs(STRINGS, "to_ascii_lowercase")]
    StringMakeAsciiUppercase(1) [refs(STRINGS, "make_ascii_uppercase")]
    StringMakeAsciiLowercase(1) [refs(STRINGS, "make_ascii_lowercase")]
    StrIsAscii(1) [refs(STRINGS, "is_ascii")]
    StrEqIgnoreAsciiCase(2) [refs(STRINGS, "eq_ignore_ascii_case")]
    StrRepeat(2) [refs(STRINGS, "repeat")]
    StrIsCharBoundary(2) [refs(STRINGS, "is_char_boundary")]
    StrSplitAt(2) [refs(STRINGS, "split_at")]
    StrSplitAtChecked(2) [refs(STRINGS, "split_at_checked")]
    /// (&self, range) → Option<&str>
    StrGet(2) [refs(STRINGS, "get")]
    StrEscapeDebug(1) [intrinsic("str_escape_debug")]
    StrEscapeDefault(1) [intrinsic("str_escape_default")]
    /// (&str, type or `Result` of it) → Result
    StrParse(2) [
        refs(STRINGS, "parse"), associated(NUMBERS, "from_str"), associated(&[T::BOOL, T::CHAR, T::STRING], "from_str"),
    ]
    /// (&str, &pattern) → Vec of the starts and ends of all matches in turn, from the left.
    StrMatchRanges(2) [intrinsic("str_match_ranges")]
    /// (&str, matches: Vec, separators: 0 between, 1 after (`split_terminator`), 2 kept (`split_inclusive`)) → Vec<&str>
    StrPieces(3) [intrinsic("str_pieces")]
    /// (&str, &pattern, separators as above) → an iterator over the pieces
    StrSplit(3) [intrinsic("str_split")]
    /// (&str, start, end) → &str
    StrPart(3) [intrinsic("str_part")]
    /// (&str, &str) → bool and so on: patterns that are strings, chars or lists of chars; the prelude handles closures.
    StrContains(2) [intrinsic("str_contains")]
    StrStartsWith(2) [intrinsic("str_starts_with")]
    StrEndsWith(2) [intrinsic("str_ends_with")]
    /// (&str, &pattern) → bytes of the match that it ends with
    StrMatchedAtEnd(2) [intrinsic("str_matched_at_end")]
    StrFind(2) [intrinsic("str_find")]
    StrRfind(2) [intrinsic("str_rfind")]
    /// (&str, matches: Vec, with: &str) → String
    StrReplace(3) [intrinsic("str_replace")]

    // Vec, slices, arrays.
    VecLen(1) [refs(SEQUENCES, "len")]
    VecIsEmpty(1) [refs(SEQUENCES, "is_empty")]
    VecPush(2) [by_ref(T::VEC, "push")]
    VecPop(1) [by_ref(T::VEC, "pop")]
    VecInsert(3) [by_ref(T::VEC, "insert")]
    VecRemove(2) [by_ref(T::VEC, "remove")]
    VecSwapRemove(2) [by_ref(T::VEC, "swap_remove")]
    /// (&mut self, at) → Vec of the rest
    VecSplitOff(2) [by_ref(T::VEC, "split_off")]
    /// (&mut self, &mut other) → (): other is empty afterwards.
    VecAppend(2) [by_ref(T::VEC, "append")]
    /// (&mut self, range) → an iterator over the removed elements; they are taken out at once.
    VecDrain(2) [by_ref(T::VEC, "drain")]
    /// (self) → itself: `into_boxed_slice`, `into_vec`.
    VecIntoBoxedSlice(1) [by_value(T::VEC, "into_boxed_slice"), by_value(T::VEC, "into_vec"), by_value(T::ARRAY, "into_vec")]
    VecAsSlice(1) [
        refs(SLICES, "as_slice"), refs(SLICES, "as_mut_slice"), refs(SLICES, "as_ref"), refs(SLICES, "as_mut"),
        refs(SLICES, "borrow"), refs(&[T::VEC], "deref"), refs(&[T::VEC], "deref_mut"),
    ]
    SliceIter(1) [refs(SEQUENCES, "iter"), refs(SEQUENCES, "iter_mut")]
    SliceFirst(1) [refs(SLICES, "first"), refs(SLICES, "first_mut"), by_ref(T::VEC_DEQUE, "front"), by_ref(T::VEC_DEQUE, "front_mut")]
    SliceLast(1) [refs(SLICES, "last"), refs(SLICES, "last_mut"), by_ref(T::VEC_DEQUE, "back"), by_ref(T::VEC_DEQUE, "back_mut")]
    /// (&self, index or range) → Option<&T or &[T]>
    SliceGet(2) [refs(SEQUENCES, "get"), refs(SEQUENCES, "get_mut")]
    SliceSwap(3) [refs(SEQUENCES, "swap")]
    SliceReverse(1) [refs(SLICES, "reverse")]
    SliceWindows(2) [refs(SLICES, "windows")]
    SliceChunks(2) [refs(SLICES, "chunks"), refs(SLICES, "chunks_mut")]
    SliceChunksExact(2) [intrinsic("slice_chunks_exact")]
    SliceRchunks(2) [refs(SLICES, "rchunks"), refs(SLICES, "rchunks_mut")]
    SliceSplitAt(2) [refs(SLICES, "split_at"), refs(SLICES, "split_at_mut")]
    /// → Option<(&T, &[T])>
    SliceSplitFirst(1) [refs(SLICES, "split_first"), refs(SLICES, "split_first_mut")]
    SliceSplitLast(1) [refs(SLICES, "split_last"), refs(SLICES, "split_last_mut")]
    SliceRotateLeft(2) [refs(SLICES, "rotate_left")]
    SliceRotateRight(2) [refs(SLICES, "rotate_right")]
    /// (&self) → Option<Vec<usize>>: the stable ascending order of the elements; `None` when user code would
    /// have to compare.
    SliceOrderPlain(1) [intrinsic("slice_order_plain")]
    /// (&mut self, Vec<usize>) → (): element i becomes what element order[i] was.
    SlicePermute(2) [intrinsic("slice_permute")]
    /// (&self, separator: &str) → Option<String>: `None` when the elements are no strings.
    SliceJoinStrings(2) [intrinsic("slice_join_strings")]
    /// (array) → Vec
    VecFromArray(1) [intrinsic("vec_from_array")]
    /// (value, n) → Vec of n clones
    VecRepeat(2) [intrinsic("vec_repeat")]
    /// (Vec) → array
    ArrayFromVec(1) [intrinsic("array_from_vec")]
    /// (array type) → its length.
    ArrayLength(1) [intrinsic("array_length")]
    /// (&self, range) → (start, end), checked as indexing does.
    RangeBounds(2) [intrinsic("range_bounds")]

    // VecDeque.
    DequePushBack(2) [by_ref(T::VEC_DEQUE, "push_back")]
    DequePushFront(2) [by_ref(T::VEC_DEQUE, "push_front")]
    DequePopBack(1) [by_ref(T::VEC_DEQUE, "pop_back")]
    DequePopFront(1) [by_ref(T::VEC_DEQUE, "pop_front")]
    DequeInsert(3) [by_ref(T::VEC_DEQUE, "insert")]
    /// → Option<T>
    DequeRemove(2) [by_ref(T::VEC_DEQUE, "remove")]
    DequeSplitOff(2) [by_ref(T::VEC_DEQUE, "split_off")]
    DequeDrain(2) [by_ref(T::VEC_DEQUE, "drain")]
    /// (&self) → &[T]
    DequeAsSlice(1) [by_ref(T::VEC_DEQUE, "make_contiguous"), intrinsic("deque_as_slice")]

    // Maps. Entries lie in order of their keys.
    MapLen(1) [refs(MAPS, "len")]
    MapIsEmpty(1) [refs(MAPS, "is_empty"), refs(SETS, "is_empty")]
    /// → Option<V>
    MapInsert(3) [refs(MAPS, "insert")]
    MapGet(2) [refs(MAPS, "get"), refs(MAPS, "get_mut")]
    MapGetKeyValue(2) [refs(MAPS, "get_key_value")]
    MapContainsKey(2) [refs(MAPS, "contains_key")]
    MapRemove(2) [refs(MAPS, "remove")]
    MapRemoveEntry(2) [refs(MAPS, "remove_entry")]
    MapKeys(1) [refs(MAPS, "keys")]
    MapValues(1) [refs(MAPS, "values"), refs(MAPS, "values_mut")]
    MapIntoKeys(1) [values(MAPS, "into_keys")]
    MapIntoValues(1) [values(MAPS, "into_values")]
    MapIter(1) [refs(MAPS, "iter"), refs(MAPS, "iter_mut")]
    MapDrain(1) [refs(MAPS, "drain")]
    /// (&map or set, index) → &K
    MapKeyAt(2) [intrinsic("map_key_at")]
    /// (&map or set) → number of entries
    MapLenOfAny(1) [intrinsic("map_len")]
    /// (&mut map or set, native's number, whether the key is there, its place, key, value) → what that native answers.
    MapPerform(6) [intrinsic("map_perform")]
    /// (&mut self, index) → (K, V), removed
    MapRemoveAt(2) [intrinsic("map_remove_at")]
    /// (&mut self, key) → Entry
    MapEntry(2) [refs(MAPS, "entry")]
    /// (&self, range) → an iterator over the entries within.
    /// (map, start, end) → iterator over these entries.
    MapRangeAt(3) [intrinsic("map_range_at")]
    MapRange(2) [by_ref(T::BTREE_MAP, "range"), by_ref(T::BTREE_MAP, "range_mut"), by_ref(T::BTREE_SET, "range")]
    MapFirst(1) [by_ref(T::BTREE_MAP, "first_key_value")]
    MapLast(1) [by_ref(T::BTREE_MAP, "last_key_value")]
    MapPopFirst(1) [by_ref(T::BTREE_MAP, "pop_first")]
    MapPopLast(1) [by_ref(T::BTREE_MAP, "pop_last")]
    MapSplitOff(2) [by_ref(T::BTREE_MAP, "split_off"), by_ref(T::BTREE_SET, "split_off")]

    // Sets.
    SetLen(1) [refs(SETS, "len")]
    /// → whether it was new
    SetInsert(2) [refs(SETS, "insert")]
    /// → Option<T>: what it replaced
    SetReplace(2) [refs(SETS, "replace")]
    SetContains(2) [refs(SETS, "contains")]
    SetGet(2) [refs(SETS, "get")]
    SetRemove(2) [refs(SETS, "remove")]
    SetTake(2) [refs(SETS, "take")]
    SetIter(1) [refs(SETS, "iter")]
    SetDrain(1) [refs(SETS, "drain")]
    SetFirst(1) [by_ref(T::BTREE_SET, "first")]
    SetLast(1) [by_ref(T::BTREE_SET, "last")]
    SetPopFirst(1) [by_ref(T::BTREE_SET, "pop_first")]
    SetPopLast(1) [by_ref(T::BTREE_SET, "pop_last")]

    // Entries of maps: the prelude's types.
    /// (&Entry) → whether the key is there
    EntryIsOccupied(1) [intrinsic("entry_is_occupied")]
    /// (&entry) → &K
    EntryKey(1) [intrinsic("entry_key")]
    /// (occupied entry, by value or reference) → &mut V
    EntryValue(1) [intrinsic("entry_value")]
    /// (entry, value) → &mut V: the entry's value, or the given one if there was none.
    EntryInsert(2) [intrinsic("entry_insert")]

    // BinaryHeap: a heap over a Vec, in the prelude.
    /// (&BinaryHeap) → the Vec's elements as `&mut [T]`
    HeapAsSlice(1) [by_ref(T::BINARY_HEAP, "as_slice"), intrinsic("heap_as_slice")]
    HeapLen(1) [by_ref(T::BINARY_HEAP, "len")]
    HeapPushRaw(2) [intrinsic("heap_push_raw")]
    HeapPopRaw(1) [intrinsic("heap_pop_raw")]
    HeapIntoVec(1) [by_value(T::BINARY_HEAP, "into_vec")]
    HeapFromVec(1) [intrinsic("heap_from_vec")]
    HeapDrain(1) [by_ref(T::BINARY_HEAP, "drain")]

    // Option and Result: the hot ones; the others are in the prelude.
    OptionIsSome(1) [by_ref(T::OPTION, "is_some")]
    OptionIsNone(1) [by_ref(T::OPTION, "is_none")]
    OptionUnwrap(1) [by_value(T::OPTION, "unwrap")]
    OptionExpect(2) [by_value(T::OPTION, "expect")]
    OptionTake(1) [by_ref(T::OPTION, "take")]
    /// Option<T> → Option<&T>
    OptionAsRef(1) [by_ref(T::OPTION, "as_ref"), by_ref(T::OPTION, "as_mut")]
    ResultIsOk(1) [by_ref(T::RESULT, "is_ok")]
    ResultIsErr(1) [by_ref(T::RESULT, "is_err")]
    ResultAsRef(1) [by_ref(T::RESULT, "as_ref"), by_ref(T::RESULT, "as_mut")]

    // Raw pointers.
    /// (owner) → what it leads to, which nobody drops from now on.
    RawLeak(1) [
        path("std::boxed::Box::leak"), path("std::boxed::Box::into_raw"), path("std::rc::Rc::into_raw"),
        path("std::sync::Arc::into_raw"),
    ]
    /// (pointer that `into_raw` gave) → the owner again.
    RawAdopt(1) [
        path("std::boxed::Box::from_raw"), path("std::rc::Rc::from_raw"), path("std::sync::Arc::from_raw"),
    ]
    RawIsNull(1) [intrinsic("raw_is_null")]
    /// (place of a pointer) → (): stops the program when the pointer is null.
    RawCheck(1) [intrinsic("raw_check")]
    RawEq(2) [intrinsic("raw_eq")]
    /// (pointer, how many elements) → pointer
    RawOffset(2) [intrinsic("raw_offset")]
    RawDistance(2) [intrinsic("raw_distance")]
    /// (pointer, value) → (): what was there is not dropped.
    RawPut(2) [intrinsic("raw_put")]
    /// (&row) → pointer to its first element
    RawOfRow(1) [refs(SLICES, "as_ptr"), refs(SLICES, "as_mut_ptr")]

    // Pointers.
    BoxNew(1) [path("std::boxed::Box::new"), path("std::boxed::Box::pin")]
    /// (value) → the value if it is a Box, else a Box of it
    Boxed(1) [intrinsic("boxed")]
    /// (Box<T>) → T
    BoxIntoInner(1) [intrinsic("box_into_inner")]
    /// (&pointer) → &T
    PointerDeref(1) [
        refs(&[T::BOX, T::RC, T::ARC, T::REF_GUARD, T::MUTEX_GUARD, T::RW_READ_GUARD, T::RW_WRITE_GUARD, T::REF_MUT_GUARD], "deref"),
        refs(&[T::BOX, T::REF_MUT_GUARD, T::MUTEX_GUARD, T::RW_WRITE_GUARD], "deref_mut"),
        refs(&[T::BOX, T::RC, T::ARC], "as_ref"), refs(&[T::BOX], "as_mut"),
        path("std::rc::Rc::as_ptr"), path("std::sync::Arc::as_ptr"),
    ]
    RcNew(1) [path("std::rc::Rc::new"), path("std::rc::Rc::pin"), intrinsic("rc_new")]
    ArcNew(1) [path("std::sync::Arc::new"), path("std::sync::Arc::pin"), intrinsic("arc_new")]
    CountedClone(1) [
        refs(COUNTED, "clone"), path("std::rc::Rc::clone"), path("std::sync::Arc::clone"),
        refs(WEAK, "clone"), path("std::rc::Weak::clone"), path("std::sync::Weak::clone"),
    ]
    CountedStrongCount(1) [
        path("std::rc::Rc::strong_count"), path("std::sync::Arc::strong_count"), refs(WEAK, "strong_count"),
        path("std::rc::Weak::strong_count"), path("std::sync::Weak::strong_count"),
    ]
    CountedWeakCount(1) [
        path("std::rc::Rc::weak_count"), path("std::sync::Arc::weak_count"), refs(WEAK, "weak_count"),
        path("std::rc::Weak::weak_count"), path("std::sync::Weak::weak_count"),
    ]
    CountedDowngrade(1) [
        path("std::rc::Rc::downgrade"), path("std::sync::Arc::downgrade"), intrinsic("counted_downgrade"),
    ]
    /// () → an `Rc` without value and without strong handles, for `new_cyclic`.
    RcEmpty(0) [intrinsic("rc_empty")]
    ArcEmpty(0) [intrinsic("arc_empty")]
    /// (empty pointer, value) → the pointer, which has its first strong handle from now on.
    CountedFill(2) [intrinsic("counted_fill")]
    /// → Result<T, Self>
    CountedTryUnwrap(1) [path("std::rc::Rc::try_unwrap"), path("std::sync::Arc::try_unwrap"), intrinsic("counted_try_unwrap")]
    /// → Option<T>: one handle less; the value, when it was the last one.
    CountedIntoInner(1) [intrinsic("counted_into_inner")]
    /// → Option<&mut T>
    CountedGetMut(1) [path("std::rc::Rc::get_mut"), path("std::sync::Arc::get_mut"), intrinsic("counted_get_mut")]
    /// (reference) → the place of the pointer that it leads to, behind guards and boxes.
    CountedPlace(1) [intrinsic("counted_place")]
    RcWeakNew(0) [path("std::rc::Weak::new")]
    ArcWeakNew(0) [path("std::sync::Weak::new")]
    /// → Option<Rc<T>>
    WeakUpgrade(1) [refs(WEAK, "upgrade")]

    // Cell and RefCell.
    CellNew(1) [path("std::cell::Cell::new")]
    CellGet(1) [by_ref(T::CELL, "get")]
    CellSwap(2) [by_ref(T::CELL, "swap")]
    /// (self) → the value in it
    CellIntoInner(1) [by_value(T::CELL, "into_inner")]
    CellGetMut(1) [by_ref(T::CELL, "get_mut"), intrinsic("cell_get_mut")]
    RefCellNew(1) [path("std::cell::RefCell::new")]
    RefCellBorrow(1) [by_ref(T::REF_CELL, "borrow")]
    RefCellBorrowMut(1) [by_ref(T::REF_CELL, "borrow_mut")]
    RefCellTryBorrow(1) [by_ref(T::REF_CELL, "try_borrow")]
    RefCellTryBorrowMut(1) [by_ref(T::REF_CELL, "try_borrow_mut")]
    RefCellIntoInner(1) [by_value(T::REF_CELL, "into_inner")]
    RefCellGetMut(1) [by_ref(T::REF_CELL, "get_mut")]
    /// (guard, new place) → the guard over a part of it.
    RefGuardMap(2) [intrinsic("ref_guard_map")]
    RefGuardClone(1) [path("std::cell::Ref::clone")]

    // Sync objects' data, when no other thread can be there.
    /// (&mut Mutex) → &mut T
    SyncGetMut(1) [intrinsic("sync_get_mut")]
    /// (Mutex) → T
    SyncIntoInner(1) [intrinsic("sync_into_inner")]

    // Durations and instants.
    DurationFromSecs(1) [path("std::time::Duration::from_secs")]
    DurationFromMillis(1) [path("std::time::Duration::from_millis")]
    DurationFromMicros(1) [path("std::time::Duration::from_micros")]
    DurationFromNanos(1) [path("std::time::Duration::from_nanos")]
    DurationFromMins(1) [path("std::time::Duration::from_mins")]
    DurationFromHours(1) [path("std::time::Duration::from_hours")]
    DurationFromSecsF64(1) [path("std::time::Duration::from_secs_f64"), path("std::time::Duration::from_secs_f32")]
    DurationNew(2) [path("std::time::Duration::new")]
    DurationZero(0) [path("std::time::Duration::ZERO")]
    DurationMax(0) [path("std::time::Duration::MAX")]
    DurationSecond(0) [path("std::time::Duration::SECOND")]
    DurationMillisecond(0) [path("std::time::Duration::MILLISECOND")]
    DurationMicrosecond(0) [path("std::time::Duration::MICROSECOND")]
    DurationNanosecond(0) [path("std::time::Duration::NANOSECOND")]
    DurationAsSecs(1) [by_ref(T::DURATION, "as_secs")]
    DurationAsMillis(1) [by_ref(T::DURATION, "as_millis")]
    DurationAsMicros(1) [by_ref(T::DURATION, "as_micros")]
    DurationAsNanos(1) [by_ref(T::DURATION, "as_nanos")]
    DurationAsSecsF64(1) [by_ref(T::DURATION, "as_secs_f64")]
    DurationAsSecsF32(1) [by_ref(T::DURATION, "as_secs_f32")]
    DurationSubsecMillis(1) [by_ref(T::DURATION, "subsec_millis")]
    DurationSubsecMicros(1) [by_ref(T::DURATION, "subsec_micros")]
    DurationSubsecNanos(1) [by_ref(T::DURATION, "subsec_nanos")]
    DurationIsZero(1) [by_ref(T::DURATION, "is_zero")]
    DurationCheckedAdd(2) [by_value(T::DURATION, "checked_add")]
    DurationCheckedSub(2) [by_value(T::DURATION, "checked_sub")]
    DurationCheckedMul(2) [by_value(T::DURATION, "checked_mul")]
    DurationCheckedDiv(2) [by_value(T::DURATION, "checked_div")]
    DurationSaturatingAdd(2) [by_value(T::DURATION, "saturating_add")]
    DurationSaturatingSub(2) [by_value(T::DURATION, "saturating_sub")]
    DurationSaturatingMul(2) [by_value(T::DURATION, "saturating_mul")]
    DurationMulF64(2) [by_value(T::DURATION, "mul_f64"), by_value(T::DURATION, "mul_f32")]
    DurationDivF64(2) [by_value(T::DURATION, "div_f64"), by_value(T::DURATION, "div_f32")]
    DurationDivDuration(2) [by_value(T::DURATION, "div_duration_f64"), by_value(T::DURATION, "div_duration_f32")]
    DurationAbsDiff(2) [by_value(T::DURATION, "abs_diff")]
    /// (&self, earlier) → Duration, zero when earlier is later.
    InstantDurationSince(2) [by_ref(T::INSTANT, "duration_since"), by_ref(T::INSTANT, "saturating_duration_since")]
    InstantCheckedDurationSince(2) [by_ref(T::INSTANT, "checked_duration_since")]
    InstantCheckedAdd(2) [by_ref(T::INSTANT, "checked_add")]
    InstantCheckedSub(2) [by_ref(T::INSTANT, "checked_sub")]
    /// (Instant) → the same instant by the clocks of runtimes
    InstantFromStd(1) [path("std::time::of_runtimes::Instant::from_std")]
    /// (self) → the same instant by std's clock
    InstantIntoStd(1) [by_value(T::INSTANT, "into_std")]
    /// (Instant, Duration) → Instant: when a sleep is over; one that is too long ends in some thirty years.
    DeadlineAfter(2) [intrinsic("deadline_after")]

    // Iterators of the machine.
    /// (value) → an iterator over it (`IntoIterator`)
    IntoIter(1) [values(ANY_TYPE, "into_iter"), intrinsic("into_iter")]
    IterNext(1) [refs(ITERATORS, "next")]
    IterNextBack(1) [refs(DOUBLE_ENDED, "next_back")]
    /// (&self) → how many are left (`ExactSizeIterator::len`)
    IterLen(1) [refs(ITERATORS, "len")]
    /// → what is left of a slice's or string's iterator, as a slice or `&str`
    IterAsRest(1) [by_ref(T::ITER, "as_slice"), by_ref(T::ITER, "as_str")]
    /// (&self) → what is left of `char::to_uppercase` and the like as a `String`
    IterToString(1) [by_ref(T::ITER, "to_string")]
    /// (Option) → an iterator over its content
    OptionIter(1) [intrinsic("option_iter")]
    /// (Vec of values) → an iterator over them
    IterOfVec(1) [intrinsic("iter_of_vec")]
    /// (&range, &value) → bool
    RangeContains(2) [refs(&[T::RANGE, T::RANGE_INCLUSIVE, T::RANGE_FROM, T::RANGE_TO, T::RANGE_TO_INCLUSIVE], "contains")]
    RangeIsEmpty(1) [refs(&[T::RANGE, T::RANGE_INCLUSIVE], "is_empty")]
    RangeStart(1) [by_ref(T::RANGE_INCLUSIVE, "start")]
    RangeEnd(1) [by_ref(T::RANGE_INCLUSIVE, "end")]
    RangeInclusiveNew(2) [path("std::ops::RangeInclusive::new")]

    // Hashes.
    /// (&value) → Vec of what std hashes of it, one after the other: numbers, and references to parts.
    HashParts(1) [intrinsic("hash_parts")]
    /// (&bytes) → u64: what std's `DefaultHasher::new()` makes of them.
    SipHash(1) [intrinsic("sip_hash")]
}
