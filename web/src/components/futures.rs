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
    let polled = polled(view);
    let rows = polled
        .iter()
        .take(MOST)
        .map(|whose| row(props, *whose, words));
    html! {
        <>
            if !view.hints.is_empty() {
                <section class="hints" aria-label={words.hints()}>
                    <h3>{ words.hints() }</h3>
                    { for hints }
                </section>
            }
            if !polled.is_empty() {
                <details class="futures">
                    <summary>{ words.futures_states() }</summary>
                    <ul aria-label={words.futures_states()}>{ for rows }</ul>
                </details>
            }
        </>
    }
}

/// What is polled: a task of a runtime, or a future by the program itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose<'v> {
    Task(TaskId),
    Future(&'v str),
}

impl<'v> Whose<'v> {
    fn of(poll: &'v PollView) -> Self {
        match &poll.future {
            Some(future) => Self::Future(future),
            None => Self::Task(poll.task),
        }
    }
}

/// Those that are polled: tasks in order of creation, then the others in order of their first polls.
fn polled(view: &FuturesView) -> Vec<Whose<'_>> {
    let mut all: Vec<Whose<'_>> = Vec::new();
    for poll in &view.polls {
        let whose = Whose::of(poll);
        if !all.contains(&whose) {
            all.push(whose);
        }
    }
    all.sort_by_key(|whose| match whose {
        Whose::Task(task) => (false, task.0),
        Whose::Future(_) => (true, 0),
    });
    all
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
fn row(props: &Props, whose: Whose<'_>, words: &Strings) -> Html {
    let view = &props.run.futures;
    let own = || {
        view.polls
            .iter()
            .filter(move |poll| Whose::of(poll) == whose)
    };
    let mut begun = own().filter(|poll| poll.at[0] <= props.instant);
    let count: u32 = begun.clone().map(|poll| poll.times).sum();
    let last = begun.next_back();
    let state = last.map_or(Parked::Start, |poll| poll.to);
    let machine = machine_of(view, own(), state);
    let name = match whose {
        Whose::Task(task) => {
            let mut lanes = props.run.lanes.lanes.iter();
            let lane = lanes.find(|lane| lane.task == Some(task));
            let label = lane.map(|lane| lane.label.clone());
            html! { <><i class={classes!("chip", task_class(task))} />{ label }</> }
        }
        Whose::Future(label) => {
            let by = last.or_else(|| own().next());
            let chip =
                by.map(|poll| html! { <i class={classes!("chip", task_class(poll.task))} /> });
            html! { <>{ chip }<code>{ label }</code></> }
        }
    };
    let is_polled = last.is_some_and(|poll| props.instant < poll.at[1]);
    html! {
        <li>
            <span class="whose">{ name }</span>
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
