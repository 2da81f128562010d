//! Streams whose items are results: filtered, cut and flattened past errors; looking ahead, and streams that are aborted.

use futures::executor::block_on;
use futures::future;
use futures::stream::{self, AbortHandle, Abortable, Stream, StreamExt, TryStreamExt};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

type Step = Result<u32, String>;

/// Counts up and is pending before every item.
struct Slow {
    next: u32,
    waits: bool,
}

impl Stream for Slow {
    type Item = u32;
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<u32>> {
        self.waits = !self.waits;
        if self.waits {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        self.next += 1;
        Poll::Ready((self.next <= 4).then_some(self.next))
    }
}

fn steps() -> impl Stream<Item = Step> {
    stream::iter(vec![Ok(1), Ok(2), Err("three".to_string()), Ok(4), Ok(5), Ok(6)])
}

async fn tries() {
    let even: Vec<Step> = steps().try_filter(|n| future::ready(n % 2 == 0)).collect().await;
    println!("even {even:?}");

    let halves: Vec<Result<String, String>> = steps()
        .try_filter_map(|n| async move {
            match n {
                5 => Err("five".to_owned()),
                n if n % 2 == 0 => Ok(Some(format!("half of {n}"))),
                _ => Ok(None),
            }
        })
        .collect()
        .await;
    println!("halves {halves:?}");

    let first: Result<Vec<u32>, String> = steps().try_filter(|n| future::ready(*n > 1)).try_collect().await;
    println!("first error {first:?}");

    let taken: Vec<Step> = steps()
        .try_take_while(|n| future::ready(if *n == 2 { Err("two".to_owned()) } else { Ok(*n < 5) }))
        .collect()
        .await;
    println!("taken {taken:?}");
    let left: Vec<Step> = steps().try_skip_while(|n| future::ready(Ok(*n < 5))).collect().await;
    println!("left {left:?}");

    let nested = stream::iter(vec![
        Ok(stream::iter(vec![Ok(10u64), Ok(11)])),
        Err("no stream".to_owned()),
        Ok(stream::iter(vec![Err("no item".to_owned()), Ok(12)])),
    ]);
    let mut flat = pin!(nested.try_flatten());
    loop {
        match flat.try_next().await {
            Ok(Some(n)) => println!("flat {n}"),
            Ok(None) => break,
            Err(e) => println!("flat error: {e}"),
        }
    }
}

async fn words(line: &str) -> Vec<String> {
    let mut chars = pin!(stream::iter(line.chars()).peekable());
    let mut words = Vec::new();
    loop {
        let mut word = String::new();
        while let Some(c) = chars.as_mut().next_if(|c| c.is_alphabetic()).await {
            word.push(c);
        }
        if chars.as_mut().next_if_eq(&'!').await.is_some() {
            word += " (loud)";
        }
        words.push(word);
        if let Some(c) = chars.as_mut().peek_mut().await {
            if *c == '\n' {
                *c = 'N';
                continue;
            }
        }
        if chars.next().await.is_none() {
            return words;
        }
    }
}

async fn aborts() {
    let (handle, registration) = AbortHandle::new_pair();
    let mut numbers = Abortable::new(Slow { next: 0, waits: false }, registration);
    while let Some(n) = numbers.next().await {
        println!("number {n}, aborted {}", numbers.is_aborted());
        if n == 2 {
            handle.abort();
        }
    }
    println!("over, aborted {} {}", numbers.is_aborted(), handle.is_aborted());

    let (whole, handle) = stream::abortable(Slow { next: 1, waits: false });
    let sum: u32 = whole.map(|n| n * 10).fold(0, |a, b| future::ready(a + b)).await;
    println!("whole {sum}, aborted {}", handle.is_aborted());

    let (never, handle) = stream::abortable(stream::pending::<u8>());
    let (count, ()) = future::join(never.count(), async {
        println!("nothing comes");
        handle.abort();
    })
    .await;
    println!("{count} items of what never ended");

    let (answer, handle) = future::abortable(future::pending::<u8>());
    handle.abort();
    println!("{:?}", answer.await);
}

fn main() {
    block_on(tries());
    println!("{:?}", block_on(words("ab!c d\ne")));
    block_on(aborts());
}
