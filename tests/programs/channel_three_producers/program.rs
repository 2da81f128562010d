// Channels: three workers send ids in any order; the receiver sorts; try_iter and recv errors.
use std::sync::mpsc::{Receiver, Sender};
use std::sync::mpsc;
use std::thread;

static NTHREADS: i32 = 3;

fn main() {
    let (tx, rx): (Sender<i32>, Receiver<i32>) = mpsc::channel();
    let mut children = Vec::new();

    for id in 0..NTHREADS {
        let thread_tx = tx.clone();
        let child = thread::spawn(move || {
            thread_tx.send(id).unwrap();
        });
        children.push(child);
    }

    let mut ids = Vec::with_capacity(NTHREADS as usize);
    for _ in 0..NTHREADS {
        ids.push(rx.recv());
    }
    for child in children {
        child.join().expect("oops! the child thread panicked");
    }
    ids.sort_by_key(|id| id.unwrap());
    println!("{ids:?}");

    tx.send(7).unwrap();
    tx.send(8).unwrap();
    let waiting: Vec<i32> = rx.try_iter().collect();
    println!("{waiting:?}");
    let second = tx.clone();
    drop(rx);
    match tx.send(9) {
        Ok(()) => println!("sent"),
        Err(mpsc::SendError(value)) => println!("nobody wants {value}"),
    }
    println!("{}", second.send(10).unwrap_err());
}
