use std::thread;
use std::sync::Arc;
use std::cell::RefCell;

fn main() {
    let r = Arc::new(RefCell::new(5));
    let r2 = Arc::clone(&r);
    let h = thread::spawn(move || { *r2.borrow_mut() += 1; });
    h.join().unwrap();
}
