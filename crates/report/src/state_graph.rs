//! The graph of a program's states, drawn: time from left to right, one column for states that are equally far from
//! the start, few crossings.
//!
//! Layers and barycentres as by Sugiyama, Tagawa and Toda, Methods for Visual Understanding of Hierarchical System
//! Structures, IEEE Transactions on Systems, Man, and Cybernetics 11, 1981. Acts that lead back (cycles) do not count
//! for the layers.

use interleave_trace::TaskId;
use serde::{Deserialize, Serialize};

/// A state to draw; the first one is the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphState {
    /// The number of the outcome in which a run ends here.
    pub outcome: Option<u32>,
    /// Acts: the state that each leads to, and who acts.
    pub acts: Vec<(u32, TaskId)>,
}

/// The drawing, in pixels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateGraph {
    /// Width of the whole.
    pub width: u32,
    /// Height of the whole.
    pub height: u32,
    /// States in order.
    pub states: Vec<DrawnState>,
    /// Acts, by state.
    pub acts: Vec<DrawnAct>,
}

/// A state: a dot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnState {
    /// Its centre.
    pub x: u32,
    /// Its centre.
    pub y: u32,
    /// The number of the outcome in which a run ends here.
    pub outcome: Option<u32>,
}

/// An act: a line between two states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnAct {
    /// State that it starts from.
    pub from: u32,
    /// State that it leads to.
    pub to: u32,
    /// Who acts.
    pub task: TaskId,
}

/// Room between columns and between the states of one.
const COLUMN_PX: u32 = 34;
const ROW_PX: u32 = 22;
const MARGIN_PX: u32 = 14;

/// Sweeps over the columns, forth and back in turn.
const SWEEPS: usize = 8;

/// Draws the states.
#[must_use]
pub fn state_graph(states: &[GraphState]) -> StateGraph {
    let layer = layers(states);
    let count = layer.iter().max().map_or(0, |last| last + 1);
    let mut columns: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (state, layer) in layer.iter().enumerate() {
        columns[*layer].push(state);
    }
    uncross(&mut columns, states);
    let tallest = columns.iter().map(Vec::len).max().unwrap_or(0);
    let mut drawn = vec![DrawnState::default(); states.len()];
    for (number, column) in columns.iter().enumerate() {
        let free = (tallest - column.len()) as u32 * ROW_PX / 2;
        for (row, state) in column.iter().enumerate() {
            drawn[*state] = DrawnState {
                x: MARGIN_PX + number as u32 * COLUMN_PX,
                y: MARGIN_PX + free + row as u32 * ROW_PX,
                outcome: states[*state].outcome,
            };
        }
    }
    let acts = states.iter().enumerate().flat_map(|(from, state)| {
        state.acts.iter().map(move |(to, task)| DrawnAct {
            from: from as u32,
            to: *to,
            task: *task,
        })
    });
    StateGraph {
        width: 2 * MARGIN_PX + (count.max(1) as u32 - 1) * COLUMN_PX,
        height: 2 * MARGIN_PX + (tallest.max(1) as u32 - 1) * ROW_PX,
        acts: acts.collect(),
        states: drawn,
    }
}

/// For each state how many acts it is from the start on the longest way that does not go round.
fn layers(states: &[GraphState]) -> Vec<usize> {
    let order = successors_last(states);
    let mut place = vec![0; states.len()];
    for (at, state) in order.iter().enumerate() {
        place[*state] = at;
    }
    let mut layer = vec![0; states.len()];
    for state in &order {
        for (to, _) in &states[*state].acts {
            let to = *to as usize;
            if place[to] > place[*state] {
                layer[to] = layer[to].max(layer[*state] + 1);
            }
        }
    }
    layer
}

/// The states, each before those that it leads to unless a cycle forbids it: depth first, last left first written.
fn successors_last(states: &[GraphState]) -> Vec<usize> {
    let mut seen = vec![false; states.len()];
    let mut left = Vec::with_capacity(states.len());
    for start in 0..states.len() {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut path = vec![(start, 0)];
        while let Some((state, followed)) = path.pop() {
            let Some((to, _)) = states[state].acts.get(followed) else {
                left.push(state);
                continue;
            };
            path.push((state, followed + 1));
            if !std::mem::replace(&mut seen[*to as usize], true) {
                path.push((*to as usize, 0));
            }
        }
    }
    left.reverse();
    left
}

/// Orders each column by where its neighbours in the column before, then in the column after, stand.
fn uncross(columns: &mut [Vec<usize>], states: &[GraphState]) {
    let mut neighbours = [
        vec![Vec::new(); states.len()],
        vec![Vec::new(); states.len()],
    ];
    for (from, state) in states.iter().enumerate() {
        for (to, _) in &state.acts {
            neighbours[0][*to as usize].push(from);
            neighbours[1][from].push(*to as usize);
        }
    }
    let mut row = vec![0u64; states.len()];
    let number = |row: &mut [u64], column: &[usize]| {
        // In thousandths of the column's height: columns differ in length.
        let step = 1_000_000 / (column.len() as u64 + 1);
        for (at, state) in column.iter().enumerate() {
            row[*state] = (at as u64 + 1) * step;
        }
    };
    columns.iter().for_each(|column| number(&mut row, column));
    for sweep in 0..SWEEPS {
        let is_back = sweep % 2 == 1;
        let near = &neighbours[usize::from(is_back)];
        let count = columns.len();
        for turn in 0..count {
            let column = &mut columns[if is_back { count - 1 - turn } else { turn }];
            let centre = |state: &usize| {
                let near = &near[*state];
                let sum: u64 = near.iter().map(|other| row[*other]).sum();
                sum.checked_div(near.len() as u64).unwrap_or(row[*state])
            };
            column.sort_by_cached_key(|state| (centre(state), *state));
            number(&mut row, column);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(acts: &[&[u32]]) -> Vec<GraphState> {
        let state = |to: &&[u32]| GraphState {
            outcome: to.is_empty().then_some(0),
            acts: to.iter().map(|to| (*to, TaskId(0))).collect(),
        };
        acts.iter().map(state).collect()
    }

    #[test]
    fn a_diamond_has_three_columns() {
        let drawn = state_graph(&graph(&[&[1, 2], &[3], &[3], &[]]));
        let columns: Vec<u32> = drawn.states.iter().map(|it| it.x).collect();
        assert_eq!(columns, [14, 48, 48, 82]);
        assert_eq!((drawn.width, drawn.height), (96, 50));
        assert_eq!(drawn.states[0].y, drawn.states[3].y);
        assert_eq!(drawn.acts.len(), 4);
    }

    #[test]
    fn acts_that_lead_back_do_not_make_the_drawing_longer() {
        let drawn = state_graph(&graph(&[&[1], &[0, 2], &[]]));
        assert_eq!(drawn.width, 96);
    }

    #[test]
    fn crossings_are_undone() {
        // 1 leads to 4 and 2 to 3: drawn in order of their numbers the lines would cross.
        let drawn = state_graph(&graph(&[&[1, 2], &[4], &[3], &[], &[]]));
        let above = |a: usize, b: usize| drawn.states[a].y < drawn.states[b].y;
        assert_eq!(above(1, 2), above(4, 3));
    }
}
