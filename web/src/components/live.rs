//! A live run: the browser's own event loop polls the program's futures, and its timers end the sleeps.

use interleave_playground::{Language, LiveReport, LiveRequest, Nanos};
use yew::prelude::*;

use crate::events::when;
use crate::live::{Live, LiveAction, LiveTold};
use crate::protocol::{Ask, Told};
use crate::shared::Shared;
use crate::simulator::{Heard, Simulator};
use crate::state::Action;
use crate::strings::{Strings, strings};
use crate::words::task_class;

/// A worker that does not begin the run in this time is given up, in milliseconds.
const START_LIMIT_MS: u32 = 20_000;

/// The live run.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub live: Live,
    pub on: Callback<Action>,
}

/// Lines as they come, and how they compare.
#[component]
pub fn LivePanel(props: &Props) -> Html {
    let words = strings(props.language);
    let live = &props.live;
    let close = props.on.reform(|_| Action::Live(LiveAction::Close));
    html! {
        <section class="live" aria-label={words.live_title()}>
            <div class="live-head">
                <h3>{ words.live_title() }</h3>
                <span class="grow" />
                <button type="button" class="link" onclick={close}>{ words.dismiss() }</button>
            </div>
            <p class="live-note">{ words.live_note() }</p>
            if let Some(report) = &live.report {
                { compared(report, words) }
            } else {
                { coming(live) }
            }
            <p class="live-verdict" role="status">{ verdict(live, words) }</p>
        </section>
    }
}

fn ms(at: Nanos) -> String {
    format!("{}.{}", at.0 / 1_000_000, at.0 / 100_000 % 10)
}

/// What has been printed so far.
fn coming(live: &Live) -> Html {
    let line = |print: &interleave_playground::LivePrint| {
        html! {
            <li class={task_class(print.task)}>
                <time>{ ms(print.at) }</time><span class="said">{ print.text.trim_end() }</span>
            </li>
        }
    };
    html! { <ol class="live-lines">{ for live.printed.iter().map(line) }</ol> }
}

/// The lines with both times.
fn compared(report: &Shared<LiveReport>, words: &Strings) -> Html {
    let rows = report.lines.iter().map(|line| {
        html! {
            <tr>
                <td><span class="said">{ &line.text }</span></td>
                <td class="time">{ ms(line.at) }</td>
                <td class="time">{ line.simulated.map(ms) }</td>
            </tr>
        }
    });
    html! {
        <table class="live-table">
            <thead>
                <tr>
                    <th scope="col">{ words.output() }</th>
                    <th scope="col">{ words.live_real() }{ ", " }{ words.unit_ms() }</th>
                    <th scope="col">{ words.live_simulated() }{ ", " }{ words.unit_ms() }</th>
                </tr>
            </thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

fn verdict(live: &Live, words: &Strings) -> Html {
    let Some(report) = &live.report else {
        return match (&live.refused, live.jitter) {
            (Some(why), _) if why.is_empty() => html! { words.live_failed() },
            (Some(why), _) => html! { why.clone() },
            (None, None) => html! { words.live_measuring() },
            (None, Some(_)) => html! { words.live_running() },
        };
    };
    if !report.is_same_order() {
        return html! { <b class="bad">{ words.live_other_order() }</b> };
    }
    let (times, class) = match live.is_in_time() {
        true => (words.live_in_time(), "good"),
        false => (words.live_late(), "bad"),
    };
    html! {
        <>
            <b class="good">{ words.live_same_order() }</b>{ " " }
            <b {class}>{ times }</b>{ " " }
            { format!("{} {} {}; ", words.live_late_by(), ms(report.late_by()), words.unit_ms()) }
            { format!("{} {} {}. ", words.live_jitter(), ms(live.tolerance()), words.unit_ms()) }
            { format!("{}: {}, {}: {}.", words.live_futures(), report.futures, words.live_timers(), report.timers) }
        </>
    }
}

/// Has a worker of its own do the live run, while one is wanted.
#[hook]
pub fn use_live(request: Option<LiveRequest>, on: &Callback<Action>) {
    let worker = use_mut_ref(|| None::<Simulator>);
    let on = on.clone();
    use_effect_with(request, move |request| {
        let started = request.clone().map(|request| {
            let simulator = Simulator::start_with(START_LIMIT_MS, when(&on, told));
            simulator.submit(Ask::Live(request));
            simulator
        });
        // The worker before this one ends here.
        *worker.borrow_mut() = started;
    });
}

fn told(heard: Heard) -> Option<Action> {
    let told = match heard {
        Heard::Told(told) => match *told {
            Told::Live(told) => Box::new(told),
            _ => return None,
        },
        Heard::TimedOut | Heard::Lost | Heard::Gone => {
            return Some(Action::Live(LiveAction::Told(Box::new(LiveTold::Lost))));
        }
    };
    Some(Action::Live(LiveAction::Told(told)))
}
