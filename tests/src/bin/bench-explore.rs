//! Time to the complete set of outcomes: our search from the text on, beside loom and shuttle on the same programs.
//!
//! A peer is given a time; what it has not finished by then is printed as more than that.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use interleave_playground::{ExploreOptions, SearchOptions, explore};

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
        let took = match peer.as_str() {
            "loom" => loom(kind, threads, rounds),
            _ => shuttle(kind, threads, rounds),
        };
        println!("{took}");
        return;
    }
    // The prelude is compiled once in a process.
    ours("fn main() {}");
    println!("time to the complete set of outcomes; peers get {PATIENCE:?} or {MOST_RUNS} runs");
    println!("program                 outcomes   states    interleave         loom      shuttle");
    for (number, (kind, threads, rounds, is_compared)) in PROGRAMS.into_iter().enumerate() {
        let source = source(kind, threads, rounds);
        let (ours, outcomes, states) = ours(&source);
        let name = match kind {
            Kind::Counter => "mutex counter",
            Kind::Lost => "lost update",
            Kind::Philosophers => "philosophers",
        };
        let (loom, shuttle) = match is_compared {
            true => (alone("loom", number), alone("shuttle", number)),
            false => ("-".to_owned(), "-".to_owned()),
        };
        println!(
            "{name:<15} {threads} x {rounds} {outcomes:>9} {states:>9} {:>13} {loom:>12} {shuttle:>12}",
            seconds(ours)
        );
    }
}

/// A peer in a process of its own: each hooks panics, and they do not agree.
fn alone(peer: &str, number: usize) -> String {
    let own = std::env::current_exe().expect("a program knows where it is");
    let output = std::process::Command::new(own)
        .args([peer, &number.to_string()])
        .output()
        .expect("the peer starts");
    if !output.status.success() {
        return "failed".to_owned();
    }
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn ours(source: &str) -> (Duration, usize, u64) {
    let options = ExploreOptions {
        search: SearchOptions {
            max_states: 10_000_000,
            ..SearchOptions::default()
        },
        ..ExploreOptions::default()
    };
    let start = Instant::now();
    let found =
        explore(source, &options, &mut |_| true).expect("the bench's program is in the subset");
    let took = start.elapsed();
    assert!(found.report.is_complete, "the set is complete");
    (
        took,
        found.report.outcomes.len(),
        found.report.progress.states,
    )
}

fn loom(kind: Kind, threads: usize, rounds: usize) -> String {
    let found = Set::default();
    let mut model = loom::model::Builder::new();
    model.max_branches = 100_000;
    model.max_duration = Some(PATIENCE);
    let start = Instant::now();
    model.check(move || peer!(loom, kind, threads, rounds, found));
    let took = start.elapsed();
    if took < PATIENCE {
        seconds(took)
    } else {
        format!("> {}", seconds(PATIENCE))
    }
}

fn shuttle(kind: Kind, threads: usize, rounds: usize) -> String {
    let found = Set::default();
    let scheduler = shuttle::scheduler::DfsScheduler::new(Some(MOST_RUNS), false);
    let runner = shuttle::Runner::new(scheduler, shuttle::Config::default());
    let start = Instant::now();
    let runs = runner.run(move || peer!(shuttle, kind, threads, rounds, found));
    let took = seconds(start.elapsed());
    if runs < MOST_RUNS {
        took
    } else {
        format!("> {took}")
    }
}

fn seconds(it: Duration) -> String {
    format!("{:.4} s", it.as_secs_f64())
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
