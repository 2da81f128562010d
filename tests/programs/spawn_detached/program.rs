// Threads: a detached thread is cut off when main returns; a panicking one does not end the process.
use std::thread;
use std::time::Duration;

struct Noisy(&'static str);

impl Drop for Noisy {
    fn drop(&mut self) {
        println!("{} is dropped", self.0);
    }
}

fn main() {
    let _main_value = Noisy("main's value");
    thread::spawn(|| {
        let _value = Noisy("a value that is never dropped");
        for i in 0.. {
            println!("background {i}");
            thread::sleep(Duration::from_millis(100));
        }
    });
    let failing = thread::spawn(|| {
        let _value = Noisy("the failing thread's value");
        thread::sleep(Duration::from_millis(20));
        let numbers = [1, 2, 3];
        let index = numbers.len() + 4;
        println!("{}", numbers[index % 8]);
    });
    let result = failing.join();
    println!("failing thread: {}", if result.is_err() { "panicked" } else { "fine" });
    thread::sleep(Duration::from_millis(230));
    println!("main returns");
}
