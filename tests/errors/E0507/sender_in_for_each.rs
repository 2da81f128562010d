use std::sync::mpsc;
use std::thread;

fn main() {
    let (tx, rx) = mpsc::channel();
    (0..3).for_each(|i| {
        thread::spawn(move || tx.send(i).unwrap());
    });
    println!("{}", rx.iter().sum::<i32>());
}
