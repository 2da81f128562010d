// Default values of the program's own types where std asks for them: or_default, unwrap_or_default, mem::take.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

#[derive(Debug, Clone, Default, PartialEq)]
struct Stats {
    hits: u32,
    names: Vec<String>,
}

/// Its default is written by hand.
#[derive(Debug, PartialEq)]
struct Level(u8);

impl Default for Level {
    fn default() -> Self {
        println!("a level is made");
        Level(9)
    }
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Idle,
    Busy(Level),
}

#[derive(Debug, Default)]
struct Pair<A, B> {
    a: A,
    b: B,
}

struct Machine {
    state: State,
    stats: Stats,
}

impl Machine {
    fn step(&mut self) {
        self.state = match std::mem::take(&mut self.state) {
            State::Idle => State::Busy(Level::default()),
            State::Busy(level) if level.0 > 9 => State::Idle,
            State::Busy(Level(n)) => State::Busy(Level(n + 1)),
        };
    }

    fn drain(&mut self) -> Stats {
        std::mem::take(&mut self.stats)
    }
}

fn first_or<T: Default>(items: Vec<T>) -> T {
    items.into_iter().next().unwrap_or_default()
}

fn main() {
    let mut by_name: HashMap<&str, Stats> = HashMap::new();
    for name in ["a", "b", "a"] {
        let stats = by_name.entry(name).or_default();
        stats.hits += 1;
        stats.names.push(name.to_uppercase());
    }
    let sorted: BTreeMap<_, _> = by_name.into_iter().collect();
    println!("{sorted:?}");

    let shared: Arc<Mutex<HashMap<u8, Pair<u8, Level>>>> = Arc::default();
    shared.lock().unwrap().entry(1).or_default().a += 200;
    shared.lock().unwrap().entry(1).or_default().a += 55;
    println!("{:?}", shared.lock().unwrap().get(&1));

    let none: Option<Level> = None;
    println!("{:?}", none.unwrap_or_default());
    println!("{:?}", Some(Level(1)).unwrap_or_default());
    let failed: Result<Stats, String> = Err("no".to_string());
    println!("{:?}", failed.unwrap_or_default());
    let mut later: Option<(Level, u16)> = None;
    later.get_or_insert_default().1 += 3;
    println!("{later:?}");

    let mut machine = Machine {
        state: State::default(),
        stats: Stats {
            hits: 2,
            names: Vec::new(),
        },
    };
    for _ in 0..4 {
        machine.step();
        println!("{:?}", machine.state);
    }
    println!("{:?} {:?}", machine.drain(), machine.stats);
    println!(
        "{:?} {:?}",
        first_or::<Level>(Vec::new()),
        first_or(vec![Level(2)])
    );
    println!("{:?}", first_or::<Pair<Stats, bool>>(Vec::new()));
}
