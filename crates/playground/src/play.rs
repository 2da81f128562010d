//! A run that somebody schedules by hand: where it stands after the choices made so far, and what can be chosen now.

use interleave_engine::{Interleaving, Machine};
use interleave_explore::{Move, follow, go_on, make};
use interleave_program::LineIndex;
use interleave_report::{Language, act_phrase, ending_sentence};
use interleave_trace::{Outcome, Stream, Trace};

use crate::explorer::refusal;
use crate::pipeline::{Prepared, Refused, without_place};
use crate::reply::Ending;
use crate::request::ViewOptions;
use crate::run::view;
use crate::told::{EndedView, MoveView, PlayRequest, PlayView, SearchTold};

/// Where the run of `request` stands.
#[must_use]
pub(crate) fn play(request: &PlayRequest) -> SearchTold {
    match played(request) {
        Ok(played) => SearchTold::Played(Box::new(played)),
        Err(refused) => refusal(request.number, &refused),
    }
}

fn played(request: &PlayRequest) -> Result<PlayView, Refused> {
    let (source, language) = (&*request.source, request.language);
    let prepared = Prepared::new(source);
    let code = prepared.code()?;
    let machine = Machine::default();
    let mut run =
        Interleaving::new(code, source, &machine, request.timing).map_err(|error| Refused {
            diagnostics: vec![without_place("bad-machine", &error)],
        })?;
    let made = follow(&mut run, &request.moves);
    let possible = go_on(&mut run);
    let trace = run.clone().finish();
    let is_over = run.is_over();
    let options = ViewOptions {
        language,
        ..ViewOptions::default()
    };
    let mut shown = view(&trace, source, &options);
    if !is_over {
        shown.ending = Ending::Exited { exit_code: 0 };
        shown.outcome_text = language
            .pick(
                "It is your turn: who goes next?",
                "轮到你了：接下来让谁走？",
            )
            .to_owned();
    }
    let told = |it: Move| option(&run, it, &trace, source, language);
    Ok(PlayView {
        number: request.number,
        moves: request.moves[..made].to_vec(),
        options: possible.into_iter().map(told).collect(),
        ended: is_over.then(|| ended(&trace, source, language)),
        run: shown,
    })
}

fn ended(trace: &Trace, source: &str, language: Language) -> EndedView {
    let lines = |stream| trace.output(stream).lines().map(str::to_owned).collect();
    EndedView {
        stdout: lines(Stream::Stdout),
        stderr: lines(Stream::Stderr),
        sentence: ending_sentence(trace, source, language),
        is_stuck: matches!(trace.outcome, Outcome::Deadlock { .. }) || !trace.stuck.is_empty(),
    }
}

/// What a move would do, found out by trying it.
fn option(
    run: &Interleaving<'_>,
    made: Move,
    so_far: &Trace,
    source: &str,
    language: Language,
) -> MoveView {
    let span = run.place(made.task);
    let mut tried = run.clone();
    make(&mut tried, &made);
    let after = tried.finish();
    let does = act_phrase(&after, source, language, made.task, so_far.events.len());
    let label = so_far.tasks.label(made.task.index());
    let has_place = span.is_some();
    let index = LineIndex::new(source);
    MoveView {
        task: made.task,
        thread: label.map_or_else(String::new, String::from),
        line: if has_place {
            index.locate(source, span.start).line
        } else {
            0
        },
        does: does.unwrap_or_else(|| language.pick("goes on", "继续").to_owned()),
        made,
    }
}
