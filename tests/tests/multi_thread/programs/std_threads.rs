//! A std thread and a task at one std lock, and a waker called from outside.

use std::sync::{Arc, Mutex};
use tokio::sync::oneshot;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
pub async fn main() {
    let log = Arc::new(Mutex::new(Vec::new()));
    let (tx, rx) = oneshot::channel();
    let outside = {
        let log = log.clone();
        std::thread::spawn(move || {
            log.lock().unwrap().push("thread");
            tx.send("from outside").unwrap();
            log.lock().unwrap().push("thread again");
        })
    };
    let inside = {
        let log = log.clone();
        tokio::spawn(async move {
            log.lock().unwrap().push("task");
            let message = rx.await.unwrap();
            log.lock().unwrap().push(message);
        })
    };
    inside.await.unwrap();
    outside.join().unwrap();
    println!("{:?}", log.lock().unwrap());
}
