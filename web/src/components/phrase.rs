//! A phrase of the report: words, code of the program, names of threads.

use interleave_playground::{Piece, pieces};
use yew::prelude::*;

/// Draws marked words.
pub fn phrase(marked: &str) -> Html {
    pieces(marked)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => html! { { unbroken(&words) } },
            Piece::Code(code) => html! { <code>{ code }</code> },
            Piece::Thread(name) => html! { <b>{ name }</b> },
        })
        .collect()
}

/// Words in which no line ends between a number and its unit.
fn unbroken(words: &str) -> String {
    let mut parts = words.split(' ');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_length =
            text.ends_with(|last: char| last.is_ascii_digit()) && begins_with_unit(part);
        text.push(if is_length { '\u{a0}' } else { ' ' });
        text.push_str(part);
    }
    text
}

fn begins_with_unit(part: &str) -> bool {
    let is_of_unit = |letter: char| letter.is_ascii_alphabetic() || letter == 'µ';
    let end = part.find(|letter| !is_of_unit(letter));
    let unit = part.get(..end.unwrap_or(part.len()));
    matches!(unit, Some("s" | "ms" | "µs" | "ns"))
}

#[cfg(test)]
mod tests {
    use super::unbroken;

    #[test]
    fn a_number_and_its_unit_stay_together() {
        let cases = [
            ("sleeps 500 ms; ends", "sleeps 500\u{a0}ms; ends"),
            ("它睡眠 1.5 s。", "它睡眠 1.5\u{a0}s。"),
            ("waits 4 steps", "waits 4 steps"),
            ("for 3 s", "for 3\u{a0}s"),
            ("", ""),
        ];
        for (words, drawn) in cases {
            assert_eq!(unbroken(words), drawn);
        }
    }
}
