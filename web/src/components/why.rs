//! Why each thread could do what it did at the selected instant, in sentences.

use interleave_playground::{Language, Nanos, SchedulerRun};
use yew::prelude::*;

use super::phrase::phrase;
use crate::shared::Shared;
use crate::strings::strings;
use crate::words::task_class;

/// Sentences shown at most.
const MOST: usize = 12;

/// At which instant.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub run: Shared<SchedulerRun>,
    /// The marked instant.
    pub now: Nanos,
}

/// The sentences; nothing when there is nothing to say.
#[component]
pub fn Why(props: &Props) -> Html {
    let words = strings(props.language);
    let found = sentences(&props.run, props.now);
    if found.is_empty() {
        return Html::default();
    }
    let sentence = |(column, text): &(usize, &str)| {
        let timeline = &props.run.timeline;
        let task = timeline.columns.get(*column).copied().unwrap_or_default();
        html! {
            <p>
                <i class={classes!("chip", task_class(task))} />
                <b>{ timeline.labels.get(*column) }</b>{ ": " }{ phrase(text) }
            </p>
        }
    };
    html! {
        <section class="why" aria-label={words.why}>
            <h3>{ words.why }</h3>
            { for found.iter().take(MOST).map(sentence) }
        </section>
    }
}

/// What is to be said about the last instant up to `now`, each sentence once.
fn sentences(run: &SchedulerRun, now: Nanos) -> Vec<(usize, &str)> {
    let rows = &run.timeline.rows;
    let past = rows.partition_point(|row| row.at <= now);
    let Some(row) = past.checked_sub(1).and_then(|last| rows.get(last)) else {
        return Vec::new();
    };
    let mut found: Vec<(usize, &str)> = Vec::new();
    for (column, cell) in row.cells.iter().enumerate() {
        for one in &cell.phrases {
            let is_new = !found.contains(&(column, &one.why));
            if !one.why.is_empty() && is_new {
                found.push((column, &one.why));
            }
        }
    }
    found
}
