use std::thread;
use std::sync::mpsc;

fn main() {
    let (tx, rx) = mpsc::channel();
    for id in 0..3 {
        thread::spawn(move || {
            tx.send(id).unwrap();
        });
    }
    for r in rx { println!("{r}"); }
}
