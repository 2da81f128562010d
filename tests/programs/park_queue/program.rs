// Parking: a consumer parks until something is pushed; unpark tokens; park_timeout.
use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

fn main() {
    let queue = Mutex::new(VecDeque::new());
    thread::scope(|s| {
        let t = s.spawn(|| {
            let mut taken = 0;
            while taken < 5 {
                let item = queue.lock().unwrap().pop_front();
                if let Some(item) = item {
                    println!("took {item}");
                    taken += 1;
                } else {
                    thread::park();
                }
            }
        });
        for i in 0..5 {
            queue.lock().unwrap().push_back(i);
            t.thread().unpark();
            thread::sleep(Duration::from_millis(10));
        }
    });

    let early = thread::spawn(|| {
        thread::sleep(Duration::from_millis(20));
        thread::park();
        println!("a token from before park is not lost");
        thread::park_timeout(Duration::from_millis(10));
        println!("two unparks are one token");
    });
    early.thread().unpark();
    early.thread().unpark();
    early.join().unwrap();

    let begin = Instant::now();
    let deadline = Duration::from_millis(50);
    let mut rounds = 0;
    loop {
        let elapsed = begin.elapsed();
        if elapsed >= deadline {
            break;
        }
        thread::park_timeout(deadline - elapsed);
        rounds += 1;
    }
    println!("waited at least {} ms, parked: {}", deadline.as_millis(), rounds > 0);
}
