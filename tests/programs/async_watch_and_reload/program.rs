// A watched configuration that is loaded again and again, with errors made by into, until a task is told to stop.

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, RwLock, watch};
use tokio::time;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Config {
    timeout: Duration,
    name: Option<String>,
    level: u8,
}

async fn load(i: u8) -> std::io::Result<Config> {
    time::sleep(Duration::from_millis(3)).await;
    if i == 2 {
        return Err(std::io::ErrorKind::NotFound.into());
    }
    Ok(Config {
        timeout: Duration::from_millis(10 * i as u64),
        name: (i > 1).then(|| format!("cfg{i}")),
        level: i,
    })
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (tx, mut rx) = watch::channel(Config::default());
    let stop = Arc::new(Notify::new());
    let stop2 = Arc::clone(&stop);
    let writer = tokio::spawn(async move {
        let mut interval = time::interval(Duration::from_millis(20));
        let mut i = 0;
        loop {
            tokio::select! {
                _ = interval.tick() => {
                    i += 1;
                    match load(i).await {
                        Ok(new) => {
                            let changed = tx.send_if_modified(|old| { if *old != new { *old = new; true } else { false } });
                            println!("loaded {i} changed {changed} receivers {}", tx.receiver_count());
                        }
                        Err(e) => println!("load {i}: {e} ({:?})", e.kind()),
                    }
                }
                () = stop2.notified() => { println!("stopped"); break }
            }
        }
        tx.send_modify(|c| c.level = 99);
        tx.borrow().level
    });
    let mut other = rx.clone();
    let watcher = tokio::spawn(async move {
        let high = other.wait_for(|c| c.level >= 3).await.map(|c| c.level);
        println!("high enough: {high:?}");
    });
    let state = Arc::new(RwLock::new(Vec::new()));
    while rx.changed().await.is_ok() {
        let cfg = rx.borrow_and_update().clone();
        println!("{cfg:?}");
        state.write().await.push(cfg.level);
        if cfg.level == 4 {
            stop.notify_one();
        }
    }
    println!("{:?} {}", state.read().await, writer.await.unwrap());
    println!("{:?} {:?}", rx.has_changed(), rx.borrow().name);
    watcher.await.unwrap();
    let sum: u32 = state.read().await.iter().map(|&x| u32::from(x)).sum();
    println!("{sum} {:?}", rx.changed().await);
    let (tx, rx) = watch::channel("one");
    drop(rx);
    println!(
        "{:?} {} {:?}",
        tx.send("two"),
        tx.is_closed(),
        tx.send_replace("three")
    );
    let rx = tx.subscribe();
    println!("{:?} {}", *rx.borrow(), rx.same_channel(&tx.subscribe()));
}
