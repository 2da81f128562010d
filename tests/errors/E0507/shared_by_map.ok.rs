use std::sync::Arc;
use std::thread;

fn main() {
    let data = Arc::new(5);
    let threads: Vec<_> = (0..3)
        .map(|i| {
            let data = Arc::clone(&data);
            thread::spawn(move || println!("{}", *data + i))
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}
