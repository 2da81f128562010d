use std::thread::{self, sleep};
use std::time::Duration;

fn main() {
    thread::spawn(|| {
        for i in 1..=5 {
            println!("child: {i}");
            sleep(Duration::from_millis(300));
        }
        println!("child is done");
    });
    sleep(Duration::from_millis(1000));
    println!("main ends");
}
