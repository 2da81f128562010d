//! Sleep/wake iterations per second: the interpreted program beside the same thing compiled on tokio.
//!
//! N threads (there: tasks on a current-thread runtime with its clock paused) each sleep K times. Both
//! are measured in turns in the same process, the median of the rounds is printed, and their ratio.

use std::time::{Duration, Instant};

use interleave_playground::{Limits, Machine, Outcome, Recording, execute};

use crate::median;

/// Threads, and how often each sleeps.
const SIZES: [(u32, u32); 3] = [(1_000, 1_000), (10_000, 100), (100_000, 10)];

/// Rounds of each size; odd, for a median.
const ROUNDS: usize = 5;

/// Measures and prints.
pub(crate) fn run() {
    println!(
        "sleep/wake iterations per second, N threads sleeping K times each, median of {ROUNDS} rounds"
    );
    println!("        N       K   interleave  with events        tokio   ratio");
    for (threads, sleeps) in SIZES {
        let iterations = f64::from(threads) * f64::from(sleeps);
        let mut rates = [const { Vec::new() }; 3];
        for _ in 0..ROUNDS {
            let times = [
                interpreted(&program(threads, sleeps), threads),
                execute_all(&program(threads, sleeps), threads, Recording::Full),
                compiled(threads, sleeps),
            ];
            for (rates, time) in rates.iter_mut().zip(times) {
                rates.push(iterations / time.as_secs_f64());
            }
        }
        let [plain, full, tokio] = rates.map(median);
        println!(
            "{threads:>9} {sleeps:>7} {plain:>12.0} {full:>12.0} {tokio:>12.0} {:>7.2}",
            plain / tokio
        );
    }
}

/// The whole way of a program that makes so many tasks: text to outcome, with only the output recorded.
pub(crate) fn interpreted(source: &str, tasks: u32) -> Duration {
    execute_all(source, tasks, Recording::Output)
}

fn execute_all(source: &str, tasks: u32, recording: Recording) -> Duration {
    let limits = Limits {
        instructions: u64::MAX,
        events: u64::MAX,
        tasks: u64::from(tasks) + 1,
        memory_bytes: 8 << 30,
        ..Limits::default()
    };
    let machine = Machine {
        limits,
        recording,
        ..Machine::default()
    };
    let start = Instant::now();
    let trace = execute(source, &machine, "")
        .expect("the program of the bench is in the subset")
        .trace;
    let took = start.elapsed();
    assert_eq!(
        trace.outcome,
        Outcome::Finished { exit_code: 0 },
        "the bench's program runs to its end"
    );
    took
}

fn program(threads: u32, sleeps: u32) -> String {
    format!(
        "use std::thread::{{self, sleep}};
use std::time::Duration;

fn main() {{
    let mut sleepers = Vec::new();
    for id in 0..{threads} {{
        sleepers.push(thread::spawn(move || {{
            for _ in 0..{sleeps} {{
                sleep(Duration::from_millis(1 + id % 10));
            }}
        }}));
    }}
    for sleeper in sleepers {{
        sleeper.join().unwrap();
    }}
}}
"
    )
}

/// A current-thread runtime whose clock is paused.
pub(crate) fn paused_runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a runtime needs only memory")
}

fn compiled(threads: u32, sleeps: u32) -> Duration {
    let runtime = paused_runtime();
    let start = Instant::now();
    runtime.block_on(async {
        let sleepers: Vec<_> = (0..threads)
            .map(|id| tokio::spawn(sleeper(id, sleeps)))
            .collect();
        for sleeper in sleepers {
            sleeper.await.expect("a sleeper does not panic");
        }
    });
    start.elapsed()
}

async fn sleeper(id: u32, sleeps: u32) {
    for _ in 0..sleeps {
        tokio::time::sleep(Duration::from_millis(u64::from(1 + id % 10))).await;
    }
}
