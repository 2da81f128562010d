//! How the run ended and its figures in the textbook's words: of the whole run, and of each thread.

use interleave_playground::{Language, Nanos, SchedulerRun, TaskMetrics, length_text};
use yew::prelude::*;

use super::phrase::phrase;
use crate::shared::Shared;
use crate::strings::{Strings, strings};
use crate::words::{decimals, percent, task_class};

/// Threads in the table at most.
const MOST_THREADS: usize = 200;

/// Which run.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub run: Shared<SchedulerRun>,
}

/// The foot of the run's panel.
#[component]
pub fn RunMetrics(props: &Props) -> Html {
    let words = strings(props.language);
    let run = &props.run;
    let metrics = &run.metrics;
    let digits = run
        .timeline
        .rows
        .first()
        .map_or(3, |row| decimals(&row.time));
    let figure = |value: String, name: &'static str| {
        html! { <div><dd>{ value }</dd><dt>{ name }</dt></div> }
    };
    let is_good = run.ending.is_good();
    html! {
        <>
            if !is_good {
                <p class="outcome-alarm" role="alert"><span aria-hidden="true">{ "!" }</span><span>{ phrase(&run.outcome_text) }</span></p>
            }
            <dl class="metrics">
                { figure(format!("{} {}", metrics.makespan_ns.seconds(digits), words.unit_s()), words.makespan()) }
                { figure(percent(metrics.utilization_ppm), words.cores_busy()) }
                { figure(metrics.context_switches.to_string(), words.switches()) }
                { figure(run.output.len().to_string(), words.printed_lines()) }
            </dl>
            <details class="per-thread">
                <summary>{ words.per_thread() }</summary>
                <div class="scroll">{ table(&metrics.tasks, words, digits) }</div>
            </details>
        </>
    }
}

fn table(tasks: &[TaskMetrics], words: &Strings, digits: u32) -> Html {
    let shown = |time: Option<Nanos>| time.map_or_else(|| words.never().to_owned(), length_text);
    let row = |task: &TaskMetrics| {
        html! {
            <tr>
                <th scope="row"><i class={classes!("chip", task_class(task.task))} />{ &task.label }</th>
                <td>{ format!("{} {}", task.arrival_ns.seconds(digits), words.unit_s()) }</td>
                <td>{ shown(task.response_ns) }</td>
                <td>{ shown(task.turnaround_ns) }</td>
                <td>{ length_text(task.waiting_ns) }</td>
                <td>{ length_text(task.running_ns) }</td>
            </tr>
        }
    };
    html! {
        <table>
            <thead><tr>
                <th scope="col">{ words.thread() }</th>
                <th scope="col">{ words.arrival() }</th>
                <th scope="col">{ words.response() }</th>
                <th scope="col">{ words.turnaround() }</th>
                <th scope="col">{ words.waiting() }</th>
                <th scope="col">{ words.running() }</th>
            </tr></thead>
            <tbody>{ for tasks.iter().take(MOST_THREADS).map(row) }</tbody>
        </table>
    }
}
