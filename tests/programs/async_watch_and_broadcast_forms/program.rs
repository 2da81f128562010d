// watch and broadcast beside send and recv: marks, versions, same_channel, resubscribing, lagging, weak senders, closing.

use std::time::Duration;

use tokio::sync::broadcast::error::{RecvError, SendError, TryRecvError};
use tokio::sync::{broadcast, watch};
use tokio::time::{sleep, timeout};

async fn watching() {
    let (sender, mut receiver) = watch::channel(1);
    println!("{:?} {}", receiver.has_changed(), *receiver.borrow());
    println!("{}", sender.send_replace(2));
    println!("{:?} {:?}", receiver.has_changed(), *receiver.borrow());
    receiver.mark_unchanged();
    println!("{:?}", receiver.has_changed());
    receiver.mark_changed();
    println!("{:?} {:?}", receiver.has_changed(), receiver.changed().await);
    println!("{}", timeout(Duration::from_millis(5), receiver.changed()).await.is_err());
    println!("{}", sender.send_if_modified(|value| { *value += 1; false }));
    println!("{:?} {}", receiver.has_changed(), *receiver.borrow());
    println!("{}", sender.send_if_modified(|value| { *value *= 10; true }));
    sender.send_modify(|value| *value += 1);
    let twin = receiver.clone();
    println!("{} {}", twin.borrow().has_changed(), sender.receiver_count());
    println!("{} {}", receiver.same_channel(&twin), receiver.borrow_and_update().has_changed());
    println!("{} {}", twin.borrow().has_changed(), receiver.borrow().has_changed());
    let second = sender.clone();
    println!("{} {}", second.same_channel(&sender), second.sender_count());
    let (stranger, _) = watch::channel(0);
    println!("{} {}", stranger.same_channel(&sender), stranger.is_closed());
    println!("{:?} {}", stranger.send(5), *stranger.borrow());
    println!("{} {}", stranger.send_replace(6), *stranger.borrow());
    let late = stranger.subscribe();
    println!("{} {} {:?}", *late.borrow(), stranger.is_closed(), late.has_changed());
    drop((twin, second));
    let waiter = tokio::spawn(async move {
        let value = receiver.wait_for(|value| *value > 100).await.map(|value| *value);
        println!("waited for {value:?}");
        let ended = receiver.wait_for(|value| *value < 0).await.map(|value| *value);
        println!("{ended:?} {:?}", ended.as_ref().map_err(|error| error.to_string()));
        println!("{:?} {:?} {}", receiver.has_changed(), receiver.changed().await, *receiver.borrow());
        receiver
    });
    sleep(Duration::from_millis(1)).await;
    sender.send(101).unwrap();
    sleep(Duration::from_millis(1)).await;
    sender.send(102).unwrap();
    drop(sender);
    drop(waiter.await.unwrap());
    let error = watch::Sender::new(7).send(8).unwrap_err();
    println!("{error:?} {error} {}", error.0);
}

async fn broadcasting() {
    let (sender, mut first) = broadcast::channel::<u32>(2);
    let mut second = sender.subscribe();
    println!("{} {} {}", sender.receiver_count(), sender.len(), sender.is_empty());
    for number in 1..=3 {
        println!("to {:?}", sender.send(number));
    }
    println!("{} {} {}", first.len(), sender.len(), first.is_empty());
    println!("{:?} {:?}", first.recv().await, first.recv().await);
    println!("{:?} {:?}", first.try_recv(), first.try_recv());
    println!("{:?} {:?}", second.try_recv(), second.resubscribe().try_recv());
    let mut third = second.resubscribe();
    println!("{} {}", second.same_channel(&third), sender.same_channel(&sender.clone()));
    sender.send(4).unwrap();
    println!("{:?} {} {}", third.recv().await, second.len(), third.len());
    let weak = sender.downgrade();
    println!("{} {}", sender.strong_count(), sender.weak_count());
    println!("{} {}", second.sender_strong_count(), second.sender_weak_count());
    let waiter = tokio::spawn(async move {
        loop {
            match second.recv().await {
                Ok(number) => println!("got {number}"),
                Err(RecvError::Lagged(missed)) => println!("missed {missed}"),
                Err(RecvError::Closed) => break,
            }
        }
        println!("closed {}", second.is_closed());
    });
    sleep(Duration::from_millis(1)).await;
    drop((first, third));
    weak.upgrade().unwrap().send(5).unwrap();
    drop(sender);
    waiter.await.unwrap();
    println!("{}", weak.upgrade().is_none());

    let (sender, receiver) = broadcast::channel::<&str>(1);
    let watcher = tokio::spawn({
        let sender = sender.clone();
        async move {
            sender.closed().await;
            println!("nobody listens");
        }
    });
    sleep(Duration::from_millis(1)).await;
    drop(receiver);
    watcher.await.unwrap();
    let SendError(value) = sender.send("lost").unwrap_err();
    println!("{value} {} {:?}", SendError("x"), SendError("y"));
    println!("{} {}", RecvError::Lagged(3), RecvError::Closed);
    println!("{} {} {}", TryRecvError::Lagged(2), TryRecvError::Empty, TryRecvError::Closed);
    println!("{:?} {}", TryRecvError::Lagged(2), RecvError::Closed == RecvError::Closed);
    let fresh = broadcast::Sender::<u8>::new(4);
    let mut listener = fresh.subscribe();
    std::thread::spawn(move || fresh.send(9).unwrap());
    println!("{:?}", std::thread::spawn(move || (listener.blocking_recv(), listener.blocking_recv())).join().unwrap());
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    watching().await;
    broadcasting().await;
}
