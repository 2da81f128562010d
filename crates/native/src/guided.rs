//! Looks for a schedule under which a program prints what a real run printed: draws of chance that follow one another,
//! such as where each of a hundred `select!`s begins, are not hit by trying schedules at random.

/// Simulations that the search for one draw after the other may take.
const RUNS: u32 = 1_000;
/// Schedules that draw evenly, should no single draw lead further.
const SAMPLES: u32 = 200;

/// Draws other than the first option, by choice point in ascending order: (choice point, option).
type Draws = Vec<(u64, u32)>;

/// The text of a schedule that gives the lines `real`, if it is found. `run` simulates under a schedule's text and gives
/// the lines, or none where the run has no place for one of its choices. Draws are changed one after the other, each so
/// that more of the first lines are equal.
pub(crate) fn schedule_that_gives(
    real: &[String],
    run: impl Fn(&str) -> Option<Vec<String>>,
) -> Option<String> {
    let mut search = Search {
        real,
        run: &run,
        left: RUNS,
    };
    let mut draws = Draws::new();
    let mut lines = run("")?;
    while lines != real {
        let Some(more) = search.further(&draws, search.equal(&lines)) else {
            let mut random = (1..=SAMPLES).map(|seed| format!("random-{seed}"));
            return random.find(|schedule| run(schedule).is_some_and(|lines| lines == real));
        };
        (draws, lines) = more;
    }
    Some(text(&draws))
}

struct Search<'a> {
    real: &'a [String],
    run: &'a dyn Fn(&str) -> Option<Vec<String>>,
    left: u32,
}

impl Search<'_> {
    /// How many of the first lines are equal; one more when all are and there are no others.
    fn equal(&self, lines: &[String]) -> usize {
        let pairs = lines.iter().zip(self.real);
        let equal = pairs.take_while(|(line, real)| line == real).count();
        equal + usize::from(lines == self.real)
    }

    /// A draw after those of `draws`, or else in place of some, with which more than `equal` lines are equal.
    fn further(&mut self, draws: &Draws, equal: usize) -> Option<(Draws, Vec<String>)> {
        let behind = draws.last().map_or(0, |(point, _)| point + 1);
        self.among(draws, equal, behind..u64::MAX)
            .or_else(|| self.among(draws, equal, 0..behind))
    }

    fn among(
        &mut self,
        draws: &Draws,
        equal: usize,
        points: std::ops::Range<u64>,
    ) -> Option<(Draws, Vec<String>)> {
        for point in points {
            for option in 1.. {
                self.left = self.left.checked_sub(1)?;
                let before = draws.iter().filter(|(at, _)| *at < point).copied();
                let with: Draws = before.chain([(point, option)]).collect();
                match (self.run)(&text(&with)) {
                    Some(lines) if self.equal(&lines) > equal => return Some((with, lines)),
                    Some(_) => {}
                    // No such point: each has at least two options.
                    None if option == 1 => return None,
                    None => break,
                }
            }
        }
        None
    }
}

/// As schedules are written: `12.1-40.2`.
fn text(draws: &Draws) -> String {
    let parts: Vec<String> = draws
        .iter()
        .map(|(point, option)| format!("{point}.{option}"))
        .collect();
    parts.join("-")
}
