//! Other ways to go on from the playhead: a list to choose from, one of them shown beside the run.

use interleave_playground::{Fork, Forks, Language};
use yew::prelude::*;

use super::phrase::phrase;
use crate::state::Action;
use crate::strings::{Strings, strings};
use crate::what_if::{WhatIf, WhatIfAction};

/// What is known.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub what_if: WhatIf,
    pub decimals: u32,
    pub on: Callback<Action>,
}

/// The list.
#[component]
pub fn WhatIfPanel(props: &Props) -> Html {
    let words = strings(props.language);
    let close = props.on.reform(|_| Action::WhatIf(WhatIfAction::Close));
    let keep = props.on.reform(|_| Action::WhatIf(WhatIfAction::Keep));
    html! {
        <section class="what-if" aria-label={words.what_if_title()}>
            <div class="what-if-head">
                <h3>{ words.what_if_title() }{ ", " }{ time(props, props.what_if.from, words) }</h3>
                <span class="grow" />
                if !props.what_if.chosen.is_empty() {
                    <button type="button" class="link" onclick={keep}>{ words.keep_this() }</button>
                }
                <button type="button" class="link" onclick={close}>{ words.dismiss() }</button>
            </div>
            <div class="ways" role="status">
                { found(props, words) }
            </div>
        </section>
    }
}

fn time(props: &Props, at: interleave_playground::Nanos, words: &Strings) -> String {
    format!("{} {}", at.seconds(props.decimals), words.unit_s())
}

fn found(props: &Props, words: &Strings) -> Html {
    let Some(forks) = &props.what_if.found else {
        return html! { <p>{ words.what_if_looking() }</p> };
    };
    let Some(at) = forks.at else {
        return html! { <p>{ words.what_if_none() }</p> };
    };
    html! {
        <>
            if at > forks.asked {
                <p>{ words.what_if_at() }{ " " }{ time(props, at, words) }{ ":" }</p>
            }
            { ways(props, forks, words) }
        </>
    }
}

fn ways(props: &Props, forks: &Forks, words: &Strings) -> Html {
    let way = |fork: &Fork| {
        let is_chosen = *props.what_if.chosen == *fork.schedule;
        let schedule = fork.schedule.clone();
        let onclick = props
            .on
            .reform(move |_| Action::WhatIf(WhatIfAction::Choose(schedule.clone())));
        html! {
            <li>
                <button
                    type="button" class={classes!("way", is_chosen.then_some("on"))}
                    aria-pressed={is_chosen.to_string()} {onclick}
                >
                    <span>{ phrase(&fork.difference.here) }</span>
                    if !fork.difference.there.is_empty() {
                        <small>{ words.instead_of() }{ " " }{ phrase(&fork.difference.there) }</small>
                    }
                </button>
            </li>
        }
    };
    html! { <ul>{ for forks.forks.iter().map(way) }</ul> }
}
