//! A claim of the notes: its verdict, why, the evidence, and a way to see it run.

use interleave_notes::{ClaimsView, Verdict};
use interleave_playground::{Language, find_scenario};
use yew::prelude::*;

use super::phrase::phrase;
use crate::notes::NotesAction;
use crate::shared::Shared;
use crate::state::Action;
use crate::strings::strings;

/// Which claim.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub claims: Option<Shared<ClaimsView>>,
    pub number: usize,
    pub on: Callback<Action>,
}

/// The claim's card.
#[component]
pub fn NotesClaim(props: &Props) -> Html {
    let words = strings(props.language);
    let claim = props
        .claims
        .as_ref()
        .and_then(|it| it.claims.get(props.number));
    let Some(claim) = claim else {
        return Html::default();
    };
    let (verdict, sign) = match claim.verdict {
        Verdict::Holds => ("holds", "✓"),
        Verdict::HoldsWithCondition => ("depends", "~"),
        Verdict::DoesNotHold => ("fails", "✗"),
    };
    let show = find_scenario(&claim.scenario).map(|scenario| {
        let on = props.on.clone();
        let onclick = move |_: MouseEvent| {
            on.emit(Action::ChooseScenario(scenario.name));
            on.emit(Action::Notes(NotesAction::Open(false)));
        };
        let title = match props.language {
            Language::En => scenario.title.en,
            Language::Zh => scenario.title.zh,
        };
        html! {
            <button type="button" class="link" {onclick}>{ words.notes_show() }{ ": " }{ title }</button>
        }
    });
    html! {
        <li class={classes!("notes-claim", "panel", verdict)} id={claim.id.clone()}>
            <h3>
                <span class="claim-verdict">
                    <span aria-hidden="true">{ sign }{ " " }</span>{ &claim.verdict_text }
                </span>
                { phrase(&claim.claim) }
            </h3>
            <p>{ phrase(&claim.why) }</p>
            <ul class="claim-evidence">
                { for claim.evidence.iter().map(|(sign, trust, says)| html! {
                    <li><span class="claim-sign" aria-hidden="true">{ sign }</span><small>{ trust }</small>{ phrase(says) }</li>
                }) }
            </ul>
            <p class="claim-foot">{ show.unwrap_or_default() }<span>{ &claim.references }</span></p>
        </li>
    }
}
