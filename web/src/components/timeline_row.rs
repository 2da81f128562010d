//! One row of the timeline table: what each thread did at one instant, or is in the middle of.

use interleave_playground::{Cell, Language, SchedulerRun};
use yew::prelude::*;

use super::phrase::phrase;
use crate::shared::Shared;
use crate::state::Action;

/// Which row.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub run: Shared<SchedulerRun>,
    pub index: usize,
    /// So many columns are shown.
    pub columns: usize,
    pub is_marked: bool,
    /// Whether it lies after the selected instant.
    pub is_later: bool,
    pub on: Callback<Action>,
}

/// The row.
#[component]
pub fn TimelineRow(props: &Props) -> Html {
    let Some(row) = props.run.timeline.rows.get(props.index) else {
        return Html::default();
    };
    let at = row.at;
    let onclick = props
        .on
        .reform(move |_: MouseEvent| Action::SelectInstant(at));
    let class = classes!(
        "row",
        props.is_marked.then_some("now"),
        props.is_later.then_some("later")
    );
    html! {
        <tr {class} aria-current={props.is_marked.then_some("time")} {onclick}>
            <td><button type="button" class="time">{ &row.time }</button></td>
            { for row.cells.iter().take(props.columns).map(|one| cell(one, props.language)) }
        </tr>
    }
}

fn cell(cell: &Cell, language: Language) -> Html {
    if cell.phrases.is_empty() {
        return html! { <td class="quiet">{ phrase(&cell.quiet) }</td> };
    }
    let phrases = cell.phrases.iter().enumerate().map(|(number, one)| {
        html! {
            <>
                if number > 0 { { language.separator() } }
                { phrase(&one.text) }
            </>
        }
    });
    html! { <td>{ for phrases }</td> }
}
