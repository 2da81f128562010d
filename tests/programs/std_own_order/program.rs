// Maps, sets and heaps whose keys have an order of their own.
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{Hash, Hasher};

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

#[derive(Debug, Clone, Eq)]
struct User {
    id: u32,
    name: &'static str,
}

impl PartialEq for User {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Hash for User {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
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
    let mut users = HashSet::new();
    println!("{}", users.insert(User { id: 2, name: "b" }));
    println!("{}", users.insert(User { id: 1, name: "a" }));
    println!("{}", users.insert(User { id: 2, name: "other" }));
    println!("{:?}", users.get(&User { id: 2, name: "" }).map(|u| u.name));
    let mut logins: HashMap<User, u32> = HashMap::new();
    for (id, name) in [(1, "a"), (2, "b"), (1, "c")] {
        *logins.entry(User { id, name }).or_insert(0) += 1;
    }
    println!("{} {:?}", logins.len(), logins.get(&User { id: 1, name: "" }));
    println!("{:?}", logins.remove(&User { id: 1, name: "x" }));
    println!("{:?}", logins);
}
