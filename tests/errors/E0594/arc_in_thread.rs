use std::thread;
use std::sync::Arc;

fn main() {
    let counter = Arc::new(0);
    let mut hs = vec![];
    for _ in 0..3 {
        let counter = Arc::clone(&counter);
        hs.push(thread::spawn(move || {
            *counter += 1;
        }));
    }
}
