//! The program's futures at the selected instant: the state in which each `async` body is parked, and hints about tasks.

use interleave_playground::{
    FuturesView, HintView, Language, MachineView, Nanos, Parked, PollView, SchedulerRun, TaskId,
};
use yew::prelude::*;

use super::phrase::phrase;
use crate::on::On;
use crate::pick::Target;
use crate::shared::Shared;
use crate::state::Action;
use crate::strings::{Strings, strings};
use crate::words::task_class;

/// Tasks shown at most.
const MOST: usize = 40;

/// Which run, and when.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub run: Shared<SchedulerRun>,
    pub instant: Nanos,
    pub on: On,
}

/// A line for each task; nothing for programs without futures.
#[component]
pub fn Futures(props: &Props) -> Html {
    let words = strings(props.language);
    let view = &props.run.futures;
    let hints = view.hints.iter().take(MOST).map(|hint| said(props, hint));
    let tasks = tasks(view);
    let rows = tasks.iter().take(MOST).map(|task| row(props, *task, words));
    html! {
        <>
            if !view.hints.is_empty() {
                <section class="hints" aria-label={words.hints()}>
                    <h3>{ words.hints() }</h3>
                    { for hints }
                </section>
            }
            if !tasks.is_empty() {
                <details class="futures">
                    <summary>{ words.futures_states() }</summary>
                    <ul aria-label={words.futures_states()}>{ for rows }</ul>
                </details>
            }
        </>
    }
}

/// Those that are polled, in order of creation.
fn tasks(view: &FuturesView) -> Vec<TaskId> {
    let mut tasks: Vec<TaskId> = Vec::new();
    for poll in &view.polls {
        if !tasks.contains(&poll.task) {
            tasks.push(poll.task);
        }
    }
    tasks.sort_unstable();
    tasks
}

/// A hint; selects where to look.
#[inline(never)]
fn said(props: &Props, hint: &HintView) -> Html {
    let (event, at) = (hint.event, hint.at);
    html! {
        <button
            type="button" class="hint"
            onclick={props.on.reform(move |_| Action::Pick(Target::Event { event, at }))}
        ><i class={classes!("chip", task_class(hint.task))} />{ phrase(&hint.sentence) }</button>
    }
}

#[inline(never)]
fn row(props: &Props, task: TaskId, words: &Strings) -> Html {
    let view = &props.run.futures;
    let own = || view.polls.iter().filter(move |poll| poll.task == task);
    let mut begun = own().filter(|poll| poll.at[0] <= props.instant);
    let count = begun.clone().count();
    let last = begun.next_back();
    let state = last.map_or(Parked::Start, |poll| poll.to);
    let machine = machine_of(view, own(), state);
    let lanes = &props.run.lanes.lanes;
    let label = lanes.iter().find(|lane| lane.task == Some(task));
    let is_polled = last.is_some_and(|poll| props.instant < poll.at[1]);
    html! {
        <li>
            <span class="whose">
                <i class={classes!("chip", task_class(task))} />{ label.map(|lane| lane.label.clone()) }
            </span>
            if let Some(machine) = machine {
                { states(machine, state, words) }
            }
            <span class="parked">
                { parked(machine, state, is_polled, words) }
                <small>{ format!("{}: {count}", words.futures_polls()) }</small>
            </span>
        </li>
    }
}

/// The body that a task is parked in, or was or will be.
fn machine_of<'v>(
    view: &'v FuturesView,
    polls: impl Iterator<Item = &'v PollView>,
    state: Parked,
) -> Option<&'v MachineView> {
    let number = |state: Parked| match state {
        Parked::At { machine, .. } => Some(machine as usize),
        _ => None,
    };
    let mut known = polls.filter_map(|poll| number(poll.to));
    view.machines.get(number(state).or_else(|| known.next())?)
}

/// The states in a row, the present one filled.
fn states(machine: &MachineView, state: Parked, words: &Strings) -> Html {
    let dot = |name: String, is_on: bool| {
        html! { <span class={classes!("state", is_on.then_some("on"))}>{ name }</span> }
    };
    let is_at = |place: usize| matches!(state, Parked::At { point, .. } if point as usize == place);
    let awaits = machine.awaits.iter().enumerate();
    html! {
        <span class="machine-states" aria-hidden="true">
            <code>{ &machine.name }</code>
            { dot(words.futures_start().to_owned(), state == Parked::Start) }
            { for awaits.map(|(place, it)| dot(it.line.to_string(), is_at(place))) }
            { dot(words.futures_done().to_owned(), state == Parked::Done) }
        </span>
    }
}

/// The state in words.
fn parked(machine: Option<&MachineView>, state: Parked, is_polled: bool, words: &Strings) -> Html {
    if is_polled {
        return html! { words.futures_in_poll() };
    }
    let point = match state {
        Parked::Start => return html! { words.futures_not_polled() },
        Parked::Done => return html! { words.futures_is_done() },
        Parked::Elsewhere => return html! { words.futures_elsewhere() },
        Parked::At { point, .. } => point,
    };
    let Some(it) = machine.and_then(|machine| machine.awaits.get(point as usize)) else {
        return Html::default();
    };
    html! {
        <>
            { words.futures_parked() }{ " " }<code>{ &it.text }</code>
            if !it.alive.is_empty() {
                { ", " }{ words.futures_keeps() }{ " " }<code>{ it.alive.join(", ") }</code>
            }
        </>
    }
}
