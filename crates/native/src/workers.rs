//! Makespans of CPU work on tokio's multi-thread runtime by workers and cores: simulated, and of the same text compiled
//! and pinned to as many cores.
//!
//! Compared are ratios to one worker on one core, so that neither the machine's speed nor a real process's start counts.

use std::fmt;
use std::io;
use std::time::Duration;

use interleave_playground::{Machine, Nanos, execute, output_lines};

use crate::compile::compile;
use crate::pin::available_cores;
use crate::real_run::{RealRun, run};
use crate::verify::VerifyError;

/// The program; `WORKERS` and `LENGTHS` stand for what varies. Its first and last lines are the begin and the end of the
/// work.
const PROGRAM: &str = r#"use std::time::Duration;

const LENGTHS_MS: [u64; COUNT] = LENGTHS;

#[tokio::main(worker_threads = WORKERS)]
async fn main() {
    println!("begin");
    let work = |length| async move { cpu::work(Duration::from_millis(length)) };
    let tasks = LENGTHS_MS.map(|length| tokio::spawn(work(length)));
    for task in tasks {
        task.await.unwrap();
    }
    println!("end");
}
"#;

/// Numbers of workers and of cores.
const WORKERS: [u32; 3] = [1, 2, 4];
const CORES: [u32; 2] = [1, 2];

/// How far a measured ratio may be from the simulated one, in parts per thousand of it.
pub const TOLERANCE_PERMILLE: u64 = 150;

/// Tasks that each need CPU time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// What it is called.
    pub name: &'static str,
    /// CPU time of each task in milliseconds.
    pub lengths_ms: &'static [u64],
}

/// What is compared: alike, of several lengths, and so few that workers are left over.
pub const LOADS: [Load; 3] = [
    Load {
        name: "8 tasks of 40 ms",
        lengths_ms: &[40; 8],
    },
    Load {
        name: "12 tasks of 10 to 40 ms",
        lengths_ms: &[10, 20, 30, 40, 10, 20, 30, 40, 10, 20, 30, 40],
    },
    Load {
        name: "2 tasks of 120 ms",
        lengths_ms: &[120; 2],
    },
];

impl Load {
    /// The program that does it on so many workers.
    #[must_use]
    pub fn program(&self, workers: u32) -> String {
        PROGRAM
            .replace("COUNT", &self.lengths_ms.len().to_string())
            .replace("LENGTHS;", &format!("{:?};", self.lengths_ms))
            .replace("WORKERS", &workers.to_string())
    }

    /// Its simulated makespan.
    ///
    /// # Errors
    /// When the simulation refuses the program.
    pub fn simulated(&self, workers: u32, cores: u32) -> Result<Nanos, VerifyError> {
        let source = self.program(workers);
        let machine = Machine {
            cores,
            ..Machine::default()
        };
        let lines = output_lines(&execute(&source, &machine, "")?.trace, &source);
        Ok(match (lines.first(), lines.last()) {
            (Some(begin), Some(end)) => end.at_ns.saturating_sub(begin.at_ns),
            _ => Nanos::ZERO,
        })
    }
}

/// One number of workers on one number of cores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkersRow {
    /// Workers.
    pub workers: u32,
    /// Cores.
    pub cores: u32,
    /// Simulated makespan in nanoseconds.
    pub simulated_ns: u64,
    /// Real makespans in nanoseconds: the shortest, the median, the longest.
    pub measured_ns: [u64; 3],
}

/// All rows of one load, one worker on one core first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkersReport {
    /// The load's name.
    pub load: &'static str,
    /// Its rows.
    pub rows: Vec<WorkersRow>,
}

impl WorkersReport {
    /// The makespan of one worker on one core over that of `row`, simulated and measured (medians), in parts per
    /// thousand.
    #[must_use]
    pub fn ratios(&self, row: &WorkersRow) -> [u64; 2] {
        let Some(first) = self.rows.first() else {
            return [0, 0];
        };
        let permille = |one: u64, of: u64| one.saturating_mul(1000) / of.max(1);
        [
            permille(first.simulated_ns, row.simulated_ns),
            permille(first.measured_ns[1], row.measured_ns[1]),
        ]
    }

    /// How far the measured ratio of `row` is from the simulated one, in parts per thousand of it.
    #[must_use]
    pub fn off_permille(&self, row: &WorkersRow) -> u64 {
        let [simulated, measured] = self.ratios(row);
        simulated.abs_diff(measured) * 1000 / simulated.max(1)
    }

    /// Whether every ratio agrees.
    #[must_use]
    pub fn agrees(&self) -> bool {
        let mut rows = self.rows.iter();
        rows.all(|row| self.off_permille(row) <= TOLERANCE_PERMILLE)
    }
}

impl fmt::Display for WorkersReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = |ns: u64| format!("{}.{}", ns / 1_000_000, ns / 100_000 % 10);
        let times = |permille: u64| format!("{}.{:02}", permille / 1000, permille / 10 % 100);
        writeln!(
            f,
            "{}\n  cores workers  simulated ms   measured ms (shortest..longest)   ratio simulated  measured   off",
            self.load
        )?;
        for row in &self.rows {
            let [shortest, median, longest] = row.measured_ns.map(ms);
            let [simulated, measured] = self.ratios(row).map(times);
            writeln!(
                f,
                "  {:>5} {:>7} {:>13} {median:>13} ({shortest}..{longest}) {simulated:>22} {measured:>9} {:>3}.{} %",
                row.cores,
                row.workers,
                ms(row.simulated_ns),
                self.off_permille(row) / 10,
                self.off_permille(row) % 10,
            )?;
        }
        let verdict = if self.agrees() { "yes" } else { "no" };
        writeln!(f, "  all ratios within 15 %: {verdict}")
    }
}

/// Simulates `load` and runs it for real `runs` times a row, in turns, on the numbers of cores that this machine has.
///
/// # Errors
/// When the program is refused, or processes cannot be run.
pub fn workers(load: &Load, runs: usize) -> Result<WorkersReport, VerifyError> {
    let available = available_cores()?.len() as u32;
    let mut rows = Vec::new();
    for cores in CORES.into_iter().filter(|cores| *cores <= available) {
        for workers in WORKERS {
            rows.push(WorkersRow {
                workers,
                cores,
                simulated_ns: load.simulated(workers, cores)?.0,
                measured_ns: [0; 3],
            });
        }
    }
    let mut measured = vec![Vec::new(); rows.len()];
    for _ in 0..runs {
        for (row, times) in rows.iter().zip(&mut measured) {
            times.push(measured_ns(load, row)?);
        }
    }
    for (row, mut times) in rows.iter_mut().zip(measured) {
        times.sort_unstable();
        let middle = times.get(times.len() / 2);
        row.measured_ns =
            [times.first(), middle, times.last()].map(|time| time.copied().unwrap_or(0));
    }
    Ok(WorkersReport {
        load: load.name,
        rows,
    })
}

/// One real run's time from its first line to its last.
fn measured_ns(load: &Load, row: &WorkersRow) -> Result<u64, VerifyError> {
    let executable = compile(&load.program(row.workers))?;
    let limit = Duration::from_secs(60);
    let RealRun { lines, .. } = run(&executable, row.cores as usize, limit)?;
    match &lines[..] {
        [begin, end] => Ok(end.at_ns.saturating_sub(begin.at_ns)),
        _ => Err(io::Error::other("the program of the measurement did not end").into()),
    }
}
