//! The state graph as it grows: nodes, and their edges in one row.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use interleave_engine::Interleaving;
use interleave_trace::TaskId;
use smallvec::SmallVec;
use xxhash_rust::xxh3::xxh3_128;

/// A state, by its place in the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(pub(crate) u32);

impl NodeId {
    pub(crate) const ROOT: Self = Self(0);

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// Picks among waiters within one act; almost always none.
pub(crate) type Picks = SmallVec<[u8; 8]>;

/// One act.
#[derive(Clone, Debug)]
pub(crate) struct Edge {
    pub(crate) to: NodeId,
    pub(crate) task: TaskId,
    pub(crate) picks: Picks,
}

/// Edges in a row, packed: most acts pick nothing.
#[derive(Clone, Copy, Debug)]
struct Packed {
    to: u32,
    task: u16,
    /// 0: no picks; else the place in `Graph::picks`, plus 1.
    picks: u16,
}

/// What a finished node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Being searched, or given up.
    Open,
    /// Its edges are known.
    Inner,
    /// A run ends here: which outcome.
    End(u32),
}

#[derive(Clone, Copy, Debug)]
struct Node {
    first_edge: u32,
    edges: u16,
    standing: Standing,
}

/// Hashes are uniform already.
#[derive(Default)]
pub(crate) struct Uniform(u64);

impl Hasher for Uniform {
    fn write(&mut self, _bytes: &[u8]) {}

    fn write_u128(&mut self, hash: u128) {
        self.0 = hash as u64;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Nodes and edges.
#[derive(Default)]
pub(crate) struct Graph {
    known: HashMap<u128, u32, BuildHasherDefault<Uniform>>,
    nodes: Vec<Node>,
    edges: Vec<Packed>,
    picks: Vec<Picks>,
    /// Nodes in the order in which they were finished: successors first, but for cycles.
    finished: Vec<NodeId>,
    buffer: Vec<u8>,
}

impl Graph {
    /// The node of a state, and whether it is new.
    pub(crate) fn node(&mut self, state: &Interleaving<'_>) -> (NodeId, bool) {
        let bytes = state.state(std::mem::take(&mut self.buffer));
        let hash = xxh3_128(&bytes);
        self.buffer = bytes;
        let next = self.nodes.len() as u32;
        let node = *self.known.entry(hash).or_insert(next);
        if node == next {
            self.nodes.push(Node {
                first_edge: 0,
                edges: 0,
                standing: Standing::Open,
            });
        }
        (NodeId(node), node == next)
    }

    /// A node has been searched: these are its edges.
    pub(crate) fn finish(&mut self, node: NodeId, edges: &[Edge], standing: Standing) {
        let first_edge = self.edges.len() as u32;
        for edge in edges {
            let picks = self.pack(&edge.picks);
            self.edges.push(Packed {
                to: edge.to.0,
                task: edge.task.0 as u16,
                picks,
            });
        }
        self.nodes[node.index()] = Node {
            first_edge,
            edges: edges.len() as u16,
            standing,
        };
        self.finished.push(node);
    }

    fn pack(&mut self, picks: &Picks) -> u16 {
        if picks.is_empty() {
            return 0;
        }
        let known = self.picks.iter().position(|it| it == picks);
        let at = known.unwrap_or_else(|| {
            self.picks.push(picks.clone());
            self.picks.len() - 1
        });
        at as u16 + 1
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn edge_count(&self) -> usize {
        self.edges.len()
    }

    pub(crate) fn standing(&self, node: NodeId) -> Standing {
        self.nodes[node.index()].standing
    }

    /// Nodes in the order in which they were finished.
    pub(crate) fn finished(&self) -> &[NodeId] {
        &self.finished
    }

    /// Where the edges of a node lead: (to, who acts), in order.
    pub(crate) fn targets(&self, node: NodeId) -> impl ExactSizeIterator<Item = (NodeId, TaskId)> {
        self.packed(node)
            .iter()
            .map(|edge| (NodeId(edge.to), TaskId(u32::from(edge.task))))
    }

    /// Edge number `index` of a node.
    pub(crate) fn edge(&self, node: NodeId, index: usize) -> Edge {
        let packed = self.packed(node)[index];
        let picks = match packed.picks {
            0 => Picks::new(),
            at => self.picks[usize::from(at) - 1].clone(),
        };
        Edge {
            to: NodeId(packed.to),
            task: TaskId(u32::from(packed.task)),
            picks,
        }
    }

    fn packed(&self, node: NodeId) -> &[Packed] {
        let it = &self.nodes[node.index()];
        let from = it.first_edge as usize;
        &self.edges[from..from + usize::from(it.edges)]
    }

    /// Bytes that it takes, roughly.
    pub(crate) fn bytes(&self) -> usize {
        self.nodes.capacity() * size_of::<Node>()
            + self.edges.capacity() * size_of::<Packed>()
            + self.known.capacity() * 33
            + self.finished.capacity() * 4
    }
}
