use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

fn main() {
    let counter = Arc::new(Mutex::new(0));
    let mut adders = Vec::new();
    for _ in 0..3 {
        let counter = Arc::clone(&counter);
        adders.push(thread::spawn(move || {
            for _ in 0..2 {
                let mut count = counter.lock().unwrap();
                cpu::work(Duration::from_millis(50));
                *count += 1;
            }
        }));
    }
    for adder in adders {
        adder.join().unwrap();
    }
    println!("count: {}", *counter.lock().unwrap());
}
