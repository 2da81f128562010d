//! Verification: real runs of a program held against the simulation.

use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::Path;
use std::time::Duration;

use interleave_playground::{Machine, Network, Refused};

use crate::calibrate::{Calibration, calibrate};
use crate::candidate::{
    Candidate, Candidates, Ending, MANY_SAMPLES, SAMPLES, candidates, delayed, guided,
    shift_by_costs,
};
use crate::compare::{Matched, Miss, match_run};
use crate::compile::{CompileError, compile};
use crate::paused::{can_pause, paused};
use crate::pin::available_cores;
use crate::real_run::{RealRun, run_at_once};
use crate::report::{CoresReport, LineReport, MakespanReport, Report, Verdict, seconds};

/// What to verify.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyOptions {
    /// What to call the program.
    pub name: String,
    /// The program text, for the simulation and for `rustc`.
    pub source: String,
    /// Another text for the real runs, to see that a wrong simulation is found out; `None` is the usual case.
    pub real_source: Option<String>,
    /// Real runs for each number of cores, at least 1.
    pub runs: u32,
    /// Numbers of cores to try.
    pub cores: Vec<u32>,
    /// The simulated machine; its cores and policy are set here.
    pub machine: Machine,
}

/// Why nothing could be verified at all.
#[derive(Debug)]
pub enum VerifyError {
    /// The simulation refuses the program.
    Refused(Refused),
    /// `rustc` does.
    Compile(CompileError),
    /// A process could not be run.
    Io(io::Error),
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(_) => write!(f, "the simulation refuses the program"),
            Self::Compile(error) => error.fmt(f),
            Self::Io(error) => write!(f, "the program could not be run: {error}"),
        }
    }
}

impl std::error::Error for VerifyError {}

impl From<Refused> for VerifyError {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<CompileError> for VerifyError {
    fn from(error: CompileError) -> Self {
        Self::Compile(error)
    }
}

impl From<io::Error> for VerifyError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Compiles the program, runs it on each number of cores and compares.
///
/// # Errors
/// When the simulation or `rustc` refuses the program, or processes cannot be run.
pub fn verify(options: &VerifyOptions) -> Result<Report, VerifyError> {
    let executable = compile(options.real_source.as_ref().unwrap_or(&options.source))?;
    let available = available_cores()?.len();
    let mut reports = Vec::new();
    let mut verdict = Verdict::Conforms;
    for cores in &options.cores {
        if *cores as usize > available {
            let reason = format!("{cores} cores asked for, this machine has {available}");
            verdict = verdict.and(Verdict::Inconclusive { reason });
            continue;
        }
        let report = verify_on(*cores, &executable, options)?;
        verdict = verdict.and(report.verdict.clone());
        reports.push(report);
    }
    if let (Verdict::Conforms, [few, .., many]) = (&verdict, &*reports) {
        verdict = compare_makespans(few.makespan, many.makespan);
    }
    let real = options.real_source.as_ref().unwrap_or(&options.source);
    let paused = match can_pause(&options.source) && can_pause(real) {
        true => Some(paused(&options.source, real)?),
        false => None,
    };
    if let Some(paused) = &paused {
        verdict = verdict.and(paused.verdict());
    }
    Ok(Report {
        program: options.name.clone(),
        verdict,
        cores: reports,
        paused,
    })
}

/// How often runs whose times alone do not fit are repeated: a short disturbance of the machine between two
/// calibrations looks like a wrong simulation, but does not come back each time as that does.
const REPEATS: u32 = 2;

/// So many outputs of real runs are looked for one by one.
const MOST_GUIDED: usize = 8;

/// What the simulation allows, as far as it has been looked at.
struct Simulated {
    candidates: Candidates,
    machine: Machine,
    looked_at: LookedAt,
}

/// How far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum LookedAt {
    SomeSchedules,
    ManySchedules,
    Guided,
    Delays,
}

