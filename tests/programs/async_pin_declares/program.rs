// `pin!` that declares what it pins: a sleep that is polled in every round of `select!`.

use std::time::Duration;
use tokio::time::{Instant, sleep};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let start = Instant::now();
    tokio::pin! {
        let later = sleep(Duration::from_millis(20));
        let never = std::future::pending::<()>();
    }
    let mut rounds = 0;
    loop {
        tokio::select! {
            () = &mut later => break,
            () = &mut never => unreachable!(),
            () = sleep(Duration::from_millis(6)) => rounds += 1,
        }
    }
    println!("{rounds} rounds in {:?}", start.elapsed());
}
