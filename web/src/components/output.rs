//! What the program prints, with its times, and how the run ends.

use std::ops::Range;

use interleave_playground::{
    EventId, Explanation, Language, Nanos, OutputLine, SchedulerRun, Stream,
};
use yew::prelude::*;

use super::growing::{Grown, List, use_growing};
use super::order::Order;
use super::phrase::phrase;
use super::why::Why;
use crate::events::{arrow, when};
use crate::on::On;
use crate::pick::Target;
use crate::predict::{Exercise, Predict, PredictAction};
use crate::shared::Shared;
use crate::state::Action;
use crate::strings::strings;
use crate::words::{decimals, task_class};

/// Lines drawn at most.
const MOST_LINES: usize = 1_000;

/// Lines that can be put in order at most.
const MOST_TO_ORDER: usize = 40;

/// Height of a line that is not broken.
const LINE_PX: usize = 23;

/// Which run.
#[derive(Clone, Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub run: Option<Shared<SchedulerRun>>,
    /// The marked instant.
    pub now: Nanos,
    /// The selected event.
    pub picked: Option<EventId>,
    pub explained: Option<Shared<Explanation>>,
    /// What the reader is to predict.
    pub predict: Option<Shared<Predict>>,
    pub on: On,
}

/// The panel with the output.
#[component]
pub fn Output(props: &Props) -> Html {
    let words = strings(props.language);
    let node = use_node_ref();
    let total = props.run.as_ref().map_or(0, |run| run.output.len());
    let hides = props
        .predict
        .as_ref()
        .is_some_and(|predict| predict.hides());
    let list = List {
        run: props.run.clone().filter(|_| total > 0 && !hides),
        total: total.min(MOST_LINES),
        row_px: LINE_PX,
        draw: lines_of,
        is_whole: props.on.is_whole(),
    };
    let grown = use_growing(&node, props, list);
    html! {
        <div class="output panel">
            <section aria-label={words.output()}>
                <h2 class="panel-head">
                    { words.output() }
                    <span class="grow" />
                    if props.predict.is_none() && total > 1 && total <= MOST_TO_ORDER {
                        <button
                            type="button" class="link"
                            onclick={props.on.reform(|_| Action::Predict(PredictAction::Start(Exercise::Order)))}
                        >{ words.predict_order() }</button>
                    }
                </h2>
                { content(props, &node, &grown) }
            </section>
            if let Some(run) = props.run.as_ref().filter(|_| !hides) {
                <Why
                    language={props.language} run={run.clone()} now={props.now}
                    picked={props.picked} explained={props.explained.clone()} on={props.on.clone()}
                />
                // A bad end stands under the lanes, where it cannot be missed.
                if run.ending.is_good() {
                    <div class="ending">
                        <h3>{ words.ending() }</h3>
                        <p>{ phrase(&run.outcome_text) }</p>
                    </div>
                }
            }
        </div>
    }
}

/// The lines, or what there is to do before they are shown.
fn content(props: &Props, node: &NodeRef, grown: &Grown<Props>) -> Html {
    let words = strings(props.language);
    match (&props.run, &props.predict) {
        (Some(run), Some(predict)) if predict.exercise == Exercise::Order => {
            order(props, run, predict)
        }
        (_, Some(predict)) if predict.hides() => {
            html! { <p class="nothing-yet">{ words.predict_hidden() }</p> }
        }
        (Some(run), _) => lines(props, run, node, grown),
        (None, _) => Html::default(),
    }
}

#[inline(never)]
fn order(props: &Props, run: &Shared<SchedulerRun>, predict: &Shared<Predict>) -> Html {
    html! {
        <Order
            language={props.language} run={run.clone()}
            predict={predict.clone()} on={props.on.clone()}
        />
    }
}

fn lines(props: &Props, run: &Shared<SchedulerRun>, node: &NodeRef, grown: &Grown<Props>) -> Html {
    let words = strings(props.language);
    if run.output.is_empty() {
        return html! { <p class="no-output">{ words.no_output() }</p> };
    }
    let onkeydown = props.on.live().map(|on| {
        let (run, picked) = (run.clone(), props.picked);
        when(on, move |event: KeyboardEvent| {
            let forward = arrow(&event)?;
            let here = run
                .output
                .iter()
                .position(|line| picked == Some(line.event));
            let next = match (here, forward) {
                (Some(here), true) => here + 1,
                (Some(here), false) => here.checked_sub(1)?,
                (None, _) => 0,
            };
            let line = run.output.get(next)?;
            event.prevent_default();
            Some(Action::Pick(Target::Event {
                event: line.event,
                at: line.at_ns,
            }))
        })
    });
    let left_out = run.output.len().saturating_sub(MOST_LINES);
    html! {
        <>
            <ol class="printed" ref={node} tabindex="0" aria-label={words.output()} {onkeydown}>
                { grown.rows(props, "li") }
                if let Some(style) = grown.rest() {
                    <li class="rest" aria-hidden="true" {style} />
                }
            </ol>
            if left_out > 0 {
                <p class="cut">{ format!("… {left_out} {}", words.later_lines()) }</p>
            }
        </>
    }
}

/// Some of the lines.
fn lines_of(props: &Props, lines: Range<usize>) -> Html {
    let Some(run) = &props.run else {
        return Html::default();
    };
    let first = run.timeline.rows.first();
    let digits = first.map_or(3, |row| decimals(&row.time));
    let all = run.output.iter().enumerate();
    all.take(lines.end)
        .skip(lines.start)
        .map(|(number, line)| printed(props, number, line, digits))
        .collect()
}

fn printed(props: &Props, number: usize, line: &OutputLine, digits: u32) -> Html {
    let (at, event) = (line.at_ns, line.event);
    // What the same instant holds after the selected event has not happened yet either.
    let is_past_picked = at == props.now && props.picked.is_some_and(|picked| event > picked);
    let class = classes!(
        "printed-line",
        task_class(line.task),
        (at == props.now).then_some("now"),
        (at > props.now || is_past_picked).then_some("later"),
        (props.picked == Some(event)).then_some("picked"),
        (line.stream == Stream::Stderr).then_some("stderr"),
    );
    let onclick = props
        .on
        .reform(move |_: MouseEvent| Action::Pick(Target::Event { event, at }));
    html! {
        <li key={number} {class} title={line.thread.clone()} {onclick}>
            <time>{ at.seconds(digits) }</time>
            <span class="said">{ &line.text }</span>
            if line.stream == Stream::Stderr {
                <span class="stream">{ strings(props.language).stderr() }</span>
            }
        </li>
    }
}
