//! The whole page: its state, the worker, the address, and the parts.

use yew::prelude::*;

use super::header::Header;
use super::key_sheet::KeySheet;
use super::keyboard::use_keys;
use super::notice::NoticeBar;
use super::output::Output;
use super::program::Program;
use super::run_panel::RunPanel;
use super::searching::use_searcher;
use super::timeline::Timeline;
use crate::browser;
use crate::link;
use crate::simulator::{Heard, Simulator};
use crate::state::{Action, Notice, State};

/// The page.
#[component]
pub fn App() -> Html {
    let state = use_reducer_eq(opening_state);
    let dispatcher = state.dispatcher();
    let on = use_callback((), move |action: Action, ()| dispatcher.dispatch(action));
    use_simulator(&state, &on);
    use_searcher(&state.outcomes, &on);
    use_address(&state, &on);
    use_keys(&state, &on);
    use_playing(state.is_playing, &on);
    let run = state.focused().cloned();
    let now = state.last_instant();
    html! {
        <>
            { hatch() }
            <Header
                language={state.language}
                theme={state.theme}
                scenario={state.scenario}
                is_changed={state.is_changed()}
                on={on.clone()}
            />
            <NoticeBar language={state.language} notice={state.notice} on={on.clone()} />
            <main class="page">
                <div class="column">
                    <Program state={(*state).clone()} on={on.clone()} />
                </div>
                <div class="column">
                    <RunPanel state={(*state).clone()} on={on.clone()} />
                    <div class="pair">
                        <Timeline
                            language={state.language}
                            run={run.clone()}
                            {now}
                            is_stale={state.is_broken}
                            on={on.clone()}
                        />
                        <Output
                            language={state.language}
                            run={run}
                            {now}
                            on={on.clone()}
                        />
                    </div>
                </div>
            </main>
            if state.shows_keys {
                <KeySheet language={state.language} on={on} />
            }
        </>
    }
}

fn opening_state() -> State {
    let state = State::new(browser::language(), browser::theme());
    match link::from_hash(&browser::hash()) {
        Ok(Some(saved)) => state.after(Action::Restore(saved)).unwrap_or(state),
        Ok(None) => state,
        Err(_) => state.after(Action::Tell(Notice::BadLink)).unwrap_or(state),
    }
}

/// Hatching for bars that are ready, once for the whole page.
fn hatch() -> Html {
    html! {
        <svg class="definitions" width="0" height="0" aria-hidden="true" focusable="false">
            <defs>
                <pattern
                    id="hatch" width="5" height="5"
                    patternUnits="userSpaceOnUse" patternTransform="rotate(45)"
                >
                    <rect class="hatching" width="2" height="5" />
                </pattern>
            </defs>
        </svg>
    }
}

/// Sends a request whenever one is due, and takes in what comes back.
#[hook]
fn use_simulator(state: &UseReducerHandle<State>, on: &Callback<Action>) {
    let simulator = use_mut_ref(|| None::<Simulator>);
    let request = (state.number > 0).then(|| state.request());
    let on = on.clone();
    use_effect_with(state.number, move |_| {
        let mut simulator = simulator.borrow_mut();
        let simulator = simulator.get_or_insert_with(|| Simulator::start(on.reform(heard)));
        if let Some(request) = request {
            simulator.submit(request);
        }
    });
}

fn heard(heard: Heard) -> Action {
    match heard {
        Heard::Reply(reply) => Action::Replied(reply),
        Heard::TimedOut => Action::GaveUp(Notice::TimedOut),
        Heard::Lost => Action::GaveUp(Notice::SimulatorLost),
        Heard::Gone => Action::GaveUp(Notice::SimulatorGone),
    }
}

/// Keeps the address, language and theme of the document in step; follows an address that somebody else puts there.
#[hook]
fn use_address(state: &UseReducerHandle<State>, on: &Callback<Action>) {
    use_effect_with((state.language, state.theme), |(language, theme)| {
        browser::apply(*language, *theme);
    });
    use_effect_with((**state).clone(), |state| {
        // Not at once: browsers refuse an address that changes all the time, and packing a text takes its while.
        let state = state.clone();
        let later = (!state.is_playing).then(|| {
            gloo_timers::callback::Timeout::new(400, move || {
                let stays_bare = state.is_as_opened() && browser::hash().is_empty();
                if !stays_bare {
                    browser::replace_hash(&link::to_hash(&state));
                }
            })
        });
        move || drop(later)
    });
    let (sharing, telling) = ((**state).clone(), on.clone());
    use_effect_with(state.shares, move |shares| {
        if *shares > 0 {
            browser::replace_hash(&link::to_hash(&sharing));
            let notice = if browser::copy_address() {
                Notice::LinkCopied
            } else {
                Notice::LinkInAddress
            };
            telling.emit(Action::Tell(notice));
        }
    });
    let on = on.clone();
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            gloo_events::EventListener::new(&window, "hashchange", move |_| {
                match link::from_hash(&browser::hash()) {
                    Ok(Some(saved)) => on.emit(Action::Restore(saved)),
                    Ok(None) => {}
                    Err(_) => on.emit(Action::Tell(Notice::BadLink)),
                }
            })
        });
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
