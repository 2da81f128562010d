use std::sync::mpsc;
use std::thread;

fn main() {
    let (tx, rx) = mpsc::channel();
    (0..3).for_each(|i| {
        let tx = tx.clone();
        thread::spawn(move || tx.send(i).unwrap());
    });
    drop(tx);
    println!("{}", rx.iter().sum::<i32>());
}
