// Futures that say how often they were polled and when they are dropped: timeouts, select, abort, try_join's failed one first.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{sleep, timeout};
struct Noisy(&'static str);
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
async fn inner(n: &'static str) -> u32 {
    let _a = Noisy(n);
    sleep(Duration::from_millis(10)).await;
    let _b = Noisy("after");
    sleep(Duration::from_millis(10)).await;
    1
}
struct Traced<F> {
    inner: F,
    name: &'static str,
    polls: u32,
}
impl<F: Future> Future for Traced<F> {
    type Output = F::Output;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = unsafe { self.get_unchecked_mut() };
        this.polls += 1;
        let r = unsafe { Pin::new_unchecked(&mut this.inner) }.poll(cx);
        println!(
            "{} poll {} -> {}",
            this.name,
            this.polls,
            if r.is_ready() { "ready" } else { "pending" }
        );
        r
    }
}
impl<F> Drop for Traced<F> {
    fn drop(&mut self) {
        println!("{} dropped after {}", self.name, self.polls);
    }
}
fn traced<F>(name: &'static str, inner: F) -> Traced<F> {
    Traced {
        inner,
        name,
        polls: 0,
    }
}
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    println!(
        "{:?}",
        timeout(Duration::from_millis(15), traced("t", inner("a")))
            .await
            .is_err()
    );
    tokio::select! { biased;
        _ = traced("one", inner("x")) => println!("??"),
        _ = sleep(Duration::from_millis(5)) => println!("timer first"),
    }
    let h = tokio::spawn(traced("task", async {
        let _n = Noisy("local");
        sleep(Duration::from_secs(1)).await
    }));
    sleep(Duration::from_millis(1)).await;
    h.abort();
    println!("{} {:?}", h.is_finished(), h.await.unwrap_err().is_cancelled());
    let h = tokio::spawn(async {
        let _n = Noisy("never polled");
    });
    let a = h.abort_handle();
    a.abort();
    println!("{}", h.await.unwrap_err());
    println!("{}", a.is_finished());
    let fut = inner("unpolled");
    drop(fut);
    let mut fut = Box::pin(inner("polled once"));
    let _ = futures::poll!(fut.as_mut());
    drop(fut);
    {
        let f1 = traced("j1", inner("p"));
        let f2 = traced("j2", async {
            sleep(Duration::from_millis(3)).await;
            Err::<u32, &str>("fail")
        });
        let r = tokio::try_join!(async { Ok::<u32, &str>(f1.await) }, f2);
        println!("{r:?}");
    }
    let h = tokio::spawn(async {
        let _g = Noisy("guard");
        sleep(Duration::from_millis(2)).await;
        if true {
            panic!("bad")
        }
    });
    let e = h.await.unwrap_err();
    println!("{} {:?}", e.is_panic(), e.to_string().contains("panicked"));
    let detached = tokio::spawn(async {
        let _n = Noisy("at shutdown");
        std::future::pending::<()>().await
    });
    drop(detached);
    tokio::task::yield_now().await;
    println!("end of main");
}
