//! The state graph as it grows: nodes, and their edges in one row.

use interleave_engine::{Interleaving, Written};
use interleave_trace::TaskId;
use smallvec::SmallVec;
use xxhash_rust::xxh3::xxh3_128;

use crate::rows::Rows;

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

/// One act, with those after it that leave no choice.
#[derive(Clone, Debug)]
pub(crate) struct Edge {
    pub(crate) to: NodeId,
    pub(crate) task: TaskId,
    pub(crate) picks: Picks,
    /// Who acts last, and how often another one acts than before.
    pub(crate) course: Course,
}

/// Who acts in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Course {
    pub(crate) last: TaskId,
    pub(crate) switches: u8,
    /// Acts after the first: those that left no choice.
    pub(crate) forced: u8,
}

impl Course {
    pub(crate) fn of(task: TaskId) -> Self {
        Self {
            last: task,
            switches: 0,
            forced: 0,
        }
    }

    /// `task` acts next.
    pub(crate) fn then(&mut self, task: TaskId) {
        self.switches += u8::from(task != self.last);
        self.forced += 1;
        self.last = task;
    }

    /// What came after `before`, a beginning of this course.
    pub(crate) fn since(self, before: Self) -> Self {
        Self {
            last: self.last,
            switches: self.switches - before.switches,
            forced: self.forced - before.forced,
        }
    }

    /// Goes on with what has come [since](Self::since) another course.
    pub(crate) fn append(&mut self, rest: Self) {
        self.switches += rest.switches;
        self.forced += rest.forced;
        self.last = rest.last;
    }
}

/// Edges in a row, packed: most acts pick nothing.
#[derive(Clone, Copy, Debug)]
struct Packed {
    to: u32,
    task: u16,
    /// 0: no picks; else the place in `Graph::picks`, plus 1.
    picks: u16,
    last: u16,
    switches: u8,
    forced: u8,
}

impl Packed {
    fn course(self) -> Course {
        Course {
            last: TaskId(u32::from(self.last)),
            switches: self.switches,
            forced: self.forced,
        }
    }
}

/// What a finished node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Being searched, or given up.
    Open,
    /// Not what is wanted: its edges are not asked for.
    Left,
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

/// The nodes by the hashes of their states: open addressing with linear probing, four bytes a place. Hashes are
/// uniform, so their lowest bits are the place.
#[derive(Default)]
struct Table {
    /// Nodes; [`FREE`] where there is none.
    places: Vec<u32>,
    /// By node.
    hashes: Rows<u128>,
    nodes: usize,
}

const FREE: u32 = u32::MAX;

impl Table {
    /// The node of a hash; a new one when it has none.
    fn node(&mut self, hash: u128) -> (u32, bool) {
        if self.nodes * 4 >= self.places.len() * 3 {
            self.grow();
        }
        let at = self.find(hash);
        match self.places[at] {
            FREE => {
                let node = self.nodes as u32;
                self.nodes += 1;
                self.places[at] = node;
                self.hashes.push(hash);
                (node, true)
            }
            node => (node, false),
        }
    }

    /// The place of a hash, or the free one where it belongs.
    fn find(&self, hash: u128) -> usize {
        let mask = self.places.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            match self.places[at] {
                FREE => return at,
                node if self.hashes[node as usize] == hash => return at,
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let size = (self.places.len() * 2).max(1024);
        self.places.clear();
        self.places.shrink_to(size);
        self.places.resize(size, FREE);
        for node in 0..self.nodes {
            let at = self.find(self.hashes[node]);
            self.places[at] = node as u32;
        }
    }

    fn bytes(&self) -> usize {
        self.places.capacity() * 4 + self.hashes.bytes()
    }
}

/// States by number: 0, 1, 2, … as they come.
#[derive(Default)]
pub(crate) struct States {
    known: Table,
    /// Memory for the next state's bytes.
    written: Written,
}

impl States {
    /// The number of a state, and whether it is new.
    pub(crate) fn number(&mut self, state: &Interleaving<'_>) -> (u32, bool) {
        self.written = state.state(std::mem::take(&mut self.written));
        self.known.node(xxh3_128(&self.written.bytes))
    }

