//! The selected instant: step back and forward, play, how fast, and the time itself.

use interleave_playground::{Language, Nanos};
use yew::prelude::*;

use crate::events::chosen;
use crate::icons;
use crate::live::LiveAction;
use crate::on::On;
use crate::pick::StepBy;
use crate::state::{Action, Speed};
use crate::strings::{Strings, strings};
use crate::what_if::WhatIfAction;

/// Speeds on offer, in thousandths of real time, with their names.
const SPEEDS: [(u32, &str); 6] = [
    (2_000, "2×"),
    (1_000, "1×"),
    (500, "1/2×"),
    (100, "1/10×"),
    (10, "1/100×"),
    (1, "1/1000×"),
];

/// What the bar shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub instant: Nanos,
    pub decimals: u32,
    pub is_playing: bool,
    pub is_zoomed: bool,
    pub speed: Speed,
    pub step_by: StepBy,
    /// Whether other ways to go on can be asked for.
    pub can_fork: bool,
    /// Whether the program can run on the browser's own event loop.
    pub can_run_live: bool,
    pub on: On,
}

/// The transport bar.
#[component]
pub fn Transport(props: &Props) -> Html {
    let words = strings(props.language);
    let is_playing = props.is_playing;
    let (play_name, play_icon) = if is_playing {
        (words.pause(), icons::pause())
    } else {
        (words.play(), icons::play())
    };
    let button = |name: &'static str, icon: Html, action: fn(bool) -> Action| {
        html! {
            <button
                type="button" class="icon" aria-label={name} title={name}
                onclick={props.on.reform(move |_| action(is_playing))}
            >{ icon }</button>
        }
    };
    html! {
        <div class="transport">
            { button(words.step_back(), icons::step_back(), |_| Action::step(false)) }
            { button(play_name, play_icon, |is_playing| Action::SetPlaying(!is_playing)) }
            { button(words.step_forward(), icons::step_forward(), |_| Action::step(true)) }
            <span class="instant">{ props.instant.seconds(props.decimals) }{ " " }{ words.unit_s() }</span>
            { step_by(props) }
            { speed(props) }
            if props.can_fork {
                <button
                    type="button" class="button what-if-button"
                    onclick={props.on.reform(|_| Action::WhatIf(WhatIfAction::Ask))}
                >{ words.what_if() }</button>
            }
            if props.can_run_live {
                <button
                    type="button" class="button live-button"
                    onclick={props.on.reform(|_| Action::Live(LiveAction::Start))}
                >{ words.run_live() }</button>
            }
            if props.is_zoomed {
                <button
                    type="button" class="link" onclick={props.on.reform(|_| Action::SetViewport(None))}
                >{ words.whole_run() }</button>
            }
            <span class="keys">
                <kbd>{ "←" }</kbd>{ " " }<kbd>{ "→" }</kbd>{ " " }{ words.step() }
                <span class="gap" />
                <kbd>{ "W" }</kbd><kbd>{ "A" }</kbd><kbd>{ "S" }</kbd><kbd>{ "D" }</kbd>{ " " }{ words.zoom_and_pan() }
            </span>
        </div>
    }
}

fn step_by(props: &Props) -> Html {
    let words = strings(props.language);
    let onchange = props
        .on
        .when(|event: Event| Some(Action::SetStepBy(StepBy::from_slug(&chosen(&event)?)?)));
    html! {
        <select class="speed" aria-label={words.step_by()} title={words.step_by()} {onchange}>
            { for StepBy::ALL.into_iter().map(|one| html! {
                <option value={one.slug()} selected={props.step_by == one}>{ step_name(one, words) }</option>
            }) }
        </select>
    }
}

fn step_name(step_by: StepBy, words: &Strings) -> &'static str {
    match step_by {
        StepBy::Instant => words.step_instant(),
        StepBy::Event => words.step_event(),
        StepBy::Line => words.step_line(),
        StepBy::Thread => words.step_thread(),
    }
}

fn speed(props: &Props) -> Html {
    let words = strings(props.language);
    let onchange = props.on.when(|event: Event| {
        let speed = match chosen(&event)?.parse() {
            Ok(permille) => Speed::Permille(permille),
            Err(_) => Speed::WholeRun,
        };
        Some(Action::SetSpeed(speed))
    });
    html! {
        <select class="speed" aria-label={words.speed()} title={words.speed()} {onchange}>
            <option value="whole" selected={props.speed == Speed::WholeRun}>{ words.speed_auto() }</option>
            { for SPEEDS.iter().map(|(permille, name)| html! {
                <option
                    value={permille.to_string()}
                    selected={props.speed == Speed::Permille(*permille)}
                >{ *name }</option>
            }) }
        </select>
    }
}
