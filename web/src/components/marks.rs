//! The words in a chart, over its veil: printed lines and what blocked threads wait for, pale when they come later.

use interleave_playground::Nanos;
use yew::prelude::*;

use crate::drawing::{Drawing, Place, Words};
use crate::frame::Frame;
use crate::px::px;
use crate::shared::Shared;
use crate::words::task_class;

/// Which words.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub drawing: Shared<Drawing>,
    pub frame: Frame,
    /// The marked instant.
    pub now: Nanos,
}

/// The words.
#[component]
pub fn Marks(props: &Props) -> Html {
    let frame = &props.frame;
    let all = props.drawing.lanes.iter().flat_map(|lane| &lane.words);
    html! {
        <svg
            class="marks" width={px(frame.width)} height={px(frame.height())}
            viewBox={frame.view_box()} aria-hidden="true"
        >
            { for all.map(|words| words_html(words, props.now)) }
        </svg>
    }
}

fn words_html(words: &Words, now: Nanos) -> Html {
    let place = match words.place {
        Place::Beside => "beside",
        Place::OnBar => "on-bar",
        Place::InHollow => "in-hollow",
    };
    let later = (words.at > now).then_some("later");
    html! {
        <text
            class={classes!(place, later, task_class(words.task))}
            x={px(words.x)} y={px(words.y)}
        >{ &words.text }</text>
    }
}
