use std::thread;
use std::sync::mpsc;

fn main() {
    let (tx, rx) = mpsc::channel();
    thread::spawn(move || tx.send(1).unwrap()).join().unwrap();
    println!("{}", rx.recv().unwrap());
    let f = |a: i32, b: i32| a + b;
    println!("{}", f(1, 2));
}
