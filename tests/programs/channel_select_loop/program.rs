// Channels: an event loop that polls two receivers with try_recv, sleeps in between, and ends on disconnection.
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::thread;
use std::time::Duration;

#[derive(Debug)]
enum Polled<T> {
    Item(T),
    Nothing,
    Closed,
}

fn poll<T>(receiver: &Receiver<T>) -> Polled<T> {
    match receiver.try_recv() {
        Ok(item) => Polled::Item(item),
        Err(TryRecvError::Empty) => Polled::Nothing,
        Err(TryRecvError::Disconnected) => Polled::Closed,
    }
}

fn main() {
    let (keys, typed) = mpsc::channel::<char>();
    let (ticks, clock) = mpsc::channel::<u32>();
    thread::spawn(move || {
        for key in "abc".chars() {
            keys.send(key).unwrap();
            thread::sleep(Duration::from_millis(60));
        }
    });
    thread::spawn(move || {
        for tick in 1..=2 {
            thread::sleep(Duration::from_millis(90));
            ticks.send(tick).unwrap();
        }
    });
    let (mut text, mut seen, mut open) = (String::new(), vec![], 2);
    while open > 0 {
        open = 2;
        match poll(&typed) {
            Polled::Item(key) => text.push(key),
            Polled::Nothing => {}
            Polled::Closed => open -= 1,
        }
        match poll(&clock) {
            Polled::Item(tick) => seen.push((tick, text.len())),
            Polled::Nothing => {}
            Polled::Closed => open -= 1,
        }
        thread::sleep(Duration::from_millis(5));
    }
    println!("{text} {seen:?}");
}
