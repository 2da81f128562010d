// A runtime without the attribute: Builder, block_on several times, spawn before block_on, tasks left behind.
use std::time::Duration;
use tokio::runtime::{Builder, Handle};
use tokio::time::sleep;

struct Left(&'static str);

impl Drop for Left {
    fn drop(&mut self) {
        println!("{} is dropped with the runtime", self.0);
    }
}

async fn greet(name: &str) -> String {
    sleep(Duration::from_millis(2)).await;
    format!("hello {name}")
}

fn main() {
    let runtime = Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
    let early = runtime.spawn(async {
        println!("spawned from outside, runs in block_on");
        1
    });
    println!("nothing has run yet");
    println!("{}", runtime.block_on(greet("ann")));
    println!("{}", runtime.block_on(early).unwrap());
    let total = runtime.block_on(async {
        let handle = Handle::current();
        let task = handle.spawn(async { 20 });
        let other = tokio::spawn(async { 22 });
        task.await.unwrap() + other.await.unwrap()
    });
    println!("{total}");
    runtime.spawn(async {
        let _left = Left("a task that waits");
        sleep(Duration::from_secs(1000)).await;
    });
    runtime.block_on(async { tokio::task::yield_now().await });
    println!("end of main");
}
