//! `str`: patterns that may be closures, and errors.
//!
//! All of splitting goes through the list of matches: natives find those of strings, characters and lists of
//! characters, `ranges_by` those of closures.

use std::char::Escape;
use std::fmt;

impl str {
    pub fn escape_debug(&self) -> Escape {
        Escape::new(intrinsic::str_escape_debug(self))
    }

    pub fn escape_default(&self) -> Escape {
        Escape::new(intrinsic::str_escape_default(self))
    }

    pub fn escape_unicode(&self) -> Escape {
        let mut text = String::new();
        for c in self.chars() {
            text.extend(c.escape_unicode());
        }
        Escape::new(text)
    }

    pub fn contains(&self, pattern: P) -> bool {
        if intrinsic::is_callable(&pattern) {
            return self.chars().any(pattern);
        }
        intrinsic::str_contains(self, pattern)
    }

    pub fn starts_with(&self, pattern: P) -> bool {
        if intrinsic::is_callable(&pattern) {
            return match self.chars().next() {
                Some(c) => pattern(c),
                None => false,
            };
        }
        intrinsic::str_starts_with(self, pattern)
    }

    pub fn ends_with(&self, pattern: P) -> bool {
        if intrinsic::is_callable(&pattern) {
            return match self.chars().next_back() {
                Some(c) => pattern(c),
                None => false,
            };
        }
        intrinsic::str_ends_with(self, pattern)
    }

    pub fn find(&self, pattern: P) -> Option {
        if intrinsic::is_callable(&pattern) {
            for (at, c) in self.char_indices() {
                if pattern(c) {
                    return Some(at);
                }
            }
            return None;
        }
        intrinsic::str_find(self, pattern)
    }

    pub fn rfind(&self, pattern: P) -> Option {
        if intrinsic::is_callable(&pattern) {
            for (at, c) in self.char_indices().rev() {
                if pattern(c) {
                    return Some(at);
                }
            }
            return None;
        }
        intrinsic::str_rfind(self, pattern)
    }

    pub fn split(&self, pattern: P) -> Iter {
        pieces(self, pattern, 0)
    }

    pub fn rsplit(&self, pattern: P) -> Iter {
        self.split(pattern).rev()
    }

    pub fn split_terminator(&self, pattern: P) -> Iter {
        pieces(self, pattern, 1)
    }

    pub fn split_inclusive(&self, pattern: P) -> Iter {
        pieces(self, pattern, 2)
    }

    pub fn splitn(&self, n: usize, pattern: P) -> Iter {
        if n == 0 {
            return intrinsic::option_iter(None);
        }
        let mut matches = ranges(self, pattern);
        matches.truncate(2 * (n - 1));
        intrinsic::iter_of_vec(intrinsic::str_pieces(self, matches, 0))
    }

    pub fn rsplitn(&self, n: usize, pattern: P) -> Iter {
        if n == 0 {
            return intrinsic::option_iter(None);
        }
        let mut matches = ranges(self, pattern);
        let kept = matches.len().min(2 * (n - 1));
        let kept = matches.split_off(matches.len() - kept);
        intrinsic::iter_of_vec(intrinsic::str_pieces(self, kept, 0)).rev()
    }

    pub fn split_once(&self, pattern: P) -> Option {
        let matches = ranges(self, pattern);
        if matches.is_empty() {
            return None;
        }
        let before = intrinsic::str_part(self, 0, matches[0]);
        Some((before, intrinsic::str_part(self, matches[1], self.len())))
    }

    pub fn rsplit_once(&self, pattern: P) -> Option {
        let matches = ranges(self, pattern);
        let n = matches.len();
        if n == 0 {
            return None;
        }
        let before = intrinsic::str_part(self, 0, matches[n - 2]);
        Some((
            before,
            intrinsic::str_part(self, matches[n - 1], self.len()),
        ))
    }

    pub fn matches(&self, pattern: P) -> Iter {
        let matches = ranges(self, pattern);
        let mut out = Vec::new();
        for i in 0..matches.len() / 2 {
            out.push(intrinsic::str_part(
                self,
                matches[2 * i],
                matches[2 * i + 1],
            ));
        }
        intrinsic::iter_of_vec(out)
    }

