use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let shared = Arc::new(Mutex::new(vec![1, 2, 3]));
    let text = Arc::new(String::from("text"));
    let boxed = Box::new(String::from("boxed"));
    let count = Arc::new(5);
    let other = Arc::clone(&shared);
    thread::spawn(move || other.lock().unwrap().push(4)).join().unwrap();
    let all = std::mem::take(&mut *shared.lock().unwrap());
    let owned = (*text).clone();
    let unboxed = *boxed;
    println!("{all:?} {owned} {unboxed} {}", *count);
    let last = *shared.lock().unwrap() == all;
    println!("{last} {:?}", Arc::try_unwrap(shared).unwrap().into_inner().unwrap());
}
