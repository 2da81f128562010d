use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

fn add(counter: &Mutex<i32>) {
    let mut count = counter.lock().unwrap();
    cpu::work(Duration::from_millis(50));
    *count += 1;
}

fn main() {
    let counter = Arc::new(Mutex::new(0));
    let mut adders = Vec::new();
    for _ in 0..3 {
        let counter = Arc::clone(&counter);
        adders.push(thread::spawn(move || {
            add(&counter);
            add(&counter);
        }));
    }
    for adder in adders {
        adder.join().unwrap();
    }
    let count = counter.lock().unwrap();
    println!("count: {count}");
}
