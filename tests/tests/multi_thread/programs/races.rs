//! `select!`, a broadcast, a semaphore and a join set, with everything at once.

use std::sync::Arc;
use tokio::sync::{Semaphore, broadcast};
use tokio::task::JoinSet;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
pub async fn main() {
    let (tx, _) = broadcast::channel(8);
    let room = Arc::new(Semaphore::new(1));
    let mut set = JoinSet::new();
    for id in 0..3 {
        let (mut rx, room) = (tx.subscribe(), room.clone());
        set.spawn(async move {
            let message = tokio::select! {
                message = rx.recv() => message.ok(),
                permit = room.acquire() => permit.ok().map(|_| 0),
            };
            (id, message)
        });
    }
    let sent = tx.send(1).unwrap_or(0);
    println!("sent to {sent}");
    while let Some(result) = set.join_next().await {
        println!("{:?}", result.unwrap());
    }
}
