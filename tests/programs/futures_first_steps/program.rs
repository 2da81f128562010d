// The crate futures: combinators, join, select, FuturesUnordered and FuturesOrdered, channels, streams, a local pool.
use futures::channel::{mpsc, oneshot};
use futures::executor::{block_on, LocalPool};
use futures::future::{self, Either, FutureExt, TryFutureExt};
use futures::stream::{self, FuturesOrdered, FuturesUnordered, StreamExt, Stream};
use futures::task::LocalSpawnExt;
use futures::{pin_mut, SinkExt};
use std::pin::Pin;
use std::task::{Context, Poll};

struct Countdown(u32);
impl Stream for Countdown {
    type Item = u32;
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<u32>> {
        if self.0 == 0 { return Poll::Ready(None); }
        self.0 -= 1;
        if self.0 % 2 == 0 { cx.waker().wake_by_ref(); }
        Poll::Ready(Some(self.0))
    }
}
struct Yield(u32, &'static str);
impl Future for Yield {
    type Output = &'static str;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<&'static str> {
        println!("poll {} {}", self.1, self.0);
        if self.0 == 0 { return Poll::Ready(self.1); }
        self.0 -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
async fn fails(n: u32) -> Result<u32, String> { if n > 2 { Err(format!("bad {n}")) } else { Ok(n) } }

fn main() {
    block_on(async {
        let mut un = FuturesUnordered::new();
        un.push(Yield(2, "a"));
        un.push(Yield(0, "b"));
        un.push(Yield(1, "c"));
        while let Some(x) = un.next().await { println!("got {x}"); }
        let or: FuturesOrdered<_> = vec![Yield(2, "x"), Yield(0, "y")].into_iter().collect();
        let got: Vec<&str> = or.collect().await;
        println!("{got:?}");
        match future::select(Yield(1, "l"), Yield(0, "r")).await {
            Either::Left((v, _)) => println!("left {v}"),
            Either::Right((v, rest)) => println!("right {v} then {}", rest.await),
        }
        println!("{:?}", future::try_join_all(vec![fails(1), fails(3), fails(5)]).await);
        println!("{:?}", future::try_join(fails(1), fails(2)).await);
        println!("{:?}", futures::try_join!(fails(1), fails(2)));
        println!("{:?}", fails(1).and_then(|v| fails(v + 2)).map_err(|e| e.len()).await);
        let shared = Yield(1, "s").shared();
        println!("{:?}", futures::join!(shared.clone(), shared.clone(), shared));
        println!("{:?}", Yield(1, "n").now_or_never());
        let (mut tx, mut rx) = mpsc::channel::<u32>(1);
        let send = async move { for i in 0..4 { tx.send(i).await.unwrap(); println!("sent {i}"); } };
        let recv = async move { while let Some(x) = rx.next().await { println!("recv {x}"); } };
        futures::join!(send, recv);
        let (tx, rx) = oneshot::channel::<i32>();
        drop(tx);
        println!("{:?}", rx.await);
        let a = Yield(1, "fa").fuse();
        let b = Yield(1, "fb").fuse();
        pin_mut!(a, b);
        let mut n = 0;
        loop {
            futures::select_biased! {
                x = a => { println!("sel {x}"); n += 1; }
                x = b => println!("sel {x}"),
                complete => break,
            }
        }
        println!("{n}");
        println!("{}", Countdown(5).fold(0, |a, x| async move { a + x }).await);
        let z: Vec<(u32, char)> = Countdown(3).zip(stream::iter("abc".chars())).collect().await;
        println!("{z:?}");
        stream::iter(0..4).map(|i| Yield(i % 2, "buf")).buffer_unordered(2).for_each(|x| async move { println!("{x}") }).await;
        let u = stream::unfold(0, |s| async move { if s < 3 { Some((s * s, s + 1)) } else { None } });
        println!("{:?}", u.chain(stream::once(async { 99 })).skip(1).take(3).enumerate().collect::<Vec<_>>().await);
    });
    let mut pool = LocalPool::new();
    let sp = pool.spawner();
    sp.spawn_local(async { println!("{}", Yield(1, "p1").await); }).unwrap();
    sp.spawn_local(async { println!("{}", Yield(0, "p2").await); }).unwrap();
    pool.run();
    let m = std::sync::Arc::new(futures::lock::Mutex::new(0));
    pool.run_until(async { *m.lock().await += 1; });
    println!("{:?}", m.try_lock().map(|g| *g));
    let pair: Pin<Box<dyn Stream<Item = u32>>> = Box::pin(Countdown(2));
    println!("{:?}", block_on(pair.collect::<Vec<u32>>()));
}
