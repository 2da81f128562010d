// Atomics: lazy initialisation with load and store, and with compare_exchange.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
fn calculate_x() -> u64 {
    42
}
fn get_x() -> u64 {
    static X: AtomicU64 = AtomicU64::new(0);
    let mut x = X.load(Relaxed);
    if x == 0 {
        x = calculate_x();
        X.store(x, Relaxed);
    }
    x
}
fn generate_random_key() -> u64 {
    123
}
fn get_key() -> u64 {
    static KEY: AtomicU64 = AtomicU64::new(0);
    let key = KEY.load(Relaxed);
    if key == 0 {
        let new_key = generate_random_key();
        match KEY.compare_exchange(0, new_key, Relaxed, Relaxed) {
            Ok(_) => new_key,
            Err(k) => k,
        }
    } else {
        key
    }
}
fn main() {
    thread::scope(|s| {
        for _ in 0..3 {
            s.spawn(|| assert_eq!(get_x(), 42));
            s.spawn(|| assert_eq!(get_key(), 123));
        }
    });
    println!("{} {}", get_x(), get_key());
}
