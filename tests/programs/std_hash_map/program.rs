// HashMap with the entry API; output never depends on the map's order.
use std::collections::HashMap;

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Kind {
    Fruit,
    Vegetable(u8),
}

fn main() {
    let mut ages: HashMap<&str, i32> = HashMap::new();
    println!("{:?}", ages.insert("ann", 30));
    println!("{:?}", ages.insert("bob", 25));
    println!("{:?}", ages.insert("ann", 31));
    println!("{} {:?} {:?}", ages.len(), ages.get("ann"), ages.get("eve"));
    println!("{} {}", ages["bob"], ages.contains_key("eve"));
    *ages.entry("bob").or_insert(0) += 1;
    *ages.entry("eve").or_insert(0) += 1;
    ages.entry("ann").and_modify(|a| *a += 10).or_insert(99);
    let mut sorted: Vec<_> = ages.iter().collect();
    sorted.sort();
    println!("{sorted:?}");
    if let Some(age) = ages.get_mut("eve") {
        *age = 7;
    }
    println!("{:?} {:?}", ages.remove("eve"), ages.remove("eve"));
    let text = "the cat and the dog and the bird";
    let mut counts: HashMap<String, usize> = HashMap::new();
    for word in text.split(' ') {
        *counts.entry(word.to_string()).or_default() += 1;
    }
    let mut by_count: Vec<(&String, &usize)> = counts.iter().collect();
    by_count.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    for (word, n) in &by_count {
        println!("{word}: {n}");
    }
    let mut groups: HashMap<usize, Vec<&str>> = HashMap::new();
    for word in text.split(' ') {
        groups.entry(word.len()).or_insert_with(Vec::new).push(word);
    }
    let mut lengths: Vec<usize> = groups.keys().copied().collect();
    lengths.sort_unstable();
    println!("{lengths:?} {:?}", groups[&4]);
    let total: usize = counts.values().sum();
    println!("{total}");
    for n in counts.values_mut() {
        *n *= 2;
    }
    println!("{}", counts["the"]);
    counts.retain(|_, n| *n > 2);
    let mut left: Vec<String> = counts.into_keys().collect();
    left.sort();
    println!("{left:?}");
    let squares: HashMap<i32, i32> = (1..=3).map(|x| (x, x * x)).collect();
    println!("{} {}", squares[&3], squares == HashMap::from([(2, 4), (1, 1), (3, 9)]));
    let mut kinds = HashMap::new();
    kinds.insert(Kind::Vegetable(3), "leek");
    kinds.insert(Kind::Fruit, "fig");
    println!("{:?} {:?}", kinds.get(&Kind::Vegetable(3)), kinds.get(&Kind::Vegetable(4)));
    println!("{:?}", kinds.remove_entry(&Kind::Fruit));
    let one: HashMap<(i32, i32), bool> = HashMap::from([((0, 1), true)]);
    println!("{one:?}");
    let mut cache: HashMap<u64, u64> = HashMap::new();
    fn fib(n: u64, cache: &mut HashMap<u64, u64>) -> u64 {
        if n < 2 {
            return n;
        }
        if let Some(&known) = cache.get(&n) {
            return known;
        }
        let result = fib(n - 1, cache) + fib(n - 2, cache);
        cache.insert(n, result);
        result
    }
    println!("{} {}", fib(80, &mut cache), cache.len());
    let mut names: HashMap<u32, String> = HashMap::with_capacity(8);
    names.extend([(1, "x".to_string()), (2, "y".to_string())]);
    let longest = names.iter().max_by_key(|(k, _)| **k).map(|(_, v)| v.clone());
    println!("{longest:?} {:?}", names.get(&1).cloned().unwrap_or_default());
    println!("{}", names.get(&9).map(|s| s.as_str()).unwrap_or("none"));
    names.clear();
    println!("{names:?}");
}