impl Simulated {
    /// Looks further: at many more schedules, then for one for each of the outputs `missed`, then at threads that start
    /// and wake up as late as this machine lets them; `false` when there is nothing more to look at.
    fn widen(
        &mut self,
        source: &str,
        calibration: &Calibration,
        missed: impl Iterator<Item = Vec<String>>,
    ) -> Result<bool, Refused> {
        match self.looked_at {
            LookedAt::SomeSchedules => {
                self.looked_at = LookedAt::ManySchedules;
                self.candidates = candidates(source, &self.machine, MANY_SAMPLES)?;
            }
            LookedAt::ManySchedules => {
                self.looked_at = LookedAt::Guided;
                let missed: BTreeSet<Vec<String>> = missed.collect();
                for printed in missed.iter().take(MOST_GUIDED) {
                    let found = guided(source, &self.machine, printed)?;
                    self.candidates.all.extend(found);
                }
            }
            LookedAt::Guided => {
                self.looked_at = LookedAt::Delays;
                let late = |it: &Candidate| calibration.late_by_ns(it.waits, it.work_ns);
                let late = self.candidates.all.iter().map(late).max().unwrap_or(0);
                // Where the machine's costs show, a search without them would answer for another machine.
                if shift_by_costs(source, &self.machine)? <= late {
                    self.candidates.all.extend(delayed(source, late)?);
                }
            }
            LookedAt::Delays => return Ok(false),
        }
        Ok(true)
    }
}

fn verify_on(
    cores: u32,
    executable: &Path,
    options: &VerifyOptions,
) -> Result<CoresReport, VerifyError> {
    // Real programs talk to themselves, which takes them no time.
    let network = Network {
        resolve_ns: 0,
        connect_ns: 0,
        read_ns: 0,
    };
    let machine = Machine {
        cores,
        network,
        ..options.machine.clone()
    };
    let mut simulated = Simulated {
        candidates: candidates(&options.source, &machine, SAMPLES)?,
        machine,
        looked_at: LookedAt::SomeSchedules,
    };
    let mut report = try_on(cores, executable, options, &mut simulated)?;
    for _ in 0..REPEATS {
        if !report.1 {
            break;
        }
        report = try_on(cores, executable, options, &mut simulated)?;
    }
    Ok(report.0)
}

/// One round of real runs; also says whether it failed by times alone.
fn try_on(
    cores: u32,
    executable: &Path,
    options: &VerifyOptions,
    simulated: &mut Simulated,
) -> Result<(CoresReport, bool), VerifyError> {
    let at_once = at_once(&simulated.candidates);
    let before = calibrate(cores as usize, at_once)?;
    let runs = real_runs(
        cores,
        executable,
        options.runs.max(1) as usize,
        at_once,
        &simulated.candidates,
    )?;
    let calibration = before.worst_of(calibrate(cores as usize, at_once)?);
    let match_all = |simulated: &Candidates| -> Vec<MatchResult> {
        let one = |run| match_run(run, &simulated.all, &calibration);
        runs.iter().map(one).collect()
    };
    let mut matches = match_all(&simulated.candidates);
    while matches.iter().any(Result::is_err) {
        let pairs = runs.iter().zip(&matches);
        let missed = pairs.filter(|(_, found)| found.as_ref().is_err_and(|miss| !miss.only_times));
        let printed = |run: &RealRun| run.lines.iter().map(|line| line.text.clone()).collect();
        let missed = missed.map(|(run, _)| printed(run));
        if !simulated.widen(&options.source, &calibration, missed)? {
            break;
        }
        matches = match_all(&simulated.candidates);
    }
    let simulated = &simulated.candidates;
    let misses = || matches.iter().filter_map(|found| found.as_ref().err());
    let only_times = misses().next().is_some() && misses().all(|miss| miss.only_times);
    let verdict = verdict_of(&matches, simulated, &calibration);
    Ok((
        report_of(cores, &runs, &matches, simulated, calibration, verdict),
        only_times,
    ))
}

