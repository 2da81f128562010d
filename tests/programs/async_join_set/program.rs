// JoinSet: results in order of completion, panics and aborts as errors, everything aborted when it is dropped.
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;

struct Worker(u64);

impl Drop for Worker {
    fn drop(&mut self) {
        println!("worker {} leaves", self.0);
    }
}

async fn work(id: u64) -> u64 {
    let worker = Worker(id);
    sleep(Duration::from_millis(50 - 10 * id)).await;
    if id == 2 {
        panic!("worker {id} stumbles");
    }
    worker.0 * 100
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mut set = JoinSet::new();
    let handles: Vec<_> = (0..5).map(|id| set.spawn(work(id))).collect();
    println!("{} tasks", set.len());
    handles[1].abort();
    while let Some(result) = set.join_next().await {
        match result {
            Ok(value) => println!("-> {value}"),
            Err(error) if error.is_panic() => println!("-> panic"),
            Err(error) => println!("-> cancelled: {}", error.is_cancelled()),
        }
    }
    let mut set = JoinSet::new();
    for id in 0..3 {
        set.spawn(work(id));
    }
    println!("first: {:?}", set.join_next().await.map(|result| result.is_ok()));
    drop(set);
    sleep(Duration::from_millis(1)).await;
    println!("end");
}
