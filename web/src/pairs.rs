//! `key=value&…`: what links, embeds' addresses and messages are written in.

use std::fmt::Write;

/// The pairs of a text in order; a word without `=` is a key without value. Empty words are skipped.
pub fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.trim_start_matches(['?', '#'])
        .split('&')
        .filter(|word| !word.is_empty())
        .map(|word| word.split_once('=').unwrap_or((word, "")))
}

/// A value with what has a meaning in addresses written as `%xx`.
#[must_use]
pub fn encoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~,:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The value that was written so; `None` when it is no text.
#[must_use]
pub fn decoded(value: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            hex(rest.next()?)? << 4 | hex(rest.next()?)?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::{decoded, encoded, pairs};

    #[test]
    fn words_are_split_at_the_first_sign() {
        let found: Vec<_> = pairs("?embed&a=b=c&&d=").collect();
        assert_eq!(found, [("embed", ""), ("a", "b=c"), ("d", "")]);
    }

    #[test]
    fn half_a_sign_is_no_text() {
        assert_eq!(decoded("%4"), None);
        assert_eq!(decoded("%zz"), None);
        assert_eq!(decoded("%ff"), None);
        assert_eq!(decoded("a%20b%E5%A4%9A").as_deref(), Some("a b多"));
    }

    proptest! {
        #[test]
        fn every_value_survives(value in any::<String>()) {
            let written = encoded(&value);
            prop_assert!(!written.contains(['&', '=', '#', ' ']));
            prop_assert_eq!(decoded(&written), Some(value));
        }
    }
}
