//! Cycles of the graph: its strongly connected components (Tarjan, Depth-First Search and Linear Graph Algorithms,
//! SIAM Journal on Computing 1, 1972), without recursion.

use crate::graph::{Graph, NodeId, Standing};

/// Which nodes lie on cycles, and which of those can never end.
#[derive(Debug, Default)]
pub(crate) struct Cycles {
    /// By node: reachable from a cycle.
    pub(crate) after_cycle: Vec<bool>,
    /// One node of each cycle from which no end can be reached, lowest first.
    pub(crate) endless: Vec<NodeId>,
}

const UNSEEN: u32 = u32::MAX;

struct Tarjan<'g> {
    graph: &'g Graph,
    index: Vec<u32>,
    low: Vec<u32>,
    on_stack: Vec<bool>,
    stack: Vec<NodeId>,
    /// By node: its component; components are numbered successors first.
    component: Vec<u32>,
    count: u32,
}

impl Cycles {
    /// The cycles of a graph.
    pub(crate) fn of(graph: &Graph) -> Self {
        let len = graph.len();
        if !graph.may_have_cycles() {
            return Self {
                after_cycle: vec![false; len],
                endless: Vec::new(),
            };
        }
        let mut tarjan = Tarjan {
            graph,
            index: vec![UNSEEN; len],
            low: vec![0; len],
            on_stack: vec![false; len],
            stack: Vec::new(),
            component: vec![0; len],
            count: 0,
        };
        tarjan.walk(NodeId::ROOT);
        let component = tarjan.component;
        let components = tarjan.count as usize;
        let mut sizes = vec![0u32; components];
        let mut is_cycle = vec![false; components];
        let mut leaves = vec![false; components];
        let nodes = || (0..len as u32).map(NodeId);
        for node in nodes() {
            let own = component[node.index()];
            sizes[own as usize] += 1;
            if graph.standing(node) != Standing::Inner {
                leaves[own as usize] = true;
            }
            for (to, _) in graph.targets(node) {
                if component[to.index()] != own {
                    leaves[own as usize] = true;
                } else {
                    is_cycle[own as usize] = true;
                }
            }
        }
        let mut endless: Vec<Option<NodeId>> = vec![None; components];
        let mut after = is_cycle.clone();
        // Components are numbered successors first: a predecessor has a higher number.
        let mut by_component: Vec<NodeId> = nodes().collect();
        by_component.sort_by_key(|node| std::cmp::Reverse(component[node.index()]));
        for node in by_component {
            let own = component[node.index()] as usize;
            if is_cycle[own] && !leaves[own] {
                let least = endless[own].get_or_insert(node);
                *least = (*least).min(node);
            }
            for (to, _) in graph.targets(node) {
                after[component[to.index()] as usize] |= after[own];
            }
        }
        let mut endless: Vec<NodeId> = endless.into_iter().flatten().collect();
        endless.sort_unstable();
        Self {
            after_cycle: component.iter().map(|it| after[*it as usize]).collect(),
            endless,
        }
    }
}

impl Tarjan<'_> {
    fn walk(&mut self, root: NodeId) {
        let mut next = 0;
        // (node, how many of its edges have been followed)
        let mut path = vec![(root, 0usize)];
        while let Some((node, followed)) = path.pop() {
            let at = node.index();
            if self.index[at] == UNSEEN {
                self.index[at] = next;
                self.low[at] = next;
                next += 1;
                self.stack.push(node);
                self.on_stack[at] = true;
            }
            let mut targets = self.graph.targets(node).skip(followed);
            if let Some((to, _)) = targets.next() {
                drop(targets);
                path.push((node, followed + 1));
                if self.index[to.index()] == UNSEEN {
                    path.push((to, 0));
                } else if self.on_stack[to.index()] {
                    self.low[at] = self.low[at].min(self.index[to.index()]);
                }
                continue;
            }
            drop(targets);
            if let Some((parent, _)) = path.last() {
                let parent = parent.index();
                self.low[parent] = self.low[parent].min(self.low[at]);
            }
            if self.low[at] == self.index[at] {
                self.close(node);
            }
        }
    }

    fn close(&mut self, root: NodeId) {
        while let Some(node) = self.stack.pop() {
            self.on_stack[node.index()] = false;
            self.component[node.index()] = self.count;
            if node == root {
                break;
            }
        }
        self.count += 1;
    }
}
