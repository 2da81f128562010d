// async_std's main, channels, locks, named tasks, block_on within block_on.

use async_std::{
    channel, future,
    prelude::*,
    stream,
    sync::{Arc, Mutex, RwLock},
    task,
};
use std::time::Duration;

async fn say_hi(n: u32) -> u32 {
    task::sleep(Duration::from_millis(10 * n as u64)).await;
    println!("hi {n}");
    n
}

#[async_std::main]
async fn main() {
    let child = task::spawn(async { say_hi(2).await });
    let x = say_hi(1).await;
    println!("{}", x + child.await);
    let r = future::timeout(Duration::from_millis(5), say_hi(9)).await;
    println!("{:?} {}", r.is_err(), r.unwrap_err());
    let (s, r) = channel::bounded(1);
    task::spawn(async move {
        for i in 0..3 {
            s.send(i).await.unwrap();
        }
    });
    while let Ok(x) = r.recv().await {
        println!("{x}");
    }
    let m = Arc::new(Mutex::new(vec![]));
    let mut hs = vec![];
    for i in 0..3 {
        let m = m.clone();
        hs.push(task::spawn(async move {
            task::sleep(Duration::from_millis(i * 7)).await;
            m.lock().await.push(i);
        }));
    }
    for h in hs {
        h.await;
    }
    println!("{:?}", m.lock().await);
    let rw = RwLock::new(5);
    {
        let r1 = rw.read().await;
        let r2 = rw.read().await;
        println!("{}", *r1 + *r2);
    }
    *rw.write().await += 1;
    println!("{}", rw.into_inner());
    let mut s = stream::from_iter(vec![1u8, 2, 3]).map(|x| x + 1);
    while let Some(v) = s.next().await {
        println!("s {v}");
    }
    println!("{}", task::spawn_blocking(|| 8).await);
    let h = task::Builder::new()
        .name("named".to_string())
        .spawn(async { task::current().name().map(|s| s.to_string()) })
        .unwrap();
    println!("{:?}", h.await);
    println!("{}", task::block_on(async { 3 }));
    task::yield_now().await;
    let h = task::spawn(async { task::sleep(Duration::from_secs(10)).await });
    println!("{:?}", h.cancel().await);
}
