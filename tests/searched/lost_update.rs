//! Threads that each read an atomic and write back one more, several times.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

const THREADS: usize = 3;
const ROUNDS: usize = 1;

fn main() {
    let shared = Arc::new(AtomicUsize::new(0));
    let mut threads = Vec::new();
    for _ in 0..THREADS {
        let shared = Arc::clone(&shared);
        threads.push(thread::spawn(move || {
            for _ in 0..ROUNDS {
                let seen = shared.load(SeqCst);
                shared.store(seen + 1, SeqCst);
            }
        }));
    }
    for thread in threads {
        thread.join().unwrap();
    }
    println!("{}", shared.load(SeqCst));
}
