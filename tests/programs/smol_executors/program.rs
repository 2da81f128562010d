//! smol's executors, locks and timers.

use smol::{Executor, LocalExecutor, Timer, channel, future, lock::Mutex};
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

fn main() {
    let ex = LocalExecutor::new();
    let n = Rc::new(Cell::new(0));
    future::block_on(ex.run(async {
        let m = n.clone();
        let t = ex.spawn(async move {
            m.set(m.get() + 1);
            "local"
        });
        let m = n.clone();
        ex.spawn(async move {
            m.set(m.get() + 10);
        })
        .detach();
        println!("{}", t.await);
        future::yield_now().await;
        println!("{}", n.get());
    }));
    println!("{} {}", ex.try_tick(), ex.is_empty());
    let ex = Executor::new();
    let task = ex.spawn(async { 1 + 2 });
    println!("{}", smol::block_on(ex.run(async { task.await * 2 })));
    smol::block_on(async {
        let (s, r) = channel::bounded(2);
        let p = smol::spawn(async move {
            for i in 0..4 {
                s.send(i).await.unwrap();
            }
        });
        let mut got = vec![];
        while let Ok(x) = r.recv().await {
            got.push(x);
        }
        p.await;
        println!("{got:?}");
        let m = Arc::new(Mutex::new(0));
        let ts: Vec<_> = (0..5)
            .map(|i| {
                let m = m.clone();
                smol::spawn(async move {
                    *m.lock().await += i;
                })
            })
            .collect();
        for t in ts {
            t.await;
        }
        println!("{}", m.lock().await);
        Timer::after(Duration::from_millis(5)).await;
        let x = smol::unblock(|| 40 + 2).await;
        println!("{x}");
        let r = future::or(
            async {
                Timer::after(Duration::from_millis(50)).await;
                1
            },
            async {
                Timer::after(Duration::from_millis(2)).await;
                2
            },
        )
        .await;
        println!("{r}");
        let (a, b) = future::zip(async { 1 }, async { "b" }).await;
        println!("{a}{b}");
        let t = smol::spawn(async { future::pending::<()>().await });
        println!("{:?}", t.cancel().await);
        let t = smol::spawn(async { 5 });
        println!("{}", future::race(t, future::ready(5)).await);
    });
}
