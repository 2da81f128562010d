//! `block_in_place` hands the worker's other tasks to another thread.

use std::time::Duration;
use tokio::task::block_in_place;

#[tokio::main(flavor = "multi_thread", worker_threads = 1)]
pub async fn main() {
    let blocker = tokio::spawn(async {
        tokio::spawn(async { println!("neighbour") });
        let answer = block_in_place(|| {
            std::thread::sleep(Duration::from_millis(300));
            println!("blocked");
            5
        });
        tokio::task::yield_now().await;
        answer
    });
    println!("{}", blocker.await.unwrap());
}
