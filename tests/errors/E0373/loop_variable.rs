use std::thread;

fn main() {
    let mut handles = vec![];
    for i in 0..4 {
        handles.push(thread::spawn(|| {
            println!("worker {}", i);
        }));
    }
    for h in handles { h.join().unwrap(); }
}
