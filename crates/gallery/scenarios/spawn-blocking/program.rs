use std::time::Duration;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let ticker = tokio::spawn(async {
        let beat = Duration::from_millis(100);
        for tick in 1..=4 {
            sleep(beat).await;
            println!("tick {tick}");
        }
    });
    let heavy = spawn_blocking(|| {
        cpu::work(Duration::from_millis(250));
        println!("heavy: done");
        42
    });
    println!("answer: {}", heavy.await.unwrap());
    ticker.await.unwrap();
}
