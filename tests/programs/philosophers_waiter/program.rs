// Dining philosophers: a waiter lets four sit down at once (Condvar), and one who gives up with try_lock.
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

struct Waiter {
    seated: Mutex<usize>,
    stood_up: Condvar,
    chairs: usize,
}

impl Waiter {
    fn sit(&self) {
        let mut seated = self.stood_up.wait_while(self.seated.lock().unwrap(), |n| *n >= self.chairs).unwrap();
        *seated += 1;
    }

    fn stand_up(&self) {
        *self.seated.lock().unwrap() -= 1;
        self.stood_up.notify_one();
    }
}

const N: usize = 5;

fn dine_with_waiter(forks: &[Mutex<()>], waiter: &Waiter, me: usize) -> usize {
    let mut meals = 0;
    for _ in 0..3 {
        waiter.sit();
        {
            let _left = forks[me].lock().unwrap();
            thread::sleep(Duration::from_millis(2));
            let _right = forks[(me + 1) % N].lock().unwrap();
            meals += 1;
        }
        waiter.stand_up();
    }
    meals
}

fn dine_with_try_lock(forks: &[Mutex<()>], me: usize) -> usize {
    let mut meals = 0;
    while meals < 3 {
        let left = forks[me].lock().unwrap();
        match forks[(me + 1) % N].try_lock() {
            Ok(_right) => {
                meals += 1;
                thread::sleep(Duration::from_millis(1));
            }
            Err(_) => {
                drop(left);
                thread::sleep(Duration::from_millis(1 + me as u64));
            }
        }
    }
    meals
}

fn main() {
    let forks: Vec<Mutex<()>> = std::iter::repeat_with(|| Mutex::new(())).take(N).collect();
    let waiter = Waiter { seated: Mutex::new(0), stood_up: Condvar::new(), chairs: N - 1 };
    let meals: Vec<usize> = thread::scope(|s| {
        let (forks, waiter) = (&forks, &waiter);
        let seats: Vec<_> = (0..N).map(|me| s.spawn(move || dine_with_waiter(forks, waiter, me))).collect();
        seats.into_iter().map(|seat| seat.join().unwrap()).collect()
    });
    println!("with a waiter: {meals:?}");
    let meals: usize = thread::scope(|s| {
        let forks = &forks;
        let seats: Vec<_> = (0..N).map(|me| s.spawn(move || dine_with_try_lock(forks, me))).collect();
        seats.into_iter().map(|seat| seat.join().unwrap()).sum()
    });
    println!("giving up and trying again: {meals} meals");
}
