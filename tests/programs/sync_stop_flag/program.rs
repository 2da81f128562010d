// Atomics: a stop flag in a static.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::Duration;
fn some_work(n: &AtomicUsize) {
    n.fetch_add(1, Relaxed);
    thread::sleep(Duration::from_millis(10));
}
fn main() {
    static STOP: AtomicBool = AtomicBool::new(false);
    static N: AtomicUsize = AtomicUsize::new(0);
    let background_thread = thread::spawn(|| {
        while !STOP.load(Relaxed) {
            some_work(&N);
        }
    });
    for line in ["help", "nothing", "stop"] {
        match line {
            "help" => println!("commands: help, stop"),
            "stop" => break,
            cmd => println!("unknown command: {cmd:?}"),
        }
        thread::sleep(Duration::from_millis(25));
    }
    STOP.store(true, Relaxed);
    background_thread.join().unwrap();
    println!("{}", N.load(Relaxed) > 0);
}
