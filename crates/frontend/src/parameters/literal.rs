//! Integer literals as text: reading them, and rewriting them in the style they were written in.

use syn::{Expr, Lit, UnOp};

/// The value of an integer literal, possibly negated.
pub(super) fn integer(expr: &Expr) -> Option<i64> {
    match expr {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Int(int) if !matches!(int.suffix(), "f32" | "f64") => int.base10_parse().ok(),
            _ => None,
        },
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => match &*unary.expr {
            Expr::Lit(_) => integer(&unary.expr)?.checked_neg(),
            _ => None,
        },
        _ => None,
    }
}

/// `literal` with its value replaced: radix, leading zeros' absence, `_` groups and suffix stay.
pub(super) fn rewrite(literal: &str, value: i64) -> String {
    let unsigned = literal.trim_start_matches('-').trim_start();
    let (prefix, rest) = unsigned.split_at(prefix_length(unsigned));
    let suffix = suffix(prefix, rest);
    let digits = &rest[..rest.len() - suffix.len()];
    let plain = digits_of(value.unsigned_abs(), prefix);
    let group = group_size(digits, prefix);
    let body = match group {
        Some(size) => grouped(&plain, size),
        None => plain,
    };
    let joint = if digits.ends_with('_') && !suffix.is_empty() {
        "_"
    } else {
        ""
    };
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{prefix}{body}{joint}{suffix}")
}

fn prefix_length(literal: &str) -> usize {
    if ["0x", "0o", "0b"].iter().any(|p| literal.starts_with(p)) {
        2
    } else {
        0
    }
}

fn suffix<'t>(prefix: &str, rest: &'t str) -> &'t str {
    let start = rest.find(|c: char| match prefix {
        "0x" => matches!(c, 'i' | 'u'),
        _ => c.is_ascii_alphabetic(),
    });
    start.map_or("", |start| &rest[start..])
}

fn digits_of(value: u64, prefix: &str) -> String {
    match prefix {
        "0x" => format!("{value:x}"),
        "0o" => format!("{value:o}"),
        "0b" => format!("{value:b}"),
        _ => value.to_string(),
    }
}

/// How many digits stand between underscores: three in decimal, four in other radices.
fn group_size(digits: &str, prefix: &str) -> Option<usize> {
    let groups = digits.trim_end_matches('_').contains('_');
    groups.then_some(if prefix.is_empty() { 3 } else { 4 })
}

fn grouped(digits: &str, size: usize) -> String {
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(size) {
            out.push('_');
        }
        out.push(digit);
    }
    out
}
