//! "All outcomes": the search with its progress, everything that it has found, questions, and the state graph.

use std::rc::Rc;

use interleave_playground::{FoundView, Language, SearchProgress, Timing, grouped};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::outcome_card::{OutcomeCard, kind, told_apart};
use super::phrase::phrase;
use super::player::Player;
use super::questions::Questions;
use super::state_graph::StateGraphView;
use crate::outcomes::{Outcomes, OutcomesAction, USUAL_JITTER_MS, late_by};
use crate::shared::Shared;
use crate::state::Action;
use crate::strings::{Strings, strings};

/// What the tab knows.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub outcomes: Outcomes,
    /// The schedule of the run in the lanes.
    pub schedule: Rc<str>,
    pub on: Callback<Action>,
}

/// The region of the tab.
#[component]
pub fn OutcomesPanel(props: &Props) -> Html {
    let words = strings(props.language);
    let outcomes = &props.outcomes;
    html! {
        <section class="outcomes" aria-label={words.outcomes()}>
            { head(props, words) }
            if let Some(reason) = &outcomes.refused {
                <p class="outcomes-refused">{ phrase(reason) }</p>
            }
            if outcomes.is_lost {
                <p class="outcomes-refused" role="alert">{ words.search_lost() }</p>
            }
            if let Some(found) = &outcomes.found {
                <div class={classes!(outcomes.is_stale().then_some("of-before"))} inert={outcomes.is_stale()}>
                    if outcomes.play.is_some() {
                        <Player
                            language={props.language} outcomes={outcomes.clone()} found={found.clone()}
                            on={props.on.clone()}
                        />
                    } else {
                        { all(props, found, words) }
                    }
                </div>
            }
        </section>
    }
}

fn head(props: &Props, words: &'static Strings) -> Html {
    let outcomes = &props.outcomes;
    let act = |action: fn() -> OutcomesAction| {
        props
            .on
            .reform(move |_: MouseEvent| Action::Outcomes(action()))
    };
    let is_played = outcomes.play.is_some();
    let toggle = props
        .on
        .reform(move |_: MouseEvent| Action::Outcomes(OutcomesAction::SetPlaying(!is_played)));
    html! {
        <div class="outcomes-head">
            { timing(props, words) }
            { status(props, words) }
            <span class="grow" />
            if outcomes.is_running {
                <button type="button" class="button" onclick={act(|| OutcomesAction::Stop)}>{ words.search_stop() }</button>
            } else {
                if outcomes.can_go_on() {
                    <button type="button" class="button" onclick={act(|| OutcomesAction::GoOn)}>{ words.search_go_on() }</button>
                }
                <button type="button" class="button" onclick={act(|| OutcomesAction::Search)}>{ words.search_again() }</button>
            }
            if outcomes.found.is_some() {
                <button
                    type="button" class={classes!("button", (!is_played).then_some("primary"))}
                    disabled={outcomes.is_stale()}
                    aria-pressed={is_played.to_string()} onclick={toggle}
                >{ if is_played { words.give_up() } else { words.you_schedule() } }</button>
            }
        </div>
    }
}

/// What is supposed about time.
fn timing(props: &Props, words: &'static Strings) -> Html {
    let timing = props.outcomes.timing;
    let set = |timing: Timing| Action::Outcomes(OutcomesAction::SetTiming(timing));
    let onchange = props.on.reform(move |event: Event| {
        let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
        set(match chosen.as_str() {
            "exact" => Timing::Exact,
            "spurious" => Timing::FreeSpurious,
            "jitter" => late_by(USUAL_JITTER_MS),
            _ => Timing::Free,
        })
    });
    let late_ms = match timing {
        Timing::Jitter(late) => Some(late.0 / 1_000_000),
        _ => None,
    };
    let oninput = props.on.reform(move |event: InputEvent| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        set(late_by(
            input.value().parse().unwrap_or(0).clamp(0, 3_600_000),
        ))
    });
    let option = |value: &'static str, is_chosen: bool, name: &'static str| {
        html! { <option {value} selected={is_chosen}>{ name }</option> }
    };
    html! {
        <span class="outcomes-timing">
            <select aria-label={words.timing()} title={words.timing()} {onchange}>
                { option("free", timing == Timing::Free, words.timing_free()) }
                { option("spurious", timing == Timing::FreeSpurious, words.timing_spurious()) }
                { option("exact", timing == Timing::Exact, words.timing_exact()) }
                { option("jitter", late_ms.is_some(), words.timing_jitter()) }
            </select>
            if let Some(late_ms) = late_ms {
                <input
                    type="number" min="0" step="1" aria-label={words.timing_jitter()}
                    value={late_ms.to_string()} {oninput}
                />
                <span>{ words.unit_ms() }</span>
            }
        </span>
    }
}

