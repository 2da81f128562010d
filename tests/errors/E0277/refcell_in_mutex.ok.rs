use std::thread;
use std::sync::Arc;
use std::sync::Mutex;
use std::cell::RefCell;

fn main() {
    let shared = Arc::new(Mutex::new(RefCell::new(1)));
    let clone = Arc::clone(&shared);
    thread::spawn(move || *clone.lock().unwrap().borrow_mut() += 1).join().unwrap();
    println!("{:?}", shared.lock().unwrap());
}
