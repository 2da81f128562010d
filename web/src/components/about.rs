//! What the program is about: the question that it answers, what to look at, what to drag, and what its real runs came
//! to. The words come from the worker.

use interleave_notes::ScenarioView;
use yew::prelude::*;

use super::phrase::phrase;
use crate::shared::Shared;

/// Whose words.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The present scenario's, as soon as they are there.
    pub view: Option<Shared<ScenarioView>>,
}

/// A few words under the program.
#[component]
pub fn About(props: &Props) -> Html {
    let Some(view) = &props.view else {
        return Html::default();
    };
    html! {
        <div class="about">
            <h3>{ &view.question }</h3>
            <p>{ phrase(&view.about) }</p>
            <p class="drag">{ phrase(&view.drag) }</p>
            if !view.badge.is_empty() {
                <p class={classes!("badge", view.conforms.then_some("conforms"))}>
                    <span aria-hidden="true">{ if view.conforms { "✓ ├┼┤ " } else { "? ├┼┤ " } }</span>{ &view.badge }
                </p>
            }
        </div>
    }
}
