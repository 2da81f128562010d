//! What is wrong with the text: where, what, and what to write instead.

use std::rc::Rc;

use interleave_playground::{DiagnosticView, Language, Severity};
use yew::prelude::*;

use super::phrase::phrase;
use crate::strings::{Strings, strings};

/// Messages shown at most.
const MOST: usize = 20;

/// What is wrong.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub diagnostics: Rc<[DiagnosticView]>,
}

/// All messages, under the editor.
#[component]
pub fn Diagnostics(props: &Props) -> Html {
    let words = strings(props.language);
    let messages = props.diagnostics.iter().take(MOST);
    html! {
        <div class="diagnostics" role="status" aria-label={words.problems()}>
            { for messages.map(|view| message(view, words)) }
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
                <span class="place">{ format!("{}:{} ", view.at.line, view.at.column) }</span>
                <b>{ severity }</b>{ ": " }{ phrase(&diagnostic.message) }
            </p>
            if let Some(help) = &diagnostic.help {
                <p class="help"><b>{ words.help() }</b>{ ": " }{ phrase(help) }</p>
            }
        </div>
    }
}
