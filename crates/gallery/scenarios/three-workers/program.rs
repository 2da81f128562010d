use std::thread;
use std::time::Duration;

fn main() {
    let mut workers = Vec::new();
    for id in 1..=3 {
        workers.push(thread::spawn(move || {
            cpu::work(Duration::from_millis(200));
            println!("worker {id} is done");
        }));
    }
    for worker in workers {
        worker.join().unwrap();
    }
}
