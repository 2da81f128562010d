//! A task that sleeps with its thread, and a blocking call that does so elsewhere.

use std::time::Duration;

#[tokio::main(flavor = "multi_thread", worker_threads = 1)]
pub async fn main() {
    let rude = tokio::spawn(async {
        println!("rude begins");
        std::thread::sleep(Duration::from_millis(60));
        println!("rude ends");
    });
    let ticks = tokio::spawn(async {
        for n in 0..2 {
            tokio::time::sleep(Duration::from_millis(20)).await;
            println!("tick {n}");
        }
    });
    rude.await.unwrap();
    ticks.await.unwrap();
    let polite = tokio::task::spawn_blocking(|| {
        println!("polite begins");
        std::thread::sleep(Duration::from_millis(400));
        println!("polite ends");
        7
    });
    for n in 2..4 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        println!("tick {n}");
    }
    println!("{}", polite.await.unwrap());
}
