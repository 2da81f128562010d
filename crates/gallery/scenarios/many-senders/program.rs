use std::sync::mpsc;
use std::thread::{self, sleep};
use std::time::Duration;

fn main() {
    let (tx, rx) = mpsc::channel();
    for id in 1..=3 {
        let tx = tx.clone();
        thread::spawn(move || {
            for part in ["a", "b"] {
                tx.send((id, part)).unwrap();
                sleep(Duration::from_millis(200));
            }
        });
    }
    drop(tx);
    while let Ok((id, part)) = rx.recv() {
        println!("got {part} from {id}");
    }
    println!("all senders are gone");
}
