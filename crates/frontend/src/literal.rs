//! Literals: their values, and constants that are nothing but a literal.

use interleave_program::{Const, IntKind};
use syn::{Expr, Lit, Type, UnOp};

/// The integer that an expression plainly is: a literal, perhaps negated or in parentheses.
pub fn constant_int(expr: &Expr) -> Option<i128> {
    match expr {
        Expr::Lit(lit) => match &lit.lit {
            lit @ (Lit::Int(_) | Lit::Byte(_)) => constant_value(lit),
            _ => None,
        },
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => {
            constant_int(&unary.expr).map(|value| -value)
        }
        Expr::Paren(paren) => constant_int(&paren.expr),
        Expr::Group(group) => constant_int(&group.expr),
        _ => None,
    }
}

/// The value of a literal that may be a const argument: a number, a truth value, a character.
pub fn constant_value(lit: &Lit) -> Option<i128> {
    match lit {
        Lit::Int(int) => int.base10_parse::<i128>().ok(),
        Lit::Byte(byte) => Some(i128::from(byte.value())),
        Lit::Bool(value) => Some(i128::from(value.value)),
        Lit::Char(char) => Some(i128::from(u32::from(char.value()))),
        _ => None,
    }
}

/// The constant that `expr`, declared with type `ty`, plainly is.
pub fn constant(ty: &Type, expr: &Expr) -> Option<Const> {
    if let Some(kind) = int_type(ty) {
        let value = constant_int(expr)?;
        return in_range(kind, value).then_some(Const::Int(kind, value));
    }
    let Expr::Lit(lit) = expr else {
        return None;
    };
    match (&lit.lit, type_name(ty)?.as_str()) {
        (Lit::Float(float), "f64") => float.base10_parse().ok().map(Const::F64),
        (Lit::Float(float), "f32") => float.base10_parse().ok().map(Const::F32),
        (Lit::Char(char), "char") => Some(Const::Char(char.value())),
        (Lit::Str(text), "str") => Some(Const::Str(text.value())),
        _ => None,
    }
}

/// Whether `value` is one of the type's.
pub fn in_range(kind: IntKind, value: i128) -> bool {
    value >= kind.min() && value <= kind.max()
}

/// The integer type that `ty` is.
pub fn int_type(ty: &Type) -> Option<IntKind> {
    IntKind::from_name(&type_name(ty)?)
}

/// Last name of a type's path; references are looked through.
pub fn type_name(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        Type::Reference(reference) => type_name(&reference.elem),
        Type::Paren(paren) => type_name(&paren.elem),
        Type::Group(group) => type_name(&group.elem),
        _ => None,
    }
}
