//! Three tasks at one lock, twice each, on three workers.

use std::sync::Arc;
use tokio::sync::Mutex;

#[tokio::main(flavor = "multi_thread", worker_threads = 3)]
pub async fn main() {
    let total = Arc::new(Mutex::new(0));
    let mut tasks = Vec::new();
    for id in 0..3 {
        let total = total.clone();
        tasks.push(tokio::spawn(async move {
            for _ in 0..2 {
                let mut total = total.lock().await;
                *total += id + 1;
                println!("task {id}: {total}");
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    println!("total {}", *total.lock().await);
}
