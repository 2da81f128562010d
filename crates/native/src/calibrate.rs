//! How punctual this machine is just now: the tolerance comes from here.

use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::compile::{CompileError, compile};
use crate::real_run::{RealRun, run_at_once};

/// A program whose every line's ideal time is known: `NAPS` sleeps of 10 ms in two threads at once, with a
/// thread started anew for each line as the worst case.
const PROGRAM: &str = r#"
use std::thread::{self, sleep};
use std::time::Duration;
fn main() {
    println!("start");
    for nap in 1..=20 {
        let other = thread::spawn(|| sleep(Duration::from_millis(10)));
        sleep(Duration::from_millis(10));
        other.join().unwrap();
        println!("{nap}");
    }
}
"#;

/// Two threads a core that need 60 ms of CPU time each, and then one that needs 60 ms alone.
const WORK_PROGRAM: &str = r#"
use std::thread;
use std::time::Duration;
fn main() {
    let threads = 2 * thread::available_parallelism().unwrap().get();
    println!("start");
    let busy = |_| thread::spawn(|| cpu::work(Duration::from_millis(60)));
    let workers: Vec<_> = (0..threads).map(busy).collect();
    for worker in workers {
        worker.join().unwrap();
    }
    println!("end");
}
"#;

const WORK_NS: u64 = 120_000_000;

const NAPS: u64 = 20;
const NAP_NS: u64 = 10_000_000;

/// What was measured, in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calibration {
    /// From the start of a process to its first line, the largest seen.
    pub startup_ns: u64,
    /// How much one sleep takes too long, the median.
    pub overshoot_ns: u64,
    /// The same, the largest seen.
    pub worst_overshoot_ns: u64,
    /// How much longer CPU time takes by the wall clock than it should, in parts per thousand: preemption by
    /// others, moves between cores.
    pub stretch_permille: u64,
}

impl Calibration {
    /// A machine whose single sleeps are late by more than this cannot tell steps of some milliseconds apart.
    pub const TOO_NOISY_NS: u64 = 40_000_000;

    /// A machine that takes this much longer for work cannot tell one core from two.
    pub const TOO_BUSY_PERMILLE: u64 = 350;

    /// How late a line may come that stands behind `waits` timed waits and `work_ns` of CPU time: startup, the
    /// usual overshoot of each wait, three of the worst, the work's stretch with a twentieth of it to spare
    /// (the kernel's slices are not the simulation's), and 2 ms for the pipe.
    #[must_use]
    pub fn late_by_ns(&self, waits: u64, work_ns: u64) -> u64 {
        let stretch = work_ns / 1000 * (2 * self.stretch_permille + 50);
        2_000_000
            + self.startup_ns
            + self.overshoot_ns * waits
            + 3 * self.worst_overshoot_ns
            + stretch
    }

    /// How much later it may come when that many timers of async runtimes rang before it one after the other, each set
    /// when the one before had rung: the tick of a millisecond on which each rings, and the whole milliseconds for which
    /// its thread sleeps.
    #[must_use]
    pub const fn late_by_ticks_ns(ticks: u64) -> u64 {
        2_000_000 * ticks
    }

    /// How early a line may come: never before its time but for the clock's grain; a twentieth of the CPU time
    /// where there is work, because the kernel divides cores in other slices.
    #[must_use]
    pub fn early_by_ns(&self, work_ns: u64) -> u64 {
        500_000 + work_ns / 20
    }

    /// Whether the machine is too noisy to tell anything of a program that sleeps, and works when `works`.
    #[must_use]
    pub fn is_too_noisy(&self, works: bool) -> bool {
        self.worst_overshoot_ns > Self::TOO_NOISY_NS
            || self.startup_ns > Self::TOO_NOISY_NS
            || works && self.stretch_permille > Self::TOO_BUSY_PERMILLE
    }

    /// The larger of both in every figure: calibrated before and after the runs.
    #[must_use]
    pub fn worst_of(self, other: Self) -> Self {
        Self {
            startup_ns: self.startup_ns.max(other.startup_ns),
            overshoot_ns: self.overshoot_ns.max(other.overshoot_ns),
            worst_overshoot_ns: self.worst_overshoot_ns.max(other.worst_overshoot_ns),
            stretch_permille: self.stretch_permille.max(other.stretch_permille),
        }
    }
}

/// Measures this machine on `cores` cores with as many processes at once as the program's real runs will be;
/// takes about a second.
///
/// # Errors
/// When the calibrating program cannot be compiled or run.
pub fn calibrate(cores: usize, at_once: usize) -> Result<Calibration, CompileError> {
    let executable = compile(PROGRAM)?;
    let runs = two_rounds(&executable, cores, at_once)?;
    let startup_ns = runs
        .iter()
        .filter_map(first_line_at)
        .max()
        .unwrap_or(u64::MAX);
    let mut overshoots: Vec<u64> = runs.iter().flat_map(overshoots_of).collect();
    overshoots.sort_unstable();
    let overshoot_ns = overshoots
        .get(overshoots.len() / 2)
        .copied()
        .unwrap_or(u64::MAX);
    let worst_overshoot_ns = overshoots.last().copied().unwrap_or(u64::MAX);
    let stretch_permille = stretch(cores)?;
    Ok(Calibration {
        startup_ns,
        overshoot_ns,
        worst_overshoot_ns,
        stretch_permille,
    })
}

/// The better of two runs: the kernel may start with all threads on one core.
fn stretch(cores: usize) -> Result<u64, CompileError> {
    let executable = compile(WORK_PROGRAM)?;
    let runs = two_rounds(&executable, cores, 1)?;
    let took = runs.iter().filter_map(|run| match &run.lines[..] {
        [start, end] => Some(end.at_ns.saturating_sub(start.at_ns)),
        _ => None,
    });
    let took = took.min().unwrap_or(u64::MAX);
    Ok(took.saturating_sub(WORK_NS).saturating_mul(1000) / WORK_NS)
}

fn two_rounds(
    executable: &Path,
    cores: usize,
    at_once: usize,
) -> Result<Vec<RealRun>, CompileError> {
    let mut runs = Vec::new();
    for _ in 0..2 {
        runs.extend(run_at_once(
            executable,
            cores,
            Duration::from_secs(20),
            at_once,
        )?);
    }
    Ok(runs)
}

fn first_line_at(run: &RealRun) -> Option<u64> {
    run.lines.first().map(|line| line.at_ns)
}

fn overshoots_of(run: &RealRun) -> Vec<u64> {
    debug_assert!(
        run.hung || run.lines.len() as u64 == NAPS + 1,
        "one line a nap and one before"
    );
    let gaps = run
        .lines
        .windows(2)
        .map(|pair| pair[1].at_ns.saturating_sub(pair[0].at_ns));
    gaps.map(|gap| gap.saturating_sub(NAP_NS)).collect()
}
