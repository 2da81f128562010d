//! A phrase of the report: words, code of the program, names of threads.

use std::ops::Range;

use interleave_playground::{Piece, pieces};
use yew::prelude::*;

/// Draws marked words.
pub fn phrase(marked: &str) -> Html {
    pieces(marked)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => unbroken(&words),
            Piece::Code(code) => {
                html! { <code class={is_short(&code).then_some("short")}>{ code }</code> }
            }
            Piece::Thread(name) => html! { <b>{ name }</b> },
        })
        .collect()
}

/// Whether a piece of code fits into the narrowest column (`styles/timeline_row.css`): no line ends within it.
fn is_short(code: &str) -> bool {
    code.len() <= 10
}

/// Words in which no line ends between a number and its unit.
fn unbroken(words: &str) -> Html {
    let mut drawn = Vec::new();
    let mut rest = words;
    while let Some(length) = first_length(rest) {
        drawn.push(html! { { rest[..length.start].to_owned() } });
        drawn.push(html! { <span class="length">{ rest[length.clone()].to_owned() }</span> });
        rest = &rest[length.end..];
    }
    drawn.push(html! { { rest.to_owned() } });
    drawn.into_iter().collect()
}

/// Where the first length of time stands, such as "1.5 s".
fn first_length(words: &str) -> Option<Range<usize>> {
    words.match_indices(' ').find_map(|(space, _)| {
        let (before, after) = (&words[..space], &words[space + 1..]);
        let number =
            before.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
        let unit = after.find(|letter| !is_of_unit(letter));
        let unit = &after[..unit.unwrap_or(after.len())];
        let is_length = number.len() < space && matches!(unit, "s" | "ms" | "µs" | "ns");
        is_length.then(|| number.len()..space + 1 + unit.len())
    })
}

fn is_of_unit(letter: char) -> bool {
    letter.is_ascii_alphabetic() || letter == 'µ'
}

#[cfg(test)]
mod tests {
    use super::first_length;

    #[test]
    fn numbers_with_their_units_are_found() {
        let cases = [
            ("sleeps 500 ms; ends", Some("500 ms")),
            ("它睡眠 1.5 s。", Some("1.5 s")),
            ("睡眠 250 µs", Some("250 µs")),
            ("waits 4 steps, then 3 s", Some("3 s")),
            ("waits for s", None),
            ("", None),
        ];
        for (words, length) in cases {
            let found = first_length(words).map(|place| &words[place]);
            assert_eq!(found, length, "{words}");
        }
    }
}
