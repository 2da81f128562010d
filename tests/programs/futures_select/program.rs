// futures::select!: fused futures, complete, default, streams with select_next_some, a loop until all have ended.
use futures::executor::block_on;
use futures::future::{self, FutureExt};
use futures::stream::{self, FuturesUnordered, StreamExt};
use futures::{pin_mut, select, select_biased};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

struct Later(u32, u32);

impl Future for Later {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        if self.0 == 0 {
            return Poll::Ready(self.1);
        }
        self.0 -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

async fn sum() -> u32 {
    let first = Later(3, 10).fuse();
    let second = Later(1, 20).fuse();
    pin_mut!(first, second);
    let mut total = 0;
    loop {
        select! {
            value = first => total += value,
            value = second => total += value + 1,
            complete => return total,
        }
    }
}

fn main() {
    println!("{}", block_on(sum()));
    block_on(async {
        let mut odd = stream::iter([1, 3, 5]).fuse();
        let mut even = stream::iter([2, 4]).fuse();
        let mut seen = Vec::new();
        loop {
            select_biased! {
                n = odd.select_next_some() => seen.push(n),
                n = even.select_next_some() => seen.push(n),
                complete => break,
            }
        }
        println!("{seen:?}");

        let mut waits = future::pending::<u32>().fuse();
        let word = select! {
            _ = waits => "ready",
            default => "nobody is ready",
        };
        println!("{word}");

        let mut jobs = FuturesUnordered::new();
        for number in 1..=3 {
            jobs.push(Later(4 - number, number));
        }
        let mut stop = Later(9, 0).fuse();
        let mut finished = Vec::new();
        let rest = loop {
            select_biased! {
                _ = stop => break "stopped",
                number = jobs.select_next_some() => {
                    finished.push(number);
                    if number == 2 {
                        jobs.push(Later(1, 7));
                    }
                }
                complete => break "all done",
            }
        };
        println!("{rest} {finished:?}");
    });
}
