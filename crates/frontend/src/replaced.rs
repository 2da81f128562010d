//! Two texts that differ in one integer literal, as when a slider moves.
//!
//! What such a literal decides besides the value that it has when the program runs depends on where it stands: in a
//! type it is a length, in a pattern it decides whether a `match` covers everything, in an operation it may make a lint
//! refuse the text. As an argument of a call, or an end of the range that a loop goes through, it decides nothing else.
//! Macros may put it into texts, and constants may be asked for anywhere, so nothing in these counts.

use std::ops::Range;

use interleave_program::{Parameter, Replacement, Span};
use syn::{Expr, Lit};

use crate::walk::{self, Visit};
use crate::{parameters, parse, spans};

/// What to change in the program of one text to get that of the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Replaced {
    /// The literal.
    pub replacement: Replacement,
    /// The sliders of the other text.
    pub parameters: Vec<Parameter>,
}

/// How the text `after` differs from `before`; `None` unless it does so in one plain literal, in its value only.
#[must_use]
pub fn replaced(before: &str, after: &str) -> Option<Replaced> {
    if after.contains("macro_rules") {
        return None;
    }
    let (old, new) = different_words(before, after)?;
    let replacement = Replacement {
        span: span(&old),
        before: value(&before[old.clone()], &after[new.clone()])?,
        after: value(&after[new.clone()], &before[old])?,
        growth: i32::try_from(after.len() as i64 - before.len() as i64).ok()?,
    };
    let file = parse::parse(after).ok()?;
    let mut plain = Plain {
        wanted: span(&new),
        is_found: false,
    };
    plain.visit_file(&file);
    plain.is_found.then(|| Replaced {
        replacement,
        parameters: parameters::parameters_of(&file, after),
    })
}

fn span(range: &Range<usize>) -> Span {
    Span::new(range.start as u32, range.end as u32)
}

/// The only word in which the texts differ, in each of them.
fn different_words(before: &str, after: &str) -> Option<(Range<usize>, Range<usize>)> {
    let (old, new) = (before.as_bytes(), after.as_bytes());
    let shorter = old.len().min(new.len());
    let same = |at: &usize| old[*at] == new[*at];
    let first = (0..shorter).find(|at| !same(at)).unwrap_or(shorter);
    let same_behind = |count: &usize| old[old.len() - 1 - count] == new[new.len() - 1 - count];
    let most_behind = shorter - first;
    let behind = (0..most_behind).find(|count| !same_behind(count));
    let behind = behind.unwrap_or(most_behind);
    let is_of_word = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_';
    let begun = old[..first].iter().rev().take_while(is_of_word).count();
    let rest = &old[old.len() - behind..];
    let ended = rest.iter().take_while(is_of_word).count();
    let word = |text: &[u8]| first - begun..text.len() - behind + ended;
    let (old, new) = (word(old), word(new));
    (!old.is_empty() && !new.is_empty()).then_some((old, new))
}

/// The value of a decimal literal that is written with the same suffix as `other`.
fn value(literal: &str, other: &str) -> Option<i32> {
    let is_digit = |letter: char| letter.is_ascii_digit() || letter == '_';
    let suffix = literal.trim_start_matches(is_digit);
    let digits = literal.strip_suffix(suffix)?.replace('_', "");
    (other.trim_start_matches(is_digit) == suffix).then_some(())?;
    digits.parse().ok()
}

/// Looks for a literal where nothing but a value is asked of it.
struct Plain {
    wanted: Span,
    is_found: bool,
}

impl Plain {
    fn operand(&mut self, expr: &Expr) {
        if let Expr::Lit(literal) = expr
            && let Lit::Int(int) = &literal.lit
        {
            self.is_found |= spans::of(int.span()) == self.wanted;
        }
    }
}

impl<'a> Visit<'a> for Plain {
    fn as_dyn(&mut self) -> &mut dyn Visit<'a> {
        self
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Call(call) => call.args.iter().for_each(|arg| self.operand(arg)),
            Expr::MethodCall(call) => call.args.iter().for_each(|arg| self.operand(arg)),
            Expr::ForLoop(each) => {
                if let Expr::Range(range) = &*each.expr {
                    let ends = [&range.start, &range.end];
                    ends.into_iter().flatten().for_each(|end| self.operand(end));
                }
            }
            // Its length is a constant.
            Expr::Repeat(repeat) => return self.visit_expr(&repeat.expr),
            Expr::Const(_) => return,
            _ => {}
        }
        walk::visit_expr(self, expr);
    }

    fn visit_attribute(&mut self, _: &'a syn::Attribute) {}

    fn visit_generic_argument(&mut self, _: &'a syn::GenericArgument) {}

    fn visit_impl_item_const(&mut self, _: &'a syn::ImplItemConst) {}

    fn visit_item_const(&mut self, _: &'a syn::ItemConst) {}

    fn visit_item_static(&mut self, _: &'a syn::ItemStatic) {}

    fn visit_macro(&mut self, _: &'a syn::Macro) {}

    fn visit_type(&mut self, _: &'a syn::Type) {}
}

#[cfg(test)]
mod tests {
    use super::replaced;

    /// `text` with `9` in it, and with another literal instead.
    fn change(text: &str, literal: &str) -> Option<(i32, i32)> {
        let it = replaced(text, &text.replace('9', literal))?.replacement;
        Some((it.before, it.after))
    }

    #[test]
    fn arguments_and_ends_of_loops_are_plain() {
        let body = |text: &str| format!("fn main() {{ {text} }}\nfn f(_: u64) {{}}\n");
        let plain = [
            "f(9);",
            "f(9u64);",
            "f(1_9);",
            "for i in 0..9 {}",
            "for i in 9..=20 {}",
            "std::thread::sleep(std::time::Duration::from_millis(9));",
            "let v = vec.get(9);",
            "let x = [f(9); 3];",
        ];
        for text in plain {
            assert!(change(&body(text), "45").is_some(), "{text}");
        }
        let other = [
            "let x = 9;",
            "let x = a[9];",
            "let x = a.9;",
            "let x = 1.9;",
            "f(9.0);",
            "f(-9);",
            "f(1 + 9);",
            "let x = [0; 9];",
            "let x = [0; f(9)];",
            "let x: [u8; f(9)] = y;",
            "f::<{ g(9) }>();",
            "const A: u8 = f(9);",
            "static A: u8 = f(9);",
            "let x = const { f(9) };",
            "println!(\"{}\", f(9));",
            "match x { 9 => {} _ => {} }",
            "f(\"9\");",
            "// f(9)\n",
        ];
        for text in other {
            assert_eq!(change(&body(text), "45"), None, "{text}");
        }
    }

    #[test]
    fn only_the_value_may_change() {
        let text = "fn main() { f(9); }";
        assert_eq!(change(text, "90"), Some((9, 90)));
        assert_eq!(change(text, "2147483647"), Some((9, i32::MAX)));
        for other in ["2147483648", "9u8", "0x9", "x", "", "9, 9", "9 + 1", "9.0"] {
            assert_eq!(change(text, other), None, "{other}");
        }
        assert_eq!(replaced(text, text), None);
        assert_eq!(replaced(text, "fn main() { f(9); } "), None);
    }
}
