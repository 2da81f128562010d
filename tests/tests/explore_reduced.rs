//! The search with sleep sets finds and counts exactly what the search of every act does; with persistent sets, the same
//! outcomes.
//!
//! `RUNTIME_PROGRAMS=n` compares so many programs of two workers, `RUNTIME_SEED=n` others.

use std::collections::BTreeSet;
use std::path::Path;

use interleave_playground::{
    ExploreOptions, ExploreReport, Kind, Reduction, SearchOptions, Timing, explore, scenarios,
};
use interleave_tests::rng::Rng;
use interleave_tests::same::assert_same_found;

/// States after which a search stops here, and is not compared.
const MOST_STATES: u64 = 1_500;

/// What a text asks for that only a comparison on one thread would repeat.
fn has_threads(source: &str) -> bool {
    source.contains("spawn")
}

fn search(source: &str, reduction: Reduction, timing: Timing) -> ExploreReport {
    search_up_to(MOST_STATES, source, reduction, timing)
}

fn search_up_to(
    max_states: u64,
    source: &str,
    reduction: Reduction,
    timing: Timing,
) -> ExploreReport {
    let options = ExploreOptions {
        search: SearchOptions {
            timing,
            max_states,
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

/// Programs of two workers that are compared in each run, and states after which one is left out.
const RUNTIME_PROGRAMS: usize = 12;
const MOST_RUNTIME_STATES: u64 = 25_000;

/// What a task does, besides others.
fn step(task: usize, rng: &mut Rng) -> String {
    match rng.below(9) {
        0 | 1 => format!("println!(\"{task}\");"),
        2 => "tokio::task::yield_now().await;".to_owned(),
        3 => format!("*lock.lock().unwrap() += {};", task + 1),
        4 => format!("let seen = *lock.lock().unwrap(); println!(\"{task} sees {{seen}}\");"),
        5 => format!("tx.send({task}).unwrap();"),
        6 => format!("panic!(\"{task}\");"),
        7 => format!("tokio::spawn(async {{ println!(\"of {task}\"); }});"),
        _ => format!("*gate.lock().await += {};", task + 1),
    }
}

/// Two tasks on two workers, and what main does before, between and after.
fn program_of_two_workers(rng: &mut Rng) -> String {
    let mut text = String::from(
        "use std::sync::{Arc, Mutex, mpsc};

#[tokio::main(flavor = \"multi_thread\", worker_threads = 2)]
async fn main() {
    let lock = Arc::new(Mutex::new(0));
    let gate = Arc::new(tokio::sync::Mutex::new(0));
    let (tx, rx) = mpsc::channel::<u32>();
",
    );
    for task in 0..2 {
        if rng.chance(20) {
            text.push_str("    println!(\"main\");\n");
        }
        text.push_str("    let (lock_, gate_, tx_) = (lock.clone(), gate.clone(), tx.clone());\n");
        text.push_str(&format!(
            "    let task_{task} = tokio::spawn(async move {{\n"
        ));
        text.push_str("        let (lock, gate, tx) = (lock_, gate_, tx_);\n");
        for _ in 0..=rng.below(2) {
            text.push_str(&format!("        {}\n", step(task, rng)));
        }
        text.push_str("        drop((lock, gate, tx));\n    });\n");
    }
    text.push_str("    drop(tx);\n");
    let mut order = [0, 1];
    if rng.chance(50) {
        order.reverse();
    }
    for task in order {
        text.push_str(&match rng.below(8) {
            0 => format!("    task_{task}.abort();\n"),
            1 => format!("    drop(task_{task});\n"),
            2 => format!("    println!(\"{{}}\", task_{task}.await.is_ok());\n"),
            _ => format!("    let _ = task_{task}.await;\n"),
        });
    }
    if rng.chance(50) {
        text.push_str("    for it in rx { println!(\"got {it}\"); }\n");
    }
    text.push_str(
        "    println!(\"{:?} {}\", lock.lock().map(|it| *it).ok(), gate.lock().await);\n}\n",
    );
    text
}

#[test]
fn programs_of_two_workers() {
    let number = |name: &str| std::env::var(name).ok()?.parse().ok();
    let programs = number("RUNTIME_PROGRAMS").unwrap_or(RUNTIME_PROGRAMS);
    let mut rng = Rng::new(number("RUNTIME_SEED").unwrap_or(1) as u64);
    let (mut compared, mut left_out) = (0, 0);
    while compared < programs {
        let source = program_of_two_workers(&mut rng);
        let plain = search_up_to(MOST_RUNTIME_STATES, &source, Reduction::Off, Timing::Free);
        if !plain.is_complete() {
            left_out += 1;
            continue;
        }
        let most = MOST_RUNTIME_STATES;
        let reduced = search_up_to(most, &source, Reduction::Persistent, Timing::Free);
        assert!(reduced.is_complete(), "{source}");
        assert_eq!(ends(&plain), ends(&reduced), "{source}");
        compared += 1;
    }
    println!("{compared} programs compared, {left_out} that have too many states");
}
