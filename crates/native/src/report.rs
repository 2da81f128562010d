//! What a verification found, for people and as JSON.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::calibrate::Calibration;
use crate::paused::PausedReport;

/// The answer. `Inconclusive` is not a pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Every real run is one that the simulation allows.
    Conforms,
    /// Some run is not; the reasons, worst first.
    Fails {
        /// One sentence each.
        reasons: Vec<String>,
    },
    /// This machine cannot tell, and why.
    Inconclusive {
        /// One sentence.
        reason: String,
    },
}

impl Verdict {
    /// The worse of both: a failure before doubt before a pass.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Fails { mut reasons }, Self::Fails { reasons: more }) => {
                reasons.extend(more);
                Self::Fails { reasons }
            }
            (failure @ Self::Fails { .. }, _) | (_, failure @ Self::Fails { .. }) => failure,
            (doubt @ Self::Inconclusive { .. }, _) | (_, doubt @ Self::Inconclusive { .. }) => {
                doubt
            }
            (Self::Conforms, Self::Conforms) => Self::Conforms,
        }
    }

    /// One word.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Conforms => "conforms",
            Self::Fails { .. } => "fails",
            Self::Inconclusive { .. } => "inconclusive",
        }
    }
}

/// One line of output, simulated and measured; times in nanoseconds from the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineReport {
    /// The simulated thread that prints it.
    pub thread: String,
    /// The line.
    pub text: String,
    /// When the simulation prints it, earliest over the OS policies.
    pub simulated_ns: u64,
    /// Latest over the OS policies.
    pub simulated_latest_ns: u64,
    /// Earliest, median and latest real time; zeros when no real run went this way.
    pub measured_ns: [u64; 3],
}

/// Makespan of the real runs beside the simulated one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakespanReport {
    /// Shortest simulated makespan over the OS policies.
    pub simulated_ns: u64,
    /// Longest.
    pub simulated_latest_ns: u64,
    /// CPU time of all threads in the simulated run, in nanoseconds: what more cores could divide.
    pub work_ns: u64,
    /// Shortest, median and longest real time from start to end of the process.
    pub measured_ns: [u64; 3],
}

/// The runs on one number of cores.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoresReport {
    /// How many cores.
    pub cores: u32,
    /// How many real runs.
    pub runs: u32,
    /// In how many different orders their lines came.
    #[serde(default)]
    pub orders: u32,
    /// The answer for these.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// What the tolerance comes from.
    pub calibration: Calibration,
    /// How late the last line may come.
    pub tolerance_ns: u64,
    /// The lines in simulated order.
    pub lines: Vec<LineReport>,
    /// Makespans.
    pub makespan: MakespanReport,
    /// Simulated time in nanoseconds that the program's clock jumps over while it stands still (`tokio::time::pause`):
    /// real runs take no time for it, and it is no part of the times above.
    #[serde(default)]
    pub jumped_ns: u64,
}

/// A whole verification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// What was verified.
    pub program: String,
    /// The answer for all.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// One report a number of cores.
    pub cores: Vec<CoresReport>,
    /// The run of an async program on a paused clock.
    #[serde(default)]
    pub paused: Option<PausedReport>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for report in &self.cores {
            write_cores(f, report)?;
        }
        if let Some(paused) = &self.paused {
            let (lines, verdict) = (paused.lines, paused.verdict());
            writeln!(f, "tokio's paused clock, {lines} lines: {}", verdict.word())?;
        }
        writeln!(f, "{}: {}", self.program, self.verdict.word())?;
        match &self.verdict {
            Verdict::Conforms => Ok(()),
            Verdict::Fails { reasons } => reasons
                .iter()
                .try_for_each(|reason| writeln!(f, "  {reason}")),
            Verdict::Inconclusive { reason } => writeln!(f, "  {reason}"),
        }
    }
}

fn write_cores(f: &mut fmt::Formatter<'_>, report: &CoresReport) -> fmt::Result {
    let plural = if report.cores == 1 { "" } else { "s" };
    writeln!(
        f,
        "{} core{plural}, {} real runs: {}",
        report.cores,
        report.runs,
        report.verdict.word()
    )?;
    writeln!(f, "  simulated   measured (earliest median latest)   line")?;
    for line in &report.lines {
        let [earliest, median, latest] = line.measured_ns.map(measured);
        let (simulated, thread) = (seconds(line.simulated_ns), &line.thread);
        writeln!(
            f,
            "  {simulated:>9}   {earliest:>9} {median:>9} {latest:>9}   {thread}: {}",
            line.text
        )?;
    }
    let [earliest, median, latest] = report.makespan.measured_ns.map(measured);
    writeln!(
        f,
        "  {:>9}   {earliest:>9} {median:>9} {latest:>9}   end",
        seconds(report.makespan.simulated_ns)
    )?;
    if report.jumped_ns > 0 {
        writeln!(
            f,
            "  without {} that the program's paused clock jumps over",
            seconds(report.jumped_ns)
        )?;
    }
    writeln!(
        f,
        "  tolerance {} late, calibrated in this run",
        seconds(report.tolerance_ns)
    )
}

/// The same for a real time, of which there may be none.
fn measured(nanos: u64) -> String {
    match nanos {
        0 => "-".to_owned(),
        _ => seconds(nanos),
    }
}

/// Seconds with four decimals.
pub(crate) fn seconds(nanos: u64) -> String {
    format!(
        "{}.{:04} s",
        nanos / 1_000_000_000,
        nanos % 1_000_000_000 / 100_000
    )
}
