use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};

async fn greet(name: &str) {
    println!("hello, {name}");
}

fn main() {
    println!("main calls greet");
    let future = greet("ann");
    println!("nothing has happened yet");
    let future = pin!(future);
    let waker = Waker::noop();
    let mut context = Context::from_waker(waker);
    let polled = future.poll(&mut context);
    println!("ready: {}", polled.is_ready());
}
