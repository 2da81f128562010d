// timeout, timeout_at, a timeout in a timeout, and the error they give.
use std::time::Duration;
use tokio::time::{Instant, error::Elapsed, sleep, timeout, timeout_at};

async fn answer(after: u64) -> Result<u64, String> {
    sleep(Duration::from_millis(after)).await;
    if after % 2 == 0 { Ok(after) } else { Err(format!("{after} is odd")) }
}

fn show(label: &str, result: Result<Result<u64, String>, Elapsed>) {
    match result {
        Ok(Ok(value)) => println!("{label}: {value}"),
        Ok(Err(error)) => println!("{label}: failed, {error}"),
        Err(elapsed) => println!("{label}: {elapsed}"),
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let begin = Instant::now();
    show("quick", timeout(Duration::from_millis(50), answer(20)).await);
    show("odd", timeout(Duration::from_millis(50), answer(21)).await);
    show("slow", timeout(Duration::from_millis(50), answer(80)).await);
    let deadline = begin + Duration::from_millis(150);
    show("before the deadline", timeout_at(deadline, answer(40)).await);
    show("behind the deadline", timeout_at(deadline, answer(40)).await);
    let inner = timeout(Duration::from_millis(10), answer(100));
    match timeout(Duration::from_millis(30), inner).await {
        Ok(Err(_)) => println!("the inner one ran out"),
        Err(_) => println!("the outer one ran out"),
        Ok(Ok(_)) => println!("in time"),
    }
    println!("{:?}", timeout(Duration::ZERO, async { "ready at once" }).await);
    println!("{} ms", begin.elapsed().as_millis());
}
