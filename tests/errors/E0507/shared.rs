use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let shared = Arc::new(Mutex::new(vec![1, 2, 3]));
    let text = Arc::new(String::from("text"));
    let other = Arc::clone(&shared);
    thread::spawn(move || other.lock().unwrap().push(4)).join().unwrap();
    let all = *shared.lock().unwrap();
    let owned = *text;
    println!("{all:?} {owned}");
}