    pub(crate) fn bytes(&self) -> usize {
        self.known.bytes()
    }
}

/// Nodes and edges.
#[derive(Default)]
pub(crate) struct Graph {
    known: States,
    nodes: Rows<Node>,
    edges: Rows<Packed>,
    edge_count: usize,
    picks: Vec<Picks>,
    /// Nodes in the order in which they were finished: successors first, but for cycles.
    finished: Rows<NodeId>,
    may_have_cycles: bool,
}

impl Graph {
    /// The node of a state, and whether it is new.
    pub(crate) fn node(&mut self, state: &Interleaving<'_>) -> (NodeId, bool) {
        let (node, is_new) = self.known.number(state);
        if is_new {
            self.nodes.push(Node {
                first_edge: 0,
                edges: 0,
                standing: Standing::Open,
            });
        }
        (NodeId(node), is_new)
    }

    /// A node has been searched: these are its edges.
    pub(crate) fn finish(&mut self, node: NodeId, edges: &[Edge], standing: Standing) {
        // Depth first: what an edge leads to has been searched by now, or the way here goes through it.
        let is_open = |edge: &Edge| self.standing(edge.to) == Standing::Open;
        self.may_have_cycles = self.may_have_cycles || edges.iter().any(is_open);
        let picks = &mut self.picks;
        let packed = edges.iter().map(|edge| Packed {
            to: edge.to.0,
            task: edge.task.0 as u16,
            picks: pack(picks, &edge.picks),
            last: edge.course.last.0 as u16,
            switches: edge.course.switches,
            forced: edge.course.forced,
        });
        let first_edge = self.edges.push_row(packed);
        self.edge_count += edges.len();
        self.nodes[node.index()] = Node {
            first_edge: first_edge as u32,
            edges: edges.len() as u16,
            standing,
        };
        self.finished.push(node);
    }

    /// The `count` nodes that were finished last will be finished anew. Their edges' room is lost.
    pub(crate) fn reopen(&mut self, count: usize) {
        for _ in 0..count {
            if let Some(node) = self.finished.pop() {
                self.edge_count -= usize::from(self.nodes[node.index()].edges);
            }
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.known.known.nodes
    }

    pub(crate) fn edge_count(&self) -> usize {
        self.edge_count
    }

    pub(crate) fn standing(&self, node: NodeId) -> Standing {
        self.nodes[node.index()].standing
    }

    /// Whether there may be a way from a node to itself. There is none for sure when this is `false`.
    pub(crate) fn may_have_cycles(&self) -> bool {
        self.may_have_cycles
    }

    /// Nodes in the order in which they were finished.
    pub(crate) fn finished(&self) -> impl DoubleEndedIterator<Item = NodeId> {
        self.finished.iter().copied()
    }

    /// Where the edges of a node lead: (to, who acts), in order.
    pub(crate) fn targets(&self, node: NodeId) -> impl ExactSizeIterator<Item = (NodeId, TaskId)> {
        self.packed(node)
            .iter()
            .map(|edge| (NodeId(edge.to), TaskId(u32::from(edge.task))))
    }

    /// Where an act of `task` leads from a finished node, when that is one act and nothing else.
    pub(crate) fn lone_target(&self, node: NodeId, task: TaskId) -> Option<NodeId> {
        let own = |edge: &&Packed| u32::from(edge.task) == task.0;
        let mut edges = self.packed(node).iter().filter(own);
        match (edges.next(), edges.next()) {
            (Some(only), None) if only.forced == 0 && only.picks == 0 => Some(NodeId(only.to)),
            _ => None,
        }
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
            course: packed.course(),
        }
    }

    /// The same with who acts last.
    pub(crate) fn courses(&self, node: NodeId) -> impl Iterator<Item = (NodeId, TaskId, Course)> {
        self.packed(node).iter().map(|edge| {
            let task = TaskId(u32::from(edge.task));
            (NodeId(edge.to), task, edge.course())
        })
    }

    fn packed(&self, node: NodeId) -> &[Packed] {
        let it = &self.nodes[node.index()];
        self.edges.row(it.first_edge as usize, it.edges.into())
    }

    /// Bytes that it takes, roughly.
    pub(crate) fn bytes(&self) -> usize {
        self.nodes.bytes() + self.edges.bytes() + self.known.bytes() + self.finished.bytes()
    }
}

/// 0 for none; else their place among all picks, plus 1.
fn pack(all: &mut Vec<Picks>, picks: &Picks) -> u16 {
    if picks.is_empty() {
        return 0;
    }
    let known = all.iter().position(|it| it == picks);
    let at = known.unwrap_or_else(|| {
        all.push(picks.clone());
        all.len() - 1
    });
    at as u16 + 1
}
