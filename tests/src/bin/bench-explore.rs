//! Time to the complete set of outcomes: our search from the text on, beside loom and shuttle on the same programs.
//!
//! A peer is given a time; what it has not finished by then is printed as more than that.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use interleave_playground::{ExploreOptions, Exploring, Reduction, SearchOptions, explore};

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
    if arguments == ["large"] {
        return large();
    }
    if let [only, number, reduction, times] = &arguments[..]
        && only == "only"
    {
        return again(number, reduction, times);
    }
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
    ours(&source(Kind::Lost, 2, 1), Reduction::Persistent);
    println!(
        "time to the complete set of outputs, medians of {ROUNDS} rounds or of {LONG_ENOUGH:?}, whichever takes longer; peers get {PATIENCE:?} or {MOST_RUNS} runs"
    );
    println!(
        "(compiling our text takes the time in the column beside; the peers' programs were compiled by rustc)"
    );
    println!(
        "search: with persistent sets, for the outputs; full: all states and exact counts, with sleep sets; plain: every act"
    );
    println!(
        "program             outputs   states  compile ms  search ms   full ms  plain ms       loom  times    shuttle  times"
    );
    for (number, (kind, threads, rounds, is_compared)) in PROGRAMS.into_iter().enumerate() {
        let source = source(kind, threads, rounds);
        let [reduced, full, plain] = [Reduction::Persistent, Reduction::Sleeping, Reduction::Off]
            .map(|reduction| median(&source, reduction));
        assert_eq!(reduced.outputs, full.outputs, "reduction loses nothing");
        assert_eq!(full.outputs, plain.outputs, "reduction loses nothing");
        let name = match kind {
            Kind::Counter => "mutex counter",
            Kind::Lost => "lost update",
            Kind::Philosophers => "philosophers",
        };
        print!(
            "{name:<13} {threads} x {rounds} {:>7} {:>8} {:>11.2} {:>10.2} {:>9.2} {:>9.2}",
            reduced.outputs,
            reduced.states,
            millis(reduced.compiling),
            millis(reduced.searching),
            millis(full.searching),
            millis(plain.searching)
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
    let own = std::env::current_exe().expect("a program knows where it is");
    let large = std::process::Command::new(own).arg("large").status();
    assert!(large.is_ok_and(|it| it.success()), "the large search ends");
}

/// One search many times over, for a profiler.
fn again(number: &str, reduction: &str, times: &str) {
    let (kind, threads, rounds, _) = PROGRAMS[number.parse::<usize>().expect("a number")];
    let source = source(kind, threads, rounds);
    let reduction = match reduction {
        "persistent" => Reduction::Persistent,
        "sleeping" => Reduction::Sleeping,
        _ => Reduction::Off,
    };
    for _ in 0..times.parse().expect("a number") {
        let once = ours(&source, reduction);
        println!("{} states in {:.3} ms", once.states, millis(once.searching));
    }
}

/// States of the search whose memory is measured.
const LARGE: u64 = 10_000_000;

/// A search of [`LARGE`] states, alone in its process: its speed, and what the process needed of memory.
fn large() {
    let source = source(Kind::Lost, 6, 3);
    let options = ExploreOptions {
        search: SearchOptions {
            max_states: LARGE,
            max_bytes: u64::MAX,
            ..SearchOptions::default()
        },
        ..ExploreOptions::default()
    };
    let start = Instant::now();
    let mut searching = Duration::ZERO;
    let found = explore(&source, &options, &mut |_| {
        searching = start.elapsed();
        true
    });
    let took = start.elapsed();
    let found = found.expect("the bench's program is in the subset").report;
    let states = found.progress.states;
    println!(
        "lost update 6 x 3, stopped at {states} states ({} acts, {} outcomes): {:.0} s, then {:.0} s to tell what it \
         found; {:.0} states a second; the process had {} at most",
        found.progress.edges,
        found.outcomes.len(),
        searching.as_secs_f64(),
        (took - searching).as_secs_f64(),
        states as f64 / searching.as_secs_f64(),
        most_memory()
    );
}

/// The most memory that this process has had, in the kernel's words.
fn most_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let most = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    most.map_or("unknown memory".to_owned(), |it| it.trim().to_owned())
}

/// One search of ours.
struct Ours {
    compiling: Duration,
    searching: Duration,
    outputs: usize,
    states: u64,
}

/// Searches that are measured at least; the median counts.
const ROUNDS: usize = 7;

/// So long short searches are measured at least: a processor that has waited for a peer takes a while to get up to speed.
const LONG_ENOUGH: Duration = Duration::from_millis(300);

fn median(source: &str, reduction: Reduction) -> Ours {
    let start = Instant::now();
    let mut rounds = Vec::new();
    while rounds.len() < ROUNDS || start.elapsed() < LONG_ENOUGH {
        rounds.push(ours(source, reduction));
    }
    rounds.sort_by_key(|it| it.searching);
    let middle = rounds.len() / 2;
    rounds.swap_remove(middle)
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
fn ours(source: &str, reduction: Reduction) -> Ours {
    let options = ExploreOptions {
        search: SearchOptions {
            max_states: 10_000_000,
            reduction,
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
    assert!(found.is_complete(), "the set is complete");
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

/// The text of `tests/searched`, with so many threads and rounds. `tests/e2e/bench_search.mjs` reads the same files.
fn source(kind: Kind, threads: usize, rounds: usize) -> String {
    let text = match kind {
        Kind::Counter => include_str!("../../searched/mutex_counter.rs"),
        Kind::Lost => include_str!("../../searched/lost_update.rs"),
        Kind::Philosophers => include_str!("../../searched/philosophers.rs"),
    };
    let figure = |line: &str| {
        let figures = [("THREADS", threads), ("ROUNDS", rounds)];
        let known = |name: &str| line.starts_with(&format!("const {name}: usize = "));
        match figures.iter().find(|(name, _)| known(name)) {
            Some((name, figure)) => format!("const {name}: usize = {figure};\n"),
            None => format!("{line}\n"),
        }
    };
    text.lines().map(figure).collect()
}
