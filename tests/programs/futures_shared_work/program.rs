// FutureExt: shared results, catch_unwind, abortable, now_or_never, boxed futures, chains with then and map.
use futures::executor::block_on;
use futures::future::{self, AbortHandle, Abortable, BoxFuture, FutureExt, TryFutureExt};
use std::cell::Cell;
use std::time::Duration;

fn pick(number: u32) -> BoxFuture<'static, String> {
    match number {
        0 => future::ready("zero".to_string()).boxed(),
        n => async move { format!("number {n}") }.boxed(),
    }
}

async fn parse(text: &str) -> Result<u32, std::num::ParseIntError> {
    text.parse()
}

fn main() {
    let computed = Cell::new(0);
    let shared = async {
        computed.set(computed.get() + 1);
        "expensive".to_string()
    }
    .shared();
    let lengths = block_on(future::join3(
        shared.clone().map(|text| text.len()),
        shared.clone().map(|text| text.to_uppercase()),
        shared,
    ));
    println!("{lengths:?}, computed {} time", computed.get());

    println!("{} {}", block_on(pick(0)), block_on(pick(3)));
    println!("{:?}", future::ready(5).now_or_never());
    println!("{:?}", future::pending::<u32>().now_or_never());
    let chain = future::lazy(|_| 20).then(|n| async move { n + 1 }).map(|n| n * 2);
    println!("{}", block_on(chain));
    println!("{:?}", block_on(parse("7").map_ok(|n| n + 1)));
    println!("{:?}", block_on(parse("x").map_err(|error| error.to_string())));
    println!("{}", block_on(parse("y").unwrap_or_else(|_| 99)));
    let both = parse("4").and_then(|n| async move { parse(if n > 3 { "44" } else { "?" }).await });
    println!("{:?}", block_on(both));

    let (handle, registration) = AbortHandle::new_pair();
    let task = Abortable::new(async { 1 }, registration);
    handle.abort();
    println!("{:?}", block_on(task));

    let risky = std::panic::AssertUnwindSafe(async {
        if computed.get() > 0 {
            std::panic::resume_unwind(Box::new("caught"));
        }
        0
    });
    let caught = block_on(risky.catch_unwind());
    println!("{:?}", caught.unwrap_err().downcast_ref::<&str>());

    let (sender, receiver) = futures::channel::oneshot::channel();
    let thread = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(20));
        sender.send("from a thread").unwrap();
    });
    println!("{:?}", block_on(receiver));
    thread.join().unwrap();
}
