//! What somebody who schedules by hand can set out to reach: all of it has been found, so all of it can be reached.

use std::collections::{BTreeMap, BTreeSet};

use interleave_explore::{Found, Kind};
use interleave_report::Language;

use crate::told::Goal;

/// Goals of each sort.
const MOST_OF_A_SORT: usize = 5;

/// Goals of a search's outcomes: endings that not all runs have, lines that not all print, lines that can come in
/// either order. The hardest (least likely) of each sort first.
#[must_use]
pub fn goals(outcomes: &[Found], language: Language) -> Vec<Goal> {
    let mut all = endings(outcomes, language);
    all.extend(prints(outcomes, language));
    all.extend(orders(outcomes, language));
    all
}

/// Whether an outcome reaches a goal.
type Reaches = fn(&Found) -> bool;

fn endings(outcomes: &[Found], language: Language) -> Vec<Goal> {
    let sorts: [(&str, &str, Reaches); 4] = [
        ("Make it deadlock", "让它死锁", Found::has_deadlock),
        ("Make it livelock", "让它活锁", |it| {
            it.kind == Kind::Livelock
        }),
        ("Make it panic", "让它 panic", |it| {
            it.kind == Kind::Panicked
        }),
        ("Bring it to a good end", "让它正常结束", |it| {
            it.kind == Kind::Finished && !it.has_deadlock()
        }),
    ];
    let goals = sorts.into_iter().filter_map(|(en, zh, reaches)| {
        let reaching = numbers(outcomes, reaches);
        is_a_goal(&reaching, outcomes).then(|| Goal {
            sentence: language.pick(en, zh).to_owned(),
            outcomes: reaching,
        })
    });
    goals.collect()
}

fn prints(outcomes: &[Found], language: Language) -> Vec<Goal> {
    let mut lines: Vec<&str> = outcomes.iter().flat_map(|it| it.stdout.lines()).collect();
    lines.sort_unstable();
    lines.dedup();
    let goals = lines.into_iter().map(|line| {
        let shown = interleave_report::code(line);
        let goal = Goal {
            sentence: language.pick(
                format!("Make it print {shown}"),
                format!("让它输出 {shown}"),
            ),
            outcomes: numbers(outcomes, |it| it.stdout.lines().any(|other| other == line)),
        };
        (None, goal)
    });
    hardest(goals.collect(), outcomes)
}

fn orders(outcomes: &[Found], language: Language) -> Vec<Goal> {
    let mut before: BTreeMap<(&str, &str), Vec<u32>> = BTreeMap::new();
    for (number, found) in outcomes.iter().enumerate() {
        let lines: Vec<&str> = found.stdout.lines().take(MOST_LINES).collect();
        let mut told = BTreeSet::new();
        for (at, first) in lines.iter().enumerate() {
            for second in &lines[at + 1..] {
                let is_new = !told.contains(&(*second, *first)) && told.insert((*first, *second));
                if is_new && first != second {
                    before
                        .entry((first, second))
                        .or_default()
                        .push(number as u32);
                }
            }
        }
    }
    let goals = before.iter().filter_map(|((first, second), reaching)| {
        before.get(&(*second, *first))?;
        let [first_shown, second_shown] = [first, second].map(|it| interleave_report::code(it));
        let goal = Goal {
            sentence: language.pick(
                format!("Print {first_shown} before {second_shown}"),
                format!("先输出 {first_shown}，后输出 {second_shown}"),
            ),
            outcomes: reaching.clone(),
        };
        let pair = BTreeSet::from([*first, *second]);
        Some((Some(pair), goal))
    });
    hardest(goals.collect(), outcomes)
}

/// Lines of one output that are compared with each other.
const MOST_LINES: usize = 40;

/// The least likely of `goals` that are any; of those about the same pair only the harder one.
fn hardest(goals: Vec<(Option<BTreeSet<&str>>, Goal)>, outcomes: &[Found]) -> Vec<Goal> {
    let share = |goal: &Goal| -> f64 {
        let reaching = goal.outcomes.iter();
        reaching.map(|it| outcomes[*it as usize].share).sum()
    };
    let mut goals: Vec<_> = goals
        .into_iter()
        .filter(|(_, goal)| is_a_goal(&goal.outcomes, outcomes))
        .collect();
    goals.sort_by(|(_, a), (_, b)| share(a).total_cmp(&share(b)));
    let mut told = BTreeSet::new();
    let mut is_new = |pair: &Option<BTreeSet<&str>>| match pair {
        Some(pair) => told.insert(pair.iter().map(ToString::to_string).collect::<Vec<_>>()),
        None => true,
    };
    goals.retain(|(pair, _)| is_new(pair));
    goals.truncate(MOST_OF_A_SORT);
    goals.into_iter().map(|(_, goal)| goal).collect()
}

/// Something that some runs reach and some do not.
fn is_a_goal(reaching: &[u32], outcomes: &[Found]) -> bool {
    !reaching.is_empty() && reaching.len() < outcomes.len()
}

fn numbers(outcomes: &[Found], reaches: impl Fn(&Found) -> bool) -> Vec<u32> {
    let reaching = outcomes.iter().enumerate().filter(|(_, it)| reaches(it));
    reaching.map(|(number, _)| number as u32).collect()
}
