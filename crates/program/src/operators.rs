//! Methods of std's traits that the machine itself calls: operators, iteration, comparison, copies.
//!
//! They are found under a name of their own, so that an inherent method, or a method of another trait, that is
//! called alike never stands in for them: `a + b` is `core::Add::add`, whatever `a.add(b)` is.

/// Trait and method.
const OPERATORS: &[(&str, &str)] = &[
    ("Add", "add"),
    ("Sub", "sub"),
    ("Mul", "mul"),
    ("Div", "div"),
    ("Rem", "rem"),
    ("BitAnd", "bitand"),
    ("BitOr", "bitor"),
    ("BitXor", "bitxor"),
    ("Shl", "shl"),
    ("Shr", "shr"),
    ("AddAssign", "add_assign"),
    ("SubAssign", "sub_assign"),
    ("MulAssign", "mul_assign"),
    ("DivAssign", "div_assign"),
    ("RemAssign", "rem_assign"),
    ("BitAndAssign", "bitand_assign"),
    ("BitOrAssign", "bitor_assign"),
    ("BitXorAssign", "bitxor_assign"),
    ("ShlAssign", "shl_assign"),
    ("ShrAssign", "shr_assign"),
    ("Neg", "neg"),
    ("Not", "not"),
    ("Index", "index"),
    ("IndexMut", "index_mut"),
    ("Deref", "deref"),
    ("DerefMut", "deref_mut"),
    ("Iterator", "next"),
    ("IntoIterator", "into_iter"),
    ("Clone", "clone"),
    ("PartialEq", "eq"),
    ("PartialOrd", "partial_cmp"),
    ("Ord", "cmp"),
];

/// The name under which the machine finds `method`, when it calls methods of that name.
#[must_use]
pub fn operator_symbol(method: &str) -> Option<String> {
    let (of, method) = OPERATORS.iter().find(|(_, name)| *name == method)?;
    Some(format!("core::{of}::{method}"))
}

/// The same when `trait_name` is the trait that declares it.
#[must_use]
pub fn operator_of_trait(trait_name: &str, method: &str) -> Option<String> {
    let is_there = OPERATORS.contains(&(trait_name, method));
    is_there.then(|| format!("core::{trait_name}::{method}"))
}
