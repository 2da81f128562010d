// Atomics: statistics of four scoped threads, fetch_add and fetch_max.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};
fn main() {
    let num_done = &AtomicUsize::new(0);
    let total_time = &AtomicU64::new(0);
    let max_time = &AtomicU64::new(0);
    thread::scope(|s| {
        for t in 0..4 {
            s.spawn(move || {
                for i in 0..25 {
                    let start = Instant::now();
                    thread::sleep(Duration::from_millis(1 + ((t * 25 + i) % 3) as u64));
                    let time_taken = start.elapsed().as_micros() as u64;
                    num_done.fetch_add(1, Relaxed);
                    total_time.fetch_add(time_taken, Relaxed);
                    max_time.fetch_max(time_taken, Relaxed);
                }
            });
        }
        loop {
            let total = Duration::from_micros(total_time.load(Relaxed));
            let max = Duration::from_micros(max_time.load(Relaxed));
            let n = num_done.load(Relaxed);
            if n == 100 {
                break;
            }
            if n == 0 {
            } else {
                let _avg = total / n as u32;
                let _ = max;
            }
            thread::sleep(Duration::from_millis(5));
        }
    });
    println!("Done! {}", num_done.load(Relaxed));
    println!("{}", max_time.load(Relaxed) >= 3000);
}
