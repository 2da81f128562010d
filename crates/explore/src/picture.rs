//! The state graph as plain data, for whoever draws it.

use interleave_trace::TaskId;

use crate::graph::{NodeId, Standing};
use crate::outcomes::Report;
use crate::search::Search;

/// One state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureState {
    /// The outcome in which a run ends here, as its place in the report.
    pub outcome: Option<u32>,
    /// What can be done here, in order.
    pub acts: Vec<PictureAct>,
}

/// One act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureAct {
    /// The state that it leads to.
    pub to: u32,
    /// Who acts.
    pub task: TaskId,
}

impl Search<'_> {
    /// All states, the start first, when there are at most `most` of them.
    #[must_use]
    pub fn picture(&self, report: &Report, most: usize) -> Option<Vec<PictureState>> {
        if self.graph.len() > most {
            return None;
        }
        let place = |end: u32| report.outcomes.iter().position(|it| it.end == Some(end));
        let state = |node: NodeId| PictureState {
            outcome: match self.graph.standing(node) {
                Standing::End(end) => place(end).map(|it| it as u32),
                _ => None,
            },
            acts: self
                .graph
                .targets(node)
                .map(|(to, task)| PictureAct { to: to.0, task })
                .collect(),
        };
        let nodes = (0..self.graph.len() as u32).map(NodeId);
        Some(nodes.map(state).collect())
    }
}
