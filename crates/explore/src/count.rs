//! How many schedules lead where, exactly, and how likely each is when every choice is made evenly.

use std::collections::BTreeMap;
use std::fmt;

use interleave_trace::TaskId;
use num_bigint::BigUint;
use smallvec::SmallVec;

use crate::graph::{Graph, NodeId, Standing};
use crate::strongly::Cycles;

/// A number of schedules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many.
    Exactly(BigUint),
    /// Threads can go round in a cycle of states as often as they like before it.
    Unbounded,
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(count) => write!(f, "{count}"),
            Self::Unbounded => write!(f, "unbounded"),
        }
    }
}

/// Sums of counts: a machine word each, and what has overflown beside them. Few overflow at a time, and there is one
/// for each state.
struct Sums {
    words: Vec<u64>,
    over: BTreeMap<usize, BigUint>,
}

impl Sums {
    fn zeros(len: usize) -> Self {
        Self {
            words: vec![0; len],
            over: BTreeMap::new(),
        }
    }

    fn add(&mut self, at: usize, count: &Sum) {
        let (sum, is_over) = self.words[at].overflowing_add(count.word);
        self.words[at] = sum;
        if is_over || count.over.is_some() {
            let over = self.over.entry(at).or_default();
            if let Some(more) = &count.over {
                *over += more;
            }
            *over += u32::from(is_over);
        }
    }

    /// Takes a sum away and leaves 0.
    fn take(&mut self, at: usize) -> Sum {
        Sum {
            word: std::mem::take(&mut self.words[at]),
            over: self.over.remove(&at),
        }
    }
}

/// One of them: the lowest word, and what is above.
struct Sum {
    word: u64,
    over: Option<BigUint>,
}

impl Sum {
    fn total(self) -> BigUint {
        let over = self.over.unwrap_or_default();
        (over << u64::BITS) + self.word
    }
}

/// Schedules to each of `outcomes` outcomes.
pub(crate) fn counts(graph: &Graph, cycles: &Cycles, outcomes: usize) -> Vec<Count> {
    let mut ways = Sums::zeros(graph.len());
    let mut totals = Sums::zeros(outcomes);
    let mut is_unbounded = vec![false; outcomes];
    ways.words[NodeId::ROOT.index()] = 1;
    for node in graph.finished().rev() {
        let own = ways.take(node.index());
        if let Standing::End(outcome) = graph.standing(node) {
            totals.add(outcome as usize, &own);
            is_unbounded[outcome as usize] |= cycles.after_cycle[node.index()];
        }
        if cycles.after_cycle[node.index()] {
            continue;
        }
        for (to, _) in graph.targets(node) {
            ways.add(to.index(), &own);
        }
    }
    let count = |(outcome, is_unbounded)| match is_unbounded {
        true => Count::Unbounded,
        false => Count::Exactly(totals.take(outcome).total()),
    };
    is_unbounded.into_iter().enumerate().map(count).collect()
}

/// Most sweeps over a graph with cycles.
const MAX_SWEEPS: usize = 2_000;

/// Probability that may be left over.
const NEGLIGIBLE: f64 = 1e-9;

/// The probability of each outcome when whoever can act next is chosen evenly, then the waiter.
pub(crate) fn shares(graph: &Graph, outcomes: usize) -> Vec<f64> {
    let mut mass = vec![0.0; graph.len()];
    let mut totals = vec![0.0; outcomes];
    mass[NodeId::ROOT.index()] = 1.0;
    for _ in 0..MAX_SWEEPS {
        for node in graph.finished().rev() {
            let own = std::mem::replace(&mut mass[node.index()], 0.0);
            if own == 0.0 {
                continue;
            }
            if let Standing::End(outcome) = graph.standing(node) {
                totals[outcome as usize] += own;
            }
            push_mass(graph, node, own, &mut mass);
        }
        if mass.iter().sum::<f64>() < NEGLIGIBLE {
            break;
        }
    }
    totals
}

/// Shares a node's mass among its threads evenly, each thread's among its edges.
fn push_mass(graph: &Graph, node: NodeId, own: f64, mass: &mut [f64]) {
    // Edges of one thread need not be in a row: those that lie asleep come where they were met.
    let mut tasks: SmallVec<[(TaskId, u32); 8]> = SmallVec::new();
    for (_, task) in graph.targets(node) {
        match tasks.iter_mut().find(|(known, _)| *known == task) {
            Some((_, edges)) => *edges += 1,
            None => tasks.push((task, 1)),
        }
    }
    let own = own / tasks.len() as f64;
    for (to, task) in graph.targets(node) {
        let edges = tasks.iter().find(|(known, _)| *known == task);
        let siblings = edges.map_or(1, |(_, edges)| *edges);
        mass[to.index()] += own / f64::from(siblings);
    }
}
