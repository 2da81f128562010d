//! What the forms of the bars mean.

use interleave_playground::Language;
use yew::prelude::*;

use crate::strings::strings;

/// In which language.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    /// Whether futures are polled.
    pub has_futures: bool,
    /// Whether a recorded real run lies over the lanes.
    pub has_recording: bool,
}

/// The legend.
#[component]
pub fn Legend(props: &Props) -> Html {
    let words = strings(props.language);
    let sample = |form: Html, name: &'static str| {
        html! {
            <span class="entry">
                <svg width="26" height="12" aria-hidden="true" focusable="false">{ form }</svg>
                { name }
            </span>
        }
    };
    html! {
        <div class="legend">
            { sample(
                html! { <rect class="running task-1" x="1" y="1" width="24" height="10" /> },
                if props.has_futures { words.polled() } else { words.running() },
            ) }
            { sample(html! { <rect class="ready task-1" x="1" y="1" width="24" height="10" rx="2" fill="url(#hatch)" /> }, words.ready()) }
            { sample(html! { <path class="sleeping task-1" d="M0 6H26" /> }, words.sleeping()) }
            { sample(html! { <rect class="blocked task-0" x="1" y="1" width="24" height="10" rx="2" /> }, words.blocked()) }
            if props.has_futures {
                { sample(html! { <rect class="pending task-0" x="1" y="1" width="24" height="10" rx="2" /> }, words.pending()) }
            }
            if props.has_recording {
                { sample(html! { <path class="measured" d="M1 6H25M1 2V10M13 0V12M25 2V10" /> }, words.measured_runs()) }
            }
        </div>
    }
}
