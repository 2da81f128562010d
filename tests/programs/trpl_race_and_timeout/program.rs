// The Rust Book's trpl: select, Either, yield_now, a timeout of one's own, join_all over pinned futures.
use std::future::Future;
use std::pin::{Pin, pin};
use std::time::Duration;
use trpl::Either;

async fn timeout<F: Future>(future: F, max_time: Duration) -> Result<F::Output, Duration> {
    match trpl::select(future, trpl::sleep(max_time)).await {
        Either::Left(output) => Ok(output),
        Either::Right(_) => Err(max_time),
    }
}

async fn steps(name: &str, yields: bool) -> usize {
    for step in 1..=3 {
        println!("{name} step {step}");
        if yields {
            trpl::yield_now().await;
        }
    }
    name.len()
}

fn main() {
    trpl::block_on(async {
        let slow = async {
            trpl::sleep(Duration::from_millis(300)).await;
            "I finished!"
        };
        match timeout(slow, Duration::from_millis(50)).await {
            Ok(message) => println!("succeeded with '{message}'"),
            Err(duration) => println!("failed after {} ms", duration.as_millis()),
        }
        println!("{:?}", timeout(async { 7 }, Duration::from_millis(50)).await);

        match trpl::select(steps("a", false), steps("b", false)).await {
            Either::Left(n) => println!("a is done: {n}"),
            Either::Right(n) => println!("b is done: {n}"),
        }
        let (x, y) = trpl::join(steps("left", true), steps("right", true)).await;
        println!("{}", x + y);

        let one = pin!(async { println!("one") });
        let two = pin!(async {
            trpl::sleep(Duration::from_millis(20)).await;
            println!("two");
        });
        let three = pin!(async { println!("three") });
        let futures: Vec<Pin<&mut dyn Future<Output = ()>>> = vec![one, two, three];
        trpl::join_all(futures).await;
        let boxed: Vec<Pin<Box<dyn Future<Output = u32>>>> = vec![Box::pin(async { 1 }), Box::pin(async { 2 })];
        println!("{:?}", trpl::join_all(boxed).await);
        println!("{:?}", trpl::join!(async { 'a' }, async { 2.5 }));
    });
}
