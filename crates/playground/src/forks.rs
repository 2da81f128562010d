//! "What if": the other things that could happen at an instant, each with the schedule that makes it happen.
//!
//! What a choice means is not asked of the machine but seen: each alternative is run up to its first difference.

use interleave_engine::{
    ChoicePoint, Machine, MachineError, Oracle, Schedule, ScheduleChoice, SchedulePlan, interleave,
};
use interleave_report::{Difference, difference};
use interleave_trace::{Nanos, Trace};
use serde::{Deserialize, Serialize};

use crate::pipeline::Prepared;
use crate::session::ForksRequest;

/// Choice points of one instant that are tried at most.
const MOST_POINTS: usize = 12;

/// Alternatives tried at most.
const MOST_TRIED: usize = 40;

/// Alternatives told at most.
const MOST_TOLD: usize = 16;

/// Events that an alternative may go on beyond the instant, in which its first difference has to show.
const MORE_EVENTS: u64 = 400;

/// Another way to go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fork {
    /// The choices that lead there.
    pub schedule: String,
    /// The first thing in which it differs.
    pub difference: Difference,
}

/// The answer to a [`ForksRequest`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forks {
    /// From when on was asked.
    pub asked: Nanos,
    /// The first instant from then on at which something else could happen; `None` when there is none.
    pub at: Option<Nanos>,
    /// What else; no two begin alike.
    pub forks: Vec<Fork>,
}

/// Looks for choices at or after the instant.
pub(crate) fn forks(request: &ForksRequest) -> Forks {
    let none = Forks {
        asked: request.at,
        at: None,
        forks: Vec::new(),
    };
    let prepared = Prepared::new(&request.source);
    let Ok(plan) = SchedulePlan::parse(&request.schedule) else {
        return none;
    };
    let mut watcher = Watcher::new(plan.choice.oracle());
    let Some(Ok(base)) = run(&prepared, &plan, &request.machine, &mut watcher) else {
        return none;
    };
    let points = watcher.points;
    let mut first = points.partition_point(|(point, _)| point.at < request.at);
    while let Some((next, _)) = points.get(first) {
        let at = next.at;
        let here = points[first..]
            .iter()
            .take_while(|(point, _)| point.at == at);
        let count = here.clone().count();
        let scene = Scene {
            prepared: &prepared,
            plan: &plan,
            request,
            base: &base,
            points: &points,
        };
        let forks = scene.forks(&points[first..first + count.min(MOST_POINTS)]);
        if !forks.is_empty() {
            return Forks {
                at: Some(at),
                forks,
                ..none
            };
        }
        first += count;
    }
    none
}

/// Everything that trying an alternative needs.
struct Scene<'s> {
    prepared: &'s Prepared<'s>,
    plan: &'s SchedulePlan,
    request: &'s ForksRequest,
    base: &'s Trace,
    points: &'s [(ChoicePoint, usize)],
}

impl Scene<'_> {
    /// The alternatives at these points, those that begin alike told once.
    fn forks(&self, here: &[(ChoicePoint, usize)]) -> Vec<Fork> {
        let options = here.iter().flat_map(|(point, taken)| {
            let others = (0..point.options).filter(move |option| option != taken);
            others.map(move |option| (*point, option))
        });
        let mut forks: Vec<Fork> = Vec::new();
        for (point, option) in options.take(MOST_TRIED) {
            let Some(fork) = self.fork(point, option) else {
                continue;
            };
            let is_new = forks
                .iter()
                .all(|other| other.difference.here != fork.difference.here);
            if is_new && forks.len() < MOST_TOLD {
                forks.push(fork);
            }
        }
        forks
    }

    /// One alternative, unless nothing comes of it soon.
    fn fork(&self, point: ChoicePoint, option: usize) -> Option<Fork> {
        let mut schedule = Schedule::default();
        for (before, pick) in &self.points[..usize::try_from(point.index).ok()?] {
            schedule.push(before.index, u32::try_from(*pick).ok()?);
        }
        schedule.push(point.index, u32::try_from(option).ok()?);
        let plan = SchedulePlan {
            timing: self.plan.timing,
            choice: ScheduleChoice::Replay(schedule.clone()),
        };
        let events = &self.base.events;
        let so_far = events.partition_point(|event| event.at <= point.at);
        let mut machine = self.request.machine.clone();
        machine.limits.events = machine.limits.events.min(so_far as u64 + MORE_EVENTS);
        let mut oracle = plan.choice.oracle();
        let trace = run(self.prepared, &plan, &machine, &mut *oracle)?.ok()?;
        let language = self.request.view.language;
        let difference = difference(&trace, self.base, &self.request.source, language)?;
        // A run that is only cut short does not differ.
        let is_cut = difference.event.index() + 1 >= trace.events.len();
        (!is_cut && !difference.here.is_empty()).then(|| Fork {
            schedule: self.written(&schedule),
            difference,
        })
    }

    /// The schedule's text with the timing that it began with.
    fn written(&self, schedule: &Schedule) -> String {
        match self.request.schedule.split_once(':') {
            Some((timing, _)) => format!("{timing}:{schedule}"),
            None => schedule.to_string(),
        }
    }
}

fn run(
    prepared: &Prepared<'_>,
    plan: &SchedulePlan,
    machine: &Machine,
    oracle: &mut dyn Oracle,
) -> Option<Result<Trace, MachineError>> {
    let (code, source) = (prepared.code().ok()?, prepared.source());
    Some(match plan.timing {
        None => interleave_engine::run(code, source, machine, oracle),
        Some(timing) => interleave(code, source, machine, timing, oracle),
    })
}

/// Answers as another oracle does, and remembers what was asked.
struct Watcher {
    inner: Box<dyn Oracle>,
    points: Vec<(ChoicePoint, usize)>,
}

impl Watcher {
    fn new(inner: Box<dyn Oracle>) -> Self {
        Self {
            inner,
            points: Vec::new(),
        }
    }
}

impl Oracle for Watcher {
    fn choose(&mut self, point: ChoicePoint) -> usize {
        let pick = self.inner.choose(point).min(point.options - 1);
        self.points.push((point, pick));
        pick
    }
}
