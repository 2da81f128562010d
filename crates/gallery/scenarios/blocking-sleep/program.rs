use std::thread;
use std::time::Duration;
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
    let rude = tokio::spawn(async {
        println!("rude: sleeps");
        thread::sleep(Duration::from_millis(500));
        println!("rude: awake");
    });
    ticker.await.unwrap();
    rude.await.unwrap();
}
