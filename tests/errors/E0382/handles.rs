use std::thread;

fn main() {
    let handles: Vec<thread::JoinHandle<()>> = (0..3).map(|i| thread::spawn(move || println!("{i}"))).collect();
    for h in handles { h.join().unwrap(); }
    println!("{}", handles.len());
}
