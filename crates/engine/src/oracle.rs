//! The oracle: the only source of nondeterminism.
//!
//! The machine asks it wherever several things are possible at one virtual instant. Option 0 is always what the
//! policy does by itself, so an oracle that answers 0 gives the default run. Points with one option are not asked.

use interleave_trace::Nanos;

use crate::schedule::{Schedule, ScheduleError};

/// What is to be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChoiceKind {
    /// Which ready worker a core takes; options in the policy's order.
    Worker,
    /// Which ready task a worker of a cooperative model takes; first in, first out.
    Task,
    /// Which of several cores acts first at one instant; in order of their sequence numbers.
    Core,
    /// Who goes next, act by act; whoever went last first, then in order of creation.
    Turn,
    /// Which waiter a lock, channel or token goes to; first in, first out.
    Waiter,
    /// What an async crate draws at random: at which branch an unbiased `select!` begins, whom a `Barrier` wakes next.
    Branch,
    /// Which operation of the network is ready when its driver is polled: none more, where that may be, then in the order
    /// in which they began.
    Answer,
    /// From whom a runtime's worker steals, or whose tasks it cancels first; the next worker first.
    Victim,
}

/// A point of a run at which there are several options.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ChoicePoint {
    /// How many points came before it in this run.
    pub index: u64,
    /// When.
    pub at: Nanos,
    /// What is to be chosen.
    pub kind: ChoiceKind,
    /// How many options there are, at least 2.
    pub options: usize,
}

/// Chooses. Everything else about a run is determined by the program and the machine.
pub trait Oracle {
    /// The option to take, from 0; answers past the last option count as the last.
    fn choose(&mut self, point: ChoicePoint) -> usize;
}

/// Always the policy's own pick.
#[derive(Clone, Copy, Debug, Default)]
pub struct DefaultOracle;

impl Oracle for DefaultOracle {
    fn choose(&mut self, _point: ChoicePoint) -> usize {
        0
    }
}

/// Repeats recorded choices; the default where none is recorded. Notes which of them the run has no place for.
#[derive(Clone, Debug)]
pub struct Replay {
    schedule: Schedule,
    next: usize,
    /// Points met so far.
    points: u64,
    /// The first choice of an option that was not there.
    no_option: Option<ScheduleError>,
}

impl Replay {
    /// Repeats the choices of `schedule`.
    #[must_use]
    pub fn new(schedule: Schedule) -> Self {
        Self {
            schedule,
            next: 0,
            points: 0,
            no_option: None,
        }
    }

    /// Whether the run, which is over, had a place for every choice. One that a limit ended (`is_cut`) may have been on
    /// its way to the others.
    ///
    /// # Errors
    /// The first choice that it had none for: of an option that was not there, or at a point that never came.
    pub fn check(self, is_cut: bool) -> Result<(), ScheduleError> {
        if let Some(error) = self.no_option {
            return Err(error);
        }
        match self.schedule.picks().get(self.next) {
            Some((point, option)) if !is_cut => Err(ScheduleError::NeverCame {
                point: *point,
                option: *option,
                points: self.points,
            }),
            _ => Ok(()),
        }
    }
}

impl Oracle for Replay {
    fn choose(&mut self, point: ChoicePoint) -> usize {
        self.points = point.index + 1;
        match self.schedule.picks().get(self.next) {
            Some((at, pick)) if *at == point.index => {
                self.next += 1;
                if *pick as usize >= point.options && self.no_option.is_none() {
                    self.no_option = Some(ScheduleError::NoOption {
                        point: *at,
                        option: *pick,
                        options: point.options,
                    });
                }
                *pick as usize
            }
            _ => 0,
        }
    }
}

/// Chooses evenly with a seeded generator: SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
/// Generators, OOPSLA 2014).
#[derive(Clone, Debug)]
pub struct RandomOracle {
    state: u64,
}

impl RandomOracle {
    /// The generator with this seed; equal seeds choose equally.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

impl Oracle for RandomOracle {
    fn choose(&mut self, point: ChoicePoint) -> usize {
        let wide = u128::from(self.next_u64()) * point.options as u128;
        (wide >> 64) as usize
    }
}

/// Counts the choice points of a run and records the picks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Choices {
    /// Points met so far.
    count: u64,
    /// Picks other than 0.
    pub(crate) schedule: Schedule,
}

impl Choices {
    /// Asks `oracle` which of `options` things happens; does not ask when there is only one.
    pub(crate) fn pick(
        &mut self,
        oracle: &mut dyn Oracle,
        at: Nanos,
        kind: ChoiceKind,
        options: usize,
    ) -> usize {
        if options < 2 {
            return 0;
        }
        let index = self.count;
        self.count += 1;
        let pick = oracle
            .choose(ChoicePoint {
                index,
                at,
                kind,
                options,
            })
            .min(options - 1);
        if pick != 0 {
            self.schedule.push(index, pick as u32);
        }
        pick
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(oracle: &mut dyn Oracle, choices: &mut Choices, options: usize) -> usize {
        choices.pick(oracle, Nanos::ZERO, ChoiceKind::Worker, options)
    }

    #[test]
    fn one_option_is_neither_asked_nor_counted() {
        let mut choices = Choices::default();
        let mut oracle = Replay::new("1.2".parse().expect("a schedule"));
        let picks: Vec<usize> = [1, 3, 1, 3, 3]
            .into_iter()
            .map(|options| ask(&mut oracle, &mut choices, options))
            .collect();
        assert_eq!(picks, [0, 0, 0, 2, 0]);
        assert_eq!(choices.schedule.to_string(), "1.2");
    }

    #[test]
    fn choices_without_a_place_are_named() {
        let checked = |schedule: &str, is_cut: bool| {
            let mut choices = Choices::default();
            let mut oracle = Replay::new(schedule.parse().expect("a schedule"));
            for options in [3, 1, 2] {
                ask(&mut oracle, &mut choices, options);
            }
            oracle.check(is_cut).map_err(|error| error.to_string())
        };
        assert_eq!(checked("0.2-1.1", false), Ok(()));
        let said = "`1.2` takes an option that is not there: choice point 1 has 2 options, 0 to 1";
        assert_eq!(checked("1.2", false), Err(said.to_owned()));
        assert_eq!(checked("1.2-7.1", true), Err(said.to_owned()));
        let said = "`7.1` never comes: the run has 2 choice points, 0 to 1";
        assert_eq!(checked("1.1-7.1", false), Err(said.to_owned()));
        assert_eq!(checked("1.1-7.1", true), Ok(()));
    }

    #[test]
    fn random_choices_replay() {
        let mut random = Choices::default();
        let mut oracle = RandomOracle::new(7);
        let first: Vec<usize> = (0..50).map(|_| ask(&mut oracle, &mut random, 3)).collect();
        assert!((0..3).all(|option| first.contains(&option)));
        let mut again = Choices::default();
        let mut replay = Replay::new(random.schedule.clone());
        let second: Vec<usize> = (0..50).map(|_| ask(&mut replay, &mut again, 3)).collect();
        assert_eq!(first, second);
        assert_eq!(random.schedule, again.schedule);
    }
}
