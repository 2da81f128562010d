// Async closures given to what calls them once: the future has what they captured, until it ends.

use std::future::Future;
use std::time::Duration;
use tokio::time::sleep;

struct Noisy(String);

impl Drop for Noisy {
    fn drop(&mut self) {
        println!("{} dropped", self.0);
    }
}

async fn finish<R>(work: impl AsyncFnOnce() -> R) -> R {
    let result = work().await;
    println!("finished");
    result
}

async fn given<F, R>(number: u32, work: F) -> R
where
    F: AsyncFnOnce(u32) -> R,
{
    work(number).await
}

async fn inside<F: AsyncFnOnce() -> usize>(work: F) -> usize {
    async { work().await }.await
}

async fn plain<F, Fut>(work: F) -> usize
where
    F: FnOnce() -> Fut,
    Fut: Future<Output = usize>,
{
    let future = work();
    println!("made");
    future.await
}

async fn dropped<F: AsyncFnOnce()>(work: F) {
    let future = work();
    drop(future);
    println!("given up");
}

#[tokio::main]
async fn main() {
    let text = String::from("owned");
    println!("{}", finish(async move || text.len()).await);
    let text = String::from("lent");
    let slept = finish(async || {
        sleep(Duration::from_millis(20)).await;
        text.len()
    });
    println!("{} {text}", slept.await);
    let numbers = vec![1, 2, 3];
    println!(
        "{}",
        given(3, async move |by| numbers.iter().sum::<u32>() * by).await
    );
    let text = String::from("abc");
    println!("{}", inside(async move || text.len()).await);
    let noisy = Noisy("first".to_string());
    println!("{}", plain(async move || noisy.0.len()).await);
    let noisy = Noisy("second".to_string());
    finish(async move || println!("uses {}", noisy.0)).await;
    let noisy = Noisy("third".to_string());
    dropped(async move || println!("never {}", noisy.0)).await;
    let noisy = Noisy("fourth".to_string());
    let task = tokio::spawn(plain(async move || {
        sleep(Duration::from_millis(10)).await;
        noisy.0.len()
    }));
    println!("{}", task.await.unwrap());
}
