//! Async tasks that each sleep once: the interpreted program beside the same compiled on tokio, and beside SimPy.
//!
//! `tokio::spawn` and `tokio::time::sleep` on the current-thread runtime with its clock paused. Both are measured in turns
//! in the same process, and then SimPy in its own; the median of the rounds is printed, and what a task takes of memory
//! at most.
//!
//! SimPy comes after them because it takes seconds. While a process waits for another so long, a virtual machine may give
//! the memory that it has freed back to its host; whoever asks for most of it then waits for pages, and not for its work.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::median;
use crate::memory::most_bytes;
use crate::sleepers::{interpreted, paused_runtime};

/// Numbers of tasks, and in how many rounds each is measured, and in how many SimPy; odd, for a median.
const SIZES: [(u32, usize, usize); 4] = [
    (1_000, 31, 5),
    (10_000, 15, 3),
    (100_000, 11, 3),
    (1_000_000, 3, 1),
];

/// SimPy's program: prints the seconds that it took.
const SIMPY: &str = include_str!("programs/sleepers.py");

/// Measures and prints.
pub(crate) fn run() {
    println!("sleeps per second of N async tasks that each sleep once, and bytes per task at most");
    println!(
        "        N   interleave        tokio   ratio        SimPy   ratio   interleave B   tokio B   SimPy B"
    );
    let has_simpy = python(&["-c", "import simpy"]).is_some();
    for (tasks, rounds, of_simpy) in SIZES {
        compare(tasks, rounds, of_simpy * usize::from(has_simpy));
    }
    if !has_simpy {
        println!("SimPy: not there (`import simpy` fails in Python), so not measured");
    }
}

fn compare(tasks: u32, rounds: usize, of_simpy: usize) {
    let rate = |time: f64| f64::from(tasks) / time;
    let mut rates = [const { Vec::new() }; 3];
    let mut simpy_bytes = "-".to_owned();
    for _ in 0..rounds {
        rates[0].push(rate(interpreted(&program(tasks), tasks).as_secs_f64()));
        rates[1].push(rate(compiled(tasks).as_secs_f64()));
    }
    let ours_bytes = most_bytes(|| {
        interpreted(&program(tasks), tasks);
    });
    let tokio_bytes = most_bytes(|| {
        compiled(tasks);
    });
    for _ in 0..of_simpy {
        if let Some((seconds, bytes)) = simpy(tasks) {
            rates[2].push(rate(seconds));
            simpy_bytes = format!("{:.0}", bytes / f64::from(tasks));
        }
    }
    let [ours, tokio, simpy] = rates;
    let (ours, tokio) = (median(ours), median(tokio));
    let (simpy, ratio) = match simpy.is_empty() {
        true => ("-".to_owned(), "-".to_owned()),
        false => {
            let simpy = median(simpy);
            (format!("{simpy:.0}"), format!("{:.2}", ours / simpy))
        }
    };
    println!(
        "{tasks:>9} {ours:>12.0} {tokio:>12.0} {:>7.2} {simpy:>12} {ratio:>7} {:>14} {:>9} {simpy_bytes:>9}",
        ours / tokio,
        ours_bytes / u64::from(tasks),
        tokio_bytes / u64::from(tasks),
    );
}

fn program(tasks: u32) -> String {
    format!(
        "use std::time::Duration;

#[tokio::main(flavor = \"current_thread\", start_paused = true)]
async fn main() {{
    let mut sleepers = Vec::new();
    for id in 0..{tasks} {{
        sleepers.push(tokio::spawn(async move {{
            tokio::time::sleep(Duration::from_millis(1 + id % 10)).await;
        }}));
    }}
    for sleeper in sleepers {{
        sleeper.await.unwrap();
    }}
}}
"
    )
}

fn compiled(tasks: u32) -> Duration {
    let runtime = paused_runtime();
    let start = Instant::now();
    runtime.block_on(async {
        let mut sleepers = Vec::new();
        for id in 0..tasks {
            sleepers.push(tokio::spawn(async move {
                tokio::time::sleep(Duration::from_millis(u64::from(1 + id % 10))).await;
            }));
        }
        for sleeper in sleepers {
            sleeper.await.expect("a sleeper does not panic");
        }
    });
    start.elapsed()
}

/// Seconds and bytes that SimPy needs.
fn simpy(tasks: u32) -> Option<(f64, f64)> {
    let printed = python(&["-c", SIMPY, &tasks.to_string()])?;
    let mut numbers = printed
        .split_whitespace()
        .filter_map(|word| word.parse().ok());
    Some((numbers.next()?, numbers.next()?))
}

/// What Python prints, the one that `SIMPY_PYTHON` names or else the system's, when it is there and ends well.
fn python(args: &[&str]) -> Option<String> {
    let python = std::env::var_os("SIMPY_PYTHON").unwrap_or_else(|| "python3".into());
    let output = Command::new(python).args(args).output().ok()?;
    let ended_well = output.status.success();
    ended_well.then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
