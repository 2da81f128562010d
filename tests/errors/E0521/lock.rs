use std::sync::Mutex;
use std::thread;

fn add(counter: &Mutex<u32>, by: u32) {
    let handle = thread::spawn(move || *counter.lock().unwrap() += by);
    handle.join().unwrap();
}

fn main() {
    let counter = Mutex::new(0);
    add(&counter, 2);
    println!("{counter:?}");
}
