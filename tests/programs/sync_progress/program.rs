// Atomics: progress reported by a scoped thread, unpark and park_timeout.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::Duration;
fn process_item(_i: usize) {
    thread::sleep(Duration::from_millis(37));
}
fn main() {
    let num_done = AtomicUsize::new(0);
    let main_thread = thread::current();
    thread::scope(|s| {
        s.spawn(|| {
            for i in 0..10 {
                process_item(i);
                num_done.store(i + 1, Relaxed);
                main_thread.unpark();
            }
        });
        let mut last = 0;
        loop {
            let n = num_done.load(Relaxed);
            if n == 10 {
                break;
            }
            if n != last {
                println!("Working.. {n}/10 done");
                last = n;
            }
            thread::park_timeout(Duration::from_secs(1));
        }
    });
    println!("Done!");
}
