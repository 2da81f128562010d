//! The state graph as a drawing; its geometry comes from the report.

use interleave_playground::{DrawnAct, DrawnState, FoundView, Language, TaskId};
use yew::prelude::*;

use crate::shared::Shared;
use crate::state::Action;
use crate::strings::strings;
use crate::words::task_class;

/// A larger graph is folded up at first.
const MOST_OPEN: usize = 150;

/// What was found.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub found: Shared<FoundView>,
    pub on: Callback<Action>,
}

/// The drawing with its legend.
#[component]
pub fn StateGraphView(props: &Props) -> Html {
    let words = strings(props.language);
    let Some(graph) = &props.found.graph else {
        return Html::default();
    };
    let line = |act: &DrawnAct| {
        let ends = (
            graph.states.get(act.from as usize),
            graph.states.get(act.to as usize),
        );
        let (Some(from), Some(to)) = ends else {
            return Html::default();
        };
        html! { <path class={classes!("graph-act", task_class(act.task))} d={curve(from, to)} /> }
    };
    let legend = props.found.threads.iter().enumerate().map(|(task, name)| {
        html! {
            <span key={task} class={task_class(TaskId(task as u32))}><i class="chip" />{ name }</span>
        }
    });
    html! {
        <details class="state-graph" open={graph.states.len() <= MOST_OPEN}>
            <summary>{ words.state_graph() }</summary>
            <p class="graph-hint">{ words.state_graph_hint() }</p>
            <p class="graph-legend">{ for legend }</p>
            <div class="graph-scroll" tabindex="0" role="group" aria-label={words.state_graph()}>
                <svg
                    width={graph.width.to_string()} height={graph.height.to_string()}
                    viewBox={format!("0 0 {} {}", graph.width, graph.height)}
                >
                    { for graph.acts.iter().map(line) }
                    { for graph.states.iter().enumerate().map(|(number, state)| dot(props, number, state)) }
                </svg>
            </div>
        </details>
    }
}

/// A line that leaves and arrives level; one that leads back goes round below.
fn curve(from: &DrawnState, to: &DrawnState) -> String {
    let (x, y, to_x, to_y) = (from.x, from.y, to.x, to.y);
    if to_x <= x {
        let below = y.max(to_y) + 14;
        return format!("M{x} {y}C{x} {below} {to_x} {below} {to_x} {to_y}");
    }
    let middle = (x + to_x) / 2;
    format!("M{x} {y}C{middle} {y} {middle} {to_y} {to_x} {to_y}")
}

fn dot(props: &Props, number: usize, state: &DrawnState) -> Html {
    let (x, y) = (state.x.to_string(), state.y.to_string());
    let Some(outcome) = state.outcome else {
        let class = classes!("graph-state", (number == 0).then_some("start"));
        return html! { <circle {class} cx={x} cy={y} r={if number == 0 { "5" } else { "3" }} /> };
    };
    let Some(view) = props.found.outcomes.get(outcome as usize) else {
        return Html::default();
    };
    let is_bad = view.is_stuck || view.kind != interleave_playground::Kind::Finished;
    let witness = view.witness.clone();
    let onclick = props
        .on
        .reform(move |_: MouseEvent| Action::SetSchedule(witness.clone()));
    html! {
        <g class={classes!("graph-end", is_bad.then_some("bad"))} {onclick}>
            <circle cx={x.clone()} cy={y.clone()} r="9" />
            <text {x} {y} dy="3.5" text-anchor="middle">{ outcome + 1 }</text>
        </g>
    }
}
