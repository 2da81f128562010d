// Atomics: a stop flag, progress reporting, statistics with fetch_add, swap, fetch_max and fetch_min.
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, AtomicU64, Ordering::Relaxed, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

fn process_item(i: usize) {
    if i % 25 == 0 {
        thread::sleep(Duration::from_millis(5));
    }
}

fn main() {
    static STOP: AtomicBool = AtomicBool::new(false);
    let background_thread = thread::spawn(|| {
        let mut rounds = 0u64;
        while !STOP.load(Relaxed) {
            rounds += 1;
            thread::sleep(Duration::from_millis(5));
        }
        rounds
    });
    thread::sleep(Duration::from_millis(30));
    STOP.store(true, Relaxed);
    println!("stopped after some rounds: {}", background_thread.join().unwrap() > 0);

    let num_done = &AtomicUsize::new(0);
    let total_time = &AtomicU64::new(0);
    let max_time = &AtomicU64::new(0);
    let main_thread = thread::current();
    thread::scope(|s| {
        for t in 0..4 {
            let main_thread = &main_thread;
            s.spawn(move || {
                for i in 0..25 {
                    let start = Instant::now();
                    process_item(t * 25 + i);
                    let time_taken = start.elapsed().as_micros() as u64;
                    num_done.fetch_add(1, Relaxed);
                    total_time.fetch_add(time_taken, Relaxed);
                    max_time.fetch_max(time_taken, Relaxed);
                    main_thread.unpark();
                }
            });
        }
        loop {
            let n = num_done.load(Relaxed);
            if n == 100 {
                break;
            }
            thread::park_timeout(Duration::from_secs(1));
        }
        println!("Done! total >= max: {}", total_time.load(Relaxed) >= max_time.load(Relaxed));
    });

    let a = AtomicI64::new(100);
    println!("{} {}", a.fetch_sub(23, SeqCst), a.load(SeqCst));
    println!("{} {}", a.swap(5, SeqCst), a.fetch_min(3, SeqCst));
    println!("{a:?}");
    println!("into {}", a.into_inner());
    let bits = AtomicU32::new(0b1100);
    bits.fetch_or(0b0011, SeqCst);
    bits.fetch_and(0b0110, SeqCst);
    bits.fetch_xor(0b1111, SeqCst);
    println!("{:04b}", bits.load(SeqCst));
    println!("wraps: {}", { bits.store(u32::MAX, SeqCst); bits.fetch_add(2, SeqCst); bits.load(SeqCst) });
}
