//! Searching a program's interleavings for one that shows what a real run showed.
//!
//! Depth first over the states of [`Interleaving`] under [`Timing::Free`] (a sleep promises order in its own thread
//! only), each visited once; a state whose output is not a beginning of what is looked for is left. So the answer is
//! exact unless the bound is reached: the output is allowed, or it is not.

use std::collections::HashSet;

use interleave_engine::{
    ChoicePoint, Code, Interleaving, Machine, Oracle, Recording, Timing, Written,
};
use interleave_frontend::compile;
use interleave_playground::{Event, EventKind, Severity, Stream, TaskId};
use xxhash_rust::xxh3::xxh3_128;

use crate::observed::{Observed, lines_same_everywhere, observe};
use crate::rng::Rng;

/// A compiled program.
pub struct Searched {
    pub(crate) source: String,
    pub(crate) code: Code,
    pub(crate) machine: Machine,
}

/// What a search found: by [`Searched::search`] act by act, or by [`Searched::guide`] on cores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A run shows it.
    Allowed,
    /// No run shows it. What came nearest, and whether that is all: not when the bound was reached.
    Missing {
        /// The run whose output agreed longest.
        nearest: Box<Observed>,
        /// Whether every state was looked at.
        is_complete: bool,
    },
}

impl Searched {
    /// Compiles `source`.
    ///
    /// # Errors
    /// When it is refused, in words.
    pub fn new(source: &str) -> Result<Self, String> {
        let compiled = compile(source);
        let errors = compiled.diagnostics.iter();
        let errors: Vec<&str> = errors
            .filter(|found| found.severity == Severity::Error)
            .map(|found| found.message.as_str())
            .collect();
        if !errors.is_empty() {
            return Err(errors.join("; "));
        }
        let program = compiled.program.ok_or("refused without an error")?;
        let machine = Machine {
            recording: Recording::Output,
            ..Machine::default()
        };
        Ok(Self {
            source: source.to_owned(),
            code: Code::new(program)?,
            machine,
        })
    }

    /// Looks for a run that shows `target` among at most `max_states` states. `seed` orders the search; it changes
    /// how long it takes, not what is found.
    ///
    /// # Panics
    /// Never: the machine is one that exists.
    #[must_use]
    pub fn search(&self, target: &Observed, max_states: usize, seed: u64) -> Found {
        let mut rng = Rng::new(seed);
        let mut known = HashSet::new();
        let start = Interleaving::new(&self.code, &self.source, &self.machine, Timing::Free)
            .expect("the machine exists");
        let progress = Progress::new(target);
        let mut nearest = (0, start.clone());
        let mut levels = Vec::new();
        let mut written = Written::default();
        let mut buffer = Vec::new();
        let mut entering = Some((start, progress));
        loop {
            if let Some((mut state, mut progress)) = entering.take() {
                let mut options = Vec::new();
                state.settle(&mut options);
                let agrees = progress.read(state.events());
                if agrees && progress.matched >= nearest.0 {
                    nearest = (progress.matched, state.clone());
                }
                written = state.state(written);
                buffer.clone_from(&written.bytes);
                // The state itself does not know what has been printed.
                buffer.extend(progress.matched.to_le_bytes());
                if agrees && known.insert(xxh3_128(&buffer)) {
                    if state.is_over() && self.shows(state.clone()) == *target {
                        return Found::Allowed;
                    }
                    shuffle(&mut options, &mut rng);
                    let left = options.into_iter().map(|task| (task, Vec::new()));
                    levels.push((state, progress, left.collect::<Vec<_>>()));
                }
            }
            let Some((state, progress, left)) = levels.last_mut() else {
                return self.missing(nearest.1, true);
            };
            if known.len() >= max_states {
                return self.missing(nearest.1, false);
            }
            let Some((task, picks)) = left.pop() else {
                levels.pop();
                continue;
            };
            let mut next = state.clone();
            let mut script = Script::new(&picks);
            next.act(task, &mut script);
            script.others(task, &picks, left);
            entering = Some((next, progress.clone()));
        }
    }

    fn shows(&self, state: Interleaving<'_>) -> Observed {
        observe(&state.finish(), &self.source)
    }

    /// Runs the state that came nearest to some end, so that there is something to read.
    fn missing(&self, mut nearest: Interleaving<'_>, is_complete: bool) -> Found {
        while nearest.step(&mut Script::new(&[])) {}
        Found::Missing {
            nearest: Box::new(self.shows(nearest)),
            is_complete,
        }
    }
}

fn shuffle(tasks: &mut [TaskId], rng: &mut Rng) {
    for at in (1..tasks.len()).rev() {
        tasks.swap(at, rng.below(at + 1));
    }
}

/// How far a run's output agrees with the target's.
#[derive(Clone)]
pub(crate) struct Progress<'t> {
    target: &'t Observed,
    shown: [String; 2],
    events: usize,
    pub(crate) matched: usize,
}

impl<'t> Progress<'t> {
    pub(crate) fn new(target: &'t Observed) -> Self {
        Self {
            target,
            shown: [String::new(), String::new()],
            events: 0,
            matched: 0,
        }
    }

    /// Reads new events; false when they show something else.
    pub(crate) fn read(&mut self, events: &[Event]) -> bool {
        for event in &events[self.events..] {
            let EventKind::Printed { stream, text } = &event.kind else {
                continue;
            };
            let stream = usize::from(*stream == Stream::Stderr);
            self.shown[stream].push_str(text);
            self.matched += text.len();
        }
        self.events = events.len();
        let errors = lines_same_everywhere(&self.shown[1]);
        begins(&self.target.stdout, &self.shown[0]) && begins(&self.target.stderr, &errors)
    }
}

/// Whether `text` is a beginning of `lines`.
fn begins(lines: &[String], text: &str) -> bool {
    let mut wanted = lines.iter();
    text.split_inclusive('\n').all(|part| {
        let Some(line) = wanted.next() else {
            return false;
        };
        match part.strip_suffix('\n') {
            Some(part) => line == part,
            None => line.starts_with(part),
        }
    })
}

/// Answers given picks first, then 0, and remembers how many options there were.
struct Script<'p> {
    picks: &'p [usize],
    options: Vec<usize>,
}

impl<'p> Script<'p> {
    fn new(picks: &'p [usize]) -> Self {
        Self {
            picks,
            options: Vec::new(),
        }
    }

    /// Picks that an act turned out to have besides `picks` are acts of their own.
    fn others(&self, task: TaskId, picks: &[usize], left: &mut Vec<(TaskId, Vec<usize>)>) {
        for (at, options) in self.options.iter().enumerate().skip(picks.len()) {
            for pick in 1..*options {
                let mut other = picks.to_vec();
                other.resize(at, 0);
                other.push(pick);
                left.push((task, other));
            }
        }
    }
}

impl Oracle for Script<'_> {
    fn choose(&mut self, point: ChoicePoint) -> usize {
        let at = self.options.len();
        self.options.push(point.options);
        self.picks.get(at).copied().unwrap_or(0)
    }
}
