//! What is wrong with the text: where, what, and what to write instead.

use std::rc::Rc;

use interleave_playground::{DiagnosticView, Language, Severity};
use yew::prelude::*;

use super::phrase::phrase;
use crate::state::Action;
use crate::strings::{Strings, strings};

/// Messages shown at most.
const MOST: usize = 20;

/// What is wrong.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub diagnostics: Rc<[DiagnosticView]>,
    pub on: Callback<Action>,
}

/// All messages, under the editor.
#[component]
pub fn Diagnostics(props: &Props) -> Html {
    let words = strings(props.language);
    let messages = props.diagnostics.iter().take(MOST);
    let mut all = props.diagnostics.iter();
    let is_astray = all.any(|view| view.diagnostic.id == "bad-schedule");
    let own_way = props
        .on
        .reform(|_: MouseEvent| Action::SetSchedule(String::new()));
    html! {
        <div class="diagnostics" role="status" aria-label={words.problems()}>
            { for messages.map(|view| message(view, words)) }
            if is_astray {
                <button type="button" class="link" onclick={own_way}>{ words.own_way() }</button>
            }
        </div>
    }
}

/// One message.
pub fn message(view: &DiagnosticView, words: &Strings) -> Html {
    let diagnostic = &view.diagnostic;
    let (class, severity) = match diagnostic.severity {
        Severity::Error => ("error", words.severity_error()),
        Severity::Warning => ("warning", words.severity_warning()),
        Severity::Hint => ("hint", words.severity_hint()),
    };
    html! {
        <div class={classes!("diagnostic", class)}>
            <p>
                if view.at.line > 0 {
                    <span class="place">{ format!("{}:{} ", view.at.line, view.at.column) }</span>
                }
                <b>{ severity }</b>{ ": " }{ phrase(&diagnostic.message) }
            </p>
            if let Some(help) = &diagnostic.help {
                <p class="help"><b>{ words.help() }</b>{ ": " }{ phrase(help) }</p>
            }
        </div>
    }
}
