//! The printed lines to put in order: by buttons, by keys, by dragging.

use yew::prelude::*;

use super::predict_bar::{PredictBar, Props};
use crate::events::arrow;
use crate::predict::{Phase, PredictAction};
use crate::state::Action;
use crate::strings::{Strings, strings};
use crate::words::task_class;

/// The lines.
#[component]
pub fn Order(props: &Props) -> Html {
    let words = strings(props.language);
    let held = use_mut_ref(|| None::<usize>);
    let lines = props.predict.order.iter().enumerate();
    html! {
        <div class="order">
            <PredictBar ..props.clone() />
            <ol>{ for lines.map(|(place, number)| line(props, words, place, *number, &held)) }</ol>
        </div>
    }
}

fn line(
    props: &Props,
    words: &Strings,
    place: usize,
    number: usize,
    held: &std::rc::Rc<std::cell::RefCell<Option<usize>>>,
) -> Html {
    let Some(said) = props.run.output.get(number) else {
        return Html::default();
    };
    let count = props.predict.order.len();
    let move_to = |to: usize| PredictAction::Move { from: place, to };
    let onkeydown = crate::events::when(&props.on, move |event: KeyboardEvent| {
        let forward = arrow(&event).filter(|_| event.alt_key())?;
        event.prevent_default();
        let to = if forward {
            place + 1
        } else {
            place.checked_sub(1)?
        };
        Some(Action::Predict(PredictAction::Move { from: place, to }))
    });
    let ondragstart = {
        let held = held.clone();
        Callback::from(move |_: DragEvent| *held.borrow_mut() = Some(place))
    };
    let ondragover = Callback::from(|event: DragEvent| event.prevent_default());
    let ondrop = {
        let held = held.clone();
        crate::events::when(&props.on, move |event: DragEvent| {
            event.prevent_default();
            let from = held.borrow_mut().take()?;
            Some(Action::Predict(PredictAction::Move { from, to: place }))
        })
    };
    let is_told = matches!(props.predict.phase, Phase::Checked | Phase::Revealed);
    let is_right = props.predict.is_line_right(&props.run, place);
    let grade = is_told.then_some(if is_right { "right" } else { "wrong" });
    let step = |name: &'static str, sign: &'static str, to: Option<usize>| {
        let label = format!("{name}: {}", said.text);
        let action = to.map(move_to);
        let onclick = crate::events::when(&props.on, move |_: MouseEvent| {
            action.clone().map(Action::Predict)
        });
        html! {
            <button type="button" class="nudge" aria-label={label} disabled={to.is_none()} {onclick}>{ sign }</button>
        }
    };
    html! {
        <li
            key={number} class={classes!("to-order", task_class(said.task), grade)} draggable="true"
            {onkeydown} {ondragstart} {ondragover} {ondrop}
        >
            <span class="said">{ &said.text }</span>
            if is_told {
                <span class="mark-of">
                    <span aria-hidden="true">{ if is_right { "✓" } else { "✕" } }</span>
                    <span class="unseen">{ if is_right { words.grade_right() } else { words.grade_wrong() } }</span>
                </span>
            }
            { step(words.earlier(), "↑", place.checked_sub(1)) }
            { step(words.later(), "↓", (place + 1 < count).then_some(place + 1)) }
        </li>
    }
}
