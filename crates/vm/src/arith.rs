//! Arithmetic: integers with their widths and overflow panics, floats, texts, durations, instants, and the
//! program's own operators.

use interleave_program::{BinOp, CastTo, IntKind, Reg, SelfKind, TypeTag};

use crate::context::Trap;
use crate::frame::After;
use crate::instant;
use crate::step::{Flow, Step, unsupported};
use crate::types;
use crate::value::{Slot, Value};

/// The operators that compute, in the order of `Names::binary`.
pub(crate) const ARITHMETIC: [BinOp; 10] = [
    BinOp::Add,
    BinOp::Sub,
    BinOp::Mul,
    BinOp::Div,
    BinOp::Rem,
    BinOp::BitAnd,
    BinOp::BitOr,
    BinOp::BitXor,
    BinOp::Shl,
    BinOp::Shr,
];

/// Whether the kind's values are stored as the bits of a `u64`.
#[inline(always)]
pub(crate) fn is_word(kind: IntKind) -> bool {
    matches!(kind, IntKind::U64 | IntKind::Usize)
}

/// Whether slots of such an object are elements from 0 on.
#[inline(always)]
pub(crate) fn is_row(tag: TypeTag) -> bool {
    tag == TypeTag::VEC || tag == TypeTag::ARRAY
}

#[inline(always)]
pub(crate) fn less(kind: IntKind, a: i64, b: i64) -> bool {
    if is_word(kind) {
        (a as u64) < (b as u64)
    } else {
        a < b
    }
}

/// The type that two integer operands have in common: an uninferred literal takes the other's.
pub(crate) fn common_kind(a: IntKind, b: IntKind) -> IntKind {
    if a == IntKind::Any { b } else { a }
}

/// The same for operands of which neither may be converted: `None` when their types differ.
#[inline(always)]
pub(crate) fn shared_kind(a: IntKind, b: IntKind) -> Option<IntKind> {
    if a == b {
        return Some(a);
    }
    shared_with_any(a, b)
}

/// The same for different types: a number that has no type of its own yet takes the other's.
#[cold]
#[inline(never)]
fn shared_with_any(a: IntKind, b: IntKind) -> Option<IntKind> {
    match (a, b) {
        (_, IntKind::Any) => Some(a),
        (IntKind::Any, _) => Some(b),
        _ => None,
    }
}

/// A 128-bit number cut to the bits of `kind`, as `as` does (for `u128` its bits).
pub(crate) fn wrap(kind: IntKind, bits: i128) -> i128 {
    let width = kind.bits();
    if width == 128 {
        return bits;
    }
    let shift = 128 - width;
    if kind.is_signed() {
        bits << shift >> shift
    } else {
        ((bits as u128) << shift >> shift) as i128
    }
}

/// Whether `bits`, the exact result of an operation that did not overflow 128 bits, is a value of `kind`.
fn fits(kind: IntKind, bits: i128) -> bool {
    match kind {
        IntKind::I128 | IntKind::U128 => true,
        _ => kind.min() <= bits && bits <= kind.max(),
    }
}

/// What an overflowing operation was about, as std words it.
fn verb(op: BinOp) -> &'static str {
    match op {
        BinOp::Add => "add",
        BinOp::Sub => "subtract",
        BinOp::Mul => "multiply",
        BinOp::Div => "divide",
        BinOp::Rem => "calculate the remainder",
        BinOp::Shl => "shift left",
        _ => "shift right",
    }
}

