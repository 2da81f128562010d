//! What a search has found.

use interleave_engine::MachineError;
use interleave_trace::{Outcome, Stream, Trace};
use serde::{Deserialize, Serialize};

use crate::count::{Count, counts, shares};
use crate::graph::{Edge, NodeId, Standing};
use crate::search::{Incomplete, Progress, Search};
use crate::strongly::Cycles;
use crate::witness::{Ways, Witness};

/// With more outcomes than this, witnesses are not asked which of their choices matter.
const MOST_JUDGED: usize = 200;

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// `main` returned, or `exit` was called.
    Finished,
    /// `main` panicked.
    Panicked,
    /// Nobody can go on.
    Deadlock,
    /// The threads go round for ever and cannot get out.
    Livelock,
    /// A limit ended it.
    Limit,
}

/// One outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// How it ends; the witness's trace says the rest.
    pub kind: Kind,
    /// The process's exit code, when it ends.
    pub exit_code: Option<i32>,
    /// What is written to standard output.
    pub stdout: String,
    /// What is written to standard error.
    pub stderr: String,
    /// How many schedules lead to it.
    pub schedules: Count,
    /// How likely it is when every choice is made evenly, 0 to 1.
    pub share: f64,
    /// The schedule with the fewest switches.
    pub witness: Witness,
    /// Its number in the graph; a livelock has none.
    pub(crate) end: Option<u32>,
}

impl Found {
    /// Whether threads wait for each other for ever: all that are left, or some while the process ends otherwise.
    #[must_use]
    pub fn has_deadlock(&self) -> bool {
        self.kind == Kind::Deadlock || !self.witness.trace.stuck.is_empty()
    }
}

/// Everything that a search has found.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Why there may be more outcomes; `None` when these are all.
    pub incomplete: Option<Incomplete>,
    /// Whether the search was reduced: then schedules are counted only up to the order of independent acts.
    pub is_reduced: bool,
    /// How far the search got.
    pub progress: Progress,
    /// All outcomes, the likeliest first within each kind.
    pub outcomes: Vec<Found>,
}

impl Report {
    /// Whether these are all outcomes.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.incomplete.is_none()
    }

    /// Whether the search has stopped, and there is room to go on.
    #[must_use]
    pub fn can_go_on(&self) -> bool {
        use Incomplete::{Outcomes, Request, States};
        matches!(self.incomplete, Some(Request | States | Outcomes))
    }

    /// Whether some schedule ends in a deadlock, whole or partial.
    #[must_use]
    pub fn has_deadlock(&self) -> bool {
        self.outcomes.iter().any(Found::has_deadlock)
    }
}

/// Where an outcome is, how many schedules lead there, its share, and what it is when its run does not say so.
type Place = (NodeId, Count, f64, Option<Kind>);

impl Search<'_> {
    /// What has been found so far, with a witness for each outcome.
    ///
    /// # Errors
    /// When there is no such machine.
    pub fn report(&self) -> Result<Report, MachineError> {
        let outcomes = self.ends.len();
        let cycles = Cycles::of(&self.graph);
        let counts = counts(&self.graph, &cycles, outcomes);
        let shares = shares(&self.graph, outcomes);
        let ways = Ways::new(&self.graph, self.start);
        let mut best: Vec<Option<NodeId>> = vec![None; outcomes];
        for node in self.graph.finished() {
            if let Standing::End(outcome) = self.graph.standing(node) {
                let best = &mut best[outcome as usize];
                if best.is_none_or(|best| better(&ways, node, best)) {
                    *best = Some(node);
                }
            }
        }
        let mut places = Vec::new();
        for ((node, schedules), share) in best.into_iter().zip(counts).zip(shares) {
            places.extend(node.map(|node| (node, schedules, share, None)));
        }
        let lost = 1.0 - places.iter().map(|(_, _, share, _)| share).sum::<f64>();
        if self.is_exhausted() {
            let share = lost.max(0.0) / cycles.endless.len() as f64;
            let kind = Some(Kind::Livelock);
            let endless = cycles.endless.iter();
            places.extend(endless.map(|node| (*node, Count::Unbounded, share, kind)));
        }
        let mut found = self.told(&ways, places)?;
        // What is left over of an endless sum.
        let sum: f64 = found.iter().map(|it| it.share).sum();
        if self.is_exhausted() && sum > 0.0 {
            found.iter_mut().for_each(|it| it.share /= sum);
        }
        found.sort_by(|a, b| {
            let by_share = b.share.total_cmp(&a.share);
            a.kind
                .cmp(&b.kind)
                .then(by_share)
                .then_with(|| a.stdout.cmp(&b.stdout))
                .then_with(|| a.stderr.cmp(&b.stderr))
        });
        Ok(Report {
            incomplete: self.incomplete(),
            is_reduced: self.is_reduced(),
            progress: self.progress(),
            outcomes: found,
        })
    }

    /// Outcomes with their witnesses.
    fn told(&self, ways: &Ways<'_>, places: Vec<Place>) -> Result<Vec<Found>, MachineError> {
        let to: Vec<Vec<Edge>> = places.iter().map(|it| ways.way_to(it.0)).collect();
        let is_judged = self.options.is_judged && self.ends.len() <= MOST_JUDGED;
        let told = |(place, trace): (Place, Trace)| {
            let switches = ways.switches_to(place.0);
            let witness = self.witness(trace, switches, is_judged)?;
            Ok(self.found(place, witness))
        };
        let traces = self.traces(&to)?;
        places.into_iter().zip(traces).map(told).collect()
    }

    fn found(&self, (node, schedules, share, kind): Place, witness: Witness) -> Found {
        let (own, exit_code) = match witness.trace.outcome {
            Outcome::Finished { exit_code } => (Kind::Finished, Some(exit_code)),
            Outcome::Panicked { exit_code } => (Kind::Panicked, Some(exit_code)),
            Outcome::Deadlock { .. } => (Kind::Deadlock, None),
            Outcome::Limit { .. } => (Kind::Limit, None),
        };
        Found {
            kind: kind.unwrap_or(own),
            exit_code: exit_code.filter(|_| kind.is_none()),
            stdout: witness.trace.output(Stream::Stdout),
            stderr: witness.trace.output(Stream::Stderr),
            schedules,
            share,
            witness,
            end: match self.graph.standing(node) {
                Standing::End(end) => Some(end),
                _ => None,
            },
        }
    }
}

/// Whether the way to `a` is better than that to `b`: fewer switches, then found earlier.
fn better(ways: &Ways<'_>, a: NodeId, b: NodeId) -> bool {
    (ways.switches_to(a), a) < (ways.switches_to(b), b)
}
