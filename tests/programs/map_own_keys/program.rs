// Keys with an equality or order of their own in maps and sets: lookups, range, index, from arrays; derived composite keys.
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{Hash, Hasher};
#[derive(Debug, Clone)] struct CaseInsensitive(String);
impl PartialEq for CaseInsensitive { fn eq(&self, o: &Self) -> bool { self.0.eq_ignore_ascii_case(&o.0) } }
impl Eq for CaseInsensitive {}
impl Hash for CaseInsensitive { fn hash<H: Hasher>(&self, h: &mut H) { self.0.to_ascii_lowercase().hash(h); } }
#[derive(Debug, PartialEq, Eq, Hash, Clone, Copy, PartialOrd, Ord)] enum Suit { Clubs, Hearts }
#[derive(Debug, PartialEq, Eq, Hash, Clone)] struct Card { suit: Suit, rank: u8 }
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)] struct Version { major: u32, minor: u32 }
#[derive(Debug, Eq, PartialEq)] struct ByLen(String);
impl Ord for ByLen { fn cmp(&self, o: &Self) -> std::cmp::Ordering { self.0.len().cmp(&o.0.len()).then(self.0.cmp(&o.0)) } }
impl PartialOrd for ByLen { fn partial_cmp(&self, o: &Self) -> Option<std::cmp::Ordering> { Some(self.cmp(o)) } }
fn main() {
    let mut m: HashMap<CaseInsensitive, i32> = HashMap::new();
    *m.entry(CaseInsensitive("Hello".into())).or_insert(0) += 1; *m.entry(CaseInsensitive("HELLO".into())).or_insert(0) += 1;
    println!("{} {:?}", m.len(), m.get(&CaseInsensitive("hello".into())));
    let mut t: HashMap<(CaseInsensitive, u8), &str> = HashMap::new(); t.insert((CaseInsensitive("a".into()), 1), "x"); t.insert((CaseInsensitive("A".into()), 1), "y"); println!("{} {:?}", t.len(), t.get(&(CaseInsensitive("a".into()), 1)));
    let mut o: HashSet<Option<CaseInsensitive>> = HashSet::new(); o.insert(None); o.insert(Some(CaseInsensitive("q".into()))); println!("{} {}", o.insert(Some(CaseInsensitive("Q".into()))), o.len());
    let c: HashSet<Card> = [Card { suit: Suit::Hearts, rank: 3 }, Card { suit: Suit::Hearts, rank: 3 }, Card { suit: Suit::Clubs, rank: 1 }].into_iter().collect(); println!("{}", c.len());
    let mut b = BTreeMap::new(); for (i, w) in ["pear", "fig", "apple", "kiwi"].iter().enumerate() { b.insert(ByLen(w.to_string()), i); }
    println!("{:?}", b.range(ByLen("kiwi".into())..).map(|(k, v)| (k.0.as_str(), *v)).collect::<Vec<_>>());
    println!("{:?} {}", b.first_key_value(), b[&ByLen("fig".into())]);
    let v: BTreeMap<Version, &str> = [(Version { major: 1, minor: 2 }, "b"), (Version { major: 1, minor: 0 }, "a"), (Version { major: 2, minor: 0 }, "c")].into(); println!("{:?}", v.range(Version { major: 1, minor: 1 }..=Version { major: 2, minor: 0 }).map(|(_, s)| *s).collect::<String>());
    let mut words: BTreeMap<char, Vec<&str>> = BTreeMap::new(); for w in "one two three four five six seven".split(' ') { words.entry(w.chars().next().unwrap()).or_default().push(w); } for (c, ws) in &words { println!("{c}: {}", ws.join(",")); }
    if let Some(mut e) = words.first_entry() { e.get_mut().push("zz"); } println!("{:?}", words.pop_first()); println!("{:?}", words.range('o'..'t').count()); let right = words.split_off(&'s'); println!("{} {}", words.len(), right.len());
}
