//! What real runs of the gallery's programs show is among the outcomes of the search; `cargo xtask verify --runs 200` does
//! it with all of them and two hundred runs each.

use interleave_native::{Verdict, allowed};
use interleave_playground::{Machine, execute, scenarios};

/// Real runs of each program, unless `INTERLEAVE_RUNS` says otherwise.
const RUNS: usize = 20;

fn runs() -> usize {
    let asked = std::env::var("INTERLEAVE_RUNS").ok();
    asked.map_or(RUNS, |runs| runs.parse().expect("a number of runs"))
}

/// Programs that simulate a longer time are left to the command.
const LONGEST_NS: u64 = 1_000_000_000;

#[test]
fn real_runs_show_what_the_search_allows() {
    let mut compared = 0;
    for scenario in scenarios() {
        let usual = execute(scenario.source(), &Machine::default(), "");
        let usual = usual.unwrap_or_else(|refused| panic!("{}: {refused}", scenario.name));
        // Crates other than std are fetched and compiled for the command, not here.
        if usual.trace.end.0 > LONGEST_NS || scenario.source().contains("tokio") {
            continue;
        }
        let report = allowed(scenario.name, scenario.source(), runs());
        let report = report.unwrap_or_else(|error| panic!("{}: {error}", scenario.name));
        assert!(!matches!(report.verdict, Verdict::Fails { .. }), "{report}");
        compared += 1;
    }
    assert!(compared > 5, "{compared} programs were compared");
}

#[test]
fn a_run_that_is_not_allowed_is_found_out() {
    // What the clock says is not among what is simulated.
    let source = "use std::time::Instant;\nfn main() {\n    let start = Instant::now();\n    let mut sum = 0u64;\n    \
                  for i in 0..1000 { sum = sum.wrapping_mul(31).wrapping_add(i); }\n    \
                  println!(\"{} {}\", sum, start.elapsed().as_nanos() > 0);\n}\n";
    let report = allowed("clock", source, 1).expect("it compiles and runs");
    assert!(matches!(report.verdict, Verdict::Fails { .. }), "{report}");
}