    pub fn rmatches(&self, pattern: P) -> Iter {
        self.matches(pattern).rev()
    }

    pub fn match_indices(&self, pattern: P) -> Iter {
        let matches = ranges(self, pattern);
        let mut out = Vec::new();
        for i in 0..matches.len() / 2 {
            let start = matches[2 * i];
            out.push((start, intrinsic::str_part(self, start, matches[2 * i + 1])));
        }
        intrinsic::iter_of_vec(out)
    }

    pub fn rmatch_indices(&self, pattern: P) -> Iter {
        self.match_indices(pattern).rev()
    }

    pub fn rsplit_terminator(&self, pattern: P) -> Iter {
        self.split_terminator(pattern).rev()
    }

    pub fn replace(&self, pattern: P, with: &str) -> String {
        intrinsic::str_replace(self, ranges(self, pattern), with)
    }

    pub fn replacen(&self, pattern: P, with: &str, n: usize) -> String {
        let mut matches = ranges(self, pattern);
        matches.truncate(2 * n);
        intrinsic::str_replace(self, matches, with)
    }

    pub fn strip_prefix(&self, pattern: P) -> Option {
        let matches = ranges(self, pattern);
        if !matches.is_empty() && matches[0] == 0 {
            Some(intrinsic::str_part(self, matches[1], self.len()))
        } else {
            None
        }
    }

    pub fn strip_suffix(&self, pattern: P) -> Option {
        let length = self.len();
        if intrinsic::is_callable(&pattern) {
            return match self.chars().next_back() {
                Some(c) => {
                    if pattern(c) {
                        Some(intrinsic::str_part(self, 0, length - c.len_utf8()))
                    } else {
                        None
                    }
                }
                None => None,
            };
        }
        if intrinsic::str_ends_with(self, &pattern) {
            let removed = intrinsic::str_matched_at_end(self, &pattern);
            Some(intrinsic::str_part(self, 0, length - removed))
        } else {
            None
        }
    }

    pub fn trim_start_matches(&self, pattern: P) -> &str {
        let matches = ranges(self, pattern);
        let mut start = 0;
        for i in 0..matches.len() / 2 {
            if matches[2 * i] != start {
                break;
            }
            start = matches[2 * i + 1];
        }
        intrinsic::str_part(self, start, self.len())
    }

    pub fn trim_end_matches(&self, pattern: P) -> &str {
        let matches = ranges(self, pattern);
        let mut end = self.len();
        let mut i = matches.len();
        while i > 0 && matches[i - 1] == end {
            end = matches[i - 2];
            i -= 2;
        }
        intrinsic::str_part(self, 0, end)
    }

    pub fn trim_matches(&self, pattern: P) -> &str {
        self.trim_start_matches(&pattern).trim_end_matches(&pattern)
    }
}

/// The pieces between matches; `kind` says what becomes of the separators.
fn pieces(text: &str, pattern: P, kind: i32) -> Iter {
    if intrinsic::is_callable(&pattern) {
        return intrinsic::iter_of_vec(intrinsic::str_pieces(text, ranges(text, pattern), kind));
    }
    intrinsic::str_split(text, pattern, kind)
}

/// Starts and ends of all matches in turn.
fn ranges(text: &str, pattern: P) -> Vec {
    if !intrinsic::is_callable(&pattern) {
        return intrinsic::str_match_ranges(text, pattern);
    }
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        if pattern(c) {
            found.push(at);
            found.push(at + c.len_utf8());
        }
    }
    found
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseBoolError;

impl fmt::Display for ParseBoolError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.pad("provided string was not `true` or `false`")
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Utf8Error {
    valid_up_to: usize,
    error_len: Option,
}

impl Utf8Error {
    pub fn valid_up_to(&self) -> usize {
        self.valid_up_to
    }

    pub fn error_len(&self) -> Option {
        self.error_len
    }
}

impl fmt::Display for Utf8Error {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self.error_len {
            Some(len) => write!(
                f,
                "invalid utf-8 sequence of {} bytes from index {}",
                len, self.valid_up_to
            ),
            None => write!(
                f,
                "incomplete utf-8 byte sequence from index {}",
                self.valid_up_to
            ),
        }
    }
}

impl Error for ParseBoolError {}

impl Error for Utf8Error {}
