use std::thread;

fn main() {
    let h = thread::spawn(|| 5);
    let a = h.join().unwrap();
    let b = h.join().unwrap();
}
