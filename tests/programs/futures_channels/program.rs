// futures::channel: bounded senders that park, unbounded ones, a stream of messages, errors, oneshot cancellation.
use futures::channel::{mpsc, oneshot};
use futures::executor::{LocalPool, block_on};
use futures::stream::StreamExt;
use futures::task::LocalSpawnExt;
use futures::{SinkExt, join};

fn main() {
    let mut pool = LocalPool::new();
    let spawner = pool.spawner();
    let (mut tx, mut rx) = mpsc::channel(0);
    let mut other = tx.clone();
    spawner
        .spawn_local(async move {
            for word in ["a", "b", "c"] {
                tx.send(word).await.unwrap();
                println!("sent {word}");
            }
        })
        .unwrap();
    spawner
        .spawn_local(async move {
            other.send("z").await.unwrap();
            println!("sent z");
        })
        .unwrap();
    pool.run_until(async {
        while let Some(word) = rx.next().await {
            println!("got {word}");
        }
    });
    println!("closed");

    let (mut tx, mut rx) = mpsc::channel(1);
    println!("{:?} {:?}", tx.try_send(1), tx.try_send(2));
    match tx.try_send(3) {
        Err(error) => println!("{error}, {}", error.is_full()),
        Ok(()) => println!("there was room"),
    }
    rx.close();
    println!("{:?}", tx.try_send(4).map_err(|error| error.is_disconnected()));
    println!("{:?}", block_on(rx.collect::<Vec<i32>>()));

    let (tx, rx) = mpsc::unbounded();
    let second = tx.clone();
    block_on(async {
        let produce = async move {
            for number in 1..=3 {
                tx.unbounded_send(number).unwrap();
            }
            second.unbounded_send(100).unwrap();
        };
        let consume = rx.map(|n| n * 2).fold(0, |sum, n| async move { sum + n });
        let ((), sum) = join!(produce, consume);
        println!("{sum}");
    });

    let (tx, rx) = oneshot::channel::<u32>();
    drop(rx);
    println!("{} {:?}", tx.is_canceled(), tx.send(5));
    let (tx, mut rx) = oneshot::channel();
    println!("{:?}", rx.try_recv());
    tx.send("x").unwrap();
    println!("{:?}", block_on(rx));
    let (tx, rx) = oneshot::channel::<()>();
    drop(tx);
    println!("{}", block_on(rx).unwrap_err());
    let handle = spawner.spawn_local_with_handle(async { 6 * 7 }).unwrap();
    println!("{}", pool.run_until(handle));
}
