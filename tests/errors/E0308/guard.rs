use std::sync::Mutex;

fn main() {
    let m = Mutex::new(0);
    let n: i32 = m.lock().unwrap();
}
