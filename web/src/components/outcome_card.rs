//! One outcome as a card: what it prints, how it ends, how many schedules lead there; choosing it shows its run.

use interleave_playground::{FoundView, Kind, Language, OutcomeView};
use yew::prelude::*;

use super::phrase::phrase;
use crate::shared::Shared;
use crate::state::Action;
use crate::strings::{Strings, strings};

/// Lines of output on a card.
const MOST_LINES: usize = 8;

/// Which outcome.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub found: Shared<FoundView>,
    pub number: usize,
    /// Whether its run is the one in the lanes.
    pub is_shown: bool,
    pub on: Callback<Action>,
}

/// The card.
#[component]
pub fn OutcomeCard(props: &Props) -> Html {
    let words = strings(props.language);
    let Some(outcome) = props.found.outcomes.get(props.number) else {
        return Html::default();
    };
    let witness = outcome.witness.clone();
    let onclick = props
        .on
        .reform(move |_: MouseEvent| Action::SetSchedule(witness.clone()));
    let is_bad = outcome.kind != Kind::Finished || outcome.is_stuck;
    html! {
        <li>
            <button
                type="button" aria-pressed={props.is_shown.to_string()} {onclick}
                class={classes!("outcome-card", is_bad.then_some("bad"), props.is_shown.then_some("on"))}
            >
                <span class="outcome-top">
                    <b class="outcome-number">{ props.number + 1 }</b>
                    <span class="outcome-kind">{ kind(outcome, words) }</span>
                    <span class="outcome-share">{ &outcome.share }</span>
                </span>
                <span class="outcome-bar" aria-hidden="true">
                    <span style={format!("width:{}%", (outcome.share_ppm / 10_000).max(1))} />
                </span>
                { printed(outcome, words) }
                if is_bad {
                    <span class="outcome-sentence">{ phrase(&outcome.sentence) }</span>
                }
                <span class="outcome-counts">{ counts(outcome, words) }</span>
            </button>
        </li>
    }
}

/// How it ends, in a word or two.
pub fn kind(outcome: &OutcomeView, words: &Strings) -> &'static str {
    match outcome.kind {
        Kind::Finished if outcome.is_stuck => words.ends_partly_stuck(),
        Kind::Finished => words.ends_well(),
        Kind::Panicked => words.ends_panicked(),
        Kind::Deadlock => words.ends_deadlock(),
        Kind::Livelock => words.ends_livelock(),
        Kind::Limit => words.ends_limit(),
    }
}

/// The first lines of what it prints.
pub fn printed(outcome: &OutcomeView, words: &Strings) -> Html {
    if outcome.stdout.is_empty() {
        return html! { <span class="outcome-nothing">{ words.prints_nothing() }</span> };
    }
    let more = outcome.stdout.len().saturating_sub(MOST_LINES);
    let mut text = outcome.stdout[..outcome.stdout.len() - more].join("\n");
    if more > 0 {
        text.push_str(&format!("\n… +{more}"));
    }
    html! { <span class="outcome-printed">{ text }</span> }
}

fn counts(outcome: &OutcomeView, words: &Strings) -> String {
    let schedules = match outcome.schedules.as_str() {
        "" => words.schedules_unbounded().to_owned(),
        "1" => format!("1 {}", words.one_schedule()),
        count => format!("{count} {}", words.schedules()),
    };
    let mut text = format!(
        "{schedules} · {} {}",
        outcome.switches,
        words.context_switches()
    );
    let decisive = outcome.decisive[0];
    if decisive > 0 {
        let name = if decisive == 1 {
            words.one_decisive()
        } else {
            words.decisive()
        };
        text.push_str(&format!(" · {decisive} {name}"));
    }
    text
}
