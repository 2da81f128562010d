// mpsc from threads and in heaps: blocking sends and receives, recv_many, unbounded channels, same_channel, poll_recv.

use std::future::poll_fn;
use std::thread;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

fn threads() {
    let (sender, mut receiver) = mpsc::channel(2);
    let producer = thread::spawn(move || {
        for number in 0..5 {
            sender.blocking_send(number).unwrap();
        }
    });
    let mut got = Vec::new();
    while let Some(number) = receiver.blocking_recv() {
        got.push(number);
    }
    producer.join().unwrap();
    println!("{got:?} {:?}", receiver.blocking_recv());

    let (sender, mut receiver) = mpsc::unbounded_channel();
    for number in 0..7 {
        sender.send(number).unwrap();
    }
    let mut heap = vec![100];
    println!("{} {heap:?}", receiver.blocking_recv_many(&mut heap, 3));
    println!("{heap:?} {} left", receiver.len());
    drop(sender);
    println!("{} {}", receiver.blocking_recv_many(&mut heap, 9), receiver.blocking_recv_many(&mut heap, 9));
    println!("{heap:?}");

    let (sender, receiver) = oneshot::channel();
    thread::spawn(move || sender.send("by hand").unwrap());
    println!("{:?}", receiver.blocking_recv());
    let (sender, receiver) = oneshot::channel::<u8>();
    drop(sender);
    println!("{:?}", receiver.blocking_recv());
    let (sender, receiver) = mpsc::channel(1);
    drop(receiver);
    println!("{:?}", sender.blocking_send(1));
}

async fn heaps() {
    let (sender, mut receiver) = mpsc::channel(3);
    let producer = tokio::spawn(async move {
        for number in 0..8 {
            sender.send(number).await.unwrap();
        }
    });
    let mut heap = Vec::new();
    loop {
        let count = receiver.recv_many(&mut heap, 10).await;
        println!("{count}: {heap:?}");
        heap.clear();
        if count == 0 {
            break;
        }
    }
    producer.await.unwrap();
    println!("{}", receiver.recv_many(&mut heap, 0).await);
}

async fn unbounded() {
    let (sender, mut receiver) = mpsc::unbounded_channel::<String>();
    let (stranger, _) = mpsc::unbounded_channel::<String>();
    let twin = sender.clone();
    println!("{} {}", sender.same_channel(&twin), sender.same_channel(&stranger));
    println!("{} {} {}", sender.strong_count(), sender.weak_count(), stranger.is_closed());
    let weak = sender.downgrade();
    println!("{:?} {} {}", weak, twin.weak_count(), receiver.sender_weak_count());
    twin.send("one".into()).unwrap();
    let next = poll_fn(|cx| receiver.poll_recv(cx)).await;
    println!("{next:?} {} {}", receiver.is_empty(), receiver.is_closed());
    receiver.close();
    println!("{:?} {}", sender.send("two".into()), sender.is_closed());
    drop((sender, twin));
    println!("{:?} {:?}", weak.upgrade().is_none(), receiver.try_recv());
    println!("{:?}", stranger.send("nobody".into()).map_err(|error| error.to_string()));
    stranger.closed().await;
}

fn main() {
    threads();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(heaps());
    runtime.block_on(unbounded());
    let inside = runtime.block_on(async {
        let (_sender, mut receiver) = mpsc::channel::<u8>(1);
        let blocked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| receiver.blocking_recv()));
        tokio::time::sleep(Duration::from_millis(1)).await;
        blocked.is_err()
    });
    println!("blocking inside is a panic: {inside}");
    println!("{:?}", std::panic::catch_unwind(|| mpsc::channel::<u8>(0)).is_err());
}
