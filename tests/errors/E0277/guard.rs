use std::thread;
use std::sync::Mutex;

fn main() {
    let m = Mutex::new(1);
    let g = m.lock().unwrap();
    thread::scope(|s| { s.spawn(move || println!("{}", *g)); });
}
