use std::thread;

fn main() {
    let v = vec![1];
    let h = thread::spawn(move || { v.push(4); v });
    h.join().unwrap();
}
