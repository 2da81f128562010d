//! Constant rows and structs that methods borrow are there all the time: threads and tasks keep references into them.

use std::thread;

struct Route {
    name: &'static str,
    stops: [u32; 3],
}

impl Route {
    fn stops(&self) -> std::slice::Iter<'_, u32> {
        self.stops.iter()
    }

    fn name(&'static self) -> &'static str {
        self.name
    }
}

fn longest() -> &'static str {
    ["a", "ccc", "bb"].iter().max_by_key(|word| word.len()).unwrap()
}

fn main() {
    let mut handles = Vec::new();
    for (i, name) in ["ann", "bob", "cy"].iter().enumerate() {
        handles.push(thread::spawn(move || format!("{i} {name} {}", name.len())));
    }
    for handle in handles {
        println!("{}", handle.join().unwrap());
    }
    let windows: Vec<&'static [i32]> = [1, 2, 3, 4].windows(2).collect();
    println!("{windows:?} {:?}", [7u8; 3].first());
    println!("{}", longest());
    let stops = Route { name: "ring", stops: [4, 5, 6] }.stops();
    println!("{:?}", stops.rev().collect::<Vec<_>>());
    println!("{}", Route { name: "line", stops: [0; 3] }.name());
    for _ in 0..2 {
        let mut changed = [3, 1, 2];
        [10, 20].iter_mut().for_each(|n| *n += 1);
        changed.sort();
        println!("{changed:?} {:?}", [3, 1, 2].map(|n| n * 2));
    }
}
