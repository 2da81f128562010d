// std::thread::sleep in a task stops everybody on its thread; spawn_blocking moves it away.
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::time::{Instant, interval, sleep};

fn heavy() -> u32 {
    std::thread::sleep(Duration::from_millis(200));
    42
}

async fn beats(count: Arc<AtomicU32>) {
    let mut ticks = interval(Duration::from_millis(20));
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    loop {
        ticks.tick().await;
        count.fetch_add(1, Ordering::SeqCst);
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let count = Arc::new(AtomicU32::new(0));
    let heart = tokio::spawn(beats(count.clone()));
    sleep(Duration::from_millis(10)).await;

    let before = count.load(Ordering::SeqCst);
    let value = heavy();
    let after = count.load(Ordering::SeqCst);
    println!("blocking in the task: {value}, {} beats meanwhile", after - before);

    sleep(Duration::from_millis(30)).await;
    let before = count.load(Ordering::SeqCst);
    let begin = Instant::now();
    let value = tokio::task::spawn_blocking(heavy).await.unwrap();
    let beaten = count.load(Ordering::SeqCst) - before;
    println!("on the blocking pool: {value}, the heart went on: {}", beaten >= 5);
    println!("took at least 200 ms: {}", begin.elapsed() >= Duration::from_millis(200));
    heart.abort();

    let several: Vec<_> = (0..4).map(|number| tokio::task::spawn_blocking(move || heavy() + number)).collect();
    let begin = Instant::now();
    let mut sum = 0;
    for handle in several {
        sum += handle.await.unwrap();
    }
    println!("{sum}, side by side: {}", begin.elapsed() < Duration::from_millis(600));
    let panicked = tokio::task::spawn_blocking(|| if heavy() > 1 { panic!("too heavy") }).await;
    println!("{}", panicked.unwrap_err().is_panic());
}
