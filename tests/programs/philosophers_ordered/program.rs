// Dining philosophers: forks are taken in order of their numbers.
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

#[derive(Debug)]
struct Table {
    forks: Vec<Mutex<u32>>,
}

struct Philosopher {
    name: &'static str,
    first: usize,
    second: usize,
}

impl Philosopher {
    fn new(name: &'static str, left: usize, right: usize) -> Self {
        let (first, second) = if left < right { (left, right) } else { (right, left) };
        Self { name, first, second }
    }

    fn eat(&self, table: &Table) -> String {
        let mut one = table.forks[self.first].lock().unwrap();
        thread::sleep(Duration::from_millis(5));
        let mut two = table.forks[self.second].lock().unwrap();
        *one += 1;
        *two += 1;
        format!("{} eats with forks {} and {}", self.name, self.first, self.second)
    }
}

fn main() {
    let table = Arc::new(Table { forks: (0..5).map(|_| Mutex::new(0)).collect() });
    let philosophers = vec![
        Philosopher::new("Judith Butler", 0, 1),
        Philosopher::new("Gilles Deleuze", 1, 2),
        Philosopher::new("Karl Marx", 2, 3),
        Philosopher::new("Emma Goldman", 3, 4),
        Philosopher::new("Michel Foucault", 4, 0),
    ];
    let handles: Vec<_> = philosophers
        .into_iter()
        .map(|p| {
            let table = table.clone();
            thread::spawn(move || {
                let mut last = String::new();
                for _ in 0..3 {
                    last = p.eat(&table);
                }
                last
            })
        })
        .collect();
    for h in handles {
        println!("{}", h.join().unwrap());
    }
    let uses: Vec<u32> = table.forks.iter().map(|fork| *fork.lock().unwrap()).collect();
    println!("uses of each fork: {uses:?}");
}
