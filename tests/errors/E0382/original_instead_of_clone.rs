use std::thread;
use std::sync::mpsc;

fn main() {
    let (tx, rx) = mpsc::channel::<i32>();
    let tx1 = tx.clone();
    thread::spawn(move || { tx.send(1).unwrap(); });
    thread::spawn(move || { tx.send(2).unwrap(); });
    for x in rx { println!("{x}"); }
}
