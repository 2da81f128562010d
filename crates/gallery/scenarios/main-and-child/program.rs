use std::thread::{self, sleep};
use std::time::Duration;

fn main() {
    let child = thread::spawn(|| {
        for i in 1..5 {
            println!("child: {i}");
            sleep(Duration::from_millis(500));
        }
    });
    for i in 1..3 {
        println!("main: {i}");
        sleep(Duration::from_millis(1000));
    }
    child.join().unwrap();
}
