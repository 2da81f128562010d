use std::thread::{self, sleep};
use std::time::Duration;

fn main() {
    let mut all = Vec::new();
    for id in 1..=2 {
        all.push(thread::spawn(move || {
            sleep(Duration::from_millis(200));
            println!("waiter {id} is served");
        }));
    }
    for id in 1..=2 {
        all.push(thread::spawn(move || {
            cpu::work(Duration::from_millis(150));
            println!("worker {id} is done");
        }));
    }
    for one in all {
        one.join().unwrap();
    }
}
