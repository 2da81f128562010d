// Backpressure: a bounded channel makes a fast producer go at the pace of its slow consumer.
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let begin = Instant::now();
    let (tx, mut rx) = mpsc::channel(2);
    let producer = tokio::spawn(async move {
        for item in 0..6 {
            if tx.capacity() == 0 {
                println!("{:>4} ms  producer waits", begin.elapsed().as_millis());
            }
            tx.send(item).await.unwrap();
            println!("{:>4} ms  sent {item}", begin.elapsed().as_millis());
        }
    });
    while let Some(item) = rx.recv().await {
        sleep(Duration::from_millis(100)).await;
        println!("{:>4} ms          used {item}", begin.elapsed().as_millis());
    }
    producer.await.unwrap();
    println!("{:>4} ms  done", begin.elapsed().as_millis());
}
