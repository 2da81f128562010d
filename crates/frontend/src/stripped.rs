//! Texts without what only their readers need: lines that are comments, and the room at the start of lines.
//!
//! Done by the compiler, so that the browser neither downloads nor reads it. Lines stay lines: messages about the
//! prelude name the file's own. No text may have a string that goes on in a second line; a test looks.

/// A text file beside the caller's, stripped.
macro_rules! stripped {
    ($file:literal) => {{
        const RAW: &str = include_str!($file);
        const LENGTH: usize = $crate::stripped::length(RAW);
        const BYTES: [u8; LENGTH] = $crate::stripped::bytes(RAW);
        match str::from_utf8(&BYTES) {
            Ok(text) => text,
            Err(_) => panic!("whole lines of text are text"),
        }
    }};
}
pub(crate) use stripped;

/// Length of the stripped text.
pub(crate) const fn length(raw: &str) -> usize {
    let mut nothing = [];
    strip(raw.as_bytes(), &mut nothing)
}

/// The stripped text.
pub(crate) const fn bytes<const LENGTH: usize>(raw: &str) -> [u8; LENGTH] {
    let mut out = [0; LENGTH];
    strip(raw.as_bytes(), &mut out);
    out
}

/// Writes as much as `out` has room for; gives the whole length.
const fn strip(raw: &[u8], out: &mut [u8]) -> usize {
    let (mut at, mut length) = (0, 0);
    while at < raw.len() {
        while at < raw.len() && raw[at] == b' ' {
            at += 1;
        }
        let is_comment = at + 1 < raw.len() && raw[at] == b'/' && raw[at + 1] == b'/';
        while at < raw.len() {
            let byte = raw[at];
            at += 1;
            if !is_comment || byte == b'\n' {
                if length < out.len() {
                    out[length] = byte;
                }
                length += 1;
            }
            if byte == b'\n' {
                break;
            }
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::{bytes, length};

    #[test]
    fn lines_stay_lines() {
        const RAW: &str =
            "//! About.\n\n/// One.\nfn one() {\n    two(\"// é\"); // Kept.\n}\n    // End";
        const LENGTH: usize = length(RAW);
        let text = String::from_utf8(bytes::<LENGTH>(RAW).to_vec());
        assert_eq!(
            text.as_deref(),
            Ok("\n\n\nfn one() {\ntwo(\"// é\"); // Kept.\n}\n")
        );
    }

    #[test]
    fn no_string_goes_on_in_a_second_line() {
        for (path, text) in crate::prelude::TEXTS {
            for line in text.lines() {
                let quotes = line.replace("\\\"", "").replace("'\"'", "");
                assert!(quotes.matches('"').count() % 2 == 0, "{path}: {line}");
            }
        }
    }
}
