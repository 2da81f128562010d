// collect, extend and sum into what the annotation says.
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

#[derive(Debug)]
struct Team {
    members: Vec<String>,
}

impl FromIterator<String> for Team {
    fn from_iter<I: IntoIterator<Item = String>>(iter: I) -> Self {
        Team { members: iter.into_iter().collect() }
    }
}

fn evens(n: u32) -> Vec<u32> {
    (0..n).filter(|x| x % 2 == 0).collect()
}

struct Bag {
    items: BTreeSet<i32>,
}

fn main() {
    let v: Vec<i32> = (1..4).collect();
    let d: VecDeque<i32> = v.iter().copied().collect();
    let s: BTreeSet<i32> = v.iter().map(|x| x % 2).collect();
    let h: HashSet<i32> = v.iter().cloned().collect();
    let m: BTreeMap<i32, String> = v.iter().map(|x| (*x, x.to_string())).collect();
    let hm: HashMap<_, _> = m.iter().map(|(k, v)| (v.clone(), *k)).collect();
    println!("{v:?} {d:?} {s:?} {} {m:?} {}", h.len(), hm["2"]);
    let text: String = vec!["a", "b"].into_iter().collect();
    let chars: String = ['x', 'y'].iter().collect();
    let owned: String = vec![String::from("p"), String::from("q")].into_iter().collect();
    println!("{text} {chars} {owned}");
    let boxed: Box<[i32]> = (0..3).collect();
    println!("{boxed:?}");
    let r: Result<Vec<u8>, std::num::ParseIntError> = ["1", "300"].iter().map(|s| s.parse::<u8>()).collect();
    println!("{r:?}");
    let o: Option<Vec<i32>> = [Some(1), None].into_iter().collect();
    println!("{o:?}");
    let rs: Result<String, String> = vec![Ok('a'), Ok('b')].into_iter().collect();
    println!("{rs:?}");
    let unit: Result<(), String> = vec![Ok(()), Err("stop".to_string())].into_iter().collect();
    println!("{unit:?}");
    println!("{:?}", evens(7));
    let bag = Bag { items: [3, 1, 3].into_iter().collect() };
    println!("{:?}", bag.items);
    let team: Team = ["ann", "bob"].iter().map(|s| s.to_string()).collect();
    println!("{team:?} {}", team.members.len());
    let nested: Vec<Vec<char>> = "ab cd".split(' ').map(|w| w.chars().collect()).collect();
    println!("{nested:?}");
    let mut grown = vec![0];
    grown.extend(1..3);
    grown.extend(vec![9].iter());
    println!("{grown:?}");
    let mut map: HashMap<i32, i32> = HashMap::new();
    map.extend((0..3).map(|x| (x, x * x)));
    println!("{}", map.values().sum::<i32>());
    let total: i32 = [1, 2].iter().sum();
    let mean: f64 = [1.0, 2.0].iter().sum::<f64>() / 2.0;
    let product: u64 = (1..=10u64).product();
    println!("{total} {mean} {product}");
    let opt: Option<i32> = [Some(1), Some(2)].into_iter().sum();
    println!("{opt:?}");
    let refs: Vec<&i32> = v.iter().collect();
    println!("{refs:?}");
    println!("{}", Vec::<i32>::new().iter().sum::<i32>());
    println!("{}", Vec::<f64>::new().iter().sum::<f64>());
    let pairs = v.iter().zip(v.iter().skip(1)).map(|(a, b)| b - a).collect::<Vec<_>>();
    println!("{pairs:?}");
    let from = Vec::from_iter(0..3);
    println!("{from:?} {:?}", String::from_iter(['a', 'b']));
}
