//! The machine: cores, time slice, workers, policy, costs. What a tab does not use rests.

use interleave_playground::{Language, Policy};
use yew::prelude::*;

use crate::events::{chosen, range_value, when};
use crate::settings::{CostModel, Settings, Tab, policy_from_slug, policy_slug};
use crate::state::Action;
use crate::strings::{Strings, strings};

/// What the panel shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub settings: Settings,
    pub tab: Tab,
    pub on: Callback<Action>,
}

/// The machine's controls.
#[component]
pub fn Machine(props: &Props) -> Html {
    let words = strings(props.language);
    let settings = props.settings;
    let one_core = props.tab == Tab::OneCore;
    let has_slices = settings.policy != Policy::Fifo && props.tab != Tab::EventLoop;
    let cores = if one_core { 1 } else { settings.cores };
    let workers = match settings.workers {
        0 => words.workers_as_cores.to_owned(),
        workers => workers.to_string(),
    };
    html! {
        <div class="machine" role="group" aria-label={words.machine}>
            { slider(props, Slider {
                id: "cores", label: words.cores, min: 1, max: Settings::MAX_CORES, value: cores,
                shown: cores.to_string(),
                is_used: !one_core && props.tab != Tab::EventLoop,
                set: |settings, cores| Settings { cores, ..settings },
            }) }
            { slider(props, Slider {
                id: "slice", label: words.time_slice, min: 1, max: Settings::MAX_SLICE_MS, value: settings.slice_ms,
                shown: format!("{} {}", settings.slice_ms, words.unit_ms),
                is_used: has_slices,
                set: |settings, slice_ms| Settings { slice_ms, ..settings },
            }) }
            { slider(props, Slider {
                id: "workers", label: words.workers, min: 0, max: Settings::MAX_CORES, value: settings.workers,
                shown: workers,
                is_used: matches!(props.tab, Tab::Green | Tab::Compare),
                set: |settings, workers| Settings { workers, ..settings },
            }) }
            { policy(props, words) }
            { costs(props, words) }
        </div>
    }
}

struct Slider {
    id: &'static str,
    label: &'static str,
    min: u32,
    max: u32,
    value: u32,
    shown: String,
    is_used: bool,
    set: fn(Settings, u32) -> Settings,
}

fn slider(props: &Props, slider: Slider) -> Html {
    let Slider {
        id,
        label,
        min,
        max,
        value,
        shown,
        is_used,
        set,
    } = slider;
    let settings = props.settings;
    let oninput = when(&props.on, move |event: InputEvent| {
        let value = u32::try_from(range_value(&event)?).ok()?;
        Some(Action::SetSettings(set(settings, value)))
    });
    html! {
        <div class={classes!("slider", (!is_used).then_some("unused"))}>
            <label for={id}>{ label }</label>
            <input
                {id} type="range" min={min.to_string()} max={max.to_string()} step="1"
                value={value.to_string()} aria-valuetext={shown.clone()} disabled={!is_used} {oninput}
            />
            <output for={id}>{ shown }</output>
        </div>
    }
}

fn policy(props: &Props, words: &Strings) -> Html {
    let settings = props.settings;
    let onchange = when(&props.on, move |event: Event| {
        let policy = policy_from_slug(&chosen(&event)?)?;
        Some(Action::SetSettings(Settings { policy, ..settings }))
    });
    let option = |policy: Policy, name: &'static str| {
        html! {
            <option value={policy_slug(policy)} selected={settings.policy == policy}>{ name }</option>
        }
    };
    html! {
        <div class="choice">
            <label for="policy">{ words.policy }</label>
            <select id="policy" {onchange}>
                { option(Policy::Rr, words.policy_rr) }
                { option(Policy::Fifo, words.policy_fifo) }
                { option(Policy::Fair, words.policy_fair) }
            </select>
        </div>
    }
}

fn costs(props: &Props, words: &Strings) -> Html {
    let settings = props.settings;
    let onchange = when(&props.on, move |event: Event| {
        let costs = match chosen(&event)?.as_str() {
            "typical" => CostModel::Typical,
            _ => CostModel::Ideal,
        };
        Some(Action::SetSettings(Settings { costs, ..settings }))
    });
    html! {
        <div class="choice">
            <label for="costs">{ words.costs }</label>
            <select id="costs" {onchange}>
                <option value="ideal" selected={settings.costs == CostModel::Ideal}>{ words.costs_ideal }</option>
                <option value="typical" selected={settings.costs == CostModel::Typical}>{ words.costs_typical }</option>
            </select>
        </div>
    }
}
