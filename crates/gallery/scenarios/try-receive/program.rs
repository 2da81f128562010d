use std::sync::mpsc::{self, TryRecvError as No};
use std::thread::{self, sleep};
use std::time::Duration;

fn main() {
    let (tx, rx) = mpsc::channel();
    let sender = thread::spawn(move || {
        for part in ["a", "b"] {
            sleep(Duration::from_millis(250));
            tx.send(part).unwrap();
        }
    });
    loop {
        match rx.try_recv() {
            Ok(part) => println!("got {part}"),
            Err(No::Empty) => println!("empty"),
            Err(No::Disconnected) => break,
        }
        sleep(Duration::from_millis(100));
    }
    println!("disconnected");
    sender.join().unwrap();
}
