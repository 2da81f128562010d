//! `interleave explore`.

use std::io::IsTerminal;

use interleave_playground::{
    Answer, ExploreJson, ExploreOptions, ExploreReport, Finding, Kind, Language, Machine, Nanos,
    OutcomeJson, Progress, Question, Reduction, SearchOptions, Timing, bare, explore as search,
    percent,
};

use super::Refusal;
use crate::args::{ExploreArgs, TextOrJson};
use crate::units::{parse_count, parse_time};
use crate::{diagnostics, machine, print, program};

/// Exit codes.
const DEADLOCK: u8 = 3;
const STOPPED: u8 = 4;

/// Outcomes that the text shows in full; the rest are counted.
const MOST_SHOWN: usize = 200;

/// Searches and prints; answers the exit code.
pub fn explore(args: &ExploreArgs) -> Result<u8, Refusal> {
    let options = ExploreOptions {
        machine: Machine {
            limits: machine::limits(&args.limit)?,
            ..Machine::default()
        },
        search: SearchOptions {
            timing: spurious(timing(&args.timing)?, args.spurious)?,
            max_states: parse_count(&args.max_states)
                .map_err(|reason| format!("--max-states: {reason}"))?
                .max(1),
            max_outcomes: parse_count(&args.max_outcomes)
                .map_err(|reason| format!("--max-outcomes: {reason}"))?,
            max_bytes: parse_count(&args.max_memory)
                .map_err(|reason| format!("--max-memory: {reason}"))?,
            reduction: match (args.reduce, args.no_reduction) {
                (true, _) => Reduction::Persistent,
                (_, true) => Reduction::Off,
                _ => Reduction::Sleeping,
            },
            ..SearchOptions::default()
        },
    };
    let program = program::load(&args.program)?;
    let mut watch = watcher();
    let exploration = search(&program.source, &options, &mut watch).map_err(|refused| {
        Refusal(diagnostics::render(
            &program.name,
            &program.source,
            &refused.diagnostics,
        ))
    })?;
    let json = exploration.json(args.lang.into(), &questions(args));
    print::to_stdout(&match args.format {
        TextOrJson::Json => format!("{}\n", serde_json::to_string(&json).unwrap_or_default()),
        TextOrJson::Text => {
            let language = args.lang.into();
            let completeness = exploration.why_incomplete(language);
            text(
                &json,
                completeness.as_deref().unwrap_or("complete"),
                language,
            )
        }
    });
    Ok(exit_code(&exploration.report))
}

fn questions(args: &ExploreArgs) -> Vec<Question> {
    let can_print = args
        .can_print
        .iter()
        .map(|text| Question::CanPrint { text: text.clone() });
    let before = args.before.chunks_exact(2).map(|pair| Question::Before {
        first: pair[0].clone(),
        second: pair[1].clone(),
    });
    can_print.chain(before).collect()
}

fn exit_code(report: &ExploreReport) -> u8 {
    let mut found = report.outcomes.iter();
    if report.has_deadlock() || found.any(|it| it.kind == Kind::Livelock) {
        DEADLOCK
    } else if !report.is_complete() {
        STOPPED
    } else {
        0
    }
}

/// `exact`, `free` or `jitter=5ms`.
fn timing(text: &str) -> Result<Timing, String> {
    match text {
        "exact" => Ok(Timing::Exact),
        "free" => Ok(Timing::Free),
        _ => match text.strip_prefix("jitter=") {
            Some(late) => parse_time(late)
                .map(|late| Timing::Jitter(Nanos(late)))
                .map_err(|reason| format!("--timing: {reason}")),
            None => Err(format!(
                "--timing: `{text}` is none: write free, exact, or jitter= and a time like jitter=5ms"
            )),
        },
    }
}

/// The same timing with wake-ups without a reason.
fn spurious(timing: Timing, is_spurious: bool) -> Result<Timing, String> {
    match (timing, is_spurious) {
        (timing, false) => Ok(timing),
        (Timing::Free, true) => Ok(Timing::FreeSpurious),
        (_, true) => Err("--spurious goes with --timing free".to_owned()),
    }
}

/// Shows the progress when somebody looks on.
fn watcher() -> impl FnMut(Progress) -> bool {
    let is_watched = std::io::stderr().is_terminal();
    move |progress| {
        if is_watched {
            print::to_stderr(&format!(
                "\r{} states, {} open, {} outcomes so far ",
                progress.states, progress.frontier, progress.outcomes
            ));
        }
        true
    }
}

fn text(json: &ExploreJson, completeness: &str, language: Language) -> String {
    let mut out = String::new();
    let count = json.outcomes.len();
    let outcomes = if count == 1 { "outcome" } else { "outcomes" };
    let counted = if json.reduced {
        "; schedules that differ only in independent acts are counted once"
    } else {
        ""
    };
    out.push_str(&format!(
        "{count} {outcomes} ({completeness}; {} states, {} acts, timing {}{counted})\n",
        json.states, json.edges, json.timing
    ));
    json.findings
        .iter()
        .for_each(|it| push_finding(&mut out, it, language));
    json.answers.iter().for_each(|it| push_answer(&mut out, it));
    for (index, outcome) in json.outcomes.iter().take(MOST_SHOWN).enumerate() {
        push_outcome(&mut out, index + 1, outcome);
    }
    if let Some(more @ 1..) = count.checked_sub(MOST_SHOWN) {
        out.push_str(&format!(
            "\n… {more} more outcomes (--format json has them all)\n"
        ));
    }
    out
}

fn push_finding(out: &mut String, finding: &Finding, language: Language) {
    let what = bare(&finding.sentence(language));
    let number = |at: Option<usize>| at.map_or("none".to_owned(), |at| (at + 1).to_string());
    let [calm, raced] = finding.outcomes;
    out.push_str(&format!(
        "race: {what} (outcome {} without, {} with)\n",
        number(calm),
        number(raced)
    ));
}

fn push_answer(out: &mut String, answer: &Answer) {
    let asked = match &answer.question {
        Question::CanPrint { text } => format!("can it print \"{text}\""),
        Question::Before { first, second } => format!("can \"{first}\" come before \"{second}\""),
    };
    let replay = match &answer.witness {
        Some(witness) => format!(": --schedule '{witness}'"),
        None => String::new(),
    };
    out.push_str(&format!("{asked}? {}{replay}\n", answer.answer));
}

fn push_outcome(out: &mut String, number: usize, outcome: &OutcomeJson) {
    out.push_str(&format!(
        "\n{number}. {} — {}, {} {}\n",
        outcome.sentence,
        percent(outcome.share),
        outcome.schedules,
        if outcome.schedules == "1" {
            "schedule"
        } else {
            "schedules"
        },
    ));
    let lines = |out: &mut String, mark: &str, lines: &[String]| {
        for line in lines {
            out.push_str(&format!("   {mark} {line}\n"));
        }
    };
    lines(out, "|", &outcome.stdout);
    lines(out, "!", &outcome.stderr);
    let witness = &outcome.witness;
    out.push_str(&format!(
        "   replay: --schedule '{witness}' ({} context switches",
        outcome.switches
    ));
    if !outcome.decisive.is_empty() {
        out.push_str(&format!("; decisive: {}", outcome.decisive.join(", ")));
    }
    out.push_str(")\n");
}