/// Sleeping programs of few threads are run several at once, which disturbs them little; working ones one after the
/// other.
fn at_once(simulated: &Candidates) -> usize {
    /// Threads of all processes together.
    const THREADS: usize = 30;
    let works = simulated.all.iter().any(|candidate| candidate.work_ns > 0);
    let fitting = THREADS / simulated.labels.len().max(1);
    if works { 1 } else { fitting.clamp(1, 10) }
}

fn real_runs(
    cores: u32,
    executable: &Path,
    runs: usize,
    at_once: usize,
    simulated: &Candidates,
) -> io::Result<Vec<RealRun>> {
    let longest = simulated
        .all
        .iter()
        .map(|candidate| candidate.end_latest_ns)
        .max()
        .unwrap_or(0);
    let hangs = simulated
        .all
        .iter()
        .any(|candidate| candidate.ending == Ending::Hangs);
    let patience = if hangs {
        Duration::from_secs(1)
    } else {
        Duration::from_secs(5)
    };
    let limit = Duration::from_nanos(longest.saturating_mul(3)) + patience;
    let mut done = Vec::new();
    while done.len() < runs {
        let batch = at_once.min(runs - done.len());
        done.extend(run_at_once(executable, cores as usize, limit, batch)?);
    }
    Ok(done)
}

type MatchResult = Result<Matched, Miss>;

/// Wrong lines, endings and orders are failures on any machine; times only on one that can tell them.
fn verdict_of(
    matches: &[MatchResult],
    simulated: &Candidates,
    calibration: &Calibration,
) -> Verdict {
    if let Some(limit) = &simulated.limit {
        return Verdict::Inconclusive {
            reason: format!("the simulation stopped at a limit: {limit}"),
        };
    }
    let misses: Vec<&Miss> = matches
        .iter()
        .filter_map(|found| found.as_ref().err())
        .collect();
    let works = simulated.all.iter().any(|candidate| candidate.work_ns > 0);
    if calibration.is_too_noisy(works) && misses.iter().all(|miss| miss.only_times) {
        let reason = format!(
            "this machine is too noisy now: single sleeps are late by up to {}, starts take up to {}, work takes \
             {} ‰ longer than it should",
            seconds(calibration.worst_overshoot_ns),
            seconds(calibration.startup_ns),
            calibration.stretch_permille
        );
        return Verdict::Inconclusive { reason };
    }
    if misses.is_empty() && !matches.is_empty() {
        return Verdict::Conforms;
    }
    let mut reasons: Vec<String> = misses.iter().map(|miss| miss.why.clone()).collect();
    reasons.sort();
    reasons.dedup();
    reasons.truncate(5);
    reasons.insert(
        0,
        format!(
            "{} of {} real runs are not allowed by the simulation",
            misses.len(),
            matches.len()
        ),
    );
    Verdict::Fails { reasons }
}

fn report_of(
    cores: u32,
    runs: &[RealRun],
    matches: &[MatchResult],
    simulated: &Candidates,
    calibration: Calibration,
    verdict: Verdict,
) -> CoresReport {
    let shown = shown_candidate(matches);
    let empty = Vec::new();
    let candidate = simulated.all.get(shown);
    let lines = candidate.map_or(&empty, |candidate| &candidate.lines);
    let lines = lines.iter().enumerate().map(|(index, line)| LineReport {
        thread: simulated
            .labels
            .get(line.task.index())
            .cloned()
            .unwrap_or_default(),
        text: line.text.clone(),
        simulated_ns: line.earliest_ns,
        simulated_latest_ns: line.latest_ns,
        measured_ns: spread(times_of(matches, shown, index)),
    });
    CoresReport {
        cores,
        runs: runs.len() as u32,
        orders: orders_of(runs),
        verdict,
        calibration,
        tolerance_ns: candidate.map_or(0, |end| {
            let ticks = Calibration::late_by_ticks_ns(end.ticks);
            calibration.late_by_ns(end.waits, end.work_ns) + ticks
        }),
        lines: lines.collect(),
        makespan: makespan_of(runs, candidate),
        jumped_ns: candidate.map_or(0, |candidate| candidate.jumped_ns),
    }
}

