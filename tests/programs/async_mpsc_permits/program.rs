// mpsc: places reserved ahead, one or many, borrowed or owned; sending with a time limit; capacities, ends and weak senders.

use std::time::Duration;

use tokio::sync::mpsc::error::{SendError, SendTimeoutError, TryRecvError, TrySendError};
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::time::sleep;

fn room(what: &str, sender: &Sender<u32>) {
    println!("{what}: {} of {}", sender.capacity(), sender.max_capacity());
}

async fn permits() {
    let (sender, mut receiver): (Sender<u32>, Receiver<u32>) = mpsc::channel(4);
    room("new", &sender);
    let first = sender.reserve().await.unwrap();
    let second = sender.try_reserve().unwrap();
    room("two reserved", &sender);
    second.send(2);
    first.send(1);
    drop(sender.try_reserve().unwrap());
    {
        let mut many = sender.reserve_many(2).await.unwrap();
        println!("{:?} {}", many.size_hint(), many.len());
        many.next().unwrap().send(3);
        println!("left {}", many.len());
        room("one of two sent", &sender);
    }
    room("the other given back", &sender);
    match sender.try_reserve_many(2) {
        Ok(_) => println!("there is no room for two"),
        Err(TrySendError::Full(())) => println!("full"),
        Err(TrySendError::Closed(())) => println!("closed"),
    }
    println!("{:?}", sender.try_reserve_many(9).map(|_| ()));
    println!("{:?}", sender.reserve_many(5).await.map(|_| ()));
    for permit in sender.try_reserve_many(1).unwrap() {
        permit.send(4);
    }
    println!("{:?} {:?}", sender.try_send(5), sender.try_reserve().map(|_| ()));
    let late = sender.send_timeout(6, Duration::from_millis(20)).await;
    println!("{late:?}");
    if let Err(error) = late {
        println!("{error}, {}", matches!(error, SendTimeoutError::Timeout(6)));
        println!("{}", error.into_inner());
    }
    println!("{:?} {} {}", receiver.recv().await, receiver.capacity(), receiver.max_capacity());
    println!("{:?}", sender.send_timeout(7, Duration::from_millis(20)).await);
    receiver.close();
    println!("{:?}", sender.send_timeout(8, Duration::from_millis(20)).await);
    println!("{:?} {:?}", sender.reserve().await.map(|_| ()), sender.try_reserve().map(|_| ()));
    println!("{:?}", sender.try_send(9).unwrap_err().into_inner());
    while let Some(value) = receiver.recv().await {
        print!("{value} ");
    }
    println!("{:?} {}", receiver.try_recv(), receiver.is_closed());
}

async fn owned() {
    let (sender, mut receiver) = mpsc::channel::<u32>(1);
    let other = sender.clone();
    let permit = sender.reserve_owned().await.unwrap();
    println!("{}", permit.same_channel_as_sender(&other));
    let sender = match other.clone().try_reserve_owned() {
        Ok(_) => panic!("no room"),
        Err(TrySendError::Full(sender)) => sender,
        Err(TrySendError::Closed(_)) => panic!("open"),
    };
    println!("{} {} {}", sender.same_channel(&other), sender.strong_count(), receiver.sender_strong_count());
    let waiting = tokio::spawn(async move {
        let permit = sender.reserve_owned().await.unwrap();
        println!("a place for the second");
        permit.send(2)
    });
    sleep(Duration::from_millis(1)).await;
    drop(permit.send(1));
    println!("{:?}", receiver.recv().await);
    let sender = waiting.await.unwrap();
    println!("{:?}", receiver.recv().await);
    let sender = sender.reserve_owned().await.unwrap().release();
    println!("{} {}", sender.capacity(), sender.strong_count());
    drop(sender);
    let weak = other.downgrade();
    println!("{:?} {} {} {}", weak, weak.strong_count(), weak.weak_count(), receiver.sender_weak_count());
    println!("{}", weak.upgrade().unwrap().same_channel(&other));
    println!("{:?}", receiver.try_recv());
    drop(other);
    println!("{} {:?} {:?}", weak.upgrade().is_none(), receiver.try_recv(), receiver.recv().await);
    println!("{} {} {}", receiver.is_closed(), receiver.is_empty(), receiver.len());
}

async fn closing() {
    let (sender, mut receiver) = mpsc::channel::<String>(2);
    let permit = sender.reserve().await.unwrap();
    receiver.close();
    println!("{} {:?}", sender.is_closed(), receiver.try_recv());
    permit.send("kept place".to_string());
    println!("{:?} {:?}", receiver.recv().await, receiver.recv().await);
    let error = sender.send("lost".to_string()).await.unwrap_err();
    println!("{error:?}, {error}, {}", error.0);
    let error: TrySendError<String> = SendError("again".to_string()).into();
    println!("{error:?}, {error}");
    println!("{} {}", TryRecvError::Empty, TryRecvError::Disconnected);
    sender.closed().await;
    println!("closed");
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    permits().await;
    owned().await;
    closing().await;
}
