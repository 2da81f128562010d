// tokio's time: sleeps that are reset and asked, intervals that start late or anew, timeouts taken apart, paused and advanced.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::time::{self, Instant, Interval, MissedTickBehavior, interval, interval_at, sleep, sleep_until};

fn millis(since: Instant) -> u128 {
    since.elapsed().as_millis()
}

fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

async fn sleeps() {
    let start = Instant::now();
    let mut nap = pin!(sleep_until(start + ms(50)));
    println!("{} {}", nap.is_elapsed(), (nap.deadline() - start).as_millis());
    nap.as_mut().await;
    println!("{} at {}", nap.is_elapsed(), millis(start));
    nap.as_mut().reset(start + ms(80));
    println!("{}", nap.is_elapsed());
    nap.as_mut().await;
    println!("again at {}", millis(start));
    nap.as_mut().await;
    println!("done is done {}", millis(start));
    nap.as_mut().reset(start);
    nap.as_mut().await;
    println!("in the past {}", millis(start));
    sleep_until(start).await;
    sleep(Duration::ZERO).await;
    println!("nothing to wait for {}", millis(start));
    let earlier = Instant::now();
    time::advance(ms(25)).await;
    println!("advanced {}", millis(earlier));
    println!("{:?} {:?}", earlier.checked_duration_since(Instant::now()), earlier.saturating_duration_since(Instant::now()));
    println!("{:?} {}", earlier.checked_add(ms(1)).unwrap() - earlier, earlier < Instant::now());
}

async fn ticks(name: &str, interval: &mut Interval, start: Instant, count: usize) {
    let mut at = Vec::new();
    for _ in 0..count {
        let due = interval.tick().await;
        at.push(((due - start).as_millis(), millis(start)));
    }
    println!("{name} {at:?}");
}

async fn intervals() {
    let start = Instant::now();
    let mut every = interval_at(start + ms(30), ms(10));
    println!("{:?} {:?}", every.period(), every.missed_tick_behavior());
    ticks("late start", &mut every, start, 3).await;
    every.reset();
    ticks("reset", &mut every, start, 2).await;
    every.reset_immediately();
    ticks("at once", &mut every, start, 2).await;
    every.reset_after(ms(25));
    ticks("after", &mut every, start, 2).await;
    every.reset_at(start + ms(200));
    ticks("at", &mut every, start, 2).await;
    for behavior in [MissedTickBehavior::Burst, MissedTickBehavior::Delay, MissedTickBehavior::Skip] {
        let start = Instant::now();
        let mut every = interval(ms(10));
        every.set_missed_tick_behavior(behavior);
        every.tick().await;
        sleep(ms(34)).await;
        ticks(&format!("{:?}", every.missed_tick_behavior()), &mut every, start, 4).await;
    }
    println!("{:?}", MissedTickBehavior::default());
    let mut cx = Context::from_waker(Waker::noop());
    let mut every = interval(ms(10));
    println!("{} {}", every.poll_tick(&mut cx).is_ready(), every.poll_tick(&mut cx).is_pending());
}

async fn timeouts() {
    let start = Instant::now();
    let limited = time::timeout(ms(10), async { 7 });
    println!("{}", limited.into_inner().await);
    let elapsed = time::timeout_at(start + ms(10), std::future::pending::<()>()).await.unwrap_err();
    println!("{elapsed} {elapsed:?} {}", millis(start));
    let error: std::io::Error = elapsed.into();
    println!("{:?} {error}", error.kind());
    println!("{:?}", time::timeout(Duration::ZERO, async { 1 }).await);
    println!("{:?}", time::timeout(Duration::MAX, async { 2 }).await);
    println!("{:?}", time::timeout_at(start, sleep(ms(1))).await);
    let mut inner = std::future::ready(3);
    let limited = time::timeout(ms(10), &mut inner);
    println!("{:?} {}", limited.await, millis(start));
    let mut limited = pin!(time::timeout(ms(10), sleep(ms(5))));
    let mut cx = Context::from_waker(Waker::noop());
    println!("{:?}", limited.as_mut().poll(&mut cx).is_pending());
    sleep(ms(20)).await;
    println!("{:?}", matches!(limited.as_mut().poll(&mut cx), Poll::Ready(Ok(()))));
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    sleeps().await;
    intervals().await;
    timeouts().await;
    time::resume();
    time::pause();
    let caught = std::panic::catch_unwind(|| interval(Duration::ZERO));
    println!("{}", caught.is_err());
}
