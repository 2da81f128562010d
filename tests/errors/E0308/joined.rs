use std::thread;

fn main() {
    let h = thread::spawn(|| 5);
    let n: i32 = h.join();
}
