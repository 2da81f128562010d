//! A phrase of the report: words, code of the program, names of threads.

use interleave_playground::{Piece, pieces};
use yew::prelude::*;

/// Draws marked words.
pub fn phrase(marked: &str) -> Html {
    pieces(marked)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => html! { { words } },
            Piece::Code(code) => html! { <code>{ code }</code> },
            Piece::Thread(name) => html! { <b>{ name }</b> },
        })
        .collect()
}
