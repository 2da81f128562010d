use std::sync::Arc;
use std::sync::Mutex;

fn main() {
    let m = Arc::new(Mutex::new(1, 2));
}
