//! Waiting for what is left of a time, as long as something is left: by a timer, by looking at the clock, at a condition.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_millis(30);

fn main() {
    let start = Instant::now();
    let mut parks = 0;
    while let Some(left) = LIMIT.checked_sub(start.elapsed()) {
        thread::park_timeout(left);
        parks += 1;
    }
    println!("parked: {}", parks > 0 && start.elapsed() >= LIMIT);

    let start = Instant::now();
    while start.elapsed() < LIMIT {
        thread::yield_now();
    }
    println!("spun: {}", start.elapsed() >= LIMIT);

    let (lock, condvar) = (Mutex::new(0), Condvar::new());
    let start = Instant::now();
    let mut held = lock.lock().unwrap();
    while let Some(left) = LIMIT.checked_sub(start.elapsed()) {
        held = condvar.wait_timeout(held, left).unwrap().0;
    }
    println!("waited: {}", *held);
    let (held, waited) = condvar
        .wait_timeout_while(held, LIMIT, |it| *it == 0)
        .unwrap();
    println!("waited in vain: {}", waited.timed_out());
    drop(held);

    let pair = Arc::new((Mutex::new(false), Condvar::new()));
    let other = Arc::clone(&pair);
    let setter = thread::spawn(move || {
        thread::sleep(Duration::from_millis(10));
        *other.0.lock().unwrap() = true;
        other.1.notify_all();
    });
    let held = pair.0.lock().unwrap();
    let (held, waited) = pair
        .1
        .wait_timeout_while(held, Duration::from_secs(10), |is_set| !*is_set)
        .unwrap();
    println!("set: {} {}", *held, waited.timed_out());
    setter.join().unwrap();

    let (sender, receiver) = channel::<i32>();
    let deadline = Instant::now() + LIMIT;
    let error = loop {
        let Some(left) = deadline.checked_duration_since(Instant::now()) else {
            break RecvTimeoutError::Timeout;
        };
        match receiver.recv_timeout(left) {
            Ok(number) => println!("got {number}"),
            Err(RecvTimeoutError::Timeout) => {}
            Err(gone) => break gone,
        }
    };
    println!("{error}");
    drop(sender);
}
