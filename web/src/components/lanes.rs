//! The lanes of what is shown: one chart, or four on one time axis with their metrics.

use interleave_playground::{LanesReply, Language, Nanos};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

use super::chart::Chart;
use crate::detail::Subject;
use crate::frame::Frame;
use crate::on::On;
use crate::recording::Recording;
use crate::settings::Tab;
use crate::shared::Shared;
use crate::shown::{Happening, Shown};
use crate::state::{Action, Lacking};
use crate::strings::{Strings, strings};
use crate::view::Viewport;
use crate::words::{percent, width};

/// Lanes drawn at most in one chart.
const MOST_LANES: usize = 120;

/// Width before the first measurement.
const GUESSED_WIDTH: f64 = 800.0;

/// What is shown.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub shown: Option<Shared<Shown>>,
    /// Why the newest text has no run.
    pub lacking: Lacking,
    pub focus: usize,
    pub viewport: Option<Viewport>,
    /// The lanes of what is in view.
    pub detail: Option<Shared<LanesReply>>,
    pub instant: Nanos,
    pub now: Nanos,
    pub picked: Option<Happening>,
    pub decimals: u32,
    /// Laid over the lanes.
    pub recording: Option<Shared<Recording>>,
    pub on: On,
}

/// All charts.
#[component]
pub fn LaneCharts(props: &Props) -> Html {
    let words = strings(props.language);
    let node = use_node_ref();
    let width = use_width(node.clone());
    let charts = props
        .shown
        .as_ref()
        .map(|shown| charts(props, shown, width, words));
    let compares = props
        .shown
        .as_ref()
        .is_some_and(|shown| shown.runs.len() > 1);
    html! {
        <div class={classes!("lanes", compares.then_some("compared"))} ref={node}>
            if let Some(charts) = charts {
                { charts }
            } else {
                <p class="nothing-yet">{ words.no_run(props.lacking) }</p>
            }
        </div>
    }
}

/// The present width of an element, followed as it changes.
#[hook]
fn use_width(node: NodeRef) -> f64 {
    let width = use_state_eq(|| GUESSED_WIDTH);
    let setter = width.setter();
    use_effect_with(node, move |node| {
        let element = node.cast::<Element>();
        let measured = element.clone();
        let measure = move || {
            // An element that has been taken out of the page has none.
            let width = measured.as_ref().map_or(0, Element::client_width);
            if width > 0 {
                setter.set(f64::from(width));
            }
        };
        measure();
        let callback = Closure::<dyn FnMut()>::new(measure);
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(element)) = (&observer, &element) {
            observer.observe(element);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(callback);
        }
    });
    *width
}

fn charts(props: &Props, shown: &Shared<Shown>, chart_width: f64, words: &Strings) -> Html {
    let view = props
        .viewport
        .unwrap_or_else(|| Viewport::whole(shown.axis_end));
    let compares = shown.runs.len() > 1;
    let parts_at = shown
        .runs
        .iter()
        .find_map(|run| Some(run.differs.as_ref()?.at));
    let left = label_room(shown, chart_width);
    let charts = shown.runs.iter().enumerate().map(|(number, run)| {
        let lanes = run.lanes.lanes.len().min(MOST_LANES);
        let frame = Frame {
            width: chart_width,
            view,
            lanes,
            left,
            has_axis: number == 0 || !compares,
        };
        let subject = Subject {
            run: run.clone(),
            number,
            detail: props.detail.clone(),
        };
        let simplified = subject.lanes().left_out;
        let left_out = (run.lanes.lanes.len() - lanes) as u64 + run.lanes.lanes_left_out;
        html! {
            <div class="chart-of-run" key={number}>
                if compares {
                    { heading(props, shown, number, words) }
                }
                <Chart
                    language={props.language} {subject} {frame} instant={props.instant} now={props.now}
                    picked={props.picked.filter(|_| number == props.focus)}
                    {parts_at} decimals={props.decimals} end={shown.axis_end}
                    recording={props.recording.clone()} on={props.on.clone()}
                />
                if left_out > 0 {
                    <p class="cut">{ format!("… {left_out} {}", words.lanes_left_out()) }</p>
                }
                if simplified > 0 {
                    <p class="cut">{ format!("… {simplified} {}", words.left_out()) }</p>
                }
            </div>
        }
    });
    html! { <>{ for charts }</> }
}

/// Room for the labels beside the lanes; on a narrow screen they stand over them.
fn label_room(shown: &Shown, chart_width: f64) -> f64 {
    if chart_width < 500.0 {
        return 30.0;
    }
    let lanes = shown.runs.iter().flat_map(|run| &run.lanes.lanes);
    let widest = lanes
        .take(4 * MOST_LANES)
        .map(|lane| width(&lane.label, 7.4))
        .fold(0.0, f64::max);
    (widest + 34.0).clamp(70.0, 190.0)
}

/// The scheduler's name and its figures, over its chart; chooses what table and output tell.
#[inline(never)]
fn heading(props: &Props, shown: &Shared<Shown>, number: usize, words: &Strings) -> Html {
    let Some(run) = shown.runs.get(number) else {
        return Html::default();
    };
    let scheduler = Tab::SCHEDULERS
        .get(number)
        .filter(|_| shown.tab == Tab::Compare);
    let title = match scheduler {
        Some(tab) => tab.title(words),
        None if number == 0 => words.as_it_went(),
        None => words.other_way(),
    };
    let is_focused = number == props.focus;
    let metrics = &run.metrics;
    let figure = |value: String, name: &'static str| {
        html! { <span class="figure"><b>{ value }</b>{ " " }{ name }</span> }
    };
    let is_good = run.ending.is_good();
    html! {
        <div class={classes!("chart-head", is_focused.then_some("focused"))}>
            <button
                type="button" class="focus" aria-pressed={is_focused.to_string()}
                onclick={props.on.reform(move |_| Action::SetFocus(number))}
            >{ title }</button>
            { figure(format!("{} {}", metrics.makespan_ns.seconds(props.decimals), words.unit_s()), words.makespan()) }
            { figure(percent(metrics.utilization_ppm), words.cores_busy()) }
            { figure(metrics.context_switches.to_string(), words.switches()) }
            if let Some(differs) = &run.differs {
                <span class="parts">{ words.first_difference() }{ ": " }{ super::phrase::phrase(&differs.here) }</span>
            }
            if !is_good {
                <span class="bad">{ super::phrase::phrase(&run.outcome_text) }</span>
            }
        </div>
    }
}
