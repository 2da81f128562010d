use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, sleep};
use std::time::Duration;

struct Semaphore {
    permits: Mutex<u32>,
    returned: Condvar,
}

impl Semaphore {
    fn acquire(&self) {
        let left = self.permits.lock().unwrap();
        let mut left = self
            .returned
            .wait_while(left, |left| *left == 0)
            .unwrap();
        *left -= 1;
    }

    fn release(&self) {
        *self.permits.lock().unwrap() += 1;
        self.returned.notify_one();
    }
}

fn main() {
    let permits = 2;
    let door = Arc::new(Semaphore {
        permits: Mutex::new(permits),
        returned: Condvar::new(),
    });
    let mut visitors = Vec::new();
    for id in 1..=4 {
        let door = Arc::clone(&door);
        visitors.push(thread::spawn(move || {
            door.acquire();
            println!("visitor {id} is in");
            sleep(Duration::from_millis(200));
            door.release();
        }));
    }
    for visitor in visitors {
        visitor.join().unwrap();
    }
}
