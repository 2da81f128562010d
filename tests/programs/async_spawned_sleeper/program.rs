// The same as with threads, on tokio: a task that sleeps beside main, which sleeps longer and awaits its handle.
use std::time::Duration;
use tokio::time::{Instant, sleep};

#[tokio::main(start_paused = false, flavor = "current_thread")]
async fn main() {
    let begin = Instant::now();
    let task = tokio::spawn(async move {
        println!("task starts");
        sleep(Duration::from_millis(50)).await;
        println!("task exits");
        "its value"
    });
    println!("main sleeps");
    sleep(Duration::from_millis(100)).await;
    println!("main wakes, the task has finished: {}", task.is_finished());
    let value = task.await.unwrap();
    println!("joined: {value}, {} tenths of a second", begin.elapsed().as_millis() / 100);
}
