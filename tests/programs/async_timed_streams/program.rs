// Streams with a clock: merged, throttled, timed out, in timed chunks.
use tokio_stream::{StreamExt, StreamMap, wrappers::{IntervalStream, UnboundedReceiverStream, BroadcastStream, WatchStream}};
use tokio::time::{self, Duration, Instant};
use tokio::sync::{mpsc, broadcast, watch};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let start = Instant::now();
    let ticks = IntervalStream::new(time::interval(Duration::from_millis(10))).map(|_| "tick");
    let (tx, rx) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        for word in ["a", "b", "c"] { time::sleep(Duration::from_millis(12)).await; tx.send(word).unwrap(); }
    });
    let mut merged = Box::pin(ticks.take(4).merge(UnboundedReceiverStream::new(rx)));
    while let Some(item) = merged.next().await { println!("{} {item}", start.elapsed().as_millis()); }
    let mut throttled = Box::pin(tokio_stream::iter(1..4).throttle(Duration::from_millis(20)));
    while let Some(n) = throttled.next().await { println!("{} n={n}", start.elapsed().as_millis()); }
    let (tx, rx) = mpsc::unbounded_channel();
    let mut chunks = Box::pin(UnboundedReceiverStream::new(rx).chunks_timeout(3, Duration::from_millis(15)));
    tokio::spawn(async move {
        for n in 0..7 { tx.send(n).unwrap(); time::sleep(Duration::from_millis(6)).await; }
    });
    while let Some(c) = chunks.next().await { println!("{} {c:?}", start.elapsed().as_millis()); }
    let slow = tokio_stream::iter([5u64, 30, 5]).then(|ms| async move { time::sleep(Duration::from_millis(ms)).await; ms });
    let mut timed = Box::pin(slow.timeout(Duration::from_millis(10)));
    let mut errors = 0;
    while let Some(r) = timed.next().await {
        match r { Ok(ms) => println!("{} ok {ms}", start.elapsed().as_millis()), Err(e) => { errors += 1; println!("{} {e}", start.elapsed().as_millis()) } }
    }
    println!("errors {errors}");
    let (btx, brx) = broadcast::channel(2);
    for n in 0..4 { btx.send(n).unwrap(); }
    drop(btx);
    println!("{:?}", BroadcastStream::new(brx).collect::<Vec<_>>().await);
    let (wtx, wrx) = watch::channel(1);
    let mut ws = WatchStream::new(wrx);
    println!("{:?}", ws.next().await);
    wtx.send(2).unwrap(); wtx.send(3).unwrap();
    println!("{:?}", ws.next().await);
    drop(wtx);
    println!("{:?}", ws.next().await);
    let mut map = StreamMap::new();
    map.insert(1, tokio_stream::iter(vec!['x']));
    map.insert(2, tokio_stream::iter(vec!['y']));
    let mut all = vec![];
    while let Some(kv) = map.next().await { all.push(kv) }
    all.sort();
    println!("{all:?}");
    let once = tokio_stream::once(1).chain(tokio_stream::empty()).chain(tokio_stream::iter([2, 3]));
    println!("{:?}", once.filter_map(|x| (x != 2).then_some(x * 2)).fold(0, |a, b| a + b).await);
    let v: Result<Vec<i32>, &str> = tokio_stream::iter([Ok(1), Err("bad"), Ok(2)]).collect().await;
    println!("{v:?}");
    let s: String = tokio_stream::iter(["x", "y"]).collect().await;
    println!("{s} {}", tokio_stream::iter(0..3).all(|x| x < 3).await);
    let mut s = tokio_stream::iter(0..3);
    println!("{:?} {:?}", s.try_next_none(), s.next().await);
}
trait Extra { fn try_next_none(&self) -> Option<u8>; }
impl<T> Extra for T { fn try_next_none(&self) -> Option<u8> { None } }
