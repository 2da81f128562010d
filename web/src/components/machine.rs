//! The machine: cores, time slice, workers, policy, costs. What a tab does not use rests.

use interleave_notes::Runtime;
use interleave_playground::{Language, Policy};
use yew::prelude::*;

use crate::events::{chosen, range_value, when};
use crate::settings::{CostModel, NetworkMs, Settings, Tab, policy_from_slug, policy_slug};
use crate::state::Action;
use crate::strings::{Strings, strings};

/// What the panel shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub settings: Settings,
    pub tab: Tab,
    /// Whether the program talks over the network.
    pub has_network: bool,
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
        0 => words.workers_as_cores().to_owned(),
        workers => workers.to_string(),
    };
    html! {
        <div class="machine" role="group" aria-label={words.machine()}>
            { slider(props, Slider {
                id: "cores", label: words.cores(), min: 1, max: Settings::MAX_CORES, value: cores,
                shown: cores.to_string(),
                is_used: !one_core && props.tab != Tab::EventLoop,
                set: |settings, cores| Settings { cores, ..settings },
            }) }
            { slider(props, Slider {
                id: "slice", label: words.time_slice(), min: 1, max: Settings::MAX_SLICE_MS, value: settings.slice_ms,
                shown: format!("{} {}", settings.slice_ms, words.unit_ms()),
                is_used: has_slices,
                set: |settings, slice_ms| Settings { slice_ms, ..settings },
            }) }
            { slider(props, Slider {
                id: "workers", label: words.workers(), min: 0, max: Settings::MAX_CORES, value: settings.workers,
                shown: workers,
                is_used: matches!(props.tab, Tab::Green | Tab::Compare),
                set: |settings, workers| Settings { workers, ..settings },
            }) }
            if props.has_network {
                { delay(props, "dns", words.delay_resolve(), settings.network.resolve, |it, ms| it.resolve = ms) }
                { delay(props, "connect", words.delay_connect(), settings.network.connect, |it, ms| it.connect = ms) }
                { delay(props, "read", words.delay_read(), settings.network.read, |it, ms| it.read = ms) }
            }
            { preset(props, words) }
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

/// How long something on the network takes.
#[inline(never)]
fn delay(
    props: &Props,
    id: &'static str,
    label: &'static str,
    ms: u32,
    set: fn(&mut NetworkMs, u32),
) -> Html {
    let words = strings(props.language);
    let settings = props.settings;
    let oninput = when(&props.on, move |event: InputEvent| {
        let mut network = settings.network;
        set(&mut network, u32::try_from(range_value(&event)?).ok()?);
        Some(Action::SetSettings(Settings {
            network,
            ..settings
        }))
    });
    range(
        id,
        label,
        [0, NetworkMs::MAX, ms],
        format!("{ms} {}", words.unit_ms()),
        true,
        oninput,
    )
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
    range(id, label, [min, max, value], shown, is_used, oninput)
}

/// A slider with least, greatest and present value.
fn range(
    id: &'static str,
    label: &'static str,
    [min, max, value]: [u32; 3],
    shown: String,
    is_used: bool,
    oninput: Callback<InputEvent>,
) -> Html {
    html! {
        <div class={classes!("slider", (!is_used).then_some("unused"))}>
            <label for={id}>{ label }</label>
            <div><input
                {id} type="range" min={min.to_string()} max={max.to_string()} step="1"
                value={value.to_string()} aria-valuetext={shown.clone()} disabled={!is_used} {oninput}
            /></div>
            <output for={id}>{ shown }</output>
        </div>
    }
}

/// As which runtime the program runs; chosen as long as tab and costs are those of the preset.
fn preset(props: &Props, words: &Strings) -> Html {
    let onchange = when(&props.on, move |event: Event| {
        Some(Action::SetPreset(Runtime::from_id(&chosen(&event)?)?))
    });
    let option = |runtime: Runtime, name: &'static str| {
        let is_on = props.settings.costs == CostModel::Of(runtime);
        html! { <option value={runtime.id()} selected={is_on}>{ name }</option> }
    };
    html! {
        <div class="choice">
            <label for="preset">{ words.preset() }</label>
            <select id="preset" {onchange}>
                <option value="" selected={!matches!(props.settings.costs, CostModel::Of(_))}>{ words.preset_none() }</option>
                { option(Runtime::Threads, words.preset_threads()) }
                { option(Runtime::EventLoop, "Node.js, asyncio") }
                { option(Runtime::Tokio, "tokio") }
                { option(Runtime::Go, "Go") }
                { option(Runtime::JavaVirtual, words.preset_java()) }
            </select>
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
            <label for="policy">{ words.policy() }</label>
            <select id="policy" {onchange}>
                { option(Policy::Rr, words.policy_rr()) }
                { option(Policy::Fifo, words.policy_fifo()) }
                { option(Policy::Fair, words.policy_fair()) }
            </select>
        </div>
    }
}

fn costs(props: &Props, words: &Strings) -> Html {
    let settings = props.settings;
    let onchange = when(&props.on, move |event: Event| {
        let costs = CostModel::from_slug(&chosen(&event)?)?;
        Some(Action::SetSettings(Settings { costs, ..settings }))
    });
    html! {
        <div class="choice">
            <label for="costs">{ words.costs() }</label>
            <select id="costs" {onchange}>
                <option value="ideal" selected={settings.costs == CostModel::Ideal}>{ words.costs_ideal() }</option>
                <option value="typical" selected={settings.costs == CostModel::Typical}>{ words.costs_typical() }</option>
                if let CostModel::Of(runtime) = settings.costs {
                    <option value={runtime.id()} selected=true>{ words.costs_of_runtime() }</option>
                }
            </select>
        </div>
    }
}