/// `a op b` for integers of `kind`, or the panic message.
pub(crate) fn int_binary(op: BinOp, kind: IntKind, a: i128, b: i128) -> Result<i128, String> {
    let unsigned = kind == IntKind::U128;
    let (ua, ub) = (a as u128, b as u128);
    let result = match op {
        BinOp::Add if unsigned => ua.checked_add(ub).map(|it| it as i128),
        BinOp::Sub if unsigned => ua.checked_sub(ub).map(|it| it as i128),
        BinOp::Mul if unsigned => ua.checked_mul(ub).map(|it| it as i128),
        BinOp::Add => a.checked_add(b),
        BinOp::Sub => a.checked_sub(b),
        BinOp::Mul => a.checked_mul(b),
        BinOp::Div if b == 0 => return Err("attempt to divide by zero".to_owned()),
        BinOp::Rem if b == 0 => {
            return Err("attempt to calculate the remainder with a divisor of zero".to_owned());
        }
        BinOp::Div if unsigned => Some((ua / ub) as i128),
        BinOp::Rem if unsigned => Some((ua % ub) as i128),
        BinOp::Div => a.checked_div(b),
        BinOp::Rem if b == -1 && a == kind.min() => None,
        BinOp::Rem => a.checked_rem(b),
        BinOp::BitAnd => return Ok(a & b),
        BinOp::BitOr => return Ok(a | b),
        BinOp::BitXor => return Ok(a ^ b),
        BinOp::Shl if (0..i128::from(kind.bits())).contains(&b) => return Ok(wrap(kind, a << b)),
        BinOp::Shr if (0..i128::from(kind.bits())).contains(&b) => {
            return Ok(if unsigned { (ua >> b) as i128 } else { a >> b });
        }
        _ => None,
    };
    result
        .filter(|it| fits(kind, *it))
        .ok_or_else(|| format!("attempt to {} with overflow", verb(op)))
}

