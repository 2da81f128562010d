use std::sync::mpsc;
use std::thread::{self, sleep};
use std::time::Duration;

fn main() {
    let (tx, rx) = mpsc::channel();
    for id in 1..=3 {
        let tx = tx.clone();
        thread::spawn(move || {
            for part in ["a", "b"] {
                tx.send(format!("{id}{part}")).unwrap();
                sleep(Duration::from_millis(200));
            }
        });
    }
    drop(tx);
    while let Ok(message) = rx.recv() {
        println!("got {message}");
    }
    println!("all senders are gone");
}
