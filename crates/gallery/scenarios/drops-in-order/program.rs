use std::thread::{self, sleep};
use std::time::Duration;

struct Noisy(&'static str);

impl Drop for Noisy {
    fn drop(&mut self) {
        println!("{} is dropped", self.0);
    }
}

fn main() {
    let outer = Noisy("outer");
    let moved = Noisy("moved");
    let child = thread::spawn(move || {
        let mine = moved;
        sleep(Duration::from_millis(100));
        println!("child has {}", mine.0);
    });
    {
        let _inner = Noisy("inner");
    }
    child.join().unwrap();
    println!("main still has {}", outer.0);
}
