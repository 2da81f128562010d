use std::thread;
use std::sync::Arc;

fn main() {
    let data = Arc::new(vec![1]);
    let d = Arc::clone(&data);
    let h = thread::spawn(move || { d.push(4); });
    h.join().unwrap();
}
