// smol's timers under an executor that no runtime runs.
use smol::{channel, future::{self, FutureExt}, lock::{Mutex, RwLock, Semaphore, Barrier}, stream::{self, StreamExt}, Executor, LocalExecutor, Task, Timer};
use std::{rc::Rc, sync::Arc, time::Duration, cell::Cell};

async fn ping(rx: channel::Receiver<u32>, tx: channel::Sender<u32>) {
    while let Ok(n) = rx.recv().await { if tx.send(n + 1).await.is_err() { break } }
    println!("ping ends");
}
fn main() {
    let ex = Executor::new();
    let r = future::block_on(ex.run(async {
        let (tx, rx) = channel::bounded(1);
        let (tx2, rx2) = channel::unbounded();
        let p = ex.spawn(ping(rx, tx2));
        let mut sum = 0;
        for n in 0..3 { tx.send(n * 10).await.unwrap(); sum += rx2.recv().await.unwrap() }
        drop(tx);
        p.await;
        println!("{} {}", rx2.is_closed(), rx2.recv().await.is_err());
        let m = Arc::new(Mutex::new(vec![]));
        let ts: Vec<Task<()>> = (0..3).map(|i| { let m = m.clone(); ex.spawn(async move { let mut g = m.lock_arc().await; future::yield_now().await; g.push(i) }) }).collect();
        for t in ts { t.await }
        println!("{:?}", m.lock().await);
        let fast = async { Timer::after(Duration::from_millis(5)).await; "fast" };
        let slow = async { Timer::after(Duration::from_millis(200)).await; "slow" };
        println!("{}", slow.or(fast).await);
        println!("{:?}", future::zip(async { 1 }, async { 2 }).await);
        let t = ex.spawn(async { Timer::after(Duration::from_secs(10)).await; 5 });
        println!("{:?}", t.cancel().await);
        ex.spawn(async { println!("detached") }).detach();
        future::yield_now().await;
        println!("{:?}", future::poll_once(future::pending::<()>()).await);
        println!("{:?}", future::try_zip(async { Ok::<_, String>(1) }, async { Err::<u8, _>("bad".to_string()) }).await);
        let b = Arc::new(Barrier::new(2));
        let b2 = b.clone();
        let t = ex.spawn(async move { b2.wait().await.is_leader() });
        let mine = b.wait().await.is_leader();
        println!("{}", mine ^ t.await);
        let s = Semaphore::new(1);
        let g = s.acquire().await;
        println!("{} ", s.try_acquire().is_none());
        drop(g);
        let rw = RwLock::new(1);
        { let a = rw.read().await; let b = rw.read().await; println!("{} {}", *a + *b, rw.try_write().is_none()); }
        *rw.write().await += 5;
        println!("{}", rw.into_inner());
        let v: Vec<i32> = stream::iter(1..6).filter(|x| x % 2 == 1).map(|x| x * x).collect().await;
        println!("{v:?}");
        let mut s = stream::unfold(1u32, |n| async move { (n < 50).then_some((n, n * 3)) }).boxed();
        while let Some(n) = s.next().await { print!("{n} ") }
        println!();
        sum
    }));
    println!("{r}");
    let lex = LocalExecutor::new();
    let c = Rc::new(Cell::new(0));
    let c2 = c.clone();
    future::block_on(lex.run(async { lex.spawn(async move { c2.set(4) }).await }));
    println!("{} {}", c.get(), lex.is_empty());
    println!("{}", smol::block_on(smol::unblock(|| (1..=5).product::<u32>())));
    let t = smol::spawn(async { Timer::after(Duration::from_millis(1)).await; "global" });
    println!("{}", smol::block_on(t));
}
