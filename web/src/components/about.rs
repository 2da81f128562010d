//! What the gallery says about its program: the question, what to drag, the background.

use interleave_playground::{Bilingual, Language, find_scenario};
use yew::prelude::*;

use super::phrase::phrase;

/// Which program.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub scenario: Option<&'static str>,
}

/// A few words under the program.
#[component]
pub fn About(props: &Props) -> Html {
    let Some(scenario) = props.scenario.and_then(find_scenario) else {
        return Html::default();
    };
    let say = |text: Bilingual| match props.language {
        Language::En => text.en,
        Language::Zh => text.zh,
    };
    html! {
        <div class="about">
            <h3>{ say(scenario.question) }</h3>
            <p>{ phrase(say(scenario.about)) }</p>
            <p class="drag">{ phrase(say(scenario.drag)) }</p>
        </div>
    }
}
