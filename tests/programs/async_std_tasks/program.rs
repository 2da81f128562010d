// async_std: block_on, spawn, sleep, yield_now, channels, timeout, cancelling a task.
use async_std::channel;
use async_std::future::timeout;
use async_std::task;
use std::time::Duration;

async fn collect(rx: channel::Receiver<u32>) -> Vec<u32> {
    let mut all = Vec::new();
    while let Ok(number) = rx.recv().await {
        all.push(number);
    }
    all
}

fn main() {
    let total = task::block_on(async {
        let (tx, rx) = channel::unbounded();
        let reader = task::spawn(collect(rx));
        for number in 1..=3 {
            tx.send(number * 10).await.unwrap();
            task::sleep(Duration::from_millis(5)).await;
        }
        drop(tx);
        let all = reader.await;
        println!("{all:?}");
        all.iter().sum::<u32>()
    });
    println!("{total}");
    task::block_on(async {
        let slow = task::sleep(Duration::from_millis(300));
        match timeout(Duration::from_millis(20), slow).await {
            Ok(()) => println!("in time"),
            Err(error) => println!("{error}"),
        }
        println!("{:?}", timeout(Duration::from_millis(50), async { "quick" }).await);
        let endless = task::spawn(async {
            loop {
                task::yield_now().await;
                task::sleep(Duration::from_millis(1)).await;
            }
        });
        task::sleep(Duration::from_millis(5)).await;
        println!("{:?}", endless.cancel().await.map(|never: ()| never));
        let (tx, rx) = channel::bounded::<char>(1);
        tx.try_send('a').unwrap();
        println!("{:?} {}", tx.try_send('b'), tx.is_full());
        rx.close();
        println!("{:?} {:?} {:?}", rx.try_recv(), rx.recv().await, tx.send('c').await);
    });
}
