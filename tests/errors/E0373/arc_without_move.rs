use std::thread;
use std::sync::Arc;
use std::sync::Mutex;

fn main() {
    let counter = Arc::new(Mutex::new(0));
    let h = thread::spawn(|| {
        let mut g = counter.lock().unwrap();
        *g += 1;
    });
    h.join().unwrap();
}
