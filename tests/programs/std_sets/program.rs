// HashSet and BTreeSet.
use std::collections::{BTreeSet, HashSet};

fn main() {
    let mut seen = HashSet::new();
    println!("{} {}", seen.insert(3), seen.insert(3));
    println!("{} {} {}", seen.contains(&3), seen.len(), seen.remove(&4));
    let a: BTreeSet<i32> = [1, 2, 3, 4].into_iter().collect();
    let b: BTreeSet<i32> = BTreeSet::from([3, 4, 5]);
    println!("{a:?} {b:?}");
    println!("{:?}", a.union(&b).collect::<Vec<_>>());
    println!("{:?}", a.intersection(&b).cloned().collect::<Vec<i32>>());
    println!("{:?}", a.difference(&b).collect::<Vec<_>>());
    println!("{:?}", a.symmetric_difference(&b).copied().collect::<BTreeSet<i32>>());
    println!("{:?} {:?}", &a | &b, &a & &b);
    println!("{} {}", a.is_subset(&b), BTreeSet::from([3]).is_subset(&a));
    println!("{} {}", a.is_disjoint(&b), a.is_superset(&BTreeSet::from([1, 2])));
    println!("{:?} {:?}", a.first(), a.last());
    println!("{:?}", a.range(2..4).collect::<Vec<_>>());
    println!("{:?}", a.iter().rev().collect::<Vec<_>>());
    let words: HashSet<String> = ["x", "y", "x"].iter().map(|s| s.to_string()).collect();
    let mut sorted: Vec<_> = words.into_iter().collect();
    sorted.sort();
    println!("{sorted:?}");
    let unique: HashSet<char> = "hello".chars().collect();
    println!("{}", unique.len());
    let mut set: BTreeSet<(u32, &str)> = BTreeSet::new();
    set.insert((2, "b"));
    set.insert((1, "z"));
    set.insert((2, "a"));
    while let Some((n, name)) = set.pop_first() {
        print!("{n}{name} ");
    }
    println!();
    let mut c: HashSet<i32> = (0..10).collect();
    c.retain(|x| x % 3 == 0);
    println!("{} {}", c.len(), c == HashSet::from([0, 3, 6, 9]));
    let common: Vec<i32> = {
        let d: HashSet<i32> = [3, 6, 7].into();
        let mut v: Vec<i32> = c.intersection(&d).copied().collect();
        v.sort();
        v
    };
    println!("{common:?}");
    println!("{:?} {:?}", c.take(&3), c.get(&3));
    c.clear();
    println!("{c:?} {}", c.is_empty());
    println!("{:?}", HashSet::from([1]));
}