/// How many different outputs there were.
fn orders_of(runs: &[RealRun]) -> u32 {
    let output =
        |run: &RealRun| -> Vec<String> { run.lines.iter().map(|line| line.text.clone()).collect() };
    runs.iter().map(output).collect::<BTreeSet<_>>().len() as u32
}

/// The possibility that most real runs showed.
fn shown_candidate(matches: &[MatchResult]) -> usize {
    let found = || {
        matches
            .iter()
            .filter_map(|found| found.as_ref().ok().map(|matched| matched.candidate))
    };
    let count = |candidate: usize| found().filter(|other| *other == candidate).count();
    found()
        .max_by_key(|candidate| (count(*candidate), usize::MAX - candidate))
        .unwrap_or(0)
}

fn times_of(matches: &[MatchResult], shown: usize, line: usize) -> Vec<u64> {
    let fitting = matches
        .iter()
        .flatten()
        .filter(|matched| matched.candidate == shown);
    fitting
        .filter_map(|matched| matched.times.get(line).copied())
        .collect()
}

fn makespan_of(runs: &[RealRun], candidate: Option<&Candidate>) -> MakespanReport {
    MakespanReport {
        simulated_ns: candidate.map_or(0, |candidate| candidate.end_earliest_ns),
        simulated_latest_ns: candidate.map_or(0, |candidate| candidate.end_latest_ns),
        work_ns: candidate.map_or(0, |candidate| candidate.work_ns),
        measured_ns: spread(
            runs.iter()
                .filter(|run| !run.hung)
                .map(|run| run.end_ns)
                .collect(),
        ),
    }
}

/// Smallest, median and largest; zeros for nothing.
fn spread(mut values: Vec<u64>) -> [u64; 3] {
    values.sort_unstable();
    let median = values.get(values.len() / 2);
    [values.first(), median, values.last()].map(|value| value.copied().unwrap_or(0))
}

/// How far the ratio of one-core to many-core makespan may be off, in parts per thousand.
const RATIO_TOLERANCE_PERMILLE: u64 = 200;

/// The ratio of makespans on few and on many cores must be the simulated one; only where there is work to divide.
/// The shortest real runs are compared: they are the least disturbed.
fn compare_makespans(few: MakespanReport, many: MakespanReport) -> Verdict {
    let is_timed = |makespan: &MakespanReport| {
        makespan.work_ns > 0 && makespan.simulated_ns > 0 && makespan.measured_ns[0] > 0
    };
    if !is_timed(&few) || !is_timed(&many) || few == many {
        return Verdict::Conforms;
    }
    let permille = |a: u64, b: u64| (u128::from(a) * 1000 / u128::from(b)) as u64;
    let measured = permille(few.measured_ns[0], many.measured_ns[0]);
    let lowest = permille(few.simulated_ns, many.simulated_latest_ns.max(1));
    let highest = permille(few.simulated_latest_ns, many.simulated_ns);
    let from = lowest * (1000 - RATIO_TOLERANCE_PERMILLE) / 1000;
    let to = highest * (1000 + RATIO_TOLERANCE_PERMILLE) / 1000;
    // Programs that end within some milliseconds measure process start, not work.
    if (from..=to).contains(&measured) || many.measured_ns[0] < 20_000_000 {
        return Verdict::Conforms;
    }
    let words = format!(
        "makespan on few cores over many is {measured} ‰ measured, {lowest} to {highest} ‰ simulated \
         (20 % tolerance)"
    );
    Verdict::Fails {
        reasons: vec![words],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cores_count_only_where_there_is_work() {
        let verdict = |work_ns| {
            let makespan = |measured| MakespanReport {
                simulated_ns: 100_000_000,
                simulated_latest_ns: 100_000_000,
                work_ns,
                measured_ns: [measured; 3],
            };
            compare_makespans(makespan(140_000_000), makespan(100_000_000))
        };
        assert_eq!(verdict(0), Verdict::Conforms);
        assert!(matches!(verdict(50_000_000), Verdict::Fails { .. }));
    }
}
