// Async closures and functions that take them: async |x|, closures that give async blocks, retries.
use std::future::Future;
use std::time::Duration;
use tokio::time::sleep;

async fn retry<T, E, F>(times: u32, mut attempt: F) -> Result<T, E>
where
    F: AsyncFnMut(u32) -> Result<T, E>,
{
    let mut number = 1;
    loop {
        match attempt(number).await {
            Err(_) if number < times => {
                sleep(Duration::from_millis(10 << number)).await;
                number += 1;
            }
            result => return result,
        }
    }
}

async fn apply<F, Fut>(values: &[u32], f: F) -> Vec<u32>
where
    F: Fn(u32) -> Fut,
    Fut: Future<Output = u32>,
{
    let mut out = Vec::new();
    for value in values {
        out.push(f(*value).await);
    }
    out
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let double = async |x: u32| x * 2;
    println!("{}", double(21).await);

    let mut log = Vec::new();
    let result = retry(4, async |number| {
        log.push(number);
        if number < 3 { Err(format!("attempt {number} failed")) } else { Ok(number * 100) }
    })
    .await;
    println!("{result:?} after {log:?}");
    let hopeless: Result<(), String> = retry(2, async |n| Err(format!("no {n}"))).await;
    println!("{hopeless:?}");

    let offset = 7;
    let shifted = apply(&[1, 2, 3], |x| async move {
        sleep(Duration::from_millis(1)).await;
        x + offset
    })
    .await;
    println!("{shifted:?}");

    let name = String::from("moved");
    let greet = async move || println!("hello, {name}");
    greet().await;
    greet().await;
}
