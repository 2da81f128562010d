use std::thread::{self, sleep};
use std::time::Duration;

fn main() {
    let sleeper = thread::spawn(|| {
        println!("sleeper: good night");
        sleep(Duration::from_millis(300));
        println!("sleeper: awake");
    });
    let worker = thread::spawn(|| {
        cpu::work(Duration::from_millis(200));
        println!("worker: done");
    });
    sleeper.join().unwrap();
    worker.join().unwrap();
}
