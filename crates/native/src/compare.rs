//! Whether one real run is one that the simulation allows.

use std::collections::BTreeMap;

use interleave_playground::TaskId;

use crate::calibrate::Calibration;
use crate::candidate::{Candidate, Ending, SimLine};
use crate::real_run::RealRun;
use crate::report::seconds;

/// A real run laid over a possibility: `times[i]` is when the possibility's line `i` really came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    /// Which possibility.
    pub candidate: usize,
    /// Real times in nanoseconds, by the possibility's lines.
    pub times: Vec<u64>,
}

/// Why no possibility allows a real run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The possibility that came closest fits but for the times: a noisy machine may be to blame.
    pub only_times: bool,
    /// What does not fit, in a sentence.
    pub why: String,
}

/// Lays `run` over the first possibility that allows it.
///
/// # Errors
/// Why the possibility that comes closest does not allow it.
pub fn match_run(
    run: &RealRun,
    candidates: &[Candidate],
    calibration: &Calibration,
) -> Result<Matched, Miss> {
    let mut closest: Option<(Progress, String)> = None;
    for (index, candidate) in candidates.iter().enumerate() {
        match match_one(run, candidate, calibration) {
            Ok(times) => {
                return Ok(Matched {
                    candidate: index,
                    times,
                });
            }
            Err(miss) if closest.as_ref().is_none_or(|(best, _)| miss.0 > *best) => {
                closest = Some(miss)
            }
            Err(_) => {}
        }
    }
    let nothing = "the simulation has no run to compare with".to_owned();
    let (progress, why) = closest.unwrap_or((Progress::Ending, nothing));
    Err(Miss {
        only_times: progress == Progress::Times,
        why,
    })
}

/// How far the comparison came; a later stage is closer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Progress {
    Lines(usize),
    Ending,
    Order,
    Times,
}

fn match_one(
    run: &RealRun,
    candidate: &Candidate,
    calibration: &Calibration,
) -> Result<Vec<u64>, (Progress, String)> {
    let (times, places) = assign(run, candidate)?;
    check_ending(run, candidate).map_err(|why| (Progress::Ending, why))?;
    check_order(candidate, &places).map_err(|why| (Progress::Order, why))?;
    check_times(run, candidate, &times, calibration).map_err(|why| (Progress::Times, why))?;
    Ok(times)
}

/// Gives each real line to the thread that prints it next, the earliest simulated one when several would.
fn assign(
    run: &RealRun,
    candidate: &Candidate,
) -> Result<(Vec<u64>, Vec<usize>), (Progress, String)> {
    let mut queues: BTreeMap<TaskId, std::collections::VecDeque<usize>> = BTreeMap::new();
    for (index, line) in candidate.lines.iter().enumerate() {
        queues.entry(line.task).or_default().push_back(index);
    }
    let mut times = vec![0; candidate.lines.len()];
    let mut places = vec![0; candidate.lines.len()];
    for (place, real) in run.lines.iter().enumerate() {
        let heads = queues.values().filter_map(|queue| queue.front().copied());
        let fitting = heads.filter(|index| candidate.lines[*index].text == real.text);
        let Some(index) = fitting.min_by_key(|index| (candidate.lines[*index].earliest_ns, *index))
        else {
            let next: Vec<_> = queues.values().filter_map(|queue| queue.front()).collect();
            return Err((
                Progress::Lines(place),
                unexpected(place, &real.text, candidate, &next),
            ));
        };
        if let Some(queue) = queues.get_mut(&candidate.lines[index].task) {
            queue.pop_front();
        }
        times[index] = real.at_ns;
        places[index] = place;
    }
    let missing = queues.values().flatten().min();
    missing.map_or(Ok((times, places)), |index| {
        let words = format!(
            "the line {:?} of the simulation never came",
            candidate.lines[*index].text
        );
        Err((Progress::Lines(run.lines.len()), words))
    })
}

fn unexpected(place: usize, text: &str, candidate: &Candidate, next: &[&usize]) -> String {
    let expected: Vec<_> = next
        .iter()
        .map(|index| format!("{:?}", candidate.lines[**index].text))
        .collect();
    let expected = if expected.is_empty() {
        "the end".to_owned()
    } else {
        expected.join(" or ")
    };
    format!(
        "real line {} is {text:?} where the simulation allows {expected}",
        place + 1
    )
}

fn check_ending(run: &RealRun, candidate: &Candidate) -> Result<(), String> {
    match (candidate.ending, run.exit_code) {
        (Ending::Hangs, _) if run.hung => Ok(()),
        (Ending::Hangs, _) => {
            Err("the real run ended where the simulation finds a deadlock".to_owned())
        }
        (Ending::Exit(code), Some(real)) if code == real => Ok(()),
        (Ending::Exit(_), None) if run.hung => Err("the real run did not end".to_owned()),
        (Ending::Exit(code), real) => Err(format!("exit code {code} simulated, {real:?} real")),
    }
}

fn check_order(candidate: &Candidate, places: &[usize]) -> Result<(), String> {
    let broken = candidate
        .ordered
        .iter()
        .find(|(first, second)| places[*first] > places[*second]);
    broken.map_or(Ok(()), |(first, second)| {
        let text = |index: &usize| &candidate.lines[*index].text;
        Err(format!(
            "{:?} must come before {:?}, in the real run it came after",
            text(first),
            text(second)
        ))
    })
}

fn check_times(
    run: &RealRun,
    candidate: &Candidate,
    times: &[u64],
    calibration: &Calibration,
) -> Result<(), String> {
    for (line, real) in candidate.lines.iter().zip(times) {
        check_time(&format!("{:?}", line.text), line, *real, calibration)?;
    }
    if candidate.ending == Ending::Hangs {
        return Ok(());
    }
    let end = SimLine {
        task: TaskId(0),
        text: String::new(),
        earliest_ns: candidate.end_earliest_ns,
        latest_ns: candidate.end_latest_ns,
        waits: candidate.waits,
        ticks: candidate.ticks,
        work_ns: candidate.work_ns,
    };
    check_time("the end", &end, run.end_ns, calibration)
}

fn check_time(
    what: &str,
    line: &SimLine,
    real_ns: u64,
    calibration: &Calibration,
) -> Result<(), String> {
    let early = calibration.early_by_ns(line.work_ns);
    let late = calibration.late_by_ns(line.waits, line.work_ns)
        + Calibration::late_by_ticks_ns(line.ticks);
    if real_ns < line.earliest_ns.saturating_sub(early)
        || real_ns > line.latest_ns.saturating_add(late)
    {
        let (from, to) = (seconds(line.earliest_ns), seconds(line.latest_ns));
        let simulated = if from == to {
            from
        } else {
            format!("{from} to {to}")
        };
        let tolerance = format!("tolerance {} early, {} late", seconds(early), seconds(late));
        return Err(format!(
            "{what} came at {}, simulated {simulated} ({tolerance})",
            seconds(real_ns)
        ));
    }
    Ok(())
}
