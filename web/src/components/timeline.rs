//! The timeline table: one row an instant, one column a thread.

use std::ops::Range;

use interleave_playground::{Language, Nanos, SchedulerRun};
use yew::prelude::*;

use super::growing::{Grown, List, use_growing};
use super::predict_bar::PredictBar;
use super::timeline_row::TimelineRow;
use crate::on::On;
use crate::predict::{Exercise, Predict, PredictAction, vocabulary};
use crate::shared::Shared;
use crate::shown::Happening;
use crate::state::{Action, Lacking};
use crate::strings::strings;
use crate::words::task_class;

/// Threads shown at most.
const MOST_COLUMNS: usize = 60;

/// Cells drawn at most.
const MOST_CELLS: usize = 12_000;

/// Height of a row of one line.
const ROW_PX: usize = 34;

/// Which run.
#[derive(Clone, Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub run: Option<Shared<SchedulerRun>>,
    /// Its number among the shown ones.
    pub number: usize,
    /// The instant that is marked.
    pub now: Nanos,
    /// The selected event.
    pub picked: Option<Happening>,
    /// What the reader is to predict.
    pub predict: Option<Shared<Predict>>,
    /// Why the newest text has no run, so that this one belongs to an older one.
    pub lacking: Lacking,
    pub on: On,
}

/// The table.
#[component]
pub fn Timeline(props: &Props) -> Html {
    let words = strings(props.language);
    let node = use_node_ref();
    let is_stale = props.lacking != Lacking::Coming && props.run.is_some();
    let (rows, _) = props.run.as_deref().map_or((0, 0), size);
    let list = List {
        run: props.run.clone(),
        total: rows,
        row_px: ROW_PX,
        draw: rows_of,
        is_whole: props.on.is_whole(),
    };
    let grown = use_growing(&node, props, list);
    html! {
        <section class={classes!("timeline", "panel", is_stale.then_some("stale"))}>
            <h2 class="panel-head">
                { words.timeline() }
                <span class="grow" />
                if props.predict.is_none() && props.run.is_some() {
                    <button
                        type="button" class="link"
                        onclick={props.on.reform(|_| Action::Predict(PredictAction::Start(Exercise::Cells)))}
                    >{ words.predict() }</button>
                }
                if is_stale {
                    <span class="badge">{ words.last_good() }</span>
                }
            </h2>
            if let Some((run, predict)) = props.run.as_ref().zip(cells_to_predict(props)) {
                { predict_bar(props, run, predict) }
            }
            if hides_table(props) {
                <p class="nothing-yet">{ words.predict_hidden() }</p>
            } else if let Some(run) = &props.run {
                { table(props, run, &node, &grown) }
            } else {
                <p class="nothing-yet">{ words.no_run(props.lacking) }</p>
            }
        </section>
    }
}

#[inline(never)]
fn predict_bar(props: &Props, run: &Shared<SchedulerRun>, predict: &Shared<Predict>) -> Html {
    html! {
        <PredictBar
            language={props.language} run={run.clone()}
            predict={predict.clone()} on={props.on.clone()}
        />
    }
}

fn cells_to_predict(props: &Props) -> Option<&Shared<Predict>> {
    let predict = props.predict.as_ref()?;
    (predict.exercise == Exercise::Cells).then_some(predict)
}

/// The order of the lines would be told by the table.
fn hides_table(props: &Props) -> bool {
    let mut predict = props.predict.iter();
    predict.any(|predict| predict.exercise == Exercise::Order && predict.hides())
}

/// What the reader may choose from when a cell is to be filled in.
#[inline(never)]
fn said(props: &Props, run: &SchedulerRun) -> Html {
    let separator = props.language.separator();
    html! {
        <datalist id="said">
            { for vocabulary(run, separator).into_iter().map(|text| html! { <option value={text} /> }) }
        </datalist>
    }
}

/// Rows and columns that are shown.
fn size(run: &SchedulerRun) -> (usize, usize) {
    let timeline = &run.timeline;
    let columns = timeline.columns.len().min(MOST_COLUMNS);
    let most = (MOST_CELLS / columns.max(1)).max(20);
    (timeline.rows.len().min(most), columns)
}

fn table(props: &Props, run: &Shared<SchedulerRun>, node: &NodeRef, grown: &Grown<Props>) -> Html {
    let words = strings(props.language);
    let timeline = &run.timeline;
    let (rows, columns) = size(run);
    let heads = timeline.columns.iter().zip(&timeline.labels).take(columns);
    let rows_left_out = (timeline.rows.len() - rows) as u64 + timeline.rows_left_out;
    let columns_left_out = (timeline.columns.len() - columns) as u64 + timeline.columns_left_out;
    html! {
        <>
            if props.predict.is_some() {
                { said(props, run) }
            }
            <div class="scroll" ref={node} tabindex="0" role="group" aria-label={words.timeline()}>
                <table aria-label={words.timeline()} aria-rowcount={(rows + 1).to_string()} class={classes!((columns > 4).then_some("many"))}>
                    <thead><tr>
                        <th scope="col">{ words.time() }</th>
                        { for heads.map(|(task, label)| html! {
                            <th scope="col"><i class={classes!("chip", task_class(*task))} />{ label }</th>
                        }) }
                    </tr></thead>
                    <tbody>{ grown.rows(props, "tr") }</tbody>
                </table>
                if let Some(style) = grown.rest() {
                    <div aria-hidden="true" {style} />
                }
            </div>
            if rows_left_out > 0 {
                <p class="cut">{ format!("… {rows_left_out} {}", words.rows_left_out()) }</p>
            }
            if columns_left_out > 0 {
                <p class="cut">{ format!("… {columns_left_out} {}", words.columns_left_out()) }</p>
            }
        </>
    }
}

/// Some of the rows.
fn rows_of(props: &Props, rows: Range<usize>) -> Html {
    let Some(run) = &props.run else {
        return Html::default();
    };
    let all = &run.timeline.rows;
    let (_, columns) = size(run);
    let marked = all
        .partition_point(|row| row.at <= props.now)
        .checked_sub(1);
    let picked_row = props
        .picked
        .and_then(|pick| all.iter().position(|row| row.at == pick.at));
    let row = |index| {
        html! {
            <TimelineRow
                key={index} run={run.clone()} number={props.number} {index} {columns}
                is_marked={props.predict.is_none() && marked == Some(index)}
                picked={props.picked.filter(|_| marked == Some(index) || picked_row == Some(index))}
                language={props.language}
                predict={props.predict.clone()}
                is_later={props.predict.is_none() && marked.is_none_or(|marked| index > marked)}
                on={props.on.clone()}
            />
        }
    };
    rows.map(row).collect()
}
