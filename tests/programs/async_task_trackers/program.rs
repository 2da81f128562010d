// Cancellation tokens, their children, and a tracker that waits.
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;
use tokio::time::{sleep, Duration, Instant};
async fn worker(id: u32, token: CancellationToken) -> Option<u32> {
    let r = token.run_until_cancelled(async { sleep(Duration::from_millis(10 * id as u64)).await; id }).await;
    println!("worker {id}: {r:?}");
    r
}
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let t = Instant::now();
    let root = CancellationToken::new();
    let tracker = TaskTracker::new();
    let handles: Vec<_> = (1..=4).map(|id| tracker.spawn(worker(id, root.child_token()))).collect();
    println!("{} {}", tracker.len(), tracker.is_closed());
    let child = root.child_token();
    let grand = child.child_token();
    child.cancel();
    println!("{} {} {}", root.is_cancelled(), child.is_cancelled(), grand.is_cancelled());
    sleep(Duration::from_millis(25)).await;
    root.cancel();
    tracker.close();
    tracker.wait().await;
    println!("{:?} {}", t.elapsed(), tracker.is_empty());
    let mut sum = 0;
    for h in handles { sum += h.await.unwrap().unwrap_or(100) }
    println!("{sum}");
    let tok = CancellationToken::new();
    let t2 = tok.clone();
    let h = tokio::spawn(async move { tokio::select! { _ = t2.cancelled() => "cancelled", _ = sleep(Duration::from_secs(1)) => "slept" } });
    { let _g: DropGuard = tok.clone().drop_guard(); sleep(Duration::from_millis(5)).await; }
    println!("{} {:?}", h.await.unwrap(), t.elapsed());
    let g = CancellationToken::new().drop_guard();
    let tok = g.disarm();
    println!("{}", tok.is_cancelled());
    let owned = tok.clone().cancelled_owned();
    tokio::spawn(async move { sleep(Duration::from_millis(3)).await; tok.cancel() });
    owned.await;
    println!("{:?}", t.elapsed());
}
