//! From the browser's events to the page's actions.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{Callback, Event, InputEvent, KeyboardEvent};

/// A callback that acts when the event means something.
pub fn when<E: 'static, A: 'static>(
    on: &Callback<A>,
    meaning: impl Fn(E) -> Option<A> + 'static,
) -> Callback<E> {
    let on = on.clone();
    Callback::from(move |event: E| {
        if let Some(action) = meaning(event) {
            on.emit(action);
        }
    })
}

/// The value that a range input has now.
#[must_use]
pub fn range_value(event: &InputEvent) -> Option<i64> {
    let input = event.target()?.dyn_into::<HtmlInputElement>().ok()?;
    input.value().parse().ok()
}

/// What a select has been set to.
#[must_use]
pub fn chosen(event: &Event) -> Option<String> {
    let select = event.target()?.dyn_into::<HtmlSelectElement>().ok()?;
    Some(select.value())
}

/// Whether a key goes on in a list (down) or back (up).
#[must_use]
pub fn arrow(event: &KeyboardEvent) -> Option<bool> {
    match event.key().as_str() {
        "ArrowDown" => Some(true),
        "ArrowUp" => Some(false),
        _ => None,
    }
}
