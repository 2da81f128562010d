// async_std: streams, channels, timeouts, tasks with names.

use async_std::{
    channel, future,
    prelude::*,
    stream,
    sync::{Arc, Mutex, RwLock},
    task,
};
use std::time::Duration;
async fn fib(n: u32) -> u64 {
    let (mut a, mut b) = (0, 1);
    for _ in 0..n {
        (a, b) = (b, a + b);
        task::yield_now().await;
    }
    a
}
fn main() {
    let r = task::block_on(async {
        let hs: Vec<_> = (10..14).map(|n| task::spawn(fib(n))).collect();
        let mut out = vec![];
        for h in hs {
            out.push(h.await);
        }
        println!("{out:?}");
        let (tx, rx) = channel::bounded::<String>(2);
        let t = task::spawn(async move {
            for w in ["to", "be", "or"] {
                tx.send(w.to_uppercase()).await.unwrap();
            }
        });
        let mut words = vec![];
        while let Ok(w) = rx.recv().await {
            words.push(w);
        }
        t.await;
        println!("{}", words.join(" "));
        println!(
            "{:?}",
            future::timeout(Duration::from_millis(5), future::pending::<()>())
                .await
                .is_err()
        );
        let m = Arc::new(Mutex::new(vec![]));
        let ts: Vec<_> = (0..3)
            .map(|i| {
                let m = m.clone();
                task::spawn(async move {
                    m.lock().await.push(i);
                })
            })
            .collect();
        for t in ts {
            t.await;
        }
        let mut f = m.lock().await.clone();
        f.sort();
        println!("{f:?}");
        let mut s = stream::from_iter(1..=5).filter(|x| x % 2 == 1).map(|x| x * x);
        let mut sum = 0;
        while let Some(x) = s.next().await {
            sum += x;
        }
        let w = RwLock::new(1);
        {
            *w.write().await += 1;
        }
        let h = task::spawn(async {
            task::sleep(Duration::from_secs(5)).await;
            1
        });
        println!("{:?}", h.cancel().await);
        let b = task::spawn_blocking(|| {
            std::thread::sleep(Duration::from_millis(2));
            "blocking"
        })
        .await;
        println!(
            "{b} {:?}",
            task::Builder::new()
                .name("named".to_string())
                .spawn(async { task::current().name().map(str::to_owned) })
                .unwrap()
                .await
        );
        sum + *w.read().await
    });
    println!("{r}");
}
