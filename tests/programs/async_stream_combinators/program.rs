// Streams of futures: buffered, unordered, ordered, in chunks, zipped, unfolded.
use futures::stream::{self, FuturesUnordered, FuturesOrdered, StreamExt, TryStreamExt};
use std::time::Duration;
use tokio::time::{Instant, sleep};

async fn fetch(id: u64) -> Result<u64, String> {
    sleep(Duration::from_millis([30, 10, 20, 5, 15][id as usize % 5])).await;
    if id == 7 { Err(format!("no {id}")) } else { Ok(id * 10) }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let start = Instant::now();
    let out: Vec<_> = stream::iter(0..6).map(fetch).buffer_unordered(3).map(|r| (r, start.elapsed().as_millis())).collect().await;
    println!("{out:?}");
    let out: Vec<_> = stream::iter(0..6).map(fetch).buffered(2).map(|r| (r.unwrap(), start.elapsed().as_millis())).collect().await;
    println!("{out:?}");
    let res: Result<Vec<u64>, String> = stream::iter(5..9).then(fetch).try_collect().await;
    println!("{res:?} {:?}", start.elapsed());
    let sum = stream::iter(1..5).map(Ok::<u64, String>).and_then(fetch).try_fold(0, |a, x| async move { Ok(a + x) }).await;
    println!("{sum:?}");
    stream::iter(0..5).for_each_concurrent(2, |n| async move {
        let v = fetch(n).await;
        println!("fec {n} {v:?}");
    }).await;
    let mut un: FuturesUnordered<_> = (0..4).map(fetch).collect();
    while let Some(v) = un.next().await {
        println!("unordered {v:?} left {}", un.len());
        if v == Ok(20) && un.len() < 2 { un.push(fetch(3)) }
    }
    let mut ord = FuturesOrdered::new();
    for n in 0..3 { ord.push_back(fetch(n)) }
    ord.push_front(fetch(4));
    println!("{:?}", ord.collect::<Vec<_>>().await);
    let chunks: Vec<Vec<i32>> = stream::iter(1..8).chunks(3).collect().await;
    println!("{chunks:?}");
    let r: Vec<_> = stream::iter([1, 2, 3, 4, 5]).ready_chunks(2).collect().await;
    println!("{r:?}");
    let zipped: Vec<_> = stream::iter("abc".chars()).zip(stream::repeat(1).scan(0, |s, x| { *s += x; futures::future::ready(Some(*s)) })).collect().await;
    println!("{zipped:?}");
    let mut peek = Box::pin(stream::unfold(3, |n| async move { if n == 0 { None } else { Some((n, n - 1)) } }).peekable());
    println!("{:?}", peek.as_mut().peek().await);
    println!("{:?}", peek.next().await);
    let (a, b): (Vec<i32>, Vec<i32>) = stream::iter(0..6).map(|x| (x, x * x)).unzip().await;
    println!("{a:?} {b:?}");
    println!("{} {} {:?}", stream::iter(0..5).any(|x| async move { x == 3 }).await, stream::iter(0..5).count().await, stream::iter(0..9).skip_while(|x| futures::future::ready(*x < 5)).take_while(|x| futures::future::ready(*x < 8)).collect::<Vec<_>>().await);
    let flat: Vec<_> = stream::iter(1..4).flat_map(|n| stream::iter(0..n)).collect().await;
    println!("{flat:?} {:?}", start.elapsed());
    let sel: Vec<_> = stream::select(stream::iter([1, 3, 5]), stream::iter([2, 4])).collect().await;
    println!("{sel:?}");
}
