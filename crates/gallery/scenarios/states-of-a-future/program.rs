use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

struct NotYet(u32);

impl Future for NotYet {
    type Output = i32;

    fn poll(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<i32> {
        if self.0 == 0 {
            return Poll::Ready(2);
        }
        self.0 -= 1;
        Poll::Pending
    }
}

async fn example() -> i32 {
    let a = 1;
    println!("  start, a = {a}");
    let b = NotYet(1).await;
    println!("  after the await, a = {a}");
    a + b
}

fn main() {
    let mut future = pin!(example());
    let waker = Waker::noop();
    let mut context = Context::from_waker(waker);
    loop {
        println!("poll");
        match future.as_mut().poll(&mut context) {
            Poll::Pending => println!("Pending"),
            Poll::Ready(sum) => {
                println!("Ready({sum})");
                break;
            }
        }
    }
}
