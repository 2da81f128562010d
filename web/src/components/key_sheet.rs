//! The sheet of keys.

use interleave_playground::Language;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::state::Action;
use crate::strings::strings;

/// In which language.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub on: Callback<Action>,
}

/// The sheet, over the page; any of its ways out closes it.
#[component]
pub fn KeySheet(props: &Props) -> Html {
    let words = strings(props.language);
    let close = props.on.reform(|_: MouseEvent| Action::ShowKeys(false));
    let node = use_node_ref();
    use_effect_with(node.clone(), |node| {
        let before = web_sys::window()
            .and_then(|window| window.document()?.active_element())
            .and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if let Some(button) = node.cast::<HtmlElement>() {
            let _ = button.focus();
        }
        move || {
            if let Some(before) = before {
                let _ = before.focus();
            }
        }
    });
    // The button is all there is to go to.
    let onkeydown = |event: KeyboardEvent| {
        if event.key() == "Tab" {
            event.prevent_default();
        }
    };
    let rows = [
        ("←  →", words.key_step()),
        (",  .", words.key_event()),
        ("F", words.key_what_if()),
        ("Home  End", words.key_ends()),
        ("Space", words.key_play()),
        ("W  S", words.key_zoom()),
        ("A  D", words.key_pan()),
        ("0", words.key_fit()),
        ("Ctrl + ↕", words.key_wheel()),
        ("?", words.key_help()),
    ];
    html! {
        <div class="key-sheet">
            <div class="backdrop" onclick={close.clone()} />
            <div class="sheet" role="dialog" aria-modal="true" aria-label={words.keys_title()} {onkeydown}>
                <h2>{ words.keys_title() }</h2>
                <dl>
                    { for rows.into_iter().map(|(keys, meaning)| html! {
                        <div>
                            <dt>{ for keys.split("  ").map(|key| html! { <kbd>{ key }</kbd> }) }</dt>
                            <dd>{ meaning }</dd>
                        </div>
                    }) }
                </dl>
                <button ref={node} type="button" class="button" onclick={close}>{ words.dismiss() }</button>
            </div>
        </div>
    }
}
