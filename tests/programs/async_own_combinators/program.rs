// Combinators by hand: a timed future, an extension trait, a join over any number, `IntoFuture`, an either of two futures.

use std::future::{Future, IntoFuture, Ready, ready};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::time::{Duration, Instant, sleep};
struct Timed<F> {
    inner: F,
    started: Option<Instant>,
    polls: u32,
}
impl<F: Future> Future for Timed<F> {
    type Output = (F::Output, Duration, u32);
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = unsafe { self.get_unchecked_mut() };
        let start = *this.started.get_or_insert_with(Instant::now);
        this.polls += 1;
        match unsafe { Pin::new_unchecked(&mut this.inner) }.poll(cx) {
            Poll::Ready(v) => Poll::Ready((v, start.elapsed(), this.polls)),
            Poll::Pending => Poll::Pending,
        }
    }
}
trait FutureX: Future + Sized {
    fn timed(self) -> Timed<Self> {
        Timed {
            inner: self,
            started: None,
            polls: 0,
        }
    }
    fn or_after<T>(self, d: Duration, v: T) -> impl Future<Output = Result<Self::Output, T>> {
        async move {
            tokio::select! { biased; r = self => Ok(r), _ = sleep(d) => Err(v) }
        }
    }
}
impl<F: Future> FutureX for F {}
struct All<F: Future> {
    items: Vec<Result<Pin<Box<F>>, Option<F::Output>>>,
}
impl<F: Future> Future for All<F>
where
    F::Output: Unpin,
{
    type Output = Vec<F::Output>;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut waits = false;
        for it in self.items.iter_mut() {
            if let Ok(f) = it {
                match f.as_mut().poll(cx) {
                    Poll::Ready(v) => *it = Err(Some(v)),
                    Poll::Pending => waits = true,
                }
            }
        }
        if waits {
            return Poll::Pending;
        }
        Poll::Ready(
            self.items
                .iter_mut()
                .map(|it| match it {
                    Err(v) => v.take().unwrap(),
                    Ok(_) => unreachable!(),
                })
                .collect(),
        )
    }
}
fn all<F: Future, I: IntoIterator<Item = F>>(it: I) -> All<F> {
    All {
        items: it.into_iter().map(|f| Ok(Box::pin(f))).collect(),
    }
}
struct Request {
    path: String,
    tries: u32,
}
impl Request {
    fn get(path: &str) -> Self {
        Self {
            path: path.into(),
            tries: 1,
        }
    }
    fn tries(mut self, n: u32) -> Self {
        self.tries = n;
        self
    }
}
impl IntoFuture for Request {
    type Output = Result<String, u32>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output>>>;
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            for t in 1..=self.tries {
                sleep(Duration::from_millis(t as u64)).await;
                if t * self.path.len() as u32 > 9 {
                    return Ok(format!("{} in try {t}", self.path));
                }
            }
            Err(self.tries)
        })
    }
}
enum Either<A, B> {
    L(A),
    R(B),
}
impl<A: Future + Unpin, B: Future<Output = A::Output> + Unpin> Future for Either<A, B> {
    type Output = A::Output;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<A::Output> {
        match &mut *self {
            Either::L(a) => Pin::new(a).poll(cx),
            Either::R(b) => Pin::new(b).poll(cx),
        }
    }
}
fn pick(x: u32) -> Either<Ready<u32>, Pin<Box<dyn Future<Output = u32>>>> {
    if x < 3 {
        Either::L(ready(x))
    } else {
        Either::R(Box::pin(async move {
            sleep(Duration::from_millis(x as u64)).await;
            x * 100
        }))
    }
}
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (v, d, p) = async {
        sleep(Duration::from_millis(4)).await;
        tokio::task::yield_now().await;
        "v"
    }
    .timed()
    .await;
    println!("{v} {d:?} {p}");
    println!(
        "{:?} {:?}",
        ready(1).or_after(Duration::from_millis(1), "late").await,
        sleep(Duration::from_millis(3))
            .or_after(Duration::from_millis(1), "late")
            .await
    );
    println!(
        "{:?}",
        all((1..=4).map(|i| async move {
            sleep(Duration::from_millis(10 - i)).await;
            i * i
        }))
        .timed()
        .await
    );
    println!(
        "{:?} {:?}",
        Request::get("/a").tries(5).await,
        Request::get("/b").await
    );
    println!("{} {}", pick(2).await, pick(5).await);
    let mut fs: Vec<Pin<Box<dyn Future<Output = String>>>> = vec![
        Box::pin(async { "s".to_string() }),
        Box::pin(ready("r".to_string())),
        Box::pin(async { format!("{:?}", pick(4).timed().await.1) }),
    ];
    fs.reverse();
    println!("{:?}", all(fs).await);
}
