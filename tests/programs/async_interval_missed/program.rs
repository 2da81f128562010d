// Intervals that are late: Burst catches up, Delay starts anew, Skip keeps the rhythm.
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

async fn watch(behavior: MissedTickBehavior) {
    let begin = Instant::now();
    let mut ticks = interval(Duration::from_millis(10));
    ticks.set_missed_tick_behavior(behavior);
    let mut seen = Vec::new();
    for round in 0..7 {
        ticks.tick().await;
        seen.push(begin.elapsed().as_millis());
        if round == 1 {
            // Busy for longer than three periods.
            sleep(Duration::from_millis(35)).await;
        }
    }
    println!("{behavior:?}: {seen:?}");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    watch(MissedTickBehavior::Burst).await;
    watch(MissedTickBehavior::Delay).await;
    watch(MissedTickBehavior::Skip).await;
}
