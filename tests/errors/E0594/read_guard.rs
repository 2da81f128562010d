use std::sync::RwLock;

fn main() {
    let l = RwLock::new(5);
    let r = l.read().unwrap();
    *r += 1;
}
