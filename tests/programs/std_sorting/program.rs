// Sorting, also with the program's own orders.
use std::cmp::{Ordering, Reverse};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Version {
    major: u32,
    minor: u32,
}

#[derive(Debug, PartialEq, Eq)]
struct Task {
    priority: u32,
    name: &'static str,
}

impl Ord for Task {
    fn cmp(&self, other: &Self) -> Ordering {
        other.priority.cmp(&self.priority).then_with(|| self.name.cmp(other.name))
    }
}

impl PartialOrd for Task {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn main() {
    let mut v = vec![5, -3, 9, 0];
    v.sort();
    println!("{v:?}");
    v.sort_by(|a, b| b.cmp(a));
    println!("{v:?}");
    v.sort_unstable_by_key(|x: &i32| x.abs());
    println!("{v:?}");
    v.sort_by_key(|&x| Reverse(x));
    println!("{v:?}");
    let mut words = vec!["pear", "fig", "apple", "kiwi", "date"];
    words.sort_by_key(|w| w.len());
    println!("{words:?}");
    words.sort_by(|a, b| a.len().cmp(&b.len()).then(a.cmp(b)));
    println!("{words:?}");
    let mut floats = vec![2.5f64, -1.0, 9.75];
    floats.sort_by(|a, b| a.partial_cmp(b).unwrap());
    println!("{floats:?}");
    floats.sort_by(|a, b| b.total_cmp(a));
    println!("{floats:?}");
    let mut versions = vec![
        Version { major: 1, minor: 4 },
        Version { major: 0, minor: 9 },
        Version { major: 1, minor: 2 },
    ];
    versions.sort();
    println!("{versions:?}");
    println!("{:?}", versions.iter().max());
    let mut tasks = vec![
        Task { priority: 1, name: "b" },
        Task { priority: 5, name: "c" },
        Task { priority: 1, name: "a" },
    ];
    tasks.sort();
    println!("{:?}", tasks.iter().map(|t| t.name).collect::<Vec<_>>());
    println!("{:?}", tasks.iter().min().unwrap());
    let mut pairs = vec![(2, 'b'), (1, 'z'), (2, 'a')];
    pairs.sort();
    println!("{pairs:?}");
    pairs.sort_by(|a, b| b.1.cmp(&a.1));
    println!("{pairs:?}");
    println!("{:?} {:?}", 1.cmp(&2), 2.5.partial_cmp(&1.5));
    println!("{:?}", Ordering::Less.reverse());
    println!("{} {}", 1.cmp(&1).is_eq(), "a".cmp("b").is_lt());
    println!("{:?}", (1, "x").cmp(&(1, "y")));
    println!("{} {}", Version { major: 1, minor: 0 } > Version { major: 0, minor: 9 }, Some(1) < None);
    println!("{:?}", std::cmp::max("a", "b"));
    println!("{:?}", Reverse(3).cmp(&Reverse(1)));
    println!("{}", [1, 2, 2, 9].is_sorted());
    let mut strings = vec!["b".to_string(), "a".to_string(), "C".to_string()];
    strings.sort_by_key(|s| s.to_lowercase());
    println!("{strings:?}");
    strings.sort_unstable();
    println!("{strings:?}");
}
