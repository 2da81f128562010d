//! Keys of the whole page, as long as no control that needs them itself has the focus.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use crate::pick::StepBy;
use crate::state::{Action, State};
use crate::what_if::WhatIfAction;

/// Listens to the document's keys.
#[hook]
pub fn use_keys(state: &Rc<State>, on: &Callback<Action>) {
    // The listener stays for good and reads the present state, rather than being replaced on every change.
    let present = use_mut_ref(|| None::<State>);
    *present.borrow_mut() = Some((**state).clone());
    let on = on.clone();
    use_effect_with((), move |()| {
        let document = web_sys::window().and_then(|window| window.document());
        let listener = document.map(|document| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&document, "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                let state = present.borrow().clone();
                let action = state
                    .and_then(|state| action(&state, event).filter(|it| is_for_us(&state, it)));
                if let Some(action) = action {
                    event.prevent_default();
                    on.emit(action);
                }
            })
        });
        move || drop(listener)
    });
}

/// In an embed, a key that would change nothing belongs to the page around: at the end of a run, a deck goes on.
fn is_for_us(state: &State, action: &Action) -> bool {
    state
        .embed
        .is_none_or(|embed| embed.takes_keys && state.after(action.clone()).is_some())
}

fn action(state: &State, event: &KeyboardEvent) -> Option<Action> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() {
        return None;
    }
    let key = event.key();
    if key == "Escape" && state.shows_keys {
        return Some(Action::ShowKeys(false));
    }
    if key == "Escape" && state.what_if.is_some() {
        return Some(Action::WhatIf(WhatIfAction::Close));
    }
    let focused = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    if focused.is_some_and(|element| keeps(&element, &key)) {
        return None;
    }
    let view = state.viewport.unwrap_or_else(|| state.whole_axis());
    let action = match key.as_str() {
        "ArrowLeft" => Action::step(false),
        "ArrowRight" => Action::step(true),
        "," => step_event(false),
        "." => step_event(true),
        "f" | "F" => Action::WhatIf(WhatIfAction::Ask),
        "Home" => Action::SelectEnds { last: false },
        "End" => Action::SelectEnds { last: true },
        " " => Action::SetPlaying(!state.is_playing),
        "w" | "W" => Action::SetViewport(Some(view.zoomed(700, state.instant()))),
        "s" | "S" => Action::SetViewport(Some(view.zoomed(1_429, state.instant()))),
        "a" | "A" => Action::SetViewport(Some(view.panned(-150))),
        "d" | "D" => Action::SetViewport(Some(view.panned(150))),
        "0" => Action::SetViewport(None),
        "?" => Action::ShowKeys(!state.shows_keys),
        _ => return None,
    };
    Some(action)
}

/// One event back or on, whatever the arrows step by.
fn step_event(forward: bool) -> Action {
    Action::Step {
        forward,
        by: Some(StepBy::Event),
    }
}

/// Whether the focused element needs the key itself.
fn keeps(element: &Element, key: &str) -> bool {
    let is_editable = element
        .dyn_ref::<HtmlElement>()
        .is_some_and(HtmlElement::is_content_editable);
    let is_text = is_editable
        || matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT")
        || (element.tag_name() == "INPUT"
            && element.get_attribute("type").as_deref() != Some("range"));
    if is_text {
        return true;
    }
    let is_slider = element.tag_name() == "INPUT";
    let moves = matches!(key, "ArrowLeft" | "ArrowRight" | "Home" | "End");
    if is_slider {
        return moves;
    }
    if element.get_attribute("role").as_deref() == Some("separator") {
        return moves;
    }
    let is_tab = element.get_attribute("role").as_deref() == Some("tab");
    if is_tab && moves {
        return true;
    }
    let is_pressable = matches!(element.tag_name().as_str(), "BUTTON" | "SUMMARY" | "A");
    is_pressable && key == " "
}
