// Barrier: rounds that nobody begins before all are there, with one leader each.
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Barrier;
use tokio::time::{Instant, sleep};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let begin = Instant::now();
    let barrier = Arc::new(Barrier::new(3));
    let mut runners = Vec::new();
    for id in 1..=3u64 {
        let barrier = barrier.clone();
        runners.push(tokio::spawn(async move {
            let mut led = 0;
            for round in 1..=3 {
                sleep(Duration::from_millis(10 * id * round)).await;
                let result = barrier.wait().await;
                if result.is_leader() {
                    led += 1;
                    println!("{:>3} ms: round {round} is complete, runner {id} came last", begin.elapsed().as_millis());
                }
            }
            led
        }));
    }
    let mut total = 0;
    for runner in runners {
        total += runner.await.unwrap();
    }
    println!("{total} leaders");
}
