// The Rust Book's trpl: spawn_task, join, channel, async move, several producers.
use std::time::Duration;

fn main() {
    trpl::block_on(async {
        let handle = trpl::spawn_task(async {
            for i in 1..4 {
                println!("hi number {i} from the first task!");
                trpl::sleep(Duration::from_millis(400)).await;
            }
        });
        trpl::sleep(Duration::from_millis(200)).await;
        for i in 1..3 {
            println!("hi number {i} from the second task!");
            trpl::sleep(Duration::from_millis(400)).await;
        }
        handle.await.unwrap();

        let (tx, mut rx) = trpl::channel();
        let tx1 = tx.clone();
        let tx1_fut = async move {
            for val in ["hi", "from", "the", "future"] {
                tx1.send(String::from(val)).unwrap();
                trpl::sleep(Duration::from_millis(200)).await;
            }
        };
        let rx_fut = async {
            while let Some(value) = rx.recv().await {
                println!("received '{value}'");
            }
        };
        let tx_fut = async move {
            for val in ["more", "messages"] {
                trpl::sleep(Duration::from_millis(250)).await;
                tx.send(String::from(val)).unwrap();
            }
        };
        trpl::join3(tx1_fut, tx_fut, rx_fut).await;
        let (a, b) = trpl::join(async { 1 }, async { "two" }).await;
        println!("{a} {b}");
    });
}
