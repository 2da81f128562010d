// watch: receivers see the latest configuration, not each of them; changed, wait_for, closing.
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::sleep;

#[derive(Clone, Debug, PartialEq)]
struct Config {
    level: u32,
    name: String,
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let first = Config { level: 1, name: "default".to_string() };
    let (tx, mut rx) = watch::channel(first);
    let mut slow = tx.subscribe();
    let follower = tokio::spawn(async move {
        while rx.changed().await.is_ok() {
            let config = rx.borrow_and_update().clone();
            println!("follower sees {} {}", config.level, config.name);
        }
        println!("follower: the sender is gone");
    });
    let waiter = tokio::spawn(async move {
        let level = slow.wait_for(|config| config.level >= 3).await.unwrap().level;
        sleep(Duration::from_millis(1)).await;
        println!("waiter got level {level}");
    });
    for level in 2..=3 {
        sleep(Duration::from_millis(10)).await;
        tx.send(Config { level, name: format!("v{level}") }).unwrap();
    }
    sleep(Duration::from_millis(10)).await;
    // Two changes at once: only the second is seen.
    tx.send_modify(|config| config.level = 4);
    tx.send_modify(|config| config.name.push_str(", patched"));
    sleep(Duration::from_millis(10)).await;
    let changed = tx.send_if_modified(|config| config.level > 10);
    println!("modified: {changed}, receivers {}", tx.receiver_count());
    drop(tx);
    follower.await.unwrap();
    waiter.await.unwrap();
}
