//! Threads that each add one to a number behind a lock, several times.

use std::sync::{Arc, Mutex};
use std::thread;

const THREADS: usize = 3;
const ROUNDS: usize = 2;

fn main() {
    let shared = Arc::new(Mutex::new(0));
    let mut threads = Vec::new();
    for _ in 0..THREADS {
        let shared = Arc::clone(&shared);
        threads.push(thread::spawn(move || {
            for _ in 0..ROUNDS {
                *shared.lock().unwrap() += 1;
            }
        }));
    }
    for thread in threads {
        thread.join().unwrap();
    }
    println!("{}", *shared.lock().unwrap());
}
