//! The search against others' searches: loom's, shuttle's, on small programs made up at random.
//!
//! `PEERS_SEED=n` makes other programs, `PEERS_PROGRAMS=n` so many of each kind.

use std::collections::BTreeSet;

use interleave_playground::{
    ExploreOptions, ExploreReport, Reduction, SearchOptions, explore, outputs,
};
use interleave_tests::same::assert_same_found;
use interleave_tests::script::{Outputs, Script, by_loom, by_shuttle, scripts, sharing_scripts};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Programs whose outcome sets are compared in each run: of all kinds, and about handles of an `Arc`.
const PROGRAMS: usize = 200;
const SHARING_PROGRAMS: usize = 50;

fn number(name: &str) -> Option<usize> {
    std::env::var(name).ok()?.parse().ok()
}

/// Runs after which shuttle's search is given up and the program does not count.
const MOST_RUNS: usize = 4_000;

fn ours(script: &Script) -> Outputs {
    let source = script.source();
    let (found, is_complete) = outputs(&source, &ExploreOptions::default())
        .unwrap_or_else(|refused| panic!("{refused}\n{source}"));
    assert!(is_complete, "the search has stopped\n{source}");
    found.into_iter().collect()
}

fn search(source: &str, reduction: Reduction) -> ExploreReport {
    let options = ExploreOptions {
        search: SearchOptions {
            reduction,
            ..SearchOptions::default()
        },
        ..ExploreOptions::default()
    };
    let found = explore(source, &options, &mut |_| true);
    let found = found.unwrap_or_else(|refused| panic!("{refused}\n{source}"));
    found.report
}

/// What the search finds with and without reduction: sleep sets change no count and no share; persistent sets leave the
/// outcomes.
fn with_and_without_reduction(script: &Script) -> Outputs {
    let source = script.source();
    let plain = search(&source, Reduction::Off);
    let sleeping = search(&source, Reduction::Sleeping);
    assert_same_found(&source, &plain.outcomes, &sleeping.outcomes);
    let found = plain.outcomes.into_iter().map(|it| it.stdout);
    let found: Outputs = found.collect();
    compare(script, &found, &ours(script), "our search with reduction");
    found
}

fn compare(script: &Script, ours: &Outputs, theirs: &Outputs, whose: &str) {
    let missed: BTreeSet<_> = theirs.difference(ours).collect();
    let alone: BTreeSet<_> = ours.difference(theirs).collect();
    assert!(
        missed.is_empty() && alone.is_empty(),
        "{whose} differs\nwe miss {missed:?}\nwe alone have {alone:?}\n{}",
        script.source()
    );
}

#[test]
fn same_outcomes_as_loom_and_shuttle() {
    same_as_peers(scripts(), PROGRAMS);
}

#[test]
fn same_drops_and_counts_as_loom_and_shuttle() {
    same_as_peers(sharing_scripts(), SHARING_PROGRAMS);
}

/// The set of outputs is the same for all three searches, on so many programs that both peers can finish.
fn same_as_peers(strategy: impl Strategy<Value = Script>, programs: usize) {
    let programs = number("PEERS_PROGRAMS").unwrap_or(programs);
    let mut seed = [7; 32];
    if let Some(number) = number("PEERS_SEED") {
        seed[..8].copy_from_slice(&(number as u64).to_le_bytes());
    }
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let (mut compared, mut given_up) = (0, 0);
    while compared < programs {
        let script = strategy
            .new_tree(&mut runner)
            .expect("a script can be made")
            .current();
        let Some(shuttle) = by_shuttle(&script, MOST_RUNS) else {
            given_up += 1;
            continue;
        };
        let Some(loom) = by_loom(&script) else {
            given_up += 1;
            continue;
        };
        let ours = with_and_without_reduction(&script);
        compare(&script, &ours, &shuttle, "shuttle");
        compare(&script, &ours, &loom, "loom");
        compared += 1;
    }
    println!("{compared} programs compared, {given_up} that a peer gave up");
    assert!(given_up < compared, "most programs can be compared");
}
