//! A schedule: the choices of a run as a short text.
//!
//! Choice points are counted from 0 in the order in which the machine meets them; points with one option are
//! neither asked nor counted. Only picks other than 0 (the policy's own) are written: `12.1-40.2` takes option 1
//! at point 12 and option 2 at point 40. The empty text is the default schedule. `random-7` asks a generator
//! seeded with 7 at every point; the run's trace then records the explicit choices, which replay it.

use std::fmt;
use std::str::FromStr;

use interleave_trace::{Outcome, Trace};
use interleave_vm::Code;

use crate::interleaving::Timing;
use crate::machine::Machine;
use crate::oracle::{DefaultOracle, Oracle, RandomOracle, Replay};
use crate::simulation::MachineError;

/// Picks other than 0, by choice point in ascending order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Schedule {
    picks: Vec<(u64, u32)>,
}

impl Schedule {
    /// Adds a pick at a later point than all before; a pick of 0 is the default and leaves no entry.
    ///
    /// # Panics
    /// When `point` is not after the last one.
    pub fn push(&mut self, point: u64, pick: u32) {
        assert!(
            self.picks.last().is_none_or(|(last, _)| *last < point),
            "choice points are counted upwards"
        );
        if pick != 0 {
            self.picks.push((point, pick));
        }
    }

    /// The picks other than 0, in order: (choice point, option).
    #[must_use]
    pub fn picks(&self) -> &[(u64, u32)] {
        &self.picks
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (point, pick)) in self.picks.iter().enumerate() {
            let separator = if index == 0 { "" } else { "-" };
            write!(f, "{separator}{point}.{pick}")?;
        }
        Ok(())
    }
}

/// What is wrong with a schedule's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScheduleError {
    /// A part is not `point.option`.
    BadPick(String),
    /// Option 0 is the default and is not written.
    ZeroPick(String),
    /// Points must ascend.
    NotAscending(String),
    /// What follows `random-` is not a number.
    BadSeed(String),
    /// What stands before the colon is no timing.
    BadTiming(String),
    /// A choice point has no such option.
    NoOption {
        /// The choice point, from 0.
        point: u64,
        /// The option asked for, from 0.
        option: u32,
        /// How many there are, at least 2.
        options: usize,
    },
    /// The run is over before this choice.
    NeverCame {
        /// The choice point, from 0.
        point: u64,
        /// The option asked for.
        option: u32,
        /// How many choice points the run has.
        points: u64,
    },
}

impl fmt::Display for ScheduleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadPick(part) => write!(
                f,
                "`{part}` is not a choice: a schedule is a list like `12.1-40.2` (choice point, dot, option)"
            ),
            Self::ZeroPick(part) => write!(
                f,
                "`{part}` picks option 0, which is the default and is not written"
            ),
            Self::NotAscending(part) => {
                write!(f, "`{part}` stands after a later choice point")
            }
            Self::BadTiming(part) => write!(
                f,
                "`{part}:` is no timing: a schedule begins with `free:`, `free+spurious:`, `exact:`, `jitter-` and nanoseconds and a colon, or with none of them"
            ),
            Self::NoOption {
                point,
                option,
                options,
            } => write!(
                f,
                "`{point}.{option}` takes an option that is not there: choice point {point} has {options} options, 0 to {}",
                options - 1
            ),
            Self::NeverCame {
                point,
                option,
                points,
            } => {
                write!(f, "`{point}.{option}` never comes: the run has ")?;
                match points {
                    0 => write!(f, "no choice point"),
                    1 => write!(f, "one choice point, 0"),
                    _ => write!(f, "{points} choice points, 0 to {}", points - 1),
                }
            }
            Self::BadSeed(part) => write!(
                f,
                "`{part}` is not a seed: write `random-` and a number, like `random-7`"
            ),
        }
    }
}

impl std::error::Error for ScheduleError {}

impl FromStr for Schedule {
    type Err = ScheduleError;

    fn from_str(text: &str) -> Result<Self, ScheduleError> {
        let mut schedule = Self::default();
        if text.is_empty() {
            return Ok(schedule);
        }
        for part in text.split('-') {
            let (point, pick) =
                parse_pick(part).ok_or_else(|| ScheduleError::BadPick(part.to_owned()))?;
            if pick == 0 {
                return Err(ScheduleError::ZeroPick(part.to_owned()));
            }
            if schedule
                .picks
                .last()
                .is_some_and(|(last, _)| *last >= point)
            {
                return Err(ScheduleError::NotAscending(part.to_owned()));
            }
            schedule.picks.push((point, pick));
        }
        Ok(schedule)
    }
}

/// `12.1` as (12, 1); digits only, no signs.
fn parse_pick(part: &str) -> Option<(u64, u32)> {
    let (point, pick) = part.split_once('.')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(point) || !digits(pick) {
        return None;
    }
    Some((point.parse().ok()?, pick.parse().ok()?))
}

