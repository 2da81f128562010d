use std::thread;
use std::sync::Arc;
use std::sync::Mutex;

fn main() {
    let n = Arc::new(Mutex::new(0));
    let clone = Arc::clone(&n);
    thread::spawn(move || *clone.lock().unwrap() += 1).join().unwrap();
    let first;
    if *n.lock().unwrap() > 0 { first = 1; } else { first = 2; }
    println!("{first}");
}
