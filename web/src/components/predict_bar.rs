//! What is to be predicted, how far it has come, and what comes next.

use interleave_playground::{Language, SchedulerRun};
use yew::prelude::*;

use crate::predict::{Exercise, Phase, Predict, PredictAction};
use crate::shared::Shared;
use crate::state::Action;
use crate::strings::strings;

/// Which exercise.
#[derive(Clone, Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub run: Shared<SchedulerRun>,
    pub predict: Shared<Predict>,
    pub on: Callback<Action>,
}

/// The bar over the table, or over the lines to put in order.
#[component]
pub fn PredictBar(props: &Props) -> Html {
    let words = strings(props.language);
    let predict = &props.predict;
    let is_cells = predict.exercise == Exercise::Cells;
    let button = |name: &'static str, class: &'static str, action: PredictAction| {
        let onclick = props.on.reform(move |_| Action::Predict(action.clone()));
        html! { <button type="button" {class} {onclick}>{ name }</button> }
    };
    let is_choosing = predict.phase == Phase::Choosing;
    let how = match (predict.phase, predict.exercise) {
        (Phase::Choosing, _) => words.predict_choosing(),
        (_, Exercise::Cells) => words.predict_how(),
        (_, Exercise::Order) => words.predict_order_how(),
    };
    let (right, all) = predict.score(&props.run);
    html! {
        <div class="predict-bar" role="group" aria-label={words.predict_title()}>
            <p role="status">
                if matches!(predict.phase, Phase::Checked | Phase::Revealed) {
                    <b class="score">{ format!("{right} {} {all} {}", words.predict_of(), words.predict_right()) }</b>
                } else {
                    { how }
                }
            </p>
            <div class="choices">
                if is_choosing {
                    { button(words.predict_done_choosing(), "button primary", PredictAction::Choose(false)) }
                } else {
                    { button(words.predict_check(), "button primary", PredictAction::Check) }
                    if predict.phase == Phase::Revealed {
                        { button(words.predict_again(), "button", PredictAction::Again) }
                    } else {
                        { button(words.predict_reveal(), "button", PredictAction::Reveal) }
                    }
                    if is_cells {
                        { button(words.predict_choose(), "link", PredictAction::Choose(true)) }
                    }
                }
                { button(words.dismiss(), "link", PredictAction::Close) }
            </div>
        </div>
    }
}