/// How far the search is, or what it came to.
fn status(props: &Props, words: &'static Strings) -> Html {
    let outcomes = &props.outcomes;
    let text = if outcomes.is_running {
        progress_text(&outcomes.progress, words)
    } else {
        let found = outcomes.found.as_ref().filter(|_| !outcomes.is_stale());
        found.map_or_else(String::new, |found| found_text(found, words))
    };
    let is_cut = !outcomes.is_running
        && outcomes
            .found
            .as_ref()
            .is_some_and(|it| it.incomplete.is_some());
    html! {
        <span
            class={classes!("outcomes-status", is_cut.then_some("cut-short"))} role="status"
            aria-busy={outcomes.is_running.to_string()}
        >{ text }</span>
    }
}

fn progress_text(it: &SearchProgress, words: &Strings) -> String {
    if it.states == 0 {
        return words.searching().to_owned();
    }
    let rate = it.states * 1_000 / it.elapsed_ms.max(1);
    let mut text = format!(
        "{} {} · {} {} · {} {} · {} {}",
        number(it.states),
        words.states_seen(),
        number(it.frontier),
        words.states_open(),
        number(rate),
        words.per_second(),
        number(it.outcomes),
        words.outcomes_so_far()
    );
    if it.is_try {
        text = format!("{}: {text}", words.search_try());
    }
    text
}

fn number(count: u64) -> String {
    grouped(&count.to_string())
}

/// How many outcomes there are, and which of them are no good ends.
pub fn count(found: &FoundView, words: &Strings) -> String {
    let count = found.outcomes.len() as u64 + found.left_out;
    let outcomes = if count == 1 {
        words.one_outcome()
    } else {
        words.many_outcomes()
    };
    let mut text = format!("{} {outcomes}", number(count));
    let mut bad = Vec::new();
    for outcome in &found.outcomes {
        let name = kind(outcome, words);
        if name != words.ends_well() && !bad.contains(&name) {
            bad.push(name);
        }
    }
    if count > 1 && !bad.is_empty() {
        text = format!("{text}, {} {}", words.among_them(), bad.join(", "));
    }
    text
}

fn found_text(found: &FoundView, words: &Strings) -> String {
    let completeness = found.incomplete.as_deref().unwrap_or(words.is_complete());
    let progress = &found.progress;
    let counted = if found.is_reduced {
        format!(" · {}", words.is_reduced())
    } else {
        String::new()
    };
    let of = |count: u64, one: &'static str, many: &'static str| {
        format!("{} {}", number(count), if count == 1 { one } else { many })
    };
    format!(
        "{} · {completeness}{counted} · {} · {}",
        count(found, words),
        of(progress.states, words.one_state(), words.states_seen()),
        of(progress.acts, words.one_act(), words.acts_followed())
    )
}

fn all(props: &Props, found: &Shared<FoundView>, words: &'static Strings) -> Html {
    let apart = told_apart(&found.outcomes);
    let cards = found.outcomes.iter().zip(apart);
    let cards = cards.enumerate().map(|(number, (outcome, apart))| {
        html! {
            <OutcomeCard
                key={number} language={props.language} found={found.clone()} {number} {apart}
                is_shown={*outcome.witness == *props.schedule} on={props.on.clone()}
            />
        }
    });
    html! {
        <>
            <p class="outcomes-hint">
                { hint(props, found, words) }
            </p>
            <ol class="outcome-cards">{ for cards }</ol>
            if found.left_out > 0 {
                <p class="cut">{ format!("… {} {}", found.left_out, words.many_outcomes()) }</p>
            }
            { races(props, found, words) }
            <Questions
                language={props.language} answer={props.outcomes.answer.clone()}
                can_ask={!props.outcomes.is_running} on={props.on.clone()}
            />
            if found.graph.is_some() {
                <StateGraphView language={props.language} found={found.clone()} on={props.on.clone()} />
            }
        </>
    }
}

/// What to do with the cards.
fn hint(props: &Props, found: &FoundView, words: &Strings) -> &'static str {
    if props.outcomes.is_stale() {
        words.outcomes_of_before()
    } else if found.outcomes.is_empty() {
        words.outcomes_none()
    } else {
        words.outcome_hint()
    }
}

/// Races with the two runs that show them.
fn races(props: &Props, found: &FoundView, words: &'static Strings) -> Html {
    if found.findings.is_empty() {
        return Html::default();
    }
    let show = |number: Option<u32>, name: &'static str| {
        let witness = found.outcomes.get(number? as usize)?.witness.clone();
        let onclick = props
            .on
            .reform(move |_: MouseEvent| Action::SetSchedule(witness.clone()));
        Some(html! { <button type="button" class="link" {onclick}>{ name }</button> })
    };
    let races = found.findings.iter().map(|finding| {
        let [without, with] = finding.outcomes;
        html! {
            <li>
                { phrase(&finding.sentence) }{ " " }
                <span class="races-compare">
                    { show(without, words.without_race()) }{ " · " }{ show(with, words.with_race()) }
                </span>
            </li>
        }
    });
    html! {
        <section class="races" aria-label={words.races()}>
            <h3>{ words.races() }</h3>
            <ul>{ for races }</ul>
        </section>
    }
}
