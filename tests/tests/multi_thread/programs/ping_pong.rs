//! One worker: two tasks that wake each other share the LIFO slot with a third, which has its turns nevertheless.

use tokio::sync::mpsc;

#[tokio::main(flavor = "multi_thread", worker_threads = 1)]
pub async fn main() {
    let all = tokio::spawn(async {
        let (to_pong, mut from_ping) = mpsc::channel::<u32>(1);
        let (to_ping, mut from_pong) = mpsc::channel::<u32>(1);
        let third = tokio::spawn(async {
            for n in 0..4 {
                println!("third {n}");
                tokio::task::yield_now().await;
            }
        });
        let ping = tokio::spawn(async move {
            for n in 0..10 {
                to_pong.send(n).await.unwrap();
                println!("ping {}", from_pong.recv().await.unwrap());
            }
        });
        let pong = tokio::spawn(async move {
            while let Some(n) = from_ping.recv().await {
                println!("pong {n}");
                to_ping.send(n).await.unwrap();
            }
        });
        for task in [third, ping, pong] {
            task.await.unwrap();
        }
    });
    all.await.unwrap();
}
