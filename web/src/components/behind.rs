//! What the page does without until the rest of its program is there (`crate::rest`): searches, live runs, keys, the
//! address, the page around, files dropped onto it, and time that plays.

use std::rc::Rc;

use wasm_bindgen::prelude::Closure;
use yew::prelude::*;

use super::address::{use_address, use_drop, use_host, use_look};
use super::keyboard::use_keys;
use super::live::use_live;
use super::searching::use_searcher;
use crate::host;
use crate::state::{Action, State};

/// The page's state.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub state: Rc<State>,
    pub on: Callback<Action>,
}

/// Shows nothing.
#[component]
pub fn Behind(props: &Props) -> Html {
    let Props { state, on } = props;
    use_searcher(&state.outcomes, on);
    use_live(state.live_request(), on);
    use_look(state);
    use_keys(state, on);
    use_address(state, on);
    use_host(state, on);
    use_drop(on);
    use_playing(state.is_playing, on);
    // After all that listens has been drawn.
    use_effect_with((), |()| host::drawn_whole());
    Html::default()
}

/// Tells when the rest is there.
#[hook]
pub fn use_rest(on: &Callback<Action>) {
    let on = on.clone();
    use_effect_with((), move |()| {
        let listener = Closure::<dyn FnMut()>::new(move || on.emit(Action::BecomeWhole));
        host::when_whole(&listener);
        move || drop(listener)
    });
}

/// While time plays, a tick a frame or so.
#[hook]
fn use_playing(is_playing: bool, on: &Callback<Action>) {
    const TICK_MS: u32 = 33;
    let on = on.clone();
    use_effect_with(is_playing, move |is_playing| {
        let ticking = is_playing.then(|| {
            let mut last = js_sys::Date::now();
            gloo_timers::callback::Interval::new(TICK_MS, move || {
                let now = js_sys::Date::now();
                let elapsed_ms = (now - last).clamp(0.0, 1_000.0) as u64;
                last = now;
                on.emit(Action::Tick { elapsed_ms });
            })
        });
        move || drop(ticking)
    });
}
