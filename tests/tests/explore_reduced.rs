//! The search with sleep sets finds and counts exactly what the search of every act does; with persistent sets, the same
//! outcomes.

use std::collections::BTreeSet;
use std::path::Path;

use interleave_playground::{
    ExploreOptions, ExploreReport, Kind, Reduction, SearchOptions, Timing, explore, scenarios,
};
use interleave_tests::same::assert_same_found;

/// States after which a search stops here, and is not compared.
const MOST_STATES: u64 = 1_500;

/// What a text asks for that only a comparison on one thread would repeat.
fn has_threads(source: &str) -> bool {
    source.contains("spawn")
}

fn search(source: &str, reduction: Reduction, timing: Timing) -> ExploreReport {
    let options = ExploreOptions {
        search: SearchOptions {
            timing,
            max_states: MOST_STATES,
            max_outcomes: 200,
            is_judged: false,
            reduction,
            ..SearchOptions::default()
        },
        ..ExploreOptions::default()
    };
    let found = explore(source, &options, &mut |_| true);
    found
        .unwrap_or_else(|refused| panic!("{refused}\n{source}"))
        .report
}

/// How runs end: kind, exit code, both outputs.
fn ends(report: &ExploreReport) -> BTreeSet<(Kind, Option<i32>, &str, &str)> {
    let outcomes = report.outcomes.iter();
    outcomes
        .map(|it| (it.kind, it.exit_code, &*it.stdout, &*it.stderr))
        .collect()
}

/// Whether there was something to compare: searches that stop do so at different states when one thread goes on alone
/// for long, because where a state is kept then depends on the way to it.
fn same_with_and_without(name: &str, source: &str, timing: Timing) -> bool {
    let plain = search(source, Reduction::Off, timing);
    let sleeping = search(source, Reduction::Sleeping, timing);
    let persistent = search(source, Reduction::Persistent, timing);
    if !plain.is_complete() || !sleeping.is_complete() {
        return false;
    }
    assert_same_found(name, &plain.outcomes, &sleeping.outcomes);
    assert!(persistent.is_complete(), "{name}");
    assert_eq!(ends(&plain), ends(&persistent), "{name}");
    true
}

#[test]
fn golden_programs_of_threads() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("programs");
    let mut compared = 0;
    for entry in std::fs::read_dir(folder).expect("there are golden programs") {
        let path = entry.expect("a folder can be read").path();
        let Ok(source) = std::fs::read_to_string(path.join("program.rs")) else {
            continue;
        };
        if !has_threads(&source) || source.contains("tokio") {
            continue;
        }
        let name = path.display().to_string();
        compared += u32::from(same_with_and_without(&name, &source, Timing::Free));
    }
    assert!(compared > 40, "{compared} programs were compared");
}

#[test]
fn the_gallery() {
    let mut compared = 0;
    for scenario in scenarios() {
        for timing in [Timing::Free, Timing::FreeSpurious, Timing::Exact] {
            let is_compared = same_with_and_without(scenario.name, scenario.source(), timing);
            compared += u32::from(is_compared);
        }
    }
    assert!(compared > 10, "{compared} programs were compared");
}

/// A hundred threads that sleep and end in any order are 2^100 states, and one outcome: sooner or later the search leaves
/// out orders that nobody can tell apart.
#[test]
fn many_threads_that_nobody_can_tell_apart() {
    let scenario = scenarios().iter().find(|it| it.name == "many-sleepers");
    let source = scenario.expect("it is in the gallery").source();
    for timing in [Timing::Exact, Timing::Free] {
        let found = search(source, Reduction::Sleeping, timing);
        assert!(found.is_complete() && found.is_reduced, "{timing:?}");
        assert_eq!(found.outcomes.len(), 1);
        assert_eq!(found.outcomes[0].stdout, "all are awake\n");
    }
}
