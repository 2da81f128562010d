use std::sync::Mutex;

fn main() {
    let m = Mutex::new(5);
    let g = m.lock().unwrap();
    drop(g);
    println!("{}", *g);
}
