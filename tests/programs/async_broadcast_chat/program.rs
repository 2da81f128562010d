// broadcast: every subscriber gets every message sent since it joined; who is too slow loses the oldest.
use tokio::sync::broadcast::{self, error::RecvError, error::TryRecvError};

async fn listen(name: &str, mut room: broadcast::Receiver<String>) -> usize {
    let mut count = 0;
    loop {
        match room.recv().await {
            Ok(text) => {
                count += 1;
                println!("{name} reads {text:?}");
            }
            Err(RecvError::Lagged(lost)) => println!("{name} lost {lost}"),
            Err(RecvError::Closed) => return count,
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (room, first) = broadcast::channel(3);
    let ann = tokio::spawn(listen("ann", first));
    println!("{} listening", room.send("hello".to_string()).unwrap());
    let ben = tokio::spawn(listen("ben", room.subscribe()));
    tokio::task::yield_now().await;
    for number in 1..=5 {
        room.send(format!("news {number}")).unwrap();
    }
    let mut late = room.subscribe();
    println!("late: {:?}", late.try_recv());
    drop(late);
    drop(room);
    println!("ann {} ben {}", ann.await.unwrap(), ben.await.unwrap());

    let (tx, mut rx) = broadcast::channel(2);
    tx.send(1).unwrap();
    tx.send(2).unwrap();
    tx.send(3).unwrap();
    println!("{:?} {:?} {:?}", rx.try_recv(), rx.try_recv(), rx.try_recv());
    assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
    drop(rx);
    println!("{:?}", tx.send(4).map_err(|error| error.0));
}
