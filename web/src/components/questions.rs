//! The two questions about everything that a program can do.

use interleave_playground::{AnswerView, Language};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::phrase::phrase;
use crate::outcomes::OutcomesAction;
use crate::state::Action;
use crate::strings::strings;

/// The newest answer.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub answer: Option<AnswerView>,
    /// Whether there is a search to ask about: not while one is under way.
    pub can_ask: bool,
    pub on: Callback<Action>,
}

/// Both forms and the answer.
#[component]
pub fn Questions(props: &Props) -> Html {
    let words = strings(props.language);
    let fields = [use_node_ref(), use_node_ref(), use_node_ref()];
    let value = |field: &NodeRef| {
        let input = field.cast::<HtmlInputElement>();
        input.map_or_else(String::new, |input| input.value())
    };
    let asking = |first: usize, second: Option<usize>| {
        let fields = fields.clone();
        props.on.reform(move |event: SubmitEvent| {
            event.prevent_default();
            Action::Outcomes(OutcomesAction::Ask {
                first: value(&fields[first]),
                second: second.map(|second| value(&fields[second])),
            })
        })
    };
    let field = |number: usize, name: &'static str| {
        html! { <input type="text" ref={fields[number].clone()} aria-label={name} size="10" /> }
    };
    html! {
        <section class="questions" aria-label={words.questions()}>
            <form onsubmit={asking(0, None)}>
                { words.can_it_print() }{ field(0, words.can_it_print()) }
                <button type="submit" class="button" disabled={!props.can_ask}>{ words.ask() }</button>
            </form>
            <form onsubmit={asking(1, Some(2))}>
                { words.can_come() }{ field(1, words.can_come()) }
                { words.come_before() }{ field(2, words.come_before()) }
                <button type="submit" class="button" disabled={!props.can_ask}>{ words.ask() }</button>
            </form>
            if let Some(answer) = &props.answer {
                <p class={classes!("answer", answer.is_yes.then_some("yes"))} role="status">
                    { phrase(&answer.sentence) }
                    if let Some(witness) = answer.witness.clone() {
                        { " " }
                        <button
                            type="button" class="link"
                            onclick={props.on.reform(move |_: MouseEvent| Action::SetSchedule(witness.clone()))}
                        >{ words.show_it() }</button>
                    }
                </p>
            }
        </section>
    }
}
