//! Philosophers who each take the fork on their left, then that on their right, and eat.

use std::sync::{Arc, Mutex};
use std::thread;

const THREADS: usize = 5;
const ROUNDS: usize = 1;

fn main() {
    let forks: Vec<Mutex<()>> = (0..THREADS).map(|_| Mutex::new(())).collect();
    let forks = Arc::new(forks);
    let mut threads = Vec::new();
    for id in 0..THREADS {
        let forks = Arc::clone(&forks);
        threads.push(thread::spawn(move || {
            for _ in 0..ROUNDS {
                let left = forks[id].lock().unwrap();
                let right = forks[(id + 1) % THREADS].lock().unwrap();
                println!("{id} eats");
                drop((left, right));
            }
        }));
    }
    for thread in threads {
        thread.join().unwrap();
    }
}
