// How spawned tasks end: cancelled before the first poll or in a sleep, by a panic, also of a `Drop`; futures of all
// kinds as tasks, and what the runtime's end leaves behind.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::sleep;

struct Loud(&'static str);
impl Drop for Loud {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

struct Twice(u32);
impl Future for Twice {
    type Output = u32;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        self.0 += 1;
        println!("twice {}", self.0);
        if self.0 == 2 {
            return Poll::Ready(self.0);
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

struct Bad;
impl Drop for Bad {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            panic!("bad drop");
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let captured = Loud("captured");
    let never = tokio::spawn(async move {
        let _keep = &captured;
        println!("never printed");
    });
    never.abort();
    println!("{:?}", never.await.unwrap_err().is_cancelled());

    let panics = tokio::spawn(async {
        let _a = Loud("a");
        sleep(Duration::from_millis(3)).await;
        let _b = Loud("b");
        if true {
            panic!("oh");
        }
        5
    });
    println!("{}", panics.await.unwrap_err().is_panic());

    let boxed: Pin<Box<dyn Future<Output = u32> + Send>> = Box::pin(async {
        sleep(Duration::from_millis(1)).await;
        7
    });
    println!("{:?}", tokio::spawn(boxed).await);
    println!("{:?}", tokio::spawn(Twice(0)).await);
    println!("{:?}", tokio::spawn(sleep(Duration::from_millis(2))).await);
    println!("{:?}", tokio::spawn(tokio::spawn(async { Loud("inner"); 1 })).await.unwrap());

    let cancelled = tokio::spawn(async {
        let _bad = Bad;
        let _loud = Loud("beside");
        sleep(Duration::from_secs(9)).await;
    });
    tokio::task::yield_now().await;
    cancelled.abort();
    let error = cancelled.await.unwrap_err();
    println!("{} {}", error.is_panic(), error.is_cancelled());

    let boxed_sleep = Box::pin(sleep(Duration::from_millis(4)));
    boxed_sleep.await;
    let mut handle = tokio::spawn(async { sleep(Duration::from_millis(10)).await; "late" });
    tokio::select! {
        biased;
        it = &mut handle => println!("handle {it:?}"),
        _ = sleep(Duration::from_millis(5)) => println!("timer"),
    }
    println!("{:?}", handle.await);
    let busy = tokio::spawn(async {
        for _ in 0..300 {
            tokio::task::consume_budget().await;
        }
        let inner = tokio::spawn(async {});
        inner.await.unwrap();
        "budget"
    });
    println!("{}", busy.await.unwrap());
    tokio::spawn(async {
        let _left = Loud("left behind");
        sleep(Duration::from_secs(100)).await;
    });
    tokio::task::yield_now().await;
    println!("end");
}
