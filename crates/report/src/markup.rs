//! The little markup of phrases: `` `code` `` for what the program wrote, `**name**` for a thread.
//!
//! Code spans follow CommonMark: the fence is longer than any run of backquotes inside. So every text made
//! here is valid Markdown, and [`pieces`] takes it apart again for whoever draws it another way.

/// A stretch of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Plain words.
    Words(String),
    /// Something of the program: a printed line, a lock's name.
    Code(String),
    /// The label of a thread.
    Thread(String),
}

/// Longest text shown of one printed line, in characters.
const LONGEST_CODE: usize = 160;

/// `text` as a code span, on one line: line ends and control characters become visible signs, overlong text is cut.
#[must_use]
pub fn code(text: &str) -> String {
    // Nearly all texts are like this, and a long run has one a row.
    let is_plain = |byte: u8| byte >= 0x20 && byte != 0x7f && byte != b'`';
    if (1..=LONGEST_CODE).contains(&text.len()) && text.bytes().all(is_plain) {
        return ["`", text, "`"].concat();
    }
    let mut shown: String = text.chars().take(LONGEST_CODE).map(visible).collect();
    if text.chars().count() > LONGEST_CODE {
        shown.push('…');
    }
    let fence = "`".repeat(longest_run(&shown) + 1);
    let needs_space = shown.starts_with('`') || shown.ends_with('`');
    let pad = if needs_space { " " } else { "" };
    format!("{fence}{pad}{shown}{pad}{fence}")
}

/// A thread's label, marked.
#[must_use]
pub fn thread(label: &str) -> String {
    let plain = label
        .chars()
        .all(|c| c != '*' && c != '`' && !c.is_control());
    if plain && !label.is_empty() {
        format!("**{label}**")
    } else {
        code(label)
    }
}

/// The pieces of a marked text, in order.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    loop {
        let plain = rest.find(['`', '*']).unwrap_or(rest.len());
        words.push_str(&rest[..plain]);
        rest = &rest[plain..];
        let Some(first) = rest.chars().next() else {
            break;
        };
        let parsed = match first {
            '`' => code_span(rest),
            _ => thread_span(rest),
        };
        if let Some((piece, length)) = parsed {
            push_words(&mut found, &mut words);
            found.push(piece);
            rest = &rest[length..];
        } else {
            words.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    push_words(&mut found, &mut words);
    found
}

/// The text without thread marks; code keeps its backquotes. For plain text and CSV.
#[must_use]
pub fn without_thread_marks(text: &str) -> String {
    pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) | Piece::Thread(words) => words,
            Piece::Code(inner) => code(&inner),
        })
        .collect()
}

/// The text without any marks, for labels in drawings.
#[must_use]
pub fn bare(text: &str) -> String {
    pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(inner) | Piece::Thread(inner) | Piece::Code(inner) => inner,
        })
        .collect()
}

fn push_words(found: &mut Vec<Piece>, words: &mut String) {
    if !words.is_empty() {
        found.push(Piece::Words(std::mem::take(words)));
    }
}

fn code_span(text: &str) -> Option<(Piece, usize)> {
    let fence = text.len() - text.trim_start_matches('`').len();
    let body = &text[fence..];
    let mut at = 0;
    while let Some(open) = body[at..].find('`') {
        let start = at + open;
        let run = body[start..].len() - body[start..].trim_start_matches('`').len();
        if run == fence {
            let mut inner = &body[..start];
            if inner.contains('`') && inner.len() > 2 {
                inner = inner.strip_prefix(' ').unwrap_or(inner);
                inner = inner.strip_suffix(' ').unwrap_or(inner);
            }
            return Some((Piece::Code(inner.to_owned()), fence + start + run));
        }
        at = start + run;
    }
    None
}

fn thread_span(text: &str) -> Option<(Piece, usize)> {
    let body = text.strip_prefix("**")?;
    let end = body.find("**")?;
    (end > 0).then(|| (Piece::Thread(body[..end].to_owned()), end + 4))
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Control characters as their Unicode pictures, so that a cell stays on one line.
fn visible(c: char) -> char {
    match c {
        '\n' => '⏎',
        '\t' => ' ',
        '\u{7f}' => '␡',
        c if (c as u32) < 0x20 => char::from_u32(0x2400 + c as u32).unwrap_or('·'),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_with_backquotes_comes_back_whole() {
        for text in [
            "plain", "a `b` c", "`", "``x", "x``", "a**b**c", "", "a | b", "两 `个",
        ] {
            let marked = format!("prints {}; ends", code(text));
            let mut expected = vec![Piece::Words("prints ".into())];
            expected.push(Piece::Code(text.into()));
            expected.push(Piece::Words("; ends".into()));
            if !text.is_empty() {
                assert_eq!(pieces(&marked), expected, "{marked}");
            }
        }
    }

    #[test]
    fn thread_labels_are_marked_and_odd_ones_become_code() {
        assert_eq!(pieces(&thread("child")), [Piece::Thread("child".into())]);
        assert_eq!(pieces(&thread("a*b")), [Piece::Code("a*b".into())]);
        assert_eq!(
            bare("spawns **child**; prints `x`"),
            "spawns child; prints x"
        );
    }

    #[test]
    fn control_characters_stay_on_the_line() {
        assert_eq!(code("a\nb\u{1b}[0m"), "`a⏎b␛[0m`");
    }
}
