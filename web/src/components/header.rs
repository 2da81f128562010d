//! The bar at the top: mark, program picker, language, theme, keys, share.

use interleave_playground::{Bilingual, Group, Language, Scenario, find_scenario, scenarios};
use yew::prelude::*;

use crate::events::{chosen, when};
use crate::icons;
use crate::notes::NotesAction;
use crate::state::{Action, Theme};
use crate::strings::{Strings, strings};

/// What the bar shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub theme: Theme,
    pub scenario: Option<&'static str>,
    pub is_changed: bool,
    /// Whether "The notes, checked" is open.
    pub shows_notes: bool,
    pub on: Callback<Action>,
}

/// The bar at the top.
#[component]
pub fn Header(props: &Props) -> Html {
    let words = strings(props.language);
    let (other, next_theme) = (other(props.language), props.theme.next());
    let theme_name = theme_name(props.theme, words);
    let shows_notes = props.shows_notes;
    html! {
        <header class="bar">
            <h1 class="mark">{ icons::mark() }<span>{ "Interleave" }</span></h1>
            { picker(props, words) }
            <div class="buttons">
                <button
                    type="button" class="button" aria-pressed={props.shows_notes.to_string()}
                    onclick={props.on.reform(move |_| Action::Notes(NotesAction::Open(!shows_notes)))}
                >{ if shows_notes { words.to_program() } else { words.notes() } }</button>
                <button
                    type="button" class="button"
                    aria-label={format!("{}: {}", words.other_language(), words.switch_language())}
                    onclick={props.on.reform(move |_| Action::SetLanguage(other))}
                >{ words.other_language() }</button>
                <button
                    type="button" class={classes!("button", "square", theme_class(props.theme))}
                    aria-label={theme_name} title={theme_name}
                    onclick={props.on.reform(move |_| Action::SetTheme(next_theme))}
                >{ icons::theme() }</button>
                <button
                    type="button" class="button keys-button"
                    onclick={props.on.reform(|_| Action::ShowKeys(true))}
                >{ "? " }{ words.keys() }</button>
                <button
                    type="button" class="button primary"
                    onclick={props.on.reform(|_| Action::ShowShare(true))}
                >{ words.share() }</button>
            </div>
        </header>
    }
}

fn other(language: Language) -> Language {
    match language {
        Language::En => Language::Zh,
        Language::Zh => Language::En,
    }
}

fn theme_name(theme: Theme, words: &Strings) -> &'static str {
    match theme {
        Theme::Auto => words.theme_auto(),
        Theme::Light => words.theme_light(),
        Theme::Dark => words.theme_dark(),
    }
}

fn theme_class(theme: Theme) -> Option<&'static str> {
    (theme != Theme::Auto).then_some("chosen")
}

/// The words of `text` in `language`.
fn say(text: Bilingual, language: Language) -> &'static str {
    match language {
        Language::En => text.en,
        Language::Zh => text.zh,
    }
}

fn picker(props: &Props, words: &Strings) -> Html {
    let present = props.scenario.and_then(find_scenario);
    let group = present.map(|scenario| say(scenario.group.title(), props.language));
    let onchange = when(&props.on, |event: Event| {
        let scenario = find_scenario(&chosen(&event)?)?;
        Some(Action::ChooseScenario(scenario.name))
    });
    html! {
        <div class="crumb">
            if let Some(group) = group {
                <span class="group">{ group }<span aria-hidden="true">{ " ›" }</span></span>
            }
            <select class="picker" aria-label={words.choose_program()} {onchange}>
                if present.is_none() {
                    <option selected=true value="">{ words.own_program() }</option>
                }
                { for groups().into_iter().map(|(group, members)| options(group, &members, props)) }
            </select>
            if props.is_changed && present.is_some() {
                <span class="changed">{ words.changed() }</span>
            }
        </div>
    }
}

/// The chapters in course order with their programs.
fn groups() -> Vec<(Group, Vec<&'static Scenario>)> {
    let mut groups: Vec<(Group, Vec<&Scenario>)> = Vec::new();
    for scenario in scenarios() {
        match groups
            .iter_mut()
            .find(|(group, _)| *group == scenario.group)
        {
            Some((_, members)) => members.push(scenario),
            None => groups.push((scenario.group, vec![scenario])),
        }
    }
    groups
}

fn options(group: Group, members: &[&'static Scenario], props: &Props) -> Html {
    html! {
        <optgroup label={say(group.title(), props.language)}>
            { for members.iter().map(|scenario| html! {
                <option
                    key={scenario.name} value={scenario.name}
                    selected={props.scenario == Some(scenario.name)}
                >{ say(scenario.title, props.language) }</option>
            }) }
        </optgroup>
    }
}
