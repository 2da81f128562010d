use std::thread::{self, sleep};
use std::time::Duration;

fn main() {
    let child = thread::spawn(|| {
        println!("child starts");
        sleep(Duration::from_secs(1));
        println!("child exits");
    });
    println!("main works");
    sleep(Duration::from_secs(2));
    child.join().unwrap();
    println!("main is done");
}
