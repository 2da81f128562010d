use std::thread;

fn main() {
    let h = thread::spawn(|| 1);
    h.join(5);
}
