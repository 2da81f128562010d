use std::thread;
use std::sync::Arc;
use std::sync::mpsc;

fn main() {
    let (tx, rx) = mpsc::channel::<i32>();
    let rx = Arc::new(rx);
    for _ in 0..2 {
        let rx = Arc::clone(&rx);
        thread::spawn(move || { println!("{:?}", rx.recv()); });
    }
}
