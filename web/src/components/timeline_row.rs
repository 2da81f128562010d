//! One row of the timeline table: what each thread did at one instant, or is in the middle of.

use interleave_playground::{Cell, EventId, Language, SchedulerRun};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use super::phrase::phrase;
use crate::on::On;
use crate::pick::Target;
use crate::predict::{Exercise, Grade, Phase, Place, Predict, PredictAction, plain};
use crate::shared::Shared;
use crate::shown::Happening;
use crate::state::Action;
use crate::strings::strings;

/// Which row.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub run: Shared<SchedulerRun>,
    /// Number of the run.
    pub number: usize,
    pub index: usize,
    /// So many columns are shown.
    pub columns: usize,
    pub is_marked: bool,
    /// The selected event, when it is told in this row or lasts at it.
    pub picked: Option<Happening>,
    /// What the reader is to predict.
    pub predict: Option<Shared<Predict>>,
    /// Whether it lies after the selected instant.
    pub is_later: bool,
    pub on: On,
}

/// The row.
#[component]
pub fn TimelineRow(props: &Props) -> Html {
    let timeline = &props.run.timeline;
    let Some(row) = timeline.rows.get(props.index) else {
        return Html::default();
    };
    let onclick = props.on.live().map(|on| {
        let (run, index, number) = (props.run.clone(), props.index, props.number);
        on.reform(move |event: MouseEvent| clicked(&run, index, number, &event))
    });
    let class = classes!(
        "row",
        props.is_marked.then_some("now"),
        props.is_later.then_some("later")
    );
    let cells = row.cells.iter().take(props.columns).enumerate();
    html! {
        <tr {class} aria-current={props.is_marked.then_some("time")} {onclick}>
            <td><button type="button" class="time">{ &row.time }</button></td>
            { for cells.map(|(column, one)| {
                if let Some(predict) = &props.predict {
                    let blank = blank_cell(props, predict, (column, one));
                    if let Some(blank) = blank {
                        return blank;
                    }
                }
                let is_own = |pick: &Happening| timeline.columns.get(column) == Some(&pick.task);
                cell(one, column, props.picked.filter(is_own), props.language)
            }) }
        </tr>
    }
}

/// A cell that is to be filled in, or that a teacher may choose to be.
#[inline(never)]
fn blank_cell(props: &Props, predict: &Predict, (column, cell): (usize, &Cell)) -> Option<Html> {
    let place = (
        u32::try_from(props.index).ok()?,
        u32::try_from(column).ok()?,
    );
    if predict.exercise == Exercise::Cells && predict.phase == Phase::Choosing {
        return Some(toggle(props, predict, place, cell));
    }
    predict
        .is_blank(place)
        .then(|| filled_in(props, predict, place, cell))
}

fn toggle(props: &Props, predict: &Predict, place: Place, cell: &Cell) -> Html {
    let is_blank = predict.is_blank(place);
    let onclick = props.on.reform(move |event: MouseEvent| {
        event.stop_propagation();
        Action::Predict(PredictAction::Toggle(place))
    });
    html! {
        <td>
            <button type="button" class={classes!("toggle", is_blank.then_some("on"))} aria-pressed={is_blank.to_string()} {onclick}>
                { plain(cell, props.language.separator()) }
            </button>
        </td>
    }
}

fn filled_in(props: &Props, predict: &Predict, place: Place, cell: &Cell) -> Html {
    let words = strings(props.language);
    let timeline = &props.run.timeline;
    let time = timeline.rows.get(props.index).map_or("", |row| &row.time);
    let thread = timeline
        .labels
        .get(place.1 as usize)
        .map_or("", String::as_str);
    let name = format!("{thread} {} {time} {}", words.does_at(), words.unit_s());
    let oninput = props.on.when(move |event: InputEvent| {
        let input = event.target()?.dyn_into::<HtmlInputElement>().ok()?;
        Some(Action::Predict(PredictAction::Answer(place, input.value())))
    });
    let grade = predict.grade(place, cell).map(|grade| match grade {
        Grade::Right => ("right", "✓", words.grade_right()),
        Grade::Partly => ("partly", "~", words.grade_partly()),
        Grade::Wrong => ("wrong", "✕", words.grade_wrong()),
    });
    let onclick = |event: MouseEvent| event.stop_propagation();
    html! {
        <td class={classes!("blank", grade.map(|(class, ..)| class))} {onclick}>
            <span class="fill">
                <input
                    type="text" list="said" aria-label={name} autocomplete="off"
                    value={predict.answer(place).to_owned()} {oninput}
                />
                if let Some((_, mark, said)) = grade {
                    <span class="mark-of" title={said}><span aria-hidden="true">{ mark }</span><span class="unseen">{ said }</span></span>
                }
            </span>
            if predict.phase == Phase::Revealed {
                <span class="revealed">{ plain(cell, props.language.separator()) }</span>
            }
        </td>
    }
}

/// What a click means: the phrase that was hit, else what the column's thread is doing, else the instant.
fn clicked(run: &SchedulerRun, index: usize, number: usize, event: &MouseEvent) -> Action {
    let timeline = &run.timeline;
    let at = timeline
        .rows
        .get(index)
        .map(|row| row.at)
        .unwrap_or_default();
    let hit = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let told = |name: &str| {
        let node = hit.as_ref()?.closest(&format!("[{name}]")).ok()??;
        node.get_attribute(name)?.parse::<u32>().ok()
    };
    if let Some(event) = told("data-event") {
        let event = EventId(event);
        return Action::Pick(Target::Event { event, at });
    }
    let column = told("data-column").and_then(|column| usize::try_from(column).ok());
    let task = column.and_then(|column| timeline.columns.get(column));
    task.map_or(Action::SelectInstant(at), |task| {
        Action::Pick(Target::Task {
            run: number,
            task: *task,
            at,
        })
    })
}

/// A cell; `picked` is the selected event when it is this column's.
fn cell(cell: &Cell, column: usize, picked: Option<Happening>, language: Language) -> Html {
    let column = column.to_string();
    if cell.phrases.is_empty() {
        let class = classes!("quiet", picked.map(|_| "picked"));
        return html! { <td {class} data-column={column}>{ phrase(&cell.quiet) }</td> };
    }
    let phrases = cell.phrases.iter().enumerate().map(|(number, one)| {
        let is_picked = picked.is_some_and(|pick| pick.event == one.event);
        html! {
            <>
                if number > 0 { { language.separator() } }
                <span
                    class={classes!("deed", is_picked.then_some("picked"))}
                    data-event={one.event.0.to_string()}
                >{ phrase(&one.text) }</span>
            </>
        }
    });
    html! { <td data-column={column}>{ for phrases }</td> }
}
