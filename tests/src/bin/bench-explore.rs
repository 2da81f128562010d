//! Time to the complete set of outcomes: our search from the text on, beside loom and shuttle on the same programs.
//!
//! A peer is given a time; what it has not finished by then is printed as more than that.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use interleave_playground::{ExploreOptions, Exploring, SearchOptions};

/// How long a peer may take for one program.
const PATIENCE: Duration = Duration::from_secs(20);

/// Runs of shuttle between two looks at the clock are not possible, so it is given so many runs.
const MOST_RUNS: usize = 100_000;

#[derive(Clone, Copy)]
enum Kind {
    /// Threads that each add one to a number behind a lock, several times.
    Counter,
    /// Threads that each read an atomic and write back one more, several times.
    Lost,
    /// Philosophers who each take two forks and eat.
    Philosophers,
}

/// What is compared: kind, threads, rounds of each, and whether peers are asked.
const PROGRAMS: [(Kind, usize, usize, bool); 6] = [
    (Kind::Lost, 3, 1, true),
    (Kind::Lost, 2, 3, true),
    (Kind::Counter, 3, 2, true),
    (Kind::Counter, 4, 3, false),
    (Kind::Lost, 4, 2, false),
    (Kind::Philosophers, 5, 1, false),
];

type Set = Arc<Mutex<BTreeSet<usize>>>;

macro_rules! peer {
    ($peer:ident, $kind:expr, $threads:expr, $rounds:expr, $found:expr) => {{
        use $peer::sync::atomic::{AtomicUsize, Ordering::SeqCst};
        use $peer::sync::{Arc, Mutex};
        let locked = Arc::new(Mutex::new(0));
        let atomic = Arc::new(AtomicUsize::new(0));
        let mut threads = Vec::new();
        for _ in 0..$threads {
            let (locked, atomic) = (Arc::clone(&locked), Arc::clone(&atomic));
            threads.push($peer::thread::spawn(move || {
                for _ in 0..$rounds {
                    if matches!($kind, Kind::Counter) {
                        *locked.lock().unwrap() += 1;
                    } else {
                        let seen = atomic.load(SeqCst);
                        atomic.store(seen + 1, SeqCst);
                    }
                }
            }));
        }
        for thread in threads {
            thread.join().unwrap();
        }
        let sum = *locked.lock().unwrap() + atomic.load(SeqCst);
        $found.lock().expect("nobody panicked").insert(sum);
    }};
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [peer, number] = &arguments[..] {
        let (kind, threads, rounds, _) = PROGRAMS[number.parse::<usize>().expect("a number")];
        let (took, is_done) = match peer.as_str() {
            "loom" => loom(kind, threads, rounds),
            _ => shuttle(kind, threads, rounds),
        };
        let end = if is_done { "done" } else { "stopped" };
        println!("{} {end}", took.as_secs_f64());
        return;
    }
    // The prelude is compiled once in a process.
    ours(&source(Kind::Lost, 2, 1), true);
    println!(
        "time to the complete set of outputs, medians of {ROUNDS}; peers get {PATIENCE:?} or {MOST_RUNS} runs"
    );
    println!(
        "(compiling our text takes the time in the column beside; the peers' programs were compiled by rustc)"
    );
    println!(
        "program             outputs   states  compile ms  search ms   full ms       loom  times    shuttle  times"
    );
    for (number, (kind, threads, rounds, is_compared)) in PROGRAMS.into_iter().enumerate() {
        let source = source(kind, threads, rounds);
        let (reduced, full) = (median(&source, true), median(&source, false));
        assert_eq!(reduced.outputs, full.outputs, "reduction loses nothing");
        let name = match kind {
            Kind::Counter => "mutex counter",
            Kind::Lost => "lost update",
            Kind::Philosophers => "philosophers",
        };
        print!(
            "{name:<13} {threads} x {rounds} {:>7} {:>8} {:>11.2} {:>10.2} {:>9.2}",
            reduced.outputs,
            reduced.states,
            millis(reduced.compiling),
            millis(reduced.searching),
            millis(full.searching)
        );
        for peer in ["loom", "shuttle"].into_iter().filter(|_| is_compared) {
            match alone(peer, number) {
                Some((took, is_done)) => {
                    let times = took / reduced.searching.as_secs_f64();
                    let more = if is_done { "" } else { ">" };
                    print!(" {more:>1}{took:>7.2} s {more}{times:>6.0}");
                }
                None => print!("     failed       "),
            }
        }
        println!();
    }
}

