// Condvar: a semaphore whose permits are guards.

use std::sync::{
    Arc, Condvar, Mutex,
    atomic::{AtomicUsize, Ordering},
};
use std::thread;
use std::time::Duration;
struct Semaphore {
    permits: Mutex<usize>,
    available: Condvar,
}
struct Permit<'a> {
    sem: &'a Semaphore,
}
impl Semaphore {
    fn new(n: usize) -> Self {
        Semaphore {
            permits: Mutex::new(n),
            available: Condvar::new(),
        }
    }
    fn acquire(&self) -> Permit<'_> {
        let mut p = self.permits.lock().unwrap();
        while *p == 0 {
            p = self.available.wait(p).unwrap();
        }
        *p -= 1;
        Permit { sem: self }
    }
}
impl Drop for Permit<'_> {
    fn drop(&mut self) {
        *self.sem.permits.lock().unwrap() += 1;
        self.sem.available.notify_one();
    }
}
fn main() {
    let sem = Arc::new(Semaphore::new(2));
    let active = Arc::new(AtomicUsize::new(0));
    let peak = Arc::new(AtomicUsize::new(0));
    let hs: Vec<_> = (0..6)
        .map(|_| {
            let (sem, active, peak) = (sem.clone(), active.clone(), peak.clone());
            thread::spawn(move || {
                let _permit = sem.acquire();
                let now = active.fetch_add(1, Ordering::SeqCst) + 1;
                peak.fetch_max(now, Ordering::SeqCst);
                thread::sleep(Duration::from_millis(20));
                active.fetch_sub(1, Ordering::SeqCst);
            })
        })
        .collect();
    for h in hs {
        h.join().unwrap();
    }
    println!("peak {}", peak.load(Ordering::SeqCst));
}
