use std::thread;
use std::sync::Arc;
use std::sync::RwLock;

fn main() {
    let lock = Arc::new(RwLock::new(1));
    let a = thread::spawn(move || { *lock.write().unwrap() += 1; });
    let b = thread::spawn(move || { println!("{}", lock.read().unwrap()); });
    a.join().unwrap(); b.join().unwrap();
}
