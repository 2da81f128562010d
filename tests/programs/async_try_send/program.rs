// A full channel refuses: load is shed instead of waited for, and the value comes back.
use tokio::sync::mpsc::{self, error::TrySendError};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, mut rx) = mpsc::channel::<String>(3);
    let mut shed = Vec::new();
    for number in 1..=5 {
        match tx.try_send(format!("request {number}")) {
            Ok(()) => println!("queued {number}"),
            Err(TrySendError::Full(request)) => shed.push(request),
            Err(TrySendError::Closed(_)) => unreachable!(),
        }
    }
    println!("shed {shed:?}, room for {}", tx.capacity());
    println!("{:?}", rx.recv().await);
    let permit = tx.reserve().await.unwrap();
    println!("reserved, room for {}", tx.capacity());
    permit.send("urgent".to_string());
    rx.close();
    println!("closed: {:?}", tx.try_send("late".to_string()));
    while let Some(request) = rx.recv().await {
        println!("served {request}");
    }
    println!("{:?}", rx.try_recv());
}
