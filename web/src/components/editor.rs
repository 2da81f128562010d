//! The text to edit: a plain text area over the same text in colours, so that undo, search and input methods are the
//! browser's own.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use interleave_playground::{DiagnosticView, Language, Severity};
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::highlight::lines;
use crate::state::Action;
use crate::strings::strings;

/// Typing rests this long before the text runs, in milliseconds.
const PAUSE_MS: u32 = 180;

/// Longer texts are not coloured while they are edited, in bytes.
const MOST_COLOURED: usize = 60_000;

/// Lines numbered at most.
const MOST_NUMBERS: usize = 3_000;

/// What is edited.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub source: Rc<str>,
    pub diagnostics: Rc<[DiagnosticView]>,
    pub on: Callback<Action>,
}

/// The editor.
#[component]
pub fn Editor(props: &Props) -> Html {
    let words = strings(props.language);
    let draft = use_state_eq(|| props.source.clone());
    let pause = use_mut_ref(|| None::<Timeout>);
    // Another program, a slider, "Reset": the text changed elsewhere.
    {
        let draft = draft.clone();
        use_effect_with(props.source.clone(), move |source| {
            draft.set(source.clone())
        });
    }
    let oninput = {
        let (draft, on) = (draft.clone(), props.on.clone());
        Callback::from(move |event: InputEvent| {
            let area = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
            let Some(text) = area.map(|area| area.value()) else {
                return;
            };
            draft.set(Rc::from(text.as_str()));
            let on = on.clone();
            let later = Timeout::new(PAUSE_MS, move || on.emit(Action::EditText(text)));
            *pause.borrow_mut() = Some(later);
        })
    };
    let height = draft.split('\n').count();
    html! {
        <div class="editor">
            <div class="sheet">
                <div class="numbers" aria-hidden="true">
                    { for (1..=height.min(MOST_NUMBERS)).map(|number| row_number(props, number)) }
                </div>
                <div class="paper">
                    <pre class="colours" aria-hidden="true">{ coloured(&draft) }{ "\n" }</pre>
                    <textarea
                        aria-label={words.editor} spellcheck="false" autocapitalize="off"
                        autocomplete="off" wrap="off"
                        value={draft.to_string()} {oninput}
                    />
                </div>
            </div>
        </div>
    }
}

fn row_number(props: &Props, number: usize) -> Html {
    let is_wrong = props
        .diagnostics
        .iter()
        .any(|view| view.at.line as usize == number && view.diagnostic.severity == Severity::Error);
    html! { <span class={classes!(is_wrong.then_some("wrong"))}>{ number }</span> }
}

fn coloured(source: &str) -> Html {
    if source.len() > MOST_COLOURED {
        return html! { { source.to_owned() } };
    }
    let rows = lines(source)
        .into_iter()
        .enumerate()
        .map(|(number, pieces)| {
            let pieces = pieces.into_iter().map(|piece| {
                let text = source.get(piece.range).unwrap_or("").to_owned();
                match piece.kind.class() {
                    "" => html! { { text } },
                    class => html! { <span {class}>{ text }</span> },
                }
            });
            html! { <>if number > 0 { { "\n" } }{ for pieces }</> }
        });
    rows.collect()
}
