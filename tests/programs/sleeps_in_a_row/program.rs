// Four sleeps in a row end behind one that is as long as they; ticks of an interval and deadlines set before do not.

use std::time::Duration;
use tokio::time::{Instant, interval, sleep, sleep_until, timeout};

async fn four_naps(ms: u64) {
    for _ in 0..4 {
        sleep(Duration::from_millis(ms)).await;
    }
}

#[tokio::main]
async fn main() {
    let row = tokio::spawn(async {
        four_naps(30).await;
        println!("four of 30");
    });
    let one = tokio::spawn(async {
        sleep(Duration::from_millis(120)).await;
        println!("one of 120");
    });
    row.await.unwrap();
    one.await.unwrap();

    let given = timeout(Duration::from_millis(60), four_naps(15)).await;
    println!("{given:?}");

    let mut ticks = interval(Duration::from_millis(40));
    ticks.tick().await;
    let naps = tokio::spawn(async {
        for round in 1..=3 {
            four_naps(10).await;
            println!("naps {round}");
        }
    });
    for round in 1..=3 {
        ticks.tick().await;
        println!("tick {round}");
    }
    naps.await.unwrap();

    let deadline = Instant::now() + Duration::from_millis(40);
    let naps = tokio::spawn(async {
        four_naps(10).await;
        println!("late");
    });
    sleep_until(deadline).await;
    println!("in time");
    naps.await.unwrap();
}
