// Thread pool: while let holds the lock's guard through the job, so that jobs run one after another.
//@ output: lines in any order

use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;
struct Worker {
    id: usize,
    thread: thread::JoinHandle<()>,
}
struct Pool {
    workers: Vec<Worker>,
    sender: Option<mpsc::Sender<Box<dyn FnOnce() + Send>>>,
}
impl Drop for Pool {
    fn drop(&mut self) {
        drop(self.sender.take());
        for w in self.workers.drain(..) {
            println!("joining {}", w.id);
            w.thread.join().unwrap();
        }
    }
}
fn main() {
    let (tx, rx) = mpsc::channel::<Box<dyn FnOnce() + Send>>();
    let rx = Arc::new(Mutex::new(rx));
    let mut workers = vec![];
    for id in 0..2 {
        let rx = Arc::clone(&rx);
        workers.push(Worker {
            id,
            thread: thread::spawn(move || {
                while let Ok(job) = rx.lock().unwrap().recv() {
                    job();
                }
                println!("worker done");
            }),
        });
    }
    let pool = Pool {
        workers,
        sender: Some(tx),
    };
    let start = std::time::Instant::now();
    for i in 0..4 {
        pool.sender
            .as_ref()
            .unwrap()
            .send(Box::new(move || {
                thread::sleep(Duration::from_millis(50));
                println!("job {i}");
            }))
            .unwrap();
    }
    drop(pool);
    let e = start.elapsed().as_millis();
    println!("{}", e >= 200);
}
