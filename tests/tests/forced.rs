//! Real threads forced into the orders that the search finds, for small programs made up at random.

use interleave_native::{Verdict, replay};
use interleave_playground::{ExploreOptions, explore};
use interleave_tests::script::{Script, scripts, sharing_scripts};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Programs a run: of all kinds, and about handles of an `Arc`.
const PROGRAMS: usize = 8;
const SHARING_PROGRAMS: usize = 4;

/// Outcomes of each that are forced.
const MOST_OUTCOMES: usize = 3;

/// Forces the witnesses of the first outcomes of programs made up at random.
fn are_forced(strategy: impl Strategy<Value = Script>, programs: usize) {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[11; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    for _ in 0..programs {
        let script = strategy.new_tree(&mut runner).expect("a program").current();
        let source = script.source();
        let found = explore(&source, &ExploreOptions::default(), &mut |_| true);
        let found = found.unwrap_or_else(|refused| panic!("{refused}\n{source}"));
        for outcome in found.report.outcomes.iter().take(MOST_OUTCOMES) {
            let report = replay("random", &source, &outcome.witness.schedule);
            let report = report.unwrap_or_else(|error| panic!("{error}\n{source}"));
            assert_eq!(report.verdict, Verdict::Conforms, "{report}\n{source}");
        }
    }
}

#[test]
fn random_programs_are_forced() {
    are_forced(scripts(), PROGRAMS);
}

#[test]
fn who_drops_shared_values_is_forced() {
    are_forced(sharing_scripts(), SHARING_PROGRAMS);
}
