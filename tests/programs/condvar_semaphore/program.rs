// Condition variables: an own semaphore with a guard type, an own latch; the highest number inside is counted.
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

struct Semaphore {
    permits: Mutex<usize>,
    freed: Condvar,
}

struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    const fn new(permits: usize) -> Self {
        Semaphore { permits: Mutex::new(permits), freed: Condvar::new() }
    }

    fn acquire(&self) -> Permit<'_> {
        let mut permits = self.permits.lock().unwrap();
        while *permits == 0 {
            permits = self.freed.wait(permits).unwrap();
        }
        *permits -= 1;
        Permit { semaphore: self }
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        *self.semaphore.permits.lock().unwrap() += 1;
        self.semaphore.freed.notify_one();
    }
}

struct Latch {
    count: Mutex<u32>,
    zero: Condvar,
}

impl Latch {
    fn count_down(&self) {
        let mut count = self.count.lock().unwrap();
        *count -= 1;
        if *count == 0 {
            self.zero.notify_all();
        }
    }

    fn wait(&self) {
        drop(self.zero.wait_while(self.count.lock().unwrap(), |n| *n > 0).unwrap());
    }
}

static SLOTS: Semaphore = Semaphore::new(2);

fn main() {
    let inside = Arc::new(Mutex::new((0, 0)));
    let latch = Arc::new(Latch { count: Mutex::new(5), zero: Condvar::new() });
    for _ in 0..5 {
        let inside = Arc::clone(&inside);
        let latch = Arc::clone(&latch);
        thread::spawn(move || {
            {
                let _permit = SLOTS.acquire();
                {
                    let mut now = inside.lock().unwrap();
                    now.0 += 1;
                    now.1 = now.1.max(now.0);
                }
                thread::sleep(Duration::from_millis(20));
                inside.lock().unwrap().0 -= 1;
            }
            latch.count_down();
        });
    }
    latch.wait();
    let (now, most) = *inside.lock().unwrap();
    println!("inside now {now}, at most {most}");
    println!("free again: {}", SLOTS.permits.lock().unwrap());
}
