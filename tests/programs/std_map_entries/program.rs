// Maps by their entries: occupied and vacant, or_insert_with_key, first and last entries, extracting, disjoint places, set operators.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, btree_map};

fn hashed() {
    let mut stock: HashMap<String, u32> = HashMap::new();
    *stock.entry("pear".to_string()).or_insert_with_key(|key| key.len() as u32) += 1;
    println!("{:?}", stock.entry("pear".into()).key());
    println!("{}", stock["pear"]);
    match stock.entry("fig".to_string()) {
        Entry::Vacant(vacant) => {
            println!("{}", vacant.key());
            let key = vacant.into_key();
            println!("{key} {}", stock.len());
        }
        Entry::Occupied(_) => unreachable!(),
    }
    if let Entry::Vacant(vacant) = stock.entry("fig".to_string()) {
        *vacant.insert(3) += 1;
    }
    let mut occupied = match stock.entry("fig".to_string()) {
        Entry::Occupied(occupied) => occupied,
        Entry::Vacant(_) => unreachable!(),
    };
    println!("{} {}", occupied.key(), occupied.get());
    println!("{}", occupied.insert(10));
    *occupied.get_mut() += 1;
    *occupied.into_mut() *= 2;
    println!("{}", stock["fig"]);
    let inserted = stock.entry("kiwi".to_string()).insert_entry(7);
    println!("{} {}", inserted.key(), inserted.get());
    if let Entry::Occupied(occupied) = stock.entry("kiwi".to_string()) {
        println!("{:?}", occupied.remove_entry());
    }
    stock.entry("plum".into()).and_modify(|count| *count += 100).or_insert(1);
    stock.entry("plum".into()).and_modify(|count| *count += 100).or_insert(1);
    stock.entry("none".into()).or_default();
    println!("{:?}", stock.get_key_value("plum"));
    println!("{:?}", stock.remove_entry("none"));
    if let [Some(fig), Some(plum)] = stock.get_disjoint_mut(["fig", "plum"]) {
        std::mem::swap(fig, plum);
    }
    println!("{:?} {:?}", stock["fig"], stock["plum"]);
    stock.extend([("a".to_string(), 1), ("b".to_string(), 2)]);
    stock.retain(|name, count| { *count += 1; name.len() == 1 });
    let mut values: Vec<u32> = stock.clone().into_values().collect();
    let mut keys: Vec<String> = stock.drain().map(|(key, _)| key).collect();
    values.sort();
    keys.sort();
    println!("{values:?} {keys:?} {}", stock.is_empty());
    println!("{:?} {:?}", HashMap::from([(1, 2)]).get_mut(&3), HashMap::from([(1, 'a')]) == HashMap::from_iter([(1, 'a')]));
}

fn ordered() {
    let mut map: BTreeMap<i32, &str> = (1..).zip(["one", "two", "three", "four", "five"]).collect();
    if let Some(mut first) = map.first_entry() {
        println!("{}", first.key());
        println!("{}", first.insert("uno"));
    }
    if let Some(last) = map.last_entry() {
        println!("{:?}", last.remove_entry());
    }
    println!("{:?} {:?}", map.first_key_value(), map.last_key_value());
    for (key, value) in map.range_mut(2..=3) {
        *value = if *key == 2 { "dos" } else { "tres" };
    }
    println!("{:?} {:?}", map.range(3..).next(), map.range(..2).next_back());
    let high = map.split_off(&3);
    println!("{map:?} {high:?}");
    map.append(&mut BTreeMap::from([(2, "deux"), (0, "zero")]));
    println!("{map:?} {:?} {:?}", map.clone().pop_first(), map.clone().pop_last());
    match map.entry(7) {
        btree_map::Entry::Vacant(vacant) => println!("{}", vacant.insert("seven")),
        btree_map::Entry::Occupied(occupied) => println!("{}", occupied.get()),
    }
    println!("{:?}", map.keys().rev().collect::<Vec<_>>());
    println!("{:?}", map.into_values().last());
    let empty: BTreeMap<u8, u8> = BTreeMap::new();
    println!("{:?} {:?} {empty:?}", empty.first_key_value(), empty.range(1..).count());
}

fn sets() {
    let left: BTreeSet<i32> = [1, 2, 3, 4].into();
    let right = BTreeSet::from([3, 4, 5]);
    println!("{:?} {:?} {:?} {:?}", &left | &right, &left & &right, &left ^ &right, &left - &right);
    println!("{} {} {}", left.is_subset(&right), left.is_disjoint(&right), left.is_superset(&BTreeSet::new()));
    println!("{:?} {:?} {:?}", left.first(), left.range(2..).nth(1), right.last());
    let mut some = left.clone();
    println!("{:?} {:?} {:?} {}", some.pop_first(), some.take(&3), some.replace(4), some.insert(2));
    println!("{:?} {some:?}", some.split_off(&3));
    let hashed: HashSet<i32> = left.iter().copied().collect();
    let other = HashSet::from([4, 5]);
    let mut both: Vec<_> = (&hashed | &other).into_iter().collect();
    both.sort_unstable();
    println!("{both:?} {:?} {}", &hashed & &other, (&hashed ^ &other).len());
    println!("{:?} {:?} {}", hashed.get(&4), hashed.get(&9), (&hashed - &other).contains(&4));
    let mut hashed = hashed;
    println!("{} {} {:?}", hashed.insert(1), hashed.remove(&1), hashed.take(&2));
}

fn said<T>(result: std::thread::Result<T>) {
    let Err(payload) = result else { return };
    match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(text), _) => println!("panic: {text}"),
        (_, Some(text)) => println!("panic: {text}"),
        _ => println!("panic"),
    }
}

fn main() {
    hashed();
    ordered();
    sets();
    said(std::panic::catch_unwind(|| HashMap::from([("a", 1)])["b"]));
    said(std::panic::catch_unwind(|| BTreeMap::from([("a", 1)])["b"]));
}
