//! How many schedules lead where, exactly, and how likely each is when every choice is made evenly.

use std::fmt;

use num_bigint::BigUint;

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

/// A sum of counts: machine words until they overflow.
#[derive(Clone, Debug)]
enum Sum {
    Small(u128),
    Big(BigUint),
}

impl Sum {
    fn add(&mut self, other: &Self) {
        *self = match (&*self, other) {
            (Self::Small(a), Self::Small(b)) => match a.checked_add(*b) {
                Some(sum) => Self::Small(sum),
                None => Self::Big(BigUint::from(*a) + *b),
            },
            (Self::Big(a), Self::Big(b)) => Self::Big(a + b),
            (Self::Big(a), Self::Small(b)) | (Self::Small(b), Self::Big(a)) => Self::Big(a + *b),
        };
    }

    fn into_big(self) -> BigUint {
        match self {
            Self::Small(it) => BigUint::from(it),
            Self::Big(it) => it,
        }
    }
}

/// Schedules to each of `outcomes` outcomes.
pub(crate) fn counts(graph: &Graph, cycles: &Cycles, outcomes: usize) -> Vec<Count> {
    let mut ways: Vec<Sum> = vec![Sum::Small(0); graph.len()];
    let mut totals = vec![Sum::Small(0); outcomes];
    let mut is_unbounded = vec![false; outcomes];
    ways[NodeId::ROOT.index()] = Sum::Small(1);
    for node in graph.finished().iter().rev() {
        let own = std::mem::replace(&mut ways[node.index()], Sum::Small(0));
        if let Standing::End(outcome) = graph.standing(*node) {
            totals[outcome as usize].add(&own);
            is_unbounded[outcome as usize] |= cycles.after_cycle[node.index()];
        }
        if cycles.after_cycle[node.index()] {
            continue;
        }
        for (to, _) in graph.targets(*node) {
            ways[to.index()].add(&own);
        }
    }
    let count = |(total, is_unbounded): (Sum, bool)| match is_unbounded {
        true => Count::Unbounded,
        false => Count::Exactly(total.into_big()),
    };
    totals.into_iter().zip(is_unbounded).map(count).collect()
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
        for node in graph.finished().iter().rev() {
            let own = std::mem::replace(&mut mass[node.index()], 0.0);
            if own == 0.0 {
                continue;
            }
            if let Standing::End(outcome) = graph.standing(*node) {
                totals[outcome as usize] += own;
            }
            push_mass(graph, *node, own, &mut mass);
        }
        if mass.iter().sum::<f64>() < NEGLIGIBLE {
            break;
        }
    }
    totals
}

/// Shares a node's mass among its threads evenly, each thread's among its edges.
fn push_mass(graph: &Graph, node: NodeId, own: f64, mass: &mut [f64]) {
    let mut tasks: Vec<_> = graph.targets(node).map(|(_, task)| task).collect();
    let edges = tasks.clone();
    tasks.sort_unstable();
    tasks.dedup();
    for (to, task) in graph.targets(node) {
        let siblings = edges.iter().filter(|it| **it == task).count();
        mass[to.index()] += own / tasks.len() as f64 / siblings as f64;
    }
}
