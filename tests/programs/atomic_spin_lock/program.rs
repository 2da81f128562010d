// Atomics: an own spin lock with a guard, a ticket lock, release and acquire of data, fences.
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering, fence};
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Default)]
struct SpinLock {
    locked: AtomicBool,
}

struct Held<'a>(&'a SpinLock);

impl SpinLock {
    fn lock(&self) -> Held<'_> {
        while self.locked.compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed).is_err() {
            std::hint::spin_loop();
            thread::yield_now();
        }
        Held(self)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.locked.store(false, Ordering::Release);
    }
}

#[derive(Default)]
struct TicketLock {
    next: AtomicUsize,
    serving: AtomicUsize,
}

impl TicketLock {
    fn with<R>(&self, f: impl FnOnce() -> R) -> R {
        let ticket = self.next.fetch_add(1, Ordering::Relaxed);
        while self.serving.load(Ordering::Acquire) != ticket {
            thread::yield_now();
        }
        let result = f();
        self.serving.fetch_add(1, Ordering::Release);
        result
    }
}

static DATA: AtomicU64 = AtomicU64::new(0);
static READY: AtomicBool = AtomicBool::new(false);

fn main() {
    let lock = Arc::new(SpinLock::default());
    let tickets = Arc::new(TicketLock::default());
    let log = Arc::new(Mutex::new(Vec::new()));
    let count = Arc::new(AtomicU64::new(0));
    let threads: Vec<_> = (0..3)
        .map(|id| {
            let (lock, tickets) = (lock.clone(), tickets.clone());
            let (log, count) = (log.clone(), count.clone());
            thread::spawn(move || {
                for _ in 0..3 {
                    let _held = lock.lock();
                    let before = count.load(Ordering::Relaxed);
                    thread::yield_now();
                    count.store(before + 1, Ordering::Relaxed);
                }
                tickets.with(|| log.lock().unwrap().push(id));
            })
        })
        .collect();
    threads.into_iter().for_each(|t| t.join().unwrap());
    let mut order = log.lock().unwrap().clone();
    order.sort();
    println!("count {} log {order:?}", count.load(Ordering::Relaxed));
    println!("served {}", tickets.serving.load(Ordering::Relaxed));

    let writer = thread::spawn(|| {
        DATA.store(123, Ordering::Relaxed);
        fence(Ordering::Release);
        READY.store(true, Ordering::Relaxed);
    });
    while !READY.load(Ordering::Relaxed) {
        thread::yield_now();
    }
    fence(Ordering::Acquire);
    println!("{}", DATA.load(Ordering::Relaxed));
    writer.join().unwrap();
}
