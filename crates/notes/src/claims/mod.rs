//! The claims of the study notes, in the list's order.

mod costs;
mod futures;
mod language;
mod threads;

use crate::claim::{CheckedClaim, Claim, Evidence};
use crate::lab::Lab;
use crate::units::seconds;

/// All claims: those about threads, tasks, costs, then those about the language and its libraries.
pub fn claims() -> impl Iterator<Item = &'static Claim> {
    let all = [threads::ALL, futures::ALL, costs::ALL, language::ALL];
    all.into_iter().flatten()
}

/// All claims with their evidence.
#[must_use]
pub fn check_claims(lab: &Lab<'_>) -> Vec<CheckedClaim> {
    claims().map(|claim| claim.check(lab)).collect()
}

/// The end of a scenario, simulated and measured, held against `holds`.
fn end_of(
    lab: &Lab<'_>,
    scenario: &str,
    cores: u32,
    holds: impl Fn(u64) -> bool,
) -> Vec<Option<Evidence>> {
    let simulated = lab.run(scenario, cores).end_ns();
    let (en, zh) = (core_words(cores), format!("{cores} 核"));
    let mut found = vec![Some(Evidence::simulated(
        holds(simulated),
        format!("On {en} the run ends at {}.", seconds(simulated)),
        format!("{zh}时在 {} 结束。", seconds(simulated)),
    ))];
    let measured = lab.real(scenario, cores).map(|real| {
        let [_, median, _] = real.end_ns;
        Evidence::measured(
            holds(median),
            format!(
                "{} real runs on {en} end at {} (median).",
                real.runs,
                seconds(median)
            ),
            format!(
                "{zh}的 {} 次真实运行在 {} 结束（中位数）。",
                real.runs,
                seconds(median)
            ),
        )
    });
    found.push(measured.or_else(|| lab.unclear(scenario)));
    found
}

/// When a line comes, simulated and measured, held against `holds`.
fn time_of(
    lab: &Lab<'_>,
    scenario: &str,
    cores: u32,
    line: &str,
    holds: impl Fn(u64) -> bool,
) -> Vec<Option<Evidence>> {
    let simulated = lab.run(scenario, cores).at(line).map(|at| {
        Evidence::simulated(
            holds(at),
            format!("`{line}` comes at {}.", seconds(at)),
            format!("`{line}` 在 {} 出现。", seconds(at)),
        )
    });
    let measured = lab.real(scenario, cores).and_then(|real| {
        let [_, median, _] = real.line(line)?.measured_ns;
        Some(Evidence::measured(
            holds(median),
            format!(
                "`{line}` comes at {} in {} real runs (median).",
                seconds(median),
                real.runs
            ),
            format!(
                "{} 次真实运行中 `{line}` 在 {} 出现（中位数）。",
                real.runs,
                seconds(median)
            ),
        ))
    });
    vec![simulated, measured.or_else(|| lab.unclear(scenario))]
}

/// Whether the line `first` comes before `second`, simulated and in every real run by its median.
fn order_of(
    lab: &Lab<'_>,
    scenario: &str,
    [first, second]: [&str; 2],
    supports: impl Fn(bool) -> bool,
) -> Vec<Option<Evidence>> {
    let words = |is_first: bool| {
        let (before, after) = if is_first {
            (first, second)
        } else {
            (second, first)
        };
        (
            format!("`{before}` comes before `{after}`."),
            format!("`{before}` 先于 `{after}`。"),
        )
    };
    let simulated = lab.run(scenario, 2).is_before(first, second);
    let (en, zh) = words(simulated);
    let mut found = vec![Some(Evidence::simulated(supports(simulated), en, zh))];
    let measured = lab.real(scenario, 2).and_then(|real| {
        let place = |text: &str| real.lines.iter().position(|line| line.text == text);
        let is_first = place(first)? < place(second)?;
        let (en, zh) = words(is_first);
        let runs = real.runs;
        Some(Evidence::measured(
            supports(is_first),
            format!("The same in {runs} real runs: {en}"),
            format!("{runs} 次真实运行同样：{zh}"),
        ))
    });
    found.push(measured.or_else(|| lab.unclear(scenario)));
    found
}

fn core_words(cores: u32) -> String {
    match cores {
        1 => "one core".to_owned(),
        2 => "two cores".to_owned(),
        more => format!("{more} cores"),
    }
}
