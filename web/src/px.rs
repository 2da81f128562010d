//! Lengths in pixels as text: one decimal is all that can be seen.
//!
//! Not by the standard library's formatting of floats, which is right to the last of any number of digits and for that
//! the largest function of the page.

use std::fmt;

/// A length as it stands in a drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Px(pub f64);

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 10.0).round_ties_even() as i64;
        let sign = if tenths < 0 { "-" } else { "" };
        let tenths = tenths.unsigned_abs();
        write!(f, "{sign}{}.{}", tenths / 10, tenths % 10)
    }
}

/// The same as a text of its own.
#[must_use]
pub fn px(length: f64) -> String {
    Px(length).to_string()
}

#[cfg(test)]
mod tests {
    use super::px;

    #[test]
    fn lengths_have_one_decimal() {
        let texts = [0.0, 3.0, 12.34, 12.35, -0.26, -7.96, 1234.06].map(px);
        assert_eq!(
            texts,
            ["0.0", "3.0", "12.3", "12.4", "-0.3", "-8.0", "1234.1"]
        );
    }
}
