//! Real runs held against everything that a program can do: what each of them prints, and how it ends, must be among the
//! outcomes that the search of all interleavings has found. Order counts, times do not.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

use interleave_playground::{
    EventKind, ExploreOptions, ExploreReport, Reduction, SearchOptions, explore,
};
use serde::{Deserialize, Serialize};

use crate::compile::compile;
use crate::pin::available_cores;
use crate::real_run::{RealRun, run_at_once};
use crate::report::Verdict;
use crate::verify::VerifyError;

/// Real runs at a time: of programs that only wait, and of those that want the processor.
const AT_ONCE: [usize; 2] = [25, 4];

/// What a run shows: its output, and its exit code unless it stands still.
type Shown = (String, Option<i32>);

/// How the real runs of one program compare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllowedReport {
    /// The program's name.
    pub program: String,
    /// Whether all of them are allowed.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// Real runs.
    pub runs: u64,
    /// Different things that they showed.
    pub shown: u64,
    /// Different things that the search has found.
    pub outcomes: u64,
    /// Whether it has found all.
    pub complete: bool,
}

impl fmt::Display for AllowedReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let completeness = if self.complete { "" } else { " (stopped)" };
        writeln!(
            f,
            "{:<22} {:<12} {} runs show {} of {} outcomes{completeness}",
            self.program,
            self.verdict.word(),
            self.runs,
            self.shown,
            self.outcomes
        )?;
        match &self.verdict {
            Verdict::Conforms => Ok(()),
            Verdict::Fails { reasons } => reasons.iter().try_for_each(|it| writeln!(f, "  {it}")),
            Verdict::Inconclusive { reason } => writeln!(f, "  {reason}"),
        }
    }
}

/// Searches `source`, runs it for real `runs` times on all cores, and compares.
///
/// # Errors
/// When the simulation or `rustc` refuses the program, or processes cannot be run.
pub fn allowed(name: &str, source: &str, runs: usize) -> Result<AllowedReport, VerifyError> {
    let found = search(source, None)?;
    let all = ends(&found);
    let at_once = AT_ONCE[usize::from(works(&found))];
    let cores = available_cores()?.len();
    let before = crowd(cores);
    let limit = patience(&found) * before / 100;
    let shown = real_runs(source, limit, (runs, at_once))?;
    let crowd = before.max(crowd(cores));
    let is_known = found.is_complete() || shown.keys().all(|it| all.contains(it));
    let (may_show, is_known) = if is_known {
        (all.clone(), true)
    } else {
        // Too many to find them all: is each of those shown among them?
        let only = shown.keys().map(|(stdout, _)| stdout.clone()).collect();
        let asked = search(source, Some(only))?;
        (ends(&asked), asked.is_complete())
    };
    let missed = shown.iter().filter(|(it, _)| !may_show.contains(it));
    // What the time limit cut short on a busy machine would have gone on to one of the outcomes.
    let is_slow = |(stdout, exit_code): &Shown| {
        let begins = |it: &Shown| it.0.starts_with(stdout);
        crowd > CROWDED && exit_code.is_none() && may_show.iter().any(begins)
    };
    let (slow, missed): (Vec<_>, Vec<_>) = missed.partition(|(it, _)| is_slow(it));
    let reasons: Vec<String> = missed
        .into_iter()
        .map(|((stdout, exit_code), count)| {
            format!("{count} real runs print {stdout:?} and end with {exit_code:?}: not among the outcomes")
        })
        .collect();
    let cut: usize = slow.into_iter().map(|(_, count)| count).sum();
    let verdict = match (reasons.is_empty(), is_known) {
        (true, _) if cut > 0 => Verdict::Inconclusive {
            reason: format!(
                "{cut} real runs went on after {limit:?}, on a machine on which {}.{:02} processes want each core",
                crowd / 100,
                crowd % 100
            ),
        },
        (true, _) => Verdict::Conforms,
        (false, true) => Verdict::Fails { reasons },
        (false, false) => Verdict::Inconclusive {
            reason: "the search stopped before it had all outcomes".to_owned(),
        },
    };
    Ok(AllowedReport {
        program: name.to_owned(),
        verdict,
        runs: runs as u64,
        shown: shown.len() as u64,
        outcomes: all.len() as u64,
        complete: found.is_complete(),
    })
}

/// All outcomes of a program, or those with one of the outputs in `only`.
fn search(source: &str, only: Option<Vec<String>>) -> Result<ExploreReport, VerifyError> {
    let options = ExploreOptions {
        search: SearchOptions {
            reduction: Reduction::Persistent,
            is_judged: false,
            only,
            ..SearchOptions::default()
        },
        ..ExploreOptions::default()
    };
    Ok(explore(source, &options, &mut |_| true)?.report)
}

fn ends(found: &ExploreReport) -> BTreeSet<Shown> {
    let outcomes = found.outcomes.iter();
    outcomes
        .map(|it| (it.stdout.clone(), it.exit_code))
        .collect()
}

/// Compiles and runs the program so often, so many at a time; what the runs show, and how often.
fn real_runs(
    source: &str,
    limit: Duration,
    (runs, at_once): (usize, usize),
) -> Result<BTreeMap<Shown, usize>, VerifyError> {
    let executable = compile(source)?;
    let cores = available_cores()?.len();
    let mut shown: BTreeMap<Shown, usize> = BTreeMap::new();
    let mut done = 0;
    while done < runs {
        let batch = at_once.min(runs - done);
        for run in run_at_once(&executable, cores, limit, batch)? {
            *shown.entry(shown_by(&run)).or_default() += 1;
        }
        done += batch;
    }
    Ok(shown)
}

/// Whether the program burns processor time on purpose.
fn works(found: &ExploreReport) -> bool {
    let mut traces = found.outcomes.iter().map(|it| &it.witness.trace);
    traces.any(|trace| {
        let mut events = trace.events.iter();
        events.any(|event| matches!(event.kind, EventKind::WorkBegan { .. }))
    })
}

fn shown_by(run: &RealRun) -> Shown {
    let lines = run.lines.iter().map(|line| format!("{}\n", line.text));
    (lines.collect(), run.exit_code.filter(|_| !run.hung))
}

/// With more than so many hundredths of a process for each core, a slow run tells nothing.
const CROWDED: u32 = 150;

/// How many processes want each core, in hundredths, as the kernel has counted in the last minute; at least 100.
fn crowd(cores: usize) -> u32 {
    let told = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = told.split(' ').next().and_then(|it| it.parse::<f64>().ok());
    let hundredths = load.map_or(0.0, |load| load * 100.0 / cores.max(1) as f64);
    (hundredths as u32).clamp(100, 5_000)
}

/// How long a real run may take on a quiet machine: three times as long as the longest simulated one, and then some; a process that stands
/// still takes all of it.
fn patience(found: &ExploreReport) -> Duration {
    let ends = found.outcomes.iter().map(|it| it.witness.trace.end.0);
    let may_hang = found.outcomes.iter().any(|it| it.exit_code.is_none());
    let more = Duration::from_secs(if may_hang { 1 } else { 120 });
    Duration::from_nanos(ends.max().unwrap_or(0).saturating_mul(3)) + more
}
