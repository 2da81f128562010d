// Maps, sets and heaps whose keys have an order of their own.
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, PartialEq, Eq)]
struct ByLength(String);

impl Ord for ByLength {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| other.0.cmp(&self.0))
    }
}

impl PartialOrd for ByLength {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn key(s: &str) -> ByLength {
    ByLength(s.to_string())
}

fn main() {
    let mut map = BTreeMap::new();
    for (i, word) in ["pear", "fig", "kiwi", "apple", "fig"].iter().enumerate() {
        println!("{:?}", map.insert(key(word), i));
    }
    println!("{map:?}");
    println!("{:?} {:?}", map.get(&key("fig")), map.get(&key("plum")));
    *map.entry(key("plum")).or_insert(0) += 10;
    *map.entry(key("fig")).or_insert(0) += 10;
    println!("{:?} {}", map.remove(&key("kiwi")), map.contains_key(&key("kiwi")));
    println!("{:?}", map.iter().map(|(k, v)| format!("{}{v}", k.0)).collect::<Vec<_>>());
    let set: BTreeSet<Reverse<u32>> = [3, 9, 1, 3].into_iter().map(Reverse).collect();
    println!("{set:?} {}", set.contains(&Reverse(9)));
    println!("{:?}", set.first());
    let mut events: BTreeSet<(Reverse<u8>, &str)> = BTreeSet::new();
    events.insert((Reverse(1), "low"));
    events.insert((Reverse(7), "high"));
    while let Some((Reverse(level), name)) = events.pop_first() {
        println!("{level} {name}");
    }
    let collected: BTreeMap<ByLength, usize> = ["bb", "a"].iter().map(|s| (key(s), s.len())).collect();
    println!("{collected:?}");
}