impl Step<'_> {
    /// `dst = a op b`, using the operands up.
    pub fn binary(&mut self, op: BinOp, dst: Reg, a: Reg, b: Reg) -> Result<Flow, Trap> {
        let left = self.take_operand(a)?;
        let right = self.take_operand(b)?;
        self.binary_values(op, left, right, After::Store(dst))
    }

    /// An operand by use: `Copy` values stay where they are.
    fn take_operand(&mut self, reg: Reg) -> Result<Value, Trap> {
        match self.reg(reg) {
            Value::Own(_) | Value::Tag(_) => self.use_slot(self.slot(reg)),
            other => Ok(other),
        }
    }

    /// The same of values.
    pub(crate) fn binary_values(
        &mut self,
        op: BinOp,
        left: Value,
        right: Value,
        after: After,
    ) -> Result<Flow, Trap> {
        if let Some(value) = self.builtin_binary(op, left, right)? {
            self.deliver(after, value)?;
            return Ok(Flow::Next);
        }
        self.user_binary(op, left, right, after)
    }

    /// An operator of the program's own type, called by its method.
    fn user_binary(
        &mut self,
        op: BinOp,
        left: Value,
        right: Value,
        after: After,
    ) -> Result<Flow, Trap> {
        let looked = self.heap.look_through(left);
        let tag = self.tag_of(looked);
        let name = self.code.names.binary.get(op as usize).copied().flatten();
        let Some(function) = self.code.find_function(tag, name) else {
            let other = self.tag_of(self.heap.look_through(right));
            return Err(unsupported(format!(
                "`{}` between `{}` and `{}`",
                symbol(op),
                self.code.type_name(tag),
                self.code.type_name(other)
            )));
        };
        // `impl Add for Copy` called as `&a + &b` through references to copies: pass values when they copy.
        // Where the program has both, it chooses itself.
        let is_choice = self.code.functions[function.index()].self_kind == SelfKind::None;
        let left = match is_choice {
            true => left,
            false => self.by_value(left)?,
        };
        self.push_call(function, &[left, right], after)
    }

    /// A reference to a `Copy` composite as the composite itself, everything else unchanged.
    fn by_value(&mut self, value: Value) -> Result<Value, Trap> {
        let looked = self.heap.look_through(value);
        if matches!(value, Value::Ref(_)) && types::is_copy(self.code, self.heap, looked) {
            return Ok(types::copy(self.heap, looked)?);
        }
        Ok(value)
    }

    /// `a op b` on built-in types; `None` when neither is one that has the operator.
    fn builtin_binary(
        &mut self,
        op: BinOp,
        left: Value,
        right: Value,
    ) -> Result<Option<Value>, Trap> {
        let (a, b) = (self.heap.look_through(left), self.heap.look_through(right));
        let value = match (a, b) {
            (Value::F64(x), Value::F64(y)) => float(op, x, y).map(Value::F64),
            (Value::F32(x), Value::F32(y)) => float32(op, x, y).map(Value::F32),
            (Value::Bool(x), Value::Bool(y)) => match op {
                BinOp::BitAnd => Some(Value::Bool(x & y)),
                BinOp::BitOr => Some(Value::Bool(x | y)),
                BinOp::BitXor => Some(Value::Bool(x ^ y)),
                _ => None,
            },
            (Value::Duration(_), _) | (Value::Instant(..), _) | (_, Value::Duration(_)) => {
                return self.time_binary(op, a, b);
            }
            _ => None,
        };
        if value.is_some() {
            return Ok(value);
        }
        if let (Some((ka, x)), Some((kb, y))) = (self.heap.read_int(a), self.heap.read_int(b)) {
            let kind = match op {
                BinOp::Shl | BinOp::Shr => ka,
                _ => common_kind(ka, kb),
            };
            let bits = int_binary(op, kind, x, y).map_err(Trap::Panic)?;
            return Ok(Some(self.heap.make_int(kind, bits)?));
        }
        if op == BinOp::Add && types::tag_of(self.code, self.heap, a) == TypeTag::STRING {
            return self.append(left, right).map(Some);
        }
        Ok(None)
    }

    /// `String + &str`
    fn append(&mut self, left: Value, right: Value) -> Result<Value, Trap> {
        let text = self
            .heap
            .read_str(self.code, right)
            .ok_or_else(|| unsupported("adding something other than a `&str` to a `String`"))?
            .to_owned();
        let target = self.heap.look_through(left);
        let Value::Own(id) = target else {
            return Err(unsupported("adding to a `String` that is gone"));
        };
        self.heap.charge(text.len())?;
        if let Some(place) = self.heap.text_mut(id) {
            place.push_str(&text);
        }
        Ok(left)
    }

    /// Durations and instants, with std's panic messages.
    fn time_binary(&mut self, op: BinOp, a: Value, b: Value) -> Result<Option<Value>, Trap> {
        let checked =
            |it: Option<u64>, message: &str| it.ok_or_else(|| Trap::Panic(message.to_owned()));
        let value = match (op, a, b) {
            (BinOp::Add, Value::Duration(x), Value::Duration(y)) => {
                Value::Duration(checked(x.checked_add(y), "overflow when adding durations")?)
            }
            (BinOp::Sub, Value::Duration(x), Value::Duration(y)) => Value::Duration(checked(
                x.checked_sub(y),
                "overflow when subtracting durations",
            )?),
            (BinOp::Mul, Value::Duration(x), Value::Int(_, y))
            | (BinOp::Mul, Value::Int(_, y), Value::Duration(x)) => Value::Duration(checked(
                x.checked_mul(y as u64),
                "overflow when multiplying duration by scalar",
            )?),
            (BinOp::Div, Value::Duration(x), Value::Int(_, y)) => Value::Duration(checked(
                x.checked_div(y as u64),
                "divide by zero error when dividing duration by scalar",
            )?),
            (BinOp::Add, Value::Instant(x, late), Value::Duration(y)) => {
                let at = instant::later(x, y);
                let overflow = "overflow when adding duration to instant";
                Value::Instant(checked(at, overflow)?, late)
            }
            (BinOp::Sub, Value::Instant(x, late), Value::Duration(y)) => {
                let at = instant::earlier(x, y);
                let overflow = "overflow when subtracting duration from instant";
                Value::Instant(checked(at, overflow)?, late)
            }
            // std saturates here.
            (BinOp::Sub, Value::Instant(x, _), Value::Instant(y, _)) => {
                Value::Duration(instant::between(x, y).unwrap_or(0))
            }
            _ => return Ok(None),
        };
        Ok(Some(value))
    }

    /// `dst = a + value`
    pub fn add_int(&mut self, dst: Reg, a: Reg, value: i16) -> Result<(), Trap> {
        let operand = self.reg(a);
        let result = if let Some((kind, x)) = self.heap.read_int(operand) {
            let op = if value < 0 && !kind.is_signed() {
                BinOp::Sub
            } else {
                BinOp::Add
            };
            let amount = if op == BinOp::Sub {
                -i128::from(value)
            } else {
                i128::from(value)
            };
            let bits = int_binary(op, kind, x, amount).map_err(Trap::Panic)?;
            self.heap.make_int(kind, bits)?
        } else {
            return Err(unsupported(
                "adding a number to something that is no integer",
            ));
        };
        self.set(dst, result);
        Ok(())
    }

    /// `place op= src`
    pub fn op_assign(&mut self, op: BinOp, place: Reg, src: Reg) -> Result<Flow, Trap> {
        let target = self.heap.last_place(self.reg(place));
        let Value::Ref(slot) = target else {
            return Err(unsupported("assigning to something that is no place"));
        };
        let current = self.heap.get(slot);
        let tag = self.tag_of(current);
        if let Value::Own(_) | Value::Tag(_) = current
            && tag != TypeTag::STRING
        {
            let name = self.code.names.assign.get(op as usize).copied().flatten();
            if let Some(function) = self.code.find_function(tag, name) {
                let right = self.take_operand(src)?;
                return self.push_call(function, &[target, right], After::Discard);
            }
            if let Some(inner) = self.deref_builtin(current) {
                self.set(place, inner);
                return self.op_assign(op, place, src);
            }
        }
        let right = self.take_operand(src)?;
        match self.builtin_binary(op, current, right)? {
            Some(value) => {
                self.heap.set(slot, value);
                self.drop_value(right)
            }
            None => Err(unsupported(format!(
                "`{}=` between `{}` and `{}`",
                symbol(op),
                self.code.type_name(tag),
                self.code
                    .type_name(self.tag_of(self.heap.look_through(right)))
            ))),
        }
    }

    /// `dst = -src`
    pub fn negate(&mut self, dst: Reg, src: Reg) -> Result<Flow, Trap> {
        let operand = self.take_operand(src)?;
        let value = match self.heap.look_through(operand) {
            Value::F64(it) => Value::F64(-it),
            Value::F32(it) => Value::F32(-it),
            looked => match self.heap.read_int(looked) {
                Some((kind, bits)) => {
                    let message = || Trap::Panic("attempt to negate with overflow".to_owned());
                    let bits = bits
                        .checked_neg()
                        .filter(|it| fits(kind, *it))
                        .ok_or_else(message)?;
                    self.heap.make_int(kind, bits)?
                }
                None => return self.user_unary(self.code.names.neg, "-", operand, dst),
            },
        };
        self.set(dst, value);
        Ok(Flow::Next)
    }

    /// `dst = !src`
    pub fn invert(&mut self, dst: Reg, src: Reg) -> Result<Flow, Trap> {
        let operand = self.take_operand(src)?;
        let value = match self.heap.look_through(operand) {
            Value::Bool(it) => Value::Bool(!it),
            looked => match self.heap.read_int(looked) {
                Some((kind, bits)) => self.heap.make_int(kind, wrap(kind, !bits))?,
                None => return self.user_unary(self.code.names.not, "!", operand, dst),
            },
        };
        self.set(dst, value);
        Ok(Flow::Next)
    }

    fn user_unary(
        &mut self,
        name: Option<interleave_program::Symbol>,
        sign: &str,
        operand: Value,
        dst: Reg,
    ) -> Result<Flow, Trap> {
        let tag = self.tag_of(self.heap.look_through(operand));
        let Some(function) = self.code.find_function(tag, name) else {
            return Err(unsupported(format!(
                "`{sign}` of `{}`",
                self.code.type_name(tag)
            )));
        };
        let operand = self.by_value(operand)?;
        self.push_call(function, &[operand], After::Store(dst))
    }

    /// `dst = src as to`
    pub fn cast(&mut self, dst: Reg, src: Reg, to: CastTo) -> Result<(), Trap> {
        let looked = match (to, self.reg(src)) {
            (CastTo::Same, value) => value,
            (_, value) => self.heap.look_through(value),
        };
        let value = match to {
            CastTo::Same => {
                // The value goes on as it is; an owned one moves.
                if let Value::Own(_) = looked {
                    self.set(src, Value::Moved);
                }
                looked
            }
            CastTo::Int(kind) => self.cast_to_int(kind, looked)?,
            CastTo::F64 => Value::F64(self.cast_to_float(looked)?),
            CastTo::F32 => match looked {
                Value::F64(it) => Value::F32(it as f32),
                _ => match self.heap.read_int(looked) {
                    Some((IntKind::U128, bits)) => Value::F32(bits as u128 as f32),
                    Some((_, bits)) => Value::F32(bits as f32),
                    None => Value::F32(self.cast_to_float(looked)? as f32),
                },
            },
            CastTo::Char => match looked {
                Value::Int(_, it) => Value::Char(char::from(it as u8)),
                Value::Char(it) => Value::Char(it),
                _ => {
                    return Err(unsupported(
                        "a cast to `char` from something other than `u8`",
                    ));
                }
            },
        };
        self.set(dst, value);
        Ok(())
    }

    fn cast_to_int(&mut self, kind: IntKind, value: Value) -> Result<Value, Trap> {
        let bits = match value {
            Value::Bool(it) => i128::from(it),
            Value::Char(it) => i128::from(u32::from(it)),
            Value::F64(it) => float_to_int(kind, it),
            Value::F32(it) => float_to_int(kind, f64::from(it)),
            Value::Tag(shape) => self.code.shapes[shape.index()].discriminant,
            Value::Fn(it) => i128::from(it.0),
            _ => match self.heap.read_int(value) {
                Some((_, bits)) => bits,
                None => return Err(unsupported("a cast to an integer from this value")),
            },
        };
        Ok(self.heap.make_int(kind, wrap(kind, bits))?)
    }

    fn cast_to_float(&self, value: Value) -> Result<f64, Trap> {
        match value {
            Value::F64(it) => Ok(it),
            Value::F32(it) => Ok(f64::from(it)),
            _ => match self.heap.read_int(value) {
                Some((IntKind::U128, bits)) => Ok(bits as u128 as f64),
                Some((_, bits)) => Ok(bits as f64),
                None => Err(unsupported("a cast to a float from this value")),
            },
        }
    }

    /// Range loops over what the fast way does not know: characters, 128-bit integers, mixed literals.
    pub fn range_next(
        &mut self,
        dst: Reg,
        state: Reg,
        exit: u16,
        inclusive: bool,
    ) -> Result<Flow, Trap> {
        let first = self.heap.look_through(self.reg(state));
        let end_reg = Reg(state.0 + 1);
        let end = self.heap.look_through(self.reg(end_reg));
        let exhausted = Reg(state.0 + 2);
        if inclusive && self.reg(exhausted) == Value::Bool(true) {
            self.exit(exit);
            return Ok(Flow::Again);
        }
        let Some((next, after, ordering)) = self.advance(first, end)? else {
            return Err(unsupported("a range over values that have no successor"));
        };
        if ordering.is_gt() || (!inclusive && ordering.is_eq()) {
            self.exit(exit);
            return Ok(Flow::Again);
        }
        self.set(dst, next);
        if inclusive && ordering.is_eq() {
            self.set(exhausted, Value::Bool(true));
        } else {
            self.set(state, after);
        }
        Ok(Flow::Next)
    }

    /// The present value of a range, its successor, and how it compares to the end.
    fn advance(
        &mut self,
        next: Value,
        end: Value,
    ) -> Result<Option<(Value, Value, std::cmp::Ordering)>, Trap> {
        if let (Value::Char(a), Value::Char(b)) = (next, end) {
            let after = if a == '\u{D7FF}' {
                '\u{E000}'
            } else {
                char::from_u32(u32::from(a) + 1).unwrap_or(a)
            };
            return Ok(Some((next, Value::Char(after), a.cmp(&b))));
        }
        let (Some((ka, a)), Some((kb, b))) = (self.heap.read_int(next), self.heap.read_int(end))
        else {
            return Ok(None);
        };
        let kind = common_kind(ka, kb);
        let ordering = if kind == IntKind::U128 {
            (a as u128).cmp(&(b as u128))
        } else {
            a.cmp(&b)
        };
        if ordering.is_ge() {
            let next = self.heap.make_int(kind, a)?;
            return Ok(Some((next, next, ordering)));
        }
        let next = self.heap.make_int(kind, a)?;
        let after = self.heap.make_int(kind, a.wrapping_add(1))?;
        Ok(Some((next, after, ordering)))
    }

    /// What a pointer of a built-in type denotes: the slot in a box, `Rc`, guard.
    pub fn deref_builtin(&self, value: Value) -> Option<Value> {
        use crate::object::Head;
        let Value::Own(object) = value else {
            return None;
        };
        match self.heap.head(object)? {
            Head::Builtin(TypeTag::BOX) | Head::Shared { .. } => {
                Some(Value::Ref(Slot { object, index: 0 }))
            }
            Head::Builtin(TypeTag::REF_GUARD | TypeTag::REF_MUT_GUARD) => {
                Some(self.heap.get(Slot { object, index: 0 }))
            }
            Head::Guard { of, .. } => Some(Value::Ref(Slot {
                object: of,
                index: 0,
            })),
            _ => None,
        }
    }
}

