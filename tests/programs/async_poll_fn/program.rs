// poll_fn: futures made on the spot, a race of two, and a future that counts its polls.
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;
use tokio::time::sleep;

enum Won<A, B> {
    First(A),
    Second(B),
}

async fn race<A, B>(a: impl Future<Output = A>, b: impl Future<Output = B>) -> Won<A, B> {
    let (mut a, mut b) = (pin!(a), pin!(b));
    poll_fn(|cx| {
        if let Poll::Ready(value) = a.as_mut().poll(cx) {
            return Poll::Ready(Won::First(value));
        }
        b.as_mut().poll(cx).map(Won::Second)
    })
    .await
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mut left = 3;
    let sum = poll_fn(|cx| {
        if left == 0 {
            return Poll::Ready("landed");
        }
        println!("{left}...");
        left -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
    println!("{sum}");
    let ms = |ms| sleep(Duration::from_millis(ms));
    for (x, y) in [(10, 20), (20, 10)] {
        match race(async { ms(x).await; x }, async { ms(y).await; "second" }).await {
            Won::First(value) => println!("first with {value}"),
            Won::Second(word) => println!("{word}"),
        }
    }
    let mut polls = 0;
    let mut nap = pin!(ms(5));
    poll_fn(|cx| {
        polls += 1;
        nap.as_mut().poll(cx)
    })
    .await;
    println!("{polls} polls");
}
