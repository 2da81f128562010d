use std::sync::Mutex;

fn main() {
    let shared = Mutex::new(vec![1]);
    shared.lock().unwrap().push(2);
    let mut guard = shared.lock().unwrap();
    guard.push(3);
    println!("{guard:?}");
}
