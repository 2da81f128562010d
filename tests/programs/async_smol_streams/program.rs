//! smol's futures boxed and caught, and what its streams can be asked: the last, the nth, the first that fits, in two parts.

use smol::future::{self, Boxed, FutureExt};
use smol::stream::{self, StreamExt};
use std::panic::AssertUnwindSafe;

fn factorial(n: u64) -> Boxed<u64> {
    async move { if n < 2 { 1 } else { n * factorial(n - 1).await } }.boxed()
}

async fn fail(why: Option<&'static str>) -> u32 {
    future::yield_now().await;
    match why {
        Some(why) => panic!("{why}"),
        None => 5,
    }
}

fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    smol::block_on(async {
        println!("{}", factorial(10).await);
        let caught = AssertUnwindSafe(fail(Some("on purpose"))).catch_unwind().await;
        println!("{:?}", caught.unwrap_err().downcast_ref::<String>());
        println!("{:?}", AssertUnwindSafe(fail(None)).catch_unwind().await.ok());

        let s = stream::iter(vec![4, 8, 15, 16, 23, 42]);
        println!("{:?} {:?}", s.clone().last().await, s.clone().nth(3).await);
        println!("{:?} {:?}", s.clone().position(|x| x == 15).await, s.clone().find(|x| x % 2 == 1).await);
        println!("{:?}", s.clone().find_map(|x| if x > 20 { Some(x * 10) } else { None }).await);
        let (even, odd): (Vec<i32>, Vec<i32>) = s.clone().partition(|x| x % 2 == 0).await;
        println!("{even:?} {odd:?}");
        println!("{:?}", s.clone().step_by(2).map(|x| x + 1).boxed().collect::<Vec<i32>>().await);
        let words = ["x", "y"];
        println!("{:?}", stream::iter(&words).copied().collect::<String>().await);
        let mut sum = 0;
        s.for_each(|x| sum += x).await;
        println!("{sum}");
        println!("{:?}", async { 1 }.or(future::pending()).boxed_local().await);
    });
}
