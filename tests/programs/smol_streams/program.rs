// smol's futures and streams: `or`, `race`, `poll_once`, timers that tick, cancelled tasks, a local executor.

use smol::{
    Executor, LocalExecutor, Timer, channel,
    future::{self, FutureExt},
    lock::{Mutex, Semaphore},
    stream::StreamExt,
};
use std::{cell::RefCell, rc::Rc, sync::Arc, time::Duration};
fn main() {
    let ex = Executor::new();
    let n = smol::block_on(ex.run(async {
        let (tx, rx) = channel::bounded(1);
        let producer = ex.spawn(async move {
            for i in 0..4 {
                tx.send(i).await.unwrap();
            }
            "produced"
        });
        let consumer = ex.spawn(async move {
            let mut got = vec![];
            while let Ok(v) = rx.recv().await {
                got.push(v);
            }
            got
        });
        println!("{} {:?}", producer.await, consumer.await);
        let fast = async {
            Timer::after(Duration::from_millis(5)).await;
            "fast"
        };
        let slow = async {
            Timer::after(Duration::from_millis(50)).await;
            "slow"
        };
        println!("{}", slow.or(fast).await);
        println!(
            "{:?}",
            future::zip(async { 1 }, async {
                future::yield_now().await;
                2
            })
            .await
        );
        let m = Arc::new(Mutex::new(0));
        let ts: Vec<_> = (0..3)
            .map(|i| {
                let m = m.clone();
                ex.spawn(async move {
                    for _ in 0..3 {
                        let mut g = m.lock().await;
                        *g += i;
                    }
                })
            })
            .collect();
        for t in ts {
            t.await;
        }
        println!("{}", *m.lock().await);
        let t = ex.spawn(async { future::pending::<u8>().await });
        println!("{:?}", t.cancel().await);
        let t = ex.spawn(async { 7 });
        future::yield_now().await;
        println!("{:?}", t.cancel().await);
        let r = smol::unblock(|| {
            std::thread::sleep(Duration::from_millis(3));
            6 * 7
        })
        .await;
        let s = Semaphore::new(1);
        let g = s.acquire().await;
        println!("{}", s.try_acquire().is_none());
        drop(g);
        let mut ticks = Timer::interval(Duration::from_millis(2)).take(3).map(|_| 1);
        let mut c = 0;
        while let Some(x) = ticks.next().await {
            c += x;
        }
        r + c
    }));
    println!("{n}");
    let local = LocalExecutor::new();
    let log = Rc::new(RefCell::new(vec![]));
    smol::block_on(local.run(async {
        let ts: Vec<_> = ["a", "b", "c"]
            .into_iter()
            .map(|s| {
                let log = log.clone();
                local.spawn(async move {
                    for i in 0..2 {
                        log.borrow_mut().push(format!("{s}{i}"));
                        future::yield_now().await;
                    }
                })
            })
            .collect();
        for t in ts {
            t.await;
        }
    }));
    println!("{}", log.borrow().len());
    let out = smol::block_on(async { future::poll_once(future::pending::<()>()).await });
    println!("{out:?}");
    println!(
        "{}",
        smol::block_on(future::race(future::ready(1), future::pending()))
    );
}
