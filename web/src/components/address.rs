//! The address and the page around, kept in step with the state.

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::Closure;
use yew::prelude::*;

use crate::address::{Links, follow_address};
use crate::message::read;
use crate::notes::NotesAction;
use crate::recording::Recording;
use crate::state::{Action, Notice, State};
use crate::{browser, host};

/// The address is not written at once: browsers refuse one that changes all the time.
const KEEP_AFTER_MS: u32 = 400;

/// Keeps language and theme of the document in step.
#[hook]
pub fn use_look(state: &State) {
    let is_embed = state.embed.is_some();
    use_effect_with((state.language, state.theme), move |(language, theme)| {
        browser::apply(*language, *theme);
        if !is_embed {
            browser::remember(*language, *theme);
        }
    });
}

/// Keeps the address in step; follows one that somebody else puts there.
#[hook]
pub fn use_address(state: &Rc<State>, on: &Callback<Action>) {
    let links = use_memo((), |()| Links::default());
    let is_embed = state.embed.is_some();
    use_effect_with(state.clone(), move |state| {
        let state = state.clone();
        let waits = state.number == 0;
        // A frame may be gone the next moment, and nobody sees where it keeps things.
        let later = if is_embed {
            if !waits {
                links.keep(&state);
            }
            None
        } else {
            (!waits && !state.is_playing).then(|| {
                Timeout::new(KEEP_AFTER_MS, move || {
                    let stays_bare = state.is_as_opened() && host::address().is_empty();
                    if !stays_bare {
                        links.keep(&state);
                    }
                })
            })
        };
        move || drop(later)
    });
    let on = on.clone();
    let is_undecided = state.number == 0;
    use_effect_with((), move |()| {
        if is_undecided {
            follow_address(&on);
        }
        let listener = web_sys::window()
            .map(|window| EventListener::new(&window, "hashchange", move |_| follow_address(&on)));
        move || drop(listener)
    });
}

/// Listens to the page around an embed, and tells it what has changed.
#[hook]
pub fn use_host(state: &Rc<State>, on: &Callback<Action>) {
    let on = on.clone();
    use_effect_with(state.embed.is_some(), move |is_embed| {
        let listener = is_embed.then(|| {
            let listener =
                Closure::<dyn FnMut(String)>::new(move |text: String| match read(&text) {
                    Ok(command) => on.emit(Action::Hear(command)),
                    Err(_) => host::tell("error", "message=not understood"),
                });
            host::listen(&listener);
            listener
        });
        move || drop(listener)
    });
    let links = use_memo((), |()| Links::default());
    let was_ready = use_mut_ref(|| false);
    let is_settled = state.embed.is_some() && state.number > 0 && !state.is_waiting();
    let told = is_settled.then(|| {
        (
            state.telling(None),
            state.source.clone(),
            state.conversation.asked,
        )
    });
    let state = state.clone();
    use_effect_with(told, move |told| {
        if told.is_none() {
            return;
        }
        links.with_packed(&state, move |state, packed| {
            let is_first = !was_ready.replace(true);
            let kind = if is_first { "ready" } else { "state" };
            host::tell(kind, &state.telling(packed));
        });
    });
}

/// Takes in files that are dropped onto the page: a program, a recorded run, or what was measured on another machine.
#[hook]
pub fn use_drop(on: &Callback<Action>) {
    let on = on.clone();
    use_effect_with((), move |()| {
        let listener = Closure::<dyn FnMut(String, Option<String>)>::new(
            move |name: String, text: Option<String>| {
                on.emit(dropped(&name, text));
            },
        );
        host::on_drop(&listener);
        // The page listens as long as it is there.
        listener.forget();
    });
}

fn dropped(name: &str, text: Option<String>) -> Action {
    let Some(text) = text else {
        return Action::Tell(Notice::BadFile);
    };
    if !name.ends_with(".json") {
        return Action::OpenText(text);
    }
    if text
        .trim_start_matches('{')
        .trim_start()
        .starts_with("\"machine\"")
    {
        return Action::Notes(NotesAction::UseRecorded(text));
    }
    let recording = host::recording(&text).and_then(|lines| Recording::from_lines(&lines));
    recording.map_or(Action::Tell(Notice::BadFile), Action::OpenRecording)
}
