// BTreeMap: ordered.
use std::collections::BTreeMap;

fn main() {
    let mut m = BTreeMap::new();
    for (i, word) in ["delta", "alpha", "charlie", "bravo"].iter().enumerate() {
        m.insert(*word, i);
    }
    println!("{m:?}");
    println!("{:#?}", m);
    for (k, v) in &m {
        println!("{k} -> {v}");
    }
    println!("{:?} {:?}", m.first_key_value(), m.last_key_value());
    println!("{:?}", m.keys().collect::<Vec<_>>());
    println!("{:?}", m.values().rev().collect::<Vec<_>>());
    println!("{:?}", m.range("b".."d").collect::<Vec<_>>());
    println!("{:?}", m.range("charlie"..).map(|(k, _)| *k).collect::<Vec<_>>());
    for (_, v) in m.iter_mut() {
        *v += 100;
    }
    println!("{:?} {:?}", m.pop_first(), m.pop_last());
    *m.entry("zulu").or_insert(5) *= 2;
    println!("{m:?} {}", m.len());
    let mut scores: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (name, score) in [("b", 3), ("a", 1), ("b", 4)] {
        scores.entry(name.to_string()).or_default().push(score);
    }
    println!("{scores:?}");
    let histogram = "mississippi".chars().fold(BTreeMap::new(), |mut acc, c| {
        *acc.entry(c).or_insert(0) += 1;
        acc
    });
    println!("{histogram:?}");
    let inverted: BTreeMap<i32, Vec<char>> = histogram.iter().fold(BTreeMap::new(), |mut acc, (c, n)| {
        acc.entry(*n).or_insert_with(Vec::new).push(*c);
        acc
    });
    println!("{inverted:?}");
    let mut numbers: BTreeMap<i32, &str> = [(3, "c"), (1, "a"), (2, "b")].into();
    println!("{:?}", numbers.remove(&2));
    println!("{:?}", numbers.get(&3));
    println!("{:?}", numbers.split_off(&2));
    println!("{numbers:?}");
    let collected: BTreeMap<_, _> = vec![("x", 1), ("y", 2)].into_iter().collect();
    let back: Vec<(&str, i32)> = collected.clone().into_iter().collect();
    println!("{back:?} {}", collected.contains_key("x"));
    println!("{}", collected.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("&"));
}
