//! Searching a program's runs on cores for one that shows what a real run showed: random choices, led by the output.
//!
//! A run is given up when it prints something else than the target, and is tried again from where it printed a line
//! that agreed. So a line costs as many tries as it is unlikely, whatever stands before it. Of each line several runs
//! are known, and new ones replace old ones: what has been printed may hide that a run cannot go on as is wanted. What
//! is found is certain; what is not found may only be unlikely.

use interleave_engine::{ChoiceKind, ChoicePoint, Oracle, Simulation};
use interleave_playground::CoreId;

use crate::observed::{Observed, observe};
use crate::rng::Rng;
use crate::search::{Found, Progress, Searched};

/// Cores for every thread of a small program: a real machine's OS preempts when it likes.
const CORES: u32 = 16;

/// Most runs known up to each line.
const KNOWN: usize = 64;

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
        let mut levels = vec![vec![Level { run, progress }]];
        let mut nearest = None;
        for _ in 0..tries {
            let at = start_level(levels.len(), &mut rng);
            let from = &levels[at][rng.below(levels[at].len())];
            let tried = self.try_from(from, &mut rng);
            if tried.shown == *target {
                return Found::Allowed;
            }
            if at + 1 + tried.levels.len() >= levels.len() {
                nearest = Some(tried.shown);
            }
            levels.resize_with(levels.len().max(at + 1 + tried.levels.len()), Vec::new);
            for (known, new) in levels[at + 1..].iter_mut().zip(tried.levels) {
                if known.len() < KNOWN {
                    known.push(new);
                } else {
                    known[rng.below(KNOWN)] = new;
                }
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
            luck.acting.clear();
            luck.acting.extend(run.acting().map(CoreId::index));
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

/// Chooses at random, each run in another mood: mostly what is usual, mostly the last, or anything; and with cores that
/// stand still now and then, as a thread does that its OS has preempted. The last of several cores is the one that
/// acted last: it goes on, and the others wait for long.
struct Luck<'r> {
    rng: &'r mut Rng,
    usual: usize,
    last: usize,
    branches: Branches,
    /// A core stands still, or goes on, after so many choices on average; none ever does when 0.
    pause: usize,
    /// The cores that stand still.
    still: [bool; CORES as usize],
    /// The cores that can act, in the order of the next choice.
    acting: Vec<usize>,
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
        let pause = [0, 4, 8, 16, 32][rng.below(5)];
        Self {
            rng,
            usual,
            last,
            branches,
            pause,
            still: [false; CORES as usize],
            acting: Vec::new(),
        }
    }

    /// One of `options`, as this run's mood is.
    fn any(&mut self, options: usize) -> usize {
        let mood = self.rng.below(100);
        if mood < self.usual {
            0
        } else if mood < self.usual + self.last {
            options - 1
        } else {
            self.rng.below(options)
        }
    }

    /// One of the cores that do not stand still; of all, when all do.
    fn core(&mut self) -> usize {
        if self.pause > 0 && self.rng.below(self.pause) == 0 {
            let core = self.acting[self.rng.below(self.acting.len())];
            self.still[core] = !self.still[core];
        }
        let going = self.acting.iter().enumerate();
        let going: Vec<usize> = going
            .filter(|(_, core)| !self.still[**core])
            .map(|(at, _)| at)
            .collect();
        if going.is_empty() {
            return self.any(self.acting.len());
        }
        let pick = self.any(going.len());
        going[pick]
    }
}

impl Oracle for Luck<'_> {
    fn choose(&mut self, point: ChoicePoint) -> usize {
        match (point.kind, self.branches) {
            (ChoiceKind::Branch, Branches::First) => 0,
            (ChoiceKind::Branch, Branches::Last) => point.options - 1,
            (ChoiceKind::Core, _) if self.acting.len() == point.options => self.core(),
            _ => self.any(point.options),
        }
    }
}
