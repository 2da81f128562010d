//! Locks of async code that plain threads wait for, and futures of a `Notify` that are kept in a list under their name.

use smol::lock::{Mutex, RwLock, Semaphore};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::thread;
use tokio::sync::Notify;
use tokio::sync::futures::Notified;

struct Line<'a> {
    places: Vec<Pin<Box<Notified<'a>>>>,
}

impl<'a> Line<'a> {
    fn join(&mut self, notify: &'a Notify) {
        let mut place = Box::pin(notify.notified());
        place.as_mut().enable();
        self.places.push(place);
    }

    fn told(&mut self) -> Vec<bool> {
        let mut cx = Context::from_waker(Waker::noop());
        self.places.iter_mut().map(|place| place.as_mut().poll(&mut cx) == Poll::Ready(())).collect()
    }
}

fn list() {
    let notify = Notify::new();
    let mut line = Line { places: Vec::new() };
    for _ in 0..3 {
        line.join(&notify);
    }
    println!("{:?}", line.told());
    notify.notify_one();
    println!("{:?}", line.told());
    drop(line.places.remove(0));
    notify.notify_waiters();
    println!("{:?}", line.told());
}

fn locks() {
    let total = Arc::new(Mutex::new(0));
    let words = Arc::new(RwLock::new(Vec::new()));
    let places = Arc::new(Semaphore::new(2));
    let threads: Vec<_> = (1..=4)
        .map(|n| {
            let (total, words, places) = (total.clone(), words.clone(), places.clone());
            thread::spawn(move || {
                let _place = places.acquire_blocking();
                *total.lock_blocking() += n;
                words.write_blocking().push(n * n);
                let seen = words.read_blocking();
                assert!(seen.contains(&(n * n)) && seen.len() <= 4);
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let mut words = words.read_blocking().clone();
    words.sort();
    println!("{} {words:?}", total.lock_blocking());

    let held = total.lock_arc_blocking();
    println!("held: {}", total.try_lock().is_none());
    let one = places.acquire_arc_blocking();
    let two = places.acquire_blocking();
    println!("places left: {}", places.try_acquire().is_some());
    drop((held, one, two));
    println!("{} {}", total.try_lock().is_some(), places.try_acquire().is_some());
}

fn main() {
    list();
    locks();
}
