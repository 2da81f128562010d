//! The whole page: its state, the worker, the address, and the parts.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use interleave_playground::RunRequest;
use yew::prelude::*;

use super::behind::{Behind, use_rest};
use super::header::Header;
use super::key_sheet::KeySheet;
use super::model::use_model;
use super::notes::NotesPanel;
use super::notice::NoticeBar;
use super::output::Output;
use super::program::Program;
use super::run_panel::RunPanel;
use super::share::Share;
use super::splitter::{PaneSize, Side, Splitter, use_pane};
use super::timeline::Timeline;
use crate::address::opening_state;
use crate::embed::Pane;
use crate::icons::mark;
use crate::notes::NotesAction;
use crate::on::On;
use crate::protocol::{Ask, Told};
use crate::simulator::{Heard, Simulator};
use crate::state::{Action, Notice, State};
use crate::strings::strings;
use crate::what_if::WhatIfAction;

/// The parts of the panel with the lanes.
const RUN_PANEL: [Pane; 4] = [Pane::Tabs, Pane::Transport, Pane::Lanes, Pane::Metrics];

/// The page.
#[component]
pub fn App() -> Html {
    let asking = use_asking();
    let (state, on) = use_model(opening_state, asking.run());
    use_simulator(&state, &asking, &on);
    use_rest(&on);
    let live = On::new(on.clone(), state.is_whole);
    let words = strings(state.language);
    let program_pane = use_pane("interleave-program-pane");
    let output_pane = use_pane("interleave-output-pane");
    let run = state.focused().cloned();
    let now = state.last_instant();
    let shows_program = [Pane::Source, Pane::Sliders]
        .iter()
        .any(|pane| state.shows(*pane));
    let beside = [Pane::Table, Pane::Output];
    let shows_run = RUN_PANEL
        .iter()
        .chain(&beside)
        .any(|pane| state.shows(*pane));
    let has_pair = beside.iter().all(|pane| state.shows(*pane));
    let is_single = !(shows_program && shows_run);
    html! {
        <>
            { hatch() }
            if state.is_whole {
                { around(&state, &on) }
            } else {
                { bar_to_come() }
            }
            if state.notes.is_open {
                { notes(&state, &on) }
            } else {
            <main
                class={classes!("page", is_single.then_some("single"))}
                style={program_pane.style("--program-pane")}
            >
                if state.embed.is_some() {
                    <h1 class="unseen">{ "Interleave" }</h1>
                }
                if shows_program {
                    <div class="column">
                        <Program state={Rc::clone(&state)} on={live.clone()} />
                    </div>
                }
                if shows_program && shows_run {
                    { splitter(&state, Split { label: words.program_width(), pane: program_pane, side: Side::Left, least: 260, most: 900 }) }
                }
                if shows_run {
                    <div class="column">
                        if RUN_PANEL.iter().any(|pane| state.shows(*pane)) {
                            <RunPanel state={Rc::clone(&state)} on={live.clone()} />
                        }
                        <div
                            class={classes!("pair", (!has_pair).then_some("single"))}
                            style={output_pane.style("--output-pane")}
                        >
                            if state.shows(Pane::Table) {
                                <Timeline
                                    language={state.language}
                                    run={run.clone()}
                                    number={state.focus}
                                    {now}
                                    picked={state.pick()}
                                    predict={state.predict.clone()}
                                    lacking={state.lacking()}
                                    on={live.clone()}
                                />
                            }
                            if has_pair {
                                { splitter(&state, Split { label: words.output_width(), pane: output_pane, side: Side::Right, least: 180, most: 700 }) }
                            }
                            if state.shows(Pane::Output) {
                                <Output
                                    language={state.language}
                                    run={run}
                                    {now}
                                    picked={state.picked}
                                    explained={state.explained.clone()}
                                    predict={state.predict.clone()}
                                    on={live}
                                />
                            }
                        </div>
                    </div>
                }
            </main>
            }
            if state.shows_share || state.shows_keys {
                { dialog(&state, &on) }
            }
        </>
    }
}

/// What the first picture does without: the bar with all its buttons, notices, and what no eye sees.
#[inline(never)]
fn around(state: &Rc<State>, on: &Callback<Action>) -> Html {
    html! {
        <>
            <Behind state={Rc::clone(state)} on={on.clone()} />
            if state.embed.is_none() {
                <Header
                    language={state.language}
                    theme={state.theme}
                    scenario={state.scenario}
                    is_changed={state.is_changed()}
                    shows_notes={state.notes.is_open}
                    on={on.clone()}
                />
            }
            <NoticeBar language={state.language} notice={state.notice.clone()} on={on.clone()} />
        </>
    }
}

/// The bar at the top as the first paint has it (`index.html`).
fn bar_to_come() -> Html {
    html! {
        <header class="bar"><h1 class="mark">{ mark() }<span>{ "Interleave" }</span></h1></header>
    }
}

