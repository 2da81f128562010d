//! "The notes, checked": the tables, one at a time, and all claims. Heavy tables are made by a worker of their own, so
//! that the program's runs do not wait for them.

use interleave_notes::units::count;
use interleave_notes::{NotesTold, Source, TableId};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::notes_claim::NotesClaim;
use super::notes_table::NotesTable;
use super::phrase::phrase;
use super::sliders::Sliders;
use crate::notes::{NotesAction, STEPS};
use crate::on::On;
use crate::protocol::{Ask, Told};
use crate::simulator::{Heard, Simulator};
use crate::state::{Action, State};
use crate::strings::{Strings, strings};

/// A table of a million takes a while; in milliseconds.
const TABLE_LIMIT_MS: u32 = 600_000;

/// What the view shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub state: State,
    pub on: Callback<Action>,
}

/// The view.
#[component]
pub fn NotesPanel(props: &Props) -> Html {
    let state = &props.state;
    let (notes, language) = (&state.notes, state.language);
    let words = strings(language);
    let is_busy = use_answers(props);
    let claims = notes.claims.as_ref();
    html! {
        <main class="notes">
            <h1>{ words.notes_title() }</h1>
            <p class="notes-intro">{ words.notes_intro() }</p>
            if let Some(claims) = claims {
                <p class="notes-machine">{ &claims.measured_on }{ ". " }{ phrase(words.notes_drop()) }</p>
            }
            <section class="panel" aria-label={words.notes_tables()}>
                <h2 class="panel-head">{ words.notes_tables() }</h2>
                { chooser(props) }
                if notes.table.is_computed() {
                    { controls(props, words) }
                } else {
                    { sliders(props, words) }
                }
                if let Some(why) = &notes.refused {
                    <p class="notes-refused" role="alert">{ phrase(why) }</p>
                }
                if notes.gave_up {
                    <p class="notes-refused" role="alert">{ words.notes_gave_up() }</p>
                }
                if let Some(made) = notes.made.as_ref().filter(|made| made.id == notes.table) {
                    <NotesTable table={made.clone()} {is_busy} />
                }
                if is_busy {
                    <p class="notes-busy" role="status">{ words.notes_computing() }</p>
                }
            </section>
            <h2 class="notes-head">{ words.notes_claims() }</h2>
            <ol class="notes-claims">
                { for (0..claims.map_or(0, |it| it.claims.len())).map(|number| html! {
                    <NotesClaim
                        key={number} {language} claims={claims.cloned()} {number} on={props.on.clone()}
                    />
                }) }
            </ol>
        </main>
    }
}

/// The tables' names.
fn chooser(props: &Props) -> Html {
    let chosen = props.state.notes.table;
    let one = |id: TableId| {
        let is_on = id == chosen;
        let choose = move |_| Action::Notes(NotesAction::ChooseTable(id));
        html! {
            <button
                key={id.name()} type="button" class={classes!("button", is_on.then_some("primary"))}
                aria-pressed={is_on.to_string()} onclick={props.on.reform(choose)}
            >{ id.name() }</button>
        }
    };
    html! { <div class="notes-chooser" role="group">{ for TableId::ALL.into_iter().map(one) }</div> }
}

/// How many, and at what costs.
fn controls(props: &Props, words: &'static Strings) -> Html {
    let notes = props.state.notes.clone();
    let other = notes.with_other_costs();
    let costs = match notes.options.costs {
        Source::Notes => words.notes_costs_notes(),
        Source::Measured => words.notes_costs_measured(),
    };
    let (step, most) = (notes.step(), STEPS.len() - 1);
    let shown = count(notes.options.n);
    let onchange = props.on.reform(move |event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        let place = input.value().parse().unwrap_or(0);
        Action::Notes(NotesAction::SetOptions(notes.with_step(place)))
    });
    html! {
        <div class="notes-controls">
            <label>
                { words.notes_number() }
                <input type="range" min="0" max={most.to_string()} value={step.to_string()} {onchange} />
                <output>{ shown }</output>
            </label>
            <button
                type="button" class="button"
                onclick={props.on.reform(move |_| Action::Notes(NotesAction::SetOptions(other.clone())))}
            >{ words.notes_costs() }{ ": " }{ costs }</button>
        </div>
    }
}

/// The sliders of the program that the table tells, or a way to load it.
fn sliders(props: &Props, words: &'static Strings) -> Html {
    let state = &props.state;
    let Some(name) = state.notes.told_scenario() else {
        return Html::default();
    };
    if state.scenario != Some(name) {
        let load = move |_| Action::ChooseScenario(name);
        return html! {
            <div class="notes-controls">
                <button type="button" class="button" onclick={props.on.reform(load)}>{ words.notes_load() }</button>
            </div>
        };
    }
    html! {
        <div class="notes-sliders">
            <Sliders
                language={state.language}
                parameters={state.parameters.clone()}
                is_live={state.spans_fit}
                has_answer={state.answered > 0}
                source={state.source.clone()}
                on={On::new(props.on.clone(), true)}
            />
        </div>
    }
}

/// Asks for the claims and the chosen table, and takes the answers in; whether a table is being made.
#[hook]
fn use_answers(props: &Props) -> bool {
    let state = &props.state;
    let (notes, language) = (&state.notes, state.language);
    let is_busy = use_state_eq(|| false);
    let simulator = {
        let (on, is_busy) = (props.on.clone(), is_busy.setter());
        use_memo((), move |()| {
            Simulator::start_with(TABLE_LIMIT_MS, answers(on, is_busy))
        })
    };
    let asking = simulator.clone();
    use_effect_with(notes.claims_ask(language), move |ask| {
        asking.submit(Ask::Notes(ask.clone()));
    });
    let is_told = notes
        .told_scenario()
        .is_some_and(|name| state.scenario == Some(name));
    let source = is_told.then(|| state.source.clone());
    let ask = notes.table_ask(language, source.as_deref());
    let busy = is_busy.setter();
    use_effect_with(ask, move |ask| {
        busy.set(true);
        simulator.submit(Ask::Notes(ask.clone()));
    });
    *is_busy
}

fn answers(on: Callback<Action>, is_busy: UseStateSetter<bool>) -> Callback<Heard> {
    Callback::from(move |heard| match heard {
        Heard::Told(told) => {
            if let Told::Notes(told) = *told {
                if !matches!(told, NotesTold::Claims(_)) {
                    is_busy.set(false);
                }
                on.emit(Action::Notes(NotesAction::Told(Box::new(told))));
            }
        }
        Heard::TimedOut | Heard::Lost | Heard::Gone => {
            is_busy.set(false);
            on.emit(Action::Notes(NotesAction::GaveUp));
        }
    })
}
