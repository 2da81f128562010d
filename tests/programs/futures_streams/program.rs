// Streams written by hand and combined: unfold, zip, chain, peekable, flatten, chunks, scan, try_ methods.
use futures::executor::block_on;
use futures::stream::{self, Stream, StreamExt, TryStreamExt};
use std::pin::Pin;
use std::task::{Context, Poll};

struct Fibonacci {
    now: u64,
    next: u64,
    naps: u32,
}

impl Stream for Fibonacci {
    type Item = u64;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<u64>> {
        self.naps += 1;
        if self.naps % 2 == 0 {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let now = self.now;
        self.now = self.next;
        self.next += now;
        Poll::Ready((now < 100).then_some(now))
    }
}

fn fibonacci() -> Fibonacci {
    Fibonacci { now: 1, next: 1, naps: 0 }
}

fn halves(from: u32) -> impl Stream<Item = u32> {
    stream::unfold(from, |n| async move { (n > 0).then_some((n, n / 2)) })
}

fn main() {
    block_on(async {
        println!("{:?}", fibonacci().collect::<Vec<_>>().await);
        println!("{:?}", fibonacci().filter(|n| futures::future::ready(n % 2 == 0)).collect::<Vec<_>>().await);
        println!("{:?}", halves(40).collect::<Vec<_>>().await);
        let pairs = fibonacci().zip(stream::iter("abcd".chars())).map(|(n, c)| format!("{c}{n}"));
        println!("{}", pairs.collect::<Vec<String>>().await.join(" "));
        let chained = halves(3).chain(stream::once(async { 100 })).chain(stream::empty());
        println!("{:?}", chained.enumerate().collect::<Vec<_>>().await);
        println!("{:?}", fibonacci().chunks(4).collect::<Vec<_>>().await);
        let running = halves(8).scan(0, |sum, n| {
            *sum += n;
            let sum = *sum;
            async move { (sum < 15).then_some(sum) }
        });
        println!("{:?}", running.collect::<Vec<_>>().await);
        println!("{:?}", stream::iter(1..4).flat_map(|n| stream::iter(vec![n; n])).collect::<Vec<_>>().await);
        let mut peekable = Box::pin(halves(5).peekable());
        while let Some(n) = peekable.next().await {
            let next = peekable.as_mut().peek().await.copied();
            print!("{n}->{next:?} ");
        }
        println!();
        println!("{}", fibonacci().skip_while(|n| std::future::ready(*n < 10)).take(3).fold(0, |a, b| async move { a + b }).await);
        println!("{} {}", halves(9).any(|n| async move { n == 4 }).await, halves(9).all(|n| async move { n > 1 }).await);
        println!("{} {}", fibonacci().count().await, stream::repeat(7).take(3).collect::<Vec<_>>().await.len());

        let texts = ["1", "2", "three", "4"];
        let numbers = stream::iter(texts).map(|text| text.parse::<u32>());
        println!("{:?}", numbers.try_collect::<Vec<u32>>().await.map_err(|error| error.to_string()));
        let mut doubled = stream::iter(texts).map(str::parse::<u32>).map_ok(|n| n * 2);
        while let Ok(Some(n)) = doubled.try_next().await {
            println!("{n}");
        }
        let sum = stream::iter([Ok(1), Err("no"), Ok(3)]).try_fold(0, |a, n| async move { Ok(a + n) }).await;
        println!("{sum:?}");
    });
}
