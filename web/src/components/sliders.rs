//! The program's own sliders: one a literal that matters, each named, with its value and unit.

use std::rc::Rc;

use interleave_playground::{Language, Parameter};
use yew::prelude::*;

use crate::events::range_value;
use crate::on::On;
use crate::state::Action;
use crate::strings::{Strings, strings};
use crate::words::parameter_value;

/// Height of a slider with the gap below it, and of what is around all of them, in pixels (`styles/controls.css`).
const ROW_PX: usize = 31;
const AROUND_PX: usize = 15;

/// What the sliders show.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub parameters: Rc<[Parameter]>,
    /// False while the text has an error that hides where the literals are.
    pub is_live: bool,
    /// False before the first answer: then there may well be sliders, nobody knows yet.
    pub has_answer: bool,
    /// The text, from which the room that sliders will need is guessed before the first answer.
    pub source: Rc<str>,
    pub on: On,
}

/// The sliders.
#[component]
pub fn Sliders(props: &Props) -> Html {
    let words = strings(props.language);
    if props.parameters.is_empty() {
        let text = props.has_answer.then_some(words.no_sliders());
        let room = if props.has_answer {
            ROW_PX
        } else {
            sliders_px(&props.source)
        };
        let style = format!("min-height:{room}px");
        return html! { <p class="no-sliders" {style}>{ text }</p> };
    }
    let rows = props
        .parameters
        .iter()
        .enumerate()
        .map(|(index, parameter)| slider(props, words, index, parameter));
    html! { <div class="sliders">{ for rows }</div> }
}

/// The room that the sliders of a text will need, roughly, in pixels: for lengths of time and loops.
pub fn sliders_px(source: &str) -> usize {
    let count = source.matches("::from_").count() + source.matches("..").count();
    ROW_PX * count.clamp(1, 12) + AROUND_PX
}

fn slider(props: &Props, words: &Strings, index: usize, parameter: &Parameter) -> Html {
    let id = format!("parameter-{index}");
    let label = match props.language {
        Language::En => parameter.label_en.clone(),
        Language::Zh => parameter.label_zh.clone(),
    };
    let shown = parameter_value(parameter, words);
    let oninput = props.on.when(move |event: InputEvent| {
        let value = range_value(&event)?;
        Some(Action::SetParameter { index, value })
    });
    html! {
        <div class="slider" key={parameter.name.clone()}>
            <label for={id.clone()}>{ label }</label>
            <div><input
                id={id.clone()} type="range"
                min={parameter.min.to_string()} max={parameter.max.to_string()}
                step={parameter.step.to_string()} value={parameter.value.to_string()}
                aria-valuetext={shown.clone()} disabled={!props.is_live}
                {oninput}
            /></div>
            <output for={id}>{ shown }</output>
        </div>
    }
}