/// What a schedule's text asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScheduleChoice {
    /// These choices, and the default everywhere else.
    Replay(Schedule),
    /// A generator with this seed at every choice point.
    Random(u64),
}

impl ScheduleChoice {
    /// Reads a schedule's text.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, ScheduleError> {
        match text.strip_prefix("random-") {
            Some(seed) => seed
                .parse()
                .map(Self::Random)
                .map_err(|_| ScheduleError::BadSeed(seed.to_owned())),
            None => text.parse().map(Self::Replay),
        }
    }

    /// The oracle that chooses so.
    #[must_use]
    pub fn oracle(&self) -> Box<dyn Oracle> {
        match self {
            Self::Replay(schedule) if schedule.picks.is_empty() => Box::new(DefaultOracle),
            Self::Replay(schedule) => Box::new(Replay::new(schedule.clone())),
            Self::Random(seed) => Box::new(RandomOracle::new(*seed)),
        }
    }
}

/// A schedule's text as a whole: how a run goes, and its choices. `free:12.1` is a run act by act under free timing
/// (see [`crate::Interleaving`]); without such a word the machine's own cores and policy decide who goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchedulePlan {
    /// Act by act under this timing; `None`: as the machine does it.
    pub timing: Option<Timing>,
    /// The choices.
    pub choice: ScheduleChoice,
}

impl SchedulePlan {
    /// Reads a schedule's text.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, ScheduleError> {
        let (timing, choices) = match text.split_once(':') {
            None => (None, text),
            Some((word, choices)) => match Timing::parse(word) {
                Some(timing) => (Some(timing), choices),
                None => return Err(ScheduleError::BadTiming(word.to_owned())),
            },
        };
        let choice = ScheduleChoice::parse(choices)?;
        Ok(Self { timing, choice })
    }

    /// Runs `code` so, and only so: every choice has its place in the run. `source` is the program's text.
    ///
    /// # Errors
    /// When there is no such machine, or when the run has no place for a choice.
    pub fn follow(&self, code: &Code, source: &str, machine: &Machine) -> Result<Trace, PlanError> {
        let ScheduleChoice::Replay(schedule) = &self.choice else {
            return Ok(self.run(code, source, machine)?);
        };
        if schedule.picks.is_empty() {
            return Ok(self.run(code, source, machine)?);
        }
        let mut replay = Replay::new(schedule.clone());
        let trace = self.run_with(code, source, machine, &mut replay)?;
        replay.check(matches!(trace.outcome, Outcome::Limit { .. }))?;
        Ok(trace)
    }

    /// Runs `code` so, as far as the choices have a place in it. `source` is the program's text.
    ///
    /// # Errors
    /// When there is no such machine.
    pub fn run(&self, code: &Code, source: &str, machine: &Machine) -> Result<Trace, MachineError> {
        let mut oracle = self.choice.oracle();
        self.run_with(code, source, machine, &mut *oracle)
    }

    fn run_with(
        &self,
        code: &Code,
        source: &str,
        machine: &Machine,
        oracle: &mut dyn Oracle,
    ) -> Result<Trace, MachineError> {
        match self.timing {
            None => crate::run(code, source, machine, oracle),
            Some(timing) => crate::interleave(code, source, machine, timing, oracle),
        }
    }
}

/// Why a plan was not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanError {
    /// There is no such machine.
    Machine(MachineError),
    /// The run has no place for a choice.
    Schedule(ScheduleError),
}

impl From<MachineError> for PlanError {
    fn from(error: MachineError) -> Self {
        Self::Machine(error)
    }
}

impl From<ScheduleError> for PlanError {
    fn from(error: ScheduleError) -> Self {
        Self::Schedule(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        for text in ["", "0.1", "12.1-40.2", "7.3-8.1-1000000000000.4"] {
            let schedule: Schedule = text.parse().expect("a schedule");
            assert_eq!(schedule.to_string(), text);
        }
    }

    #[test]
    fn errors_name_the_part() {
        let error = |text: &str| ScheduleChoice::parse(text).expect_err("bad").to_string();
        assert_eq!(
            error("12.1-x"),
            "`x` is not a choice: a schedule is a list like `12.1-40.2` (choice point, dot, option)"
        );
        assert_eq!(
            error("3.0"),
            "`3.0` picks option 0, which is the default and is not written"
        );
        assert_eq!(error("5.1-5.2"), "`5.2` stands after a later choice point");
        assert_eq!(
            error("random-"),
            "`` is not a seed: write `random-` and a number, like `random-7`"
        );
        for bad in [
            "-",
            "1",
            "1.",
            ".1",
            "+1.1",
            "1.1-",
            " 1.1",
            "1.99999999999",
        ] {
            assert!(ScheduleChoice::parse(bad).is_err(), "{bad:?}");
        }
    }
}