/// The operator as source writes it.
pub(crate) fn symbol(op: BinOp) -> &'static str {
    match op {
        BinOp::Add => "+",
        BinOp::Sub => "-",
        BinOp::Mul => "*",
        BinOp::Div => "/",
        BinOp::Rem => "%",
        BinOp::BitAnd => "&",
        BinOp::BitOr => "|",
        BinOp::BitXor => "^",
        BinOp::Shl => "<<",
        BinOp::Shr => ">>",
        BinOp::Eq => "==",
        BinOp::Ne => "!=",
        BinOp::Lt => "<",
        BinOp::Le => "<=",
        BinOp::Gt => ">",
        BinOp::Ge => ">=",
    }
}

fn float(op: BinOp, a: f64, b: f64) -> Option<f64> {
    match op {
        BinOp::Add => Some(a + b),
        BinOp::Sub => Some(a - b),
        BinOp::Mul => Some(a * b),
        BinOp::Div => Some(a / b),
        BinOp::Rem => Some(a % b),
        _ => None,
    }
}

fn float32(op: BinOp, a: f32, b: f32) -> Option<f32> {
    match op {
        BinOp::Add => Some(a + b),
        BinOp::Sub => Some(a - b),
        BinOp::Mul => Some(a * b),
        BinOp::Div => Some(a / b),
        BinOp::Rem => Some(a % b),
        _ => None,
    }
}

/// `as` from a float: saturating, NaN is 0.
fn float_to_int(kind: IntKind, it: f64) -> i128 {
    match kind {
        IntKind::U128 => it as u128 as i128,
        IntKind::I128 => it as i128,
        _ => (it as i128).clamp(kind.min(), kind.max()),
    }
}
