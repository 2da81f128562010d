//! Witnesses: for each outcome the schedule with the fewest context switches, and which of its switches matter.

use interleave_engine::{MachineError, Schedule, SchedulePlan};
use interleave_trace::{DeadlockEdge, Outcome, Stream, TaskId, Trace};

use crate::graph::{Course, Edge, Graph, NodeId};
use crate::search::Search;

/// A schedule that leads to an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Its text: replays it.
    pub schedule: String,
    /// How often another thread than before acts.
    pub switches: u32,
    /// For each choice in the text: whether the outcome is another one without it. Empty when that was not asked: it
    /// takes a run a choice.
    pub matters: Vec<bool>,
    /// The run.
    pub trace: Trace,
}

/// Shortest ways from the start: nodes by who acted last.
pub(crate) struct Ways<'g> {
    graph: &'g Graph,
    tasks: usize,
    /// By (node, who acted last): switches so far.
    switches: Vec<u32>,
    /// Where the way comes from: the state, and who acted last there.
    before: Vec<u32>,
    before_last: Vec<u16>,
}

const FAR: u32 = u32::MAX;

impl<'g> Ways<'g> {
    /// All shortest ways; going on without a switch costs nothing.
    /// `start`: who acted before the first choice.
    pub(crate) fn new(graph: &'g Graph, start: Course) -> Self {
        let nodes = (0..graph.len() as u32).map(NodeId);
        let acting = nodes.flat_map(|node| {
            let courses = graph.courses(node);
            courses.map(|(_, _, course)| course.last.index())
        });
        let tasks = acting.max().unwrap_or(0).max(start.last.index()) + 1;
        let mut it = Self {
            graph,
            tasks,
            switches: vec![FAR; graph.len() * tasks],
            before: vec![0; graph.len() * tasks],
            before_last: vec![0; graph.len() * tasks],
        };
        it.walk(start);
        it
    }

    fn walk(&mut self, start: Course) {
        // By switches so far: what is still to be gone on from (Dial, Algorithm 360, CACM 12, 1969).
        let last = start.last.index();
        let mut so_far = usize::from(start.switches);
        let mut buckets = vec![Vec::new(); so_far];
        buckets.push(vec![(NodeId::ROOT, last)]);
        self.switches[last] = start.switches.into();
        while so_far < buckets.len() {
            let Some((node, last)) = buckets[so_far].pop() else {
                buckets[so_far] = Vec::new();
                so_far += 1;
                continue;
            };
            if self.switches[node.index() * self.tasks + last] < so_far as u32 {
                continue;
            }
            for (to, task, course) in self.graph.courses(node) {
                let cost = so_far as u32 + switches(last, task, course);
                let key = to.index() * self.tasks + course.last.index();
                if cost >= self.switches[key] {
                    continue;
                }
                self.switches[key] = cost;
                self.before[key] = node.0;
                self.before_last[key] = last as u16;
                let cost = cost as usize;
                if buckets.len() <= cost {
                    buckets.resize_with(cost + 1, Vec::new);
                }
                buckets[cost].push((to, course.last.index()));
            }
        }
    }

    /// The fewest switches on a way to `node`.
    pub(crate) fn switches_to(&self, node: NodeId) -> u32 {
        let own = node.index() * self.tasks;
        self.switches[own..own + self.tasks]
            .iter()
            .copied()
            .min()
            .unwrap_or(FAR)
    }

    /// The acts on the best way to `node`.
    pub(crate) fn way_to(&self, node: NodeId) -> Vec<Edge> {
        let own = node.index() * self.tasks;
        let best = (0..self.tasks).min_by_key(|task| self.switches[own + task]);
        let (mut at, mut last) = (node, best.unwrap_or(0));
        let mut way = Vec::new();
        while at != NodeId::ROOT {
            let key = at.index() * self.tasks + last;
            let (before, before_last) = (NodeId(self.before[key]), self.before_last[key].into());
            way.extend(self.edge_between((before, before_last), (at, last)));
            (at, last) = (before, before_last);
        }
        way.reverse();
        way
    }

    /// The edge by which a best way goes on.
    fn edge_between(&self, from: (NodeId, usize), to: (NodeId, usize)) -> Option<Edge> {
        let so_far =
            |(node, last): (NodeId, usize)| self.switches[node.index() * self.tasks + last];
        let cost = so_far(to) - so_far(from);
        let mut edges = self.graph.courses(from.0);
        let index = edges.position(|(node, task, course)| {
            (node, course.last.index()) == to && switches(from.1, task, course) == cost
        });
        index.map(|index| self.graph.edge(from.0, index))
    }
}

/// Switches on an edge, when `last` acted before.
fn switches(last: usize, task: TaskId, course: Course) -> u32 {
    u32::from(task.index() != last) + u32::from(course.switches)
}

impl Search<'_> {
    /// The witness that a run with so many `switches` is.
    pub(crate) fn witness(
        &self,
        trace: Trace,
        switches: u32,
        is_judged: bool,
    ) -> Result<Witness, MachineError> {
        let matters = if is_judged {
            self.matters(&trace)?
        } else {
            Vec::new()
        };
        Ok(Witness {
            schedule: trace.schedule.clone(),
            switches,
            matters,
            trace,
        })
    }

    /// Which choices of a run matter: without them it ends otherwise.
    fn matters(&self, trace: &Trace) -> Result<Vec<bool>, MachineError> {
        let Some((_, choices)) = trace.schedule.split_once(':') else {
            return Ok(Vec::new());
        };
        let Ok(schedule) = choices.parse::<Schedule>() else {
            return Ok(Vec::new());
        };
        let result = Ended::of(trace);
        // Without one of its choices a run may go round for ever.
        let mut machine = self.machine.clone();
        let enough = trace.instructions.saturating_mul(10) + 100_000;
        machine.limits.instructions = machine.limits.instructions.min(enough);
        let mut matters = Vec::new();
        for left_out in 0..schedule.picks().len() {
            let mut without = Schedule::default();
            for (index, (point, pick)) in schedule.picks().iter().enumerate() {
                if index != left_out {
                    without.push(*point, *pick);
                }
            }
            let plan = SchedulePlan {
                timing: Some(self.options.timing),
                choice: interleave_engine::ScheduleChoice::Replay(without),
            };
            let other = plan.run(self.code, self.source, &machine)?;
            matters.push(Ended::of(&other) != result);
        }
        Ok(matters)
    }
}

/// What of a run's end a reader can tell.
#[derive(PartialEq, Eq)]
struct Ended {
    stdout: String,
    stderr: String,
    ending: String,
    /// Who waits for whom for ever although the process ends.
    stuck: Vec<(TaskId, Option<TaskId>)>,
}

/// Who waits for whom.
fn waiters(edges: &[DeadlockEdge]) -> Vec<(TaskId, Option<TaskId>)> {
    edges
        .iter()
        .map(|edge| (edge.task, edge.waits_for))
        .collect()
}

impl Ended {
    fn of(trace: &Trace) -> Self {
        let ending = match &trace.outcome {
            Outcome::Deadlock { cycle, .. } => format!("deadlock {:?}", waiters(cycle)),
            Outcome::Finished { exit_code } => format!("finished {exit_code}"),
            Outcome::Panicked { exit_code } => format!("panicked {exit_code}"),
            Outcome::Limit { which, .. } => format!("limit {which:?}"),
        };
        Self {
            stdout: trace.output(Stream::Stdout),
            stderr: trace.output(Stream::Stderr),
            ending,
            stuck: waiters(&trace.stuck),
        }
    }
}
