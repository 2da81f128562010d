// tokio_stream: receivers and intervals as streams, merge, throttle, chunks_timeout, map, take_while.
use std::time::Duration;
use tokio::sync::{broadcast, mpsc, watch};
use tokio::time::{Instant, interval, sleep};
use tokio_stream::wrappers::{BroadcastStream, IntervalStream, ReceiverStream, UnboundedReceiverStream, WatchStream};
use tokio_stream::{self as stream, StreamExt};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let begin = Instant::now();
    let at = || begin.elapsed().as_millis();
    let (tx, rx) = mpsc::channel(2);
    tokio::spawn(async move {
        for number in 0..4 {
            tx.send(number).await.unwrap();
            sleep(Duration::from_millis(10)).await;
        }
    });
    let squares = ReceiverStream::new(rx).map(|n| n * n).filter(|n| n % 2 == 0);
    println!("{:?} at {}", squares.collect::<Vec<i32>>().await, at());

    let ticks = IntervalStream::new(interval(Duration::from_millis(7))).take(4);
    println!("{:?}", ticks.map(|tick| (tick - begin).as_millis()).collect::<Vec<_>>().await);

    let (tx, rx) = mpsc::unbounded_channel();
    for word in ["one", "two", "three"] {
        tx.send(word).unwrap();
    }
    drop(tx);
    let merged = stream::iter(["a", "b"]).merge(UnboundedReceiverStream::new(rx));
    println!("{:?}", merged.collect::<Vec<_>>().await);

    let slow = stream::iter(1..=3).throttle(Duration::from_millis(5));
    tokio::pin!(slow);
    while let Some(number) = slow.next().await {
        println!("{number} at {}", at());
    }

    let (tx, rx) = broadcast::channel(2);
    for number in 0..3 {
        tx.send(number).unwrap();
    }
    drop(tx);
    println!("{:?}", BroadcastStream::new(rx).collect::<Vec<_>>().await);
    let (tx, rx) = watch::channel(1);
    tx.send(2).unwrap();
    drop(tx);
    println!("{:?}", WatchStream::new(rx).collect::<Vec<_>>().await);
    let small = stream::iter(1..100).take_while(|n| *n < 5).skip(1);
    println!("{}", small.fold(0, |sum, n| sum + n).await);
    let parsed: Result<Vec<i32>, _> = stream::iter(["1", "2", "x"]).map(str::parse::<i32>).collect().await;
    println!("{}", parsed.is_err());
}
