// futures: select_all, select_ok, abortable, shared, either of two futures, ordered ones, streams made and folded.

use futures::future::{
    self, Aborted, Either, FutureExt, TryFutureExt, abortable, join_all, select_all, select_ok, try_join_all,
};
use futures::stream::{self, FuturesOrdered, StreamExt, TryStreamExt};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::sleep;

async fn after(ms: u64, v: i32) -> i32 {
    sleep(Duration::from_millis(ms)).await;
    v
}
async fn fails(ms: u64, s: &str) -> Result<i32, String> {
    sleep(Duration::from_millis(ms)).await;
    if s.is_empty() {
        Ok(ms as i32)
    } else {
        Err(s.to_string())
    }
}

struct Countdown(u32);
impl Future for Countdown {
    type Output = &'static str;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if self.0 == 0 {
            Poll::Ready("liftoff")
        } else {
            println!("{}", self.0);
            self.0 -= 1;
            cx.waker().wake_by_ref();
            Poll::Pending
        }
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (v, i, rest) = select_all(vec![
        after(30, 1).boxed(),
        after(10, 2).boxed(),
        after(20, 3).boxed(),
    ])
    .await;
    println!("{v} {i} {}", rest.len());
    println!("{:?}", join_all(rest).await);
    println!(
        "{:?}",
        select_ok(vec![
            Box::pin(fails(1, "a")),
            Box::pin(fails(3, "")),
            Box::pin(fails(2, "b"))
        ])
        .await
        .map(|(v, rest)| (v, rest.len()))
    );
    println!(
        "{:?}",
        try_join_all(vec![fails(1, ""), fails(5, "bad"), fails(9, "")]).await
    );
    println!("{:?}", try_join_all(vec![fails(1, ""), fails(2, "")]).await);
    match future::select(Box::pin(after(5, 1)), Box::pin(after(3, 2))).await {
        Either::Left((v, _)) => println!("left {v}"),
        Either::Right((v, left)) => println!("right {v}, then {}", left.await),
    }
    println!(
        "{}",
        after(1, 4).map(|x| x * 2).then(|x| async move { x + 1 }).await
    );
    println!(
        "{:?}",
        fails(1, "e")
            .map_err(|e| e.len())
            .and_then(|v| async move { Ok(v + 1) })
            .await
    );
    println!("{}", fails(1, "e").unwrap_or_else(|e| e.len() as i32).await);
    println!(
        "{:?} {:?}",
        async { 5 }.now_or_never(),
        future::pending::<()>().now_or_never()
    );
    let (f, handle) = abortable(after(100, 1));
    tokio::spawn(async move {
        sleep(Duration::from_millis(2)).await;
        handle.abort();
    });
    println!("{:?}", f.await == Err(Aborted));
    let shared = after(5, 7).shared();
    let (a, b) = futures::join!(shared.clone(), shared);
    println!("{a} {b}");
    let mut ordered: FuturesOrdered<_> = [3, 1, 2].into_iter().map(|n| after(n, n as i32)).collect();
    ordered.push_back(after(0, 9));
    while let Some(v) = ordered.next().await {
        print!("{v} ");
    }
    println!();
    println!("{}", Countdown(2).await);
    let c = stream::unfold((0u32, 1u32), |(a, b)| async move {
        sleep(Duration::from_millis(1)).await;
        (a < 30).then_some((a, (b, a + b)))
    });
    println!("{:?}", c.collect::<Vec<_>>().await);
    let r: Result<i32, String> = stream::iter([1, 2, 3])
        .then(|n| fails(n, if n == 3 { "three" } else { "" }))
        .try_fold(0, |a, x| async move { Ok(a + x) })
        .await;
    println!("{r:?}");
    let e = if r.is_ok() {
        after(1, 1).left_future()
    } else {
        future::ready(2).right_future()
    };
    println!("{}", e.await);
    let z: Vec<(i32, char)> = stream::iter(1..).zip(stream::iter("abc".chars())).collect().await;
    println!("{z:?}");
    let mut p = Box::pin(stream::iter(1..4).peekable());
    println!("{:?}", p.as_mut().peek().await);
    println!("{:?}", p.next().await);
    println!(
        "{:?}",
        stream::iter(1..10)
            .chunks(4)
            .map(|c| c.into_iter().sum::<i32>())
            .collect::<Vec<_>>()
            .await
    );
    println!(
        "{:?}",
        async { panic!("inside") }
            .catch_unwind()
            .await
            .map(|_: ()| ())
            .unwrap_err()
            .downcast_ref::<&str>()
    );
    let s = stream::select(stream::iter(vec![1, 3]), stream::iter(vec![2, 4]));
    println!("{:?}", s.collect::<Vec<i32>>().await);
    println!("{:?}", future::lazy(|_| 3).await);
    println!("{:?}", future::poll_fn(|_cx| Poll::Ready(8)).await);
}
