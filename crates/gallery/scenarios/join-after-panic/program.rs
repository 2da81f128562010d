use std::thread::{self, sleep};
use std::time::Duration;

fn main() {
    let divisor = 0;
    let child = thread::spawn(move || {
        sleep(Duration::from_millis(200));
        100 / divisor
    });
    println!("main waits");
    match child.join() {
        Ok(value) => println!("Ok({value})"),
        Err(_) => println!("Err: it panicked"),
    }
    println!("main goes on");
}
