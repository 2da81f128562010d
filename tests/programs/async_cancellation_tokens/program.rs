//! Cancellation tokens, a task tracker and drop guards: the graceful shutdown of tokio-util.

use tokio::time::{Duration, sleep};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

async fn worker(id: u64, token: CancellationToken) -> u64 {
    let mut done = 0;
    loop {
        tokio::select! {
            _ = token.cancelled() => {
                println!("worker {id} stops after {done}");
                return done;
            }
            _ = sleep(Duration::from_millis(10 * id)) => done += 1,
        }
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let tracker = TaskTracker::new();
    let token = CancellationToken::new();
    let child = token.child_token();
    for id in 1..=3 {
        let token = if id == 2 { child.clone() } else { token.clone() };
        tracker.spawn(worker(id, token));
    }
    println!("closed: {}, {} tracked", tracker.close(), tracker.len());
    sleep(Duration::from_millis(35)).await;
    child.cancel();
    println!("{} {}", token.is_cancelled(), child.is_cancelled());
    sleep(Duration::from_millis(30)).await;
    token.cancel();
    tracker.wait().await;
    println!("all are gone: {}", tracker.is_empty());

    let token = CancellationToken::new();
    {
        let _guard = token.clone().drop_guard();
        println!("in the scope: {}", token.is_cancelled());
    }
    println!("after it: {}", token.is_cancelled());
    let token = CancellationToken::new();
    println!("{:?}", token.run_until_cancelled(async { 5 }).await);
    token.cancel();
    println!("{:?} {:?}", token.run_until_cancelled(async { 5 }).await, token.child_token());
}
