// BinaryHeap: max first, min first with Reverse, and with the program's own order.
use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, HashMap};

#[derive(Debug, Copy, Clone, PartialEq, Eq)]
struct State {
    cost: u32,
    node: usize,
}

impl Ord for State {
    fn cmp(&self, other: &Self) -> Ordering {
        other.cost.cmp(&self.cost).then_with(|| self.node.cmp(&other.node))
    }
}

impl PartialOrd for State {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn shortest(edges: &HashMap<usize, Vec<(usize, u32)>>, from: usize, to: usize) -> Option<u32> {
    let mut best: HashMap<usize, u32> = HashMap::new();
    let mut heap = BinaryHeap::new();
    best.insert(from, 0);
    heap.push(State { cost: 0, node: from });
    while let Some(State { cost, node }) = heap.pop() {
        if node == to {
            return Some(cost);
        }
        if cost > *best.get(&node).unwrap_or(&u32::MAX) {
            continue;
        }
        if let Some(next) = edges.get(&node) {
            for &(neighbour, weight) in next {
                let next = State { cost: cost + weight, node: neighbour };
                if next.cost < *best.get(&neighbour).unwrap_or(&u32::MAX) {
                    best.insert(neighbour, next.cost);
                    heap.push(next);
                }
            }
        }
    }
    None
}

fn main() {
    let mut heap = BinaryHeap::new();
    for x in [5, 1, 8, 3, 9, 2] {
        heap.push(x);
    }
    println!("{:?} {}", heap.peek(), heap.len());
    while let Some(x) = heap.pop() {
        print!("{x} ");
    }
    println!();
    let mut min = BinaryHeap::new();
    min.push(Reverse(5));
    min.push(Reverse(1));
    min.push(Reverse(3));
    if let Some(Reverse(x)) = min.pop() {
        println!("{x}");
    }
    println!("{:?}", min.pop());
    let from = BinaryHeap::from(vec![2, 7, 4]);
    println!("{:?}", from.into_sorted_vec());
    let mut tasks: BinaryHeap<(u32, &str)> = vec![(2, "write"), (9, "urgent"), (2, "again")].into_iter().collect();
    println!("{:?}", tasks.pop());
    println!("{:?}", tasks.pop());
    println!("{}", tasks.is_empty());
    let mut edges = HashMap::new();
    edges.insert(0, vec![(1, 7), (2, 3)]);
    edges.insert(2, vec![(1, 2), (3, 8)]);
    edges.insert(1, vec![(3, 1)]);
    println!("{:?} {:?}", shortest(&edges, 0, 3), shortest(&edges, 3, 0));
}