/// One search of ours.
struct Ours {
    compiling: Duration,
    searching: Duration,
    outputs: usize,
    states: u64,
}

/// Searches that are measured; the median counts.
const ROUNDS: usize = 7;

fn median(source: &str, is_reduced: bool) -> Ours {
    let mut rounds: Vec<Ours> = (0..ROUNDS).map(|_| ours(source, is_reduced)).collect();
    rounds.sort_by_key(|it| it.searching);
    rounds.swap_remove(ROUNDS / 2)
}

fn millis(it: Duration) -> f64 {
    it.as_secs_f64() * 1e3
}

/// A peer in a process of its own (each hooks panics, and they do not agree): its seconds, and whether it was done.
fn alone(peer: &str, number: usize) -> Option<(f64, bool)> {
    let own = std::env::current_exe().expect("a program knows where it is");
    let output = std::process::Command::new(own)
        .args([peer, &number.to_string()])
        .output()
        .expect("the peer starts");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let (seconds, end) = told.trim().split_once(' ')?;
    Some((seconds.parse().ok()?, end == "done"))
}

/// Time to compile, and from there to the complete set with a witness for each output.
fn ours(source: &str, is_reduced: bool) -> Ours {
    let options = ExploreOptions {
        search: SearchOptions {
            max_states: 10_000_000,
            is_reduced,
            is_judged: false,
            ..SearchOptions::default()
        },
        ..ExploreOptions::default()
    };
    let start = Instant::now();
    let mut exploring = Exploring::start(source, &options);
    // The first step compiles, and has no acts to follow.
    assert!(exploring.step(0).is_none(), "a search has a beginning");
    let compiling = start.elapsed();
    let found = loop {
        if let Some(found) = exploring.step(u64::MAX) {
            break found.expect("the bench's program is in the subset").report;
        }
    };
    let searching = start.elapsed() - compiling;
    assert!(found.is_complete, "the set is complete");
    Ours {
        compiling,
        searching,
        outputs: found.outcomes.len(),
        states: found.progress.states,
    }
}

fn loom(kind: Kind, threads: usize, rounds: usize) -> (Duration, bool) {
    let found = Set::default();
    let mut model = loom::model::Builder::new();
    model.max_branches = 100_000;
    model.max_duration = Some(PATIENCE);
    let start = Instant::now();
    model.check(move || peer!(loom, kind, threads, rounds, found));
    let took = start.elapsed();
    (took, took < PATIENCE)
}

fn shuttle(kind: Kind, threads: usize, rounds: usize) -> (Duration, bool) {
    let found = Set::default();
    let scheduler = shuttle::scheduler::DfsScheduler::new(Some(MOST_RUNS), false);
    let runner = shuttle::Runner::new(scheduler, shuttle::Config::default());
    let start = Instant::now();
    let runs = runner.run(move || peer!(shuttle, kind, threads, rounds, found));
    (start.elapsed(), runs < MOST_RUNS)
}

fn source(kind: Kind, threads: usize, rounds: usize) -> String {
    let (shared, body, last) = match kind {
        Kind::Counter => (
            "Arc::new(Mutex::new(0))",
            "*shared.lock().unwrap() += 1;",
            "println!(\"{}\", *shared.lock().unwrap());",
        ),
        Kind::Lost => (
            "Arc::new(AtomicUsize::new(0))",
            "let seen = shared.load(SeqCst); shared.store(seen + 1, SeqCst);",
            "println!(\"{}\", shared.load(SeqCst));",
        ),
        Kind::Philosophers => (
            "Arc::new((0..5).map(|_| Mutex::new(())).collect::<Vec<_>>())",
            "let left = shared[id].lock().unwrap(); let right = shared[(id + 1) % 5].lock().unwrap(); \
             println!(\"{id} eats\"); drop((left, right));",
            "",
        ),
    };
    format!(
        "use std::sync::atomic::{{AtomicUsize, Ordering::SeqCst}};
use std::sync::{{Arc, Mutex}};
use std::thread;

fn main() {{
    let shared = {shared};
    let mut threads = Vec::new();
    for id in 0..{threads} {{
        let shared = Arc::clone(&shared);
        threads.push(thread::spawn(move || {{
            let _me = id;
            for _ in 0..{rounds} {{ {body} }}
        }}));
    }}
    for thread in threads {{
        thread.join().unwrap();
    }}
    {last}
}}
"
    )
}
