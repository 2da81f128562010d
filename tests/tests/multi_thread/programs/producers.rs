//! Four producers and a small channel: each one's messages in its order.

use tokio::sync::mpsc;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
pub async fn main() {
    let (tx, mut rx) = mpsc::channel(2);
    for producer in 0..4 {
        let tx = tx.clone();
        tokio::spawn(async move {
            for n in 0..2 {
                tx.send((producer, n)).await.unwrap();
            }
        });
    }
    drop(tx);
    while let Some(message) = rx.recv().await {
        println!("{message:?}");
    }
}
