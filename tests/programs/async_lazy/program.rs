// Futures are lazy: calling an async fn runs nothing, polling runs it up to the next await.
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};

async fn shout(word: &str) -> String {
    println!("shout({word}) begins");
    std::future::ready(()).await;
    word.to_uppercase()
}

struct Loud(&'static str);

impl Drop for Loud {
    fn drop(&mut self) {
        println!("{} is dropped", self.0);
    }
}

async fn owns(_thing: Loud) {
    println!("never printed");
}

fn main() {
    let first = shout("hello");
    println!("made a future");
    let mut cx = Context::from_waker(Waker::noop());
    let mut first = pin!(first);
    println!("{:?}", first.as_mut().poll(&mut cx));

    let forgotten = owns(Loud("argument of a future that is never polled"));
    println!("another one");
    drop(forgotten);

    let mut waits = pin!(async {
        println!("before");
        std::future::pending::<()>().await;
        println!("after");
    });
    for _ in 0..3 {
        println!("{:?}", waits.as_mut().poll(&mut cx));
    }
    println!("end of main");
}
