// Condition variables: a ready flag, wait_while, wait_timeout_while, notify_all.
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

fn main() {
    let pair = Arc::new((Mutex::new(false), Condvar::new()));
    let pair2 = Arc::clone(&pair);
    thread::spawn(move || {
        let (lock, cvar) = &*pair2;
        let mut started = lock.lock().unwrap();
        *started = true;
        cvar.notify_one();
    });
    let (lock, cvar) = &*pair;
    let mut started = lock.lock().unwrap();
    while !*started {
        started = cvar.wait(started).unwrap();
    }
    println!("started: {started}");
    drop(started);

    let gate = Arc::new((Mutex::new(true), Condvar::new()));
    let waiters: Vec<_> = (0..3)
        .map(|id| {
            let gate = Arc::clone(&gate);
            thread::spawn(move || {
                let (closed, opened) = &*gate;
                let _guard = opened.wait_while(closed.lock().unwrap(), |closed| *closed).unwrap();
                id
            })
        })
        .collect();
    thread::sleep(Duration::from_millis(20));
    *gate.0.lock().unwrap() = false;
    gate.1.notify_all();
    let ids: Vec<i32> = waiters.into_iter().map(|w| w.join().unwrap()).collect();
    println!("through the gate: {ids:?}");

    let (lock, cvar) = (Mutex::new(0), Condvar::new());
    let (guard, result) = cvar
        .wait_timeout_while(lock.lock().unwrap(), Duration::from_millis(20), |n| *n == 0)
        .unwrap();
    println!("timed out: {}, value {}", result.timed_out(), *guard);
    drop(guard);
    let (guard, result) = cvar.wait_timeout(lock.lock().unwrap(), Duration::from_millis(10)).unwrap();
    println!("timed out: {}, value {guard}", result.timed_out());
}
