//! One outcome as a card: what it prints, how it ends, how many schedules lead there; choosing it shows its run.

use interleave_playground::{FoundView, Kind, Language, OutcomeView};
use yew::prelude::*;

use super::phrase::phrase;
use crate::shared::Shared;
use crate::state::Action;
use crate::strings::{Strings, strings};

/// Lines of output on a card, when they tell it from all others.
const MOST_LINES: usize = 8;

/// Lines on a card whose output differs from another's further down.
const LONGEST: usize = 24;

/// Lines that stand before what is left out in the middle.
const BEFORE_GAP: usize = 4;

/// Lines of standard error on a card.
const MOST_ERRORS: usize = 4;

/// A longer line loses its middle, in characters; what stays before and after it.
const LONGEST_LINE: usize = 160;
const LINE_ENDS: [usize; 2] = [110, 40];

/// What tells an outcome from the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Apart {
    /// Lines of its standard output, from the first, that no other outcome begins with.
    lines: usize,
    /// Whether another prints the same there.
    prints_the_same: bool,
}

/// What tells each of these outcomes from the others.
pub fn told_apart(outcomes: &[OutcomeView]) -> Vec<Apart> {
    let printed = |number: usize| &outcomes[number].stdout;
    let mut sorted: Vec<usize> = (0..outcomes.len()).collect();
    sorted.sort_by(|a, b| printed(*a).cmp(printed(*b)));
    let mut apart = vec![Apart::default(); outcomes.len()];
    for pair in sorted.windows(2) {
        let (a, b) = (printed(pair[0]), printed(pair[1]));
        let common = a.iter().zip(b).take_while(|(a, b)| a == b).count();
        for number in pair {
            let it = &mut apart[*number];
            it.lines = it.lines.max(common + 1);
            it.prints_the_same |= a == b;
        }
    }
    apart
}

/// Which outcome.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub language: Language,
    pub found: Shared<FoundView>,
    pub number: usize,
    pub apart: Apart,
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
                { printed(outcome, props.apart, words) }
                if is_bad || outcome.exit_code.is_some_and(|code| code != 0) {
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

/// What it prints, as far as it tells it from the others. What a panic says stands in the sentence.
pub fn printed(outcome: &OutcomeView, apart: Apart, words: &Strings) -> Html {
    let says_more = outcome.kind != Kind::Panicked || apart.prints_the_same;
    let errors = Some(&outcome.stderr).filter(|it| says_more && !it.is_empty());
    html! {
        <>
            if !outcome.stdout.is_empty() {
                <span class="outcome-printed">{ excerpt(&outcome.stdout, apart.lines) }</span>
            } else if errors.is_none() {
                <span class="outcome-nothing">{ words.prints_nothing() }</span>
            }
            if let Some(errors) = errors {
                <span class="outcome-printed outcome-errors">
                    { words.stderr() }{ "\n" }{ excerpt(&errors[..errors.len().min(MOST_ERRORS)], 0) }
                </span>
            }
        </>
    }
}

/// The first of `lines`, and those up to line `until`: what lies between is left out when it is much.
fn excerpt(lines: &[String], until: usize) -> String {
    let until = match until.max(MOST_LINES).min(lines.len()) {
        // One line takes no more room than saying that it is left out.
        until if until + 1 == lines.len() => lines.len(),
        until => until,
    };
    let gap = until.saturating_sub(LONGEST);
    let mut told = Vec::new();
    for (number, line) in lines[..until].iter().enumerate() {
        if gap > 0 && number == BEFORE_GAP {
            told.push(format!("… +{gap}"));
        }
        if gap == 0 || number < BEFORE_GAP || number >= BEFORE_GAP + gap {
            told.push(short(line));
        }
    }
    if until < lines.len() {
        told.push(format!("… +{}", lines.len() - until));
    }
    told.join("\n")
}

/// A long line without its middle.
fn short(line: &str) -> String {
    let length = line.chars().count();
    if length <= LONGEST_LINE {
        return line.to_owned();
    }
    let [first, last] = LINE_ENDS;
    let start: String = line.chars().take(first).collect();
    let end: String = line.chars().skip(length - last).collect();
    format!("{start} … {end}")
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

#[cfg(test)]
mod tests {
    use super::{excerpt, short};

    fn lines(count: usize) -> Vec<String> {
        (1..=count).map(|it| it.to_string()).collect()
    }

    #[test]
    fn a_card_says_as_much_as_tells_it_from_the_others() {
        assert_eq!(excerpt(&lines(3), 0), "1\n2\n3");
        assert_eq!(excerpt(&lines(9), 0).lines().count(), 9, "no line for one");
        assert_eq!(excerpt(&lines(12), 2), "1\n2\n3\n4\n5\n6\n7\n8\n… +4");
        assert_eq!(
            excerpt(&lines(20), 11),
            "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n… +9"
        );
        let far = excerpt(&lines(100), 50);
        assert!(
            far.starts_with("1\n2\n3\n4\n… +26\n31\n") && far.ends_with("\n50\n… +50"),
            "{far}"
        );
    }

    #[test]
    fn a_long_line_keeps_its_ends() {
        assert_eq!(short("short 余额"), "short 余额");
        let long = format!("begin{}end", "余".repeat(400));
        let short = short(&long);
        assert!(short.starts_with("begin") && short.ends_with("end"));
        assert!(short.chars().count() < 160);
    }
}
