use std::thread;
use std::sync::mpsc;

fn main() {
    let (tx, rx) = mpsc::channel();
    for id in 0..3 {
        let tx = tx.clone();
        thread::spawn(move || tx.send(id).unwrap());
    }
    drop(tx);
    println!("{}", rx.iter().sum::<i32>());
}
