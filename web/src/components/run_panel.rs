//! The run: scheduler tabs, transport, lanes, how it ended, metrics.

use std::rc::Rc;

use interleave_playground::{Language, SchedulerRun};
use yew::prelude::*;

use super::futures::Futures;
use super::lanes::LaneCharts;
use super::legend::Legend;
use super::live::LivePanel;
use super::metrics::RunMetrics;
use super::outcomes::OutcomesPanel;
use super::splitter::{PaneSize, Side, Splitter, use_pane};
use super::tabs::Tabs;
use super::transport::Transport;
use super::what_if::WhatIfPanel;
use crate::embed::Pane;
use crate::on::On;
use crate::settings::Tab;
use crate::shared::Shared;
use crate::state::State;
use crate::strings::{Strings, strings};

/// What the panel shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub state: Rc<State>,
    pub on: On,
}

/// The panel with the lanes.
#[component]
pub fn RunPanel(props: &Props) -> Html {
    let state = &props.state;
    let words = strings(state.language);
    let height = use_pane("interleave-lanes-height");
    html! {
        <section class={classes!("run-panel", "panel", state.is_stale().then_some("stale"))} aria-label={words.lanes()} style={height.style("--lanes-height")}>
            if state.shows(Pane::Tabs) {
                <Tabs
                    language={state.language} tab={state.tab} lane_view={state.lane_view}
                    has_workers={state.has_workers()}
                    on={props.on.clone()}
                />
            }
            if state.tab == Tab::Outcomes {
                { outcomes(props) }
            }
            if state.shows(Pane::Transport) {
            <Transport
                language={state.language}
                instant={state.instant()}
                decimals={state.decimals()}
                is_playing={state.is_playing}
                is_zoomed={state.viewport.is_some()}
                speed={state.speed}
                step_by={state.step_by}
                can_run_live={state.can_run_live()}
                can_fork={state.tab != Tab::Compare && state.outcomes.play.is_none()}
                on={props.on.clone()}
            />
            }
            if state.what_if.is_some() || state.live.is_some() {
                { other_runs(props) }
            }
            if state.is_stale() {
                <p class="stale-note" role="status">{ words.older_run(state.lacking()) }</p>
            }
            if state.shows(Pane::Lanes) && state.hides_run() {
                <p class="nothing-yet hidden-lanes">{ words.predict_hidden() }</p>
            } else if state.shows(Pane::Lanes) {
            <LaneCharts
                language={state.language}
                shown={state.shown.clone()}
                lacking={state.lacking()}
                focus={state.focus}
                viewport={state.viewport}
                detail={state.detail_in_view()}
                instant={state.instant()}
                now={state.last_instant()}
                picked={state.pick()}
                decimals={state.decimals()}
                recording={state.real_runs()}
                on={props.on.clone()}
            />
            if state.is_whole {
                { splitter(words, height) }
            }
            <Legend
                language={state.language} has_futures={state.has_futures()}
                has_recording={state.has_real_runs()}
            />
            if let Some(run) = state.focused().filter(|_| state.is_whole) {
                { futures(props, run) }
            }
            }
            if state.shows(Pane::Metrics) {
                { metrics(state) }
            }
        </section>
    }
}

#[inline(never)]
fn splitter(words: &Strings, height: PaneSize) -> Html {
    html! {
        <Splitter
            label={words.lanes_height()} pane={height} side={Side::Above} least=190 most=2400
        />
    }
}

/// How the run ended; as much room for it as long as it is not known or not drawn yet.
fn metrics(state: &State) -> Html {
    match state.focused().filter(|_| state.is_whole) {
        Some(run) => run_metrics(state.language, run),
        None => html! { <div class="metrics-to-come" /> },
    }
}

#[inline(never)]
fn run_metrics(language: Language, run: &Shared<SchedulerRun>) -> Html {
    html! { <RunMetrics {language} run={run.clone()} /> }
}

#[inline(never)]
fn futures(props: &Props, run: &Shared<SchedulerRun>) -> Html {
    let state = &props.state;
    html! {
        <Futures
            language={state.language} run={run.clone()} instant={state.instant()}
            on={props.on.clone()}
        />
    }
}

#[inline(never)]
fn outcomes(props: &Props) -> Html {
    let state = &props.state;
    html! {
        <OutcomesPanel
            language={state.language} outcomes={state.outcomes.clone()}
            schedule={state.schedule.clone()} on={props.on.clone()}
        />
    }
}

/// Other ways to go on, and the run on the browser's own event loop.
#[inline(never)]
fn other_runs(props: &Props) -> Html {
    let state = &props.state;
    html! {
        <>
            if let Some(what_if) = &state.what_if {
                <WhatIfPanel
                    language={state.language} what_if={what_if.clone()}
                    decimals={state.decimals()} on={props.on.clone()}
                />
            }
            if let Some(live) = &state.live {
                <LivePanel language={state.language} live={live.clone()} on={props.on.clone()} />
            }
        </>
    }
}
