use std::thread::{self, sleep};
use std::time::Duration;

fn main() {
    println!("hello from main");
    let first = thread::spawn(|| {
        for i in 0..10 {
            println!("first: {i}");
            sleep(Duration::from_millis(500));
        }
    });
    let second = thread::spawn(|| {
        for i in 11..20 {
            println!("second: {i}");
            sleep(Duration::from_millis(500));
        }
    });
    let first_end = first.join();
    let second_end = second.join();
    println!("first: {}", first_end.is_ok());
    println!("second: {}", second_end.is_ok());
}
