//! Why each thread could do what it did at the selected instant, in sentences.

use interleave_playground::{EventId, Explanation, Language, Nanos, Place, SchedulerRun, TaskId};
use yew::prelude::*;

use super::phrase::phrase;
use crate::on::On;
use crate::pick::Target;
use crate::shared::Shared;
use crate::state::Action;
use crate::strings::{Strings, strings};
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
    /// The selected event.
    pub picked: Option<EventId>,
    /// What the worker says about it.
    pub explained: Option<Shared<Explanation>>,
    pub on: On,
}

/// The sentences; nothing when there is nothing to say.
#[component]
pub fn Why(props: &Props) -> Html {
    let words = strings(props.language);
    let found = sentences(&props.run, props.now);
    let picked = props
        .explained
        .as_ref()
        .filter(|explained| props.picked.is_some() && explained.about.event == props.picked);
    if found.is_empty() && picked.is_none() {
        return Html::default();
    }
    // The selected event has its own, longer sentence.
    let others = found
        .iter()
        .filter(|sentence| picked.is_none() || Some(sentence.event) != props.picked);
    html! {
        <section class="why" aria-label={words.why()}>
            <h3>{ words.why() }</h3>
            if let Some(explained) = picked {
                { answer(props, explained, words) }
            }
            { for others.take(MOST).map(|sentence| said(props, sentence)) }
        </section>
    }
}

fn chip(task: TaskId) -> Html {
    html! { <i class={classes!("chip", task_class(task))} /> }
}

/// Why the selected event happened, and where that leads.
#[inline(never)]
fn answer(props: &Props, explained: &Explanation, words: &Strings) -> Html {
    let timeline = &props.run.timeline;
    let task = explained.about.task;
    let column = timeline.columns.iter().position(|one| *one == task);
    let label = column.and_then(|column| timeline.labels.get(column));
    let text = if explained.text.is_empty() {
        words.why_nothing()
    } else {
        &explained.text
    };
    let jump = |place: &Place| {
        let (event, at) = (place.event, place.at);
        html! {
            <button
                type="button" class="jump"
                onclick={props.on.reform(move |_| Action::Pick(Target::Event { event, at }))}
            >{ chip(place.task) }{ phrase(&place.text) }<span aria-hidden="true">{ " →" }</span></button>
        }
    };
    html! {
        <div class="answer" role="status">
            <p>{ chip(task) }<b>{ label }</b>{ ": " }{ phrase(text) }</p>
            { for explained.causes.iter().map(jump) }
        </div>
    }
}

/// A sentence about something that happens at the instant; selects it.
fn said(props: &Props, sentence: &Sentence) -> Html {
    let timeline = &props.run.timeline;
    let task = timeline.columns.get(sentence.column).copied();
    let (event, at) = (sentence.event, props.now);
    html! {
        <button
            type="button" class="sentence" data-event={event.0.to_string()}
            onclick={props.on.reform(move |_| Action::Pick(Target::Event { event, at }))}
        >
            { chip(task.unwrap_or_default()) }
            <b>{ timeline.labels.get(sentence.column) }</b>{ ": " }{ phrase(sentence.text) }
        </button>
    }
}

/// Something to say about a thread.
struct Sentence<'r> {
    column: usize,
    event: EventId,
    text: &'r str,
}

/// What is to be said about the last instant up to `now`, each sentence once.
fn sentences(run: &SchedulerRun, now: Nanos) -> Vec<Sentence<'_>> {
    let rows = &run.timeline.rows;
    let past = rows.partition_point(|row| row.at <= now);
    let Some(row) = past.checked_sub(1).and_then(|last| rows.get(last)) else {
        return Vec::new();
    };
    let mut found: Vec<Sentence> = Vec::new();
    for (column, cell) in row.cells.iter().enumerate() {
        for one in &cell.phrases {
            let is_new = found
                .iter()
                .all(|other| (other.column, other.text) != (column, &*one.why));
            if !one.why.is_empty() && is_new {
                found.push(Sentence {
                    column,
                    event: one.event,
                    text: &one.why,
                });
            }
        }
    }
    found
}
