//! "You are the scheduler": the student picks who goes next, towards a goal that the search has proved possible.

use interleave_playground::{FoundView, Language, MoveView};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::outcome_card;
use super::outcomes::count;
use super::phrase::phrase;
use crate::outcomes::{Outcomes, OutcomesAction, Play, Reached};
use crate::shared::Shared;
use crate::state::Action;
use crate::strings::{Strings, strings};
use crate::words::task_class;

/// What the tab knows.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub outcomes: Outcomes,
    pub found: Shared<FoundView>,
    pub on: Callback<Action>,
}

/// Goal, choices, and what can still happen.
#[component]
pub fn Player(props: &Props) -> Html {
    let words = strings(props.language);
    let Some(play) = &props.outcomes.play else {
        return Html::default();
    };
    let act = |action: fn() -> OutcomesAction| {
        props
            .on
            .reform(move |_: MouseEvent| Action::Outcomes(action()))
    };
    let has_none = play.moves.is_empty();
    html! {
        <div class="player">
            { goals(props, play, words) }
            { verdict(props, play, words) }
            { choices(props, play, words) }
            <div class="player-buttons">
                <button type="button" class="button" disabled={has_none} onclick={act(|| OutcomesAction::Undo)}>{ words.undo() }</button>
                <button type="button" class="button" disabled={has_none} onclick={act(|| OutcomesAction::StartOver)}>{ words.start_over() }</button>
                <button type="button" class="button" onclick={act(|| OutcomesAction::FromHere)}>{ words.from_here() }</button>
                <span class="player-count">{ words.choices_made() }{ " " }{ play.moves.len() }</span>
            </div>
            { from_here(play, words) }
        </div>
    }
}

fn goals(props: &Props, play: &Play, words: &'static Strings) -> Html {
    if props.found.goals.is_empty() {
        return Html::default();
    }
    let onchange = props.on.reform(|event: Event| {
        let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
        Action::Outcomes(OutcomesAction::SetGoal(chosen.parse().ok()))
    });
    let goals = props.found.goals.iter().enumerate().map(|(number, goal)| {
        let name = interleave_playground::bare(&goal.sentence);
        html! {
            <option value={number.to_string()} selected={play.goal == Some(number)}>{ name }</option>
        }
    });
    html! {
        <label class="player-goal">
            <span>{ words.goal() }</span>
            <select {onchange}>
                <option value="" selected={play.goal.is_none()}>{ words.no_goal() }</option>
                { for goals }
            </select>
        </label>
    }
}

/// How it stands with the goal.
fn verdict(props: &Props, play: &Play, words: &'static Strings) -> Html {
    let (class, text) = match (play.reached(&props.found), play.can_reach(&props.found)) {
        (Some(Reached::Yes), _) => ("reached", words.goal_reached()),
        (Some(Reached::No), _) => ("missed", words.goal_missed()),
        (_, Some(true)) => ("possible", words.goal_possible()),
        (_, Some(false)) => ("missed", words.goal_lost()),
        _ => return Html::default(),
    };
    html! { <p class={classes!("player-verdict", class)} role="status">{ text }</p> }
}

fn choices(props: &Props, play: &Play, words: &'static Strings) -> Html {
    let Some(view) = &play.view else {
        return Html::default();
    };
    if let Some(ended) = &view.ended {
        return html! {
            <p class="player-end"><b>{ words.run_is_over() }</b>{ " " }{ phrase(&ended.sentence) }</p>
        };
    }
    let choice = |it: &MoveView| {
        let made = it.made.clone();
        let onclick = props
            .on
            .reform(move |_: MouseEvent| Action::Outcomes(OutcomesAction::Choose(made.clone())));
        html! {
            <li>
                <button type="button" class={classes!("player-choice", task_class(it.task))} {onclick}>
                    <i class="chip" aria-hidden="true" /><b>{ &it.thread }</b>{ " " }{ phrase(&it.does) }
                    if it.line > 0 {
                        <span class="player-line">{ words.line_place().replace("{}", &it.line.to_string()) }</span>
                    }
                </button>
            </li>
        }
    };
    html! {
        <section aria-label={words.who_next()}>
            <h3>{ words.who_next() }</h3>
            <ol class="player-choices">{ for view.options.iter().map(choice) }</ol>
        </section>
    }
}

/// What can still happen, as a short list.
fn from_here(play: &Play, words: &'static Strings) -> Html {
    let Some(found) = &play.from_here else {
        return Html::default();
    };
    let cards = outcome_card::told_apart(&found.outcomes);
    let outcomes = found.outcomes.iter().zip(cards).map(|(outcome, told)| {
        html! {
            <li>
                <span class="outcome-kind">{ outcome_card::kind(outcome, words) }</span>{ " " }
                <span class="outcome-share">{ &outcome.share }</span>
                { outcome_card::printed(outcome, told, words) }
            </li>
        }
    });
    let completeness = found.incomplete.as_deref().unwrap_or(words.is_complete());
    html! {
        <section class="player-here" aria-label={words.from_here_all()}>
            <h3>{ words.from_here_all() }{ ": " }{ count(found, words) }{ " · " }{ completeness }</h3>
            <ol>{ for outcomes }</ol>
        </section>
    }
}
