// A clock that stands still: jumps to the next timer when there is nothing to do, not while `spawn_blocking` has work, and std's clock knows nothing of it.

use std::time::Duration as D;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{self, Instant, sleep, timeout};
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let std_start = std::time::Instant::now();
    let start = Instant::now();
    sleep(D::from_secs(3600)).await;
    println!(
        "tokio {:?}, std under a second: {}",
        start.elapsed(),
        std_start.elapsed() < D::from_secs(1)
    );
    // a std thread is too late for a timeout that jumps
    let (tx, rx) = oneshot::channel();
    let h = std::thread::spawn(move || {
        std::thread::sleep(D::from_millis(50));
        tx.send(5).is_err()
    });
    println!(
        "{:?} {:?}",
        timeout(D::from_secs(5), rx).await.is_err(),
        start.elapsed()
    );
    println!("send failed {}", h.join().unwrap());
    println!("{:?}", start.elapsed());
    // spawn_blocking is not too late
    let r = timeout(
        D::from_millis(5),
        tokio::task::spawn_blocking(|| {
            std::thread::sleep(D::from_millis(50));
            9
        }),
    )
    .await;
    println!("{r:?} {:?}", start.elapsed());
    // many sleeps against blocking
    let (tx, mut rx) = mpsc::unbounded_channel();
    let h = tokio::task::spawn_blocking(move || {
        for i in 0..3 {
            std::thread::sleep(D::from_millis(20));
            tx.send(i).unwrap();
        }
    });
    let mut seen = vec![];
    loop {
        tokio::select! {
            v = rx.recv() => match v { Some(v) => seen.push(v), None => break },
            _ = sleep(D::from_millis(1)) => { seen.push(-1); if seen.len() > 6 { break } }
        }
    }
    h.await.unwrap();
    println!("{seen:?} {:?}", start.elapsed());
    time::resume();
    let before = Instant::now();
    std::thread::sleep(D::from_millis(30));
    println!("{}", before.elapsed() >= D::from_millis(30));
    time::pause();
    let again = Instant::now();
    std::thread::sleep(D::from_millis(30));
    println!("{:?} {}", again.elapsed(), Instant::now() > before);
    let x = Instant::from_std(again.into_std()) == again;
    println!("{x}");
}
