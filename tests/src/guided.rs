//! Searching a program's runs on cores for one that shows what a real run showed: random choices, led by the output.
//!
//! A run is given up when it prints something else than the target, and is tried again from where it printed the last
//! line that agreed. So a line costs as many tries as it is unlikely, whatever stands before it. What is found is
//! certain; what is not found may only be unlikely.

use interleave_engine::{ChoiceKind, ChoicePoint, Oracle, Simulation};

use crate::observed::{Observed, observe};
use crate::rng::Rng;
use crate::search::{Found, Progress, Searched};

/// Cores for every thread of a small program: a real machine's OS preempts when it likes.
const CORES: u32 = 16;

/// A run up to a line that agrees.
#[derive(Clone)]
struct Level<'s, 't> {
    run: Simulation<'s>,
    progress: Progress<'t>,
}

/// What one try comes to: the lines on which it agreed, and what it showed at its end.
struct Tried<'s, 't> {
    levels: Vec<Level<'s, 't>>,
    shown: Observed,
}

impl Searched {
    /// Looks for a run that shows `target`, in at most `tries` tries.
    ///
    /// # Panics
    /// Never: the machine is one that exists.
    #[must_use]
    pub fn guide(&self, target: &Observed, tries: u32, seed: u64) -> Found {
        let mut machine = self.machine.clone();
        machine.cores = CORES;
        let run = Simulation::new(&self.code, &self.source, &machine).expect("there is one");
        let progress = Progress::new(target);
        let mut rng = Rng::new(seed);
        let mut levels = vec![Level { run, progress }];
        let mut nearest = None;
        for _ in 0..tries {
            let from = start_level(levels.len(), &mut rng);
            let tried = self.try_from(&levels[from], &mut rng);
            if tried.shown == *target {
                return Found::Allowed;
            }
            // As far as before is good enough: it got there in another way.
            if from + 1 + tried.levels.len() >= levels.len() {
                levels.truncate(from + 1);
                levels.extend(tried.levels);
                nearest = Some(tried.shown);
            }
        }
        Found::Missing {
            nearest: Box::new(nearest.expect("there was a try")),
            is_complete: false,
        }
    }

    fn try_from<'s, 't>(&'s self, level: &Level<'s, 't>, rng: &mut Rng) -> Tried<'s, 't> {
        let Level {
            mut run,
            mut progress,
        } = level.clone();
        let mut luck = Luck::new(rng);
        let mut levels = Vec::new();
        loop {
            let goes_on = run.step(&mut luck);
            let matched = progress.matched;
            let agrees = progress.read(run.events());
            if agrees && progress.matched > matched {
                levels.push(Level {
                    run: run.clone(),
                    progress: progress.clone(),
                });
            }
            if !agrees || !goes_on {
                break;
            }
        }
        let shown = observe(&run.finish(), &self.source);
        Tried { levels, shown }
    }
}

/// From which level a try goes on: half of them from the last ones, the others from any, or from the start. What has
/// been printed may hide that the run cannot go on as is wanted.
fn start_level(levels: usize, rng: &mut Rng) -> usize {
    match rng.below(4) {
        0 => return 0,
        1 => return rng.below(levels),
        _ => {}
    }
    let mut from = levels - 1;
    while from > 0 && rng.below(3) == 0 {
        from -= 1;
    }
    from
}

/// Chooses at random: mostly what is usual, mostly the last, or anything; each run in another of these moods. The last
/// of several cores is the one that acted last: it goes on, and the others stand still for long.
struct Luck<'r> {
    rng: &'r mut Rng,
    usual: usize,
    last: usize,
    branches: Branches,
}

/// Where each `select!` begins in one run: tasks that do the same are often led by one choice.
#[derive(Clone, Copy)]
enum Branches {
    First,
    Last,
    Any,
}

impl<'r> Luck<'r> {
    fn new(rng: &'r mut Rng) -> Self {
        let moods = [(0, 0), (0, 0), (80, 0), (0, 80), (0, 95), (45, 45)];
        let (usual, last) = moods[rng.below(moods.len())];
        let branches = [Branches::First, Branches::Last, Branches::Any][rng.below(3)];
        Self {
            rng,
            usual,
            last,
            branches,
        }
    }
}

impl Oracle for Luck<'_> {
    fn choose(&mut self, point: ChoicePoint) -> usize {
        match (point.kind, self.branches) {
            (ChoiceKind::Branch, Branches::First) => return 0,
            (ChoiceKind::Branch, Branches::Last) => return point.options - 1,
            _ => {}
        }
        let mood = self.rng.below(100);
        if mood < self.usual {
            0
        } else if mood < self.usual + self.last {
            point.options - 1
        } else {
            self.rng.below(point.options)
        }
    }
}
