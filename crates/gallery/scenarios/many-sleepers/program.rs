use std::thread::{self, sleep};
use std::time::Duration;

fn main() {
    let mut sleepers = Vec::new();
    for _ in 0..100 {
        sleepers.push(thread::spawn(|| {
            sleep(Duration::from_secs(1));
        }));
    }
    for sleeper in sleepers {
        sleeper.join().unwrap();
    }
    println!("all are awake");
}
