use std::thread;
use std::sync::mpsc;

fn main() {
    let (tx, rx) = mpsc::channel();
    thread::spawn(move || {
        for word in ["a", "b"] {
            tx.send(word.to_string()).unwrap();
        }
    });
    for word in rx {
        println!("{word}");
    }
}