/// A line between two panes.
struct Split {
    label: &'static str,
    pane: PaneSize,
    side: Side,
    least: i32,
    most: i32,
}

fn splitter(state: &State, split: Split) -> Html {
    if state.is_whole {
        movable(split)
    } else {
        html! { <div class="splitter" /> }
    }
}

#[inline(never)]
fn movable(split: Split) -> Html {
    let Split {
        label,
        pane,
        side,
        least,
        most,
    } = split;
    html! { <Splitter {label} {pane} {side} {least} {most} /> }
}

#[inline(never)]
fn notes(state: &State, on: &Callback<Action>) -> Html {
    html! { <NotesPanel state={state.clone()} on={on.clone()} /> }
}

/// What lies over the page.
#[inline(never)]
fn dialog(state: &State, on: &Callback<Action>) -> Html {
    html! {
        <>
            if state.shows_share {
                <Share state={state.clone()} on={on.clone()} />
            }
            if state.shows_keys {
                <KeySheet language={state.language} on={on.clone()} />
            }
        </>
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

/// The worker that runs, as soon as there is one, and the newest run that it was asked for.
#[derive(Clone, Default)]
struct Asking {
    simulator: Rc<RefCell<Option<Simulator>>>,
    newest: Rc<Cell<Option<u64>>>,
}

impl Asking {
    /// Asks for runs, for each only once.
    fn run(&self) -> Callback<RunRequest> {
        let Self { simulator, newest } = self.clone();
        Callback::from(move |request: RunRequest| {
            if let Some(simulator) = &*simulator.borrow()
                && newest.replace(Some(request.number)) < Some(request.number)
            {
                simulator.submit(Ask::Run(request));
            }
        })
    }
}

#[hook]
fn use_asking() -> Asking {
    (*use_memo((), |()| Asking::default())).clone()
}

/// Sends a request whenever one is due, and takes in what comes back.
#[hook]
fn use_simulator(state: &Rc<State>, asking: &Asking, on: &Callback<Action>) {
    let submit = {
        let (on, simulator) = (on.clone(), Rc::clone(&asking.simulator));
        Callback::from(move |ask: Ask| {
            let mut simulator = simulator.borrow_mut();
            let simulator = simulator.get_or_insert_with(|| Simulator::start(listening(&on)));
            simulator.submit(ask);
        })
    };
    let request = state.request();
    let running = submit.clone();
    let newest = Rc::clone(&asking.newest);
    use_effect_with(state.number, move |number| {
        if newest.replace(Some(*number)) < Some(*number) {
            running.emit(Ask::Run(request));
        }
    });
    let explaining = submit.clone();
    use_effect_with(state.explain_request(), move |request| {
        if let Some(request) = request.clone() {
            explaining.emit(Ask::Explain(request));
        }
    });
    let looking = submit.clone();
    use_effect_with(state.detail_request(), move |request| {
        if let Some(request) = request.clone() {
            looking.emit(Ask::Detail(request));
        }
    });
    let about = state.scenario.filter(|_| state.shows(Pane::Source));
    let cores = state.settings.machine(state.tab).cores;
    let recorded = Rc::clone(&state.notes.recorded);
    let told = about.map(|name| state.notes.scenario_ask(state.language, name, cores));
    let telling = submit.clone();
    use_effect_with((about, cores, state.language, recorded), move |_| {
        if let Some(ask) = told {
            telling.emit(Ask::Notes(ask));
        }
    });
    let forks = state.forks_request();
    let from = state.what_if.as_ref().map(|what_if| what_if.from);
    use_effect_with((from, state.number), move |_| {
        if let Some(request) = forks {
            submit.emit(Ask::Forks(request));
        }
    });
}

fn listening(on: &Callback<Action>) -> Callback<Heard> {
    let on = on.clone();
    Callback::from(move |what| {
        if let Some(action) = heard(what) {
            on.emit(action);
        }
    })
}

/// What the page makes of an answer; nothing when it is about runs of the past.
fn heard(heard: Heard) -> Option<Action> {
    Some(match heard {
        Heard::Told(told) => match *told {
            Told::Run(reply) => Action::Replied(Box::new(reply)),
            Told::Detail(lanes) => Action::Detailed(Box::new(lanes)),
            Told::Explained(explanation) => Action::Explained(Box::new(explanation)),
            Told::Forks(forks) => Action::WhatIf(WhatIfAction::Found(Box::new(forks))),
            Told::Notes(told) => Action::Notes(NotesAction::Told(Box::new(told))),
            Told::Search(_) | Told::Exported(_) | Told::Live(_) | Told::Outdated => return None,
        },
        Heard::TimedOut => Action::GaveUp(Notice::TimedOut),
        Heard::Lost => Action::GaveUp(Notice::SimulatorLost),
        Heard::Gone => Action::GaveUp(Notice::SimulatorGone),
    })
}
