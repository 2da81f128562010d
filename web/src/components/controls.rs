//! The sliders of the program and those of the machine, under one another.

use std::rc::Rc;

use interleave_playground::{Language, Parameter};
use yew::prelude::*;

use super::machine::Machine;
use super::sliders::{Sliders, sliders_px};
use crate::on::On;
use crate::settings::{Settings, Tab};

/// What can be set.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub parameters: Rc<[Parameter]>,
    pub is_live: bool,
    pub has_answer: bool,
    pub source: Rc<str>,
    pub settings: Settings,
    pub tab: Tab,
    pub has_network: bool,
    pub on: On,
}

/// All sliders.
#[component]
pub fn Controls(props: &Props) -> Html {
    html! {
        <div class="controls">
            if props.on.is_whole() {
                { sliders(props) }
            } else {
                <div style={format!("min-height:{}px", sliders_px(&props.source))} />
                <div class="machine-to-come" />
            }
        </div>
    }
}

#[inline(never)]
fn sliders(props: &Props) -> Html {
    html! {
        <>
            <Sliders
                language={props.language}
                parameters={props.parameters.clone()}
                is_live={props.is_live}
                has_answer={props.has_answer}
                source={props.source.clone()}
                on={props.on.clone()}
            />
            <Machine
                language={props.language}
                settings={props.settings}
                tab={props.tab}
                has_network={props.has_network}
                on={props.on.clone()}
            />
        </>
    }
}
