//! The multi-thread runtime, natively and simulated: each program of `programs/` runs fifty times for real, and every
//! output is one that the simulation allows.
//!
//! Programs with one worker have one order, or nearly: that of tokio's queues. `MULTI_THREAD_RUNS=n` runs each so often.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, OnceLock};

use interleave_playground::{ExploreOptions, Machine, SearchOptions, explore};
use interleave_tests::observed::{Ending, Observed, from_output, simulated};
use interleave_tests::search::{Found, Searched};

/// Real runs of each program.
const RUNS: usize = 50;
/// Real runs at once.
const AT_ONCE: usize = 4;
/// Tries of the simulation for one output.
const TRIES: u32 = 400_000;

fn programs() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/multi_thread/programs");
    let files = std::fs::read_dir(folder).expect("the programs are there");
    let mut programs: Vec<(String, String)> = files
        .map(|file| {
            let path = file.expect("a file").path();
            let name = path.file_stem().expect("a name").to_string_lossy();
            let source = std::fs::read_to_string(&path).expect("a text");
            (name.into_owned(), source)
        })
        .collect();
    programs.sort();
    programs
}

/// What real runs of each program show, and how often. They are run once for all tests here.
fn all_real_outputs() -> &'static BTreeMap<String, BTreeMap<Observed, usize>> {
    static SEEN: OnceLock<BTreeMap<String, BTreeMap<Observed, usize>>> = OnceLock::new();
    SEEN.get_or_init(|| {
        let names = programs().into_iter().map(|(name, _)| name);
        let seen = names.map(|name| {
            let outputs = real_outputs(&name, runs());
            (name, outputs)
        });
        seen.collect()
    })
}

fn runs() -> usize {
    let runs = std::env::var("MULTI_THREAD_RUNS");
    runs.map_or(RUNS, |text| text.parse().expect("a number"))
}

fn real_outputs(name: &str, runs: usize) -> BTreeMap<Observed, usize> {
    let seen = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for part in 0..AT_ONCE {
            let seen = &seen;
            scope.spawn(move || {
                for _ in (part..runs).step_by(AT_ONCE) {
                    let output = Command::new(env!("CARGO_BIN_EXE_multi-thread-programs"))
                        .arg(name)
                        .env("RUST_BACKTRACE", "0")
                        .output()
                        .expect("the program runs");
                    let shown = from_output(&output, false);
                    *seen
                        .lock()
                        .expect("nobody panics")
                        .entry(shown)
                        .or_insert(0) += 1;
                }
            });
        }
    });
    seen.into_inner().expect("nobody panics")
}

#[test]
fn every_real_output_is_one_that_the_simulation_allows() {
    let runs = runs();
    let mut missing = Vec::new();
    for (name, source) in programs() {
        let searched = Searched::new(&source).unwrap_or_else(|why| panic!("{name}: {why}"));
        let outputs = &all_real_outputs()[&name];
        for (output, count) in outputs {
            if let Found::Missing { nearest, .. } = searched.guide(output, TRIES, 1) {
                missing.push(format!(
                    "{name}: {count} of {runs} real runs show\n{output:#?}\nnearest is\n{nearest:#?}"
                ));
            }
        }
        println!("{name}: {runs} runs, {} outputs", outputs.len());
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// States after which a search of all interleavings stops.
const MOST_STATES: u64 = 5_000;

/// A search for what real runs show that says it is complete has found all of it; others say that they stopped.
#[test]
fn a_complete_search_has_every_real_output() {
    let mut missing = Vec::new();
    for (name, source) in programs() {
        let real = &all_real_outputs()[&name];
        let text = |it: &Observed| it.stdout.iter().map(|line| format!("{line}\n")).collect();
        let real: BTreeSet<String> = real.keys().map(text).collect();
        let options = ExploreOptions {
            search: SearchOptions {
                max_states: MOST_STATES,
                is_judged: false,
                only: Some(real.iter().cloned().collect()),
                ..SearchOptions::default()
            },
            ..ExploreOptions::default()
        };
        let found = explore(&source, &options, &mut |_| true);
        let found = found
            .unwrap_or_else(|refused| panic!("{name}: {refused}"))
            .report;
        let is_complete = found.is_complete();
        let shown: BTreeSet<String> = found.outcomes.into_iter().map(|it| it.stdout).collect();
        let lost: Vec<_> = real.difference(&shown).collect();
        println!(
            "{name}: {} real outputs, {} not found, complete: {}",
            real.len(),
            lost.len(),
            is_complete
        );
        if is_complete && !lost.is_empty() {
            missing.push(format!("{name}: complete, and without {lost:#?}"));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn another_order_than_the_queues_is_not_allowed() {
    let programs = programs();
    let (_, source) = programs
        .iter()
        .find(|(name, _)| name == "lifo_slot")
        .expect("it is there");
    let searched = Searched::new(source).expect("it compiles");
    let mut output = simulated(source, &Machine::default(), "").expect("it is not refused");
    let place = |line: &str| output.stdout.iter().position(|it| it == line);
    let (parent, child) = (place("child 0"), place("grandchild 0"));
    output.stdout.swap(
        parent.expect("it is printed"),
        child.expect("it is printed"),
    );
    let found = searched.guide(&output, 2_000, 1);
    assert!(matches!(found, Found::Missing { .. }), "{output:#?}");
}

/// One worker takes tasks 0 and 1 and stands still, the other does task 2 and steals 1: one real run in hundreds.
#[test]
fn an_output_for_which_a_worker_stands_still_is_found() {
    let lines = ["sent to 3", "(2, Some(1))", "(1, Some(1))", "(0, Some(1))"];
    assert_eq!(searched_for("races", &lines), Found::Allowed);
}

/// One worker stands still between its task's two messages; the other does all else: one real run in thousands.
#[test]
fn an_output_for_which_a_worker_stands_still_to_the_end_is_found() {
    let lines = [
        "(0, 0)", "(3, 0)", "(1, 0)", "(3, 1)", "(1, 1)", "(2, 0)", "(2, 1)", "(0, 1)",
    ];
    assert_eq!(searched_for("producers", &lines), Found::Allowed);
}

/// Whether a run of the program called `name` prints `lines`.
fn searched_for(name: &str, lines: &[&str]) -> Found {
    let programs = programs();
    let program = programs.iter().find(|(it, _)| it == name);
    let searched = Searched::new(&program.expect("it is there").1).expect("it compiles");
    let output = Observed {
        stdout: lines.iter().map(|&line| line.to_owned()).collect(),
        stderr: Vec::new(),
        ending: Ending::Exit(0),
    };
    searched.guide(&output, TRIES, 1)
}
