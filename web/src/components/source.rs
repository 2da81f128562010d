//! The text to read: numbered lines, coloured, sliders marked, each thread's place at the selected instant.

use std::collections::BTreeMap;
use std::rc::Rc;

use interleave_playground::{DiagnosticView, Language, Nanos, Parameter, SchedulerRun, Severity};
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::diagnostics::message;
use super::literal::Literal;
use crate::events::{arrow, when};
use crate::highlight::{Piece, lines};
use crate::on::On;
use crate::pick::Target;
use crate::shared::Shared;
use crate::shown::Shown;
use crate::state::Action;
use crate::strings::{Strings, strings};
use crate::whereabouts::{Presence, presences};
use crate::words::{parameter_title, task_class};

/// Lines drawn at most.
const MOST_LINES: usize = 1_500;

/// Pieces of one line that get a colour at most; the rest of the line is plain.
const MOST_PIECES: usize = 400;

/// Threads shown at one line at most.
const MOST_DOTS: usize = 3;

/// What is shown.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub source: Rc<str>,
    pub parameters: Rc<[Parameter]>,
    pub diagnostics: Rc<[DiagnosticView]>,
    pub shown: Option<Shared<Shown>>,
    pub run: Option<Shared<SchedulerRun>>,
    pub now: Nanos,
    /// The line of the selected event, 0 for none.
    pub picked_line: u32,
    pub on: On,
}

/// The text.
#[component]
pub fn Source(props: &Props) -> Html {
    let words = strings(props.language);
    let pieces = use_memo(props.source.clone(), |source| lines(source));
    let present = match (&props.run, &props.shown) {
        (Some(run), Some(shown)) => presences(run, &shown.source, props.now),
        _ => BTreeMap::new(),
    };
    // A text ends with a line end; what follows it is no line.
    let count =
        pieces.len() - usize::from(pieces.len() > 1 && pieces.last().is_some_and(Vec::is_empty));
    let left_out = count.saturating_sub(MOST_LINES);
    let shown = pieces.iter().take(count.min(MOST_LINES)).enumerate();
    let rows = shown.map(|(index, pieces)| {
        let number = index as u32 + 1;
        line(
            props,
            words,
            number,
            pieces,
            present.get(&number).map_or(&[][..], Vec::as_slice),
        )
    });
    let onclick = props.on.when(clicked_line);
    let onkeydown = props.on.live().map(|on| {
        let (shown, line) = (props.shown.clone(), props.picked_line);
        when(on, move |event: KeyboardEvent| {
            let line = next_line(shown.as_deref()?, line, arrow(&event)?)?;
            event.prevent_default();
            Some(Action::Pick(Target::Line(line)))
        })
    });
    html! {
        <div class="source" tabindex="0" role="group" aria-label={words.source()} {onkeydown}>
            <div class="lines" {onclick}>{ for rows }</div>
            if left_out > 0 {
                <p class="cut">{ format!("… {left_out} {}", words.lines_not_shown()) }</p>
            }
        </div>
    }
}

fn line(props: &Props, words: &Strings, number: u32, pieces: &[Piece], here: &[Presence]) -> Html {
    let acting = here.iter().find(|presence| presence.is_acting);
    let tint = acting.map(|presence| classes!("at", task_class(presence.task)));
    let found = props
        .diagnostics
        .iter()
        .filter(|view| view.at.line == number);
    let is_wrong = found
        .clone()
        .any(|view| view.diagnostic.severity == Severity::Error);
    let is_picked = number == props.picked_line;
    html! {
        <>
            <div
                class={classes!("line", tint, is_wrong.then_some("wrong"), is_picked.then_some("picked"))}
                data-line={number.to_string()}
            >
                <span class="dots">{ for here.iter().take(MOST_DOTS).map(|presence| dot(props, *presence)) }</span>
                <span class="gutter">{ number }</span>
                <code class="code">
                    { for pieces.iter().take(MOST_PIECES).map(|piece| piece_html(props, words, piece)) }
                    { rest(&props.source, pieces) }
                </code>
            </div>
            { for found.map(|view| html! { <div class="under">{ message(view, words) }</div> }) }
        </>
    }
}

/// The line that was clicked, unless the click ends a selection of text or a drag on a literal.
fn clicked_line(event: MouseEvent) -> Option<Action> {
    let selection = web_sys::window()?.get_selection().ok().flatten();
    if selection.is_some_and(|selection| !selection.is_collapsed()) {
        return None;
    }
    let hit = event.target()?.dyn_into::<Element>().ok()?;
    if hit.closest(".literal").ok()?.is_some() {
        return None;
    }
    let line = hit.closest(".line").ok()??.get_attribute("data-line")?;
    Some(Action::Pick(Target::Line(line.parse().ok()?)))
}

/// The next line at which something happens, after or before `line`.
fn next_line(shown: &Shown, line: u32, forward: bool) -> Option<u32> {
    let all = shown.happenings.iter().flatten().map(|one| one.line);
    let mut others = all.filter(|other| *other > 0 && *other != line);
    if forward {
        others.filter(|other| *other > line).min()
    } else if line == 0 {
        others.next()
    } else {
        others.filter(|other| *other < line).max()
    }
}

/// What follows the coloured pieces of an overlong line.
fn rest(source: &str, pieces: &[Piece]) -> Option<String> {
    let (first, last) = (pieces.get(MOST_PIECES)?, pieces.last()?);
    let text = source.get(first.range.start..last.range.end)?;
    Some(text.to_owned())
}

fn dot(props: &Props, presence: Presence) -> Html {
    let run = props.run.as_ref();
    let label = run.and_then(|run| {
        let column = run
            .timeline
            .columns
            .iter()
            .position(|task| *task == presence.task)?;
        run.timeline.labels.get(column).cloned()
    });
    let form = if presence.is_acting {
        "acting"
    } else {
        "waiting"
    };
    html! { <i class={classes!("dot", form, task_class(presence.task))} title={label} /> }
}

fn piece_html(props: &Props, words: &Strings, piece: &Piece) -> Html {
    let text = props
        .source
        .get(piece.range.clone())
        .unwrap_or("")
        .to_owned();
    let inside = |parameter: &Parameter| {
        parameter.span.start as usize <= piece.range.start
            && piece.range.end <= parameter.span.end as usize
    };
    let is_number = piece.kind == crate::highlight::Kind::Number;
    let found = props.parameters.iter().enumerate();
    let slider = (is_number && props.on.is_whole())
        .then(|| found.clone().find(|(_, parameter)| inside(parameter)))
        .flatten();
    if let Some((index, parameter)) = slider {
        let label = parameter_title(parameter, props.language, words);
        return html! {
            <Literal {text} {index} parameter={parameter.clone()} {label} on={props.on.clone()} />
        };
    }
    match piece.kind.class() {
        "" => html! { { text } },
        class => html! { <span {class}>{ text }</span> },
    }
}
