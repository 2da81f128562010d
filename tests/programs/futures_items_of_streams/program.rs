//! What streams give is known where values are parsed, folded and collected: futures' adapters, channels and pools.

use futures::SinkExt;
use futures::channel::{mpsc, oneshot};
use futures::executor::block_on;
use futures::future::{self, Either, FutureExt, join, join_all};
use futures::stream::{self, BoxStream, FuturesOrdered, FuturesUnordered, Stream, StreamExt};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

struct Countdown(u32);
impl Stream for Countdown {
    type Item = u32;
    fn poll_next(mut self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<Option<u32>> {
        if self.0 == 0 {
            return Poll::Ready(None);
        }
        self.0 -= 1;
        Poll::Ready(Some(self.0))
    }
}

struct Doubled<S> {
    inner: S,
}
impl<S: Stream<Item = u32> + Unpin> Stream for Doubled<S> {
    type Item = u64;
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<u64>> {
        match self.inner.poll_next_unpin(cx) {
            Poll::Ready(Some(n)) => Poll::Ready(Some(u64::from(n) * 2)),
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    }
}

fn words(up: bool) -> BoxStream<'static, String> {
    let all = stream::iter(["one", "two"]);
    match up {
        true => all.map(|w| w.to_uppercase()).boxed(),
        false => all.map(str::to_owned).boxed(),
    }
}

fn either(up: bool) -> impl Stream<Item = u8> {
    if up {
        Either::Left(stream::iter(0..3))
    } else {
        Either::Right(stream::once(future::ready(9)))
    }
}

async fn longest<S>(stream: S) -> usize
where
    S: Stream<Item = String>,
{
    stream
        .map(|s| s.len())
        .fold(0, |a, b| async move { a.max(b) })
        .await
}

fn doubled(n: u32) -> Pin<Box<dyn Future<Output = u32>>> {
    Box::pin(async move { n * 2 })
}

fn numbers() -> impl Stream<Item = String> {
    stream::iter(["1", "x", "3"].map(String::from))
}
async fn total_of(mut s: impl Stream<Item = String> + Unpin) -> i64 {
    let mut sum = 0;
    while let Some(t) = s.next().await {
        if let Ok(n) = t.parse::<i64>() {
            sum += n;
        }
    }
    sum
}
fn main() {
    block_on(async {
        let v: Vec<i32> = stream::iter(["1", "2", "x"])
            .filter_map(|s| async move { s.parse::<i32>().ok() })
            .collect()
            .await;
        println!("{v:?}");
        let f: u64 = stream::iter(1..=4u64)
            .fold(Default::default(), |a, b| async move { a + b })
            .await;
        println!("{f}");
        println!("{}", total_of(numbers()).await);
        let u: FuturesUnordered<_> = (0..3u8).map(|i| async move { i.to_string() }).collect();
        let mut got = u.map(|s| s.parse::<u8>().unwrap()).collect::<Vec<u8>>().await;
        got.sort();
        println!("{got:?}");
        let b: u32 = doubled(4).await;
        println!("{}", b.pow(2));
        let mut s = stream::unfold(
            0u8,
            |n| async move { (n < 3).then(|| (n.to_string(), n + 1)) },
        )
        .boxed();
        while let Some(t) = s.next().await {
            let n: i16 = t.parse().unwrap();
            print!("{n} ");
        }
        println!();
        let z: Vec<(usize, (char, u8))> = stream::iter("ab".chars())
            .zip(stream::iter(1..))
            .enumerate()
            .collect()
            .await;
        println!("{z:?}");
        let c: Vec<Vec<i32>> = stream::iter(1..6).chunks(2).collect().await;
        println!("{c:?}");
        let r: Result<Vec<u8>, std::num::ParseIntError> = stream::iter(["7", "8"])
            .map(|s| s.parse::<u8>())
            .collect::<Vec<_>>()
            .await
            .into_iter()
            .collect();
        println!("{r:?}");
        let fm: Vec<u8> = stream::iter(1..4)
            .flat_map(|n| stream::iter(vec![n; n as usize]))
            .collect()
            .await;
        println!("{fm:?}");
        let total: u64 = Doubled {
            inner: Countdown(5),
        }
        .fold(0, |a, b| future::ready(a + b))
        .await;
        println!("{total}");
        let squares: Vec<u32> = Countdown(4).map(|n| n.pow(2)).collect().await;
        println!("{squares:?}");
        println!(
            "{:?} {:?}",
            words(true).collect::<Vec<_>>().await,
            words(false).collect::<String>().await
        );
        println!(
            "{:?} {:?}",
            either(true).collect::<Vec<_>>().await,
            either(false).collect::<Vec<_>>().await
        );
        println!("{}", longest(words(false)).await);
        let (mut tx, mut rx) = mpsc::channel(4);
        let (done_tx, done_rx) = oneshot::channel();
        let send = async move {
            for text in ["4", "x", "6"] {
                tx.send(text.to_string()).await.unwrap();
            }
            done_tx.send(3).unwrap();
        };
        let receive = async move {
            let mut sum = 0i64;
            while let Some(text) = rx.next().await {
                sum += text.parse::<i64>().unwrap_or(100);
            }
            let n: u8 = done_rx.await.unwrap();
            sum * i64::from(n)
        };
        let ((), sum) = join(send, receive).await;
        println!("{sum}");
        let parsed = join_all(["1", "2"].map(|s| async move { s.parse::<i8>() })).await;
        let parsed: Result<Vec<i8>, _> = parsed.into_iter().collect();
        println!("{parsed:?}");
        let mut ordered = FuturesOrdered::new();
        for i in (1..=3).rev() {
            ordered.push_back(async move { i * 10 }.boxed());
        }
        let all: Vec<i32> = ordered.collect().await;
        println!("{all:?}");
        let (a, b): (Vec<i32>, Vec<char>) = stream::iter([(1, 'a'), (2, 'b')]).unzip().await;
        println!("{a:?} {b:?}");
        let mut peek = Box::pin(stream::iter(vec!["7", "8"]).peekable());
        if let Some(first) = peek.as_mut().peek().await {
            println!("first {first}");
        }
        let rest: Vec<u16> = peek.map(|s| s.parse::<u16>().unwrap()).collect().await;
        println!("{rest:?}");
        let mut fused = stream::iter(1..)
            .take_while(|n| future::ready(*n < 4))
            .scan(0, |sum, n| {
                *sum += n;
                future::ready(Some(*sum))
            })
            .fuse();
        while let Some(n) = fused.next().await {
            print!("{n} ");
        }
        println!();
        let by: std::collections::BTreeMap<usize, Vec<String>> = words(true)
            .fold(
                Default::default(),
                |mut map: std::collections::BTreeMap<usize, Vec<String>>, w| async move {
                    map.entry(w.len()).or_default().push(w);
                    map
                },
            )
            .await;
        println!("{by:?}");
        let skipped = stream::iter(1..=6)
            .skip_while(|n| future::ready(*n < 3))
            .filter(|n| {
                let even = n % 2 == 0;
                async move { even }
            })
            .map(|n| n as f64 / 4.0)
            .collect::<Vec<f64>>()
            .await;
        println!("{skipped:?}");
        let results = stream::iter(vec![3u64, 1, 2])
            .map(|n| async move { n * n })
            .buffered(2)
            .collect::<std::collections::VecDeque<_>>()
            .await;
        println!("{results:?} {}", results.iter().sum::<u64>());
        stream::iter("a,b".split(','))
            .enumerate()
            .for_each(|(i, s)| async move { println!("{i}{}", s.to_uppercase()) })
            .await;
    });
}
